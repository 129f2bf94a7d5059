// Side-by-side measuring: ours and the floor take turns in one run, so that a noisy machine disturbs both alike.

export type Spread = { p50: number; p99: number; n: number }
const round = (x: number): number => Math.round(x * 1000) / 1000

export function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (p: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99), n: sorted.length }
}

/** What the thread itself worked while `work` ran, ms: what others did to the machine meanwhile is not in it, nor waiting for a disk. */
async function worked(work: () => unknown): Promise<{ ms: number; cpuMs: number }> {
  const before = process.threadCpuUsage()
  const from = performance.now()
  await work()
  const ms = performance.now() - from
  const { user, system } = process.threadCpuUsage(before)
  return { ms, cpuMs: (user + system) / 1000 }
}

/** `cpuMs` is the mean of what the thread itself worked: the system counts in steps too coarse for a single round. */
export type Beside = { ours: Spread; floor: Spread; ratio: number; ratioP99: number; cpuMs: { ours: number; floor: number; ratio: number } }

/** Milliseconds of `ours` and `floor`, taking turns; the first tenth warms up and is dropped. */
export async function sideBySide(rounds: number, ours: (i: number) => unknown, floor: (i: number) => unknown): Promise<Beside> {
  const times = { ours: [] as number[], floor: [] as number[] }
  const cpu = { ours: 0, floor: 0 }
  const warm = Math.ceil(rounds / 10)
  for (let i = 0; i < rounds + warm; i++) {
    const a = await worked(() => ours(i))
    const b = await worked(() => floor(i))
    if (i < warm) continue
    times.ours.push(a.ms)
    times.floor.push(b.ms)
    cpu.ours += a.cpuMs / rounds
    cpu.floor += b.cpuMs / rounds
  }
  const wall = { ours: spread(times.ours), floor: spread(times.floor) }
  return {
    ...wall,
    ratio: round(wall.ours.p50 / wall.floor.p50),
    ratioP99: round(wall.ours.p99 / wall.floor.p99),
    cpuMs: { ours: round(cpu.ours), floor: round(cpu.floor), ratio: round(cpu.ours / cpu.floor) },
  }
}
