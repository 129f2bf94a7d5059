import { describe, expect, test } from 'vitest'
import {
  addDays,
  CHINA_OFFSET_MINUTES,
  Day,
  dayOf,
  daysBetween,
  inForce,
  isDay,
  monthOf,
  parseDay,
  startOf,
  timeOf,
  weekdayOf,
  yymmOf,
} from '../../src/shared/dates.ts'

describe('isDay', () => {
  test.each(['2026-11-22', '2024-02-29', '2000-02-29', '1800-01-01', '2199-12-31', '1880-01-01', '2026-12-31', '2026-01-01', '2026-04-30'])(
    '%s exists',
    (day) => {
      expect(isDay(day)).toBe(true)
      expect(Day.safeParse(day).success).toBe(true)
    },
  )

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-11-00',
    '2026-11-32',
    '2026-1-02',
    '2026-11-2',
    '1799-12-31',
    '2200-01-01',
    '0000-01-01',
    '2026/11/22',
    ' 2026-11-22',
    '2026-11-22 ',
    '2026-11-22\n',
    '2e03-11-22',
    ' 026-11-22',
    '2026-+1-22',
    '2026-011-22',
    '2026-11-22T00:00',
    'x2026-11-22',
    '',
    'yesterday',
  ])('%j does not', (day) => {
    expect(isDay(day)).toBe(false)
    expect(Day.safeParse(day).success).toBe(false)
  })
})

