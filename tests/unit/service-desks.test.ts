// Two service desks without a line: both fill one hour, both end one booking, both lend one car, both claim and answer one charge. What was agreed with a customer stays and is seen;
// of what can be only once the first one's word counts. Real processes, a real network.
import { beforeAll, expect, test, vi } from 'vitest'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { addDays, dayOf } from '../../src/shared/dates.ts'
import { CustomerId, VehicleId } from '../../src/shared/ids.ts'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { SITE } from '../support/store.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

/** May do everything in the workshop. */
const boss = person('director')
let one: Desktop
let two: Desktop
let customerId: string
let loaner: string

const desks = twoDesks(['服务台 1', '服务台 2'], (shop) => {
  customerId = shop.customerId
  loaner = shop.car
  shop.run('vehicles.setState', { id: loaner, state: 'demo', location: '代步车位' }, person('manager'))
  shop.run('loaners.mark', { vehicleId: VehicleId.parse(loaner), active: true }, boss)
  shop.run('admin.createUser', { name: '石磊', login: 'shi', roleIds: [roleIdOf('workshop')], siteIds: [SITE], password: null })
  shop.run('floor.keepBay', { id: null, name: '机电 1', kind: 'mechanical' }, boss)
})
const { apart } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

/** A week from now: the hour is ahead at whatever hour this runs. */
const on = addDays(dayOf(Date.now()), 7)
let plates = 0
/** A car both desks know. */
async function car(): Promise<string> {
  const plate = `苏E${String(70_000 + ++plates)}`
  const { id } = one.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate }, boss)
  await quiet(one, two)
  return id
}
const book = (desk: Desktop, carId: string, clock: string): string =>
  desk.run(
    'appointments.book',
    { car: { customerId, carId, vehicleId: null }, dayOn: on, clock, minutes: 60, kind: 'maintenance', wants: '保养', channel: 'phone' },
    boss,
  ).id

test('[S-MERGE-2] [AFS-01] one hour filled at two desks holds both bookings, and both are shown as too many', async () => {
  const [first, second] = [await car(), await car()]
  let made: string[] = []
  await apart(
    () => (made = [...made, book(one, first, '09:30')]),
    () => (made = [...made, book(two, second, '09:30')]),
  )
  for (const desk of [one, two]) {
    const [day] = desk.run('appointments.calendar', { fromOn: on, days: 1 }, boss).days
    expect(day?.slots.find(({ clock }) => clock === '09:30')).toMatchObject({ plannedMinutes: 120, thereMinutes: 60 })
    expect(day?.appointments.map(({ id, overbooked }) => [id, overbooked])).toEqual(made.map((id) => [id, true]))
  }
})

test('[S-GUARD-6] of two ends of one booking the first stands; the car that was taken in stays taken in', async () => {
  const carId = await car()
  const id = book(one, carId, '13:30')
  await quiet(one, two)
  await apart(
    () => one.run('appointments.end', { id, kind: 'cancelled', reason: '客户出差' }, boss),
    () =>
      two.run(
        'workshop.open',
        { car: { customerId, carId, vehicleId: null }, kind: 'maintenance', km: 10, complaint: '保养', appointmentId: id },
        boss,
      ),
  )
  for (const desk of [one, two]) {
    const card = desk.run('appointments.card', { id }, boss)
    expect(card).toMatchObject({ state: 'cancelled', endReason: '客户出差', workOrderId: null })
    expect(card.cases).toHaveLength(1)
    expect(desk.run('workshop.around', { customerId, carId, vehicleId: null }, boss).here).toHaveLength(1)
  }
})

const HAND = 'M20 100L60 40 90 150 140 60 180 130 240 80M260 90L300 95'
const lend = (desk: Desktop, km: number): string =>
  desk.run(
    'loaners.lend',
    {
      vehicleId: VehicleId.parse(loaner),
      customerId: CustomerId.parse(customerId),
      dueAt: Date.now() + 3 * 86_400_000,
      km,
      fuel: 80,
      licence: { no: '11010519491231002X', class: 'C1' },
      signature: { name: '周杉', path: HAND },
    },
    boss,
  ).id

test('[S-GUARD-1] one car lent at two desks is out with the first; the other loan is a case, is dropped, and the car is free once back', async () => {
  let [first, second] = ['', '']
  await apart(
    () => (first = lend(one, 100)),
    () => (second = lend(two, 100)),
  )
  for (const desk of [one, two]) {
    expect(desk.run('loaners.card', { id: first }, boss)).toMatchObject({ stage: 'out', cases: [] })
    const lost = desk.run('loaners.card', { id: second }, boss)
    expect(lost).toMatchObject({ stage: 'clash', lostTo: desk.run('loaners.card', { id: first }, boss).no })
    expect(lost.cases).toHaveLength(1)
    expect(desk.run('sync.case', { id: lost.cases[0]?.id ?? '' }, boss)).toMatchObject({ kind: 'hold', open: true })
    expect(desk.run('loaners.cars', {}, boss).cars).toMatchObject([{ id: loaner, out: { id: first } }])
  }
  two.run('loaners.drop', { id: second, reason: '另借一台' }, boss)
  one.run('loaners.takeBack', { id: first, km: 130, fuel: 80 }, boss)
  await quiet(one, two)
  const third = lend(two, 130)
  await quiet(one, two)
  expect(one.run('loaners.card', { id: third }, boss)).toMatchObject({ stage: 'out', kmOut: 130 })
})

