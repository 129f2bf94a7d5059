// Bays, what is planned in them, what technicians clocked, and what they may do. Two desks may plan one technician twice: the board shows it, and
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

/** 证书与培训: what somebody may do, from when to when. One that is renewed is a row of its own. */
export const staffCertificates = table(
  'staff_certificates',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['valid_from_on', 'valid_until_on'],
      ['withdrawn_on', 'withdrawn_reason', 'withdrawn_by'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    userId: text('user_id').notNull(),
    /** One of the names of `job-certificates`, or another. */
    name: text('name').notNull(),
    no: text('no'),
    issuer: text('issuer'),
    validFromOn: text('valid_from_on').notNull(),
    /** The last day; null: it does not run out. */
    validUntilOn: text('valid_until_on'),
    note: text('note'),
    withdrawnOn: text('withdrawn_on'),
    withdrawnReason: text('withdrawn_reason'),
    withdrawnBy: text('withdrawn_by'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)
