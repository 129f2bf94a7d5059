// Leads and visits: who wants a car, how far they have come, and who came through the door. Whose a lead is, is contract/assigning.ts's;
// what was planned and said is asked and written through customers.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { FollowUp } from '../customers/contract/shapes.ts'
import { orNull } from '../customers/contract/fields.ts'
import { intentionLevels } from '../customers/rules.ts'
import { Cadence, eventKinds, gradedLevels, leadStages, lossReasons, openStages } from './rules.ts'
import { assigningEntries } from './contract/assigning.ts'
import { about, NewLead, NewVisit } from './contract/fields.ts'
import { LeadCard, LeadRow, Visit } from './contract/shapes.ts'

const Id = z.string().min(1).max(100)
const Words = orNull(z.string().trim().max(200))
const Long = orNull(z.string().trim().max(2000))
const Instant = z.int().min(0).max(4_102_444_800_000)
const Done = z.object({ id: z.string() })
/** By channel or by the grade whose cadence planned it; null is by hand. */
const TalkFigure = z.object({ key: z.string().nullable(), talks: z.int(), answered: z.int(), advanced: z.int() })
const reading = ['leads', 'visits', 'customers', 'follow_ups', 'users', 'import_batches', 'cases', 'parameters', '_sync_changesets']
const opening = ['leads', 'lead_steps', 'lead_assignments', 'lead_grades', 'customers', 'follow_ups']

