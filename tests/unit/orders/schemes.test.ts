// Several quotes for one buyer: whole beside each other with what they come to in the end, chosen from, renewed, on one page;
// and the certificate of the three guarantees, whose periods are a dated parameter.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { isExpired, outlayFen } from '../../../src/shared/modules/orders/rules.ts'
import { guaranteeDays, lawfulGuarantees } from '../../../src/shared/modules/vehicles/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'
import { paid } from '../../support/sales.ts'

const consultant = person('consultant')
const manager = person('manager')
const director = person('director')
const loanTerms = {
  product: '示例车贷',
  method: 'annuity' as const,
  lenderBp: 480,
  buyerBp: 480,
  subsidiser: 'none' as const,
  feeFen: 100_000,
  balloonFen: 0,
}
const insuranceLines = [
  { name: '交强险', amountFen: 95_000 },
  { name: '商业险', amountFen: 486_240 },
]

function oldCar(shop: Shop): string {
  const condition = { body: 'good', interior: 'good', engine: 'good', chassis: 'good', tyres: 'good', electrics: 'good' } as const
  const { id } = shop.run(
    'tradeins.appraise',
    { customerId: shop.customerId as never, brand: '云岭', series: '远途', model: '1.5L', vin: 'LJCPCBLCX11000237', condition },
    consultant,
  )
  shop.run('tradeins.value', { id, retailFen: 4_000_000, reconFen: 100_000, purchaseFen: 3_000_000, allowanceFen: 3_000_000 }, consultant)
  return id
}

