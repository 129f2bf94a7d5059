// Reads the ledger of receipts: payments one by one, a day as a cashier counts it, and what one order may still pay or
// get back.
import type { Input, Output } from '../../../shared/contract.ts'
import { earnestLimit } from '../../../shared/modules/orders/rules.ts'
import {
  heldState,
  isHeld,
  type HeldKind,
  lessPaidOut,
  type PayoutKind,
  receiptKinds,
  receiptMethods,
  refundableFen,
  type ReceiptKind,
  type ReceiptMethod,
} from '../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import type { Standing } from '../../../shared/standing.ts'
import { inOrder, joined, listed, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn } from '../admin/queries.ts'
import { grouped, knownOrder, ledgerOf, mustSee, reachOf, type Known, type Rows } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'

/** Rows of `receipts r LEFT JOIN orders o` a person may see: of their own orders or taken by themselves, their site's, all. */
function within(db: Reader): Part {
  const { reach, user, site } = db.who
  if (reach === 'group') return part('1')
  return reach === 'site' ? part('r.site_id = ?', site) : part('(o.consultant_id = ? OR r.received_by = ?)', user, user)
}

// A payment is the rows of one number; its first row stands for it in a list.
const FIRST = part('r.id = (SELECT min(x.id) FROM receipts x WHERE x.no = r.no)')
const AMOUNT = '(SELECT sum(x.amount_fen) FROM receipts x WHERE x.no = r.no)'

const columns: Readonly<Record<string, ListColumn>> = {
  no: { sql: 'r.no', kind: 'text' },
  orderNo: { sql: 'coalesce(o.no, w.no, k.no)', kind: 'text' },
  orderId: { sql: 'r.order_id', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = r.customer_id)' },
  customerId: { sql: 'r.customer_id', kind: 'text' },
  kind: { sql: 'x.kind', kind: 'text', among: 'receipts x WHERE x.no = r.no', order: 'r.kind' },
  method: { sql: 'r.method', kind: 'text' },
  methodRef: { sql: 'r.method_ref', kind: 'text' },
  amount: { sql: AMOUNT, kind: 'number' },
  receivedOn: { sql: 'r.received_on', kind: 'day' },
  receivedAt: { sql: 'r.received_at', kind: 'instant' },
  by: { sql: 'u.name', kind: 'text' },
  byId: { sql: 'r.received_by', kind: 'text' },
  direction: { sql: `iif(r.amount_fen < 0, 'out', 'in')`, kind: 'text' },
}

function meaning(text: string): Part | null {
  const ways = [
    meant('order', text, 'r.order_id'),
    meant('customer', text, 'r.customer_id'),
    part('r.no LIKE ?', `%${text.trim().replace(/[%_]/g, '')}%`),
  ]
  return joined(
    ways.filter((way) => way !== null),
    'OR',
  )
}

type Stored = {
  id: string
  no: string
  orderId: string
  orderNo: string
  customerName: string
  kind: ReceiptKind
  method: ReceiptMethod
  methodRef: string | null
  amountFen: number
  receivedOn: string
  receivedAt: number
  by: string
  reversesId: string | null
  reversed: number
  note: string | null
}

type PaymentRow = Output<'receivables.page'>['rows'][number]

/** Rows of one number as one payment; the worst standing of its rows is its own. */
function paymentOf(rows: readonly Stored[], standings: ReadonlyMap<string, Standing>): PaymentRow {
  const [first] = rows as readonly [Stored, ...Stored[]]
  const order: readonly Standing[] = ['needs-you', 'local', 'sent', 'confirmed', 'alone']
  const heldFen = sumFen(rows.filter((row) => isHeld(row.kind)).map((row) => row.amountFen))
  const amountFen = sumFen(rows.map((row) => row.amountFen))
  return {
    id: first.id,
    no: first.no,
    orderId: first.orderId,
    orderNo: first.orderNo,
    customerName: first.customerName,
    kinds: rows.map((row) => row.kind),
    method: first.method,
    methodRef: first.methodRef,
    amountFen,
    ownFen: amountFen - heldFen,
    heldFen,
    receivedOn: first.receivedOn,
    receivedAt: first.receivedAt,
    by: first.by,
    standing: order.find((standing) => rows.some((row) => standings.get(row.id) === standing)) ?? 'alone',
    reverses: first.reversesId !== null,
    reversed: first.reversed === 1,
    note: first.note,
  }
}

