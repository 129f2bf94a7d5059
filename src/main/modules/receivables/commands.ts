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
  isHeld,
  lessPaidOut,
  refundableFen,
  type LedgerRow,
  type PayoutKind,
  type PlanLine,
  type ReceiptKind,
  type ReceiptMethod,
} from '../../../shared/modules/receivables/rules.ts'
import { payouts, planLines, receipts } from '../../../shared/modules/receivables/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { isClosed, knownOrder, ledgerOf, mustSee, planOf, type Order } from '../orders/queries/facts.ts'
import { compensationLeft, earnestRoom, paidOutOf } from './queries.ts'

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

function book(db: Writer, order: Pick<Order, 'id' | 'siteId' | 'customerId'>, no: string, parts: Parts, payment: Payment): void {
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

/**
 * Money of a work order, in or (below 0) back: the same ledger, so that a cashier's day is one. What is due of it is the
 * caller's to know; `id` where money booked at two desks must be one row. Returns its number.
 */
export function bookService(
  db: Writer,
  workOrder: Pick<Order, 'id' | 'siteId' | 'customerId'>,
  { amountFen, id, ...payment }: Payment & { amountFen: number; id?: string },
): string {
  const no = nextNumber(db, amountFen > 0 ? 'RC' : 'RF')
  book(db, workOrder, no, [{ kind: 'service', amountFen, ...(id === undefined ? {} : { id }) }], payment)
  return no
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

/**
 * Settles a debt that will not come: rows of the ledger that are no money, on the open lines of our own part, named by what
 * they come from (`source`). Also of an order that is over. @throws Refusal('beyond-due').
 */
export function writeOff(
  db: Writer,
  { orderId, amountFen, source, note }: { orderId: string; amountFen: number; source: string; note: string },
): void {
  const { order, plan: planned, ledger } = knownOrder(db, orderId)
  const own = planned.filter(({ kind }) => !isHeld(kind) && kind !== 'loan')
  const { parts, leftFen } = earmark(own, ledger, { amountFen, method: 'write-off' })
  if (leftFen > 0) throw new Refusal('beyond-due', { dueFen: amountFen - leftFen, amountFen })
  const rows = parts.map((each, at) => ({ ...each, id: uuidv5(source, `write-off ${at}`) }))
  book(db, order, nextNumber(db, 'BD'), rows, { method: 'write-off', methodRef: null, note })
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
  const about = knownOrder(db, orderId)
  const { order } = about
  // What was paid on to a tax office or an insurer is not here to be given back.
  const ledger = lessPaidOut(about.ledger, paidOutOf(db, orderId))
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
  const left = refundableFen(lessPaidOut(ledgerOf(db, order.id), paidOutOf(db, order.id)))
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

/** What may still be paid out for an order under one word. */
function roomFor(db: Writer, order: Order, kind: PayoutKind): number {
  if (kind === 'earnest-double') return compensationLeft(db, order)
  return refundableFen(
    lessPaidOut(ledgerOf(db, order.id), paidOutOf(db, order.id)).filter((row) => isHeld(row.kind)),
    kind,
  )
}

export function payOut(db: Writer, { orderId, kind, amountFen, ...payment }: Input<'receivables.payOut'>): Output<'receivables.payOut'> {
  const order = mustSee(db, orderId)
  const room = roomFor(db, order, kind)
  if (amountFen > room) throw new Refusal(kind === 'earnest-double' ? 'exceeds-owed' : 'exceeds-held', { leftFen: room, amountFen })
  const no = nextNumber(db, 'PO')
  db.put(payouts, {
    id: db.newId(),
    siteId: order.siteId,
    no,
    orderId,
    customerId: order.customerId,
    kind,
    amountFen,
    ...payment,
    paidOn: db.today,
    paidAt: db.now,
    paidBy: db.who.user,
  })
  return { no, leftFen: room - amountFen }
}

/** Like `reverse`: one counter-row, whoever makes it. */
export function takeBack(db: Writer, { no: wrong, reason }: Input<'receivables.takeBack'>): Output<'receivables.takeBack'> {
  const found = db.one<{ id: string }>('SELECT id FROM payouts WHERE no = ? ORDER BY id LIMIT 1', wrong)
  const row = db.must(payouts, found?.id ?? wrong)
  const order = mustSee(db, row.orderId)
  if (row.reversesId) throw new Refusal('is-reversal', { no: wrong })
  if (db.one('SELECT 1 FROM payouts WHERE reverses_id = ?', row.id)) throw new Refusal('already-reversed', { no: wrong })
  const no = nextNumber(db, 'PV')
  const id = uuidv5(row.id, 'reverses')
  db.unique(`reverses:${row.id}`, id, {
    covering: () =>
      db.put(payouts, {
        ...row,
        id,
        no,
        amountFen: -row.amountFen,
        reversesId: row.id,
        note: reason,
        paidOn: db.today,
        paidAt: db.now,
        paidBy: db.who.user,
      }),
  })
  return { no, leftFen: roomFor(db, order, row.kind as PayoutKind) }
}
