// The workshop's catalogue of jobs: which job of a code fits a car, what an hour costs whom from which day, what a job costs by
// that, and how the price of a package lies on its lines. Amounts are 分, hours are minutes.
import { z } from 'zod'
import { inForce, type Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { allocate, mulDivRound, sumFen, type Fen } from '../../money.ts'
import { halfWidth } from '../../text.ts'
import { normalCode } from '../parts/rules.ts'
import type { Payer } from '../workshop/rules.ts'

/** 发动机 · 变速箱 · 底盘 · 制动 · 转向 · 电气 · 空调 · 三电 · 车身 · 轮胎 · 整车: which part of the car (部位). */
export const carAreas = [
  'engine',
  'gearbox',
  'chassis',
  'brakes',
  'steering',
  'electrics',
  'climate',
  'traction',
  'body',
  'tyres',
  'whole',
] as const
export type CarArea = (typeof carAreas)[number]

/** 保养 · 检查 · 维修 · 更换 · 钣金 · 喷漆 · 加装 · 清洁: what is done (类型). */
export const jobKinds = ['maintenance', 'inspection', 'repair', 'replacement', 'panel', 'paint', 'fitting', 'cleaning'] as const
export type JobKind = (typeof jobKinds)[number]

/** 散客 · 企业客户 · 保险 · 厂家 · 内部: whom an hour costs what. */
export const priceClasses = ['retail', 'company', 'insurer', 'maker', 'internal'] as const
export type PriceClass = (typeof priceClasses)[number]

/** The class of a line: by who pays it, and of a customer's own line by what kind of customer. */
export function classOf(payer: Payer, customerKind: string): PriceClass {
  if (payer === 'insurer' || payer === 'internal') return payer
  if (payer === 'warranty' || payer === 'guarantee') return 'maker'
  return customerKind === 'company' ? 'company' : 'retail'
}

const JOBS = 'c0f3a1de-51a4-4f0e-9a35-6f6f34f60f01'

/** The cars something is for: a brand, a series of it, or every car. */
export type Fits = { brand: string | null; series: string | null }
/**
 * One row for a code and the cars it is for, whoever entered it: two desks without a line make one job, of which the first one's
 * facts stand.
 */
export const jobIdOf = (code: string, { brand, series }: Fits): string =>
  uuidv5(JOBS, `${normalCode(code)} ${plain(brand)} ${plain(series)}`)
const plain = (text: string | null): string =>
  halfWidth(text ?? '')
    .replace(/\s/g, '')
    .toUpperCase()

/** Whether the name of a car holds a word: `A4` is in 示例 A4 and not in 示例 A45. */
function names(car: string, word: string): boolean {
  for (let at = car.indexOf(word); at >= 0; at = car.indexOf(word, at + 1)) {
    const edge = (own: string | undefined, next: string | undefined): boolean =>
      !(/[0-9A-Z]/.test(own ?? '') && /[0-9A-Z]/.test(next ?? ''))
    if (edge(word[0], car[at - 1]) && edge(word.at(-1), car[at + word.length])) return true
  }
  return false
}

/**
 * How closely something fits a car by the name it is known by (brand, series, version): 2 its series, 1 its brand, 0 every car;
 * null when it is for another.
 */
export function closeness({ brand, series }: Fits, carName: string): number | null {
  const car = plain(carName)
  const known = [brand, series].map(plain).filter((word) => word !== '')
  if (!known.every((word) => names(car, word))) return null
  return plain(series) !== '' ? 2 : known.length
}

/** Of several rows of one code the one that fits the car most closely. */
export function fitting<Row extends Fits & { code: string }>(rows: readonly Row[], carName: string): Row[] {
  const best = new Map<string, { row: Row; close: number }>()
  for (const row of rows) {
    const close = closeness(row, carName)
    if (close !== null && close > (best.get(row.code)?.close ?? -1)) best.set(row.code, { row, close })
  }
  return [...best.values()].map(({ row }) => row)
}

export type Rate = { class: PriceClass; validFromOn: Day; rateFen: Fen }
/** `priceFen` null: from that day on the job costs by the hour again. `class` null: whoever pays. */
export type FixedPrice = { class: PriceClass | null; validFromOn: Day; priceFen: Fen | null }

/** Where the price of a line came from. A line without one was typed by hand. */
export const PriceOrigin = z.discriminatedUnion('from', [
  /** Hours at the rate of a class, in force since a day. */
  z.object({ from: z.literal('rate'), class: z.enum(priceClasses), since: z.string(), rateFen: z.int() }),
  /** A fixed price, for a class or for everyone. */
  z.object({ from: z.literal('fixed'), class: z.enum(priceClasses).nullable(), since: z.string() }),
  /** Of a part: what the counter asks. */
  z.object({ from: z.literal('counter') }),
  /** Its share of a package's price. */
  z.object({ from: z.literal('package'), id: z.string(), name: z.string(), since: z.string() }),
])
export type PriceOrigin = z.infer<typeof PriceOrigin>

/** Hours of minutes, to two places: 0.5 of 30. */
export const hoursOf = (minutes: number): number => Math.round((minutes * 100) / 60) / 100

/** Hours at a rate, half up to whole 分. */
export const labourFen = (minutes: number, rateFen: Fen): Fen => mulDivRound(rateFen, minutes, 60)

/**
 * What a job costs on a day: the fixed price of the class, else the fixed price for everyone, else its hours at the rate of the
 * class, else at the retail rate. Null while nobody said what an hour costs. A fixed price that was given up counts no more.
 */
export function priceOn(
  minutes: number,
  having: { rates: readonly Rate[]; fixed: readonly FixedPrice[] },
  priceClass: PriceClass,
  on: Day,
): { priceFen: Fen; origin: PriceOrigin } | null {
  for (const named of [priceClass, null]) {
    const fixed = inForce(
      having.fixed.filter((price) => price.class === named),
      on,
    )
    if (fixed && fixed.priceFen !== null)
      return { priceFen: fixed.priceFen, origin: { from: 'fixed', class: fixed.class, since: fixed.validFromOn } }
  }
  for (const named of new Set([priceClass, 'retail' as const])) {
    const rate = inForce(
      having.rates.filter((each) => each.class === named),
      on,
    )
    if (rate)
      return {
        priceFen: labourFen(minutes, rate.rateFen),
        origin: { from: 'rate', class: rate.class, since: rate.validFromOn, rateFen: rate.rateFen },
      }
  }
  return null
}

/** A part a job takes, by its code in the parts' books, where its name and price are. Thousandths of what its price is for. */
export const JobPart = z.object({
  code: z.string().transform(normalCode).pipe(z.string().min(2, 'required').max(40, 'too-much')),
  quantityMilli: z.int().min(1, 'not-zero').max(10_000_000, 'too-much'),
})
export type JobPart = z.infer<typeof JobPart>

export type Priced = { amountFen: Fen }
/** What a line is charged at its own price, and what a package takes off it. */
export type Shared = { raisedFen: Fen; discountFen: Fen }

/**
 * Lays the price of a package on its lines, so that they come to it exactly. What is saved comes off the lines in proportion to
 * what they cost alone; a package dearer than its lines raises the first of them.
 */
export function shareOut(packageFen: Fen, lines: readonly Priced[]): Shared[] {
  const alone = sumFen(lines.map(({ amountFen }) => amountFen))
  const saved = alone - packageFen
  if (saved <= 0) return lines.map((_, at) => ({ raisedFen: at === 0 ? -saved : 0, discountFen: 0 }))
  const off = allocate(
    saved,
    lines.map(({ amountFen }) => amountFen),
  )
  return lines.map((_, at) => ({ raisedFen: 0, discountFen: off[at] ?? 0 }))
}

/** 未开始 · 进行中 · 已结束 · 停用. */
export const packageStates = ['ahead', 'running', 'ended', 'archived'] as const
export type PackageState = (typeof packageStates)[number]
/** Where a package stands on a day: it runs from its first to its last day, both whole. */
export function packageStateOn(
  { validFromOn, validUntilOn, archivedAt }: { validFromOn: Day; validUntilOn: Day | null; archivedAt: number | null },
  on: Day,
): PackageState {
  if (archivedAt !== null) return 'archived'
  if (on < validFromOn) return 'ahead'
  return validUntilOn !== null && validUntilOn < on ? 'ended' : 'running'
}
