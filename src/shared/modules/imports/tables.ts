// One import run: its rows count once the batch is valid, and are undone together.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const importBatches = table(
  'import_batches',
  { scope: 'site', policy: 'fields', groups: [['state', 'finished_at', 'undone_by']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** See rules/kinds.ts, importKinds. */
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    /** running | valid | undone */
    state: text('state').notNull(),
    rows: integer('rows').notNull().default(0),
    startedAt: integer('started_at').notNull(),
    startedBy: text('started_by').notNull(),
    finishedAt: integer('finished_at'),
    undoneBy: text('undone_by'),
  },
)
