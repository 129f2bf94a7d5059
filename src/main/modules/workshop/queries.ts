// Reads work orders: the list, and one with its lines, its way and all that is known of its car. Cars are queries/cars.ts's.
import type { Input, Output } from '../../../shared/contract.ts'
import { maskPhone } from '../../../shared/modules/customers/rules.ts'
import type { WorkOrderRow } from '../../../shared/modules/workshop/contract/shapes.ts'
import { inOrder, joined, listed, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { attachedTo } from '../documents/queries/attached.ts'
import { meant } from '../palette/queries/match.ts'
import { aroundOf } from './queries/cars.ts'
import { JOB_AREA, JOB_KEY } from './queries/needs.ts'
import { billFor, inReach, jobsOf, mustSeeOrder, partsOf, TOTAL } from './queries/facts.ts'

const FROM = 'work_orders w LEFT JOIN customers c ON c.id = w.customer_id LEFT JOIN users u ON u.id = w.adviser_id'
const COLUMNS = `w.id, w.no, w.state, w.kind, w.customer_id AS "customerId", coalesce(c.name, '') AS "customerName", w.car_name AS "carName", w.plate,
  coalesce(u.name, '') AS "adviserName", w.complaint, w.km, w.received_at AS "receivedAt", w.promised_at AS "promisedAt", w.waits,
  w.comeback_of AS "comebackOf", ${TOTAL} AS "totalFen"`
/** Not ready yet: what a promise is held against. */
const UNDONE = `w.state IN ('open', 'working', 'checking')`

type Stored = Omit<WorkOrderRow, 'late' | 'waits' | 'comeback' | 'standing'> & { waits: number; comebackOf: string | null }

function shown(db: Reader, rows: readonly Stored[]): WorkOrderRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map(({ waits, comebackOf, ...row }) => ({
    ...row,
    late: row.promisedAt !== null && row.promisedAt < db.now && ['open', 'working', 'checking'].includes(row.state),
    waits: waits === 1,
    comeback: comebackOf !== null,
    standing: standings.get(row.id) ?? 'alone',
  }))
}

/** The agreed and declined lines of an order, jobs and parts alike. */
const LINES = `(SELECT order_id, payer, decision FROM work_order_jobs UNION ALL SELECT order_id, payer, decision FROM work_order_parts) l WHERE l.order_id = w.id`
/** Its jobs with what the catalogue says of them. */
const JOBS_OF = 'work_order_jobs j LEFT JOIN service_jobs s ON s.id = j.catalogue_id WHERE j.order_id = w.id'
const READY = `(SELECT max(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'ready')`

const columnsAt = (now: number): Readonly<Record<string, ListColumn>> => ({
  no: { sql: 'w.no', kind: 'text' },
  state: { sql: 'w.state', kind: 'text', order: `instr('open working checking ready settled delivered cancelled', w.state)` },
  kind: { sql: 'w.kind', kind: 'text' },
  plate: { sql: 'w.plate', kind: 'text' },
  car: { sql: 'w.car_name', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = w.customer_id)' },
  customerId: { sql: 'w.customer_id', kind: 'text' },
  adviser: { sql: 'u.name', kind: 'text' },
  receivedAt: { sql: 'w.received_at', kind: 'instant', indexed: true },
  promisedAt: { sql: 'w.promised_at', kind: 'instant' },
  km: { sql: 'w.km', kind: 'number' },
  total: { sql: TOTAL, kind: 'number' },
  late: { sql: `iif(${UNDONE} AND w.promised_at < ${now}, 1, 0)`, kind: 'number' },
  comeback: { sql: 'w.comeback_of', kind: 'text' },
  siteId: { sql: 'w.site_id', kind: 'text' },
  payer: { sql: 'l.payer', kind: 'text', among: `${LINES} AND l.decision = 'agreed'` },
  partner: { sql: 'j.sublet_to', kind: 'text', among: `work_order_jobs j WHERE j.order_id = w.id AND j.decision = 'agreed'` },
  takenArea: { sql: JOB_AREA, kind: 'text', among: `${JOBS_OF} AND j.decision = 'agreed'` },
  declinedArea: { sql: JOB_AREA, kind: 'text', among: `${JOBS_OF} AND j.decision = 'declined'` },
  job: { sql: JOB_KEY, kind: 'text', among: `${JOBS_OF} AND j.decision IN ('agreed', 'declined')` },
  declined: { sql: 'l.decision', kind: 'text', among: `${LINES} AND l.decision = 'declined'` },
  kept: {
    sql: `iif(w.promised_at IS NULL, NULL, CASE ${READY} <= w.promised_at WHEN 1 THEN 'on-time' WHEN 0 THEN 'late' END)`,
    kind: 'text',
  },
})

