// What may be asked of care: the service catalogue, knowledge, call-backs, what the store reached of its service goals, and greetings.
// Tickets, campaigns, prompts and tasks are in contract/.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId } from '../../ids.ts'
import { tickets } from './contract/tickets.ts'
import { articleCategories, ServiceGoals, serviceKinds } from './rules.ts'
import { campaignEntries } from './contract/campaigns.ts'
import { promptEntries } from './contract/prompts.ts'
import { taskEntries } from './contract/tasks.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Short = orNull(z.string().trim().max(200, 'too-long')).default(null)
const Points = z.int().min(1, 'one-to-five').max(5, 'one-to-five')
const Done = z.object({ id: z.string() })

export const ServiceRow = z.object({
  key: z.string(),
  kind: z.enum(serviceKinds),
  name: z.string(),
  says: z.string(),
  steps: z.array(z.string()),
  active: z.boolean(),
  /** Asked for in the last 30 days. */
  asked: z.int(),
})
export type ServiceRow = z.infer<typeof ServiceRow>

export const Article = z.object({
  id: z.string(),
  category: z.enum(articleCategories),
  title: z.string(),
  body: z.string(),
  active: z.boolean(),
  editedAt: z.int(),
  editedBy: z.string(),
  /** How many requests it answered. */
  used: z.int(),
})
export type Article = z.infer<typeof Article>

/** rules/voice.ts, Voice. */
const Voice = z.object({
  tickets: z.int(),
  answerMinutes: z.int().nullable(),
  inTimeBp: z.int().nullable(),
  solvedBp: z.int().nullable(),
  firstTimeBp: z.int().nullable(),
  contentTenths: z.int().nullable(),
})
const NamedVoice = Voice.extend({ id: z.string(), name: z.string() })

export const care = {
  ...tickets,
  ...campaignEntries,
  ...promptEntries,
  ...taskEntries,
  services: query({
    access: 'care.view',
    input: z.object({}),
    output: z.array(ServiceRow),
    reads: ['care_services', 'care_requests'],
  }),
  /** People who may be given something to do here. */
  people: query({
    access: 'care.view',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
    reads: ['users'],
  }),
  keepService: command({
    access: 'care.manage',
    input: z.object({
      key: orNull(Id).default(null),
      kind: z.enum(serviceKinds),
      name: z.string().trim().min(1, 'required').max(40),
      says: z.string().trim().max(400).default(''),
      steps: z.array(z.string().trim().min(1).max(80)).max(20, 'too-many'),
      active: z.boolean().default(true),
    }),
    output: z.object({ key: z.string() }),
    writes: ['care_services'],
  }),
  /** Full text over titles and words; without a text the newest first. */
  articles: query({
    access: 'care.view',
    input: z.object({
      text: z.string().max(100).default(''),
      category: z.enum(articleCategories).nullable().default(null),
    }),
    output: z.array(Article),
    reads: ['knowledge_articles', 'care_requests', 'users'],
  }),
  keepArticle: command({
    access: 'care.manage',
    input: z.object({
      id: orNull(Id).default(null),
      category: z.enum(articleCategories),
      title: z.string().trim().min(1, 'required').max(120, 'too-long'),
      body: z.string().trim().min(1, 'required').max(20_000, 'too-long'),
      active: z.boolean().default(true),
    }),
    output: Done,
    writes: ['knowledge_articles'],
  }),
  /** Call-backs that are due or were made: 回访. */
  callbacks: query({
    access: 'care.view',
    input: z.object({ done: z.boolean().default(false) }),
    output: z.array(
      z.object({
        id: z.string(),
        customerId: z.string(),
        customer: z.string(),
        note: z.string().nullable(),
        dueOn: z.string(),
        owner: z.string(),
        doneAt: z.int().nullable(),
        result: z.string().nullable(),
        content: z.int().nullable(),
        recommend: z.int().nullable(),
        /** The ticket it asks about. */
        requestId: z.string().nullable(),
      }),
    ),
    reads: ['follow_ups', 'customers', 'users', 'care_surveys', 'care_requests', 'import_batches'],
  }),
  /** A call-back was made. Not solved: its ticket is opened again; who is not content otherwise becomes a complaint with a deadline. */
  callBack: command({
    access: 'care.edit',
    input: z.object({
      id: Id,
      result: z.string().trim().min(1, 'required').max(500, 'too-long'),
      content: Points,
      recommend: z.int().min(0, 'nought-to-ten').max(10, 'nought-to-ten').nullable().default(null),
      note: Short,
      /** Of the call after a ticket: it is solved, or it is not. */
      solved: z.boolean().nullable().default(null),
    }),
    output: z.object({ id: z.string(), requestId: z.string().nullable() }),
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps', 'care_surveys', 'care_requests', 'care_marks'],
    refusals: ['already-done'],
  }),
  planCallBack: command({
    access: 'care.edit',
    input: z.object({
      customerId: CustomerId,
      dueOn: Day,
      about: z.string().trim().min(1, 'required').max(60, 'too-long'),
      ownerId: orNull(Id).default(null),
    }),
    output: Done,
    writes: ['follow_ups', 'customers', 'leads', 'lead_steps'],
    refusals: ['no-such-person'],
  }),
  /** Of a span: tasks and contacts per person, given, done, in time; and the service goals with what was reached. */
  figures: query({
    access: 'care.view',
    input: z.object({ fromOn: Day, toOn: Day }),
    output: z.object({
      people: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          given: z.int(),
          done: z.int(),
          inTime: z.int(),
          late: z.int(),
          talks: z.int(),
        }),
      ),
      goals: ServiceGoals,
      reached: z.object({
        contentTenths: z.int().nullable(),
        recommendPoints: z.int().nullable(),
        answeredBp: z.int().nullable(),
        callbackBp: z.int().nullable(),
        repeatBp: z.int().nullable(),
        surveys: z.int(),
        requests: z.int(),
        complaints: z.int(),
      }),
    }),
    reads: ['care_tasks', 'care_surveys', 'care_requests', 'follow_ups', 'orders', 'users', 'parameters', 'customers'],
    heavy: true,
  }),
  /** What tickets say of the service in a span: all together, by place, person, kind and month. */
  voice: query({
    access: 'care.view',
    input: z.object({ fromOn: Day, toOn: Day }),
    output: z.object({
      all: Voice,
      sites: z.array(NamedVoice),
      people: z.array(NamedVoice),
      kinds: z.array(NamedVoice),
      months: z.array(NamedVoice),
    }),
    reads: ['care_requests', 'sites', 'users'],
    heavy: true,
  }),
  /** The program's own work of a day: greetings of birthdays and holidays, some at a time. The same at every desk. */
  greet: command({
    access: 'care.manage',
    input: z.object({ on: Day, after: z.string().max(100).nullable().default(null) }),
    output: z.object({ made: z.int(), after: z.string().nullable() }),
    writes: ['messages', 'follow_ups'],
  }),
}
