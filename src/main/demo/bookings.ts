// Bookings of the demo workshop: of the last weeks some came, some did not and some called off; of the days to come there is
// something in every one, so that the calendar is never empty, at whatever hour the store is made.
import { addDays } from '../../shared/dates.ts'
import { bookingChannels } from '../../shared/modules/appointments/rules.ts'
import type { ServiceKind } from '../../shared/modules/workshop/rules.ts'
import type { World } from './world.ts'

const DAY = 86_400_000
const CLOCKS = ['08:30', '09:30', '10:30', '13:30', '14:30', '15:30'] as const
const WISHES: readonly (readonly [kind: ServiceKind, wants: string, minutes: number])[] = [
  ['maintenance', '常规保养，顺便查空调', 60],
  ['repair', '低速转向有异响', 90],
  ['maintenance', '两万公里保养', 120],
  ['body', '前保险杠划痕补漆', 240],
  ['claim', '车机偶尔重启，按质保处理', 90],
]
export type DrivenCar = { customerId: string; vehicleId: string }

/** Booked the day before it comes. Returns the appointment. */
export function bookFor({ desk }: World, adviser: string, { customerId, vehicleId }: DrivenCar, nth: number, on: string): string {
  const [kind, wants, minutes] = WISHES[nth % WISHES.length] as (typeof WISHES)[number]
  return desk.run(
    'appointments.book',
    {
      car: { customerId, carId: null, vehicleId },
      dayOn: on,
      clock: CLOCKS[nth % CLOCKS.length] as string,
      minutes,
      ...{ kind, wants },
      channel: bookingChannels[nth % bookingChannels.length] as (typeof bookingChannels)[number],
      waits: nth % 4 === 0,
      loaner: kind === 'body',
      evenSo: '客户指定时间',
    },
    adviser,
  ).id
}

/** Those who did not come or called off, and those of the days to come. */
export function fillCalendar(world: World, adviser: string, cars: readonly DrivenCar[]): void {
  const { desk, today } = world
  cars.slice(0, 6).forEach((car, at) => {
    const on = addDays(today, -4 * (at + 1))
    desk.at = Date.parse(`${addDays(on, -1)}T15:00:00+08:00`)
    const id = bookFor(world, adviser, car, at, on)
    desk.at = Date.parse(`${on}T17:40:00+08:00`)
    if (at % 2 === 0) desk.run('appointments.end', { id, kind: 'no-show', reason: '电话没人接' }, adviser)
    else desk.run('appointments.end', { id, kind: 'cancelled', reason: '客户临时出差' }, adviser)
  })
  cars.slice(6, 24).forEach((car, at) => {
    desk.at = Date.parse(`${today}T08:00:00+08:00`) - 2 * DAY
    const id = bookFor(world, adviser, car, at, addDays(today, Math.floor(at / 3)))
    if (at % 3 === 1) desk.run('appointments.confirm', { id }, adviser)
  })
}
