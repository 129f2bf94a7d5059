// Laws of floor-plan interest: it grows with days and cost, a change of rate takes effect on its day, and cutting the time in two
// moves the sum by a fen at most.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/shared/dates.ts'
import {
  floorPlanInterest,
  interestPerDay,
  levelOf,
  netMargin,
  stockCoefficient,
  turnoverDays,
} from '../../src/shared/modules/yard/rules.ts'

const rate = (validFromOn: string, annualBp: number, freeDays = 0) => ({ validFromOn, value: { annualBp, freeDays } })
const START = '2026-01-01'
const cost = fc.integer({ min: 1, max: 200_000_000 })
const days = fc.integer({ min: 0, max: 700 })
const bp = fc.integer({ min: 0, max: 3000 })

describe('floor-plan interest', () => {
  test('by hand: ¥180,000 at 4.5 % a year is ¥22.50 a day, nothing in the free days', () => {
    const rates = [rate('2020-01-01', 450, 60)]
    expect(interestPerDay(18_000_000, START, rates)).toBe(2250)
    expect(floorPlanInterest(18_000_000, START, addDays(START, 60), rates)).toBe(0)
    expect(floorPlanInterest(18_000_000, START, addDays(START, 61), rates)).toBe(2250)
    expect(floorPlanInterest(18_000_000, START, addDays(START, 90), rates)).toBe(67_500)
    expect(floorPlanInterest(18_000_000, START, addDays(START, 90), [])).toBe(0)
  })
  test('half a fen is rounded up once, over the whole time and not day by day', () => {
    // 1 fen a day is 0.5 fen a day here: two days make one fen.
    const rates = [rate('2020-01-01', 1800)]
    expect(interestPerDay(1000, START, rates)).toBe(1)
    expect(floorPlanInterest(1000, START, addDays(START, 2), rates)).toBe(1)
    expect(floorPlanInterest(1000, START, addDays(START, 3), rates)).toBe(2)
  })
  test('a new rate counts from its day', () => {
    const rates = [rate('2020-01-01', 360), rate(addDays(START, 10), 720)]
    expect(floorPlanInterest(10_000_000, START, addDays(START, 20), rates)).toBe(10 * 1000 + 10 * 2000)
  })
  test('never falls with days or cost', () => {
    fc.assert(
      fc.property(cost, days, bp, bp, (costFen, n, one, two) => {
        const rates = [rate('2020-01-01', one), rate(addDays(START, 100), two)]
        const at = (c: number, d: number): number => floorPlanInterest(c, START, addDays(START, d), rates)
        expect(at(costFen, n + 1)).toBeGreaterThanOrEqual(at(costFen, n))
        expect(at(costFen + 1000, n)).toBeGreaterThanOrEqual(at(costFen, n))
      }),
    )
  })
  test('cut in two it differs by a fen at most', () => {
    fc.assert(
      fc.property(cost, days, days, bp, (costFen, a, b, one) => {
        const rates = [rate('2020-01-01', one)]
        const middle = addDays(START, a)
        const whole = floorPlanInterest(costFen, START, addDays(middle, b), rates)
        const parts = floorPlanInterest(costFen, START, middle, rates) + floorPlanInterest(costFen, middle, addDays(middle, b), rates)
        expect(Math.abs(whole - parts)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test('[VEH-10] 库存系数: 0.8 to 1.5 fits, above 2.5 is severe, and stock without a sale too', () => {
  const limits = { low: 80, high: 150, severe: 250 }
  const level = (stock: number, sold: number) => levelOf(stockCoefficient(stock, sold), stock, limits)
  expect([level(79, 100), level(80, 100), level(150, 100), level(151, 100), level(250, 100), level(251, 100)]).toEqual([
    'short',
    'fine',
    'fine',
    'high',
    'high',
    'severe',
  ])
  expect([level(1, 0), level(0, 0), stockCoefficient(3, 0), turnoverDays(3, 0)]).toEqual(['severe', 'fine', null, null])
  expect([stockCoefficient(40, 30), turnoverDays(40, 30)]).toEqual([133, 40])
})

test('only a documented rebate is margin', () => {
  const about = { priceFen: 1000, costFen: 900, rebateFen: 10, interestFen: 7, documentedFen: 0 }
  expect(netMargin(about)).toBe(103)
  expect(netMargin({ ...about, documentedFen: 50 })).toBe(153)
})
