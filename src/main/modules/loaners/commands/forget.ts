// A customer's right to be forgotten, as far as loans of cars hold anything personal. That a car was lent stays.
import { loanerLoans } from '../../../../shared/modules/loaners/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'

export function forgetLoansOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM loaner_loans WHERE customer_id = ?', customerId)) {
    db.erase(loanerLoans, id)
    forgetAttached(db, id)
  }
}
