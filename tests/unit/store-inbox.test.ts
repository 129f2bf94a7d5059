// Showing: what a row shows while some of its values are confirmed and some are not, and what HQ's answers do to it.
import { afterAll, describe, expect, test } from 'vitest'
import type { Change, Entry, Outcome, Row, Ruling } from '../../src/shared/sync/protocol.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { receipts } from '../../src/shared/modules/receivables/tables.ts'
import { applyLearned, discard } from '../../src/main/store/inbox.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { getState, setState } from '../../src/main/store/outbox.ts'
import { createSession, type Session } from '../../src/main/store/session.ts'
import { statementsOf } from '../../src/main/store/statements.ts'
import { killable } from '../support/kill.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const ROW: Row = { site_id: SITE, kind: 'person', name: '林见川', phone: '13900000001', created_at: 1, created_by: 'u9' }
const at = (number: number) => ({ number, nonce: `n${number}` })
const entry = (number: number, changes: Change[], changeset = `foreign-${number}`): Entry => ({
  number,
  nonce: `n${number}`,
  changeset,
  replica: 'elsewhere',
  command: 'customers.edit',
  actor: 'u9',
  deviceTime: 1,
  receivedAt: 2,
  changes,
})
const set = (values: Row, id = 'c1', table = 'customers'): Change => ({ table, id, op: 'update', set: values })
const born = (values: Row = ROW, id = 'c1', table = 'customers'): Change => ({ table, id, op: 'insert', set: values })
const gone = (id = 'c1'): Change => ({ table: 'customers', id, op: 'delete', set: {} })
const ruled = (changeset: string, outcome: Outcome = 'accepted', position?: number): Ruling => ({
  changeset,
  seq: 1,
  outcome,
  position,
  cases: [],
})

function desk(session: Session) {
  const { st } = session
  return {
    session,
    st,
    row: () =>
      st.one<{ name: string; phone: string | null; wechat: string | null }>('SELECT name, phone, wechat FROM customers WHERE id = ?', 'c1'),
    base: () => st.one('SELECT present FROM _sync_base WHERE row_id = ?', 'c1'),
    write: (columns: object) => {
      session.write(somebody(), { command: 'customers.edit', writes: null }, (db) => db.patch(customers, 'c1', columns))
      return st.one<{ id: string }>('SELECT id FROM _sync_changesets ORDER BY n DESC')?.id ?? ''
    },
    hear: (number: number, entries: Entry[], rulings: Ruling[] = []) => session.receive({ entries, rulings, position: at(number) }),
    aside: () =>
      st
        .all<{ reason: string; change: string }>('SELECT reason, change FROM _sync_unknown ORDER BY n')
        .map((r) => [r.reason, JSON.parse(r.change)]),
  }
}
const fresh = () => {
  const made = desk(testStore({ joined: true }).session)
  made.hear(1, [entry(1, [born()])])
  return made
}