export const leads = {
  ...assigningEntries,
  /** Newest first unless sorted. Columns: stage, level, heat, channel, campaign, model, budgetFen, consultantId, createdAt, stageAt, nextOn, lostReason. */
  page: query({ access: 'leads.view', input: ListRequest, output: listPage(LeadRow), reads: reading }),
  /** Open leads by stage, each column its first sixty by next contact, with the count of all. */
  board: query({
    access: 'leads.view',
    input: z.object({ consultantId: Id.nullable().default(null) }),
    output: z.array(z.object({ stage: z.enum(openStages), count: z.int(), rows: z.array(LeadRow) })),
    reads: reading,
  }),
  card: query({
    access: 'leads.view',
    input: z.object({ id: Id }),
    output: LeadCard,
    reads: [...reading, 'lead_steps', 'lead_assignments', 'lead_grades', 'orders', 'vehicles', 'devices'],
  }),
  /** Channels, campaigns and models in use, most frequent first, and who sells here with the leads they have. */
  words: query({
    access: 'leads.view',
    input: z.object({}),
    output: z.object({
      channels: z.array(z.string()),
      campaigns: z.array(z.string()),
      /** With what the cheapest such car on sale costs. */
      models: z.array(z.object({ word: z.string(), fromFen: z.number().nullable() })),
      consultants: z.array(z.object({ id: z.string(), name: z.string(), open: z.int() })),
      /** The grades in force. */
      cadence: Cadence,
    }),
    reads: ['leads', 'vehicles', 'users', 'roles', 'parameters'],
  }),
  /** The lead of a customer that is still open, if the asking person may see it. */
  openOf: query({
    access: 'leads.view',
    input: z.object({ customerId: Id }),
    output: z.object({ id: z.string(), stage: z.enum(leadStages), consultant: z.string().nullable() }).nullable(),
    reads: ['leads', 'customers', 'users'],
  }),
  /**
   * A customer that is known, or a new one with the lead. Refused as `duplicate` with those found unless `evenSo` says why it
   * is somebody else, and as `lead-open` while they have one that is under way.
   */
  add: command({ access: 'leads.edit', input: NewLead, output: Done, writes: opening, refusals: ['duplicate', 'lead-open'] }),
  /** Somebody met at an event: name, phone, model, grade, and whether they agreed to be called. */
  capture: command({
    access: 'leads.edit',
    input: z.object({
      event: z.string().trim().min(1, 'required').max(60),
      kind: z.enum(eventKinds),
      name: z.string().trim().min(1, 'required').max(80),
      phone: z.string().trim().min(1, 'required').max(60),
      model: z.string().trim().max(80).default(''),
      level: z.enum(gradedLevels).default('N'),
      agreed: z.boolean(),
      evenSo: z.string().trim().min(2).max(200).optional(),
    }),
    output: Done,
    writes: [...opening, 'customer_consents'],
    refusals: ['duplicate', 'lead-open'],
  }),
  /** Two desktops that correct different facts both keep theirs. A new grade plans the contacts it asks for. */
  correct: command({
    access: 'leads.edit',
    input: z.object({
      id: Id,
      fields: z.object(about).partial(),
      level: z.enum(intentionLevels).optional(),
      levelReason: Words.default(null),
    }),
    output: Done,
    writes: ['leads', 'lead_grades', 'customers', 'follow_ups'],
    refusals: ['nothing-changed'],
  }),
  /** To any stage, also back; a lost one comes back by moving it to an open stage. `lost` needs its reason. What was planned for a lead ends with it. */
  move: command({
    access: 'leads.edit',
    input: z
      .object({
        id: Id,
        stage: z.enum(leadStages),
        reason: z.enum(lossReasons).nullable().default(null),
        rival: Words.default(null),
        note: Long.default(null),
      })
      .superRefine(({ stage, reason }, ctx) => {
        if (stage === 'lost' && reason === null) ctx.addIssue({ code: 'custom', path: ['reason'], message: 'required' })
      }),
    output: Done,
    writes: ['leads', 'lead_steps', 'customers', 'follow_ups'],
    refusals: ['same-stage', 'lead-open'],
  }),
  /** 到店登记. With a name it opens a lead or moves the open one on; without one it counts a visit that left none. */
  receive: command({
    access: 'leads.edit',
    input: NewVisit,
    output: z.object({ id: z.string(), leadId: z.string().nullable(), customerId: z.string().nullable() }),
    writes: [...opening, 'visits'],
    amendable: true,
    refusals: ['duplicate'],
  }),
  /** They went: now unless told. */
  seeOut: command({
    access: 'leads.edit',
    input: z.object({ id: Id, leftAt: Instant.nullable().default(null) }),
    output: Done,
    writes: ['visits'],
    refusals: ['left-before-coming', 'already-left'],
  }),
  /** Latest first unless sorted. Columns: arrivedAt, leftAt, people, receivedById, model, level, again. */
  visits: query({ access: 'leads.view', input: ListRequest, output: listPage(Visit), reads: reading }),
  /**
   * What became of the leads of a period (days, both included), and what its talks brought. `funnel`: leads that came at least
   * so far; a lead entered twice counts once. Talks `advanced` a lead that moved on within seven days after.
   */
  figures: query({
    access: 'leads.view',
    heavy: true,
    input: z.object({ from: Day, to: Day }).refine(({ from, to }) => from <= to, { path: ['to'], message: 'range-upside-down' }),
    output: z.object({
      from: Day,
      to: Day,
      funnel: z.array(z.object({ stage: z.enum(leadStages), count: z.int() })),
      cycle: z.object({ count: z.int(), medianDays: z.number().nullable() }),
      losses: z.array(z.object({ reason: z.enum(lossReasons).nullable(), count: z.int() })),
      sources: z.array(z.object({ channel: z.string().nullable(), leads: z.int(), arrived: z.int(), won: z.int(), lost: z.int() })),
      channels: z.array(TalkFigure),
      cadences: z.array(TalkFigure),
    }),
    reads: [...reading, 'lead_steps'],
  }),
  /** Contacts and appointments of some days, planned and done, at most two thousand; `cut` when there are more. */
  agenda: query({
    access: 'customers.view',
    input: z.object({ from: Day, to: Day, ownerId: Id.nullable().default(null) }),
    output: z.object({
      items: z.array(
        FollowUp.pick({
          id: true,
          customerId: true,
          dueOn: true,
          dueMinute: true,
          channel: true,
          note: true,
          owner: true,
          doneAt: true,
          leadId: true,
        }).extend({ customer: z.string().nullable() }),
      ),
      cut: z.boolean(),
    }),
    reads: reading,
  }),
}
