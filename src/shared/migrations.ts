// Climbs a database from its version to this program's, one numbered file at a time; desktop and HQ run the same steps.
// Touches neither driver nor disk: the caller brings both. drizzle's own migrator is not used, because it cascades
// deletes through rebuilds, skips files merged late and opens newer databases.

export type Migration = { version: number; name: string; sql: string }

/** The little of a SQLite connection that climbing needs. */
export type Climbable = {
  exec(sql: string): unknown
  pragma(text: string, options?: { simple?: boolean }): unknown
  transaction(work: () => void): { immediate(): void }
}

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

/** Puts files named `0001_words.sql`, `0002_words.sql` … in order; other names are no migrations. @throws when a number is missing or double. */
export function orderMigrations(files: readonly { name: string; sql: string }[]): Migration[] {
  const numbered = files.filter((f) => /^\d{4}_[a-z0-9_]+\.sql$/.test(f.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return numbered.map(({ name, sql }, i) => {
    const version = Number(name.slice(0, 4))
    if (version !== i + 1) throw new Error(`migration ${name} should be number ${i + 1}`)
    return { version, name: name.slice(0, -4), sql }
  })
}

export const versionOf = (db: Pick<Climbable, 'pragma'>): number => db.pragma('user_version', { simple: true }) as number

/**
 * Runs what is missing; each file is one transaction that ends with a foreign-key check. Foreign keys are off meanwhile
 * (set outside any transaction, where it has effect), so that rebuilding a parent does not delete its children.
 * @throws DatabaseFromTheFuture; any SQL error, after which the version is the last good one.
 */
export function migrate(db: Climbable, migrations: readonly Migration[]): { from: number; to: number } {
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
