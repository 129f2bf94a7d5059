// Reads what needs a person today from every module, within their rights and reach. Every figure counts exactly the rows
// its list shows when it is opened.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, CHINA_OFFSET_MINUTES, daysBetween, monthOf, startOf, type Day } from '../../../shared/dates.ts'
import { sites } from '../../../shared/modules/admin/tables.ts'
import type { FollowUpChannel } from '../../../shared/modules/customers/rules.ts'
import { orderStates, type OrderState } from '../../../shared/modules/orders/rules.ts'
import type { Permission } from '../../../shared/permissions.ts'
import { holdBriefly, joined, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { waiting } from '../approvals/queries.ts'
import { ofValidLead } from '../customers/queries/follow-ups.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { pressure } from '../yard/queries.ts'
import { CAR_NAME } from '../orders/queries/facts.ts'

type Today = Output<'home.today'>
const FIRST = 5
/** Contacts, done and planned, among which those that are due are counted within a few ms. */
const MANY_PLANS = 40_000
/** Days of the small charts, today included. */
const DAYS = 14

const VEHICLE = `(SELECT ${CAR_NAME} FROM vehicles v WHERE v.id = o.vehicle_id)`
const CUSTOMER = '(SELECT c.name FROM customers c WHERE c.id = o.customer_id)'
const OPEN: readonly OrderState[] = orderStates.filter((state) => state !== 'delivered' && state !== 'cancelled')
/** What people see of an order is its stage, kept beside it; few are open, and an index finds them. */
const STAGED = 'order_sums s JOIN orders o ON o.id = s.id'
const OPEN_SQL = `s.stage IN (${OPEN.map((state) => `'${state}'`).join(', ')})`
const PROMISED = `s.stage IN ('approved', 'signed', 'reserved', 'paid') AND o.deliver_on IS NOT NULL`
/** Cars that stand in the yard: arrived, not sold. */
const STANDING = `state IN ('in-stock', 'for-sale', 'demo', 'in-repair', 'pledged') AND arrived_on IS NOT NULL`

const may = (db: Reader, permission: Permission): boolean => db.who.permissions.has(permission)

const lately = (today: Day): Day[] => Array.from({ length: DAYS }, (_, at) => addDays(today, at + 1 - DAYS))

/** Rows within the person's reach: `own` by the person's column, `site`, or all. */
function within(db: Reader, alias: string, person: string): Part {
  const { reach, user, site } = db.who
  if (reach === 'own') return { sql: `${alias}.${person} = ?`, values: [user] }
  return reach === 'site' ? { sql: `${alias}.site_id = ?`, values: [site] } : { sql: '1', values: [] }
}

function approvals(db: Reader): Today['approvals'] {
  if (!may(db, 'approvals.decide')) return null
  const mine = waiting(db, { mine: true })
  return {
    count: mine.length,
    first: mine.slice(0, FIRST).map(({ orderId, no, customerName, vehicleName, discountFen, requestedBy, requestedAt }) => ({
      orderId,
      no,
      customer: customerName,
      vehicle: vehicleName,
      discountFen,
      requestedBy,
      requestedAt,
    })),
  }
}

const asked = (db: Reader): number | null =>
  may(db, 'orders.edit')
    ? (db.one<{ n: number }>(
        `SELECT count(DISTINCT s.order_id) AS n FROM approval_steps s JOIN orders o ON o.id = s.order_id AND o.terms_rev = s.terms_rev WHERE s.state = 'waiting' AND s.requested_by = ?`,
        db.who.user,
      )?.n ?? 0)
    : null

function cases(db: Reader): Today['cases'] {
  if (!may(db, 'sync.view')) return null
  const { reach, user, site } = db.who
  const part: Part =
    reach === 'own'
      ? { sql: '(owner_id = ? OR (owner_id IS NULL AND actor = ?))', values: [user, user] }
      : reach === 'site'
        ? { sql: 'site_id = ?', values: [site] }
        : { sql: '1', values: [] }
  const from = `FROM cases WHERE state = 'open' AND ${part.sql}`
  const first = db.all<{ id: string; kind: string; subjectTable: string | null; subjectId: string | null; openedAt: number | null }>(
    `SELECT id, kind, subject_table AS subjectTable, subject_id AS subjectId, opened_at AS openedAt ${from} ORDER BY opened_at DESC, id LIMIT ${FIRST}`,
    ...part.values,
  )
  return {
    count: db.one<{ n: number }>(`SELECT count(*) AS n ${from}`, ...part.values)?.n ?? 0,
    first: first.map((row) => ({ ...row, title: subjectOf(db, row.subjectTable, row.subjectId) })),
  }
}

const subjects: Readonly<Record<string, string>> = {
  orders: `SELECT o.no || coalesce(' ' || ${CUSTOMER}, '') AS title FROM orders o WHERE o.id = ?`,
  customers: 'SELECT name AS title FROM customers WHERE id = ?',
  vehicles: `SELECT ${CAR_NAME} AS title FROM vehicles v WHERE v.id = ?`,
  receipts: 'SELECT no AS title FROM receipts WHERE id = ?',
}
function subjectOf(db: Reader, table: string | null, id: string | null): string | null {
  const sql = table === null ? undefined : subjects[table]
  return sql === undefined || id === null ? null : (db.one<{ title: string | null }>(sql, id)?.title ?? null)
}

/** Contacts that are due: planned for today or earlier, with customers and leads that still count. */
function dueContacts(db: Reader): Part {
  const valid = joined(ofValidLead(db))
  return {
    sql: `FROM follow_ups f JOIN customers c ON c.id = f.customer_id WHERE f.done_at IS NULL AND c.archived_at IS NULL AND ${valid.sql} AND f.due_on <= ?`,
    values: [...valid.values, db.today],
  }
}

function followUps(db: Reader): Today['followUps'] {
  if (!may(db, 'customers.view')) return null
  const due = dueContacts(db)
  const mine = db.one<{ overdue: number; today: number }>(
    `SELECT count(*) FILTER (WHERE f.due_on < ?) AS overdue, count(*) FILTER (WHERE f.due_on = ?) AS today ${due.sql} AND f.owner_id = ?`,
    db.today,
    db.today,
    ...due.values,
    db.who.user,
  )
  const first = db.all<{
    id: string
    customerId: string
    customer: string | null
    dueOn: string
    channel: FollowUpChannel
    note: string | null
  }>(
    `SELECT f.id, f.customer_id AS customerId, c.name AS customer, f.due_on AS dueOn, f.channel, f.note ${due.sql} AND f.owner_id = ? ORDER BY f.due_on DESC, f.id LIMIT ${FIRST}`,
    ...due.values,
    db.who.user,
  )
  return { overdue: mine?.overdue ?? 0, today: mine?.today ?? 0, first }
}

export function team(db: Reader, _input: Input<'home.team'>): Output<'home.team'> {
  if (!may(db, 'customers.view') || !may(db, 'customers.edit') || db.who.reach === 'own') return []
  holdBriefly(db, 'follow_ups', MANY_PLANS)
  const due = dueContacts(db)
  const here: Part = db.who.reach === 'group' ? { sql: '1', values: [] } : { sql: 'c.site_id = ?', values: [db.who.site] }
  return db.all<{ id: string; name: string; count: number }>(
    `SELECT f.owner_id AS id, coalesce((SELECT name FROM users u WHERE u.id = f.owner_id), f.owner_id) AS name, count(*) AS count
     ${due.sql} AND ${here.sql} AND f.owner_id <> ? GROUP BY f.owner_id ORDER BY count DESC, name`,
    ...due.values,
    ...here.values,
    db.who.user,
  )
}

function orders(db: Reader): Today['orders'] {
  if (!may(db, 'orders.view')) return null
  const part = within(db, 'o', 'consultant_id')
  const month = startOf(`${monthOf(db.today)}-01`)
  const counts = new Map(
    db
      .all<{ state: OrderState; n: number }>(
        `SELECT s.stage AS state, count(*) AS n FROM ${STAGED} WHERE ${OPEN_SQL} AND ${part.sql} GROUP BY s.stage`,
        ...part.values,
      )
      .map((row) => [row.state, row.n]),
  )
  const since = (column: 'delivered_at' | 'signed_at'): number =>
    db.one<{ n: number }>(
      `SELECT count(*) AS n FROM orders o WHERE o.${column} >= ? AND o.cancelled_at IS NULL AND ${part.sql}`,
      month,
      ...part.values,
    )?.n ?? 0
  const handed = new Map(
    db
      .all<{ day: number; n: number }>(
        `SELECT (o.delivered_at + ${CHINA_OFFSET_MINUTES * 60_000}) / 86400000 AS day, count(*) AS n FROM orders o WHERE o.delivered_at >= ? AND ${part.sql} GROUP BY day`,
        startOf(addDays(db.today, 1 - DAYS)),
        ...part.values,
      )
      .map(({ day, n }) => [addDays('1970-01-01', day), n]),
  )
  return {
    own: db.who.reach === 'own',
    states: OPEN.flatMap((state) => (counts.has(state) ? [{ state, count: counts.get(state) ?? 0 }] : [])),
    deliveredThisMonth: since('delivered_at'),
    signedThisMonth: since('signed_at'),
    days: lately(db.today).map((on) => ({ on, count: handed.get(on) ?? 0 })),
  }
}

function deliveries(db: Reader): Today['deliveries'] {
  if (!may(db, 'orders.view') || !may(db, 'orders.deliver')) return null
  const part = within(db, 'o', 'consultant_id')
  const due = `FROM ${STAGED} WHERE ${PROMISED} AND o.deliver_on <= ? AND ${part.sql}`
  const counts = db.one<{ late: number; today: number }>(
    `SELECT count(*) FILTER (WHERE o.deliver_on < ?) AS late, count(*) FILTER (WHERE o.deliver_on = ?) AS today ${due}`,
    db.today,
    db.today,
    db.today,
    ...part.values,
  )
  const done =
    db.one<{ n: number }>(`SELECT count(*) AS n FROM orders o WHERE o.delivered_at >= ? AND ${part.sql}`, startOf(db.today), ...part.values)
      ?.n ?? 0
  const first = db.all<{
    orderId: string
    no: string
    customer: string | null
    vehicle: string | null
    deliverOn: string
    state: OrderState
  }>(
    `SELECT o.id AS orderId, o.no, ${CUSTOMER} AS customer, ${VEHICLE} AS vehicle, o.deliver_on AS deliverOn, s.stage AS state ${due} ORDER BY o.deliver_on DESC, o.no LIMIT ${FIRST}`,
    db.today,
    ...part.values,
  )
  return { today: counts?.today ?? 0, late: counts?.late ?? 0, done, first }
}

function receipts(db: Reader): Today['receipts'] {
  if (!may(db, 'receivables.view')) return null
  const { reach, user, site } = db.who
  const part: Part =
    reach === 'own'
      ? {
          sql: '(r.received_by = ? OR EXISTS (SELECT 1 FROM orders o WHERE o.id = r.order_id AND o.consultant_id = ?))',
          values: [user, user],
        }
      : reach === 'site'
        ? { sql: 'r.site_id = ?', values: [site] }
        : { sql: '1', values: [] }
  const methods = db.all<{ method: string; fen: number; count: number }>(
    `SELECT r.method, sum(r.amount_fen) AS fen, count(*) AS count FROM receipts r WHERE r.received_on = ? AND ${part.sql} GROUP BY r.method ORDER BY fen DESC`,
    db.today,
    ...part.values,
  )
  const taken = new Map(
    db
      .all<{ day: string; fen: number }>(
        `SELECT r.received_on AS day, sum(r.amount_fen) AS fen FROM receipts r WHERE r.received_on >= ? AND r.received_on <= ? AND ${part.sql} GROUP BY day`,
        addDays(db.today, 1 - DAYS),
        db.today,
        ...part.values,
      )
      .map(({ day, fen }) => [day, fen]),
  )
  const days = lately(db.today).map((on) => ({ on, fen: taken.get(on) ?? 0 }))
  return {
    days,
    own: reach === 'own',
    totalFen: methods.reduce((sum, row) => sum + row.fen, 0),
    count: methods.reduce((sum, row) => sum + row.count, 0),
    methods,
  }
}

function stock(db: Reader): Today['stock'] {
  if (!may(db, 'vehicles.view')) return null
  const here: Part = db.who.reach === 'group' ? { sql: '1', values: [] } : { sql: 'site_id = ?', values: [db.who.site] }
  const parts = [here, ...ofValidBatch(db, 'batch_id')]
  const where = [STANDING, ...parts.map(({ sql }) => sql)].map((sql) => `(${sql})`).join(' AND ')
  const values = parts.flatMap((part) => part.values)
  const all = db.one<{ n: number; oldest: string | null }>(
    `SELECT count(*) AS n, min(arrived_on) AS oldest FROM vehicles WHERE ${where} AND arrived_on <= ?`,
    ...values,
    db.today,
  )
  const ladder = parameterOn(db, 'stock-ageing', db.today) ?? []
  const steps = [0, ...ladder.map((days) => days + 1)].map((from, at) => {
    const to = ladder[at] ?? null
    const arrivedTo = addDays(db.today, -from)
    const arrivedFrom = to === null ? null : addDays(db.today, -to)
    const count =
      db.one<{ n: number }>(
        `SELECT count(*) AS n FROM vehicles WHERE ${where} AND arrived_on <= ? AND arrived_on >= ?`,
        ...values,
        arrivedTo,
        arrivedFrom ?? '',
      )?.n ?? 0
    return { from, to, count, arrivedFrom, arrivedTo }
  })
  return { total: all?.n ?? 0, oldestDays: all?.oldest ? daysBetween(all.oldest, db.today) : null, steps, pressure: pressure(db) }
}

function start(db: Reader): Today['start'] {
  const none = (sql: string): boolean => db.one(`${sql} LIMIT 1`) === undefined
  const still = {
    people:
      may(db, 'admin.users') &&
      (db.one<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM users WHERE active = 1 LIMIT 2)')?.n ?? 0) < 2,
    particulars: may(db, 'admin.parameters') && !db.row(sites, db.who.site)?.legalName,
    customers: may(db, 'imports.run') && none('SELECT 1 FROM customers'),
    vehicles: may(db, 'imports.run') && none('SELECT 1 FROM vehicles'),
  }
  return Object.values(still).some(Boolean) ? still : null
}

export function today(db: Reader, _input: Input<'home.today'>): Today {
  return {
    today: db.today,
    approvals: approvals(db),
    asked: asked(db),
    cases: cases(db),
    followUps: followUps(db),
    orders: orders(db),
    deliveries: deliveries(db),
    receipts: receipts(db),
    stock: stock(db),
    start: start(db),
  }
}
