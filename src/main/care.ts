// What an open store needs from day to day: a verified backup every day and at exit, and old attempts forgotten.
import type { Status } from '../shared/modules/setup/contract.ts'
import type { Log } from './log.ts'
import { BACKED_UP_AT, type BackupFile, BackupDamaged, listBackups, type Reason } from './store/backup.ts'
import { getState, setState } from './store/outbox.ts'
import type { Session } from './store/session.ts'
import { diskTrouble } from './store/whole.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A repeated call of a command gets its first reply for a week. */
const ATTEMPTS_KEPT = 7 * DAY
const SOON = 60_000
/** The engine tells of itself under these names many times a day: that is nothing to keep. */
const FLEETING: ReadonlySet<string> = new Set(['_sync_state', '_sync_live'])

type Trouble = Status['backupTrouble']
export type Care = {
  start(): void
  stop(): void
  /** The last backup failed; null when all is well. */
  trouble(): Trouble
  backup(reason: Reason): Promise<BackupFile>
  /** The backup at exit, if anything was written since the last one, or there is none. A failure is noted, never in the way of leaving. */
  finish(): Promise<void>
}

/** `backup` is null for the demo store, which is made anew instead. */
export function careFor(options: {
  session: Session
  now: () => number
  log: Log
  backup: ((reason: Reason) => Promise<BackupFile>) | null
  folder: () => string
  onTrouble: () => void
}): Care {
  const { session, now, log } = options
  let timer: NodeJS.Timeout | null = null
  let trouble: Trouble = null
  let written = false
  const forget = session.onTouched((tables) => void (written ||= tables.some((table) => !FLEETING.has(table))))

  const backup = async (reason: Reason): Promise<BackupFile> => {
    if (!options.backup) throw new Error('the demo store is not backed up')
    try {
      written = false
      const made = await options.backup(reason)
      backedUp(now())
      trouble = null
      log.note('backup', { reason, bytes: made.bytes })
      return made
    } catch (error) {
      written = true
      trouble = troubleOf(error)
      log.incident(error, `backup ${reason}`)
      throw error
    } finally {
      options.onTrouble()
    }
  }
  /** Kept in the store, so that an alert can watch how long ago it was. */
  const backedUp = (at: number): void => session.keep([], (st) => setState(st, BACKED_UP_AT, String(at)))
  const none = (): boolean => {
    try {
      return listBackups(options.folder()).length === 0
    } catch {
      return true
    }
  }
  const look = async (): Promise<void> => {
    session.keep([], (st) => st.run('DELETE FROM _attempts WHERE at < ?', now() - ATTEMPTS_KEPT))
    if (!options.backup) return
    let last = 0
    try {
      last = listBackups(options.folder())[0]?.at ?? 0
    } catch {
      // A folder that cannot be read is told by the backup that follows.
    }
    if (getState(session.st, BACKED_UP_AT) === null) backedUp(last || now())
    // A clock that went back must not put backups off for ever.
    if (now() - last >= DAY || last > now() + DAY) await backup('daily').catch(() => undefined)
  }
  const again = (after: number): void => {
    timer = setTimeout(() => {
      void look()
        .catch((error) => log.incident(error, 'care'))
        .finally(() => timer && again(HOUR))
    }, after)
    timer.unref?.()
  }
  return {
    start: () => again(SOON),
    stop: () => {
      if (timer) clearTimeout(timer)
      timer = null
      forget()
    },
    trouble: () => trouble,
    backup,
    finish: async () => {
      if (options.backup && (written || none())) await backup('exit').catch(() => undefined)
    },
  }
}

function troubleOf(error: unknown): NonNullable<Trouble> {
  const code = String((error as { code?: unknown }).code ?? '')
  if (error instanceof BackupDamaged || code.startsWith('SQLITE_CORRUPT')) return 'damaged'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'folder-missing'
  return diskTrouble(error) ?? 'internal'
}
