// What may be asked of surveys: questionnaires with their versions, whom to ask, answers by kiosk, phone and at the desk, and
// what they come to over time, places and people.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId } from '../../ids.ts'
import { messageChannels } from '../messages/rules.ts'
import { Answers, answerWays, formPurposes, formStates, Question, triggers } from './rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Done = z.object({ id: z.string() })

export const FormRow = z.object({
  id: z.string(),
  key: z.string(),
  version: z.int(),
  purpose: z.enum(formPurposes),
  name: z.string(),
  questions: z.array(Question),
  trigger: z.enum(triggers),
  afterDays: z.int(),
  channel: z.enum(messageChannels),
  lowPoints: z.int(),
  state: z.enum(formStates),
  /** Of all its versions. */
  asked: z.int(),
  answered: z.int(),
  /** Hundredths of a point. */
  points: z.int().nullable(),
})
export type FormRow = z.infer<typeof FormRow>

/** How many answered, their mean in hundredths of a point, and promoters less detractors. */
const Sum = z.object({ answers: z.int(), points: z.int().nullable(), recommend: z.int().nullable() })
const Named = Sum.extend({ id: z.string(), name: z.string() })

export const surveys = {
  /** Of each questionnaire its newest version, drafts too; or the one version that is asked for. */
  forms: query({
    access: 'care.view',
    input: z.object({ id: orNull(Id).default(null) }),
    output: z.array(FormRow),
    reads: ['survey_forms', 'survey_invitations', 'survey_answers'],
  }),
  /** A new questionnaire, or its draft changed; of one that was opened this makes the next version, which asks nobody yet. */
  keep: command({
    access: 'care.manage',
    input: z.object({
      key: orNull(Id).default(null),
      purpose: z.enum(formPurposes),
      name: z.string().trim().min(1, 'required').max(60, 'too-long'),
      questions: z.array(Question).min(1, 'required').max(40, 'too-many'),
      trigger: z.enum(triggers).default('none'),
      afterDays: z.int().min(0, 'not-negative').max(365, 'too-much').default(3),
      channel: z.enum(messageChannels).default('sms'),
      lowPoints: z.int().min(0, 'not-negative').max(1000, 'too-much').default(600),
    }),
    output: z.object({ id: z.string(), version: z.int() }),
    writes: ['survey_forms'],
  }),
  /** A draft is opened: it asks from now on and changes no more; the version before it ends. */
  open: command({ access: 'care.manage', input: z.object({ id: Id }), output: Done, writes: ['survey_forms'], refusals: ['not-a-draft'] }),
  end: command({ access: 'care.manage', input: z.object({ id: Id }), output: Done, writes: ['survey_forms'], refusals: ['not-open'] }),
  /** Asks about what its trigger names and happened in the last days, as the program does day by day; who did not agree to be written to waits for a call. */
  ask: command({
    access: 'care.edit',
    input: z.object({ id: Id, days: z.int().min(1).max(365) }),
    output: z.object({ asked: z.int(), written: z.int() }),
    writes: ['survey_invitations', 'messages'],
    refusals: ['not-open'],
  }),
  /** Plans a call to everybody who was asked, has not answered and agreed to be called. */
  plan: command({
    access: 'care.edit',
    input: z.object({ id: Id }),
    output: z.object({ planned: z.int() }),
    writes: ['follow_ups'],
    refusals: ['not-open'],
  }),
  /** Who was asked here and has not answered, the latest first. */
  waiting: query({
    access: 'care.view',
    input: z.object({ key: Id }),
    output: z.array(
      z.object({
        id: z.string(),
        customerId: z.string(),
        name: z.string(),
        askedOn: z.string(),
        written: z.boolean(),
      }),
    ),
    reads: ['survey_invitations', 'survey_forms', 'survey_answers', 'customers', 'import_batches'],
  }),
  /** An answer, whole and fitting its questions; a low one of a customer opens a ticket. */
  answer: command({
    access: 'care.edit',
    input: z.object({
      formId: Id,
      invitationId: orNull(Id).default(null),
      customerId: CustomerId.nullable().default(null),
      aboutId: orNull(Id).default(null),
      way: z.enum(answerWays),
      answers: Answers,
    }),
    output: z.object({ id: z.string(), requestId: z.string().nullable() }),
    writes: ['survey_answers', 'care_requests', 'customers'],
    refusals: ['not-open', 'does-not-fit', 'already-answered', 'about-missing', 'about-oneself'],
  }),
  /** Of a span: what a questionnaire came to, over all its versions. */
  figures: query({
    access: 'care.view',
    input: z.object({ key: Id, fromOn: Day, toOn: Day }),
    output: z.object({
      all: Sum,
      months: z.array(Sum.extend({ month: z.string() })),
      sites: z.array(Named),
      people: z.array(Named.extend({ selfPoints: z.int().nullable(), peerPoints: z.int().nullable() })),
      questions: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          kind: z.string(),
          answers: z.int(),
          points: z.int().nullable(),
          /** Of whether they would recommend us: promoters less detractors. */
          recommend: z.int().nullable(),
          choices: z.array(z.object({ option: z.string(), count: z.int() })),
          words: z.array(z.string()),
        }),
      ),
    }),
    reads: ['survey_forms', 'survey_answers', 'customers', 'sites', 'users', 'import_batches'],
    heavy: true,
  }),
  /** The program's own work of a day: who is to be asked after a delivery, a stay in the workshop, a ticket. The same at every desk. */
  invite: command({
    access: 'care.manage',
    input: z.object({ on: Day }),
    output: z.object({ made: z.int() }),
    writes: ['survey_invitations', 'messages'],
  }),
}
