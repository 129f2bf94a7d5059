// What customers owe and what they paid. Plan lines belong to the order's document; receipts are a ledger.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const planLines = table(
  'plan_lines',
  { scope: 'site', policy: 'document', document: { head: 'orders', column: 'order_id' } },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    sort: integer('sort').notNull().default(0),
    /** deposit | earnest | down | balance | loan | held */
    kind: text('kind').notNull(),
    dueOn: text('due_on'),
    amountFen: integer('amount_fen').notNull(),
  },
)

/**
 * Money paid to others out of what a buyer left with us for them, and to a buyer on top of what he gave. Positive went out;
 * a wrong row is corrected by a counter-row that names it.
 */
export const payouts = table(
  'payouts',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** See rules.ts, payoutKinds. */
    kind: text('kind').notNull(),
    method: text('method').notNull(),
    methodRef: text('method_ref').notNull(),
    payee: text('payee').notNull(),
    amountFen: integer('amount_fen').notNull(),
    paidOn: text('paid_on').notNull(),
    paidAt: integer('paid_at').notNull(),
    paidBy: text('paid_by').notNull(),
    reversesId: text('reverses_id'),
    note: text('note'),
  },
)

/** Money taken (positive) and given back (negative). A wrong row is corrected by a counter-row that names it. */
export const receipts = table(
  'receipts',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** deposit | earnest | down | balance | loan | held | refund */
    kind: text('kind').notNull(),
    /** cash | transfer | card | wechat | alipay | loan */
    method: text('method').notNull(),
    methodRef: text('method_ref'),
    amountFen: integer('amount_fen').notNull(),
    receivedOn: text('received_on').notNull(),
    receivedAt: integer('received_at').notNull(),
    receivedBy: text('received_by').notNull(),
    reversesId: text('reverses_id'),
    note: text('note'),
  },
)
