// Buying parts: suppliers of the group, purchases of a site with their lines, and what happened as ledgers: deliveries, invoices,
// what was said with a supplier.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const suppliers = table(
  'suppliers',
  { scope: 'group', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    contact: text('contact'),
    phone: text('phone'),
    /** Days from order to delivery they promise. */
    leadDays: integer('lead_days'),
    terms: text('terms'),
    archivedAt: integer('archived_at'),
    createdAt: integer('created_at').notNull(),
  },
)

/** What was said or agreed with a supplier; a review gives 1 to 5 points. */
export const supplierNotes = table(
  'supplier_notes',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    supplierId: text('supplier_id').notNull(),
    /** See rules.ts, relationKinds. */
    kind: text('kind').notNull(),
    said: text('said').notNull(),
    points: integer('points'),
    notedAt: integer('noted_at').notNull(),
    notedBy: text('noted_by').notNull(),
  },
)

/** A state is built on: who decides, orders or drops expects it, and the later of two desks is a case. */
export const purchases = table(
  'purchases',
  { scope: 'site', policy: 'fields', groups: [['state', 'decided_by', 'decided_at', 'ordered_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    supplierId: text('supplier_id').notNull(),
    /** See rules.ts, purchaseStates. */
    state: text('state').notNull(),
    reason: text('reason'),
    dueOn: text('due_on'),
    askedBy: text('asked_by').notNull(),
    askedAt: integer('asked_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    comment: text('comment'),
    orderedAt: integer('ordered_at'),
  },
)

export const purchaseLines = table(
  'purchase_lines',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    purchaseId: text('purchase_id').notNull(),
    sort: integer('sort').notNull().default(0),
    partId: text('part_id').notNull(),
    units: integer('units').notNull(),
    /** What was agreed for all of them. */
    costFen: integer('cost_fen').notNull(),
  },
)

/** What came of a line: whole units, which are in the parts ledger too, and damaged ones, which are not. */
export const purchaseReceipts = table(
  'purchase_receipts',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    purchaseId: text('purchase_id').notNull(),
    lineId: text('line_id').notNull(),
    /** The paper in the parts ledger. */
    no: text('no').notNull(),
    units: integer('units').notNull(),
    damagedUnits: integer('damaged_units').notNull().default(0),
    costFen: integer('cost_fen').notNull(),
    note: text('note'),
    receivedOn: text('received_on').notNull(),
    receivedAt: integer('received_at').notNull(),
    receivedBy: text('received_by').notNull(),
  },
)

export const purchaseInvoices = table(
  'purchase_invoices',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    purchaseId: text('purchase_id').notNull(),
    invoiceNo: text('invoice_no').notNull(),
    amountFen: integer('amount_fen').notNull(),
    invoicedOn: text('invoiced_on').notNull(),
    note: text('note'),
    enteredAt: integer('entered_at').notNull(),
    enteredBy: text('entered_by').notNull(),
  },
)
