// Bays, what is planned in them, and what technicians clocked. Two desks may plan one technician twice: the board shows it, and
// somebody moves one. What was clocked was worked: a ledger.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const bays = table(
  'bays',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    name: text('name').notNull(),
    /** See rules.ts, bayKinds. */
    kind: text('kind').notNull(),
    active: integer('active').notNull().default(1),
  },
)

/** A planned piece of a job; a job that is split has several. */
export const jobSlots = table(
  'job_slots',
  { scope: 'site', policy: 'fields', groups: [['technician_id', 'bay_id', 'starts_at', 'minutes']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    jobId: text('job_id').notNull(),
    orderId: text('order_id').notNull(),
    technicianId: text('technician_id').notNull(),
    bayId: text('bay_id'),
    startsAt: integer('starts_at').notNull(),
    minutes: integer('minutes').notNull(),
  },
)

export const jobClocks = table(
  'job_clocks',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    jobId: text('job_id').notNull(),
    orderId: text('order_id').notNull(),
    technicianId: text('technician_id').notNull(),
    /** See rules.ts, clockKinds. */
    kind: text('kind').notNull(),
    /** See rules.ts, pauseReasons. */
    reason: text('reason'),
    clockedAt: integer('clocked_at').notNull(),
    notedBy: text('noted_by').notNull(),
  },
)
