// Invoices of cars: prepared here, issued at the tax platform, their numbers entered afterwards.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const invoices = table(
  'invoices',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'reason', 'ended_by', 'ended_at'],
      ['code', 'number', 'issued_on', 'machine_code', 'machine_no', 'machine_id', 'tax_control_code', 'issued_by'],
      ['gross_fen', 'net_fen', 'tax_fen', 'vat_bp'],
    ],
    personal: ['buyer_name', 'buyer_paper_no', 'buyer_tax_no'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    /** See rules.ts, invoiceKinds and invoiceForms. */
    kind: text('kind').notNull(),
    form: text('form').notNull(),
    /** See rules.ts, invoiceStates. */
    state: text('state').notNull(),
    /** 1: another desktop's invoice of the same order came first, whatever became of this one since. */
    clashed: integer('clashed').notNull().default(0),
    /** The invoice this one reverses whole. */
    redOf: text('red_of'),
    buyerName: text('buyer_name'),
    buyerPaperNo: text('buyer_paper_no'),
    buyerTaxNo: text('buyer_tax_no'),
    /** JSON of all other fields: see rules.ts, InvoiceContent. */
    content: text('content').notNull(),
    grossFen: integer('gross_fen').notNull(),
    netFen: integer('net_fen').notNull(),
    taxFen: integer('tax_fen').notNull(),
    vatBp: integer('vat_bp').notNull(),
    vin: text('vin').notNull(),
    code: text('code'),
    number: text('number'),
    issuedOn: text('issued_on'),
    machineCode: text('machine_code'),
    machineNo: text('machine_no'),
    machineId: text('machine_id'),
    taxControlCode: text('tax_control_code'),
    /** 完税凭证号码, once the purchase tax is paid. */
    taxPaymentNo: text('tax_payment_no'),
    reason: text('reason'),
    preparedBy: text('prepared_by').notNull(),
    preparedAt: integer('prepared_at').notNull(),
    issuedBy: text('issued_by'),
    endedBy: text('ended_by'),
    endedAt: integer('ended_at'),
  },
)
