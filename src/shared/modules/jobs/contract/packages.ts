// What may be asked of packages (套餐): jobs and parts for one price, from a day to a day, for the cars they are for. One that is
// chosen lies on its order as lines that come to its price.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Fen } from '../../../money.ts'
import { Standing } from '../../../standing.ts'
import { normalCode } from '../../parts/rules.ts'
import { Need } from '../../workshop/rules/needs.ts'
import { lineDecisions, payers } from '../../workshop/rules.ts'
import { JobPart, packageStates } from '../rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Code = z.string().transform(normalCode).pipe(z.string().min(2, 'required').max(40, 'too-much'))
const Done = z.object({ id: z.string() })

const NeedSeen = z.object({ need: Need, from: Day, to: Day, siteId: Id.nullable() })
/** The need something is made of, and the period it was seen in; main counts it anew. */
export const FromNeed = NeedSeen.nullable().default(null)
const Counted = z.object({ now: z.int(), before: z.int(), yearAgo: z.int() })
/** What a screen that shows a need hands over: the need as it stands there, how what is made of it might be called, and which jobs it would hold. */
export const Proposal = z.object({
  fromNeed: NeedSeen,
  of: z.string().nullable(),
  counted: Counted,
  name: z.string().max(120),
  codes: z.array(z.string()),
})
export type Proposal = z.infer<typeof Proposal>
/** What it was when something was made of it. */
export const MadeOf = z
  .object({ need: Need, name: z.string().nullable(), from: Day, to: Day, now: z.int(), before: z.int(), yearAgo: z.int() })
  .nullable()

export const PackageRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  series: z.string().nullable(),
  /** Codes of jobs. */
  jobs: z.array(z.string()),
  parts: z.array(JobPart),
  priceFen: Fen,
  /** What its lines cost one by one today; null while one of them has no price. */
  aloneFen: Fen.nullable(),
  validFromOn: z.string(),
  validUntilOn: z.string().nullable(),
  note: z.string().nullable(),
  state: z.enum(packageStates),
  madeOf: MadeOf,
  standing: Standing,
})
export type PackageRow = z.infer<typeof PackageRow>

const reads = ['service_packages', 'service_jobs', 'labour_rates', 'job_prices', 'parts', 'part_places', 'import_batches'] as const

export const packages = {
  packages: query({
    access: 'jobs.view',
    input: ListRequest,
    output: listPage(PackageRow),
    reads: [...reads, 'need_answers', '_sync_changesets', 'cases'],
  }),
  /** Those of today that fit the car of an order. */
  packagesOffered: query({
    access: 'workshop.view',
    input: z.object({ orderId: Id, text: z.string().max(60), payer: z.enum(payers) }),
    output: z.array(PackageRow.pick({ id: true, code: true, name: true, priceFen: true, aloneFen: true, validUntilOn: true })),
    reads: [...reads, 'work_orders', 'customers', 'vehicles'],
  }),
  /** Of two desks that change one apart, what it holds and costs is one value; of one code two desks may make two. */
  keepPackage: command({
    access: 'jobs.edit',
    input: z
      .object({
        id: Id.nullable().default(null),
        code: Code,
        name: z.string().trim().min(1, 'required').max(120),
        brand: Text(40),
        series: Text(40),
        jobs: z.array(Code).min(1, 'required').max(40),
        parts: z.array(JobPart).max(60).default([]),
        priceFen: z.int().min(0, 'not-negative').max(100_000_000, 'too-much'),
        validFromOn: Day,
        validUntilOn: Day.nullable().default(null),
        note: Text(300),
        /** Of a new one. */
        fromNeed: FromNeed,
      })
      .refine(({ validFromOn, validUntilOn }) => validUntilOn === null || validFromOn <= validUntilOn, {
        path: ['validUntilOn'],
        message: 'before-its-first-day',
      }),
    output: Done,
    writes: ['service_packages', 'need_answers'],
    refusals: ['code-taken', 'no-such-job', 'no-such-need'],
  }),
  archivePackage: command({
    access: 'jobs.edit',
    input: z.object({ id: Id, archived: z.boolean() }),
    output: Done,
    writes: ['service_packages'],
  }),
  /** Lays all of it on an order. Two desks apart that mean the same one lay it once; its lines are agreed and declined together. */
  choosePackage: command({
    access: 'workshop.edit',
    input: z.object({
      orderId: Id,
      packageId: Id,
      payer: z.enum(payers).default('customer'),
      decision: z.enum(lineDecisions).default('agreed'),
      note: Text(300),
    }),
    output: z.object({ bundleId: z.string(), lines: z.int() }),
    writes: ['work_order_jobs', 'work_order_parts'],
    refusals: ['closed', 'not-for-this-car', 'archived', 'not-running', 'no-such-job', 'no-rate', 'no-part-price'],
  }),
}
