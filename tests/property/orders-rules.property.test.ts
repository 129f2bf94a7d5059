import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blockersOfDelivery,
  canMove,
  discountBp,
  earnestLimit,
  holdKinds,
  nextAction,
  orderStates,
  priceSheet,
  purchaseTax,
  type OrderFacts,
} from '../../src/shared/modules/orders/rules.ts'
import { holds } from '../support/laws.ts'

const amount = fc.integer({ min: 0, max: 100_000_000 })
const sheetInput = fc.record({
  listFen: amount,
  discountFen: amount,
  purchaseTaxFen: amount,
  insuranceFen: amount,
  plateFeeFen: amount,
  accessories: fc.array(fc.record({ fen: amount, gift: fc.boolean() }), { maxLength: 6 }),
  loanFen: amount,
})

test('a price sheet adds up, gifts change nothing, and it is free of problems exactly when it may be', () => {
  holds(
    fc.property(sheetInput, (input) => {
      const sheet = priceSheet(input)
      expect(sheet.totalFen).toBe(sheet.carFen + sheet.accessoriesFen + sheet.heldFen)
      expect(sheet.customerPaysFen + sheet.loanFen).toBe(sheet.totalFen)
      expect(sheet.ownFen).toBe(sheet.totalFen - (input.purchaseTaxFen + input.insuranceFen + input.plateFeeFen))
      const withoutGifts = priceSheet({ ...input, accessories: input.accessories.filter(({ gift }) => !gift) })
      expect(withoutGifts).toEqual({ ...sheet, giftsFen: 0 })
      expect(sheet.problems.length === 0).toBe(input.discountFen <= input.listFen && input.loanFen <= sheet.totalFen)
    }),
  )
})

test('a discount reaches a whole limit exactly when its amount does', () => {
  holds(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), amount, fc.integer({ min: 1, max: 10_000 }), (list, discount, limit) => {
      expect(discountBp(list, discount) >= limit).toBe(BigInt(discount) * 10_000n >= BigInt(list) * BigInt(limit))
    }),
  )
})

test('a 定金 at its limit is within the law, one 分 more is not', () => {
  holds(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (contract, limit) => {
      const most = BigInt(earnestLimit(contract, limit))
      expect(most * 10_000n <= BigInt(contract) * BigInt(limit)).toBe(true)
      expect((most + 1n) * 10_000n > BigInt(contract) * BigInt(limit)).toBe(true)
    }),
  )
})

test('purchase tax: due less relief, relief under its cap, never more for a dearer car’s cheaper twin or a 新能源 one', () => {
  const rates = fc.record({
    vatBp: fc.integer({ min: 0, max: 2000 }),
    rateBp: fc.integer({ min: 0, max: 2000 }),
    nevReliefBp: fc.integer({ min: 0, max: 10_000 }),
    nevReliefCapFen: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
  })
  holds(
    fc.property(amount, amount, rates, (priceFen, more, value) => {
      const ask = { on: '2026-11-22', parameters: [{ validFromOn: '2026-01-01', value }] }
      const nev = purchaseTax({ ...ask, priceFen, energy: 'nev' })
      const fuel = purchaseTax({ ...ask, priceFen, energy: 'fuel' })
      const dearer = purchaseTax({ ...ask, priceFen: priceFen + more, energy: 'nev' })
      if (!nev || !fuel || !dearer) return expect.fail('a rule is in force')
      expect(nev.taxFen).toBe(nev.dueFen - nev.reliefFen)
      expect(nev.taxFen).toBeGreaterThanOrEqual(0)
      expect(nev.reliefFen).toBeLessThanOrEqual(value.nevReliefCapFen ?? nev.dueFen)
      expect(fuel).toEqual({ baseFen: nev.baseFen, dueFen: nev.dueFen, reliefFen: 0, taxFen: nev.dueFen })
      expect(dearer.taxFen).toBeGreaterThanOrEqual(nev.taxFen)
    }),
  )
})

test('the main button delivers exactly when nothing keeps the car here', () => {
  const facts: fc.Arbitrary<OrderFacts> = fc.record({
    state: fc.constantFrom(...orderStates),
    hasCustomer: fc.boolean(),
    hasVehicle: fc.boolean(),
    needsApproval: fc.boolean(),
    hold: fc.constantFrom(...holdKinds),
    dueFen: fc.constantFrom(-1, 0, 1),
    receivedFen: fc.constantFrom(0, 1),
    missingPapers: fc.constantFrom(0, 1, 5),
  })
  holds(
    fc.property(facts, (given) => {
      const blockers = blockersOfDelivery(given)
      expect(blockers.includes('state')).toBe(!canMove(given.state, 'delivered'))
      if (given.state === 'paid') expect(nextAction(given) === 'deliver').toBe(blockers.length === 0)
      if (given.hold === 'provisional') expect(nextAction(given)).not.toBe('deliver')
    }),
  )
})
