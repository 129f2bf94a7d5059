// What goes with a person of what they agreed to and what was looked up: the words of it. That it was said or looked up stays.
import { customerConsents, customerVerifications } from '../../../../shared/modules/privacy/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetPrivacyOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>(
    'SELECT id FROM customer_consents WHERE customer_id = ? AND evidence IS NOT NULL',
    customerId,
  ))
    db.erase(customerConsents, id)
  for (const { id } of db.all<{ id: string }>('SELECT id FROM customer_verifications WHERE customer_id = ?', customerId))
    db.erase(customerVerifications, id)
}
