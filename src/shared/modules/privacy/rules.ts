// What a person agreed to, for which purpose and by which way (个人信息保护法, Art. 13-16): who may be written to or called,
// and how withdrawals and consents of desks that were apart meet. Sending anything is done elsewhere.

/** 履约服务 · 关怀 · 营销 · 提供给合作方 · 画像与评分. */
export const purposes = ['service', 'care', 'marketing', 'sharing', 'profiling'] as const
export type Purpose = (typeof purposes)[number]

/** 电话 · 短信 · 微信 · 邮件. */
export const contactChannels = ['phone', 'sms', 'wechat', 'email'] as const
export type ContactChannel = (typeof contactChannels)[number]

/** Purposes that go by a way of contact, and those that are agreed to as such. */
export const contactPurposes = ['service', 'care', 'marketing'] as const satisfies readonly Purpose[]
export const agreedAsSuch = ['sharing', 'profiling'] as const satisfies readonly Purpose[]

/** 书面签字 · 口头 · 网上勾选 · 短信或微信回复 · 合作方提供 · 退订. */
export const consentWays = ['signed', 'spoken', 'form', 'message', 'partner', 'unsubscribe'] as const
export type ConsentWay = (typeof consentWays)[number]

export const consentStates = ['given', 'withdrawn'] as const
export type ConsentState = (typeof consentStates)[number]

/** A line of the ledger as far as it decides. `answers`: the lines its author had seen and speaks after. */
export type Consent = {
  id: string
  state: ConsentState
  purpose: Purpose | 'all'
  channel: ContactChannel | 'all'
  answers: readonly string[]
}

type Scope = Pick<Consent, 'purpose' | 'channel'>
const covers = (wide: Scope, purpose: Purpose, channel: ContactChannel | 'all'): boolean =>
  (wide.purpose === 'all' || wide.purpose === purpose) && (wide.channel === 'all' || channel === 'all' || wide.channel === channel)

/** Whether two scopes have anything in common. */
const meet = (a: Scope, b: Scope): boolean =>
  (a.purpose === 'all' || b.purpose === 'all' || a.purpose === b.purpose) &&
  (a.channel === 'all' || b.channel === 'all' || a.channel === b.channel)

/** Ids of the lines a new one speaks after: everything about its scope that is known at this desk. */
export const answeredBy = (known: readonly Consent[], next: Scope): string[] => known.filter((line) => meet(line, next)).map(({ id }) => id)

/**
 * What holds for a purpose by a way of contact: the last word said about it. Last by what each author had seen, never by a
 * clock: a line that answers another comes after it. Of lines that were written apart a withdrawal holds, in whatever order
 * headquarters heard of them, until somebody who has seen it notes a new consent. `none`: nothing was said.
 */
export function standingConsent(consents: readonly Consent[], channel: ContactChannel | 'all', purpose: Purpose): ConsentState | 'none' {
  const about = consents.filter((line) => covers(line, purpose, channel))
  const answered = new Set(about.flatMap(({ answers }) => answers))
  const last = about.filter(({ id }) => !answered.has(id))
  if (last.some(({ state }) => state === 'withdrawn')) return 'withdrawn'
  return last.length > 0 ? 'given' : 'none'
}

/**
 * Whether somebody may be contacted this way for this purpose. Care and marketing need a consent that stands; what a
 * contract needs (`service`, Art. 13) goes without one, unless they asked not to be contacted this way.
 */
export function mayContact(consents: readonly Consent[], channel: ContactChannel, purpose: (typeof contactPurposes)[number]): boolean {
  const standing = standingConsent(consents, channel, purpose)
  return standing === 'given' || (standing === 'none' && purpose === 'service')
}

/** 勿扰: they took back everything, by every way, and nothing was agreed since. */
export const doNotDisturb = (consents: readonly Consent[]): boolean =>
  contactChannels.every((channel) => contactPurposes.every((purpose) => standingConsent(consents, channel, purpose) === 'withdrawn'))

/** 人口库 · 车辆库. */
export const registers = ['people', 'vehicles'] as const
export type Register = (typeof registers)[number]
export const registerOutcomes = ['match', 'mismatch', 'no-record'] as const
export type RegisterOutcome = (typeof registerOutcomes)[number]
/** By a live link, from the original paper, at an authority's counter, by its telephone. */
export const registerWays = ['link', 'original', 'counter', 'phone'] as const
