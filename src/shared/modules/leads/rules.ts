// How far somebody has come on the way to a car: stages, grades and their reasons, why a lead is lost, who gets one, and when
// to be in touch again. Whose phone it is belongs to customers.
import { z } from 'zod'
import { addDays, type Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { followUpChannels, type FollowUpChannel, type IntentionLevel } from '../customers/rules.ts'

/** 新线索 · 跟进 · 邀约 · 到店 · 试驾 · 报价. */
export const openStages = ['new', 'contacted', 'invited', 'arrived', 'driven', 'quoted'] as const
/** 成交 · 战败. */
export const closedStages = ['won', 'lost'] as const
export const leadStages = [...openStages, ...closedStages] as const
export type LeadStage = (typeof leadStages)[number]
export type OpenStage = (typeof openStages)[number]

export const isOpenStage = (stage: string): stage is OpenStage => (openStages as readonly string[]).includes(stage)

/** Whether `to` lies further on the way than `from`: what the program moves by itself only ever goes this way. */
export const isFurther = (from: LeadStage, to: LeadStage): boolean => leadStages.indexOf(to) > leadStages.indexOf(from)

/** 价格 · 竞品 · 车型 · 服务 · 无意向 · 外地购车 · 联系不上 · 重复线索 (two desks opened one each). */
export const lossReasons = ['price', 'rival', 'model', 'service', 'no-wish', 'elsewhere', 'unreachable', 'double'] as const
export type LossReason = (typeof lossReasons)[number]

/** How one of several people is chosen: in turn, whoever has least, who sells such cars. */
export const choiceMethods = ['turn', 'load', 'skill'] as const
export type ChoiceMethod = (typeof choiceMethods)[number]

/** How a lead came to whom it belongs: kept by who entered it, by who knows the customer, given by name, or chosen. */
export const assignmentRules = ['self', 'kept', 'chosen', ...choiceMethods] as const
export type AssignmentRule = (typeof assignmentRules)[number]

/** 高 · 中 · 低. */
export const heats = ['high', 'middle', 'low'] as const
export type Heat = (typeof heats)[number]

/** Grades of people who have not decided yet; the others (O D T) have no cadence. */
export const gradedLevels = ['H', 'A', 'B', 'C', 'N'] as const
export type GradedLevel = (typeof gradedLevels)[number]

/** Where leads come from, in the words a new store begins with; it may use its own. */
export const firstChannels = ['到店', '网站', '电话', '抖音', '小红书', '懂车帝', '汽车之家', '转介绍', '车展'] as const

/** 新车上市 · 到店看车 · 车展. */
export const eventKinds = ['launch', 'visit', 'fair'] as const
export type EventKind = (typeof eventKinds)[number]
/** Through what somebody came who was met at an event, in the words of a new store's channels. */
export const eventChannels: Readonly<Record<EventKind, string>> = { launch: '新车上市', visit: '到店', fair: '车展' }

/** When they mean to buy: within 7, 15 or 30 days, or 2-3 months. */
export const horizons = ['week', 'fortnight', 'month', 'quarter'] as const
export type Horizon = (typeof horizons)[number]

/** One contact of a cadence: so many days after the grade was given, by which way, about what. */
export const CadenceStep = z.object({
  days: z.int().min(0, 'not-negative').max(365, 'at-most-a-year'),
  channel: z.enum(followUpChannels),
  note: z.string().trim().min(1).max(60),
})
export type CadenceStep = z.infer<typeof CadenceStep>

const Grade = z.object({
  heat: z.enum(heats),
  steps: z
    .array(CadenceStep)
    .max(6)
    .refine((steps) => steps.every((step, at) => at === 0 || step.days > (steps[at - 1]?.days ?? 0)), 'steps-must-rise'),
})
/** What each grade means; `budgetFloorBp`: a budget under so much of the car's price is too small for it. */
export const Cadence = z.object({ H: Grade, A: Grade, B: Grade, C: Grade, N: Grade, budgetFloorBp: z.int().min(0).max(10_000) })
export type Cadence = z.infer<typeof Cadence>

const step = (days: number, channel: FollowUpChannel, note: string): CadenceStep => ({ days, channel, note })

/** What a store begins with: H every day or two, A every three, B every week, C every fortnight; 高中低 as most brands count. */
export const firstCadence: Cadence = {
  H: {
    heat: 'high',
    steps: [step(1, 'phone', '确认用车时间，邀约到店'), step(2, 'wechat', '发方案与报价'), step(4, 'phone', '问决定与顾虑')],
  },
  A: { heat: 'high', steps: [step(1, 'wechat', '发车型资料'), step(3, 'phone', '邀约试驾'), step(6, 'phone', '谈置换与贷款')] },
  B: { heat: 'middle', steps: [step(2, 'wechat', '发车型对比'), step(7, 'phone', '邀约到店'), step(14, 'wechat', '发优惠政策')] },
  C: { heat: 'low', steps: [step(7, 'wechat', '发选车建议'), step(15, 'phone', '问计划有无变化'), step(45, 'sms', '邀请参加店内活动')] },
  N: { heat: 'middle', steps: [step(1, 'phone', '首次联系，问需求与预算'), step(3, 'wechat', '发门店位置与车型')] },
  budgetFloorBp: 8500,
}

export const isGraded = (level: string | null | undefined): level is GradedLevel =>
  (gradedLevels as readonly (string | null | undefined)[]).includes(level)

/** 高中低 of a grade; null for people who decided already or were never graded. */
export const heatOf = (cadence: Cadence, level: string | null): Heat | null => (isGraded(level) ? cadence[level].heat : null)

const levelWithin: Readonly<Record<Horizon, GradedLevel>> = { week: 'H', fortnight: 'A', month: 'B', quarter: 'C' }
const cooler: Readonly<Record<GradedLevel, GradedLevel>> = { H: 'A', A: 'B', B: 'C', C: 'C', N: 'N' }

/** Why a grade is suggested: when they mean to buy, that nothing is known yet, that the budget is short of the car. */
export type GradeReason = Horizon | 'unknown' | 'budget-short'

/**
 * The grade that intent and budget speak for: as soon as they mean to buy, one step cooler where the budget lies under
 * `budgetFloorBp` of the cheapest such car. Amounts in 分, null unknown. A suggestion: people decide.
 */
export function suggestLevel(
  { within, budgetFen, priceFen }: { within: Horizon | null; budgetFen: number | null; priceFen: number | null },
  { budgetFloorBp }: Pick<Cadence, 'budgetFloorBp'>,
): { level: GradedLevel; reasons: GradeReason[] } {
  if (within === null) return { level: 'N', reasons: ['unknown'] }
  const level = levelWithin[within]
  const short = budgetFen !== null && priceFen !== null && budgetFen * 10_000 < priceFen * budgetFloorBp
  return short ? { level: cooler[level], reasons: [within, 'budget-short'] } : { level, reasons: [within] }
}

export type CadenceTask = { id: string; dueOn: Day; channel: FollowUpChannel; note: string }

/**
 * The contacts a grade asks for, counted from the day it was given. Ids follow from lead, grade, day and place, so that two
 * desktops that grade alike plan the same tasks and not twice as many.
 */
export const cadenceTasks = (cadence: Cadence, leadId: string, level: IntentionLevel, from: Day): CadenceTask[] =>
  isGraded(level)
    ? cadence[level].steps.map(({ days, channel, note }, at) => ({
        id: uuidv5(leadId, `cadence ${level} ${from} ${at}`),
        dueOn: addDays(from, days),
        channel,
        note,
      }))
    : []

/** Whole minutes between coming and leaving (停留时间); null while they are still here. @throws RangeError when leaving precedes coming. */
export function stayMinutes(arrivedAt: number, leftAt: number | null): number | null {
  if (leftAt === null) return null
  if (leftAt < arrivedAt) throw new RangeError('left before arriving')
  return Math.round((leftAt - arrivedAt) / 60_000)
}

/** Somebody a lead may be given to, with what the rules weigh. */
export type Candidate = {
  id: string
  /** Leads they have that are still open. */
  open: number
  /** Leads they were given today, and the day they were last given one before today; null never. */
  today: number
  lastOn: Day | null
  /** Deals they closed of the model in question. */
  sold: number
}

const ranks: Readonly<Record<ChoiceMethod, (each: Candidate) => readonly (number | string)[]>> = {
  turn: ({ today, lastOn }) => [today, lastOn ?? ''],
  load: ({ open, today }) => [open, today],
  skill: ({ sold, open }) => [-sold, open],
}

/**
 * Who gets a lead: `turn` who was given fewest today, then who waited longest; `load` who has fewest open; `skill` who sold
 * most of that model, then who has fewest open. Ties fall to the smaller id. Counts, not clocks: two desks that were apart
 * each keep the turn by themselves, so nobody is more than one lead per desk ahead, and what they gave adds up when they
 * meet. Null when there is nobody.
 */
export function chooseFor(method: ChoiceMethod, candidates: readonly Candidate[]): string | null {
  const rank = ranks[method]
  const before = (a: Candidate, b: Candidate): number => {
    const [mine, theirs] = [
      [...rank(a), a.id],
      [...rank(b), b.id],
    ]
    const at = mine.findIndex((value, place) => value !== theirs[place])
    return at < 0 ? 0 : (mine[at] as number | string) < (theirs[at] as number | string) ? -1 : 1
  }
  return candidates.toSorted(before)[0]?.id ?? null
}

/** What a rule of the table looks at. */
export type Traits = { channel: string | null; model: string | null; budgetFen: number | null; level: string | null }
export type TraitRule = {
  channel: string | null
  model: string | null
  budgetFromFen: number | null
  budgetToFen: number | null
  level: string | null
  active: boolean
}

/** Whether a lead has every trait the rule asks for; a budget nobody knows lies in no range. */
export const fits = (rule: TraitRule, lead: Traits): boolean =>
  rule.active &&
  (rule.channel === null || rule.channel === lead.channel) &&
  (rule.model === null || rule.model === lead.model) &&
  (rule.level === null || rule.level === lead.level) &&
  ((rule.budgetFromFen === null && rule.budgetToFen === null) ||
    (lead.budgetFen !== null &&
      lead.budgetFen >= (rule.budgetFromFen ?? 0) &&
      (rule.budgetToFen === null || lead.budgetFen < rule.budgetToFen)))

/** The middle value, of two the mean; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
