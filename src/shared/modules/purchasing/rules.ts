// Buying parts: how a purchase goes from asking to the last delivery, what consumption says is to be bought, and what a supplier is
// worth by what happened. Pure arithmetic of whole units, days and 分.
import { mulDivRound, type Fen } from '../../money.ts'

/** 待审批 · 已批准 · 未批准 · 已下单 · 已收齐 · 已作废. */
export const purchaseStates = ['asked', 'approved', 'rejected', 'ordered', 'complete', 'dropped'] as const
export type PurchaseState = (typeof purchaseStates)[number]
export const purchaseMoves: Readonly<Record<PurchaseState, readonly PurchaseState[]>> = {
  asked: ['approved', 'rejected', 'dropped'],
  approved: ['ordered', 'dropped'],
  rejected: [],
  ordered: ['complete', 'dropped'],
  complete: [],
  dropped: [],
}

/** 拜访 · 通话 · 投诉 · 协议 · 评价. */
export const relationKinds = ['visit', 'call', 'complaint', 'agreement', 'review'] as const

/**
 * 待审批 · 待下单 · 已下单 · 逾期未到 · 运输中 · 部分到货 · 有争议 · 发票不符: what is watched of purchases that are not over. One may be several.
 * Disputed is what came damaged, or was damaged or lost on the road, while the purchase is not complete.
 */
export const watches = ['asked', 'approved', 'ordered', 'overdue', 'under-way', 'partly', 'disputed', 'unmatched'] as const
export type Watch = (typeof watches)[number]

export type Watched = {
  state: PurchaseState
  dueOn: string | null
  amountFen: Fen
  receivedFen: Fen
  invoicedFen: Fen
  receivedUnits: number
  damagedUnits: number
  /** Shipments of it that have not ended, and those that were damaged or lost. */
  onTheRoad: number
  broken: number
}
export function watchesOf(p: Watched, today: string): Watch[] {
  const ordered = p.state === 'ordered'
  const is: Readonly<Record<Watch, boolean>> = {
    asked: p.state === 'asked',
    approved: p.state === 'approved',
    ordered,
    overdue: ordered && p.dueOn !== null && p.dueOn < today,
    'under-way': ordered && p.onTheRoad > 0,
    partly: ordered && p.receivedUnits > 0,
    disputed: ordered && (p.damagedUnits > 0 || p.broken > 0),
    unmatched: (ordered || p.state === 'complete') && p.invoicedFen !== 0 && p.invoicedFen !== p.receivedFen,
  }
  return watches.filter((watch) => is[watch])
}
/** What is at stake: the difference of an invoice, what is still to come of an order, all of a request. */
export const atStakeFen = (watch: Watch, { state, amountFen, receivedFen, invoicedFen }: Watched): Fen =>
  watch === 'unmatched' ? Math.abs(invoicedFen - receivedFen) : state === 'ordered' ? Math.max(0, amountFen - receivedFen) : amountFen

/** So many days of consumption are looked at, and so many are to lie here beside what is used while one waits for the supplier. */
export const policy = { windowDays: 90, coverDays: 21, usualLeadDays: 7 } as const

/** What the advice is made of; quantities in the part's unit. `usedUnits` within the window, `dueUnits` ordered and not yet here. */
export type Need = {
  usedUnits: number
  units: number
  promisedUnits: number
  dueUnits: number
  lowUnits: number | null
  highUnits: number | null
  packUnits: number
  leadDays: number
}
export type Advice = {
  /** What is used until the next delivery and the days it must last. */
  wantedUnits: number
  /** What can be counted on: here, less promised, more to come. */
  countedUnits: number
  adviseUnits: number
  /** Days until nothing is left at this pace; null when nothing is used. */
  lastsDays: number | null
  /** What decides: consumption, the lower limit, or nothing. `over`: more than the upper limit lies here. */
  why: 'consumption' | 'limit' | 'over' | 'enough'
}

/**
 * What is to be bought: when what can be counted on is less than what is used until a delivery and for the days after it, or less
 * than the lower limit, so much that it is reached, in whole packages and not beyond the upper limit.
 */
export function advise(need: Need): Advice {
  const { windowDays, coverDays } = policy
  const used = Math.ceil((need.usedUnits * (need.leadDays + coverDays)) / windowDays)
  const low = need.lowUnits ?? 0
  const wantedUnits = Math.max(used, low)
  const countedUnits = need.units - need.promisedUnits + need.dueUnits
  const lastsDays = need.usedUnits === 0 ? null : Math.max(0, Math.floor((countedUnits * windowDays) / need.usedUnits))
  const missing = wantedUnits - countedUnits
  if (missing <= 0) {
    const over = need.highUnits !== null && need.units > need.highUnits
    return { wantedUnits, countedUnits, adviseUnits: 0, lastsDays, why: over ? 'over' : 'enough' }
  }
  const room = need.highUnits === null ? missing : Math.max(low - countedUnits, Math.min(missing, need.highUnits - countedUnits))
  const packs = Math.max(1, Math.ceil(Math.max(room, 0) / need.packUnits))
  return { wantedUnits, countedUnits, adviseUnits: packs * need.packUnits, lastsDays, why: used >= low ? 'consumption' : 'limit' }
}

/** What the units of a line cost that came so far, of what was agreed for all; the last of them take the rest. */
export const costOfReceived = (agreedFen: Fen, units: number, ofUnits: number): Fen =>
  mulDivRound(agreedFen, Math.min(units, ofUnits), ofUnits)

/** What happened with a supplier: sums of what was delivered. Prices: what was paid, and what the cheapest source of each part would have taken. */
export type Dealings = {
  goodUnits: number
  damagedUnits: number
  deliveries: number
  lateDeliveries: number
  leadDays: number
  paidFen: Fen
  cheapestFen: Fen
  /** Points 1 to 5 given in reviews. */
  reviews: number
  reviewPoints: number
}
/** Points of 100; null where nothing happened to judge by. */
export type Score = { quality: number | null; price: number | null; leadTime: number | null; service: number | null; whole: number | null }

const share = (part: number, of: number): number | null => (of === 0 ? null : Math.round((part * 100) / of))

/** 质量 what came whole · 价格 the cheapest against what was paid · 交货期 what came in time · 服务 reviews. The whole is the mean of what is known. */
export function scoreOf(d: Dealings): Score {
  const quality = share(d.goodUnits, d.goodUnits + d.damagedUnits)
  const price = d.paidFen === 0 ? null : Math.min(100, mulDivRound(100, d.cheapestFen, d.paidFen))
  const leadTime = share(d.deliveries - d.lateDeliveries, d.deliveries)
  const service = share(d.reviewPoints, d.reviews * 5)
  const known = [quality, price, leadTime, service].filter((points) => points !== null)
  const whole = known.length === 0 ? null : Math.round(known.reduce((sum, points) => sum + points, 0) / known.length)
  return { quality, price, leadTime, service, whole }
}
