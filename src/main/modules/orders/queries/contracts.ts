// The register of contracts: every deal that was signed, with the identities a deal is known by, its sum and its days.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { ContractRow } from '../../../../shared/modules/orders/contract/rows.ts'
import { inOrder, joined, listed, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { archiveNo } from '../../documents/queries/papers.ts'
import { meant } from '../../palette/queries/match.ts'
import { CAR_NAME, reachOf } from './facts.ts'

const FROM = `orders o JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id
  LEFT JOIN users u ON u.id = o.consultant_id`
/** China's day of an instant. */
const DAY = (column: string): string => `date(${column} / 1000 + 28800, 'unixepoch')`
const ON_SCREEN = `EXISTS (SELECT 1 FROM signatures g WHERE g.subject_id = o.id AND g.about = 'terms ' || o.terms_rev)`
/** The newest printed contract of the terms in force. */
const PRINTED = `(SELECT d.id FROM documents d WHERE d.order_id = o.id AND d.kind = 'contract' ORDER BY d.printed_at DESC, d.id DESC LIMIT 1)`

function meaning(text: string): Part | null {
  const ways = [meant('order', text, 'o.id'), meant('customer', text, 'o.customer_id'), meant('vehicle', text, 'o.vehicle_id')].filter(
    (way) => way !== null,
  )
  return ways.length === 0 ? null : joined(ways, 'OR')
}

type Row = Omit<ContractRow, 'standing' | 'onScreen' | 'archiveNo'> & { onScreen: number; printed: string | null }

/** Newest signature first. `totals`: amount. */
export function contracts(db: Reader, request: Input<'orders.contracts'>): Output<'orders.contracts'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'o.id',
    columns: {
      no: { sql: 'o.no', kind: 'text' },
      customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = o.customer_id)' },
      vehicle: { sql: CAR_NAME, kind: 'text' },
      stockNo: { sql: 'v.stock_no', kind: 'text' },
      amount: { sql: 's.total_fen', kind: 'number' },
      signedOn: { sql: DAY('o.signed_at'), kind: 'day' },
      deliveredOn: { sql: DAY('o.delivered_at'), kind: 'day' },
      stage: { sql: 's.stage', kind: 'text', order: `instr('signed reserved paid delivered car-lost cancelled', s.stage)` },
      how: { sql: `iif(${ON_SCREEN}, 'screen', 'paper')`, kind: 'text' },
      consultant: { sql: 'u.name', kind: 'text' },
    },
    where: [reachOf(db.who), part('o.signed_at IS NOT NULL')],
    search: meaning,
    order: 'o.signed_at DESC, o.id DESC',
    tie: 'o.signed_at DESC, o.id DESC',
    totals: { amount: 'sum(s.total_fen)' },
  })
  const rows = db.all<Row>(
    `SELECT o.id, o.no, s.stage, o.terms_rev AS version, o.customer_id AS "customerId", coalesce(c.name, '') AS "customerName", o.vehicle_id AS "vehicleId",
       iif(v.id IS NULL, NULL, ${CAR_NAME}) AS "vehicleName", v.stock_no AS "stockNo", v.vin, s.total_fen AS "totalFen", s.own_fen AS "ownFen",
       ${DAY('o.signed_at')} AS "signedOn", ${DAY('o.delivered_at')} AS "deliveredOn", ${ON_SCREEN} AS "onScreen", ${PRINTED} AS printed,
       coalesce(u.name, '') AS "consultantName"
     FROM json_each(?) j JOIN ${FROM.replace('orders o', 'orders o ON o.id = j.value')}`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return {
    rows: inOrder(ids, rows).map(({ onScreen, printed, ...row }) => ({
      ...row,
      onScreen: onScreen === 1,
      archiveNo: printed === null ? null : archiveNo(printed),
      standing: standings.get(row.id) ?? 'alone',
    })),
    ...sums,
  }
}
