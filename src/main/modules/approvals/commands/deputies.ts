// Who answers for somebody who is away, and asking once more for a word that is late.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { approvalReminders, deputies } from '../../../../shared/modules/approvals/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import { roleOf } from '../../admin/queries.ts'
import { knownOrder } from '../../orders/queries/facts.ts'

/** Once an hour is asking; more often is nagging. */
const AGAIN_MS = 3_600_000

/** Another person may depute only for themselves, whoever keeps the flow for everybody. @throws Refusal('forbidden'). */
function mayDepute(db: Writer, userId: string): void {
  if (userId !== db.who.user && !db.who.permissions.has('approvals.configure'))
    throw new Refusal('forbidden', { needs: 'approvals.configure' })
}

export function depute(db: Writer, { userId, ...asked }: Input<'approvals.depute'>): Output<'approvals.depute'> {
  const absent = userId ?? db.who.user
  mayDepute(db, absent)
  if (absent === asked.deputyId) throw new Refusal('deputy-unfit')
  const deputy = db.one<{ roles: string }>('SELECT role_ids AS roles FROM users WHERE id = ? AND active = 1', asked.deputyId)
  // HQ asks for the right of whoever speaks, not of whoever is spoken for.
  if (!readList(deputy?.roles ?? '[]').some((role) => roleOf(db, role)?.permissions.includes('approvals.decide')))
    throw new Refusal('deputy-unfit')
  const id = db.newId()
  db.put(deputies, { id, userId: absent, ...asked, setBy: db.who.user, setAt: db.now })
  return { id }
}

export function endDeputy(db: Writer, { id }: Input<'approvals.endDeputy'>): Output<'approvals.endDeputy'> {
  mayDepute(db, db.must(deputies, id).userId)
  db.patch(deputies, id, { endedAt: db.now })
  return { id }
}

export function remind(db: Writer, { orderId, note }: Input<'approvals.remind'>): Output<'approvals.remind'> {
  const { order, stage } = knownOrder(db, orderId)
  if (stage !== 'awaiting-approval') throw new Refusal('settled', { no: order.no })
  const last = db.one<{ at: number | null }>(
    'SELECT max(reminded_at) AS at FROM approval_reminders WHERE order_id = ? AND terms_rev = ?',
    orderId,
    order.termsRev,
  )?.at
  if (last != null && db.now - last < AGAIN_MS) throw new Refusal('too-soon', { minutes: Math.ceil((AGAIN_MS - (db.now - last)) / 60_000) })
  const id = db.newId()
  db.put(approvalReminders, {
    id,
    siteId: order.siteId,
    orderId,
    termsRev: order.termsRev,
    note,
    remindedBy: db.who.user,
    remindedAt: db.now,
  })
  return { id }
}
