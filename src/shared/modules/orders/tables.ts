// An order from quote to delivery: a document with `rev`. Totals are computed by rules.ts; what lists show of them is
// kept in a derived local table.
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
    /** What the document itself says; what people see is its stage, see rules.ts, stageOf. */
    state: text('state').notNull(),
    customerId: text('customer_id').notNull(),
    vehicleId: text('vehicle_id'),
    consultantId: text('consultant_id').notNull(),
    listFen: integer('list_fen').notNull(),
    /** Agreed price of the car alone, VAT included. */
    priceFen: integer('price_fen').notNull(),
    purchaseTaxFen: integer('purchase_tax_fen').notNull().default(0),
    insuranceFen: integer('insurance_fen').notNull().default(0),
    insuranceNote: text('insurance_note'),
    plateFeeFen: integer('plate_fee_fen').notNull().default(0),
    plateNote: text('plate_note'),
    loanFen: integer('loan_fen').notNull().default(0),
    loanBank: text('loan_bank'),
    loanMonths: integer('loan_months'),
    deliverOn: text('deliver_on'),
    note: text('note'),
    /** Raised by every change of price or car and by asking anew: what an approval is an approval of. */
    termsRev: integer('terms_rev').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    placedAt: integer('placed_at'),
    signedAt: integer('signed_at'),
    reservedAt: integer('reserved_at'),
    deliveredAt: integer('delivered_at'),
    cancelledAt: integer('cancelled_at'),
    /** customer | store | agreed | car-lost */
    cancelKind: text('cancel_kind'),
    cancelReason: text('cancel_reason'),
    /** The order that holds the car this one lost. */
    lostTo: text('lost_to'),
    /** The number of the sale right the signature was firm under, see vehicles, hold; null when HQ had to be asked. */
    soldUnder: text('sold_under'),
    /** JSON, see loans/rules.ts, LoanTerms; null where only an amount was noted. */
    loanTerms: text('loan_terms'),
    /** What a quote is called beside others of its buyer. */
    scheme: text('scheme'),
    /** The last day a quote holds; null where none was said. */
    validUntil: text('valid_until'),
    /** JSON, see rules.ts, InsuranceLines; null where only the sum was noted. */
    insuranceLines: text('insurance_lines'),
    /** The old car it counts on. */
    appraisalId: text('appraisal_id'),
    /** 双倍返还: owed to the buyer on top of what goes back, because the store failed to deliver. */
    compensationFen: integer('compensation_fen'),
  },
)

/**
 * One delivery check of an order, see rules.ts. No part of its document: several people tick at once, and a tick is never
 * lost to an edit of the price.
 */
export const orderTicks = table(
  'order_ticks',
  { scope: 'site', policy: 'fields', repeats: true, groups: [['done', 'done_by', 'done_at']] },
  {
    /** uuid5(order, check): two desktops that tick the same write one row. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    item: text('item').notNull(),
    done: integer('done').notNull().default(0),
    doneBy: text('done_by'),
    doneAt: integer('done_at'),
  },
)

/**
 * When and where an order's car is handed over; and, where that happened without all papers, by whose word and why. Its id
 * is the order's: two desks that make an appointment write one row.
 */
export const handovers = table(
  'handovers',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['appointed_on', 'slot', 'bay'],
      ['override_reason', 'override_by', 'override_at', 'missing'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    appointedOn: text('appointed_on'),
    /** `14:30`, China's time. */
    slot: text('slot'),
    bay: text('bay'),
    note: text('note'),
    overrideReason: text('override_reason'),
    overrideBy: text('override_by'),
    overrideAt: integer('override_at'),
    /** JSON: the checks that were missing then. */
    missing: text('missing'),
  },
)

/** What was known when a car was ordered under its cost, see commands/proof.ts. */
export const priceProofs = table(
  'price_proofs',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    termsRev: integer('terms_rev').notNull(),
    vehicleId: text('vehicle_id').notNull(),
    priceFen: integer('price_fen').notNull(),
    costFen: integer('cost_fen').notNull(),
    /** Already in the price it was bought at. */
    rebateFen: integer('rebate_fen').notNull(),
    /** JSON: policy, paper and amount of each documented rebate. */
    documented: text('documented').notNull(),
    marginFen: integer('margin_fen').notNull(),
    reason: text('reason').notNull(),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
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

// What lists, totals and filters show of an order: derived from its document, its approvals and the ledger, read by SQL.
table(
  'order_sums',
  { scope: 'local' },
  {
    /** The order's id. */
    id: text('id').primaryKey(),
    /** See rules.ts, stageOf. */
    stage: text('stage').notNull(),
    ownFen: integer('own_fen').notNull(),
    heldFen: integer('held_fen').notNull(),
    totalFen: integer('total_fen').notNull(),
    discountFen: integer('discount_fen').notNull(),
    discountBp: integer('discount_bp').notNull(),
    plannedFen: integer('planned_fen').notNull(),
    /** Came in less went back. */
    netFen: integer('net_fen').notNull(),
    dueFen: integer('due_fen').notNull(),
    overFen: integer('over_fen').notNull(),
  },
)
