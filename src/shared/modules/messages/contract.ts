// What may be asked of messages: the outbox with what became of each, writing, cancelling and trying again, templates and
// their versions, and which desk sends. What only the program does (begin, settle, hear) has entries too: HQ must know them.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { CustomerId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { delayReasons, failReasons, messageChannels, messageStates, templatePurposes, tryKinds, unknownPlaceholders } from './rules.ts'

const Id = z.string().min(1).max(100)
const Channel = z.enum(messageChannels)
const Reason = z.enum([...failReasons, ...delayReasons])
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())

export const MessageRow = z.object({
  id: z.string(),
  state: z.enum(messageStates),
  /** Why it failed, or why it still waits. */
  reason: Reason.nullable(),
  customerId: z.string(),
  customerName: z.string(),
  channel: Channel,
  purpose: z.enum(templatePurposes),
  origin: z.string(),
  templateName: z.string().nullable(),
  /** What was sent; before that, what it would say now. */
  text: z.string(),
  dueAt: z.int(),
  sentAt: z.int().nullable(),
  delivered: z.boolean().nullable(),
  tries: z.int(),
  createdAt: z.int(),
  createdBy: z.string(),
  cancelReason: z.string().nullable(),
  standing: Standing,
})
export type MessageRow = z.infer<typeof MessageRow>

const Try = z.object({ kind: z.enum(tryKinds), reason: Reason.nullable(), at: z.int(), desk: z.string(), template: z.string().nullable() })

const Words = z.string().superRefine((text, ctx) => {
  for (const name of unknownPlaceholders(text)) ctx.addIssue({ code: 'custom', message: 'unknown-placeholder', params: { name } })
})
const Body = Words.pipe(z.string().trim().min(1, 'required').max(2000, 'too-long'))
const Subject = orNull(Words.pipe(z.string().trim().max(120, 'too-long'))).default(null)

export const Template = z.object({
  key: z.string(),
  version: z.int(),
  name: z.string(),
  channel: Channel,
  purpose: z.enum(templatePurposes),
  subject: z.string().nullable(),
  body: z.string(),
  active: z.boolean(),
  madeAt: z.int().nullable(),
  madeBy: z.string().nullable(),
})
export type Template = z.infer<typeof Template>

/** Where mail goes out. `tls`: encrypted from the first byte (port 465); else STARTTLS where the server offers it. */
export const MailSettings = z.object({
  host: z.string().trim().min(1, 'required').max(200),
  port: z.int().min(1, 'port').max(65_535, 'port'),
  tls: z.boolean(),
  user: z.string().trim().max(200).default(''),
  from: z
    .string()
    .trim()
    .min(3, 'required')
    .max(200)
    .refine((text) => /^[^<>@\s]+@[^<>@\s]+$/.test(text), 'mail-address'),
  name: z.string().trim().max(80).default(''),
})
export type MailSettings = z.infer<typeof MailSettings>
/** The folder a gateway reads batches from (`out`) and writes receipts to (`in`). */
export const GatewaySettings = z.object({ folder: z.string().trim().min(1, 'required').max(1000) })
export type GatewaySettings = z.infer<typeof GatewaySettings>

const Post = z.object({
  channel: Channel,
  /** This desk knows how to send. */
  ready: z.boolean(),
  settings: z.union([MailSettings, GatewaySettings]).nullable(),
  hasSecret: z.boolean(),
  /** Who sends for this site: this desk, another (its name), nobody; `moving` while HQ has not answered. */
  who: z.enum(['here', 'elsewhere', 'nobody', 'moving']),
  desk: z.string().nullable(),
  waiting: z.int(),
  failed: z.int(),
})
export type Post = z.infer<typeof Post>

const reading = [
  'messages',
  'message_tries',
  'message_standing',
  'message_templates',
  'customers',
  'users',
  'import_batches',
  '_sync_changesets',
] as const
const Done = z.object({ id: z.string() })

