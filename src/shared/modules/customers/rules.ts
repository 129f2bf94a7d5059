// How a person or a company is told apart: phone, identity card, credit code and plate as they are typed, what of them
// may be shown, and when two entries are likely the same customer. Storing and revealing are done elsewhere.
import { isDay, type Day } from '../../dates.ts'
import { halfWidth } from '../../text.ts'

/** 个人 · 单位. */
export const customerKinds = ['person', 'company'] as const
export type CustomerKind = (typeof customerKinds)[number]

/** 居民身份证 · 统一社会信用代码 · 护照 · 港澳居民 · 台湾居民 · 外国人永久居留身份证 · 军官证. Only the first two have a check digit. */
export const idKinds = ['id-card', 'uscc', 'passport', 'hk-macau', 'taiwan', 'foreign-resident', 'military'] as const
export type IdKind = (typeof idKinds)[number]

export const genders = ['male', 'female'] as const
export type Gender = (typeof genders)[number]

/** 意向级别: H within 7 days, A 15, B 30, C 2-3 months, N new, O ordered, D delivered, T order cancelled. Days are parameters. */
export const intentionLevels = ['H', 'A', 'B', 'C', 'N', 'O', 'D', 'T'] as const
export type IntentionLevel = (typeof intentionLevels)[number]

/** 面访 · 电话 · 微信 · 短信 · 试驾. */
export const followUpChannels = ['visit', 'phone', 'wechat', 'sms', 'test-drive'] as const
export type FollowUpChannel = (typeof followUpChannels)[number]

export const phoneProblems = ['empty', 'characters', 'foreign', 'area-code', 'prefix', 'length'] as const
export type PhoneProblem = (typeof phoneProblems)[number]

export type PhoneCheck =
  /** `normal` is what is stored and compared: `13812341234`, `0512-62888888`, `0512-62888888-801`; `tail` its last four digits. */
  { ok: true; kind: 'mobile' | 'landline'; normal: string; tail: string } | { ok: false; problem: PhoneProblem }

const MOBILE = /^(?:\+?86|0086)?0?(1[3-9]\d{9})$/
const LANDLINE = /^(?:(?:\+?86|0086)0?|0)(10|2\d|[3-9]\d{2})([2-9]\d{6,7})$/
const EXTENSION = /^(.*\d{7,8})\s*(?:-|转|分机|ext\.?|#)\s*(\d{1,6})$/

/**
 * Reads a mainland phone number: 1[3-9] and nine digits (no list of prefixes, they age), or a landline with its area
 * code and perhaps an extension; +86, spaces, dashes, brackets and full-width digits are forgiven. `area-code`: a local
 * number without one. `prefix`: eleven digits that start with 10, 11 or 12. `foreign`: another country's code.
 */
export function checkPhone(text: string): PhoneCheck {
  const typed = halfWidth(text).trim().toLowerCase()
  const digits = typed.replace(/[\s().-]/g, '')
  const mobile = MOBILE.exec(digits)?.[1]
  if (mobile) return { ok: true, kind: 'mobile', normal: mobile, tail: mobile.slice(-4) }
  const [, main = typed, extension] = EXTENSION.exec(typed) ?? []
  const [, area, local] = LANDLINE.exec(main.replace(/[\s().-]/g, '')) ?? []
  if (area && local)
    return { ok: true, kind: 'landline', normal: [`0${area}`, local, ...(extension ? [extension] : [])].join('-'), tail: local.slice(-4) }
  return { ok: false, problem: phoneProblem(digits) }
}

function phoneProblem(digits: string): PhoneProblem {
  if (digits === '') return 'empty'
  if (!/^\+?\d+$/.test(digits)) return 'characters'
  if (digits.startsWith('+') && !digits.startsWith('+86')) return 'foreign'
  if (/^[2-9]\d{6,7}$/.test(digits)) return 'area-code'
  return /^1[0-2]\d{9}$/.test(digits) ? 'prefix' : 'length'
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
/** First two digits (GB/T 2260); 81, 82, 83 stand on the residence permits of Hong Kong, Macao and Taiwan people. */
const ID_AREAS = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
)

export const idCardProblems = ['length', 'characters', 'area', 'birth', 'check-digit'] as const
export type IdCardProblem = (typeof idCardProblems)[number]

export type IdCardCheck = {
  ok: boolean
  /** 18 characters, X upper case; a number of the first generation (15 digits) is completed. */
  number: string
  problems: IdCardProblem[]
  birthOn: Day | null
  gender: Gender | null
  upgraded: boolean
}

/** The 18th character of an identity number (GB 11643, ISO 7064 MOD 11-2) for the 17 digits the text begins with. */
export const idCheckDigit = (text: string): string =>
  ID_CHECKS.charAt(ID_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(text.charAt(at)), 0) % 11)

