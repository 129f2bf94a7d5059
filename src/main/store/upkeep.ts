// Lets derived tables that may follow their rows by moments (what people search by) catch up, and puts them in order, in
// short slices while nothing comes in. Which rows are due is in the store (due.ts), so a kill loses none of it.
import { foldElsewhere } from './bulk.ts'
import { anyDue, workAllOff, workOff } from './due.ts'
import { paced } from './pace.ts'
import type { Session } from './session.ts'

/** What one slice holds main, ms, with its commit: well below the pause a typing person feels. */
const HOLD_MS = 12
const LEAST_ROWS = 8
const MOST_ROWS = 500
/** Rows are taken in first: as long as they come, the rest waits. */
const QUIET_MS = 40

const pause = (): Promise<void> => new Promise((done) => void setTimeout(done, 1).unref())

export type Upkeep = {
  /** Works off everything now, in one go. */
  finish(): void
  stop(): void
}

/** Takes the later derived tables of a session over. `busy` says that rows are still to come first. */
export function keepUp(session: Session, busy: () => boolean = () => false): Upkeep {
  const { later, tidy } = session.defer()
  const pace = paced({ holdMs: HOLD_MS, least: LEAST_ROWS, most: MOST_ROWS })
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let working = false
  /** Rows were derived since the tables were last in order, or nobody knows. */
  let untidy = true
  const waits = (): boolean => busy() || session.quietFor() < QUIET_MS

  /** One short transaction. False when there was nothing to do. */
  const slice = (): boolean => {
    // Order first: rows indexed by the hundred thousand would else leave lists by the thousand.
    if (untidy) {
      untidy = session.keep([], (st) => tidy.map((step) => step(st)).some(Boolean))
      return true
    }
    if (!anyDue(session.st)) return false
    const from = performance.now()
    const { tables, done } = session.keep([], (st) => workOff(st, later, pace.portion()))
    pace.took(done, performance.now() - from)
    untidy = true
    if (!anyDue(session.st)) session.announce(tables)
    return true
  }
  const go = async (): Promise<void> => {
    timer = undefined
    if (working) return
    if (waits()) return soon(QUIET_MS)
    working = true
    const folding = foldElsewhere(session)
    try {
      for (let more = true; more;) {
        const from = performance.now()
        more = slice()
        await folding.after(performance.now() - from)
        await pause()
        if (stopped) return
        if (more && waits()) return soon(QUIET_MS)
      }
      await folding.finish()
    } catch (error) {
      // The store closed while the log was being folded.
      if (!stopped) throw error
    } finally {
      working = false
      folding.end()
    }
  }
  const soon = (ms: number): void => {
    if (stopped || timer) return
    timer = setTimeout(() => void go(), ms)
    timer.unref()
  }
  const forget = session.onTouched((tables) => {
    untidy ||= tables.some((table) => later[table])
    soon(QUIET_MS)
  })
  soon(QUIET_MS)
  return {
    finish: () => void session.announce(session.keep([], (st) => workAllOff(st, later))),
    stop: () => {
      stopped = true
      clearTimeout(timer)
      forget()
    },
  }
}
