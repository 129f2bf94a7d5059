// Lets derived tables that may follow their rows by moments (what people search by) catch up in short slices while
// nothing comes in. Which rows are due is in the store (due.ts), so a kill loses none of it.
import { dueCount, workOff } from './due.ts'
import type { Session } from './session.ts'

/** What one slice may take, ms: with its commit well below the pause a typing person feels. */
const SLICE_MS = 8
/** Rows are taken in first: as long as they come, the rest waits. */
const QUIET_MS = 40

export type Upkeep = {
  /** Works off everything now, in one go. */
  finish(): void
  stop(): void
}

/** Takes the later derived tables of a session over. `busy` says that rows are still to come first. */
export function keepUp(session: Session, busy: () => boolean = () => false): Upkeep {
  const later = session.defer()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const slice = (ms: number): boolean => {
    if (dueCount(session.st, 1) === 0) return false
    const { tables, left } = session.keep([], (st) => workOff(st, later, ms))
    if (!left) session.announce(tables)
    return left
  }
  const go = (): void => {
    timer = undefined
    if (stopped) return
    if (busy() || session.quietFor() < QUIET_MS) return soon(QUIET_MS)
    if (slice(SLICE_MS)) soon(1)
  }
  const soon = (ms: number): void => {
    if (stopped || timer) return
    timer = setTimeout(go, ms)
    timer.unref()
  }
  const forget = session.onTouched(() => soon(QUIET_MS))
  soon(QUIET_MS)
  return {
    finish: () => void slice(Infinity),
    stop: () => {
      stopped = true
      clearTimeout(timer)
      forget()
    },
  }
}
