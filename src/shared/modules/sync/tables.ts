// Cases: what a person must look at because two desktops met. HQ writes them; see sync/SPEC.md, Cases.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const cases = table(
  'cases',
  { scope: 'site', policy: 'fields', groups: [['state', 'resolved_by', 'resolved_at', 'resolution']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** hold | share | expect | unique | field | delete | revived | right | grant | erased */
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

/**
 * What people say to each other about a case, at its site and at headquarters. A ledger: two who write without a line both
 * stand. A case that goes to another site takes copies along, for those rows stay where they were said.
 */
export const caseComments = table(
  'case_comments',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    caseId: text('case_id').notNull(),
    /** Null where an administrator of headquarters said it: `by_name` is theirs. */
    userId: text('user_id'),
    byName: text('by_name'),
    saidAt: integer('said_at').notNull(),
    body: text('body').notNull(),
  },
)

/** Who has the sole right to a key, see sync/SPEC.md, Rights. HQ writes it; no command does. */
table(
  'rights',
  { scope: 'group', policy: 'hq' },
  {
    /** The key: `vin:<VIN>`. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** The row the key stands for. */
    rowId: text('row_id').notNull(),
    /** Whoever may sell it firm; null when everyone may again. */
    replica: text('replica'),
    /** Rises with every change of hands. */
    fence: integer('fence').notNull(),
    actor: text('actor'),
    /** By HQ's clock. */
    changedAt: integer('changed_at').notNull(),
    /** 1 when it was taken from a desktop that did not give it: its papers may say firm. */
    overridden: integer('overridden').notNull().default(0),
    /** What whoever took it so stated. */
    reason: text('reason'),
  },
)

/** How much is there under a key and how much of it is promised, see sync/SPEC.md, Shares. HQ writes it; no command does. */
table(
  'levels',
  { scope: 'site', policy: 'hq' },
  {
    /** The key: `part:<part>@<site>`. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** The sum of the ledger's rows. */
    units: integer('units').notNull().default(0),
    /** The sum of the shares that stand. */
    heldUnits: integer('held_units').notNull().default(0),
  },
)
