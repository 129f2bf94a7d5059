// Which levels must agree to a price, and what one person's word does to a request. The flow is rows an administrator
// edits; a step names the terms (`termsRev`) of the order it is about. Nothing here knows who is signed in.
import type { Fen } from '../../money.ts'

/**
 * A row of a flow: at this level somebody of this role must agree, when every condition the row states is met (a row
 * without conditions: always). Rows of one level are alternatives: one of their roles is enough. Flags may be 0 and 1,
 * as they are stored.
 */
export type FlowRow = {
  level: number
  roleId: string
  /** Discount from here on, in basis points of the list price. */
  minDiscountBp?: number | null
  /** Discount from here on. */
  minDiscountFen?: Fen | null
  /** Order total from here on. */
  minAmountFen?: Fen | null
  /** What is earned on the car, in basis points of its price, below this; a cost nobody knows here is no reason. */
  maxMarginBp?: number | null
  /** Only when the car goes under its cost. */
  belowCost?: boolean | number | null
  /** Only for orders of this site. */
  siteId?: string | null
  /** A row switched off counts for nothing; absent means on. */
  active?: boolean | number
}

export type FlowFacts = {
  siteId: string
  amountFen: Fen
  discountFen: Fen
  discountBp: number
  belowCost: boolean
  marginBp?: number | null
}

export type RequiredLevel = { level: number; roleIds: string[] }

const reached = (minimum: number | null | undefined, value: number): boolean =>
  minimum === null || minimum === undefined || value >= minimum

const applies = (row: FlowRow, facts: FlowFacts): boolean =>
  Boolean(row.active ?? true) &&
  reached(row.minDiscountBp, facts.discountBp) &&
  reached(row.minDiscountFen, facts.discountFen) &&
  reached(row.minAmountFen, facts.amountFen) &&
  (row.maxMarginBp === null || row.maxMarginBp === undefined || (facts.marginBp != null && facts.marginBp < row.maxMarginBp)) &&
  (!row.belowCost || facts.belowCost) &&
  (!row.siteId || row.siteId === facts.siteId)

/** The levels that must agree, lowest first, each with the roles that may decide it. None: the asker's own word is enough. */
export function requiredLevels(flow: readonly FlowRow[], facts: FlowFacts): RequiredLevel[] {
  const levels = new Map<number, Set<string>>()
  for (const row of flow) {
    if (applies(row, facts)) levels.set(row.level, (levels.get(row.level) ?? new Set()).add(row.roleId))
  }
  return [...levels].sort(([a], [b]) => a - b).map(([level, roles]) => ({ level, roleIds: [...roles] }))
}

/** `withdrawn`: no longer asked, because the asker took the request back or another of its level decided. */
export const stepStates = ['waiting', 'approved', 'rejected', 'withdrawn'] as const
export type StepState = (typeof stepStates)[number]

/** One role asked at one level about one version of the terms. */
export type ApprovalStep = {
  level: number
  roleId: string
  termsRev: number
  state: StepState
  requestedBy: string
  decidedBy: string | null
}

/** The steps a request opens with: one for each role of each level. */
export const openingSteps = (levels: readonly RequiredLevel[], request: { termsRev: number; requestedBy: string }): ApprovalStep[] =>
  levels.flatMap(({ level, roleIds }) =>
    roleIds.map((roleId) => ({ level, roleId, ...request, state: 'waiting' as const, decidedBy: null })),
  )

/** What became of a request: one rejection rejects it, every level needs one approval; without steps it is approved. */
export function approvalState(steps: readonly ApprovalStep[]): StepState {
  if (steps.some(({ state }) => state === 'rejected')) return 'rejected'
  if (steps.some(({ state }) => state === 'waiting')) return 'waiting'
  const approved = new Set(steps.filter(({ state }) => state === 'approved').map(({ level }) => level))
  return steps.every(({ level }) => approved.has(level)) ? 'approved' : 'withdrawn'
}

/** The steps whose turn it is: those waiting at the lowest level that waits; none when the request is settled. */
export function openSteps<Step extends ApprovalStep>(steps: readonly Step[]): Step[] {
  if (approvalState(steps) !== 'waiting') return []
  const waiting = steps.filter(({ state }) => state === 'waiting')
  const level = Math.min(...waiting.map((step) => step.level))
  return waiting.filter((step) => step.level === level)
}

export type Approver = { userId: string; roleIds: readonly string[] }

/** `settled`: nothing is open · `changed`: the order has other terms now · `own-request` · `not-your-level`. */
export const decisionBars = ['settled', 'changed', 'own-request', 'not-your-level'] as const
export type DecisionBar = (typeof decisionBars)[number]

/**
 * The step a person may decide now, or what keeps them from it. `steps` are those of one request, `termsRev` is that of
 * the order as it stands. Nobody decides their own request.
 */
export function stepToDecide<Step extends ApprovalStep>(
  steps: readonly Step[],
  approver: Approver,
  termsRev: number,
): { ok: true; step: Step } | { ok: false; bar: DecisionBar } {
  const open = openSteps(steps)
  if (open.length === 0) return { ok: false, bar: 'settled' }
  if (open.some((step) => step.termsRev !== termsRev)) return { ok: false, bar: 'changed' }
  if (open.some((step) => step.requestedBy === approver.userId)) return { ok: false, bar: 'own-request' }
  const step = open.find(({ roleId }) => approver.roleIds.includes(roleId))
  return step ? { ok: true, step } : { ok: false, bar: 'not-your-level' }
}

/**
 * Whether a person's word on what is given away (discount and gifts) stands by itself while headquarters cannot be asked.
 * Beyond their limit it counts once headquarters has it. Null: without limit.
 */
export const standsAlone = (givenFen: Fen, limitFen: Fen | null): boolean => limitFen === null || givenFen <= limitFen

export type Decision = 'approved' | 'rejected'

/**
 * One person's word: the steps as they then are, in the same order, and what became of the request. An approval
 * withdraws the alternatives of its level, a rejection all that still wait.
 */
export function decide<Step extends ApprovalStep>(
  steps: readonly Step[],
  approver: Approver,
  decision: Decision,
  termsRev: number,
): { ok: true; steps: Step[]; state: StepState } | { ok: false; bar: DecisionBar } {
  const mine = stepToDecide(steps, approver, termsRev)
  if (!mine.ok) return mine
  const decided = steps.map((step) => {
    if (step === mine.step) return { ...step, state: decision, decidedBy: approver.userId }
    const drops = step.state === 'waiting' && (decision === 'rejected' || step.level === mine.step.level)
    return drops ? { ...step, state: 'withdrawn' as const } : step
  })
  return { ok: true, steps: decided, state: approvalState(decided) }
}
