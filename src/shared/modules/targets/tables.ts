// What people are to reach, by what they are paid, and the statements made of it. What was sold is read from the orders.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** One row a month, person and measure, its id made of them: two desks that set one target write one row, and a case when they differ. */
export const targets = table(
  'targets',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    month: text('month').notNull(),
    /** Null: the team. */
    personId: text('person_id'),
    /** See rules.ts, measures. */
    measure: text('measure').notNull(),
    value: integer('value').notNull(),
  },
)

/** Dated, and never changed: another scheme holds from its day on. */
export const commissionSchemes = table(
  'commission_schemes',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    name: text('name').notNull(),
    validFromOn: text('valid_from_on').notNull(),
    /** JSON, see rules.ts, SchemeTerms. */
    terms: text('terms').notNull(),
    createdAt: integer('created_at').notNull(),
  },
)

/** A statement once somebody reviewed it: one a person and month in the group, and each step expects the one before. */
export const commissionSheets = table(
  'commission_sheets',
  { scope: 'site', policy: 'fields', groups: [['state', 'lines', 'total_fen', 'reviewed_by', 'reviewed_at', 'locked_by', 'locked_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    personId: text('person_id').notNull(),
    month: text('month').notNull(),
    state: text('state').notNull(),
    /** JSON, see rules.ts, Line. */
    lines: text('lines').notNull(),
    totalFen: integer('total_fen').notNull(),
    reviewedBy: text('reviewed_by'),
    reviewedAt: integer('reviewed_at'),
    lockedBy: text('locked_by'),
    lockedAt: integer('locked_at'),
  },
)
