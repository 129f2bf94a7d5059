// What is true of a car: its VIN, its age in stock, the states it may be in and the moves between them. Who may move
// it, and which order holds it, is decided elsewhere.
import { z } from 'zod'
import { addMonths, daysBetween, type Day } from '../../dates.ts'
import { halfWidth } from '../../text.ts'

/** A character's place in this line, modulo 10, is its value: A1 … H8, J1 … N5, P7, R9, S2 … Z9. */
const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** Fewer different characters than this in a VIN is a held key, though the arithmetic may pass (17 × `1` does). */
const FEWEST_CHARACTERS = 4

/** The 30 codes of position 10, in order of years; the first stands for 1980, 2010 and 2040. */
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789'
const FIRST_MODEL_YEAR = 1980

/** `refused`: not a VIN · `blocked`: stored only with a reason somebody signs for · `warn`: shown, nothing more. */
export type VinProblem =
  | { code: 'length'; severity: 'refused'; length: number }
  /** I, O or Q at these places (1 to 17); `suggestion` reads them as 1, 0, 0 when that makes a valid VIN. */
  | { code: 'letters'; severity: 'refused'; positions: number[]; suggestion: string | null }
  | { code: 'characters'; severity: 'refused'; positions: number[] }
  | { code: 'repeated'; severity: 'refused' }
  | { code: 'check-digit'; severity: 'blocked' | 'warn'; expected: string }
  | { code: 'year-code'; severity: 'warn' }
  | { code: 'serial'; severity: 'warn' }

export type VinCheck = {
  /** The VIN as it is stored: upper case, half-width, without separators. */
  vin: string
  /** It may be stored as it is; warnings may remain. */
  ok: boolean
  problems: VinProblem[]
  /** Model years position 10 may mean, newest first; the code repeats every 30 years. */
  candidateYears: number[]
}

/** Upper case, half-width, without spaces, hyphens and the asterisks a Code 39 scanner sends around it. */
export const normalVin = (text: string): string =>
  halfWidth(text)
    .replace(/[\s*-]/g, '')
    .toUpperCase()

/** The digit position 9 must hold (GB 16735, ISO 3779): values × weights modulo 11, 10 written X. `null` when not 17 VIN characters. */
export function vinCheckDigit(vin: string): string | null {
  if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(vin)) return null
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (VALUES.indexOf(vin.charAt(at)) % 10), 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

/** Model years, newest first and not after `upToYear`, that a code of position 10 stands for; none for I O Q U Z 0. */
export function modelYears(code: string, upToYear: number): number[] {
  const index = code.length === 1 ? YEAR_CODES.indexOf(code) : -1
  if (index < 0) return []
  const years: number[] = []
  for (let year = FIRST_MODEL_YEAR + index; year <= upToYear; year += YEAR_CODES.length) years.unshift(year)
  return years
}

const positionsOf = (vin: string, wrong: RegExp): number[] => [...vin.matchAll(wrong)].map(({ index }) => index + 1)

/**
 * Judges a VIN as typed or scanned. A wrong check digit blocks a VIN of a Chinese maker (L…) and only warns for others,
 * where it is advisory. `upToYear` bounds the candidate years (a model year may lie one or two ahead of the calendar);
 * unless told, to the end of the second cycle.
 */
export function checkVin(text: string, upToYear = 2039): VinCheck {
  const vin = normalVin(text)
  const problems: VinProblem[] = []
  if (vin.length !== 17) problems.push({ code: 'length', severity: 'refused', length: vin.length })
  const letters = positionsOf(vin, /[IOQ]/g)
  if (letters.length > 0) problems.push({ code: 'letters', severity: 'refused', positions: letters, suggestion: suggest(vin) })
  const characters = positionsOf(vin, /[^0-9A-Z]/g)
  if (characters.length > 0) problems.push({ code: 'characters', severity: 'refused', positions: characters })
  const expected = vinCheckDigit(vin)
  if (expected === null) return { vin, ok: false, problems, candidateYears: [] }
  if (new Set(vin).size < FEWEST_CHARACTERS) problems.push({ code: 'repeated', severity: 'refused' })
  if (vin.charAt(8) !== expected) problems.push({ code: 'check-digit', severity: vin.startsWith('L') ? 'blocked' : 'warn', expected })
  if (!YEAR_CODES.includes(vin.charAt(9))) problems.push({ code: 'year-code', severity: 'warn' })
  if (!/\d{4}$/.test(vin)) problems.push({ code: 'serial', severity: 'warn' })
  const ok = problems.every(({ severity }) => severity === 'warn')
  return { vin, ok, problems, candidateYears: modelYears(vin.charAt(9), upToYear) }
}

function suggest(vin: string): string | null {
  const read = vin.replaceAll('I', '1').replace(/[OQ]/g, '0')
  return vinCheckDigit(read) === read.charAt(8) ? read : null
}

/** Whether a checked VIN may be stored: as it is, or, when it is only blocked, with the reason somebody gave. */
export const vinAcceptable = (check: VinCheck, reason = ''): boolean =>
  check.ok || (check.problems.every(({ severity }) => severity !== 'refused') && reason.trim() !== '')

/** 库龄: days from arrival to a day (today, or the day it left); `null` before it arrived. */
export function ageInDays(arrivedOn: Day | null, until: Day): number | null {
  if (arrivedOn === null || arrivedOn > until) return null
  return daysBetween(arrivedOn, until)
}

