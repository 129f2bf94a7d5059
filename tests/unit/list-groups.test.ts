// Rows put together by a column: counts and sums in SQL under the filters, rows in the order of their groups, folded ones
// not asked for; and the lines of the screen over them.
import { describe, expect, test } from 'vitest'
import { layoutOf } from '../../src/renderer/ui/table/groups.ts'
import { idsBetween } from '../../src/renderer/ui/table/use-mind.ts'
import { openShop, person, refused } from '../support/shop.ts'

const shop = openShop()
const keeper = person('manager')
for (const [serial, exterior, arrivedOn] of [
  [6801, '雪山白', '2026-09-30'],
  [6802, '雪山白', '2026-10-01'],
  [6803, null, '2026-10-31'],
] as const)
  shop.arrive(serial, { exterior, arrivedOn, priceFen: 10_000_000 + serial })
const page = (input: object) => shop.run('vehicles.page', input as never, keeper)
const rows = page({ limit: 100 }).rows

describe('in the store', () => {
  test('each value once, with its own count and sums, which add up to the whole', () => {
    const { groups = [], total, totals, rows: none } = page({ limit: 0, group: { column: 'exterior' } })
    expect(none).toEqual([])
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      [null, 1],
      ['曜石黑', 3],
      ['雪山白', 2],
    ])
    expect(total).toBe(6)
    for (const { key, totals: own } of groups)
      expect(own['priceFen'], String(key)).toBe(rows.filter((row) => row.exterior === key).reduce((sum, row) => sum + row.priceFen, 0))
    expect(groups.reduce((sum, group) => sum + Number(group.totals['priceFen']), 0)).toBe(totals['priceFen'])
  })

  test('days by their months, under the filters, the other way round', () => {
    const { groups } = page({
      limit: 0,
      group: { column: 'arrivedOn', dir: 'desc' },
      filters: [{ column: 'arrivedOn', op: 'between', values: ['2026-09-01', '2026-10-31'] }],
    })
    expect(groups?.map(({ key, count }) => [key, count])).toEqual([
      ['2026-10', 2],
      ['2026-09', 1],
    ])
  })

  test('rows come group by group, sorted within; only those of open groups are counted and given', () => {
    const all = page({ limit: 100, group: { column: 'exterior' }, sort: [{ column: 'stockNo', dir: 'desc' }] })
    expect(all.rows.map((row) => row.exterior)).toEqual([null, '曜石黑', '曜石黑', '曜石黑', '雪山白', '雪山白'])
    expect(all.rows.slice(1, 4).map((row) => row.stockNo)).toEqual(['Y6706', 'Y6705', 'Y6704'])
    const some = page({ limit: 100, group: { column: 'exterior', only: [null, '雪山白'] } })
    expect(some.rows.map((row) => row.exterior)).toEqual([null, '雪山白', '雪山白'])
    expect(some.total).toBe(3)
    expect(page({ limit: 100, group: { column: 'exterior', only: [] } })).toMatchObject({ rows: [], total: 0 })
  })

  test('measures are not grouped, nor columns nobody knows', () => {
    expect(refused(() => page({ group: { column: 'priceFen' } })).code).toBe('invalid-input')
    expect(refused(() => page({ group: { column: 'nonsense' } })).code).toBe('invalid-input')
  })
})

describe('on the screen', () => {
  const groups = [
    { key: 'a', count: 2, totals: {} },
    { key: 'b', count: 3, totals: {} },
    { key: null, count: 1, totals: {} },
  ]
  const lines = (open: 'all' | ReadonlySet<string | null>): (string | number)[] => {
    const layout = layoutOf(groups, open)
    return Array.from({ length: layout.lines }, (_, line) => layout.rowAt(line) ?? String(layout.groupAt(line)?.key))
  }
  test('a line for every group, the rows of the open ones under it', () => {
    expect(lines(new Set())).toEqual(['a', 'b', 'null'])
    expect(lines(new Set(['b']))).toEqual(['a', 'b', 0, 1, 2, 'null'])
    expect(lines('all')).toEqual(['a', 0, 1, 'b', 2, 3, 4, 'null', 5])
  })
  test('there and back again', () => {
    for (const open of ['all', new Set(['b']), new Set(['a', null])] as const) {
      const layout = layoutOf(groups, open)
      for (let line = 0; line < layout.lines; line++) {
        const row = layout.rowAt(line)
        if (row !== null) expect(layout.lineOf(row)).toBe(line)
        expect(layout.groupAt(layout.headOf(line))).toBeDefined()
        expect(layout.groupAt(line) === undefined).toBe(row !== null)
      }
    }
    expect(layoutOf(groups, 'all').rowsBetween(0, 4)).toEqual({ from: 0, to: 2 })
    expect(layoutOf(groups, new Set()).rowsBetween(0, 3)).toBeNull()
  })
  test('a range over groups takes their rows, asked for in pieces, and no group', async () => {
    const { rowAt } = layoutOf(groups, 'all')
    const ask = ({ offset, limit }: { offset: number; limit: number }) =>
      Promise.resolve({
        ok: true as const,
        value: { rows: Array.from({ length: limit }, (_, at) => ({ id: `r${offset + at}` })), total: 6, totals: {} },
      })
    const question = { sort: [], filters: [], search: '', group: null }
    expect(await idsBetween({ row: () => undefined }, ask, question, 1, 8, rowAt)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
  })
})
