// Writes what people agreed to and took back. A word once said is never changed: the next one answers it.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { answeredBy } from '../../../shared/modules/privacy/rules.ts'
import { customerConsents, customerOrigins, customerVerifications } from '../../../shared/modules/privacy/tables.ts'
import type { Writer } from '../../store/write.ts'
import { claim } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { askedOf } from './queries/provenance.ts'
import { consentsOf } from './queries/consents.ts'

export function noteConsent(db: Writer, given: Input<'privacy.noteConsent'>): Output<'privacy.noteConsent'> {
  reachable(db, given.customerId)
  claim(db, given.customerId)
  return { id: keepConsent(db, given) }
}

/** Puts one line; for whatever hears of a consent or a withdrawal, such as an import or an answer to a message. Returns its id. */
export function keepConsent(
  db: Writer,
  { customerId, state, purpose, channel, how, evidence }: Input<'privacy.noteConsent'>,
  batchId: string | null = null,
): string {
  const id = db.newId()
  const answers = answeredBy(consentsOf(db, customerId), { purpose, channel })
  db.put(customerConsents, {
    id,
    siteId: siteOf(db, customerId),
    customerId,
    state,
    purpose,
    channel,
    how,
    evidence,
    answers: JSON.stringify(answers),
    batchId,
    at: db.now,
    by: db.who.user,
  })
  return id
}

/** @throws Refusal('not-found') */
function siteOf(db: Writer, customerId: string): string {
  const found = db.one<{ siteId: string }>('SELECT site_id AS siteId FROM customers WHERE id = ?', customerId)
  if (!found) throw new Refusal('not-found', { table: 'customers', id: customerId })
  return found.siteId
}

export function noteVerification(
  db: Writer,
  { customerId, ...looked }: Input<'privacy.noteVerification'>,
): Output<'privacy.noteVerification'> {
  const { siteId } = reachable(db, customerId)
  const asked = askedOf(db, customerId, looked.register)
  if (asked === null) throw new Refusal('nothing-to-ask')
  claim(db, customerId)
  const id = db.newId()
  db.put(customerVerifications, { id, siteId, customerId, ...looked, subject: asked.masked, at: db.now, by: db.who.user })
  return { id }
}

/** Changes nothing; the log keeps whose data was handed out, how many rows and in which file, as releases of keys nobody holds. */
export function noteHandedOut(db: Writer, { customerId, rows, fileName }: Input<'privacy.noteHandedOut'>): null {
  reachable(db, customerId)
  db.release('revealed:all', customerId)
  db.release(`exported:customers:${rows}`, fileName.slice(0, 100))
  return null
}

/** Whose data a partner gave, with the ground they gave it on. */
export function keepOrigin(
  db: Writer,
  {
    customerId,
    ...origin
  }: { customerId: string; partner: string; basis: string; agreedOn: string; product: string | null; batchId: string },
): void {
  db.put(customerOrigins, { id: db.newId(), siteId: siteOf(db, customerId), customerId, ...origin, at: db.now, by: db.who.user })
}
