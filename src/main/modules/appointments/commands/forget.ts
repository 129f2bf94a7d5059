// A customer's right to be forgotten, as far as appointments hold anything personal beside the car. That one was made stays.
import { appointments } from '../../../../shared/modules/appointments/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetAppointmentsOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM appointments WHERE customer_id = ?', customerId)) db.erase(appointments, id)
}
