// What may be asked of applications: the list, those of one order, one with its steps and papers, each step from prepared
// to paid out or issued, and the policies in force.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { Attached, Photos } from '../documents/contract.ts'
import { applicationKinds, applicationStates, policyKinds } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Amount = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')
const Note = orNull(z.string().trim().max(300)).default(null)
const Words = z.string().trim().min(1, 'required').max(60)
const Said = z.string().trim().min(1, 'required').max(300)
const Done = z.object({ id: z.string() })

export const ApplicationRow = z.object({
  id: z.string(),
  no: z.string(),
  kind: z.enum(applicationKinds),
  state: z.enum(applicationStates),
  orderId: z.string(),
  orderNo: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  consultantName: z.string(),
  party: z.string(),
  amountFen: Fen,
  months: z.int().nullable(),
  reference: z.string().nullable(),
  sentOn: z.string().nullable(),
  wanted: z.string().nullable(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  conditions: z.string().nullable(),
  grantedFen: Fen.nullable(),
  receiptNo: z.string().nullable(),
  endedOn: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.int(),
  standing: Standing,
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const Policy = z.object({
  id: z.string(),
  kind: z.enum(policyKinds),
  insurer: z.string(),
  policyNo: z.string().nullable(),
  premiumFen: Fen,
  startsOn: z.string(),
  endsOn: z.string(),
})
export const PolicyRow = Policy.extend({
  customerId: z.string(),
  customerName: z.string(),
  orderId: z.string().nullable(),
  orderNo: z.string().nullable(),
  vehicleName: z.string().nullable(),
  vin: z.string().nullable(),
  note: z.string().nullable(),
  standing: Standing,
})
export type PolicyRow = z.infer<typeof PolicyRow>

export const ApplicationCard = ApplicationRow.extend({
  steps: z.array(z.object({ id: z.string(), state: z.enum(applicationStates), note: z.string().nullable(), by: z.string(), at: z.int() })),
  pictures: z.array(Attached),
  policies: z.array(Policy),
  /** The plan's line its money belongs to: planned, come in, still open. */
  planned: z.object({ amountFen: Fen, receivedFen: Fen, openFen: Fen }).nullable(),
})
export type ApplicationCard = z.infer<typeof ApplicationCard>

const reading = ['applications', 'orders', 'customers', 'users', '_sync_changesets']
const Step = z.object({ id: Id })

/** One policy as a person types it off its paper. */
const NewPolicy = z
  .object({ kind: z.enum(policyKinds), policyNo: Words, premiumFen: Amount, startsOn: Day, endsOn: Day })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { message: 'ends-before', path: ['endsOn'] })

const moving = ['wrong-state'] as const

export const applications = {
  page: query({ access: 'orders.view', input: ListRequest, output: listPage(ApplicationRow), reads: reading }),
  ofOrder: query({ access: 'orders.view', input: z.object({ orderId: OrderId }), output: z.array(ApplicationRow), reads: reading }),
  card: query({
    access: 'orders.view',
    input: Step,
    output: ApplicationCard,
    reads: [...reading, 'application_steps', 'attachments', 'files', 'insurance_policies', 'plan_lines', 'receipts'],
  }),
  /** Policies, those that end first in front. */
  policies: query({
    access: 'orders.view',
    input: ListRequest,
    output: listPage(PolicyRow),
    reads: ['insurance_policies', 'orders', 'vehicles', 'customers', '_sync_changesets'],
  }),
  /** Papers are put together; nothing has been sent. */
  open: command({
    access: 'applications.edit',
    input: z.object({
      orderId: OrderId,
      kind: z.enum(applicationKinds),
      party: Words,
      amountFen: Amount,
      months: z.int().min(1, 'not-zero').max(120, 'too-much').nullable().default(null),
      dueOn: Day.nullable().default(null),
      note: Note,
      photos: Photos,
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['applications', 'application_steps', 'attachments', 'files'],
    refusals: ['closed', 'beyond-total', 'under-way'],
  }),
  /** It goes out, or its missing papers do. */
  send: command({
    access: 'applications.edit',
    input: Step.extend({ reference: orNull(z.string().trim().max(60)).default(null), note: Note, photos: Photos }),
    output: Done,
    writes: ['applications', 'application_steps', 'attachments', 'files'],
    refusals: moving,
  }),
  /** The other house wants more papers, by a day. */
  askPapers: command({
    access: 'applications.edit',
    input: Step.extend({ wanted: Said, dueOn: Day.nullable().default(null) }),
    output: Done,
    writes: ['applications', 'application_steps'],
    refusals: moving,
  }),
  approve: command({
    access: 'applications.edit',
    input: Step.extend({ grantedFen: Amount, conditions: Note, dueOn: Day.nullable().default(null) }),
    output: Done,
    writes: ['applications', 'application_steps'],
    refusals: [...moving, 'beyond-asked'],
  }),
  refuse: command({
    access: 'applications.edit',
    input: Step.extend({ reason: Said }),
    output: Done,
    writes: ['applications', 'application_steps'],
    refusals: moving,
  }),
  withdraw: command({
    access: 'applications.edit',
    input: Step.extend({ reason: Said }),
    output: Done,
    writes: ['applications', 'application_steps'],
    refusals: moving,
  }),
  /** The lender paid: the money is booked on the order, once whichever desk says so. */
  disburse: command({
    access: 'receivables.receive',
    input: Step.extend({ methodRef: orNull(z.string().trim().max(60)).default(null) }),
    output: z.object({ no: z.string(), dueFen: Fen }),
    writes: ['applications', 'application_steps', 'receipts'],
    refusals: [...moving, 'not-a-loan', 'not-this-customer', 'closed', 'beyond-due'],
  }),
  /** The insurer issued its policies. */
  issue: command({
    access: 'applications.edit',
    input: Step.extend({ policies: z.array(NewPolicy).min(1, 'required').max(4) }),
    output: Done,
    writes: ['applications', 'application_steps', 'insurance_policies'],
    refusals: [...moving, 'not-insurance'],
  }),
  /** More papers, in whatever state it is. */
  attach: command({
    access: 'applications.edit',
    input: Step.extend({ photos: Photos }),
    output: Done,
    writes: ['attachments', 'files'],
  }),
}
