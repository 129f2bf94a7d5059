// Settlements of work orders, what each payer owes of them, and which were handed to the health-record platform. Written once
// and never changed; what came later is settled beside it. Settlements and charges are no ledgers: of two desks that settle one
// order apart only the first bills it, and a ledger's rows stay whatever falls.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const settlements = table(
  'settlements',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** 结算清单编号. */
    no: text('no').notNull(),
    workOrderId: text('work_order_id').notNull(),
    customerId: text('customer_id').notNull(),
    settledOn: text('settled_on').notNull(),
    settledAt: integer('settled_at').notNull(),
    settledBy: text('settled_by').notNull(),
    labourFen: integer('labour_fen').notNull(),
    partsFen: integer('parts_fen').notNull(),
    discountFen: integer('discount_fen').notNull(),
    totalFen: integer('total_fen').notNull(),
    /** JSON: see rules.ts, SettledContent. */
    content: text('content').notNull(),
  },
)

/** What one payer owes of a settlement. */
export const settlementCharges = table(
  'settlement_charges',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    settlementId: text('settlement_id').notNull(),
    workOrderId: text('work_order_id').notNull(),
    payer: text('payer').notNull(),
    amountFen: integer('amount_fen').notNull(),
  },
)

/** A settlement was handed to the platform; the id is made of the settlement's, so that two desks say it once. */
export const recordUploads = table(
  'record_uploads',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    settlementId: text('settlement_id').notNull(),
    /** The file it went out in. */
    fileName: text('file_name').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    uploadedAt: integer('uploaded_at').notNull(),
  },
)
