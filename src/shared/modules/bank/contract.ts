// 银行对账: lines of statements, what each most likely is, accepting it whole or in parts, and taking that back.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { candidateKinds, lineStates, reasons } from './rules.ts'

const Id = z.string().min(1).max(60)
const Done = z.object({ id: z.string() })

export const BankLineRow = z.object({
  id: z.string(),
  bookedOn: z.string(),
  clock: z.string().nullable(),
  amountFen: Fen,
  matchedFen: Fen,
  leftFen: Fen,
  state: z.enum(lineStates),
  payerName: z.string().nullable(),
  payerAccount: z.string().nullable(),
  account: z.string().nullable(),
  reference: z.string().nullable(),
  purpose: z.string().nullable(),
  ignored: z.string().nullable(),
})
export type BankLineRow = z.infer<typeof BankLineRow>

export const Suggested = z.object({
  kind: z.enum(candidateKinds),
  key: z.string(),
  orderId: z.string(),
  orderNo: z.string(),
  customerName: z.string(),
  /** What is left of the booking, or what the order still owes. */
  openFen: Fen,
  on: z.string().nullable(),
  score: z.int(),
  why: z.array(z.enum(reasons)),
})
export type Suggested = z.infer<typeof Suggested>

const Part = z.object({
  /** A booking: of what came in a receipt, of what went out a refund or a payout. Or, of what came in, an order a receipt is booked for. */
  receiptNo: z.string().min(1).max(40).nullable().default(null),
  orderId: OrderId.nullable().default(null),
  amountFen: Fen.min(1, 'not-zero'),
})
const reads = ['bank_lines', 'bank_matches', 'import_batches']
const writes = ['bank_lines', 'bank_matches', 'receipts'] as const
const refusals = ['ignored', 'beyond-line', 'beyond-receipt', 'no-such-receipt', 'closed', 'beyond-due'] as const

export const bank = {
  /** `totals` of what is not ignored: amount, out against in, and what is left to match, in and out together. */
  page: query({ access: 'receivables.bank', input: ListRequest, output: listPage(BankLineRow), reads }),
  card: query({
    access: 'receivables.bank',
    input: z.object({ id: Id }),
    output: z.object({
      line: BankLineRow,
      matches: z.array(
        z.object({
          id: z.string(),
          receiptNo: z.string(),
          orderId: z.string(),
          orderNo: z.string(),
          customerName: z.string(),
          amountFen: Fen,
          booked: z.boolean(),
          score: z.int(),
          why: z.array(z.enum(reasons)),
          by: z.string(),
          at: z.int(),
          undone: z.boolean(),
        }),
      ),
      suggestions: z.array(Suggested),
    }),
    reads: [...reads, 'receipts', 'payouts', 'orders', 'order_sums', 'plan_lines', 'customers', 'users'],
  }),
  /** Takes a line, or parts of it, as bookings that are there, or as receipts booked by it. All of it or nothing. */
  match: command({
    access: 'receivables.bank',
    input: z.object({ id: Id, parts: z.array(Part).min(1).max(20) }),
    output: z.object({ leftFen: Fen, receipts: z.array(z.string()) }),
    writes,
    refusals,
  }),
  /** Takes what is sure of these lines; the others stay for a person to look at. */
  matchSure: command({
    access: 'receivables.bank',
    input: z.object({ ids: z.array(Id).min(1).max(200) }),
    output: z.object({ matched: z.int(), left: z.int() }),
    writes,
    refusals,
  }),
  /** Takes a match back, and with it the receipt it had booked. */
  undo: command({
    access: 'receivables.bank',
    input: z.object({ matchId: Id }),
    output: Done,
    writes,
    refusals: ['already-undone', 'already-reversed', 'is-reversal', 'exceeds-received'],
  }),
  /** Nobody's payment, with the reason; empty takes that back. */
  ignore: command({
    access: 'receivables.bank',
    input: z.object({ id: Id, reason: z.string().trim().max(100) }),
    output: Done,
    writes: ['bank_lines'],
    refusals: ['is-matched'],
  }),
}
