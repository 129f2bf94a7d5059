// The yard in figures on a real store: every sum is what the vehicle list shows under the same filters, and a car's margin
// counts what is documented.
import { describe, expect, test } from 'vitest'
import { openShop, person, refused, type Shop } from '../support/shop.ts'

const manager = person('manager')
const consultant = person('consultant')
const figures = (shop: Shop, who = manager) => shop.run('yard.figures', {}, who)
const listed = (shop: Shop, ...filters: { column: string; op: 'is' | 'between' | 'empty'; values: (string | null)[] }[]) =>
  shop.run('vehicles.page', { limit: 0, filters }, manager)
const standing = { column: 'state', op: 'is' as const, values: ['in-stock', 'for-sale', 'demo', 'in-repair', 'pledged'] }

/** Three of the shop, one old, one of another brand, one on the road, and two sold: this month and long ago. */
function yard() {
  const shop = openShop()
  shop.arrive(10, { arrivedOn: '2026-08-01', location: 'A1' })
  shop.arrive(11, { brand: '澄湖', series: 'V6', energy: 'fuel', cost: null })
  shop.arrive(12, { state: 'in-transit' })
  for (const [serial, leftOn] of [
    [13, '2026-11-10'],
    [14, '2026-10-23'],
  ] as const)
    shop.st.run(`UPDATE vehicles SET state = 'sold', left_on = ? WHERE id = ?`, leftOn, shop.arrive(serial))
  return shop
}

describe('figures', () => {
  test('[VEH-06] [VEH-14] structure, turnover and 库存系数 are those of the list', () => {
    const shop = yard()
    const all = figures(shop)
    expect(all).toMatchObject({ stock: 5, sold: 1, coefficient: 500, level: 'severe', turnoverDays: 150 })
    expect(all.stock).toBe(listed(shop, standing).total)
    expect(all.listFen).toBe(listed(shop, standing).totals['listFen'])
    expect(all.sold).toBe(
      listed(shop, { column: 'state', op: 'is', values: ['sold'] }, { column: 'leftOn', op: 'between', values: [all.soldFrom, all.today] })
        .total,
    )
    for (const cut of all.cuts.series)
      expect(cut.stock).toBe(listed(shop, standing, { column: 'series', op: 'is', values: [cut.key] }).total)
    expect(all.cuts.energy.map(({ key, stock, sold }) => [key, stock, sold])).toEqual([
      ['nev', 4, 1],
      ['fuel', 1, 0],
    ])
    for (const age of all.ages)
      expect(age.stock).toBe(listed(shop, standing, { column: 'arrivedOn', op: 'between', values: [age.arrivedFrom, age.arrivedTo] }).total)
    expect(all.ages.map(({ stock }) => stock)).toEqual([4, 0, 1])
  })

  test('[VEH-11] a series that sells faster than it stands is short, one that does not sell is too much', () => {
    const shop = yard()
    const level = (key: string) => figures(shop).cuts.series.find((cut) => cut.key === key)
    expect(level('青屿 青屿 E5')).toMatchObject({ stock: 4, sold: 1, coefficient: 400, level: 'severe' })
    expect(level('澄湖 V6')).toMatchObject({ stock: 1, sold: 0, coefficient: null, level: 'severe' })
  })

  test('[VEH-13] what to order follows from the sales foreseen, what stands and comes, and the policy of the store', () => {
    const shop = yard()
    const plan = () => shop.run('yard.plan', {}, manager)
    const of = (series: string) => plan().rows.find((row) => row.series === series)
    // One in the last 30 days, one in the 30 before: (3 + 2) / 6 is 1 car in 30 days; 55 days of it are 2 cars.
    expect(of('青屿 青屿 E5')).toEqual({ series: '青屿 青屿 E5', sold: [1, 1, 0], forecast: 1, stock: 4, coming: 1, target: 2, order: -3 })
    expect(of('澄湖 V6')).toMatchObject({ sold: [0, 0, 0], forecast: 0, target: 0, order: -1 })
    shop.run(
      'admin.dateParameter',
      { key: 'stock-policy', validFromOn: '2026-11-22', value: { coverDays: 180, safetyDays: 30 }, note: '备货' } as never,
      person('director'),
    )
    expect(plan().policy).toEqual({ coverDays: 180, safetyDays: 30 })
    expect(of('青屿 青屿 E5')).toMatchObject({ target: 7, order: 2 })
    // Ninety days back counts, ninety-one does not; what a buyer waits for is not on its way to the yard.
    shop.st.run(`UPDATE vehicles SET left_on = '2026-08-25' WHERE left_on = '2026-10-23'`)
    expect(of('青屿 青屿 E5')?.sold).toEqual([1, 0, 1])
    shop.st.run(`UPDATE vehicles SET left_on = '2026-08-24' WHERE left_on = '2026-08-25'`)
    shop.st.run(`UPDATE vehicles SET holder_id = 'order' WHERE state = 'in-transit'`)
    expect(of('青屿 青屿 E5')).toMatchObject({ sold: [1, 0, 0], coming: 0 })
  })

  test('money is for who may see cost, and says how many cars have none', () => {
    const shop = yard()
    expect(figures(shop, consultant).money).toBeNull()
    const { money } = figures(shop)
    expect(money).toMatchObject({ costFen: 4 * 18_000_000, without: 1, perDayFen: 4 * 2250 })
    // Only the old car is beyond its free days: 113 days, 60 of them free.
    expect(money?.interestFen).toBe(53 * 2250)
  })

  test('[VEH-10] the home screen says that stock does not fit sales, within the limits of the store', () => {
    const shop = yard()
    expect(shop.run('home.today', {}, manager).stock).toMatchObject({ pressure: { coefficient: 500, level: 'severe' } })
    shop.run(
      'admin.dateParameter',
      { key: 'stock-coefficient', validFromOn: '2026-11-22', value: { low: 80, high: 600, severe: 900 }, note: '放宽' } as never,
      person('director'),
    )
    expect(shop.run('home.today', {}, manager).stock).toMatchObject({ pressure: { level: 'fine' } })
  })
})

