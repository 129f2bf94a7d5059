// Writes work orders: a car is taken in, its facts, its way through the house, and its end. Its lines are commands/lines.ts's.
// A state is built on: of two desks that move an order offline the first one's move stands, the other's is a case.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { isHere, workOrderMoves, type WorkOrderState } from '../../../shared/modules/workshop/rules.ts'
import { workOrders, workOrderSteps } from '../../../shared/modules/workshop/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { cameIn } from '../appointments/commands/came-in.ts'
import { attach } from '../documents/commands/attach.ts'
import { bring } from './commands/bring.ts'
import { jobsOf, lastKmOf, mustSeeOrder, partsOf, type WorkOrder } from './queries/facts.ts'

export function open(db: Writer, given: Input<'workshop.open'>): Output<'workshop.open'> {
  const { kind, km, complaint, promisedAt, waits, comebackOf, appointmentId, evenSo } = given
  const brought = bring(db, given.car)
  const { carId, vin } = brought
  const before = db.all<{ id: string; no: string; state: WorkOrderState }>(
    `SELECT id, no, state FROM work_orders WHERE car_id = ? OR vin = ? ORDER BY received_at DESC`,
    carId,
    vin,
  )
  const here = before.find(({ state }) => isHere(state))
  if (here && evenSo === null) throw new Refusal('already-here', here)
  const lastKm = lastKmOf(db, { carId, vin })
  if (lastKm !== null && km < lastKm && evenSo === null) throw new Refusal('km-below-last', { lastKm })
  if (comebackOf !== null && !before.some(({ id }) => id === comebackOf)) throw new Refusal('not-its-order')
  const made = { id: db.newId(), no: nextNumber(db, 'WO') }
  db.put(workOrders, {
    ...made,
    siteId: db.who.site,
    ...brought,
    ...{ kind, km, complaint, promisedAt, comebackOf },
    note: evenSo,
    waits: waits ? 1 : 0,
    state: 'open',
    stateAt: db.now,
    receivedOn: db.today,
    receivedAt: db.now,
    adviserId: db.who.user,
  })
  step(db, { id: made.id, siteId: db.who.site }, null, 'open', evenSo)
  if (appointmentId !== null) cameIn(db, appointmentId, made.id)
  return made
}

function step(db: Writer, order: Pick<WorkOrder, 'id' | 'siteId'>, fromState: string | null, state: string, reason: string | null): void {
  const { id: orderId, siteId } = order
  db.put(workOrderSteps, { id: db.newId(), siteId, orderId, fromState, state, reason, notedBy: db.who.user, notedAt: db.now })
}

/** `also` counts only if the move does. @throws Refusal('closed') when the order cannot go there from where it is. */
export function become(
  db: Writer,
  order: WorkOrder,
  state: WorkOrderState,
  reason: string | null,
  more: Partial<WorkOrder> = {},
  also: () => void = () => undefined,
): void {
  if (!workOrderMoves[order.state].includes(state)) throw new Refusal('closed', { no: order.no, state: order.state, to: state })
  db.expect(workOrders, order.id, 'state', {
    covering: () => {
      db.patch(workOrders, order.id, { ...more, state, stateAt: db.now })
      step(db, order, order.state, state, reason)
      also()
    },
  })
}

/** The first clock on an order begins its work. */
export function beginWork(db: Writer, id: string): void {
  const order = mustSeeOrder(db, id)
  if (order.state === 'open') become(db, order, 'working', null)
}

export function change(db: Writer, { id, waits, ...facts }: Input<'workshop.change'>): Output<'workshop.change'> {
  const order = mustSeeOrder(db, id)
  if (!isHere(order.state)) throw new Refusal('closed', { no: order.no, state: order.state })
  db.patch(workOrders, id, { ...facts, ...(waits === undefined ? {} : { waits: waits ? 1 : 0 }) })
  return { id }
}

export function photograph(db: Writer, { id, kind, photos }: Input<'workshop.photograph'>): Output<'workshop.photograph'> {
  const order = mustSeeOrder(db, id)
  if (!isHere(order.state)) throw new Refusal('closed', { no: order.no, state: order.state })
  attach(db, { subject: 'work_orders', subjectId: id, siteId: order.siteId }, kind, photos)
  return { id }
}

const somethingAgreed = (db: Writer, id: string): boolean =>
  [...jobsOf(db, id), ...partsOf(db, id)].some(({ decision }) => decision === 'agreed')

export function move(db: Writer, { id, to, reason }: Input<'workshop.move'>): Output<'workshop.move'> {
  const order = mustSeeOrder(db, id)
  if (order.state === 'open' && !somethingAgreed(db, id)) throw new Refusal('nothing-agreed', { no: order.no })
  const back = to === 'working' && order.state !== 'open'
  if (back && order.state === 'ready' && reason === null) throw new Refusal('reason-missing')
  // What is being checked is sent back by the check.
  if (back && order.state === 'checking') throw new Refusal('closed', { no: order.no, state: order.state, to })
  become(db, order, to, reason)
  return { id }
}

export function check(db: Writer, { id, passed, reason }: Input<'workshop.check'>): Output<'workshop.check'> {
  const order = mustSeeOrder(db, id)
  if (order.state !== 'checking') throw new Refusal('closed', { no: order.no, state: order.state })
  if (!passed && reason === null) throw new Refusal('reason-missing')
  become(db, order, passed ? 'ready' : 'working', reason)
  return { id }
}

export function cancel(db: Writer, { id, reason }: Input<'workshop.cancel'>): Output<'workshop.cancel'> {
  become(db, mustSeeOrder(db, id), 'cancelled', reason, { endReason: reason })
  return { id }
}
