// One open store with everything that belongs to it: connection, session, files, the worker thread, sync, daily care.
// It opens and closes as a whole; which phase the window is in is desktop.ts's.
import { careFor, type Care } from './care.ts'
import type { Move } from './desktop/moving.ts'
import { type HeavyThread, heavyThread } from './heavy-thread.ts'
import type { Log } from './log.ts'
import { derives } from './modules/derives.ts'
import { type BackupFile, putInPlace } from './store/backup.ts'
import { readDesk } from './store/desk.ts'
import { type FileStore, forgetDrafts, openFiles } from './store/files.ts'
import { keepForgetting } from './store/forgotten.ts'
import { DatabaseFromTheFuture, migrate, type Migration, versionOf } from './store/migrate.ts'
import { type Database, openDatabase } from './store/open.ts'
import type { Place } from './store/profile.ts'
import type { Correction } from './store/proof.ts'
import { createSession, type Session } from './store/session.ts'
import { keepUp } from './store/upkeep.ts'
import { unfinished } from './sync/bootstrap.ts'
import { type Later, later } from './later.ts'
import { createEngine, type Engine } from './sync/engine.ts'
import type { Port } from './sync/port.ts'

export type Surroundings = {
  migrations: readonly Migration[]
  /** heavy.ts, or what it was built into. */
  heavy: string | URL
  /** Starts a sync worker process. */
  spawn: () => Port
  appVersion: string
  log: Log
  now: () => number
  backupFolder: () => string
  onTouched?: ((tables: readonly string[]) => void) | undefined
  /** HQ took this desktop off its list and has all it still had to say. */
  onRevoked: () => void
  /** HQ has moved it to another site, and has what it wrote up to this. */
  onMoved: (move: Move) => void
  /** What the store says of its care changed. */
  onCare: () => void
}

export type Opened = {
  place: Place
  /** The data key. */
  key: string
  session: Session
  files: FileStore
  heavy: HeavyThread
  care: Care
  engine: Engine
  /** Sends messages. */
  office: Later
  /** Greets on birthdays and holidays. */
  daily: Later
  /** Everything ends in order; nothing is written afterwards. */
  close(): Promise<void>
}

/** The climb failed and the copy from before is back in place. */
export class UpdateFailed extends Error {
  constructor(cause: unknown) {
    super('the update of the database failed', { cause })
    this.name = 'UpdateFailed'
  }
}

/**
 * Opens the store at `place`, after climbing to this application's version if it is older. `onClimb` hears when that
 * begins. @throws DatabaseFromTheFuture with nothing touched; UpdateFailed with the old file back; what SQLite says.
 */
export async function openStore(around: Surroundings, place: Place, key: string, onClimb: () => void): Promise<Opened> {
  // A newer file is recognised on a connection that cannot write.
  const peek = openDatabase({ file: place.db, key, readonly: true })
  const version = versionOf(peek)
  peek.close()
  if (version > around.migrations.length) throw new DatabaseFromTheFuture(version, around.migrations.length)
  const raw = openDatabase({ file: place.db, key })
  try {
    if (version < around.migrations.length && version > 0) {
      onClimb()
      await climb(around, place, raw, key)
    } else migrate(raw, around.migrations)
  } catch (error) {
    raw.close()
    throw error
  }
  return assemble(around, place, raw, key)
}

/** Climbs with a verified copy to return to; an update that broke nothing it was told of is still read through once. */
async function climb(around: Surroundings, place: Place, raw: Database, key: string): Promise<void> {
  const heavy = heavyThread(around.heavy, { file: place.db, key })
  const order = { file: place.db, key, keys: place.keys, folder: place.backups, reason: 'before-update' as const, at: around.now() }
  const copy = (await heavy.ask({ kind: 'backup', order }).finally(() => heavy.stop())) as BackupFile
  try {
    migrate(raw, around.migrations)
    const verdict = String(raw.pragma('integrity_check', { simple: true }))
    if (verdict !== 'ok') throw new Error(`after the update: ${verdict}`)
  } catch (error) {
    raw.close()
    putInPlace(copy.path, place.db, around.now())
    throw new UpdateFailed(error)
  }
}

function assemble(around: Surroundings, place: Place, raw: Database, key: string): Opened {
  const { now, log } = around
  const heavy = heavyThread(around.heavy, { file: place.db, key })
  const session = createSession(raw, {
    now,
    derives,
    decides: () => readDesk(session.st).reach === 'group',
    fold: async () => void (await heavy.ask({ kind: 'fold' })),
  })
  if (around.onTouched) session.onTouched(around.onTouched)
  const upkeep = keepUp(session, () => unfinished(session.st) !== null)
  forgetDrafts(place.files)
  const files = openFiles(place.files, key)
  keepForgetting(session, files)
  const order = { file: place.db, key, keys: place.keys, files: place.files }
  const care = careFor({
    session,
    now,
    log,
    backup: place.demo
      ? null
      : (reason) =>
          heavy.ask({ kind: 'backup', order: { ...order, folder: around.backupFolder(), reason, at: now() } }) as Promise<BackupFile>,
    folder: around.backupFolder,
    onTrouble: around.onCare,
  })
  const engine = createEngine({
    session,
    spawn: around.spawn,
    appVersion: around.appVersion,
    files,
    onRevoked: around.onRevoked,
    onMoved: (to, said) => around.onMoved({ to, said }),
    count: (table) => heavy.ask({ kind: 'count', table }) as Promise<Correction[]>,
    log: (what, detail) => (detail instanceof Error ? log.incident(detail, what) : log.note(what, detail as Record<string, string>)),
  })
  const office = later(async () => {
    const [{ postThread }, { openOffice }] = await Promise.all([import('./post/near.ts'), import('./post/office.ts')])
    return openOffice({ session, carrier: postThread(), log: log.incident })
  }, log.incident)
  const daily = later(async () => (await import('./daily.ts')).dailyWork({ session, log: log.incident }), log.incident)
  return {
    place,
    key,
    session,
    files,
    heavy,
    care,
    engine,
    office,
    daily,
    close: async () => {
      // A damaged file may make any of these fail; the others still end.
      for (const end of [care.stop, daily.stop, office.stop, engine.stop, upkeep.stop, heavy.stop, session.close])
        try {
          await end()
        } catch (error) {
          log.incident(error, 'close')
        }
    },
  }
}
