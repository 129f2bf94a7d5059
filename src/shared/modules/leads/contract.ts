// Leads and visits: who wants a car, how far they have come, whose they are, and who came through the door. What was
// planned and said is asked and written through customers.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { CustomerCard, FollowUp, orNull, Phone, Plan } from '../customers/contract.ts'
import { intentionLevels } from '../customers/rules.ts'
import { Happened, Standing } from '../../standing.ts'
import {
  assignmentRules,
  Cadence,
  choiceMethods,
  eventKinds,
  gradedLevels,
  heats,
  horizons,
  leadStages,
  lossReasons,
  openStages,
} from './rules.ts'

const Id = z.string().min(1).max(100)
const Words = orNull(z.string().trim().max(200))
const Long = orNull(z.string().trim().max(2000))
const Fen = z.int().min(0).max(100_000_000_000)
const Instant = z.int().min(0).max(4_102_444_800_000)

const about = {
  channel: Words,
  campaign: Words,
  model: Words,
  budgetFen: Fen.nullable(),
  buysWithin: z.enum(horizons).nullable(),
  note: Long,
}
const aboutOrNothing = {
  channel: about.channel.default(null),
  campaign: about.campaign.default(null),
  model: about.model.default(null),
  budgetFen: about.budgetFen.default(null),
  buysWithin: about.buysWithin.default(null),
  note: about.note.default(null),
}

/** A customer that is known, or a name (a 称呼 will do) and a phone. */
const whose = {
  customerId: Id.nullable().default(null),
  name: z.string().trim().max(80).default(''),
  phone: orNull(Phone).default(null),
  wechat: Words.default(null),
  /** Why it is somebody else although they look known. */
  evenSo: z.string().trim().min(2).max(200).optional(),
}

export const NewLead = z
  .object({
    ...whose,
    ...aboutOrNothing,
    level: z.enum(intentionLevels).default('N'),
    /** Why that grade. */
    levelReason: Words.default(null),
    /** Nobody named: whoever knows the customer, else whom the table of rules chooses, else who enters it. */
    consultantId: Id.nullable().default(null),
    plan: Plan.optional(),
  })
  .superRefine(({ customerId, name }, ctx) => {
    if (customerId === null && name === '') ctx.addIssue({ code: 'custom', path: ['name'], message: 'required' })
  })
export type NewLead = z.infer<typeof NewLead>

export const NewVisit = z
  .object({
    ...whose,
    ...aboutOrNothing,
    level: z.enum(intentionLevels).nullable().default(null),
    levelReason: Words.default(null),
    people: z.int().min(1, 'at-least-one').max(50, 'at-most-fifty').default(1),
    needs: Long.default(null),
    answers: Long.default(null),
    impression: Long.default(null),
    /** Epoch ms; now unless told. */
    arrivedAt: Instant.nullable().default(null),
    receivedBy: Id.nullable().default(null),
    plan: Plan.optional(),
  })
  .superRefine(({ customerId, name, phone }, ctx) => {
    if (customerId === null && name === '' && phone !== null) ctx.addIssue({ code: 'custom', path: ['name'], message: 'required' })
  })
export type NewVisit = z.infer<typeof NewVisit>

/** Phone masked. */
export const LeadRow = z.object({
  id: z.string(),
  siteId: z.string(),
  customerId: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  heat: z.enum(heats).nullable(),
  stage: z.enum(leadStages),
  stageAt: z.number(),
  channel: z.string().nullable(),
  campaign: z.string().nullable(),
  model: z.string().nullable(),
  budgetFen: z.number().nullable(),
  buysWithin: z.enum(horizons).nullable(),
  consultantId: z.string().nullable(),
  consultant: z.string().nullable(),
  /** The first contact that is still to be made, and when the last one was. */
  nextOn: z.string().nullable(),
  nextBy: z.string().nullable(),
  nextNote: z.string().nullable(),
  lastAt: z.number().nullable(),
  visits: z.int(),
  lostReason: z.enum(lossReasons).nullable(),
  createdAt: z.number(),
  standing: Standing,
})
export type LeadRow = z.infer<typeof LeadRow>

export const Visit = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  leadId: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  receivedById: z.string(),
  receivedBy: z.string().nullable(),
  people: z.int(),
  /** Not their first time here. */
  again: z.boolean(),
  model: z.string().nullable(),
  needs: z.string().nullable(),
  answers: z.string().nullable(),
  impression: z.string().nullable(),
  arrivedAt: z.number(),
  leftAt: z.number().nullable(),
  stayMinutes: z.number().nullable(),
  standing: Standing,
})
export type Visit = z.infer<typeof Visit>

