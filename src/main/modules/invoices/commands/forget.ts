// A buyer who is forgotten is no longer named on the invoices kept here; the tax platform keeps its own.
import { invoices } from '../../../../shared/modules/invoices/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetInvoicesOf(db: Writer, customerId: string): void {
  const rows = db.all<{ id: string }>('SELECT i.id FROM invoices i JOIN orders o ON o.id = i.order_id WHERE o.customer_id = ?', customerId)
  for (const { id } of rows) db.erase(invoices, id)
}
