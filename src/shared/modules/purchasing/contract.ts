// What may be asked of buying: what consumption says is to be bought, a purchase from asking to its last delivery and invoice, and
// suppliers with what they are worth by what happened.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { LINES_AT_ONCE, MOST_UNITS, partClasses } from '../parts/rules.ts'
import { purchaseStates, relationKinds, watches } from './rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Units = z.int().min(1, 'not-zero').max(MOST_UNITS, 'too-much')
const Amount = Fen.min(0, 'not-negative').max(100_000_000_000, 'too-much')
const Done = z.object({ id: z.string() })
const Lines = <L extends z.ZodType>(line: L) => z.array(line).min(1, 'one-at-least').max(LINES_AT_ONCE, 'too-much')
const points = z.number().nullable()
const Scores = z.object({ quality: points, price: points, leadTime: points, service: points, whole: points })
const dealing = ['purchases', 'purchase_lines', 'purchase_receipts', 'purchase_invoices', 'suppliers', 'parts', 'users']

/** A part with what is to be bought of it and why. */
export const AdviceRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  class: z.enum(partClasses),
  unit: z.string(),
  /** Prices are said for so many units. */
  perUnits: z.int(),
  units: z.int(),
  promisedUnits: z.int(),
  dueUnits: z.int(),
  usedUnits: z.int(),
  lowUnits: z.int().nullable(),
  highUnits: z.int().nullable(),
  leadDays: z.int(),
  wantedUnits: z.int(),
  countedUnits: z.int(),
  adviseUnits: z.int(),
  lastsDays: z.int().nullable(),
  why: z.enum(['consumption', 'limit', 'over', 'enough']),
  /** Whoever sold it last, and for how much a price's worth of units. */
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  lastFen: Fen.nullable(),
  /** The least paid for it within a year. */
  bestFen: Fen.nullable(),
  /** What went out within a year in hundredths of what lies here: how often it was turned over. */
  turnsHundredths: z.int().nullable(),
})
export type AdviceRow = z.infer<typeof AdviceRow>

export const PurchaseRow = z.object({
  id: z.string(),
  no: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  state: z.enum(purchaseStates),
  reason: z.string().nullable(),
  dueOn: z.string().nullable(),
  amountFen: Fen,
  receivedFen: Fen,
  invoicedFen: Fen,
  lines: z.int(),
  askedBy: z.string(),
  askedAt: z.int(),
  standing: Standing,
})
export type PurchaseRow = z.infer<typeof PurchaseRow>

/** A purchase that is not over, with what is to be watched of it. */
export const WatchRow = PurchaseRow.pick({
  id: true,
  no: true,
  supplierName: true,
  state: true,
  dueOn: true,
  amountFen: true,
  receivedFen: true,
  invoicedFen: true,
}).extend({ watches: z.array(z.enum(watches)), lateDays: z.int() })
export type WatchRow = z.infer<typeof WatchRow>

export const SupplierRow = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  leadDays: z.int().nullable(),
  terms: z.string().nullable(),
  archived: z.boolean(),
  scores: Scores,
  /** Days from order to delivery as it was, on average; and money of the last year. */
  meanDays: z.int().nullable(),
  boughtFen: Fen,
})
export type SupplierRow = z.infer<typeof SupplierRow>