/** Judges an 居民身份证 number, all problems at once. With `today`, a birth date after it is a problem too. */
export function checkIdCard(text: string, today?: Day): IdCardCheck {
  const typed = halfWidth(text).replace(/[\s-]/g, '').toUpperCase()
  const upgraded = /^\d{15}$/.test(typed)
  const completed = `${typed.slice(0, 6)}19${typed.slice(6)}`
  const number = upgraded ? completed + idCheckDigit(completed) : typed
  const shape: IdCardProblem[] = []
  if (number.length !== 18) shape.push('length')
  if (!/^\d*X?$/.test(number)) shape.push('characters')
  if (shape.length > 0) return { ok: false, number, problems: shape, birthOn: null, gender: null, upgraded }
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const birthOn = isDay(born) && (today === undefined || born <= today) ? born : null
  const problems: IdCardProblem[] = []
  if (!ID_AREAS.has(number.slice(0, 2))) problems.push('area')
  if (birthOn === null) problems.push('birth')
  if (number.charAt(17) !== idCheckDigit(number)) problems.push('check-digit')
  const gender = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female'
  return { ok: problems.length === 0, number, problems, birthOn, gender, upgraded }
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export const usccProblems = ['length', 'characters', 'check-digit'] as const
export type UsccProblem = (typeof usccProblems)[number]

/** The 18th character of a 统一社会信用代码 (GB 32100-2015): 31 − Σ value × 3^(i−1) mod 31, and 0 where that is 31; for the 17 characters the text begins with. */
export function usccCheckDigit(text: string): string {
  let sum = 0
  for (let at = 16; at >= 0; at--) sum = (sum * 3 + USCC_ALPHABET.indexOf(text.charAt(at))) % 31
  return USCC_ALPHABET.charAt((31 - sum) % 31)
}

/** Judges a 统一社会信用代码: length, letters (no I O S V Z), check character. */
export function checkUscc(text: string): { ok: boolean; uscc: string; problems: UsccProblem[] } {
  const uscc = halfWidth(text).replace(/[\s-]/g, '').toUpperCase()
  const problems: UsccProblem[] = []
  if (uscc.length !== 18) problems.push('length')
  if (/[^0-9A-HJ-NP-RTUW-Y]/.test(uscc)) problems.push('characters')
  if (problems.length === 0 && uscc.charAt(17) !== usccCheckDigit(uscc)) problems.push('check-digit')
  return { ok: problems.length === 0, uscc, problems }
}

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const NEV_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z](?:\\d{5}[DABCEFGHJK]|[DABCEFGHJK][A-HJ-NP-Z0-9]\\d{4})$`)
const ORDINARY_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]$`)
const SPECIAL_PLATE = /^(?=.*[使领临])[\p{L}\d]{4,12}$/u

export const plateProblems = ['province', 'letters', 'shape'] as const
export type PlateProblem = (typeof plateProblems)[number]

export type PlateCheck =
  /** `special`: embassy, consulate and temporary plates, taken as they are. `plate` is stored without dot and spaces. */
  { ok: true; plate: string; kind: 'ordinary' | 'nev' | 'special' } | { ok: false; plate: string; problem: PlateProblem }

/** Judges a 号牌. Never make one required: a new car has none. `letters`: it contains I or O. */
export function checkPlate(text: string): PlateCheck {
  const plate = halfWidth(text)
    .replace(/[\s.·•・-]/g, '')
    .toUpperCase()
  if (NEV_PLATE.test(plate)) return { ok: true, plate, kind: 'nev' }
  if (ORDINARY_PLATE.test(plate)) return { ok: true, plate, kind: 'ordinary' }
  if (SPECIAL_PLATE.test(plate)) return { ok: true, plate, kind: 'special' }
  if (plate === '' || !PROVINCES.includes(plate.charAt(0))) return { ok: false, plate, problem: 'province' }
  return { ok: false, plate, problem: /[IO]/.test(plate) ? 'letters' : 'shape' }
}

