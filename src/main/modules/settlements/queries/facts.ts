// What a work order's settlements hold, what each payer owes of them, and what came in.
import { SettledContent } from '../../../../shared/modules/settlements/rules.ts'
import type { Payer } from '../../../../shared/modules/workshop/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { jobsOf, partsOf } from '../../workshop/queries/facts.ts'

export type Settled = {
  id: string
  no: string
  settledOn: string
  by: string
  labourFen: number
  partsFen: number
  discountFen: number
  totalFen: number
  content: SettledContent
}

export const settlementsOf = (db: Reader, workOrderId: string): Settled[] =>
  db
    .all<Omit<Settled, 'content'> & { content: string }>(
      `SELECT s.id, s.no, s.settled_on AS "settledOn", coalesce(u.name, '') AS by, s.labour_fen AS "labourFen", s.parts_fen AS "partsFen",
         s.discount_fen AS "discountFen", s.total_fen AS "totalFen", s.content FROM settlements s LEFT JOIN users u ON u.id = s.settled_by
       WHERE s.work_order_id = ? ORDER BY s.settled_at, s.id`,
      workOrderId,
    )
    .map((row) => ({ ...row, content: SettledContent.parse(JSON.parse(row.content)) }))

export const chargesFor = (db: Reader, workOrderId: string): { payer: Payer; amountFen: number }[] =>
  db.all(
    'SELECT payer, sum(amount_fen) AS "amountFen" FROM settlement_charges WHERE work_order_id = ? GROUP BY payer ORDER BY payer',
    workOrderId,
  )

export const paidFor = (db: Reader, workOrderId: string): number =>
  db.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM receipts WHERE order_id = ?', workOrderId)?.fen ?? 0

/** What the customer still owes; below 0 what came in too much. */
export const dueOf = (db: Reader, workOrderId: string): number =>
  (chargesFor(db, workOrderId).find(({ payer }) => payer === 'customer')?.amountFen ?? 0) - paidFor(db, workOrderId)

/** Agreed lines no settlement holds. */
export function unbilledOf(db: Reader, workOrderId: string) {
  const billed = new Set(settlementsOf(db, workOrderId).flatMap(({ content }) => [...content.jobs, ...content.parts].map(({ id }) => id)))
  const open = <Line extends { id: string; decision: string }>(lines: readonly Line[]): Line[] =>
    lines.filter(({ id, decision }) => decision === 'agreed' && !billed.has(id))
  return { jobs: open(jobsOf(db, workOrderId)), parts: open(partsOf(db, workOrderId)) }
}
