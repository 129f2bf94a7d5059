// What may be asked of care: tickets (contract/tickets.ts), the service catalogue, knowledge, campaigns with replies, prompts,
// call-backs, tasks, and what the store reached of its service goals.
import { z } from 'zod'
import { segmentTables } from '../insights/contract.ts'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { followUpChannels, intentionLevels } from '../customers/rules.ts'
import { messageChannels } from '../messages/rules.ts'
import { tickets } from './contract/tickets.ts'
import { promptKinds } from './rules/prompts.ts'
import { improves, voiceFigures } from './rules/voice.ts'
import { articleCategories, campaignKinds, replies, ServiceGoals, serviceKinds, taskStages } from './rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Words = orNull(z.string().trim().max(2000, 'too-long')).default(null)
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

export const CampaignRow = z.object({
  id: z.string(),
  kind: z.enum(campaignKinds),
  name: z.string(),
  says: z.string().nullable(),
  place: z.string().nullable(),
  heldOn: z.string().nullable(),
  seats: z.int().nullable(),
  channel: z.enum(messageChannels),
  closedAt: z.int().nullable(),
  invited: z.int(),
  sent: z.int(),
  yes: z.int(),
  people: z.int(),
  came: z.int(),
  createdAt: z.int(),
  standing: Standing,
})
export type CampaignRow = z.infer<typeof CampaignRow>

export const Invitee = z.object({
  id: z.string(),
  customerId: z.string(),
  name: z.string(),
  state: z.string(),
  reply: z.enum(replies).nullable(),
  people: z.int().nullable(),
  note: z.string().nullable(),
})
export type Invitee = z.infer<typeof Invitee>

export const Prompt = z.object({
  id: z.string(),
  kind: z.enum(promptKinds),
  customerId: z.string(),
  customer: z.string(),
  dueOn: z.string(),
  /** What names the occasion: rules/prompts.ts, Foreseen. */
  roundOn: z.string(),
  /** The car it is about, and what it had run at its newest visit. */
  car: z.string(),
  km: z.int().nullable(),
  /** Of a price drop: what it was and is, 分. */
  wasFen: z.int().nullable(),
  nowFen: z.int().nullable(),
  /** They may be called. */
  mayCall: z.boolean(),
})
export type Prompt = z.infer<typeof Prompt>

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

const Selection = z.object({
  levels: z.array(z.enum(intentionLevels)).max(8).default([]),
  /** Words of the model they wish for or drive. */
  model: z.string().trim().max(80).default(''),
  channel: z.enum(messageChannels).default('sms'),
  /** A saved customer group, besides the others. */
  segmentId: orNull(Id).default(null),
})

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
  campaigns: query({
    access: 'care.view',
    input: ListRequest,
    output: listPage(CampaignRow),
    reads: ['care_campaigns', 'care_invitees', 'message_standing', '_sync_changesets'],
  }),
  invitees: query({
    access: 'care.view',
    input: z.object({ id: Id }),
    output: z.array(Invitee),
    reads: ['care_invitees', 'customers', 'message_standing'],
  }),
  /** Who would be told: those within reach who fit, agreed to marketing this way and can be reached. */
  selection: query({
    access: 'care.manage',
    input: Selection,
    output: z.object({ fitting: z.int(), ids: z.array(z.string()) }),
    reads: ['customers', 'customer_consents', 'import_batches', 'vehicles', 'orders', ...segmentTables],
    heavy: true,
  }),
  /** A promotion goes out or guests are invited: one message each, once. `outside-reach` of ids is left out. */
  launch: command({
    access: 'care.manage',
    input: z.object({
      kind: z.enum(campaignKinds),
      name: z.string().trim().min(1, 'required').max(60, 'too-long'),
      says: Words,
      place: Short,
      heldOn: orNull(Day).default(null),
      seats: z.int().min(1, 'not-negative').max(10_000, 'too-many').nullable().default(null),
      channel: z.enum(messageChannels),
      template: Id,
      dueAt: z.int().nullable().default(null),
      customerIds: z.array(CustomerId).min(1, 'required').max(300, 'too-many'),
    }),
    output: Done,
    writes: ['care_campaigns', 'care_invitees', 'messages'],
    refusals: ['no-such-template', 'day-missing'],
  }),
  reply: command({
    access: 'care.edit',
    input: z.object({
      id: Id,
      reply: z.enum(replies),
      people: z.int().min(1).max(50).nullable().default(null),
      note: Short,
    }),
    output: Done,
    writes: ['care_invitees'],
    refusals: ['closed', 'full'],
  }),
  close: command({
    access: 'care.manage',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['care_campaigns'],
    refusals: ['closed'],
  }),
  /** What customers will need soon, soonest first: computed, with its reason; answered ones are gone. */
  prompts: query({
    access: 'care.view',
    input: z.object({}),
    output: z.array(Prompt),
    reads: [
      'orders',
      'customers',
      'vehicles',
      'care_prompts',
      'catalogue_models',
      'catalogue_prices',
      'leads',
      'work_orders',
      'appointments',
      'customer_cars',
      'insurance_policies',
      'customer_consents',
      'parameters',
      'import_batches',
    ],
    heavy: true,
  }),
  /** A contact is planned for it, or it is put aside with a reason. */
  answerPrompt: command({
    access: 'care.edit',
    input: z.object({
      customerId: CustomerId,
      kind: z.enum(promptKinds),
      subjectId: Id,
      dueOn: Day,
      roundOn: Day,
      plan: z
        .object({
          dueOn: Day,
          channel: z.enum(followUpChannels),
          note: z.string().trim().min(1, 'required').max(200),
        })
        .nullable(),
      note: Short,
    }),
    output: Done,
    writes: ['care_prompts', 'follow_ups', 'customers', 'leads', 'lead_steps'],
    refusals: ['already-answered'],
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
  /** The program's own work of a day, where the rule says so: a task for what the care of a car asks for. The same at every desk. */
  remind: command({
    access: 'care.manage',
    input: z.object({ on: Day }),
    output: z.object({ made: z.int() }),
    writes: ['care_prompts', 'follow_ups'],
  }),
  /** The program's own work of a day: greetings of birthdays and holidays, some at a time. The same at every desk. */
  greet: command({
    access: 'care.manage',
    input: z.object({ on: Day, after: z.string().max(100).nullable().default(null) }),
    output: z.object({ made: z.int(), after: z.string().nullable() }),
    writes: ['messages', 'follow_ups'],
  }),
}
