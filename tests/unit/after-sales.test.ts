// 售后分析: what orders of a period come to, by a desk whose clock is set between the steps. Every figure is held against the list
// of orders it opens.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { addDays, addMonths, dayOf, startOf } from '../../src/shared/dates.ts'
import type { ListFilter } from '../../src/shared/list.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { checksFor, legalPapers } from '../../src/shared/modules/orders/rules.ts'
import { attendedOf, type Stroke } from '../../src/shared/modules/workshop/rules.ts'
import { openShop, person, quoteOf, refused } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions) })
const director = person('director')

describe('the workshop of a period', () => {
  const shop = openShop()
  const shi = shop.run(
    'admin.createUser',
    { name: '石磊', login: 'shi', roleIds: [roleIdOf('workshop')], siteIds: [SITE], password: null },
    adviser,
  ).id
  const technician = somebody({ user: shi, permissions: new Set(roleSeeds.workshop.permissions) })
  const carId = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E12345' },
    adviser,
  ).id
  const from = dayOf(shop.clock.at)
  const take = (over: Partial<Asked<'workshop.open'>> = {}): string =>
    shop.run(
      'workshop.open',
      {
        car: { customerId: shop.customerId, carId, vehicleId: null },
        kind: 'repair',
        km: 10_000,
        complaint: '异响',
        promisedAt: shop.clock.at + 120 * MINUTE,
        evenSo: '又一单',
        ...over,
      },
      adviser,
    ).id
  const job = (orderId: string, over: Partial<Asked<'workshop.addJob'>> = {}): string =>
    shop.run('workshop.addJob', { orderId, name: '换片', minutes: 60, priceFen: 20_000, ...over }, adviser).id
  const clock = (jobId: string, kind: 'start' | 'pause' | 'finish'): void =>
    void shop.run('floor.clock', { jobId, kind, reason: kind === 'pause' ? 'parts' : null }, technician)
  const finish = (id: string): void => {
    shop.run('workshop.move', { id, to: 'checking' }, technician)
    shop.run('workshop.check', { id, passed: true }, technician)
  }

  // A repair begun after 20 minutes, worked 40 with a pause of 10, ready 70 minutes after it came: in time.
  const repair = take()
  const done = job(repair)
  shop.run('workshop.addPart', { orderId: repair, name: '制动片', quantityMilli: 2000, priceFen: 15_000, payer: 'warranty' }, adviser)
  const advised = job(repair, { name: '换盘', priceFen: 90_000, decision: 'proposed' })
  shop.run('workshop.decide', { orderId: repair, ids: [advised], decision: 'declined' }, adviser)
  shop.clock.at += 20 * MINUTE
  clock(done, 'start')
  shop.clock.at += 25 * MINUTE
  clock(done, 'pause')
  shop.clock.at += 10 * MINUTE
  clock(done, 'start')
  shop.clock.at += 15 * MINUTE
  clock(done, 'finish')
  finish(repair)
  // It came back the next day, and was painted elsewhere; ready three hours later: too late.
  shop.clock.at += DAY
  const back = take({ kind: 'comeback', comebackOf: repair })
  job(back, { name: '补漆', priceFen: 50_000, subletTo: '顺达钣喷', subletCostFen: 30_000, payer: 'internal' })
  shop.run('workshop.move', { id: back, to: 'working' }, technician)
  shop.clock.at += 180 * MINUTE
  finish(back)
  // A service that is still here, and one that was called off and counts nowhere.
  job(take({ kind: 'maintenance' }), { name: '小保养', priceFen: 30_000 })
  const off = take({ kind: 'maintenance' })
  job(off, { priceFen: 77_700 })
  shop.run('workshop.cancel', { id: off, reason: '客户改天再来' }, adviser)
  const to = dayOf(shop.clock.at)

  const ask = (over: Partial<Asked<'workshop.analysis'>> = {}, who = director) => shop.run('workshop.analysis', { from, to, ...over }, who)
  const opens = (...filters: ListFilter[]) =>
    shop.run(
      'workshop.page',
      {
        filters: [
          { column: 'receivedAt', op: 'between', values: [from, to] },
          { column: 'state', op: 'not', values: ['cancelled'] },
          ...filters,
        ],
      },
      adviser,
    )

  test('[AFS-15] comes to what its orders come to, by kind, month, payer and place, and every figure opens just those', () => {
    const { all, kinds, months, payers, sites } = ask()
    expect(all).toEqual({ orders: 3, labourFen: 50_000, partsFen: 30_000, subletFen: 50_000, totalFen: 130_000 })
    expect(opens()).toMatchObject({ total: 3, totals: { totalFen: 130_000 } })
    for (const { kind, orders, totalFen } of kinds)
      expect(opens({ column: 'kind', op: 'is', values: [kind] }), kind).toMatchObject(
        orders === 0 ? { total: 0 } : { total: orders, totals: { totalFen } },
      )
    expect(kinds.filter(({ orders }) => orders > 0).map(({ kind }) => kind)).toEqual(['maintenance', 'repair', 'comeback'])
    for (const { payer, orders } of payers) expect(opens({ column: 'payer', op: 'is', values: [payer] }).total, payer).toBe(orders)
    expect(payers.filter(({ amountFen }) => amountFen > 0)).toEqual([
      { payer: 'customer', orders: 2, amountFen: 50_000 },
      { payer: 'warranty', orders: 1, amountFen: 30_000 },
      { payer: 'internal', orders: 1, amountFen: 50_000 },
    ])
    expect(months.reduce((sum, each) => sum + each.totalFen, 0)).toBe(130_000)
    expect(sites).toMatchObject([{ id: SITE, orders: 3, totalFen: 130_000 }])
    expect(opens({ column: 'siteId', op: 'is', values: [SITE] }).total).toBe(3)
  })

  test('[AFS-15] says how well it went: punctual, back again, waited, worked and attended, advised and not done', () => {
    const { promised, comebacks, wait, stay, hours, declined, subletCostFen } = ask()
    expect(promised).toEqual({ of: 2, onTime: 1 })
    expect(opens({ column: 'kept', op: 'is', values: ['late'] }).rows.map(({ id }) => id)).toEqual([back])
    expect(comebacks).toBe(1)
    expect(opens({ column: 'comeback', op: 'filled', values: [] }).rows.map(({ id }) => id)).toEqual([back])
    expect(wait).toEqual({ count: 2, medianMinutes: 10 })
    expect(stay).toEqual({ count: 2, medianMinutes: 125 })
    expect(hours).toEqual({ soldMinutes: 60, workedMinutes: 40, attendedMinutes: 50 })
    expect(declined).toEqual({ orders: 1, lines: 1, amountFen: 90_000 })
    expect(opens({ column: 'declined', op: 'is', values: ['declined'] }).rows.map(({ id }) => id)).toEqual([repair])
    expect(subletCostFen).toBe(30_000)
  })

  test('[AFS-21] of work given to others it says to whom, at what price, how long it took and what came back of it', () => {
    const { partners, all } = ask()
    expect(partners).toEqual([
      {
        name: '顺达钣喷',
        ...{ orders: 1, jobs: 1, billedFen: all.subletFen, costFen: 30_000 },
        ...{ stay: { count: 1, medianMinutes: 180 }, comebacks: 0 },
      },
    ])
    expect(opens({ column: 'partner', op: 'is', values: ['顺达钣喷'] }).rows.map(({ id }) => id)).toEqual([back])
  })

  test('[AFS-15] shows what parts cost only to who sees it, and nothing of places the person does not', () => {
    expect(ask({}, somebody({ permissions: new Set(['workshop.view']) })).partsMargin).toBeNull()
    expect(ask({}, somebody({ permissions: new Set(['workshop.view', 'parts.cost']) })).partsMargin).toEqual({ soldFen: 0, costFen: 0 })
    const elsewhere = somebody({ permissions: new Set(['workshop.view']), site: '019a0000-0000-7000-8000-0000000000ee' })
    expect(ask({}, elsewhere).all.orders).toBe(0)
    expect(ask({ siteId: SITE }, elsewhere).all.orders).toBe(0)
    expect(shop.run('identity.places', {}, elsewhere)).toEqual([])
  })

  test('[AFS-16] has a bar for every month of the period, and the same figures by month and kind as rows of a file', () => {
    expect(ask({ from: addDays(from, -70) }).months).toHaveLength(3)
    const { rows, total, totals } = shop.run('workshop.analysed', { from, to }, director)
    expect([total, totals['totalFen']]).toEqual([3, 130_000])
    expect(rows.map(({ kind, averageFen }) => [kind, averageFen])).toEqual([
      ['maintenance', 30_000],
      ['repair', 50_000],
      ['comeback', 50_000],
    ])
  })
})

