// What goes with a person of what they agreed to: the words of the evidence. That they agreed or took it back stays.
import { customerConsents } from '../../../../shared/modules/privacy/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetConsentsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>(
    'SELECT id FROM customer_consents WHERE customer_id = ? AND evidence IS NOT NULL',
    customerId,
  ))
    db.erase(customerConsents, id)
}
