// How rows and values of the log are named for a reader: titles instead of ids, masks over phones and papers, nothing at
// all of secrets. Words of tables, columns and states are the renderer's.
import type { Output } from '../../../../shared/contract.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import { maskIdCard, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { Change, Value } from '../../../../shared/sync/protocol.ts'
import type { Reader } from '../../../store/read.ts'

type Row = Output<'admin.auditLine'>['rows'][number]
type Field = Row['fields'][number]

/** Series and the end of its VIN; the brand only where the series does not begin with it. */
const CAR = `iif(instr(series, brand) = 1, '', brand || ' ') || series || ' ' || substr(vin, -8)`

/** One statement a table: what a row of it is called by people; `?` is its id. */
const titles: Readonly<Record<string, string>> = {
  customers: 'SELECT name AS title FROM customers WHERE id = ?',
  follow_ups: 'SELECT c.name AS title FROM follow_ups f JOIN customers c ON c.id = f.customer_id WHERE f.id = ?',
  leads: 'SELECT c.name AS title FROM leads l JOIN customers c ON c.id = l.customer_id WHERE l.id = ?',
  visits: 'SELECT c.name AS title FROM visits v JOIN customers c ON c.id = v.customer_id WHERE v.id = ?',
  lead_steps:
    'SELECT c.name AS title FROM lead_steps s JOIN leads l ON l.id = s.lead_id JOIN customers c ON c.id = l.customer_id WHERE s.id = ?',
  lead_grades:
    'SELECT c.name AS title FROM lead_grades g JOIN leads l ON l.id = g.lead_id JOIN customers c ON c.id = l.customer_id WHERE g.id = ?',
  lead_rules: 'SELECT name AS title FROM lead_rules WHERE id = ?',
  lead_assignments:
    'SELECT c.name AS title FROM lead_assignments a JOIN leads l ON l.id = a.lead_id JOIN customers c ON c.id = l.customer_id WHERE a.id = ?',
  vehicles: `SELECT ${CAR} AS title FROM vehicles WHERE id = ?`,
  vehicle_costs: `SELECT ${CAR} AS title FROM vehicles WHERE id = ?`,
  orders: 'SELECT no AS title FROM orders WHERE id = ?',
  order_lines: `SELECT o.no || ' ' || l.name AS title FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.id = ?`,
  order_ticks: 'SELECT o.no AS title FROM order_ticks t JOIN orders o ON o.id = t.order_id WHERE t.id = ?',
  plan_lines: 'SELECT o.no AS title FROM plan_lines l JOIN orders o ON o.id = l.order_id WHERE l.id = ?',
  receipts: 'SELECT no AS title FROM receipts WHERE id = ?',
  approval_steps: 'SELECT o.no AS title FROM approval_steps s JOIN orders o ON o.id = s.order_id WHERE s.id = ?',
  approval_rules: 'SELECT r.name AS title FROM approval_rules a JOIN roles r ON r.id = a.role_id WHERE a.id = ?',
  documents: 'SELECT title FROM documents WHERE id = ?',
  files: 'SELECT name AS title FROM files WHERE id = ?',
  templates: 'SELECT name AS title FROM templates WHERE id = ?',
  import_batches: 'SELECT file_name AS title FROM import_batches WHERE id = ?',
  users: 'SELECT name AS title FROM users WHERE id = ?',
  credentials: 'SELECT u.name AS title FROM credentials c JOIN users u ON u.id = c.user_id WHERE c.id = ?',
  roles: 'SELECT name AS title FROM roles WHERE id = ?',
  sites: 'SELECT name AS title FROM sites WHERE id = ?',
  devices: 'SELECT name AS title FROM devices WHERE id = ?',
  parameters: `SELECT "key" AS title FROM parameters WHERE id = ?`,
}

/** What a row is called now; null when it is gone or has no name. */
export const titleOf = (db: Reader, table: string, id: string): string | null => {
  const sql = titles[table]
  return sql === undefined ? null : (db.one<{ title: string | null }>(sql, id)?.title ?? null)
}

const ANY = Object.keys(titles)
  .filter((table) => table !== 'vehicle_costs')
  .map((table) => `SELECT '${table}' AS name FROM wanted w WHERE EXISTS (SELECT 1 FROM "${table}" t WHERE t.id = w.id)`)
  .join(' UNION ALL ')

