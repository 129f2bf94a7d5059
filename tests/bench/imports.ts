// How long a large customer file takes from dialog to valid batch, and the longest the store was kept from other work
// meanwhile: a timer that should fire every 5 ms says so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import writeWorkbook from 'write-excel-file/node'
import { mobile, personName } from '../../src/main/demo/people.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { somebody, testStore } from '../support/store.ts'

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
  const store = testStore({ file: join(folder, 'store.db'), key: 'ef'.repeat(32), joined: true })
  const who = somebody()
  const { dispatch } = createDispatch({
    handlers,
    store: () => store.session,
    services: { sessions: { who: () => who } } as unknown as Services,
    incident: (error) => String((error as Error).stack),
  })
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await dispatch({ name, input, caller: '1', id: name })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error).slice(0, 500))
    return reply.value as T
  }
  let last = performance.now()
  const gaps: number[] = []
  const timer = setInterval(() => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }, 5)
  const begun = performance.now()
  const opened = await ask<{ digest: string; mapping: Record<string, number> }>('imports.read', { kind: 'customers', path })
  const readS = seconds(begun)
  const chosen = { kind: 'customers', path, digest: opened.digest, mapping: opened.mapping }
  let from = performance.now()
  const checked = await ask<{ good: number }>('imports.check', chosen)
  const checkS = seconds(from)
  from = performance.now()
  const run = await ask<{ rows: number }>('imports.run', chosen)
  const runS = seconds(from)
  clearInterval(timer)
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (q: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0)
  store.raw.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    rows,
    format,
    entered: run.rows,
    good: checked.good,
    readS,
    checkS,
    runS,
    totalS: seconds(begun),
    // Between two turns of a timer that asks for one every 5 ms: what a person who types would have waited.
    keptMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
    asked: { p99: 50 },
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }
}
