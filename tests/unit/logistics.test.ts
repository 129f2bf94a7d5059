// Carriers and shipments: ways with their days and price, a track that ends once, cost that falls on the lines it carried to the 分,
// damage, and what a carrier is worth by what happened.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { carrierScore, shared } from '../../src/shared/modules/logistics/rules.ts'
import { partId } from '../../src/shared/modules/parts/rules.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const boss = somebody({ user: '019a0000-0000-7000-8000-0000000000c8', name: '顾听澜' })
const elsewhere = somebody({ site: '019a0000-0000-7000-8000-0000000000aa', siteCode: 'WX' })
const DAY_MS = 86_400_000
let shop: Shop
let carrier: string
let purchase: string
const ship = (over: object = {}) =>
  shop.run('logistics.ship', { carrierId: carrier, fromPlace: '上海配件库', toPlace: '昆山店', ...over }, keeper).id
const step = (id: string, kind: 'picked-up' | 'on-the-way' | 'delayed' | 'delivered' | 'lost', place = '') =>
  shop.run('logistics.step', { id, kind, place }, keeper)
const cost = (id: string, kind: 'freight' | 'insurance' | 'handling' | 'other', amountFen: number) =>
  shop.run('logistics.cost', { id, kind, amountFen }, keeper)
const card = (id: string, who = keeper) => shop.run('logistics.card', { id }, who)
const rowOf = (name: string) => shop.run('logistics.carriers', { limit: 50 }, keeper).rows.find((row) => row.name === name)

beforeAll(() => {
  shop = openShop()
  const about = { class: 'common', origin: 'original', unit: '件' } as const
  for (const code of ['LG-1', 'LG-2', 'LG-3']) shop.run('parts.keep', { ...about, code, name: `件 ${code}` }, keeper)
  const { id: supplierId } = shop.run('purchasing.keepSupplier', { name: '青屿配件中心' }, keeper)
  const lines = [333, 333, 334].map((fen, n) => ({ partId: partId(`LG-${n + 1}`), units: 1, costFen: fen * 100 }))
  purchase = shop.run('purchasing.ask', { supplierId, dueOn: null, reason: '补货', lines }, keeper).id
  shop.run('purchasing.decide', { id: purchase, approved: true }, boss)
  shop.run('purchasing.order', { id: purchase }, keeper)
  carrier = shop.run('logistics.keepCarrier', { name: '顺路物流', contact: '周师傅' }, keeper).id
})

test('[LOG-04] what a shipment cost falls on its lines by value, quantity or weight, to the last 分', () => {
  const line = fc.record({
    units: fc.integer({ min: 1, max: 100_000 }),
    perUnits: fc.constantFrom(1, 6, 1000),
    goodsFen: fc.integer({ min: 0, max: 5_000_000 }),
    weightGrams: fc.integer({ min: 1, max: 100_000 }),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      fc.constantFrom('value', 'quantity', 'weight'),
      fc.array(line, { minLength: 1, maxLength: 40 }),
      (total, basis, lines) => {
        const parts = shared(total, basis, lines)
        expect(parts.reduce((sum, fen) => sum + fen, 0)).toBe(total)
        expect(parts.every((fen) => fen === 0 || fen > 0 === total > 0)).toBe(true)
        // Nobody's part is further than a 分 from the exact one.
        const byValue = basis === 'value' && lines.some(({ goodsFen }) => goodsFen > 0)
        const weights = lines.map(({ goodsFen, units, perUnits, weightGrams }) => {
          if (byValue) return goodsFen
          return Math.max(1, Math.round((units * (basis === 'weight' ? weightGrams : 1) * 1000) / perUnits))
        })
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        for (const [at, fen] of parts.entries()) expect(Math.abs(fen - (total * (weights[at] ?? 0)) / all)).toBeLessThan(1.000001)
      },
    ),
  )
  expect(shared(100, 'value', [])).toEqual([])
  expect(carrierScore({ ended: 0, onTime: 0, whole: 0, lost: 0 })).toBeNull()
  expect(carrierScore({ ended: 4, onTime: 3, whole: 2, lost: 1 })).toBe(65)
})

test('[LOG-01] the network is carriers and their ways, one row a way, whoever entered it', () => {
  const route = { carrierId: carrier, fromPlace: '上海配件库', toPlace: '昆山店' }
  const { id } = shop.run('logistics.keepRoute', { ...route, days: 2, priceFen: 30_000 }, keeper)
  expect(shop.run('logistics.keepRoute', { ...route, days: 3, priceFen: 28_000 }, keeper).id).toBe(id)
  expect(shop.run('logistics.routes', { carrierId: carrier }, keeper)).toMatchObject([
    { days: 3, priceFen: 28_000, carrierName: '顺路物流' },
  ])
  expect(refused(() => shop.run('logistics.keepRoute', { ...route, toPlace: '上海配件库' }, keeper)).code).toBe('same-place')
  expect(refused(() => ship({ toPlace: '上海配件库' })).code).toBe('same-place')
  // What the way promises is the day a shipment is due.
  expect(card(ship()).shipment).toMatchObject({ state: 'booked', dueOn: '2026-11-25', late: false })
  shop.run('logistics.keepRoute', { ...route, dropped: true }, keeper)
  expect(shop.run('logistics.routes', {}, keeper)).toEqual([])
  expect(card(ship()).shipment.dueOn).toBeNull()
})

