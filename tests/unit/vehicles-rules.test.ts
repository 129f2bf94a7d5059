import { describe, expect, test } from 'vitest'
import {
  ageInDays,
  AgeLadder,
  ageStep,
  canMove,
  canReserve,
  carSeries,
  checkVin,
  energies,
  modelYears,
  normalVin,
  sellableStates,
  stateWhenHeld,
  vehicleMoves,
  vehicleStates,
  vinAcceptable,
  vinCheckDigit,
} from '../../src/shared/modules/vehicles/rules.ts'

const codes = (text: string) => checkVin(text).problems.map(({ code, severity }) => `${code} ${severity}`)

describe('checkVin', () => {
  test.each([
    ['LJCPCBLCX11000237', [2031, 2001]],
    ['1M8GDM9AXKP042788', [2019, 1989]],
    ['1G4AH59H45G118341', [2035, 2005]],
  ])('%s is valid', (vin, candidateYears) => {
    expect(checkVin(vin)).toEqual({ vin, ok: true, problems: [], candidateYears })
  })

  test.each([
    'ljcpcblcx11000237',
    'ＬＪＣＰＣＢＬＣＸ１１０００２３７',
    ' LJCPCBLC X11 000237 ',
    'LJCPCBLC-X11-000237',
    '*LJCPCBLCX11000237*',
    'LJCPCBLCX11000237\r\n',
  ])('%j is the same VIN, otherwise typed', (typed) => {
    expect(normalVin(typed)).toBe('LJCPCBLCX11000237')
    expect(checkVin(typed)).toEqual(checkVin('LJCPCBLCX11000237'))
  })

  test('candidate years end where they are told to', () => {
    expect(checkVin('LJCPCBLCX11000237', 2027).candidateYears).toEqual([2001])
    expect(checkVin('LJCPCBLCX11000237', 2031).candidateYears).toEqual([2031, 2001])
    expect(checkVin('LJCPCBLCX11000237', 2030).candidateYears).toEqual([2001])
  })

  test('a wrong check digit blocks a Chinese VIN until somebody gives a reason', () => {
    const check = checkVin('LJCPCBLC111000237')
    expect(check.ok).toBe(false)
    expect(check.problems).toEqual([{ code: 'check-digit', severity: 'blocked', expected: 'X' }])
    expect(check.candidateYears).toEqual([2031, 2001])
    expect(vinAcceptable(check)).toBe(false)
    expect(vinAcceptable(check, ' 　')).toBe(false)
    expect(vinAcceptable(check, '合格证与车身一致，已拍照')).toBe(true)
  })

  test('a wrong check digit only warns elsewhere', () => {
    const check = checkVin('1M8GDM9A1KP042788')
    expect(check.ok).toBe(true)
    expect(check.problems).toEqual([{ code: 'check-digit', severity: 'warn', expected: 'X' }])
    expect(vinAcceptable(check)).toBe(true)
  })

  test('length is told, so that the form can say what is missing', () => {
    expect(checkVin('LJCPCBLCX1100023').problems).toEqual([{ code: 'length', severity: 'refused', length: 16 }])
    expect(checkVin('LJCPCBLCX110002371').problems).toEqual([{ code: 'length', severity: 'refused', length: 18 }])
    expect(checkVin('')).toEqual({ vin: '', ok: false, problems: [{ code: 'length', severity: 'refused', length: 0 }], candidateYears: [] })
  })

  test('I, O and Q are named with their places and read as digits where that fits', () => {
    expect(checkVin('LJCPCBLCXI1OOO237').problems).toEqual([
      { code: 'letters', severity: 'refused', positions: [10, 12, 13, 14], suggestion: 'LJCPCBLCX11000237' },
    ])
    expect(checkVin('LJCPCBLCX11Q00237').problems).toEqual([
      { code: 'letters', severity: 'refused', positions: [12], suggestion: 'LJCPCBLCX11000237' },
    ])
    expect(checkVin('LJCPCBLC1I1000237').problems).toEqual([{ code: 'letters', severity: 'refused', positions: [10], suggestion: null }])
    expect(codes('LJCPCBLCXI1OOO23')).toEqual(['length refused', 'letters refused'])
    expect(checkVin('LJCPCBLCXI1OOO23').problems.at(1)).toMatchObject({ suggestion: null })
  })

  test('other characters are named with their places, everything at once', () => {
    expect(checkVin('LJCPCBLC#11000237').problems).toEqual([{ code: 'characters', severity: 'refused', positions: [9] }])
    expect(checkVin('京JCPCBLCXO100002+').problems).toEqual([
      { code: 'letters', severity: 'refused', positions: [10], suggestion: null },
      { code: 'characters', severity: 'refused', positions: [1, 17] },
    ])
    expect(vinAcceptable(checkVin('LJCPCBLC#11000237'), 'because')).toBe(false)
  })

  test('a held key is no VIN though the arithmetic passes', () => {
    expect(vinCheckDigit('11111111111111111')).toBe('1')
    expect(codes('11111111111111111')).toEqual(['repeated refused'])
    expect(vinAcceptable(checkVin('11111111111111111'), 'because')).toBe(false)
    expect(codes('LLLLLLLL21LLL1111')).toEqual(['repeated refused', 'check-digit blocked'])
    expect(vinAcceptable(checkVin('LLLLLLLL21LLL1111'), 'because')).toBe(false)
    expect(codes('LA11111111111111A').includes('repeated refused')).toBe(true)
    expect(codes('LAB11111111111111').includes('repeated refused')).toBe(false)
  })

  test('an impossible year letter and letters among the last four are pointed out', () => {
    expect(codes('1M8GDM9A10P042788')).toContain('year-code warn')
    expect(codes('1M8GDM9A1UP042788')).toContain('year-code warn')
    expect(codes('1M8GDM9A1ZP042788')).toContain('year-code warn')
    expect(checkVin('1M8GDM9A1UP042788').candidateYears).toEqual([])
    expect(codes('1M8GDM9AXKP04278A')).toContain('serial warn')
    expect(codes('1M8GDM9AXKP04A788')).toContain('serial warn')
    expect(codes('1M8GDM9AXKP0A2788')).not.toContain('serial warn')
  })

  test.each([
    ['LJCPCBLC011000237', 'X'],
    ['1G4AH59H05G118341', '4'],
    ['00000000000000000', '0'],
    ['1000000000000000A', 'X'],
    ['LJCPCBLCX1100023', null],
    ['LJCPCBLCX110002377', null],
    ['IJCPCBLCX11000237', null],
    ['ljcpcblcx11000237', null],
  ])('the check digit of %s is %s', (vin, digit) => {
    expect(vinCheckDigit(vin)).toBe(digit)
  })

  test('every letter has its value in every place', () => {
    const values = 'A1 B2 C3 D4 E5 F6 G7 H8 J1 K2 L3 M4 N5 P7 R9 S2 T3 U4 V5 W6 X7 Y8 Z9'
      .split(' ')
      .map((pair) => [pair.charAt(0), Number(pair.charAt(1))] as const)
    const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    for (const [letter, value] of values) {
      for (const [at, weight] of weights.entries()) {
        const sum = (value * weight) % 11
        expect(vinCheckDigit(`${'0'.repeat(at)}${letter}${'0'.repeat(16 - at)}`)).toBe(sum === 10 ? 'X' : String(sum))
      }
    }
  })
})

