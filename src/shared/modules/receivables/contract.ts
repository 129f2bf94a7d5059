// Taking and giving back money of orders, and what a cashier counts at the end of a day. What is owed is part of the
// order's document; the ledger of receipts is only added to.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { heldKinds, heldStates, moneyMethods, orderKinds, payoutKinds, receiptKinds, receiptMethods, refundProblems } from './rules.ts'

const Amount = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')
const Reference = z
  .string()
  .trim()
  .max(60)
  .transform((text) => text || null)
  .nullable()
  .default(null)
const Note = z
  .string()
  .trim()
  .max(200)
  .transform((text) => text || null)
  .nullable()
  .default(null)

/** One payment under one number; `amountFen` negative when it went back. */
export const PaymentRow = z.object({
  id: z.string(),
  no: z.string(),
  orderId: z.string(),
  orderNo: z.string(),
  customerName: z.string(),
  kinds: z.array(z.enum(receiptKinds)),
  method: z.enum(receiptMethods),
  methodRef: z.string().nullable(),
  amountFen: Fen,
  /** Of amountFen: ours, and held for others. */
  ownFen: Fen,
  heldFen: Fen,
  receivedOn: z.string(),
  receivedAt: z.int(),
  by: z.string(),
  standing: Standing,
  reverses: z.boolean(),
  reversed: z.boolean(),
  note: z.string().nullable(),
})
export type PaymentRow = z.infer<typeof PaymentRow>

/** The account of one kind of held money of one order. */
export const HeldRow = z.object({
  /** `<order id> <kind>`. */
  id: z.string(),
  orderId: z.string(),
  orderNo: z.string(),
  customerName: z.string(),
  kind: z.enum(heldKinds),
  state: z.enum(heldStates),
  /** What the plan says, what came in less what went back, what was paid on, what is left. */
  plannedFen: Fen,
  collectedFen: Fen,
  paidFen: Fen,
  leftFen: Fen,
  lastPaidOn: z.string().nullable(),
})
export type HeldRow = z.infer<typeof HeldRow>

export const PayoutRow = z.object({
  id: z.string(),
  no: z.string(),
  kind: z.enum(payoutKinds),
  method: z.enum(moneyMethods),
  methodRef: z.string(),
  payee: z.string(),
  amountFen: Fen,
  paidOn: z.string(),
  by: z.string(),
  note: z.string().nullable(),
  reverses: z.boolean(),
  reversed: z.boolean(),
  standing: Standing,
})
export type PayoutRow = z.infer<typeof PayoutRow>

const Sums = z.object({ count: z.int(), inFen: Fen, outFen: Fen, netFen: Fen })
const Given = z.object({ no: z.string(), amountFen: Fen, dueFen: Fen, overFen: Fen })

