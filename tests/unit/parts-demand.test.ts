// A work order's demand at the parts counter: lines count thousandths of what a price is for, stock counts the part's smallest unit,
// and an issue comes out exact in stock, cost and price.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { amountOf, partId, unitsOfMilli } from '../../src/shared/modules/parts/rules.ts'
import { partFen } from '../../src/shared/modules/workshop/rules.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
let shop: Shop
let orderId: string
let no: string
const OIL = partId('OIL-1')
const FILTER = partId('OF-1')
const demand = () => shop.run('parts.demand', { workOrderId: orderId }, keeper)
const stock = (part: string) => shop.run('parts.card', { id: part }, keeper).part

beforeAll(() => {
  shop = openShop()
  const about = { class: 'common', origin: 'original' } as const
  shop.run('parts.keep', { ...about, code: 'OIL-1', name: '机油', unit: '毫升', perUnits: 1000, packUnits: 4000, priceFen: 9800 }, keeper)
  shop.run('parts.keep', { ...about, code: 'OF-1', name: '机油滤清器', unit: '件', priceFen: 5800 }, keeper)
  const lines = [
    { partId: OIL, units: 20_000, costFen: 100_000 },
    { partId: FILTER, units: 4, costFen: 12_000 },
  ]
  shop.run('parts.receive', { lines }, keeper)
  const car = { plate: '苏E66666', carName: '青屿 E5', customerName: '林见川', phone: '13911112222' }
  ;({ id: orderId, no } = shop.run('workshop.open', { car, kind: 'maintenance', km: 100, complaint: '保养' }, keeper))
  const add = (code: string, quantityMilli: number, priceFen: number) =>
    shop.run('workshop.addPart', { orderId, code, name: code, quantityMilli, priceFen }, keeper)
  add('OIL-1', 4500, 9800)
  add('OF-1', 1000, 5800)
  add('OF-1', 500, 5800)
  add('NOBODY', 1000, 100)
})

test('[AFS-13] what an order wants is said in the parts’ own units', () => {
  expect(shop.run('parts.orders', { text: '66666' }, keeper)).toMatchObject([{ id: orderId, no }])
  expect(demand()).toMatchObject([
    { code: 'OIL-1', unit: '毫升', wantedUnits: 4500, issuedUnits: 0, onHandUnits: 20_000 },
    { code: 'OF-1', unit: '件', wantedUnits: 1 },
    { code: 'OF-1', wantedUnits: null },
    { code: 'NOBODY', partId: null, wantedUnits: null },
  ])
})

test('[AFS-13] [AFS-14] 4.5 litres of oil and one filter are issued exact in stock, cost and price', () => {
  const [oil, filter] = demand()
  const line = (part: string, units: number, lineId: string | undefined) => ({ partId: part, units, lineId: lineId ?? null })
  const issue = (...lines: ReturnType<typeof line>[]) => shop.run('parts.issue', { workOrderId: orderId, lines }, keeper)
  expect(refused(() => issue(line(OIL, 4501, oil?.id)))).toMatchObject({ code: 'not-wanted', details: { left: 4500 } })
  expect(refused(() => issue(line(FILTER, 1, oil?.id))).code).toBe('not-wanted')
  issue(line(OIL, 4500, oil?.id), line(FILTER, 1, filter?.id))
  expect(stock(OIL)).toMatchObject({ units: 15_500, valueFen: 77_500 })
  expect(stock(FILTER)).toMatchObject({ units: 3, valueFen: 9000 })
  const moves = shop.run('parts.moves', { filters: [{ column: 'subjectId', op: 'is', values: [orderId] }] }, keeper).rows
  expect(moves.map(({ code, units, costFen }) => [code, units, costFen]).toSorted()).toEqual([
    ['OF-1', -1, -3000],
    ['OIL-1', -4500, -22_500],
  ])
  expect(partFen({ quantityMilli: 4500, priceFen: 9800 })).toBe(44_100)
  expect(amountOf(9800, 4500, 1000)).toBe(44_100)
  expect(demand().map(({ issuedUnits }) => issuedUnits)).toEqual([4500, 1, 0, 0])
  expect(refused(() => issue(line(FILTER, 1, filter?.id))).code).toBe('not-wanted')
  // What comes back is wanted again.
  shop.run('parts.giveBack', { moveId: moves.find(({ code }) => code === 'OF-1')?.id ?? '', units: 1 }, keeper)
  expect(demand()[1]).toMatchObject({ wantedUnits: 1, issuedUnits: 0 })
})

test('a line and the units it means cost the customer the same, or it is no whole number of units', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.constantFrom(1, 4, 10, 1000),
      fc.nat(1_000_000),
      (quantityMilli, perUnits, priceFen) => {
        const units = unitsOfMilli(quantityMilli, perUnits)
        if (units === null) expect((quantityMilli * perUnits) % 1000).not.toBe(0)
        else expect(amountOf(priceFen, units, perUnits)).toBe(partFen({ quantityMilli, priceFen }))
      },
    ),
  )
})