/** Payments, newest first unless sorted. `totals`: amount. */
export function page(db: Reader, request: Input<'receivables.page'>): Output<'receivables.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'receipts r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN work_orders w ON w.id = r.order_id LEFT JOIN claims k ON k.id = r.order_id LEFT JOIN customers c ON c.id = r.customer_id LEFT JOIN users u ON u.id = r.received_by',
    id: 'r.id',
    columns,
    where: [within(db), FIRST],
    search: meaning,
    order: 'r.received_at DESC, r.id DESC',
    tie: 'r.received_at DESC, r.id DESC',
    totals: { amount: `sum(${AMOUNT})` },
  })
  const rows = db.all<Stored>(
    `SELECT r.id, r.no, r.order_id AS "orderId", coalesce(o.no, w.no, k.no, '') AS "orderNo", coalesce(c.name, '') AS "customerName", r.kind, r.method, r.method_ref AS "methodRef",
       r.amount_fen AS "amountFen", r.received_on AS "receivedOn", r.received_at AS "receivedAt", coalesce(u.name, '') AS by, r.reverses_id AS "reversesId",
       EXISTS (SELECT 1 FROM receipts x WHERE x.reverses_id = r.id) AS reversed, r.note
     FROM receipts r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN work_orders w ON w.id = r.order_id LEFT JOIN claims k ON k.id = r.order_id LEFT JOIN customers c ON c.id = r.customer_id LEFT JOIN users u ON u.id = r.received_by
     WHERE r.no IN (SELECT f.no FROM json_each(?) j JOIN receipts f ON f.id = j.value) ORDER BY r.no, r.id`,
    JSON.stringify(ids),
  )
  const standings = db.states(rows.map((row) => row.id))
  const payments = [...grouped(rows, (row) => row.no).values()].map((of) => paymentOf(of, standings))
  return { rows: inOrder(ids, payments), ...sums }
}

type Cut = { key: string; name: string; count: number; inFen: number; netFen: number }
type Sums = { count: number; inFen: number; outFen: number; netFen: number }

const sums = ({ count, inFen, netFen }: Pick<Cut, 'count' | 'inFen' | 'netFen'>): Sums => ({ count, inFen, outFen: inFen - netFen, netFen })

/** One day cut by an expression. A row that takes another back counts against its own side: it is no refund. */
function cut(db: Reader, on: string, by: string, name = `''`): Cut[] {
  const reach = within(db)
  return db.all<Cut>(
    `SELECT ${by} AS key, ${name} AS name, count(DISTINCT r.no) AS count,
       coalesce(sum(iif((r.amount_fen > 0) <> (r.reverses_id IS NOT NULL), r.amount_fen, 0)), 0) AS "inFen", coalesce(sum(r.amount_fen), 0) AS "netFen"
     FROM receipts r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN users u ON u.id = r.received_by WHERE r.received_on = ? AND r.method <> 'write-off' AND ${reach.sql} GROUP BY 1 ORDER BY 1`,
    on,
    ...reach.values,
  )
}

