// What commands and screens ask of one shipment: whose it is, where it stands, what it carries, and what of its
// cost falls on which line.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import {
  type CostKind,
  type LandedBasis,
  landedMoveId,
  shared,
  type ShipmentSubject,
  type StepKind,
} from '../../../../shared/modules/logistics/rules.ts'
import { shipments } from '../../../../shared/modules/logistics/tables.ts'
import { partMoves } from '../../../../shared/modules/parts/tables.ts'
import { sumFen } from '../../../../shared/money.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { mustSeeTransfer } from '../../parttransfers/queries.ts'
import { mustSeePurchase } from '../../purchasing/queries/facts.ts'

export type Shipment = InferSelectModel<typeof shipments>

/** Of this site, or anybody's for people of the group. @throws Refusal('not-found'). */
export function mustSeeShipment(db: Reader, id: string): Shipment {
  const row = db.must(shipments, id)
  if (row.siteId !== db.who.site && db.who.reach !== 'group') throw new Refusal('not-found', { table: 'shipments', id })
  return row
}

/**
 * Where it stands: what was said last, save that nothing said at another desk opens again what has ended. As SQL of the shipment `s`.
 */
export const STATE = `coalesce((SELECT t.kind FROM shipment_steps t WHERE t.shipment_id = s.id
  ORDER BY t.kind IN ('delivered', 'lost') DESC, t.happened_at DESC, t.id DESC LIMIT 1), 'booked')`
export const ENDED_AT = `(SELECT min(t.happened_at) FROM shipment_steps t WHERE t.shipment_id = s.id AND t.kind IN ('delivered', 'lost'))`

export const stateOf = (db: Reader, id: string): StepKind =>
  db.one<{ state: StepKind }>(`SELECT ${STATE} AS state FROM shipments s WHERE s.id = ?`, id)?.state ?? 'booked'

export const costSoFar = (db: Reader, id: string, kind: CostKind): number =>
  db.one<{ fen: number }>('SELECT coalesce(sum(amount_fen), 0) AS fen FROM shipment_costs WHERE shipment_id = ? AND kind = ?', id, kind)
    ?.fen ?? 0

/** @throws Refusal('not-found'). */
export function mustKnowSubject(db: Reader, subject: ShipmentSubject, id: string): void {
  if (subject === 'purchases') mustSeePurchase(db, id)
  else mustSeeTransfer(db, id)
}

export type CarriedLine = {
  id: string
  partId: string
  code: string
  name: string
  unit: string
  perUnits: number
  units: number
  goodsFen: number
  weightGrams: number | null
}
const LINE =
  'l.id, l.part_id AS partId, p.code, p.name, p.unit, p.per_units AS perUnits, l.units, l.cost_fen AS goodsFen, p.weight_grams AS weightGrams'
const LINES: Readonly<Record<ShipmentSubject, string>> = {
  purchases: `SELECT ${LINE} FROM purchase_lines l JOIN parts p ON p.id = l.part_id WHERE l.purchase_id = ? ORDER BY l.sort, l.id`,
  part_transfers: `SELECT ${LINE} FROM part_transfer_lines l JOIN parts p ON p.id = l.part_id WHERE l.transfer_id = ? ORDER BY p.code, l.id`,
}
export const carriedBy = (db: Reader, { subject, subjectId }: Pick<Shipment, 'subject' | 'subjectId'>): CarriedLine[] =>
  subject === null || subjectId === null ? [] : db.all(LINES[subject as ShipmentSubject], subjectId)

/** By what its cost is shared: as chosen for it, else as the store does today. */
export const basisOf = (db: Reader, { sharedBy }: Shipment): LandedBasis =>
  (sharedBy as LandedBasis | null) ?? parameterOn(db, 'landed-basis', db.today) ?? 'value'

type Share = { costId: string; lineId: string; partId: string; shareFen: number }
/**
 * What of each cost falls on each line. Of a cost that was shared by several bases the one chosen for the shipment counts, and where
 * another desk shared it by none of that the one it used. A cost that was noted before shares were kept falls by value: lines never change.
 */
function sharesOf(db: Reader, shipment: Shipment): Share[] {
  const all = db.all<Share & { sharedBy: string | null }>(
    `SELECT cost_id AS costId, line_id AS lineId, part_id AS partId, share_fen AS shareFen, shared_by AS sharedBy FROM shipment_shares
     WHERE shipment_id = ? ORDER BY shared_by IS NOT NULL, shared_by, id`,
    shipment.id,
  )
  const counts = new Map<string, string | null>()
  for (const { costId, sharedBy } of all) if (!counts.has(costId) || sharedBy === shipment.sharedBy) counts.set(costId, sharedBy)
  const kept = all.filter(({ costId, sharedBy }) => counts.get(costId) === sharedBy)
  const known = new Set(kept.map(({ costId }) => costId))
  const costs = db.all<{ id: string; fen: number }>(
    'SELECT id, amount_fen AS fen FROM shipment_costs WHERE shipment_id = ? ORDER BY noted_at, id',
    shipment.id,
  )
  const older = costs.filter(({ id }) => !known.has(id))
  const lines = older.length > 0 ? carriedBy(db, shipment) : []
  return [
    ...kept,
    ...older.flatMap(({ id, fen }) => {
      const parts = shared(fen, 'value', lines)
      return lines.map((line, at) => ({ costId: id, lineId: line.id, partId: line.partId, shareFen: parts[at] ?? 0 }))
    }),
  ]
}

/**
 * A share with where it stands: in the stock ledger, to be booked behind the last arrival of its part, or waiting for the goods. One that
 * is in the ledger is what stands there, also when another desk chose another basis meanwhile.
 */
export type Landing = Share & { moveId: string; landed: boolean; cameAt: number | null }
/** Of a shipment whose goods reach this desk's own shelves; what another site receives is costed there. */
export function landingsOf(db: Reader, shipment: Shipment): Landing[] {
  const came = new Map(
    db
      .all<{ partId: string; at: number }>(
        `SELECT m.part_id AS partId, max(m.moved_at) AS at FROM part_moves m WHERE m.subject_id = ? AND m.site_id = ? AND m.units > 0
           AND NOT EXISTS (SELECT 1 FROM part_transfers t WHERE t.id = m.subject_id AND t.site_id = m.site_id) GROUP BY 1`,
        shipment.subjectId,
        shipment.siteId,
      )
      .map(({ partId, at }) => [partId, at]),
  )
  return sharesOf(db, shipment).map((share) => {
    const moveId = landedMoveId(share.costId, share.lineId)
    const booked = db.row(partMoves, moveId)
    const shareFen = booked?.costFen ?? share.shareFen
    return { ...share, shareFen, moveId, landed: booked !== undefined, cameAt: came.get(share.partId) ?? null }
  })
}

/** Shipments of a purchase whose cost is not all in the stock ledger though goods came, and those that have no cost yet. */
export const unlandedOf = (db: Reader, purchaseId: string): { id: string; no: string; openFen: number; costFen: number }[] =>
  db.all<{ id: string }>('SELECT id FROM shipments WHERE subject_id = ? ORDER BY opened_at, id', purchaseId).flatMap(({ id }) => {
    const shipment = db.must(shipments, id)
    const landings = landingsOf(db, shipment)
    const openFen = sumFen(landings.flatMap(({ landed, cameAt, shareFen }) => (landed || cameAt === null ? [] : [shareFen])))
    const costFen = sumFen(landings.map(({ shareFen }) => shareFen))
    return openFen !== 0 || costFen === 0 ? [{ id, no: shipment.no, openFen, costFen }] : []
  })
