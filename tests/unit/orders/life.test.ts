// The whole life of an order by the people who live it, each step with its stage, and every step refused out of turn.
import { describe, expect, test } from 'vitest'
import type { Asked, CommandName } from '../../../src/shared/contract.ts'
import { checksFor, legalPapers } from '../../../src/shared/modules/orders/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const checks = checksFor({ imported: false, nev: true, papers: legalPapers }).map(({ id }) => id)

const card = (shop: Shop, id: string, who = consultant) => shop.run('orders.card', { id: id as never }, who)
const stage = (shop: Shop, id: string) => card(shop, id).stage
/** What lists, and the cards of buyer and car, show must always be what the order's card computes. */
function bothAgree(shop: Shop, id: string): void {
  const shown = card(shop, id, person('director'))
  const [row] = shop.run('orders.page', { filters: [{ column: 'no', op: 'is', values: [shown.no] }] }, person('director')).rows
  expect(row).toMatchObject({
    stage: shown.stage,
    totalFen: shown.price.totalFen,
    netFen: shown.money.netFen,
    dueFen: shown.money.dueFen,
    discountBp: shown.price.discountBp,
  })
  const named = (orders: readonly { id: string; state: string }[]) => orders.find((order) => order.id === id)?.state
  expect(named(shop.run('customers.card', { id: shop.customerId }, person('director')).orders)).toBe(shown.stage)
  expect(named(shop.run('vehicles.card', { id: shop.car }, person('director')).orders)).toBe(shown.stage)
  expect(shop.run('palette.search', { text: shown.no, kinds: ['order'] }, person('director'))[0]).toMatchObject({ id, state: shown.stage })
}

test('[CON-05] [ORD-06] from quote to delivery', () => {
  const shop = openShop()
  const { run } = shop
  const { id, no } = run('orders.draft', quoteOf(shop), consultant)
  expect(no).toBe('SO-KS-01-2611-1')
  expect(card(shop, id)).toMatchObject({
    stage: 'quoted',
    hold: 'none',
    next: { action: 'request-approval' },
    price: { totalFen: 20_202_957, discountBp: 315, customerPaysFen: 9_202_957 },
  })

  // 3.15 % off: the sales manager and the general manager.
  expect(run('orders.place', { id, reason: '置换老客户' }, consultant)).toMatchObject({ levels: 2 })
  expect(stage(shop, id)).toBe('awaiting-approval')
  bothAgree(shop, id)
  expect(
    run('approvals.decide', { orderId: id, termsRev: 1, decision: 'approved', comment: '含精品后毛利为正' }, person('manager')),
  ).toEqual({ state: 'waiting', left: 1 })
  expect(run('approvals.decide', { orderId: id, termsRev: 1, decision: 'approved', comment: null }, person('director'))).toEqual({
    state: 'approved',
    left: 0,
  })
  expect(card(shop, id)).toMatchObject({ stage: 'approved', next: { action: 'sign' } })
  bothAgree(shop, id)

  run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
  expect(card(shop, id)).toMatchObject({
    stage: 'reserved',
    hold: 'firm',
    vehicle: { state: 'sold' },
    next: { action: 'receive-payment', amountFen: 9_202_957 },
  })

  expect(
    run('receivables.receive', { orderId: id, method: 'card', methodRef: '0192', amountFen: 500_000, kind: 'earnest' }, consultant),
  ).toEqual({ no: 'RC-KS-01-2611-1', amountFen: 500_000, dueFen: 19_702_957, overFen: 0 })
  expect(card(shop, id).next).toEqual({ action: 'receive-payment', amountFen: 8_702_957 })
  run('receivables.receive', { orderId: id, method: 'transfer', amountFen: 8_702_957 }, person('cashier'))
  run('receivables.receive', { orderId: id, method: 'loan', amountFen: 11_000_000 }, person('cashier'))
  expect(card(shop, id)).toMatchObject({ stage: 'paid', next: { action: 'complete-papers' }, blockers: ['papers'] })
  bothAgree(shop, id)

  run('orders.check', { id, done: checks }, consultant)
  expect(card(shop, id)).toMatchObject({ blockers: [], next: { action: 'deliver' } })
  run('orders.deliver', { id }, consultant)
  const done = card(shop, id)
  expect(done).toMatchObject({ stage: 'delivered', next: { action: 'none' }, may: ['print'], vehicle: { state: 'sold' } })
  expect(shop.st.one('SELECT left_on FROM vehicles WHERE id = ?', shop.car)).toEqual({ left_on: '2026-11-22' })
  expect(done.timeline.map(({ command }) => command)).toEqual([
    'orders.deliver',
    'orders.check',
    'receivables.receive',
    'receivables.receive',
    'receivables.receive',
    'orders.sign',
    'approvals.decide',
    'approvals.decide',
    'orders.place',
    'orders.draft',
  ])
  expect(done.timeline[4]).toMatchObject({
    who: '陈屿',
    device: '前台 1 号机',
    standing: 'alone',
    facts: { amountFen: 500_000, kinds: ['earnest'], method: 'card', methodRef: '0192', no: 'RC-KS-01-2611-1' },
  })
  expect(done.timeline[6]).toMatchObject({ who: '莫怀远', facts: { role: '总经理', state: 'approved' } })
  bothAgree(shop, id)
})

