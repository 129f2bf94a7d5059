// What was counted in a stocktake of parts, and the lines it was posted with; both are ledgers. Head and decisions are the
// stocktakes' own, and what is booked is the parts' ledger.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** Units counted at a desk; below 0 they correct what was counted there before. */
export const partCountScans = table(
  'part_count_scans',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    stocktakeId: text('stocktake_id').notNull(),
    /** Made of the code (parts/rules.ts, partId), also of one nobody knows yet. */
    partId: text('part_id').notNull(),
    code: text('code').notNull(),
    /** Where it was counted; null when nobody said. */
    bin: text('bin'),
    units: integer('units').notNull(),
    /** The code of the desk: what one desk counts adds up, the same bin counted at two is asked about. */
    device: text('device').notNull(),
    scannedBy: text('scanned_by').notNull(),
    scannedAt: integer('scanned_at').notNull(),
  },
)

/** What the stocktake was posted with, one row a part; counts once the stocktake is posted. */
export const partCountLines = table(
  'part_count_lines',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    stocktakeId: text('stocktake_id').notNull(),
    partId: text('part_id').notNull(),
    code: text('code').notNull(),
    verdict: text('verdict').notNull(),
    /** In the books when it was counted. */
    expectedUnits: integer('expected_units').notNull(),
    countedUnits: integer('counted_units'),
    bins: text('bins'),
    decision: text('decision'),
    reason: text('reason'),
  },
)
