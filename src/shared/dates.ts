// Days as ISO text and the arithmetic on them. Pure: nothing here reads a clock or the machine's time zone, and an
// instant becomes a day only by an offset the caller names.
import { z } from 'zod'
import { halfWidth } from './text.ts'

/** `YYYY-MM-DD`, a day that exists, 1800 to 2199: outside lies a typing error. Text order is time order. */
export const Day = z.string().refine(isDay)
export type Day = z.infer<typeof Day>

/** China Standard Time, all year: minutes ahead of UTC. */
export const CHINA_OFFSET_MINUTES = 480

const EARLIEST = serialOf(1800, 1, 1)
const LATEST = serialOf(2199, 12, 31)
const DAY_MS = 86_400_000

/** Days since 1970-01-01 in the Gregorian calendar; years from March, so that the leap day is the last of its year. */
function serialOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const fromMarch = (month + 9) % 12
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * fromMarch + 2) / 5) + day - 719_469
}

function dayOfSerial(serial: number): Day | null {
  if (!(serial >= EARLIEST && serial <= LATEST)) return null
  const days = serial + 719_468
  const cycle = Math.floor(days / 146_097)
  const ofCycle = days - cycle * 146_097
  const yearOfCycle = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  )
  const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Whether text is a Day: exactly `YYYY-MM-DD` and on the calendar. */
export function isDay(text: string): boolean {
  return dayFrom(text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)) === text
}

/** A day that does not exist (2 月 30 日, 13 月) comes back from its serial under another name, and is none. */
function dayFrom(year: string, month: string, day: string): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return dayOfSerial(serialOf(Number(year), Number(month), Number(day))) === text ? text : null
}

function serialOfDay(day: Day): number {
  if (!isDay(day)) throw new RangeError(`${day} is not a day`)
  return serialOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
}

function existing(serial: number): Day {
  const day = dayOfSerial(serial)
  if (day === null) throw new RangeError('outside the years 1800 to 2199')
  return day
}

/** The day `count` days later (earlier when negative). Throws RangeError outside 1800 to 2199 or for a broken day. */
export function addDays(day: Day, count: number): Day {
  if (!Number.isSafeInteger(count)) throw new RangeError('days are counted in whole numbers')
  return existing(serialOfDay(day) + count)
}

/** The same day of a later month; the month's last day where there is none (31 January + 1 is 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
  const next = `${String(Math.floor((months + 1) / 12)).padStart(4, '0')}-${String(((months + 1) % 12) + 1).padStart(2, '0')}-01`
  return addDays(first, Math.min(Number(day.slice(8)), daysBetween(first, next)) - 1)
}

/** Whole days from one day to the other; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => serialOfDay(to) - serialOfDay(from)

/** The day an instant (epoch ms) falls on at an offset from UTC in minutes; China Standard Time unless told. */
export const dayOf = (epochMs: number, offsetMinutes: number = CHINA_OFFSET_MINUTES): Day =>
  existing(Math.floor((epochMs + offsetMinutes * 60_000) / DAY_MS))

/** The instant (epoch ms) a day begins at in China. */
export const startOf = (day: Day): number => serialOfDay(day) * DAY_MS - CHINA_OFFSET_MINUTES * 60_000

/** The time of an instant (epoch ms) in China, `HH:MM`. Everybody reads the same one, whatever zone a machine is set to. */
export const timeOf = (epochMs: number): string => new Date(epochMs + CHINA_OFFSET_MINUTES * 60_000).toISOString().slice(11, 16)

/** The day of the week, 0 for Sunday. */
export const weekdayOf = (day: Day): number => new Date(serialOfDay(day) * DAY_MS).getUTCDay()

/** `YYYY-MM` of a day. */
export const monthOf = (day: Day): string => day.slice(0, 7)

/** `yymm` of a day, as document numbers carry it. */
export const yymmOf = (day: Day): string => day.slice(2, 4) + day.slice(5, 7)

const WRITTEN =
  /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/

/**
 * Reads a day as people and spreadsheets write it: `2026-11-22`, `2026/11/2`, `2026.11.2`, `2026年11月2日`, `20261122`,
 * each with a local time of day behind it, which is dropped. A number is a spreadsheet cell: eight digits, or Excel's
 * serial (1 = 1900-01-01, and the 29 February 1900 it invents is refused). `null` for an impossible day, a year of two
 * digits, and a time with a zone, whose day depends on where one stands.
 */
export function parseDay(value: string | number): Day | null {
  if (typeof value === 'number') return /^\d{8}$/.test(String(value)) ? parseDay(String(value)) : dayOfExcel(Math.floor(value))
  const text = halfWidth(value)
    .trim()
    .replace(/\s*([年月])\s*/g, '$1')
    .replace(/\s+(?=[日号])/g, '')
  const match = WRITTEN.exec(text)
  if (!match) return null
  const [, year = '', , m1, d1, m2, d2, m3, d3] = match
  return dayFrom(year, (m1 ?? m2 ?? m3) as string, (d1 ?? d2 ?? d3) as string)
}

const EXCEL_ZERO = serialOf(1899, 12, 31)
const EXCEL_FALSE_LEAP_DAY = 60

function dayOfExcel(serial: number): Day | null {
  if (serial < 1 || serial === EXCEL_FALSE_LEAP_DAY) return null
  return dayOfSerial(EXCEL_ZERO + serial - (serial > EXCEL_FALSE_LEAP_DAY ? 1 : 0))
}

/**
 * The row of a dated parameter that holds on a day: the one that began last, not after that day; of two that began on
 * the same day the later in the list. `undefined` before the first.
 */
export function inForce<Row extends { validFromOn: Day }>(rows: readonly Row[], day: Day): Row | undefined {
  let found: Row | undefined
  for (const row of rows) {
    if (row.validFromOn <= day && (!found || row.validFromOn >= found.validFromOn)) found = row
  }
  return found
}
