// What may be asked of logistics: carriers with their ways and what they are worth, shipments with their track, their cost on the lines
// they carry and their damage, and the cost of a period.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { costKinds, landedBases, shipmentSubjects, stepKinds } from './rules.ts'

const Id = z.string().min(1).max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = (most: number) => orNull(z.string().trim().max(most)).default(null)
const Name = z.string().trim().min(1, 'required').max(60)
const Done = z.object({ id: z.string() })
const Amount = Fen.min(0, 'not-negative').max(100_000_000_000, 'too-much')
const tracking = ['shipments', 'shipment_steps', 'shipment_costs', 'shipment_damages', 'carriers', 'users']
const costs = Object.fromEntries(costKinds.map((kind) => [kind, Fen])) as Record<(typeof costKinds)[number], typeof Fen>

export const CarrierRow = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  terms: z.string().nullable(),
  routes: z.int(),
  shipments: z.int(),
  ended: z.int(),
  onTime: z.int(),
  damaged: z.int(),
  lost: z.int(),
  /** Mean days from opening to arrival, in tenths; null while nothing arrived. */
  daysTenths: z.int().nullable(),
  costFen: Fen,
  /** See rules.ts, carrierScore. */
  score: z.int().nullable(),
  archived: z.boolean(),
  standing: Standing,
})
export type CarrierRow = z.infer<typeof CarrierRow>

export const ShipmentRow = z.object({
  id: z.string(),
  no: z.string(),
  carrierName: z.string(),
  trackingNo: z.string().nullable(),
  subject: z.enum(shipmentSubjects).nullable(),
  subjectNo: z.string().nullable(),
  fromPlace: z.string(),
  toPlace: z.string(),
  state: z.enum(stepKinds),
  /** Not there though its day is past, or came after it. */
  late: z.boolean(),
  dueOn: z.string().nullable(),
  endedAt: z.int().nullable(),
  costFen: Fen,
  damages: z.int(),
  note: z.string().nullable(),
  openedAt: z.int(),
  openedBy: z.string(),
  standing: Standing,
})
export type ShipmentRow = z.infer<typeof ShipmentRow>

