// Keeps `order_sums` true: what lists show of an order, made anew whenever its document, its approvals or the ledger
// changed, by whatever hand.
import { approvalState, type ApprovalStep } from '../../../shared/modules/approvals/rules.ts'
import { priceSheet, stageOf, type OrderState, type PriceSheet } from '../../../shared/modules/orders/rules.ts'
import { balance, type LedgerRow, type PlanLine } from '../../../shared/modules/receivables/rules.ts'
import type { Derive } from '../../store/session.ts'
import type { Statements } from '../../store/statements.ts'

/** What of an order its price sheet is made of, by SQL name. */
export type PricedOrder = { list_fen: number; price_fen: number; purchase_tax_fen: number; insurance_fen: number; plate_fee_fen: number; loan_fen: number }
export type PricedLine = { amount_fen: number; gift: number }

export const sheetOf = (order: PricedOrder, lines: readonly PricedLine[]): PriceSheet =>
  priceSheet({
    listFen: order.list_fen,
    discountFen: order.list_fen - order.price_fen,
    purchaseTaxFen: order.purchase_tax_fen,
    insuranceFen: order.insurance_fen,
    plateFeeFen: order.plate_fee_fen,
    accessories: lines.map((line) => ({ fen: line.amount_fen, gift: line.gift === 1 })),
    loanFen: order.loan_fen,
  })

/** The word on the present terms; `none` while nobody was asked about them. */
export const wordOn = (steps: readonly Pick<ApprovalStep, 'level' | 'state'>[]) => (steps.length === 0 ? ('none' as const) : approvalState(steps as readonly ApprovalStep[]))

function sum(st: Statements, id: string): void {
  const order = st.one<PricedOrder & { state: OrderState; terms_rev: number }>(
    'SELECT state, terms_rev, list_fen, price_fen, purchase_tax_fen, insurance_fen, plate_fee_fen, loan_fen FROM orders WHERE id = ?',
    id,
  )
  if (!order) return void st.run('DELETE FROM order_sums WHERE id = ?', id)
  const sheet = sheetOf(order, st.all<PricedLine>('SELECT amount_fen, gift FROM order_lines WHERE order_id = ?', id))
  const plan = st.all<PlanLine>('SELECT kind, amount_fen AS "amountFen" FROM plan_lines WHERE order_id = ? ORDER BY sort, id', id)
  const ledger = st.all<LedgerRow>('SELECT kind, amount_fen AS "amountFen", reverses_id AS "reversesId" FROM receipts WHERE order_id = ?', id)
  const steps = st.all<Pick<ApprovalStep, 'level' | 'state'>>('SELECT level, state FROM approval_steps WHERE order_id = ? AND terms_rev = ?', id, order.terms_rev)
  const money = balance(plan, ledger)
  const stage = stageOf(order.state, { approval: wordOn(steps), settled: money.dueFen === 0 })
  st.run(
    `INSERT INTO order_sums (id, stage, own_fen, held_fen, total_fen, discount_fen, discount_bp, planned_fen, net_fen, due_fen, over_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, own_fen = excluded.own_fen, held_fen = excluded.held_fen, total_fen = excluded.total_fen,
       discount_fen = excluded.discount_fen, discount_bp = excluded.discount_bp, planned_fen = excluded.planned_fen, net_fen = excluded.net_fen,
       due_fen = excluded.due_fen, over_fen = excluded.over_fen`,
    id,
    stage,
    sheet.ownFen,
    sheet.heldFen,
    sheet.totalFen,
    order.list_fen - order.price_fen,
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
      st.all<{ id: string }>(`SELECT DISTINCT order_id AS id FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids)).map((row) => row.id),
    )
