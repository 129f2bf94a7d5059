// Where this desktop stands with headquarters, in words a salesperson understands: what waits, what came back, what needs
// a person and the ways out. How desktops and HQ agree is sync/SPEC.md; nothing here knows a changeset's inside.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { DriveChoice } from '../testdrives/contract.ts'
import { command, job, query } from '../../define.ts'
import { VehicleId } from '../../ids.ts'
import { Fen } from '../../money.ts'
import { caseKinds } from '../../sync/cases.ts'
import { receiptMethods } from '../receivables/rules.ts'

/** What is wrong with the way to HQ. The first three pass by themselves. */
export const problems = [
  'unreachable',
  'timeout',
  'busy',
  /** Whoever answers at HQ's address shows another certificate. */
  'bad-certificate',
  /** HQ took this desktop off its list. */
  'revoked',
  /** HQ stopped this desktop for a while. */
  'suspended',
  'unknown-device',
  /** HQ was restored from a backup older than what this desktop has seen. */
  'hq-went-back',
  /** This desktop's data was copied or restored: HQ has another history under its name. */
  'copied',
  'update-needed',
  'hq-strange',
  'hq-ill',
  /** HQ's disk is full, read-only or broken: it gives, and takes nothing. */
  'hq-cannot-write',
  'hq-refuses',
  /** The sync process on this desktop does not stay up. */
  'worker',
] as const
export type Problem = (typeof problems)[number]

/** What the engine says of itself. */
export const EngineStatus = z.object({
  mode: z.enum(['alone', 'online', 'offline', 'syncing', 'problem']),
  problem: z.enum(problems).nullable(),
  /** When HQ last answered, by this desktop's clock. */
  lastContactAt: z.number().nullable(),
  /** Feed entries HQ has and this desktop has not. */
  behind: z.int().min(0),
  /** This desktop's clock minus HQ's; 0 while it is less than a minute. It decides nothing. */
  skewMs: z.int(),
  live: z.boolean(),
  /** The version HQ asks for, where this one is below it: what is done goes up, and nothing new comes. */
  minimum: z.string().nullable(),
  /** HQ asked for everything to be taken anew: rows fetched so far, or that all are here and are put in place. */
  anew: z.object({ done: z.int().min(0), total: z.int().min(0), placing: z.boolean() }).nullable(),
})
export type EngineStatus = z.infer<typeof EngineStatus>

const Id = z.string().min(1).max(100)

/** What something was about, as people name it. `table` says which kind of record; the rest is null where it is unknown here. */
export const Subject = z.object({
  table: z.string(),
  id: z.string(),
  /** The customer of an order, a customer, a car, a paper's title. */
  name: z.string().nullable(),
  /** Order number, stock number. */
  no: z.string().nullable(),
  vehicle: z.string().nullable(),
})
export type Subject = z.infer<typeof Subject>

/** One thing somebody did at this desktop. */
export const Deed = z.object({
  id: z.string(),
  command: z.string(),
  at: z.number(),
  who: z.string().nullable(),
  subject: Subject.nullable(),
  /** Money the deed took (negative: gave back). */
  amountFen: Fen.nullable(),
  /** It promised a car before HQ spoke. */
  provisional: z.boolean(),
  sent: z.boolean(),
})
export type Deed = z.infer<typeof Deed>

export const recentKinds = ['accepted', 'adjusted', 'lost', 'discarded', 'amended', 'resolved', 'contact', 'repaired'] as const

/** A value of a field as it is stored; the window knows which columns are money, days or words. */
const Shown = z.union([z.string(), z.number(), z.null()])
const Field = z.object({ table: z.string(), column: z.string(), mine: Shown, theirs: Shown })

export const CaseLine = z.object({
  id: z.string(),
  kind: z.enum(caseKinds),
  openedAt: z.number().nullable(),
  /** For the person who asks: as its author, or because it was handed over. */
  forMe: z.boolean(),
  subject: Subject.nullable(),
})
export type CaseLine = z.infer<typeof CaseLine>

/** One of the two who met: who, where, when and what. */
const Side = z.object({
  who: z.string().nullable(),
  desktop: z.string().nullable(),
  site: z.string().nullable(),
  /** By that desktop's clock. */
  at: z.number().nullable(),
  /** HQ heard of it at once: that desktop was online. */
  online: z.boolean(),
  command: z.string().nullable(),
  orderNo: z.string().nullable(),
})
export type Side = z.infer<typeof Side>

