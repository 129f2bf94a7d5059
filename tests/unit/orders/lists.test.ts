// The list of orders, what a quote begins with, and who sees what.
import { describe, expect, test } from 'vitest'
import { openShop, person, quoteOf, refused, userId } from '../../support/shop.ts'

const consultant = person('consultant')
const director = person('director')

describe('the list', () => {
  const shop = openShop()
  const other = shop.run(
    'customers.add',
    { name: '欧阳明月', phone: '13900008888', consultantId: userId('colleague') },
    person('colleague'),
  ).id
  const a = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000, deliverOn: '2026-11-29' }), consultant)
  shop.clock.at += 86_400_000
  const b = shop.run(
    'orders.draft',
    quoteOf(shop, { customerId: other as never, vehicleId: shop.cars[1] as never, priceFen: 18_000_000 }),
    person('colleague'),
  )
  shop.run('orders.place', { id: a.id }, consultant)
  const found = (request: Parameters<typeof shop.run<'orders.page'>>[1], who = director) =>
    shop.run('orders.page', request, who).rows.map((row) => row.no)

  test('is newest first, with sums over all of it', () => {
    const page = shop.run('orders.page', { limit: 1 }, director)
    expect(page.rows.map((row) => row.no)).toEqual([b.no])
    expect(page).toMatchObject({ total: 2, totals: { price: 36_900_000 } })
    expect(shop.run('orders.page', { limit: 0 }, director)).toMatchObject({ rows: [], total: 2 })
  })

  test.each([
    ['by number', 'SO-KS-01-2611-1', [a.no]],
    ['by its tail', '2611-1', [a.no]],
    ['by name', '欧阳', [b.no]],
    ['by initials', 'oymy', [b.no]],
    ['by the reading of a name', 'zhoushan', [a.no]],
    ['by the end of a phone', '8888', [b.no]],
    ['by the end of a VIN', '006705', [b.no]],
    ['by nothing there is', 'qqqqq', []],
  ])('is searched %s', (_how, search, expected) => {
    expect(found({ search })).toEqual(expected)
  })

  test.each([
    [[{ column: 'state', op: 'is' as const, values: ['approved'] }], [a.no]],
    [[{ column: 'state', op: 'not' as const, values: ['approved'] }], [b.no]],
    [[{ column: 'deliverOn', op: 'between' as const, values: ['2026-11-01', '2026-11-30'] }], [a.no]],
    [[{ column: 'deliverOn', op: 'empty' as const, values: [] }], [b.no]],
    [[{ column: 'createdAt', op: 'between' as const, values: ['2026-11-23', null] }], [b.no]],
    [[{ column: 'discountBp', op: 'between' as const, values: [500, null] }], [b.no]],
    [[{ column: 'due', op: 'between' as const, values: [1, null] }], [b.no, a.no]],
    [[{ column: 'provisional', op: 'is' as const, values: ['yes'] }], []],
    [[{ column: 'case', op: 'is' as const, values: ['no'] }], [b.no, a.no]],
  ])('is filtered by %j', (filters, expected) => {
    expect(found({ filters })).toEqual(expected)
  })

  test('is sorted by what people see', () => {
    expect(found({ sort: [{ column: 'price', dir: 'desc' }] })).toEqual([a.no, b.no])
    expect(found({ sort: [{ column: 'customer', dir: 'asc' }] })).toEqual([b.no, a.no])
  })

  test('knows its columns', () => {
    expect(refused(() => found({ filters: [{ column: 'no; DROP TABLE orders', op: 'is', values: ['x'] }] })).code).toBe('invalid-input')
    expect(refused(() => found({ sort: [{ column: '__proto__', dir: 'asc' }] })).code).toBe('invalid-input')
  })

  test('shows what is one’s own, one’s site’s, or all', () => {
    expect(found({}, consultant)).toEqual([a.no])
    expect(found({}, person('manager'))).toEqual([b.no, a.no])
    expect(found({}, person('manager', { site: 'elsewhere' }))).toEqual([])
    expect(found({}, person('manager', { site: 'elsewhere', reach: 'group' }))).toEqual([b.no, a.no])
  })

  test('and so does everything about one order', () => {
    const colleague = person('colleague')
    const id = a.id
    for (const name of ['orders.card', 'orders.terms', 'orders.place', 'orders.reserve', 'orders.withdraw', 'orders.deliver'] as const)
      expect(refused(() => shop.run(name, { id }, colleague)).code, name).toBe('not-found')
    for (const [name, input] of [
      ['orders.change', { ...quoteOf(shop), id, rev: 1 }],
      ['orders.sign', { id, termsRev: 1 }],
      ['orders.changeVehicle', { id, vehicleId: shop.cars[2] }],
      ['orders.check', { id, done: ['identity'] }],
      ['orders.cancel', { id, kind: 'customer', reason: 'x' }],
      ['orders.candidates', { orderId: id }],
      ['receivables.receive', { orderId: id, method: 'cash', amountFen: 1 }],
      ['receivables.refund', { orderId: id, method: 'cash', amountFen: 1, reason: 'x' }],
      ['approvals.decide', { orderId: id, termsRev: 1, decision: 'approved' }],
    ] as const)
      expect(refused(() => shop.run(name, input as never, colleague)).code, name).toBe('not-found')
    expect(refused(() => shop.run('orders.draft', quoteOf(shop), colleague)).code).toBe('not-found')
  })

  test('hides the middle of a phone', () => {
    expect(shop.run('orders.card', { id: a.id }, consultant).customer.phone).toBe('138****4471')
  })
})

