// What may be asked of settlements: settle a work order, take its money, let the car go, and hand repairs to the platform that
// keeps their records.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { moneyMethods } from '../receivables/rules.ts'
import { payers } from '../workshop/rules.ts'
import { recordElements, SettledContent } from './rules.ts'

const Id = z.string().min(1).max(60)
const Bp = z.int().min(0, 'not-negative').max(10_000, 'at-most-whole')
const Amount = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Charge = z.object({ payer: z.enum(payers), amountFen: Fen })
const reading = ['settlements', 'settlement_charges', 'record_uploads', 'work_orders', 'work_order_jobs', 'work_order_parts', 'receipts']

export const SettlementRow = z.object({
  id: z.string(),
  no: z.string(),
  workOrderId: z.string(),
  orderNo: z.string(),
  plate: z.string().nullable(),
  carName: z.string(),
  customerName: z.string(),
  settledAt: z.int(),
  totalFen: Fen,
  customerFen: Fen,
  /** Handed to the platform. */
  uploadedAt: z.int().nullable(),
  missing: z.array(z.enum(recordElements)),
  standing: Standing,
})
export type SettlementRow = z.infer<typeof SettlementRow>

export const SettlementCard = z.object({
  settlements: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      settledOn: z.string(),
      by: z.string(),
      labourFen: Fen,
      partsFen: Fen,
      discountFen: Fen,
      totalFen: Fen,
      missing: z.array(z.enum(recordElements)),
    }),
  ),
  charges: z.array(Charge),
  /** Of the customer's own part: came in, and still to come. */
  paidFen: Fen,
  dueFen: Fen,
  receipts: z.array(z.object({ no: z.string(), method: z.string(), amountFen: Fen, receivedOn: z.string() })),
  /** Agreed lines no settlement holds: of an order that is settled they came from another desk meanwhile. */
  unbilled: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type SettlementCard = z.infer<typeof SettlementCard>

const Given = z.object({ no: z.string(), dueFen: Fen })

export const settlements = {
  page: query({
    access: 'workshop.view',
    input: ListRequest,
    output: listPage(SettlementRow),
    reads: [...reading, 'customers', '_sync_changesets', 'cases'],
  }),
  card: query({ access: 'workshop.view', input: z.object({ workOrderId: Id }), output: SettlementCard, reads: [...reading, 'users'] }),
  /** One settlement as it was made, for paper. */
  content: query({
    access: 'workshop.view',
    input: z.object({ workOrderId: Id }),
    output: z.array(z.object({ no: z.string(), settledOn: z.string(), content: SettledContent })),
    reads: reading,
  }),
  /** Takes a share off what the customer pays of labour and of parts; 0 takes it back. */
  discount: command({
    access: 'workshop.discount',
    input: z.object({ workOrderId: Id, labourBp: Bp, partsBp: Bp }),
    output: z.object({ discountFen: Fen }),
    writes: ['work_order_jobs', 'work_order_parts'],
    refusals: ['closed'],
  }),
  /** An order that is ready; or of a settled one what came from another desk since. */
  settle: command({
    access: 'workshop.settle',
    input: z.object({ workOrderId: Id }),
    output: z.object({ id: z.string(), no: z.string(), dueFen: Fen }),
    writes: ['settlements', 'settlement_charges', 'work_orders', 'work_order_steps'],
    refusals: ['closed', 'nothing-agreed'],
  }),
  collect: command({
    access: 'workshop.settle',
    input: z.object({ workOrderId: Id, method: z.enum(moneyMethods).exclude(['loan']), methodRef: Text(60), amountFen: Amount }),
    output: Given,
    writes: ['receipts'],
    refusals: ['not-settled', 'beyond-due'],
  }),
  giveBack: command({
    access: 'receivables.refund',
    input: z.object({
      workOrderId: Id,
      method: z.enum(moneyMethods).exclude(['loan']),
      amountFen: Amount,
      reason: z.string().trim().min(1, 'required').max(200),
    }),
    output: Given,
    writes: ['receipts'],
    refusals: ['exceeds-received'],
  }),
  /** The car leaves. What the customer still owes wants a reason. */
  handOver: command({
    access: 'workshop.settle',
    input: z.object({ workOrderId: Id, evenSo: Text(200) }),
    output: z.object({ id: z.string() }),
    writes: ['work_orders', 'work_order_steps'],
    refusals: ['closed', 'still-due'],
  }),
  /** Writes every repair that was not handed over yet and lacks nothing into a file for the platform; null when no place was chosen. */
  upload: job({
    access: 'workshop.settle',
    input: z.object({}),
    output: z.object({ path: z.string(), records: z.int() }).nullable(),
    refusals: ['nothing-waits'],
  }),
  /** The records that wait, the oldest first, and the line that they went out. */
  waiting: query({
    access: 'workshop.settle',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), record: z.record(z.string(), z.unknown()) })),
    reads: reading,
  }),
  noteUploaded: command({
    access: 'workshop.settle',
    input: z.object({ ids: z.array(Id).min(1).max(500), fileName: z.string().min(1).max(255) }),
    output: z.object({ count: z.int() }),
    writes: ['record_uploads'],
  }),
}
