// How long a stocktake of many cars takes from the first scan to the last posted line, beside the bare driver writing the very
// rows of the posting; and how soon all differences are known.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/main/store/open.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { statementsOf } from '../../src/main/store/statements.ts'
import { LINES_AT_ONCE, SCANS_AT_ONCE } from '../../src/shared/modules/stocktakes/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { openShop, person, vinOf } from '../support/shop.ts'

const KEY = 'ef'.repeat(32)
const since = (from: number): number => Math.round(performance.now() - from)

/** `cars` stand at ten places; one in fifty is missing, one in fifty stands elsewhere. */
export async function benchStocktake(cars: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-stocktake-'))
  const shop = openShop({ file: join(folder, 'store.db'), key: KEY, joined: true, fold: async () => undefined })
  const [counter, poster] = [person('consultant'), person('manager')]
  const insert = shop.raw.prepare(
    `INSERT INTO vehicles (id, site_id, stock_no, vin, brand, series, model, energy, list_fen, price_fen, state, location, arrived_on, created_at)
     VALUES (?, (SELECT site_id FROM vehicles LIMIT 1), ?, ?, '青屿', '青屿 E5', '长续航 610', 'nev', 18990000, 18590000, 'for-sale', ?, '2026-10-01', 1)`,
  )
  shop.raw.transaction(() => {
    for (let n = 0; n < cars; n++) insert.run(`bench-${n}`, `B${n}`, vinOf(100_000 + n), `P${n % 10}`)
  })()
  const { id } = shop.run('stocktakes.open', {}, counter)
  const kind = (n: number): 'missing' | 'elsewhere' | 'there' => (n % 50 === 7 ? 'missing' : n % 50 === 9 ? 'elsewhere' : 'there')
  let from = performance.now()
  for (let place = 0; place < 10; place++) {
    const vins = Array.from({ length: cars }, (_, n) => n)
      .filter((n) => kind(n) !== 'missing' && (kind(n) === 'elsewhere' ? (n + 1) % 10 : n % 10) === place)
      .map((n) => vinOf(100_000 + n))
    for (let at = 0; at < vins.length; at += SCANS_AT_ONCE)
      shop.run('stocktakes.scan', { id, vins: vins.slice(at, at + SCANS_AT_ONCE), location: `P${place}` }, counter)
  }
  const scannedMs = since(from)
  from = performance.now()
  const { totals } = shop.run('stocktakes.lines', { id, limit: 500 }, counter)
  const differencesMs = since(from)
  const subjects = (verdict: string): string[] => {
    const all: string[] = []
    for (let offset = 0; ; offset += 500) {
      const { rows } = shop.run(
        'stocktakes.lines',
        { id, offset, limit: 500, filters: [{ column: 'verdict', op: 'is', values: [verdict] }] },
        counter,
      )
      all.push(...rows.map((row) => row.id))
      if (rows.length < 500) return all
    }
  }
  const decide = (verdict: string, decision: 'keep' | 'move'): void => {
    const some = subjects(verdict)
    for (let at = 0; at < some.length; at += SCANS_AT_ONCE)
      shop.run('stocktakes.decide', { id, subjects: some.slice(at, at + SCANS_AT_ONCE), decision, reason: '复核过' }, counter)
  }
  decide('missing', 'keep')
  decide('misplaced', 'move')
  shop.run('stocktakes.submit', { id }, counter)
  from = performance.now()
  const posted = await jobsOf(shop.session)('stocktakes.post', { id }, poster)
  const postedMs = since(from)

  const bare = openDatabase({ file: join(folder, 'bare.db'), key: KEY })
  migrate(bare, readMigrations(join(import.meta.dirname, '../../migrations')))
  const rows = shop.raw.prepare('SELECT * FROM stocktake_lines').all() as Record<string, unknown>[]
  const names = Object.keys(rows[0] ?? {})
  const st = statementsOf(bare)
  from = performance.now()
  for (let at = 0; at < rows.length; at += LINES_AT_ONCE)
    bare.transaction(() => {
      for (const row of rows.slice(at, at + LINES_AT_ONCE))
        st.run(`INSERT INTO stocktake_lines (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, ...Object.values(row))
    })()
  const bareMs = since(from)
  shop.session.close()
  bare.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    cars,
    lines: posted.lines,
    adjusted: posted.adjusted,
    totals,
    scannedMs,
    differencesMs,
    postedMs,
    bareMs,
    ratio: Math.round((postedMs / bareMs) * 10) / 10,
  }
}
