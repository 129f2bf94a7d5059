// How long a large customer file takes from dialog to valid batch and to undo it again, beside the bare driver writing the
// very same rows; and the longest main was kept from other work meanwhile: a timer that should fire every 5 ms says so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import writeWorkbook from 'write-excel-file/node'
import { mobile, personName } from '../../src/main/demo/people.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { heavyThread } from '../../src/main/heavy-thread.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { anyDue } from '../../src/main/store/due.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { statementsOf, type Statements } from '../../src/main/store/statements.ts'
import { keepUp } from '../../src/main/store/upkeep.ts'
import { somebody, testStore } from '../support/store.ts'
import { held } from './held.ts'

const KEY = 'ef'.repeat(32)
const seconds = (from: number): number => Math.round(performance.now() - from) / 1000

export async function benchImports(rows: number, format: 'csv' | 'xlsx' = 'csv') {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-import-'))
  const random = seeded(3)
  const table = [
    ['客户姓名', '联系电话', '性别', '生日', '意向级别', '来源', '地址', '备注'],
    ...Array.from({ length: rows }, (_, n) => [
      personName(random),
      mobile(random, n),
      n % 2 ? '男' : '女',
      '1990/3/8',
      '高',
      '到店',
      `示例路 ${n} 号`,
      '老客户',
    ]),
  ]
  const path = join(folder, `customers.${format}`)
  if (format === 'csv') writeFileSync(path, table.map((row) => row.join(',')).join('\n'))
  else await writeWorkbook(table as never).toFile(path)
  const [file, bareFile] = [join(folder, 'store.db'), join(folder, 'bare.db')]
  const heavy = heavyThread(new URL('../../src/main/heavy.ts', import.meta.url), { file, key: KEY })
  const store = testStore({ file, key: KEY, joined: true, fold: async () => void (await heavy.ask({ kind: 'fold' })) })
  const upkeep = keepUp(store.session)
  const who = somebody()
  const { dispatch } = createDispatch({
    modules: allModules(),
    store: () => store.session,
    services: { sessions: { who: () => who } } as unknown as Services,
    incident: (error) => String((error as Error).stack),
  })
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await dispatch({ name, input, caller: '1', id: name })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error).slice(0, 500))
    return reply.value as T
  }
  const opened = await ask<{ digest: string; mapping: Record<string, number> }>('imports.read', { kind: 'customers', path })
  const begun = held()
  const chosen = { kind: 'customers', path, digest: opened.digest, mapping: opened.mapping }
  const checked = await ask<{ good: number }>('imports.check', chosen)
  const check = begun.end()
  const entering = held()
  const run = await ask<{ rows: number; batchId: string }>('imports.run', chosen)
  const entered = entering.end()
  const undoing = held()
  await ask('imports.undo', { batchId: run.batchId })
  const hiddenS = undoing.soFar()
  while (anyDue(store.st)) await new Promise((done) => setTimeout(done, 20))
  const undone = undoing.end()
  // Once more to note what is written: noting it takes memory and time that are not the product's.
  const written = noted(store.session.st)
  await ask('imports.run', chosen)
  upkeep.stop()
  const floor = rewrite(bareFile, written)
  await heavy.stop()
  store.raw.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    rows,
    format,
    entered: run.rows,
    good: checked.good,
    check,
    run: entered,
    floor,
    ratio: Math.round((entered.s / floor.s) * 100) / 100,
    undo: { hiddenS, ...undone },
    asked: { p99: 50, max: 200 },
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }
}

type Written = [sql: string, values: unknown[]]

/** What is written through `st` from now on. */
function noted(st: Statements): Written[] {
  const written: Written[] = []
  const { run } = st
  st.run = (sql, ...values) => {
    written.push([sql, values])
    return run(sql, ...values)
  }
  return written
}

/** The same rows by the bare driver: prepared statements, a thousand of them in each durable transaction. */
function rewrite(file: string, written: readonly Written[]) {
  const bare = openDatabase({ file, key: KEY })
  migrate(bare, readMigrations('migrations'))
  const { run } = statementsOf(bare)
  const some = bare.transaction((from: number) => {
    for (const [sql, values] of written.slice(from, from + 1000)) run(sql, ...values)
  })
  const from = performance.now()
  for (let at = 0; at < written.length; at += 1000) some.immediate(at)
  const made = { s: seconds(from), statements: written.length }
  bare.close()
  return made
}
