// Commission in whole 分: whatever was sold, the parts are the whole, in whatever order the sales are given; and what was
// paid with all its corrections is what was earned.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corrections, keyOf, linesOf, type Sale, type SchemeTerms, totalOf } from '../../src/shared/modules/targets/rules.ts'

const fen = fc.integer({ min: 0, max: 100_000_000 })
const bp = fc.integer({ min: 0, max: 10_000 })
const terms: fc.Arbitrary<SchemeTerms> = fc.record({
  perCarFen: fen,
  steps: fc.array(fc.record({ fromCars: fc.integer({ min: 2, max: 12 }), perCarFen: fen }), { maxLength: 4 }),
  marginBp: bp,
  accessoriesBp: bp,
  insuranceFen: fen,
  loanFen: fen,
  belowCostFen: fen,
  bonus: fc.option(fc.record({ measure: fc.constant('deliveries' as const), fromBp: fc.integer({ min: 1, max: 20_000 }), fen }), {
    nil: null,
  }),
})
const sale = (orderId: string): fc.Arbitrary<Sale> =>
  fc.record({
    orderId: fc.constant(orderId),
    deliveredAt: fc.integer({ min: 0, max: 20 }),
    marginFen: fc.option(fc.integer({ min: -10_000_000, max: 50_000_000 }), { nil: null }),
    accessoriesFen: fen,
    insuranceFen: fen,
    loanFen: fen,
  })
const sales = fc.integer({ min: 0, max: 12 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => sale(`o${at}`))))
const TARGET = { reached: 5, target: 4 }

test('the parts of a statement are the whole, each a whole number of 分, margin shares as exact as they can be', () => {
  fc.assert(
    fc.property(terms, sales, (of, sold) => {
      const lines = linesOf('2026-10', of, sold, TARGET)
      const byHand = lines.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n)
      expect(BigInt(totalOf(lines))).toBe(byHand)
      expect(new Set(lines.map(keyOf)).size).toBe(lines.length)
      for (const { orderId, part, amountFen } of lines) {
        expect(Number.isSafeInteger(amountFen)).toBe(true)
        const margin = sold.find((each) => each.orderId === orderId)?.marginFen
        if (part !== 'margin' || margin === null || margin === undefined) continue
        // Nearer to the exact share than half a 分, or just half above it.
        const off = 2n * (BigInt(amountFen) * 10_000n - BigInt(margin) * BigInt(of.marginBp))
        expect(off > -10_000n && off <= 10_000n).toBe(true)
      }
    }),
  )
})

test('the order in which sales are given changes nothing', () => {
  fc.assert(
    fc.property(terms, sales, (of, sold) => {
      expect(linesOf('2026-10', of, sold.toReversed(), TARGET)).toEqual(linesOf('2026-10', of, sold, TARGET))
    }),
  )
})

test('what was paid and its corrections are what was earned, line by line; corrected once, nothing is left to correct', () => {
  fc.assert(
    fc.property(terms, sales, sales, (of, then, now) => {
      const paid = linesOf('2026-10', of, then, TARGET)
      const earned = linesOf('2026-10', of, now, TARGET)
      const counter = corrections(earned, paid)
      expect(totalOf([...paid, ...counter])).toBe(totalOf(earned))
      expect(corrections(earned, [...paid, ...counter])).toEqual([])
    }),
  )
})
