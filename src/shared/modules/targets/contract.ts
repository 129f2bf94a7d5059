// What may be asked of targets and commission: the board of a month, what each person is to reach and how they are paid, and
// the statement of a person and month from draft to locked.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { Line, measures, Month, SchemeTerms, sheetStates } from './rules.ts'

const Id = z.string().min(1).max(60)
const Done = z.object({ id: z.string() })
/** Null where this person may not see it. */
const Reached = z.object({
  measure: z.enum(measures),
  reached: z.int().nullable(),
  target: z.int().nullable(),
  forecast: z.int().nullable(),
})
const OnBoard = z.object({ personId: z.string().nullable(), name: z.string(), rank: z.int().nullable(), measures: z.array(Reached) })
const sold = ['orders', 'order_lines', 'vehicle_costs', 'leads', 'test_drives', 'users', 'targets', 'import_batches'] as const

export const targets = {
  /** The team first, then everybody who sells by cars handed over. */
  board: query({
    access: 'targets.view',
    heavy: true,
    input: z.object({ month: Month }),
    output: z.object({ month: Month, team: OnBoard, people: z.array(OnBoard) }),
    reads: sold,
  }),
  setTarget: command({
    access: 'targets.edit',
    input: z.object({ month: Month, personId: Id.nullable(), measure: z.enum(measures), value: z.int().min(0).max(100_000_000_000) }),
    output: Done,
    writes: ['targets'],
  }),
  schemes: query({
    access: 'targets.view',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string(), validFromOn: Day, terms: SchemeTerms, now: z.boolean() })),
    reads: ['commission_schemes'],
  }),
  addScheme: command({
    access: 'targets.edit',
    input: z.object({ name: z.string().trim().min(1, 'required').max(60), validFromOn: Day, terms: SchemeTerms }),
    output: Done,
    writes: ['commission_schemes'],
  }),
  /** Of oneself, or of anybody with the site's reach. Not yet reviewed it is computed now; afterwards as it was. */
  statement: query({
    access: 'targets.view',
    input: z.object({ personId: Id, month: Month }),
    output: z.object({
      personId: z.string(),
      name: z.string(),
      month: Month,
      state: z.enum(sheetStates),
      scheme: z.string().nullable(),
      lines: z.array(Line.extend({ orderNo: z.string().nullable(), correction: z.boolean() })),
      totalFen: z.int(),
      reviewedBy: z.string().nullable(),
      lockedBy: z.string().nullable(),
    }),
    reads: [...sold, 'commission_schemes', 'commission_sheets'],
  }),
  /** Fixes the lines as they are now. */
  review: command({
    access: 'targets.settle',
    input: z.object({ personId: Id, month: Month }),
    output: Done,
    writes: ['commission_sheets'],
    refusals: ['locked', 'no-scheme', 'month-runs'],
  }),
  /** By another person than who reviewed it. What turns out wrong later is a line of the next month. */
  lock: command({
    access: 'targets.settle',
    input: z.object({ personId: Id, month: Month }),
    output: Done,
    writes: ['commission_sheets'],
    refusals: ['locked', 'not-reviewed', 'own-review'],
  }),
}
