// What a store watches, what rang, what was done about it, and what each person has read. What rang and what was done are
// ledgers whose state is folded from them (rules.ts), so that two desks that say the same make one row, and two that say
// different things lose neither.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** Two desks that edit one rule merge field by field; limit and direction go together. A rule is switched off, never removed. */
export const alertRules = table(
  'alert_rules',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['indicator', 'direction', 'threshold', 'window_days'],
      ['to_role', 'to_user'],
      ['quiet_from', 'quiet_to'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    name: text('name').notNull(),
    /** See rules.ts, indicators. */
    indicator: text('indicator').notNull(),
    /** Only this subject (a series, a person); null watches each. */
    about: text('about'),
    /** above | below */
    direction: text('direction').notNull(),
    /** In the unit of the indicator. */
    threshold: integer('threshold').notNull(),
    windowDays: integer('window_days').notNull(),
    /** day | week | month: one alert a subject in each. */
    every: text('every').notNull(),
    /** Whom it tells; neither: everybody who sees alerts. */
    toRole: text('to_role'),
    toUser: text('to_user'),
    /** `21:00` to `08:00`, China's time: nothing rings then. */
    quietFrom: text('quiet_from'),
    quietTo: text('quiet_to'),
    active: integer('active').notNull().default(1),
  },
)

/** The id is made of rule, subject and period: whichever desk saw it first, it rang once. */
export const alerts = table(
  'alerts',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    ruleId: text('rule_id').notNull(),
    subject: text('subject').notNull(),
    /** A series, a member of staff, or empty for the site; never a customer. */
    label: text('label').notNull(),
    period: text('period').notNull(),
    value: integer('value').notNull(),
    threshold: integer('threshold').notNull(),
    rungAt: integer('rung_at').notNull(),
  },
)

export const alertDeeds = table(
  'alert_deeds',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    alertId: text('alert_id').notNull(),
    /** 1, and one more each time it came back. */
    turn: integer('turn').notNull(),
    /** See rules.ts, deedKinds. */
    kind: text('kind').notNull(),
    words: text('words'),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
)

/** A person has read a message; the id is made of both, so that reading it at two desks is one row. */
export const messageReads = table(
  'message_reads',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    userId: text('user_id').notNull(),
    message: text('message').notNull(),
    at: integer('at').notNull(),
  },
)
