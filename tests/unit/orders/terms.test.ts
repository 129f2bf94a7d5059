// What may be agreed, what a change does to consent, and another car for the same money.
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../../src/shared/contract.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const card = (shop: Shop, id: string) => shop.run('orders.card', { id: id as never }, person('director'))
const rev = (shop: Shop, id: string) => card(shop, id).rev
const changed = (shop: Shop, id: string, over: Partial<Asked<'orders.draft'>> = {}) => {
  const { customerId: _customer, ...terms } = quoteOf(shop, over)
  return shop.run('orders.change', { ...terms, id: id as never, rev: rev(shop, id) }, consultant)
}
const plan = (shop: Shop, id: string) => card(shop, id).money.plan.map(({ kind, amountFen }) => [kind, amountFen])

describe('a quote', () => {
  const shop = openShop()
  test.each<[string, Partial<Asked<'orders.draft'>>, string]>([
    ['above the shown price', { priceFen: 18_990_001 }, 'price-above-list'],
    ['a loan beyond the whole', { loanFen: 30_000_000 }, 'loan-above-total'],
    ['定金 above a fifth', { advance: { kind: 'earnest', amountFen: 3_751_601 } }, 'earnest-above-ceiling'],
    ['a car nobody knows', { vehicleId: '019a0000-0000-7000-8000-00000000dead' as never }, 'no-such-car'],
    ['no car and no price', { vehicleId: null, priceFen: undefined }, 'no-price'],
    ['a plan that is short', { plan: [{ kind: 'down', amountFen: 100 }] }, 'plan-does-not-add-up'],
    ['a plan that mixes held money', { plan: [{ kind: 'down', amountFen: 20_202_957 }] }, 'plan-does-not-add-up'],
    ['a customer nobody knows', { customerId: '019a0000-0000-7000-8000-00000000dead' as never }, 'no-such-customer'],
  ])('%s is refused', (_what, over, code) => {
    const before = shop.st.one('SELECT count(*) AS n FROM orders')
    expect(refused(() => shop.run('orders.draft', quoteOf(shop, over), consultant)).code).toBe(code)
    expect(shop.st.one('SELECT count(*) AS n FROM orders')).toEqual(before)
  })

  test.each(['priceFen', 'purchaseTaxFen', 'insuranceFen', 'plateFeeFen', 'loanFen'])('a negative %s does not pass the border', (name) => {
    expect(() => shop.run('orders.draft', quoteOf(shop, { [name]: -1 }), consultant)).toThrow('not-negative')
  })

  test('a fifth exactly, and 订金 beyond it, are allowed', () => {
    shop.run('orders.draft', quoteOf(shop, { advance: { kind: 'earnest', amountFen: 3_751_600 } }), consultant)
    shop.run('orders.draft', quoteOf(shop, { advance: { kind: 'deposit', amountFen: 5_000_000 } }), consultant)
  })

  test("[CON-08] [ORD-01] begins with the car's own prices", () => {
    const { id } = shop.run('orders.draft', { customerId: shop.customerId as never, vehicleId: shop.car as never }, consultant)
    expect(card(shop, id).price).toMatchObject({ listFen: 18_990_000, carFen: 18_590_000, totalFen: 18_590_000 })
  })

  test('[REC-01] opens with a plan that adds up, held money apart', () => {
    const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
    expect(plan(shop, id)).toEqual([
      ['earnest', 500_000],
      ['down', 7_258_000],
      ['held-tax', 813_717],
      ['held-insurance', 581_240],
      ['held-plates', 50_000],
      ['loan', 11_000_000],
    ])
  })

  test('its number counts per month and desktop', () => {
    const numbers = [1, 2].map(() => shop.run('orders.draft', quoteOf(shop), consultant).no)
    const [a, b] = numbers.map((no) => Number(no.split('-')[4]))
    expect((b as number) - (a as number)).toBe(1)
    expect(shop.run('orders.draft', quoteOf(shop), { ...consultant, deviceCode: '02' }).no).toBe('SO-KS-02-2611-1')
    shop.clock.at += 30 * 86_400_000
    expect(shop.run('orders.draft', quoteOf(shop), consultant).no).toBe('SO-KS-01-2612-1')
  })
})

