// The customer list: sorted and filtered in SQL, phones masked here.
import type { Input, Output } from '../../../../shared/contract.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { CustomerRow } from '../../../../shared/modules/customers/contract/shapes.ts'
import type { ListFilter } from '../../../../shared/list.ts'
import { type ListSpec, pageOf, type Part, part } from '../../../store/list.ts'
import { type Reader, TakesLong } from '../../../store/read.ts'
import { customerColumns, ofGroups } from '../../insights/queries/columns.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meant } from '../../palette/queries/match.ts'
import { inReach } from './reach.ts'

const nextOn = '(SELECT min(f.due_on) FROM follow_ups f WHERE f.customer_id = c.id AND f.done_at IS NULL)'

const plain: readonly string[] = ['name', 'kind', 'level', 'source', 'city', 'wants', 'consultantId', 'createdAt', 'nextOn']

const spec = (db: Reader, archived: boolean, asked: readonly string[], segments: Part[]): ListSpec => ({
  from: 'customers c',
  id: 'c.id',
  columns: {
    // What is reckoned of somebody is put into words only where it is asked for.
    ...(asked.some((column) => !plain.includes(column)) ? customerColumns(db) : {}),
    // In order of pinyin; only people who can be found have a key, so archived ones come by their characters.
    name: {
      sql: 'c.name',
      kind: 'text',
      ...(archived ? {} : { via: { from: 'search_docs d', where: `d.kind = 'customer' AND c.id = d.id`, order: 'd.name_key' } }),
    },
    kind: { sql: 'c.kind', kind: 'text' },
    level: { sql: 'c.level', kind: 'text', order: `instr('HABCNODT', c.level)` },
    source: { sql: 'c.source', kind: 'text' },
    city: { sql: 'c.city', kind: 'text' },
    wants: { sql: 'c.wants', kind: 'text' },
    consultantId: { sql: 'c.consultant_id', kind: 'text' },
    createdAt: { sql: 'c.created_at', kind: 'instant', indexed: true },
    nextOn: { sql: nextOn, kind: 'day' },
  },
  where: [
    ...inReach(db, 'c'),
    ...ofValidBatch(db, 'c.batch_id'),
    part(archived ? 'c.archived_at IS NOT NULL' : 'c.archived_at IS NULL'),
    ...segments,
  ],
  search: (text) => meant('customer', text, 'c.id'),
  order: 'c.created_at DESC',
  indexed: true,
  tie: 'c.created_at DESC',
})

const columns = `c.id, c.site_id AS siteId, c.kind, c.name, c.phone, c.level, c.source, c.wants, c.city, c.consultant_id AS consultantId,
  (SELECT u.name FROM users u WHERE u.id = c.consultant_id) AS consultant, ${nextOn} AS nextOn,
  (SELECT max(f.done_at) FROM follow_ups f WHERE f.customer_id = c.id) AS lastAt, c.created_at AS createdAt`

export function page(db: Reader, { archived, ...request }: Input<'customers.page'>): Output<'customers.page'> {
  const [wished, filters] = [true, false].map((segment) => request.filters.filter(({ column }) => (column === 'segment') === segment)) as [
    ListFilter[],
    ListFilter[],
  ]
  // A group's conditions look into other tables: not while somebody waits at main's door.
  if (db.brief && wished.length > 0) throw new TakesLong()
  const segments = wished.map((filter) => ofGroups(db, filter))
  const asked = [...filters, ...request.sort, ...(request.group ? [request.group] : [])].map(({ column }) => column)
  const { rows, ...sums } = pageOf<CustomerRow>(db, { ...request, filters }, spec(db, archived, asked, segments), columns)
  const states = db.states(rows.map(({ id }) => id))
  // In place: a copy of every row costs a tenth of the page.
  for (const row of rows) {
    row.name ??= ''
    if (row.phone) row.phone = maskPhone(row.phone)
    row.standing = states.get(row.id) ?? 'alone'
  }
  return { rows, ...sums }
}

/** Sources and wishes of the newest thousand, most frequent first, and who sells here. */
export function words(db: Reader): Output<'customers.words'> {
  const used = (column: 'source' | 'wants'): string[] =>
    db
      .all<{ word: string }>(
        `SELECT ${column} AS word FROM (SELECT ${column} FROM customers WHERE ${column} IS NOT NULL AND archived_at IS NULL ORDER BY created_at DESC LIMIT 1000) GROUP BY ${column} ORDER BY count(*) DESC LIMIT 40`,
      )
      .map(({ word }) => word)
  const consultants = db.all<{ id: string; name: string }>(
    `SELECT u.id, u.name FROM users u WHERE u.active = 1 AND (u.all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(u.site_ids) s WHERE s.value = ?)) ORDER BY u.name`,
    db.who.site,
  )
  return { sources: used('source'), wants: used('wants'), consultants }
}