test('a rebate counts once its paper is there, as what arrived once it did; another person sees none of it', () => {
  const shop = openShop()
  const costs = () => shop.run('yard.costs', { vehicleId: shop.car }, manager)
  // Price 185,900, cost 180,000, sheet rebate 3,000.
  expect(costs()).toMatchObject({ interestFen: 0, documentedFen: 0, promisedFen: 0, netMarginFen: 890_000 })
  const { id } = shop.run('yard.accrueRebate', { vehicleId: shop.car, policy: '2026Q4 提车返利', amountFen: 200_000 }, manager)
  expect(costs()).toMatchObject({ promisedFen: 200_000, netMarginFen: 890_000 })
  expect(refused(() => shop.run('yard.rebateArrived', { id, arrivedOn: '2026-11-22', arrivedFen: 1 }, manager)).code).toBe('not-documented')
  shop.run('yard.documentRebate', { id, documentNo: 'FL-2026-118' }, manager)
  expect(costs()).toMatchObject({ promisedFen: 0, documentedFen: 200_000, netMarginFen: 1_090_000 })
  shop.run('yard.rebateArrived', { id, arrivedOn: '2026-11-22', arrivedFen: 180_000 }, manager)
  expect(costs()).toMatchObject({ documentedFen: 180_000, netMarginFen: 1_070_000 })
  expect(refused(() => shop.run('yard.rebateArrived', { id, arrivedOn: '2026-11-22', arrivedFen: 1 }, manager)).code).toBe(
    'arrived-already',
  )
  expect(shop.run('yard.costs', { vehicleId: shop.car }, consultant)).toBeNull()
})