test('[LOG-03] a shipment is tracked step by step with times, ends once, and says that it is late', () => {
  const id = ship({ dueOn: '2026-11-23', trackingNo: 'SL-778', subject: 'purchases', subjectId: purchase })
  step(id, 'picked-up', '上海')
  shop.clock.at += DAY_MS
  step(id, 'delayed', '太仓')
  expect(card(id).shipment).toMatchObject({ state: 'delayed', late: false, subjectNo: expect.stringMatching(/^BP-/) })
  shop.clock.at += DAY_MS
  expect(card(id).shipment.late).toBe(true)
  step(id, 'delivered', '昆山店')
  expect(refused(() => step(id, 'on-the-way'))).toMatchObject({ code: 'over', details: { state: 'delivered' } })
  // What another desk said without having heard of it opens nothing again.
  shop.raw
    .prepare(
      `INSERT INTO shipment_steps (id, site_id, shipment_id, kind, happened_at, said_at, said_by) SELECT 'late', site_id, id, 'on-the-way', ?, ?, 'x' FROM shipments WHERE id = ?`,
    )
    .run(shop.clock.at + 5, shop.clock.at + 5, id)
  const { shipment, steps } = card(id)
  expect([shipment.state, steps.map(({ kind }) => kind)]).toEqual([
    'delivered',
    ['booked', 'picked-up', 'delayed', 'delivered', 'on-the-way'],
  ])
  expect(shop.run('logistics.page', { limit: 5, search: 'SL-778' }, keeper).rows).toMatchObject([
    { id, late: true, carrierName: '顺路物流' },
  ])
  expect(refused(() => card(id, elsewhere)).code).toBe('not-found')
})

test('[LOG-04] cost is made up of freight, insurance and handling, corrected by a counter-entry, and lies on the lines', () => {
  const id = ship({ subject: 'purchases', subjectId: purchase })
  cost(id, 'freight', 30_000)
  cost(id, 'insurance', 101)
  cost(id, 'handling', 5000)
  expect(refused(() => cost(id, 'other', -1)).code).toBe('below-nothing')
  expect(refused(() => cost(id, 'other', 0)).code).toBe('nothing-cost')
  cost(id, 'freight', -5000)
  const { shipment, lines } = card(id)
  expect(shipment.costFen).toBe(30_101)
  expect(lines.map(({ code, goodsFen, shareFen }) => [code, goodsFen, shareFen])).toEqual([
    ['LG-1', 33_300, 10_024],
    ['LG-2', 33_300, 10_023],
    ['LG-3', 33_400, 10_054],
  ])
  const { byKind, totalFen, months } = shop.run('logistics.figures', { from: '2026-11-01', to: '2026-11-30' }, keeper)
  expect([byKind, totalFen]).toEqual([{ freight: 25_000, insurance: 101, handling: 5000, other: 0 }, 30_101])
  expect(months).toEqual([{ month: '2026-11', fen: 30_101, shipments: 1 }])
  expect(shop.run('logistics.figures', { from: '2026-11-01', to: '2026-11-30' }, elsewhere).totalFen).toBe(0)
  expect(shop.run('logistics.subjects', { text: '青屿' }, keeper)).toMatchObject([{ id: purchase, subject: 'purchases' }])
})

test('[LOG-02] a carrier is worth what happened: punctual, whole, lost, and what it took and cost', () => {
  const id = shop.run('logistics.keepCarrier', { name: '远行快运' }, keeper).id
  const go = (dueOn: string | null) => ship({ carrierId: id, dueOn })
  expect(rowOf('远行快运')).toMatchObject({ shipments: 0, score: null, daysTenths: null })
  const today = new Date(shop.clock.at + 8 * 3_600_000).toISOString().slice(0, 10)
  const fine = go(today)
  step(fine, 'delivered')
  const broken = go(null)
  shop.run('logistics.damage', { id: broken, partId: partId('LG-1'), units: 1, said: '外箱压扁', claimFen: 20_000 }, keeper)
  step(broken, 'delivered')
  const late = go('2026-11-01')
  step(late, 'delivered')
  step(go(today), 'lost')
  cost(fine, 'freight', 9000)
  expect(card(broken).damages).toMatchObject([{ code: 'LG-1', units: 1, said: '外箱压扁', claimFen: 20_000 }])
  // Of four that ended two came by their day (one had none), two were whole and came.
  expect(rowOf('远行快运')).toMatchObject({ shipments: 4, ended: 4, onTime: 2, damaged: 1, lost: 1, costFen: 9000, score: 50 })
})
