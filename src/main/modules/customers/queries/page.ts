// The customer list: sorted and filtered in SQL, phones masked here.
import type { Input, Output } from '../../../../shared/contract.ts'
import { type CustomerKind, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { CustomerRow } from '../../../../shared/modules/customers/contract.ts'
import { inOrder, listed, type ListSpec, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meant } from '../../palette/queries/match.ts'
import { inReach } from './reach.ts'

const nextOn = '(SELECT min(f.due_on) FROM follow_ups f WHERE f.customer_id = c.id AND f.done_at IS NULL)'

const spec = (db: Reader, archived: boolean): ListSpec => ({
  from: 'customers c',
  id: 'c.id',
  columns: {
    name: { sql: 'c.name', kind: 'text', order: '(SELECT d.name_key FROM search_docs d WHERE d.id = c.id)' },
    kind: { sql: 'c.kind', kind: 'text' },
    level: { sql: 'c.level', kind: 'text', order: `instr('HABCNODT', c.level)` },
    source: { sql: 'c.source', kind: 'text' },
    city: { sql: 'c.city', kind: 'text' },
    wants: { sql: 'c.wants', kind: 'text' },
    consultantId: { sql: 'c.consultant_id', kind: 'text' },
    createdAt: { sql: 'c.created_at', kind: 'instant', indexed: true },
    nextOn: { sql: nextOn, kind: 'day' },
  },
  where: [...inReach(db, 'c'), ...ofValidBatch(db, 'c.batch_id'), part(archived ? 'c.archived_at IS NOT NULL' : 'c.archived_at IS NULL')],
  search: (text) => meant('customer', text, 'c.id'),
  order: 'c.created_at DESC',
  tie: 'c.created_at DESC, c.id DESC',
})

export function page(db: Reader, { archived, ...request }: Input<'customers.page'>): Output<'customers.page'> {
  const { ids, total, totals } = listed(db, request, spec(db, archived))
  return { rows: rowsOf(db, ids), total, totals }
}

type Stored = Omit<CustomerRow, 'standing' | 'name' | 'kind'> & { name: string | null; kind: CustomerKind }

function rowsOf(db: Reader, ids: readonly string[]): CustomerRow[] {
  if (ids.length === 0) return []
  const states = db.states(ids)
  const rows = db.all<Stored>(
    `SELECT c.id, c.site_id AS siteId, c.kind, c.name, c.phone, c.level, c.source, c.wants, c.city, c.consultant_id AS consultantId, u.name AS consultant, ${nextOn} AS nextOn,
       (SELECT max(f.done_at) FROM follow_ups f WHERE f.customer_id = c.id) AS lastAt, (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS orders, c.created_at AS createdAt
     FROM json_each(?) j JOIN customers c ON c.id = j.value LEFT JOIN users u ON u.id = c.consultant_id`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({ ...row, name: row.name ?? '', phone: row.phone ? maskPhone(row.phone) : null, standing: states.get(row.id) ?? 'alone' })),
  )
}

/** Sources and wishes in use, most frequent first, and who sells here. */
export function words(db: Reader): Output<'customers.words'> {
  const used = (column: 'source' | 'wants'): string[] =>
    db.all<{ word: string }>(`SELECT ${column} AS word FROM (SELECT ${column} FROM customers WHERE ${column} IS NOT NULL ORDER BY created_at DESC LIMIT 5000) GROUP BY ${column} ORDER BY count(*) DESC LIMIT 40`).map(({ word }) => word)
  const consultants = db.all<{ id: string; name: string }>(
    `SELECT u.id, u.name FROM users u WHERE u.active = 1 AND (u.all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(u.site_ids) s WHERE s.value = ?)) ORDER BY u.name`,
    db.who.site,
  )
  return { sources: used('source'), wants: used('wants'), consultants }
}