export const LeadRule = z.object({
  id: z.string(),
  name: z.string(),
  sort: z.int(),
  channel: z.string().nullable(),
  model: z.string().nullable(),
  budgetFromFen: z.number().nullable(),
  budgetToFen: z.number().nullable(),
  level: z.enum(intentionLevels).nullable(),
  method: z.enum(choiceMethods),
  people: z.array(z.string()),
  active: z.boolean(),
})
export type LeadRule = z.infer<typeof LeadRule>

export const LeadCard = z.object({
  lead: LeadRow.extend({
    note: z.string().nullable(),
    lostNote: z.string().nullable(),
    rival: z.string().nullable(),
    createdBy: z.string().nullable(),
  }),
  steps: z.array(z.object({ stage: z.enum(leadStages), at: z.number(), by: z.string().nullable() })),
  hands: z.array(
    z.object({
      id: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      rule: z.enum(assignmentRules),
      reason: z.string().nullable(),
      at: z.number(),
      by: z.string().nullable(),
    }),
  ),
  grades: z.array(
    z.object({
      level: z.string(),
      was: z.string().nullable(),
      reason: z.string().nullable(),
      at: z.number(),
      by: z.string().nullable(),
    }),
  ),
  visits: z.array(Visit),
  /** Other open leads of the same customer, which two desks opened without knowing of each other. */
  others: z.array(z.object({ id: z.string(), stage: z.enum(leadStages), createdAt: z.number() })),
  followUps: z.array(FollowUp),
  orders: CustomerCard.shape.orders,
  timeline: z.array(Happened),
  cases: CustomerCard.shape.cases,
})
export type LeadCard = z.infer<typeof LeadCard>

const Done = z.object({ id: z.string() })
/** By channel or by the grade whose cadence planned it; null is by hand. */
const TalkFigure = z.object({ key: z.string().nullable(), talks: z.int(), answered: z.int(), advanced: z.int() })
const reading = ['leads', 'visits', 'customers', 'follow_ups', 'users', 'import_batches', 'cases', 'parameters', '_sync_changesets']
const opening = ['leads', 'lead_steps', 'lead_assignments', 'lead_grades', 'customers', 'follow_ups']

export const leads = {
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
  /**
   * Gives leads to somebody: by name, by a way of choosing, or by the table of rules, one after the other. Their customers and what is planned for them go along.
   * Refused as `nobody-to-choose` where no consultant works.
   */
  assign: command({
    access: 'leads.assign',
    input: z
      .object({
        ids: z.array(Id).min(1).max(200),
        /** `table`: each by the first rule it fits, in turn where none does. */
        rule: z.enum(['chosen', 'table', ...choiceMethods]),
        toId: Id.nullable().default(null),
        reason: Words.default(null),
      })
      .superRefine(({ rule, toId }, ctx) => {
        if (rule === 'chosen' && toId === null) ctx.addIssue({ code: 'custom', path: ['toId'], message: 'required' })
      }),
    output: z.object({ given: z.array(z.object({ leadId: z.string(), toId: z.string() })) }),
    writes: ['leads', 'lead_assignments', 'customers', 'follow_ups'],
    refusals: ['nobody-to-choose'],
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
  /** The table of rules of this site, first first. */
  rules: query({
    access: 'leads.assign',
    input: z.object({}),
    output: z.array(LeadRule),
    reads: ['lead_rules'],
  }),
  /** A new rule without an id, at the end; else the fields of that one. */
  keepRule: command({
    access: 'leads.assign',
    input: z
      .object({
        id: Id.nullable().default(null),
        name: z.string().trim().min(1).max(60),
        channel: Words.default(null),
        model: Words.default(null),
        budgetFromFen: Fen.nullable().default(null),
        budgetToFen: Fen.nullable().default(null),
        level: z.enum(intentionLevels).nullable().default(null),
        method: z.enum(choiceMethods),
        people: z.array(Id).max(100).default([]),
        active: z.boolean().default(true),
      })
      .refine(({ budgetFromFen, budgetToFen }) => budgetFromFen === null || budgetToFen === null || budgetFromFen < budgetToFen, {
        path: ['budgetToFen'],
        message: 'range-upside-down',
      }),
    output: Done,
    writes: ['lead_rules'],
  }),
  /** Changes places with the rule before or after it. Refused as `at-the-end` where there is none. */
  shiftRule: command({
    access: 'leads.assign',
    input: z.object({ id: Id, up: z.boolean() }),
    output: Done,
    writes: ['lead_rules'],
    refusals: ['at-the-end'],
  }),
  dropRule: command({ access: 'leads.assign', input: z.object({ id: Id }), output: Done, writes: ['lead_rules'] }),
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
