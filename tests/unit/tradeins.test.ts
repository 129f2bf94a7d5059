// A customer's old car from the first look to the order it counts towards: who may say what it is worth, what the ledger and
// the stock hold afterwards, and that it counts once.
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { reasonsToAsk, worthOf } from '../../src/shared/modules/tradeins/rules.ts'
import { appraisals } from '../../src/shared/modules/tradeins/tables.ts'
import { openShop, person, quoteOf, refused, userId, vinOf, type Shop } from '../support/shop.ts'

const consultant = person('consultant')
const manager = person('manager')
const good = { body: 'good', interior: 'good', engine: 'good', chassis: 'good', tyres: 'fair', electrics: 'good' } as const
const old = (shop: Shop, over: Partial<Asked<'tradeins.appraise'>> = {}): Asked<'tradeins.appraise'> => ({
  customerId: shop.customerId as never,
  brand: '澄湖',
  series: '澄湖 V6',
  model: '舒适',
  plate: '苏E·12A45',
  vin: vinOf(90_001),
  mileageKm: 86_000,
  condition: good,
  ...over,
})
const worth = { retailFen: 6_000_000, reconFen: 200_000, purchaseFen: 5_000_000, allowanceFen: 5_000_000 }
const row = (shop: Shop, id: string) => shop.run('tradeins.page', { limit: 20 }, manager).rows.find((each) => each.id === id)

test('what a valuation leaves, and when it needs another person’s word', () => {
  expect(worthOf({ ...worth, allowanceFen: 5_200_000 })).toEqual({ supportFen: 200_000, marginFen: 600_000 })
  const ask = (over: object, about: object = {}) => reasonsToAsk({ ...worth, ...over }, { minMarginBp: 800, damages: [], ...about })
  expect(ask({})).toEqual([])
  expect(ask({ reconFen: 520_001 })).toEqual(['margin'])
  expect(ask({ reconFen: 520_000 })).toEqual([])
  expect(ask({ allowanceFen: 5_000_001 })).toEqual(['support'])
  expect(ask({}, { damages: ['flood'] })).toEqual(['damage'])
})

describe('an appraisal', () => {
  test('is ready at once within the margin, and valued anew after what was found is corrected', () => {
    const shop = openShop()
    const { id, no } = shop.run('tradeins.appraise', old(shop), consultant)
    expect(no).toMatch(/^TI-/)
    expect(row(shop, id)).toMatchObject({ state: 'open', plate: '苏E12A45', allowanceFen: null, damages: [] })
    expect(shop.run('tradeins.value', { id, ...worth }, consultant)).toEqual({ askedFor: [] })
    expect(row(shop, id)).toMatchObject({ state: 'ready', marginFen: 800_000, supportFen: 0 })
    const { customerId: _customer, ...car } = old(shop, { damages: ['accident'] })
    shop.run('tradeins.reappraise', { ...car, id }, consultant)
    expect(row(shop, id)).toMatchObject({ state: 'open', allowanceFen: null, damages: ['accident'] })
    expect(shop.run('tradeins.value', { id, ...worth }, consultant)).toEqual({ askedFor: ['damage'] })
  })

  test('that leaves little is decided by somebody else, with a comment when it is turned down', () => {
    const shop = openShop()
    const { id } = shop.run('tradeins.appraise', old(shop), consultant)
    shop.run('tradeins.value', { id, ...worth, allowanceFen: 5_500_000 }, manager)
    expect(row(shop, id)).toMatchObject({ state: 'asked', askedFor: ['margin', 'support'], mine: true })
    expect(refused(() => shop.run('tradeins.decide', { id, allowed: true }, manager)).code).toBe('own-valuation')
    const director = person('director')
    expect(refused(() => shop.run('tradeins.decide', { id, allowed: false }, director)).code).toBe('comment-needed')
    shop.run('tradeins.decide', { id, allowed: false, comment: '太高' }, director)
    expect(row(shop, id)).toMatchObject({ state: 'refused', comment: '太高' })
    expect(refused(() => shop.run('tradeins.decide', { id, allowed: true }, director)).code).toBe('not-asked')
    shop.run('tradeins.value', { id, ...worth }, consultant)
    expect(row(shop, id)).toMatchObject({ state: 'ready', comment: null })
  })

  test('is seen by its own appraiser and the site', () => {
    const shop = openShop()
    shop.run('tradeins.appraise', old(shop), manager)
    expect(shop.run('tradeins.page', { limit: 5 }, { ...consultant, reach: 'own' }).total).toBe(0)
    expect(shop.run('tradeins.page', { limit: 5 }, manager).total).toBe(1)
    expect(shop.run('tradeins.page', { limit: 5, search: '12a45' }, manager).total).toBe(1)
    expect(userId('manager')).not.toBe(userId('consultant'))
  })
})