test.each([
  ['A', 2039, [2010, 1980]],
  ['A', 2040, [2040, 2010, 1980]],
  ['H', 2039, [2017, 1987]],
  ['J', 2039, [2018, 1988]],
  ['N', 2039, [2022, 1992]],
  ['P', 2039, [2023, 1993]],
  ['R', 2039, [2024, 1994]],
  ['T', 2039, [2026, 1996]],
  ['T', 2026, [2026, 1996]],
  ['T', 2025, [1996]],
  ['V', 2039, [2027, 1997]],
  ['Y', 2039, [2030, 2000]],
  ['1', 2039, [2031, 2001]],
  ['9', 2039, [2039, 2009]],
  ['9', 1979, []],
  ['I', 2039, []],
  ['O', 2039, []],
  ['Q', 2039, []],
  ['U', 2039, []],
  ['Z', 2039, []],
  ['0', 2039, []],
  ['', 2039, []],
  ['AB', 2039, []],
])('year code %j up to %d may mean %j', (code, upTo, years) => {
  expect(modelYears(code, upTo)).toEqual(years)
})

describe('age in stock', () => {
  test.each([
    ['2026-09-10', '2026-11-22', 73],
    ['2026-11-22', '2026-11-22', 0],
    ['2026-11-23', '2026-11-22', null],
    [null, '2026-11-22', null],
  ])('arrived %s, looked at on %s: %s', (arrivedOn, until, days) => {
    expect(ageInDays(arrivedOn, until)).toBe(days)
  })

  test.each([
    [0, 0, 0],
    [30, 0, 0],
    [31, 1, 1],
    [60, 1, 30],
    [73, 2, 13],
    [180, 3, 90],
    [181, 4, 1],
  ])('%d days have passed %d steps, the last by %d', (days, step, overDays) => {
    expect(ageStep(days, [30, 60, 90, 180])).toEqual({ step, overDays })
  })

  test('without a ladder nothing is passed', () => {
    expect(ageStep(400, [])).toEqual({ step: 0, overDays: 0 })
  })

  test('a ladder rises in whole days', () => {
    expect(AgeLadder.safeParse([30, 60, 90]).success).toBe(true)
    expect(AgeLadder.safeParse([]).success).toBe(true)
    for (const wrong of [[60, 30], [30, 30], [0, 30], [-1], [1.5], ['30']]) expect(AgeLadder.safeParse(wrong).success).toBe(false)
    expect(AgeLadder.safeParse([60, 30]).error?.issues[0]?.message).toBe('the steps must rise')
  })
})