export const purchasing = {
  /** Every part of this site with what consumption and limits say, what is to be bought first. */
  advice: query({
    access: 'purchasing.view',
    heavy: true,
    input: z.object({}),
    output: z.object({ rows: z.array(AdviceRow), windowDays: z.int(), coverDays: z.int() }),
    reads: [...dealing, 'part_moves', 'part_places', 'part_promises'],
  }),
  /** Every purchase that is not over with what is to be watched of it, the most urgent first; and all of them by what is watched. */
  monitor: query({
    access: 'purchasing.view',
    input: z.object({}),
    output: z.object({
      sums: z.array(z.object({ watch: z.enum(watches), count: z.int(), fen: Fen })),
      rows: z.array(WatchRow),
    }),
    reads: [...dealing, 'shipments', 'shipment_steps', 'shipment_damages'],
  }),
  page: query({ access: 'purchasing.view', input: ListRequest, output: listPage(PurchaseRow), reads: [...dealing, '_sync_changesets'] }),
  card: query({
    access: 'purchasing.view',
    input: z.object({ id: Id }),
    output: z.object({
      purchase: PurchaseRow,
      decidedBy: z.string().nullable(),
      comment: z.string().nullable(),
      /** This person may decide it: with the right, not their own, and of the roles its amount asks for. */
      decides: z.boolean(),
      lines: z.array(
        z.object({
          id: z.string(),
          partId: z.string(),
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          units: z.int(),
          costFen: Fen,
          receivedUnits: z.int(),
          damagedUnits: z.int(),
          /** What was paid for as many last time, and when. */
          beforeFen: Fen.nullable(),
        }),
      ),
      invoices: z.array(z.object({ id: z.string(), invoiceNo: z.string(), amountFen: Fen, invoicedOn: z.string() })),
      /** Invoiced less received, in 分: 0 when they match. */
      differenceFen: Fen,
      /** Shipments of it whose cost is not on the parts that came, or is not noted yet (`costFen` 0). */
      unlanded: z.array(z.object({ id: z.string(), no: z.string(), openFen: Fen, costFen: Fen })),
    }),
    reads: [
      ...dealing,
      'approval_rules',
      'roles',
      'shipments',
      'shipment_costs',
      'shipment_shares',
      'part_moves',
      'parts',
      'part_transfers',
    ],
  }),
  ask: command({
    access: 'purchasing.edit',
    input: z.object({
      supplierId: Id,
      dueOn: orNull(Day).default(null),
      reason: Text(200),
      lines: Lines(z.object({ partId: Id, units: Units, costFen: Amount })),
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['purchases', 'purchase_lines', 'parts'],
  }),
  decide: command({
    access: 'purchasing.decide',
    input: z.object({ id: Id, approved: z.boolean(), comment: Text(200) }),
    output: Done,
    writes: ['purchases'],
    refusals: ['not-now', 'own-request', 'not-your-level'],
  }),
  order: command({
    access: 'purchasing.edit',
    input: z.object({ id: Id, dueOn: orNull(Day).default(null) }),
    output: Done,
    writes: ['purchases'],
    refusals: ['not-now'],
  }),
  drop: command({
    access: 'purchasing.edit',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['purchases'],
    refusals: ['not-now', 'received-already'],
  }),
  /** What came: whole units go into stock at what was agreed, damaged ones are only noted. */
  receive: command({
    access: 'parts.move',
    input: z.object({
      id: Id,
      note: Text(200),
      lines: Lines(
        z.object({ lineId: Id, units: z.int().min(0).max(MOST_UNITS), damagedUnits: z.int().min(0).max(MOST_UNITS).default(0) }),
      ),
    }),
    output: z.object({ no: z.string(), complete: z.boolean() }),
    writes: ['purchase_receipts', 'purchases', 'part_moves', 'part_places', 'parts'],
    refusals: ['not-now', 'nothing-came', 'more-than-ordered'],
  }),
  invoice: command({
    access: 'purchasing.edit',
    input: z.object({
      id: Id,
      invoiceNo: z.string().trim().min(1, 'required').max(40),
      amountFen: Amount,
      invoicedOn: Day,
      note: Text(200),
    }),
    output: z.object({ differenceFen: Fen }),
    writes: ['purchase_invoices'],
    refusals: ['not-now', 'invoice-known'],
  }),
  suppliers: query({ access: 'purchasing.view', input: ListRequest, output: listPage(SupplierRow), reads: [...dealing, 'supplier_notes'] }),
  /** For fields: suppliers in use by a piece of their name. */
  findSuppliers: query({
    access: 'purchasing.view',
    input: z.object({ text: z.string().max(80) }),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
    reads: ['suppliers'],
  }),
  notes: query({
    access: 'purchasing.view',
    input: z.object({ supplierId: Id }),
    output: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(relationKinds),
        said: z.string(),
        points: z.int().nullable(),
        notedAt: z.int(),
        notedBy: z.string(),
      }),
    ),
    reads: ['supplier_notes', 'users'],
  }),
  keepSupplier: command({
    access: 'purchasing.edit',
    input: z.object({
      id: orNull(Id).default(null),
      name: z.string().trim().min(2, 'required').max(80),
      contact: Text(40),
      phone: Text(40),
      leadDays: z.int().min(0).max(365).nullable().default(null),
      terms: Text(200),
      archived: z.boolean().default(false),
    }),
    output: Done,
    writes: ['suppliers'],
  }),
  note: command({
    access: 'purchasing.edit',
    input: z.object({
      supplierId: Id,
      kind: z.enum(relationKinds),
      said: z.string().trim().min(1, 'required').max(500),
      points: z.int().min(1).max(5).nullable().default(null),
    }),
    output: Done,
    writes: ['supplier_notes'],
    refusals: ['points-needed'],
  }),
}
