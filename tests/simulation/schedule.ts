// A simulated day as data: what happens when, each step with chance of its own, so that any of them can be left out and
// the rest still means what it meant. Which steps a violation needs is found by leaving them out.
import { seeded, type Random } from '../../src/main/demo/random.ts'

const HOUR = 3_600_000
export type Step = { at: number } & (
  | { kind: 'work'; desktop: number; seed: number }
  /** Something HQ cannot accept, and somebody who decides about it later. */
  | { kind: 'strange' | 'decide'; desktop: number; seed: number }
  | { kind: 'weather'; desktop: number; weather: 'fine' | 'rough' | 'cut' | 'mute' | 'deaf' }
  | { kind: 'cut-power'; desktop: number; calls: number; late: boolean; off: number }
  | { kind: 'kill-worker' | 'restart' | 'look'; desktop: number }
  | { kind: 'lose-disk'; desktop: number }
  /** HQ's person shuts a desktop out; an hour later somebody sets it up anew. */
  | { kind: 'revoke'; desktop: number }
  /** HQ's person makes it another site's. */
  | { kind: 'move'; desktop: number; to: number }
  /** HQ's person has it take everything anew. */
  | { kind: 'anew'; desktop: number }
  | { kind: 'clock'; desktop: number; by: number | 'frozen' }
  | { kind: 'hq-cut-power'; calls: number; late: boolean; off: number }
  | { kind: 'hq-restart' }
  | { kind: 'hq-clock'; by: number }
  /** The shops are closed and every machine sleeps for so many ms: nobody tries anything, what is under way comes in the morning. */
  | { kind: 'night'; sleep: number }
  /** Everything heals, everybody says and hears everything, and every promise is checked. */
  | { kind: 'quiet' }
)
export type Schedule = readonly Step[]

/** Fault steps and how often; work is what fills the day. */
const FAULTS = [
  ['weather', 34],
  ['cut-power', 16],
  ['hq-cut-power', 7],
  ['hq-restart', 3],
  ['kill-worker', 7],
  ['restart', 4],
  ['look', 10],
  ['clock', 7],
  ['hq-clock', 2],
  ['strange', 5],
  ['decide', 5],
  ['anew', 6],
] as const

/** Two working days two days apart, a quiet point after each; some lines stay down over both. */
export function scheduleOf(seed: number, desktops: number, work = 110): Schedule {
  const random = seeded(seed * 2_654_435_761)
  const steps: Step[] = []
  const days = [
    { from: 0, to: 10 * HOUR, share: 0.6 },
    { from: 48 * HOUR, to: 56 * HOUR, share: 0.4 },
  ]
  for (const { from, to, share } of days) {
    // People come in bursts: what happens within seconds at two desks collides.
    for (let n = 0; n < work * share;) {
      const at = random.int(from, to)
      for (let burst = random.int(1, 8); burst > 0; burst--, n++)
        steps.push({ at: at + random.int(0, 90_000), kind: 'work', desktop: random.int(0, desktops - 1), seed: random.int(1, 2 ** 31) })
    }
    for (let n = 0; n < work * 0.35 * share; n++) steps.push(fault(random.int(from, to), random, desktops))
    if (random.chance(0.35))
      steps.push({ at: random.int(from, to), kind: random.chance(0.6) ? 'lose-disk' : 'revoke', desktop: random.int(1, desktops - 1) })
    if (random.chance(0.3))
      steps.push({ at: random.int(from, to), kind: 'move', desktop: random.int(0, desktops - 1), to: random.int(0, 2) })
  }
  steps.sort((a, b) => a.at - b.at)
  const noon = steps.findIndex((s) => s.at > 24 * HOUR)
  // Half of the seeds rest in between; in the others a line may stay down for two days.
  if (noon > 0) steps.splice(noon, 0, { at: 12 * HOUR, kind: 'night', sleep: 35 * HOUR })
  if (random.chance(0.5) && noon > 0) steps.splice(noon, 0, { at: 11 * HOUR, kind: 'quiet' })
  steps.push({ at: 57 * HOUR, kind: 'quiet' })
  return steps
}

function fault(at: number, random: Random, desktops: number): Step {
  const kind = random.weighted(FAULTS)
  const desktop = random.int(0, desktops - 1)
  const calls = random.chance(0.5) ? random.int(1, 60) : random.int(1, 1500)
  switch (kind) {
    case 'weather':
      return {
        at,
        kind,
        desktop,
        weather: random.weighted([
          ['fine', 2],
          ['rough', 4],
          ['cut', 4],
          ['mute', 1],
          ['deaf', 2],
        ] as const),
      }
    case 'cut-power':
      return { at, kind, desktop, calls, late: random.chance(0.5), off: random.int(1_000, random.chance(0.8) ? 120_000 : 5 * HOUR) }
    case 'hq-cut-power':
      return { at, kind, calls, late: random.chance(0.5), off: random.int(1_000, random.chance(0.8) ? 60_000 : 2 * HOUR) }
    case 'hq-restart':
      return { at, kind }
    case 'clock':
      return { at, kind, desktop, by: random.chance(0.2) ? 'frozen' : clockError(random) }
    case 'hq-clock':
      return { at, kind, by: clockError(random) }
    case 'strange':
    case 'decide':
      return { at, kind, desktop, seed: random.int(1, 2 ** 31) }
    default:
      return { at, kind, desktop }
  }
}

const clockError = (random: Random): number =>
  (random.chance(0.5) ? -1 : 1) * random.int(0, random.pick([60_000, HOUR, 30 * HOUR, 3 * 365 * 24 * HOUR]))

/** As people write them: `3,7-12`. */
export const asRanges = (numbers: readonly number[]): string =>
  numbers
    .reduce<[number, number][]>((ranges, n) => {
      const last = ranges.at(-1)
      if (last && last[1] === n - 1) last[1] = n
      else ranges.push([n, n])
      return ranges
    }, [])
    .map(([from, to]) => (from === to ? String(from) : `${from}-${to}`))
    .join(',')
export const fromRanges = (text: string): Set<number> =>
  new Set(
    text.split(',').flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    }),
  )

/**
 * The fewest steps with which `fails` still holds, found by leaving out ever smaller pieces (Zeller and Hildebrandt's
 * ddmin). Runs it at most `tries` times.
 */
export async function shrunk(
  steps: readonly number[],
  fails: (kept: ReadonlySet<number>) => Promise<boolean>,
  tries: number,
): Promise<number[]> {
  let kept = [...steps]
  let left = tries
  for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0;) {
    let smaller = false
    for (let from = 0; from < kept.length && left > 0;) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)]
      left -= 1
      if (await fails(new Set(rest))) {
        kept = rest
        smaller = true
      } else from += size
    }
    if (size === 1 && !smaller) break
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  return kept
}
