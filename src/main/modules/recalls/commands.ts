// Writes recalls, the cars they name, and that a car was put right.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { fixId, MOST_RANGES, rangeId, readRanges } from '../../../shared/modules/recalls/rules.ts'
import { recallFixes, recallRanges, recalls } from '../../../shared/modules/recalls/tables.ts'
import type { Writer } from '../../store/write.ts'
import { carOf, ofVehicle } from './queries.ts'

export function enter(db: Writer, { text, stopSale, ...facts }: Input<'recalls.enter'>): Output<'recalls.enter'> {
  const { ranges, problems } = readRanges(text)
  if (problems.length > 0) throw new Refusal('list-wrong', { count: problems.length, line: problems[0]?.line })
  if (ranges.length === 0) throw new Refusal('list-empty')
  if (ranges.length > MOST_RANGES) throw new Refusal('too-many-ranges', { most: MOST_RANGES })
  const id = db.newId()
  db.put(recalls, { id, ...facts, stopSale: stopSale ? 1 : 0, createdAt: db.now })
  for (const range of ranges) db.put(recallRanges, { id: rangeId(id, range), recallId: id, ...range })
  return { id, ranges: ranges.length }
}

export function change(db: Writer, { id, stopSale, closed }: Input<'recalls.change'>): Output<'recalls.change'> {
  const { closedOn } = db.must(recalls, id)
  db.patch(recalls, id, { stopSale: stopSale ? 1 : 0, closedOn: closed ? (closedOn ?? db.today) : null })
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
