// Erasures, departures and sale rights as a desktop's real store takes them in.
import { describe, expect, test } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import type { Change, Entry, Outcome, Row, Ruling } from '../../src/shared/sync/protocol.ts'
import { sellsFirm } from '../../src/main/modules/vehicles/queries/hold.ts'
import { verifyChain } from '../../src/main/store/outbox.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const ROW: Row = { site_id: SITE, kind: 'person', name: '林见川', phone: '13900000001', level: 'A', created_at: 1, created_by: 'u9' }
const entry = (number: number, changes: Change[], changeset = `foreign-${number}`): Entry => ({
  number,
  nonce: `n${number}`,
  changeset,
  replica: 'elsewhere',
  command: 'customers.correct',
  actor: 'u9',
  deviceTime: 1,
  receivedAt: 2,
  changes,
})
const born = (id = 'c1', set: Row = ROW): Change => ({ table: 'customers', id, op: 'insert', set })
const only = (op: Change['op'], id = 'c1'): Change => ({ table: 'customers', id, op, set: {} })
const ruled = (changeset: string, outcome: Outcome, position: number): Ruling => ({ changeset, seq: 1, outcome, position, cases: [] })

function desk(joined = true) {
  const store = testStore({ joined })
  const { session, st } = store
  const write = (work: Parameters<typeof session.write>[2]): string => {
    session.write(somebody(), { command: 'customers.correct', writes: null }, work)
    return st.one<{ id: string }>('SELECT id FROM _sync_changesets ORDER BY n DESC')?.id ?? ''
  }
  const hear = (number: number, entries: Entry[], rulings: Ruling[] = []) =>
    session.receive({ entries, rulings, position: { number, nonce: `n${number}` } })
  const add = (more: object = {}) =>
    write((db) =>
      db.put(customers, {
        id: 'c1',
        siteId: SITE,
        kind: 'person',
        name: '林见川',
        phone: '13900000001',
        createdAt: 1,
        createdBy: 'u1',
        ...more,
      }),
    )
  const row = () => st.one<Row>(`SELECT name, phone, level FROM customers WHERE id = 'c1'`)
  /** Everything this store keeps, as text. */
  const everything = (): string =>
    st
      .all<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
      )
      .map(({ name }) => JSON.stringify(st.all(`SELECT * FROM "${name}"`)))
      .join('\n')
  return { ...store, write, add, hear, row, everything }
}