test('[AFS-15] of cars handed over a year ago those count as kept that were here since', () => {
  const shop = openShop()
  const [consultant, cashier] = [person('consultant'), person('cashier')]
  const soldOn = dayOf(shop.clock.at)
  const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_990_000, loanFen: 0, loanBank: null, loanMonths: null }), consultant)
  shop.run('orders.place', { id }, consultant)
  const { termsRev } = shop.run('orders.card', { id }, consultant)
  shop.run('orders.sign', { id, termsRev, reserve: true }, consultant)
  const { money } = shop.run('orders.card', { id }, consultant)
  shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: money.dueFen }, cashier)
  const done = checksFor({ imported: false, nev: true, papers: legalPapers }).map((check) => check.id)
  shop.run('orders.check', { id, done }, consultant)
  shop.run('orders.deliver', { id }, consultant)
  shop.clock.at = startOf(addMonths(soldOn, 12)) + 12 * 3_600_000
  const kept = () => {
    const today = dayOf(shop.clock.at)
    return shop.run('workshop.analysis', { from: today, to: today }, director).kept
  }
  expect(kept()).toEqual([
    { months: 12, sold: 1, came: 0 },
    { months: 24, sold: 0, came: 0 },
  ])
  shop.run(
    'workshop.open',
    {
      car: { customerId: shop.customerId, carId: null, vehicleId: shop.cars[0] as string },
      kind: 'maintenance',
      km: 9_000,
      complaint: '首保',
    },
    adviser,
  )
  expect(kept()[0]).toEqual({ months: 12, sold: 1, came: 1 })
})

