// Two desks at the workshop's catalogue without a line: one job whoever entered it, one price a day with the late word kept as a
// case, and one order that takes a job once. Real processes, a real network.
import { beforeAll, expect, test, vi } from 'vitest'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

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

const job = { code: 'BY-001', name: '更换机油机滤', area: 'engine' as const, kind: 'maintenance' as const, minutes: 30 }

test('[S-MERGE-2] [AFS-03] two desks that enter one code make one job; what they say of different facts of it stays', async () => {
  await apart(
    () => one.run('jobs.keep', job, boss),
    () => two.run('jobs.keep', job, boss),
  )
  const [found] = one.run('jobs.page', { limit: 10 }, boss).rows
  expect(two.run('jobs.page', { limit: 10 }, boss).total).toBe(1)
  await apart(
    () => one.run('jobs.keep', { ...job, minutes: 36 }, boss),
    () => two.run('jobs.keep', { ...job, name: '更换机油及机滤' }, boss),
  )
  expect(one.run('jobs.card', { id: found?.id ?? '' }, boss).job).toMatchObject({ minutes: 36, name: '更换机油及机滤' })
})

test('[S-GUARD-6] [AFS-06] of two words about one price on one day the first stands, whole, and the other is one case', async () => {
  const jobId = one.run('jobs.page', { limit: 10 }, boss).rows[0]?.id ?? ''
  const price = { jobId, validFromOn: '2026-12-01' }
  await apart(
    () => one.run('jobs.setPrice', { ...price, priceFen: 9900, source: '店长' }, boss),
    () => two.run('jobs.setPrice', { ...price, priceFen: 8800, source: '活动' }, boss),
  )
  const { prices } = two.run('jobs.card', { id: jobId }, boss)
  const { cases } = two.run('jobs.card', { id: jobId }, boss)
  expect(prices).toMatchObject([{ priceFen: 9900, source: '店长' }])
  expect(cases).toHaveLength(1)
  // Of different classes and days nothing clashes.
  await apart(
    () => one.run('jobs.setRate', { class: 'retail', validFromOn: '2026-01-01', rateFen: 24_000 }, boss),
    () => two.run('jobs.setRate', { class: 'maker', validFromOn: '2026-01-01', rateFen: 15_000 }, boss),
  )
  expect(
    one
      .run('jobs.rates', {}, boss)
      .map(({ class: of, rateFen }) => [of, rateFen])
      .toSorted(),
  ).toEqual([
    ['maker', 15_000],
    ['retail', 24_000],
  ])
})

test('[S-GUARD-2] a job both desks lay on one order lies there once', async () => {
  const jobId = one.run('jobs.page', { limit: 10 }, boss).rows[0]?.id ?? ''
  const { id: carId } = one.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate: '苏E10001' }, boss)
  const car = { customerId, carId, vehicleId: null }
  const { id: orderId } = one.run('workshop.open', { car, kind: 'maintenance', km: 1000, complaint: '保养' }, boss)
  await quiet(one, two)
  await apart(
    () => one.run('jobs.choose', { orderId, jobId }, boss),
    () => two.run('jobs.choose', { orderId, jobId }, boss),
  )
  const { jobs, cases } = two.run('workshop.card', { id: orderId }, boss)
  expect(jobs).toHaveLength(1)
  expect(cases).toHaveLength(1)
  // Laid again by one who sees the first, it is a second one.
  two.run('jobs.choose', { orderId, jobId }, boss)
  await quiet(one, two)
  expect(one.run('workshop.card', { id: orderId }, boss).jobs).toHaveLength(2)
})

test('[S-MERGE-1] of two technicians at one point the first one’s finding stands, whole, and the other’s is a case; other points meet no argument', async () => {
  const { id: carId } = one.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate: '苏E10002' }, boss)
  const car = { customerId, carId, vehicleId: null }
  const { id: orderId } = one.run('workshop.open', { car, kind: 'maintenance', km: 1000, complaint: '保养' }, boss)
  await quiet(one, two)
  const pads = { orderId, point: '前制动片厚度' }
  await apart(
    () => one.run('inspections.note', { ...pads, valueMilli: 2500, note: '内侧' }, boss),
    () => {
      two.run('inspections.note', { ...pads, valueMilli: 6000 }, boss)
      two.run('inspections.note', { orderId, point: '防冻液', state: 'ok' }, boss)
    },
  )
  const found = (name: string) => two.run('inspections.ofOrder', { orderId }, boss).points.find((point) => point.name === name)
  expect(found('前制动片厚度')).toMatchObject({ state: 'urgent', valueMilli: 2500, note: '内侧' })
  expect(found('防冻液')).toMatchObject({ state: 'ok' })
  expect(two.st.all("SELECT id FROM cases WHERE subject_table = 'point_results' AND state = 'open'")).toHaveLength(1)
})
