// The logic around a list: sentences of filters, remembered arrangements, ticked rows, order of columns.
import i18next, { type TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import en from '../../../src/renderer/i18n/en/ui.json' with { type: 'json' }
import zh from '../../../src/renderer/i18n/zh-CN/ui.json' with { type: 'json' }
import { fitArrangement, plainArrangement, sameQuestion, type Column, type FilterDef } from '../../../src/renderer/ui/table/columns.ts'
import { reordered } from '../../../src/renderer/ui/table/GridHead.tsx'
import { added, countOf, everything, isSelected, nothing, toggled } from '../../../src/renderer/ui/table/selection.ts'
import { sentenceOf, withFilter } from '../../../src/renderer/ui/table/sentence.ts'
import { idsBetween, placeOf } from '../../../src/renderer/ui/table/use-mind.ts'
import type { ListFilter } from '../../../src/shared/list.ts'

const texts = i18next.createInstance()
void texts.init({
  lng: 'zh-CN',
  initAsync: false,
  resources: { 'zh-CN': { ui: zh }, en: { ui: en } },
  interpolation: { escapeValue: false },
})
const inChinese = texts.getFixedT('zh-CN', 'ui') as unknown as TFunction<'ui'>
const inEnglish = texts.getFixedT('en', 'ui') as unknown as TFunction<'ui'>

const defs: FilterDef[] = [
  {
    column: 'state',
    title: '状态',
    kind: 'choice',
    options: ['在库', '待售', '试驾车', '已售', '在途'].map((label, at) => ({ value: `s${at}`, label })),
  },
  { column: 'priceFen', title: '售价', kind: 'money' },
  { column: 'arrivedOn', title: '到店', kind: 'day' },
  { column: 'phone', title: '电话', kind: 'text', canBeEmpty: true },
]
const says = (filter: ListFilter, t = inChinese): string => {
  const sentence = sentenceOf(filter, defs, t)
  return sentence ? `${sentence.title} ${sentence.says}` : 'nothing'
}

describe('a filter reads as a sentence', () => {
  test.each([
    [{ column: 'state', op: 'not', values: ['s3'] }, '状态 不含 已售'],
    [{ column: 'state', op: 'is', values: ['s0', 's1'] }, '状态 在库、待售'],
    [{ column: 'state', op: 'is', values: ['s0', 's1', 's2', 's4'] }, '状态 在库、待售 等 4 项'],
    [{ column: 'priceFen', op: 'between', values: [10_000_000, 20_000_050] }, '售价 ¥100,000 到 ¥200,000.50'],
    [{ column: 'priceFen', op: 'between', values: [null, 20_000_000] }, '售价 到 ¥200,000 止'],
    [{ column: 'arrivedOn', op: 'between', values: ['2026-09-01', null] }, '到店 2026-09-01 起'],
    [{ column: 'arrivedOn', op: 'between', values: ['2026-09-01', '2026-09-01'] }, '到店 2026-09-01'],
    [{ column: 'phone', op: 'has', values: ['4471'] }, '电话 包含 4471'],
    [{ column: 'phone', op: 'empty', values: [] }, '电话 为空'],
  ] as [ListFilter, string][])('%j', (filter, sentence) => expect(says(filter)).toBe(sentence))

  test('in English too', () => expect(says({ column: 'state', op: 'not', values: ['s3'] }, inEnglish)).toBe('状态 not 已售'))
  test('a column that is gone says nothing', () => expect(says({ column: 'old', op: 'is', values: [1] })).toBe('nothing'))
})

test('a second filter on a column replaces the first in its place', () => {
  const first: ListFilter = { column: 'state', op: 'is', values: ['s0'] }
  const price: ListFilter = { column: 'priceFen', op: 'between', values: [1, null] }
  const second: ListFilter = { column: 'state', op: 'not', values: ['s3'] }
  expect(withFilter(withFilter(withFilter([], first), price), second)).toEqual([second, price])
})

describe('a remembered arrangement', () => {
  const column = (id: string, more: Partial<Column<never>> = {}): Column<never> => ({ id, title: id, cell: () => null, ...more })
  const plain = plainArrangement(
    [column('a', { frozen: true }), column('b'), column('c', { hidden: true }), column('d')],
    [{ column: 'a', dir: 'asc' }],
  )

  test('nothing kept is the plain one', () => expect(fitArrangement(undefined, plain)).toEqual(plain))
  test('broken memories do not break the list', () => {
    for (const kept of [null, 7, 'x', [], { order: 'no', widths: 3, hidden: [5], frozen: {}, sort: 'x', filters: null }])
      expect(fitArrangement(kept, plain).order).toEqual(['a', 'b', 'c', 'd'])
  })
  test('columns that are gone fall away, new ones stand where the module puts them', () => {
    const kept = {
      order: ['d', 'gone', 'a'],
      hidden: ['gone', 'a'],
      widths: { a: 80, gone: 90, d: 5 },
      frozen: ['d', 'gone'],
      sort: [],
      filters: [],
    }
    const fitted = fitArrangement(kept, plain)
    expect(fitted.order).toEqual(['d', 'a', 'b', 'c'])
    expect(fitted.hidden).toEqual(['a', 'c'])
    expect(fitted.widths).toEqual({ a: 80 })
    expect(fitted.frozen).toEqual(['d'])
    expect(fitted.sort).toEqual([])
  })
  test('the same question in other clothes is the same question', () => {
    expect(sameQuestion(plain, { ...plain, order: ['d', 'c', 'b', 'a'] } as never)).toBe(true)
    expect(sameQuestion(plain, { sort: [], filters: [] })).toBe(false)
  })
})

describe('ticked rows', () => {
  test('by id', () => {
    const some = toggled(toggled(nothing, 'x'), 'y')
    expect([isSelected(some, 'x'), isSelected(some, 'z'), countOf(some, 100)]).toEqual([true, false, 2])
    expect(countOf(toggled(some, 'x'), 100)).toBe(1)
  })
  test('all but some, counted without being loaded', () => {
    const all = toggled(everything, 'x')
    expect([isSelected(all, 'x'), isSelected(all, 'z'), countOf(all, 100_000)]).toEqual([false, true, 99_999])
    expect(countOf(added(all, ['x']), 100_000)).toBe(100_000)
  })
})

test('a dragged column stands where it was dropped, from either side', () => {
  expect(reordered(['a', 'b', 'c', 'd'], 'a', 'c')).toEqual(['b', 'c', 'a', 'd'])
  expect(reordered(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a', 'd', 'b', 'c'])
})

describe('where the hand is', () => {
  const rows = new Map([
    [3, { id: 'c' }],
    [4, { id: 'd' }],
  ])
  const seen = {
    row: (at: number) => rows.get(at),
    find: (is: (row: { id: string }) => boolean) => [...rows].find(([, row]) => is(row))?.[0],
    total: 5,
  }
  test('at the row it was at, also when that row moved', () => {
    expect(placeOf(seen, 3, 'c')).toBe(3)
    expect(placeOf(seen, 3, 'd')).toBe(4)
  })
  test('at its place when the row is gone, at the end when the list became shorter, at the top of an empty one', () => {
    expect(placeOf(seen, 3, 'gone')).toBe(3)
    expect(placeOf(seen, 9, 'gone')).toBe(4)
    expect(placeOf({ ...seen, total: 0 }, 9, undefined)).toBe(0)
  })
  test('a range takes rows nobody has looked at from the store', async () => {
    const asked: [number, number][] = []
    const page = ({ offset, limit }: { offset: number; limit: number }) => {
      asked.push([offset, limit])
      return Promise.resolve({
        ok: true as const,
        value: { rows: Array.from({ length: limit }, (_, at) => ({ id: `x${offset + at}` })), total: 2000, totals: {} },
      })
    }
    const ids = await idsBetween(seen, page, { sort: [], filters: [], search: '', group: null }, 3, 800)
    expect(ids).toHaveLength(798)
    expect(ids.slice(0, 3)).toEqual(['c', 'd', 'x5'])
    expect(asked).toEqual([
      [5, 500],
      [505, 296],
    ])
  })
})
