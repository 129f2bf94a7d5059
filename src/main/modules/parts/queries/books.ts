// Reads the books of a part at a site: where they stood before an entry, which entry brought the n-th unit, and what bringing units cost.
// The store (derive.ts) and whoever asks what taking would cost read them alike.
import { type Book, emptyBook, type Landed, landedOn, type Layer } from '../../../../shared/modules/parts/rules.ts'
import type { Statements } from '../../../store/statements.ts'

type Asks = Pick<Statements, 'one' | 'all'>
/** A place in the ledger of a part at a site. */
export type Spot = { placeId: string; movedAt: number; id: string }

/** The books just before an entry. */
export const bookBefore = (db: Asks, { placeId, movedAt, id }: Spot): Book =>
  db.one<Book>(
    `SELECT units_in AS unitsIn, units_out AS unitsOut, in_fen AS inFen, landed_fen AS landedFen, average_out_fen AS averageOutFen,
       fifo_out_fen AS fifoOutFen FROM part_books WHERE place_id = ? AND (moved_at, id) < (?, ?) ORDER BY moved_at DESC, id DESC LIMIT (SELECT 1)`,
    ...[placeId, movedAt, id],
  ) ?? emptyBook

/** The entry with the n-th unit that came in: the first after which so many had come. */
export function layerOf(db: Asks, placeId: string, unit: number): Layer {
  const found = db.one<Layer>(
    `SELECT units, cost_fen AS costFen, units_in - units AS fromUnits, in_fen - landed_fen - cost_fen AS fromFen FROM part_books
     WHERE place_id = ? AND units_in >= ? ORDER BY units_in, moved_at, id LIMIT (SELECT 1)`,
    ...[placeId, unit],
  )
  if (!found) throw new Error(`no entry of ${placeId} brought unit ${unit}`)
  return found
}

/** What an entry of the kind `landed` puts on each layer that came before it under the same purchase or transfer. */
export const landedBy = (db: Asks, { placeId, movedAt, id }: Spot, { subjectId, costFen }: { subjectId: string | null; costFen: number }) =>
  landedOn(
    costFen,
    db.all<{ fromUnits: number; units: number }>(
      `SELECT b.units_in - b.units AS fromUnits, b.units FROM part_moves m JOIN part_books b ON b.id = m.id
       WHERE m.subject_id = ? AND m.place_id = ? AND m.units > 0 AND (b.moved_at, b.id) < (?, ?) ORDER BY 1`,
      ...[subjectId, placeId, movedAt, id],
    ),
  )

/** What bringing units cost of all that is in the books before an entry. */
export const landedBefore = (db: Asks, { placeId, movedAt, id }: Spot): Landed[] =>
  db
    .all<Spot & { subjectId: string | null; costFen: number }>(
      `SELECT m.place_id AS placeId, m.moved_at AS movedAt, m.id, m.subject_id AS subjectId, m.cost_fen AS costFen
       FROM part_books b JOIN part_moves m ON m.id = b.id
       WHERE b.place_id = ? AND b.units = 0 AND (b.moved_at, b.id) < (?, ?) ORDER BY b.moved_at, b.id`,
      ...[placeId, movedAt, id],
    )
    .flatMap((move) => landedBy(db, move, move))