describe('a change', () => {
  const approved = (shop: Shop) => {
    const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
    shop.run('orders.place', { id }, consultant)
    for (const name of ['manager', 'director'] as const)
      shop.run('approvals.decide', { orderId: id, termsRev: 1, decision: 'approved' }, person(name))
    return id
  }

  test('[CON-06] of the price makes earlier consent void', () => {
    const shop = openShop()
    const id = approved(shop)
    expect(card(shop, id)).toMatchObject({ stage: 'approved', termsRev: 1, approvals: { state: 'approved' } })
    changed(shop, id, { priceFen: 18_300_000 })
    expect(card(shop, id)).toMatchObject({ stage: 'quoted', termsRev: 2, approvals: { state: 'none' }, approvedAt: null, placedAt: null })
    expect(refused(() => shop.run('orders.sign', { id, termsRev: 2 }, consultant)).code).toBe('wrong-stage')
    expect(refused(() => shop.run('orders.sign', { id, termsRev: 1 }, consultant)).code).toBe('moved-on')
    shop.run('orders.place', { id }, consultant)
    expect(card(shop, id)).toMatchObject({ stage: 'awaiting-approval', approvals: { state: 'waiting' } })
    expect(card(shop, id).approvals.steps.map(({ termsRev, state }) => [termsRev, state])).toEqual([
      [1, 'approved'],
      [1, 'approved'],
      [2, 'waiting'],
      [2, 'waiting'],
    ])
    expect(
      refused(() => shop.run('approvals.decide', { orderId: id, termsRev: 1, decision: 'approved' }, person('manager'))),
    ).toMatchObject({ code: 'changed', details: { termsRev: 2 } })
  })

  test('while a word is awaited withdraws the question', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
    shop.run('orders.place', { id }, consultant)
    changed(shop, id, { lines: [] })
    expect(card(shop, id)).toMatchObject({ stage: 'quoted', termsRev: 2 })
    expect(card(shop, id).approvals.steps.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
    expect(shop.run('approvals.waiting', { mine: true }, person('manager'))).toEqual([])
  })

  test('of days, bank and notes touches no consent', () => {
    const shop = openShop()
    const id = approved(shop)
    changed(shop, id, { deliverOn: '2026-11-29', note: '周末提车', loanBank: '另一银行' })
    expect(card(shop, id)).toMatchObject({ stage: 'approved', termsRev: 1, deliverOn: '2026-11-29', note: '周末提车' })
  })

  test('[CON-06] [ORD-01] from a form that was opened before another change is refused', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
    changed(shop, id, { plateFeeFen: 0 })
    expect(refused(() => shop.run('orders.change', { ...quoteOf(shop), id, rev: 1 }, consultant))).toMatchObject({
      code: 'moved-on',
      details: { rev: 2 },
    })
  })

  test('keeps the rows that stay, the advance, the days, and the shown price of the day of the quote', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { deliverOn: '2026-11-29' }), consultant)
    const before = card(shop, id)
    shop.run('vehicles.reprice', { id: shop.car, listFen: 18_500_000, priceFen: 18_500_000 }, person('manager'))
    changed(shop, id, { advance: null, lines: [{ name: '全车膜', amountFen: 240_000 }], deliverOn: '2026-11-30' })
    const after = card(shop, id)
    expect(after.price.listFen).toBe(18_990_000)
    expect(after.price.lines.map((line) => line.id)).toEqual([before.price.lines[0]?.id])
    expect(after.money.plan[0]).toMatchObject({ id: before.money.plan[0]?.id, kind: 'earnest', amountFen: 500_000, dueOn: '2026-11-29' })
    expect(after.timeline[0]).toMatchObject({
      command: 'orders.change',
      facts: { termsFrom: 1, termsTo: 2, moved: [{ what: 'accessories', from: 368_000, to: 240_000 }] },
    })
  })

  test('of the car frees the one that was held', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000 }), consultant)
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    changed(shop, id, { vehicleId: shop.cars[1] as never, priceFen: 18_900_000 })
    expect(card(shop, id)).toMatchObject({ stage: 'quoted', hold: 'none', vehicle: { id: shop.cars[1] } })
    expect(shop.st.one('SELECT state, holder_id FROM vehicles WHERE id = ?', shop.car)).toEqual({ state: 'for-sale', holder_id: null })
  })

  test('of the price alone keeps the car held', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000 }), consultant)
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    changed(shop, id, { priceFen: 18_850_000 })
    expect(card(shop, id)).toMatchObject({ stage: 'quoted', hold: 'firm' })
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 2, reserve: true }, consultant)
    expect(card(shop, id)).toMatchObject({ stage: 'reserved', hold: 'firm' })
  })
})

