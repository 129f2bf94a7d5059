// The workshop's catalogue: jobs of the whole group, and what an hour, a job and a package cost at a site from which day. A job's id
// is made of its code and cars, so that two desks without a line write one row; of two words about a rate or a price of one day the
// first stands and the other is a case.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const serviceJobs = table(
  'service_jobs',
  { scope: 'group', policy: 'fields', groups: [['minutes', 'parts']], batch: 'batch_id' },
  {
    /** See rules.ts, jobIdOf. */
    id: text('id').primaryKey(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    /** The cars it is for; both null: every car. */
    brand: text('brand'),
    series: text('series'),
    /** See rules.ts, carAreas and jobKinds. */
    area: text('area').notNull(),
    kind: text('kind').notNull(),
    /** Standard minutes. */
    minutes: integer('minutes').notNull(),
    /** JSON: see rules.ts, JobPart. */
    parts: text('parts').notNull(),
    note: text('note'),
    archivedAt: integer('archived_at'),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
  },
)

/** What an hour costs a class of customers at a site from a day on. */
export const labourRates = table(
  'labour_rates',
  { scope: 'site', policy: 'fields', groups: [['rate_fen', 'source', 'noted_by', 'noted_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** See rules.ts, priceClasses. */
    class: text('class').notNull(),
    validFromOn: text('valid_from_on').notNull(),
    rateFen: integer('rate_fen').notNull(),
    source: text('source'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)

/** What a job costs at a site from a day on, whatever its hours. */
export const jobPrices = table(
  'job_prices',
  { scope: 'site', policy: 'fields', groups: [['price_fen', 'source', 'noted_by', 'noted_at']], batch: 'batch_id' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    jobId: text('job_id').notNull(),
    /** Null: whoever pays. */
    class: text('class'),
    validFromOn: text('valid_from_on').notNull(),
    /** Null: by the hour again from that day on. */
    priceFen: integer('price_fen'),
    source: text('source'),
    batchId: text('batch_id'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)

/** 套餐: jobs and parts for one price, from a day to a day. What it holds and what it costs merge as one value. */
export const servicePackages = table(
  'service_packages',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['jobs', 'parts', 'price_fen'],
      ['valid_from_on', 'valid_until_on'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    brand: text('brand'),
    series: text('series'),
    /** JSON list of codes of jobs: which row of a code is meant says the car. */
    jobs: text('jobs').notNull(),
    /** JSON: see rules.ts, JobPart. Beside the parts its jobs take. */
    parts: text('parts').notNull(),
    priceFen: integer('price_fen').notNull(),
    validFromOn: text('valid_from_on').notNull(),
    validUntilOn: text('valid_until_on'),
    note: text('note'),
    archivedAt: integer('archived_at'),
    createdAt: integer('created_at').notNull(),
  },
)

/** 需求转为服务内容: which package or job was made of which need, and what the need was then. Written once. */
export const needAnswers = table(
  'need_answers',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** See workshop/rules/needs.ts, Need; and what a job or an article was called. */
    need: text('need').notNull(),
    name: text('name'),
    fromOn: text('from_on').notNull(),
    toOn: text('to_on').notNull(),
    nowCount: integer('now_count').notNull(),
    beforeCount: integer('before_count').notNull(),
    yearAgoCount: integer('year_ago_count').notNull(),
    /** service_packages | service_jobs */
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)
