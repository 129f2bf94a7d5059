// 交账: what this person took at this desktop since they last handed in, handing it in counted, and a second person's word.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { receiptMethods } from '../receivables/rules.ts'
import { closingStates, Count } from './rules.ts'

const Id = z.string().min(1).max(60)
const Done = z.object({ id: z.string() })

export const ClosingRow = z.object({
  id: z.string(),
  no: z.string(),
  closedOn: z.string(),
  desk: z.string(),
  cashier: z.string(),
  state: z.enum(closingStates),
  payments: z.int(),
  bookedFen: Fen,
  countedFen: Fen,
  differenceFen: Fen,
  countedAt: z.int(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.int().nullable(),
  standing: Standing,
})
export type ClosingRow = z.infer<typeof ClosingRow>

const Method = z.object({ method: z.enum(receiptMethods), count: z.int(), inFen: Fen, outFen: Fen, bookedFen: Fen })
const reads = ['closings', 'receipts', 'payouts', 'users', 'devices', '_sync_changesets', 'cases']

export const closings = {
  /** `totals`: booked, counted and their difference over what was not given back. */
  page: query({ access: 'receivables.view', input: ListRequest, output: listPage(ClosingRow), reads }),
  card: query({
    access: 'receivables.view',
    input: z.object({ id: Id }),
    output: z.object({
      closing: ClosingRow,
      counts: z.array(z.object({ method: z.enum(receiptMethods), bookedFen: Fen, countedFen: Fen, reason: z.string() })),
      note: z.string().nullable(),
      word: z.string().nullable(),
      payments: z.array(z.object({ no: z.string(), method: z.string(), amountFen: Fen, at: z.int(), name: z.string() })),
      /** This person handed it in: somebody else confirms it. */
      mine: z.boolean(),
    }),
    reads: [...reads, 'customers', 'orders'],
  }),
  /** What this person took and gave at this desktop since the last closing. */
  standing: query({
    access: 'receivables.view',
    input: z.object({}),
    output: z.object({
      desk: z.string(),
      sinceOn: z.string(),
      numbers: z.array(z.string()),
      methods: z.array(Method),
      bookedFen: Fen,
      /** Days before today of which payments are in it. */
      earlier: z.array(z.string()),
    }),
    reads,
  }),
  /** `moved-on`: a payment came in while the money was counted. */
  count: command({
    access: 'receivables.close',
    input: z.object({
      counts: z
        .array(Count)
        .min(1, 'nothing-to-close')
        .max(receiptMethods.length)
        .refine((counts) => new Set(counts.map(({ method }) => method)).size === counts.length, { message: 'twice' }),
      payments: z.int().min(1),
      note: z.string().trim().max(200).default(''),
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['closings'],
    refusals: ['nothing-to-close', 'moved-on'],
  }),
  confirm: command({
    access: 'receivables.confirm',
    input: z.object({ id: Id, word: z.string().trim().max(200).default('') }),
    output: Done,
    writes: ['closings'],
    refusals: ['own-closing', 'decided'],
  }),
  /** Back to the cashier: its payments are counted anew, with what came since. */
  giveBack: command({
    access: 'receivables.confirm',
    input: z.object({ id: Id, word: z.string().trim().min(2, 'required').max(200) }),
    output: Done,
    writes: ['closings'],
    refusals: ['own-closing', 'decided'],
  }),
}
