// What a customer needs a car for, and which models of the catalogue answer that. Prices and stock are handed in.
import type { Energy } from '../../vehicles/rules.ts'

/** 家用 · 营运 · 公务. */
export const carUses = ['family', 'commercial', 'official'] as const
export type UseKind = (typeof carUses)[number]

/** 首购 · 增购 · 换购. */
export const buyKinds = ['first', 'addition', 'replacement'] as const
export type BuyKind = (typeof buyKinds)[number]

/** 全款 · 贷款 · 置换补差. */
export const payWays = ['cash', 'loan', 'trade-in'] as const
export type PayWay = (typeof payWays)[number]

/** 金融 · 保险 · 上牌 · 改装. */
export const partnerKinds = ['finance', 'insurance', 'plates', 'refit'] as const
export type PartnerKind = (typeof partnerKinds)[number]
export const partnerStates = ['open', 'done', 'dropped'] as const

/** 浏览 · 对比 · 咨询 · 收藏 · 预约 · 反馈, online. */
export const behaviours = ['browse', 'compare', 'enquire', 'favourite', 'book', 'feedback'] as const
export type Behaviour = (typeof behaviours)[number]

/** Where a fact was learned: 咨询 · 购车 · 维修 · 导入 · 核对. */
export const touchPoints = ['consulting', 'buying', 'service', 'import', 'correction'] as const
export type TouchPoint = (typeof touchPoints)[number]

const pointOf: Readonly<Record<string, TouchPoint>> = {
  orders: 'buying',
  receivables: 'buying',
  loans: 'buying',
  tradeins: 'buying',
  recalls: 'service',
  workshop: 'service',
  imports: 'import',
}

/** Where the fact was learned that a command noted, by the module it belongs to. */
export const touchPointOf = (command: string): TouchPoint =>
  command === 'customers.correct' ? 'correction' : (pointOf[command.slice(0, command.indexOf('.'))] ?? 'consulting')

export type Needs = {
  wants: string | null
  budgetFen: number | null
  useKind: string | null
  energyWish: string | null
  seatsWish: number | null
}
export type Offer = {
  id: string
  brand: string
  series: string
  model: string
  energy: Energy
  seats: number | null
  /** In force today, 分. */
  listFen: number
  inStock: number
}

/** What speaks for a model; `over-budget` speaks against it. */
export const matchReasons = ['wished', 'budget', 'energy', 'seats', 'use', 'in-stock', 'over-budget'] as const
export type MatchReason = (typeof matchReasons)[number]
export type Match = Offer & { reasons: MatchReason[] }

const weights: Readonly<Record<MatchReason, number>> = {
  wished: 100,
  budget: 20,
  energy: 15,
  seats: 10,
  use: 5,
  'in-stock': 10,
  'over-budget': -25,
}
/** A list price may lie so far over the budget, in percent, that a discount or a loan still bridges it. */
const BRIDGED = 15

const bare = (text: string): string => text.replace(/[\s·.・-]/g, '').toLowerCase()
const uses: Readonly<Record<UseKind, (offer: Offer) => boolean>> = {
  family: ({ seats }) => (seats ?? 5) >= 5,
  // Whoever drives for a living counts what a kilometre costs.
  commercial: ({ energy }) => energy === 'nev',
  official: ({ seats }) => (seats ?? 5) >= 6,
}
const isUse = (kind: string | null): kind is UseKind => (carUses as readonly (string | null)[]).includes(kind)

/**
 * Models that answer what a customer needs, best first, each with what speaks for it; at most `most`. A model too small, or
 * more than 15 % over the budget, is none, unless it is the one they asked for. Nothing is offered to who said nothing.
 */
export function matchModels(needs: Needs, offers: readonly Offer[], most = 5): Match[] {
  const wish = bare(needs.wants ?? '')
  const said = wish !== '' || needs.budgetFen !== null || needs.energyWish !== null || needs.seatsWish !== null || needs.useKind !== null
  if (!said) return []
  return offers
    .flatMap((offer) => {
      const wished = wish !== '' && [offer.series, offer.model].some((name) => wish.includes(bare(name)) || bare(name).includes(wish))
      const limit = needs.budgetFen === null ? null : Math.floor((needs.budgetFen * (100 + BRIDGED)) / 100)
      if (!wished && ((limit !== null && offer.listFen > limit) || (needs.seatsWish !== null && (offer.seats ?? 5) < needs.seatsWish)))
        return []
      const reasons: MatchReason[] = [
        ...(wished ? (['wished'] as const) : []),
        ...(needs.budgetFen === null ? [] : offer.listFen <= needs.budgetFen ? (['budget'] as const) : (['over-budget'] as const)),
        ...(needs.energyWish === offer.energy ? (['energy'] as const) : []),
        ...(needs.seatsWish !== null && (offer.seats ?? 5) >= needs.seatsWish ? (['seats'] as const) : []),
        ...(isUse(needs.useKind) && uses[needs.useKind](offer) ? (['use'] as const) : []),
        ...(offer.inStock > 0 ? (['in-stock'] as const) : []),
      ]
      const score = reasons.reduce((sum, reason) => sum + weights[reason], 0)
      return score > weights['in-stock'] ? [{ match: { ...offer, reasons }, score }] : []
    })
    .toSorted((a, b) => b.score - a.score || a.match.listFen - b.match.listFen || (a.match.id < b.match.id ? -1 : 1))
    .slice(0, most)
    .map(({ match }) => match)
}
