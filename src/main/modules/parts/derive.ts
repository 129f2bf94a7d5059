// Keeps the books of parts true: what each entry of the ledger cost and what is on hand after it. An entry that comes late (from
// a desk without a line) moves the books of its part on from its own place in the ledger; others are not looked at.
import { advance, land, onHand, valueOf } from '../../../shared/modules/parts/rules.ts'
import type { Derive } from '../../store/session.ts'
import type { Statements } from '../../store/statements.ts'
import { booked } from './queries/booked.ts'
import { bookBefore, landedBefore, landedBy, layerOf, type Spot } from './queries/books.ts'

type Move = { id: string; movedAt: number; units: number; costFen: number; subjectId: string | null }

/** Entries that are read at once. */
const SLICE = 500

function moveOn(st: Statements, { placeId, movedAt, id }: Spot): void {
  let book = bookBefore(st, { placeId, movedAt, id })
  let landed = landedBefore(st, { placeId, movedAt, id })
  st.run('DELETE FROM part_books WHERE place_id = ? AND (moved_at, id) >= (?, ?)', placeId, movedAt, id)
  let from = { movedAt, id }
  for (let first = true; ; first = false) {
    const moves = st.all<Move>(
      `SELECT id, moved_at AS movedAt, units, cost_fen AS costFen, subject_id AS subjectId FROM part_moves m
       WHERE place_id = ? AND (moved_at, id) ${first ? '>=' : '>'} (?, ?) AND ${booked('m')} ORDER BY moved_at, id LIMIT (SELECT ?)`,
      placeId,
      from.movedAt,
      from.id,
      SLICE,
    )
    for (const move of moves) {
      const brought = (unit: number) => layerOf(st, placeId, unit)
      const came = move.units === 0 ? landedBy(st, { ...move, placeId }, move) : []
      const costFen = move.units < 0 ? 0 : move.costFen
      const next = move.units === 0 ? land(book, came, brought, landed) : advance(book, { units: move.units, costFen }, brought, landed)
      landed = [...landed, ...came]
      st.run(
        `INSERT INTO part_books (id, place_id, moved_at, units, cost_fen, units_in, units_out, in_fen, landed_fen, average_out_fen, fifo_out_fen, average_cost_fen, fifo_cost_fen)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[move.id, placeId, move.movedAt, move.units, costFen],
        ...[next.unitsIn, next.unitsOut, next.inFen, next.landedFen, next.averageOutFen, next.fifoOutFen],
        ...[next.averageOutFen - book.averageOutFen, next.fifoOutFen - book.fifoOutFen],
      )
      book = next
      from = move
    }
    if (moves.length < SLICE) break
  }
  const [partId = '', siteId = ''] = placeId.split('@')
  const lastOn = (sign: '>' | '<'): string | null =>
    st.one<{ on: string | null }>(
      `SELECT moved_on AS "on" FROM part_moves WHERE place_id = ? AND units ${sign} 0 AND kind <> 'count' ORDER BY moved_at DESC, id DESC LIMIT (SELECT 1)`,
      placeId,
    )?.on ?? null
  st.run(
    'INSERT OR REPLACE INTO part_stock (id, site_id, part_id, units, average_fen, fifo_fen, last_in_on, last_out_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ...[placeId, siteId, partId, onHand(book), valueOf(book, 'average'), valueOf(book, 'fifo'), lastOn('>'), lastOn('<')],
  )
}

/** For rows of the ledger that came, or that are here no longer; a place is moved on once, from its earliest. */
export const bookMoves: Derive = (st, ids) => {
  const some = JSON.stringify(ids)
  const rows = st.all<Spot>(
    `SELECT place_id AS placeId, moved_at AS movedAt, id FROM part_moves WHERE id IN (SELECT value FROM json_each(?))
     UNION SELECT place_id, moved_at, id FROM part_books WHERE id IN (SELECT value FROM json_each(?)) ORDER BY 2, 3`,
    some,
    some,
  )
  moveOnFromEarliest(st, rows)
}

/** For stocktakes: entries that have begun to count, or count no longer. */
export const bookCounts: Derive = (st, ids) =>
  moveOnFromEarliest(
    st,
    st.all<Spot>(
      `SELECT m.place_id AS placeId, m.moved_at AS movedAt, m.id FROM json_each(?) j CROSS JOIN part_moves m ON m.subject_id = j.value AND m.kind = 'count'
       LEFT JOIN part_books b ON b.id = m.id WHERE (b.id IS NULL) = ${booked('m')} ORDER BY 2, 3`,
      JSON.stringify(ids),
    ),
  )

/** A place is moved on once, from its earliest entry. */
function moveOnFromEarliest(st: Statements, rows: readonly Spot[]): void {
  const earliest = new Map(rows.toReversed().map((row) => [row.placeId, row]))
  for (const each of earliest.values()) moveOn(st, each)
}
