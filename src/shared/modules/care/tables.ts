// Care beside the sale: services and what is asked for, knowledge, campaigns with their guests, prompts that were answered,
// how content people are, and tasks. Two desks that write apart merge field by field; facts are ledgers.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** A service this store offers in its own words; id: uuid5(site, key), the same at every desk. */
export const careServices = table(
  'care_services',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    says: text('says').notNull(),
    /** JSON list of the standard steps. */
    steps: text('steps').notNull(),
    active: integer('active').notNull().default(1),
  },
)

/** A ticket: somebody asks, wishes a service, complains or suggests. Of two desks that end it or open it again the first counts, the other is a case. */
export const careRequests = table(
  'care_requests',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['done_at', 'done_by', 'result', 'content', 'solved', 'round', 'solve_by'],
      ['reward_fen', 'reward_note', 'reward_state', 'reward_by', 'reward_at'],
    ],
    personal: ['caller', 'question', 'answer', 'result'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** consult | repair | maintenance | service | complaint | suggestion */
    kind: text('kind').notNull(),
    /** phone | web | onsite | wechat | email */
    channel: text('channel').notNull(),
    customerId: text('customer_id'),
    /** Name and number of somebody who is no customer. */
    caller: text('caller'),
    service: text('service'),
    question: text('question'),
    answer: text('answer'),
    answeredAt: integer('answered_at'),
    /** Knowledge that answered it. */
    articleId: text('article_id'),
    ownerId: text('owner_id').notNull(),
    dueAt: integer('due_at').notNull(),
    doneAt: integer('done_at'),
    doneBy: text('done_by'),
    result: text('result'),
    /** One to five points, as they said. */
    content: integer('content'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    /** How often it was opened again. */
    round: integer('round').notNull().default(0),
    /** By when it must be done; null of tickets from before there was such a day. */
    solveBy: integer('solve_by'),
    /** 1 solved, 0 not; null while nobody knows. */
    solved: integer('solved'),
    /** The call that asks about it afterwards. */
    followUpId: text('follow_up_id'),
    /** What a useful suggestion earns, 分, and why. */
    rewardFen: integer('reward_fen'),
    rewardNote: text('reward_note'),
    /** proposed | approved | declined | paid; null without one. */
    rewardState: text('reward_state'),
    rewardBy: text('reward_by'),
    rewardAt: integer('reward_at'),
    /** The work order in which the workshop does it. */
    workOrderId: text('work_order_id'),
  },
)

/** The log of a ticket. Two desks that take the same step apart both stand in it: the step is taken, and both words are kept. */
export const careMarks = table(
  'care_marks',
  { scope: 'site', policy: 'ledger', personal: ['words'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    requestId: text('request_id').notNull(),
    round: integer('round').notNull(),
    /** confirm | plan | carry-out | report | follow-up | reopen */
    mark: text('mark').notNull(),
    words: text('words'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** A step of a request that was ticked; id: uuid5(request, step). */
export const careSteps = table(
  'care_steps',
  { scope: 'site', policy: 'fields', repeats: true, groups: [['done', 'done_by', 'done_at']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    requestId: text('request_id').notNull(),
    step: text('step').notNull(),
    done: integer('done').notNull().default(0),
    doneBy: text('done_by'),
    doneAt: integer('done_at'),
  },
)

/** What the group knows. Two who change one article apart: title and words merge as one, the later is a case. */
export const knowledgeArticles = table(
  'knowledge_articles',
  { scope: 'group', policy: 'fields', groups: [['title', 'body', 'edited_at', 'edited_by']] },
  {
    id: text('id').primaryKey(),
    /** policy | market | model | process | usage */
    category: text('category').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    active: integer('active').notNull().default(1),
    editedAt: integer('edited_at').notNull(),
    editedBy: text('edited_by').notNull(),
  },
)

export const careCampaigns = table(
  'care_campaigns',
  { scope: 'site', policy: 'fields', groups: [['closed_at', 'closed_by']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** promotion | event */
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    says: text('says'),
    place: text('place'),
    heldOn: text('held_on'),
    /** Places; null without a limit. */
    seats: integer('seats'),
    template: text('template').notNull(),
    channel: text('channel').notNull(),
    closedAt: integer('closed_at'),
    closedBy: text('closed_by'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** Somebody who was told or invited; id: uuid5(campaign, customer). Inviting twice invites once. */
export const careInvitees = table(
  'care_invitees',
  {
    scope: 'site',
    policy: 'fields',
    repeats: true,
    groups: [['reply', 'people', 'reply_at', 'reply_by']],
    personal: ['note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    customerId: text('customer_id').notNull(),
    messageId: text('message_id').notNull(),
    /** yes | no | maybe | came */
    reply: text('reply'),
    people: integer('people'),
    replyAt: integer('reply_at'),
    replyBy: text('reply_by'),
    note: text('note'),
  },
)

/** A prompt somebody answered; what nobody answered yet is computed and stands nowhere. Id: uuid5(subject, kind and day). */
export const carePrompts = table(
  'care_prompts',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['outcome', 'done_at', 'done_by']],
    personal: ['note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    kind: text('kind').notNull(),
    dueOn: text('due_on').notNull(),
    /** planned | dismissed */
    outcome: text('outcome').notNull(),
    note: text('note'),
    doneAt: integer('done_at').notNull(),
    doneBy: text('done_by').notNull(),
  },
)

/** How content somebody said they are. */
export const careSurveys = table(
  'care_surveys',
  { scope: 'site', policy: 'ledger', personal: ['note'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    followUpId: text('follow_up_id'),
    /** One to five points. */
    content: integer('content').notNull(),
    /** Nought to ten: would they recommend us. */
    recommend: integer('recommend'),
    note: text('note'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Work given to somebody. Progress of two desks: the first counts, the other is a case. */
export const careTasks = table(
  'care_tasks',
  {
    scope: 'site',
    policy: 'fields',
    groups: [['percent', 'done_at', 'done_by', 'result']],
    personal: ['note', 'result'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    title: text('title').notNull(),
    note: text('note'),
    customerId: text('customer_id'),
    ownerId: text('owner_id').notNull(),
    dueOn: text('due_on').notNull(),
    percent: integer('percent').notNull().default(0),
    doneAt: integer('done_at'),
    doneBy: text('done_by'),
    result: text('result'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    /** ticket | figure: what it is to improve; null of other work. */
    improves: text('improves'),
    /** The ticket's id, or the figure's name. */
    improvesId: text('improves_id'),
    /** The figure when it was given, in its own unit. */
    was: integer('was'),
  },
)
