// What this desktop remembers for a person: drafts, saved views, open tabs and preferences. Never synced.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const drafts = table(
  'drafts',
  { scope: 'local' },
  {
    /** `<user>:<form key>` */
    id: text('id').primaryKey(),
    value: text('value').notNull(),
    savedAt: integer('saved_at').notNull(),
  },
)

export const views = table(
  'views',
  { scope: 'local' },
  {
    id: text('id').primaryKey(),
    userId: text('user_id').notNull(),
    /** Which table the view belongs to: `vehicles`, `customers` … */
    list: text('list').notNull(),
    name: text('name').notNull(),
    sort: integer('sort').notNull().default(0),
    /** JSON: columns, widths, order, filters, sorting. */
    definition: text('definition').notNull(),
  },
)

export const preferences = table(
  'preferences',
  { scope: 'local' },
  {
    /** `<user>:<key>`, or `desktop:<key>` for what concerns everyone at this desk. */
    id: text('id').primaryKey(),
    value: text('value').notNull(),
  },
)