/** Said about a case: by somebody of the site, or (`headquarters`) by an administrator there. Oldest first. */
const Comment = z.object({ id: z.string(), who: z.string().nullable(), headquarters: z.boolean(), at: z.number(), text: z.string() })

const Candidate = z.object({
  id: z.string(),
  stockNo: z.string(),
  name: z.string(),
  exterior: z.string().nullable(),
  location: z.string().nullable(),
  state: z.string(),
  sameColour: z.boolean(),
  differenceFen: Fen.nullable(),
})

/** A way out, as one click. `needs` names the right this person lacks for it. */
export const Remedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change-car'), needs: z.string().nullable(), cars: z.array(Candidate) }),
  z.object({
    kind: z.literal('cancel-order'),
    needs: z.string().nullable(),
    /** What came in and goes back, and the way it came. */
    refundFen: Fen,
    method: z.enum(receiptMethods).nullable(),
    /** The person may give the money back at once; else the order is ended and the cashier gives it back. */
    refundsNow: z.boolean(),
  }),
  /** A test drive that lost its slot: where it could be instead. */
  z.object({ kind: z.literal('move-drive'), needs: z.string().nullable(), choices: z.array(DriveChoice) }),
  z.object({ kind: z.literal('cancel-drive'), needs: z.string().nullable() }),
  /** A car was handed over while a stop of sale came: it has gone all the same, or it is still here. */
  z.object({ kind: z.literal('confirm-handover'), needs: z.string().nullable() }),
  z.object({ kind: z.literal('keep-car'), needs: z.string().nullable() }),
  z.object({ kind: z.literal('hand-over'), needs: z.string().nullable(), to: z.object({ id: z.string(), name: z.string() }) }),
  z.object({ kind: z.literal('take-mine'), needs: z.string().nullable() }),
  z.object({ kind: z.literal('keep-theirs'), needs: z.string().nullable() }),
  z.object({ kind: z.literal('understood'), needs: z.string().nullable() }),
])
export type Remedy = z.infer<typeof Remedy>
export const resolutions = [
  'changed-car',
  'cancelled-order',
  'moved-drive',
  'cancelled-drive',
  'confirmed-handover',
  'kept-car',
  'took-mine',
  'kept-theirs',
  'understood',
] as const

