// 催收与账龄: what is overdue by age, reminders by level, how a customer is reminded, and writing off what will not come.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { CustomerId, OrderId } from '../../ids.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { buckets, noticeChannels, reminders, strategies, writeOffStates } from './rules.ts'

const Id = z.string().min(1).max(60)
const Done = z.object({ id: z.string() })
const Words = z.string().trim().max(200).default('')

export const ArrearsRow = z.object({
  /** The order's id. */
  id: z.string(),
  orderNo: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  consultant: z.string(),
  /** Past its day, the oldest of it first; and all the order still owes. */
  overdueFen: Fen,
  dueFen: Fen,
  oldestOn: z.string(),
  days: z.int(),
  bucket: z.enum(buckets),
  /** The level its days call for, and the last one that was reminded of; 0 none. */
  level: z.int(),
  reminded: z.int(),
  remindedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  strategy: z.enum(strategies),
  writeOff: z.enum(writeOffStates).nullable(),
})
export type ArrearsRow = z.infer<typeof ArrearsRow>

const reads = [
  'orders',
  'order_sums',
  'plan_lines',
  'receipts',
  'customers',
  'users',
  'parameters',
  'dunning_notices',
  'dunning_terms',
  'write_offs',
]

export const arrears = {
  /** Oldest first. `totals`: overdue and due. */
  page: query({ access: 'receivables.view', input: ListRequest, output: listPage(ArrearsRow), reads }),
  card: query({
    access: 'receivables.view',
    input: z.object({ orderId: OrderId }),
    output: z.object({
      row: ArrearsRow.nullable(),
      levelName: z.string().nullable(),
      who: z.enum(reminders).nullable(),
      text: z.string().nullable(),
      lines: z.array(z.object({ kind: z.string(), dueOn: z.string(), amountFen: Fen, unpaidFen: Fen })),
      notices: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          channel: z.enum(noticeChannels),
          overdueFen: Fen,
          said: z.string().nullable(),
          promisedOn: z.string().nullable(),
          on: z.string(),
          by: z.string(),
        }),
      ),
      terms: z.object({ strategy: z.enum(strategies), untilOn: z.string().nullable(), reason: z.string().nullable() }),
      writeOffs: z.array(
        z.object({
          id: z.string(),
          amountFen: Fen,
          reason: z.string(),
          state: z.enum(writeOffStates),
          by: z.string(),
          mine: z.boolean(),
          decidedBy: z.string().nullable(),
          word: z.string().nullable(),
        }),
      ),
      /** The most that may be written off: what is ours of what is due. */
      ownDueFen: Fen,
    }),
    reads,
  }),
  /** 账龄 and collection of one month: what fell due, what came in, and what is overdue today by age and by consultant. */
  figures: query({
    access: 'receivables.view',
    input: z.object({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
    output: z.object({
      plannedFen: Fen,
      collectedFen: Fen,
      overdueFen: Fen,
      byBucket: z.array(z.object({ bucket: z.enum(buckets), count: z.int(), overdueFen: Fen })),
      byConsultant: z.array(z.object({ name: z.string(), count: z.int(), overdueFen: Fen })),
    }),
    reads,
  }),
  /** What fell due by the plans and what came in, of the twelve months up to this one, oldest first. */
  months: query({
    access: 'receivables.view',
    heavy: true,
    input: z.object({}),
    output: z.array(z.object({ month: z.string(), plannedFen: Fen, collectedFen: Fen })),
    reads,
  }),
  /** A reminder went out at the level the days call for; each level of a debt once. */
  remind: command({
    access: 'receivables.dun',
    input: z.object({ orderId: OrderId, channel: z.enum(noticeChannels), said: Words, promisedOn: Day.nullable().default(null) }),
    output: z.object({ level: z.int() }),
    writes: ['dunning_notices'],
    refusals: ['nothing-overdue', 'not-yet', 'already-reminded'],
  }),
  /** One task for whoever the level names, for every debt, or the one named, that has none at its level. */
  planTasks: command({
    access: 'receivables.dun',
    input: z.object({ orderId: OrderId.nullable().default(null) }),
    output: z.object({ planned: z.int() }),
    writes: ['follow_ups'],
  }),
  /** The program's own work of a day: those tasks for the levels that say so. The same at every desk. */
  chase: command({
    access: 'receivables.dun',
    input: z.object({ on: Day }),
    output: z.object({ planned: z.int() }),
    writes: ['follow_ups'],
  }),
  setTerms: command({
    access: 'receivables.dun',
    input: z
      .object({ customerId: CustomerId, strategy: z.enum(strategies), untilOn: Day.nullable().default(null), reason: Words })
      .refine(({ strategy, reason }) => strategy === 'normal' || reason.length > 1, { path: ['reason'], message: 'required' }),
    output: Done,
    writes: ['dunning_terms'],
  }),
  askWriteOff: command({
    access: 'receivables.dun',
    input: z.object({ orderId: OrderId, amountFen: Fen.min(1, 'not-zero'), reason: z.string().trim().min(2, 'required').max(200) }),
    output: Done,
    writes: ['write_offs'],
    refusals: ['beyond-due', 'already-asked'],
  }),
  /** Approved, the debt is settled in the ledger by a row that is no money. */
  decideWriteOff: command({
    access: 'receivables.write-off',
    input: z.object({ id: Id, decision: z.enum(['approved', 'refused']), word: Words }),
    output: Done,
    writes: ['write_offs', 'receipts'],
    refusals: ['own-request', 'decided', 'beyond-due'],
  }),
}
