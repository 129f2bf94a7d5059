// What may be asked of changes of the costing method: what each made of the value of what lay on the shelves, and to book it.
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
  book: command({
    access: 'parts.post',
    input: z.object({ changedOn: Day }),
    output: z.object({ differenceFen: Fen }),
    writes: ['part_revaluations'],
    refusals: ['no-change', 'booked-already'],
  }),
}