export const logistics = {
  page: query({
    access: 'purchasing.view',
    input: ListRequest,
    output: listPage(ShipmentRow),
    reads: [...tracking, 'purchases', 'part_transfers', '_sync_changesets'],
  }),
  card: query({
    access: 'purchasing.view',
    input: z.object({ id: Id }),
    output: z.object({
      shipment: ShipmentRow,
      /** What its cost is shared by, and whether that may still be another: nothing of it is in the stock ledger. */
      basis: z.enum(landedBases),
      shares: z.boolean(),
      steps: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(stepKinds),
          place: z.string().nullable(),
          note: z.string().nullable(),
          happenedAt: z.int(),
          saidBy: z.string(),
        }),
      ),
      costs: z.array(
        z.object({ id: z.string(), kind: z.enum(costKinds), amountFen: Fen, note: z.string().nullable(), spentOn: z.string() }),
      ),
      /** What it carries, with its part of the cost. */
      lines: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          units: z.int(),
          goodsFen: Fen,
          /** All of it; null: nobody weighed the part. */
          grams: z.int().nullable(),
          shareFen: Fen,
          /** What of it is in the stock ledger. */
          landedFen: Fen,
        }),
      ),
      /** Of its cost: in the stock ledger, not booked though the goods came, waiting for them, and what went to the cost difference. */
      landing: z.object({ landedFen: Fen, openFen: Fen, waitingFen: Fen, differenceFen: Fen, lands: z.boolean() }),
      damages: z.array(
        z.object({
          id: z.string(),
          code: z.string().nullable(),
          unit: z.string().nullable(),
          units: z.int(),
          said: z.string(),
          claimFen: Fen.nullable(),
          notedAt: z.int(),
          notedBy: z.string(),
        }),
      ),
    }),
    reads: [
      ...tracking,
      ...['purchases', 'purchase_lines', 'part_transfers', 'part_transfer_lines', 'parts'],
      ...['shipment_shares', 'part_moves', 'parameters'],
    ],
  }),
  /** Purchases that were ordered and transfers on the road, found by number. */
  subjects: query({
    access: 'purchasing.edit',
    input: z.object({ text: z.string().max(80) }),
    output: z.array(z.object({ id: z.string(), subject: z.enum(shipmentSubjects), no: z.string(), other: z.string() })),
    reads: ['purchases', 'part_transfers', 'suppliers', 'sites'],
  }),
  /** Carriers, the best by what happened first. */
  carriers: query({
    access: 'purchasing.view',
    input: ListRequest,
    output: listPage(CarrierRow),
    reads: [...tracking, 'carrier_routes', '_sync_changesets'],
  }),
  routes: query({
    access: 'purchasing.view',
    input: z.object({ carrierId: Id.nullable().default(null) }),
    output: z.array(
      z.object({
        id: z.string(),
        carrierId: z.string(),
        carrierName: z.string(),
        fromPlace: z.string(),
        toPlace: z.string(),
        days: z.int().nullable(),
        priceFen: Fen.nullable(),
      }),
    ),
    reads: ['carrier_routes', 'carriers'],
  }),
  /** What a period's shipments cost by kind, and beside what they carried. */
  figures: query({
    access: 'purchasing.view',
    input: z.object({ from: Day, to: Day }),
    output: z.object({
      byKind: z.object(costs),
      totalFen: Fen,
      shipments: z.int(),
      late: z.int(),
      damaged: z.int(),
      claimFen: Fen,
      months: z.array(z.object({ month: z.string(), fen: Fen, shipments: z.int() })),
    }),
    reads: tracking,
  }),
  keepCarrier: command({
    access: 'purchasing.edit',
    input: z.object({
      id: Id.nullable().default(null),
      name: Name,
      contact: Text(40),
      phone: Text(40),
      terms: Text(120),
      archived: z.boolean().default(false),
    }),
    output: Done,
    writes: ['carriers'],
  }),
  keepRoute: command({
    access: 'purchasing.edit',
    input: z.object({
      carrierId: Id,
      fromPlace: Name,
      toPlace: Name,
      days: z.int().min(0, 'not-negative').max(365, 'too-much').nullable().default(null),
      priceFen: Amount.nullable().default(null),
      dropped: z.boolean().default(false),
    }),
    output: Done,
    writes: ['carrier_routes'],
    refusals: ['same-place'],
  }),
  /** `dueOn` null: the day the carrier's way promises, where it is known. */
  ship: command({
    access: 'purchasing.edit',
    input: z.object({
      carrierId: Id,
      trackingNo: Text(40),
      subject: z.enum(shipmentSubjects).nullable().default(null),
      subjectId: orNull(Id).default(null),
      fromPlace: Name,
      toPlace: Name,
      dueOn: orNull(Day).default(null),
      note: Text(200),
      /** What its cost is shared by; null: what the store chose. */
      basis: orNull(z.enum(landedBases)).default(null),
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['shipments', 'shipment_steps'],
    refusals: ['same-place', 'weight-missing'],
  }),
  /** Shares what it cost, and what is noted from now on, by another basis. */
  share: command({
    access: 'purchasing.edit',
    input: z.object({ id: Id, basis: z.enum(landedBases) }),
    output: Done,
    writes: ['shipments', 'shipment_shares'],
    refusals: ['landed-already', 'weight-missing'],
  }),
  step: command({
    access: 'purchasing.edit',
    input: z.object({ id: Id, kind: z.enum(stepKinds), place: Text(60), note: Text(200) }),
    output: Done,
    writes: ['shipment_steps'],
    refusals: ['over'],
  }),
  /** Below 0 it corrects an earlier entry. */
  cost: command({
    access: 'purchasing.edit',
    input: z.object({
      id: Id,
      kind: z.enum(costKinds),
      amountFen: Fen.min(-100_000_000_000, 'too-much').max(100_000_000_000, 'too-much'),
      spentOn: orNull(Day).default(null),
      note: Text(200),
    }),
    output: Done,
    writes: ['shipment_costs', 'shipment_shares'],
    refusals: ['nothing-cost', 'below-nothing', 'weight-missing'],
  }),
  /** Puts what it cost onto the goods that came, in the stock ledger; again for what came or was noted since. */
  land: command({
    access: 'parts.post',
    input: z.object({ id: Id }),
    output: z.object({ landedFen: Fen }),
    writes: ['shipments', 'part_moves', 'part_places', 'parts'],
    refusals: ['not-ours', 'nothing-to-land'],
  }),
  damage: command({
    access: 'purchasing.edit',
    input: z.object({
      id: Id,
      partId: orNull(Id).default(null),
      units: z.int().min(1, 'not-zero').max(100_000_000, 'too-much'),
      said: z.string().trim().min(2, 'required').max(200),
      claimFen: Amount.nullable().default(null),
    }),
    output: Done,
    writes: ['shipment_damages'],
  }),
}
