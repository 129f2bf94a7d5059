// Which derived local tables follow which rows: called by the store after every write, whatever its origin.
import type { Derive } from '../store/session.ts'
import { sumOrders, sumOrdersOf } from './orders/derive.ts'
import { indexBatches, indexCustomers, indexOrders, indexVehicles } from './palette/derive/upkeep.ts'

export const derives: Readonly<Record<string, readonly Derive[]>> = {
  customers: [indexCustomers],
  vehicles: [indexVehicles],
  orders: [indexOrders, sumOrders],
  order_lines: [sumOrdersOf('order_lines')],
  plan_lines: [sumOrdersOf('plan_lines')],
  receipts: [sumOrdersOf('receipts')],
  approval_steps: [sumOrdersOf('approval_steps')],
  import_batches: [indexBatches],
}
