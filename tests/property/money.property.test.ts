import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  allocate,
  formatYuan,
  inChineseCapitals,
  mulDivDown,
  mulDivRound,
  parseYuan,
  splitVat,
  splitYuan,
  sumFen,
} from '../../src/shared/money.ts'
import { holds } from '../support/laws.ts'

const anyFen = fc.maxSafeInteger()
/** Amounts whose products stay safe, with many near the ends of digits, where zeros sit. */
const fen = fc.oneof(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), fc.integer({ min: -20_000, max: 20_000 }))
const rate = fc.integer({ min: 0, max: 10_000 })

test('what is formatted is read back', () => {
  holds(
    fc.property(anyFen, (amount) => {
      expect(parseYuan(formatYuan(amount))).toBe(amount)
    }),
  )
})

test('what is written in digits, 万 or 亿 is read as the same amount', () => {
  holds(
    fc.property(
      fc.integer({ min: 0, max: 900_000_000 }),
      fc.constantFrom<[string, number, number]>(['', 2, 0], ['万', 6, 4], ['亿', 10, 8]),
      (amount, [word, decimals]) => {
        const digits = String(amount).padStart(decimals + 1, '0')
        const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}${word}`
        expect(parseYuan(text)).toBe(amount)
        expect(parseYuan(`-${text}元`)).toBe(amount === 0 ? 0 : -amount)
      },
    ),
  )
})

test('whatever is typed gives an amount or null, never an error', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[-+(（¥￥]{0,2}[\d,.，．０-９ ]{0,20}[万亿元)）]{0,2}$/),
    fc.double(),
  )
  holds(
    fc.property(typed, (text) => {
      const read = parseYuan(text)
      expect(read === null || (Number.isSafeInteger(read) && !Object.is(read, -0))).toBe(true)
    }),
  )
})

test('the pieces on screen are the amount', () => {
  holds(
    fc.property(anyFen, (amount) => {
      const { sign, whole, cents } = splitYuan(amount)
      expect(whole).toMatch(/^(0|[1-9]\d{0,2}(,\d{3})*)$/)
      expect(cents).toMatch(/^\d\d$/)
      expect(BigInt(`${sign === '' ? '' : '-'}${whole.replaceAll(',', '')}${cents}`)).toBe(BigInt(amount))
    }),
  )
})

/** Reads 大写 back by another way than it is written: a running section, number and total. */
function readCapitals(text: string): bigint {
  const units: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n, 角: 10n, 分: 1n }
  let total = 0n
  let wan = 0n
  let section = 0n
  let digit = 0n
  let cents = 0n
  for (const character of text.replace(/^负/, '').replace(/整$/, '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    if (value >= 0) digit = BigInt(value)
    else if (character === '元' || character === '亿') {
      total = character === '亿' ? (wan + section + digit) * 100_000_000n : total + wan + section + digit
      ;[wan, section, digit] = [0n, 0n, 0n]
    } else if (character === '万') [wan, section, digit] = [(section + digit) * 10_000n, 0n, 0n]
    else if (character === '角' || character === '分') [cents, digit] = [cents + digit * (units[character] ?? 0n), 0n]
    else [section, digit] = [section + digit * (units[character] ?? 0n), 0n]
  }
  return (text.startsWith('负') ? -1n : 1n) * (total * 100n + cents)
}

test('大写 says the amount and nothing else', () => {
  const zeros = fc.array(fc.constantFrom('0', '0', '0', '1', '9'), { minLength: 1, maxLength: 15 }).map((digits) => Number(digits.join('')))
  holds(
    fc.property(fc.oneof(anyFen, fen, zeros), (amount) => {
      expect(readCapitals(inChineseCapitals(amount))).toBe(BigInt(amount))
    }),
  )
})

test('大写 keeps the rules of form', () => {
  holds(
    fc.property(fc.oneof(anyFen, fen), (amount) => {
      const text = inChineseCapitals(amount)
      expect(text).toMatch(/^负?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*元?[零壹贰叁肆伍陆柒捌玖角分]*整?$/)
      expect(text).not.toMatch(/零零|零[拾佰仟万亿角分整]|元.*元/)
      expect(text.endsWith('分') !== text.endsWith('整')).toBe(true)
      if (amount !== 0) expect(text).not.toMatch(/零元|^负?零/)
      if (amount % 100 !== 0 && Math.abs(amount) >= 100 && Math.abs(amount % 100) < 10) expect(text).toContain('元零')
    }),
  )
})

test('rounding is off by at most a half, and mirrored below zero', () => {
  holds(
    fc.property(fen, fc.integer({ min: -8000, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (amount, num, den) => {
      const rounded = mulDivRound(amount, num, den)
      const off = 2n * (BigInt(rounded) * BigInt(den) - BigInt(amount) * BigInt(num))
      expect(off <= BigInt(den) && off >= -BigInt(den)).toBe(true)
      expect(mulDivRound(amount, -num, den) + rounded).toBe(0)
      const down = mulDivDown(amount, num, den)
      expect(Math.abs(rounded) - Math.abs(down)).toBeOneOf([0, 1])
      expect(mulDivRound(amount, den, den)).toBe(amount)
    }),
  )
})

test('VAT: the parts sum to the whole, and a counter-invoice mirrors its invoice', () => {
  holds(
    fc.property(fen, rate, (gross, rateBp) => {
      const { netFen, taxFen } = splitVat(gross, rateBp)
      expect(netFen + taxFen).toBe(gross)
      const mirrored = splitVat(-gross, rateBp)
      expect(mirrored.netFen + netFen).toBe(0)
      expect(mirrored.taxFen + taxFen).toBe(0)
      expect(Math.abs(netFen)).toBeLessThanOrEqual(Math.abs(gross))
      expect(Math.abs(taxFen - (netFen * rateBp) / 10_000)).toBeLessThanOrEqual(1)
    }),
  )
})

test('an amount is shared to the 分, each part within one 分 of its exact share', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }).filter((list) => list.some((weight) => weight > 0))
  holds(
    fc.property(fen, weights, (amount, list) => {
      const parts = allocate(amount, list)
      const whole = list.reduce((sum, weight) => sum + weight, 0)
      expect(sumFen(parts)).toBe(amount)
      for (const [at, part] of parts.entries()) {
        const off = BigInt(part) * BigInt(whole) - BigInt(amount) * BigInt(list[at] ?? 0)
        expect(off < BigInt(whole) && off > -BigInt(whole)).toBe(true)
        if (list[at] === 0) expect(part).toBe(0)
      }
      expect(allocate(-amount, list).map((part) => (part === 0 ? 0 : -part))).toEqual(parts)
    }),
  )
})
