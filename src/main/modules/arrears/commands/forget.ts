// What was written about a debtor who is forgotten goes with the person.
import { dunningNotices, dunningTerms } from '../../../../shared/modules/arrears/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetArrearsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM dunning_notices WHERE customer_id = ?', customerId))
    db.erase(dunningNotices, id)
  for (const { id } of db.all<{ id: string }>('SELECT id FROM dunning_terms WHERE customer_id = ?', customerId)) db.erase(dunningTerms, id)
}
