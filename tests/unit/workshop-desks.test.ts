// Two service desks at one work order without a line: what each wrote of different facts stays, of two moves the first stands
// and the other is a case, money counts whoever took it, and a line that came too late is shown. Real processes, a real network.
import { beforeAll, expect, test, vi } from 'vitest'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

/** May do everything in the workshop. */
const boss = person('director')
let one: Desktop
let two: Desktop
let customerId: string

const desks = twoDesks(['服务台 1', '服务台 2'], (shop) => {
  customerId = shop.customerId
})
const { apart } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

/** A new order with one job, known at both desks. */
async function opened(plate: string): Promise<string> {
  const { id: carId } = one.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate }, boss)
  const { id } = one.run(
    'workshop.open',
    { car: { customerId, carId, vehicleId: null }, kind: 'repair', km: 1000, complaint: '异响' },
    boss,
  )
  one.run('workshop.addJob', { orderId: id, name: '换片', minutes: 60, priceFen: 20_000 }, boss)
  await quiet(one, two)
  return id
}
const cases = (id: string) => two.run('workshop.card', { id }, boss).cases

test('[S-MERGE-2] different facts of one order both stay', async () => {
  const id = await opened('苏E10001')
  await apart(
    () => one.run('workshop.change', { id, finding: '制动片磨损' }, boss),
    () => two.run('workshop.change', { id, contactName: '周楠', waits: true }, boss),
  )
  expect(two.run('workshop.card', { id }, boss).order).toMatchObject({ finding: '制动片磨损', contactName: '周楠', waits: true })
  expect(cases(id)).toEqual([])
})

test('[S-MERGE-2] a rescue noted first at both desks is one, with the facts of both', async () => {
  const { id: carId } = one.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate: '苏E10009' }, boss)
  const { id } = one.run(
    'workshop.open',
    { car: { customerId, carId, vehicleId: null }, kind: 'rescue', km: 1000, complaint: '抛锚' },
    boss,
  )
  await quiet(one, two)
  await apart(
    () => one.run('workshop.keepRescue', { id, place: '昆山站南广场', callerName: '周楠' }, boss),
    () => two.run('workshop.keepRescue', { id, place: '昆山站南广场', towed: true }, boss),
  )
  for (const desk of [one, two])
    expect(desk.run('workshop.rescue', { id }, boss)).toMatchObject({ place: '昆山站南广场', callerName: '周楠', towed: true })
})

test('[S-GUARD-6] of two moves from one state the first stands; the other is a case and its step is no step', async () => {
  const id = await opened('苏E10002')
  await apart(
    () => one.run('workshop.move', { id, to: 'working' }, boss),
    () => two.run('workshop.cancel', { id, reason: '客户不修了' }, boss),
  )
  const { order, steps } = two.run('workshop.card', { id }, boss)
  expect(order).toMatchObject({ state: 'working', endReason: null })
  expect(steps.map(({ state }) => state)).toEqual(['open', 'working'])
  expect(cases(id)).toHaveLength(1)
})

test('[S-GUARD-3] money taken counts whoever settled first, and a line that came late waits to be billed', async () => {
  const id = await opened('苏E10003')
  one.run('workshop.move', { id, to: 'working' }, boss)
  one.run('workshop.move', { id, to: 'checking' }, boss)
  one.run('workshop.check', { id, passed: true }, boss)
  await quiet(one, two)
  await apart(
    () => {
      one.run('settlements.settle', { workOrderId: id }, boss)
      one.run('settlements.collect', { workOrderId: id, method: 'cash', amountFen: 5000 }, boss)
    },
    () => {
      two.run('workshop.addJob', { orderId: id, name: '四轮定位', minutes: 60, priceFen: 12_000 }, boss)
      two.run('settlements.settle', { workOrderId: id }, boss)
      two.run('settlements.collect', { workOrderId: id, method: 'wechat', amountFen: 3000 }, boss)
    },
  )
  for (const desk of [one, two])
    expect(desk.run('settlements.card', { workOrderId: id }, boss)).toMatchObject({
      settlements: [{ totalFen: 20_000 }],
      paidFen: 8000,
      dueFen: 12_000,
      unbilled: [{ name: '四轮定位' }],
    })
  expect(cases(id)).toHaveLength(1)
  one.run('settlements.settle', { workOrderId: id }, boss)
  await quiet(one, two)
  expect(two.run('settlements.card', { workOrderId: id }, boss)).toMatchObject({ dueFen: 24_000, unbilled: [] })
})

test('[S-GUARD-3] both desks clocked, and the hours of both count', async () => {
  const id = await opened('苏E10004')
  const [job] = one.run('workshop.card', { id }, boss).jobs
  const jobId = job?.id ?? ''
  await apart(
    () => one.run('floor.clock', { jobId, kind: 'start', technicianId: 'a' }, boss),
    () => two.run('floor.clock', { jobId, kind: 'start', technicianId: 'b' }, boss),
  )
  const clocked = two.run('floor.ofOrder', { orderId: id }, boss)
  expect(clocked).toMatchObject([{ stage: 'running' }])
  expect(clocked[0]?.who).toHaveLength(2)
})
