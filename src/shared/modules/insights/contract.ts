// What may be asked of all customers together: groups by saved rules, the report and profile of a group, what each is worth
// and who is likely lost, and whose record nobody looked at for long.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { ListFilter, listPage, ListRequest } from '../../list.ts'
import { churnReasons, lifeStages, riskLevels, valueFactors, valueLevels } from './rules.ts'

const Id = z.string().min(1).max(100)
const Done = z.object({ id: z.string() })
const Name = z.string().trim().min(1, 'required').max(40)

export const Segment = z.object({
  id: z.string(),
  name: z.string(),
  filters: z.array(ListFilter),
  isClass: z.boolean(),
  /** How many it holds now, of those the person sees; null when a condition is of another version. */
  count: z.int().nullable(),
})
export type Segment = z.infer<typeof Segment>

const Value = z.object({
  score: z.int(),
  level: z.enum(valueLevels),
  reasons: z.array(z.object({ factor: z.enum(valueFactors), points: z.int() })),
})
const Life = z.object({ stage: z.enum(lifeStages), risk: z.enum(riskLevels), reasons: z.array(z.enum(churnReasons)) })

export const ValuedCustomer = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  consultantId: z.string().nullable(),
  consultant: z.string().nullable(),
  deals: z.int(),
  spentFen: z.int(),
  lastDealOn: z.string().nullable(),
  lastTouchOn: z.string(),
  score: z.int(),
  value: z.enum(valueLevels),
  valueReasons: Value.shape.reasons,
  life: z.enum(lifeStages),
  risk: z.enum(riskLevels),
  riskReasons: Life.shape.reasons,
  refreshedOn: z.string(),
})
export type ValuedCustomer = z.infer<typeof ValuedCustomer>

const Count = z.object({ key: z.string().nullable(), count: z.int() })
/** By what customers are counted; each is a column of their list, so that every figure opens the rows it counts. */
export const dimensions = [
  'source',
  'kind',
  'level',
  'createdAt',
  'gender',
  'age',
  'city',
  'useKind',
  'buyKind',
  'pays',
  'energyWish',
  'budget',
  'wants',
  'ownBrand',
  'bought',
  'value',
  'life',
] as const
export type Dimension = (typeof dimensions)[number]

/** Everything a group's conditions may look at. */
export const segmentTables = [
  'customers',
  'customer_segments',
  'customer_checks',
  'customer_cars',
  'customer_consents',
  'care_requests',
  'orders',
  'order_lines',
  'plan_lines',
  'receipts',
  'vehicles',
  'follow_ups',
  'visits',
  'leads',
  'test_drives',
  'import_batches',
  'parameters',
  'users',
]

export const insights = {
  /** Groups of the site by name, classes first in their order, each with how many it holds now. */
  segments: query({ access: 'customers.view', input: z.object({}), output: z.array(Segment), reads: segmentTables, heavy: true }),
  /** Keeps the conditions under a name; `null` makes a new one. */
  keepSegment: command({
    access: 'customers.edit',
    input: z.object({
      id: Id.nullable(),
      name: Name,
      filters: z.array(ListFilter).min(1, 'required').max(20),
      isClass: z.boolean().default(false),
    }),
    output: Done,
    writes: ['customer_segments'],
    refusals: ['name-taken', 'goes-round'],
  }),
  shiftClass: command({
    access: 'customers.edit',
    input: z.object({ id: Id, up: z.boolean() }),
    output: Done,
    writes: ['customer_segments'],
    refusals: ['at-the-end'],
  }),
  dropSegment: command({ access: 'customers.edit', input: z.object({ id: Id }), output: Done, writes: ['customer_segments'] }),
  /** The report and the profile of everybody the person sees, or of one group: how many by each dimension, most first. */
  figures: query({
    access: 'customers.view',
    input: z.object({ segmentId: Id.nullable().default(null), from: Day.nullable().default(null), to: Day.nullable().default(null) }),
    output: z.object({
      total: z.int(),
      classes: z.array(z.object({ id: z.string(), name: z.string(), count: z.int() })),
      by: z.record(z.enum(dimensions), z.array(Count)),
    }),
    reads: segmentTables,
    heavy: true,
  }),
  /**
   * Everybody with what they are worth, where they stand and why; without those who took back their consent to be profiled.
   * Columns: as the customer list has them.
   */
  page: query({ access: 'customers.view', input: ListRequest, output: listPage(ValuedCustomer), reads: segmentTables, heavy: true }),
  /** The same of one; `value` and `life` are null when they do not want to be profiled. */
  of: query({
    access: 'customers.view',
    input: z.object({ customerId: Id }),
    output: z.object({
      value: Value.nullable(),
      life: Life.nullable(),
      /** The first class they fit. */
      group: z.object({ id: z.string(), name: z.string() }).nullable(),
      refreshedOn: z.string(),
      stale: z.boolean(),
    }),
    reads: segmentTables,
  }),
  /** Days after which a record is stale, and after which somebody who never bought may not be kept any longer. */
  limits: query({
    access: 'customers.view',
    input: z.object({}),
    output: z.object({ staleDays: z.int(), retentionDays: z.int() }),
    reads: ['parameters'],
  }),
  /** Somebody looked: everything on the record is right today. */
  confirm: command({
    access: 'customers.edit',
    input: z.object({ customerId: Id }),
    output: Done,
    writes: ['customer_checks', 'customers'],
  }),
  /**
   * Tasks for whoever keeps them, to look at those of these records nobody looked at for the days of `stale-days`. A record has
   * one such task, on whatever desk it is asked for.
   */
  planChecks: command({
    access: 'customers.edit',
    input: z.object({ ids: z.array(Id).min(1).max(200) }),
    output: z.object({ count: z.int() }),
    writes: ['follow_ups', 'customers'],
    refusals: ['nothing-stale'],
  }),
}
