// Cases: what a person must look at because two desktops met. HQ writes them; see sync/SPEC.md, Cases.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const cases = table(
  'cases',
  { scope: 'site', policy: 'fields', groups: [['state', 'resolved_by', 'resolved_at', 'resolution']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** hold | expect | unique | field | delete | revived | right */
    kind: text('kind').notNull(),
    /** open | resolved */
    state: text('state').notNull(),
    key: text('key'),
    changesetId: text('changeset_id'),
    replica: text('replica'),
    command: text('command'),
    actor: text('actor'),
    deviceTime: integer('device_time'),
    openedAt: integer('opened_at'),
    columns: text('columns'),
    mine: text('mine'),
    theirs: text('theirs'),
    subjectTable: text('subject_table'),
    subjectId: text('subject_id'),
    ownerId: text('owner_id'),
    resolvedBy: text('resolved_by'),
    resolvedAt: integer('resolved_at'),
    resolution: text('resolution'),
  },
)
