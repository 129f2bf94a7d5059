// What may be asked of stocktakes: open one, scan into it at any desk, see all differences at once, decide each, and have
// another person post it.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { decisions, LINES_AT_ONCE, SCANS_AT_ONCE, stocktakeStates, strangers, verdicts } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Place = orNull(z.string().trim().max(80)).default(null)
const Done = z.object({ id: z.string() })
const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, z.int()])) as Record<(typeof verdicts)[number], z.ZodInt>

export const StocktakeRow = z.object({
  id: z.string(),
  no: z.string(),
  location: z.string().nullable(),
  state: z.enum(stocktakeStates),
  note: z.string().nullable(),
  openedBy: z.string(),
  openedAt: z.int(),
  submittedBy: z.string().nullable(),
  postedBy: z.string().nullable(),
  postedAt: z.int().nullable(),
  scanned: z.int(),
  standing: Standing,
})
export type StocktakeRow = z.infer<typeof StocktakeRow>

/** One car: what the books say, what was seen. Of a posted stocktake as it was posted. */
export const StocktakeLine = z.object({
  /** The car's id, or the VIN of one nobody knows. */
  id: z.string(),
  vehicleId: z.string().nullable(),
  vin: z.string(),
  stockNo: z.string().nullable(),
  title: z.string().nullable(),
  verdict: z.enum(verdicts),
  stranger: z.enum(strangers).nullable(),
  /** The place in the books, and where it was seen: several, joined, when it is a double. */
  onFile: z.string().nullable(),
  foundAt: z.string().nullable(),
  decision: z.enum(decisions).nullable(),
  reason: z.string().nullable(),
})
export type StocktakeLine = z.infer<typeof StocktakeLine>

export const ScanResult = z.object({
  vin: z.string(),
  /** `again`: this car was scanned at this place before; nothing was written. `refused`: not a VIN. */
  outcome: z.enum(['found', 'misplaced', 'unexpected', 'double', 'again', 'refused']),
  title: z.string().nullable(),
  stockNo: z.string().nullable(),
  onFile: z.string().nullable(),
  stranger: z.enum(strangers).nullable(),
})
export type ScanResult = z.infer<typeof ScanResult>

const counting = ['stocktakes', 'stocktake_scans', 'stocktake_findings', 'stocktake_lines', 'vehicles', 'import_batches', 'users']

export const stocktakes = {
  page: query({
    access: 'vehicles.view',
    input: ListRequest,
    output: listPage(StocktakeRow),
    reads: ['stocktakes', 'stocktake_scans', 'users', '_sync_changesets'],
  }),
  card: query({
    access: 'vehicles.view',
    heavy: true,
    input: z.object({ id: Id }),
    output: z.object({
      stocktake: StocktakeRow,
      counts: z.object(counts),
      /** Differences nobody decided about yet. */
      undecided: z.int(),
      /** Scans that came from another desk after it was posted. */
      late: z.int(),
      counters: z.array(z.object({ name: z.string(), scans: z.int() })),
      /** This person counted or handed it in: somebody else posts it. */
      mine: z.boolean(),
    }),
    reads: counting,
  }),
  /** Every car expected or seen, differences first. `totals`: one per verdict. */
  lines: query({
    access: 'vehicles.view',
    heavy: true,
    input: ListRequest.extend({ id: Id }),
    output: listPage(StocktakeLine),
    reads: counting,
  }),
  open: command({
    access: 'stocktakes.count',
    input: z.object({ location: Place, note: orNull(z.string().trim().max(200)).default(null) }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['stocktakes'],
    refusals: ['already-open'],
  }),
  /** One from a scanner, or as many as were pasted. Between desks a car at a place is one row, whoever scanned it. */
  scan: command({
    access: 'stocktakes.count',
    input: z.object({ id: Id, vins: z.array(z.string().max(60)).min(1).max(SCANS_AT_ONCE), location: Place }),
    output: z.object({ results: z.array(ScanResult) }),
    writes: ['stocktake_scans'],
    refusals: ['not-open'],
  }),
  /** A scan made by mistake, at a place or wherever it was seen. */
  unscan: command({
    access: 'stocktakes.count',
    input: z.object({ id: Id, vin: z.string().min(1).max(60) }),
    output: Done,
    writes: ['stocktake_scans'],
    refusals: ['not-open', 'not-scanned'],
  }),
  /** One decision for several differences. `not-possible`: see rules.ts, decisionsFor. */
  decide: command({
    access: 'stocktakes.count',
    input: z.object({
      id: Id,
      subjects: z.array(Id).min(1).max(SCANS_AT_ONCE),
      decision: z.enum(decisions),
      reason: z.string().trim().min(2, 'required').max(200),
    }),
    output: z.object({ count: z.int() }),
    writes: ['stocktake_findings'],
    refusals: ['not-open', 'not-possible', 'held'],
  }),
  submit: command({
    access: 'stocktakes.count',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['not-open', 'undecided', 'nothing-scanned'],
  }),
  /** Back to counting. */
  reopen: command({
    access: 'stocktakes.count',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
  drop: command({
    access: 'stocktakes.count',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
  /**
   * Writes one line a car and does what was decided, in slices, and makes it posted last. Cut off, it goes on where it was
   * when it is asked again.
   */
  post: job({
    access: 'stocktakes.post',
    input: z.object({ id: Id }),
    output: z.object({ lines: z.int(), adjusted: z.int() }),
    refusals: ['closed', 'own-count', 'undecided', 'held'],
  }),
  beginPosting: command({
    access: 'stocktakes.post',
    input: z.object({ id: Id }),
    output: z.object({ subjects: z.array(z.string()) }),
    writes: ['stocktakes'],
    refusals: ['closed', 'own-count', 'undecided', 'held'],
  }),
  postLines: command({
    access: 'stocktakes.post',
    input: z.object({ id: Id, subjects: z.array(Id).min(1).max(LINES_AT_ONCE) }),
    output: z.object({ lines: z.int(), adjusted: z.int() }),
    writes: ['stocktake_lines', 'vehicles'],
    refusals: ['closed', 'held', 'other-site', 'not-on-the-road', 'gone'],
  }),
  finishPosting: command({
    access: 'stocktakes.post',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['stocktakes'],
    refusals: ['closed'],
  }),
}
