// Applications to others for a buyer: a loan asked of a lender, a policy asked of an insurer. What may follow what, and
// what an application waits for. Whether one is granted is the other house's to say; here it is only noted.
import type { ReceiptKind } from '../receivables/rules.ts'
import { uuidv5 } from '../../ids.ts'

/** 贷款 · 保险. */
export const applicationKinds = ['loan', 'insurance'] as const
export type ApplicationKind = (typeof applicationKinds)[number]

/** 已备件 · 已提交 · 待补件 · 已批准 · 已放款或已出单 · 未通过 · 已撤回. */
export const applicationStates = ['prepared', 'sent', 'papers', 'approved', 'done', 'refused', 'withdrawn'] as const
export type ApplicationState = (typeof applicationStates)[number]

/** Which state may follow which. A lender may take its word back until the money is paid. */
export const applicationMoves: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  prepared: ['sent', 'withdrawn'],
  sent: ['papers', 'approved', 'refused', 'withdrawn'],
  papers: ['sent', 'refused', 'withdrawn'],
  approved: ['done', 'papers', 'refused', 'withdrawn'],
  done: [],
  refused: [],
  withdrawn: [],
}
export const canFollow = (from: ApplicationState, to: ApplicationState): boolean => applicationMoves[from].includes(to)
export const isOpen = (state: ApplicationState): boolean => applicationMoves[state].length > 0

/** 交强险 · 商业险. */
export const policyKinds = ['compulsory', 'commercial'] as const
export type PolicyKind = (typeof policyKinds)[number]

/** The line of an order's plan an application's money comes in under. */
export const planKindOf: Readonly<Record<ApplicationKind, ReceiptKind>> = { loan: 'loan', insurance: 'held-insurance' }

/** Something is still to be done here and its day has passed. `on` is today. */
export const isLate = (about: { state: ApplicationState; dueOn: string | null }, on: string): boolean =>
  isOpen(about.state) && about.dueOn !== null && about.dueOn < on

const POLICIES = '5f6d6a0e-3c1a-4b62-9d34-6e0b1a7c2f10'
/** The same policy noted at two desks is one row. */
export const policyId = (insurer: string, policyNo: string): string => uuidv5(POLICIES, `${insurer} ${policyNo}`)
