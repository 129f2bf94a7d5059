// 证书与培训 of the workshop's people: which part of a car asks for which certificate, and what state one is in on a day.
// Source of the first rule: 应急管理部《特种作业目录》, 低压电工作业: whoever repairs a high-voltage system needs it.
import { addDays, type Day } from '../../../dates.ts'
import { halfWidth } from '../../../text.ts'
import { type CarArea, carAreas } from '../../jobs/rules.ts'

const areaWords: Readonly<Record<CarArea, string>> = {
  engine: '发动机',
  gearbox: '变速箱',
  chassis: '底盘',
  brakes: '制动',
  steering: '转向',
  electrics: '电气',
  climate: '空调',
  traction: '三电',
  body: '车身',
  tyres: '轮胎',
  whole: '整车',
}

/** `area` null: a certificate or training that is kept and asked for by no job. */
export type CertificateRule = { name: string; area: CarArea | null }

/** A rule as an administrator writes it, one a line: `证书名称` or `证书名称|部位`. Null when it cannot be read. */
export function readCertificateRule(line: string): CertificateRule | null {
  const [name = '', word = '', ...more] = halfWidth(line)
    .split('|')
    .map((piece) => piece.trim())
  const area = carAreas.find((each) => areaWords[each] === word)
  if (name === '' || name.length > 40 || more.length > 0 || (word !== '' && !area)) return null
  return { name, area: area ?? null }
}

export const firstCertificateRules = ['低压电工作业证|三电', '机动车维修技术人员从业资格证', '品牌技师认证', '新车型培训'] as const

/** 有效 · 快到期 · 已到期 · 未生效 · 已换新 · 已作废. */
export const certificateStates = ['valid', 'ending', 'ended', 'coming', 'renewed', 'withdrawn'] as const
export type CertificateState = (typeof certificateStates)[number]

export type Certificate = { userId: string; name: string; validFromOn: Day; validUntilOn: Day | null; withdrawnOn: Day | null }
const FOREVER = '9999-12-31'

/** Whether it counts on a day; the day it runs out is the last. */
export const holdsOn = ({ validFromOn, validUntilOn, withdrawnOn }: Certificate, on: Day): boolean =>
  validFromOn <= on && on <= (validUntilOn ?? FOREVER) && (withdrawnOn === null || on < withdrawnOn)

/** 没有 · 还没生效 · 已到期 · 已作废: why somebody does not hold one on a day. */
export const lackReasons = ['none', 'coming', 'ended', 'withdrawn'] as const
/** `on`: the day it begins, its last day, or the day it was withdrawn; `reason`: in words, of one that was withdrawn. */
export type Lack = { certificate: string; why: (typeof lackReasons)[number]; on: Day | null; reason: string | null }

/** Why `held` hold none of a name on a day; null when they do. Of several that do not, the one that ran longest says why. */
export function lackOf(certificate: string, held: readonly (Certificate & { withdrawnReason: string | null })[], on: Day): Lack | null {
  const own = held.filter(({ name }) => name === certificate)
  if (own.some((one) => holdsOn(one, on))) return null
  const endOf = ({ validUntilOn, withdrawnOn }: Certificate): Day => withdrawnOn ?? validUntilOn ?? FOREVER
  const begun = own.filter(({ validFromOn }) => validFromOn <= on).toSorted((a, b) => (endOf(a) < endOf(b) ? 1 : -1))[0]
  if (begun?.withdrawnOn && (begun.validUntilOn ?? FOREVER) >= begun.withdrawnOn)
    return { certificate, why: 'withdrawn', on: begun.withdrawnOn, reason: begun.withdrawnReason }
  if (begun) return { certificate, why: 'ended', on: begun.validUntilOn, reason: null }
  const coming = own.filter(({ withdrawnOn }) => withdrawnOn === null).toSorted((a, b) => (a.validFromOn < b.validFromOn ? -1 : 1))[0]
  return { certificate, why: coming ? 'coming' : 'none', on: coming?.validFromOn ?? null, reason: null }
}

/** The state on a day, beside all of the same person: one that a longer one of its name follows is renewed. */
export function stateOf(one: Certificate, all: readonly Certificate[], today: Day, noticeDays: number): CertificateState {
  if (one.withdrawnOn !== null) return 'withdrawn'
  const until = one.validUntilOn ?? FOREVER
  if (one.validFromOn > today) return 'coming'
  if (until > addDays(today, noticeDays)) return 'valid'
  const followed = all.some(
    (other) =>
      other !== one &&
      other.userId === one.userId &&
      other.name === one.name &&
      other.withdrawnOn === null &&
      (other.validUntilOn ?? FOREVER) > until &&
      other.validFromOn <= addDays(until, 1),
  )
  return followed ? 'renewed' : until < today ? 'ended' : 'ending'
}
