// A buyer's right to be forgotten, as far as what was asked of lenders and insurers holds anything personal.
import { applications, applicationSteps, insurancePolicies } from '../../../../shared/modules/applications/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'

/** What was said and shown about them goes; that money was asked for and paid stays. */
export function forgetApplicationsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM applications WHERE customer_id = ?', customerId)) {
    db.erase(applications, id)
    forgetAttached(db, id)
    for (const step of db.all<{ id: string }>('SELECT id FROM application_steps WHERE application_id = ?', id))
      db.erase(applicationSteps, step.id)
  }
  for (const { id } of db.all<{ id: string }>('SELECT id FROM insurance_policies WHERE customer_id = ?', customerId))
    db.erase(insurancePolicies, id)
}
