// Tells a customer how far the work is, through the outbox every message goes through: consent and address are looked at again
// when it is sent, and what did not go says why.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Writer } from '../../../store/write.ts'
import { enqueue } from '../../messages/commands.ts'
import { mustSeeOrder } from '../queries/facts.ts'
import { PROGRESS, progressFacts, progressId, progressOf } from '../queries/progress.ts'

const DAY = 86_400_000

export function tell(db: Writer, { id }: Input<'workshop.tell'>): Output<'workshop.tell'> {
  const order = mustSeeOrder(db, id)
  const { text, told, may, reachable } = progressOf(db, order)
  if (text === null) throw new Refusal('nothing-to-tell', { no: order.no, state: order.state })
  if (told) throw new Refusal('told-already', { no: order.no })
  if (!may) throw new Refusal('no-consent')
  if (!reachable) throw new Refusal('no-address')
  enqueue(db, {
    id: progressId(order),
    customer: { id: order.customerId, siteId: order.siteId },
    channel: 'sms',
    purpose: 'service',
    template: PROGRESS,
    subject: null,
    body: null,
    facts: progressFacts(order),
    origin: 'work-order',
    originId: id,
    dueAt: db.now,
    // How far it was yesterday is no news.
    untilAt: db.now + DAY,
  })
  return { id: progressId(order) }
}
