// Money is whole 分. Reading, writing, multiplying and dividing amounts, exactly; no floating point touches one.
// Which amounts are added to which is the business of the modules' rules.
import { z } from 'zod'
import { halfWidth } from './text.ts'

/** An amount in 分 (1/100 元): a safe integer, negative when it goes the other way. */
export const Fen = z.int()
export type Fen = z.infer<typeof Fen>

/** The sign a negative amount is written with: U+2212, as wide as a digit where figures are tabular. */
const MINUS = '\u2212'

function exact(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`)
  return BigInt(value)
}

function toFen(value: bigint): Fen {
  const fen = Number(value)
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${value} is beyond the safe range`)
  return fen
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** The sum of amounts in 分; throws RangeError when a part or the sum is not a safe integer. */
export const sumFen = (amounts: readonly Fen[]): Fen => toFen(amounts.reduce((sum, fen) => sum + exact(fen), 0n))

function product(a: number, num: number, den: number): { of: bigint; by: bigint } {
  const by = exact(den)
  if (by <= 0n) throw new RangeError('the divisor is not positive')
  return { of: exact(a) * exact(num), by }
}

/**
 * `a × num ÷ den`, a half rounded away from zero, so that a counter-entry is the exact opposite of its entry.
 * Exact for all safe integers; throws RangeError for others, for `den ≤ 0`, and when the result is not safe.
 */
export function mulDivRound(a: Fen, num: number, den: number): Fen {
  const { of, by } = product(a, num, den)
  const rounded = (2n * magnitude(of) + by) / (2n * by)
  return toFen(of < 0n ? -rounded : rounded)
}

/** `a × num ÷ den` with what is left over dropped: for upper limits, which rounding must not raise. Errors as mulDivRound. */
export function mulDivDown(a: Fen, num: number, den: number): Fen {
  const { of, by } = product(a, num, den)
  return toFen(of / by)
}

/**
 * Splits an amount that contains VAT at `rateBp` (basis points, 13 % = 1300): 不含税价 = round(价税合计 ÷ (1 + rate)),
 * 税额 = 价税合计 − 不含税价, as on 机动车销售统一发票. The parts always sum to the whole.
 */
export function splitVat(grossFen: Fen, rateBp: number): { netFen: Fen; taxFen: Fen } {
  if (rateBp < 0) throw new RangeError('a VAT rate is not negative')
  const netFen = mulDivRound(grossFen, 10_000, 10_000 + rateBp)
  return { netFen, taxFen: grossFen - netFen }
}

/**
 * Shares an amount by whole weights ≥ 0 (not all 0) so that the parts sum to it to the 分. Each part is the exact
 * share rounded down or up; the left-over 分 go to the largest remainders, among equals to the earlier one.
 */
export function allocate(fen: Fen, weights: readonly number[]): Fen[] {
  const parts = weights.map(exact)
  const whole = parts.reduce((sum, weight) => sum + weight, 0n)
  if (parts.some((weight) => weight < 0n) || whole === 0n) throw new RangeError('weights are not negative and not all 0')
  const amount = magnitude(exact(fen))
  const shares = parts.map((weight) => ({ share: (amount * weight) / whole, rest: (amount * weight) % whole }))
  const left = Number(amount - shares.reduce((sum, { share }) => sum + share, 0n))
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest < b.rest ? 1 : -1))
  for (const entry of byRest.slice(0, left)) entry.share += 1n
  return shares.map(({ share }) => toFen(fen < 0 ? -share : share))
}

