// Care for customers beside the sale: when to greet and when to get in touch, services with their steps, what is asked at the
// desk, and what the store wants to reach. What needs foresight is in rules/prompts.ts; who may be written to is privacy's.
import { z } from 'zod'
import { addDays, addMonths, type Day, Day as DayText } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { followUpChannels } from '../customers/rules.ts'

/** Who does what is planned: whoever sold the car, or somebody of customer care. */
export const careOwners = ['consultant', 'care'] as const

/** The parameter 交车后关怀: occasions after a delivery, so many months and days later. */
export const CareOccasions = z
  .array(
    z.object({
      name: z.string().trim().min(1, 'required').max(40),
      months: z.int().min(0, 'not-negative').max(120, 'too-much'),
      days: z.int().min(0, 'not-negative').max(3650, 'too-much'),
      channel: z.enum(followUpChannels),
      who: z.enum(careOwners),
    }),
  )
  .max(20, 'too-much')
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'twice')
export type CareOccasions = z.infer<typeof CareOccasions>
export const firstOccasions: CareOccasions = [
  { name: '交车三日回访', months: 0, days: 3, channel: 'phone', who: 'care' },
  { name: '首保提醒', months: 3, days: 0, channel: 'phone', who: 'consultant' },
  { name: '续保提醒', months: 11, days: 0, channel: 'phone', who: 'consultant' },
  { name: '交车周年问候', months: 12, days: 0, channel: 'wechat', who: 'consultant' },
  { name: '年检提醒', months: 23, days: 0, channel: 'phone', who: 'consultant' },
]
export const occasionDay = (from: Day, { months, days }: Pick<CareOccasions[number], 'months' | 'days'>): Day =>
  addDays(addMonths(from, months), days)

/** How one is greeted: not at all, by a message, or by a task for whoever knows them. */
export const greetingWays = ['none', 'message', 'task'] as const
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')
/** The parameter 生日与节日问候. */
export const Greetings = z.object({
  birthday: z.enum(greetingWays),
  holiday: z.enum(greetingWays),
  clock: Clock,
})
export type Greetings = z.infer<typeof Greetings>
export const firstGreetings: Greetings = {
  birthday: 'message',
  holiday: 'message',
  clock: '10:00',
}

/** The parameter 节日表: days by name; those of the lunar calendar as days of ours. */
export const Holidays = z.array(z.object({ on: DayText, name: z.string().trim().min(1, 'required').max(20) })).max(200, 'too-much')
export type Holidays = z.infer<typeof Holidays>
const lunar: readonly (readonly [string, readonly Day[]])[] = [
  ['春节', ['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03']],
  ['元宵节', ['2026-03-03', '2027-02-20', '2028-02-09', '2029-02-27', '2030-02-17']],
  ['端午节', ['2026-06-19', '2027-06-09', '2028-05-28', '2029-06-16', '2030-06-05']],
  ['中秋节', ['2026-09-25', '2027-09-15', '2028-10-03', '2029-09-22', '2030-09-12']],
  ['重阳节', ['2026-10-18', '2027-10-08', '2028-10-26', '2029-10-16', '2030-10-05']],
]
const solar: readonly (readonly [string, string])[] = [
  ['元旦', '01-01'],
  ['国庆节', '10-01'],
]
export const firstHolidays: Holidays = [
  ...lunar.flatMap(([name, days]) => days.map((on) => ({ on, name }))),
  ...solar.flatMap(([name, day]) => [2026, 2027, 2028, 2029, 2030].map((year) => ({ on: `${year}-${day}`, name }))),
].toSorted((a, b) => a.on.localeCompare(b.on))

/** Whether a birthday is kept on a day; one of 29 February on the 28th where there is none. */
export function isBirthday(born: Day, on: Day): boolean {
  const year = Number(on.slice(0, 4))
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const kept = born.endsWith('02-29') && !leap ? '02-28' : born.slice(5)
  return kept === on.slice(5) && born < on
}

/** The id of a greeting: of person, occasion and day, so that every desk makes the same one. */
export const greetingId = (customerId: string, occasion: string, on: Day): string => uuidv5(customerId, `greeting ${occasion} ${on}`)

