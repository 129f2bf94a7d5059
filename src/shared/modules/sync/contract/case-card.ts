// A case as it is shown: the two who met, what differs, the ways out with what each needs, and how it was settled.
import { z } from 'zod'
import { DriveChoice } from '../../testdrives/contract.ts'
import { Fen } from '../../../money.ts'
import { caseKinds } from '../../../sync/cases.ts'
import { receiptMethods } from '../../receivables/rules.ts'
import { Subject } from './deeds.ts'

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
