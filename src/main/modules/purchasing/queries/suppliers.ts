// Suppliers with what they are worth by what happened in the last year: what came whole, in time, at what price, and reviews.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import type { SupplierRow } from '../../../../shared/modules/purchasing/contract.ts'
import { type Dealings, scoreOf } from '../../../../shared/modules/purchasing/rules.ts'
import { inOrder, listed, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

const YEAR = 365

/**
 * Deliveries of a supplier since a day: each purchase counts once with its first delivery. The cheapest source of a part is the least
 * anybody took for a unit of it in that time.
 */
const DEALT = `SELECT
    coalesce(sum(r.units), 0) AS goodUnits, coalesce(sum(r.damaged_units), 0) AS damagedUnits, count(DISTINCT o.id) AS deliveries,
    count(DISTINCT iif(r.received_on > o.due_on, o.id, NULL)) AS lateDeliveries,
    coalesce(sum(r.cost_fen), 0) AS paidFen,
    coalesce(sum(r.units * (SELECT min(l2.cost_fen * 1000000 / l2.units) FROM purchase_lines l2 JOIN purchases o2 ON o2.id = l2.purchase_id
      WHERE l2.part_id = l.part_id AND o2.ordered_at >= ?) / 1000000), 0) AS cheapestFen
  FROM purchases o JOIN purchase_lines l ON l.purchase_id = o.id JOIN purchase_receipts r ON r.line_id = l.id
  WHERE o.supplier_id = ? AND o.site_id = ? AND o.ordered_at >= ?`
const DAYS = `SELECT CAST(round(avg((f.at - f.ordered_at) / 86400000.0)) AS INTEGER) AS days FROM (
    SELECT o.ordered_at, min(r.received_at) AS at FROM purchases o JOIN purchase_receipts r ON r.purchase_id = o.id
    WHERE o.supplier_id = ? AND o.site_id = ? AND o.ordered_at >= ? GROUP BY o.id) f`

/** Days from order to first delivery as it was in the last year; null before the first. */
export const meanDaysOf = (db: Reader, supplierId: string): number | null =>
  db.one<{ days: number | null }>(DAYS, supplierId, db.who.site, startOf(addDays(db.today, -YEAR)))?.days ?? null

export function dealingsWith(db: Reader, supplierId: string): Dealings {
  const since = startOf(addDays(db.today, -YEAR))
  const dealt = db.one<Omit<Dealings, 'reviews' | 'reviewPoints' | 'leadDays'>>(DEALT, since, supplierId, db.who.site, since)
  const said = db.one<{ reviews: number; reviewPoints: number }>(
    `SELECT count(*) AS reviews, coalesce(sum(points), 0) AS reviewPoints FROM supplier_notes WHERE supplier_id = ? AND points IS NOT NULL AND noted_at >= ?`,
    supplierId,
    since,
  )
  const none = { goodUnits: 0, damagedUnits: 0, deliveries: 0, lateDeliveries: 0, paidFen: 0, cheapestFen: 0 }
  return {
    ...none,
    ...dealt,
    leadDays: meanDaysOf(db, supplierId) ?? 0,
    reviews: said?.reviews ?? 0,
    reviewPoints: said?.reviewPoints ?? 0,
  }
}

export function suppliers(db: Reader, request: Input<'purchasing.suppliers'>): Output<'purchasing.suppliers'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'suppliers s',
    id: 's.id',
    columns: {
      name: { sql: 's.name', kind: 'text', indexed: true },
      leadDays: { sql: 's.lead_days', kind: 'number' },
      archived: { sql: `iif(s.archived_at IS NULL, 'no', 'yes')`, kind: 'text' },
    },
    where: [],
    search: (text) => (text.trim() === '' ? null : part('instr(s.name, ?) > 0', text.trim())),
    order: 's.name',
    indexed: true,
    tie: 's.name, s.id',
  })
  type Stored = Omit<SupplierRow, 'archived' | 'scores' | 'meanDays' | 'boughtFen'> & { archived: number }
  const rows = db.all<Stored>(
    `SELECT s.id, s.name, s.contact, s.phone, s.lead_days AS leadDays, s.terms, s.archived_at IS NOT NULL AS archived
     FROM json_each(?) j JOIN suppliers s ON s.id = j.value`,
    JSON.stringify(ids),
  )
  const shown = inOrder(ids, rows).map(({ archived, ...row }) => {
    const dealt = dealingsWith(db, row.id)
    return { ...row, archived: archived === 1, scores: scoreOf(dealt), meanDays: meanDaysOf(db, row.id), boughtFen: dealt.paidFen }
  })
  return { rows: shown, ...sums }
}

export const findSuppliers = (db: Reader, { text }: Input<'purchasing.findSuppliers'>): Output<'purchasing.findSuppliers'> =>
  db.all('SELECT id, name FROM suppliers WHERE archived_at IS NULL AND instr(name, ?) > 0 ORDER BY name LIMIT 20', text.trim())

export const notes = (db: Reader, { supplierId }: Input<'purchasing.notes'>): Output<'purchasing.notes'> =>
  db.all(
    `SELECT n.id, n.kind, n.said, n.points, n.noted_at AS notedAt, coalesce(u.name, '') AS notedBy FROM supplier_notes n LEFT JOIN users u ON u.id = n.noted_by
     WHERE n.supplier_id = ? ORDER BY n.noted_at DESC LIMIT 100`,
    supplierId,
  )
