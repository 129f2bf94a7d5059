// What may be asked of parts: the master and where a part lies, what is found by a scan, and the ledger: receive, issue, give
// back, sell over the counter.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import {
  costMethods,
  LINES_AT_ONCE,
  linkKinds,
  MOST_UNITS,
  moveKinds,
  normalCode,
  partClasses,
  partOrigins,
  promiseStates,
} from './rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Units = z.int().min(1, 'not-zero').max(MOST_UNITS, 'too-much')
const Amount = Fen.min(0, 'not-negative').max(100_000_000_000, 'too-much')
const Limit = z.int().min(0, 'not-negative').max(MOST_UNITS, 'too-much').nullable().default(null)
const Code = z.string().transform(normalCode).pipe(z.string().min(2, 'required').max(40, 'too-much'))
/** 缺货 · 低于下限 · 正常 · 高于上限. */
export const stockLevels = ['none', 'short', 'enough', 'over'] as const
const Ids = z.array(Id).min(1).max(LINES_AT_ONCE, 'too-much')
const reading = ['parts', 'part_places', 'part_moves', 'import_batches']

/** A part as it is entered, by hand or from a file: what it is, and where it lies here. */
export const NewPart = z.object({
  code: Code,
  barcode: Text(40),
  name: z.string().trim().min(1, 'required').max(80),
  class: z.enum(partClasses),
  origin: z.enum(partOrigins),
  maker: Text(80),
  tell: Text(200),
  fits: Text(200),
  unit: z.string().trim().min(1, 'required').max(8),
  perUnits: Units.default(1),
  packUnits: Units.default(1),
  /** Of `perUnits` of it; not said leaves what is known. */
  weightGrams: z.int().min(1, 'not-zero').max(10_000_000, 'too-much').nullable().optional(),
  bin: Text(20),
  lowUnits: Limit,
  highUnits: Limit,
  priceFen: Amount.nullable().default(null),
})
export type NewPart = z.infer<typeof NewPart>

export const PartRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  class: z.enum(partClasses),
  origin: z.enum(partOrigins),
  maker: z.string().nullable(),
  unit: z.string(),
  perUnits: z.int(),
  packUnits: z.int(),
  bin: z.string().nullable(),
  /** Promised of it. */
  promisedUnits: z.int(),
  /** Who alone may promise it here: this desktop, or another by name. */
  right: z.object({ here: z.boolean(), device: z.string() }).nullable(),
  /** On hand at this site, in the part's unit; below 0 while an entry of another desk is missing. */
  units: z.int(),
  level: z.enum(stockLevels),
  lowUnits: z.int().nullable(),
  highUnits: z.int().nullable(),
  priceFen: Fen.nullable(),
  /** What is on hand cost, by the store's method; null for those who may not see costs. */
  valueFen: Fen.nullable(),
  lastInOn: z.string().nullable(),
  lastOutOn: z.string().nullable(),
  archived: z.boolean(),
  standing: Standing,
})
export type PartRow = z.infer<typeof PartRow>

/** A part as somebody who scanned or typed its code needs it. */
export const PartFound = PartRow.pick({
  id: true,
  code: true,
  name: true,
  origin: true,
  maker: true,
  unit: true,
  perUnits: true,
  packUnits: true,
  bin: true,
  units: true,
  promisedUnits: true,
  priceFen: true,
}).extend({ tell: z.string().nullable() })
export type PartFound = z.infer<typeof PartFound>

export const MoveRow = z.object({
  id: z.string(),
  no: z.string(),
  kind: z.enum(moveKinds),
  partId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  units: z.int(),
  /** What came or went cost, by the store's method, below 0 when it went; null for those who may not see costs. */
  costFen: Fen.nullable(),
  amountFen: Fen.nullable(),
  /** On hand after it. */
  afterUnits: z.int(),
  /** Of what went out to a job or a customer: what was not given back. */
  keptUnits: z.int().nullable(),
  subject: z.string().nullable(),
  subjectId: z.string().nullable(),
  customerName: z.string().nullable(),
  note: z.string().nullable(),
  movedAt: z.int(),
  movedBy: z.string(),
  standing: Standing,
})
export type MoveRow = z.infer<typeof MoveRow>

