// Claims against insurers and makers for repairs, and every step one took. What came in is in the ledger of receipts, under the
// claim. A state is built on: of two desks that answer one claim apart the first one's answer stands.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const claims = table(
  'claims',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['state', 'state_at', 'claimed_fen', 'accepted_fen', 'reason', 'round', 'submitted_on', 'answered_on', 'due_on']],
    personal: ['note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, claimStates. */
    state: text('state').notNull(),
    stateAt: integer('state_at').notNull(),
    /** See rules.ts, claimPayers; and the company that is meant. */
    payer: text('payer').notNull(),
    party: text('party').notNull(),
    workOrderId: text('work_order_id').notNull(),
    customerId: text('customer_id').notNull(),
    plate: text('plate'),
    vin: text('vin'),
    carName: text('car_name').notNull(),
    /** What happened, and what is asked for. */
    about: text('about').notNull(),
    claimedFen: integer('claimed_fen').notNull(),
    /** Null until it is answered; 0 of one that was refused. */
    acceptedFen: integer('accepted_fen'),
    /** Why it was refused or cut. */
    reason: text('reason'),
    /** How often it was asked for. */
    round: integer('round').notNull().default(0),
    submittedOn: text('submitted_on'),
    answeredOn: text('answered_on'),
    /** By when an answer, and after it the money, is expected. */
    dueOn: text('due_on'),
    /** 报案号 or the maker's claim number. */
    theirNo: text('their_no'),
    note: text('note'),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
  },
)

/** Written once and never changed; no ledger, because a step under a move that did not count is no step. */
export const claimSteps = table(
  'claim_steps',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    claimId: text('claim_id').notNull(),
    state: text('state').notNull(),
    round: integer('round').notNull(),
    /** What was asked for, or accepted. */
    amountFen: integer('amount_fen').notNull(),
    reason: text('reason'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)
