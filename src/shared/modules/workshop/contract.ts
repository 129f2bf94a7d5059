// What may be asked of the workshop's desk: find a car and take it in, the list of orders, one order with all that is known of
// its car, its lines, and its way through the house.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Photos, Signature } from '../documents/contract.ts'
import { analysisEntries } from './contract/analysis.ts'
import { needEntries } from './contract/needs.ts'
import { progressEntries } from './contract/progress.ts'
import { rescueEntries } from './contract/rescue.ts'
import { talkEntries } from './contract/talks.ts'
import { CarAround, CarFound, WorkOrderCard, WorkOrderRow } from './contract/shapes.ts'
import { lineDecisions, normalPlate, partOrigins, payers, serviceKinds } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const words = (most: number) => z.string().trim().min(1, 'required').max(most)
const Note = orNull(z.string().trim().max(300)).default(null)
const Km = z.int().min(0, 'not-negative').max(2_000_000, 'too-much')
const Percent = z.int().min(0, 'not-negative').max(100, 'at-most-whole')
const Price = z.int().min(0, 'not-negative').max(100_000_000, 'too-much')
const Minutes = z.int().min(0, 'not-negative').max(60_000, 'too-much')
const Instant = z.int().min(0).max(4_102_444_800_000)
const Plate = z.string().trim().min(5, 'plate').max(12, 'plate').transform(normalPlate)
const Vin = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJ-NPR-Z]{17}$/, 'vin-characters')
const Done = z.object({ id: z.string() })

const lines = ['work_order_jobs', 'work_order_parts'] as const
const orderReads = ['work_orders', ...lines, 'service_jobs', 'point_results', 'customers', 'users', '_sync_changesets', 'cases'] as const
const aroundReads = [
  ...orderReads,
  'customer_cars',
  'orders',
  'vehicles',
  'recalls',
  'recall_ranges',
  'recall_fixes',
  'receipts',
  'inquiries',
  'customer_consents',
  'parameters',
] as const

const NewCar = z.object({
  plate: Plate,
  carName: words(80),
  vin: orNull(Vin).default(null),
  customerName: words(60),
  phone: words(30),
})
/** A car somebody brings or will bring: one that is known, or one that is noted with its driver on the way. */
export const BroughtCar = z.union([
  z.object({ customerId: Id, carId: Id.nullable(), vehicleId: Id.nullable(), plate: orNull(Plate).default(null) }),
  NewCar,
])
const Line = { orderId: Id, payer: z.enum(payers).default('customer'), decision: z.enum(lineDecisions).default('agreed'), note: Note }

