// A customer's right to be forgotten, as far as claims hold anything personal beside the car. What was claimed stays: it is money.
import { claims } from '../../../../shared/modules/claims/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'

export function forgetClaimsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM claims WHERE customer_id = ?', customerId)) {
    db.erase(claims, id)
    forgetAttached(db, id)
  }
}
