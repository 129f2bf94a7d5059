// What may be asked of claims: what is not claimed yet, the list, one of them with its evidence, how they stand as a whole; and the
// way of one from the draft to the money.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { AllEvidence, Attached } from '../documents/contract.ts'
import { moneyMethods } from '../receivables/rules.ts'
import { claimPayers, claimStages, claimStates } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const words = (most: number) => z.string().trim().min(1, 'required').max(most)
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Amount = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')
const Done = z.object({ id: z.string() })

export const ClaimRow = z.object({
  id: z.string(),
  no: z.string(),
  state: z.enum(claimStates),
  stage: z.enum(claimStages),
  payer: z.enum(claimPayers),
  party: z.string(),
  workOrderId: z.string(),
  workOrderNo: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  plate: z.string().nullable(),
  carName: z.string(),
  about: z.string(),
  claimedFen: Fen,
  acceptedFen: Fen.nullable(),
  paidFen: Fen,
  outstandingFen: Fen,
  /** What came beyond what is to come. */
  overpaidFen: Fen,
  round: z.int(),
  submittedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** Money is to come, and its day is past. */
  overdue: z.boolean(),
  ageDays: z.int().nullable(),
  theirNo: z.string().nullable(),
  madeAt: z.int(),
  standing: Standing,
})
export type ClaimRow = z.infer<typeof ClaimRow>

export const ClaimCard = ClaimRow.extend({
  vin: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  answeredOn: z.string().nullable(),
  madeByName: z.string(),
  steps: z.array(
    z.object({
      state: z.enum(claimStates),
      round: z.int(),
      amountFen: Fen,
      reason: z.string().nullable(),
      by: z.string(),
      at: z.int(),
    }),
  ),
  receipts: z.array(
    z.object({ no: z.string(), method: z.string(), methodRef: z.string().nullable(), amountFen: Fen, receivedOn: z.string() }),
  ),
  evidence: z.array(Attached),
  cases: z.array(z.object({ id: z.string() })),
})
export type ClaimCard = z.infer<typeof ClaimCard>

/** What an order charges a payer, and nobody has asked them for. */
export const Unclaimed = z.object({
  workOrderId: z.string(),
  workOrderNo: z.string(),
  payer: z.enum(claimPayers),
  amountFen: Fen,
  plate: z.string().nullable(),
  carName: z.string(),
  customerName: z.string(),
  complaint: z.string(),
  settledOn: z.string(),
})
export type Unclaimed = z.infer<typeof Unclaimed>

const Share = z.object({ count: z.int(), fen: Fen })
export const ClaimFigures = z.object({
  unclaimed: Share,
  drafts: Share,
  open: Share,
  overdue: Share,
  /** Answered in the time asked for. */
  answered: z.int(),
  refused: z.int(),
  refusedBp: z.int().nullable(),
  claimedFen: Fen,
  acceptedFen: Fen,
  paidFen: Fen,
  /** Of what is open by days since it was asked for: up to 30, 60, 90, and more. */
  ages: z.array(Share),
  payers: z.array(z.object({ payer: z.enum(claimPayers), open: Share, overdue: Share, refusedBp: z.int().nullable() })),
})

const reads = ['claims', 'receipts', 'work_orders', 'customers', 'users', '_sync_changesets', 'cases'] as const
const charging = ['settlements', 'settlement_charges', 'work_order_jobs', 'work_order_parts'] as const

export const claims = {
  unclaimed: query({
    access: 'workshop.view',
    input: z.object({}),
    output: z.array(Unclaimed),
    reads: ['claims', 'work_orders', 'customers', ...charging],
  }),
  page: query({ access: 'workshop.view', input: ListRequest, output: listPage(ClaimRow), reads }),
  card: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: ClaimCard,
    reads: [...reads, 'claim_steps', 'attachments', 'files'],
  }),
  /** Companies that were asked before, the most frequent first. */
  parties: query({
    access: 'workshop.view',
    input: z.object({ payer: z.enum(claimPayers) }),
    output: z.array(z.string()),
    reads: ['claims'],
  }),
  figures: query({
    access: 'workshop.view',
    input: z.object({ fromOn: Day, untilOn: Day }),
    output: ClaimFigures,
    reads: ['claims', 'receipts', 'work_orders', 'customers', ...charging],
  }),
  /** `beyond-charged`: more than the order charges this payer and nobody claimed. */
  open: command({
    access: 'workshop.claim',
    input: z.object({
      workOrderId: Id,
      payer: z.enum(claimPayers),
      party: words(80),
      about: words(500),
      claimedFen: Amount,
      theirNo: Text(60),
      note: Text(300),
      evidence: AllEvidence,
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['claims', 'claim_steps', 'attachments', 'files'],
    refusals: ['beyond-charged'],
  }),
  /** Facts of a claim, and of a draft also how much is asked for. */
  change: command({
    access: 'workshop.claim',
    input: z.object({
      id: Id,
      party: words(80),
      about: words(500),
      claimedFen: Amount,
      theirNo: Text(60),
      note: Text(300),
    }),
    output: Done,
    writes: ['claims'],
    refusals: ['over', 'beyond-charged', 'asked-already'],
  }),
  addEvidence: command({
    access: 'workshop.claim',
    input: z.object({ id: Id, evidence: AllEvidence.refine((some) => some.length > 0, 'required') }),
    output: Done,
    writes: ['attachments', 'files'],
    refusals: ['over'],
  }),
  /** Asks for the money; of one that was refused or cut, again, with what is new. `no-evidence`: without a picture it wants a word. */
  submit: command({
    access: 'workshop.claim',
    input: z.object({ id: Id, claimedFen: Amount, theirNo: Text(60), dueOn: Day, reason: Text(300) }),
    output: Done,
    writes: ['claims', 'claim_steps'],
    refusals: ['over', 'no-evidence', 'beyond-charged', 'reason-missing', 'due-past'],
  }),
  answer: command({
    access: 'workshop.claim',
    input: z.object({
      id: Id,
      result: z.enum(['accepted', 'partly', 'refused']),
      acceptedFen: Fen.min(0, 'not-negative').max(10_000_000_000, 'too-much'),
      reason: Text(300),
      answeredOn: Day,
      dueOn: Day,
    }),
    output: Done,
    writes: ['claims', 'claim_steps'],
    refusals: ['over', 'reason-missing', 'not-part', 'answered-later'],
  }),
  drop: command({
    access: 'workshop.claim',
    input: z.object({ id: Id, reason: words(300) }),
    output: Done,
    writes: ['claims', 'claim_steps'],
    refusals: ['over'],
  }),
  /** The payer's money came. `booked-already`: under this reference of the bank. */
  collect: command({
    access: 'workshop.settle',
    input: z.object({ id: Id, method: z.enum(moneyMethods).exclude(['loan']), methodRef: Text(60), amountFen: Amount }),
    output: z.object({ no: z.string(), outstandingFen: Fen }),
    writes: ['receipts'],
    refusals: ['not-accepted', 'beyond-due', 'booked-already'],
  }),
  giveBack: command({
    access: 'receivables.refund',
    input: z.object({ id: Id, method: z.enum(moneyMethods).exclude(['loan']), amountFen: Amount, reason: words(200) }),
    output: z.object({ no: z.string(), outstandingFen: Fen }),
    writes: ['receipts'],
    refusals: ['exceeds-received'],
  }),
}
