// Reads the ledger of receipts: payments one by one, a day as a cashier counts it, and what one order may still pay or
// get back.
import type { Input, Output } from '../../../shared/contract.ts'
import { earnestLimit } from '../../../shared/modules/orders/rules.ts'
import {
  isHeld,
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
import { grouped, knownOrder, ledgerOf, type Known } from '../orders/queries/facts.ts'
import { meant } from '../palette/queries/match.ts'

/** Rows of `receipts r JOIN orders o` a person may see: of their own orders or taken by themselves, their site's, all. */
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
  orderNo: { sql: 'o.no', kind: 'text' },
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
    from: 'receipts r JOIN orders o ON o.id = r.order_id LEFT JOIN customers c ON c.id = r.customer_id LEFT JOIN users u ON u.id = r.received_by',
    id: 'r.id',
    columns,
    where: [within(db), FIRST],
    search: meaning,
    order: 'r.received_at DESC, r.id DESC',
    tie: 'r.received_at DESC, r.id DESC',
    totals: { amount: `sum(${AMOUNT})` },
  })
  const rows = db.all<Stored>(
    `SELECT r.id, r.no, r.order_id AS "orderId", o.no AS "orderNo", coalesce(c.name, '') AS "customerName", r.kind, r.method, r.method_ref AS "methodRef",
       r.amount_fen AS "amountFen", r.received_on AS "receivedOn", r.received_at AS "receivedAt", coalesce(u.name, '') AS by, r.reverses_id AS "reversesId",
       EXISTS (SELECT 1 FROM receipts x WHERE x.reverses_id = r.id) AS reversed, r.note
     FROM receipts r JOIN orders o ON o.id = r.order_id LEFT JOIN customers c ON c.id = r.customer_id LEFT JOIN users u ON u.id = r.received_by
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
     FROM receipts r JOIN orders o ON o.id = r.order_id LEFT JOIN users u ON u.id = r.received_by WHERE r.received_on = ? AND ${reach.sql} GROUP BY 1 ORDER BY 1`,
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

/** How much more 定金 an order may take; null when no ceiling is in force. */
export function earnestRoom(db: Reader, { sheet, ledger }: Pick<Known, 'sheet' | 'ledger'>): number | null {
  const ceiling = parameterOn(db, 'earnest-ceiling', db.today)
  if (ceiling === null) return null
  const taken = sumFen(ledger.filter((row) => row.kind === 'earnest').map((row) => row.amountFen))
  return Math.max(0, earnestLimit(sheet.ownFen, ceiling) - taken)
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
      .map((kind) => ({ kind, amountFen: refundableFen(ledgerOf(db, orderId), kind) }))
      .filter(({ amountFen }) => amountFen > 0),
    earnestRoomFen: earnestRoom(db, about),
  }
}
