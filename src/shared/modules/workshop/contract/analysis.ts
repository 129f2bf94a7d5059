// What may be asked of the workshop as a business over a period (售后分析): what came in, what it brought, how well it went, and
// who of those that bought a car came back. The floor's own hours by person are floor.efficiency's.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { query } from '../../../define.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Fen } from '../../../money.ts'
import { payers, serviceKinds } from '../rules.ts'

/** Agreed lines of orders that were not cancelled, after discounts, VAT included: what the list's foot says of the same orders. */
const Brought = z.object({
  orders: z.int(),
  /** In our own bays; what others do for us is `sublet`. */
  labourFen: Fen,
  partsFen: Fen,
  subletFen: Fen,
  totalFen: Fen,
})
export type Brought = z.infer<typeof Brought>

const Span = z.object({
  from: Day,
  to: Day,
  /** One place of those the person sees; null: all of them. */
  siteId: z.string().min(1).max(60).nullable().default(null),
})
const upright = { path: ['to'], message: 'range-upside-down' }
const reads = [
  ...['work_orders', 'work_order_jobs', 'work_order_parts', 'work_order_steps', 'rescues', 'job_clocks', 'part_moves', 'parameters'],
  ...['orders', 'vehicles', 'sites'],
]
const Took = z.object({ count: z.int(), medianMinutes: z.int().nullable() })

export const Analysis = z.object({
  from: Day,
  to: Day,
  all: Brought,
  kinds: z.array(Brought.extend({ kind: z.enum(serviceKinds) })),
  /** Every month of the period, also one nobody came in. */
  months: z.array(Brought.extend({ month: z.string() })),
  sites: z.array(Brought.extend({ id: z.string(), name: z.string() })),
  payers: z.array(z.object({ payer: z.enum(payers), orders: z.int(), amountFen: Fen })),
  /** Of settled orders, what the counter issued; null for who does not see what parts cost. */
  partsMargin: z.object({ soldFen: Fen, costFen: Fen }).nullable(),
  subletCostFen: Fen,
  /** Whom work was given to, by what they were paid: how long their orders stayed, and how many of those came back. */
  partners: z.array(
    z.object({
      name: z.string(),
      orders: z.int(),
      jobs: z.int(),
      billedFen: Fen,
      costFen: Fen,
      stay: Took,
      comebacks: z.int(),
    }),
  ),
  comebacks: z.int(),
  /** Orders that were promised for a moment and became ready, and how many of them by then. */
  promised: z.object({ of: z.int(), onTime: z.int() }),
  /** From the door to the first work, and to ready. */
  wait: Took,
  stay: Took,
  /** From the call to help at the car. */
  rescues: z.object({ noted: z.int(), towed: z.int(), response: Took }),
  declined: z.object({ orders: z.int(), lines: z.int(), amountFen: Fen }),
  /** Minutes: of the book of what was finished, on the clock, and from each technician's first stroke of a day to the last. */
  hours: z.object({ soldMinutes: z.int(), workedMinutes: z.int(), attendedMinutes: z.int() }),
  /** Cars handed over in the same span so many months before, and how many of them were here in the months up to `to`. */
  kept: z.array(z.object({ months: z.int(), sold: z.int(), came: z.int() })),
})
export type Analysis = z.infer<typeof Analysis>

export const analysisEntries = {
  analysis: query({
    access: 'workshop.view',
    heavy: true,
    input: Span.refine(({ from, to }) => from <= to, upright),
    output: Analysis,
    reads,
  }),
  /** The same by month and kind, a row each: what a file of it holds. */
  analysed: query({
    access: 'workshop.view',
    heavy: true,
    input: ListRequest.extend(Span.shape).refine(({ from, to }) => from <= to, upright),
    output: listPage(Brought.extend({ id: z.string(), month: z.string(), kind: z.enum(serviceKinds), averageFen: Fen })),
    reads,
  }),
}