describe('another car', () => {
  const reserved = (shop: Shop) => {
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000, loanFen: 0 }), consultant)
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    shop.run('receivables.receive', { orderId: id, method: 'card', amountFen: 500_000, kind: 'earnest' }, consultant)
    return id
  }
  /** What headquarters leaves of an order whose car another one has. */
  const lose = (shop: Shop, id: string, other: string) => {
    shop.st.run(`UPDATE vehicles SET holder_id = ? WHERE id = ?`, other, shop.car)
    shop.st.run(`UPDATE orders SET state = 'car-lost', lost_to = ? WHERE id = ?`, other, id)
    shop.session.derive('orders', [id])
  }

  test('for an order that lost its own: price and deposit stay, the new car is held at once', () => {
    const shop = openShop()
    const id = reserved(shop)
    const { id: other, no } = shop.run('orders.draft', quoteOf(shop), person('colleague', { reach: 'site' }))
    lose(shop, id, other)
    expect(card(shop, id)).toMatchObject({
      stage: 'car-lost',
      hold: 'none',
      lostTo: { no, siteName: '昆山店' },
      next: { action: 'choose-car' },
      money: { netFen: 500_000 },
    })
    const offered = shop.run('orders.candidates', { orderId: id }, consultant)
    expect(offered.map((car) => car.id).toSorted()).toEqual([shop.cars[1], shop.cars[2]].toSorted())
    expect(offered[0]).toMatchObject({ ownSite: true, sameModel: true, sameColour: true, differenceFen: 0 })
    shop.run('orders.changeVehicle', { id, vehicleId: shop.cars[1] as never }, consultant)
    expect(card(shop, id)).toMatchObject({
      stage: 'reserved',
      hold: 'firm',
      lostTo: null,
      termsRev: 2,
      vehicle: { id: shop.cars[1], state: 'sold' },
      price: { carFen: 18_900_000 },
      money: { netFen: 500_000, dueFen: 20_712_957 - 500_000 },
    })
    expect(shop.st.one('SELECT holder_id FROM vehicles WHERE id = ?', shop.car)).toEqual({ holder_id: other })
  })

  test('frees the one that was held, and asks for consent when the discount is now too deep', () => {
    const shop = openShop()
    const id = reserved(shop)
    const dearer = shop.arrive(6710, { listFen: 19_500_000, priceFen: 19_500_000 })
    expect(shop.run('orders.changeVehicle', { id, vehicleId: dearer as never }, consultant).levels).toBe(2)
    expect(card(shop, id)).toMatchObject({ stage: 'awaiting-approval', hold: 'firm', vehicle: { id: dearer } })
    expect(shop.st.one('SELECT state, holder_id FROM vehicles WHERE id = ?', shop.car)).toEqual({ state: 'for-sale', holder_id: null })
    for (const name of ['manager', 'director'] as const)
      shop.run('approvals.decide', { orderId: id, termsRev: 2, decision: 'approved' }, person(name))
    shop.run('orders.sign', { id, termsRev: 2, reserve: true }, consultant)
    expect(card(shop, id)).toMatchObject({ stage: 'reserved', hold: 'firm' })
  })

  test('of another energy is taxed anew, and the plan follows', () => {
    const shop = openShop()
    const id = reserved(shop)
    const petrol = shop.arrive(6711, { energy: 'fuel' })
    shop.run('orders.changeVehicle', { id, vehicleId: petrol as never }, consultant)
    const after = card(shop, id)
    expect(after.price.purchaseTaxFen).toBe(1_672_566)
    expect(after.money.plannedFen).toBe(after.price.totalFen)
    expect(plan(shop, id).find(([kind]) => kind === 'held-tax')).toEqual(['held-tax', 1_672_566])
  })

  test('that is taken, cheaper than the price, or sold is refused and leaves everything as it was', () => {
    const shop = openShop()
    const id = reserved(shop)
    const { id: other } = shop.run('orders.draft', quoteOf(shop, { vehicleId: shop.cars[1] as never, priceFen: 18_900_000 }), consultant)
    shop.run('orders.place', { id: other }, consultant)
    shop.run('orders.sign', { id: other, termsRev: 1, reserve: true }, consultant)
    const before = card(shop, id)
    expect(refused(() => shop.run('orders.changeVehicle', { id, vehicleId: shop.cars[1] as never }, consultant))).toMatchObject({
      code: 'vehicle-held',
      details: { orderId: other },
    })
    const cheap = shop.arrive(6712, { listFen: 15_000_000, priceFen: 15_000_000 })
    expect(refused(() => shop.run('orders.changeVehicle', { id, vehicleId: cheap as never }, consultant)).code).toBe('price-above-list')
    const repaired = shop.arrive(6713)
    shop.run('vehicles.setState', { id: repaired, state: 'in-repair' }, person('manager'))
    expect(refused(() => shop.run('orders.changeVehicle', { id, vehicleId: repaired as never }, consultant)).code).toBe(
      'vehicle-not-sellable',
    )
    expect(card(shop, id)).toEqual(before)
    expect(shop.run('orders.candidates', { orderId: id }, consultant).map((car) => car.id)).not.toContain(repaired)
  })

  test('under its cost needs a reason', () => {
    const shop = openShop()
    const id = reserved(shop)
    const dear = shop.arrive(6714, { listFen: 18_990_000, cost: { costFen: 19_500_000, rebateFen: 0 } })
    expect(refused(() => shop.run('orders.changeVehicle', { id, vehicleId: dear as never }, consultant)).code).toBe('reason-needed')
    expect(shop.run('orders.changeVehicle', { id, vehicleId: dear as never, reason: '厂家补贴已批' }, consultant).levels).toBe(3)
  })
})
