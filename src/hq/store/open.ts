// Opens the encrypted SQLite files of one HQ directory, and the lock that keeps a second process out of it.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { migrate, orderMigrations } from '../../shared/migrations.ts'
import { giveName, makeFolder, syncFile, writeWhole } from '../whole.ts'

const require = createRequire(import.meta.url)
const Driver = require('better-sqlite3') as typeof BetterSqlite3
export type Database = BetterSqlite3.Database

/** Why a directory cannot be opened; the command line has words for each. */
export type OpenFailure = 'directory-in-use' | 'directory-unusable' | 'key-missing' | 'database-damaged'
export class CannotOpen extends Error {
  readonly code: OpenFailure
  constructor(code: OpenFailure, cause?: unknown) {
    super(code, { cause })
    this.name = 'CannotOpen'
    this.code = code
  }
}

/**
 * Takes the directory for this process alone, for as long as it lives: an exclusive lock of the operating system on a
 * file that is never read, so a crash leaves nothing to clean up. Waits two seconds for one that is just ending.
 * @throws CannotOpen
 */
export function lockDirectory(folder: string): { release(): void } {
  let lock: Database
  try {
    makeFolder(folder, 0o700)
    chmodSync(folder, 0o700)
    lock = new Driver(join(folder, 'hq.lock'), { timeout: 2000 })
  } catch (error) {
    throw new CannotOpen('directory-unusable', error)
  }
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new CannotOpen((error as { code?: string }).code === 'SQLITE_BUSY' ? 'directory-in-use' : 'directory-unusable', error)
  }
  return { release: () => void lock.close() }
}

/**
 * The directory's data key, made at the first start: 64 hex digits in `hq.key`, readable by its owner alone. It keeps
 * backups and lost disks closed only when it is kept apart from them. @throws CannotOpen
 */
export function dataKey(folder: string): string {
  const file = join(folder, 'hq.key')
  if (!existsSync(file) && existsSync(join(folder, 'hq.db'))) throw new CannotOpen('key-missing')
  let key: string
  try {
    // The key is on the disk before anything is locked with it.
    if (!existsSync(file)) writeWhole(file, `${randomBytes(32).toString('hex')}\n`, 0o600)
    key = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new CannotOpen('directory-unusable', error)
  }
  if (!/^[0-9a-f]{64}$/.test(key)) throw new CannotOpen('key-missing')
  return key
}

/** Same settings as a desktop's store: AEGIS-256 authenticates every page; FULL, or a power cut takes acknowledged commits. */
export function openFile(file: string, key: string): Database {
  let db: Database | undefined
  try {
    const fresh = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0
    db = new Driver(file)
    db.pragma(`cipher='aegis'`)
    db.pragma(`key='raw:${key}'`)
    // A new file can give back what it no longer needs, piece by piece. To one that is there this would be a write, which a full
    // disk does not take.
    if (fresh) db.pragma('auto_vacuum = INCREMENTAL')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = MEMORY')
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    return db
  } catch (error) {
    db?.close()
    throw new CannotOpen((error as { code?: string }).code === 'SQLITE_NOTADB' ? 'database-damaged' : 'directory-unusable', error)
  }
}

const MIGRATIONS = new URL('../../../migrations/hq/', import.meta.url)

function climb(db: Database, folder: URL): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  migrate(db, orderMigrations(names.map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))))
}

/** What stays free beside a file that is laid anew. */
const SPARE = 64 * 1024 * 1024

/**
 * A file made before files could give back empty pages is copied into one that can, once, before HQ answers anybody: the
 * new one takes the name in one step. Without the room, or when the disk does not take it, the old one serves as it did,
 * and the next start tries again. The directory must be locked.
 */
export function layAnew(folder: string): void {
  for (const name of ['hq.db', 'files.db']) {
    const [file, draft] = [join(folder, name), join(folder, `${name}.new`)]
    rmSync(draft, { force: true })
    if (!existsSync(file)) continue
    try {
      // Not even opened on a disk that is full: closing it drops the log and its index, for which there would be no room again.
      const { bavail, bsize } = statfsSync(folder)
      if (bavail * bsize < statSync(file).size + SPARE) continue
      const db = openFile(file, dataKey(folder))
      try {
        if (db.pragma('auto_vacuum', { simple: true }) !== 0) continue
        db.pragma('auto_vacuum = INCREMENTAL')
        db.prepare('VACUUM INTO ?').run(draft)
      } finally {
        db.close()
      }
      chmodSync(draft, 0o600)
      syncFile(draft)
      // What still waits in a log belongs to the old file.
      if (!existsSync(`${file}-wal`)) giveName(draft, file)
    } catch {
      // Whoever opens it next says what is wrong with it.
    } finally {
      rmSync(draft, { force: true })
    }
  }
}

/** Opens and climbs the database, and beside it the one of the files' bytes. The directory must be locked. @throws CannotOpen, DatabaseFromTheFuture */
export function openDatabases(folder: string): { db: Database; files: Database } {
  const key = dataKey(folder)
  const opened: Database[] = []
  try {
    const db = openFile(join(folder, 'hq.db'), key)
    opened.push(db)
    climb(db, MIGRATIONS)
    const files = openFile(join(folder, 'files.db'), key)
    opened.push(files)
    climb(files, new URL('files/', MIGRATIONS))
    return { db, files }
  } catch (error) {
    for (const db of opened) db.close()
    throw error
  }
}
