// A car made ready: its inspection before delivery (PDI), and who holds its keys and its 合格证.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const inspections = table(
  'inspections',
  { scope: 'site', policy: 'fields', repeats: true, groups: [['state', 'closed_by', 'closed_at', 'reason']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    vehicleId: text('vehicle_id').notNull(),
    /** See rules.ts, inspectionStates. */
    state: text('state').notNull(),
    /** JSON list of what is looked at, as it was in force when it was begun. */
    items: text('items').notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: integer('opened_at').notNull(),
    closedBy: text('closed_by'),
    closedAt: integer('closed_at'),
    /** Why it was set aside without having been passed. */
    reason: text('reason'),
  },
)

export const inspectionTicks = table(
  'inspection_ticks',
  { scope: 'site', policy: 'fields', groups: [['result', 'note', 'ticked_by', 'ticked_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    inspectionId: text('inspection_id').notNull(),
    item: text('item').notNull(),
    /** ok | fault | none */
    result: text('result'),
    note: text('note'),
    tickedBy: text('ticked_by'),
    tickedAt: integer('ticked_at'),
  },
)

/** Each hand-over of a key or a paper; the last one says who holds it. */
export const custodyMoves = table(
  'custody_moves',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    vehicleId: text('vehicle_id').notNull(),
    /** See rules.ts, custodyThings. */
    thing: text('thing').notNull(),
    holder: text('holder').notNull(),
    note: text('note'),
    handedBy: text('handed_by').notNull(),
    handedAt: integer('handed_at').notNull(),
  },
)
