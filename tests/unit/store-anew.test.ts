// What putting a snapshot in place makes of a store: confirmed rows are the snapshot's, what is pending stays shown over
// them, what is derived is derived anew, and nothing is put in place that is ahead of the store.
import { expect, test } from 'vitest'
import { beginTaking, endTaking, followFeed, layReady, placeSome, tablesToPlace, takenIn, takingIn } from '../../src/main/store/anew.ts'
import { isErased } from '../../src/main/store/erase.ts'
import { countTable } from '../../src/main/store/proof.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import { createAnew } from '../../src/main/sync/anew.ts'
import type { Link } from '../../src/main/sync/link.ts'
import { realTime } from '../../src/main/sync/time.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import type { Change, Entry, Position, Row, RoundRequest, SnapshotChunk } from '../../src/shared/sync/protocol.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const at = (number: number): Position => ({ number, nonce: `n${number}` })
const row = (name: string): Row => ({ site_id: SITE, kind: 'person', name, created_at: 1, created_by: 'u9' })
const entry = (number: number, ...changes: Change[]): Entry => ({
  ...at(number),
  changeset: `f${number}`,
  replica: 'r',
  command: 'x',
  actor: 'u',
  deviceTime: 1,
  receivedAt: 1,
  changes,
})
const insertOf = (id: string, name: string): Change => ({ table: 'customers', id, op: 'insert', set: row(name) })
const chunk = (position: Position, rows: SnapshotChunk['rows'], next: string | null = null): SnapshotChunk => ({
  position,
  rows,
  next,
  total: rows.length,
  digest: '',
})
/** A store at position 3 with three confirmed customers, and a snapshot of headquarters' at the same place. */
function fresh() {
  const made = testStore({ joined: true })
  const hear = (number: number, ...changes: Change[]): void =>
    made.session.receive({ entries: [entry(number, ...changes)], rulings: [], position: at(number) })
  hear(1, insertOf('c1', '林见川'))
  hear(2, insertOf('c2', '周明远'))
  hear(3, insertOf('c3', '唐未央'))
  const all = ['林见川', '周明远', '唐未央'].map((name, n) => ({ table: 'customers', id: `c${n + 1}`, image: row(name) }))
  return { ...made, hear, all }
}
const placeAll = ({ session, st }: Pick<ReturnType<typeof fresh>, 'session' | 'st'>): string[] => {
  const touchedRows: string[] = []
  for (const table of tablesToPlace(st))
    session.take(() => {
      const touched = new Map<string, Set<string>>()
      placeSome(st, table, touched)
      for (const [name, ids] of touched) for (const id of ids) touchedRows.push(`${name}/${id}`)
      return touched
    })
  return touchedRows
}

test('[S-FEED-11] rows become the snapshot’s and are derived anew, also those that were right; pending values stay shown, invented rows go', () => {
  const store = fresh()
  const { session, st, all } = store
  const root = rootOf(st)
  session.write(somebody(), { command: 'customers.edit', writes: null }, (db) => db.patch(customers, 'c2', { phone: '13900000002' }))
  let mine = ''
  session.write(somebody(), { command: 'customers.add', writes: null }, (db) => {
    mine = db.newId()
    db.put(customers, { id: mine, siteId: SITE, kind: 'person', name: '刚来的', createdAt: 1, createdBy: 'u9' })
  })
  st.run(`UPDATE customers SET name = '改名' WHERE id = 'c1'`)
  st.run(`DELETE FROM customers WHERE id = 'c3'`)
  st.run(`INSERT INTO customers (id, site_id, kind, created_at, created_by) VALUES ('c4', 's', 'person', 1, 'u')`)
  session.keep([], () => {
    beginTaking(st, 7)
    layReady(st, chunk(at(3), all.slice(0, 2), 'more'))
  })
  expect(takingIn(st)).toMatchObject({ asked: 7, after: 'more', done: 2, fetched: false, placed: null })
  session.keep([], () => layReady(st, chunk(at(3), all.slice(2))))
  expect(takingIn(st)).toMatchObject({ position: at(3), done: 3, fetched: true, sum: root })
  // Nobody sees any of it yet.
  expect(st.one(`SELECT name FROM customers WHERE id = 'c1'`)).toEqual({ name: '改名' })
  expect(placeAll(store)).toEqual(expect.arrayContaining(['customers/c1', 'customers/c3', 'customers/c4']))
  expect(session.keep([], () => endTaking(st))).toBe(3)
  expect(st.all(`SELECT id, name, phone FROM customers ORDER BY name`)).toEqual(
    expect.arrayContaining([
      { id: 'c1', name: '林见川', phone: null },
      { id: 'c2', name: '周明远', phone: '13900000002' },
      { id: 'c3', name: '唐未央', phone: null },
      { id: mine, name: '刚来的', phone: null },
    ]),
  )
  expect(st.all('SELECT id FROM customers')).toHaveLength(4)
  expect([takingIn(st), takenIn(st), session.pendingCount()]).toEqual([null, 7, 2])
})

