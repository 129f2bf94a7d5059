import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkIdCard,
  checkPhone,
  checkPlate,
  checkUscc,
  idCheckDigit,
  likelySame,
  maskIdCard,
  maskPhone,
  usccCheckDigit,
  type Identity,
} from '../../src/shared/modules/customers/rules.ts'
import { holds } from '../support/laws.ts'

const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
const put = (text: string, at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1)
const anything = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\d+\-() A-Zx转]{0,20}$/))

test('a mobile number is one number however it is typed', () => {
  holds(
    fc.property(mobile, fc.constantFrom('', '+86', '86', '0086 ', '0'), fc.constantFrom('', ' ', '-', '\u202d'), (number, prefix, gap) => {
      const typed = prefix + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap)
      expect(checkPhone(typed)).toEqual({ ok: true, kind: 'mobile', normal: number, tail: number.slice(7) })
    }),
  )
})

test('what is stored of a phone is stored the same again', () => {
  const landline = fc.stringMatching(/^0(10|2\d|[3-9]\d{2})-[2-9]\d{6,7}(-\d{1,6})?$/)
  holds(
    fc.property(fc.oneof(mobile, landline, anything), (text) => {
      const check = checkPhone(text)
      if (check.ok) expect(checkPhone(check.normal)).toEqual(check)
    }),
  )
})

test('a masked phone shows at most the first three or the area code, and four digits', () => {
  holds(
    fc.property(fc.oneof(mobile, fc.stringMatching(/^0\d{2,3}-\d{7,8}(-\d{1,6})?$/), anything), (phone) => {
      const masked = maskPhone(phone)
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(9)
      if (phone.length > 0) expect(masked).toContain('***'.slice(0, phone.length))
    }),
  )
})

test('a masked paper shows at most ten characters and hides at least three', () => {
  holds(
    fc.property(
      fc.string({ maxLength: 30 }).filter((text) => !text.includes('*')),
      (number) => {
        const masked = maskIdCard(number)
        expect(masked).toHaveLength(number.length)
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(10)
        expect((masked.match(/\*/g) ?? []).length).toBeGreaterThanOrEqual(Math.min(3, number.length))
      },
    ),
  )
})

const idCard = fc
  .tuple(fc.constantFrom('110105', '320583', '440524', '810000'), fc.integer({ min: 0, max: 45_000 }), fc.nat(999))
  .map(
    ([area, days, order]) =>
      area +
      new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '') +
      String(order).padStart(3, '0'),
  )
  .map((first17) => first17 + idCheckDigit(first17))

test('an ID number with its check digit passes and says birth and gender', () => {
  holds(
    fc.property(idCard, (number) => {
      const check = checkIdCard(number.toLowerCase())
      expect(check).toMatchObject({ ok: true, number, problems: [], upgraded: false })
      expect(check.birthOn?.replaceAll('-', '')).toBe(number.slice(6, 14))
      expect(check.gender).toBe('13579'.includes(number.charAt(16)) ? 'male' : 'female')
    }),
  )
})

test('one wrong digit and two neighbours swapped are always noticed in an ID number', () => {
  holds(
    fc.property(idCard, fc.nat(16), fc.nat(9), (number, at, digit) => {
      const wrong = put(number, at, String(digit))
      if (wrong !== number) expect(checkIdCard(wrong).problems).toContain('check-digit')
      const swapped = put(put(number, at, number.charAt(at + 1)), at + 1, number.charAt(at))
      if (swapped !== number) expect(checkIdCard(swapped).ok).toBe(false)
    }),
  )
})

test('a number of the first generation and its completion are one', () => {
  holds(
    fc.property(
      idCard.filter((number) => number.slice(6, 8) === '19'),
      (number) => {
        expect(checkIdCard(number.slice(0, 6) + number.slice(8, 17))).toEqual({ ...checkIdCard(number), upgraded: true })
      },
    ),
  )
})

test('one wrong character is always noticed in a credit code', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const code = fc
    .array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })
    .map((first17) => first17.join('') + usccCheckDigit(first17.join('')))
  holds(
    fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (uscc, at, other) => {
      expect(checkUscc(uscc.toLowerCase())).toEqual({ ok: true, uscc, problems: [] })
      const sum = uscc
        .split('', 17)
        .reduce((total, character, place) => total + BigInt(alphabet.indexOf(character)) * 3n ** BigInt(place), 0n)
      expect((sum + BigInt(alphabet.indexOf(uscc.charAt(17)))) % 31n).toBe(0n)
      if (other !== uscc.charAt(at)) expect(checkUscc(put(uscc, at, other)).problems).toEqual(['check-digit'])
    }),
  )
})

test('whatever is typed is judged, never an error', () => {
  holds(
    fc.property(anything, (text) => {
      expect(checkIdCard(text).ok).toBe(checkIdCard(text).problems.length === 0)
      expect(checkUscc(text).ok).toBe(checkUscc(text).problems.length === 0)
      const plate = checkPlate(text)
      if (plate.ok) expect(checkPlate(plate.plate)).toEqual(plate)
    }),
  )
})

test('likely the same is symmetric, and everybody is likely himself', () => {
  const identity: fc.Arbitrary<Identity> = fc.record({
    name: fc.constantFrom(null, '周杉', '周 杉', '沈砚秋'),
    phone: fc.constantFrom(null, '13812341234', '13812341235', '13821341234'),
    phone2: fc.constantFrom(null, '13812341234', '13900000001'),
    idKind: fc.constantFrom(null, 'id-card', 'uscc', 'passport'),
    idNumber: fc.constantFrom(null, '11010519491231002X', 'E12345678'),
  })
  holds(
    fc.property(identity, identity, (a, b) => {
      expect(likelySame(a, b)).toEqual(likelySame(b, a))
      expect(likelySame(a, a).length > 0).toBe(a.phone !== null || a.phone2 !== null || a.idNumber !== null)
    }),
  )
})
