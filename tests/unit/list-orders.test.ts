// Each list of the application as it opens: its first page is a walk along an index, whatever the number of rows.
import { expect, test } from 'vitest'
import { somebody, testStore } from '../support/store.ts'

/** The plan SQLite makes for every slice a list takes while `ask` runs. */
function plansOf(ask: (store: ReturnType<typeof testStore>) => unknown): { sql: string; plan: string[] }[] {
  const store = testStore()
  const slices: { sql: string; values: unknown[] }[] = []
  const { all } = store.session.st
  store.session.st.all = ((sql: string, ...values: unknown[]) => {
    if (sql.endsWith(' LIMIT (SELECT ?) OFFSET ?')) slices.push({ sql, values })
    return all(sql, ...values)
  }) as typeof all
  // A list of nothing is not sliced; the count says that there is something.
  const { one } = store.session.st
  store.session.st.one = ((sql: string, ...values: unknown[]) => {
    const found = one(sql, ...values)
    return sql.startsWith('SELECT count(*) AS total') ? { ...(found as object), total: 100_000 } : found
  }) as typeof one
  ask(store)
  return slices.map(({ sql, values }) => ({
    sql,
    plan: store.raw
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(values as never[]))
      .map((step) => (step as { detail: string }).detail),
  }))
}

test.each([
  ['customers.page', { limit: 100 }],
  ['customers.followUps', { limit: 100, done: false }],
  ['customers.followUps', { limit: 100, done: true }],
  ['vehicles.page', { limit: 100 }],
  ['orders.page', { limit: 100 }],
  ['receivables.page', { limit: 100 }],
] as const)('%s %j opens in the order of an index', (name, input) => {
  for (const reach of ['site', 'group'] as const) {
    const [slice, ...others] = plansOf((store) => store.run(name, input as never, somebody({ reach })))
    expect(others).toEqual([])
    expect(
      slice?.plan.filter((step) => /TEMP B-TREE/.test(step)),
      `${slice?.sql}\n${slice?.plan.join('\n')}`,
    ).toEqual([])
  }
})

test('an order no index gives is seen to be sorted', () => {
  const [slice] = plansOf((store) => store.run('vehicles.page', { limit: 100, sort: [{ column: 'exterior', dir: 'asc' }] }))
  expect(slice?.plan.some((step) => /TEMP B-TREE FOR ORDER BY/.test(step))).toBe(true)
})
