// What may be asked of tasks: the list, giving one, how far it is, and passing it on.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { CustomerId } from '../../../ids.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Standing } from '../../../standing.ts'
import { improves, voiceFigures } from '../rules/voice.ts'
import { taskStages } from '../rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Words = orNull(z.string().trim().max(2000, 'too-long')).default(null)
const Done = z.object({ id: z.string() })

export const TaskRow = z.object({
  id: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  customerId: z.string().nullable(),
  customer: z.string().nullable(),
  ownerId: z.string(),
  owner: z.string(),
  givenBy: z.string(),
  dueOn: z.string(),
  stage: z.enum(taskStages),
  percent: z.int(),
  doneAt: z.int().nullable(),
  result: z.string().nullable(),
  improves: z.enum(improves).nullable(),
  improvesId: z.string().nullable(),
  /** What the ticket it is about said. */
  about: z.string().nullable(),
  /** The figure it is to improve when it was given; null of other work. */
  was: z.int().nullable(),
  createdAt: z.int(),
  standing: Standing,
})
export type TaskRow = z.infer<typeof TaskRow>

export const taskEntries = {
  tasks: query({
    access: 'care.view',
    input: ListRequest,
    output: listPage(TaskRow),
    reads: ['care_tasks', 'care_requests', 'customers', 'users', '_sync_changesets'],
  }),
  give: command({
    access: 'care.edit',
    input: z.object({
      title: z.string().trim().min(1, 'required').max(80, 'too-long'),
      note: Words,
      customerId: CustomerId.nullable().default(null),
      ownerIds: z.array(Id).min(1, 'required').max(40, 'too-many'),
      dueOn: Day,
      /** What it is to improve: a ticket, or a figure with what it was. */
      improves: z
        .union([
          z.object({ kind: z.literal('ticket'), id: Id }),
          z.object({ kind: z.literal('figure'), id: z.enum(voiceFigures), was: z.int().nullable() }),
        ])
        .nullable()
        .default(null),
    }),
    output: z.object({ ids: z.array(z.string()) }),
    writes: ['care_tasks'],
    refusals: ['no-such-person'],
  }),
  advance: command({
    access: 'care.edit',
    input: z.object({ id: Id, percent: z.int().min(0).max(100), result: Words }),
    output: Done,
    writes: ['care_tasks'],
    refusals: ['already-done', 'not-yours'],
  }),
  pass: command({
    access: 'care.edit',
    input: z.object({ id: Id, ownerId: Id, dueOn: Day }),
    output: Done,
    writes: ['care_tasks'],
    refusals: ['already-done', 'no-such-person'],
  }),
}
