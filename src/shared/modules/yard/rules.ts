// What a car costs while it stands (floor-plan interest), what it leaves, and whether stock fits sales (库存系数).
import { addDays, daysBetween, inForce, type Day } from '../../dates.ts'
import { mulDivRound, sumFen, type Fen } from '../../money.ts'

/** 库存融资: the yearly rate in bp, and the days after arrival that cost nothing. */
export type FloorPlan = { annualBp: number; freeDays: number }
type Dated = { validFromOn: Day; value: FloorPlan }

/** Banks count a year of 360 days. */
const YEAR = 360
const BP = 10_000

/**
 * Interest on what a car cost, from the day it came until `until`, that day not included: each day costs the rate in force on
 * it, after the free days in force on arrival. Added up exactly and rounded half up once, to the fen.
 */
export function floorPlanInterest(costFen: Fen, arrivedOn: Day, until: Day, rates: readonly Dated[]): Fen {
  const free = inForce(rates, arrivedOn)?.value.freeDays ?? 0
  const first = addDays(arrivedOn, free)
  if (first >= until || costFen <= 0) return 0
  const changes = rates.map(({ validFromOn }) => validFromOn).filter((on) => on > first && on < until)
  const edges = [first, ...changes.toSorted(), until]
  let bpDays = 0
  for (let at = 1; at < edges.length; at++) {
    const [from, to] = [edges[at - 1] as Day, edges[at] as Day]
    bpDays += daysBetween(from, to) * (inForce(rates, from)?.value.annualBp ?? 0)
  }
  return mulDivRound(costFen, bpDays, BP * YEAR)
}

/** One day at the rate in force, rounded half up: what is shown beside the sum. */
export const interestPerDay = (costFen: Fen, on: Day, rates: readonly Dated[]): Fen =>
  mulDivRound(costFen, inForce(rates, on)?.value.annualBp ?? 0, BP * YEAR)

/** Price and every documented rebate, less cost and interest. A rebate without a paper is no margin. */
export const netMargin = (about: { priceFen: Fen; costFen: Fen; rebateFen: Fen; interestFen: Fen; documentedFen: Fen }): Fen =>
  sumFen([about.priceFen, about.rebateFen, about.documentedFen, -about.costFen, -about.interestFen])

/** Days sales are counted over. */
export const SALES_DAYS = 30

/** 库存系数 in hundredths: cars in stock by cars sold in the last 30 days; null when none was. */
export const stockCoefficient = (stock: number, sold: number): number | null => (sold === 0 ? null : Math.round((stock * 100) / sold))

/** Days the stock lasts at the pace of the last 30. */
export const turnoverDays = (stock: number, sold: number): number | null => (sold === 0 ? null : Math.round((stock * SALES_DAYS) / sold))

/** 补货策略: how many days of sales stock is to last, and how many more against what nobody foresees. */
export type StockPolicy = { coverDays: number; safetyDays: number }
export const firstPolicy: StockPolicy = { coverDays: 45, safetyDays: 10 }

/** Sales of the next 30 days by those of the last three spans of 30, the latest first: weighed 3 to 2 to 1, rounded half up. */
export const forecastSales = ([last, before, earlier]: readonly [number, number, number]): number =>
  mulDivRound(last * 3 + before * 2 + earlier, 1, 6)

/** Cars that should stand or be on their way for a forecast of 30 days; a part of a car is a car. */
export const targetStock = (forecast: number, { coverDays, safetyDays }: StockPolicy): number =>
  Math.ceil((forecast * (coverDays + safetyDays)) / SALES_DAYS)

/** In hundredths: below `low` stock is short, above `high` it is much, above `severe` too much. */
export type Limits = { low: number; high: number; severe: number }
export const levels = ['short', 'fine', 'high', 'severe'] as const
export type Level = (typeof levels)[number]

/** Nothing sold and something in stock is the worst of it; nothing of either is fine. */
export function levelOf(coefficient: number | null, stock: number, limits: Limits): Level {
  if (coefficient === null) return stock === 0 ? 'fine' : 'severe'
  if (coefficient < limits.low) return 'short'
  if (coefficient <= limits.high) return 'fine'
  return coefficient <= limits.severe ? 'high' : 'severe'
}
