// Reads the desktop's numbered migration files. How a database climbs them is in shared/migrations.ts, where HQ finds it too.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { orderMigrations, type Migration } from '../../shared/migrations.ts'

export { DatabaseFromTheFuture, migrate, versionOf, type Migration } from '../../shared/migrations.ts'

/** Reads `0001_words.sql`, `0002_words.sql` … from a folder. @throws when a number is missing or double. */
export const readMigrations = (folder: string): Migration[] =>
  orderMigrations(
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') })),
  )
