// Whether somebody still waits for a car of ours: such a customer is neither archived, forgotten nor given up for another.
import { Refusal } from '../../../../shared/errors.ts'
import type { Reader } from '../../../store/read.ts'

/** @throws Refusal('order-under-way') with the newest order that is neither delivered nor cancelled. */
export function nothingUnderWay(db: Reader, id: string): void {
  const open = db.one<{ no: string }>(
    `SELECT no FROM orders WHERE customer_id = ? AND state NOT IN ('delivered', 'cancelled') ORDER BY created_at DESC LIMIT 1`,
    id,
  )
  if (open) throw new Refusal('order-under-way', { no: open.no })
}