test('[S-FEED-11] what lies ready follows the feed, an erasure too, and its sum goes along', () => {
  const store = fresh()
  const { session, st, hear, all } = store
  session.keep([], () => {
    beginTaking(st, 7)
    layReady(st, chunk(at(3), all))
  })
  const later: [number, Change][] = [
    [4, { table: 'customers', id: 'c1', op: 'update', set: { name: '林见穿' } }],
    [5, { table: 'customers', id: 'c2', op: 'erase', set: {} }],
    [6, { table: 'customers', id: 'c3', op: 'delete', set: {} }],
    [7, insertOf('c5', '沈知遥')],
    // A later version's table, and a row that left this site.
    [8, { table: 'moods', id: 'm1', op: 'insert', set: { word: 'calm' } }],
    [9, insertOf('c6', '走了')],
    [10, { table: 'customers', id: 'c6', op: 'depart', set: {} }],
  ]
  for (const [number, change] of later) hear(number, change)
  for (const [number, change] of later) session.keep([], () => followFeed(st, [entry(number, change)], at(number)))
  expect(takingIn(st)).toMatchObject({ position: at(10), sum: rootOf(st) })
  const before = [st.all('SELECT * FROM customers ORDER BY id'), rootOf(st)]
  placeAll(store)
  // Nothing differed: every row is as it was, and is derived anew.
  expect(session.keep([], () => endTaking(st))).toBe(0)
  expect([st.all('SELECT * FROM customers ORDER BY id'), rootOf(st)]).toEqual(before)
  expect([isErased(st, 'customers', 'c2'), countTable(st, 'customers'), countTable(st, 'moods')]).toEqual([true, [], []])
})

test('[S-FEED-11] nothing is put in place that is ahead of the store: the feed brings the store there first', async () => {
  const store = fresh()
  const { session, st, hear, all } = store
  const change: Change = { table: 'customers', id: 'c1', op: 'update', set: { name: '林见穿' } }
  const shown: unknown[] = []
  let talks = 0
  const answers = [chunk(at(3), all.slice(0, 1), 'more'), chunk(at(3), all.slice(1))]
  const link = {
    ask: async (question: string, about: RoundRequest) => {
      if (question === 'snapshot') return answers.shift()
      if (question === 'part') return JSON.stringify([entry(4, change)])
      return { parts: about.position.number < 4 ? 1 : 0, answer: 1, counter: 1, position: at(4), more: false, root: sum }
    },
    noteCounter: () => undefined,
  } as unknown as Link
  let quiet = true
  const anew = createAnew({
    link,
    session,
    say: (position) => ({ position }) as RoundRequest,
    incident: () => '1',
    again: () => void (talks += 1),
    doubt: () => undefined,
    quiet: () => quiet,
    show: (how) => void shown.push(how),
    time: realTime,
  })
  const other = fresh()
  other.hear(4, change)
  const sum = rootOf(other.st)
  expect([anew.says(), anew.hear(9), anew.hear(9), anew.says()]).toEqual([undefined, true, false, { asked: 9, whole: false }])
  await anew.goOn()
  expect([takingIn(st)?.placed, talks, st.one('SELECT count(*) AS n FROM _sync_anew')]).toEqual([null, 1, { n: 3 }])
  hear(4, change)
  // Somebody waits: not now.
  quiet = false
  await anew.goOn()
  expect(takingIn(st)?.placed).toBeNull()
  quiet = true
  await anew.goOn()
  expect([anew.says(), talks, rootOf(st)]).toEqual([{ asked: 9, whole: true }, 2, sum])
  expect(shown.at(-1)).toBeNull()
  expect(shown).toContainEqual({ done: 3, total: 3, placing: true })
})
