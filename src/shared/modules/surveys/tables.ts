// Questionnaires with their versions, who is asked, and what they answered. Two desks that change a draft apart merge: what a
// questionnaire asks is one value; what was answered is a ledger.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** One version of a questionnaire, the same for all places, so that they compare. Once it was opened only its state changes; of two that became the next version apart the later id asks. */
export const surveyForms = table(
  'survey_forms',
  {
    scope: 'group',
    policy: 'fields',
    groups: [
      ['questions', 'name'],
      ['state', 'state_at', 'state_by'],
    ],
  },
  {
    id: text('id').primaryKey(),
    /** The questionnaire over its versions: the id of its first. */
    key: text('key').notNull(),
    version: integer('version').notNull(),
    /** customer | self | peer */
    purpose: text('purpose').notNull(),
    name: text('name').notNull(),
    /** JSON list, see rules.ts, Question. */
    questions: text('questions').notNull(),
    /** none | delivery | service | ticket */
    trigger: text('trigger').notNull(),
    afterDays: integer('after_days').notNull(),
    /** sms | email */
    channel: text('channel').notNull(),
    /** Hundredths of a point; at or below a ticket is opened. */
    lowPoints: integer('low_points').notNull(),
    /** draft | open | closed */
    state: text('state').notNull(),
    stateAt: integer('state_at').notNull(),
    stateBy: text('state_by').notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** Somebody is asked about an occasion; id: uuid5(questionnaire, occasion). Two desks that ask apart ask once. */
export const surveyInvitations = table(
  'survey_invitations',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    formId: text('form_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** The order, work order or ticket it is about. */
    subject: text('subject').notNull(),
    messageId: text('message_id'),
    askedOn: text('asked_on').notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** What somebody answered. Two desks that note one person's answer apart both stand; the first counts. */
export const surveyAnswers = table(
  'survey_answers',
  { scope: 'site', policy: 'ledger', personal: ['answers'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    formId: text('form_id').notNull(),
    invitationId: text('invitation_id'),
    customerId: text('customer_id'),
    /** Of a self-assessment and of a comparison: whom it is about. */
    aboutId: text('about_id'),
    /** kiosk | phone | desk */
    way: text('way').notNull(),
    /** JSON, see rules.ts, Answers. */
    answers: text('answers'),
    /** Hundredths of a point. */
    points: integer('points'),
    /** Nought to ten. */
    recommend: integer('recommend'),
    requestId: text('request_id'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)
