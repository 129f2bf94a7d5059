// What may be asked of alerts: the rules a store sets, what would ring now, what rang and what was done; and of the message
// centre, where everything that waits for a person lies in one place.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { alertStates, deedKinds, directions, everies, indicatorNames, messageKinds, units } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Clock = orNull(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')).default(null)
const Done = z.object({ id: z.string() })

const Watched = z.object({
  indicator: z.enum(indicatorNames),
  about: orNull(z.string().trim().max(80)).default(null),
  direction: z.enum(directions),
  threshold: z.int().min(0).max(100_000_000_000),
  windowDays: z.int().min(0).max(730),
})
export type Watched = z.infer<typeof Watched>

export const AlertRule = Watched.extend({
  id: z.string(),
  name: z.string(),
  every: z.enum(everies),
  toRole: z.string().nullable(),
  toUser: z.string().nullable(),
  /** The name of the role or person; null: everybody who sees alerts. */
  toName: z.string().nullable(),
  quietFrom: z.string().nullable(),
  quietTo: z.string().nullable(),
  active: z.boolean(),
  /** Alerts of it nobody closed yet. */
  open: z.int(),
})
export type AlertRule = z.infer<typeof AlertRule>

const MeasureRow = z.object({ subject: z.string(), label: z.string(), value: z.int(), rings: z.boolean() })

export const AlertRow = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  indicator: z.enum(indicatorNames),
  unit: z.enum(units),
  direction: z.enum(directions),
  label: z.string(),
  subject: z.string(),
  value: z.int(),
  threshold: z.int(),
  state: z.enum(alertStates),
  turn: z.int(),
  toName: z.string().nullable(),
  rungAt: z.int(),
  /** The last person who did something, what they said, and minutes from the ringing to the first of them. */
  handledBy: z.string().nullable(),
  words: z.string().nullable(),
  reactionMinutes: z.int().nullable(),
  standing: Standing,
})
export type AlertRow = z.infer<typeof AlertRow>

export const Message = z.object({
  /** Says what it is about; the same at every desk. */
  key: z.string(),
  kind: z.enum(messageKinds),
  title: z.string(),
  /** The rest of the line; for an alert its value, see `alert`. */
  detail: z.string(),
  at: z.int(),
  read: z.boolean(),
  /** The screen it opens, and the record there. */
  screen: z.string(),
  record: z.string().nullable(),
  alert: AlertRow.pick({ id: true, indicator: true, unit: true, direction: true, value: true, threshold: true, state: true }).nullable(),
})
export type Message = z.infer<typeof Message>

const Reaction = z.object({
  key: z.string(),
  name: z.string(),
  rung: z.int(),
  handled: z.int(),
  closed: z.int(),
  /** Median minutes from the ringing to the first thing a person did. */
  reactionMinutes: z.int().nullable(),
})

/** Everything an indicator is measured from. */
export const watchedTables = [
  'alert_rules',
  'loaner_loans',
  'staff_certificates',
  'claims',
  'vehicles',
  'vehicle_costs',
  'orders',
  'order_lines',
  'order_sums',
  'receipts',
  'plan_lines',
  'leads',
  'follow_ups',
  'care_requests',
  'care_marks',
  'survey_forms',
  'survey_answers',
  'approval_steps',
  'cases',
  'parameters',
  'import_batches',
  'users',
  'parts',
  'part_places',
  'part_moves',
] as const
const recorded = ['alerts', 'alert_deeds', 'alert_rules', 'users', 'roles']

