// How far somebody has come on the way to a car: stages, why a lead is lost, who gets one, and when to be in touch again.
// Whose phone it is and how near to buying they are belongs to customers.
import { z } from 'zod'
import { addDays, type Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { followUpChannels, type FollowUpChannel, type IntentionLevel } from '../customers/rules.ts'

/** 新线索 · 已联系 · 邀约到店 · 到店 · 试驾 · 报价. */
export const openStages = ['new', 'contacted', 'invited', 'arrived', 'driven', 'quoted'] as const
/** 成交 · 战败. */
export const closedStages = ['won', 'lost'] as const
export const leadStages = [...openStages, ...closedStages] as const
export type LeadStage = (typeof leadStages)[number]
export type OpenStage = (typeof openStages)[number]

export const isOpenStage = (stage: string): stage is OpenStage => (openStages as readonly string[]).includes(stage)

/** Whether `to` lies further on the way than `from`: what the program moves by itself only ever goes this way. */
export const isFurther = (from: LeadStage, to: LeadStage): boolean => leadStages.indexOf(to) > leadStages.indexOf(from)

/** 价格 · 竞品 · 车型 · 服务 · 无意向 · 外地购车 · 联系不上. */
export const lossReasons = ['price', 'rival', 'model', 'service', 'no-wish', 'elsewhere', 'unreachable'] as const
export type LossReason = (typeof lossReasons)[number]

/** How a lead came to whom it belongs: kept by who entered it, given by name, in turn, to whoever has least, to who sells such cars. */
export const assignmentRules = ['self', 'chosen', 'turn', 'load', 'skill'] as const
export type AssignmentRule = (typeof assignmentRules)[number]

/** 高 · 中 · 低. */
export const heats = ['high', 'middle', 'low'] as const
export type Heat = (typeof heats)[number]

/** Grades of people who have not decided yet; the others (O D T) have no cadence. */
export const gradedLevels = ['H', 'A', 'B', 'C', 'N'] as const
export type GradedLevel = (typeof gradedLevels)[number]

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
export const Cadence = z.object({ H: Grade, A: Grade, B: Grade, C: Grade, N: Grade })
export type Cadence = z.infer<typeof Cadence>

const step = (days: number, channel: FollowUpChannel, note: string): CadenceStep => ({ days, channel, note })

/** What a store begins with: H every day or two, A every three, B every week, C every fortnight; 高中低 as most brands count. */
export const firstCadence: Cadence = {
  H: { heat: 'high', steps: [step(1, 'phone', '确认用车时间，邀约到店'), step(2, 'wechat', '发方案与报价'), step(4, 'phone', '问决定与顾虑')] },
  A: { heat: 'high', steps: [step(1, 'wechat', '发车型资料'), step(3, 'phone', '邀约试驾'), step(6, 'phone', '谈置换与贷款')] },
  B: { heat: 'middle', steps: [step(2, 'wechat', '发车型对比'), step(7, 'phone', '邀约到店'), step(14, 'wechat', '发优惠政策')] },
  C: { heat: 'low', steps: [step(7, 'wechat', '发选车建议'), step(15, 'phone', '问计划有无变化'), step(45, 'sms', '邀请参加店内活动')] },
  N: { heat: 'middle', steps: [step(1, 'phone', '首次联系，问需求与预算'), step(3, 'wechat', '发门店位置与车型')] },
}

export const isGraded = (level: string | null | undefined): level is GradedLevel =>
  (gradedLevels as readonly (string | null | undefined)[]).includes(level)

/** 高中低 of a grade; null for people who decided already or were never graded. */
export const heatOf = (cadence: Cadence, level: string | null): Heat | null => (isGraded(level) ? cadence[level].heat : null)

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
  /** When they were last given one, epoch ms; null never. */
  lastAt: number | null
  /** Deals they closed of the model in question. */
  sold: number
}

/**
 * Who gets a lead: `turn` who waited longest, `load` who has fewest open, `skill` who sold most of that model (then fewest
 * open). Ties fall to the smaller id, so that every desktop chooses alike. Null when there is nobody.
 */
export function chooseFor(rule: 'turn' | 'load' | 'skill', candidates: readonly Candidate[]): string | null {
  const rank: Record<typeof rule, (each: Candidate) => number[]> = {
    turn: (each) => [each.lastAt ?? 0],
    load: (each) => [each.open, each.lastAt ?? 0],
    skill: (each) => [-each.sold, each.open],
  }
  const of = rank[rule]
  const before = (a: Candidate, b: Candidate): number => {
    const theirs = of(b)
    return of(a).map((value, at) => value - (theirs[at] ?? 0)).find((difference) => difference !== 0) ?? (a.id < b.id ? -1 : 1)
  }
  return candidates.toSorted(before)[0]?.id ?? null
}
