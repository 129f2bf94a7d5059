// The catalogue: what is sold, what it costs from which day, what an arriving car begins with, and bringing stock to a new price.
import { expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { readOption } from '../../src/shared/modules/catalogue/rules.ts'
import { openShop, person, quoteOf, refused, vinOf, type Shop } from '../support/shop.ts'

const director = person('director')
const manager = person('manager')
const e5: Asked<'catalogue.add'> = {
  brand: '青屿',
  series: '青屿 E5',
  model: '长续航 610',
  modelYear: 2026,
  energy: 'nev',
  seats: 5,
  vinPrefix: 'lxye5a1b',
  exteriors: ['曜石黑', '釉青'],
  interiors: ['黑', '米'],
  options: [{ name: '全景天窗', priceFen: 800_000 }],
  listFen: 18_990_000,
  validFromOn: '2026-01-01',
}
const row = (shop: Shop, id: string) => shop.run('catalogue.page', { limit: 50 }, manager).rows.find((each) => each.id === id)

test('[CON-10] [VEH-07] a model has its paints, trims and options, and the price of its day', () => {
  const shop = openShop()
  const { id } = shop.run('catalogue.add', e5, director)
  shop.run('catalogue.price', { id, validFromOn: '2026-12-01', listFen: 17_990_000 }, director)
  expect(row(shop, id)).toMatchObject({
    series: '青屿 E5',
    vinPrefix: 'LXYE5A1B',
    exteriors: ['曜石黑', '釉青'],
    options: [{ name: '全景天窗', priceFen: 800_000 }],
    listFen: 18_990_000,
    inStock: 3,
    otherPrice: 0,
  })
  expect(row(shop, id)?.prices.map(({ validFromOn, listFen }) => [validFromOn, listFen])).toEqual([
    ['2026-12-01', 17_990_000],
    ['2026-01-01', 18_990_000],
  ])
  expect(refused(() => shop.run('catalogue.add', e5, director)).code).toBe('model-known')
  expect(() => shop.run('catalogue.add', { ...e5, model: '另一款', vinPrefix: 'LXYE5' }, director)).toThrow('vin-prefix')
})

test('an arriving car begins with what the catalogue says, and an order with the car’s list price', () => {
  const shop = openShop()
  const like = () => shop.run('vehicles.byVin', { vin: vinOf(9001) }, manager).like
  expect(like()).toMatchObject({ listFen: 18_990_000, priceFen: 18_590_000 })
  const { id } = shop.run('catalogue.add', { ...e5, listFen: 17_500_000 }, director)
  expect(like()).toMatchObject({ series: '青屿 E5', listFen: 17_500_000, priceFen: 17_500_000 })
  const car = shop.arrive(9001, { listFen: 17_500_000, priceFen: 17_500_000 })
  const order = shop.run('orders.draft', quoteOf(shop, { vehicleId: car as never, priceFen: 17_500_000 }), manager).id
  expect(shop.run('orders.card', { id: order }, manager).price).toMatchObject({ listFen: 17_500_000 })
  expect(row(shop, id)?.otherPrice).toBe(3)
})

test('cars nobody holds take the new list price and keep their distance to it', () => {
  const shop = openShop()
  const { id } = shop.run('catalogue.add', { ...e5, listFen: 17_990_000 }, director)
  expect(shop.run('catalogue.applyPrice', { id }, manager)).toEqual({ count: 3 })
  // Offered ¥4,000 under the list before, and after.
  expect(shop.run('vehicles.card', { id: shop.car }, manager).vehicle).toMatchObject({ listFen: 17_990_000, priceFen: 17_590_000 })
  expect(refused(() => shop.run('catalogue.applyPrice', { id }, manager)).code).toBe('nothing-changed')
})

test('an option is typed as its name and its price in yuan', () => {
  expect(['全景天窗 8000', '拖车钩，1,200.50', '脚垫', ' 20 寸轮毂 6000 '].map(readOption)).toEqual([
    { name: '全景天窗', priceFen: 800_000 },
    { name: '拖车钩', priceFen: 120_050 },
    { name: '脚垫', priceFen: 0 },
    { name: '20 寸轮毂', priceFen: 600_000 },
  ])
})

test('[VEH-12] a car’s record has its site and place, when it was made, size, seats, displacement and range by its model, and its trim', () => {
  const shop = openShop()
  const measured = { size: '4620×1880×1560', displacementMl: null, rangeKm: 610 }
  shop.run('catalogue.add', { ...e5, ...measured }, director)
  expect(() => shop.run('catalogue.add', { ...e5, model: '另一款', size: '4.6 米' }, director)).toThrow('size')
  const id = shop.arrive(40, { location: 'B3', producedOn: '2026-09-18', modelYear: 2026, interior: '米' })
  const { vehicle } = shop.run('vehicles.card', { id }, manager)
  expect(vehicle).toMatchObject({
    stockNo: expect.any(String),
    energy: 'nev',
    location: 'B3',
    producedOn: '2026-09-18',
    modelYear: 2026,
    seats: 5,
    model: '长续航 610',
    interior: '米',
    measures: measured,
  })
  expect(vehicle.site).toEqual(expect.any(String))
  shop.st.run(`UPDATE vehicles SET model = '没有的款' WHERE id = ?`, id)
  expect(shop.run('vehicles.card', { id }, manager).vehicle.measures).toBeNull()
})