describe('erasing', () => {
  test('[S-ERASE-2] what HQ erased is gone from the row, from settled lines of the log and from the search, and the chain holds', () => {
    const { add, hear, row, everything, st } = desk()
    const made = add({ level: 'A' })
    hear(1, [entry(1, [born()], made)], [ruled(made, 'accepted', 1)])
    expect(everything()).toContain('13900000001')
    hear(2, [entry(2, [only('erase')])])
    expect(row()).toEqual({ name: null, phone: null, level: 'A' })
    expect(everything()).not.toMatch(/林见川|13900000001|linjianchuan/)
    expect(verifyChain(st)).toBeNull()
  })

  test('[S-ERASE-2] a pending value is not shown any more, its changeset goes out as it was made, and is blanked once ruled', () => {
    const { write, hear, row, everything, session } = desk()
    hear(1, [entry(1, [born()])])
    const late = write((db) => db.patch(customers, 'c1', { phone: '13900000002', level: 'B' }))
    hear(2, [entry(2, [only('erase')])])
    expect(row()).toEqual({ name: null, phone: null, level: 'B' })
    expect(session.pending()[0]?.changeset.payload).toContain('13900000002')
    hear(3, [entry(3, [{ table: 'customers', id: 'c1', op: 'update', set: { level: 'B' } }], late)], [ruled(late, 'adjusted', 3)])
    expect(row()).toEqual({ name: null, phone: null, level: 'B' })
    expect(everything()).not.toMatch(/林见川|1390000000/)
  })

  test('[S-ERASE-1] [S-ERASE-2] what is written about a forgotten person is not shown, and goes to HQ, which tells its author', () => {
    const { write, hear, row, session } = desk()
    hear(1, [entry(1, [born()])])
    hear(2, [entry(2, [only('erase')])])
    const late = write((db) => db.patch(customers, 'c1', { phone: '13900000002', level: 'B' }))
    expect(row()).toEqual({ name: null, phone: null, level: 'B' })
    expect(session.pending()[0]?.changeset.payload).toContain('13900000002')
    hear(3, [entry(3, [{ table: 'customers', id: 'c1', op: 'update', set: { level: 'B' } }], late)], [ruled(late, 'adjusted', 3)])
    expect(row()).toEqual({ name: null, phone: null, level: 'B' })
  })

  test('[S-ERASE-1] erasing shows at once, and in a store that decides alone it is done at once', () => {
    const joined = desk()
    joined.hear(1, [entry(1, [born()])])
    const id = joined.write((db) => db.erase(customers, 'c1'))
    expect(joined.row()).toEqual({ name: null, phone: null, level: 'A' })
    joined.hear(2, [entry(2, [only('erase')], id)], [ruled(id, 'accepted', 2)])
    expect(joined.st.one('SELECT 1 FROM _sync_base')).toBeUndefined()
    expect(joined.everything()).not.toContain('林见川')

    const alone = desk(false)
    alone.add()
    alone.write((db) => db.erase(customers, 'c1'))
    expect(alone.everything()).not.toMatch(/林见川|13900000001/)
    expect(verifyChain(alone.st)).toBeNull()
  })

  test('[S-ERASE-1] a refused erasure gives back what was confirmed', () => {
    const { write, hear, row } = desk()
    hear(1, [entry(1, [born()])])
    const id = write((db) => db.erase(customers, 'c1'))
    hear(2, [], [ruled(id, 'lost', 2)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', level: 'A' })
  })
})

describe('departures', () => {
  test('[S-MOVE-2] a row that left is purged, with pending values over it, and what came too early for it is forgotten', () => {
    const { write, hear, row, st } = desk()
    hear(1, [entry(1, [born()])])
    const late = write((db) => db.patch(customers, 'c1', { level: 'B' }))
    hear(2, [entry(2, [only('depart')])])
    expect(row()).toBeUndefined()
    hear(3, [], [ruled(late, 'accepted', 3)])
    expect(row()).toBeUndefined()
    expect(st.one('SELECT 1 FROM _sync_base')).toBeUndefined()
    // A snapshot without the row, then the tail that still speaks of it.
    hear(4, [entry(4, [{ table: 'customers', id: 'c9', op: 'update', set: { level: 'C' } }])])
    expect(st.one('SELECT 1 FROM _sync_unknown')).toBeDefined()
    hear(5, [entry(5, [only('depart', 'c9')])])
    expect(st.one('SELECT 1 FROM _sync_unknown')).toBeUndefined()
  })

  test('[S-MOVE-2] a row that comes back comes whole', () => {
    const { hear, row } = desk()
    hear(1, [entry(1, [born()])])
    hear(2, [entry(2, [only('depart')])])
    hear(3, [entry(3, [born('c1', { ...ROW, level: 'C' })])])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', level: 'C' })
  })
})

describe('sale rights', () => {
  const right = (set: Row, op: Change['op'] = 'insert'): Change => ({ table: 'rights', id: 'vin:LX1', op, set })
  const firm = (session: ReturnType<typeof desk>['session']) =>
    session.read(somebody(), (db) => sellsFirm(db, { vin: 'LX1', siteId: SITE }))

  test('[S-RIGHT-5] is firm once the feed says so, and no more when this desktop gives it away, even before HQ knows', () => {
    const { session, hear, write } = desk()
    expect(firm(session)).toBe(false)
    hear(1, [entry(1, [right({ site_id: SITE, row_id: 'v1', replica: 'replica-1', fence: 1, changed_at: 1 })])])
    expect(firm(session)).toBe(true)
    const given = write((db) => db.grant('vin:LX1', 'v1', { to: null, fence: 1 }))
    expect(firm(session)).toBe(false)
    hear(2, [entry(2, [right({ replica: null, fence: 2 }, 'update')], given)], [ruled(given, 'accepted', 2)])
    expect(firm(session)).toBe(false)
  })
})
