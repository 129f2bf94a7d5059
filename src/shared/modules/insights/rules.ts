// What a customer is worth and how near they are to being lost, each with its reasons, by scales a store dates. The same
// arithmetic stands as SQL in main; a test holds the two together.
import { z } from 'zod'
import { daysBetween, type Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'

const Days = z.int().min(1, 'not-negative').max(3650, 'too-much')
const Points = z.int().min(0, 'not-negative').max(100, 'at-most-whole')

/**
 * 客户价值: points for how lately they bought, how often and for how much, less for complaints, more or less for how content
 * they were. `spendStepFen` in 分, days in days, the rest in points of 100.
 */
export const ValueScale = z
  .object({
    recentDays: Days,
    recentPoints: Points,
    onceDays: Days,
    oncePoints: Points,
    dealPoints: Points,
    dealMost: Points,
    spendStepFen: z.int().min(1, 'not-negative').max(1_000_000_000_000, 'too-much'),
    spendPoints: Points,
    spendMost: Points,
    complaintPoints: Points,
    contentPoints: Points,
    middleFrom: Points,
    highFrom: Points,
  })
  .refine(({ recentDays, onceDays, middleFrom, highFrom }) => recentDays < onceDays && middleFrom < highFrom, 'limits-must-rise')
export type ValueScale = z.infer<typeof ValueScale>

export const firstValueScale: ValueScale = {
  recentDays: 365,
  recentPoints: 30,
  onceDays: 1095,
  oncePoints: 15,
  dealPoints: 15,
  dealMost: 30,
  spendStepFen: 10_000_000,
  spendPoints: 10,
  spendMost: 40,
  complaintPoints: 10,
  contentPoints: 5,
  middleFrom: 40,
  highFrom: 65,
}

/** 流失: days without a word after which a buyer, or somebody who has not bought yet, is likely lost; days a lost lead counts. */
export const LifeLimits = z.object({ quietDays: Days, prospectQuietDays: Days, lostDays: Days })
export type LifeLimits = z.infer<typeof LifeLimits>
export const firstLifeLimits: LifeLimits = { quietDays: 180, prospectQuietDays: 30, lostDays: 90 }

export const StaleDays = Days

/** What is known of a customer, of all entries merged into them. */
export type Known = {
  deals: number
  spentFen: number
  lastDealOn: Day | null
  /** When somebody last met, spoke with or entered them. */
  lastTouchOn: Day
  /** Complaints of the last year, and those nobody answered yet. */
  complaints: number
  openComplaints: number
  /** How content they said they were, 1 to 5: the sum and how many said so. */
  ratingSum: number
  ratings: number
  /** A lead that is under way, and the day the last one was lost. */
  openLead: boolean
  lostOn: Day | null
}

export const valueFactors = ['recent', 'deals', 'spend', 'complaints', 'content'] as const
export type ValueFactor = (typeof valueFactors)[number]
export const valueLevels = ['high', 'middle', 'low'] as const
export type ValueLevel = (typeof valueLevels)[number]

/** Points 0 to 100 with what made them; whole numbers only. */
export function valueOf(
  known: Known,
  scale: ValueScale,
  today: Day,
): { score: number; level: ValueLevel; reasons: { factor: ValueFactor; points: number }[] } {
  const since = known.lastDealOn === null ? null : daysBetween(known.lastDealOn, today)
  const points: Record<ValueFactor, number> = {
    recent: since === null ? 0 : since <= scale.recentDays ? scale.recentPoints : since <= scale.onceDays ? scale.oncePoints : 0,
    deals: Math.min(known.deals * scale.dealPoints, scale.dealMost),
    spend: Math.min(Math.floor(known.spentFen / scale.spendStepFen) * scale.spendPoints, scale.spendMost),
    complaints: -known.complaints * scale.complaintPoints,
    content: known.ratings === 0 ? 0 : Math.trunc(((known.ratingSum - 3 * known.ratings) * scale.contentPoints) / known.ratings),
  }
  const sum = valueFactors.reduce((total, factor) => total + points[factor], 0)
  const score = Math.max(0, Math.min(100, sum))
  return {
    score,
    level: score >= scale.highFrom ? 'high' : score >= scale.middleFrom ? 'middle' : 'low',
    reasons: valueFactors.flatMap((factor) => (points[factor] === 0 ? [] : [{ factor, points: points[factor] }])),
  }
}

/** 开发 · 维护 · 挽回. */
export const lifeStages = ['develop', 'keep', 'win-back'] as const
export type LifeStage = (typeof lifeStages)[number]
export const churnReasons = ['quiet', 'complaint', 'lost'] as const
export type ChurnReason = (typeof churnReasons)[number]
export const riskLevels = ['high', 'middle', 'low'] as const
export type RiskLevel = (typeof riskLevels)[number]

/**
 * Where a customer stands between being won and being won back, and what speaks for their loss: no word for too long, a
 * complaint nobody answered, a lead that was lost lately. One reason is a middle risk, two are a high one.
 */
export function lifeOf(known: Known, limits: LifeLimits, today: Day): { stage: LifeStage; risk: RiskLevel; reasons: ChurnReason[] } {
  const bought = known.deals > 0
  const quiet = daysBetween(known.lastTouchOn, today) >= (bought ? limits.quietDays : limits.prospectQuietDays)
  const lost = !known.openLead && known.lostOn !== null && daysBetween(known.lostOn, today) <= limits.lostDays
  const reasons: ChurnReason[] = [
    ...(quiet ? (['quiet'] as const) : []),
    ...(known.openComplaints > 0 ? (['complaint'] as const) : []),
    ...(lost ? (['lost'] as const) : []),
  ]
  const risk = reasons.length >= 2 ? 'high' : reasons.length === 1 ? 'middle' : 'low'
  const away = bought ? quiet || known.openComplaints > 0 : lost
  return { stage: away ? 'win-back' : bought ? 'keep' : 'develop', risk, reasons }
}

export const checkId = (customerId: string, on: Day): string => uuidv5(customerId, `checked ${on}`)
/** The task to look at a record nobody looked at since a day: the same on every desk. */
export const staleTaskId = (customerId: string, since: Day): string => uuidv5(customerId, `stale ${since}`)
