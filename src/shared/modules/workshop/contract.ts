// What may be asked of the workshop's desk: find a car and take it in, the list of orders, one order with all that is known of
// its car, its lines, and its way through the house.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { Standing } from '../../standing.ts'
import { Warnings } from '../customers/contract/around.ts'
import { Attached, Photos, Signature } from '../documents/contract.ts'
import { guaranteeLevels, lineDecisions, normalPlate, partOrigins, payers, serviceKinds, workOrderStates } from './rules.ts'

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
const State = z.enum(workOrderStates)

/** A car somebody may bring: noted with its driver, or one we handed over that was not here yet (`carId` null). */
export const CarFound = z.object({
  id: z.string(),
  carId: z.string().nullable(),
  vehicleId: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  phone: z.string().nullable(),
  carName: z.string(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  lastKm: z.int().nullable(),
})
export type CarFound = z.infer<typeof CarFound>

export const WorkOrderRow = z.object({
  id: z.string(),
  no: z.string(),
  state: State,
  kind: z.enum(serviceKinds),
  customerId: z.string(),
  customerName: z.string(),
  carName: z.string(),
  plate: z.string().nullable(),
  adviserName: z.string(),
  complaint: z.string(),
  km: z.int(),
  receivedAt: z.int(),
  promisedAt: z.int().nullable(),
  /** Promised for a time that is past, and not ready. */
  late: z.boolean(),
  waits: z.boolean(),
  comeback: z.boolean(),
  totalFen: Fen,
  standing: Standing,
})
export type WorkOrderRow = z.infer<typeof WorkOrderRow>

const Job = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  minutes: z.int(),
  priceFen: Fen,
  discountFen: Fen,
  payer: z.enum(payers),
  decision: z.enum(lineDecisions),
  subletTo: z.string().nullable(),
  subletCostFen: Fen.nullable(),
  note: z.string().nullable(),
})
export type WorkOrderJob = z.infer<typeof Job>
const Part = z.object({
  id: z.string(),
  jobId: z.string().nullable(),
  partId: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  quantityMilli: z.int(),
  priceFen: Fen,
  discountFen: Fen,
  amountFen: Fen,
  payer: z.enum(payers),
  decision: z.enum(lineDecisions),
  origin: z.enum(partOrigins),
  told: z.boolean(),
  note: z.string().nullable(),
})
export type WorkOrderPart = z.infer<typeof Part>

const Bill = z.object({ labourFen: Fen, partsFen: Fen, discountFen: Fen, totalFen: Fen, byPayer: z.record(z.enum(payers), Fen) })

/** What is known of a car before anybody touches it. */
export const CarAround = z.object({
  history: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      state: State,
      kind: z.enum(serviceKinds),
      receivedOn: z.string(),
      km: z.int(),
      complaint: z.string(),
      totalFen: Fen,
    }),
  ),
  /** Orders of it that have not left. */
  here: z.array(z.object({ id: z.string(), no: z.string() })),
  recalls: z.array(z.object({ id: z.string(), no: z.string(), title: z.string() })),
  guarantee: z
    .object({
      level: z.enum(guaranteeLevels),
      repairUntil: z.string(),
      validUntil: z.string(),
      inRepairPeriod: z.boolean(),
      inValidPeriod: z.boolean(),
      days: z.int(),
      dayLimit: z.int(),
      times: z.int(),
      worst: z.string().nullable(),
      worstTimes: z.int(),
      timeLimit: z.int(),
    })
    .nullable(),
  /** What was advised and not done, newest first. */
  declined: z.array(z.object({ name: z.string(), on: z.string(), no: z.string() })),
  warnings: Warnings,
  lastKm: z.int().nullable(),
})
export type CarAround = z.infer<typeof CarAround>

export const WorkOrderCard = z.object({
  order: WorkOrderRow.extend({
    carId: z.string(),
    vehicleId: z.string().nullable(),
    vin: z.string().nullable(),
    phone: z.string().nullable(),
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
    fuelPercent: z.int().nullable(),
    finding: z.string().nullable(),
    note: z.string().nullable(),
    endReason: z.string().nullable(),
    comebackOf: z.object({ id: z.string(), no: z.string() }).nullable(),
    authorisedFen: Fen.nullable(),
    authorisedAt: z.int().nullable(),
  }),
  jobs: z.array(Job),
  parts: z.array(Part),
  bill: Bill,
  around: CarAround,
  steps: z.array(z.object({ fromState: State.nullable(), state: State, reason: z.string().nullable(), by: z.string(), at: z.int() })),
  signed: z.object({ name: z.string().nullable(), sha256: z.string(), at: z.int() }).nullable(),
  pictures: z.array(Attached),
  cases: z.array(z.object({ id: z.string() })),
})
export type WorkOrderCard = z.infer<typeof WorkOrderCard>

const lines = ['work_order_jobs', 'work_order_parts'] as const
const orderReads = ['work_orders', ...lines, 'customers', 'users', '_sync_changesets', 'cases'] as const
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
  addJob: command({
    access: 'workshop.edit',
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
    access: 'workshop.edit',
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
