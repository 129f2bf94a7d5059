// Virtual time: one queue of appointments, worked off in order. Between two of them everything that waits for nothing but
// its turn gets one, so code that awaits runs as it does in a real process, only the clock is ours.
import type { Appointment } from '../../src/main/sync/time.ts'

type Entry = { at: number; order: number; work: (() => void) | null }
export type Scheduler = {
  /** The true time, epoch ms. What a machine's own clock says may be something else. */
  now(): number
  after(ms: number, work: () => void): Appointment
  /** Something is under way that takes no time of its own: the clock does not run far ahead of it. */
  during<T>(work: Promise<T>): Promise<T>
  /** How much is. */
  busy(): number
  /** Works off everything due up to `at`, or until `enough` says so (asked at most once a virtual second). */
  run(at: number, enough?: () => boolean): Promise<boolean>
  /** Every machine sleeps until `at`: what was due meanwhile comes when they wake, in its order. */
  sleep(at: number): void
}

/** Every promise that can settle has settled when this resolves: a tick comes after the last of them. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))
/** A whole turn of the event loop, for what is under way and waits for one. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How far virtual time may run on while something is under way: others get in between, nobody waits for ever. */
const AHEAD_MS = 40
/** How long the machine may take over one thing under way (a file, a digest in a thread) before it counts as one that never ends. */
const ENDLESS_MS = 120_000

export function createScheduler(start: number): Scheduler {
  const heap: Entry[] = []
  let now = start
  let order = 0
  let under = 0

  const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
  const push = (entry: Entry): void => {
    let i = heap.push(entry) - 1
    for (let up = (i - 1) >> 1; i > 0 && before(entry, heap[up] as Entry); i = up, up = (i - 1) >> 1) heap[i] = heap[up] as Entry
    heap[i] = entry
  }
  const pop = (): Entry => {
    const top = heap[0] as Entry
    const last = heap.pop() as Entry
    if (heap.length === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child += 1
      if (!before(heap[child] as Entry, last)) break
      heap[i] = heap[child] as Entry
      i = child
    }
    heap[i] = last
    return top
  }

  return {
    now: () => now,
    after: (ms, work) => {
      const entry: Entry = { at: now + Math.ceil(Math.max(0, ms)), order: order++, work }
      push(entry)
      return { cancel: () => void (entry.work = null) }
    },
    during: async (work) => {
      under += 1
      try {
        return await work
      } finally {
        under -= 1
      }
    },
    busy: () => under,
    run: async (until, enough) => {
      let asked = now
      let since: number | null = null
      await turn()
      if (enough?.()) return true
      for (;;) {
        const next = heap[0]
        if ((!next || next.at > now + AHEAD_MS) && under > 0) {
          since ??= performance.now()
          if (performance.now() - since > ENDLESS_MS) throw new Error('something under way never ends')
          await turn()
          continue
        }
        since = null
        if (!next || next.at > until) break
        const { at, work } = pop()
        if (!work) continue
        now = Math.max(now, at)
        work()
        await (under > 0 ? turn() : settled())
        if (!enough || now - asked < 1000) continue
        asked = now
        if (enough()) return true
      }
      now = Math.max(now, until)
      await turn()
      return enough?.() ?? true
    },
    sleep: (until) => void (now = Math.max(now, until)),
  }
}
