// A customer's right to be forgotten, as far as work orders hold anything personal beside the car. What was repaired stays: the
// law wants repair records kept.
import { rescues, workOrders, workOrderTalks } from '../../../../shared/modules/workshop/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'
import { rescueOf } from '../queries/rescue.ts'

export function forgetWorkOrdersOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM work_orders WHERE customer_id = ?', customerId)) {
    db.erase(workOrders, id)
    if (rescueOf(db, id)) db.erase(rescues, id)
    for (const talk of db.all<{ id: string }>('SELECT id FROM work_order_talks WHERE order_id = ?', id)) db.erase(workOrderTalks, talk.id)
    forgetAttached(db, id)
    for (const point of db.all<{ id: string }>('SELECT id FROM point_results WHERE order_id = ?', id)) forgetAttached(db, point.id)
  }
}
