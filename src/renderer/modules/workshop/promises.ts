// When a car may be promised for, as a desk says it: in some hours, or by noon or evening of a day. China's time.
import { addDays, CHINA_OFFSET_MINUTES, dayOf } from '../../../shared/dates.ts'

const HOUR = 3_600_000
/** `clock` as `17:30` of a day, in epoch ms. */
export const momentOf = (on: string, clock: string): number => Date.parse(`${on}T${clock}:00Z`) - CHINA_OFFSET_MINUTES * 60_000
/** `17:30` of an instant. */
export const clockOf = (at: number): string => new Date(at + CHINA_OFFSET_MINUTES * 60_000).toISOString().slice(11, 16)

export type Promised = { id: string; at: number }
/** What is still ahead of `now`, soonest first; the whole hours round up to the next five minutes. */
export function promisesFrom(now: number): Promised[] {
  const soon = (hours: number): number => Math.ceil((now + hours * HOUR) / 300_000) * 300_000
  const today = dayOf(now)
  const tomorrow = addDays(today, 1)
  return [
    { id: 'hour', at: soon(1) },
    { id: 'twoHours', at: soon(2) },
    { id: 'noon', at: momentOf(today, '12:00') },
    { id: 'evening', at: momentOf(today, '17:30') },
    { id: 'tomorrowNoon', at: momentOf(tomorrow, '12:00') },
    { id: 'tomorrowEvening', at: momentOf(tomorrow, '17:30') },
    { id: 'threeDays', at: momentOf(addDays(today, 3), '17:30') },
    { id: 'week', at: momentOf(addDays(today, 7), '17:30') },
  ].filter(({ at }) => at > now)
}
