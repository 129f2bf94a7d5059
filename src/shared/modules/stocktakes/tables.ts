// A stocktake of a site or of one place in it: its head and what was decided about each difference, of cars and of parts alike;
// and of cars what was scanned and the lines it was posted with. Scans and lines are a ledger; only head and decisions change.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const stocktakes = table(
  'stocktakes',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['state', 'submitted_by', 'submitted_at', 'posted_by', 'posted_at', 'undone_by', 'undone_at']],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** The place (库位) that is counted; null: the whole site. */
    location: text('location'),
    /** See rules.ts, stocktakeStates. */
    state: text('state').notNull(),
    note: text('note'),
    openedBy: text('opened_by').notNull(),
    openedAt: integer('opened_at').notNull(),
    submittedBy: text('submitted_by'),
    submittedAt: integer('submitted_at'),
    postedBy: text('posted_by'),
    postedAt: integer('posted_at'),
    /** See rules.ts, stocktakeKinds. */
    kind: text('kind').notNull().default('cars'),
    undoneBy: text('undone_by'),
    undoneAt: integer('undone_at'),
  },
)

/**
 * A car seen at a place, or that taken back. The id is made of what was seen, so that desks that scan the same car at the
 * same place make one row of it.
 */
export const stocktakeScans = table(
  'stocktake_scans',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    stocktakeId: text('stocktake_id').notNull(),
    vin: text('vin').notNull(),
    /** Where it stood; null when nobody said. */
    location: text('location'),
    /** 1 takes the scan back: rescanned it is the next turn of the same car and place. */
    taken: integer('taken').notNull().default(0),
    scannedBy: text('scanned_by').notNull(),
    scannedAt: integer('scanned_at').notNull(),
  },
)

/** What a person decided about a difference, one row a car or part. */
export const stocktakeFindings = table(
  'stocktake_findings',
  { scope: 'site', policy: 'fields', groups: [['decision', 'reason', 'decided_by', 'decided_at', 'units']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    stocktakeId: text('stocktake_id').notNull(),
    /** The car's id, or the VIN of one nobody knows; the part's id. */
    subject: text('subject').notNull(),
    /** See rules.ts, decisionsFor, of the module that counts. */
    decision: text('decision'),
    reason: text('reason'),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    /** So many there are, where the counts do not say it. */
    units: integer('units'),
  },
)

/** What the stocktake was posted with, one row a car; counts once the stocktake is posted. */
export const stocktakeLines = table(
  'stocktake_lines',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    stocktakeId: text('stocktake_id').notNull(),
    subject: text('subject').notNull(),
    vin: text('vin').notNull(),
    verdict: text('verdict').notNull(),
    /** See rules.ts, strangers. */
    stranger: text('stranger'),
    onFile: text('on_file'),
    foundAt: text('found_at'),
    decision: text('decision'),
    reason: text('reason'),
  },
)
