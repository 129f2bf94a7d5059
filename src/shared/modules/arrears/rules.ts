// What is overdue and what is done about it: how old a debt is, which reminder its days call for, and how gently a customer is
// reminded.
import { z } from 'zod'
import { type Day, daysBetween } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'

/** 1–30 天 · 31–60 天 · 61–90 天 · 90 天以上, by days since the oldest amount was due. */
export const buckets = ['to-30', 'to-60', 'to-90', 'over-90'] as const
export type Bucket = (typeof buckets)[number]
export const bucketOf = (days: number): Bucket => (days <= 30 ? 'to-30' : days <= 60 ? 'to-60' : days <= 90 ? 'to-90' : 'over-90')

/** Who reminds: the order's consultant, a sales manager, or finance. */
export const reminders = ['consultant', 'manager', 'finance'] as const
export type Reminder = (typeof reminders)[number]

/** The dated parameter 催款分级: from how many days overdue, by whom, called what, what the letter says, and whether the program
 * plans its task by itself on the day it is reached. */
export const DunningLevels = z
  .array(
    z.object({
      afterDays: z.int().min(1, 'not-negative').max(999, 'too-much'),
      who: z.enum(reminders),
      name: z.string().trim().min(1, 'required').max(40),
      text: z.string().trim().min(1, 'required').max(400),
      plans: z.boolean().default(false),
    }),
  )
  .min(1, 'required')
  .max(6, 'too-much')
  .refine((levels) => levels.every((level, at) => at === 0 || level.afterDays > (levels[at - 1]?.afterDays ?? 0)), 'steps-must-rise')
export type DunningLevels = z.infer<typeof DunningLevels>

export const firstLevels: DunningLevels = DunningLevels.parse([
  { afterDays: 1, who: 'consultant', name: '付款提醒', text: '您的购车款已到约定的付款日，如已付款请忽略本提醒。' },
  { afterDays: 8, who: 'finance', name: '催款通知', text: '您的购车款已逾期，请在三日内付清；如有困难请与我们联系。' },
  { afterDays: 31, who: 'manager', name: '催款函', text: '您的购车款已逾期较久，请在收到本函后七日内付清，否则我们将按合同约定处理。' },
])

/** 正常 · 宽缓 (a level's days count twice) · 从紧 (half) · 暂缓 (none, until a day). */
export const strategies = ['normal', 'gentle', 'strict', 'hold'] as const
export type Strategy = (typeof strategies)[number]
export type DunningTerms = { strategy: Strategy; untilOn: Day | null }

/** Days overdue from which a level applies to this customer. */
const daysFor = (afterDays: number, strategy: Strategy): number =>
  strategy === 'gentle' ? afterDays * 2 : strategy === 'strict' ? Math.max(1, Math.floor(afterDays / 2)) : afterDays

/** The level, counted from 1, that a debt of these days has reached; 0 none yet. A hold that has ended is as if there were none. */
export function levelOf(levels: DunningLevels, days: number, terms: DunningTerms, today: Day): number {
  const held = terms.strategy === 'hold' && (terms.untilOn === null || terms.untilOn >= today)
  if (held) return 0
  const strategy = terms.strategy === 'hold' ? 'normal' : terms.strategy
  return levels.findLastIndex(({ afterDays }) => days >= daysFor(afterDays, strategy)) + 1
}

export const overdueDays = (oldestOn: Day, today: Day): number => Math.max(0, daysBetween(oldestOn, today))

const NOTICES = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a3c31'
/** One reminder a level and debt, and one task: two desks that remind of the same make one row. */
export const noticeId = (orderId: string, oldestOn: Day, level: number): string => uuidv5(NOTICES, `${orderId} ${oldestOn} ${level}`)
export const taskId = (orderId: string, oldestOn: Day, level: number): string => uuidv5(NOTICES, `task ${orderId} ${oldestOn} ${level}`)
export const termsId = (customerId: string): string => uuidv5(NOTICES, `terms ${customerId}`)

export const noticeChannels = ['letter', 'phone', 'wechat', 'sms', 'visit'] as const
/** 待审批 · 已核销 · 未同意. */
export const writeOffStates = ['asked', 'approved', 'refused'] as const
