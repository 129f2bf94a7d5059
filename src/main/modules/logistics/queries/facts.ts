// What commands and screens ask of one shipment: whose it is, where it stands, what it carries.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import type { CostKind, ShipmentSubject, StepKind } from '../../../../shared/modules/logistics/rules.ts'
import { shipments } from '../../../../shared/modules/logistics/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSeeTransfer } from '../../parttransfers/queries.ts'
import { mustSeePurchase } from '../../purchasing/queries/facts.ts'

/** Of this site, or anybody's for people of the group. @throws Refusal('not-found'). */
export function mustSeeShipment(db: Reader, id: string): InferSelectModel<typeof shipments> {
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

export type CarriedLine = { id: string; code: string; name: string; unit: string; units: number; goodsFen: number }
const LINES: Readonly<Record<ShipmentSubject, string>> = {
  purchases: `SELECT l.id, p.code, p.name, p.unit, l.units, l.cost_fen AS goodsFen FROM purchase_lines l JOIN parts p ON p.id = l.part_id
    WHERE l.purchase_id = ? ORDER BY l.sort, l.id`,
  part_transfers: `SELECT l.id, p.code, p.name, p.unit, l.units, l.cost_fen AS goodsFen FROM part_transfer_lines l JOIN parts p ON p.id = l.part_id
    WHERE l.transfer_id = ? ORDER BY p.code, l.id`,
}
export const carriedBy = (db: Reader, subject: ShipmentSubject | null, id: string | null): CarriedLine[] =>
  subject === null || id === null ? [] : db.all(LINES[subject], id)
