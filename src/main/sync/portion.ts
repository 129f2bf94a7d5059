// How much goes into one request. A line of a few kB a second never gets a large body across before somebody loses
// patience, and one that keeps breaking never ends it: what broke comes again in smaller portions, what went quickly in
// larger ones.

/** From `most` down to `least`, in whatever the caller counts. */
export type Portion = {
  size(): number
  /** A request of this size was answered after so many ms. */
  took(ms: number): void
  /** A request broke off, got no answer in time, or was too large. */
  broke(): void
}

const QUICK_MS = 4_000
const LONG_MS = 10_000

export function createPortion(most: number, least: number): Portion {
  let size = most
  /** What broke off last: near it the size is felt out instead of doubled. */
  let broken = Infinity
  return {
    size: () => size,
    took: (ms) => {
      if (size >= broken) broken = Infinity
      if (ms < QUICK_MS) size = Math.min(most, size * 2 < broken ? size * 2 : Math.ceil(size * 1.1))
      else if (ms > LONG_MS) size = Math.max(least, Math.ceil(size / 2))
    },
    broke: () => {
      broken = size
      size = Math.max(least, Math.ceil(size / 4))
    },
  }
}
