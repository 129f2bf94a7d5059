// Takes money and gives it back. The ledger is only added to, under no guard: cash that was taken was taken, whatever
// becomes of its order.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import {
  balance,
  checkRefund,
  earmark,
  heldKinds,
  refundableFen,
  type LedgerRow,
  type PlanLine,
  type ReceiptKind,
  type ReceiptMethod,
} from '../../../shared/modules/receivables/rules.ts'
import { planLines, receipts } from '../../../shared/modules/receivables/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { isClosed, knownOrder, ledgerOf, mustSee, planOf, type Order } from '../orders/queries/facts.ts'
import { earnestRoom } from './queries.ts'

/** A line of the plan as an order agrees on it. */
export type Planned = PlanLine & { dueOn: string | null }

/**
 * Makes the order's plan these lines, in this order; rows that stay keep their ids. Part of the order's document: the
 * caller revises it.
 */
export function plan(db: Writer, order: Pick<Order, 'id' | 'siteId'>, lines: readonly Planned[]): void {
  const before = planOf(db, order.id)
  for (const [sort, line] of lines.entries()) {
    const row = before[sort]
    if (row) db.patch(planLines, row.id, { sort, ...line })
    else db.put(planLines, { id: db.newId(), siteId: order.siteId, orderId: order.id, sort, ...line })
  }
  for (const row of before.slice(lines.length)) db.remove(planLines, row.id)
}

type Parts = readonly (PlanLine & { id?: string; reversesId?: string })[]
type Payment = Pick<Input<'receivables.receive'>, 'methodRef' | 'note'> & { method: ReceiptMethod }

function book(db: Writer, order: Order, no: string, parts: Parts, payment: Payment): void {
  const about = {
    siteId: order.siteId,
    no,
    orderId: order.id,
    customerId: order.customerId,
    ...payment,
    receivedOn: db.today,
    receivedAt: db.now,
    receivedBy: db.who.user,
  }
  for (const { id, ...amount } of parts) db.put(receipts, { id: id ?? db.newId(), ...about, ...amount })
}

function given(db: Writer, orderId: string, no: string, amountFen: number): Output<'receivables.receive'> {
  const { dueFen, overFen } = balance(planOf(db, orderId), ledgerOf(db, orderId))
  return { no, amountFen, dueFen, overFen }
}

export function receive(
  db: Writer,
  { orderId, amountFen, kind, over, ...payment }: Input<'receivables.receive'>,
): Output<'receivables.receive'> {
  const about = knownOrder(db, orderId)
  if (isClosed(about.stage)) throw new Refusal('closed', { no: about.order.no, stage: about.stage })
  if (amountFen > about.money.dueFen && !over) throw new Refusal('beyond-due', { dueFen: about.money.dueFen, amountFen })
  const room = earnestRoom(db, about)
  if (kind === 'earnest' && room !== null && amountFen > room) throw new Refusal('earnest-above-ceiling', { roomFen: room })
  const { parts, leftFen } = kind
    ? { parts: [{ kind, amountFen }], leftFen: 0 }
    : earmark(about.plan, about.ledger, { amountFen, method: payment.method })
  const no = nextNumber(db, 'RC')
  book(db, about.order, no, leftFen > 0 ? [...parts, { kind: 'balance', amountFen: leftFen }] : parts, payment)
  return given(db, orderId, no, amountFen)
}

/**
 * Counts an old car, or a lender's money, towards an order. The ledger's rows are made of what they come from (`source`): the
 * same one credited at two desks is one row. @throws Refusal('not-this-customer'), Refusal('closed'), Refusal('beyond-due').
 */
