// Seeded randomness for the demo store: the same seed makes the same store, on every machine.

export type Random = {
  /** A fraction in [0, 1). */
  next(): number
  /** An integer in [from, to]. */
  int(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** One of the list, each as likely as its weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T
  chance(probability: number): boolean
  bytes(length: number): Uint8Array
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a shop that never existed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T
  return {
    next,
    int,
    pick,
    weighted: (list) => {
      let at = next() * list.reduce((sum, [, w]) => sum + w, 0)
      for (const [value, weight] of list) if ((at -= weight) < 0) return value
      return (list.at(-1) as (typeof list)[number])[0]
    },
    chance: (p) => next() < p,
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
  }
}