export const messages = {
  page: query({ access: 'messages.view', input: ListRequest, output: listPage(MessageRow), reads: reading }),
  tries: query({ access: 'messages.view', input: z.object({ id: Id }), output: z.array(Try), reads: ['message_tries', 'devices'] }),
  /** The newest version of every template. */
  templates: query({ access: 'messages.view', input: z.object({}), output: z.array(Template), reads: ['message_templates', 'users'] }),
  versions: query({
    access: 'messages.view',
    input: z.object({ key: Id }),
    output: z.array(Template),
    reads: ['message_templates', 'users'],
  }),
  /** What a message would say to a customer, and whether they may be written to. */
  preview: query({
    access: 'messages.view',
    input: z.object({
      customerId: CustomerId,
      channel: Channel,
      purpose: z.enum(templatePurposes),
      template: orNull(Id),
      subject: Subject,
      body: z.string().max(2000),
    }),
    output: z.object({ subject: z.string().nullable(), text: z.string(), may: z.boolean(), reachable: z.boolean(), parts: z.int() }),
    reads: ['customers', 'customer_consents', 'message_templates', 'users', 'sites', 'import_batches'],
  }),
  post: query({
    access: 'messages.view',
    input: z.object({}),
    output: z.array(Post),
    reads: ['message_channels', 'message_posts', 'rights', 'devices', 'messages', 'message_tries', 'message_standing', '_sync_changesets'],
  }),
  /** By hand, to one person or many; each becomes a message of its own. Consent is asked again when it is sent. */
  write: command({
    access: 'messages.send',
    input: z.object({
      customerIds: z.array(CustomerId).min(1, 'required').max(300, 'too-many'),
      channel: Channel,
      purpose: z.enum(templatePurposes),
      template: orNull(Id).default(null),
      subject: Subject,
      body: orNull(Body).default(null),
      event: orNull(z.string().trim().max(80)).default(null),
      date: orNull(z.string().trim().max(40)).default(null),
      dueAt: z.int().nullable().default(null),
    }),
    output: z.object({ ids: z.array(z.string()) }),
    writes: ['messages'],
    refusals: ['no-such-template', 'no-words'],
  }),
  /** Nothing that may be on its way is taken back. Of two desks, what was sent outranks the cancelling (rules.ts, stateOf). */
  cancel: command({
    access: 'messages.send',
    input: z.object({ ids: z.array(Id).min(1).max(300), reason: z.string().trim().min(1, 'required').max(200) }),
    output: z.object({ count: z.int() }),
    writes: ['messages'],
    refusals: ['not-waiting'],
  }),
  again: command({
    access: 'messages.send',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['message_tries'],
    refusals: ['not-failed'],
  }),
  keepTemplate: command({
    access: 'messages.edit',
    input: z.object({
      key: orNull(Id).default(null),
      name: z.string().trim().min(1, 'required').max(40),
      channel: Channel,
      purpose: z.enum(templatePurposes),
      subject: Subject,
      body: Body,
      active: z.boolean().default(true),
    }),
    output: z.object({ key: z.string(), version: z.int() }),
    writes: ['message_templates'],
    refusals: ['subject-missing', 'nothing-changed'],
  }),
  /** How this desk reaches the server or the gateway. `secret` undefined keeps the one there is. Stays on this desk. */
  keepChannel: command({
    access: 'messages.edit',
    input: z.object({
      channel: Channel,
      mail: MailSettings.optional(),
      gateway: GatewaySettings.optional(),
      secret: z.string().max(400).optional(),
    }),
    output: z.null(),
    writes: ['message_channels'],
    refusals: ['settings-missing'],
  }),
  /** Asks HQ for the sole right to send by a channel; `reason` takes it from a desk that does not give it. */
  takePost: command({
    access: 'messages.edit',
    input: z.object({ channel: Channel, reason: orNull(z.string().trim().max(200)).default(null) }),
    output: z.null(),
    writes: ['message_posts'],
    overrides: true,
    refusals: ['post-elsewhere', 'nothing-changed', 'alone'],
  }),
  givePost: command({
    access: 'messages.edit',
    input: z.object({ channel: Channel }),
    output: z.null(),
    writes: ['message_posts'],
    refusals: ['post-elsewhere', 'alone'],
  }),
  /** The program notes that it begins to send, before the first byte leaves. */
  begin: command({
    access: 'messages.edit',
    input: z.object({ id: Id, said: z.string(), template: z.string().nullable() }),
    output: Done,
    writes: ['message_tries'],
  }),
  /** What became of it. */
  settle: command({
    access: 'messages.edit',
    input: z.object({ id: Id, kind: z.enum(['sent', 'later', 'refused', 'delivered', 'undelivered']), reason: Reason.nullable() }),
    output: Done,
    writes: ['message_tries'],
  }),
  /** Somebody answered; who wants no more of it is noted as such. */
  hear: command({
    access: 'messages.edit',
    input: z.object({ channel: Channel, from: z.string().max(200), answer: z.string().max(500) }),
    output: z.object({ withdrawn: z.int() }),
    writes: ['customer_consents'],
  }),
}