export function credit(
  db: Writer,
  {
    orderId,
    customerId,
    amountFen,
    source,
    reference,
    method,
  }: { orderId: string; customerId: string; amountFen: number; source: string; reference: string; method: 'trade-in' | 'loan' },
): { no: string } {
  const about = knownOrder(db, orderId)
  if (about.order.customerId !== customerId) throw new Refusal('not-this-customer', { no: about.order.no })
  if (isClosed(about.stage)) throw new Refusal('closed', { no: about.order.no, stage: about.stage })
  if (amountFen > about.money.dueFen) throw new Refusal('beyond-due', { dueFen: about.money.dueFen, amountFen })
  const { parts, leftFen } = earmark(about.plan, about.ledger, { amountFen, method })
  const all = leftFen > 0 ? [...parts, { kind: 'balance' as const, amountFen: leftFen }] : parts
  const no = nextNumber(db, 'RC')
  const rows = all.map((part, at) => ({ ...part, id: uuidv5(source, `credit ${at}`) }))
  book(db, about.order, no, rows, { method, methodRef: reference, note: null })
  return { no }
}

/** Money that is ours goes back before money held for others. */
const BACK: readonly ReceiptKind[] = ['balance', 'down', 'deposit', 'earnest', 'loan', ...heldKinds]

function partsBack(ledger: readonly LedgerRow[], amountFen: number): PlanLine[] {
  const parts: PlanLine[] = []
  let left = amountFen
  for (const kind of BACK) {
    const back = Math.min(left, refundableFen(ledger, kind))
    if (back > 0) parts.push({ kind, amountFen: -back })
    left -= Math.max(0, back)
  }
  return parts
}

export function refund(
  db: Writer,
  { orderId, amountFen, kind, reason, method, methodRef }: Input<'receivables.refund'>,
): Output<'receivables.refund'> {
  const { order, ledger } = knownOrder(db, orderId)
  const [problem] = kind
    ? checkRefund(ledger, { kind, amountFen })
    : amountFen > refundableFen(ledger)
      ? (['exceeds-received'] as const)
      : []
  if (problem) throw new Refusal(problem, { amountFen, refundableFen: refundableFen(ledger, kind ?? undefined) })
  const no = nextNumber(db, 'RF')
  book(db, order, no, kind ? [{ kind, amountFen: -amountFen }] : partsBack(ledger, amountFen), { method, methodRef, note: reason })
  return given(db, orderId, no, -amountFen)
}

type Booked = {
  id: string
  order_id: string
  kind: ReceiptKind
  amount_fen: number
  method: Payment['method']
  method_ref: string | null
  reverses_id: string | null
  reversed: number
}

/**
 * Takes a payment back whole. The counter-rows' ids follow from what they undo, so that two desktops that reverse the
 * same payment make one reversal.
 */
export function reverse(db: Writer, { no: wrong, reason }: Input<'receivables.reverse'>): Output<'receivables.reverse'> {
  const rows = db.all<Booked>(
    'SELECT r.*, EXISTS (SELECT 1 FROM receipts x WHERE x.reverses_id = r.id) AS reversed FROM receipts r WHERE r.no = ? ORDER BY r.id',
    wrong,
  )
  const [first] = rows
  if (!first) throw new Refusal('not-found', { table: 'receipts', id: wrong })
  const order = mustSee(db, first.order_id)
  if (first.reverses_id) throw new Refusal('is-reversal', { no: wrong })
  if (rows.some((row) => row.reversed === 1)) throw new Refusal('already-reversed', { no: wrong })
  const amountFen = sumFen(rows.map((row) => row.amount_fen))
  const left = refundableFen(ledgerOf(db, order.id))
  if (amountFen > left) throw new Refusal('exceeds-received', { amountFen, refundableFen: left })
  const no = nextNumber(db, 'RV')
  for (const row of rows) {
    const id = uuidv5(row.id, 'reverses')
    db.unique(`reverses:${row.id}`, id, {
      covering: () =>
        book(db, order, no, [{ id, kind: row.kind, amountFen: -row.amount_fen, reversesId: row.id }], {
          method: first.method,
          methodRef: first.method_ref,
          note: reason,
        }),
    })
  }
  return given(db, order.id, no, -amountFen)
}