test('within the limit nobody is asked', () => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_700_000 }), consultant)
  expect(shop.run('orders.place', { id }, consultant).levels).toBe(0)
  expect(card(shop, id)).toMatchObject({ stage: 'approved', approvals: { state: 'none', steps: [] } })
})

describe('out of turn', () => {
  const shop = openShop()
  const { run } = shop
  const { id } = run('orders.draft', quoteOf(shop, { priceFen: 18_900_000 }), consultant)
  const draft = run('orders.draft', quoteOf(shop, { vehicleId: null, listFen: 18_990_000, priceFen: 18_900_000 }), consultant).id
  test.each<[CommandName, object, string]>([
    ['orders.withdraw', { id }, 'wrong-stage'],
    ['orders.sign', { id, termsRev: 1 }, 'wrong-stage'],
    ['orders.sign', { id, termsRev: 2 }, 'moved-on'],
    ['orders.reserve', { id }, 'wrong-stage'],
    ['orders.deliver', { id }, 'not-reserved'],
    ['orders.check', { id, done: ['invoice'] }, 'not-reserved'],
    ['orders.changeVehicle', { id, vehicleId: shop.car }, 'same-car'],
    ['orders.changeVehicle', { id, vehicleId: '019a0000-0000-7000-8000-00000000dead' }, 'no-such-car'],
    ['orders.place', { id: draft }, 'wrong-stage'],
    ['approvals.decide', { orderId: id, termsRev: 1, decision: 'approved' }, 'settled'],
    ['orders.place', { id: '019a0000-0000-7000-8000-00000000dead' }, 'not-found'],
  ])('%s %j: %s', (name, input, code) => {
    expect(refused(() => run(name, input as Asked<typeof name>, person('manager', { reach: 'site' }))).code).toBe(code)
  })

  test('a quote without a car waits for one', () => {
    expect(card(shop, draft)).toMatchObject({ stage: 'draft', vehicle: null, next: { action: 'complete-draft' } })
    run('orders.change', { ...quoteOf(shop), id: draft, rev: 1, vehicleId: shop.cars[1] as never }, consultant)
    expect(stage(shop, draft)).toBe('quoted')
  })

  test('a closed order moves no more', () => {
    run('orders.cancel', { id, kind: 'customer', reason: '不买了' }, consultant)
    for (const [name, input] of [
      ['orders.cancel', { id, kind: 'customer', reason: '再来' }],
      ['orders.change', { ...quoteOf(shop), id, rev: 2 }],
      ['orders.check', { id, done: ['identity'] }],
      ['orders.changeVehicle', { id, vehicleId: shop.cars[1] }],
      ['receivables.receive', { orderId: id, method: 'cash', amountFen: 1 }],
    ] as const)
      expect(refused(() => run(name, input as never, consultant)).code, name).toBe('closed')
    expect(refused(() => run('orders.deliver', { id }, consultant)).code).toBe('wrong-stage')
  })
})