/** Days in stock after which a car is looked at again, rising. A parameter of the store. */
export const AgeLadder = z
  .array(z.int().positive())
  .refine((days) => days.every((day, at) => at === 0 || day > (days[at - 1] as number)), { message: 'the steps must rise' })
export type AgeLadder = z.infer<typeof AgeLadder>

/** How many steps of the ladder an age has passed (超, not reached), and by how many days the last of them. */
export function ageStep(days: number, ladder: AgeLadder): { step: number; overDays: number } {
  const passed = ladder.filter((threshold) => days > threshold)
  return { step: passed.length, overDays: passed.length === 0 ? 0 : days - (passed.at(-1) as number) }
}

/** 在途 · 在库 · 待售 · 试驾车 · 维修中 · 质押 · 已售 · 盘亏: written off by a stocktake, it left and is no sale. */
export const vehicleStates = ['in-transit', 'in-stock', 'for-sale', 'demo', 'in-repair', 'pledged', 'sold', 'lost'] as const
export type VehicleState = (typeof vehicleStates)[number]

/**
 * Where a car may go from each state. A car in repair or pledged comes back to stock before it is sold; a sold one goes
 * back only because its order was cancelled or took another car, or travels to the site that delivers it. A delivered
 * car stays `sold` and moves no more: that its order is delivered is the order's to say.
 */
export const vehicleMoves: Readonly<Record<VehicleState, readonly VehicleState[]>> = {
  'in-transit': ['in-stock', 'sold'],
  'in-stock': ['in-transit', 'for-sale', 'demo', 'in-repair', 'pledged', 'sold', 'lost'],
  'for-sale': ['in-transit', 'in-stock', 'demo', 'in-repair', 'pledged', 'sold', 'lost'],
  demo: ['in-transit', 'in-stock', 'for-sale', 'in-repair', 'sold', 'lost'],
  'in-repair': ['in-stock', 'for-sale', 'demo', 'lost'],
  pledged: ['in-stock', 'for-sale', 'lost'],
  sold: ['in-transit', 'in-stock', 'for-sale', 'demo'],
  // Found again it comes in anew.
  lost: [],
}

export const canMove = (from: VehicleState, to: VehicleState): boolean => vehicleMoves[from].includes(to)

/** 可售: what a customer can be shown and take today. */
export const sellableStates = ['in-stock', 'for-sale'] as const satisfies readonly VehicleState[]

/** Whether an order may hold a car in this state: everything that may become `sold`, also one still on the road. */
export const canReserve = (state: VehicleState): boolean => canMove(state, 'sold')

/** The state a car takes when an order holds it: one on the road stays 在途 until it arrives. */
export const stateWhenHeld = (state: VehicleState): VehicleState => (state === 'in-transit' ? state : 'sold')

/** 不装 · 待装 · 已装: the charger at the customer's. */
export const chargerStates = ['none', 'planned', 'installed'] as const

/** What tax and plates ask: a car for fuel (also a hybrid that cannot be plugged in), or a 新能源 one. */
export const energies = ['fuel', 'nev'] as const
export type Energy = (typeof energies)[number]

/** Brand and series as they are spoken: the brand once, when the series already begins with it. */
export const carSeries = ({ brand, series }: { brand: string; series: string }): string =>
  series.startsWith(brand) ? series : `${brand} ${series}`

const Months = z.int().min(1, 'not-zero').max(600, 'too-much')
const Days = z.int().min(1, 'not-zero').max(3650, 'too-much')
const Km = z.int().min(1, 'not-zero').max(10_000_000, 'too-much')

/**
 * 家用汽车三包: how long and how far a maker answers for a household car, as the certificate handed over with it says. A dated
 * parameter; the law's own periods are what a store begins with.
 */
export const ThreeGuarantees = z.object({
  /** 包修期, 三包有效期. */
  repairMonths: Months,
  repairKm: Km,
  validMonths: Months,
  validKm: Km,
  /** Main parts that must be replaced within so many days: exchange or return. */
  returnDays: Days,
  /** Steering, brakes, cracks, leaks, fire within so many days or km: exchange or return. */
  seriousDays: Days,
  seriousKm: Km,
  /** Repairs in all, and of the same fault, beyond which it is exchanged or returned. */
  repairDays: Days,
  sameFaultTimes: z.int().min(1, 'not-zero').max(99, 'too-much'),
  /** The most a use is charged at return, in bp of the price per 1,000 km. */
  compensationBp: z.int().min(0, 'not-negative').max(10_000, 'at-most-whole'),
  /** 三电质保: battery, motor and controller of a 新能源 car. */
  nevMonths: Months,
  nevKm: Km,
})
export type ThreeGuarantees = z.infer<typeof ThreeGuarantees>

/** The law's periods since 2022-01-01, and the floor of makers' warranties on 三电. */
export const lawfulGuarantees: ThreeGuarantees = {
  repairMonths: 36,
  repairKm: 60_000,
  validMonths: 24,
  validKm: 50_000,
  returnDays: 7,
  seriousDays: 60,
  seriousKm: 3000,
  repairDays: 30,
  sameFaultTimes: 4,
  compensationBp: 50,
  nevMonths: 96,
  nevKm: 120_000,
}

/** The last days of each period for a car handed over on `from`; the day itself counts. */
export function guaranteeDays(terms: ThreeGuarantees, from: Day): { repairUntil: Day; validUntil: Day; nevUntil: Day } {
  return {
    repairUntil: addMonths(from, terms.repairMonths),
    validUntil: addMonths(from, terms.validMonths),
    nevUntil: addMonths(from, terms.nevMonths),
  }
}
