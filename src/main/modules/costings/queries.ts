// Reads changes of the costing method from the dated parameter, and what each made of the value of the parts of this site.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, startOf } from '../../../shared/dates.ts'
import type { CostMethod } from '../../../shared/modules/parts/rules.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { costMethod } from '../parts/queries/facts.ts'

const methodOn = (db: Reader, day: string): CostMethod => parameterOn(db, 'part-costing', day) ?? 'average'

/** What lay at this site at the beginning of a day, by both methods. */
const valueAt = (db: Reader, day: string): Readonly<Record<CostMethod, number>> =>
  db.one<{ average: number; fifo: number }>(
    `SELECT coalesce(sum(b.in_fen - b.average_out_fen), 0) AS average, coalesce(sum(b.in_fen - b.fifo_out_fen), 0) AS fifo
     FROM part_stock k JOIN part_books b ON b.id = (
       SELECT n.id FROM part_books n WHERE n.place_id = k.id AND n.moved_at < ? ORDER BY n.moved_at DESC, n.id DESC LIMIT 1)
     WHERE k.site_id = ?`,
    startOf(day),
    db.who.site,
  ) ?? { average: 0, fifo: 0 }

export function landed(db: Reader, _asked: Input<'costings.landed'>): Output<'costings.landed'> {
  const cost = costMethod(db) === 'fifo' ? 'fifo_cost_fen' : 'average_cost_fen'
  return db.all(
    `SELECT m.no, m.moved_on AS landedOn, sum(m.cost_fen) AS landedFen, sum(b.${cost}) AS differenceFen
     FROM part_moves m JOIN part_books b ON b.id = m.id WHERE m.site_id = ? AND m.moved_on > ? AND m.kind = 'landed'
     GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT 200`,
    db.who.site,
    addDays(db.today, -366),
  )
}

type Booked = { id: string; differenceFen: number; bookedAt: number; bookedBy: string }

export function changes(db: Reader, _asked: Input<'costings.changes'>): Output<'costings.changes'> {
  const days = db.all<{ day: string }>(
    `SELECT DISTINCT valid_from_on AS day FROM parameters WHERE key = 'part-costing' AND valid_from_on <= ? ORDER BY 1 DESC LIMIT 50`,
    db.today,
  )
  return days.flatMap(({ day }) => {
    const [from, to] = [methodOn(db, addDays(day, -1)), methodOn(db, day)]
    if (from === to) return []
    const value = valueAt(db, day)
    const booked = db.all<Booked>(
      `SELECT r.id, r.difference_fen AS differenceFen, r.booked_at AS bookedAt, coalesce(u.name, '') AS bookedBy FROM part_revaluations r
       LEFT JOIN users u ON u.id = r.booked_by WHERE r.site_id = ? AND r.changed_on = ? ORDER BY r.booked_at, r.id`,
      db.who.site,
      day,
    )
    const bookedFen = booked.reduce((sum, { differenceFen }) => sum + differenceFen, 0)
    const openFen = value[to] - value[from] - bookedFen
    return [{ changedOn: day, from, to, beforeFen: value[from], afterFen: value[to], bookedFen, openFen, booked }]
  })
}