export const alerts = {
  rules: query({ access: 'alerts.view', input: z.object({}), output: z.array(AlertRule), reads: recorded }),
  /** Whom a rule may tell, and what it may be about. */
  choices: query({
    access: 'alerts.configure',
    input: z.object({}),
    output: z.object({
      roles: z.array(z.object({ id: z.string(), name: z.string() })),
      people: z.array(z.object({ id: z.string(), name: z.string() })),
      series: z.array(z.string()),
    }),
    reads: ['users', 'roles', 'vehicles'],
  }),
  /** What a rule would say now, what rings first. */
  preview: query({ access: 'alerts.configure', heavy: true, input: Watched, output: z.array(MeasureRow), reads: watchedTables }),
  keepRule: command({
    access: 'alerts.configure',
    input: Watched.extend({
      id: Id.nullable().default(null),
      name: z.string().trim().min(1, 'required').max(60),
      every: z.enum(everies).default('day'),
      toRole: Id.nullable().default(null),
      toUser: Id.nullable().default(null),
      quietFrom: Clock,
      quietTo: Clock,
      active: z.boolean().default(true),
    }),
    output: Done,
    writes: ['alert_rules'],
    refusals: ['one-receiver', 'half-quiet'],
  }),
  /** The rules that have something to say: to ring, to come back, or to take back. Asked by the program when rows changed. */
  due: query({ access: 'signed-in', heavy: true, input: z.object({}), output: z.array(z.string()), reads: watchedTables }),
  /** Measures one rule and writes what changed since. What a desk wrote before is left as it is. */
  ring: command({
    access: 'signed-in',
    input: z.object({ ruleId: Id }),
    output: z.object({ rung: z.int(), returned: z.int(), cleared: z.int() }),
    writes: ['alerts', 'alert_deeds'],
  }),
  page: query({ access: 'alerts.view', input: ListRequest, output: listPage(AlertRow), reads: [...recorded, '_sync_changesets'] }),
  card: query({
    access: 'signed-in',
    input: z.object({ id: Id }),
    output: z.object({
      alert: AlertRow,
      deeds: z.array(
        z.object({ id: z.string(), kind: z.enum(deedKinds), words: z.string().nullable(), by: z.string(), at: z.int(), turn: z.int() }),
      ),
    }),
    reads: [...recorded, '_sync_changesets'],
  }),
  /** By people it was meant for, and whoever sees all. `closed`: somebody closed it; it opens by itself when it comes back. */
  handle: command({
    access: 'signed-in',
    input: z.object({ id: Id, kind: z.enum(['seen', 'acted', 'closed']), words: orNull(z.string().trim().max(300)).default(null) }),
    output: Done,
    writes: ['alert_deeds'],
    refusals: ['closed', 'say-what'],
  }),
  /** What is overdue, of whom the alert is about, gets its tasks in one step, and the alert says so. */
  plan: command({
    access: 'receivables.dun',
    input: z.object({ id: Id }),
    output: z.object({ planned: z.int() }),
    writes: ['follow_ups', 'alert_deeds'],
    refusals: ['closed', 'not-money'],
  }),
  report: query({
    access: 'alerts.view',
    heavy: true,
    input: z.object({ from: Day, to: Day }),
    output: z.object({ rules: z.array(Reaction), people: z.array(Reaction) }),
    reads: recorded,
  }),
  messages: query({
    access: 'signed-in',
    input: z.object({ kind: z.enum(messageKinds).nullable().default(null), unreadOnly: z.boolean().default(false) }),
    output: z.object({
      rows: z.array(Message),
      counts: z.object(
        Object.fromEntries(messageKinds.map((kind) => [kind, z.object({ all: z.int(), unread: z.int() })])) as Record<
          (typeof messageKinds)[number],
          z.ZodObject<{ all: z.ZodInt; unread: z.ZodInt }>
        >,
      ),
    }),
    reads: [
      ...recorded,
      'message_reads',
      'approval_steps',
      'approval_rules',
      'orders',
      'cases',
      'follow_ups',
      'customers',
      'import_batches',
    ],
  }),
  /** The number beside the bell. */
  unread: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.object({ count: z.int(), newestAlertAt: z.int().nullable() }),
    reads: [
      ...recorded,
      'message_reads',
      'approval_steps',
      'approval_rules',
      'orders',
      'cases',
      'follow_ups',
      'customers',
      'import_batches',
    ],
  }),
  markRead: command({
    access: 'signed-in',
    input: z.object({ keys: z.array(z.string().min(1).max(120)).min(1).max(500) }),
    output: z.object({ count: z.int() }),
    writes: ['message_reads'],
  }),
}
