// Which questions a list of many rows hands to the worker, so that main is never held; and that a short one asks nobody.
import { expect, test } from 'vitest'
import { entries, type QueryName } from '../../src/shared/contract.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules, handlers } from '../../src/main/modules/handlers.ts'
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
    modules: allModules(),
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
  const answer = async (name: QueryName, input: object): Promise<{ value: unknown; away: boolean }> => {
    away.length = 0
    const reply = await dispatch({ name, input, caller: '1' })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error))
    return { value: reply.value, away: away.length > 0 }
  }
  const asked = async (input: object): Promise<{ rows: number; away: boolean }> => {
    const { value, away: there } = await answer('customers.page', input)
    return { rows: (value as { rows: unknown[] }).rows.length, away: there }
  }
  return { asked, answer, store }
}
const empty = desk(3)
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

/** Entries that take what every list takes. */
const lists = [...entries].flatMap(([name, entry]) => {
  const asked = entry.kind === 'query' && entry.heavy !== true ? entry.input.safeParse({ limit: 1 }) : undefined
  const data = (asked?.success === true ? asked.data : {}) as object
  return ['filters', 'sort', 'group', 'search'].every((key) => key in data) ? [name as QueryName] : []
})

test.each(lists)('%s knows of which table its rows are, so that main can tell how many there may be', async (name) => {
  expect(await empty.answer(name, { limit: 1, sort: [] })).toMatchObject({ value: { rows: expect.any(Array) }, away: false })
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

const NEW_LEAD =
  'INSERT INTO leads (rowid, id, site_id, customer_id, stage, stage_at, created_at, created_by) VALUES (?, ?, ?, ?, ?, 1, ?, ?)'
const PLAN =
  'INSERT INTO follow_ups (rowid, id, site_id, customer_id, due_on, channel, owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1)'

test('many leads: the list in its usual order is walked by main, the board and what is filtered are the worker’s', async () => {
  for (const [rows, away] of [
    [4000, false],
    [4001, true],
  ] as const) {
    const { answer, store } = desk(3)
    store.raw.prepare(NEW_LEAD).run(rows, 'l1', SITE, 'c1', 'new', 5, 'u')
    const page = (input: object) => answer('leads.page', input)
    for (const input of [{}, { sort: [{ column: 'createdAt', dir: 'asc' }] }])
      expect(await page(input)).toMatchObject({ value: { total: 1, rows: [{ name: '林见川1' }] }, away: false })
    expect(await page({ filters: [{ column: 'stage', op: 'is', values: ['new'] }] })).toMatchObject({ value: { total: 1 }, away })
    const board = await answer('leads.board', {})
    expect(board).toMatchObject({ away })
    expect((board.value as { count: number }[]).map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0])
  }
})

test('a list with sums under it is the worker’s when it is long: they look into every row', async () => {
  const { answer, store } = desk(3)
  expect(await answer('orders.page', {})).toMatchObject({ away: false })
  store.raw.exec(
    `INSERT INTO orders (rowid, id, site_id, no, customer_id, consultant_id, state, rev, terms_rev, list_fen, price_fen, created_at) VALUES (4001, 'o1', '${SITE}', 'SO-1', 'c1', 'u', 'quoted', 1, 1, 5, 5, 1)`,
  )
  expect(await answer('orders.page', {})).toMatchObject({ value: { total: 1, totals: { price: 5 } }, away: true })
})

test('what is due today is counted by main, and what is due at colleagues until there are very many plans', async () => {
  for (const [rows, away] of [
    [40_000, false],
    [40_001, true],
  ] as const) {
    const { answer, store } = desk(3)
    const mine = somebody().user
    store.raw.prepare(PLAN).run(rows, 'f1', SITE, 'c1', '2026-11-22', 'phone', mine)
    expect(await answer('home.today', {})).toMatchObject({ value: { followUps: { today: 1, overdue: 0 } }, away: false })
    expect(await answer('home.team', {})).toMatchObject({ value: [], away })
    expect(await answer('leads.agenda', { from: '2026-11-22', to: '2026-11-22' })).toMatchObject({
      value: { items: [{ id: 'f1', customer: '林见川1' }] },
      away: false,
    })
  }
})

/** How SQLite goes about what a query asks: one line for each table it visits. */
function plansOf(name: QueryName, input: object): string[] {
  const { store } = desk(3)
  const kind = Object.getPrototypeOf(store.raw) as { prepare(sql: string): unknown }
  const plain = kind.prepare
  const heard = new Set<string>()
  kind.prepare = function (sql: string) {
    heard.add(sql)
    return plain.call(this, sql)
  }
  try {
    store.run(name, input as never)
  } finally {
    kind.prepare = plain
  }
  return [...heard]
    .filter((sql) => sql.trimStart().startsWith('SELECT'))
    .flatMap((sql) =>
      store.raw
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...Array.from(sql.matchAll(/\?/g), () => null))
        .map((step) => (step as { detail: string }).detail),
    )
}

test.each([
  ['leads.page', {}, /^SCAN l USING COVERING INDEX leads_newest$/],
  ['leads.visits', {}, /^SCAN v USING COVERING INDEX visits_newest$/],
  ['leads.agenda', { from: '2026-11-22', to: '2026-11-28' }, /^SEARCH f USING INDEX follow_ups_day \(due_on>\? AND due_on<\?\)$/],
  ['home.today', {}, /^SEARCH f USING INDEX follow_ups_mine \(owner_id=\? AND due_on<\?\)$/],
  ['customers.words', {}, /^SCAN customers USING INDEX customers_list$/],
] as const)('%s is answered by its index', (name, input, step) => {
  const plans = plansOf(name, input)
  expect(plans.filter((each) => step.test(each)).length).toBeGreaterThan(0)
  // Nothing that grows with the store is read from end to end without one.
  expect(plans.filter((each) => /^SCAN (l|v|f|c|customers|leads|visits|follow_ups)$/.test(each))).toEqual([])
})