export const workshop = {
  ...progressEntries,
  ...analysisEntries,
  ...needEntries,
  ...rescueEntries,
  ...talkEntries,
  /** By plate, tail of a phone or a VIN, name or pinyin. */
  findCars: query({
    access: 'workshop.edit',
    input: z.object({ text: z.string().max(60), limit: z.int().min(1).max(20).default(8) }),
    output: z.array(CarFound),
    reads: ['customers', 'customer_cars', 'vehicles', 'orders', 'work_orders'],
  }),
  around: query({
    access: 'workshop.view',
    input: z.object({ customerId: Id, carId: Id.nullable(), vehicleId: Id.nullable() }),
    output: CarAround,
    reads: aroundReads,
  }),
  page: query({ access: 'workshop.view', input: ListRequest, output: listPage(WorkOrderRow), reads: orderReads }),
  card: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: WorkOrderCard,
    reads: [...aroundReads, 'work_order_steps', 'attachments', 'files', 'signatures'],
  }),
  /** `already-here`: the same car has an order that has not left; `km-below-last` a reading below the last: both want a word. */
  open: command({
    access: 'workshop.edit',
    input: z.object({
      car: BroughtCar,
      kind: z.enum(serviceKinds),
      km: Km,
      complaint: words(500),
      promisedAt: Instant.nullable().default(null),
      waits: z.boolean().default(false),
      comebackOf: orNull(Id).default(null),
      /** The appointment it comes by. */
      appointmentId: orNull(Id).default(null),
      evenSo: Note,
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['work_orders', 'work_order_steps', 'customers', 'customer_cars', 'appointments', 'messages'],
    refusals: ['already-here', 'km-below-last', 'duplicate', 'not-its-order', 'over'],
  }),
  /** Facts of an order: what two desks change of different fields stays both. */
  change: command({
    access: 'workshop.edit',
    input: z.object({
      id: Id,
      complaint: words(500).optional(),
      finding: orNull(z.string().trim().max(1000)).optional(),
      note: orNull(z.string().trim().max(300)).optional(),
      km: Km.optional(),
      fuelPercent: Percent.nullable().optional(),
      promisedAt: Instant.nullable().optional(),
      waits: z.boolean().optional(),
      contactName: orNull(z.string().trim().max(60)).optional(),
      contactPhone: orNull(z.string().trim().max(30)).optional(),
    }),
    output: Done,
    writes: ['work_orders'],
    refusals: ['closed'],
  }),
  /** Round the car: photos of it as it came. */
  photograph: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, kind: z.enum(['walk-round', 'work']), photos: Photos.refine((photos) => photos.length > 0, 'required') }),
    output: Done,
    writes: ['attachments', 'files'],
    refusals: ['closed'],
  }),
  /** The customer signs for what the agreed lines come to. */
  authorise: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, signature: Signature }),
    output: z.object({ id: z.string(), amountFen: Fen }),
    writes: ['work_orders', 'signatures', 'work_order_parts'],
    refusals: ['closed', 'nothing-agreed'],
  }),
  /** At a price somebody types: what the catalogue has is chosen from it (jobs.choose). */
  addJob: command({
    access: 'workshop.price',
    input: z.object({
      ...Line,
      code: orNull(z.string().trim().max(40)).default(null),
      name: words(120),
      minutes: Minutes,
      priceFen: Price,
      subletTo: orNull(z.string().trim().max(80)).default(null),
      subletCostFen: Price.nullable().default(null),
    }),
    output: Done,
    writes: ['work_order_jobs'],
    refusals: ['closed'],
  }),
  addPart: command({
    access: 'workshop.price',
    input: z.object({
      ...Line,
      jobId: orNull(Id).default(null),
      partId: orNull(Id).default(null),
      code: orNull(z.string().trim().max(40)).default(null),
      name: words(120),
      quantityMilli: z.int().min(1, 'not-zero').max(10_000_000, 'too-much'),
      priceFen: Price,
      origin: z.enum(partOrigins).default('original'),
    }),
    output: Done,
    writes: ['work_order_parts'],
    refusals: ['closed'],
  }),
  /** What the customer says to lines, of jobs and parts alike; a declined one is remembered. */
  decide: command({
    access: 'workshop.edit',
    input: z.object({ orderId: Id, ids: z.array(Id).min(1).max(100), decision: z.enum(lineDecisions) }),
    output: z.object({ count: z.int() }),
    writes: [...lines],
    refusals: ['closed', 'not-its-line'],
  }),
  /** Who pays for a line. */
  charge: command({
    access: 'workshop.edit',
    input: z.object({ orderId: Id, ids: z.array(Id).min(1).max(100), payer: z.enum(payers) }),
    output: z.object({ count: z.int() }),
    writes: [...lines],
    refusals: ['closed', 'not-its-line'],
  }),
  /** On through the house, one state on; back to work with a reason. Of two desks that move it, the first one's move stands. */
  move: command({
    access: 'workshop.work',
    input: z.object({ id: Id, to: z.enum(['working', 'checking']), reason: Note }),
    output: Done,
    writes: ['work_orders', 'work_order_steps'],
    refusals: ['closed', 'nothing-agreed', 'reason-missing'],
  }),
  /** 质检: passed it waits for the desk, failed it goes back with what was wrong. */
  check: command({
    access: 'workshop.check',
    input: z.object({ id: Id, passed: z.boolean(), reason: Note }),
    output: Done,
    writes: ['work_orders', 'work_order_steps'],
    refusals: ['closed', 'reason-missing'],
  }),
  cancel: command({
    access: 'workshop.edit',
    input: z.object({ id: Id, reason: words(200) }),
    output: Done,
    writes: ['work_orders', 'work_order_steps'],
    refusals: ['closed'],
  }),
}
