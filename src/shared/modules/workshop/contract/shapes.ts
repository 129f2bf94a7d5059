// What the workshop's desk answers with: a car that was found, a row of the list, lines and their bill, all that is known of a
// car, and one order with everything. What may be asked is contract.ts's.
import { z } from 'zod'
import { Fen } from '../../../money.ts'
import { Standing } from '../../../standing.ts'
import { Warnings } from '../../customers/contract/around.ts'
import { Attached } from '../../documents/contract.ts'
import { pointStates } from '../../inspections/rules.ts'
import { PriceOrigin } from '../../jobs/rules.ts'
import { guaranteeLevels, lineDecisions, partOrigins, payers, serviceKinds, workOrderStates } from '../rules.ts'

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
  catalogueId: z.string().nullable(),
  /** Where the price came from; null: typed by hand. */
  pricedBy: PriceOrigin.nullable(),
  /** Lines of one package share it. */
  bundleId: z.string().nullable(),
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
  pricedBy: PriceOrigin.nullable(),
  bundleId: z.string().nullable(),
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
  /** What an inspection found that was not put right, nor found in order since. */
  findings: z.array(
    z.object({
      name: z.string(),
      state: z.enum(pointStates),
      valueMilli: z.int().nullable(),
      unit: z.string().nullable(),
      declined: z.boolean(),
      on: z.string(),
      no: z.string(),
    }),
  ),
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
