// What people agreed to, where their data came from, and what was looked up about them: ledgers. Who they are lies in customers.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** Two desks that write apart both stay; where one took back what the other says was given, the withdrawal holds (rules.ts). */
export const customerConsents = table(
  'customer_consents',
  { scope: 'site', policy: 'ledger', personal: ['evidence'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** given | withdrawn */
    state: text('state').notNull(),
    /** One of the purposes in rules.ts, or `all` in a withdrawal. */
    purpose: text('purpose').notNull(),
    /** One of the channels in rules.ts, or `all`. */
    channel: text('channel').notNull(),
    /** signed | spoken | form | message | partner | unsubscribe */
    how: text('how').notNull(),
    evidence: text('evidence'),
    /** Ids of the rows its author saw and which it answers, a JSON list. */
    answers: text('answers').notNull(),
    /** The import it came with. */
    batchId: text('batch_id'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** A look into a register: nothing of it is ever changed. */
export const customerVerifications = table(
  'customer_verifications',
  { scope: 'site', policy: 'ledger', personal: ['subject', 'note'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** people | vehicles */
    register: text('register').notNull(),
    /** What was asked for, masked: the number itself lies with the customer. */
    subject: text('subject'),
    /** match | mismatch | no-record */
    outcome: text('outcome').notNull(),
    /** link | original | counter | phone */
    way: text('way').notNull(),
    note: text('note'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Whose data a partner gave, and on what ground. */
export const customerOrigins = table(
  'customer_origins',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    partner: text('partner').notNull(),
    basis: text('basis').notNull(),
    agreedOn: text('agreed_on').notNull(),
    product: text('product'),
    batchId: text('batch_id'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)
