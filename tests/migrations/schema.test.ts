// What tables.ts declares and what the migrations make are the same, column by column.
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import '../../src/shared/tables.ts'
import { columnsOf, declaredTables, syncOf, tableOf } from '../../src/shared/tables/define.ts'

const db = openDatabase({ file: ':memory:', key: null })
migrate(db, readMigrations(resolve('migrations')))
type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }

describe.each(declaredTables())('%s', (name) => {
  const columns = db.prepare(`SELECT * FROM pragma_table_info(?)`).all(name) as Column[]
  const declared = Object.values(columnsOf(tableOf(name) as never))

  test('has the declared columns', () => {
    const fallback = (value: unknown) => (value === undefined ? null : typeof value === 'number' ? String(value) : `'${String(value)}'`)
    expect(columns.map((c) => [c.name, c.type, c.pk === 1 || c.notnull === 1, c.dflt_value])).toEqual(
      declared.map((c) => [c.name, c.getSQLType().toUpperCase(), c.notNull || c.primary, fallback(c.default)]),
    )
  })

  test('is STRICT, and a synced one has no constraint that could refuse an effect', () => {
    const { sql } = db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(name) as { sql: string }
    expect(sql).toMatch(/STRICT/)
    if (syncOf(name)?.scope === 'local') return
    expect(sql).not.toMatch(/\b(UNIQUE|CHECK|REFERENCES)\b/i)
    const unique = db.prepare(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin <> 'pk'`).all(name)
    expect(unique).toEqual([])
  })

  test('empties only columns that may be empty', () => {
    const personal = new Set(syncOf(name)?.personal ?? [])
    for (const c of declared) if (personal.has(c.name)) expect(c.notNull, c.name).toBe(false)
  })
})
