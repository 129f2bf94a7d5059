// Reads bank lines: how far each is matched, and which bookings and orders it may be.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { type Candidate, lineStates, type LineState, type Reason, suggest, type Suggestion } from '../../../shared/modules/bank/rules.ts'
import { bankLines } from '../../../shared/modules/bank/tables.ts'
import { addDays } from '../../../shared/dates.ts'
import { inOrder, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { grouped } from '../orders/queries/facts.ts'

type Row = Output<'bank.page'>['rows'][number]

const MATCHED = `(SELECT coalesce(sum(m.amount_fen), 0) FROM bank_matches m WHERE m.line_id = b.id AND m.undone_at IS NULL)`
const STATE = `CASE WHEN b.ignored IS NOT NULL THEN 'ignored' WHEN ${MATCHED} = 0 THEN 'open' WHEN ${MATCHED} < abs(b.amount_fen) THEN 'partly' ELSE 'matched' END`

/** @throws Refusal('not-found') also for a line of another site, or of an import that does not count. */
export function mustSee(db: Reader, id: string) {
  const row = db.must(bankLines, id)
  const hidden = row.batchId !== null && db.one(`SELECT 1 FROM import_batches WHERE id = ? AND state <> 'valid'`, row.batchId) !== undefined
  if (hidden || (row.siteId !== db.who.site && db.who.reach !== 'group')) throw new Refusal('not-found', { table: 'bank_lines', id })
  return row
}

function rowsOf(db: Reader, ids: readonly string[]): Row[] {
  const rows = db.all<Omit<Row, 'leftFen' | 'state'> & { state: LineState }>(
    `SELECT b.id, b.booked_on AS bookedOn, b.clock, b.amount_fen AS amountFen, ${MATCHED} AS matchedFen, ${STATE} AS state, b.payer_name AS payerName,
       b.payer_account AS payerAccount, b.account, b.reference, b.purpose, b.ignored
     FROM json_each(?) j JOIN bank_lines b ON b.id = j.value`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({ ...row, leftFen: Math.abs(row.amountFen) - row.matchedFen })),
  )
}

export function page(db: Reader, request: Input<'bank.page'>): Output<'bank.page'> {
  const counted = (sql: string): string => `sum(iif(b.ignored IS NULL, ${sql}, 0))`
  const { ids, ...sums } = listed(db, request, {
    from: 'bank_lines b',
    id: 'b.id',
    columns: {
      bookedOn: { sql: 'b.booked_on', kind: 'day' },
      state: { sql: STATE, kind: 'text', order: `instr('${lineStates.join(' ')}', ${STATE})` },
      direction: { sql: `iif(b.amount_fen < 0, 'out', 'in')`, kind: 'text' },
      amount: { sql: 'b.amount_fen', kind: 'number' },
      left: { sql: `abs(b.amount_fen) - ${MATCHED}`, kind: 'number' },
      payerName: { sql: 'b.payer_name', kind: 'text' },
      reference: { sql: 'b.reference', kind: 'text' },
      purpose: { sql: 'b.purpose', kind: 'text' },
    },
    where: [...(db.who.reach === 'group' ? [] : [part('b.site_id = ?', db.who.site)]), ...ofValidBatch(db, 'b.batch_id')],
    search: (text) => {
      const typed = text.trim()
      if (typed === '') return null
      const like = `%${typed.replace(/[%_\\]/g, '')}%`
      return part('(b.payer_name LIKE ? OR b.purpose LIKE ? OR b.reference LIKE ?)', like, like, like)
    },
    order: 'b.booked_on DESC, b.clock DESC',
    tie: 'b.booked_on DESC, b.id DESC',
    totals: { amount: counted('b.amount_fen'), left: counted(`abs(b.amount_fen) - ${MATCHED}`) },
  })
  return { rows: rowsOf(db, ids), ...sums }
}

