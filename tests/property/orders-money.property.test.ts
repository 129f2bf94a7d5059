// Whatever is received, given back, reversed, changed and cancelled in whatever order: every figure of the day, the list,
// the order and the plan says the same, to the fen, and nothing is ever given back that was not there.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../src/shared/errors.ts'
import { isHeld, moneyMethods, orderKinds } from '../../src/shared/modules/receivables/rules.ts'
import { openShop, person, quoteOf, type Shop } from '../support/shop.ts'

const cashier = person('cashier')
const consultant = person('consultant')
const runs = Number(process.env['RUNS'] ?? 40)
const seed = Number(process.env['SEED'] ?? 20_261_122)

const amount = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 25_000_000 }), weight: 4 },
  { arbitrary: fc.integer({ min: 1, max: 300 }), weight: 1 },
)
const step = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      amountFen: amount,
      method: fc.constantFrom(...moneyMethods),
      kind: fc.option(fc.constantFrom(...orderKinds), { nil: null, freq: 3 }),
      over: fc.boolean(),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      amountFen: amount,
      method: fc.constantFrom(...moneyMethods),
      kind: fc.option(fc.constantFrom(...orderKinds), { nil: null, freq: 3 }),
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant('reverse' as const), nth: fc.nat({ max: 12 }) }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      priceFen: fc.integer({ min: 15_000_000, max: 18_990_000 }),
      loanFen: fc.integer({ min: 0, max: 15_000_000 }),
      plateFeeFen: fc.nat({ max: 200_000 }),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      keepEarnest: fc.boolean(),
      kind: fc.constantFrom('customer' as const, 'store' as const),
    }),
    weight: 1,
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Does a step; a refusal is an answer like any other. */
function take(shop: Shop, id: string, what: Step): void {
  const orderId = id as never
  try {
    if (what.do === 'receive')
      shop.run(
        'receivables.receive',
        { orderId, amountFen: what.amountFen, method: what.method, kind: what.kind, over: what.over },
        cashier,
      )
    if (what.do === 'refund')
      shop.run('receivables.refund', { orderId, amountFen: what.amountFen, method: what.method, kind: what.kind, reason: '退' }, cashier)
    if (what.do === 'reverse') {
      const numbers = shop.st.all<{ no: string }>('SELECT DISTINCT no FROM receipts ORDER BY no')
      const no = numbers[what.nth % Math.max(1, numbers.length)]?.no
      if (no) shop.run('receivables.reverse', { no, reason: '错' }, cashier)
    }
    if (what.do === 'change') {
      const { customerId: _customer, ...terms } = quoteOf(shop, {
        priceFen: what.priceFen,
        loanFen: what.loanFen,
        plateFeeFen: what.plateFeeFen,
      })
      shop.run('orders.change', { ...terms, id: orderId, rev: shop.run('orders.card', { id: orderId }, consultant).rev }, consultant)
    }
    if (what.do === 'cancel')
      shop.run('orders.cancel', { id: orderId, kind: what.kind, reason: '不买了', keepEarnest: what.keepEarnest }, consultant)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

test('money adds up', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const shop = openShop()
      const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
      for (const what of steps) {
        take(shop, id, what)
        const rows = shop.st.all<{ kind: (typeof orderKinds)[number]; amount_fen: number; method: string; no: string }>(
          'SELECT kind, amount_fen, method, no FROM receipts',
        )
        const net = sum(rows.map((row) => row.amount_fen))
        const held = sum(rows.filter((row) => isHeld(row.kind)).map((row) => row.amount_fen))
        expect(net).toBeGreaterThanOrEqual(0)

        const { money, stage, price } = shop.run('orders.card', { id }, cashier)
        expect(money).toMatchObject({ netFen: net, heldFen: held, ownFen: net - held })
        expect(money.receivedFen - money.refundedFen).toBe(net)
        expect(money.dueFen - money.overFen).toBe(money.plannedFen - net)
        expect(Math.min(money.dueFen, money.overFen)).toBe(0)
        expect(sum(money.plan.map((line) => line.amountFen))).toBe(money.plannedFen)
        if (stage !== 'cancelled') expect(money.plannedFen).toBe(price.totalFen)
        expect(sum(money.payments.map((payment) => payment.amountFen))).toBe(net)

        const day = shop.run('receivables.dayTotals', { on: '2026-11-22' }, cashier)
        for (const cut of [[day.all], day.byMethod, day.byKind, day.byPerson]) {
          expect(sum(cut.map((row) => row.netFen))).toBe(net)
          expect(sum(cut.map((row) => row.inFen - row.outFen))).toBe(net)
        }
        expect([day.ownFen, day.heldFen]).toEqual([net - held, held])
        expect(shop.run('receivables.page', {}, cashier).totals['amount'] ?? 0).toBe(net)
        expect(shop.run('orders.page', {}, cashier)).toMatchObject({
          total: 1,
          totals: { net, due: money.dueFen, whole: price.totalFen },
          rows: [{ stage, netFen: net, dueFen: money.dueFen }],
        })
      }
      shop.raw.close()
    }),
    { seed, numRuns: runs },
  )
}, 120_000)
