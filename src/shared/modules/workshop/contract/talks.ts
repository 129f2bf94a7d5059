// What may be asked of talks with the customer about a work order: who said what to whom, by which way, and what they answered to
// additional work. A talk is written once; its answer is written on the lines it was about.
import { z } from 'zod'
import { command, query } from '../../../define.ts'
import { lineDecisions, talkChannels } from '../rules.ts'

const Id = z.string().min(1).max(60)

export const Talk = z.object({
  id: z.string(),
  channel: z.enum(talkChannels),
  spokeWith: z.string().nullable(),
  /** Null once the customer was forgotten. */
  said: z.string().nullable(),
  /** What was answered about the lines it was about, by name; null when it was about none. */
  decision: z.enum(lineDecisions).nullable(),
  lines: z.array(z.string()),
  by: z.string(),
  at: z.int(),
})
export type Talk = z.infer<typeof Talk>

export const talkEntries = {
  /** Newest first. */
  talks: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: z.array(Talk),
    reads: ['work_order_talks', 'work_orders', 'work_order_jobs', 'work_order_parts', 'users'],
  }),
  /** `about`: lines that were asked about and the answer, which decides them as `decide` does. Talks of two desks both stay. */
  talk: command({
    access: 'workshop.edit',
    input: z.object({
      id: Id,
      channel: z.enum(talkChannels),
      spokeWith: z.preprocess((value) => (value === '' ? null : value), z.string().trim().max(60).nullable()).default(null),
      said: z.string().trim().min(1, 'required').max(500),
      about: z
        .object({ ids: z.array(Id).min(1, 'required').max(100), decision: z.enum(lineDecisions) })
        .nullable()
        .default(null),
    }),
    output: z.object({ id: z.string() }),
    writes: ['work_order_talks', 'work_order_jobs', 'work_order_parts'],
    refusals: ['closed', 'not-its-line'],
  }),
}
