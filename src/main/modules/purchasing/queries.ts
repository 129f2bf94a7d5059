// Reads purchases: the list with what came and was invoiced of each, and one with its lines.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { PurchaseRow } from '../../../shared/modules/purchasing/contract.ts'
import { mulDivRound } from '../../../shared/money.ts'
import { inOrder, joined, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { unlandedOf } from '../logistics/queries/facts.ts'
import { barTo, differenceOf, linesOf, mustSeePurchase } from './queries/facts.ts'

const AMOUNT = `coalesce((SELECT sum(l.cost_fen) FROM purchase_lines l WHERE l.purchase_id = o.id), 0)`

function rowsOf(db: Reader, ids: readonly string[]): PurchaseRow[] {
  const states = db.states(ids)
  const rows = db.all<Omit<PurchaseRow, 'standing'>>(
    `SELECT o.id, o.no, o.supplier_id AS supplierId, coalesce(s.name, '') AS supplierName, o.state, o.reason, o.due_on AS dueOn, ${AMOUNT} AS amountFen,
       coalesce((SELECT sum(r.cost_fen) FROM purchase_receipts r WHERE r.purchase_id = o.id), 0) AS receivedFen,
       coalesce((SELECT sum(i.amount_fen) FROM purchase_invoices i WHERE i.purchase_id = o.id), 0) AS invoicedFen,
       (SELECT count(*) FROM purchase_lines l WHERE l.purchase_id = o.id) AS lines, coalesce(u.name, '') AS askedBy, o.asked_at AS askedAt
     FROM json_each(?) j JOIN purchases o ON o.id = j.value LEFT JOIN suppliers s ON s.id = o.supplier_id LEFT JOIN users u ON u.id = o.asked_by`,
    JSON.stringify(ids),
  )
  return inOrder(ids, rows).map((row) => ({ ...row, standing: states.get(row.id) ?? 'alone' }))
}

export function page(db: Reader, request: Input<'purchasing.page'>): Output<'purchasing.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'purchases o LEFT JOIN suppliers s ON s.id = o.supplier_id',
    counted: 'purchases o',
    id: 'o.id',
    columns: {
      no: { sql: 'o.no', kind: 'text' },
      supplierName: { sql: 's.name', kind: 'text' },
      state: { sql: 'o.state', kind: 'text', order: `instr('asked approved ordered complete rejected dropped', o.state)` },
      dueOn: { sql: 'o.due_on', kind: 'day' },
      amountFen: { sql: AMOUNT, kind: 'number' },
      askedAt: { sql: 'o.asked_at', kind: 'instant', indexed: true },
    },
    where: db.who.reach === 'group' ? [] : [part('o.site_id = ?', db.who.site)],
    search: (text) =>
      text.trim() === ''
        ? null
        : joined([part('instr(o.no, ?) > 0', text.trim().toUpperCase()), part('instr(s.name, ?) > 0', text.trim())], 'OR'),
    order: 'o.asked_at DESC',
    indexed: true,
    tie: 'o.asked_at DESC, o.id',
  })
  return { rows: rowsOf(db, ids), ...sums }
}

export function card(db: Reader, { id }: Input<'purchasing.card'>): Output<'purchasing.card'> {
  const purchase = mustSeePurchase(db, id)
  const [row] = rowsOf(db, [id])
  if (!row) throw new Refusal('not-found', { table: 'purchases', id })
  const before = (partId: string, units: number): number | null => {
    const last = db.one<{ units: number; costFen: number }>(
      `SELECT l.units, l.cost_fen AS costFen FROM purchase_lines l JOIN purchases o ON o.id = l.purchase_id
       WHERE l.part_id = ? AND o.id <> ? AND o.ordered_at IS NOT NULL AND o.asked_at < ? ORDER BY o.asked_at DESC LIMIT 1`,
      partId,
      id,
      purchase.askedAt,
    )
    return last ? mulDivRound(last.costFen, units, last.units) : null
  }
  return {
    purchase: row,
    decidedBy: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', purchase.decidedBy)?.name ?? null,
    comment: purchase.comment,
    decides: db.who.permissions.has('purchasing.decide') && barTo(db, purchase) === null,
    lines: linesOf(db, id).map((line) => ({ ...line, beforeFen: before(line.partId, line.units) })),
    invoices: db.all(
      `SELECT id, invoice_no AS invoiceNo, amount_fen AS amountFen, invoiced_on AS invoicedOn FROM purchase_invoices WHERE purchase_id = ? ORDER BY entered_at`,
      id,
    ),
    differenceFen: differenceOf(db, id),
    unlanded: unlandedOf(db, id),
  }
}