/** `138****1234`, `0512-****8888`: never more than the first three (or the area code) and the last four digits. */
export function maskPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`
  const [, area, local] = /^(0\d{2,3})-(\d{7,8})(?:-\d+)?$/.exec(phone) ?? []
  if (area && local) return `${area}-${'*'.repeat(local.length - 4)}${local.slice(-4)}`
  return '*'.repeat(phone.length)
}

/** `320583********0026`: the first six and last four at most; of shorter papers the first and the last two, or nothing. */
export function maskIdCard(number: string): string {
  const [front, back] = number.length >= 15 ? [6, 4] : number.length >= 7 ? [1, 2] : [0, 0]
  return number.slice(0, front) + '*'.repeat(number.length - front - back) + number.slice(number.length - back)
}

/** What of a customer is compared; phones and numbers in their checked, stored form. */
export type Identity = {
  name: string | null
  phone: string | null
  phone2: string | null
  idKind: string | null
  idNumber: string | null
}

/** `id-paper`: any paper that is neither an ID card nor a USCC. */
export const sameReasons = ['phone', 'id-card', 'uscc', 'id-paper', 'name-and-phone'] as const
export type SameReason = (typeof sameReasons)[number]

/**
 * Why two entries are likely one customer, strongest word first; empty when nothing says so. `name-and-phone`: the same
 * name, and a phone that differs by one digit or by two neighbours swapped. Symmetric.
 */
export function likelySame(a: Identity, b: Identity): SameReason[] {
  const reasons: SameReason[] = []
  const theirs = phonesOf(b)
  if (phonesOf(a).some((phone) => theirs.includes(phone))) reasons.push('phone')
  if (a.idNumber && a.idNumber === b.idNumber && a.idKind === b.idKind)
    reasons.push(a.idKind === 'id-card' || a.idKind === 'uscc' ? a.idKind : 'id-paper')
  const name = comparableName(a)
  if (name !== '' && name === comparableName(b) && phonesOf(a).some((mine) => theirs.some((phone) => mistyped(mine, phone))))
    reasons.push('name-and-phone')
  return reasons
}

const phonesOf = ({ phone, phone2 }: Identity): string[] => [phone, phone2].filter((number) => number !== null && number !== '') as string[]

/** A name without the spaces, dots and letter case that people write differently. */
const comparableName = ({ name }: Identity): string =>
  halfWidth(name ?? '')
    .replace(/[\s.·•・]/g, '')
    .toLowerCase()

function mistyped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const differing = [...a].flatMap((digit, at) => (digit === b.charAt(at) ? [] : [at]))
  const [first, second] = differing
  if (first === undefined) return false
  if (second === undefined) return true
  return differing.length === 2 && second === first + 1 && a.charAt(first) === b.charAt(second) && a.charAt(second) === b.charAt(first)
}

/** Facts of a customer that go together when two entries become one: each is kept or taken over whole. */
export const mergeUnits = {
  name: ['name'],
  phone: ['phone'],
  phone2: ['phone2'],
  idNumber: ['idKind', 'idNumber'],
  gender: ['gender'],
  birthdayOn: ['birthdayOn'],
  address: ['province', 'city', 'district', 'address'],
  wechat: ['wechat'],
  email: ['email'],
  contact: ['contact'],
  source: ['source'],
  level: ['level'],
  wants: ['wants'],
  budgetFen: ['budgetFen'],
  useKind: ['useKind'],
  buyKind: ['buyKind'],
  buysEvery: ['buysEvery'],
  pays: ['pays'],
  energyWish: ['energyWish'],
  seatsWish: ['seatsWish'],
  likes: ['likes'],
  consultantId: ['consultantId'],
  note: ['note'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type MergeUnit = keyof typeof mergeUnits
export const mergeUnitNames = Object.keys(mergeUnits) as MergeUnit[]

type Facts = Readonly<Record<string, unknown>>
const empty = (facts: Facts, unit: MergeUnit): boolean => mergeUnits[unit].every((column) => (facts[column] ?? null) === null)
const alike = (a: Facts, b: Facts, unit: MergeUnit): boolean =>
  mergeUnits[unit].every((column) => (a[column] ?? null) === (b[column] ?? null))

/** Where two entries of one person say different things: there somebody chooses. */
export const differingUnits = (keep: Facts, gone: Facts): MergeUnit[] =>
  mergeUnitNames.filter((unit) => !empty(keep, unit) && !empty(gone, unit) && !alike(keep, gone, unit))

/**
 * What the kept entry becomes when `gone` is given up: what it lacks is filled, what `take` names is taken over, and a
 * first phone that would get lost becomes the second where there is none. Column → [before, since].
 */
export function mergedFacts(keep: Facts, gone: Facts, take: readonly MergeUnit[]): Record<string, [before: unknown, since: unknown]> {
  const changed: Record<string, [unknown, unknown]> = {}
  for (const unit of mergeUnitNames)
    if (!empty(gone, unit) && !alike(keep, gone, unit) && (empty(keep, unit) || take.includes(unit)))
      for (const column of mergeUnits[unit]) changed[column] = [keep[column] ?? null, gone[column] ?? null]
  const phoneOf = (column: 'phone' | 'phone2'): unknown => (column in changed ? changed[column]?.[1] : (keep[column] ?? null))
  const spare = 'phone' in changed ? (keep['phone'] ?? null) : (gone['phone'] ?? null)
  if (spare !== null && phoneOf('phone2') === null && phoneOf('phone') !== spare) changed['phone2'] = [keep['phone2'] ?? null, spare]
  return changed
}
