import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOf, daysBetween, isDay, monthOf, parseDay, yymmOf } from '../../src/shared/dates.ts'
import { holds } from '../support/laws.ts'

const DAY_MS = 86_400_000
const FIRST = Date.UTC(1800, 0, 1) / DAY_MS
const LAST = Date.UTC(2199, 11, 31) / DAY_MS
/** The platform's calendar as the oracle. */
const iso = (serial: number): string => new Date(serial * DAY_MS).toISOString().slice(0, 10)
const serial = fc.integer({ min: FIRST, max: LAST })

test('every day of four centuries is the platform’s day', () => {
  for (let at = FIRST; at <= LAST; at++) if (dayOf(at * DAY_MS, 0) !== iso(at)) expect.fail(`${iso(at)} is called ${dayOf(at * DAY_MS, 0)}`)
})

test('adding and counting days agree with the platform and with each other', () => {
  holds(
    fc.property(serial, serial, (a, b) => {
      expect(daysBetween(iso(a), iso(b))).toBe(b - a)
      expect(addDays(iso(a), b - a)).toBe(iso(b))
      expect(iso(a) < iso(b)).toBe(a < b)
    }),
  )
})

test('an instant falls on the day its clock shows', () => {
  holds(
    fc.property(
      fc.integer({ min: FIRST * DAY_MS + DAY_MS, max: LAST * DAY_MS - DAY_MS }),
      fc.integer({ min: -840, max: 840 }),
      (at, offset) => {
        expect(dayOf(at, offset)).toBe(new Date(at + offset * 60_000).toISOString().slice(0, 10))
      },
    ),
  )
})

test('every way of writing a day is read as that day', () => {
  holds(
    fc.property(serial, (at) => {
      const day = iso(at)
      const [year = '', month = '', date = ''] = day.split('-')
      const [m, d] = [Number(month), Number(date)]
      for (const text of [
        day,
        `${year}/${m}/${d}`,
        `${year}.${month}.${date}`,
        `${year}年${m}月${d}日`,
        `${year}${month}${date}`,
        `${day} 23:59`,
      ])
        expect(parseDay(text)).toBe(day)
      expect(parseDay(Number(year + month + date))).toBe(day)
      expect(monthOf(day)).toBe(`${year}-${month}`)
      expect(yymmOf(day)).toBe(year.slice(2) + month)
    }),
  )
})

test('a spreadsheet’s serial is its day, whatever the hour', () => {
  const excel = fc.integer({ min: 61, max: 109_574 })
  holds(
    fc.property(excel, fc.double({ min: 0, max: 0.999, noNaN: true }), (number, hour) => {
      expect(parseDay(number + hour)).toBe(iso(Date.UTC(1899, 11, 30) / DAY_MS + number))
    }),
  )
})

test('day, month and year that do not exist are no day', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
  holds(
    fc.property(fc.integer({ min: 1700, max: 2300 }), two, two, (year, month, day) => {
      const text = `${year}-${month}-${day}`
      const at = new Date(`${text}T00:00:00Z`)
      const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && year >= 1800 && year <= 2199
      expect(isDay(text)).toBe(exists)
      expect(parseDay(text)).toBe(exists ? text : null)
    }),
  )
})

test('whatever is typed gives a day or null, never an error', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^\d{0,5}[-/.年]?\d{0,3}[-/.月]?\d{0,3}[日号 T]{0,2}[\d:]{0,9}$/),
    fc.double(),
    fc.integer(),
  )
  holds(
    fc.property(typed, (value) => {
      const day = parseDay(value)
      expect(day === null || isDay(day)).toBe(true)
    }),
  )
})