export function dayTotals(db: Reader, { on }: Input<'receivables.dayTotals'>): Output<'receivables.dayTotals'> {
  const [all] = cut(db, on, `'all'`)
  const byMethod = cut(db, on, 'r.method')
  const byKind = cut(db, on, 'r.kind')
  const heldFen = sumFen(byKind.filter((row) => isHeld(row.key as ReceiptKind)).map((row) => row.netFen))
  const netFen = all?.netFen ?? 0
  return {
    on,
    all: sums(all ?? { count: 0, inFen: 0, netFen: 0 }),
    byMethod: receiptMethods.flatMap((method) => byMethod.filter((row) => row.key === method).map((row) => ({ method, ...sums(row) }))),
    byKind: receiptKinds.flatMap((kind) => byKind.filter((row) => row.key === kind).map((row) => ({ kind, ...sums(row) }))),
    byPerson: cut(db, on, 'r.received_by', `coalesce(u.name, '')`).map((row) => ({ userId: row.key, name: row.name, ...sums(row) })),
    ownFen: netFen - heldFen,
    heldFen,
    cashFen: byMethod.find((row) => row.key === 'cash')?.netFen ?? 0,
  }
}

/** The most a 定金 of this order may be; null when no ceiling is in force. */
export function earnestMost(db: Reader, { sheet }: Pick<Known, 'sheet'>): number | null {
  const ceiling = parameterOn(db, 'earnest-ceiling', db.today)
  return ceiling === null ? null : earnestLimit(sheet.ownFen, ceiling)
}

/** How much more 定金 an order may take; null when no ceiling is in force. */
export function earnestRoom(db: Reader, { sheet, ledger }: Pick<Known, 'sheet' | 'ledger'>): number | null {
  const most = earnestMost(db, { sheet })
  if (most === null) return null
  const taken = sumFen(ledger.filter((row) => row.kind === 'earnest').map((row) => row.amountFen))
  return Math.max(0, most - taken)
}

/** What was paid out for an order, by what it was for; rows that came back are taken off. */
export const paidOutOf = (db: Rows, orderId: string): { kind: PayoutKind; amountFen: number }[] =>
  db.all('SELECT kind, amount_fen AS "amountFen" FROM payouts WHERE order_id = ?', orderId)

/** What of 双倍返还 is not paid yet. */
export function compensationLeft(db: Rows, order: { id: string; compensationFen: number | null }): number {
  const paid = paidOutOf(db, order.id).filter(({ kind }) => kind === 'earnest-double')
  return Math.max(0, sumFen([order.compensationFen ?? 0, ...paid.map(({ amountFen }) => -amountFen)]))
}

/** Every kind of held money of every order that plans, took or paid some. */
const HELD = `(SELECT a.order_id || ' ' || a.kind AS id, a.order_id, a.kind, sum(a.planned) AS planned, sum(a.collected) AS collected, sum(a.paid) AS paid, max(a.paid_on) AS paid_on
  FROM (SELECT order_id, kind, amount_fen AS planned, 0 AS collected, 0 AS paid, NULL AS paid_on FROM plan_lines WHERE kind IN ('held-tax', 'held-insurance', 'held-plates')
    UNION ALL SELECT order_id, kind, 0, amount_fen, 0, NULL FROM receipts WHERE kind IN ('held-tax', 'held-insurance', 'held-plates')
    UNION ALL SELECT order_id, kind, 0, 0, amount_fen, paid_on FROM payouts WHERE kind IN ('held-tax', 'held-insurance', 'held-plates')) a GROUP BY 1, 2, 3)`
const HELD_STATE = `CASE WHEN h.collected < h.paid THEN 'overpaid' WHEN h.collected > h.paid THEN iif(o.state IN ('delivered', 'cancelled'), 'to-clear', 'held')
  WHEN h.collected = 0 THEN 'empty' ELSE 'settled' END`

