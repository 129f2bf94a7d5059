// An owner's right to be forgotten, as far as the pictures of their old car show anything. What it was worth stays.
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'

export function forgetAppraisalsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM appraisals WHERE customer_id = ?', customerId)) forgetAttached(db, id)
}