describe('states', () => {
  const allowed = `
    in-transit > in-stock, sold
    in-stock > in-transit, for-sale, demo, in-repair, pledged, sold, lost
    for-sale > in-transit, in-stock, demo, in-repair, pledged, sold, lost
    demo > in-transit, in-stock, for-sale, in-repair, sold, lost
    in-repair > in-stock, for-sale, demo, lost
    pledged > in-stock, for-sale, lost
    sold > in-transit, in-stock, for-sale, demo`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', to = ''] = line.trim().split(' > ')
      return to.split(', ').map((state) => `${from} > ${state}`)
    })

  test('[VEH-03] exactly these moves are allowed', () => {
    const possible = vehicleStates.flatMap((from) => vehicleStates.filter((to) => canMove(from, to)).map((to) => `${from} > ${to}`))
    expect(possible.sort()).toEqual(allowed.sort())
    expect(Object.keys(vehicleMoves).sort()).toEqual([...vehicleStates].sort())
  })

  test('an order may hold what may become sold', () => {
    expect(vehicleStates.filter(canReserve)).toEqual(['in-transit', 'in-stock', 'for-sale', 'demo'])
    expect(sellableStates.every(canReserve)).toBe(true)
  })

  test('a held car is sold, save one still on the road', () => {
    expect(stateWhenHeld('in-transit')).toBe('in-transit')
    for (const state of ['in-stock', 'for-sale', 'demo', 'sold'] as const) expect(stateWhenHeld(state)).toBe('sold')
  })

  test('two kinds of energy', () => {
    expect(energies).toEqual(['fuel', 'nev'])
  })
})

test('a brand is named once, also when the series begins with it', () => {
  expect(carSeries({ brand: '青屿', series: '青屿 E5' })).toBe('青屿 E5')
  expect(carSeries({ brand: '澄江', series: 'C5' })).toBe('澄江 C5')
})