test('[AFS-18] a rescue has who called from where and when help left and came; it and a service are kinds the list and figures know', () => {
  const shop = openShop()
  const carId = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E12345' },
    adviser,
  ).id
  const take = (kind: 'rescue' | 'maintenance') =>
    shop.run(
      'workshop.open',
      { car: { customerId: shop.customerId, carId, vehicleId: null }, kind, km: 100, complaint: '抛锚', evenSo: '又一单' },
      adviser,
    )
  const service = take('maintenance')
  expect(refused(() => shop.run('workshop.keepRescue', { id: service.id, place: '路边' }, adviser))).toMatchObject({
    code: 'no-rescue',
    details: { no: service.no },
  })
  const { id } = take('rescue')
  const keep = (facts: Omit<Asked<'workshop.keepRescue'>, 'id'>) => shop.run('workshop.keepRescue', { id, ...facts }, adviser)
  expect(shop.run('workshop.rescue', { id }, adviser)).toBeNull()
  expect(refused(() => keep({ towed: true })).code).toBe('place-missing')
  const calledAt = shop.clock.at - 5 * MINUTE
  keep({ place: '沪蓉高速 12 公里处', callerName: '周楠', callerPhone: '13912345678', calledAt })
  expect(refused(() => keep({ dispatchedAt: calledAt - 1 })).code).toBe('before-called')
  keep({ dispatchedAt: calledAt + 10 * MINUTE })
  expect(refused(() => keep({ arrivedAt: calledAt + 9 * MINUTE })).code).toBe('before-called')
  keep({ arrivedAt: calledAt + 40 * MINUTE, towed: true })
  expect(shop.run('workshop.rescue', { id }, adviser)).toEqual({
    callerName: '周楠',
    callerPhone: '13912345678',
    place: '沪蓉高速 12 公里处',
    calledAt,
    dispatchedAt: calledAt + 10 * MINUTE,
    arrivedAt: calledAt + 40 * MINUTE,
    towed: true,
  })
  const today = dayOf(shop.clock.at)
  const { kinds, rescues } = shop.run('workshop.analysis', { from: today, to: today }, director)
  expect(rescues).toEqual({ noted: 1, towed: 1, response: { count: 1, medianMinutes: 40 } })
  expect(kinds.filter(({ orders }) => orders > 0).map(({ kind }) => kind)).toEqual(['maintenance', 'rescue'])
  expect(
    shop.run('workshop.page', { filters: [{ column: 'kind', op: 'is', values: ['rescue'] }] }, adviser).rows.map((row) => row.id),
  ).toEqual([id])
})

