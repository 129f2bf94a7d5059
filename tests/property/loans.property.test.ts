// Loans against their closed forms: what is paid back, to the 分, and the true annual rate.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costOf, schedule, trueAnnualBp } from '../../src/shared/modules/loans/rules.ts'

const principal = fc.integer({ min: 100_00, max: 5_000_000_00 })
const months = fc.integer({ min: 1, max: 120 })
const rate = fc.integer({ min: 0, max: 2_400 })

describe('CON-11 a loan', () => {
  test('of any kind is paid back to the 分: principal sums to it, no payment is negative, the balance falls to 0', () => {
    fc.assert(
      fc.property(
        principal,
        months,
        rate,
        fc.constantFrom('annuity', 'linear', 'balloon'),
        fc.integer({ min: 0, max: 60 }),
        (p, n, bp, method, share) => {
          const balloonFen = method === 'balloon' ? Math.floor((p * share) / 100) : 0
          const { payments, totalFen, interestFen } = schedule({
            principalFen: p,
            months: n,
            annualBp: bp,
            method: method as 'annuity',
            balloonFen,
          })
          expect(payments.reduce((sum, x) => sum + x.principalFen, 0)).toBe(p)
          expect(payments.at(-1)?.balanceFen).toBe(0)
          expect(totalFen).toBe(p + interestFen)
          expect(payments.every((x) => x.principalFen >= 0 && x.interestFen >= 0)).toBe(true)
        },
      ),
    )
  })

  test('等额本息 has the closed form’s payment in every month but the last, which is within 分 a month of it', () => {
    fc.assert(
      fc.property(principal, months, fc.integer({ min: 1, max: 2_400 }), (p, n, bp) => {
        const r = bp / 120_000
        const closed = (p * r) / (1 - (1 + r) ** -n)
        const { payments } = schedule({ principalFen: p, months: n, annualBp: bp, method: 'annuity' })
        for (const { paymentFen } of payments.slice(0, -1)) expect(Math.abs(paymentFen - closed)).toBeLessThanOrEqual(0.51)
        expect(Math.abs((payments.at(-1)?.paymentFen ?? 0) - closed)).toBeLessThanOrEqual(n * (1 + r) ** n + 1)
      }),
    )
  })

  test('等额本金 pays (n + 1) ÷ 2 months of interest on the whole', () => {
    fc.assert(
      fc.property(principal, months, rate, (p, n, bp) => {
        const { interestFen } = schedule({ principalFen: p, months: n, annualBp: bp, method: 'linear' })
        expect(Math.abs(interestFen - (p * bp * (n + 1)) / 240_000)).toBeLessThanOrEqual(n * (1 + bp / 120_000) + n)
      }),
    )
  })

  test('the true annual rate of a loan without fees is its monthly rate compounded, whatever the method', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50_000_00, max: 1_000_000_00 }),
        fc.integer({ min: 6, max: 60 }),
        fc.integer({ min: 100, max: 2_400 }),
        fc.constantFrom('annuity', 'linear', 'balloon'),
        (p, n, bp, method) => {
          const { payments } = schedule({
            principalFen: p,
            months: n,
            annualBp: bp,
            method: method as 'annuity',
            balloonFen: method === 'balloon' ? Math.floor(p / 3) : 0,
          })
          const compounded = Math.round(((1 + bp / 120_000) ** 12 - 1) * 10_000)
          expect(
            Math.abs(
              (trueAnnualBp(
                p,
                payments.map((x) => x.paymentFen),
              ) ?? -1) - compounded,
            ),
          ).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('a fee taken at the start only ever raises it', () => {
    fc.assert(
      fc.property(principal, fc.integer({ min: 2, max: 60 }), rate, fc.integer({ min: 1, max: 10 }), (p, n, bp, percent) => {
        const offer = { principalFen: p, months: n, method: 'annuity' as const, lenderBp: bp, buyerBp: bp, balloonFen: 0 }
        const [free, charged] = [costOf({ ...offer, feeFen: 0 }), costOf({ ...offer, feeFen: Math.floor((p * percent) / 100) })]
        expect(charged.trueBp ?? 0).toBeGreaterThanOrEqual(free.trueBp ?? 0)
      }),
    )
  })
})

describe('known loans', () => {
  test('100,000 元 over 36 months at 4.8 %: 2,988.06 a month [closed form]; 贴息 to nothing costs whoever bears it the whole interest', () => {
    const { firstFen, interestFen } = schedule({ principalFen: 10_000_000, months: 36, annualBp: 480, method: 'annuity' })
    const r = 0.004
    expect(firstFen).toBe(Math.round((10_000_000 * r) / (1 - (1 + r) ** -36)))
    const free = costOf({ principalFen: 10_000_000, months: 36, method: 'annuity', lenderBp: 480, buyerBp: 0, balloonFen: 0, feeFen: 0 })
    expect(free).toMatchObject({ interestFen: 0, subsidyFen: interestFen, trueBp: 0 })
    expect(free.payments.slice(0, 35).every((p) => p.paymentFen === 277_778)).toBe(true)
    expect(free.payments.at(-1)?.paymentFen).toBe(277_770)
  })

  test('“0 利率，手续费 3 %” over a year is 5.7 % a year, and is said so', () => {
    const offer = costOf({
      principalFen: 12_000_000,
      months: 12,
      method: 'annuity',
      lenderBp: 0,
      buyerBp: 0,
      balloonFen: 0,
      feeFen: 360_000,
    })
    expect(offer.trueBp).toBeGreaterThan(560)
    expect(offer.trueBp).toBeLessThan(600)
  })

  test('a loan that is none is refused', () => {
    const loan = { principalFen: 1_000_00, months: 12, annualBp: 400, method: 'annuity' as const }
    for (const wrong of [{ principalFen: 0 }, { months: 0 }, { months: 1.5 }, { annualBp: -1 }, { balloonFen: 1 }])
      expect(() => schedule({ ...loan, ...wrong })).toThrow(RangeError)
    expect(trueAnnualBp(0, [1])).toBeNull()
    expect(trueAnnualBp(100, [99])).toBeNull()
  })
})
