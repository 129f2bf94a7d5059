// Reads what is going on in buying: every purchase that is not over, what is to be watched of each, and the sums of that.
import type { Input, Output } from '../../../../shared/contract.ts'
import { daysBetween } from '../../../../shared/dates.ts'
import type { WatchRow } from '../../../../shared/modules/purchasing/contract.ts'
import { atStakeFen, type Watched, watches, watchesOf } from '../../../../shared/modules/purchasing/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { STATE } from '../../logistics/queries/facts.ts'

type Stored = Watched & Omit<WatchRow, 'watches' | 'lateDays' | keyof Watched>
const sum = (of: string, from: string): string => `coalesce((SELECT sum(${of}) FROM ${from} WHERE x.purchase_id = o.id), 0)`
/** Shipments of the purchase `o`. */
const SHIPPED = `SELECT count(*) FROM shipments s WHERE s.subject_id = o.id AND`

export function monitor(db: Reader, _: Input<'purchasing.monitor'>): Output<'purchasing.monitor'> {
  const group = db.who.reach === 'group'
  const stored = db.all<Stored>(
    `SELECT * FROM (
       SELECT o.id, o.no, coalesce(s.name, '') AS supplierName, o.state, o.due_on AS dueOn, o.asked_at AS askedAt,
         ${sum('x.cost_fen', 'purchase_lines x')} AS amountFen, ${sum('x.cost_fen', 'purchase_receipts x')} AS receivedFen,
         ${sum('x.amount_fen', 'purchase_invoices x')} AS invoicedFen, ${sum('x.units', 'purchase_receipts x')} AS receivedUnits,
         ${sum('x.damaged_units', 'purchase_receipts x')} AS damagedUnits, (${SHIPPED} ${STATE} NOT IN ('delivered', 'lost')) AS onTheRoad,
         (${SHIPPED} (${STATE} = 'lost' OR EXISTS (SELECT 1 FROM shipment_damages d WHERE d.shipment_id = s.id))) AS broken
       FROM purchases o LEFT JOIN suppliers s ON s.id = o.supplier_id
       WHERE ${group ? '1' : 'o.site_id = ?'} AND o.state IN ('asked', 'approved', 'ordered', 'complete'))
     WHERE state <> 'complete' OR (invoicedFen <> 0 AND invoicedFen <> receivedFen) ORDER BY dueOn IS NULL, dueOn, askedAt LIMIT 1000`,
    ...(group ? [] : [db.who.site]),
  )
  const watched = stored.map((row) => ({ row, watches: watchesOf(row, db.today) }))
  const loud = (of: readonly string[]): number => ['overdue', 'disputed', 'unmatched'].filter((watch) => of.includes(watch)).length
  return {
    sums: watches.map((watch) => {
      const some = watched.filter((each) => each.watches.includes(watch))
      return { watch, count: some.length, fen: some.reduce((all, { row }) => all + atStakeFen(watch, row), 0) }
    }),
    rows: watched
      .toSorted((a, b) => loud(b.watches) - loud(a.watches))
      .slice(0, 200)
      .map(({ row, watches: of }) => ({
        ...row,
        watches: of,
        lateDays: of.includes('overdue') && row.dueOn !== null ? daysBetween(row.dueOn, db.today) : 0,
      })),
  }
}
