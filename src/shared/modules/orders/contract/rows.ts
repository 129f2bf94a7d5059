// Rows of the lists: all orders, those on their way to delivery, and signed deals; and which tables a row is read from.
import { z } from 'zod'
import { Fen } from '../../../money.ts'
import { Standing } from '../../../standing.ts'
import { applicationStates } from '../../applications/rules.ts'
import { vehicleStates } from '../../vehicles/rules.ts'
import { orderStates } from '../rules.ts'

export const OrderRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  standing: Standing,
  provisional: z.boolean(),
  siteName: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  vehicleId: z.string().nullable(),
  vehicleName: z.string().nullable(),
  stockNo: z.string().nullable(),
  vin: z.string().nullable(),
  consultantName: z.string(),
  listFen: Fen,
  priceFen: Fen,
  discountFen: Fen,
  discountBp: z.int(),
  totalFen: Fen,
  netFen: Fen,
  dueFen: Fen,
  deliverOn: z.string().nullable(),
  createdAt: z.int(),
  signedAt: z.int().nullable(),
  deliveredAt: z.int().nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

/** One order on its way to delivery: money, papers, car and registration in a line. */
export const ExecutionRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  customerName: z.string(),
  vehicleName: z.string().nullable(),
  consultantName: z.string(),
  /** What must still come in. */
  dueFen: Fen,
  papersDone: z.int(),
  papersAll: z.int(),
  carState: z.enum(vehicleStates).nullable(),
  location: z.string().nullable(),
  invoiced: z.boolean(),
  taxed: z.boolean(),
  plated: z.boolean(),
  /** The newest application of each kind. */
  loanState: z.enum(applicationStates).nullable(),
  insuranceState: z.enum(applicationStates).nullable(),
  appointedOn: z.string().nullable(),
  slot: z.string().nullable(),
  bay: z.string().nullable(),
  deliverOn: z.string().nullable(),
  standing: Standing,
})
export type ExecutionRow = z.infer<typeof ExecutionRow>

/** A signed deal: by which identities it is known, what it comes to, and when. */
export const ContractRow = z.object({
  id: z.string(),
  no: z.string(),
  stage: z.enum(orderStates),
  version: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  vehicleId: z.string().nullable(),
  vehicleName: z.string().nullable(),
  stockNo: z.string().nullable(),
  vin: z.string().nullable(),
  totalFen: Fen,
  ownFen: Fen,
  signedOn: z.string(),
  deliveredOn: z.string().nullable(),
  /** Signed on the screen; else on paper. */
  onScreen: z.boolean(),
  archiveNo: z.string().nullable(),
  consultantName: z.string(),
  standing: Standing,
})
export type ContractRow = z.infer<typeof ContractRow>

export const orderReads = [
  'orders',
  'order_lines',
  'order_sums',
  'plan_lines',
  'receipts',
  'approval_steps',
  'vehicles',
  'customers',
  'users',
  'sites',
] as const
