// Long bulk work in many short transactions. Between them the write-ahead log is folded into the file on another thread,
// while bulk work waits and people do not.
import type { Session } from './session.ts'

/** Milliseconds of writing after which the log is folded: some 30 MB of it. */
const FOLD_AFTER_MS = 400
/** Pages of the log after which a commit folds it itself, as SQLite does unless told otherwise. */
const USUAL_PAGES = 1000

/** Runs one transaction of the bulk, then lets others have the thread. */
export type Slice = <R>(write: () => R) => Promise<R>

/** Durability is the same: every transaction is in the log, and the log on the disk, before its commit returns. */
export async function inBulk<T>(session: Session, work: (slice: Slice) => Promise<T>): Promise<T> {
  const { raw } = session.st
  let spent = 0
  raw.pragma('wal_autocheckpoint = 0')
  try {
    const made = await work(async (write) => {
      const from = performance.now()
      const value = session.bulk(write)
      spent += performance.now() - from
      if (spent > FOLD_AFTER_MS) {
        spent = 0
        await session.fold()
      }
      await new Promise(setImmediate)
      return value
    })
    await session.fold()
    return made
  } finally {
    if (raw.open) raw.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`)
  }
}
