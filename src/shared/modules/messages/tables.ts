// Messages to customers, what became of each, the templates they are made from, and which desk of a site sends them. The
// person's phone and address are read when one is sent and stand nowhere here.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/**
 * One message to one person. Those a rule makes have an id of their rule, person and day and are the same at every desk.
 * Whether it went out says its ledger, message_tries: two desks can disagree about nothing but the cancelling.
 */
export const messages = table(
  'messages',
  {
    scope: 'site',
    policy: 'fields',
    repeats: true,
    groups: [['cancelled_at', 'cancelled_by', 'cancel_reason']],
    personal: ['body', 'facts'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** sms | email */
    channel: text('channel').notNull(),
    /** service | care | marketing */
    purpose: text('purpose').notNull(),
    /** Key of a template; its version in force is used on the day of sending. Null with words of one's own. */
    template: text('template'),
    subject: text('subject'),
    body: text('body'),
    /** JSON: what its occasion adds to the template's facts (event, date). */
    facts: text('facts'),
    /** hand | birthday | holiday | campaign | survey | appointment | work-order */
    origin: text('origin').notNull(),
    originId: text('origin_id'),
    dueAt: integer('due_at').notNull(),
    /** After this instant its occasion is over. */
    untilAt: integer('until_at'),
    cancelledAt: integer('cancelled_at'),
    cancelledBy: text('cancelled_by'),
    cancelReason: text('cancel_reason'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
)

/** What happened to a message, see rules.ts, tryKinds. */
export const messageTries = table(
  'message_tries',
  { scope: 'site', policy: 'ledger', personal: ['said'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    messageId: text('message_id').notNull(),
    kind: text('kind').notNull(),
    /** One of failReasons or delayReasons. */
    reason: text('reason'),
    /** What was sent, word for word; or what the other side answered. */
    said: text('said'),
    /** `birthday-sms@2`: the template and version it was made from. */
    template: text('template'),
    /** The desk. */
    replica: text('replica').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
)

/** Every version of a template an administrator wrote; the newest counts. Id: `key@version`. */
export const messageTemplates = table(
  'message_templates',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    channel: text('channel').notNull(),
    purpose: text('purpose').notNull(),
    subject: text('subject'),
    body: text('body').notNull(),
    active: integer('active').notNull().default(1),
    madeAt: integer('made_at').notNull(),
    madeBy: text('made_by').notNull(),
  },
)

/**
 * That a site sends by a channel. One desk of the site has the sole right to `post:<id>` and alone sends; HQ gives it
 * (S-RIGHT). The row is the same whoever makes it.
 */
export const messagePosts = table(
  'message_posts',
  { scope: 'site', policy: 'fields', repeats: true, keys: { post: 'id' } },
  {
    /** `<site>/<channel>` */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    channel: text('channel').notNull(),
  },
)

/** How this desk reaches the mail server and the gateway. Only here: the password leaves the encrypted database for the server alone. */
export const messageChannelsHere = table(
  'message_channels',
  { scope: 'local' },
  {
    /** sms | email */
    id: text('id').primaryKey(),
    /** JSON, see contract.ts, Settings. */
    settings: text('settings').notNull(),
    secret: text('secret'),
  },
)

/** Where each message stands by its ledger: derived, so that the few that wait are found among all that were sent. */
table(
  'message_standing',
  { scope: 'local' },
  {
    /** The message's id. */
    id: text('id').primaryKey(),
    /** See rules.ts, stateOf. */
    state: text('state').notNull(),
    channel: text('channel').notNull(),
    siteId: text('site_id').notNull(),
    /** When it is due, or to be tried again. */
    nextAt: integer('next_at').notNull(),
  },
)