describe('what is in the way of delivery', () => {
  const signed = (shop: Shop) => {
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_900_000, loanFen: 0 }), consultant)
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    return id
  }
  const pay = (shop: Shop, id: string) =>
    shop.run('receivables.receive', { orderId: id as never, method: 'transfer', amountFen: card(shop, id).money.dueFen }, consultant)

  test('[CON-05] money, then papers', () => {
    const shop = openShop()
    const id = signed(shop)
    expect(refused(() => shop.run('orders.deliver', { id }, consultant))).toMatchObject({
      code: 'unpaid',
      details: { blockers: ['state', 'unpaid', 'papers'] },
    })
    pay(shop, id)
    expect(refused(() => shop.run('orders.deliver', { id }, consultant))).toMatchObject({
      code: 'papers-missing',
      details: {
        missing: [
          'identity',
          'certificate',
          'conformity',
          'manual',
          'service-book',
          'three-guarantees',
          'invoice',
          'condition',
          'accessories',
          'explained',
          'keys',
          'joint-check',
        ],
      },
    })
    shop.run('orders.check', { id, done: checks, undone: ['manual'] }, consultant)
    expect(refused(() => shop.run('orders.deliver', { id }, consultant)).details['missing']).toEqual(['manual'])
    shop.run('orders.check', { id, done: ['manual'] }, consultant)
    shop.run('orders.deliver', { id }, consultant)
    expect(stage(shop, id)).toBe('delivered')
  })

  test('a provisional car takes money and is not delivered, invoiced or registered', () => {
    const shop = openShop({ joined: true })
    // Another desktop exists, so another sale may be under way; everything so far was confirmed long ago.
    shop.write((db) => db.all('SELECT 1'))
    shop.st.run(`INSERT INTO devices (id, site_id, name, code) VALUES ('replica-2', ?, '前台 2 号机', '02')`, shop.founder.site)
    shop.st.run(`UPDATE _sync_changesets SET state = 'accepted'`)
    shop.st.run('DELETE FROM _sync_base')
    const id = signed(shop)
    expect(card(shop, id)).toMatchObject({ hold: 'provisional', stage: 'reserved', standing: 'local' })
    expect(
      shop
        .run('orders.page', { filters: [{ column: 'provisional', op: 'is', values: ['yes'] }] }, consultant)
        .rows.map((row) => [row.id, row.provisional]),
    ).toEqual([[id, true]])
    pay(shop, id)
    expect(refused(() => shop.run('orders.check', { id, done: ['invoice'] }, consultant)).code).toBe('provisional')
    shop.run(
      'orders.check',
      {
        id,
        done: checks.filter(
          (check) => !['invoice', 'purchase-tax', 'temporary-plate', 'keys', 'joint-check', 'signed-for'].includes(check),
        ),
      },
      consultant,
    )
    expect(card(shop, id).next.action).toBe('await-headquarters')
    expect(refused(() => shop.run('orders.deliver', { id }, consultant)).code).toBe('provisional')

    // Headquarters confirms: the base row goes, the order is firm.
    shop.st.run(`UPDATE _sync_changesets SET state = 'accepted'`)
    shop.st.run('DELETE FROM _sync_base')
    expect(card(shop, id)).toMatchObject({ hold: 'firm', standing: 'confirmed', next: { action: 'complete-papers' } })
    shop.run('orders.check', { id, done: checks }, consultant)
    shop.run('orders.deliver', { id }, consultant)
    expect(stage(shop, id)).toBe('delivered')
  })

  test('a car of another site', () => {
    const shop = openShop()
    const id = signed(shop)
    pay(shop, id)
    shop.run('orders.check', { id, done: checks }, consultant)
    shop.st.run(`UPDATE vehicles SET site_id = 'elsewhere' WHERE id = ?`, shop.car)
    expect(refused(() => shop.run('orders.deliver', { id }, consultant)).code).toBe('vehicle-elsewhere')
  })
})
