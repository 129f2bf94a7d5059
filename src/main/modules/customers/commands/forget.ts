// What surrounds a person and says something of them goes with them: plates, words, notes. That something was arranged stays.
import { customerBehaviours, customerCars, inquiries, partnerTasks } from '../../../../shared/modules/customers/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetAround(db: Writer, customerId: string): void {
  const ids = (table: string): string[] =>
    db.all<{ id: string }>(`SELECT id FROM ${table} WHERE customer_id = ?`, customerId).map(({ id }) => id)
  for (const id of ids('customer_cars')) db.erase(customerCars, id)
  for (const id of ids('partner_tasks')) db.erase(partnerTasks, id)
  for (const id of ids('inquiries')) db.erase(inquiries, id)
  for (const id of ids('customer_behaviours')) db.erase(customerBehaviours, id)
}
