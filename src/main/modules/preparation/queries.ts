// Reads a car's inspection and who holds its keys and papers. Whether an open inspection is in the way is asked here too.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { readList } from '../../../shared/modules/admin/rules.ts'
import {
  custodyThings,
  tickId,
  type InspectionState,
  standingInTheWay,
  type TickResult,
} from '../../../shared/modules/preparation/rules.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'

type Inspection = {
  id: string
  state: InspectionState
  items: string
  closedBy: string | null
  closedAt: number | null
  reason: string | null
}

/** The newest inspection of a car. */
const newest = (db: Reader, vehicleId: string): Inspection | undefined =>
  db.one(
    `SELECT i.id, i.state, i.items, u.name AS closedBy, i.closed_at AS closedAt, i.reason FROM inspections i LEFT JOIN users u ON u.id = i.closed_by
     WHERE i.vehicle_id = ? ORDER BY i.opened_at DESC LIMIT 1`,
    vehicleId,
  )

export function ticksOf(
  db: Reader,
  inspection: string,
): Map<string, { result: TickResult | null; note: string | null; by: string | null }> {
  return new Map(
    db
      .all<{ item: string; result: TickResult | null; note: string | null; by: string | null }>(
        `SELECT t.item, t.result, t.note, u.name AS by FROM inspection_ticks t LEFT JOIN users u ON u.id = t.ticked_by WHERE t.inspection_id = ?`,
        inspection,
      )
      .map(({ item, ...tick }) => [item, tick]),
  )
}
export const resultsOf = (db: Reader, inspection: string): Map<string, TickResult | null> =>
  new Map([...ticksOf(db, inspection)].map(([item, { result }]) => [item, result]))

/** @throws Refusal('pdi-open') while its inspection is neither passed nor waived. */
export function mustBeInspected(db: Reader, { id, stockNo }: { id: string; stockNo: string }): void {
  if (newest(db, id)?.state === 'open') throw new Refusal('pdi-open', { stockNo })
}

export function card(db: Reader, { vehicleId }: Input<'preparation.card'>): Output<'preparation.card'> {
  if (!db.one('SELECT 1 FROM vehicles WHERE id = ?', vehicleId)) throw new Refusal('not-found', { table: 'vehicles', id: vehicleId })
  const log = db.all<Output<'preparation.card'>['log'][number]>(
    `SELECT m.id, m.thing, m.holder, m.note, m.handed_at AS at, coalesce(u.name, '') AS by FROM custody_moves m LEFT JOIN users u ON u.id = m.handed_by
     WHERE m.vehicle_id = ? ORDER BY m.handed_at DESC, m.id DESC LIMIT 50`,
    vehicleId,
  )
  const found = newest(db, vehicleId)
  const ticks = found ? ticksOf(db, found.id) : new Map<string, never>()
  const items = found ? readList(found.items) : []
  return {
    inspection: found
      ? {
          id: found.id,
          state: found.state,
          items: items.map((item) => ({
            item,
            ...(ticks.get(item) ?? { result: null, note: null, by: null }),
            pictures: attachedTo(db, tickId(found.id, item)),
          })),
          left: standingInTheWay(items, resultsOf(db, found.id)).length,
          closedBy: found.closedBy,
          closedAt: found.closedAt,
          reason: found.reason,
        }
      : null,
    custody: custodyThings.map((thing) => {
      const last = log.find((move) => move.thing === thing)
      return { thing, holder: last?.holder ?? null, at: last?.at ?? null, by: last?.by ?? null }
    }),
    log,
    people: db.all<{ name: string }>('SELECT name FROM users WHERE active = 1 ORDER BY name').map(({ name }) => name),
  }
}
