// Leads: one journey of one customer to a car, its visits, and the ledgers of how far it came and whose it was. Name, phone
// and grade are the customer's; what was planned and said lies in follow_ups.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const leads = table(
  'leads',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['stage', 'stage_at', 'lost_reason', 'lost_note', 'rival']],
    personal: ['note', 'lost_note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    consultantId: text('consultant_id'),
    /** Through what they came: 到店, 网站, 抖音 … in the store's own words. */
    channel: text('channel'),
    campaign: text('campaign'),
    model: text('model'),
    budgetFen: integer('budget_fen'),
    note: text('note'),
    /** new | contacted | invited | arrived | driven | quoted | won | lost */
    stage: text('stage').notNull(),
    stageAt: integer('stage_at').notNull(),
    /** price | rival | model | service | no-wish | elsewhere | unreachable */
    lostReason: text('lost_reason'),
    lostNote: text('lost_note'),
    /** What they bought instead. */
    rival: text('rival'),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** Somebody came in. Without a customer when they left no name. */
export const visits = table(
  'visits',
  { scope: 'site', policy: 'fields', personal: ['needs', 'answers', 'impression'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id'),
    leadId: text('lead_id'),
    receivedBy: text('received_by').notNull(),
    people: integer('people').notNull(),
    model: text('model'),
    needs: text('needs'),
    answers: text('answers'),
    impression: text('impression'),
    arrivedAt: integer('arrived_at').notNull(),
    leftAt: integer('left_at'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** Every stage a lead came to. */
export const leadSteps = table(
  'lead_steps',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    leadId: text('lead_id').notNull(),
    stage: text('stage').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Every hand a lead went through, by which rule and why. */
export const leadAssignments = table(
  'lead_assignments',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    leadId: text('lead_id').notNull(),
    fromId: text('from_id'),
    toId: text('to_id').notNull(),
    /** self | chosen | turn | load | skill */
    rule: text('rule').notNull(),
    reason: text('reason'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)
