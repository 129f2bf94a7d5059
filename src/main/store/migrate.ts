// Climbs a database from its version to this application's, one numbered file at a time. drizzle's own migrator is not
// used: it cascades deletes through rebuilds, skips late files and opens newer databases (see architecture.md, Store).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './open.ts'

export type Migration = { version: number; name: string; sql: string }

/** The database was written by a newer application: nothing is opened, nothing is changed. */
export class DatabaseFromTheFuture extends Error {
  readonly at: number
  readonly known: number
  constructor(at: number, known: number) {
    super(`the database is at version ${at}, this application knows ${known}: update the application`)
    this.name = 'DatabaseFromTheFuture'
    this.at = at
    this.known = known
  }
}

/** Reads `0001_words.sql`, `0002_words.sql` … from a folder. @throws when a number is missing or double. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((f) => /^\d{4}_[a-z0-9_]+\.sql$/.test(f))
    .sort()
  return files.map((file, i) => {
    const version = Number(file.slice(0, 4))
    if (version !== i + 1) throw new Error(`migration ${file} should be number ${i + 1}`)
    return { version, name: file.slice(0, -4), sql: readFileSync(join(folder, file), 'utf8') }
  })
}

export const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number

/**
 * Runs what is missing; each file is one transaction that ends with a foreign-key check. Foreign keys are off meanwhile
 * (set outside any transaction, where it has effect), so that rebuilding a parent does not delete its children.
 * @throws DatabaseFromTheFuture; any SQL error, after which the version is the last good one.
 */
export function migrate(db: Database, migrations: readonly Migration[]): { from: number; to: number } {
  const from = versionOf(db)
  if (from > migrations.length) throw new DatabaseFromTheFuture(from, migrations.length)
  db.pragma('foreign_keys = OFF')
  try {
    for (const migration of migrations.slice(from))
      db.transaction(() => {
        db.exec(migration.sql)
        const broken = db.pragma('foreign_key_check') as unknown[]
        if (broken.length > 0) throw new Error(`${migration.name} broke ${broken.length} references`)
        db.pragma(`user_version = ${migration.version}`)
      }).immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { from, to: migrations.length }
}
