// What people said by the service channels: the list, and the few of one customer. Phones masked.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Inquiry } from '../../../../shared/modules/customers/contract/around.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import { inOrder, joined, listed, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meant } from '../../palette/queries/match.ts'
import { inReach } from './reach.ts'

export function inquiries(db: Reader, { settled, ...request }: Input<'customers.inquiries'>): Output<'customers.inquiries'> {
  // A colleague's customer is shown to whoever is to answer.
  const mine = joined([joined([...inReach(db, 'c'), part('1')]), part('q.owner_id = ? AND c.site_id = ?', db.who.user, db.who.site)], 'OR')
  const { ids, ...sums } = listed(db, request, {
    from: 'inquiries q JOIN customers c ON c.id = q.customer_id',
    id: 'q.id',
    columns: {
      kind: { sql: 'q.kind', kind: 'text' },
      channel: { sql: 'q.channel', kind: 'text' },
      ownerId: { sql: 'q.owner_id', kind: 'text' },
      answerByOn: { sql: 'q.answer_by_on', kind: 'day' },
      createdAt: { sql: 'q.created_at', kind: 'instant' },
      settledAt: { sql: 'q.settled_at', kind: 'instant' },
      rating: { sql: 'q.rating', kind: 'number' },
      customerId: { sql: 'q.customer_id', kind: 'text' },
    },
    where: [mine, ...ofValidBatch(db, 'c.batch_id'), part(settled ? 'q.settled_at IS NOT NULL' : 'q.settled_at IS NULL')],
    search: (text) => meant('customer', text, 'q.customer_id'),
    order: settled ? 'q.settled_at DESC, q.id' : 'q.answer_by_on, q.id',
    tie: 'q.created_at DESC, q.id',
  })
  return { rows: inquiriesOf(db, ids), ...sums }
}

/** In the order of `ids`. */
export function inquiriesOf(db: Reader, ids: readonly string[]): Inquiry[] {
  if (ids.length === 0) return []
  const states = db.states(ids)
  const rows = db.all<Omit<Inquiry, 'standing' | 'customer'> & { customer: string | null }>(
    `SELECT q.id, q.customer_id AS customerId, c.name AS customer, c.phone, q.kind, q.channel, q.said, q.owner_id AS ownerId, u.name AS owner,
       q.answer_by_on AS answerByOn, q.outcome, q.rating, q.settled_at AS settledAt, q.created_at AS createdAt
     FROM json_each(?) j JOIN inquiries q ON q.id = j.value JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.owner_id`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({
      ...row,
      customer: row.customer ?? '',
      phone: row.phone ? maskPhone(row.phone) : null,
      standing: states.get(row.id) ?? 'alone',
    })),
  )
}
