// Appointments of the workshop (维修预约): what one may become, how many hours a day has and how many of them are spoken for, and
// when a customer is reminded. Lengths are minutes, instants epoch ms.
import { addDays, dayOf, startOf, timeOf, type Day } from '../../dates.ts'
import type { DriveHours } from '../testdrives/rules.ts'

/** 已预约 · 已确认 · 已到店 · 未到店 · 已取消. */
export const appointmentStates = ['booked', 'confirmed', 'arrived', 'no-show', 'cancelled'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/** Who did not come may come after all; a car that is taken in, and what was cancelled, stay so. */
export const appointmentMoves: Readonly<Record<AppointmentState, readonly AppointmentState[]>> = {
  booked: ['confirmed', 'arrived', 'no-show', 'cancelled'],
  confirmed: ['arrived', 'no-show', 'cancelled'],
  'no-show': ['arrived'],
  arrived: [],
  cancelled: [],
}
export const isExpected = (state: AppointmentState): boolean => state === 'booked' || state === 'confirmed'

/** 电话 · 微信 · 线上 · 到店 · 主动邀约: how it was made. */
export const bookingChannels = ['phone', 'wechat', 'online', 'visit', 'invited'] as const

/** The parameter 服务时段: from when to when cars are taken in, in slots. Its shape is that of the test drives' hours. */
export type ServiceHours = DriveHours
export const firstServiceHours: ServiceHours = { opensAt: '08:30', closesAt: '17:30', slotMinutes: 60 }

const MINUTE = 60_000
/** The first millisecond of `09:30` of a day in China. */
export const momentAt = (on: Day, clock: string): number => startOf(on) + (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * MINUTE

/** Work somebody is planned for. */
export type Piece = { startsAt: number; minutes: number }
export type SlotLoad = { clock: string; startsAt: number; thereMinutes: number; plannedMinutes: number }
export type DayLoad = { slots: SlotLoad[]; thereMinutes: number; plannedMinutes: number }

const shared = (piece: Piece, from: number, until: number): number =>
  Math.max(0, Math.min(until, piece.startsAt + piece.minutes * MINUTE) - Math.max(from, piece.startsAt)) / MINUTE

/**
 * Hours planned against hours there are. Work needs a technician and a bay, so the fewer of the two count. A slot carries the
 * part of each piece that lies in it; the day carries each piece whole, for what runs past closing has to be worked as well.
 */
export function loadOf(
  on: Day,
  hours: ServiceHours,
  clocks: readonly string[],
  { technicians, bays }: { technicians: number; bays: number },
  pieces: readonly Piece[],
): DayLoad {
  const lines = Math.min(technicians, bays)
  const slots = clocks.map((clock) => {
    const startsAt = momentAt(on, clock)
    const until = startsAt + hours.slotMinutes * MINUTE
    const plannedMinutes = pieces.reduce((sum, piece) => sum + shared(piece, startsAt, until), 0)
    return { clock, startsAt, thereMinutes: lines * hours.slotMinutes, plannedMinutes }
  })
  return {
    slots,
    thereMinutes: lines * clocks.length * hours.slotMinutes,
    plannedMinutes: pieces.reduce((sum, { minutes }) => sum + minutes, 0),
  }
}

/** Whether a piece lies in a slot that holds more than there is, or on a day that does: nobody need be wrong, two desks booked apart. */
export function isOverbooked(piece: Piece, hours: ServiceHours, { slots, thereMinutes, plannedMinutes }: DayLoad): boolean {
  const over = slots.some(
    (slot) => slot.plannedMinutes > slot.thereMinutes && shared(piece, slot.startsAt, slot.startsAt + hours.slotMinutes * MINUTE) > 0,
  )
  return over || plannedMinutes > thereMinutes
}

/** 爽约率: who did not come, of those who should have come by now, in bp half up; null while nobody should have. */
export const noShowBp = (noShows: number, arrived: number): number | null =>
  noShows + arrived === 0 ? null : Math.floor((noShows * 20_000 + noShows + arrived) / (2 * (noShows + arrived)))

/** Somebody a quarter of an hour late is on time. */
export const GRACE_MINUTES = 15

/** The hour of the day before at which a customer is reminded, China's time. */
const REMIND_AT = '10:00'
/** Nearer than this nobody is reminded of what was just agreed. */
const TOO_NEAR_MS = 2 * 60 * MINUTE

/** When to remind of an appointment: the morning before, or at once when that is over; null when it is about to begin. */
export function remindAt(startsAt: number, now: number): number | null {
  if (startsAt - now < TOO_NEAR_MS) return null
  return Math.max(now, momentAt(addDays(dayOf(startsAt), -1), REMIND_AT))
}

/** `11月29日 09:30`, as a message says it. */
export const saidAs = (startsAt: number): string => {
  const [, month = '', date = ''] = dayOf(startsAt).split('-')
  return `${Number(month)}月${Number(date)}日 ${timeOf(startsAt)}`
}
