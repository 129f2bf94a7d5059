// Opens the one encrypted SQLite file of a profile with the settings everything else relies on.
import { createRequire } from 'node:module'
import type BetterSqlite3 from 'better-sqlite3'

const load = createRequire(import.meta.url)
export type Database = BetterSqlite3.Database

/** Raw 32-byte key as 64 hex digits, or null for a plain file (benchmarks of the bare driver). */
export type OpenOptions = { file: string; key: string | null; readonly?: boolean; nativeBinding?: string | undefined }

/**
 * @throws with code SQLITE_NOTADB when the key is wrong or the file damaged, SQLITE_CANTOPEN when the folder cannot be used.
 * AEGIS-256 authenticates every page, so a flipped bit is an error instead of data. `synchronous=FULL`: the driver's
 * WAL default NORMAL loses acknowledged transactions at a power cut.
 */
export function openDatabase({ file, key, readonly = false, nativeBinding = process.env['SQLITE_BINDING'] }: OpenOptions): Database {
  const Driver = load('better-sqlite3') as typeof BetterSqlite3
  const db = new Driver(file, { readonly, ...(nativeBinding ? { nativeBinding } : {}) })
  try {
    if (key !== null) {
      if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('a data key is 64 hex digits')
      db.pragma(`cipher='aegis'`)
      db.pragma(`key='raw:${key}'`)
    }
    if (!readonly) {
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
    }
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = MEMORY')
    db.pragma('busy_timeout = 5000')
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
