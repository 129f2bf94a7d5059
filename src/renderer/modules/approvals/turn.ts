// Which of the levels a request has reached, counted as people count: first of two, whatever numbers the flow gave them.
import type { Waiting } from '../../../shared/modules/approvals/contract.ts'

export function turnOf(item: Pick<Waiting, 'level' | 'termsRev' | 'steps'>): { at: number; of: number } {
  const levels = [...new Set(item.steps.filter((step) => step.termsRev === item.termsRev).map((step) => step.level))].toSorted(
    (a, b) => a - b,
  )
  return { at: Math.max(1, levels.indexOf(item.level) + 1), of: Math.max(1, levels.length) }
}
