// Parts that travel between sites. What was sent is written by the site it left, what came by the site it was sent to; both see both.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const partTransfers = table(
  'part_transfers',
  { scope: 'group', policy: 'fields', groups: [['outcome', 'outcome_note', 'settled_at', 'settled_by']] },
  {
    id: text('id').primaryKey(),
    /** The site it leaves. */
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    toSiteId: text('to_site_id').notNull(),
    note: text('note'),
    sentOn: text('sent_on').notNull(),
    sentAt: integer('sent_at').notNull(),
    sentBy: text('sent_by').notNull(),
    /** What became of what did not arrive: see rules.ts, shortOutcomes. */
    outcome: text('outcome'),
    outcomeNote: text('outcome_note'),
    settledAt: integer('settled_at'),
    settledBy: text('settled_by'),
  },
)

export const partTransferLines = table(
  'part_transfer_lines',
  { scope: 'group', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    transferId: text('transfer_id').notNull(),
    partId: text('part_id').notNull(),
    units: integer('units').notNull(),
    /** What they cost where they left: what they cost where they arrive. */
    costFen: integer('cost_fen').notNull(),
  },
)

/** What came of a line, and what of it never will. */
export const partArrivals = table(
  'part_arrivals',
  { scope: 'group', policy: 'ledger' },
  {
    /** See rules.ts, arrivalId. */
    id: text('id').primaryKey(),
    /** The site it was sent to. */
    siteId: text('site_id').notNull(),
    transferId: text('transfer_id').notNull(),
    lineId: text('line_id').notNull(),
    units: integer('units').notNull(),
    shortUnits: integer('short_units').notNull().default(0),
    reason: text('reason'),
    arrivedOn: text('arrived_on').notNull(),
    arrivedAt: integer('arrived_at').notNull(),
    arrivedBy: text('arrived_by').notNull(),
  },
)
