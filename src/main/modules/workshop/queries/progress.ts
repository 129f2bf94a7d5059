// How far the work is, as its customer would read it, and what was told of it already.
import type { Input, Output } from '../../../../shared/contract.ts'
import { uuidv5 } from '../../../../shared/ids.ts'
import { saidAs } from '../../../../shared/modules/appointments/rules.ts'
import type { Facts, MessageState } from '../../../../shared/modules/messages/rules.ts'
import { composed } from '../../../../shared/modules/messages/rules.ts'
import { mayContact } from '../../../../shared/modules/privacy/rules.ts'
import { progressWords } from '../../../../shared/modules/workshop/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { addressOf, personOf, stateNow, templateNow, wordsOf } from '../../messages/queries/facts.ts'
import { consentsOf } from '../../privacy/queries/consents.ts'
import { mustSeeOrder, type WorkOrder } from './facts.ts'

export const PROGRESS = 'service-progress-sms'

/** One message a state an order came to; come to again after a rework it is another one. */
export const progressId = ({ id, state, stateAt }: WorkOrder): string => uuidv5(id, `progress ${state} ${stateAt}`)

export function progressFacts({ state, plate, carName, promisedAt }: WorkOrder): Facts {
  const ahead = state !== 'ready' && promisedAt !== null
  return { car: plate ?? carName, event: progressWords[state] ?? null, date: ahead ? `预计${saidAs(promisedAt)}交车。` : null }
}

export function progressOf(db: Reader, order: WorkOrder): Output<'workshop.progress'> {
  const person = personOf(db, order.customerId)
  const template = templateNow(db, PROGRESS)
  const says = (facts: string | null): string => {
    const words = person && wordsOf(db, { template: PROGRESS, subject: null, body: null, facts }, person)
    return words ? composed('sms', 'service', words.text, person.store ?? '') : ''
  }
  const sent = db.all<{ id: string; facts: string | null; at: number }>(
    `SELECT id, facts, created_at AS at FROM messages WHERE customer_id = ? AND origin = 'work-order' AND origin_id = ? ORDER BY created_at DESC LIMIT 20`,
    order.customerId,
    order.id,
  )
  return {
    state: order.state,
    text: progressWords[order.state] !== undefined && template?.active ? says(JSON.stringify(progressFacts(order))) : null,
    may: mayContact(consentsOf(db, order.customerId), 'sms', 'service'),
    reachable: person !== undefined && addressOf(person, 'sms') !== null,
    told: sent.some(({ id }) => id === progressId(order)),
    messages: sent.map(({ id, facts, at }) => ({ id, text: says(facts), at, state: stateNow(db, id) as MessageState })),
  }
}

export const progress = (db: Reader, { id }: Input<'workshop.progress'>): Output<'workshop.progress'> =>
  progressOf(db, mustSeeOrder(db, id))
