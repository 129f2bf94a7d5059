// What may be asked of stocktakes of parts: open one, count at any desk, see all differences at once with what they are worth,
// decide each, and have another person post or undo it. The course is that of every stocktake.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { MOST_UNITS, normalCode } from '../parts/rules.ts'
import { StocktakeRow } from '../stocktakes/contract.ts'
import { LINES_AT_ONCE, SCANS_AT_ONCE } from '../stocktakes/rules.ts'
import { countDecisions, countVerdicts } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Done = z.object({ id: z.string() })
const Booked = z.object({ lines: z.int(), adjusted: z.int() })
const Subjects = z.array(Id).min(1).max(LINES_AT_ONCE)
const counts = Object.fromEntries(countVerdicts.map((verdict) => [verdict, z.int()])) as Record<(typeof countVerdicts)[number], z.ZodInt>

/** One part: what the books said when it was counted, and what was counted. Of a posted stocktake as it was posted. */
export const PartCountLine = z.object({
  /** The part's id, also of a code nobody knows. */
  id: z.string(),
  code: z.string(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  verdict: z.enum(countVerdicts),
  /** Its bin in the books, and where it was counted. */
  bin: z.string().nullable(),
  foundAt: z.string().nullable(),
  expectedUnits: z.int(),
  countedUnits: z.int().nullable(),
  /** Counted less expected. */
  units: z.int(),
  /** What the difference is worth by the store's method: an estimate until it is posted. Null for those who may not see costs. */
  valueFen: Fen.nullable(),
  decision: z.enum(countDecisions).nullable(),
  reason: z.string().nullable(),
})
export type PartCountLine = z.infer<typeof PartCountLine>

export const CountResult = z.object({
  code: z.string(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  outcome: z.enum(countVerdicts),
  /** Counted of it until now in this stocktake, and what the books say. */
  countedUnits: z.int(),
  expectedUnits: z.int(),
})
export type CountResult = z.infer<typeof CountResult>

const counting = ['stocktakes', 'stocktake_findings', 'part_count_scans', 'part_count_lines', 'parts', 'part_places', 'part_moves', 'users']

export const partcounts = {
  page: query({
    access: 'parts.view',
    input: ListRequest,
    output: listPage(StocktakeRow),
    reads: ['stocktakes', 'part_count_scans', 'users', '_sync_changesets'],
  }),
  card: query({
    access: 'parts.view',
    heavy: true,
    input: z.object({ id: Id }),
    output: z.object({
      stocktake: StocktakeRow,
      counts: z.object(counts),
      undecided: z.int(),
      /** Parts counted at a desk whose counts came after the posting. */
      late: z.int(),
      /** What there is more and less of what is to be booked, or was; null for those who may not see costs. */
      gainFen: Fen.nullable(),
      lossFen: Fen.nullable(),
      counters: z.array(z.object({ name: z.string(), scans: z.int() })),
      /** This person counted or handed it in: somebody else posts it. */
      mine: z.boolean(),
    }),
    reads: counting,
  }),
  /** Every part expected or counted, differences first. */
  lines: query({
    access: 'parts.view',
    heavy: true,
    input: ListRequest.extend({ id: Id }),
    output: listPage(PartCountLine),
    reads: counting,
  }),
  /** `location`: the bins that begin so; none is the whole store. */
  open: command({
    access: 'parts.count',
    input: z.object({
      location: orNull(z.string().trim().max(20)).default(null),
      note: orNull(z.string().trim().max(200)).default(null),
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['stocktakes'],
    refusals: ['already-open'],
  }),
  /** One from a scanner, or as many as were pasted; `units` null is a package. What is counted again adds up. */
  scan: command({
    access: 'parts.count',
    input: z.object({
      id: Id,
      bin: orNull(z.string().trim().max(20)).default(null),
      scans: z
        .array(
          z.object({
            code: z.string().transform(normalCode).pipe(z.string().min(2).max(40)),
            units: z.int().min(-MOST_UNITS).max(MOST_UNITS).nullable(),
          }),
        )
        .min(1)
        .max(SCANS_AT_ONCE),
    }),
    output: z.object({ results: z.array(CountResult) }),
    writes: ['part_count_scans'],
    refusals: ['not-open'],
  }),
  /** One decision for several differences. `units`: so many there are, of one that was counted at two desks. */
  decide: command({
    access: 'parts.count',
    input: z.object({
      id: Id,
      subjects: z.array(Id).min(1).max(SCANS_AT_ONCE),
      decision: z.enum(countDecisions),
      units: z.int().min(0, 'not-negative').max(MOST_UNITS, 'too-much').nullable().default(null),
      reason: z.string().trim().min(2, 'required').max(200),
    }),
    output: z.object({ count: z.int() }),
    writes: ['stocktake_findings'],
    refusals: ['not-open', 'not-possible', 'how-many'],
  }),
  submit: command({
    access: 'parts.count',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['not-open', 'undecided', 'nothing-scanned'],
  }),
  reopen: command({ access: 'parts.count', input: z.object({ id: Id }), output: Done, writes: ['stocktakes'], refusals: ['closed'] }),
  drop: command({ access: 'parts.count', input: z.object({ id: Id }), output: Done, writes: ['stocktakes'], refusals: ['closed'] }),
  /** Writes one line a part and what is booked of it, in slices; all of it counts when the last is written. */
  post: job({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: Booked,
    refusals: ['closed', 'own-count', 'undecided'],
  }),
  beginPosting: command({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: z.object({ subjects: z.array(z.string()) }),
    writes: ['stocktakes'],
    refusals: ['closed', 'own-count', 'undecided'],
  }),
  postLines: command({
    access: 'parts.post',
    input: z.object({ id: Id, subjects: Subjects }),
    output: Booked,
    writes: ['part_count_lines', 'part_moves', 'part_places', 'parts'],
    refusals: ['closed'],
  }),
  finishPosting: command({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
  /** Takes back what was booked, by counter-entries that count when the last is written. */
  undo: job({ access: 'parts.post', input: z.object({ id: Id }), output: z.object({ lines: z.int() }), refusals: ['closed'] }),
  beginUndoing: command({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: z.object({ subjects: z.array(z.string()) }),
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
  undoLines: command({
    access: 'parts.post',
    input: z.object({ id: Id, subjects: Subjects }),
    output: z.object({ lines: z.int() }),
    writes: ['part_moves', 'part_places', 'parts'],
    refusals: ['closed'],
  }),
  finishUndoing: command({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
}
