// Claims (索赔): what one may become, where its money stands, how old it is and how many are refused. Amounts are 分.
import { daysBetween, type Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import type { Fen } from '../../money.ts'
import { halfWidth } from '../../text.ts'
import type { Payer } from '../workshop/rules.ts'

/** 保险 · 厂家质保 · 三包: who is asked for the money; what the customer or the house pays is no claim. */
export const claimPayers = ['insurer', 'warranty', 'guarantee'] as const satisfies readonly Payer[]
export type ClaimPayer = (typeof claimPayers)[number]

/** 草稿 · 已申报 · 全部认可 · 部分认可 · 拒赔 · 放弃: what somebody said of it. Whether it is paid, its money says. */
export const claimStates = ['draft', 'submitted', 'accepted', 'partly', 'refused', 'dropped'] as const
export type ClaimState = (typeof claimStates)[number]

/** What was refused, or accepted in part, may be asked for again with more evidence. */
export const claimMoves: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  draft: ['submitted', 'dropped'],
  submitted: ['accepted', 'partly', 'refused', 'dropped'],
  accepted: [],
  partly: ['submitted'],
  refused: ['submitted', 'dropped'],
  dropped: [],
}

/** 草稿 · 待答复 · 待到账 · 部分到账 · 已到账 · 拒赔 · 放弃. */
export const claimStages = ['draft', 'submitted', 'accepted', 'part-paid', 'paid', 'refused', 'dropped'] as const
export type ClaimStage = (typeof claimStages)[number]

export type ClaimMoney = { state: ClaimState; claimedFen: Fen; acceptedFen: Fen | null; paidFen: Fen }
/** Money that came is told whatever the state says: it came. */
export function stageOfClaim({ state, acceptedFen, paidFen }: Omit<ClaimMoney, 'claimedFen'>): ClaimStage {
  if (state !== 'accepted' && state !== 'partly') return state
  if (paidFen >= (acceptedFen ?? 0)) return 'paid'
  return paidFen > 0 ? 'part-paid' : 'accepted'
}

/** What is still to come: all that is asked for until it is answered, then what was accepted less what came. Never below 0. */
export function outstandingFen({ state, claimedFen, acceptedFen, paidFen }: ClaimMoney): Fen {
  const due = state === 'submitted' ? claimedFen : state === 'accepted' || state === 'partly' ? (acceptedFen ?? 0) : 0
  return Math.max(0, due - paidFen)
}

/** What came beyond what is to come: booked twice, or paid too much. Somebody looks, and gives it back. */
export function overpaidFen({ state, claimedFen, acceptedFen, paidFen }: ClaimMoney): Fen {
  const due = state === 'accepted' || state === 'partly' ? (acceptedFen ?? 0) : state === 'submitted' ? claimedFen : 0
  return Math.max(0, paidFen - due)
}

const MONEY = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4f31'
/** A claim's money under one reference of a bank is one row of the ledger, whoever books it. */
export const claimReceiptId = (claim: string, bankRef: string): string => uuidv5(MONEY, `${claim} ${plainRef(bankRef)}`)
/** What is given to one booking of it. */
export const moneyKey = (claim: string, bankRef: string): string => `claim-money:${claim} ${plainRef(bankRef)}`
/** As it is compared: people type spaces and small letters. */
const plainRef = (bankRef: string): string => halfWidth(bankRef).replace(/[\s-]/g, '').toUpperCase()

/** Days since it was asked for, in the steps money is looked after by. */
export const ageSteps = [30, 60, 90] as const
export const ageIndex = (submittedOn: Day, today: Day): number => {
  const age = daysBetween(submittedOn, today)
  const at = ageSteps.findIndex((most) => age <= most)
  return at < 0 ? ageSteps.length : at
}

/** 拒赔率: refused of all that were answered, in bp half up; null while nothing was. */
export const refusedBp = (refused: number, answered: number): number | null =>
  answered === 0 ? null : Math.floor((refused * 20_000 + answered) / (2 * answered))

/** Days an answer, and after it the money, is waited for, unless something else was said. */
export const ANSWER_DAYS = 30
