// Deeds in words: which record a changeset of this desktop was about, as people name it, and the money in it.
import type { Output } from '../../../../shared/contract.ts'
import type { Subject } from '../../../../shared/modules/sync/contract/deeds.ts'
import type { Reader } from '../../../store/read.ts'
import { CAR_NAME } from '../../orders/queries/facts.ts'

/** A changeset of the log, as the queries of this module select it. */
export type Line = {
  n: number
  id: string
  command: string
  actor: string
  device_time: number
  sent_at: number | null
  ruled_at: number | null
  state: string
  reason: string | null
}
type Touch = { n: number; tbl: string; id: string; amount: number | null }
export type Told = { subject: Subject | null; amountFen: number | null; vehicles: string[]; money: boolean }

/** Which records say best what a deed was about: the first one a changeset touched, in this order. */
const RANK = [
  'receipts',
  'documents',
  'orders',
  'approval_steps',
  'test_drives',
  'applications',
  'plan_lines',
  'order_lines',
  'visits',
  'leads',
  'follow_ups',
  'customers',
  'vehicles',
  'vehicle_costs',
  'import_batches',
  'cases',
  'users',
  'roles',
  'templates',
  'parameters',
  'sites',
]
const rank = (table: string): number => (RANK.includes(table) ? RANK.indexOf(table) : RANK.length)
/** Bulk work names its first rows; the rest is more of the same. */
const ENOUGH = 20

/** What each of these changesets was about. One statement for the changes, one for each kind of record. */
export function toldOf(db: Reader, lines: readonly Pick<Line, 'n'>[]): Map<number, Told> {
  const touches = db.all<Touch>(
    `SELECT c.n, json_extract(j.value, '$.table') AS tbl, json_extract(j.value, '$.id') AS id, json_extract(j.value, '$.set.amount_fen') AS amount
     FROM json_each(?) w JOIN _sync_changesets c ON c.n = w.value, json_each(c.payload, '$.changes') j WHERE j.key < ${ENOUGH} ORDER BY c.n, j.key`,
    JSON.stringify(lines.map((l) => l.n)),
  )
  const subjects = subjectsOf(
    db,
    touches.map((t) => [t.tbl, t.id]),
  )
  const told = new Map<number, Told>()
  for (const line of lines) {
    const own = touches.filter((t) => t.n === line.n)
    const best = own.toSorted((a, b) => rank(a.tbl) - rank(b.tbl))[0]
    const receipts = own.filter((t) => t.tbl === 'receipts')
    told.set(line.n, {
      subject: best
        ? (subjects.get(`${best.tbl}/${best.id}`) ?? { table: best.tbl, id: best.id, name: null, no: null, vehicle: null })
        : null,
      amountFen: receipts.length > 0 ? receipts.reduce((sum, r) => sum + (r.amount ?? 0), 0) : null,
      vehicles: own.filter((t) => t.tbl === 'vehicles').map((t) => t.id),
      money: receipts.length > 0,
    })
  }
  return told
}

