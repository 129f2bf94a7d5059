// What may be asked of invoices: what one would say, prepare it, enter the number the tax platform gave, void or reverse it.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { Content, invoiceForms, invoiceKinds, invoiceStates, Numbers, prepared } from './rules.ts'

const Id = z.string().min(1).max(60)
const Reason = z.string().trim().min(2, 'required').max(200)
const Done = z.object({ id: z.string() })

export const InvoiceRow = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNo: z.string(),
  kind: z.enum(invoiceKinds),
  form: z.enum(invoiceForms),
  state: z.enum(invoiceStates),
  /** A red invoice: amounts are negative. */
  red: z.boolean(),
  buyerName: z.string().nullable(),
  vin: z.string(),
  grossFen: Fen,
  netFen: Fen,
  taxFen: Fen,
  code: z.string().nullable(),
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  preparedBy: z.string(),
  preparedAt: z.int(),
  standing: Standing,
})
export type InvoiceRow = z.infer<typeof InvoiceRow>

const reads = ['invoices', 'orders', 'users', '_sync_changesets', 'cases']
const prepareRefusals = ['not-signed', 'no-car', 'not-reserved', 'provisional', 'already-invoiced', 'beyond-own', 'no-rate'] as const

export const invoices = {
  /** `totals`: gross, net and tax of what was issued. */
  page: query({ access: 'receivables.view', input: ListRequest, output: listPage(InvoiceRow), reads }),
  card: query({
    access: 'receivables.view',
    input: z.object({ id: Id }),
    output: z.object({
      invoice: InvoiceRow,
      content: Content,
      vatBp: z.int(),
      machineCode: z.string().nullable(),
      machineNo: z.string().nullable(),
      machineId: z.string().nullable(),
      taxControlCode: z.string().nullable(),
      taxPaymentNo: z.string().nullable(),
      reason: z.string().nullable(),
      /** The one it reverses, and the one it is reversed by. */
      redOf: z.object({ id: z.string(), number: z.string().nullable() }).nullable(),
      redBy: z.object({ id: z.string(), number: z.string().nullable(), state: z.enum(invoiceStates) }).nullable(),
      /** Of one that clashed: the invoice the order has. */
      holder: z.object({ id: z.string(), number: z.string().nullable(), preparedBy: z.string() }).nullable(),
      mayVoid: z.boolean(),
      mayReverse: z.boolean(),
    }),
    reads,
  }),
  /** What the invoice of an order would say, and why it may not be prepared yet. */
  basis: query({
    access: 'receivables.view',
    input: z.object({ orderId: OrderId }),
    output: z.object({
      orderNo: z.string(),
      kind: z.enum(invoiceKinds),
      content: Content,
      /** The car alone, and the most an invoice of this order may say: all that is ours, nothing that is held for others. */
      carFen: Fen,
      mostFen: Fen,
      vat: z.object({ 'new-car': z.int().nullable(), 'used-car': z.int().nullable() }),
      obstacle: z.enum(prepareRefusals).nullable(),
    }),
    reads: [...reads, 'customers', 'vehicles', 'sites', 'parameters', 'order_lines'],
  }),
  prepare: command({
    access: 'receivables.invoice',
    input: z
      .object({
        orderId: OrderId,
        kind: z.enum(invoiceKinds),
        form: z.enum(invoiceForms),
        grossFen: Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much'),
        content: Content,
      })
      .superRefine(prepared),
    output: Done,
    writes: ['invoices'],
    refusals: prepareRefusals,
  }),
  /** The invoice exists: the number it was given. Ticks the order's check. */
  issue: command({
    access: 'receivables.invoice',
    input: z.object({ id: Id, numbers: Numbers }),
    output: Done,
    writes: ['invoices', 'order_ticks'],
    refusals: ['not-prepared', 'wrong-number', 'number-taken', 'day-ahead'],
  }),
  /** 完税凭证号码. */
  taxPaid: command({
    access: 'receivables.invoice',
    input: z.object({ id: Id, taxPaymentNo: z.string().trim().min(4, 'required').max(40) }),
    output: Done,
    writes: ['invoices'],
    refusals: ['not-issued'],
  }),
  void: command({
    access: 'receivables.invoice',
    input: z.object({ id: Id, reason: Reason }),
    output: Done,
    writes: ['invoices', 'order_ticks'],
    refusals: ['not-voidable'],
  }),
  /** Prepares the red invoice of the whole; once its number is entered the first one is reversed and the order free for a new one. */
  reverse: command({
    access: 'receivables.invoice',
    input: z.object({ id: Id, reason: Reason }),
    output: Done,
    writes: ['invoices'],
    refusals: ['not-reversible', 'already-reversing'],
  }),
}
