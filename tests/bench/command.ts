// One full command through dispatch (parse, permission, rules, row, outbox, audit, first reply; durable) beside the bare
// driver writing the very same rows in one durable transaction.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { openDatabase, type Database } from '../../src/main/store/open.ts'
import { sideBySide } from './measure.ts'
import { somebody, testStore } from '../support/store.ts'

const KEY = 'ab'.repeat(32)

export async function benchCommand(rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-'))
  const store = testStore({ file: join(folder, 'ours.db'), key: KEY, joined: true })
  const who = somebody()
  const services = { sessions: { who: () => who } } as unknown as Services
  const { dispatch } = createDispatch({
    handlers,
    store: () => store.session,
    services,
    incident: (error) => String((error as Error).stack),
  })
  const ours = async (i: number) => {
    const reply = await dispatch({
      name: 'customers.add',
      input: {
        kind: 'person',
        name: `比较${i}`,
        phone: `139${String(10_000_001 + i)}`,
        level: 'A',
        source: '到店',
        wants: '家用代步，油耗低',
        city: '示例市',
        district: '示例区',
        address: '示例路 1 号',
      },
      caller: '1',
      attempt: `attempt-${i}-${'0'.repeat(8)}`,
    })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  }
  await ours(-1)
  const bare = openDatabase({ file: join(folder, 'bare.db'), key: KEY })
  const floor = copier(store.raw, bare)
  const made = await sideBySide(rounds, ours, (i) => floor(i))
  store.raw.close()
  bare.close()
  rmSync(folder, { recursive: true, force: true })
  return { ...made, writesPerCommand: floor.rows, asked: { ratio: 2, p50: 1, ratioP99: 1.5 } }
}

/** The rows the command just wrote, whatever tables they are in, written again by prepared statements in one transaction. */
function copier(ours: Database, bare: Database) {
  const tables = ours
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'`,
    )
    .all() as { name: string; sql: string }[]
  const others = ours.prepare(`SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`).all() as { sql: string }[]
  const virtual = tables.filter((t) => /VIRTUAL/i.test(t.sql)).map((t) => t.name)
  const plain = tables.filter((t) => !/VIRTUAL/i.test(t.sql) && !virtual.some((v) => t.name.startsWith(`${v}_`)))
  for (const { sql } of plain) bare.exec(sql)
  for (const { sql } of others) bare.exec(sql)
  const statements: { run: (i: number) => void }[] = []
  for (const { name } of plain) {
    const rows = ours.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[]
    if (rows.length === 0 || name === '_sync_state') continue
    for (const row of rows) {
      const columns = Object.keys(row)
      const insert = bare.prepare(
        `INSERT INTO "${name}" (${columns.map((c) => `"${c}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      // Keys must differ from round to round; everything else is what the command wrote.
      const keys = new Set(
        (bare.prepare(`SELECT name FROM pragma_table_info(?) WHERE pk > 0`).all(name) as { name: string }[]).map((c) => c.name),
      )
      const fresh = (column: string, value: unknown, i: number) =>
        !keys.has(column) && column !== 'id' ? value : typeof value === 'number' ? value + (i + 1) * 1000 : `${String(value)}-${i}`
      statements.push({ run: (i) => void insert.run(...columns.map((c) => fresh(c, row[c], i))) })
    }
  }
  const write = bare.transaction((i: number) => {
    for (const statement of statements) statement.run(i)
  })
  return Object.assign((i: number) => write.immediate(i), { rows: statements.length })
}
