// For every interleaving of local commands, feed entries and rulings: a desktop shows what is confirmed with its pending
// changes over it, and once everything is settled all desktops show exactly what HQ holds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, Row } from '../../src/shared/sync/protocol.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { imageOf } from '../../src/main/store/images.ts'
import { changesOf } from '../../src/main/store/outbox.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { arbiter } from '../support/arbiter.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const ROWS = ['c1', 'c2'] as const
const FIELDS = ['phone', 'wechat', 'city', 'address', 'level'] as const
const value = fc.constantFrom('a', 'b', 'c', null)
const desk = fc.nat({ max: 1 })
const row = fc.constantFrom(...ROWS)
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('patch' as const),
      desk,
      row,
      columns: fc.dictionary(fc.constantFrom(...FIELDS), value, { minKeys: 1, maxKeys: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('put' as const), desk, row, phone: value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), desk, row }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('push' as const), desk, count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pull' as const), desk, count: fc.integer({ min: 0, max: 3 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function world() {
  const hq = arbiter({ 'test.write': ['customers'] })
  const desks = [0, 1].map((n) => {
    const { session, st } = testStore({ joined: true, replica: `desk-${n}` })
    return { session, st, sent: 0, position: 0, rulings: new Map<string, ReturnType<typeof hq.take>>(), settled: new Set<string>() }
  })
  const at = (n: number) => desks[n] as (typeof desks)[number]

  const write = (n: number, work: (db: Writer) => void) =>
    at(n).session.write(somebody({ replica: `desk-${n}` }), { command: 'test.write', writes: null }, work)
  const push = (n: number, count: number) => {
    const d = at(n)
    for (const { n: line, changeset } of d.session.pending(count, 1e9, d.sent)) {
      // The answer may be lost and the same changeset sent again: HQ answers alike.
      d.rulings.set(changeset.id, hq.take(changeset, SITE))
      expect(hq.take(changeset, SITE)).toEqual(d.rulings.get(changeset.id))
      d.sent = line
    }
  }
  const pull = (n: number, count: number) => {
    const d = at(n)
    const entries = hq.feed.slice(d.position, d.position + count)
    d.position += entries.length
    const rulings = [...d.rulings.values()].filter((r) => (r.position ?? 0) <= d.position && !d.settled.has(r.changeset))
    for (const r of rulings) d.settled.add(r.changeset)
    d.session.receive({ entries, rulings, position: hq.at(d.position) })
  }
  /** What a desk must show, told in another way: fold the feed, then fold what is not settled. */
  const expected = (n: number, id: string): Row | null => {
    const d = at(n)
    let confirmed: Row | null = null
    let last: Row = {}
    for (const entry of hq.feed.slice(0, d.position))
      for (const change of entry.changes) {
        if (change.id !== id || change.table !== 'customers') continue
        confirmed = change.op === 'delete' ? null : fold(change.op === 'insert' ? {} : confirmed, change)
        if (confirmed) last = confirmed
      }
    let shown: Row | null = confirmed
    for (const { id: changeset, payload } of d.st.all<{ id: string; payload: string }>(
      `SELECT id, payload FROM _sync_changesets WHERE replica = ? AND seq IS NOT NULL ORDER BY n`,
      `desk-${n}`,
    )) {
      if (d.settled.has(changeset) && d.rulings.get(changeset)?.outcome !== 'quarantined') continue
      for (const change of changesOf(payload)) {
        if (change.id !== id) continue
        if (change.op === 'delete') shown = null
        else if (change.op === 'insert' || shown || Object.keys(last).length > 0)
          shown = fold(change.op === 'insert' ? shown : (shown ?? last), change)
      }
    }
    return shown
  }
  const take = (s: Step): void => {
    const there = 'row' in s && imageOf(at(s.desk).st, 'customers', s.row) !== null
    if (s.kind === 'patch' && there) write(s.desk, (db) => db.patch(customers, s.row, s.columns))
    if (s.kind === 'remove' && there) write(s.desk, (db) => db.remove(customers, s.row))
    if (s.kind === 'put' && !there)
      write(s.desk, (db) =>
        db.put(customers, { id: s.row, siteId: SITE, kind: 'person', phone: s.phone, createdAt: 1, createdBy: `u${s.desk}` }),
      )
    if (s.kind === 'push') push(s.desk, s.count)
    if (s.kind === 'pull') pull(s.desk, s.count)
  }
  return { hq, desks, push, pull, expected, take, close: () => desks.forEach((d) => d.session.close()) }
}
const fold = (image: Row | null, change: Change): Row =>
  Object.fromEntries(Object.entries({ ...image, ...change.set }).filter(([, v]) => v !== null))

test('[S-SHOW-1, S-SHOW-2, S-SHOW-3] every interleaving shows confirmed with pending over it and ends as HQ holds it', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 40 }), (steps) => {
      const w = world()
      try {
        const check = (): void => {
          for (const n of [0, 1])
            for (const id of ROWS) expect(imageOf(w.desks[n]?.st as never, 'customers', id), `desk ${n}, ${id}`).toEqual(w.expected(n, id))
        }
        for (const s of steps) {
          w.take(s)
          check()
        }
        for (const n of [0, 1]) w.push(n, 1000)
        for (const n of [0, 1]) w.pull(n, 1000)
        check()
        for (const { st } of w.desks) {
          for (const id of ROWS) expect(imageOf(st, 'customers', id)).toEqual(w.hq.image('customers', id))
          expect(st.all('SELECT * FROM _sync_base')).toEqual([])
          expect(st.all('SELECT * FROM _sync_unknown')).toEqual([])
        }
      } finally {
        w.close()
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 120), ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
  )
}, 180_000)