/** The table a row lies in, for lines of other desktops, which say only which rows they touched. */
export const tableOfRow = (db: Reader, id: string): string | null =>
  db.one<{ name: string }>(`WITH wanted(id) AS (SELECT ?) ${ANY} LIMIT 1`, id)?.name ?? null

/** Which table a column's ids belong to. */
const references: Readonly<Record<string, string>> = {
  site_id: 'sites',
  customer_id: 'customers',
  vehicle_id: 'vehicles',
  order_id: 'orders',
  holder_id: 'orders',
  lost_to: 'orders',
  receipt_id: 'receipts',
  reverses_id: 'receipts',
  role_id: 'roles',
  template_id: 'templates',
  batch_id: 'import_batches',
  user_id: 'users',
  consultant_id: 'users',
  owner_id: 'users',
  role_ids: 'roles',
  site_ids: 'sites',
}
const targetOf = (column: string): string | undefined => references[column] ?? (column.endsWith('_by') ? 'users' : undefined)

const SECRET = new Set(['password', 'pin', 'sha256', 'file_id'])
const MASKED: Readonly<Record<string, (text: string) => string>> = {
  phone: maskPhone,
  phone2: maskPhone,
  id_number: maskIdCard,
  wechat: (text) => `${text.slice(0, 2)}***`,
  email: (text) => text.replace(/^(.).*(@.*)?$/, '$1***$2'),
  bank_account: (text) => `**** ${text.slice(-4)}`,
}
const FLAGS = new Set(['active', 'all_sites', 'must_change', 'gift', 'below_cost', 'provisional', 'done'])
const WORDS = new Set(['state', 'kind', 'method', 'channel', 'energy', 'reach', 'gender', 'level', 'id_kind', 'cancel_kind'])
const LISTS = new Set(['role_ids', 'site_ids', 'permissions', 'papers'])

function kindOf(table: string, column: string): Field['kind'] {
  if (SECRET.has(column)) return 'secret'
  if (column in MASKED && !(table === 'sites' && column === 'phone')) return 'masked'
  if (LISTS.has(column)) return 'names'
  if (targetOf(column)) return 'name'
  if (column.endsWith('_fen')) return 'money'
  if (column.endsWith('_at')) return 'instant'
  if (column.endsWith('_on')) return 'day'
  if (FLAGS.has(column)) return 'flag'
  return WORDS.has(column) ? 'word' : 'text'
}

function shownValue(db: Reader, kind: Field['kind'], column: string, value: Value | undefined): Field['now'] {
  if (value === null || value === undefined || kind === 'secret') return null
  if (typeof value === 'object') return null
  if (kind === 'masked') return (MASKED[column] as (text: string) => string)(String(value))
  if (kind === 'name') return titleOf(db, targetOf(column) as string, String(value)) ?? String(value)
  if (kind === 'names') {
    const target = targetOf(column)
    return readList(String(value)).map((each) => (target ? (titleOf(db, target, each) ?? each) : each))
  }
  return value
}

/** A command may write one row in several steps; people see what it was before and what it became after all of them. */
export function together(changes: readonly Change[]): Change[] {
  const rows = new Map<string, Change>()
  for (const change of changes) {
    const key = `${change.table} ${change.id}`
    const first = rows.get(key)
    const op = first?.op === 'insert' && change.op === 'update' ? 'insert' : change.op
    rows.set(key, first ? { ...change, op, set: { ...first.set, ...change.set }, was: { ...change.was, ...first.was } } : change)
  }
  return [...rows.values()]
}

/** One changed row with its fields, each as it was and as it became. */
export function shownRow(db: Reader, change: Change): Row {
  const columns = [...new Set([...Object.keys(change.was ?? {}), ...Object.keys(change.set)])].filter((column) => column !== 'sort')
  return {
    table: change.table,
    id: change.id,
    title: titleOf(db, change.table, change.id) ?? lastTitle(change),
    op: change.op === 'depart' ? 'delete' : change.op,
    fields: columns.map((column) => {
      const kind = kindOf(change.table, column)
      const now = change.op === 'delete' ? undefined : change.set[column]
      return { column, kind, was: shownValue(db, kind, column, change.was?.[column]), now: shownValue(db, kind, column, now) }
    }),
  }
}

/** The name of a row that is gone, as its removal remembers it. */
function lastTitle(change: Change): string | null {
  const name = change.was?.['name'] ?? change.was?.['no'] ?? change.was?.['title'] ?? change.set['name'] ?? null
  return typeof name === 'string' ? name : null
}
