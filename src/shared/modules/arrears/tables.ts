// Reminders, how a customer is reminded, and debts written off.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** A reminder that went out; one a level and debt: see rules.ts, noticeId. */
export const dunningNotices = table(
  'dunning_notices',
  { scope: 'site', policy: 'ledger', personal: ['text', 'said'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id').notNull(),
    level: integer('level').notNull(),
    name: text('name').notNull(),
    oldestOn: text('oldest_on').notNull(),
    overdueFen: integer('overdue_fen').notNull(),
    channel: text('channel').notNull(),
    text: text('text'),
    said: text('said'),
    promisedOn: text('promised_on'),
    noticedOn: text('noticed_on').notNull(),
    noticedAt: integer('noticed_at').notNull(),
    noticedBy: text('noticed_by').notNull(),
  },
)

/** One row a customer: see rules.ts, termsId. */
export const dunningTerms = table(
  'dunning_terms',
  { scope: 'site', policy: 'fields', groups: [['strategy', 'until_on', 'reason', 'set_by', 'set_at']], personal: ['reason'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    strategy: text('strategy').notNull(),
    untilOn: text('until_on'),
    reason: text('reason'),
    setBy: text('set_by').notNull(),
    setAt: integer('set_at').notNull(),
  },
)

export const writeOffs = table(
  'write_offs',
  { scope: 'site', policy: 'fields', groups: [['state', 'decided_by', 'decided_at', 'word']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    amountFen: integer('amount_fen').notNull(),
    reason: text('reason').notNull(),
    /** See rules.ts, writeOffStates. */
    state: text('state').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: integer('asked_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    word: text('word'),
  },
)
