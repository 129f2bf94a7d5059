// What only a car with a large battery has: kept, corrected, and the warranty that begins when it is handed over.
import { expect, test } from 'vitest'
import { lawfulGuarantees } from '../../src/shared/modules/vehicles/rules.ts'
import { openShop, person } from '../support/shop.ts'
import { paid } from '../support/sales.ts'

test('battery, state of health and charger are kept, and the warranty begins with the hand-over', () => {
  const shop = openShop()
  const manager = person('manager')
  const car = () => shop.run('vehicles.card', { id: shop.car }, manager).vehicle
  expect(car()).toMatchObject({ batteryNo: null, sohPercent: null, charger: null, warranty: null })
  shop.run('vehicles.correct', { id: shop.car, fields: { batteryNo: '001PE0BA', sohPercent: 98, charger: 'planned' } }, manager)
  expect(car()).toMatchObject({ batteryNo: '001PE0BA', sohPercent: 98, charger: 'planned', warranty: null })
  shop.run('orders.deliver', { id: paid(shop) }, person('consultant'))
  expect(car()).toMatchObject({ leftOn: '2026-11-22', warranty: { untilOn: '2034-11-22', km: 120_000 } })
})

test('the terms are the dated parameter of the day it was handed over: later ones leave it as it was', () => {
  const shop = openShop()
  const longer = { ...lawfulGuarantees, nevMonths: 120, nevKm: 200_000 }
  const from = (validFromOn: string, value: typeof longer) =>
    shop.run('admin.dateParameter', { key: 'three-guarantees', validFromOn, value, source: '厂家公告', note: '补登' }, person('director'))
  from('2026-11-01', longer)
  from('2026-12-01', lawfulGuarantees)
  shop.run('orders.deliver', { id: paid(shop) }, person('consultant'))
  expect(shop.run('vehicles.card', { id: shop.car }, person('manager')).vehicle.warranty).toEqual({ untilOn: '2036-11-22', km: 200_000 })
})