/** 预售 · 售后 · 增值 · 车主. */
export const serviceKinds = ['presale', 'aftersale', 'value', 'owner'] as const
export type ServiceKind = (typeof serviceKinds)[number]
export type Service = {
  key: string
  kind: ServiceKind
  name: string
  says: string
  steps: readonly string[]
  active: boolean
}
const service = (key: string, kind: ServiceKind, name: string, says: string, steps: readonly string[]): Service => ({
  key,
  kind,
  name,
  says,
  steps,
  active: true,
})
/** What a store offers on its first day; its own words take the place of the one with the key. */
export const firstServices: readonly Service[] = [
  service('consult', 'presale', '购车咨询', '车型、价格、政策、流程', ['听清需求', '给出答复或约定回复时间', '记录并安排跟进']),
  service('test-drive', 'presale', '预约试驾', '选车、选时段、带驾照', ['确认驾照', '约车和时段', '提前一天提醒']),
  service('finance', 'presale', '金融方案', '首付、期限、月供对比', ['了解收入与首付', '做两个以上方案', '说明真实年化利率']),
  service('advice', 'presale', '配置与精品加装建议', '按用途推荐配置、膜、脚垫、充电桩', [
    '了解用途和停车环境',
    '推荐配置并说明理由',
    '推荐精品并报价',
    '确认安装条件',
  ]),
  service('repair', 'aftersale', '维修', '故障和事故维修', ['记录故障现象', '预约工位', '告知预计费用和时间', '交车后三日回访']),
  service('maintenance', 'aftersale', '保养', '首保和定期保养', ['核对里程和日期', '预约工位', '提醒携带保养手册']),
  service('rescue', 'aftersale', '道路救援', '拖车、搭电、换胎', ['记录位置和电话', '派出救援', '到达后确认', '回访']),
  service('insurance', 'value', '保险', '新保、续保', ['核对到期日', '报三家方案', '出单']),
  service('warranty', 'value', '延长保修', '原厂质保外的延保', ['核对车龄和里程', '说明范围', '签约']),
  service('goods', 'value', '用品', '精品与用品加装', ['确认车型适配', '报价', '预约安装']),
  service('detailing', 'owner', '美容养护', '洗车、打蜡、内饰清洁', ['预约时间', '验车拍照', '完工确认']),
  service('club', 'owner', '车主活动', '自驾、讲堂、亲子', ['登记人数', '提前一天提醒', '活动后致谢']),
]

export const stepId = (requestId: string, step: string): string => uuidv5(requestId, `step ${step}`)

/** 优惠政策 · 活动邀请, and what was answered. */
export const campaignKinds = ['promotion', 'event'] as const
export const replies = ['yes', 'no', 'maybe', 'came'] as const
export const inviteeId = (campaignId: string, customerId: string): string => uuidv5(campaignId, `invitee ${customerId}`)

/** 政策 · 行情 · 车型 · 购车流程 · 用车. */
export const articleCategories = ['policy', 'market', 'model', 'process', 'usage'] as const

/** Pairs of neighbouring characters and whole words, so that any piece of a Chinese text is found. */
export function grams(text: string): string[] {
  const words: string[] = []
  for (const [piece] of text.toLowerCase().matchAll(/[\p{Script=Han}]+|[a-z0-9]+/gu)) {
    if (!/\p{Script=Han}/u.test(piece)) words.push(piece)
    else {
      const letters = [...piece]
      letters.forEach((letter, at) => words.push(letter + (letters[at + 1] ?? '')))
    }
  }
  return words
}
/** The full-text expression of what somebody typed; null when it holds nothing to search for. */
export function gramQuery(text: string): string | null {
  const terms = [...text.toLowerCase().matchAll(/[\p{Script=Han}]+|[a-z0-9]+/gu)].slice(0, 6).map(([piece]) => {
    const letters = [...piece]
    if (!/\p{Script=Han}/u.test(piece) || letters.length === 1) return `"${piece}"*`
    return `"${letters
      .slice(0, -1)
      .map((letter, at) => letter + letters[at + 1])
      .join(' ')}"`
  })
  return terms.length === 0 ? null : terms.join(' AND ')
}

/** The parameter 服务目标: how content (tenths of five points), how many would recommend less who would not (points), first answer within hours, call-backs made (bp). */
export const ServiceGoals = z.object({
  contentTenths: z.int().min(10, 'too-much').max(50, 'too-much'),
  recommendPoints: z.int().min(-100, 'too-much').max(100, 'too-much'),
  answerHours: z.int().min(1, 'not-negative').max(240, 'too-much'),
  callbackBp: z.int().min(0, 'not-negative').max(10_000, 'at-most-whole'),
  repeatBp: z.int().min(0, 'not-negative').max(10_000, 'at-most-whole'),
})
export type ServiceGoals = z.infer<typeof ServiceGoals>
export const firstGoals: ServiceGoals = {
  contentTenths: 45,
  recommendPoints: 40,
  answerHours: 24,
  callbackBp: 9000,
  repeatBp: 1500,
}

/** The share of promoters (9, 10) less that of detractors (0 to 6), in points from -100 to 100, half away from zero; null of none. */
export function recommendation(answers: readonly number[]): number | null {
  if (answers.length === 0) return null
  const promoters = answers.filter((answer) => answer >= 9).length
  const detractors = answers.filter((answer) => answer <= 6).length
  const points = ((promoters - detractors) * 100) / answers.length
  return Math.sign(points) * Math.round(Math.abs(points))
}

/** 未开始 · 进行中 · 已完成. */
export const taskStages = ['open', 'doing', 'late', 'done'] as const
export type TaskStage = (typeof taskStages)[number]
/** `percent` from 0 to 100; what is done is done, whenever it was due. */
export const taskStage = (task: { percent: number; doneAt: number | null; dueOn: Day }, today: Day): TaskStage =>
  task.doneAt !== null ? 'done' : task.dueOn < today ? 'late' : task.percent > 0 ? 'doing' : 'open'
