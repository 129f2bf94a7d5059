// Percentages are read as people write them, lines of the flow read as sentences, and the inbox keeps its place while
// requests come and go.
import fc from 'fast-check'
import i18next, { type TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import en from '../../../src/renderer/i18n/en/approvals.json' with { type: 'json' }
import zh from '../../../src/renderer/i18n/zh-CN/approvals.json' with { type: 'json' }
import { nextChoice } from '../../../src/renderer/modules/approvals/next-choice.ts'
import { percentFrom, percentText } from '../../../src/renderer/ui/percent.ts'
import { sentenceOf, troubleOf } from '../../../src/renderer/modules/approvals/sentence.ts'
import { turnOf } from '../../../src/renderer/modules/approvals/turn.ts'

const texts = i18next.createInstance()
void texts.init({
  lng: 'zh-CN',
  initAsync: false,
  resources: { 'zh-CN': { approvals: zh }, en: { approvals: en } },
  interpolation: { escapeValue: false },
})
const inChinese = texts.getFixedT('zh-CN') as unknown as TFunction
const inEnglish = texts.getFixedT('en') as unknown as TFunction

describe('percentages', () => {
  test.each([
    [300, '3'],
    [350, '3.5'],
    [325, '3.25'],
    [305, '3.05'],
    [7, '0.07'],
    [10_000, '100'],
  ])('%i bp is written %s', (bp, text) => expect(percentText(bp)).toBe(text))
  test.each([
    ['3', 300],
    ['3.5 %', 350],
    ['３．２５％', 325],
    [' 0.07', 7],
    ['100%', 10_000],
  ])('%s is read as %i', (text, bp) => expect(percentFrom(text)).toBe(bp))
  test.each(['', '%', '3.', '.5', '3.255', '-1', '3,5', '1000', 'drei'])('%j is none', (text) => expect(percentFrom(text)).toBeNull())
  test('what is written is read back', () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (bp) => percentFrom(percentText(bp)) === bp)))
})

const none = {
  minDiscountBp: null,
  minDiscountFen: null,
  minAmountFen: null,
  maxMarginBp: null,
  belowCost: false,
  roleName: '销售经理',
  siteName: null,
}
describe('a line of the flow reads as a sentence', () => {
  test.each([
    [{ minDiscountBp: 300 }, '优惠满 3%，需要销售经理同意'],
    [{}, '每一单都需要销售经理同意'],
    [{ minDiscountBp: 250, minAmountFen: 50_000_000 }, '优惠满 2.5%且订单满 ¥500,000.00，需要销售经理同意'],
    [{ belowCost: true, siteName: '苏州店' }, '苏州店：低于成本，需要销售经理同意'],
    [{ maxMarginBp: 250, roleName: '总经理' }, '毛利率低于 2.5%，需要总经理同意'],
    [{ minDiscountFen: 1_000_000, roleName: '总经理' }, '优惠满 ¥10,000.00，需要总经理同意'],
  ])('%j', (rule, sentence) => expect(sentenceOf(inChinese, { ...none, ...rule })).toBe(sentence))
  test('in English too', () =>
    expect(sentenceOf(inEnglish, { ...none, minDiscountBp: 300, belowCost: true, roleName: 'manager' })).toBe(
      'For a discount from 3% and a price below cost: consent of manager',
    ))
})

describe('a line nobody can decide is told', () => {
  const roles = [
    { id: 'a', name: 'A', people: 2, mayDecide: true },
    { id: 'b', name: 'B', people: 0, mayDecide: true },
    { id: 'c', name: 'C', people: 3, mayDecide: false },
  ]
  test.each([
    ['a', true, null],
    ['b', true, 'nobody'],
    ['c', true, 'may-not'],
    ['gone', true, 'nobody'],
    ['b', false, null],
  ] as const)('role %s, in force %s: %s', (roleId, active, trouble) => expect(troubleOf({ roleId, active }, roles)).toBe(trouble))
})

describe('the request in front', () => {
  const items = ['x', 'y', 'z'].map((orderId) => ({ orderId }))
  const at = (chosen: { orderId: string; at: number } | null, list = items) => nextChoice(list, chosen)?.item.orderId
  test('is the first at the beginning', () => expect(at(null)).toBe('x'))
  test('stays while others come and go', () =>
    expect(nextChoice([{ orderId: 'new' }, ...items], { orderId: 'y', at: 1 })).toEqual({ item: { orderId: 'y' }, at: 2 }))
  test('gives way to what stands in its place when it was decided', () =>
    expect(at({ orderId: 'y', at: 1 }, [items[0]!, items[2]!])).toBe('z'))
  test('or to the last one', () => expect(at({ orderId: 'z', at: 2 }, items.slice(0, 2))).toBe('y'))
  test('or to none', () => expect(nextChoice([], { orderId: 'z', at: 2 })).toBeNull())
})

describe('levels are counted as people count', () => {
  const step = (level: number, termsRev = 2) => ({
    level,
    termsRev,
    roleName: '',
    state: 'waiting' as const,
    decidedBy: null,
    decidedFor: null,
    decidedAt: null,
    comment: null,
  })
  test('whatever numbers the flow gave them', () =>
    expect(turnOf({ level: 5, termsRev: 2, steps: [step(1), step(5), step(5), step(9, 1)] })).toEqual({ at: 2, of: 2 }))
  test('one level is one of one', () => expect(turnOf({ level: 3, termsRev: 2, steps: [step(3)] })).toEqual({ at: 1, of: 1 }))
})
