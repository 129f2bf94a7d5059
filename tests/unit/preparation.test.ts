// A car made ready: an inspection with every item looked at, what it keeps from happening while it is open, and who holds the
// keys and the certificate.
import { describe, expect, test } from 'vitest'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { paid } from '../support/sales.ts'

const manager = person('manager')
const consultant = person('consultant')
const card = (shop: Shop) => shop.run('preparation.card', { vehicleId: shop.car }, consultant)
const tickAll = (shop: Shop, id: string, result: 'ok' | 'none' = 'ok'): void => {
  for (const { item } of card(shop).inspection?.items ?? []) shop.run('preparation.tick', { id, item, result }, consultant)
}

describe('an inspection', () => {
  test('has the items in force when it was begun and is passed when none is left', () => {
    const shop = openShop()
    expect(card(shop).inspection).toBeNull()
    const { id } = shop.run('preparation.inspect', { vehicleId: shop.car }, consultant)
    expect(card(shop).inspection).toMatchObject({ state: 'open', left: 8 })
    expect(refused(() => shop.run('preparation.inspect', { vehicleId: shop.car }, consultant)).code).toBe('inspected')
    expect(refused(() => shop.run('preparation.pass', { id }, consultant))).toMatchObject({ code: 'items-open', details: { count: 8 } })
    tickAll(shop, id)
    shop.run('preparation.tick', { id, item: '路试', result: 'fault', note: '左前异响' }, consultant)
    expect(card(shop).inspection).toMatchObject({ left: 1 })
    expect(refused(() => shop.run('preparation.pass', { id }, consultant))).toMatchObject({ details: { count: 1, item: '路试' } })
    expect(refused(() => shop.run('preparation.tick', { id, item: '不在清单', result: 'ok' }, consultant)).code).toBe('no-such-item')
    shop.run('preparation.tick', { id, item: '路试', result: 'ok' }, consultant)
    shop.run('preparation.pass', { id }, consultant)
    expect(card(shop).inspection).toMatchObject({ state: 'passed', closedBy: '陈屿', left: 0 })
    expect(refused(() => shop.run('preparation.tick', { id, item: '路试', result: 'fault' }, consultant)).code).toBe('inspected')
    // A second one may follow.
    shop.run('preparation.inspect', { vehicleId: shop.car }, consultant)
    expect(card(shop).inspection).toMatchObject({ state: 'open', left: 8 })
  })

  test('[VEH-03] keeps the car from being put up for sale while it is open, and from being handed over', () => {
    const shop = openShop()
    shop.run('vehicles.setState', { id: shop.cars[1] as string, state: 'in-stock' }, manager)
    shop.run('preparation.inspect', { vehicleId: shop.cars[1] as string }, consultant)
    const forSale = () => shop.run('vehicles.setState', { id: shop.cars[1] as string, state: 'for-sale' }, manager)
    expect(refused(forSale)).toMatchObject({ code: 'pdi-open', details: { stockNo: 'Y6705' } })
    const order = paid(shop)
    const { id } = shop.run('preparation.inspect', { vehicleId: shop.car }, consultant)
    expect(refused(() => shop.run('orders.deliver', { id: order }, consultant)).code).toBe('pdi-open')
    shop.run('preparation.waive', { id, reason: '客户自行验车' }, manager)
    expect(card(shop).inspection).toMatchObject({ state: 'waived', reason: '客户自行验车' })
    shop.run('orders.deliver', { id: order }, consultant)
  })
})

test('keys and the certificate are with whoever took them last, and the log keeps every hand', () => {
  const shop = openShop()
  const hand = (thing: 'key' | 'certificate', holder: string) =>
    shop.run('preparation.handOver', { vehicleId: shop.car, thing, holder }, consultant)
  hand('key', '钥匙柜 3')
  hand('certificate', '财务 沈算')
  hand('key', '许南枝')
  expect(card(shop).custody).toMatchObject([
    { thing: 'key', holder: '许南枝', by: '陈屿' },
    { thing: 'spare-key', holder: null },
    { thing: 'certificate', holder: '财务 沈算' },
  ])
  expect(card(shop).log.map(({ holder }) => holder)).toEqual(['许南枝', '财务 沈算', '钥匙柜 3'])
  expect(
    refused(() =>
      shop.run('preparation.handOver', { vehicleId: shop.car, thing: 'key', holder: 'x' }, person('manager', { site: 'elsewhere' })),
    ).code,
  ).toBe('other-site')
})

test('what an item looked like is kept with it, for whoever sees the site’s cars', () => {
  const shop = openShop()
  const { id } = shop.run('preparation.inspect', { vehicleId: shop.car }, consultant)
  const photos = [{ sha256: 'a'.repeat(64), size: 2048, kind: 'image/jpeg' as const }]
  shop.run('preparation.tick', { id, item: '路试', result: 'fault', note: '左前异响' }, consultant)
  shop.run('preparation.photograph', { id, item: '路试', photos }, consultant)
  const [picture] = card(shop).inspection?.items.find(({ item }) => item === '路试')?.pictures ?? []
  expect(picture).toMatchObject({ kind: 'inspection', takenBy: '陈屿' })
  expect(shop.run('documents.picture', { id: picture?.id ?? '' }, manager)).toEqual({
    sha256: 'a'.repeat(64),
    kind: 'image/jpeg',
    name: null,
  })
  const elsewhere = person('consultant', { site: '019a0000-0000-7000-8000-00000000ffff' })
  expect(refused(() => shop.run('documents.picture', { id: picture?.id ?? '' }, elsewhere)).code).toBe('not-found')
  expect(refused(() => shop.run('preparation.photograph', { id, item: '不在清单', photos }, consultant)).code).toBe('no-such-item')
  shop.run('preparation.waive', { id, reason: '客户自行验车' }, manager)
  expect(refused(() => shop.run('preparation.photograph', { id, item: '路试', photos }, consultant)).code).toBe('inspected')
})
