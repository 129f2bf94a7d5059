// Cars lent to customers of the workshop: which are lent, the agreement, what the meters say, when one is due. Two offline desks are
// in service-desks.test.ts.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { returnProblems, stageOfLoan } from '../../src/shared/modules/loaners/rules.ts'
import { CustomerId, VehicleId } from '../../src/shared/ids.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
const manager = person('manager')
const DAY = 86_400_000
const HAND = 'M20 100L60 40 90 150 140 60 180 130 240 80M260 90L300 95'
const LICENCE = '11010519491231002X'

let shop: Shop
let car: VehicleId
beforeAll(() => {
  shop = openShop()
  car = VehicleId.parse(shop.car)
  shop.run('vehicles.setState', { id: shop.car, state: 'demo', location: '代步车位' }, manager)
})
const loan = (over: Partial<Asked<'loaners.lend'>> = {}): Asked<'loaners.lend'> => ({
  vehicleId: car,
  customerId: CustomerId.parse(shop.customerId),
  dueAt: shop.clock.at + DAY,
  km: 5200,
  fuel: 80,
  licence: { no: LICENCE, class: 'C1', expiresOn: '2030-01-01' },
  signature: { name: '周杉', path: HAND },
  ...over,
})
const lend = (over: Partial<Asked<'loaners.lend'>> = {}) => shop.run('loaners.lend', loan(over), adviser)
const card = (id: string) => shop.run('loaners.card', { id }, adviser)
const cars = () => shop.run('loaners.cars', {}, adviser)

test('[AFS-09] only a car of the store that is driven as its own is marked, and is no test-drive car meanwhile', () => {
  expect(refused(() => lend()).code).toBe('no-loaner')
  expect(refused(() => shop.run('loaners.mark', { vehicleId: VehicleId.parse(shop.cars[1] ?? ''), active: true }, adviser)).code).toBe(
    'not-ours',
  )
  const offered = () => shop.run('testdrives.calendar', { fromOn: '2026-11-22', days: 1 }, manager).cars.map(({ id }) => id)
  expect(offered()).toEqual([shop.car])
  expect(shop.run('loaners.markable', {}, adviser).map(({ id }) => id)).toEqual([shop.car])
  shop.run('loaners.mark', { vehicleId: car, active: true, note: '带儿童座椅' }, adviser)
  expect(offered()).toEqual([])
  expect(shop.run('loaners.markable', {}, adviser)).toEqual([])
  expect(cars()).toMatchObject({ cars: [{ id: shop.car, note: '带儿童座椅', out: null, km: null, gone: false }], overdue: 0 })
})

describe('a loan', () => {
  test('[AFS-09] goes out with licence, meters, signature and paper, and nobody else has the car meanwhile', () => {
    for (const [over, code] of [
      [{ licence: { no: '110105194912310021', class: 'C1', expiresOn: null } }, 'licence-number'],
      [{ licence: { no: LICENCE, class: 'C1', expiresOn: '2026-11-21' } }, 'licence-expired'],
      [{ dueAt: shop.clock.at - 1 }, 'due-past'],
    ] as const)
      expect(refused(() => lend(over as Partial<Asked<'loaners.lend'>>)).code).toBe(code)
    const { id: workOrderId } = shop.run(
      'workshop.open',
      {
        car: { plate: '苏E12345', carName: '青屿 E5', customerName: '林见川', phone: '13911112222' },
        kind: 'body',
        km: 10,
        complaint: '右后门刮伤',
      },
      adviser,
    )
    expect(refused(() => lend({ workOrderId })).code).toBe('not-this-customer')
    const { id, no } = lend()
    expect(no).toBe('LO-KS-01-2611-1')
    expect(card(id)).toMatchObject({
      stage: 'out',
      customerName: '周杉',
      kmOut: 5200,
      licenceNo: '110105********002X',
      signed: { name: '周杉' },
    })
    expect(cars().cars).toMatchObject([{ km: 5200, out: { no, customerName: '周杉', overdue: false, driving: false } }])
    expect(refused(() => lend())).toMatchObject({ code: 'car-out', details: { no } })
    expect(refused(() => shop.run('loaners.mark', { vehicleId: car, active: false }, adviser)).code).toBe('car-out')
    const { facts, title } = shop.run('documents.facts', { kind: 'loaner', recordId: id }, adviser)
    expect(title).toBe(`代步车协议 ${no} 周杉`)
    expect(facts).toMatchObject({ loan: { no, kmOut: '5200', driver: '周杉', licenceNo: LICENCE }, signature: { name: '周杉' } })
  })

  test('[AFS-09] rings when it is overdue, may be extended, and is back once with what the meters said', () => {
    const id = shop.run('loaners.page', { limit: 1 }, adviser).rows[0]?.id ?? ''
    const ringing = () =>
      shop.run('alerts.preview', { indicator: 'late-loaners', direction: 'above', threshold: 0, windowDays: 0, about: null }, manager)
    expect(ringing().filter(({ rings }) => rings)).toEqual([])
    shop.clock.at += DAY + 1000
    expect(card(id).stage).toBe('overdue')
    expect(cars().overdue).toBe(1)
    expect(ringing().filter(({ rings }) => rings)).toHaveLength(1)
    shop.run('loaners.extend', { id, dueAt: shop.clock.at + DAY, reason: '配件未到' }, adviser)
    expect(card(id)).toMatchObject({ stage: 'out', note: '配件未到' })
    const back = (over: object) => shop.run('loaners.takeBack', { id, km: 5260, fuel: 60, ...over }, adviser)
    expect(refused(() => back({ km: 5199 })).code).toBe('km-backwards')
    expect(refused(() => back({}))).toMatchObject({ code: 'looks-wrong', details: { why: ['fuel'] } })
    back({ note: '油费已收' })
    expect(card(id)).toMatchObject({ stage: 'back', drivenKm: 60, returnNote: '油费已收' })
    expect(refused(() => back({ fuel: 90 })).code).toBe('over')
    expect(cars().cars).toMatchObject([{ km: 5260, out: null }])
    expect(refused(() => lend({ km: 5259 }))).toMatchObject({ code: 'km-below-last', details: { lastKm: 5260 } })
  })

  test('[AFS-10] of a customer who is forgotten keeps the car and the meters, and nothing of the person', () => {
    const { id } = lend({ km: 5260, driverName: '周小杉', note: '接孩子用' })
    shop.run('loaners.takeBack', { id, km: 5270, fuel: 80 }, adviser)
    shop.run('customers.erase', { id: shop.customerId })
    expect(card(id)).toMatchObject({ driverName: null, licenceNo: null, note: null, kmOut: 5260, kmIn: 5270, customerName: '' })
    expect(shop.run('loaners.page', { limit: 5 }, adviser).total).toBe(2)
  })
})

test('[AFS-09] a loan is overdue from the instant it was due, and a return is asked about what is strange', () => {
  expect(stageOfLoan({ state: 'out', dueAt: 10 }, 10)).toBe('out')
  expect(stageOfLoan({ state: 'out', dueAt: 10 }, 11)).toBe('overdue')
  expect(stageOfLoan({ state: 'back', dueAt: 10 }, 11)).toBe('back')
  const out = { km: 100, fuel: 50 }
  expect(returnProblems({ km: 99, fuel: 50 }, out, 1)).toEqual(['backwards'])
  expect(returnProblems({ km: 900, fuel: 50 }, out, 1)).toEqual([])
  expect(returnProblems({ km: 901, fuel: 49 }, out, 1)).toEqual(['far', 'fuel'])
  expect(returnProblems({ km: 1700, fuel: 50 }, out, 2)).toEqual([])
})
