// Search that follows rows from elsewhere: soon, in short slices, and across a kill.
import { afterEach, expect, test } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import type { Entry } from '../../src/shared/sync/protocol.ts'
import { anyDue } from '../../src/main/store/due.ts'
import { keepUp, type Upkeep } from '../../src/main/store/upkeep.ts'
import { tempFolder } from '../support/hq.ts'
import { eventually } from '../support/desktop.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const upkeeps: Upkeep[] = []
afterEach(() => upkeeps.splice(0).forEach((upkeep) => upkeep.stop()))
const keeping = (...of: Parameters<typeof keepUp>): Upkeep => {
  const made = keepUp(...of)
  upkeeps.push(made)
  return made
}
const person = (n: number, name: string) => ({ id: `c${n}`, name, phone: `139${String(n).padStart(8, '0')}` })
const arriving = (position: number, people: ReturnType<typeof person>[]): Entry => ({
  number: position,
  nonce: `n${position}`,
  changeset: `foreign-${position}`,
  replica: 'elsewhere',
  command: 'customers.add',
  actor: 'u9',
  deviceTime: 1,
  receivedAt: 2,
  changes: people.map(({ id, name, phone }) => ({
    table: 'customers',
    id,
    op: 'insert' as const,
    set: { site_id: SITE, kind: 'person', name, phone, created_at: 1, created_by: 'u9' },
  })),
})
type Store = ReturnType<typeof testStore>
const hear = ({ session }: Store, position: number, people: ReturnType<typeof person>[]): void =>
  session.receive({ entries: [arriving(position, people)], rulings: [], position: { number: position, nonce: `n${position}` } })
const found = (store: Store, text: string): string[] => store.run('palette.search', { text, kinds: ['customer'] }).map(({ id }) => id)

test('[S-SHOW-6] a row from elsewhere is there at once and found moments later, after which search is announced', async () => {
  const store = testStore({ joined: true })
  keeping(store.session)
  const announced: string[] = []
  store.session.onTouched((tables) => announced.push(...tables))
  hear(store, 1, [person(1, '林见川')])
  expect(store.st.one('SELECT name FROM customers WHERE id = ?', 'c1')).toEqual({ name: '林见川' })
  expect(found(store, 'ljc')).toEqual([])
  announced.length = 0
  await eventually(() => found(store, 'ljc').length > 0)
  expect(announced).toContain('customers')
  expect(anyDue(store.st)).toBe(false)
})

test('[S-SHOW-6] what totals show of an order from elsewhere is derived in the transaction that brings its rows', () => {
  const store = testStore({ joined: true })
  keeping(store.session)
  const sums = () => store.st.one('SELECT stage, held_fen, own_fen, net_fen FROM order_sums WHERE id = ?', 'o1')
  const arrives = (number: number, table: string, id: string, set: Entry['changes'][number]['set']): void =>
    store.session.receive({
      entries: [{ ...arriving(number, []), changes: [{ table, id, op: 'insert', set: { site_id: SITE, ...set } }] }],
      rulings: [],
      position: { number, nonce: `n${number}` },
    })
  arrives(1, 'orders', 'o1', {
    ...{ no: 'SO-1', state: 'draft', customer_id: 'c1', consultant_id: 'u9', created_at: 1 },
    ...{ list_fen: 9_000_000, price_fen: 8_000_000 },
  })
  expect(sums()).toMatchObject({ own_fen: 8_000_000, net_fen: 0 })
  arrives(2, 'receipts', 'r1', {
    ...{ no: 'R-1', order_id: 'o1', customer_id: 'c1', kind: 'deposit', method: 'cash' },
    ...{ amount_fen: 500_000, received_on: '2026-11-22', received_at: 1, received_by: 'u9' },
  })
  expect(sums()).toMatchObject({ net_fen: 500_000 })
})

test('[S-SHOW-6] what this desk writes itself is found at once', () => {
  const store = testStore({ joined: true })
  keeping(store.session)
  store.session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
    db.put(customers, { id: 'own', kind: 'person', name: '周杉', createdAt: 1, createdBy: 'u', siteId: SITE }),
  )
  expect(found(store, 'zs')).toEqual(['own'])
})

test('[S-SHOW-6] rows come first: while they are to come nothing is worked off, then all of it, in slices', async () => {
  const store = testStore({ joined: true })
  let busy = true
  keeping(store.session, () => busy)
  for (let n = 0; n < 20; n++)
    hear(
      store,
      n + 1,
      Array.from({ length: 50 }, (_, i) => person(n * 50 + i, '林见川')),
    )
  await new Promise((done) => setTimeout(done, 150))
  expect(store.st.one('SELECT count(*) AS n FROM _derive_due')).toEqual({ n: 1000 })
  busy = false
  let slices = 0
  store.session.onTouched(() => (slices += 1))
  await eventually(() => !anyDue(store.st))
  expect(store.st.one<{ n: number }>('SELECT count(*) AS n FROM search_docs')?.n).toBe(1000)
  expect(slices).toBe(1)
})

test('[S-SHOW-6] a kill between the row and its words loses none: the next start goes on', () => {
  const file = `${tempFolder()}/store.db`
  const store = testStore({ file, joined: true })
  keeping(store.session, () => true)
  hear(store, 1, [person(1, '林见川'), person(2, '欧阳远舟')])
  store.raw.close()
  const again = testStore({ file, joined: true })
  const upkeep = keeping(again.session)
  expect(found(again, 'oyyz')).toEqual([])
  upkeep.finish()
  expect(found(again, 'oyyz')).toEqual(['c2'])
  expect(found(again, 'ljc')).toEqual(['c1'])
  again.raw.close()
})

test('every commit leaves a list of words; upkeep merges them, and the same people are found', async () => {
  const store = testStore()
  for (let n = 0; n < 60; n++)
    store.session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
      db.put(customers, { ...person(n, n % 2 ? '林见川' : '欧阳远舟'), kind: 'person', createdAt: n, createdBy: 'u', siteId: SITE }),
    )
  const lists = () => store.st.one<{ n: number }>('SELECT count(DISTINCT segid) AS n FROM search_customer_idx')?.n ?? -1
  const all = () => ['ljc', 'oyyz', '1390', '0059'].map((text) => found(store, text))
  const before = all()
  expect(lists()).toBe(60)
  expect(before.map(({ length }) => length > 0)).toEqual([true, true, true, true])
  keeping(store.session)
  await eventually(() => lists() < 8)
  expect(all()).toEqual(before)
})
