// Writes what was found at the points of a car's inspection, photos of it, the job proposed for it and what the customer said.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { resultId, stateBy } from '../../../shared/modules/inspections/rules.ts'
import { pointResults } from '../../../shared/modules/inspections/tables.ts'
import type { Writer } from '../../store/write.ts'
import { attach } from '../documents/commands/attach.ts'
import { choose } from '../jobs/commands/choose.ts'
import { carNameOf, jobOfCode } from '../jobs/queries/facts.ts'
import { mustBeOpen, type WorkOrder } from '../workshop/queries/facts.ts'
import { mustHavePoint, resultsOf } from './queries/facts.ts'

/** Begun empty and then changed: an insert of a row that another desk made never argues, a change of it does. */
function begun(db: Writer, order: WorkOrder, point: { name: string; unit: string | null }): string {
  const id = resultId(order.id, point.name)
  if (!db.row(pointResults, id)) db.put(pointResults, { id, siteId: order.siteId, orderId: order.id, point: point.name, unit: point.unit })
  return id
}

export function note(db: Writer, { orderId, point: name, state, ...found }: Input<'inspections.note'>): Output<'inspections.note'> {
  const order = mustBeOpen(db, orderId)
  const point = mustHavePoint(db, order, name)
  const said = state ?? (found.valueMilli === null ? null : stateBy(point, found.valueMilli))
  if (said === null) throw new Refusal('state-missing', { point: name })
  const id = begun(db, order, point)
  db.patch(pointResults, id, { state: said, ...found, notedBy: db.who.user, notedAt: db.now })
  return { id, state: said }
}

export function photograph(
  db: Writer,
  { orderId, point: name, photos }: Input<'inspections.photograph'>,
): Output<'inspections.photograph'> {
  const order = mustBeOpen(db, orderId)
  const id = begun(db, order, mustHavePoint(db, order, name))
  attach(db, { subject: 'point_results', subjectId: id, siteId: order.siteId }, 'inspection', photos)
  return { id }
}

/** @throws Refusal('nothing-found') for a point nobody looked at, or that is in order. */
function mustBeFound(db: Writer, orderId: string, name: string) {
  const result = resultsOf(db, orderId).find(({ point }) => point === name)
  if (!result || result.state === null || result.state === 'ok') throw new Refusal('nothing-found', { point: name })
  return result
}

export function propose(db: Writer, { orderId, point: name }: Input<'inspections.propose'>): Output<'inspections.propose'> {
  const order = mustBeOpen(db, orderId)
  const point = mustHavePoint(db, order, name)
  const result = mustBeFound(db, orderId, name)
  if (result.lineId !== null) throw new Refusal('proposed-already', { point: name })
  const job = point.job === null ? null : jobOfCode(db, point.job, carNameOf(db, order))
  if (!job) throw new Refusal('no-job', { point: name })
  const line = choose(db, { orderId, jobId: job.id, payer: 'customer', decision: 'proposed', note: name })
  db.patch(pointResults, result.id, { lineId: line.id })
  return line
}

export function answer(db: Writer, { orderId, points, answer: said }: Input<'inspections.answer'>): Output<'inspections.answer'> {
  mustBeOpen(db, orderId)
  for (const name of new Set(points)) {
    const { id } = mustBeFound(db, orderId, name)
    db.patch(pointResults, id, { answer: said, answeredAt: db.now })
  }
  return { count: new Set(points).size }
}
