// Bookings of the workshop: the hours of a day against what is planned in them, a car booked, moved, taken in, or not brought; what
// the customer is written; who waits now. Two offline desks are in service-desks.test.ts.
import { beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Asked } from '../../src/shared/contract.ts'
import { addDays } from '../../src/shared/dates.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import {
  firstServiceHours,
  isOverbooked,
  loadOf,
  momentAt,
  noShowBp,
  remindAt,
  saidAs,
} from '../../src/shared/modules/appointments/rules.ts'
import { slotsOf } from '../../src/shared/modules/testdrives/rules.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
const care = somebody({ permissions: new Set(roleSeeds['customer-care'].permissions), name: '苗苗' })
const MINUTE = 60_000
/** The store's clock says 10:30 of this day. */
const today = '2026-11-22'
const tomorrow = addDays(today, 1)

let shop: Shop
let shi: string
beforeAll(() => {
  shop = openShop()
  shi = shop.run('admin.createUser', { name: '石磊', login: 'shi', roleIds: [roleIdOf('workshop')], siteIds: [SITE], password: null }).id
  shop.run('floor.keepBay', { id: null, name: '机电 1', kind: 'mechanical' }, adviser)
})

let plates = 0
/** Another car of the same customer. */
const car = (): string =>
  shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: `苏E${String(++plates).padStart(5, '0')}` },
    adviser,
  ).id
const wish = (over: Partial<Asked<'appointments.book'>> = {}): Asked<'appointments.book'> => ({
  car: { customerId: shop.customerId, carId: car(), vehicleId: null },
  dayOn: tomorrow,
  clock: '09:30',
  minutes: 60,
  kind: 'maintenance',
  wants: '常规保养',
  channel: 'phone',
  ...over,
})
const book = (over: Partial<Asked<'appointments.book'>> = {}) => shop.run('appointments.book', wish(over), care)
const card = (id: string) => shop.run('appointments.card', { id }, adviser)
const dayOn = (on: string) => shop.run('appointments.calendar', { fromOn: on, days: 1 }, adviser).days[0]

describe('booking', () => {
  test('[AFS-01] a car is booked for a time, work and a technician; an hour that is full wants a word', () => {
    const { id, no } = book({ technicianId: shi, wants: '常规保养，查异响' })
    expect(no).toBe('BK-KS-01-2611-1')
    expect(card(id)).toMatchObject({
      state: 'booked',
      plate: '苏E00001',
      clock: '09:30',
      minutes: 60,
      technicianName: '石磊',
      wants: '常规保养，查异响',
      takenByName: '',
      overbooked: false,
    })
    // One technician, one bay: nine hours a day, one of them now spoken for.
    expect(dayOn(tomorrow)).toMatchObject({ thereMinutes: 540, plannedMinutes: 60 })
    expect(dayOn(tomorrow)?.slots[1]).toMatchObject({ clock: '09:30', thereMinutes: 60, plannedMinutes: 60 })
    expect(refused(() => book())).toMatchObject({ code: 'full', details: { clock: '09:30' } })
    const second = book({ evenSo: '老客户，加班做' }).id
    expect(card(second)).toMatchObject({ overbooked: true, overReason: '老客户，加班做' })
    // Whoever has the hour is told as well.
    expect(card(id).overbooked).toBe(true)
    shop.run('appointments.end', { id: second, kind: 'cancelled', reason: '客户改天' }, care)
    expect(card(id).overbooked).toBe(false)
    for (const [over, code] of [
      [{ dayOn: today, clock: '08:30' }, 'past'],
      [{ clock: '07:00' }, 'closed-then'],
      [{ clock: '13:30', technicianId: 'nobody' }, 'no-such-technician'],
      [{ clock: '13:30', bayId: 'nowhere' }, 'no-such-bay'],
    ] as const)
      expect(refused(() => book(over)).code).toBe(code)
    const again = wish({ clock: '14:30' })
    shop.run('appointments.book', again, care)
    expect(refused(() => shop.run('appointments.book', { ...again, clock: '15:30' }, care)).code).toBe('booked-already')
  })

  test('[AFS-01] it is moved with its hours, and the board counts against the same day', () => {
    const on = addDays(today, 3)
    const { id } = book({ dayOn: on, clock: '10:30' })
    const { kind, wants } = card(id)
    const moved = { id, dayOn: on, clock: '10:30', minutes: 120, kind, wants, waits: true, loaner: true }
    shop.run('appointments.change', moved, care)
    expect(card(id)).toMatchObject({ minutes: 120, waits: true, loaner: true, overbooked: false })
    expect(dayOn(on)?.slots.map(({ plannedMinutes }) => plannedMinutes)).toEqual([0, 0, 60, 60, 0, 0, 0, 0, 0])
    const order = shop.run(
      'workshop.open',
      { car: { customerId: shop.customerId, carId: car(), vehicleId: null }, kind: 'repair', km: 1, complaint: '异响' },
      adviser,
    ).id
    const jobId = shop.run('workshop.addJob', { orderId: order, name: '换片', minutes: 60, priceFen: 100 }, adviser).id
    const slot = shop.run('floor.plan', { jobId, technicianId: shi, startsAt: momentAt(on, '11:00'), minutes: 60 }, adviser).id
    expect(card(id).overbooked).toBe(true)
    shop.run('floor.unplan', { id: slot }, adviser)
    expect(card(id).overbooked).toBe(false)
    shop.run('workshop.cancel', { id: order, reason: '不修了' }, adviser)
  })
})