describe('a row with pending changes', () => {
  test('[S-SHOW-1] shows the newest pending value, else the confirmed one', () => {
    const { write, hear, row, base } = fresh()
    write({ phone: '13900000002' })
    write({ phone: '13900000003' })
    hear(2, [entry(2, [set({ phone: '13900000009', wechat: 'lin' })])])
    expect(row()).toEqual({ name: '林见川', phone: '13900000003', wechat: 'lin' })
    expect(base()).toEqual({ present: 1 })
  })

  test('[S-SHOW-3] a ruling carries no values: what HQ confirmed shows, and pending values behind it', () => {
    const { write, hear, row, base } = fresh()
    const first = write({ phone: '13900000002' })
    const second = write({ wechat: 'mine' })
    hear(2, [entry(2, [set({ phone: '13900000009' })])])
    hear(3, [entry(3, [], first)], [ruled(first, 'adjusted', 3)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000009', wechat: 'mine' })
    hear(4, [entry(4, [set({ wechat: 'mine' })], second)], [ruled(second, 'accepted', 4)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000009', wechat: 'mine' })
    expect(base()).toBeUndefined()
  })

  test('[S-SHOW-3] a changeset that lost its insert leaves no row', () => {
    const { st, session } = testStore({ joined: true })
    session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
      db.put(customers, { id: 'c1', siteId: SITE, kind: 'person', createdAt: 1, createdBy: 'u' }),
    )
    const id = st.one<{ id: string }>('SELECT id FROM _sync_changesets')?.id ?? ''
    session.receive({ entries: [], rulings: [ruled(id, 'lost', 1)], position: at(1) })
    expect(st.all('SELECT id FROM customers')).toEqual([])
    expect(st.all('SELECT * FROM _sync_base')).toEqual([])
  })

  test('[S-SHOW-1] an edit of a row that HQ deleted meanwhile stays visible until it is ruled on', () => {
    const { write, hear, row } = fresh()
    const mine = write({ wechat: 'mine' })
    hear(2, [entry(2, [gone()])])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', wechat: 'mine' })
    hear(3, [entry(3, [born({ ...ROW, wechat: 'mine' })], mine)], [ruled(mine, 'adjusted', 3)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', wechat: 'mine' })
  })

  test('[S-SHOW-1] a deleted row stays away while its delete is pending, and comes back when the delete loses', () => {
    const { session, st, hear, row } = fresh()
    session.write(somebody(), { command: 'customers.remove', writes: null }, (db) => db.remove(customers, 'c1'))
    const mine = st.one<{ id: string }>('SELECT id FROM _sync_changesets ORDER BY n DESC')?.id ?? ''
    hear(2, [entry(2, [set({ wechat: 'theirs' })])])
    expect(row()).toBeUndefined()
    hear(3, [entry(3, [], mine)], [ruled(mine, 'adjusted', 3)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', wechat: 'theirs' })
  })
})

describe('the feed', () => {
  test('[S-SHOW-2] an entry twice changes nothing, and a whole feed read again ends where it ended', () => {
    const { hear, row, st } = fresh()
    const feed = [
      entry(2, [set({ phone: '1', wechat: 'a' })]),
      entry(3, [gone()]),
      entry(4, [born({ ...ROW, phone: '2' })]),
      entry(5, [set({ wechat: null, phone: '3' })]),
    ]
    for (const e of feed) hear(e.number, [e])
    const after = row()
    const log = st.one('SELECT count(*) AS n FROM _sync_changesets')
    for (const e of feed) hear(5, [e])
    hear(5, feed)
    expect(row()).toEqual(after)
    expect(after).toEqual({ name: '林见川', phone: '3', wechat: null })
    expect(st.one('SELECT count(*) AS n FROM _sync_changesets')).toEqual(log)
  })

  test('[S-SHOW-2] an insert brings the whole image: nothing of an older row shines through', () => {
    const { hear, row } = fresh()
    hear(2, [entry(2, [set({ wechat: 'old' })])])
    hear(3, [entry(3, [born({ ...ROW, name: '新' })])])
    expect(row()).toEqual({ name: '新', phone: '13900000001', wechat: null })
  })

  test('[S-SHOW-4] killed at any statement, rows, rulings and position are all from before or all from after', () => {
    const { raw, kill, images, remove } = killable()
    afterAll(remove)
    const session = createSession(raw)
    setState(session.st, 'replica', 'r')
    setState(session.st, 'hq', 'hq')
    const { hear, write } = desk(session)
    hear(1, [entry(1, [born()])])
    const mine = write({ phone: '13900000002' })
    images.length = 0
    hear(3, [entry(2, [set({ wechat: 'theirs' })]), entry(3, [set({ phone: '13900000002' })], mine)], [ruled(mine, 'accepted', 3)])
    kill()
    const seen = new Set<string>()
    for (const image of images) {
      const copy = openDatabase({ file: image, key: null })
      const st = statementsOf(copy)
      seen.add(
        JSON.stringify([
          getState(st, 'position'),
          st.one('SELECT phone, wechat FROM customers'),
          st.one('SELECT state FROM _sync_changesets WHERE id = ?', mine),
          st.one('SELECT count(*) AS n FROM _sync_base'),
        ]),
      )
      copy.close()
    }
    expect([...seen]).toEqual([
      JSON.stringify(['{"number":1,"nonce":"n1"}', { phone: '13900000002', wechat: null }, { state: 'pending' }, { n: 1 }]),
      JSON.stringify(['{"number":3,"nonce":"n3"}', { phone: '13900000002', wechat: 'theirs' }, { state: 'accepted' }, { n: 0 }]),
    ])
  })
})

describe('what this version does not know', () => {
  test('[S-SHOW-5] unknown tables and columns, and rows that do not fit, are kept aside and the feed goes on', () => {
    const { hear, row, aside } = fresh()
    const later = { table: 'campaigns', id: 'k1', op: 'insert' as const, set: { title: '国庆' } }
    hear(2, [
      entry(2, [
        later,
        set({ phone: '13900000007', mood: 'happy' }),
        set({ created_at: 'yesterday' }),
        set({ name: 'nobody' }, 'c404'),
        { table: 'drafts', id: 'x', op: 'insert', set: { value: '{}', saved_at: 1 } },
        { table: '_sync_state', id: 'x', op: 'insert', set: { value: 'evil' } },
      ]),
    ])
    expect(row()?.phone).toBe('13900000007')
    expect(aside()).toEqual([
      ['unknown-table', later],
      ['refused', born({ ...ROW, phone: '13900000007', mood: 'happy', created_at: 'yesterday' })],
      ['absent-row', set({ name: 'nobody' }, 'c404')],
      ['unknown-table', { table: 'drafts', id: 'x', op: 'insert', set: { value: '{}', saved_at: 1 } }],
      ['unknown-table', { table: '_sync_state', id: 'x', op: 'insert', set: { value: 'evil' } }],
    ])
    hear(3, [entry(3, [set({ phone: '13900000008' })])])
    expect(row()?.phone).toBe('13900000008')
  })

  test('[S-SHOW-5] what was kept aside is applied by the version that knows it, in feed order', () => {
    const { hear, row, st, session, write } = fresh()
    hear(2, [entry(2, [set({ mood: 'one' })])])
    hear(3, [entry(3, [set({ mood: 'two' })])])
    // The version that learns the column: here it is called wechat.
    st.run(`UPDATE _sync_unknown SET change = replace(change, '"mood"', '"wechat"')`)
    write({ phone: '13900000002' })
    session.keep(['customers'], applyLearned)
    expect(row()).toEqual({ name: '林见川', phone: '13900000002', wechat: 'two' })
    expect(st.all('SELECT * FROM _sync_unknown')).toEqual([])
  })
})

describe('quarantine', () => {
  const taken = {
    id: 'r1',
    siteId: SITE,
    no: 'RC-1',
    orderId: 'o1',
    customerId: 'c1',
    kind: 'deposit',
    method: 'cash',
    amountFen: 500_000,
    receivedOn: '2026-11-22',
    receivedAt: 1,
    receivedBy: 'u1',
  }
  test('[S-SHOW-3] a quarantined changeset stays shown; given up, its values go and its money stays', () => {
    const { session, st, hear, row } = fresh()
    session.write(somebody(), { command: 'receivables.receive', writes: null }, (db) => {
      db.patch(customers, 'c1', { phone: '13900000002' })
      db.put(receipts, taken)
    })
    const mine = st.one<{ id: string }>('SELECT id FROM _sync_changesets ORDER BY n DESC')?.id ?? ''
    hear(2, [], [{ ...ruled(mine, 'quarantined'), reason: 'forbidden receivables.receive' }])
    expect(row()?.phone).toBe('13900000002')
    expect(st.one('SELECT state, reason FROM _sync_changesets WHERE id = ?', mine)).toEqual({
      state: 'quarantined',
      reason: 'forbidden receivables.receive',
    })
    expect(session.keep(['customers'], () => discard(st, mine, 1, new Map()))).toBe(true)
    expect(session.keep(['customers'], () => discard(st, mine, 1, new Map()))).toBe(false)
    expect(row()?.phone).toBe('13900000001')
    expect(st.one('SELECT amount_fen FROM receipts')).toEqual({ amount_fen: 500_000 })
    hear(3, [entry(3, [set({ wechat: 'x' })])])
    hear(4, [], [ruled(mine, 'accepted', 4)])
    expect(row()).toEqual({ name: '林见川', phone: '13900000001', wechat: 'x' })
    expect(st.one('SELECT amount_fen FROM receipts')).toEqual({ amount_fen: 500_000 })
    expect(st.one('SELECT state FROM _sync_changesets WHERE id = ?', mine)).toEqual({ state: 'discarded' })
  })
})
