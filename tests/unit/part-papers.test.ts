// The papers of the parts store: labels with bars a scanner reads, and a purchase as its supplier gets it.
import { beforeAll, expect, test } from 'vitest'
import { defaultTemplates } from '../../src/main/modules/documents/commands/defaults.ts'
import { pageOf, problemOf } from '../../src/main/modules/documents/queries/render.ts'
import { barsOf, code128 } from '../../src/shared/barcode.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const blind = somebody({ permissions: new Set(['documents.print']) })
let shop: Shop
let ids: string[]
beforeAll(() => {
  shop = openShop()
  const about = { class: 'common', origin: 'original', unit: '件' } as const
  ids = [
    shop.run('parts.keep', { ...about, code: 'LAB-2', name: '空气滤清器', bin: 'B-02' }, keeper).id,
    shop.run('parts.keep', { ...about, code: 'LAB-1', name: '机油滤清器 <5>', bin: 'A-01', barcode: '6901234567892' }, keeper).id,
    shop.run('parts.keep', { ...about, code: '中文码', name: '无条码', bin: 'C-03' }, keeper).id,
  ]
})
const printed = (subject: { kind: 'labels' | 'purchase'; recordIds?: string[]; recordId?: string }, who = keeper): string => {
  const { facts, template } = shop.run('documents.facts', subject, who)
  return pageOf(template?.body ?? '', facts)
}

test('bars are Code 128 B: start, check digit and stop as the standard has them, eleven modules a character', () => {
  // The standard's own example of a check digit: PJJ123C has 54 under start A; under start B it is one more.
  expect(code128('PJJ123C')?.at(-2)).toBe(55)
  expect(code128('A')).toEqual([104, 33, 34, 106])
  expect(code128('')).toBeNull()
  expect(code128('配件')).toBeNull()
  const seen = new Set<string>()
  for (let at = 32; at < 127; at++) {
    const { path, width } = barsOf(String.fromCodePoint(at), 40)
    // Quiet ground, start, the character, check digit, stop of thirteen.
    expect(width).toBe(10 + 11 * 3 + 13 + 10)
    expect(path.match(/M/g)).toHaveLength(3 * 3 + 4)
    seen.add(path)
  }
  expect(seen.size).toBe(95)
  expect(barsOf('配件', 40)).toEqual({ path: '', width: 0 })
})

test('labels stand in the order of the shelves, with bin, code and bars; whoever may not see parts prints none', () => {
  const html = printed({ kind: 'labels', recordIds: ids })
  const at = ['A-01', 'LAB-1', 'B-02', 'LAB-2', 'C-03', '中文码'].map((word) => html.indexOf(word))
  expect(at).toEqual([...at].toSorted((a, b) => a - b))
  expect(at[0]).toBeGreaterThan(0)
  expect(html).toContain('机油滤清器 &lt;5&gt;')
  expect(html).toContain(barsOf('6901234567892', 40).path)
  expect(html).toContain(barsOf('LAB-2', 40).path)
  expect(html.match(/<svg/g)).toHaveLength(2)
  expect(refused(() => printed({ kind: 'labels', recordIds: ids }, blind)).code).toBe('forbidden')
  expect(refused(() => printed({ kind: 'labels', recordIds: [] })).code).toBe('not-found')
  for (const kind of ['labels', 'purchase'] as const) {
    const body = defaultTemplates.find((each) => each.kind === kind)?.body ?? ''
    expect(problemOf(kind, body)).toBeNull()
  }
})

test('[PAR-05] [PUR-02] a purchase is printed with supplier, lines and amounts in digits and 大写', () => {
  const { id: supplierId } = shop.run('purchasing.keepSupplier', { name: '博路特汽配', contact: '罗工', terms: '货到付款' }, keeper)
  const lines = ids.slice(0, 2).map((partId, n) => ({ partId, units: 10 * (n + 1), costFen: 12_345 }))
  const { id, no } = shop.run('purchasing.ask', { supplierId, dueOn: '2026-12-01', reason: '补货', lines }, keeper)
  const html = printed({ kind: 'purchase', recordId: id })
  for (const fact of [no, '博路特汽配', '罗工', '货到付款', '2026-12-01', 'LAB-1', 'LAB-2', '20 件', '246.90', '贰佰肆拾陆元玖角'])
    expect(html, fact).toContain(fact)
  expect(refused(() => printed({ kind: 'purchase', recordId: id }, blind)).code).toBe('forbidden')
})
