// What may be asked of the workshop's catalogue: its jobs with what they cost today and why, rates and prices from a day on, and
// choosing a job for a work order.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { normalCode } from '../parts/rules.ts'
import { lineDecisions, payers } from '../workshop/rules.ts'
import { FromNeed, packages } from './contract/packages.ts'
import { carAreas, jobKinds, JobPart, priceClasses, PriceOrigin } from './rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Code = z.string().transform(normalCode).pipe(z.string().min(2, 'required').max(40, 'too-much'))
const Minutes = z.int().min(0, 'not-negative').max(60_000, 'too-much')
const Price = z.int().min(0, 'not-negative').max(100_000_000, 'too-much')
const Rate = z.int().min(1, 'not-zero').max(10_000_000, 'too-much')
const Class = z.enum(priceClasses)
const Done = z.object({ id: z.string() })

export const JobRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  series: z.string().nullable(),
  area: z.enum(carAreas),
  kind: z.enum(jobKinds),
  minutes: z.int(),
  /** The same as people and files say it: 0.5. */
  hours: z.number(),
  parts: z.array(JobPart),
  note: z.string().nullable(),
  archived: z.boolean(),
  /** What it costs somebody off the street today, and why; null while no hour has a price. */
  priceFen: Fen.nullable(),
  origin: PriceOrigin.nullable(),
  standing: Standing,
})
export type JobRow = z.infer<typeof JobRow>

export const RateRow = z.object({
  id: z.string(),
  class: Class,
  validFromOn: z.string(),
  rateFen: Fen,
  source: z.string().nullable(),
  by: z.string(),
  /** In force today. */
  now: z.boolean(),
})
export type RateRow = z.infer<typeof RateRow>

const Taken = z.object({ code: z.string(), name: z.string(), quantityMilli: z.int(), unitFen: Fen.nullable(), amountFen: Fen.nullable() })

/** A job as it would lie on one order: what is missing in a price is null, and it cannot be chosen. */
export const JobOffer = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(jobKinds),
  minutes: z.int(),
  priceFen: Fen.nullable(),
  origin: PriceOrigin.nullable(),
  parts: z.array(Taken),
  totalFen: Fen.nullable(),
})
export type JobOffer = z.infer<typeof JobOffer>

const Line = {
  orderId: Id,
  payer: z.enum(payers).default('customer'),
  decision: z.enum(lineDecisions).default('agreed'),
  note: Text(300),
}
/** Everything a job is but its price: one row a code and the cars it is for. */
export const NewJob = z.object({
  code: Code,
  name: z.string().trim().min(1, 'required').max(120),
  brand: Text(40),
  series: Text(40),
  area: z.enum(carAreas),
  kind: z.enum(jobKinds),
  minutes: Minutes,
  parts: z.array(JobPart).max(60).default([]),
  note: Text(300),
})
export type NewJob = z.infer<typeof NewJob>

const prices = ['labour_rates', 'job_prices'] as const
const catalogue = ['service_jobs', ...prices, 'import_batches'] as const
const orderReads = ['work_orders', 'customers', 'vehicles', 'parts', 'part_places'] as const

export const jobs = {
  ...packages,
  page: query({ access: 'jobs.view', input: ListRequest, output: listPage(JobRow), reads: [...catalogue, '_sync_changesets', 'cases'] }),
  card: query({
    access: 'jobs.view',
    input: z.object({ id: Id }),
    output: z.object({
      job: JobRow,
      takes: z.array(Taken),
      /** Newest first. */
      prices: z.array(
        z.object({
          id: z.string(),
          class: Class.nullable(),
          validFromOn: z.string(),
          priceFen: Fen.nullable(),
          source: z.string().nullable(),
          by: z.string(),
        }),
      ),
      /** Today, class by class. */
      classes: z.array(z.object({ class: Class, priceFen: Fen.nullable(), origin: PriceOrigin.nullable() })),
      cases: z.array(z.object({ id: z.string() })),
    }),
    reads: [...catalogue, 'users', 'parts', 'part_places', '_sync_changesets', 'cases'],
  }),
  /** What an hour costs at this site, the newest day of each class first. */
  rates: query({ access: 'jobs.view', input: z.object({}), output: z.array(RateRow), reads: ['labour_rates', 'users'] }),
  /** Jobs that fit the car of an order, priced for whoever pays. */
  offered: query({
    access: 'workshop.view',
    input: z.object({ orderId: Id, text: z.string().max(60), payer: z.enum(payers), limit: z.int().min(1).max(40).default(12) }),
    output: z.array(JobOffer),
    reads: [...catalogue, ...orderReads],
  }),
  /** Enters a job, or says anew what one of this code and these cars is. Two desks apart make one row; fields merge. */
  keep: command({
    access: 'jobs.edit',
    input: NewJob.extend({ fromNeed: FromNeed }),
    output: z.object({ id: z.string(), made: z.boolean() }),
    writes: ['service_jobs', 'need_answers'],
    refusals: ['no-such-need'],
  }),
  archive: command({ access: 'jobs.edit', input: z.object({ id: Id, archived: z.boolean() }), output: Done, writes: ['service_jobs'] }),
  /** What an hour costs a class from a day on; of the same day the later word counts, and of two desks apart the first. */
  setRate: command({
    access: 'jobs.edit',
    input: z.object({ class: Class, validFromOn: Day, rateFen: Rate, source: Text(120) }),
    output: Done,
    writes: ['labour_rates'],
  }),
  /** A fixed price from a day on; null gives it up. */
  setPrice: command({
    access: 'jobs.edit',
    input: z.object({ jobId: Id, class: Class.nullable().default(null), validFromOn: Day, priceFen: Price.nullable(), source: Text(120) }),
    output: Done,
    writes: ['job_prices'],
  }),
  /** Lays a job with the parts it takes on an order. Two desks apart that mean the same one lay it once. */
  choose: command({
    access: 'workshop.edit',
    input: z.object({ ...Line, jobId: Id }),
    output: Done,
    writes: ['work_order_jobs', 'work_order_parts'],
    refusals: ['closed', 'not-for-this-car', 'archived', 'no-rate', 'no-part-price'],
  }),
  /** A part at what the counter asks. */
  choosePart: command({
    access: 'workshop.edit',
    input: z.object({
      ...Line,
      code: Code,
      quantityMilli: z.int().min(1, 'not-zero').max(10_000_000, 'too-much'),
    }),
    output: Done,
    writes: ['work_order_parts'],
    refusals: ['closed', 'no-part-price'],
  }),
  /** Prices what came from the catalogue anew, for who pays it now. What a package or a person priced stays. */
  reprice: command({
    access: 'workshop.edit',
    input: z.object({ orderId: Id }),
    output: z.object({ count: z.int() }),
    writes: ['work_order_jobs'],
    refusals: ['closed', 'nothing-changed'],
  }),
}
