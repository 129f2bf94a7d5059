// Which discounts need whose consent, and what was decided about which version of an order.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** One line of a flow: from these limits on, this level needs someone of this role. */
export const approvalRules = table(
  'approval_rules',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    /** Null: every site. */
    siteId: text('site_id'),
    level: integer('level').notNull(),
    roleId: text('role_id').notNull(),
    minDiscountBp: integer('min_discount_bp'),
    minDiscountFen: integer('min_discount_fen'),
    minAmountFen: integer('min_amount_fen'),
    belowCost: integer('below_cost').notNull().default(0),
    active: integer('active').notNull().default(1),
    /** What is earned on the car, in basis points of its price: below it this level is asked. */
    maxMarginBp: integer('max_margin_bp'),
  },
)

export const approvalSteps = table(
  'approval_steps',
  { scope: 'site', policy: 'fields', repeats: true, groups: [['state', 'decided_by', 'decided_at', 'comment', 'decided_for']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    /** The order's `terms_rev` the approver sees. */
    termsRev: integer('terms_rev').notNull(),
    level: integer('level').notNull(),
    roleId: text('role_id').notNull(),
    /** waiting | approved | rejected | withdrawn */
    state: text('state').notNull(),
    reason: text('reason'),
    requestedBy: text('requested_by').notNull(),
    requestedAt: integer('requested_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    comment: text('comment'),
    /** Whom the one who decided answered for; null when for themselves. */
    decidedFor: text('decided_for'),
  },
)

/** Somebody answers for somebody who is away, from one day to another. */
export const deputies = table(
  'deputies',
  { scope: 'group', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    userId: text('user_id').notNull(),
    deputyId: text('deputy_id').notNull(),
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on').notNull(),
    reason: text('reason'),
    endedAt: integer('ended_at'),
    setBy: text('set_by').notNull(),
    setAt: integer('set_at').notNull(),
  },
)

/** A word that is late was asked for once more. */
export const approvalReminders = table(
  'approval_reminders',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    termsRev: integer('terms_rev').notNull(),
    note: text('note'),
    remindedBy: text('reminded_by').notNull(),
    remindedAt: integer('reminded_at').notNull(),
  },
)

/** What one person may give away while headquarters cannot be asked; the id is the person's, so that two desks set one row. */
export const approvalLimits = table(
  'approval_limits',
  { scope: 'group', policy: 'fields', groups: [['max_fen', 'set_by', 'set_at']] },
  {
    id: text('id').primaryKey(),
    /** Null: without limit. */
    maxFen: integer('max_fen'),
    setBy: text('set_by').notNull(),
    setAt: integer('set_at').notNull(),
  },
)