describe('arithmetic', () => {
  test.each([
    ['2026-11-22', 0, '2026-11-22'],
    ['2026-11-22', 9, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-29', 366, '2025-03-01'],
    ['2000-02-28', 2, '2000-03-01'],
    ['1900-02-28', 1, '1900-03-01'],
    ['1970-01-01', 20_000, '2024-10-04'],
    ['1800-01-01', 146_096, '2199-12-31'],
    ['2199-12-31', -146_096, '1800-01-01'],
  ])('%s and %d days is %s', (day, count, result) => {
    expect(addDays(day, count)).toBe(result)
    expect(daysBetween(day, result)).toBe(count)
  })
})

test('arithmetic refuses what is no day, no whole number, or outside the calendar', () => {
  expect(() => addDays('2199-12-31', 1)).toThrow('outside the years 1800 to 2199')
  expect(() => addDays('1800-01-01', -1)).toThrow(RangeError)
  expect(() => addDays('2026-11-22', 0.5)).toThrow('days are counted in whole numbers')
  expect(() => addDays('2026-11-22', Number.NaN)).toThrow(RangeError)
  expect(() => addDays('2026-02-30', 1)).toThrow('2026-02-30 is not a day')
  expect(() => daysBetween('2026-11-22', 'tomorrow')).toThrow(RangeError)
  expect(() => daysBetween('', '2026-11-22')).toThrow(RangeError)
})

describe('dayOf', () => {
  test.each([
    [Date.UTC(2026, 10, 21, 16, 0, 0), '2026-11-22'],
    [Date.UTC(2026, 10, 21, 15, 59, 59, 999), '2026-11-21'],
    [Date.UTC(2026, 10, 22, 15, 59, 59, 999), '2026-11-22'],
    [0, '1970-01-01'],
    [-1, '1970-01-01'],
    [-8 * 3_600_000 - 1, '1969-12-31'],
    [Date.UTC(1900, 2, 1) - 8 * 3_600_000, '1900-03-01'],
  ])('%d in China is %s', (at, day) => {
    expect(dayOf(at)).toBe(day)
    expect(dayOf(at, CHINA_OFFSET_MINUTES)).toBe(day)
  })

  test('another offset gives another day', () => {
    const at = Date.UTC(2026, 10, 22, 0, 30)
    expect(dayOf(at, 0)).toBe('2026-11-22')
    expect(dayOf(at, -60)).toBe('2026-11-21')
    expect(dayOf(at, 1410)).toBe('2026-11-23')
  })

  test('an instant outside the calendar is refused', () => {
    expect(() => dayOf(Date.UTC(2200, 0, 2))).toThrow(RangeError)
    expect(() => dayOf(Number.NaN)).toThrow(RangeError)
  })
})

test.each([
  ['2026-11-29', Date.UTC(2026, 10, 28, 16)],
  ['2000-02-29', Date.UTC(2000, 1, 28, 16)],
])('%s begins at %d, and no moment before', (day, at) => {
  expect(startOf(day)).toBe(at)
  expect(dayOf(startOf(day))).toBe(day)
  expect(dayOf(startOf(day) - 1)).toBe(addDays(day, -1))
  expect(() => startOf('2026-02-30')).toThrow(RangeError)
})

test('the time of an instant is the one in China', () => {
  expect(timeOf(Date.UTC(2026, 10, 28, 16, 0, 59))).toBe('00:00')
  expect(timeOf(Date.UTC(2026, 10, 28, 15, 59))).toBe('23:59')
})

test('the day of the week', () => {
  expect(weekdayOf('2026-11-29')).toBe(0)
  expect(weekdayOf('2026-11-28')).toBe(6)
})

test('month and yymm of a day', () => {
  expect(monthOf('2026-11-22')).toBe('2026-11')
  expect(yymmOf('2026-11-22')).toBe('2611')
  expect(yymmOf('2009-01-31')).toBe('0901')
})

describe('parseDay', () => {
  test.each<[string | number, string]>([
    ['2026-11-22', '2026-11-22'],
    ['2026/11/2', '2026-11-02'],
    ['2026/1/2', '2026-01-02'],
    ['2026.11.02', '2026-11-02'],
    ['2026年11月2日', '2026-11-02'],
    ['2026年11月2号', '2026-11-02'],
    ['2026年11月2', '2026-11-02'],
    ['2026 年 11 月 2 日', '2026-11-02'],
    ['2026  年  11  月  2  日', '2026-11-02'],
    ['2026-11-22   10:30', '2026-11-22'],
    ['20261122', '2026-11-22'],
    ['２０２６－１１－２２', '2026-11-22'],
    ['２０２６年１１月２２日', '2026-11-22'],
    [' 2026-11-22 ', '2026-11-22'],
    ['2026-11-22 00:00:00', '2026-11-22'],
    ['2026/11/22 9:05', '2026-11-22'],
    ['2026-11-22T23:59:59.999', '2026-11-22'],
    ['2026年11月2日 10:30', '2026-11-02'],
    ['20261122 10:30', '2026-11-22'],
    ['2024-02-29', '2024-02-29'],
    [20_261_122, '2026-11-22'],
    [46_348, '2026-11-22'],
    [46_348.75, '2026-11-22'],
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [36_526, '2000-01-01'],
    [109_574, '2199-12-31'],
  ])('reads %j as %s', (typed, day) => {
    expect(parseDay(typed)).toBe(day)
  })

  test.each<[string | number]>([
    [''],
    ['2026'],
    ['2026-11'],
    ['2026年11月'],
    ['26-11-22'],
    ['11/22/2026'],
    ['2026-11/22'],
    ['2026/11-22'],
    ['2026-02-30'],
    ['2026-13-01'],
    ['2026-00-01'],
    ['2026年2月29日'],
    ['20260230'],
    ['20261301'],
    ['2026112'],
    ['202611222'],
    ['2026-111-2'],
    ['2026-11-222'],
    ['x2026-11-22'],
    ['2026-11-22x'],
    ['2026-11-2210:30'],
    ['2026-11-22 10'],
    ['2026-11-22T20:00:00Z'],
    ['2026-11-22T20:00:00+08:00'],
    ['46348'],
    ['昨天'],
    [0],
    [0.5],
    [-1],
    [60],
    [60.5],
    [109_575],
    [20_260_230],
    [20_261_122.5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('refuses %j', (typed) => {
    expect(parseDay(typed)).toBeNull()
  })
})

describe('inForce', () => {
  const rows = [
    { validFromOn: '2024-01-01', value: 'old' },
    { validFromOn: '2028-01-01', value: 'next' },
    { validFromOn: '2026-01-01', value: 'now' },
    { validFromOn: '2026-01-01', value: 'now, corrected' },
  ]

  test.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 'old'],
    ['2025-12-31', 'old'],
    ['2026-01-01', 'now, corrected'],
    ['2027-12-31', 'now, corrected'],
    ['2028-01-01', 'next'],
    ['2199-12-31', 'next'],
  ])('on %s holds %s', (day, value) => {
    expect(inForce(rows, day)?.value).toBe(value)
  })

  test('nothing holds where nothing is laid down', () => {
    expect(inForce([], '2026-11-22')).toBeUndefined()
  })
})
