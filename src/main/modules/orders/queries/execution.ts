// The execution board: every signed order on its way to delivery in one line, with what it still waits for.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { ExecutionRow } from '../../../../shared/modules/orders/contract/rows.ts'
import { checksFor } from '../../../../shared/modules/orders/rules.ts'
import { inOrder, joined, listed, part, type ListColumn, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { meant } from '../../palette/queries/match.ts'
import { CAR_NAME, papersInForce, reachOf } from './facts.ts'

const FROM = `orders o JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id
  LEFT JOIN users u ON u.id = o.consultant_id LEFT JOIN handovers h ON h.id = o.id`
const ticked = (item: string): string =>
  `EXISTS (SELECT 1 FROM order_ticks k WHERE k.order_id = o.id AND k.item = '${item}' AND k.done = 1)`
const yes = (sql: string): string => `iif(${sql}, 'yes', 'no')`

/** SQL: the state of the newest application of a kind. */
const applied = (kind: 'loan' | 'insurance'): string =>
  `(SELECT a.state FROM applications a WHERE a.order_id = o.id AND a.kind = '${kind}' ORDER BY a.created_at DESC, a.id DESC LIMIT 1)`

/** SQL: the required checks of the row's car as a JSON list. */
function wanted(db: Reader): string {
  const papers = papersInForce(db)
  const list = (imported: boolean, nev: boolean): string =>
    JSON.stringify(checksFor({ imported, nev, papers }).flatMap(({ id, required }) => (required ? [id] : [])))
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
  const choose = (fuel: string, nev: string): string => `iif(v.energy = 'nev', ${quoted(nev)}, ${quoted(fuel)})`
  return `iif(substr(v.vin, 1, 1) = 'L', ${choose(list(false, false), list(false, true))}, ${choose(list(true, false), list(true, true))})`
}

const columnsOf = (all: string, done: string): Readonly<Record<string, ListColumn>> => ({
  no: { sql: 'o.no', kind: 'text' },
  stage: { sql: 's.stage', kind: 'text', order: `instr('signed reserved paid car-lost', s.stage)` },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = o.customer_id)' },
  vehicle: { sql: CAR_NAME, kind: 'text' },
  consultant: { sql: 'u.name', kind: 'text' },
  due: { sql: 's.due_fen', kind: 'number' },
  paid: { sql: yes('s.due_fen = 0'), kind: 'text' },
  papersOpen: { sql: `(${all}) - (${done})`, kind: 'number' },
  carState: { sql: 'v.state', kind: 'text' },
  invoiced: { sql: yes(ticked('invoice')), kind: 'text' },
  plated: { sql: yes(ticked('temporary-plate')), kind: 'text' },
  loanState: { sql: applied('loan'), kind: 'text' },
  insuranceState: { sql: applied('insurance'), kind: 'text' },
  appointedOn: { sql: 'h.appointed_on', kind: 'day' },
  deliverOn: { sql: 'o.deliver_on', kind: 'day' },
})

function meaning(text: string): Part | null {
  const ways = [meant('order', text, 'o.id'), meant('customer', text, 'o.customer_id'), meant('vehicle', text, 'o.vehicle_id')].filter(
    (way) => way !== null,
  )
  return ways.length === 0 ? null : joined(ways, 'OR')
}

type Row = Omit<ExecutionRow, 'standing' | 'invoiced' | 'taxed' | 'plated'> & { invoiced: number; taxed: number; plated: number }

/** First to be delivered first: by appointment, else by what was agreed. */
export function execution(db: Reader, request: Input<'orders.execution'>): Output<'orders.execution'> {
  const sql = wanted(db)
  const all = `iif(v.id IS NULL, 0, json_array_length(${sql}))`
  const done = `SELECT count(*) FROM order_ticks k WHERE k.order_id = o.id AND k.done = 1 AND k.item IN (SELECT value FROM json_each(${sql}))`
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'o.id',
    columns: columnsOf(all, done),
    where: [reachOf(db.who), part(`s.stage IN ('signed', 'reserved', 'paid', 'car-lost')`)],
    search: meaning,
    order: 'coalesce(h.appointed_on, o.deliver_on) IS NULL, coalesce(h.appointed_on, o.deliver_on), h.slot, o.id',
    tie: 'o.created_at, o.id',
    totals: { due: 'sum(s.due_fen)' },
  })
  const rows = db.all<Row>(
    `SELECT o.id, o.no, s.stage, coalesce(c.name, '') AS "customerName", iif(v.id IS NULL, NULL, ${CAR_NAME}) AS "vehicleName", coalesce(u.name, '') AS "consultantName",
       s.due_fen AS "dueFen", (${done}) AS "papersDone", ${all} AS "papersAll", v.state AS "carState", v.location, ${ticked('invoice')} AS invoiced,
       ${ticked('purchase-tax')} AS taxed, ${ticked('temporary-plate')} AS plated, ${applied('loan')} AS "loanState",
       ${applied('insurance')} AS "insuranceState", h.appointed_on AS "appointedOn", h.slot, h.bay, o.deliver_on AS "deliverOn"
     FROM json_each(?) j JOIN ${FROM.replace('orders o', 'orders o ON o.id = j.value')}`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return {
    rows: inOrder(ids, rows).map(({ invoiced, taxed, plated, ...row }) => ({
      ...row,
      invoiced: invoiced === 1,
      taxed: taxed === 1,
      plated: plated === 1,
      standing: standings.get(row.id) ?? 'alone',
    })),
    ...sums,
  }
}
