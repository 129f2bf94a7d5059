// Keeps `order_sums` true: what lists show of an order, made anew whenever its document, its approvals or the ledger
// changed, by whatever hand.
import { stageOf, type OrderState } from '../../../shared/modules/orders/rules.ts'
import { balance } from '../../../shared/modules/receivables/rules.ts'
import type { Derive } from '../../store/session.ts'
import type { Statements } from '../../store/statements.ts'
import { ledgerOf, linesOf, planOf, sheetOf, wordOn, type Order } from './queries/facts.ts'

type Head = Pick<
  Order,
  'id' | 'state' | 'termsRev' | 'listFen' | 'priceFen' | 'purchaseTaxFen' | 'insuranceFen' | 'plateFeeFen' | 'loanFen'
>
const HEAD = `SELECT id, state, terms_rev AS "termsRev", list_fen AS "listFen", price_fen AS "priceFen", purchase_tax_fen AS "purchaseTaxFen",
  insurance_fen AS "insuranceFen", plate_fee_fen AS "plateFeeFen", loan_fen AS "loanFen" FROM orders WHERE id = ?`
const KEEP = `INSERT OR REPLACE INTO order_sums (id, stage, own_fen, held_fen, total_fen, discount_fen, discount_bp, planned_fen, net_fen, due_fen, over_fen)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

function sum(st: Statements, id: string): void {
  const order = st.one<Head>(HEAD, id)
  if (!order) return void st.run('DELETE FROM order_sums WHERE id = ?', id)
  const sheet = sheetOf(order, linesOf(st, id))
  const money = balance(planOf(st, id), ledgerOf(st, id))
  const stage = stageOf(order.state as OrderState, { approval: wordOn(st, order), settled: money.dueFen === 0 })
  const discount = order.listFen - order.priceFen
  st.run(
    KEEP,
    id,
    stage,
    sheet.ownFen,
    sheet.heldFen,
    sheet.totalFen,
    discount,
    sheet.discountBp,
    money.plannedFen,
    money.netFen,
    money.dueFen,
    money.overFen,
  )
}

export const sumOrders: Derive = (st, ids) => ids.forEach((id) => sum(st, id))

/** For a table whose rows name their order. A removed row is told by its order's head, which is always revised with it. */
export const sumOrdersOf =
  (table: 'order_lines' | 'plan_lines' | 'receipts' | 'approval_steps'): Derive =>
  (st, ids) =>
    sumOrders(
      st,
      st
        .all<{ id: string }>(
          `SELECT DISTINCT order_id AS id FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        )
        .map((row) => row.id),
    )
