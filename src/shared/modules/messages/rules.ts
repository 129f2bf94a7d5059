// Messages to customers: what a template may say, when one may be sent, what became of it, and when it is tried again. Who
// agreed to be written to is privacy's; the wire is main's.
import { z } from 'zod'
import { CHINA_OFFSET_MINUTES } from '../../dates.ts'

/** 短信 · 邮件. */
export const messageChannels = ['sms', 'email'] as const
export type MessageChannel = (typeof messageChannels)[number]

/** 待发 · 发送中 · 已发 · 失败 · 已取消. */
export const messageStates = ['waiting', 'sending', 'sent', 'failed', 'cancelled'] as const
export type MessageState = (typeof messageStates)[number]

/** What the ledger of a message says; `again` is a person's wish to try once more, `delivered` what the gateway reported. */
export const tryKinds = ['begun', 'sent', 'later', 'refused', 'again', 'delivered', 'undelivered'] as const
export type TryKind = (typeof tryKinds)[number]

/**
 * Why a message was not sent: nothing agreed, no phone or address, too late for its occasion, the other side said no, tried
 * too often, or nobody knows (the program ended in the middle), and what the network said when it is tried again.
 */
export const failReasons = ['no-consent', 'no-address', 'too-late', 'no-template', 'rejected', 'tired', 'unsure', 'undelivered'] as const
export type FailReason = (typeof failReasons)[number]
export const delayReasons = ['offline', 'busy', 'sign-in', 'folder'] as const
export type DelayReason = (typeof delayReasons)[number]

export type Tally = Readonly<Record<TryKind, number>>

/**
 * Where a message stands. Counts, not clocks and not an order: the ledger says the same at every desk however its lines
 * arrived, and what was sent stays sent, whatever another desk meant meanwhile.
 */
export function stateOf(tally: Tally, cancelled: boolean): MessageState {
  if (tally.sent > 0) return tally.undelivered > 0 && tally.delivered === 0 ? 'failed' : 'sent'
  if (tally.begun > tally.later + tally.refused) return 'sending'
  if (cancelled) return 'cancelled'
  return tally.refused > tally.again ? 'failed' : 'waiting'
}

const MINUTE = 60_000
/** So often the network may fail before a person is asked. */
export const MOST_DELAYS = 12

/** Ms to wait after the n-th failure of the network (n ≥ 1): one minute, doubled, six hours at most. */
export const delayAfter = (failures: number): number => Math.min(MINUTE * 2 ** Math.max(0, failures - 1), 360 * MINUTE)

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The parameter 免打扰时段, China's time; from the evening into the morning. The same hour twice: no quiet hours. */
export const QuietHours = z.object({ from: Clock, until: Clock })
export type QuietHours = z.infer<typeof QuietHours>
export const firstQuietHours: QuietHours = { from: '20:00', until: '09:00' }

const DAY = 1440 * MINUTE

/** The first instant from `at` on, in ms, that lies outside the quiet hours. */
export function afterQuiet(at: number, { from, until }: QuietHours): number {
  const local = at + CHINA_OFFSET_MINUTES * MINUTE
  const ofDay = ((local % DAY) + DAY) % DAY
  const [begins, ends] = [minutesOf(from) * MINUTE, minutesOf(until) * MINUTE]
  const quiet = begins <= ends ? ofDay >= begins && ofDay < ends : ofDay >= begins || ofDay < ends
  if (!quiet) return at
  return at + (ends > ofDay ? ends - ofDay : DAY - ofDay + ends)
}

/** What a template may name, in braces: `{{customer}}`. Nothing else is filled in, and nothing runs. */
export const placeholders = [
  'customer',
  'consultant',
  'consultantPhone',
  'store',
  'storePhone',
  'storeAddress',
  'car',
  'event',
  'date',
] as const
export type Placeholder = (typeof placeholders)[number]
export type Facts = Partial<Readonly<Record<Placeholder, string | null>>>

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g
const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name)

/** Names in braces that mean nothing, in their order. */
export const unknownPlaceholders = (text: string): string[] => [
  ...new Set([...text.matchAll(NAMED)].flatMap(([, name = '']) => (isPlaceholder(name) ? [] : [name]))),
]

