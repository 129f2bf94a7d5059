// Reads trade-ins: the list, and which orders of its customer a car may count towards.
import type { Input, Output } from '../../../shared/contract.ts'
import type { AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import { worthOf } from '../../../shared/modules/tradeins/rules.ts'
import { joined, type ListSpec, pageOf, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { meant } from '../palette/queries/match.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { CAR_NAME } from '../orders/queries/facts.ts'
import { mustSeeAppraisal } from './queries/facts.ts'

/** Own ones, the site's, all: whoever sees a customer's orders sees their old car. */
function inReach({ who }: Reader): Part {
  if (who.reach === 'group') return part('1')
  return who.reach === 'site' ? part('a.site_id = ?', who.site) : part('a.appraiser_id = ?', who.user)
}

const spec = (db: Reader): ListSpec => ({
  from: 'appraisals a',
  id: 'a.id',
  columns: {
    no: { sql: 'a.no', kind: 'text' },
    state: { sql: 'a.state', kind: 'text', order: `instr('asked ready open refused taken dropped', a.state)` },
    series: { sql: 'a.series', kind: 'text' },
    allowanceFen: { sql: 'a.allowance_fen', kind: 'number' },
    createdAt: { sql: 'a.created_at', kind: 'instant', indexed: true },
  },
  where: [inReach(db)],
  search: (text) => {
    const typed = text.trim().toUpperCase()
    const of = ['a.plate', 'a.vin', 'a.no'].map((column) => part(`instr(${column}, ?) > 0`, typed))
    const named = meant('customer', text, 'a.customer_id')
    return typed === '' ? null : joined(named ? [...of, named] : of, 'OR')
  },
  order: 'a.created_at DESC',
  indexed: true,
  tie: 'a.created_at DESC, a.id',
})

type Stored = Omit<AppraisalRow, 'condition' | 'damages' | 'askedFor' | 'standing' | 'mine' | 'marginFen' | 'supportFen'> & {
  condition: string
  damages: string
  askedFor: string | null
  valuedBy: string | null
}
const columns = `a.id, a.no, a.state, a.customer_id AS customerId, coalesce(c.name, '') AS customerName, coalesce(u.name, '') AS appraiserName,
  a.brand, a.series, a.model, a.model_year AS modelYear, a.plate, a.vin, a.energy, a.exterior, a.mileage_km AS mileageKm, a.registered_on AS registeredOn,
  a.condition, a.damages, a.note, a.retail_fen AS retailFen, a.recon_fen AS reconFen, a.purchase_fen AS purchaseFen, a.allowance_fen AS allowanceFen,
  a.asked_for AS askedFor, a.comment, d.name AS decidedBy, a.valued_by AS valuedBy, a.order_id AS orderId, o.no AS orderNo, a.vehicle_id AS vehicleId,
  v.stock_no AS stockNo, a.created_at AS createdAt`

export function page(db: Reader, request: Input<'tradeins.page'>): Output<'tradeins.page'> {
  const { rows, ...sums } = pageOf<{ id: string }>(db, request, spec(db), 'a.id')
  const states = db.states(rows.map(({ id }) => id))
  const found = new Map(
    db
      .all<Stored>(
        `SELECT ${columns} FROM json_each(?) j JOIN appraisals a ON a.id = j.value LEFT JOIN customers c ON c.id = a.customer_id
         LEFT JOIN users u ON u.id = a.appraiser_id LEFT JOIN users d ON d.id = a.decided_by LEFT JOIN orders o ON o.id = a.order_id
         LEFT JOIN vehicles v ON v.id = a.vehicle_id`,
        JSON.stringify(rows.map(({ id }) => id)),
      )
      .map((row) => [row.id, row]),
  )
  return { rows: rows.flatMap(({ id }) => shown(db, found.get(id), states.get(id) ?? 'alone')), ...sums }
}

function shown(db: Reader, row: Stored | undefined, standing: AppraisalRow['standing']): AppraisalRow[] {
  if (!row) return []
  const { condition, damages, askedFor, valuedBy, ...rest } = row
  const { retailFen, reconFen, purchaseFen, allowanceFen } = row
  const valued = retailFen !== null && reconFen !== null && purchaseFen !== null && allowanceFen !== null
  const worth = valued ? worthOf({ retailFen, reconFen, purchaseFen, allowanceFen }) : { marginFen: null, supportFen: null }
  return [
    {
      ...rest,
      condition: JSON.parse(condition) as AppraisalRow['condition'],
      damages: JSON.parse(damages) as AppraisalRow['damages'],
      askedFor: askedFor === null ? [] : (JSON.parse(askedFor) as AppraisalRow['askedFor']),
      ...worth,
      standing,
      mine: valuedBy === db.who.user,
    },
  ]
}

export function targets(db: Reader, { id }: Input<'tradeins.targets'>): Output<'tradeins.targets'> {
  const { customerId, siteId } = mustSeeAppraisal(db, id)
  return db.all(
    `SELECT o.id, o.no, iif(v.id IS NULL, NULL, ${CAR_NAME}) AS "vehicleName", s.due_fen AS "dueFen" FROM orders o JOIN order_sums s ON s.id = o.id
     LEFT JOIN vehicles v ON v.id = o.vehicle_id WHERE o.customer_id = ? AND o.site_id = ? AND s.stage NOT IN ('delivered', 'cancelled') ORDER BY o.created_at DESC LIMIT 20`,
    customerId,
    siteId,
  )
}

export function pictures(db: Reader, { id }: Input<'tradeins.pictures'>): Output<'tradeins.pictures'> {
  mustSeeAppraisal(db, id)
  return attachedTo(db, id)
}