test('[AFS-15] parts margin is what the counter issued to settled orders, less what it cost; what came back is neither', () => {
  const shop = openShop()
  const keep = (code: string): string =>
    shop.run('parts.keep', { class: 'common', origin: 'original', code, name: code, unit: '件', priceFen: 5800 }, director).id
  const [filter, belt] = [keep('OF-1'), keep('BT-1')]
  const receive = (partId: string, costFen: number) => ({ partId, units: 4, costFen })
  shop.run('parts.receive', { lines: [receive(filter, 12_000), receive(belt, 20_000)] }, director)
  const car = { plate: '苏E66666', carName: '青屿 E5', customerName: '林见川', phone: '13911112222' }
  const { id } = shop.run('workshop.open', { car, kind: 'maintenance', km: 100, complaint: '保养' }, director)
  const add = (partId: string, code: string): string =>
    shop.run('workshop.addPart', { orderId: id, partId, code, name: code, quantityMilli: 1000, priceFen: 5800 }, director).id
  const lines = [
    { partId: filter, units: 1, lineId: add(filter, 'OF-1') },
    { partId: belt, units: 1, lineId: add(belt, 'BT-1') },
  ]
  shop.run('parts.issue', { workOrderId: id, lines }, director)
  const moves = shop.run('parts.moves', { filters: [{ column: 'subjectId', op: 'is', values: [id] }] }, director).rows
  shop.run('parts.giveBack', { moveId: moves.find(({ code }) => code === 'BT-1')?.id ?? '', units: 1 }, director)
  const margin = () => {
    const today = dayOf(shop.clock.at)
    return shop.run('workshop.analysis', { from: today, to: today }, director).partsMargin
  }
  expect(margin()).toEqual({ soldFen: 0, costFen: 0 })
  shop.run('workshop.move', { id, to: 'working' }, director)
  shop.run('workshop.move', { id, to: 'checking' }, director)
  shop.run('workshop.check', { id, passed: true }, director)
  shop.run('settlements.settle', { workOrderId: id }, director)
  expect(margin()).toEqual({ soldFen: 5800, costFen: 3000 })
})

const strokes = fc.array(
  fc.record({
    technicianId: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom('start', 'pause', 'finish') as fc.Arbitrary<Stroke['kind']>,
    at: fc.integer({ min: 0, max: 5_000 }).map((minute) => minute * MINUTE),
  }),
  { maxLength: 40 },
)
describe('laws', () => {
  test('nobody works longer than they attend, nor attends longer than the days they came', () => {
    fc.assert(
      fc.property(strokes, (made) => {
        const sorted = made.toSorted((a, b) => a.at - b.at)
        const { workedMinutes, attendedMinutes } = attendedOf(sorted)
        const days = new Set(sorted.map(({ technicianId, at }) => `${technicianId} ${dayOf(at)}`)).size
        expect(workedMinutes).toBeLessThanOrEqual(attendedMinutes)
        expect(attendedMinutes).toBeLessThanOrEqual(days * 24 * 60)
      }),
    )
  })
})
