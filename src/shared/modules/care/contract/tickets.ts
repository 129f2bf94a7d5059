// What may be asked of tickets: everything somebody wants of the store, by whatever way it came, from its intake over its
// steps to its end and the call after it.
import { z } from 'zod'
import { command, query } from '../../../define.ts'
import { CustomerId } from '../../../ids.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Standing } from '../../../standing.ts'
import { workOrderStates } from '../../workshop/rules.ts'
import { rewardStates } from '../rules/voice.ts'
import { requestChannels, requestKinds, requestStages, ticketMarks, ticketSteps } from '../rules/tickets.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Words = orNull(z.string().trim().max(2000, 'too-long')).default(null)
const Said = z.string().trim().min(1, 'required').max(2000, 'too-long')
const Points = z.int().min(1, 'one-to-five').max(5, 'one-to-five')
const Done = z.object({ id: z.string() })

export const RequestRow = z.object({
  id: z.string(),
  kind: z.enum(requestKinds),
  channel: z.enum(requestChannels),
  stage: z.enum(requestStages),
  customerId: z.string().nullable(),
  who: z.string(),
  service: z.string().nullable(),
  serviceName: z.string().nullable(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  articleId: z.string().nullable(),
  articleTitle: z.string().nullable(),
  ownerId: z.string(),
  owner: z.string(),
  /** The next deadline: of the answer, once that is given of the end. */
  dueAt: z.int(),
  doneAt: z.int().nullable(),
  result: z.string().nullable(),
  content: z.int().nullable(),
  solved: z.int().nullable(),
  /** How often it was opened again. */
  round: z.int(),
  /** The last of its four steps that is taken. */
  step: z.enum(ticketSteps).nullable(),
  /** It is not done before its four steps are. */
  byStep: z.boolean(),
  stepsDone: z.int(),
  stepsTotal: z.int(),
  rewardFen: z.int().nullable(),
  rewardNote: z.string().nullable(),
  rewardState: z.enum(rewardStates).nullable(),
  /** Who proposed, decided or paid it last. */
  rewardBy: z.string().nullable(),
  workOrderId: z.string().nullable(),
  createdAt: z.int(),
  standing: Standing,
})
export type RequestRow = z.infer<typeof RequestRow>

export const Mark = z.object({
  id: z.string(),
  round: z.int(),
  mark: z.enum(ticketMarks),
  words: z.string().nullable(),
  at: z.int(),
  by: z.string(),
})
export type Mark = z.infer<typeof Mark>

export const tickets = {
  /** Columns: kind, channel, stage, step, service, customerId, ownerId, dueAt, doneAt, createdAt. Late ones first. */
  requests: query({
    access: 'care.view',
    input: ListRequest,
    output: listPage(RequestRow),
    reads: [
      'care_requests',
      'care_steps',
      'care_marks',
      'care_services',
      'knowledge_articles',
      'customers',
      'users',
      'parameters',
      'import_batches',
      '_sync_changesets',
    ],
  }),
  steps: query({
    access: 'care.view',
    input: z.object({ id: Id }),
    output: z.array(z.object({ step: z.string(), done: z.boolean(), by: z.string().nullable(), at: z.int().nullable() })),
    reads: ['care_requests', 'care_steps', 'care_services', 'users'],
  }),
  /** The log of a ticket, oldest first: who took which step when, in which words, over every round. */
  marks: query({
    access: 'care.view',
    input: z.object({ id: Id }),
    output: z.array(Mark),
    reads: ['care_requests', 'care_marks', 'users'],
  }),
  /**
   * A ticket is taken down; a question or suggestion answered at once is done. Whoever is not named gets it by the rule of its
   * kind. Somebody nobody knows yet becomes a customer when their number is given.
   */
  ask: command({
    access: 'care.edit',
    input: z
      .object({
        kind: z.enum(requestKinds),
        channel: z.enum(requestChannels),
        customerId: CustomerId.nullable().default(null),
        caller: orNull(z.string().trim().max(200, 'too-long')).default(null),
        phone: orNull(z.string().trim().max(60, 'too-long')).default(null),
        evenSo: z.string().trim().min(2).max(200).optional(),
        service: orNull(Id).default(null),
        question: Words,
        answer: Words,
        articleId: orNull(Id).default(null),
        ownerId: orNull(Id).default(null),
      })
      .refine(({ customerId, caller }) => customerId !== null || caller !== null, { path: ['caller'], message: 'required' })
      .refine(({ kind, service }) => kind !== 'service' || service !== null, { path: ['service'], message: 'required' })
      .refine(({ kind, question }) => kind === 'service' || question !== null, { path: ['question'], message: 'required' }),
    output: z.object({ id: z.string(), customerId: z.string().nullable() }),
    writes: ['care_requests', 'customers'],
    refusals: ['no-such-service', 'no-such-person', 'no-such-article', 'duplicate'],
  }),
  answer: command({
    access: 'care.edit',
    input: z.object({ id: Id, answer: Said, articleId: orNull(Id).default(null) }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['already-done', 'no-such-article'],
  }),
  tick: command({
    access: 'care.edit',
    input: z.object({ id: Id, step: z.string().min(1).max(200), done: z.boolean() }),
    output: Done,
    writes: ['care_steps'],
    refusals: ['already-done', 'no-such-step'],
  }),
  hand: command({
    access: 'care.edit',
    input: z.object({ id: Id, ownerId: Id }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['already-done', 'no-such-person'],
  }),
  /** One of the four steps is taken, in their order; the first counts as the answer. */
  mark: command({
    access: 'care.edit',
    input: z.object({ id: Id, step: z.enum(ticketSteps), words: Said }),
    output: Done,
    writes: ['care_marks', 'care_requests'],
    refusals: ['already-done', 'not-in-order'],
  }),
  /** Done, with what came of it. `steps-open` names the steps nobody took; `evenSo` goes past them. */
  finish: command({
    access: 'care.edit',
    input: z.object({
      id: Id,
      result: Said,
      solved: z.boolean().nullable().default(null),
      content: Points.nullable().default(null),
      evenSo: z.boolean().default(false),
    }),
    output: Done,
    writes: ['care_requests', 'follow_ups'],
    refusals: ['already-done', 'steps-open'],
  }),
  /** It was not solved, or came back: a new round with a new day. */
  reopen: command({
    access: 'care.edit',
    input: z.object({ id: Id, reason: Said }),
    output: Done,
    writes: ['care_requests', 'care_marks'],
    refusals: ['not-done'],
  }),
  /** The work orders of this customer a ticket may be done in, the newest first, with what they said of each. */
  workOrders: query({
    access: 'care.view',
    input: z.object({ customerId: CustomerId }),
    output: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        state: z.enum(workOrderStates),
        car: z.string(),
        receivedOn: z.string(),
        /** Of the surveys about it, hundredths of a point. */
        points: z.int().nullable(),
      }),
    ),
    reads: ['work_orders', 'survey_invitations', 'survey_answers'],
  }),
  /** The workshop does what was asked in a work order of this customer; null: in none. */
  link: command({
    access: 'care.edit',
    input: z.object({ id: Id, workOrderId: orNull(Id) }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['not-their-order'],
  }),
  /** A suggestion was useful: so much, 分, for it. Decided by somebody else; what was declined may be proposed again. */
  proposeReward: command({
    access: 'care.edit',
    input: z.object({
      id: Id,
      amountFen: z.int().min(1, 'required').max(10_000_000, 'too-much'),
      note: z.string().trim().min(1, 'required').max(200, 'too-long'),
    }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['not-a-suggestion', 'reward-not-so'],
  }),
  decideReward: command({
    access: 'care.manage',
    input: z.object({ id: Id, approved: z.boolean() }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['own-proposal', 'reward-not-so'],
  }),
  payReward: command({
    access: 'care.manage',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['care_requests'],
    refusals: ['reward-not-so'],
  }),
  /** The program's own work: what was noted of people before there were tickets becomes one, the same at every desk. */
  adopt: command({
    access: 'care.manage',
    input: z.object({}),
    output: z.object({ made: z.int() }),
    writes: ['care_requests'],
  }),
}