describe('what it comes to', () => {
  test('an outlay is total, interest and fee less the old car, to the fen', () => {
    const fen = fc.integer({ min: 0, max: 9_000_000_000 })
    fc.assert(
      fc.property(fen, fen, fen, fen, (totalFen, interestFen, feeFen, tradeInFen) => {
        expect(outlayFen({ totalFen, interestFen, feeFen, tradeInFen }) + tradeInFen).toBe(totalFen + interestFen + feeFen)
      }),
    )
  })
  test('a quote holds through its last day', () => {
    expect([isExpired('2026-11-22', '2026-11-22'), isExpired('2026-11-22', '2026-11-23'), isExpired(null, '2099-01-01')]).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('schemes beside each other', () => {
  test('[ORD-01] [CON-08] stand whole with insurance lines, gifts, old car and loan; the one chosen stays and the others end', () => {
    const shop = openShop()
    const appraisalId = oldCar(shop)
    expect(shop.run('orders.oldCars', { customerId: shop.customerId as never }, consultant)).toMatchObject([{ id: appraisalId }])
    const cash = shop.run(
      'orders.draft',
      quoteOf(shop, {
        loanFen: 0,
        loanBank: null,
        loanMonths: null,
        scheme: '全款',
        insuranceLines,
        insuranceFen: 1,
        appraisalId,
      }) as never,
      consultant,
    )
    const loan = shop.run('orders.another', { id: cash.id as never, scheme: '贷款 36 期' }, consultant)
    const { rev, stage: _stage, no: _no, customer: _customer, ...terms } = shop.run('orders.terms', { id: loan.id as never }, consultant)
    expect(terms).toMatchObject({ scheme: '贷款 36 期', insuranceLines, insuranceFen: 581_240, appraisalId, validUntil: '2026-11-29' })
    shop.run(
      'orders.change',
      { ...terms, id: loan.id, rev, loanFen: 11_000_000, loanBank: '示例银行', loanMonths: 36, loanTerms, plan: null } as never,
      consultant,
    )
    const { schemes } = shop.run('orders.compare', { id: cash.id as never }, manager)
    const [one, two] = schemes
    expect(schemes.map(({ scheme, version }) => [scheme, version])).toEqual([
      ['全款', 1],
      ['贷款 36 期', 2],
    ])
    expect(one).toMatchObject({
      loan: null,
      insuranceLines,
      gifts: [{ name: '脚垫', amountFen: 50_000 }],
      tradeIn: { name: '云岭 远途', allowanceFen: 3_000_000 },
      downFen: (one?.totalFen ?? 0) - 3_000_000,
      outlayFen: (one?.totalFen ?? 0) - 3_000_000,
      marginFen: 690_000,
    })
    expect(two?.loan).toMatchObject({ fen: 11_000_000, bank: '示例银行', months: 36, method: 'annuity', feeFen: 100_000 })
    expect(two?.totalFen).toBe(one?.totalFen)
    expect(two?.outlayFen).toBe((one?.outlayFen ?? 0) + (two?.loan?.interestFen ?? 0) + 100_000)
    expect(two?.downFen).toBe((one?.downFen ?? 0) - 11_000_000)
    // Who may not see costs sees no margin.
    expect(shop.run('orders.compare', { id: cash.id as never }, consultant).schemes[0]?.marginFen).toBeNull()

    const page = shop.run('documents.facts', { kind: 'comparison', orderId: cash.id as never }, consultant)
    expect(page.title).toMatch(/^方案比较 SO-/)
    expect(page.facts['schemes']).toMatchObject([
      { name: '全款', oldCar: '云岭 远途', insuranceLines: '交强险 ¥950.00、商业险 ¥4,862.40' },
      { name: '贷款 36 期', lender: '示例银行', months: 36, method: '等额本息' },
    ])

    expect(shop.run('orders.choose', { id: loan.id as never }, consultant)).toEqual({ ended: 1 })
    expect(shop.run('orders.card', { id: cash.id as never }, consultant)).toMatchObject({
      stage: 'cancelled',
      cancelReason: `选定 ${loan.no}`,
    })
    expect(shop.run('orders.compare', { id: loan.id as never }, consultant).schemes).toHaveLength(1)
  })

  test('one that has money is not ended by choosing another', () => {
    const shop = openShop()
    const first = shop.run('orders.draft', quoteOf(shop) as never, consultant)
    const second = shop.run('orders.another', { id: first.id as never, scheme: '方案 2' }, consultant)
    shop.run('receivables.receive', { orderId: first.id as never, method: 'cash', amountFen: 100_000, kind: 'deposit' }, person('cashier'))
    expect(refused(() => shop.run('orders.choose', { id: second.id as never }, consultant))).toMatchObject({
      code: 'money-taken',
      details: { no: first.no },
    })
  })

  test('an expired quote is renewed before it is ordered; its terms stay', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { validUntil: '2026-11-21' }) as never, consultant)
    expect(shop.run('orders.card', { id: id as never }, consultant)).toMatchObject({ expired: true, validUntil: '2026-11-21', termsRev: 1 })
    expect(refused(() => shop.run('orders.place', { id: id as never, reason: '老客户' }, consultant))).toMatchObject({
      code: 'expired',
      details: { day: '2026-11-21' },
    })
    expect(shop.run('orders.renew', { id: id as never }, consultant).validUntil).toBe('2026-11-29')
    shop.run('orders.place', { id: id as never, reason: '老客户' }, consultant)
    expect(shop.run('orders.card', { id: id as never }, consultant)).toMatchObject({ termsRev: 1, expired: false })
    expect(refused(() => shop.run('orders.renew', { id: id as never }, consultant)).code).toBe('wrong-stage')
  })
})

describe('三包', () => {
  test('[CON-01] the certificate says the periods in force on the day of delivery and the days they end on', () => {
    const shop = openShop()
    const id = paid(shop)
    shop.run('orders.deliver', { id }, consultant)
    const facts = () => shop.run('documents.facts', { kind: 'guarantee', orderId: id }, consultant).facts['guarantee']
    expect(facts()).toMatchObject({
      ...lawfulGuarantees,
      repairUntil: '2029-11-22',
      nevUntil: '2034-11-22',
      nev: true,
      compensation: '0.5%',
    })
    const own = { ...lawfulGuarantees, repairMonths: 60, repairKm: 100_000 }
    shop.run('admin.dateParameter', { key: 'three-guarantees', validFromOn: '2026-11-22', value: own, source: '厂家承诺' }, shop.founder)
    expect(facts()).toMatchObject({ repairMonths: 60, repairKm: 100_000, repairUntil: '2031-11-22' })
    shop.run(
      'admin.dateParameter',
      { key: 'three-guarantees', validFromOn: '2027-01-01', value: lawfulGuarantees, source: '到期' },
      shop.founder,
    )
    expect(facts()).toMatchObject({ repairMonths: 60 })
  })
  test('periods end on the same day of the month, or on its last', () => {
    expect(guaranteeDays(lawfulGuarantees, '2024-02-29')).toEqual({
      repairUntil: '2027-02-28',
      validUntil: '2026-02-28',
      nevUntil: '2032-02-29',
    })
  })
})

describe('a contract', () => {
  test('[CON-01] [CON-14] is generated from the template in use: another one for other buyers, each with what this order says', async () => {
    const shop = openShop()
    shop.run('documents.establish', {}, shop.founder)
    const id = paid(shop)
    const facts = () => shop.run('documents.facts', { kind: 'contract', orderId: id }, consultant)
    expect(facts().template?.body).toContain('汽车购买合同')
    const { id: own } = shop.run(
      'documents.addTemplate',
      { kind: 'contract', name: '置换客户合同', body: '<h1>置换合同</h1>{{ customer.name }} {{ car.vin }} {{ price.total.cn }}' },
      director,
    )
    shop.run('documents.useTemplate', { id: own }, director)
    expect(facts()).toMatchObject({
      template: { id: own, version: 1 },
      facts: { customer: { name: '周杉' }, car: { vin: expect.stringMatching(/^L/) } },
    })
    expect(
      refused(() => shop.run('documents.addTemplate', { kind: 'contract', name: '错', body: '{{ price.secret.text }}' }, director)).code,
    ).toBe('unknown-field')
  })
})

describe('the register of contracts', () => {
  test('[CON-13] [CON-14] holds every signed deal with its identities, amount and days, and whether it was signed on the screen', () => {
    const shop = openShop()
    const [first, second] = [paid(shop), paid(shop, shop.cars[1])]
    shop.run('orders.draft', quoteOf(shop, { vehicleId: shop.cars[2] as never }) as never, consultant)
    shop.run('orders.deliver', { id: first }, consultant)
    const list = (over: object = {}, who = manager) =>
      shop.run('orders.contracts', { search: '', offset: 0, limit: 20, filters: [], sort: [], ...over } as never, who)
    const all = list()
    expect(all.rows.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
    const row = all.rows.find(({ id }) => id === first)
    expect(row).toMatchObject({
      no: expect.stringMatching(/^SO-/),
      customerId: shop.customerId,
      vehicleId: shop.car,
      vin: expect.stringMatching(/^L/),
      signedOn: '2026-11-22',
      deliveredOn: '2026-11-22',
      onScreen: false,
      archiveNo: null,
      version: 1,
    })
    expect(all.totals['amount']).toBe(all.rows.reduce((sum, { totalFen }) => sum + totalFen, 0))
    expect(list({ filters: [{ column: 'stage', op: 'is', values: ['delivered'] }] }).total).toBe(1)
    expect(list({ search: row?.no ?? '' }).total).toBe(1)
    expect(list({}, person('colleague')).total).toBe(0)
  })
})

describe('the buyer, while a quote is written', () => {
  test('[ORD-04] is entered or completed from the quote, by the customer’s own commands, and the paper says it', () => {
    const shop = openShop()
    const { id: customerId } = shop.run('customers.add', { name: '郑一苇', phone: '13700001111' }, consultant)
    const { id } = shop.run('orders.draft', quoteOf(shop, { customerId: customerId as never }) as never, consultant)
    shop.run(
      'customers.correct',
      { id: customerId, fields: { idKind: 'id-card', idNumber: '440524188001010014', address: '示例路 8 号' } },
      consultant,
    )
    expect(shop.run('documents.facts', { kind: 'quote', orderId: id as never }, consultant).facts['customer']).toMatchObject({
      name: '郑一苇',
      paper: '居民身份证',
      address: expect.stringContaining('示例路 8 号'),
    })
  })
})
