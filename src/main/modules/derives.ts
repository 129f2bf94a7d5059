// Which derived local tables follow which rows: called by the store after every write, whatever its origin.
import type { Derives } from '../store/session.ts'
import { indexArticles } from './care/derive.ts'
import { standMessages, standTries } from './messages/derive.ts'
import { sumOrders, sumOrdersOf } from './orders/derive.ts'
import { bookCounts, bookMoves } from './parts/derive.ts'
import {
  indexBatches,
  indexCustomers,
  indexOrders,
  indexOwners,
  indexVehicles,
  indexWorkOrders,
  mergeWords,
} from './palette/derive/upkeep.ts'

export const derives: Derives = {
  /** What lists and totals show is true in the same instant as the rows. */
  now: {
    orders: [sumOrders],
    order_lines: [sumOrdersOf('order_lines')],
    plan_lines: [sumOrdersOf('plan_lines')],
    receipts: [sumOrdersOf('receipts')],
    approval_steps: [sumOrdersOf('approval_steps')],
    messages: [standMessages],
    message_tries: [standTries],
    part_moves: [bookMoves],
    stocktakes: [bookCounts],
  },
  /** What rows are found by. */
  later: {
    customers: [indexCustomers],
    customer_cars: [indexOwners],
    vehicles: [indexVehicles],
    orders: [indexOrders],
    work_orders: [indexWorkOrders],
    import_batches: [indexBatches],
    knowledge_articles: [indexArticles],
  },
  tidy: [mergeWords],
}
