// Reads settlements: the list with what the platform has, one order's with its money, and the records that wait for a line.
import type { Input, Output } from '../../../shared/contract.ts'
import { missingOf, recordOf, SettledContent } from '../../../shared/modules/settlements/rules.ts'
import { inOrder, joined, listed, part, type ListColumn } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { meant } from '../palette/queries/match.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { chargesFor, dueOf, paidFor, settlementsOf, unbilledOf } from './queries/facts.ts'

const FROM = 'settlements s JOIN work_orders w ON w.id = s.work_order_id LEFT JOIN customers c ON c.id = s.customer_id'
const UPLOADED = '(SELECT max(u.uploaded_at) FROM record_uploads u WHERE u.settlement_id = s.id)'
const COLUMNS = `s.id, s.no, s.work_order_id AS "workOrderId", w.no AS "orderNo", w.plate, w.car_name AS "carName", coalesce(c.name, '') AS "customerName",
  s.settled_at AS "settledAt", s.settled_on AS "settledOn", s.total_fen AS "totalFen", ${UPLOADED} AS "uploadedAt", s.content,
  coalesce((SELECT sum(g.amount_fen) FROM settlement_charges g WHERE g.settlement_id = s.id AND g.payer = 'customer'), 0) AS "customerFen"`
type Row = Output<'settlements.page'>['rows'][number]
type Stored = Omit<Row, 'missing' | 'standing'> & { content: string; settledOn: string }

const columns: Readonly<Record<string, ListColumn>> = {
  no: { sql: 's.no', kind: 'text' },
  orderNo: { sql: 'w.no', kind: 'text' },
  plate: { sql: 'w.plate', kind: 'text' },
  customer: { sql: 'c.name', kind: 'text', order: '(SELECT name_key FROM search_docs WHERE id = s.customer_id)' },
  settledAt: { sql: 's.settled_at', kind: 'instant', indexed: true },
  totalFen: { sql: 's.total_fen', kind: 'number' },
  uploadedAt: { sql: UPLOADED, kind: 'instant' },
}
const inReach = ({ who }: Reader) => (who.reach === 'group' ? part('1') : part('s.site_id = ?', who.site))

const recordFor = (row: Pick<Stored, 'content' | 'no' | 'settledOn'>) => recordOf(SettledContent.parse(JSON.parse(row.content)), row)

export function page(db: Reader, request: Input<'settlements.page'>): Output<'settlements.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 's.id',
    columns,
    where: [inReach(db)],
    search: (text) => {
      const typed = text.replace(/\s/g, '').toUpperCase()
      if (typed === '') return null
      const facts = part('instr(s.no, ?) > 0 OR instr(w.no, ?) > 0 OR instr(w.plate, ?) > 0', typed, typed, typed)
      const customer = meant('customer', text, 's.customer_id')
      return customer ? joined([facts, customer], 'OR') : facts
    },
    order: 's.settled_at DESC',
    indexed: true,
    tie: 's.settled_at DESC, s.id',
    totals: { totalFen: 'sum(s.total_fen)' },
  })
  const rows = db.all<Stored>(
    `SELECT ${COLUMNS} FROM json_each(?) j JOIN ${FROM.replace('settlements s', 'settlements s ON s.id = j.value')}`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return {
    rows: inOrder(ids, rows).map(({ content, settledOn, ...row }) => ({
      ...row,
      missing: missingOf(recordFor({ ...row, content, settledOn })),
      standing: standings.get(row.id) ?? 'alone',
    })),
    ...sums,
  }
}

export function card(db: Reader, { workOrderId }: Input<'settlements.card'>): Output<'settlements.card'> {
  mustSeeOrder(db, workOrderId)
  const { jobs, parts } = unbilledOf(db, workOrderId)
  return {
    settlements: settlementsOf(db, workOrderId).map(({ content, ...each }) => ({ ...each, missing: missingOf(recordOf(content, each)) })),
    charges: chargesFor(db, workOrderId),
    paidFen: paidFor(db, workOrderId),
    dueFen: dueOf(db, workOrderId),
    receipts: db.all(
      `SELECT no, method, amount_fen AS "amountFen", received_on AS "receivedOn" FROM receipts WHERE order_id = ? ORDER BY received_at, id`,
      workOrderId,
    ),
    unbilled: [...jobs, ...parts].map(({ id, name }) => ({ id, name })),
  }
}

export function content(db: Reader, { workOrderId }: Input<'settlements.content'>): Output<'settlements.content'> {
  mustSeeOrder(db, workOrderId)
  return settlementsOf(db, workOrderId).map(({ no, settledOn, content: settled }) => ({ no, settledOn, content: settled }))
}

/** So many go into one file. */
const AT_ONCE = 500

export function waiting(db: Reader): Output<'settlements.waiting'> {
  const reach = inReach(db)
  return db
    .all<{ id: string; no: string; settledOn: string; content: string }>(
      `SELECT s.id, s.no, s.settled_on AS "settledOn", s.content FROM settlements s
       WHERE ${reach.sql} AND NOT EXISTS (SELECT 1 FROM record_uploads u WHERE u.settlement_id = s.id) ORDER BY s.settled_at, s.id LIMIT ${AT_ONCE}`,
      ...reach.values,
    )
    .map((row) => ({ id: row.id, record: recordFor(row) }))
    .filter(({ record }) => missingOf(record).length === 0)
}
