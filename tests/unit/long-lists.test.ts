// Which questions a list of many rows hands to the worker, so that main is never held; and that a short one asks nobody.
import { expect, test } from 'vitest'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

/** Three customers, the last of them in row `last`: how long the table is is told by its last row number. */
function desk(last: number) {
  const store = testStore()
  const insert = store.raw.prepare(
    `INSERT INTO customers (rowid, id, site_id, kind, name, level, created_at, created_by) VALUES (?, ?, ?, 'person', ?, 'A', ?, 'u')`,
  )
  for (const [at, n] of [1, 2, last].entries()) insert.run(n, `c${at}`, SITE, `林见川${at}`, at)
  store.session.derive('customers', ['c0', 'c1', 'c2'])
  const who = somebody()
  const away: unknown[] = []
  const { dispatch } = createDispatch({
    handlers,
    store: () => store.session,
    services: { sessions: { who: () => who } } as unknown as Services,
    heavy: async (name, input, as) => {
      away.push(name)
      // What the worker does with the same store.
      return store.session.read(as, (db) =>
        (handlers[name as 'customers.page'] as (...of: never[]) => unknown)(db as never, input as never),
      )
    },
    incident: (error) => String((error as Error).stack),
  })
  const asked = async (input: object): Promise<{ rows: number; away: boolean }> => {
    away.length = 0
    const reply = await dispatch({ name: 'customers.page', input, caller: '1' })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error))
    return { rows: (reply.value as { rows: unknown[] }).rows.length, away: away.length > 0 }
  }
  return { asked, store }
}
const WISHES = {
  groups: { group: { column: 'level' } },
  'a sort no index serves': { sort: [{ column: 'nextOn', dir: 'asc' }] },
  'two sorts': {
    sort: [
      { column: 'createdAt', dir: 'asc' },
      { column: 'level', dir: 'asc' },
    ],
  },
  'a filter': { filters: [{ column: 'level', op: 'is', values: ['A'] }] },
  'a search': { search: '林' },
}

test.each(Object.entries(WISHES))('%s of a long list is asked of the worker, of a short one of main', async (_, wish) => {
  expect(await desk(3).asked(wish)).toEqual({ rows: 3, away: false })
  expect(await desk(4001).asked(wish)).toEqual({ rows: 3, away: true })
})

test('a long list in an order an index gives is answered by main, by date and by pinyin', async () => {
  for (const sort of [[], [{ column: 'createdAt', dir: 'asc' }], [{ column: 'name', dir: 'asc' }]])
    expect(await desk(4001).asked({ sort })).toEqual({ rows: 3, away: false })
})

test('a very long one is not even counted by main, nor skipped through', async () => {
  const { asked } = desk(200_001)
  expect(await asked({})).toEqual({ rows: 3, away: true })
  expect(await desk(200_000).asked({})).toEqual({ rows: 3, away: false })
})

test('inside a command, and where there is no worker, every question is answered on the spot', () => {
  const { store } = desk(200_001)
  expect(store.run('customers.page', WISHES.groups as never).rows).toHaveLength(3)
})
