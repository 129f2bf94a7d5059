// Closings: what one cashier at one desktop handed in, with the numbers of the payments it is about.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const closings = table(
  'closings',
  { scope: 'site', policy: 'fields', groups: [['state', 'confirmed_by', 'confirmed_at', 'word']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    deviceCode: text('device_code').notNull(),
    cashierId: text('cashier_id').notNull(),
    closedOn: text('closed_on').notNull(),
    /** See rules.ts, closingStates. */
    state: text('state').notNull(),
    /** JSON list of the numbers of payments it counts: what is taken later belongs to the next one. */
    numbers: text('numbers').notNull(),
    /** JSON list, one entry a way of payment: see rules.ts, Count. */
    counts: text('counts').notNull(),
    bookedFen: integer('booked_fen').notNull(),
    countedFen: integer('counted_fen').notNull(),
    note: text('note'),
    countedAt: integer('counted_at').notNull(),
    confirmedBy: text('confirmed_by'),
    confirmedAt: integer('confirmed_at'),
    /** What the second person said. */
    word: text('word'),
  },
)
