// Trade-ins (置换): what an old car is worth to the store, whose word a valuation needs, and what may follow what.
import { type Fen, mulDivDown, sumFen } from '../../money.ts'

/** 待估价 · 待审批 · 可置换 · 未通过 · 已置换 · 已放弃. */
export const appraisalStates = ['open', 'asked', 'ready', 'refused', 'taken', 'dropped'] as const
export type AppraisalState = (typeof appraisalStates)[number]

/** 车身 · 内饰 · 发动机与变速箱 · 底盘 · 轮胎 · 电器: what is looked at, step by step. */
export const conditionParts = ['body', 'interior', 'engine', 'chassis', 'tyres', 'electrics'] as const
export type ConditionPart = (typeof conditionParts)[number]
export const conditionGrades = ['good', 'fair', 'poor'] as const
export type ConditionGrade = (typeof conditionGrades)[number]

/** 事故 · 泡水 · 火烧: any of them wants a second pair of eyes. */
export const damages = ['accident', 'flood', 'fire'] as const
export type Damage = (typeof damages)[number]

export type Valuation = {
  /** 预计零售价 and 整备费. */
  retailFen: Fen
  reconFen: Fen
  /** 收购价: what the store would pay in cash. 抵扣价: what it counts for against a new car. */
  purchaseFen: Fen
  allowanceFen: Fen
}

/** 置换补贴 beyond the cash price, and what is left of the retail price after reconditioning and allowance. */
export function worthOf({ retailFen, reconFen, purchaseFen, allowanceFen }: Valuation): { supportFen: Fen; marginFen: Fen } {
  return { supportFen: sumFen([allowanceFen, -purchaseFen]), marginFen: sumFen([retailFen, -reconFen, -allowanceFen]) }
}

export const valuationReasons = ['margin', 'support', 'damage'] as const
export type ValuationReason = (typeof valuationReasons)[number]

/** Why a valuation needs another person's word: too little would be left, it counts for more than cash, or the car was damaged. */
export function reasonsToAsk(value: Valuation, about: { minMarginBp: number; damages: readonly Damage[] }): ValuationReason[] {
  const { supportFen, marginFen } = worthOf(value)
  const reasons: ValuationReason[] = []
  if (marginFen < mulDivDown(value.retailFen, about.minMarginBp, 10_000)) reasons.push('margin')
  if (supportFen > 0) reasons.push('support')
  if (about.damages.length > 0) reasons.push('damage')
  return reasons
}

/** Which state may follow which. Valued anew, what was said before counts no more. */
export const appraisalMoves: Readonly<Record<AppraisalState, readonly AppraisalState[]>> = {
  open: ['asked', 'ready', 'dropped'],
  asked: ['asked', 'ready', 'refused', 'dropped'],
  ready: ['asked', 'ready', 'taken', 'dropped'],
  refused: ['asked', 'ready', 'dropped'],
  taken: [],
  dropped: ['open'],
}
