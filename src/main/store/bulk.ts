// Long bulk work in many short transactions, each as large as the last one's time allows. Between them the write-ahead log is
// folded into the file on another thread, while bulk work waits and people do not.
import { paced } from './pace.ts'
import type { Session } from './session.ts'

/** What one transaction holds main, ms, from its first row to the disk's word: well below the pause a typing person feels. */
const HOLD_MS = 20
const LEAST_ROWS = 10
const MOST_ROWS = 500
/** Milliseconds of writing after which the log is folded: some 30 MB of it. */
const FOLD_AFTER_MS = 400
/** Pages of the log after which a commit folds it itself, as SQLite does unless told otherwise. */
const USUAL_PAGES = 1000

/**
 * Writes groups of rows as they come, each group or a part of it by one call of `write`: a portion of rows in each
 * transaction, others having the thread between two. `between` is told what is written by then, and ends the work by
 * throwing. Durability is the same: every transaction is in the log, and the log on the disk, before its commit returns.
 */
export async function inBulk<R>(
  session: Session,
  coming: AsyncIterable<readonly (readonly R[])[]>,
  write: (rows: readonly R[]) => void,
  between: (written: number) => void,
): Promise<void> {
  const pace = paced({ holdMs: HOLD_MS, least: LEAST_ROWS, most: MOST_ROWS })
  const folding = foldElsewhere(session)
  let written = 0
  try {
    for await (const groups of coming) {
      const left = groups.map((rows) => [...rows])
      while (left.length > 0) {
        between(written)
        const from = performance.now()
        const done = session.bulk(() => {
          let room = pace.portion()
          while (left[0] && room > 0) {
            const rows = left[0].splice(0, room)
            if (left[0].length === 0) left.shift()
            room -= rows.length
            if (rows.length > 0) write(rows)
          }
          return pace.portion() - room
        })
        const ms = performance.now() - from
        pace.took(done, ms)
        written += done
        await folding.after(ms)
        await new Promise(setImmediate)
      }
    }
    between(written)
    await folding.finish()
  } finally {
    folding.end()
  }
}

/**
 * Has `write` take all of `rows`, so many at a time, each call its own transactions, people going on between two. `between` is told
 * how many are written by then, and ends the work by throwing.
 */
export async function inSlices<R>(
  session: Session,
  rows: readonly R[],
  atOnce: number,
  write: (some: R[]) => void,
  between: (written: number) => void,
): Promise<void> {
  const folding = foldElsewhere(session)
  try {
    for (let at = 0; at < rows.length; at += atOnce) {
      between(at)
      const from = performance.now()
      write(rows.slice(at, at + atOnce))
      await folding.after(performance.now() - from)
      await new Promise(setImmediate)
    }
    between(rows.length)
    await folding.finish()
  } finally {
    folding.end()
  }
}

/** How many fold the log of a session elsewhere at present. */
const folders = new WeakMap<Session, number>()

/**
 * Until `end` no commit of the session folds the log itself. Who writes much meanwhile says how long each transaction took,
 * and waits; `finish` folds what is left when that is much.
 */
export function foldElsewhere(session: Session): { after(ms: number): Promise<void>; finish(): Promise<void>; end(): void } {
  const { raw } = session.st
  let spent = 0
  const foldFrom = async (ms: number): Promise<void> => {
    if (spent < ms) return
    spent = 0
    await session.fold()
  }
  folders.set(session, (folders.get(session) ?? 0) + 1)
  raw.pragma('wal_autocheckpoint = 0')
  return {
    after: (ms) => {
      spent += ms
      return foldFrom(FOLD_AFTER_MS)
    },
    finish: () => foldFrom(FOLD_AFTER_MS / 8),
    end: () => {
      const left = (folders.get(session) ?? 1) - 1
      folders.set(session, left)
      if (raw.open && left === 0) raw.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`)
    },
  }
}