export function held(db: Reader, request: Input<'receivables.held'>): Output<'receivables.held'> {
  const from = `orders o JOIN ${HELD} h ON h.order_id = o.id LEFT JOIN customers c ON c.id = o.customer_id`
  const { ids, ...sums } = listed(db, request, {
    from,
    id: 'h.id',
    columns: {
      orderNo: { sql: 'o.no', kind: 'text' },
      orderId: { sql: 'h.order_id', kind: 'text' },
      customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = o.customer_id)' },
      kind: { sql: 'h.kind', kind: 'text' },
      state: { sql: HELD_STATE, kind: 'text', order: `instr('overpaid to-clear held empty settled', ${HELD_STATE})` },
      planned: { sql: 'h.planned', kind: 'number' },
      collected: { sql: 'h.collected', kind: 'number' },
      paid: { sql: 'h.paid', kind: 'number' },
      left: { sql: 'h.collected - h.paid', kind: 'number' },
      paidOn: { sql: 'h.paid_on', kind: 'day' },
    },
    where: [reachOf(db.who), part(`(o.state <> 'cancelled' OR h.collected <> 0 OR h.paid <> 0)`)],
    search: (text) => {
      const ways = [meant('order', text, 'h.order_id'), meant('customer', text, 'o.customer_id')].filter((way) => way !== null)
      return ways.length === 0 ? null : joined(ways, 'OR')
    },
    order: 'o.created_at DESC, h.kind',
    tie: 'o.created_at DESC, h.id',
    totals: { planned: 'sum(h.planned)', collected: 'sum(h.collected)', paid: 'sum(h.paid)', left: 'sum(h.collected - h.paid)' },
  })
  const rows = db.all<{
    id: string
    orderId: string
    orderNo: string
    customerName: string
    kind: HeldKind
    plannedFen: number
    collectedFen: number
    paidFen: number
    lastPaidOn: string | null
    over: number
  }>(
    `SELECT h.id, h.order_id AS orderId, o.no AS orderNo, coalesce(c.name, '') AS customerName, h.kind, h.planned AS plannedFen, h.collected AS collectedFen,
       h.paid AS paidFen, h.paid_on AS lastPaidOn, o.state IN ('delivered', 'cancelled') AS over FROM ${from} WHERE h.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  return {
    rows: inOrder(
      ids,
      rows.map(({ over, ...row }) => ({ ...row, leftFen: row.collectedFen - row.paidFen, state: heldState({ ...row, over: over === 1 }) })),
    ),
    ...sums,
  }
}

export function payouts(db: Reader, { orderId }: Input<'receivables.payouts'>): Output<'receivables.payouts'> {
  const order = mustSee(db, orderId)
  type Shown = Output<'receivables.payouts'>['rows'][number]
  const rows = db.all<Omit<Shown, 'reverses' | 'reversed' | 'standing'> & { reverses: number; reversed: number }>(
    `SELECT p.id, p.no, p.kind, p.method, p.method_ref AS methodRef, p.payee, p.amount_fen AS amountFen, p.paid_on AS paidOn, coalesce(u.name, '') AS by, p.note,
       p.reverses_id IS NOT NULL AS reverses, EXISTS (SELECT 1 FROM payouts x WHERE x.reverses_id = p.id) AS reversed
     FROM payouts p LEFT JOIN users u ON u.id = p.paid_by WHERE p.order_id = ? ORDER BY p.paid_at DESC, p.id DESC`,
    orderId,
  )
  const standings = db.states(rows.map(({ id }) => id))
  return {
    rows: rows.map((row) => ({
      ...row,
      reverses: row.reverses === 1,
      reversed: row.reversed === 1,
      standing: standings.get(row.id) ?? 'alone',
    })),
    compensationLeftFen: compensationLeft(db, order),
  }
}

export function standing(db: Reader, { orderId }: Input<'receivables.standing'>): Output<'receivables.standing'> {
  const about = knownOrder(db, orderId)
  const { money } = about
  return {
    dueFen: money.dueFen,
    loanDueFen: money.loanDueFen,
    customerDueFen: money.dueFen - money.loanDueFen,
    netFen: money.netFen,
    overFen: money.overFen,
    lines: money.lines.map(({ kind, amountFen, receivedFen, openFen }) => ({ kind, amountFen, receivedFen, openFen })),
    refundable: receiptKinds
      .map((kind) => ({ kind, amountFen: refundableFen(lessPaidOut(ledgerOf(db, orderId), paidOutOf(db, orderId)), kind) }))
      .filter(({ amountFen }) => amountFen > 0),
    earnestRoomFen: earnestRoom(db, about),
    earnestLimitFen: earnestMost(db, about),
  }
}