export const receivables = {
  page: query({
    access: 'receivables.view',
    input: ListRequest,
    output: listPage(PaymentRow),
    reads: ['receipts', 'orders', 'customers', 'users', '_sync_changesets', 'cases'],
  }),

  /** 每日收款: what came in and went back on one day, by method and by what it was for; every cut adds up to the same net. */
  dayTotals: query({
    access: 'receivables.view',
    input: z.object({ on: Day }),
    output: z.object({
      on: z.string(),
      all: Sums,
      byMethod: z.array(Sums.extend({ method: z.enum(receiptMethods) })),
      byKind: z.array(Sums.extend({ kind: z.enum(receiptKinds) })),
      byPerson: z.array(Sums.extend({ userId: z.string(), name: z.string() })),
      /** Of the net: ours, and held for others; never mixed. */
      ownFen: Fen,
      heldFen: Fen,
      /** What a drawer should hold: cash alone. */
      cashFen: Fen,
    }),
    reads: ['receipts', 'orders', 'users'],
  }),

  /** What may come in or go back of one order now, for the dialogs. */
  standing: query({
    access: 'receivables.view',
    input: z.object({ orderId: OrderId }),
    output: z.object({
      dueFen: Fen,
      loanDueFen: Fen,
      customerDueFen: Fen,
      netFen: Fen,
      overFen: Fen,
      lines: z.array(z.object({ kind: z.enum(receiptKinds), amountFen: Fen, receivedFen: Fen, openFen: Fen })),
      /** What may be given back, by kind. */
      refundable: z.array(z.object({ kind: z.enum(receiptKinds), amountFen: Fen })),
      earnestRoomFen: Fen.nullable(),
      /** The most a 定金 of this order may be; beyond it the word has no effect. Null: no ceiling is in force. */
      earnestLimitFen: Fen.nullable(),
    }),
    reads: ['receipts', 'payouts', 'plan_lines', 'orders', 'order_lines', 'parameters'],
  }),

  /**
   * Takes money. Without a kind it pays what is open in the order of the plan, held money apart from ours. More than is
   * due is refused unless said on purpose.
   */
  receive: command({
    access: 'receivables.receive',
    input: z.object({
      orderId: OrderId,
      method: z.enum(moneyMethods),
      methodRef: Reference,
      amountFen: Amount,
      kind: z.enum(orderKinds).nullable().default(null),
      over: z.boolean().default(false),
      note: Note,
    }),
    output: Given,
    writes: ['receipts'],
    refusals: ['closed', 'beyond-due', 'earnest-above-ceiling'],
  }),

  /** Gives money back: without a kind first what came in too much and ours, held money last. */
  refund: command({
    access: 'receivables.refund',
    input: z.object({
      orderId: OrderId,
      method: z.enum(moneyMethods),
      methodRef: Reference,
      amountFen: Amount,
      kind: z.enum(orderKinds).nullable().default(null),
      reason: z.string().trim().min(1, 'required').max(200),
    }),
    output: Given,
    writes: ['receipts'],
    refusals: refundProblems,
  }),

  /** 代收代付: one account per order and kind. `totals`: planned, collected, paid, left. */
  held: query({
    access: 'receivables.view',
    input: ListRequest,
    output: listPage(HeldRow),
    reads: ['receipts', 'payouts', 'plan_lines', 'orders', 'customers'],
  }),
  /** What was paid out for an order, and what the store still owes its buyer beyond his own money. */
  payouts: query({
    access: 'receivables.view',
    input: z.object({ orderId: OrderId }),
    output: z.object({ rows: z.array(PayoutRow), compensationLeftFen: Fen }),
    reads: ['payouts', 'orders', 'users', '_sync_changesets', 'cases'],
  }),
  /** Pays held money to whom it is for, with the reference of that payment; or 双倍返还 to the buyer. Never more than is held or owed. */
  payOut: command({
    access: 'receivables.pay',
    input: z.object({
      orderId: OrderId,
      kind: z.enum(payoutKinds),
      method: z.enum(moneyMethods),
      methodRef: z.string().trim().min(2, 'required').max(60),
      payee: z.string().trim().min(2, 'required').max(80),
      amountFen: Amount,
      note: Note,
    }),
    output: z.object({ no: z.string(), leftFen: Fen }),
    writes: ['payouts'],
    refusals: ['exceeds-held', 'exceeds-owed'],
  }),
  /** 冲正 of a payout: the money came back, or it was entered wrongly. */
  takeBack: command({
    access: 'receivables.pay',
    input: z.object({ no: z.string().max(40), reason: z.string().trim().min(2, 'required').max(200) }),
    output: z.object({ no: z.string(), leftFen: Fen }),
    writes: ['payouts'],
    refusals: ['already-reversed', 'is-reversal'],
  }),

  /** 冲正: takes a wrongly entered payment back, whole and once. */
  reverse: command({
    access: 'receivables.refund',
    input: z.object({ no: z.string().max(40), reason: z.string().trim().min(1, 'required').max(200) }),
    output: Given,
    writes: ['receipts'],
    refusals: ['already-reversed', 'is-reversal', 'exceeds-received'],
  }),
}