type Found = { key: string; table: string; id: string; name: string | null; no: string | null; vehicle: string | null }
const ORDER = `SELECT o.id, o.no, c.name, (SELECT ${CAR_NAME} FROM vehicles v WHERE v.id = o.vehicle_id) AS vehicle FROM orders o LEFT JOIN customers c ON c.id = o.customer_id`
/** By table: the records a row of it stands for. `w.value` is the row's id; an order speaks for its lines, receipts and papers. */
const SUBJECTS: Readonly<Record<string, string>> = {
  orders: `SELECT w.value AS key, 'orders' AS "table", o.* FROM json_each(?) w JOIN (${ORDER}) o ON o.id = w.value`,
  ...Object.fromEntries(
    ['receipts', 'documents', 'approval_steps', 'plan_lines', 'order_lines', 'applications', 'insurance_policies'].map((table) => [
      table,
      `SELECT w.value AS key, 'orders' AS "table", o.* FROM json_each(?) w JOIN "${table}" r ON r.id = w.value JOIN (${ORDER}) o ON o.id = r.order_id`,
    ]),
  ),
  customers: `SELECT w.value AS key, 'customers' AS "table", c.id, c.name, NULL AS no, NULL AS vehicle FROM json_each(?) w JOIN customers c ON c.id = w.value`,
  leads: `SELECT w.value AS key, 'leads' AS "table", l.id, c.name, NULL AS no, NULL AS vehicle FROM json_each(?) w JOIN leads l ON l.id = w.value JOIN customers c ON c.id = l.customer_id`,
  follow_ups: `SELECT w.value AS key, 'customers' AS "table", c.id, c.name, NULL AS no, NULL AS vehicle FROM json_each(?) w JOIN follow_ups f ON f.id = w.value JOIN customers c ON c.id = f.customer_id`,
  vehicles: `SELECT w.value AS key, 'vehicles' AS "table", v.id, ${CAR_NAME} AS name, v.stock_no AS no, v.location AS vehicle FROM json_each(?) w JOIN vehicles v ON v.id = w.value`,
  vehicle_costs: `SELECT w.value AS key, 'vehicles' AS "table", v.id, ${CAR_NAME} AS name, v.stock_no AS no, v.location AS vehicle FROM json_each(?) w JOIN vehicles v ON v.id = w.value`,
  test_drives: `SELECT w.value AS key, 'test_drives' AS "table", d.id, c.name, d.no, d.drive_on || ' ' || d.slot AS vehicle FROM json_each(?) w JOIN test_drives d ON d.id = w.value LEFT JOIN customers c ON c.id = d.customer_id`,
  import_batches: `SELECT w.value AS key, 'import_batches' AS "table", b.id, b.file_name AS name, NULL AS no, NULL AS vehicle FROM json_each(?) w JOIN import_batches b ON b.id = w.value`,
  ...Object.fromEntries(
    ['users', 'roles', 'templates', 'sites'].map((table) => [
      table,
      `SELECT w.value AS key, '${table}' AS "table", r.id, r.name, NULL AS no, NULL AS vehicle FROM json_each(?) w JOIN "${table}" r ON r.id = w.value`,
    ]),
  ),
}

/** Records by `table/id`, as people name them. */
export function subjectsOf(db: Reader, rows: readonly (readonly [table: string, id: string])[]): Map<string, Subject> {
  const ids = new Map<string, Set<string>>()
  for (const [table, id] of rows) (ids.get(table) ?? ids.set(table, new Set()).get(table))?.add(id)
  const found = new Map<string, Subject>()
  for (const [table, wanted] of ids) {
    const sql = SUBJECTS[table]
    if (!sql) continue
    for (const { key, ...subject } of db.all<Found>(sql, JSON.stringify([...wanted]))) found.set(`${table}/${key}`, subject)
  }
  return found
}

/** People and desktops by id: names for the lines of a log. */
export const namesIn = (db: Reader, table: 'users' | 'devices' | 'sites', ids: readonly (string | null)[]): Map<string, string> =>
  new Map(
    db
      .all<{ id: string; name: string }>(
        `SELECT id, name FROM "${table}" WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      )
      .map((row) => [row.id, row.name]),
  )

/** Deeds for a screen, in the order of `lines`. `provisional` are cars whose holder HQ has not confirmed. */
export function deedsOf(
  db: Reader,
  lines: readonly Line[],
  provisional: (vehicles: readonly string[]) => boolean,
): Output<'sync.waiting'>['rows'] {
  const told = toldOf(db, lines)
  const people = namesIn(
    db,
    'users',
    lines.map((l) => l.actor),
  )
  return lines.map((line) => {
    const about = told.get(line.n)
    return {
      id: line.id,
      command: line.command,
      at: line.device_time,
      who: people.get(line.actor) ?? null,
      subject: about?.subject ?? null,
      amountFen: about?.amountFen ?? null,
      provisional: provisional(about?.vehicles ?? []),
      sent: line.sent_at !== null,
    }
  })
}
