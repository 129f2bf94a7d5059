// The workshop (维修): what a work order may become, who pays for which line, what lines come to, and what the law counts of a
// household car's repairs. Amounts are 分, quantities thousandths, work minutes.
import { addMonths, dayOf, daysBetween, type Day } from '../../dates.ts'
import { mulDivDown, mulDivRound, sumFen, type Fen } from '../../money.ts'
import type { ThreeGuarantees } from '../vehicles/rules.ts'

/** 保养 · 维修 · 钣喷 · 索赔 · 救援 · 返修, which names the order it comes back from. */
export const serviceKinds = ['maintenance', 'repair', 'body', 'claim', 'rescue', 'comeback'] as const
export type ServiceKind = (typeof serviceKinds)[number]

/** 待派工 · 维修中 · 待质检 · 待结算 · 已结算 · 已交车 · 已取消. */
export const workOrderStates = ['open', 'working', 'checking', 'ready', 'settled', 'delivered', 'cancelled'] as const
export type WorkOrderState = (typeof workOrderStates)[number]

/** What fails its check, or is found unfinished at the desk, goes back to work; what is settled only leaves. */
export const workOrderMoves: Readonly<Record<WorkOrderState, readonly WorkOrderState[]>> = {
  open: ['working', 'cancelled'],
  working: ['checking', 'cancelled'],
  checking: ['ready', 'working'],
  ready: ['settled', 'working'],
  settled: ['delivered'],
  delivered: [],
  cancelled: [],
}
export const isHere = (state: WorkOrderState): boolean => state !== 'delivered' && state !== 'cancelled'
/** Jobs and parts may be added, changed and decided about. */
export const isOpenForLines = (state: WorkOrderState): boolean => isHere(state) && state !== 'settled'

/** What a customer is told of a state, as the text message says it; of the others nobody is written to. */
export const progressWords: Partial<Readonly<Record<WorkOrderState, string>>> = {
  working: '已开始维修',
  checking: '已修好，正在质检',
  ready: '已完工，可以来取车了',
}

/** 客户 · 保险 · 厂家质保 · 三包 · 内部: who pays a line. */
export const payers = ['customer', 'insurer', 'warranty', 'guarantee', 'internal'] as const
export type Payer = (typeof payers)[number]
/** Payers that stand for something that was wrong with the car, not for its use: what the law counts. */
export const makersPayers: readonly Payer[] = ['warranty', 'guarantee']

/** 建议 · 同意 · 未做: what the customer said to a line. Only what was agreed is done and billed. */
export const lineDecisions = ['proposed', 'agreed', 'declined'] as const
export type LineDecision = (typeof lineDecisions)[number]

/** 电话 · 微信 · 短信 · 当面: how somebody spoke with the customer about an order. */
export const talkChannels = ['phone', 'wechat', 'sms', 'in-person'] as const
export type TalkChannel = (typeof talkChannels)[number]

/** 原厂件 · 质量相当件 · 再制造件 · 回用件 (汽车销售管理办法 §17): all but the first must be told the customer. */
export const partOrigins = ['original', 'equivalent', 'remanufactured', 'reused'] as const
export type PartOrigin = (typeof partOrigins)[number]
export const mustBeTold = (origin: PartOrigin): boolean => origin !== 'original'

/** What a line of parts comes to: price of one × thousandths, half up. */
export const partFen = ({ quantityMilli, priceFen }: { quantityMilli: number; priceFen: Fen }): Fen =>
  mulDivRound(priceFen, quantityMilli, 1000)

/** A share of a line taken off, in bp, down to whole 分: never more than the line. */
export const discountOf = (amountFen: Fen, bp: number): Fen => mulDivDown(amountFen, bp, 10_000)

export type Line = { payer: Payer; decision: LineDecision; amountFen: Fen; discountFen: Fen }
export type Bill = { labourFen: Fen; partsFen: Fen; discountFen: Fen; totalFen: Fen; byPayer: Readonly<Record<Payer, Fen>> }

/** What the agreed lines come to, and each payer's part of it: the parts add up to the total. */
export function billOf(labour: readonly Line[], parts: readonly Line[]): Bill {
  const agreed = (lines: readonly Line[]) => lines.filter(({ decision }) => decision === 'agreed')
  const [jobs, goods] = [agreed(labour), agreed(parts)]
  const all = [...jobs, ...goods]
  const net = (lines: readonly Line[]): Fen => sumFen(lines.map(({ amountFen, discountFen }) => amountFen - discountFen))
  const byPayer = Object.fromEntries(payers.map((payer) => [payer, net(all.filter((line) => line.payer === payer))])) as Record<Payer, Fen>
  return {
    labourFen: sumFen(jobs.map(({ amountFen }) => amountFen)),
    partsFen: sumFen(goods.map(({ amountFen }) => amountFen)),
    discountFen: sumFen(all.map(({ discountFen }) => discountFen)),
    totalFen: net(all),
    byPayer,
  }
}

