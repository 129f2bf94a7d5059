// What a confirmed row counts for, whichever version holds it, and what a repair leaves of pending values and of patience.
import { expect, test } from 'vitest'
import { sha256 } from '../../src/hq/chain.ts'
import { countedTables, countTable, repair } from '../../src/main/store/proof.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import { createIntegrity } from '../../src/main/sync/integrity.ts'
import type { Link } from '../../src/main/sync/link.ts'
import { realTime } from '../../src/main/sync/time.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { bucketOf, rowSum, sumText } from '../../src/shared/sync/integrity.ts'
import type { Change, Row } from '../../src/shared/sync/protocol.ts'
import { constantDefaults } from '../../src/shared/tables/define.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const ROW: Row = { site_id: SITE, kind: 'person', name: '林见川', created_at: 1, created_by: 'u9' }
const at = (number: number) => ({ number, nonce: `n${number}` })
function fresh() {
  const made = testStore({ joined: true })
  const hear = (number: number, ...changes: Change[]): void =>
    made.session.receive({
      entries: [{ ...at(number), changeset: `f${number}`, replica: 'r', command: 'x', actor: 'u', deviceTime: 1, receivedAt: 1, changes }],
      rulings: [],
      position: at(number),
    })
  hear(1, { table: 'customers', id: 'c1', op: 'insert', set: ROW })
  return { ...made, hear }
}
/** As an HQ counts that knows a column `mood` with a default, beside every default of ours. */
const atHq = (image: Row, table = 'customers'): string =>
  sumText(rowSum(sha256, { [table]: { ...constantDefaults(table), mood: 'calm' } }, table, 'c1', image))

test('[S-HASH-1] null, defaults and columns this version does not know count as at an HQ that knows them', () => {
  const { st, hear } = fresh()
  expect(rootOf(st)).toBe(atHq({ ...ROW, mood: 'calm', phone: null }))
  hear(2, { table: 'customers', id: 'c1', op: 'update', set: { mood: 'happy' } })
  expect(rootOf(st)).toBe(atHq({ ...ROW, mood: 'happy' }))
  // What HQ sends when the unknown column is its default again.
  hear(3, { table: 'customers', id: 'c1', op: 'update', set: { mood: null } })
  expect(rootOf(st)).toBe(atHq({ ...ROW, mood: 'calm' }))
  hear(4, { table: 'customers', id: 'c1', op: 'update', set: { created_at: 'yesterday' } })
  expect(rootOf(st)).toBe(atHq({ ...ROW, created_at: 'yesterday' }))
  expect(countTable(st, 'customers')).toEqual([])
  hear(5, { table: 'customers', id: 'c1', op: 'delete', set: {} })
  expect(rootOf(st)).toBe('0'.repeat(24))
  expect(st.all('SELECT * FROM _sync_unknown')).toEqual([])
  // A column with a default of ours: absent, null and the default are one.
  const role: Row = { name: '店长', permissions: '[]' }
  const usual = constantDefaults('roles')
  expect(Object.keys(usual).length).toBeGreaterThan(0)
  hear(6, { table: 'roles', id: 'c1', op: 'insert', set: role })
  expect(rootOf(st)).toBe(atHq({ ...role, ...usual }, 'roles'))
  hear(7, { table: 'roles', id: 'c1', op: 'update', set: Object.fromEntries(Object.keys(usual).map((name) => [name, null])) })
  expect(rootOf(st)).toBe(atHq(role, 'roles'))
  expect(countTable(st, 'roles')).toEqual([])
})

test('[S-HASH-5] a table that was emptied behind the store’s back is counted like any other, one that never had a row is not', () => {
  const { st } = fresh()
  expect(countedTables(st)).toContain('customers')
  st.run('DELETE FROM customers')
  expect(countedTables(st)).toContain('customers')
  expect(countTable(st, 'customers')).toHaveLength(1)
  expect(countedTables(st)).not.toContain('orders')
  st.run(
    `INSERT INTO orders (id, site_id, no, rev, state, customer_id, vehicle_id, consultant_id, list_fen, price_fen, created_at) VALUES ('o', 's', 'n', 1, 'draft', 'c', 'v', 'u', 1, 1, 1)`,
  )
  expect(countTable(st, 'orders')).toHaveLength(1)
  expect(countedTables(st)).toContain('orders')
})

test('[S-HASH-4] a repair makes the confirmed image HQ’s; the pending value stays shown over it', () => {
  const { st, session } = fresh()
  session.write(somebody(), { command: 'customers.edit', writes: null }, (db) => db.patch(customers, 'c1', { phone: '13900000002' }))
  st.run(`UPDATE _sync_base SET image = json_set(image, '$.name', '改名')`)
  st.run(`INSERT INTO customers (id, site_id, kind, created_at, created_by) VALUES ('c2', 's', 'person', 1, 'u')`)
  const buckets = new Set([bucketOf('c1'), bucketOf('c2')])
  const stretch = { table: 'customers', buckets, after: '', upTo: null, rows: [{ id: 'c1', image: ROW }] }
  session.take(() => {
    const touched = new Map<string, Set<string>>()
    expect(repair(st, 1, stretch, touched)).toBe(2)
    expect([...(touched.get('customers') ?? [])]).toContain('c2')
    return touched
  })
  expect(st.all('SELECT id, name, phone FROM customers')).toEqual([{ id: 'c1', name: '林见川', phone: '13900000002' }])
})

test('[S-HASH-3, S-HASH-7] agreement asks nothing; a difference nothing helps against waits twice as long each time, with one incident', async () => {
  const { st, session } = fresh()
  let elapsed = 0
  const asked: string[] = []
  const incidents: string[] = []
  const rows = [{ id: 'c1', image: ROW }]
  const link = {
    ask: async (question: string) => {
      asked.push(question)
      return question === 'sums' ? [{ table: 'customers', bucket: bucketOf('c1'), sum: 'f'.repeat(24) }] : { rows, upTo: null }
    },
  } as unknown as Link
  const integrity = createIntegrity({
    link,
    session,
    incident: (error) => String(incidents.push(error.message)),
    again: () => undefined,
    running: () => true,
    quiet: () => true,
    time: { elapsed: () => elapsed, after: realTime.after },
  })
  const settle = () => new Promise((done) => setTimeout(done, 20))
  for (let n = 0; n < 3; n++) {
    await integrity.agree(rootOf(st), at(1))
    await settle()
  }
  expect(asked).toEqual([])
  const tries: number[] = []
  for (elapsed = 0; elapsed < 1_000_000; elapsed += 10_000) {
    asked.length = 0
    await integrity.agree('f'.repeat(24), at(1))
    await settle()
    if (asked.length > 0) tries.push(elapsed)
  }
  const [first = 0] = tries
  expect(tries.map((t) => t - first)).toEqual([0, 60_000, 180_000, 420_000, 900_000])
  expect(incidents).toHaveLength(1)
  expect(st.all('SELECT * FROM _sync_repairs')).toEqual([])
})