function meaning(text: string): Part | null {
  const typed = text.replace(/\s/g, '').toUpperCase()
  if (typed === '') return null
  const facts = part('instr(w.no, ?) > 0 OR instr(w.plate, ?) > 0 OR instr(w.vin, ?) > 0', typed, typed, typed)
  const customer = meant('customer', text, 'w.customer_id')
  return customer ? joined([facts, customer], 'OR') : facts
}

export function page(db: Reader, request: Input<'workshop.page'>): Output<'workshop.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'w.id',
    columns: columnsAt(db.now),
    where: [inReach(db)],
    search: meaning,
    order: 'w.received_at DESC',
    indexed: true,
    tie: 'w.received_at DESC, w.id',
    totals: { totalFen: `sum(${TOTAL})` },
  })
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM json_each(?) j JOIN ${FROM.replace('work_orders w', 'work_orders w ON w.id = j.value')}`,
    JSON.stringify(ids),
  )
  return { rows: inOrder(ids, shown(db, rows)), ...sums }
}

export function card(db: Reader, { id }: Input<'workshop.card'>): Output<'workshop.card'> {
  const order = mustSeeOrder(db, id)
  const [row] = shown(db, db.all<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE w.id = ?`, id)) as [WorkOrderRow]
  const phone = db.one<{ phone: string | null }>('SELECT phone FROM customers WHERE id = ?', order.customerId)?.phone ?? null
  const jobs = jobsOf(db, id)
  const parts = partsOf(db, id)
  const { carId, vehicleId, vin, contactName, contactPhone, fuelPercent, finding, note, endReason, authorisedFen, authorisedAt } = order
  return {
    order: {
      ...row,
      ...{ carId, vehicleId, vin, contactName, contactPhone, fuelPercent, finding, note, endReason, authorisedFen, authorisedAt },
      phone: phone && maskPhone(phone),
      comebackOf:
        order.comebackOf === null
          ? null
          : (db.one<{ id: string; no: string }>('SELECT id, no FROM work_orders WHERE id = ?', order.comebackOf) ?? null),
    },
    jobs,
    parts,
    bill: billFor(jobs, parts),
    around: aroundOf(db, order, id),
    steps: db.all(
      `SELECT s.from_state AS "fromState", s.state, s.reason, coalesce(u.name, '') AS by, s.noted_at AS at FROM work_order_steps s
       LEFT JOIN users u ON u.id = s.noted_by WHERE s.order_id = ? ORDER BY s.noted_at, s.id`,
      id,
    ),
    signed:
      db.one<{ name: string | null; sha256: string; at: number }>(
        'SELECT name, sha256, signed_at AS at FROM signatures WHERE subject_id = ? ORDER BY signed_at DESC LIMIT 1',
        id,
      ) ?? null,
    pictures: attachedTo(db, id),
    // A job both desks laid on it lies there once: the other one is a case that names the order in its key.
    cases: db.all(
      `SELECT id FROM cases WHERE state = 'open' AND (subject_id = ? OR instr(key, ?) > 0) ORDER BY opened_at LIMIT 20`,
      id,
      `:${id} `,
    ),
  }
}
