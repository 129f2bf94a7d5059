// Value and tax of an invoice, at every price and rate: they sum to the price to the fen, and a red invoice is the exact opposite.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountsOf } from '../../src/shared/modules/invoices/rules.ts'

const price = fc.integer({ min: 1, max: 10_000_000_000 })
const rate = fc.constantFrom(0, 50, 300, 600, 1300, 1600, 1700)

test('[FIN-11] value and tax sum to the price, and the value is the price without tax to half a fen', () => {
  fc.assert(
    fc.property(price, rate, (grossFen, bp) => {
      const { netFen, taxFen } = amountsOf(grossFen, bp)
      expect(netFen + taxFen).toBe(grossFen)
      expect(taxFen).toBeGreaterThanOrEqual(0)
      // |net × (1 + r) − gross| ≤ (1 + r) / 2, in whole numbers.
      const off = BigInt(netFen) * BigInt(10_000 + bp) - BigInt(grossFen) * 10_000n
      expect((off < 0n ? -off : off) * 2n <= BigInt(10_000 + bp)).toBe(true)
    }),
  )
})

test('[FIN-11] what a red invoice takes back is what the first one said', () => {
  fc.assert(
    fc.property(price, rate, (grossFen, bp) => {
      const [first, red] = [amountsOf(grossFen, bp), amountsOf(-grossFen, bp)]
      expect([first.netFen + red.netFen, first.taxFen + red.taxFen]).toEqual([0, 0])
    }),
  )
})

test('the sample of the tax office: 550,000 is 486,725.66 and 63,274.34', () =>
  expect(amountsOf(55_000_000, 1300)).toEqual({ grossFen: 55_000_000, netFen: 48_672_566, taxFen: 6_327_434 }))
