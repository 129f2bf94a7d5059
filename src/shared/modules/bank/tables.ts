// Lines of bank statements as they were brought in, and which receipt each was found to be.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const bankLines = table(
  'bank_lines',
  {
    scope: 'site',
    policy: 'fields',
    repeats: true,
    batch: 'batch_id',
    groups: [['ignored', 'ignored_by', 'ignored_at']],
    personal: ['payer_name', 'payer_account', 'purpose'],
  },
  {
    /** Made of the line's fingerprint: see rules.ts, lineId. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    bookedOn: text('booked_on').notNull(),
    clock: text('clock'),
    amountFen: integer('amount_fen').notNull(),
    balanceFen: integer('balance_fen'),
    payerName: text('payer_name'),
    payerAccount: text('payer_account'),
    account: text('account'),
    reference: text('reference'),
    purpose: text('purpose'),
    /** Why it is nobody's payment: interest, a fee, our own transfer. */
    ignored: text('ignored'),
    ignoredBy: text('ignored_by'),
    ignoredAt: integer('ignored_at'),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
  },
)

/** A part of a line is a part of a receipt. */
export const bankMatches = table(
  'bank_matches',
  { scope: 'site', policy: 'fields', groups: [['undone_by', 'undone_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    lineId: text('line_id').notNull(),
    receiptNo: text('receipt_no').notNull(),
    orderId: text('order_id').notNull(),
    amountFen: integer('amount_fen').notNull(),
    /** 1: the receipt was booked from the line, and goes with the match when it is undone. */
    booked: integer('booked').notNull().default(0),
    /** What spoke for it, as it was shown: JSON of rules.ts, Reason, and the score. */
    why: text('why').notNull().default('[]'),
    score: integer('score').notNull().default(0),
    matchedBy: text('matched_by').notNull(),
    matchedAt: integer('matched_at').notNull(),
    undoneBy: text('undone_by'),
    undoneAt: integer('undone_at'),
  },
)
