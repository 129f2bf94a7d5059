// What was asked of lenders and insurers for a buyer, each step of it, and the policies that came of it.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** Its state changes under the expectation of the one it was seen in: two desks that decide differently are asked about it. */
export const applications = table(
  'applications',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'conditions', 'granted_fen', 'receipt_no', 'ended_on'],
      ['reference', 'sent_on'],
    ],
    personal: ['note', 'conditions', 'wanted'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, applicationKinds and applicationStates. */
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** The lender or the insurer. */
    party: text('party').notNull(),
    /** What is asked for: the loan, or the premium. */
    amountFen: integer('amount_fen').notNull(),
    months: integer('months'),
    /** The number the other house gave it. */
    reference: text('reference'),
    sentOn: text('sent_on'),
    /** Papers still wanted, and the day something is due here. */
    wanted: text('wanted'),
    dueOn: text('due_on'),
    /** Under what it was granted, and how much of it. */
    conditions: text('conditions'),
    grantedFen: integer('granted_fen'),
    /** The payment a lender's money came in by. */
    receiptNo: text('receipt_no'),
    endedOn: text('ended_on'),
    note: text('note'),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
  },
)

/** Every step that was noted, whatever became of it between two desks. */
export const applicationSteps = table(
  'application_steps',
  { scope: 'site', policy: 'ledger', personal: ['note'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    applicationId: text('application_id').notNull(),
    state: text('state').notNull(),
    note: text('note'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)

/** A policy that is in force from one day to another. Its id is made of insurer and number. */
export const insurancePolicies = table(
  'insurance_policies',
  { scope: 'site', policy: 'fields', groups: [['starts_on', 'ends_on']], personal: ['policy_no', 'note'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    vehicleId: text('vehicle_id'),
    orderId: text('order_id'),
    applicationId: text('application_id'),
    /** See rules.ts, policyKinds. */
    kind: text('kind').notNull(),
    insurer: text('insurer').notNull(),
    policyNo: text('policy_no'),
    premiumFen: integer('premium_fen').notNull(),
    startsOn: text('starts_on').notNull(),
    endsOn: text('ends_on').notNull(),
    note: text('note'),
    createdAt: integer('created_at').notNull(),
  },
)
