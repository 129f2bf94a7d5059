// Reads what is overdue: payments settle the oldest amount of an order first, the lender's part apart, so that what is left of
// the plan by its days is the debt and its age.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, addMonths, type Day, monthOf } from '../../../shared/dates.ts'
import {
  type DunningLevels,
  type DunningTerms,
  firstLevels,
  levelOf,
  overdueDays,
  type Strategy,
  bucketOf,
  buckets,
} from '../../../shared/modules/arrears/rules.ts'
import { isHeld } from '../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import { inOrder, joined, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { knownOrder, reachOf, type Known } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'

type Row = Output<'arrears.page'>['rows'][number]

export const levelsInForce = (db: Reader): DunningLevels => parameterOn(db, 'dunning-levels', db.today) ?? firstLevels

const UNPAID = `(SELECT p.order_id, p.kind, p.due_on, p.sort, p.amount_fen, min(p.amount_fen, max(0,
    sum(p.amount_fen) OVER (PARTITION BY p.order_id ORDER BY p.due_on, p.sort, p.id)
    - (SELECT coalesce(sum(r.amount_fen), 0) FROM receipts r WHERE r.order_id = p.order_id AND r.kind <> 'loan'))) AS unpaid
  FROM order_sums s JOIN plan_lines p ON p.order_id = s.id WHERE s.due_fen > 0 AND p.due_on IS NOT NULL AND p.kind <> 'loan')`

/** Orders with something overdue, as `order_id, overdue, oldest`. The day is this store's own, not a caller's text. */
const overdue = (today: string): string =>
  `(SELECT order_id, sum(unpaid) AS overdue, min(due_on) AS oldest FROM ${UNPAID} WHERE unpaid > 0 AND due_on < '${today.replace(/[^\d-]/g, '')}' GROUP BY order_id)`

const FROM = (today: string): string =>
  `orders o JOIN ${overdue(today)} d ON d.order_id = o.id JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id
   LEFT JOIN users u ON u.id = o.consultant_id LEFT JOIN dunning_terms t ON t.customer_id = o.customer_id`
const signed = part(`o.signed_at IS NOT NULL AND o.state <> 'cancelled'`)
const days = (today: string): string => `CAST(julianday('${today.replace(/[^\d-]/g, '')}') - julianday(d.oldest) AS INTEGER)`
const WRITE_OFF = '(SELECT w.state FROM write_offs w WHERE w.order_id = o.id ORDER BY w.asked_at DESC, w.id DESC LIMIT 1)'

type Stored = Omit<Row, 'days' | 'bucket' | 'level' | 'strategy'> & { strategy: Strategy | null; untilOn: string | null }

