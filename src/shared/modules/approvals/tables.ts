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
  },
)

export const approvalSteps = table(
  'approval_steps',
  { scope: 'site', policy: 'fields', groups: [['state', 'decided_by', 'decided_at', 'comment']] },
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
  },
)
