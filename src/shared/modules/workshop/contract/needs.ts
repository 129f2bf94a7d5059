// What may be asked of customers' needs (客户需求): what they ask for in a period beside the one before and the same a year earlier, and
// what was made of it.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { query } from '../../../define.ts'
import { Need, needAsks } from '../rules/needs.ts'

const Days = z.object({ from: Day, to: Day })
const Answer = z.object({
  subject: z.enum(['service_packages', 'service_jobs']),
  id: z.string(),
  code: z.string(),
  name: z.string(),
  /** Orders of the period it lies on. */
  used: z.int(),
})

export const NeedRow = z.object({
  id: Need,
  ask: z.enum(needAsks),
  what: z.string(),
  /** Of a job and of an article; what others are called the screen knows. */
  name: z.string().nullable(),
  /** Appointments, orders or tickets, as the list has them that the figure opens. */
  now: z.int(),
  before: z.int(),
  yearAgo: z.int(),
  /** See rules/needs.ts. */
  changeBp: z.int().nullable(),
  few: z.boolean(),
  /** Jobs of the catalogue it was mostly about in the period: what a package would hold. */
  codes: z.array(z.string()),
  /** What was made of it at this site. */
  answers: z.array(Answer),
})
export type NeedRow = z.infer<typeof NeedRow>

export const needEntries = {
  needs: query({
    access: 'workshop.view',
    heavy: true,
    input: z
      .object({ ...Days.shape, siteId: z.string().min(1).max(60).nullable().default(null) })
      .refine(({ from, to }) => from <= to, { path: ['to'], message: 'range-upside-down' }),
    output: z.object({
      now: Days,
      before: Days,
      yearAgo: Days,
      /** Below so many nothing is compared. */
      smallest: z.int(),
      rows: z.array(NeedRow),
    }),
    reads: [
      ...['appointments', 'work_orders', 'work_order_jobs', 'service_jobs', 'care_requests', 'knowledge_articles'],
      ...['need_answers', 'service_packages', 'sites', 'parameters'],
    ],
  }),
}
