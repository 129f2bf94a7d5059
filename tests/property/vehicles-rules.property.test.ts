import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageStep, checkVin, modelYears, vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { holds } from '../support/laws.ts'

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789'
/** Letters of one value look alike to the check digit. */
const VALUE: Record<string, number> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
}
const valueOf = (character: string): number => VALUE[character] ?? Number(character)
const pick = (from: string) => fc.constantFrom(...from)
const put = (vin: string, at: number, character: string) => vin.slice(0, at) + character + vin.slice(at + 1)

/** A VIN whose check digit is worked out by definition, not by the code under test. */
const valid = fc
  .tuple(
    fc.array(pick(LETTERS), { minLength: 8, maxLength: 8 }),
    pick(YEARS),
    fc.array(pick(LETTERS), { minLength: 3, maxLength: 3 }),
    fc.array(pick('0123456789'), { minLength: 4, maxLength: 4 }),
  )
  .map(([front, year, middle, serial]) => [...front, '0', year, ...middle, ...serial].join(''))
  .filter((vin) => new Set(vin).size >= 5)
  .map((vin) => {
    const sum = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
      .map((weight, at) => weight * valueOf(vin.charAt(at)))
      .reduce((a, b) => a + b)
    return put(vin, 8, '0123456789X'.charAt(sum % 11))
  })

test('a VIN made by the rule passes, however it is typed', () => {
  const typings = fc.constantFrom(
    (vin: string) => vin,
    (vin: string) => vin.toLowerCase(),
    (vin: string) => ` ${vin.slice(0, 8)} ${vin.slice(8)} `,
    (vin: string) => `*${vin}*`,
    (vin: string) => [...vin].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join(''),
  )
  holds(
    fc.property(valid, typings, (vin, type) => {
      expect(checkVin(type(vin))).toEqual({ vin, ok: true, problems: [], candidateYears: modelYears(vin.charAt(9), 2039) })
    }),
  )
})

test('one wrong character of another value is always noticed', () => {
  holds(
    fc.property(valid, fc.nat(16), pick(LETTERS), (vin, at, wrong) => {
      fc.pre(at !== 8 && valueOf(wrong) !== valueOf(vin.charAt(at)))
      expect(checkVin(put(vin, at, wrong)).problems).toContainEqual(expect.objectContaining({ code: 'check-digit' }))
    }),
  )
})

test('a Chinese VIN is stored without a reason only when its digit is right', () => {
  holds(
    fc.property(valid, pick('0123456789X'), (vin, digit) => {
      const chinese = put(put(vin, 0, 'L'), 8, digit)
      expect(checkVin(chinese).ok).toBe(vinCheckDigit(chinese) === digit)
    }),
  )
})

test('I, O and Q typed for 1 and 0 are always found, and the VIN meant is offered', () => {
  holds(
    fc.property(valid, fc.array(fc.boolean(), { minLength: 17, maxLength: 17 }), pick('OQ'), (vin, mistaken, zero) => {
      const typed = [...vin]
        .map((character, at) => (!mistaken[at] ? character : character === '1' ? 'I' : character === '0' ? zero : character))
        .join('')
      fc.pre(typed !== vin)
      const { ok, problems } = checkVin(typed)
      expect(ok).toBe(false)
      expect(problems).toEqual([{ code: 'letters', severity: 'refused', positions: expect.any(Array), suggestion: vin }])
    }),
  )
})

test('whatever is typed is judged, never an error', () => {
  holds(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[A-Z0-9]{15,18}$/)), (text) => {
      const check = checkVin(text)
      expect(check.ok).toBe(check.problems.every(({ severity }) => severity === 'warn'))
      if (check.ok) expect(check.vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/)
    }),
  )
})

test('a year code comes back every thirty years and names each year once', () => {
  const years = [...YEARS].flatMap((code) => modelYears(code, 2069))
  expect(years.sort()).toEqual(Array.from({ length: 90 }, (_, at) => 1980 + at))
})

test('a car climbs the ladder step by step', () => {
  const ladder = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 6 }).map((steps) => steps.sort((a, b) => a - b))
  holds(
    fc.property(ladder, fc.nat(500), (steps, days) => {
      const [today, tomorrow] = [ageStep(days, steps), ageStep(days + 1, steps)]
      expect(tomorrow.step - today.step).toBeOneOf([0, 1])
      if (today.step > 0) expect(today.overDays).toBe(days - (steps[today.step - 1] ?? 0))
      expect(today.overDays > 0).toBe(today.step > 0)
    }),
  )
})
