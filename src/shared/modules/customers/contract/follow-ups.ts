// What may be asked of follow-ups: planning one, what came of it, moving it and taking it out, a talk nobody planned, and the list of
// them with how many are due.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { ListRequest, listPage } from '../../../list.ts'
import { followUpChannels, intentionLevels } from '../rules.ts'
import { orNull, Plan } from './fields.ts'
import { FollowUp } from './shapes.ts'

const Id = z.string().min(1).max(100)
const Long = z.string().trim().max(2000)
const Done = z.object({ id: z.string() })
/** What came of a talk: what was said, what the customer answered, what they want otherwise now. */
const talk = {
  result: z.string().trim().min(1).max(2000),
  feedback: orNull(Long).default(null),
  changed: orNull(Long).default(null),
  level: z.enum(intentionLevels).optional(),
  next: Plan.optional(),
}
const reading = ['customers', 'follow_ups', 'leads', 'orders', 'users', 'import_batches', 'cases', '_sync_changesets']

export const followUpEntries = {
  planFollowUp: command({
    access: 'customers.edit',
    input: Plan.extend({ customerId: Id, ownerId: Id.optional() }),
    output: Done,
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
  }),
  /** What came of it; `next` plans the next one at once, `level` notes how near to buying they are now. */
  finishFollowUp: command({
    access: 'customers.edit',
    input: z.object({
      id: Id,
      ...talk,
    }),
    output: z.object({ id: z.string(), nextId: z.string().nullable() }),
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
    refusals: ['already-done'],
  }),
  /** To another day, with another hour where one is given, none where it is null: of one's own, or of anybody's one may see. */
  moveFollowUp: command({
    access: 'customers.edit',
    input: z.object({ id: Id, dueOn: Day, dueMinute: z.int().min(0).max(1439).nullable().optional() }),
    output: Done,
    writes: ['follow_ups'],
    refusals: ['already-done'],
  }),
  /** A talk nobody planned, by whichever way: it is noted as it was, and may plan the next one. */
  noteTalk: command({
    access: 'customers.edit',
    input: z.object({ customerId: Id, channel: z.enum(followUpChannels), ...talk }),
    output: z.object({ id: z.string(), nextId: z.string().nullable() }),
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
  }),
  /** Takes a contact out, planned or done: of one's own, or of anybody's within a site for who sees the site. */
  dropFollowUp: command({ access: 'customers.edit', input: z.object({ id: Id }), output: Done, writes: ['follow_ups'] }),
  /** How many of the asking person's own contacts are due today or late: the number in the rail. */
  dueCount: query({
    access: 'customers.view',
    input: z.object({}),
    output: z.object({ mine: z.int() }),
    reads: ['follow_ups', 'customers'],
  }),
  /** Follow-ups, those still to be done first due first. Columns: dueOn, channel, ownerId, level, doneAt. */
  followUps: query({
    access: 'customers.view',
    input: ListRequest.extend({ done: z.boolean().default(false) }),
    output: listPage(FollowUp),
    reads: reading,
  }),
}
