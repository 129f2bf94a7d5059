// Recalls (召回): campaigns of makers with the VINs they name, and which cars were put right. Every site of the group sees them.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const recalls = table(
  'recalls',
  { scope: 'group', policy: 'fields', groups: [['stop_sale', 'closed_on']] },
  {
    id: text('id').primaryKey(),
    /** The maker's or the authority's number. */
    no: text('no').notNull(),
    title: text('title').notNull(),
    /** 1: a car it names is not handed over before it was put right. */
    stopSale: integer('stop_sale').notNull().default(1),
    announcedOn: text('announced_on').notNull(),
    closedOn: text('closed_on'),
    note: text('note'),
    createdAt: integer('created_at').notNull(),
  },
)

/** Cars of one kind from one serial to another, both included; a single VIN begins and ends with itself. */
export const recallRanges = table(
  'recall_ranges',
  { scope: 'group', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    recallId: text('recall_id').notNull(),
    /** A VIN's places 1 to 8, 10 and 11: see rules.ts, kindOf. */
    carKind: text('car_kind').notNull(),
    fromSerial: text('from_serial').notNull(),
    toSerial: text('to_serial').notNull(),
  },
)

/** A car was put right under a recall. */
export const recallFixes = table(
  'recall_fixes',
  { scope: 'group', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    recallId: text('recall_id').notNull(),
    vin: text('vin').notNull(),
    fixedOn: text('fixed_on').notNull(),
    fixedBy: text('fixed_by').notNull(),
    note: text('note'),
  },
)

/**
 * The newest stop of sale that names cars of a kind. Whoever hands such a car over builds on it: one that came while that desk
 * had no line is asked about (see commands.ts, underNoNewStop).
 */
export const recallKinds = table(
  'recall_kinds',
  { scope: 'group', policy: 'fields' },
  {
    /** See rules.ts, kindId. */
    id: text('id').primaryKey(),
    carKind: text('car_kind').notNull(),
    lastStop: text('last_stop'),
  },
)
