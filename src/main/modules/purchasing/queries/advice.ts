// What is to be bought: consumption of the window, what lies here, is promised and still to come, and whoever sold it last, for every
// part of this site. The reasoning is the row itself.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import type { AdviceRow } from '../../../../shared/modules/purchasing/contract.ts'
import { advise, policy } from '../../../../shared/modules/purchasing/rules.ts'
import { holdBriefly } from '../../../store/list.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meanDaysOf } from './suppliers.ts'

type Stood = Omit<AdviceRow, 'leadDays' | 'wantedUnits' | 'countedUnits' | 'adviseUnits' | 'lastsDays' | 'why' | 'turnsHundredths'> & {
  packUnits: number
  promised: number | null
  yearUnits: number
}

/** Consumption is what went out to jobs and customers less what came back. */
const USED = `SELECT m.part_id, -sum(iif(m.moved_on > ?, m.units, 0)) AS used, -sum(m.units) AS year FROM part_moves m
  WHERE m.site_id = ? AND m.moved_on > ? AND m.kind IN ('issue', 'sale', 'return') GROUP BY m.part_id`
const DUE = `SELECT l.part_id, sum(l.units - coalesce((SELECT sum(r.units) FROM purchase_receipts r WHERE r.line_id = l.id), 0)) AS due
  FROM purchases o JOIN purchase_lines l ON l.purchase_id = o.id WHERE o.site_id = ? AND o.state = 'ordered' GROUP BY l.part_id`
const PAID = `SELECT part_id, supplier_id, fen, min(fen) OVER (PARTITION BY part_id) AS best, row_number() OVER (PARTITION BY part_id ORDER BY ordered_at DESC) AS nth
  FROM (SELECT l.part_id, o.supplier_id, o.ordered_at, (l.cost_fen * p.per_units * 2 + l.units) / (l.units * 2) AS fen
    FROM purchases o JOIN purchase_lines l ON l.purchase_id = o.id JOIN parts p ON p.id = l.part_id WHERE o.site_id = ? AND o.ordered_at >= ?)`

export function advice(db: Reader, _: Input<'purchasing.advice'>): Output<'purchasing.advice'> {
  holdBriefly(db, 'part_moves')
  const { site } = db.who
  const yearAgo = addDays(db.today, -365)
  const shown = joined(ofValidBatch(db, 'l.batch_id'))
  const rows = db.all<Stood>(
    `WITH used AS MATERIALIZED (${USED}), due AS MATERIALIZED (${DUE}), paid AS MATERIALIZED (${PAID})
     SELECT p.id, p.code, p.name, p.class, p.unit, p.per_units AS perUnits, p.pack_units AS packUnits, coalesce(k.units, 0) AS units, coalesce(d.due, 0) AS dueUnits,
       coalesce(u.used, 0) AS usedUnits, coalesce(u.year, 0) AS yearUnits, l.low_units AS lowUnits, l.high_units AS highUnits,
       (SELECT sum(q.units) FROM part_promises q WHERE q.place_id = l.id AND q.state = 'promised') AS promised,
       b.supplier_id AS supplierId, s.name AS supplierName, b.fen AS lastFen, b.best AS bestFen
     FROM part_places l JOIN parts p ON p.id = l.part_id LEFT JOIN part_stock k ON k.id = l.id LEFT JOIN used u ON u.part_id = p.id
     LEFT JOIN due d ON d.part_id = p.id LEFT JOIN paid b ON b.part_id = p.id AND b.nth = 1 LEFT JOIN suppliers s ON s.id = b.supplier_id
     WHERE l.site_id = ? AND p.archived_at IS NULL AND ${shown.sql} ORDER BY p.code`,
    ...[addDays(db.today, -policy.windowDays), site, yearAgo, site, site, startOf(yearAgo), site, ...shown.values],
  )
  const days = new Map<string | null, number>([[null, policy.usualLeadDays]])
  const leadOf = (supplier: string | null): number => {
    const known = days.get(supplier) ?? meanDaysOf(db, supplier ?? '') ?? policy.usualLeadDays
    days.set(supplier, known)
    return known
  }
  const advised = rows.map(({ packUnits, promised, yearUnits, ...row }) => {
    const leadDays = leadOf(row.supplierId)
    const need = { ...row, promisedUnits: promised ?? 0, usedUnits: Math.max(0, row.usedUnits), packUnits, leadDays }
    const turnsHundredths = row.units > 0 ? Math.round((Math.max(0, yearUnits) * 100) / row.units) : null
    return { ...row, promisedUnits: need.promisedUnits, usedUnits: need.usedUnits, leadDays, turnsHundredths, ...advise(need) }
  })
  const order = { consumption: 0, limit: 1, over: 2, enough: 3 }
  return {
    rows: advised.toSorted((a, b) => order[a.why] - order[b.why] || (a.lastsDays ?? 9999) - (b.lastsDays ?? 9999)),
    windowDays: policy.windowDays,
    coverDays: policy.coverDays,
  }
}