const DAY_MS = 86_400_000
/** Days a repair takes up in law: every day begun counts whole, less than one is one. A clock that ran backwards took none. */
export const repairDaysOf = (fromAt: number, untilAt: number): number => Math.max(1, Math.ceil((untilAt - fromAt) / DAY_MS))

/** A repair of something that was wrong with the car: how long it stood, and what was put right (by code or name). */
export type Repair = { fromAt: number; untilAt: number; faults: readonly string[] }
export type Counters = { days: number; times: number; worst: string | null; worstTimes: number }

/** 三包 counters of one car: days taken up by repairs, repairs in all, and the fault that came most often. */
export function countersOf(repairs: readonly Repair[]): Counters {
  const times = new Map<string, number>()
  for (const { faults } of repairs) for (const fault of new Set(faults)) times.set(fault, (times.get(fault) ?? 0) + 1)
  const [worst, worstTimes] = [...times].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0] ?? [null, 0]
  return {
    days: repairs.reduce((sum, { fromAt, untilAt }) => sum + repairDaysOf(fromAt, untilAt), 0),
    times: repairs.length,
    worst,
    worstTimes,
  }
}

/** Outside: nothing of it holds any more. Warned a fifth before the limit of days, and one time before that of a fault. */
export const guaranteeLevels = ['outside', 'inside', 'near', 'reached'] as const
export type GuaranteeLevel = (typeof guaranteeLevels)[number]
export type Guarantee = {
  level: GuaranteeLevel
  /** 包修期 and 三包有效期, whichever of day and km comes first. */
  repairUntil: Day
  validUntil: Day
  inRepairPeriod: boolean
  inValidPeriod: boolean
  counters: Counters
}

/** Where a household car stands (家用汽车三包, since 2022): `fromOn` is the day it was handed over, `km` its newest reading. */
export function guaranteeOf(
  terms: ThreeGuarantees,
  { fromOn, km, repairs }: { fromOn: Day; km: number; repairs: readonly Repair[] },
  now: number,
): Guarantee {
  const today = dayOf(now)
  const repairUntil = addMonths(fromOn, terms.repairMonths)
  const validUntil = addMonths(fromOn, terms.validMonths)
  const inRepairPeriod = daysBetween(today, repairUntil) >= 0 && km <= terms.repairKm
  const inValidPeriod = daysBetween(today, validUntil) >= 0 && km <= terms.validKm
  const counters = countersOf(repairs)
  const reached = counters.days > terms.repairDays || counters.worstTimes >= terms.sameFaultTimes
  const near = counters.days * 5 >= terms.repairDays * 4 || counters.worstTimes >= terms.sameFaultTimes - 1
  const level = !inRepairPeriod ? 'outside' : inValidPeriod && reached ? 'reached' : inValidPeriod && near ? 'near' : 'inside'
  return { level, repairUntil, validUntil, inRepairPeriod, inValidPeriod, counters }
}

/** Written by hand a plate has spaces and dots; the same car has one. */
export const normalPlate = (text: string): string => text.replace(/[\s.·・-]/g, '').toUpperCase()

/** A stroke of a technician's clock. */
export type Stroke = { technicianId: string; kind: 'start' | 'pause' | 'finish'; at: number }

/**
 * Minutes worked (from a start to the same technician's next stroke of that day) and attended (from the first stroke of a day to
 * the last), of all together, down to whole ones: nobody works longer than they attend. `strokes` in the order they were made.
 */
export function attendedOf(strokes: readonly Stroke[]): { workedMinutes: number; attendedMinutes: number } {
  let [worked, attended] = [0, 0]
  const last = new Map<string, Stroke>()
  for (const stroke of strokes) {
    const before = last.get(stroke.technicianId)
    if (before && dayOf(before.at) === dayOf(stroke.at)) {
      attended += stroke.at - before.at
      if (before.kind === 'start') worked += stroke.at - before.at
    }
    last.set(stroke.technicianId, stroke)
  }
  return { workedMinutes: Math.floor(worked / 60_000), attendedMinutes: Math.floor(attended / 60_000) }
}
