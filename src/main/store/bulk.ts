// Long bulk work in many short transactions: the write-ahead log is folded into the file once at the end instead of after
// every few hundred rows, where random pages would be written again and again.
import type { Session } from './session.ts'

/** Pages of 4 kB the log may grow to meanwhile; a reader that holds it open costs no more than this. */
const BULK_PAGES = 8000
const USUAL_PAGES = 1000

/** Durability is the same: every transaction is in the log, and the log on the disk, before its commit returns. */
export async function inBulk<T>({ st: { raw } }: Session, work: () => Promise<T>): Promise<T> {
  raw.pragma(`wal_autocheckpoint = ${BULK_PAGES}`)
  try {
    return await work()
  } finally {
    if (raw.open) {
      raw.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`)
      raw.pragma('wal_checkpoint(PASSIVE)')
    }
  }
}
