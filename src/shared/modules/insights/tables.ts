// Groups of customers by saved rules, and when a record was last looked at. What the rules look at lies elsewhere.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** Two desks that change different things of one both keep theirs; its conditions are one value. */
export const customerSegments = table(
  'customer_segments',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    name: text('name').notNull(),
    /** Conditions as the customer list takes them, a JSON list; all of them hold. */
    filters: text('filters').notNull(),
    /** Its place among the classes; null is no class. */
    classRank: integer('class_rank'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** Id of customer and day: two desks that look on the same day say the same. */
export const customerChecks = table(
  'customer_checks',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    checkedOn: text('checked_on').notNull(),
    by: text('by').notNull(),
  },
)
