// What became of orders, and how long they took, by a desk whose clock is set between the steps.
import { describe, expect, test } from 'vitest'
import { checksFor, legalPapers } from '../../../src/shared/modules/orders/rules.ts'
import { dayOf } from '../../../src/shared/dates.ts'
import { openShop, person, quoteOf, userId } from '../../support/shop.ts'

const DAY = 86_400_000
const [consultant, cashier, director, colleague] = [person('consultant'), person('cashier'), person('director'), person('colleague')]

describe('orders of a period', () => {
  const shop = openShop()
  const from = dayOf(shop.clock.at)
  const plain = { priceFen: 18_990_000, loanFen: 0, loanBank: null, loanMonths: null }
  // Quoted, placed a day later, signed two days after that, handed over four days after that: a day later than agreed.
  const { id } = shop.run('orders.draft', quoteOf(shop, { ...plain, deliverOn: dayOf(shop.clock.at + 6 * DAY) }), consultant)
  shop.clock.at += DAY
  shop.run('orders.place', { id }, consultant)
  shop.clock.at += 2 * DAY
  const { termsRev } = shop.run('orders.card', { id }, consultant)
  shop.run('orders.sign', { id, termsRev, reserve: true }, consultant)
  const { money } = shop.run('orders.card', { id }, consultant)
  shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: money.dueFen }, cashier)
  const done = checksFor({ imported: false, nev: true, papers: legalPapers }).map((check) => check.id)
  shop.run('orders.check', { id, done }, consultant)
  shop.clock.at += 4 * DAY
  shop.run('orders.deliver', { id }, consultant)
  // A colleague's quote, given up.
  const customerId = shop.run('customers.add', { name: '欧阳明月', phone: '13900008888', consultantId: userId('colleague') }, colleague).id
  const other = shop.run(
    'orders.draft',
    quoteOf(shop, { ...plain, customerId: customerId as never, vehicleId: shop.cars[1] as never }),
    colleague,
  )
  shop.run('orders.cancel', { id: other.id, kind: 'customer', reason: '再看看' }, colleague)
  const to = dayOf(shop.clock.at)
  const figures = (who = director, period = { from, to }) => shop.run('orders.figures', period, who)

  test('[ORD-05] are counted by person and series, with the share that was signed and why the others ended', () => {
    const { all, byConsultant, byModel, cancelled } = figures()
    expect(all).toMatchObject({ quoted: 2, signed: 1, delivered: 1, cancelled: 1, priceFen: 18_990_000 })
    expect(byConsultant.map(({ quoted, signed, cancelled: gone }) => [quoted, signed, gone])).toEqual([
      [1, 1, 0],
      [1, 0, 1],
    ])
    expect(byModel.reduce((sum, { quoted }) => sum + quoted, 0)).toBe(2)
    expect(cancelled.filter(({ count }) => count > 0)).toEqual([{ kind: 'customer', count: 1 }])
  })

  test('[ORD-05] of oneself alone where one sees no more, and none before there were any', () => {
    expect(figures(colleague).all).toMatchObject({ quoted: 1, signed: 0, discountBp: null })
    const before = dayOf(shop.clock.at - 30 * DAY)
    expect(figures(director, { from: before, to: before }).all.quoted).toBe(0)
  })

  test('[ORD-07] are measured step by step in days, and by whether the car came on the day that was agreed', () => {
    const { steps, punctual } = figures()
    expect(steps.map(({ step, count, medianDays }) => [step, count, Math.round(medianDays ?? -1)])).toEqual([
      ['place', 1, 1],
      ['sign', 1, 2],
      ['deliver', 1, 4],
      ['whole', 1, 7],
    ])
    expect(steps.every(({ medianDays, mostDays }) => mostDays === medianDays)).toBe(true)
    expect(punctual).toEqual({ of: 1, count: 0 })
  })
})