type Found = Candidate & { orderId: string; customerName: string; openFen: number }
/** A receipt is looked for this many days around its line. */
const AROUND = 10

const MATCHED_OF = '(SELECT coalesce(sum(m.amount_fen), 0) FROM bank_matches m WHERE m.receipt_no = r.no AND m.undone_at IS NULL)'
/** What of a receipt no line stands for yet; of a refund it lies below 0. */
const RECEIPT_LEFT = `sum(r.amount_fen) - ${MATCHED_OF}`
const REFUND_LEFT = `-sum(r.amount_fen) - ${MATCHED_OF}`
const PAYOUT_LEFT = `r.amount_fen - ${MATCHED_OF}`
const stands = (table: 'receipts' | 'payouts'): string =>
  `r.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM ${table} x WHERE x.reverses_id = r.id)`

/**
 * What of a booking no line stands for yet, and its order: of a receipt for money that came in, of a refund or a payout for what
 * went out. Undefined for a number that is none of them, or was taken back.
 */
export function bookingLeft(db: Reader, no: string, out: boolean): { orderId: string; leftFen: number } | undefined {
  const of = <Found extends { orderId: string | null; leftFen: number | null }>(sql: string) => db.one<Found>(sql, no, db.who.site)
  const receipt = of(
    `SELECT max(r.order_id) AS orderId, ${out ? REFUND_LEFT : RECEIPT_LEFT} AS leftFen FROM receipts r WHERE r.no = ? AND r.site_id = ? AND ${stands('receipts')}`,
  )
  const found =
    receipt?.orderId || !out
      ? receipt
      : of(
          `SELECT r.order_id AS orderId, ${PAYOUT_LEFT} AS leftFen FROM payouts r WHERE r.no = ? AND r.site_id = ? AND ${stands('payouts')} LIMIT 1`,
        )
  return found?.orderId ? { orderId: found.orderId, leftFen: found.leftFen ?? 0 } : undefined
}

type Near = {
  kind: Found['kind']
  no: string
  orderId: string
  orderNo: string
  name: string
  contact: string | null
  other: string | null
  openFen: number
  ref: string | null
  on: string
}
const named = ({ kind, no, name, contact, other, openFen, ref, ...rest }: Near): Found => ({
  ...rest,
  kind,
  key: no,
  customerName: name,
  names: [name, contact ?? '', other ?? ''],
  amounts: [openFen],
  openFen,
  reference: ref,
})
const around = (day: string) => [addDays(day, -AROUND), addDays(day, AROUND)] as const
const BY = `JOIN orders o ON o.id = r.order_id LEFT JOIN customers c ON c.id = o.customer_id`
const SAID = `r.no, r.order_id AS orderId, o.no AS orderNo, coalesce(c.name, '') AS name, c.contact, r.method_ref AS ref`

/** Receipts, or refunds, of these days that a bank knows of. */
function receiptsNear(db: Reader, siteId: string, bookedOn: string, kind: 'receipt' | 'refund'): Found[] {
  return db
    .all<Near>(
      `SELECT '${kind}' AS kind, ${SAID}, iif(r.method = 'loan', o.loan_bank, NULL) AS other, ${kind === 'refund' ? REFUND_LEFT : RECEIPT_LEFT} AS openFen,
         r.received_on AS "on"
       FROM receipts r ${BY}
       WHERE r.received_on BETWEEN ? AND ? AND r.site_id = ? AND r.method NOT IN ('cash', 'trade-in', 'write-off') AND ${stands('receipts')}
       GROUP BY r.no HAVING openFen > 0`,
      ...around(bookedOn),
      siteId,
    )
    .map(named)
}