/** The text with its facts; one that is not known leaves nothing behind. Facts are text: braces in a name are not read again. */
export const fill = (text: string, facts: Facts): string =>
  text.replace(NAMED, (whole, name: string) => (isPlaceholder(name) ? (facts[name] ?? '') : whole))

/** What goes out: a short message names its store and, unless a contract needs it, the way to have no more of them. */
export function composed(channel: MessageChannel, purpose: string, text: string, store: string): string {
  const free = purpose === 'service'
  if (channel === 'sms') return `【${store}】${text}${free ? '' : '拒收请回复R'}`
  return free ? text : `${text}\n\n——\n${store}\n如不愿再收到此类邮件，请回复“退订”。`
}

/** How many messages a text is billed as: 70 characters alone, 67 each when it is cut. */
export const smsParts = (text: string): number => (text.length <= 70 ? 1 : Math.ceil(text.length / 67))

/** Words by which somebody wants no more of it, alone in an answer. */
export const isUnsubscribe = (answer: string): boolean => /^\s*(?:r|t|td|退订|拒收|unsubscribe)\s*[。.!！]?\s*$/i.test(answer)

/** What purpose a template is for; consent is asked for that purpose. */
export const templatePurposes = ['service', 'care', 'marketing'] as const
export type TemplatePurpose = (typeof templatePurposes)[number]

export type Template = {
  key: string
  version: number
  name: string
  channel: MessageChannel
  purpose: TemplatePurpose
  subject: string | null
  body: string
  active: boolean
}

const first = (key: string, name: string, purpose: TemplatePurpose, body: string, subject: string | null = null): Template => ({
  key,
  version: 0,
  name,
  channel: subject === null ? 'sms' : 'email',
  purpose,
  subject,
  body,
  active: true,
})

/** What a store begins with; an administrator's version takes the place of the one with its key. */
export const firstTemplates: readonly Template[] = [
  first('birthday-sms', '生日祝福', 'care', '{{customer}}，生日快乐！{{consultant}}与{{store}}全体同事祝您平安喜乐。'),
  first('holiday-sms', '节日问候', 'care', '{{customer}}，{{event}}将至，祝您和家人节日安康，出行平安。{{consultant}}'),
  first('promotion-sms', '优惠政策', 'marketing', '{{customer}}，{{event}}。详询{{consultant}} {{consultantPhone}}。'),
  first('event-sms', '活动邀请', 'marketing', '{{customer}}，诚邀您{{date}}到店参加{{event}}，地址{{storeAddress}}，电话{{storePhone}}。'),
  first(
    'survey-sms',
    '满意度回访',
    'care',
    '{{customer}}，想听听您的感受：{{event}}。方便时请回电{{storePhone}}，或到店在自助屏上评价。{{consultant}}',
  ),
  first(
    'survey-email',
    '满意度回访信',
    'care',
    '{{customer}}：\n\n想听听您的感受：{{event}}。方便时请回电{{storePhone}}，或到店在自助屏上评价。\n\n{{consultant}}\n{{store}}',
    '想听听您的感受',
  ),
  first('visit-sms', '到店提醒', 'service', '{{customer}}，您预约{{date}}到店，{{consultant}}恭候，电话{{consultantPhone}}。'),
  first('service-booked-sms', '维修预约确认', 'service', '{{customer}}，{{car}}的到店预约已确认：{{date}}。如需改期请致电{{storePhone}}。'),
  first(
    'service-visit-sms',
    '维修预约提醒',
    'service',
    '{{customer}}，您为{{car}}预约了{{date}}到店，地址{{storeAddress}}，电话{{storePhone}}。',
  ),
  first('service-progress-sms', '维修进度', 'service', '{{customer}}，{{car}}{{event}}。{{date}}如有疑问请致电{{storePhone}}。'),
  first(
    'birthday-email',
    '生日祝福信',
    'care',
    '{{customer}}：\n\n祝您生日快乐，平安喜乐。\n\n{{consultant}}\n{{store}}',
    '{{customer}}，生日快乐',
  ),
  first(
    'event-email',
    '活动邀请函',
    'marketing',
    '{{customer}}：\n\n诚邀您于{{date}}到店参加{{event}}。\n\n地址：{{storeAddress}}\n电话：{{storePhone}}\n\n{{consultant}}',
    '邀请您参加{{event}}',
  ),
]
