// What is going on in buying, live: a purchase from the request to its invoice, and everything that is to be watched of it on the way.
import { expect, test } from 'vitest'
import { partId } from '../../src/shared/modules/parts/rules.ts'
import { atStakeFen, type Watch, type Watched, watches, watchesOf } from '../../src/shared/modules/purchasing/rules.ts'
import { openShop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const boss = somebody({ user: '019a0000-0000-7000-8000-0000000000c8', name: '顾听澜' })
const elsewhere = somebody({ site: '019a0000-0000-7000-8000-0000000000aa', siteCode: 'WX' })
const DAY_MS = 86_400_000

test('[PUR-04] the monitor follows a purchase as the store changes: requested, ordered, overdue, under way, partly here, disputed, unmatched', () => {
  const shop = openShop()
  shop.run('parts.keep', { code: 'PM-1', name: '件', class: 'common', origin: 'original', unit: '件' }, keeper)
  const { id: supplierId } = shop.run('purchasing.keepSupplier', { name: '青屿配件中心' }, keeper)
  const lines = [{ partId: partId('PM-1'), units: 10, costFen: 10_000 }]
  const watched = () => shop.run('purchasing.monitor', {}, keeper)
  const sums = () => Object.fromEntries(watched().sums.flatMap(({ watch, count, fen }) => (count > 0 ? [[watch, [count, fen]]] : [])))
  expect(watched().sums.map(({ watch }) => watch)).toEqual(watches)
  expect(sums()).toEqual({})

  const { id } = shop.run('purchasing.ask', { supplierId, dueOn: '2026-11-23', reason: '补货', lines }, keeper)
  expect(sums()).toEqual({ asked: [1, 10_000] })
  shop.run('purchasing.decide', { id, approved: true }, boss)
  expect(sums()).toEqual({ approved: [1, 10_000] })
  shop.run('purchasing.order', { id }, keeper)
  expect(sums()).toEqual({ ordered: [1, 10_000] })
  const { id: carrierId } = shop.run('logistics.keepCarrier', { name: '顺路物流' }, keeper)
  const way = { carrierId, subject: 'purchases', subjectId: id, fromPlace: '上海', toPlace: '昆山店' } as const
  const { id: shipment } = shop.run('logistics.ship', way, keeper)
  expect(sums()).toEqual({ ordered: [1, 10_000], 'under-way': [1, 10_000] })
  shop.clock.at += 3 * DAY_MS
  expect(sums()).toEqual({ ordered: [1, 10_000], overdue: [1, 10_000], 'under-way': [1, 10_000] })
  expect(watched().rows).toMatchObject([{ id, supplierName: '青屿配件中心', lateDays: 2, watches: ['ordered', 'overdue', 'under-way'] }])

  shop.run('logistics.step', { id: shipment, kind: 'delivered', place: '昆山店' }, keeper)
  const [line] = shop.run('purchasing.card', { id }, keeper).lines
  const receive = (units: number, damagedUnits: number) =>
    shop.run('purchasing.receive', { id, lines: [{ lineId: line?.id ?? '', units, damagedUnits }] }, keeper)
  receive(6, 0)
  expect(sums()).toEqual({ ordered: [1, 4000], overdue: [1, 4000], partly: [1, 4000] })
  receive(2, 2)
  expect(sums()).toMatchObject({ disputed: [1, 2000] })
  shop.run('purchasing.invoice', { id, invoiceNo: 'FP-1', amountFen: 10_000, invoicedOn: '2026-11-25' }, keeper)
  expect(sums()).toEqual({ ordered: [1, 2000], overdue: [1, 2000], partly: [1, 2000], disputed: [1, 2000], unmatched: [1, 2000] })
  // The rest comes: the dispute is over, the invoice is matched, and nothing is left to watch.
  receive(2, 0)
  expect(sums()).toEqual({})
  shop.run('purchasing.invoice', { id, invoiceNo: 'FP-2', amountFen: 500, invoicedOn: '2026-11-25' }, keeper)
  expect(sums()).toEqual({ unmatched: [1, 500] })
  expect(shop.run('purchasing.monitor', {}, elsewhere).rows).toEqual([])

  // What was broken or lost on the road is in dispute before anything was taken in.
  const other = shop.run('purchasing.ask', { supplierId, dueOn: null, reason: '补货', lines }, keeper)
  shop.run('purchasing.decide', { id: other.id, approved: true }, boss)
  shop.run('purchasing.order', { id: other.id }, keeper)
  const { id: lost } = shop.run('logistics.ship', { ...way, subjectId: other.id }, keeper)
  shop.run('logistics.step', { id: lost, kind: 'lost' }, keeper)
  expect(watched().rows.find((row) => row.id === other.id)?.watches).toEqual(['ordered', 'disputed'])
})

test('what is over is watched for nothing, and what is at stake of it never falls below 0', () => {
  const money = { amountFen: 100, receivedFen: 120, invoicedFen: 120 }
  const calm: Watched = { state: 'ordered', dueOn: null, ...money, receivedUnits: 0, damagedUnits: 0, onTheRoad: 0, broken: 0 }
  const of = (over: Partial<Watched>): Watch[] => watchesOf({ ...calm, ...over }, '2026-11-22')
  expect(of({})).toEqual(['ordered'])
  for (const state of ['rejected', 'dropped'] as const) expect(of({ state, damagedUnits: 3, broken: 1, dueOn: '2026-01-01' })).toEqual([])
  expect(of({ dueOn: '2026-11-22' })).toEqual(['ordered'])
  expect(atStakeFen('ordered', calm)).toBe(0)
  expect(atStakeFen('unmatched', { ...calm, invoicedFen: 100 })).toBe(20)
})