/** Payouts of these days: the payee is who the bank names. */
function payoutsNear(db: Reader, siteId: string, bookedOn: string): Found[] {
  return db
    .all<Near>(
      `SELECT * FROM (SELECT 'payout' AS kind, ${SAID}, r.payee AS other, ${PAYOUT_LEFT} AS openFen, r.paid_on AS "on" FROM payouts r ${BY}
         WHERE r.paid_on BETWEEN ? AND ? AND r.site_id = ? AND r.method <> 'cash' AND r.amount_fen > 0 AND ${stands('payouts')}) WHERE openFen > 0`,
      ...around(bookedOn),
      siteId,
    )
    .map(named)
}

function ordersOwing(db: Reader, siteId: string): Found[] {
  const orders = db.all<{ id: string; no: string; name: string; contact: string | null; dueFen: number }>(
    `SELECT o.id, o.no, coalesce(c.name, '') AS name, c.contact, s.due_fen AS dueFen FROM orders o JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id
     WHERE s.due_fen > 0 AND o.site_id = ? AND o.state NOT IN ('draft', 'quoted', 'awaiting-approval', 'delivered', 'cancelled') ORDER BY o.created_at DESC LIMIT 1000`,
    siteId,
  )
  const plans = grouped(
    db.all<{ orderId: string; amountFen: number }>(
      `SELECT order_id AS orderId, amount_fen AS amountFen FROM plan_lines WHERE order_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(orders.map(({ id }) => id)),
    ),
    ({ orderId }) => orderId,
  )
  return orders.map(({ id, no, name, contact, dueFen }) => ({
    kind: 'order',
    key: id,
    orderId: id,
    orderNo: no,
    customerName: name,
    names: [name, contact ?? ''],
    amounts: [dueFen, ...(plans.get(id) ?? []).map(({ amountFen }) => amountFen).filter((fen) => fen < dueFen)],
    openFen: dueFen,
    reference: null,
    on: null,
  }))
}

/** What a line that is not matched whole most likely is: receipts and orders of what came in, refunds and payouts of what went out. */
export function suggestionsFor(db: Reader, row: Row, siteId: string): Suggestion<Found>[] {
  if (row.leftFen <= 0 || row.ignored !== null) return []
  const { bookedOn } = row
  return suggest(
    row,
    row.amountFen < 0
      ? [...receiptsNear(db, siteId, bookedOn, 'refund'), ...payoutsNear(db, siteId, bookedOn)]
      : [...receiptsNear(db, siteId, bookedOn, 'receipt'), ...ordersOwing(db, siteId)],
  )
}

export const lineOf = (db: Reader, id: string): Row => {
  const [row] = rowsOf(db, [id])
  if (!row) throw new Refusal('not-found', { table: 'bank_lines', id })
  return row
}

export function card(db: Reader, { id }: Input<'bank.card'>): Output<'bank.card'> {
  const { siteId } = mustSee(db, id)
  const line = lineOf(db, id)
  type Match = Output<'bank.card'>['matches'][number]
  const matches = db.all<Omit<Match, 'booked' | 'undone' | 'why'> & { booked: number; undone: number; why: string }>(
    `SELECT m.id, m.receipt_no AS receiptNo, m.order_id AS orderId, coalesce(o.no, '') AS orderNo, coalesce(c.name, '') AS customerName, m.amount_fen AS amountFen, m.booked,
       m.score, m.why, coalesce(u.name, '') AS by, m.matched_at AS at, m.undone_at IS NOT NULL AS undone
     FROM bank_matches m LEFT JOIN orders o ON o.id = m.order_id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN users u ON u.id = m.matched_by
     WHERE m.line_id = ? ORDER BY m.matched_at, m.id`,
    id,
  )
  return {
    line,
    matches: matches.map((match) => ({
      ...match,
      booked: match.booked === 1,
      undone: match.undone === 1,
      why: JSON.parse(match.why) as Reason[],
    })),
    suggestions: suggestionsFor(db, line, siteId).map(({ kind, key, orderId, orderNo, customerName, openFen, on, score, why }) => ({
      kind,
      key,
      orderId,
      orderNo,
      customerName,
      openFen,
      on,
      score,
      why,
    })),
  }
}
