// Side-by-side measuring: ours and the floor take turns in one run, so that a noisy machine disturbs both alike.

export type Spread = { p50: number; p99: number; n: number }
const round = (x: number): number => Math.round(x * 1000) / 1000

export function spread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (p: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99), n: sorted.length }
}

/** Milliseconds of `ours` and `floor`, taking turns; the first tenth warms up and is dropped. */
export async function sideBySide(
  rounds: number,
  ours: (i: number) => unknown,
  floor: (i: number) => unknown,
): Promise<{ ours: Spread; floor: Spread; ratio: number }> {
  const times = { ours: [] as number[], floor: [] as number[] }
  const warm = Math.ceil(rounds / 10)
  for (let i = 0; i < rounds + warm; i++) {
    const a = performance.now()
    await ours(i)
    const b = performance.now()
    await floor(i)
    const c = performance.now()
    if (i < warm) continue
    times.ours.push(b - a)
    times.floor.push(c - b)
  }
  const made = { ours: spread(times.ours), floor: spread(times.floor) }
  return { ...made, ratio: round(made.ours.p50 / made.floor.p50) }
}
