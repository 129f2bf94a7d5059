// An order from quote to delivery: a document with `rev`. Totals are computed by rules.ts and never stored.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const orders = table(
  'orders',
  { scope: 'site', policy: 'document', document: { head: 'orders', column: 'id' } },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    rev: integer('rev').notNull().default(1),
    /** See rules.ts, order states. */
    state: text('state').notNull(),
    customerId: text('customer_id').notNull(),
    vehicleId: text('vehicle_id'),
    consultantId: text('consultant_id').notNull(),
    listFen: integer('list_fen').notNull(),
    /** Agreed price of the car alone, VAT included. */
    priceFen: integer('price_fen').notNull(),
    purchaseTaxFen: integer('purchase_tax_fen').notNull().default(0),
    insuranceFen: integer('insurance_fen').notNull().default(0),
    plateFeeFen: integer('plate_fee_fen').notNull().default(0),
    loanFen: integer('loan_fen').notNull().default(0),
    loanBank: text('loan_bank'),
    loanMonths: integer('loan_months'),
    deliverOn: text('deliver_on'),
    note: text('note'),
    /** The `rev` whose contents every needed level approved; null while none was, or none was needed. */
    approvedRev: integer('approved_rev'),
    /** Raised by every change of price or car: what an approval is an approval of. */
    termsRev: integer('terms_rev').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    signedAt: integer('signed_at'),
    reservedAt: integer('reserved_at'),
    paidAt: integer('paid_at'),
    deliveredAt: integer('delivered_at'),
    cancelledAt: integer('cancelled_at'),
    cancelReason: text('cancel_reason'),
    /** The order that holds the car this one lost. */
    lostTo: text('lost_to'),
    /** JSON array of the delivery papers handed over. */
    papers: text('papers'),
  },
)

export const orderLines = table(
  'order_lines',
  { scope: 'site', policy: 'document', document: { head: 'orders', column: 'order_id' } },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    sort: integer('sort').notNull().default(0),
    name: text('name').notNull(),
    amountFen: integer('amount_fen').notNull(),
    gift: integer('gift').notNull().default(0),
  },
)
