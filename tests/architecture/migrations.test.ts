// Migrations are numbered without a gap or a double, on both sides: with two of one number no store opens.
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMigrations } from '../../src/main/store/migrate.ts'

test.each(['migrations', 'migrations/hq', 'migrations/hq/files'])('%s', (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  expect(readMigrations(folder)).toHaveLength(files.length)
})
