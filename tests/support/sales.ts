// An order of the shop that lacks nothing but the hand-over: signed with its car, paid, its papers ticked.
import type { OrderId } from '../../src/shared/ids.ts'
import { checksFor, legalPapers } from '../../src/shared/modules/orders/rules.ts'
import { person, quoteOf, type Shop } from './shop.ts'

/** The id of an order for one of the shop's cars, the first unless told, which is not discounted and not financed. */
export function paid(shop: Shop, vehicleId: string = shop.car): OrderId {
  const [consultant, cashier] = [person('consultant'), person('cashier')]
  const { id } = shop.run(
    'orders.draft',
    quoteOf(shop, { vehicleId: vehicleId as never, priceFen: 18_990_000, loanFen: 0, loanBank: null, loanMonths: null }),
    consultant,
  )
  shop.run('orders.place', { id }, consultant)
  const { termsRev } = shop.run('orders.card', { id }, consultant)
  shop.run('orders.sign', { id, termsRev, reserve: true }, consultant)
  const { money } = shop.run('orders.card', { id }, consultant)
  shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: money.dueFen }, cashier)
  shop.run(
    'orders.check',
    { id, done: checksFor({ imported: false, nev: true, papers: legalPapers }).map((check) => check.id) },
    consultant,
  )
  return id as OrderId
}

/** The id of an order for the shop's first car as the mock-up has it, with a loan: placed, agreed to, signed with its car. */
export function signed(shop: Shop): OrderId {
  const consultant = person('consultant')
  const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
  const { levels } = shop.run('orders.place', { id, reason: '老客户' }, consultant)
  const terms = () => shop.run('orders.card', { id }, consultant).termsRev
  for (let level = 1; level <= levels; level++)
    shop.run('approvals.decide', { orderId: id, termsRev: terms(), decision: 'approved' }, person(level === 1 ? 'manager' : 'director'))
  shop.run('orders.sign', { id, termsRev: terms(), reserve: true }, consultant)
  return id as OrderId
}