/** A settled order that charges the maker, known at both desks. */
async function charged(): Promise<string> {
  const carId = await car()
  const { id } = one.run('workshop.open', { car: { customerId, carId, vehicleId: null }, kind: 'claim', km: 10, complaint: '黑屏' }, boss)
  one.run('workshop.addJob', { orderId: id, name: '检修供电', minutes: 60, priceFen: 30_000, payer: 'warranty' }, boss)
  one.run('workshop.move', { id, to: 'working' }, boss)
  one.run('workshop.move', { id, to: 'checking' }, boss)
  one.run('workshop.check', { id, passed: true }, boss)
  one.run('settlements.settle', { workOrderId: id }, boss)
  await quiet(one, two)
  return id
}
const claim = (desk: Desktop, workOrderId: string): string =>
  desk.run('claims.open', { workOrderId, payer: 'warranty', party: '示例厂', about: '黑屏', claimedFen: 30_000 }, boss).id

test('[S-GUARD-6] [FIN-15] one charge claimed at two desks is claimed once', async () => {
  const order = await charged()
  let first = ''
  await apart(
    () => (first = claim(one, order)),
    () => void claim(two, order),
  )
  for (const desk of [one, two])
    expect(
      desk
        .run('claims.page', { limit: 5 }, boss)
        .rows.filter((row) => row.workOrderId === order)
        .map(({ id }) => id),
    ).toEqual([first])
})

test('[S-GUARD-3] [FIN-15] of two answers to one claim the first stands, and money booked at both desks counts', async () => {
  const id = claim(one, await charged())
  const today = dayOf(Date.now())
  const later = addDays(today, 30)
  one.run('claims.submit', { id, claimedFen: 30_000, dueOn: later, reason: '照片在厂家系统' }, boss)
  await quiet(one, two)
  const answer = (desk: Desktop, result: 'accepted' | 'refused') =>
    desk.run('claims.answer', { id, result, acceptedFen: 0, reason: '看答复', answeredOn: dayOf(Date.now()), dueOn: later }, boss)
  await apart(
    () => answer(one, 'accepted'),
    () => answer(two, 'refused'),
  )
  for (const desk of [one, two]) {
    const card = desk.run('claims.card', { id }, boss)
    expect(card).toMatchObject({ state: 'accepted', outstandingFen: 30_000 })
    expect(card.steps.map(({ state }) => state)).toEqual(['draft', 'submitted', 'accepted'])
    expect(card.cases).toHaveLength(1)
  }
  const collect = (desk: Desktop) => desk.run('claims.collect', { id, method: 'transfer', amountFen: 20_000 }, boss)
  await apart(
    () => collect(one),
    () => collect(two),
  )
  // Without a bank's number nobody can say that it was one payment: both count, and that it is too much is said.
  expect(two.run('claims.card', { id }, boss)).toMatchObject({ stage: 'paid', paidFen: 40_000, outstandingFen: 0, overpaidFen: 10_000 })
  expect(two.run('claims.page', { filters: [{ column: 'overpaid', op: 'is', values: [1] }] }, boss).rows).toMatchObject([{ id }])
})

test('[S-MERGE-5] [S-GUARD-6] [FIN-15] one transfer for a claim booked at two desks is in the ledger once, and the later desk is told', async () => {
  const id = claim(one, await charged())
  const today = dayOf(Date.now())
  one.run('claims.submit', { id, claimedFen: 30_000, dueOn: addDays(today, 30), reason: '照片在厂家系统' }, boss)
  one.run('claims.answer', { id, result: 'accepted', acceptedFen: 0, answeredOn: today, dueOn: addDays(today, 30) }, boss)
  await quiet(one, two)
  const collect = (desk: Desktop, methodRef: string) =>
    desk.run('claims.collect', { id, method: 'transfer', methodRef, amountFen: 30_000 }, boss)
  await apart(
    () => void collect(one, 'BK 2026-778'),
    () => void collect(two, 'bk2026778'),
  )
  for (const desk of [one, two]) {
    const card = desk.run('claims.card', { id }, boss)
    expect(card).toMatchObject({ stage: 'paid', paidFen: 30_000, outstandingFen: 0, overpaidFen: 0 })
    expect(card.receipts).toHaveLength(1)
    expect(card.cases).toHaveLength(1)
    expect(desk.st.all(`SELECT id FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
  }
})
