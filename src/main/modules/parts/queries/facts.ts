// What commands and screens ask of one part: who it is, what is on hand here, what it cost, and which method counts.
import type { InferSelectModel } from 'drizzle-orm'
import { advance, type CostMethod, placeId } from '../../../../shared/modules/parts/rules.ts'
import { parts } from '../../../../shared/modules/parts/tables.ts'
import { mulDivRound } from '../../../../shared/money.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { bookBefore, landedBefore, layerOf } from './books.ts'

export type Part = InferSelectModel<typeof parts>

/** @throws Refusal('not-found'). */
export const mustKnow = (db: Reader, id: string): Part => db.must(parts, id)

/** The store's method today. */
export const costMethod = (db: Reader): CostMethod => parameterOn(db, 'part-costing', db.today) ?? 'average'

type Stock = { units: number; valueFen: number }
/** What is on hand at this desktop's site, in the part's unit, and what it cost. */
export function stockOf(db: Reader, partId: string): Stock {
  const column = costMethod(db) === 'fifo' ? 'fifo_fen' : 'average_fen'
  return (
    db.one<Stock>(`SELECT units, ${column} AS valueFen FROM part_stock WHERE id = ?`, placeId(partId, db.who.site)) ?? {
      units: 0,
      valueFen: 0,
    }
  )
}

/** What an entry of the ledger cost when it went, in 分. */
export function costOfMove(db: Reader, moveId: string): number {
  const column = costMethod(db) === 'fifo' ? 'fifo_cost_fen' : 'average_cost_fen'
  return db.one<{ fen: number }>(`SELECT ${column} AS fen FROM part_books WHERE id = ?`, moveId)?.fen ?? 0
}

/** What taking units from the shelf costs now, as the books will say it. */
export function costOfTaking(db: Reader, partId: string, units: number): number {
  const place = placeId(partId, db.who.site)
  const last = { placeId: place, movedAt: Number.MAX_SAFE_INTEGER, id: '' }
  const before = bookBefore(db, last)
  const after = advance(before, { units: -units, costFen: 0 }, (unit) => layerOf(db, place, unit), landedBefore(db, last))
  return costMethod(db) === 'fifo' ? after.fifoOutFen - before.fifoOutFen : after.averageOutFen - before.averageOutFen
}

/** What units cost that turn up: as what lies there, else as what was received last; in 分. */
export function costOfGain(db: Reader, partId: string, units: number): number {
  const stock = stockOf(db, partId)
  if (stock.units > 0) return mulDivRound(stock.valueFen, units, stock.units)
  const last = db.one<{ units: number; fen: number }>(
    `SELECT units, cost_fen AS fen FROM part_moves WHERE place_id = ? AND kind = 'receive' ORDER BY moved_at DESC, id DESC LIMIT 1`,
    placeId(partId, db.who.site),
  )
  return last ? mulDivRound(last.fen, units, last.units) : 0
}

/** What came back of an entry so far, in units and 分. */
export const givenBack = (db: Reader, moveId: string): { units: number; costFen: number } =>
  db.one<{ units: number; costFen: number }>(
    'SELECT coalesce(sum(units), 0) AS units, coalesce(sum(cost_fen), 0) AS costFen FROM part_moves WHERE returns_id = ?',
    moveId,
  ) ?? { units: 0, costFen: 0 }
