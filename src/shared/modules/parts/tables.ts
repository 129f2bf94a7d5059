// Parts: what they are in the whole group, where they lie and what they cost at a site, and the ledger of what came and went.
// What is on hand is never written, only derived from the ledger (main: parts/derive.ts).
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** A part by its unified code; the id is made of the code (rules.ts, partId). */
export const parts = table(
  'parts',
  { scope: 'group', policy: 'fields', groups: [['origin', 'maker', 'tell']], batch: 'batch_id' },
  {
    id: text('id').primaryKey(),
    code: text('code').notNull(),
    /** Bar code of the package, where it is another than the code. */
    barcode: text('barcode'),
    name: text('name').notNull(),
    /** See rules.ts, partClasses. */
    class: text('class').notNull(),
    /** See rules.ts, partOrigins. */
    origin: text('origin').notNull(),
    maker: text('maker'),
    /** What a customer is told of it before it is sold, beside its origin. */
    tell: text('tell'),
    /** The cars it fits. */
    fits: text('fits'),
    /** The smallest unit, in which every quantity counts: 件, 毫升. */
    unit: text('unit').notNull(),
    /** Prices are said for so many units: 1 件, 1000 毫升. */
    perUnits: integer('per_units').notNull().default(1),
    /** So many units come in a package. */
    packUnits: integer('pack_units').notNull().default(1),
    archivedAt: integer('archived_at'),
    createdAt: integer('created_at').notNull(),
    /** The import it came by, until somebody builds on it. */
    batchId: text('batch_id'),
    /** Of `perUnits` of it, packed; null: nobody weighed it. */
    weightGrams: integer('weight_grams'),
  },
)

/** Another part that does as well, or has taken its place. */
export const partLinks = table(
  'part_links',
  { scope: 'group', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    partId: text('part_id').notNull(),
    otherId: text('other_id').notNull(),
    /** See rules.ts, linkKinds. */
    kind: text('kind').notNull(),
    /** 1: no longer so. */
    dropped: integer('dropped').notNull().default(0),
  },
)

/** A part at a site. The right to promise it stands for this row. */
export const partPlaces = table(
  'part_places',
  { scope: 'site', policy: 'fields', groups: [['low_units', 'high_units']], keys: { part: 'id' }, batch: 'batch_id' },
  {
    /** See rules.ts, placeId. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    partId: text('part_id').notNull(),
    bin: text('bin'),
    /** Below `low_units` it is short, above `high_units` too much. */
    lowUnits: integer('low_units'),
    highUnits: integer('high_units'),
    /** What the counter asks, for `per_units`. */
    priceFen: integer('price_fen'),
    batchId: text('batch_id'),
  },
)

/** What came (units above 0) and went. Always counts; a wrong entry is corrected by a counter-row. */
export const partMoves = table(
  'part_moves',
  { scope: 'site', policy: 'ledger', counts: { key: 'part', of: 'place_id', units: 'units' } },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    placeId: text('place_id').notNull(),
    partId: text('part_id').notNull(),
    /** The paper it stands on, with others. */
    no: text('no').notNull(),
    /** See rules.ts, moveKinds. */
    kind: text('kind').notNull(),
    units: integer('units').notNull(),
    /** What units that came cost; of those that went the books say it. */
    costFen: integer('cost_fen').notNull().default(0),
    /** What a customer paid at the counter, VAT included. */
    amountFen: integer('amount_fen'),
    /** What it was for (`work_orders`, `purchase_orders`) and which line of it. */
    subject: text('subject'),
    subjectId: text('subject_id'),
    lineId: text('line_id'),
    customerId: text('customer_id'),
    /** The entry a return gives back. */
    returnsId: text('returns_id'),
    /** 1: the customer was told that it is not the maker's own. */
    told: integer('told').notNull().default(0),
    note: text('note'),
    movedOn: text('moved_on').notNull(),
    movedAt: integer('moved_at').notNull(),
    movedBy: text('moved_by').notNull(),
  },
)

/**
 * Units of a part that somebody was promised: a share of what is there (sync/SPEC.md, Shares), so that desks without a line do
 * not promise the same last part twice. Who came late is `over`.
 */
export const partPromises = table(
  'part_promises',
  { scope: 'site', policy: 'fields', groups: [['state', 'closed_at', 'closed_by']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    placeId: text('place_id').notNull(),
    partId: text('part_id').notNull(),
    units: integer('units').notNull(),
    /** See rules.ts, promiseStates. */
    state: text('state').notNull(),
    /** What it is for: `work_orders`, and which line of it; none for somebody at the counter. */
    subject: text('subject'),
    subjectId: text('subject_id'),
    lineId: text('line_id'),
    customerId: text('customer_id'),
    /** The fence of the right it was promised firm under. */
    promisedUnder: integer('promised_under'),
    dueOn: text('due_on'),
    note: text('note'),
    promisedAt: integer('promised_at').notNull(),
    promisedBy: text('promised_by').notNull(),
    closedAt: integer('closed_at'),
    closedBy: text('closed_by'),
  },
)
