// The ways out of a case, one call each. Whoever settles a case does it and what follows from it in one transaction, and
// only if nobody else settled it first: what is done is covered by the expectation that the case is still open.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { OrderId } from '../../../shared/ids.ts'
import { readList } from '../../../shared/modules/admin/rules.ts'
import { refundableFen } from '../../../shared/modules/receivables/rules.ts'
import type { resolutions } from '../../../shared/modules/sync/contract/case-card.ts'
import { caseComments, cases } from '../../../shared/modules/sync/tables.ts'
import type { Permission } from '../../../shared/permissions.ts'
import type { Writer } from '../../store/write.ts'
import { roleOf } from '../admin/queries.ts'
import { correct as correctCustomer, planFollowUp } from '../customers/commands.ts'
import { cancel, changeVehicle, deliver } from '../orders/commands.ts'
import { change } from '../orders/commands/terms.ts'
import { ledgerOf, mustSee } from '../orders/queries/facts.ts'
import { refund } from '../receivables/commands.ts'
import { correct as correctVehicle, move, reprice } from '../vehicles/commands.ts'
import { end as endTestDrive, move as moveTestDrive } from '../testdrives/commands.ts'
import { type Case, driveIdOf, mustSeeCase, orderIdOf, stoppedOrderOf } from './queries/cases.ts'
import { takingOf } from './queries/taking.ts'

const mustHave = (db: Writer, permission: Permission): void => {
  if (!db.who.permissions.has(permission)) throw new Refusal('forbidden', { needs: permission })
}

/** An open case of this person's, or of a colleague they may act for. @throws Refusal('not-found' | 'settled'). */
function openCase(db: Writer, id: string): Case {
  const found = mustSeeCase(db, id)
  if (found.state !== 'open')
    throw new Refusal('settled', {
      by: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', found.resolvedBy)?.name ?? null,
      at: found.resolvedAt,
    })
  return found
}

function settle(db: Writer, found: Case, resolution: (typeof resolutions)[number], work: () => void = () => undefined): void {
  db.expect(cases, found.id, 'state', {
    covering: () => {
      work()
      db.patch(cases, found.id, { state: 'resolved', resolvedBy: db.who.user, resolvedAt: db.now, resolution })
    },
  })
}

/** The order that lost its car. @throws Refusal('not-found') for a case of another kind. */
function lostOrder(found: Case): OrderId {
  const id = found.kind === 'hold' ? orderIdOf(found) : null
  if (!id) throw new Refusal('not-found', { table: 'orders', id: found.id })
  return id as OrderId
}

export function changeCar(db: Writer, { id, vehicleId, reason }: Input<'sync.changeCar'>): Output<'sync.changeCar'> {
  mustHave(db, 'orders.edit')
  const found = openCase(db, id)
  settle(db, found, 'changed-car', () => void changeVehicle(db, { id: lostOrder(found), vehicleId, reason }))
  return { id }
}

export function cancelOrder(db: Writer, { id, reason }: Input<'sync.cancelOrder'>): Output<'sync.cancelOrder'> {
  mustHave(db, 'orders.edit')
  const found = openCase(db, id)
  const orderId = lostOrder(found)
  let refundedFen = 0
  settle(db, found, 'cancelled-order', () => {
    cancel(db, { id: orderId, kind: 'car-lost', reason, keepEarnest: false })
    if (db.who.permissions.has('receivables.refund')) refundedFen = giveBack(db, orderId, reason)
  })
  return { id, refundedFen, leftFen: refundableFen(ledgerOf(db, orderId)) }
}

/** Everything that came in goes back, by each method what came by it. */
function giveBack(db: Writer, orderId: OrderId, reason: string): number {
  const methods = db.all<{ method: Input<'receivables.refund'>['method']; ref: string | null; fen: number }>(
    'SELECT method, max(method_ref) AS ref, sum(amount_fen) AS fen FROM receipts WHERE order_id = ? GROUP BY method HAVING sum(amount_fen) > 0 ORDER BY method',
    orderId,
  )
  let left = refundableFen(ledgerOf(db, orderId))
  let given = 0
  for (const { method, ref, fen } of methods) {
    const amountFen = Math.min(fen, left)
    if (amountFen <= 0) continue
    refund(db, { orderId: orderId, amountFen, kind: null, method, methodRef: ref, reason })
    left -= amountFen
    given += amountFen
  }
  return given
}