const Made = z.object({ no: z.string(), lines: z.int() })
const Lines = <L extends z.ZodType>(line: L) => z.array(line).min(1, 'one-at-least').max(LINES_AT_ONCE, 'too-much')

export const parts = {
  page: query({
    access: 'parts.view',
    input: ListRequest,
    output: listPage(PartRow),
    reads: [...reading, 'part_promises', 'rights', 'devices', 'sites'],
  }),
  card: query({
    access: 'parts.view',
    input: z.object({ id: Id }),
    output: z.object({
      part: PartRow,
      barcode: z.string().nullable(),
      tell: z.string().nullable(),
      weightGrams: z.int().nullable(),
      fits: z.string().nullable(),
      method: z.enum(costMethods),
      links: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(linkKinds),
          /** False: the other part names this one. */
          ours: z.boolean(),
          partId: z.string(),
          code: z.string(),
          name: z.string(),
          origin: z.enum(partOrigins),
          unit: z.string(),
          units: z.int(),
        }),
      ),
      promises: z.array(
        z.object({
          id: z.string(),
          units: z.int(),
          state: z.enum(promiseStates),
          /** HQ confirmed it, or this desktop alone may promise it. */
          firm: z.boolean(),
          subject: z.string().nullable(),
          subjectId: z.string().nullable(),
          customerName: z.string().nullable(),
          dueOn: z.string().nullable(),
          note: z.string().nullable(),
          promisedAt: z.int(),
          promisedBy: z.string(),
        }),
      ),
      moves: z.array(MoveRow),
    }),
    reads: [...reading, 'part_promises', 'rights', 'devices', 'part_links', 'users', 'customers'],
  }),
  /** By code or bar code exactly, else by the beginning of the code or a piece of the name; what is archived last. */
  find: query({
    access: 'parts.view',
    input: z.object({ text: z.string().max(100), limit: z.int().min(1).max(50).default(12) }),
    output: z.object({ exact: PartFound.nullable(), parts: z.array(PartFound) }),
    reads: reading,
  }),
  words: query({
    access: 'parts.view',
    input: z.object({}),
    output: z.object({ bins: z.array(z.string()), makers: z.array(z.string()), units: z.array(z.string()) }),
    reads: ['parts', 'part_places', 'import_batches'],
  }),
  /** The ledger, newest first. */
  moves: query({
    access: 'parts.view',
    input: ListRequest,
    output: listPage(MoveRow),
    reads: ['part_moves', 'parts', 'users', 'customers'],
  }),
  /** Work orders that still take parts. */
  orders: query({
    access: 'parts.move',
    input: z.object({ text: z.string().max(80) }),
    output: z.array(z.object({ id: z.string(), no: z.string(), plate: z.string().nullable(), carName: z.string() })),
    reads: ['work_orders'],
  }),
  /** What the customer agreed to of a work order, in the parts' own units; `wantedUnits` null for what is no part here, or no whole unit. */
  demand: query({
    access: 'parts.view',
    input: z.object({ workOrderId: Id }),
    output: z.array(
      z.object({
        id: z.string(),
        partId: z.string().nullable(),
        code: z.string().nullable(),
        name: z.string(),
        unit: z.string(),
        wantedUnits: z.int().nullable(),
        issuedUnits: z.int(),
        onHandUnits: z.int(),
        bin: z.string().nullable(),
      }),
    ),
    reads: [...reading, 'work_orders', 'work_order_parts'],
  }),
  /** Enters a part, or changes what is known of the one with this code: a code is one part in the whole group. */
  keep: command({
    access: 'parts.edit',
    input: NewPart,
    output: z.object({ id: z.string(), made: z.boolean() }),
    writes: ['parts', 'part_places'],
    refusals: ['limits-crossed', 'unit-in-use'],
  }),
  archive: command({
    access: 'parts.edit',
    input: z.object({ id: Id, archived: z.boolean() }),
    output: z.object({ id: z.string() }),
    writes: ['parts'],
    refusals: ['still-on-hand'],
  }),
  link: command({
    access: 'parts.edit',
    input: z.object({ id: Id, otherId: Id, kind: z.enum(linkKinds), dropped: z.boolean().default(false) }),
    output: z.object({ id: z.string() }),
    writes: ['part_links', 'parts'],
    refusals: ['same-part'],
  }),
  receive: command({
    access: 'parts.move',
    input: z.object({
      note: Text(200),
      lines: Lines(z.object({ partId: Id, units: Units, costFen: Amount, bin: Text(20) })),
    }),
    output: Made,
    writes: ['part_moves', 'part_places', 'parts'],
  }),
  /** `not-wanted`: a line of the order is another part, or takes less. `beyond-stock` names the first line of which the books have less; what lies on the shelf is counted and received first. */
  issue: command({
    access: 'parts.move',
    input: z.object({
      workOrderId: orNull(Id).default(null),
      note: Text(200),
      lines: Lines(z.object({ partId: Id, units: Units, lineId: orNull(Id).default(null), promiseId: orNull(Id).default(null) })),
    }),
    output: Made,
    writes: ['part_moves', 'part_places', 'part_promises', 'parts'],
    refusals: ['beyond-stock', 'promised-to-others', 'promise-closed', 'not-wanted'],
  }),
  /** What was issued or sold comes back. */
  giveBack: command({
    access: 'parts.move',
    input: z.object({ moveId: Id, units: Units, note: Text(200) }),
    output: Made,
    writes: ['part_moves', 'part_places', 'parts'],
    refusals: ['not-given-out', 'more-than-given'],
  }),
  /** `not-told`: a line is not the maker's own part, and nobody said that the customer knows. */
  sell: command({
    access: 'parts.move',
    input: z.object({
      customerId: orNull(Id).default(null),
      told: z.boolean().default(false),
      note: Text(200),
      lines: Lines(z.object({ partId: Id, units: Units, amountFen: Amount.nullable().default(null) })),
    }),
    output: Made.extend({ amountFen: Fen }),
    writes: ['part_moves', 'part_places', 'parts'],
    refusals: ['beyond-stock', 'promised-to-others', 'not-told', 'no-price'],
  }),
  /**
   * Puts units aside for a job or a customer. Between desktops a share of HQ's level decides (sync/SPEC.md, Shares): who came late
   * is told by a case. `not-enough` and `right-elsewhere` are what this desktop sees.
   */
  promise: command({
    access: 'parts.promise',
    input: z.object({
      partId: Id,
      units: Units,
      workOrderId: orNull(Id).default(null),
      lineId: orNull(Id).default(null),
      customerId: orNull(Id).default(null),
      dueOn: orNull(Day).default(null),
      note: Text(200),
    }),
    output: z.object({ id: z.string(), firm: z.boolean() }),
    writes: ['part_promises', 'part_places', 'parts'],
    refusals: ['not-enough', 'right-elsewhere'],
  }),
  releasePromise: command({
    access: 'parts.promise',
    input: z.object({ id: Id }),
    output: z.object({ id: z.string() }),
    writes: ['part_promises'],
    refusals: ['promise-closed'],
  }),
  /** From now on this desktop alone promises them, also without a line. */
  takeRights: command({
    access: 'parts.move',
    input: z.object({ ids: Ids }),
    output: z.object({ count: z.int() }),
    writes: ['part_places', 'parts'],
    refusals: ['alone', 'right-elsewhere', 'right-moving'],
  }),
  returnRights: command({
    access: 'parts.move',
    input: z.object({ ids: Ids }),
    output: z.object({ count: z.int() }),
    writes: ['part_places', 'parts'],
    refusals: ['right-moving'],
  }),
  /** Takes it from a desktop that cannot give it; what that one promised firm meanwhile may exist. */
  overrideRight: command({
    access: 'parts.override',
    input: z.object({ id: Id, reason: z.string().trim().min(2, 'required').max(200) }),
    output: z.object({ id: z.string() }),
    writes: ['part_places', 'parts'],
    overrides: true,
    refusals: ['nothing-changed', 'right-moving'],
  }),
}