describe('taking the car', () => {
  const ready = (shop: Shop, over: Partial<Asked<'tradeins.appraise'>> = {}): string => {
    const { id } = shop.run('tradeins.appraise', old(shop, over), consultant)
    shop.run('tradeins.value', { id, ...worth }, consultant)
    return id
  }
  test('counts towards the order, not as money, and stands in stock at what it cost', () => {
    const shop = openShop()
    const order = shop.run('orders.draft', quoteOf(shop), consultant)
    const before = shop.run('orders.card', { id: order.id as never }, person('director')).money
    const id = ready(shop)
    expect(shop.run('tradeins.targets', { id }, consultant)).toMatchObject([{ id: order.id, dueFen: before.dueFen }])
    const { stockNo } = shop.run('tradeins.take', { id, orderId: order.id as never }, consultant)
    const after = shop.run('orders.card', { id: order.id as never }, person('director')).money
    expect(after.dueFen).toBe(before.dueFen - 5_000_000)
    expect(after.payments[0]).toMatchObject({ method: 'trade-in', amountFen: 5_000_000 })
    expect(after.heldFen).toBe(before.heldFen)
    const taken = row(shop, id)
    expect(taken).toMatchObject({ state: 'taken', orderNo: order.no, stockNo })
    expect(shop.st.one('SELECT state, plate, list_fen FROM vehicles WHERE id = ?', taken?.vehicleId)).toEqual({
      state: 'in-stock',
      plate: '苏E12A45',
      list_fen: 6_000_000,
    })
    expect(shop.st.one('SELECT cost_fen FROM vehicle_costs WHERE id = ?', taken?.vehicleId)).toEqual({ cost_fen: 5_200_000 })
    expect(refused(() => shop.run('tradeins.take', { id, orderId: order.id as never }, consultant)).code).toBe('not-ready')
    expect(refused(() => shop.run('tradeins.drop', { id, comment: '不要了' }, consultant)).code).toBe('closed')
  })

  test.each<[string, string]>([
    ['vin-needed', 'no VIN'],
    ['beyond-due', 'more than is due'],
    ['not-this-customer', 'another customer’s order'],
  ])('%s: %s', (code) => {
    const shop = openShop()
    const other = shop.run('customers.add', { kind: 'person', name: '别人', phone: '13912345678', source: 'walk-in' }, consultant)
    const order = shop.run(
      'orders.draft',
      code === 'beyond-due'
        ? { customerId: shop.customerId as never, listFen: 4_000_000 }
        : quoteOf(shop, code === 'not-this-customer' ? { customerId: other.id as never } : {}),
      consultant,
    )
    const id = ready(shop, code === 'vin-needed' ? { vin: null } : {})
    const rows = () => ['receipts', 'vehicles', 'vehicle_costs'].map((table) => shop.st.one(`SELECT count(*) AS n FROM ${table}`))
    const before = rows()
    expect(refused(() => shop.run('tradeins.take', { id, orderId: order.id as never }, consultant)).code).toBe(code)
    expect(rows()).toEqual(before)
  })

  test('[S-MERGE-5] the same car credited at two desks is one row of the ledger', () => {
    const shop = openShop()
    const order = shop.run('orders.draft', quoteOf(shop), consultant)
    const id = ready(shop)
    shop.run('tradeins.take', { id, orderId: order.id as never }, consultant)
    const made = shop.st.all(`SELECT id FROM receipts WHERE method = 'trade-in' ORDER BY id`)
    expect(made.length).toBeGreaterThan(0)
    const twin = openShop()
    const there = twin.run('orders.draft', quoteOf(twin), consultant)
    twin.session.write(consultant, { command: 'tradeins.take', writes: null }, (db) => {
      // The other desk has the same appraisal under the same id.
      db.put(appraisals, { ...stored(shop, id), state: 'ready', orderId: null, vehicleId: null, customerId: twin.customerId })
    })
    twin.run('tradeins.take', { id, orderId: there.id as never }, consultant)
    expect(twin.st.all(`SELECT id FROM receipts WHERE method = 'trade-in' ORDER BY id`)).toEqual(made)
  })
})
describe('pictures of an old car', () => {
  test('stay with the appraisal, and go with the person', () => {
    const shop = openShop()
    const picture = (letter: string) => ({ sha256: letter.repeat(64), size: 4096, kind: 'image/jpeg' as const })
    const { id } = shop.run('tradeins.appraise', old(shop, { photos: [picture('a')] }), consultant)
    const { customerId: _same, ...car } = old(shop)
    shop.run('tradeins.reappraise', { ...car, id, photos: [picture('b')] }, consultant)
    const kept = shop.run('tradeins.pictures', { id }, consultant)
    expect(kept).toMatchObject([{ kind: 'appraisal', takenBy: '陈屿' }, { kind: 'appraisal' }])
    expect(shop.run('documents.picture', { id: kept[0]?.id ?? '' }, consultant).sha256).toBe('a'.repeat(64))
    expect(refused(() => shop.run('documents.picture', { id: kept[0]?.id ?? '' }, person('colleague'))).code).toBe('not-found')
    shop.run('tradeins.drop', { id, comment: '客户自己卖' }, consultant)
    shop.run('customers.erase', { id: shop.customerId as never }, person('director'))
    expect(shop.st.all('SELECT sha256 FROM files WHERE sha256 IS NOT NULL')).toEqual([])
  })
})

const stored = (shop: Shop, id: string) => shop.session.read(manager, (db) => db.must(appraisals, id))
