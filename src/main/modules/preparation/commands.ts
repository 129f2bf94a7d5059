// Writes a car's inspection item by item, its passing or waiving, and each hand-over of a key or a paper.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { readList } from '../../../shared/modules/admin/rules.ts'
import { inspectionId, standingInTheWay, tickId } from '../../../shared/modules/preparation/rules.ts'
import { custodyMoves, inspections, inspectionTicks } from '../../../shared/modules/preparation/tables.ts'
import type { Writer } from '../../store/write.ts'
import { parameterOn } from '../admin/queries.ts'
import { attach } from '../documents/commands/attach.ts'
import { ownCar } from '../vehicles/commands.ts'
import { resultsOf } from './queries.ts'

export function inspect(db: Writer, { vehicleId }: Input<'preparation.inspect'>): Output<'preparation.inspect'> {
  const car = ownCar(db, vehicleId)
  if (car.leftOn) throw new Refusal('gone', { leftOn: car.leftOn })
  const before = db.all<{ state: string }>('SELECT state FROM inspections WHERE vehicle_id = ?', vehicleId)
  if (before.some(({ state }) => state === 'open')) throw new Refusal('inspected', { state: 'open' })
  const items = parameterOn(db, 'pdi-items', db.today) ?? []
  if (items.length === 0) throw new Refusal('no-items')
  const id = inspectionId(vehicleId, before.length + 1)
  db.put(inspections, {
    id,
    siteId: car.siteId,
    vehicleId,
    state: 'open',
    items: JSON.stringify(items),
    openedBy: db.who.user,
    openedAt: db.now,
  })
  return { id }
}

/** @throws Refusal('inspected') when it is closed. */
function mustBeOpen(db: Writer, id: string) {
  const inspection = db.must(inspections, id)
  if (inspection.siteId !== db.who.site && db.who.reach !== 'group') throw new Refusal('not-found', { table: 'inspections', id })
  if (inspection.state !== 'open') throw new Refusal('inspected', { state: inspection.state })
  return { ...inspection, items: readList(inspection.items) }
}

export function tick(db: Writer, { id, item, result, note }: Input<'preparation.tick'>): Output<'preparation.tick'> {
  const inspection = mustBeOpen(db, id)
  if (!inspection.items.includes(item)) throw new Refusal('no-such-item', { item })
  const at = tickId(id, item)
  const ticked = { result, note, tickedBy: db.who.user, tickedAt: db.now }
  if (db.row(inspectionTicks, at)) db.patch(inspectionTicks, at, ticked)
  else db.put(inspectionTicks, { id: at, siteId: inspection.siteId, inspectionId: id, item, ...ticked })
  return { id }
}

export function photograph(db: Writer, { id, item, photos }: Input<'preparation.photograph'>): Output<'preparation.photograph'> {
  const inspection = mustBeOpen(db, id)
  if (!inspection.items.includes(item)) throw new Refusal('no-such-item', { item })
  attach(db, { subject: 'inspection_ticks', subjectId: tickId(id, item), siteId: inspection.siteId }, 'inspection', photos)
  return { id }
}

const close = (db: Writer, id: string, state: 'passed' | 'waived', reason: string | null): void =>
  db.expect(inspections, id, 'state', {
    covering: () => db.patch(inspections, id, { state, reason, closedBy: db.who.user, closedAt: db.now }),
  })

export function pass(db: Writer, { id }: Input<'preparation.pass'>): Output<'preparation.pass'> {
  const { items } = mustBeOpen(db, id)
  const left = standingInTheWay(items, resultsOf(db, id))
  if (left.length > 0) throw new Refusal('items-open', { count: left.length, item: left[0] })
  close(db, id, 'passed', null)
  return { id }
}

export function waive(db: Writer, { id, reason }: Input<'preparation.waive'>): Output<'preparation.waive'> {
  mustBeOpen(db, id)
  close(db, id, 'waived', reason)
  return { id }
}

export function handOver(db: Writer, { vehicleId, thing, holder, note }: Input<'preparation.handOver'>): Output<'preparation.handOver'> {
  const car = ownCar(db, vehicleId)
  const id = db.newId()
  db.put(custodyMoves, { id, siteId: car.siteId, vehicleId, thing, holder, note, handedBy: db.who.user, handedAt: db.now })
  return { id }
}