describe('the door', () => {
  test('[AFS-01] [AFS-09] a booked car is found by itself, is taken in under its booking, and its hour goes to the board', () => {
    const { id } = book({ dayOn: today, clock: '11:30', wants: '四轮定位' })
    const { carId, customerId } = card(id)
    expect(shop.run('appointments.ofCar', { customerId, carId, vehicleId: null }, adviser)).toMatchObject({ id, wants: '四轮定位' })
    const opened = shop.run(
      'workshop.open',
      { car: { customerId, carId, vehicleId: null }, kind: 'maintenance', km: 900, complaint: '四轮定位', waits: true, appointmentId: id },
      adviser,
    )
    expect(card(id)).toMatchObject({ state: 'arrived', workOrderId: opened.id, workOrderNo: opened.no })
    expect(shop.run('appointments.ofCar', { customerId, carId, vehicleId: null }, adviser)).toBeNull()
    expect(refused(() => shop.run('appointments.confirm', { id }, care)).code).toBe('over')
    // Not on the board yet, it still takes its hour; on the board it takes what is planned.
    expect(dayOn(today)?.plannedMinutes).toBe(60)
    const jobId = shop.run('workshop.addJob', { orderId: opened.id, name: '定位', minutes: 90, priceFen: 100 }, adviser).id
    shop.run('floor.plan', { jobId, technicianId: shi, startsAt: momentAt(today, '12:30'), minutes: 90 }, adviser)
    expect(dayOn(today)?.plannedMinutes).toBe(90)
    shop.clock.at += 20 * MINUTE
    expect(shop.run('appointments.reception', {}, adviser)).toMatchObject({
      waiting: 1,
      longestMinutes: 20,
      lounge: [{ no: opened.no, minutes: 20, state: 'open' }],
    })
  })

  test('[AFS-09] who stayed away is counted, may come after all, and does so only after the hour', () => {
    const { id } = book({ dayOn: today, clock: '15:30' })
    expect(refused(() => shop.run('appointments.end', { id, kind: 'no-show', reason: '没来' }, care)).code).toBe('not-yet')
    shop.clock.at = momentAt(today, '16:30')
    expect(card(id).late).toBe(true)
    shop.run('appointments.end', { id, kind: 'no-show', reason: '电话没人接' }, care)
    const told = shop.run('appointments.figures', { fromOn: today, untilOn: today }, adviser)
    expect(told).toMatchObject({ booked: 2, arrived: 1, onTime: 1, noShows: 1, noShowBp: 5000, waitMinutes: null })
    expect(told.channels).toEqual([{ channel: 'phone', booked: 2, arrived: 1, noShows: 1, noShowBp: 5000 }])
    const { carId, customerId } = card(id)
    shop.run(
      'workshop.open',
      { car: { customerId, carId, vehicleId: null }, kind: 'repair', km: 5, complaint: '还是来了', appointmentId: id },
      adviser,
    )
    expect(shop.run('appointments.figures', { fromOn: today, untilOn: today }, adviser)).toMatchObject({
      arrived: 2,
      onTime: 1,
      noShows: 0,
    })
  })
})

