// What a change of the costing method made of the value of the parts of a site.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const partRevaluations = table(
  'part_revaluations',
  { scope: 'site', policy: 'ledger' },
  {
    /** See rules.ts, revaluationId. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** The first day of the new method. */
    changedOn: text('changed_on').notNull(),
    fromMethod: text('from_method').notNull(),
    toMethod: text('to_method').notNull(),
    /** The value by the new method less that by the old one, at the beginning of that day. */
    differenceFen: integer('difference_fen').notNull(),
    bookedAt: integer('booked_at').notNull(),
    bookedBy: text('booked_by').notNull(),
  },
)
