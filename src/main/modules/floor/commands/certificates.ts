// Writes 证书与培训. What was withdrawn stays in sight with its reason.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { staffCertificates } from '../../../../shared/modules/floor/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { peopleHere } from '../queries/certificates.ts'

function mustStand(db: Writer, id: string) {
  const one = db.must(staffCertificates, id)
  if (db.who.reach !== 'group' && one.siteId !== db.who.site) throw new Refusal('not-found', { table: 'staff_certificates', id })
  if (one.withdrawnOn !== null) throw new Refusal('withdrawn', { name: one.name })
  return one
}

export function keepCertificate(db: Writer, { id, ...facts }: Input<'floor.keepCertificate'>): Output<'floor.keepCertificate'> {
  if (!peopleHere(db).some((person) => person.id === facts.userId)) throw new Refusal('no-such-person')
  const twin = db.one(
    `SELECT 1 FROM staff_certificates WHERE user_id = ? AND name = ? AND valid_from_on = ? AND withdrawn_on IS NULL AND id <> ?`,
    facts.userId,
    facts.name,
    facts.validFromOn,
    id ?? '',
  )
  if (twin) throw new Refusal('noted-already', { name: facts.name, from: facts.validFromOn })
  if (id !== null) {
    mustStand(db, id)
    db.patch(staffCertificates, id, facts)
    return { id }
  }
  const made = db.newId()
  db.put(staffCertificates, { ...facts, id: made, siteId: db.who.site, notedBy: db.who.user, notedAt: db.now })
  return { id: made }
}

export function withdrawCertificate(db: Writer, { id, reason }: Input<'floor.withdrawCertificate'>): Output<'floor.withdrawCertificate'> {
  mustStand(db, id)
  db.patch(staffCertificates, id, { withdrawnOn: db.today, withdrawnReason: reason, withdrawnBy: db.who.user })
  return { id }
}
