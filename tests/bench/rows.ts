// A store with many customers for the benchmarks: rows straight into the table, derived tables by their own functions.
// The log stays out: it is measured by the command benchmark.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { derives } from '../../src/main/modules/derives.ts'
import { mobile, personName } from '../../src/main/demo/people.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { SITE, START_AT, testStore } from '../support/store.ts'

export function customersStore(rows: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-rows-'))
  const [file, key] = [join(folder, 'rows.db'), 'cd'.repeat(32)]
  const store = testStore({ file, key })
  const random = seeded(7)
  const insert = store.raw.prepare(
    `INSERT INTO customers (id, site_id, kind, name, phone, source, level, city, wants, consultant_id, created_at, created_by) VALUES (?, ?, 'person', ?, ?, '到店', 'B', '示例市', '家用代步', ?, ?, 'u')`,
  )
  const ids: string[] = []
  for (let from = 0; from < rows; from += 5000) {
    const part: string[] = []
    store.raw.transaction(() => {
      for (let n = from; n < Math.min(rows, from + 5000); n++) {
        const id = `019a0000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`
        insert.run(id, SITE, personName(random), mobile(random, n), `c${n % 4}`, START_AT - (rows - n) * 1000)
        part.push(id)
      }
      store.session.derive('customers', part)
    })()
    ids.push(...part)
    // As upkeep does in the product.
    for (const step of derives.tidy) while (step(store.st));
  }
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  store.raw.exec('ANALYZE')
  const close = (): void => {
    store.raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, file, key, ids, close }
}
