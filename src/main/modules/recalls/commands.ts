// Writes recalls, the cars they name, and that a car was put right.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { fixId, kindId, kindOf, MOST_RANGES, rangeId, readRanges } from '../../../shared/modules/recalls/rules.ts'
import { recallFixes, recallKinds, recallRanges, recalls } from '../../../shared/modules/recalls/tables.ts'
import type { Writer } from '../../store/write.ts'
import { carOf, ofVehicle } from './queries.ts'

/** Begun empty and then changed: an insert of a row that another desk made never argues, a change of it does. */
function kindRow(db: Writer, carKind: string): string {
  const id = kindId(carKind)
  if (!db.row(recallKinds, id)) db.put(recallKinds, { id, carKind })
  return id
}

/** Whoever hands over a car of these kinds from now on must have known of this stop. */
function stop(db: Writer, recallId: string, carKinds: readonly string[]): void {
  for (const carKind of new Set(carKinds)) db.patch(recallKinds, kindRow(db, carKind), { lastStop: recallId })
}

/**
 * Hands a car over as long as no stop of sale for its kind came that this desk did not know of. When one did, HQ takes nothing
 * of what is covered, and a person says whether the car is still there: see sync, cases, confirm-handover.
 */
export function underNoNewStop(db: Writer, vin: string, covering: () => void): void {
  db.expect(recallKinds, kindRow(db, kindOf(vin)), 'lastStop', { covering })
}

export function enter(db: Writer, { text, stopSale, ...facts }: Input<'recalls.enter'>): Output<'recalls.enter'> {
  const { ranges, problems } = readRanges(text)
  if (problems.length > 0) throw new Refusal('list-wrong', { count: problems.length, line: problems[0]?.line })
  if (ranges.length === 0) throw new Refusal('list-empty')
  if (ranges.length > MOST_RANGES) throw new Refusal('too-many-ranges', { most: MOST_RANGES })
  const id = db.newId()
  db.put(recalls, { id, ...facts, stopSale: stopSale ? 1 : 0, createdAt: db.now })
  for (const range of ranges) db.put(recallRanges, { id: rangeId(id, range), recallId: id, ...range })
  if (stopSale)
    stop(
      db,
      id,
      ranges.map(({ carKind }) => carKind),
    )
  return { id, ranges: ranges.length }
}

export function change(db: Writer, { id, stopSale, closed }: Input<'recalls.change'>): Output<'recalls.change'> {
  const { closedOn, stopSale: stopped } = db.must(recalls, id)
  db.patch(recalls, id, { stopSale: stopSale ? 1 : 0, closedOn: closed ? (closedOn ?? db.today) : null })
  const stops = stopSale && !closed
  if (stops && (stopped === 0 || closedOn !== null))
    stop(
      db,
      db.newId(),
      db.all<{ kind: string }>('SELECT DISTINCT car_kind AS kind FROM recall_ranges WHERE recall_id = ?', id).map(({ kind }) => kind),
    )
  return { id }
}

export function fix(db: Writer, { id, vehicleId, note }: Input<'recalls.fix'>): Output<'recalls.fix'> {
  const { vin, stockNo } = carOf(db, vehicleId)
  const recall = ofVehicle(db, { vehicleId }).find((each) => each.id === id)
  if (!recall) throw new Refusal('not-named', { stockNo })
  if (recall.fixedOn !== null) throw new Refusal('fixed-already', { stockNo, day: recall.fixedOn })
  db.put(recallFixes, { id: fixId(id, vin), recallId: id, vin, fixedOn: db.today, fixedBy: db.who.user, note })
  return { id }
}
