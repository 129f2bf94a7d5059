// Loaner cars (代步车): where a loan stands, what meters may say, and what a return is asked about. Fuel in percent, also of a
// battery; instants epoch ms.

/** What is stored; a loan that lost its car was handed to nobody, or is brought back all the same. */
export const loanStates = ['out', 'clash', 'back', 'void'] as const
export type LoanState = (typeof loanStates)[number]

/** 借出 · 逾期未还 · 车被他人借走 · 已还 · 作废. */
export const loanStages = ['out', 'overdue', 'clash', 'back', 'void'] as const
export type LoanStage = (typeof loanStages)[number]

export const stageOfLoan = ({ state, dueAt }: { state: LoanState; dueAt: number }, now: number): LoanStage =>
  state === 'out' && dueAt < now ? 'overdue' : state

/** Kilometres a day beyond which a reading is more likely a slip than a drive. */
const MOST_KM_A_DAY = 800

export type Meter = { km: number; fuel: number }
/** Why a reading at the return wants a word; a meter that ran backwards is refused. Days begun count whole. */
export function returnProblems(now: Meter, out: Meter, days: number): ('backwards' | 'far' | 'fuel')[] {
  if (now.km < out.km) return ['backwards']
  const problems: ('far' | 'fuel')[] = []
  if (now.km - out.km > MOST_KM_A_DAY * Math.max(1, days)) problems.push('far')
  // Less than it was lent with: somebody asks for it, or lets it be.
  if (now.fuel < out.fuel) problems.push('fuel')
  return problems
}
