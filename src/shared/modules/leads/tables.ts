// Leads: one journey of one customer to a car, its visits, and the ledgers of how far it came and whose it was. Name, phone
// and grade are the customer's; what was planned and said lies in follow_ups.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const leads = table(
  'leads',
  {
    scope: 'site',
    policy: 'fields',
    batch: 'batch_id',
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
    /** week | fortnight | month | quarter: when they mean to buy. */
    buysWithin: text('buys_within'),
    note: text('note'),
    /** new | contacted | invited | arrived | driven | quoted | won | lost */
    stage: text('stage').notNull(),
    stageAt: integer('stage_at').notNull(),
    /** One of the loss reasons in rules.ts. */
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
    /** The appointment they kept, if they had one. */
    followUpId: text('follow_up_id'),
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
  { scope: 'site', policy: 'ledger', personal: ['reason'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    leadId: text('lead_id').notNull(),
    fromId: text('from_id'),
    toId: text('to_id').notNull(),
    /** One of the assignment rules in rules.ts. */
    rule: text('rule').notNull(),
    reason: text('reason'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Every grade a lead was given, what it was before, and why. */
export const leadGrades = table(
  'lead_grades',
  { scope: 'site', policy: 'ledger', personal: ['reason'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    leadId: text('lead_id').notNull(),
    level: text('level').notNull(),
    was: text('was'),
    reason: text('reason'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Who gets a lead nobody was named for. Two desks that edit one rule merge field by field; rules of equal place go by id. */
export const leadRules = table(
  'lead_rules',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    name: text('name').notNull(),
    sort: integer('sort').notNull(),
    /** Traits a lead must have; null asks for nothing. */
    channel: text('channel'),
    model: text('model'),
    budgetFromFen: integer('budget_from_fen'),
    budgetToFen: integer('budget_to_fen'),
    level: text('level'),
    /** turn | load | skill */
    method: text('method').notNull(),
    /** User ids, a JSON list; empty for everybody who sells here. */
    people: text('people').notNull(),
    active: integer('active').notNull().default(1),
  },
)
