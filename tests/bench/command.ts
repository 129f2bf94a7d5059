// One full command through dispatch (parse, permission, rules, row, outbox, audit, first reply; durable) beside the bare
// driver writing the very same rows in one durable transaction, search index included.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase, type Database } from '../../src/main/store/open.ts'
import { type Statements, statementsOf } from '../../src/main/store/statements.ts'
import { sideBySide } from './measure.ts'
import { somebody, testStore } from '../support/store.ts'

const KEY = 'ab'.repeat(32)

export async function benchCommand(rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-'))
  const store = testStore({ file: join(folder, 'ours.db'), key: KEY, joined: true })
  const who = somebody()
  const services = { sessions: { who: () => who } } as unknown as Services
  const { dispatch } = createDispatch({
    modules: allModules(),
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
  const bare = openDatabase({ file: join(folder, 'bare.db'), key: KEY })
  migrate(bare, readMigrations('migrations'))
  const floor = again(store.session.st, bare)
  await ours(-1)
  floor()
  const made = await sideBySide(rounds, ours, floor)
  const rows = [store.raw, bare].map((db) =>
    db.prepare('SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM search_customer) AS n').get(),
  )
  if (JSON.stringify(rows[0]) !== JSON.stringify(rows[1])) throw new Error(`not the same rows: ${JSON.stringify(rows)}`)
  store.raw.close()
  bare.close()
  rmSync(folder, { recursive: true, force: true })
  return { ...made, asked: { ratio: 2, p50: 1, ratioP99: 1.5 } }
}

/** Writes what `st` wrote since the last time once more, row by row with the same values, by prepared statements in one transaction. */
function again(st: Statements, bare: Database): () => void {
  let written: [sql: string, values: unknown[]][] = []
  const { run } = st
  st.run = (sql, ...values) => {
    written.push([sql, values])
    return run(sql, ...values)
  }
  const { run: rewrite } = statementsOf(bare)
  const write = bare.transaction(() => {
    for (const [sql, values] of written) rewrite(sql, ...values)
  })
  return () => {
    write.immediate()
    written = []
  }
}
