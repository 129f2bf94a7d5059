// What a customer is written about an appointment, through the outbox every message goes through: consent and address are looked
// at when it is sent, and what did not go says why.
import { uuidv5 } from '../../../../shared/ids.ts'
import { remindAt, saidAs } from '../../../../shared/modules/appointments/rules.ts'
import { cancel, enqueue } from '../../messages/commands.ts'
import { stateNow } from '../../messages/queries/facts.ts'
import type { Writer } from '../../../store/write.ts'
import type { Appointment } from '../queries/facts.ts'

type About = Pick<Appointment, 'id' | 'siteId' | 'customerId' | 'startsAt' | 'plate' | 'carName'>

function tell(db: Writer, about: About, template: 'service-booked-sms' | 'service-visit-sms', dueAt: number): void {
  const { id, siteId, customerId, startsAt } = about
  enqueue(db, {
    id: uuidv5(id, `${template} ${startsAt}`),
    customer: { id: customerId, siteId },
    channel: 'sms',
    purpose: 'service',
    template,
    subject: null,
    body: null,
    facts: { date: saidAs(startsAt), car: about.plate ?? about.carName },
    origin: 'appointment',
    originId: id,
    dueAt,
    untilAt: startsAt,
  })
}

/** The morning before, or at once; nothing when it is about to begin. */
export function remind(db: Writer, about: About): void {
  const dueAt = remindAt(about.startsAt, db.now)
  if (dueAt !== null) tell(db, about, 'service-visit-sms', dueAt)
}

/** That it is confirmed, in writing. */
export const sayConfirmed = (db: Writer, about: About): void => tell(db, about, 'service-booked-sms', db.now)

/** What waits to be sent about an hour that is not kept is not sent. Returns whether anything was. */
export function recall(db: Writer, { id, customerId }: Pick<Appointment, 'id' | 'customerId'>, reason = '预约有变'): boolean {
  const waiting = db
    .all<{ id: string }>(
      `SELECT id FROM messages WHERE customer_id = ? AND origin = 'appointment' AND origin_id = ? LIMIT 20`,
      customerId,
      id,
    )
    .filter((message) => stateNow(db, message.id) === 'waiting')
    .map((message) => message.id)
  if (waiting.length > 0) cancel(db, { ids: waiting, reason })
  return waiting.length > 0
}
