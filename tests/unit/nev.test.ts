// What only a car with a large battery has: kept, corrected, and the warranty that begins when it is handed over.
import { expect, test } from 'vitest'
import { powertrainWarrantyUntil } from '../../src/shared/modules/vehicles/rules.ts'
import { openShop, person } from '../support/shop.ts'
import { paid } from '../support/sales.ts'

test('battery, state of health and charger are kept, and the warranty begins with the hand-over', () => {
  const shop = openShop()
  const manager = person('manager')
  const car = () => shop.run('vehicles.card', { id: shop.car }, manager).vehicle
  expect(car()).toMatchObject({ batteryNo: null, sohPercent: null, charger: null, warrantyUntil: null })
  shop.run('vehicles.correct', { id: shop.car, fields: { batteryNo: '001PE0BA', sohPercent: 98, charger: 'planned' } }, manager)
  expect(car()).toMatchObject({ batteryNo: '001PE0BA', sohPercent: 98, charger: 'planned', warrantyUntil: null })
  shop.run('orders.deliver', { id: paid(shop) }, person('consultant'))
  expect(car()).toMatchObject({ leftOn: '2026-11-22', warrantyUntil: '2034-11-21' })
  expect([powertrainWarrantyUntil('2024-02-29'), powertrainWarrantyUntil('2092-02-29'), powertrainWarrantyUntil(null)]).toEqual([
    '2032-02-28',
    '2100-02-28',
    null,
  ])
})