/** The test drive that lost its slot. @throws Refusal('not-found') for a case of another kind. */
function lostDrive(found: Case): string {
  const id = driveIdOf(found)
  if (!id) throw new Refusal('not-found', { table: 'test_drives', id: found.id })
  return id
}

export function moveDrive(db: Writer, { id, ...place }: Input<'sync.moveDrive'>): Output<'sync.moveDrive'> {
  mustHave(db, 'testdrives.edit')
  const found = openCase(db, id)
  settle(db, found, 'moved-drive', () => void moveTestDrive(db, { id: lostDrive(found), ...place }))
  return { id }
}

export function cancelDrive(db: Writer, { id, reason }: Input<'sync.cancelDrive'>): Output<'sync.cancelDrive'> {
  mustHave(db, 'testdrives.edit')
  const found = openCase(db, id)
  settle(db, found, 'cancelled-drive', () => void endTestDrive(db, { id: lostDrive(found), kind: 'cancelled', reason }))
  return { id }
}

export function confirmHandover(db: Writer, { id }: Input<'sync.confirmHandover'>): Output<'sync.confirmHandover'> {
  mustHave(db, 'orders.deliver')
  const found = openCase(db, id)
  const orderId = stoppedOrderOf(found)
  if (!orderId) throw new Refusal('not-found', { table: 'orders', id })
  const { customerId } = mustSee(db, orderId)
  const waived = db.one<{ reason: string | null }>('SELECT override_reason AS reason FROM handovers WHERE id = ?', orderId)?.reason ?? null
  settle(db, found, 'confirmed-handover', () => {
    const override = waived === null ? null : { reason: waived }
    deliver(db, { id: orderId as OrderId, signature: null, photos: [], override }, { gone: true })
    planFollowUp(db, { customerId, dueOn: db.today, dueMinute: null, channel: 'phone', note: '召回：车已交付，请客户预约回店处理' })
  })
  return { id }
}

export function takeMine(db: Writer, { id }: Input<'sync.takeMine'>): Output<'sync.takeMine'> {
  const found = openCase(db, id)
  const taking = takingOf(db, found)
  if (!taking) throw new Refusal('cannot-take', { table: found.subjectTable })
  mustHave(db, taking.needs)
  settle(db, found, 'took-mine', () => {
    if (taking.kind === 'customer') correctCustomer(db, taking.input)
    if (taking.kind === 'vehicle') correctVehicle(db, taking.input)
    if (taking.kind === 'price') reprice(db, taking.input)
    if (taking.kind === 'place') move(db, taking.input)
    if (taking.kind === 'order') change(db, taking.input)
  })
  return { id }
}

export function resolveCase(db: Writer, { id, resolution }: Input<'sync.resolveCase'>): Output<'sync.resolveCase'> {
  settle(db, openCase(db, id), resolution)
  return { id }
}

export function handOver(db: Writer, { id, to }: Input<'sync.handOver'>): Output<'sync.handOver'> {
  const found = openCase(db, id)
  const person = db.one<{ role_ids: string; site_ids: string; all_sites: number }>(
    'SELECT role_ids, site_ids, all_sites FROM users WHERE id = ? AND active = 1',
    to,
  )
  const here = person && (person.all_sites === 1 || readList(person.site_ids).includes(found.siteId))
  const decides = readList(person?.role_ids ?? '[]').some((role) => roleOf(db, role)?.permissions.includes('sync.resolve'))
  if (!here || !decides) throw new Refusal('cannot-decide')
  db.patch(cases, id, { ownerId: to })
  return { id }
}

export function comment(db: Writer, { id, text }: Input<'sync.comment'>): Output<'sync.comment'> {
  const { siteId } = mustSeeCase(db, id)
  const said = { id: db.newId(), siteId, caseId: id, userId: db.who.user, byName: null, saidAt: db.now, body: text }
  db.put(caseComments, said)
  return { id: said.id }
}
