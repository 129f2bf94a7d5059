// What a work order needs of the parts counter: its agreed lines with what was issued of each. The lines are the workshop's; a line
// that only has a code means the part with that code, because a part's id is made of it.
import type { Input, Output } from '../../../../shared/contract.ts'
import { partId, placeId, unitsOfMilli } from '../../../../shared/modules/parts/rules.ts'
import type { Reader } from '../../../store/read.ts'

/** Orders that still take parts, found by number, plate or car. */
export const orders = (db: Reader, { text }: Input<'parts.orders'>): Output<'parts.orders'> =>
  db.all(
    `SELECT id, no, plate, car_name AS carName FROM work_orders WHERE site_id = ? AND state IN ('open', 'working', 'checking', 'ready')
       AND (instr(no, ?) > 0 OR instr(coalesce(plate, ''), ?) > 0 OR instr(car_name, ?) > 0) ORDER BY received_at DESC LIMIT 12`,
    db.who.site,
    text.trim().toUpperCase(),
    text.trim().toUpperCase(),
    text.trim(),
  )

type Line = { id: string; partId: string | null; code: string | null; name: string; quantityMilli: number }
export function demand(db: Reader, { workOrderId }: Input<'parts.demand'>): Output<'parts.demand'> {
  const lines = db.all<Line>(
    `SELECT l.id, l.part_id AS partId, l.code, l.name, l.quantity_milli AS quantityMilli FROM work_order_parts l JOIN work_orders w ON w.id = l.order_id
     WHERE l.order_id = ? AND w.site_id = ? AND l.decision = 'agreed' ORDER BY l.added_at, l.id`,
    workOrderId,
    db.who.site,
  )
  return lines.map(({ partId: named, code, quantityMilli, ...line }) => {
    const id = named ?? (code ? partId(code) : '')
    const known = db.one<{ code: string; unit: string; perUnits: number; bin: string | null; units: number }>(
      `SELECT p.code, p.unit, p.per_units AS perUnits, l.bin, coalesce(k.units, 0) AS units FROM parts p LEFT JOIN part_places l ON l.id = ?
       LEFT JOIN part_stock k ON k.id = ? WHERE p.id = ?`,
      placeId(id, db.who.site),
      placeId(id, db.who.site),
      id,
    )
    const issued = db.one<{ n: number }>('SELECT -coalesce(sum(units), 0) AS n FROM part_moves WHERE line_id = ?', line.id)?.n ?? 0
    return {
      ...line,
      partId: known ? id : null,
      code: known?.code ?? code,
      unit: known?.unit ?? '',
      wantedUnits: known ? unitsOfMilli(quantityMilli, known.perUnits) : null,
      issuedUnits: issued,
      onHandUnits: known?.units ?? 0,
      bin: known?.bin ?? null,
    }
  })
}