function rowsOf(db: Reader, ids: readonly string[]): Row[] {
  const levels = levelsInForce(db)
  const rows = db.all<Stored>(
    `SELECT o.id, o.no AS orderNo, o.customer_id AS customerId, coalesce(c.name, '') AS customerName, coalesce(u.name, '') AS consultant, d.overdue AS overdueFen,
       s.due_fen AS dueFen, d.oldest AS oldestOn, t.strategy, t.until_on AS untilOn, coalesce(n.level, 0) AS reminded, n.noticed_on AS remindedOn, n.promised_on AS promisedOn,
       ${WRITE_OFF} AS writeOff
     FROM ${FROM(db.today)} LEFT JOIN dunning_notices n ON n.id = (SELECT x.id FROM dunning_notices x WHERE x.order_id = o.id AND x.oldest_on = d.oldest ORDER BY x.level DESC LIMIT 1)
     WHERE o.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map(({ untilOn, strategy, ...row }) => {
      const terms: DunningTerms = { strategy: strategy ?? 'normal', untilOn }
      const age = overdueDays(row.oldestOn, db.today)
      return { ...row, strategy: terms.strategy, days: age, bucket: bucketOf(age), level: levelOf(levels, age, terms, db.today) }
    }),
  )
}

export function page(db: Reader, request: Input<'arrears.page'>): Output<'arrears.page'> {
  const age = days(db.today)
  const { ids, ...sums } = listed(db, request, {
    from: FROM(db.today),
    id: 'o.id',
    columns: {
      orderNo: { sql: 'o.no', kind: 'text' },
      customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = o.customer_id)' },
      consultant: { sql: 'u.name', kind: 'text' },
      overdue: { sql: 'd.overdue', kind: 'number' },
      due: { sql: 's.due_fen', kind: 'number' },
      oldestOn: { sql: 'd.oldest', kind: 'day' },
      days: { sql: age, kind: 'number' },
      bucket: {
        sql: `CASE WHEN ${age} <= 30 THEN 'to-30' WHEN ${age} <= 60 THEN 'to-60' WHEN ${age} <= 90 THEN 'to-90' ELSE 'over-90' END`,
        kind: 'text',
        order: age,
      },
      strategy: { sql: `coalesce(t.strategy, 'normal')`, kind: 'text' },
      writeOff: { sql: WRITE_OFF, kind: 'text' },
    },
    where: [reachOf(db.who), signed],
    search: (text) => {
      const ways = [meant('order', text, 'o.id'), meant('customer', text, 'o.customer_id')].filter((way) => way !== null)
      return ways.length === 0 ? null : joined(ways, 'OR')
    },
    order: 'd.oldest, o.id',
    tie: 'd.oldest, o.id',
    totals: { overdue: 'sum(d.overdue)', due: 'sum(s.due_fen)' },
  })
  return { rows: rowsOf(db, ids), ...sums }
}

/** Every debt this person may see, or of such a part of the orders `o`: for tasks and figures. */
export function debts(db: Reader, reach: Part = reachOf(db.who)): Row[] {
  const ids = db.all<{ id: string }>(
    `SELECT o.id FROM ${FROM(db.today)} WHERE (${reach.sql}) AND ${signed.sql} ORDER BY d.oldest, o.id`,
    ...reach.values,
  )
  return rowsOf(
    db,
    ids.map(({ id }) => id),
  )
}

/** What payment plans say is overdue for at least so many days, by the orders' consultants, of the whole site. */
export const overdueByConsultant = (db: Reader, forDays: number): { subject: string; label: string; value: number }[] =>
  db.all(
    `SELECT o.consultant_id AS subject, coalesce(u.name, '') AS label, sum(d.overdue) AS value FROM ${overdue(addDays(db.today, 1 - forDays))} d
     JOIN orders o ON o.id = d.order_id LEFT JOIN users u ON u.id = o.consultant_id WHERE o.site_id = ? AND ${signed.sql} GROUP BY 1, 2 ORDER BY 1`,
    db.who.site,
  )

/** The debt of an order; null where nothing is overdue. */
export const debtOf = (db: Reader, orderId: string): Row | null =>
  db.one(`SELECT 1 FROM ${overdue(db.today)} d JOIN orders o ON o.id = d.order_id WHERE d.order_id = ? AND ${signed.sql}`, orderId)
    ? (rowsOf(db, [orderId])[0] ?? null)
    : null

/** What is due of our own part: money held for others, and the lender's, is not ours to give up. */
export const ownDue = (about: Known): number =>
  Math.min(
    about.money.dueFen,
    sumFen(about.money.lines.filter(({ kind }) => !isHeld(kind) && kind !== 'loan').map(({ openFen }) => openFen)),
  )

export function card(db: Reader, { orderId }: Input<'arrears.card'>): Output<'arrears.card'> {
  const about = knownOrder(db, orderId)
  const row = debtOf(db, orderId)
  const level = row && row.level > 0 ? levelsInForce(db)[row.level - 1] : undefined
  type Card = Output<'arrears.card'>
  const terms = db.one<Card['terms']>(
    'SELECT strategy, until_on AS untilOn, reason FROM dunning_terms WHERE customer_id = ? LIMIT 1',
    about.order.customerId,
  )
  const asked = db.all<Omit<Card['writeOffs'][number], 'mine'> & { mine: number }>(
    `SELECT w.id, w.amount_fen AS amountFen, w.reason, w.state, coalesce(u.name, '') AS by, w.asked_by = ? AS mine, v.name AS decidedBy, w.word
     FROM write_offs w LEFT JOIN users u ON u.id = w.asked_by LEFT JOIN users v ON v.id = w.decided_by WHERE w.order_id = ? ORDER BY w.asked_at DESC`,
    db.who.user,
    orderId,
  )
  return {
    row,
    levelName: level?.name ?? null,
    who: level?.who ?? null,
    text: level?.text ?? null,
    lines: db.all(
      `SELECT kind, due_on AS dueOn, amount_fen AS amountFen, unpaid AS unpaidFen FROM ${UNPAID} WHERE order_id = ? ORDER BY due_on, sort`,
      orderId,
    ),
    notices: db.all(
      `SELECT n.id, n.name, n.channel, n.overdue_fen AS overdueFen, n.said, n.promised_on AS promisedOn, n.noticed_on AS "on", coalesce(u.name, '') AS by
       FROM dunning_notices n LEFT JOIN users u ON u.id = n.noticed_by WHERE n.order_id = ? ORDER BY n.noticed_at DESC, n.id`,
      orderId,
    ),
    terms: terms ?? { strategy: 'normal', untilOn: null, reason: null },
    writeOffs: asked.map((each) => ({ ...each, mine: each.mine === 1 })),
    ownDueFen: ownDue(about),
  }
}

const MONTHS = 12

/** By month from the first of `from` to the end of `until`: of signed orders what their plans say, and what came in, write-offs left out. */
function byMonth(db: Reader, from: Day, until: Day): Map<string, { plannedFen: number; collectedFen: number }> {
  const reach = reachOf(db.who)
  const sums = new Map<string, { plannedFen: number; collectedFen: number }>()
  const put = (name: 'plannedFen' | 'collectedFen', sql: string): void => {
    for (const { month, fen } of db.all<{ month: string; fen: number }>(sql, from, until, ...reach.values))
      sums.set(month, { plannedFen: 0, collectedFen: 0, ...sums.get(month), [name]: fen })
  }
  put(
    'plannedFen',
    `SELECT substr(p.due_on, 1, 7) AS month, sum(p.amount_fen) AS fen FROM plan_lines p JOIN orders o ON o.id = p.order_id
     WHERE p.due_on BETWEEN ? AND ? AND ${signed.sql} AND (${reach.sql}) GROUP BY 1`,
  )
  put(
    'collectedFen',
    `SELECT substr(r.received_on, 1, 7) AS month, sum(r.amount_fen) AS fen FROM receipts r JOIN orders o ON o.id = r.order_id
     WHERE r.received_on BETWEEN ? AND ? AND r.method <> 'write-off' AND (${reach.sql}) GROUP BY 1`,
  )
  return sums
}
const NONE = { plannedFen: 0, collectedFen: 0 }
const firstDay = (month: string): Day => `${month}-01`
const lastDay = (month: string): Day => addDays(addMonths(firstDay(month), 1), -1)

export function months(db: Reader): Output<'arrears.months'> {
  const now = firstDay(monthOf(db.today))
  const shown = Array.from({ length: MONTHS }, (_, at) => monthOf(addMonths(now, at - MONTHS + 1)))
  const sums = byMonth(db, firstDay(shown[0] ?? now), lastDay(monthOf(now)))
  return shown.map((month) => ({ month, ...(sums.get(month) ?? NONE) }))
}

export function figures(db: Reader, { month }: Input<'arrears.figures'>): Output<'arrears.figures'> {
  const all = debts(db)
  const names = [...new Set(all.map(({ consultant }) => consultant))].toSorted()
  const of = (rows: readonly Row[]) => ({ count: rows.length, overdueFen: sumFen(rows.map(({ overdueFen }) => overdueFen)) })
  return {
    ...(byMonth(db, firstDay(month), lastDay(month)).get(month) ?? NONE),
    overdueFen: of(all).overdueFen,
    byBucket: buckets.map((bucket) => ({ bucket, ...of(all.filter((row) => row.bucket === bucket)) })),
    byConsultant: names.map((name) => ({ name, ...of(all.filter((row) => row.consultant === name)) })),
  }
}
