// Bulk work as many changesets under one batch row: what another desk sees while half of it is there, after a crash, and
// after it was undone.
import { expect, test } from 'vitest'
import type { Entry, Payload, Ruling } from '../../src/shared/sync/protocol.ts'
import { anyDue } from '../../src/main/store/due.ts'
import { keepUp } from '../../src/main/store/upkeep.ts'
import { eventually } from '../support/desktop.ts'
import { tempFolder } from '../support/hq.ts'
import { testStore } from '../support/store.ts'

type Store = ReturnType<typeof testStore>
const person = (n: number) => ({ name: n === 0 ? '欧阳远舟' : `林见川${n}`, phone: `137${String(n).padStart(8, '0')}` })

/** Begins a bulk and writes `changesets` of ten rows each. */
function half(store: Store, changesets: number): string {
  const { batchId } = store.run('imports.begin', { kind: 'customers', fileName: '名单.csv', rows: changesets * 10 })
  for (let n = 0; n < changesets; n++)
    store.run('imports.take', { batchId, customers: Array.from({ length: 10 }, (_, i) => person(n * 10 + i)) })
  return batchId
}
/** What one desk wrote after `after` goes to the other, or `ruled` back to itself, as headquarters would tell it. */
function tell(from: Store, to: Store, after: number, ruled = false): number {
  const lines = from.st.all<{ n: number; id: string; command: string; actor: string; payload: string }>(
    'SELECT n, id, command, actor, payload FROM _sync_changesets WHERE n > ? AND payload IS NOT NULL ORDER BY n',
    after,
  )
  for (const { n, id, command, actor, payload } of lines) {
    const { changes } = JSON.parse(payload) as Payload
    const told = changes.map(({ was: _, ...change }) => change)
    const entry: Entry = {
      number: n,
      nonce: `n${n}`,
      changeset: id,
      replica: 'replica-1',
      command,
      actor,
      deviceTime: 1,
      receivedAt: 2,
      changes: told,
    }
    const rulings: Ruling[] = ruled ? [{ changeset: id, seq: 1, outcome: 'accepted', position: n, cases: [] }] : []
    to.session.receive({ entries: [entry], rulings, position: { number: n, nonce: entry.nonce } })
  }
  return lines.at(-1)?.n ?? after
}
const seen = (store: Store) => ({
  list: store.run('customers.page', { limit: 0 }).total,
  found: store.run('palette.search', { text: '欧阳远舟', kinds: ['customer'] }).length,
  typed: store.run('palette.search', { text: 'oyyz', kinds: ['customer'] }).length,
  similar: store.run('customers.similar', { phone: '13700000000' }).length,
})
const NOTHING = { list: 0, found: 0, typed: 0, similar: 0 }
const ALL = { list: 30, found: 1, typed: 1, similar: 1 }

test('[S-BULK-1] half a bulk is nowhere to be seen on either desk: not in lists, counts, search, nor among the similar', () => {
  const [here, there] = [testStore({ joined: true }), testStore({ joined: true, replica: 'replica-2' })]
  half(here, 3)
  tell(here, there, 0)
  expect(there.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 30 })
  expect([seen(here), seen(there)]).toEqual([NOTHING, NOTHING])
})

test('[S-BULK-2] it is there all at once when its last changeset says so, and gone for everyone when it is undone', () => {
  const [here, there] = [testStore({ joined: true }), testStore({ joined: true, replica: 'replica-2' })]
  const batchId = half(here, 3)
  let told = tell(here, there, 0)
  here.run('imports.finish', { batchId })
  expect([seen(here), seen(there)]).toEqual([ALL, NOTHING])
  told = tell(here, there, told)
  expect(seen(there)).toEqual(ALL)
  here.run('imports.undo', { batchId })
  tell(here, there, told)
  expect([seen(here), seen(there)]).toEqual([NOTHING, NOTHING])
})

test('[S-BULK-3] a crash in the middle leaves nothing to be seen; the next bulk of that desk closes what was left', () => {
  const file = `${tempFolder()}/store.db`
  const before = testStore({ file, joined: true })
  const left = half(before, 2)
  before.raw.close()
  const here = testStore({ file, joined: true })
  expect(seen(here)).toEqual(NOTHING)
  const next = half(here, 3)
  here.run('imports.finish', { batchId: next })
  expect(seen(here)).toEqual(ALL)
  expect(here.st.one('SELECT state FROM import_batches WHERE id = ?', left)).toEqual({ state: 'undone' })
  here.raw.close()
})

test('[S-BULK-4] an undone bulk is hidden at once, however large; its words go in short slices', async () => {
  const here = testStore({ joined: true })
  const batchId = half(here, 60)
  here.run('imports.finish', { batchId })
  const upkeep = keepUp(here.session)
  here.run('imports.undo', { batchId })
  expect(seen(here)).toEqual(NOTHING)
  const words = () => here.st.one<{ n: number }>('SELECT count(*) AS n FROM search_docs')?.n ?? -1
  expect(words()).toBeGreaterThan(300)
  await eventually(() => words() === 0 && !anyDue(here.st))
  upkeep.stop()
})

test.each(['the change first', 'the undoing first'])(
  '[S-BULK-5] a row changed at another desk outlives the undoing of its batch, %s',
  (order) => {
    const [here, there] = [testStore({ joined: true }), testStore({ joined: true, replica: 'replica-2' })]
    const batchId = half(here, 3)
    here.run('imports.finish', { batchId })
    const told = tell(here, there, 0)
    tell(here, here, 0, true)
    const [person] = there.run('customers.page', { search: '欧阳远舟', limit: 1 }).rows
    const before = there.st.one<{ n: number }>('SELECT max(n) AS n FROM _sync_changesets')?.n ?? 0
    there.run('customers.correct', { id: person?.id ?? '', fields: { level: 'A' } })
    if (order === 'the change first') tell(there, here, before)
    here.run('imports.undo', { batchId })
    if (order === 'the undoing first') tell(there, here, before)
    tell(here, there, told)
    const left = { list: 1, found: 1, typed: 1, similar: 1 }
    expect([seen(here), seen(there)]).toEqual([left, left])
  },
)