const AMOUNT = /^([-+]?)(?:¥|RMB|CNY|人民币)?([-+]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?([万亿]?)(?:[元圆][整正]?)?$/i
const BRACKETED = /^\((.+)\)$/
const SCALES = new Map([
  ['', 100n],
  ['万', 1_000_000n],
  ['亿', 10_000_000_000n],
])

/**
 * Reads an amount in 元 as people type and export it (`¥183,900.00`, `183900`, `18.39 万元`, `（1,234.50）` for a
 * negative one, full-width characters) and gives 分. A number is what a spreadsheet cell holds, read with its 15
 * significant digits. `null` for anything else: wrongly placed 千分位, more than two decimals of a 元, out of range.
 */
export function parseYuan(value: string | number): Fen | null {
  const text = halfWidth(typeof value === 'number' ? String(Number(value.toPrecision(15))) : value).replace(/\s/g, '')
  const inside = BRACKETED.exec(text)?.[1]
  const match = AMOUNT.exec(inside ?? text)
  if (!match) return null
  const [, outer = '', inner = '', whole = '', decimals = '', scale = ''] = match
  const signs = `${inside === undefined ? '' : '('}${outer}${inner}`
  const digits = whole.replaceAll(',', '') + decimals
  if (digits === '' || digits.length > 40 || signs.length > 1) return null
  const scaled = BigInt(digits) * (SCALES.get(scale) as bigint)
  const divisor = 10n ** BigInt(decimals.length)
  if (scaled % divisor !== 0n) return null
  const fen = Number(signs === '' || signs === '+' ? scaled / divisor : -(scaled / divisor))
  return Number.isSafeInteger(fen) ? fen : null
}

/** The pieces a screen sets apart: `whole` with 千分位, `cents` always two digits, `sign` '' or U+2212. */
export function splitYuan(fen: Fen): { sign: '' | typeof MINUS; whole: string; cents: string } {
  const digits = magnitude(exact(fen)).toString().padStart(3, '0')
  return {
    sign: fen < 0 ? MINUS : '',
    whole: digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ','),
    cents: digits.slice(-2),
  }
}

/** `¥183,900.00`, negative `−¥110,000.00`; parseYuan reads it back. */
export function formatYuan(fen: Fen): string {
  const { sign, whole, cents } = splitYuan(fen)
  return `${sign}¥${whole}.${cents}`
}

const NUMERALS = '零壹贰叁肆伍陆柒捌玖'
const UNITS = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
] as const

function inNumerals(n: bigint): string {
  for (const [unit, word] of UNITS) {
    if (n < unit) continue
    const rest = n % unit
    const gap = rest > 0n && rest < unit / 10n ? '零' : ''
    return `${inNumerals(n / unit)}${word}${gap}${rest > 0n ? inNumerals(rest) : ''}`
  }
  return NUMERALS.charAt(Number(n))
}

/**
 * 大写金额 without the leading 人民币, which the form prints. Source: 《支付结算办法》(银发〔1997〕393号) 附件一
 * 《正确填写票据和结算凭证的基本规定》 二 and 三:
 * - 到「元」为止的，「元」之后写「整」；「角」之后可以不写，这里写，使其后不能添字；有「分」的，后面不写「整」。
 * - 数字中间有 0 写「零」，连续几个 0 只写一个「零」 (¥6,007.14 陆仟零柒元壹角肆分)。
 * - 元位是 0 而角位不是 0，可写一个「零」也可不写；这里写，即规定中的前一种写法 (¥1,680.32 壹仟陆佰捌拾元零叁角贰分，
 *   ¥107,000.53 壹拾万柒仟元零伍角叁分)。
 * - 角位是 0 而分位不是 0，「元」后面写「零」 (¥325.04 叁佰贰拾伍元零肆分)。
 * 不足一元不写「元」(伍角整，伍分)；零为「零元整」；负数前加「负」。
 */
export function inChineseCapitals(fen: Fen): string {
  const amount = magnitude(exact(fen))
  const yuan = amount / 100n
  const jiao = (amount / 10n) % 10n
  const cents = amount % 10n
  if (amount === 0n) return '零元整'
  const whole = yuan > 0n ? `${inNumerals(yuan)}元` : ''
  const gap = yuan > 0n && amount % 100n > 0n && (jiao === 0n || yuan % 10n === 0n) ? '零' : ''
  const tenths = jiao > 0n ? `${inNumerals(jiao)}角` : ''
  const last = cents > 0n ? `${inNumerals(cents)}分` : '整'
  return `${fen < 0 ? '负' : ''}${whole}${gap}${tenths}${last}`
}