export const CaseCard = CaseLine.extend({
  open: z.boolean(),
  /** For `right`: the permission that was withdrawn. */
  permission: z.string().nullable(),
  /** `mine` is the late side, whoever of this site that was; `me` says that it is the person who asks. */
  mine: Side.extend({ me: z.boolean() }),
  theirs: Side.nullable(),
  /** How much earlier the other side was, by the two desktops' clocks; null when unknown or absurd. */
  earlierMs: z.number().nullable(),
  /** The sale right the late side signed firm under is out of date: its number and the one that counts, and who took it and why. */
  overridden: z.object({ was: z.string(), is: z.string(), by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  /** The recall that came while a car was handed over. */
  stop: z.object({ no: z.string().nullable(), title: z.string().nullable() }).nullable(),
  /** What differs, field by field; empty for kinds that are not about values. */
  fields: z.array(Field),
  /** For a car: what it is. */
  vehicle: z
    .object({ id: z.string(), name: z.string(), stockNo: z.string(), exterior: z.string().nullable(), vinTail: z.string() })
    .nullable(),
  customer: z.object({ id: z.string(), name: z.string(), gender: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  /** For a test drive: the slot both wanted. */
  slot: z.object({ on: z.string(), at: z.string() }).nullable(),
  /** What the order has taken in so far. */
  takenFen: Fen.nullable(),
  owner: z.string().nullable(),
  remedies: z.array(Remedy),
  comments: z.array(Comment),
  resolution: z.object({ kind: z.enum(resolutions).or(z.string()), by: z.string().nullable(), at: z.number() }).nullable(),
})
export type CaseCard = z.infer<typeof CaseCard>

const Quarantined = Deed.extend({
  /** HQ's word for what it could not accept, and what the word is about. */
  reason: z.string(),
  about: z.string().nullable(),
  /** Names of records with money in it: those stay whatever happens. */
  keepsMoney: z.boolean(),
  wish: z.enum(['retry', 'discard']).nullable(),
  /** What it was asked with is known: it can be corrected in its form. */
  amendable: z.boolean(),
})
export type Quarantined = z.infer<typeof Quarantined>

/** `_sync_live`: what the engine says of itself, and how far the feed was read. */
const log = ['_sync_changesets', '_sync_state', '_sync_live'] as const
const titles = ['orders', 'customers', 'vehicles', 'users', 'devices', 'sites'] as const
const done = z.object({ id: z.string() })
/** `not-yours`: it is another person's, beyond the reach of the one who asks. `settled`: somebody was first. */
const closing = ['not-yours', 'settled'] as const

export const sync = {
  /** For the chip: cheap, asked again on every change. */
  status: query({
    access: 'signed-in',
    input: z.object({}),
    output: EngineStatus.extend({
      joined: z.boolean(),
      online: z.boolean(),
      /** Things done here that HQ has not answered to, sent ones included. */
      waiting: z.int(),
      sent: z.int(),
      quarantined: z.int(),
      /** Cases this person should look at. */
      cases: z.int(),
      /** Photos and papers whose bytes HQ lacks. */
      files: z.int(),
      /** A store that ran alone is sending its history. */
      founding: z.object({ done: z.int(), total: z.int() }).nullable(),
      hq: z.string().nullable(),
    }),
    reads: [...log, 'cases', 'files'],
  }),

  /** What waits for HQ, oldest first; `sent` of them left before the line broke, `others` are deeds of colleagues beyond this person's reach. */
  waiting: query({
    access: 'signed-in',
    input: z.object({ limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ rows: z.array(Deed), total: z.int(), sent: z.int(), others: z.int() }),
    reads: [...log, ...titles],
  }),

  /** What HQ answered today, newest first, with how many things were settled in each half hour. */
  recent: query({
    access: 'signed-in',
    input: z.object({ limit: z.int().min(1).max(100).default(20) }),
    output: z.object({
      today: z.int(),
      open: z.int(),
      /** Half hours from the day's first deed to now, with their count. */
      bars: z.array(z.object({ at: z.number(), count: z.int() })),
      rows: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(recentKinds),
          at: z.number(),
          command: z.string().nullable(),
          subject: Subject.nullable(),
          /** From deed to answer, where HQ was there at once. */
          tookMs: z.number().nullable(),
          caseKind: z.enum(caseKinds).nullable(),
          resolution: z.string().nullable(),
          received: z.int().nullable(),
          sites: z.int().nullable(),
          /** For `repaired`: the number under which the local log says what was set right. */
          incident: z.string().nullable(),
        }),
      ),
    }),
    reads: [...log, ...titles, 'cases'],
  }),

  /** Open cases: this person's first, then (for those who may settle any) the site's. */
  cases: query({ access: 'signed-in', input: z.object({}), output: z.array(CaseLine), reads: ['cases', ...log, ...titles] }),
  case: query({
    access: 'signed-in',
    input: z.object({ id: Id }),
    output: CaseCard,
    reads: [
      'cases',
      'case_comments',
      ...log,
      ...titles,
      'receipts',
      'order_lines',
      'plan_lines',
      'roles',
      'test_drives',
      'recalls',
      'parameters',
    ],
  }),

  /** The order takes another car; deposit, price and papers stay. */
  changeCar: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, vehicleId: VehicleId, reason: z.string().trim().max(500).nullable().default(null) }),
    output: done,
    writes: ['cases', 'orders', 'order_lines', 'plan_lines', 'approval_steps', 'vehicles'],
    refusals: [
      ...closing,
      'closed',
      'no-such-car',
      'same-car',
      'vehicle-elsewhere',
      'vehicle-held',
      'right-elsewhere',
      'vehicle-not-sellable',
      'price-above-list',
      'nobody-to-ask',
      'reason-needed',
    ],
  }),
  /** The order ends; what came in goes back the way it came where the person may, else the cashier finds it as due. */
  cancelOrder: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, reason: z.string().trim().min(1, 'required').max(200) }),
    output: z.object({ id: z.string(), refundedFen: Fen, leftFen: Fen }),
    writes: ['cases', 'orders', 'plan_lines', 'approval_steps', 'vehicles', 'receipts'],
    refusals: [...closing, 'closed', 'exceeds-received'],
  }),
  /** The guest gets another car or another hour. */
  moveDrive: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, vehicleId: VehicleId, driveOn: Day, slot: z.string().regex(/^\d\d:\d\d$/) }),
    output: done,
    writes: ['cases', 'test_drives'],
    refusals: [...closing, 'already-out', 'not-offered', 'other-site', 'no-such-slot', 'slot-past', 'slot-taken'],
  }),
  cancelDrive: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, reason: z.string().trim().min(1, 'required').max(200) }),
    output: done,
    writes: ['cases', 'test_drives'],
    refusals: [...closing, 'already-out', 'closed'],
  }),
  /** The late version is the right one: it is written anew, by the rules of its own module, as of now. */
  takeMine: command({
    access: 'sync.resolve',
    input: z.object({ id: Id }),
    output: done,
    writes: ['cases', 'case_comments', 'customers', 'vehicles', 'vehicle_costs', 'orders', 'order_lines', 'plan_lines', 'approval_steps'],
    refusals: [
      ...closing,
      'cannot-take',
      'duplicate',
      'nothing-changed',
      'other-site',
      'vin-in-stock',
      'stock-no-taken',
      'price-above-list',
      'gone',
      'closed',
      'moved-on',
      'no-such-car',
      'no-price',
      'loan-above-total',
      'plan-does-not-add-up',
      'earnest-above-ceiling',
    ],
  }),
  /** What is there stays, and the case is settled with that word. */
  resolveCase: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, resolution: z.enum(['kept-theirs', 'kept-car', 'understood']) }),
    output: done,
    writes: ['cases', 'case_comments'],
    refusals: closing,
  }),
  /** The car has left the house: it is written down as handed over, and its buyer is called back for the recall. */
  confirmHandover: command({
    access: 'sync.resolve',
    input: z.object({ id: Id }),
    output: done,
    writes: [
      'cases',
      'orders',
      'vehicles',
      'order_ticks',
      'handovers',
      'signatures',
      'attachments',
      'files',
      'customers',
      'leads',
      'lead_steps',
      'follow_ups',
      'care_prompts',
      'recall_kinds',
    ],
    refusals: [
      ...closing,
      'wrong-stage',
      'no-car',
      'unpaid',
      'not-reserved',
      'provisional',
      'papers-missing',
      'not-signed',
      'vehicle-elsewhere',
      'vehicle-held',
      'vehicle-not-sellable',
    ],
  }),
  /** Somebody else shall decide; the case leaves this person's list. `cannot-decide`: that person may not settle cases here. */
  handOver: command({
    access: 'signed-in',
    input: z.object({ id: Id, to: Id }),
    output: done,
    writes: ['cases', 'case_comments'],
    refusals: [...closing, 'cannot-decide'],
  }),
  /** Said to whoever sees the case, at its site and at headquarters; also when it is settled. */
  comment: command({
    access: 'signed-in',
    input: z.object({ id: Id, text: z.string().trim().min(1, 'required').max(500) }),
    output: done,
    writes: ['case_comments'],
    refusals: [],
  }),

  /** What HQ could not accept, whole. */
  quarantine: query({ access: 'sync.administer', input: z.object({}), output: z.array(Quarantined), reads: [...log, ...titles] }),
  /** HQ shall judge again: the reason is gone. What waits for it goes along. */
  retry: job({ access: 'sync.administer', input: z.object({ ids: z.array(Id).min(1).max(100) }), output: z.object({ count: z.int() }) }),
  /** What a refused command was asked with; the window makes its form of it. `waiting` were done on top of it. */
  amending: query({
    access: 'sync.administer',
    input: z.object({ id: Id }),
    output: z.object({ command: z.string(), input: z.record(z.string(), z.unknown()), who: z.string().nullable(), waiting: z.int() }),
    reads: [...log, 'users'],
  }),
  /**
   * The command is run anew in the place of the refused one, as the person who corrects it, by its own rules; what waited
   * for it is judged when HQ has ruled. The refused one stays in the log as it was. Any refusal of the command may come back.
   */
  amend: job({
    access: 'sync.administer',
    input: z.object({ id: Id, input: z.record(z.string(), z.unknown()) }),
    output: z.null(),
    refusals: ['not-quarantined', 'cannot-amend'],
  }),
  /** Given up with a reason: its values are dropped here, money it took stays. */
  discard: job({
    access: 'sync.administer',
    input: z.object({ id: Id, reason: z.string().trim().min(4, 'too-short').max(200) }),
    output: z.null(),
    refusals: ['not-quarantined'],
  }),
  /** Talks to HQ now. */
  now: job({ access: 'signed-in', input: z.object({}), output: EngineStatus }),
  /** A store that ran alone joins headquarters and brings everything along. */
  join: job({
    access: 'sync.administer',
    input: z.object({ code: z.string().trim().min(1, 'required').max(2000), deviceName: z.string().trim().min(1, 'required').max(60) }),
    output: z.null(),
    refusals: [
      'already-joined',
      'demo-stays-alone',
      'code-unreadable',
      'code-unknown',
      'code-expired',
      'code-used',
      'site-has-data',
      'hq-unreachable',
      'hq-not-trusted',
      'hq-strange',
      'hq-cannot-write',
      'protocol-too-old',
    ],
  }),
}
