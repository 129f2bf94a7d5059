// What may be asked of differences of cost: what a change of the costing method made of the value of what lay on the shelves, and to book
// it; and what of the cost of bringing parts came too late for them.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { Fen } from '../../money.ts'
import { costMethods } from '../parts/rules.ts'

export const CostingChange = z.object({
  changedOn: z.string(),
  from: z.enum(costMethods),
  to: z.enum(costMethods),
  /** What lay there at the beginning of the day, by either method. */
  beforeFen: Fen,
  afterFen: Fen,
  bookedFen: Fen,
  /** What is not booked yet; also what entries of another desk changed since it was. */
  openFen: Fen,
  booked: z.array(z.object({ id: z.string(), differenceFen: Fen, bookedAt: z.int(), bookedBy: z.string() })),
})
export type CostingChange = z.infer<typeof CostingChange>

export const costings = {
  /** Newest first; a date that leaves the method as it was is none. */
  changes: query({
    access: 'parts.cost',
    input: z.object({}),
    output: z.array(CostingChange),
    reads: ['parameters', 'part_revaluations', 'part_moves', 'users'],
  }),
  /** What bringing parts cost, as it was booked, newest first: on the shelf, or for what had gone already the cost difference. */
  landed: query({
    access: 'parts.cost',
    input: z.object({}),
    output: z.array(z.object({ no: z.string(), landedOn: z.string(), landedFen: Fen, differenceFen: Fen })),
    reads: ['parameters', 'part_moves'],
  }),
  book: command({
    access: 'parts.post',
    input: z.object({ changedOn: Day }),
    output: z.object({ differenceFen: Fen }),
    writes: ['part_revaluations'],
    refusals: ['no-change', 'booked-already'],
  }),
}