describe('a quote begins with', () => {
  const shop = openShop()

  test('[CON-08] the car’s prices and the rates in force', () => {
    const basis = shop.run('orders.basis', { vehicleId: shop.car as never }, consultant)
    expect(basis).toMatchObject({
      vehicle: { id: shop.car, name: '青屿 E5 长续航 610', listFen: 18_990_000, free: true },
      earnestCeilingBp: 2000,
      plateFeeFen: 50_000,
      compulsoryFen: 95_000,
      today: '2026-11-22',
    })
    expect(basis.purchaseTax.find((rule) => rule.validFromOn === '2026-01-01')?.value).toMatchObject({
      nevReliefBp: 5000,
      nevReliefCapFen: 1_500_000,
    })
    expect(JSON.stringify(basis)).not.toMatch(/cost|holder/)
    const big = shop.arrive(6800, { seats: 7 })
    expect(shop.run('orders.basis', { vehicleId: big as never }, consultant).compulsoryFen).toBe(110_000)
    expect(shop.run('orders.basis', { vehicleId: null }, consultant)).toMatchObject({ vehicle: null, compulsoryFen: null })
  })

  test('[ORD-02] [VEH-15] free cars, and none that is held, sold or in repair', () => {
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_990_000 }), consultant)
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    const cars = shop.run('orders.candidates', {}, consultant).map((car) => car.id)
    expect(cars).toContain(shop.cars[1])
    expect(cars).not.toContain(shop.car)
    expect(shop.run('orders.basis', { vehicleId: shop.car as never }, consultant).vehicle?.free).toBe(false)
    expect(shop.run('orders.candidates', { search: '006706' }, consultant).map((car) => car.id)).toEqual([shop.cars[2]])
    expect(shop.run('orders.candidates', { search: '???' }, consultant)).toEqual([])
  })

  test('own cars before those of other sites, the likest first', () => {
    const far = shop.arrive(6801)
    shop.st.run(`UPDATE vehicles SET site_id = 'elsewhere' WHERE id = ?`, far)
    const white = shop.arrive(6802, { exterior: '雪山白' })
    const { id } = shop.run('orders.draft', quoteOf(shop, { vehicleId: shop.cars[1] as never, priceFen: 18_990_000 }), consultant)
    const found = shop.run('orders.candidates', { orderId: id }, consultant)
    expect(found.at(-1)).toMatchObject({ id: far, ownSite: false })
    expect(found.findIndex((car) => car.id === white)).toBeGreaterThan(found.findIndex((car) => car.id === shop.cars[2]))
    // It may be quoted; promised only once it is here.
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    expect(refused(() => shop.run('orders.changeVehicle', { id, vehicleId: far as never }, consultant)).code).toBe('vehicle-elsewhere')
  })
})

test('the terms come back as they were agreed', () => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop, { deliverOn: '2026-11-29', note: '周末提车' }), consultant)
  const { no: _no, stage: _stage, customer: _customer, ...terms } = shop.run('orders.terms', { id }, consultant)
  expect(terms).toMatchObject({ rev: 1, priceFen: 18_390_000, loanMonths: 36, deliverOn: '2026-11-29', note: '周末提车' })
  // Saving them unchanged changes no terms.
  shop.run('orders.change', { ...terms, id } as never, consultant)
  expect(shop.run('orders.card', { id }, consultant)).toMatchObject({ rev: 2, termsRev: 1, stage: 'quoted' })
})
