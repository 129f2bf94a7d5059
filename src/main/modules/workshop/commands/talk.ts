// Writes down a talk with the customer about a work order, and their answer on the lines it was about.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { isHere } from '../../../../shared/modules/workshop/rules.ts'
import { workOrderTalks } from '../../../../shared/modules/workshop/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { mustSeeOrder } from '../queries/facts.ts'
import { decide } from './lines.ts'

export function talk(db: Writer, { id: orderId, channel, spokeWith, said, about }: Input<'workshop.talk'>): Output<'workshop.talk'> {
  const order = mustSeeOrder(db, orderId)
  if (!isHere(order.state)) throw new Refusal('closed', { no: order.no, state: order.state })
  if (about) decide(db, { orderId, ...about })
  const id = db.newId()
  db.put(workOrderTalks, {
    ...{ id, siteId: order.siteId, orderId, channel, spokeWith, said },
    decision: about?.decision ?? null,
    lineIds: JSON.stringify(about?.ids ?? []),
    notedBy: db.who.user,
    notedAt: db.now,
  })
  return { id }
}