test('[AFS-02] [AFS-21] both sides confirm; what the customer is written follows the hour and stops with it', () => {
  const on = addDays(today, 5)
  const { id } = book({ dayOn: on, clock: '09:30', channel: 'online' })
  const waiting = () =>
    shop
      .run('messages.page', { limit: 20 }, adviser)
      .rows.filter(({ origin, state }) => origin === 'appointment' && state === 'waiting')
      .map(({ id: message }) =>
        shop.st.one<{ template: string; dueAt: number }>('SELECT template, due_at AS dueAt FROM messages WHERE id = ?', message),
      )
  const mine = () => card(id).messages.filter(({ state }) => state === 'waiting')
  expect(mine()).toMatchObject([{ dueAt: momentAt(addDays(on, -1), '10:00') }])
  shop.run('appointments.confirm', { id }, care)
  expect(card(id).state).toBe('confirmed')
  expect(mine()).toHaveLength(2)
  expect(waiting().map((each) => each?.template)).toContain('service-booked-sms')
  const { kind, wants } = card(id)
  shop.run(
    'appointments.change',
    { id, dayOn: addDays(on, 1), clock: '09:30', minutes: 60, kind, wants, waits: false, loaner: false },
    care,
  )
  expect(mine()).toMatchObject([{ dueAt: momentAt(on, '10:00') }])
  shop.run('appointments.end', { id, kind: 'cancelled', reason: '客户出差' }, care)
  expect(mine()).toEqual([])
  // Nobody is written who does not want to be.
  expect(card(book({ dayOn: on, clock: '13:30', remind: false }).id).messages).toEqual([])
})

test('[AFS-10] a stranger is booked with the car, is found by name, and leaves the booking without the note when forgotten', () => {
  const stranger = { plate: '沪 B·88881', carName: '远山 X3', customerName: '林见川', phone: '13911112222' }
  const { id } = book({ car: stranger, dayOn: addDays(today, 6), note: '别打座机' })
  expect(card(id)).toMatchObject({ plate: '沪B88881', customerName: '林见川', note: '别打座机' })
  expect(shop.run('appointments.page', { limit: 5, search: 'ljc' }, adviser).rows.map((row) => row.id)).toEqual([id])
  shop.run('customers.erase', { id: card(id).customerId })
  expect(card(id)).toMatchObject({ note: null, wants: '常规保养', carName: '远山 X3' })
  expect(refused(() => shop.run('appointments.card', { id }, somebody({ site: 'elsewhere' }))).code).toBe('not-found')
})

describe('hours', () => {
  const clocks = slotsOf(firstServiceHours)
  const pieces = fc.array(
    fc.record({
      startsAt: fc.integer({ min: 0, max: 35 }).map((n) => momentAt(today, '08:30') + n * 15 * MINUTE),
      minutes: fc.integer({ min: 15, max: 300 }),
    }),
    { maxLength: 20 },
  )
  test('[AFS-01] every planned minute of a day is counted once, and more work never makes room', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (work, technicians, bays) => {
        const day = loadOf(today, firstServiceHours, clocks, { technicians, bays }, work)
        expect(day.plannedMinutes).toBe(work.reduce((sum, { minutes }) => sum + minutes, 0))
        expect(day.thereMinutes).toBe(Math.min(technicians, bays) * 540)
        const closes = momentAt(today, '17:30')
        const within = work.reduce((sum, { startsAt, minutes }) => sum + Math.max(0, Math.min(minutes, (closes - startsAt) / MINUTE)), 0)
        expect(day.slots.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0)).toBe(within)
        const [one, ...rest] = work
        if (
          one &&
          isOverbooked(one, firstServiceHours, loadOf(today, firstServiceHours, clocks, { technicians, bays }, [one, ...rest.slice(1)]))
        )
          expect(isOverbooked(one, firstServiceHours, day)).toBe(true)
      }),
      { numRuns: 200, seed: 4 },
    )
  })
  test('[AFS-02] a reminder goes the morning before, at once when that is over, and not when it is about to begin', () => {
    const at = momentAt(tomorrow, '09:30')
    expect(remindAt(at, momentAt(addDays(today, -3), '09:00'))).toBe(momentAt(today, '10:00'))
    expect(remindAt(at, momentAt(today, '18:00'))).toBe(momentAt(today, '18:00'))
    expect(remindAt(at, momentAt(tomorrow, '08:00'))).toBeNull()
    expect(saidAs(at)).toBe('11月23日 09:30')
    expect([noShowBp(0, 0), noShowBp(1, 2), noShowBp(1, 0)]).toEqual([null, 3333, 10_000])
  })
})
