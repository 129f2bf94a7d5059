// A payer who is forgotten is no longer named on the lines that were found to be his payments.
import { bankLines } from '../../../../shared/modules/bank/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetLinesOf(db: Writer, customerId: string): void {
  const rows = db.all<{ id: string }>(
    'SELECT DISTINCT m.line_id AS id FROM bank_matches m JOIN orders o ON o.id = m.order_id WHERE o.customer_id = ?',
    customerId,
  )
  for (const { id } of rows) if (db.row(bankLines, id)) db.erase(bankLines, id)
}
