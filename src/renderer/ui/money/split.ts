// What one payment does to an order's plan, computed before it is sent so that the person sees it; main splits by the same
// rule. Amounts in 分.
import type { z } from 'zod'
import type { receivables } from '../../../shared/modules/receivables/contract.ts'
import { earmark, isHeld, type ReceiptKind, type ReceiptMethod } from '../../../shared/modules/receivables/rules.ts'
import { sumFen, type Fen } from '../../../shared/money.ts'

export type OrderMoney = z.output<typeof receivables.standing.output>
export type SplitLine = { kind: ReceiptKind; openFen: Fen; thisFen: Fen }

/**
 * What is meant to come in by this way: the lender's part by 贷款放款, the buyer's part by any other, and when that part is
 * all in, whatever is still due. 0 when nothing is.
 */
export function suggestedFen(money: Pick<OrderMoney, 'dueFen' | 'loanDueFen' | 'customerDueFen'>, method: ReceiptMethod): Fen {
  const meant = method === 'loan' ? money.loanDueFen : money.customerDueFen
  return meant > 0 ? meant : money.dueFen
}

/** The plan with what this payment brings of each line; what the plan has no room for shows as 尾款, as main books it. */
export function splitOf(
  money: Pick<OrderMoney, 'lines'>,
  payment: { amountFen: Fen; method: ReceiptMethod; kind: ReceiptKind | null },
): { lines: SplitLine[]; ownFen: Fen; heldFen: Fen } {
  const received = money.lines.map(({ kind, receivedFen }) => ({ kind, amountFen: receivedFen }))
  const { parts, leftFen } =
    payment.kind === null
      ? earmark(money.lines, received, payment)
      : { parts: [{ kind: payment.kind, amountFen: payment.amountFen }], leftFen: 0 }
  const all = leftFen > 0 ? [...parts, { kind: 'balance' as const, amountFen: leftFen }] : parts
  const left = new Map<ReceiptKind, Fen>()
  for (const part of all) left.set(part.kind, sumFen([left.get(part.kind) ?? 0, part.amountFen]))
  const lines = money.lines.map(({ kind, openFen }): SplitLine => {
    const come = left.get(kind) ?? 0
    const thisFen = Math.min(come, openFen)
    left.set(kind, come - thisFen)
    return { kind, openFen, thisFen }
  })
  for (const [kind, thisFen] of left) if (thisFen > 0) lines.push({ kind, openFen: 0, thisFen })
  const heldFen = sumFen(all.filter(({ kind }) => isHeld(kind)).map(({ amountFen }) => amountFen))
  return { lines, heldFen, ownFen: sumFen([payment.amountFen, -heldFen]) }
}
