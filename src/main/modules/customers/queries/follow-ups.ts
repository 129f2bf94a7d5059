// What was planned to stay in touch, and what of it is due.
import type { Input, Output } from '../../../../shared/contract.ts'
import { type FollowUpChannel, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { FollowUp } from '../../../../shared/modules/customers/contract.ts'
import { inOrder, listed, type ListSpec, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { inReach } from './reach.ts'

const spec = (db: Reader, done: boolean): ListSpec => ({
  from: 'follow_ups f JOIN customers c ON c.id = f.customer_id',
  id: 'f.id',
  columns: {
    dueOn: { sql: 'f.due_on', kind: 'day' },
    channel: { sql: 'f.channel', kind: 'text' },
    ownerId: { sql: 'f.owner_id', kind: 'text' },
    level: { sql: 'c.level', kind: 'text' },
    doneAt: { sql: 'f.done_at', kind: 'instant' },
  },
  // Whoever is to do it sees it, also when the customer is a colleague's.
  where: [
    db.who.reach === 'own'
      ? part('(f.owner_id = ? OR c.consultant_id = ?) AND c.site_id = ?', db.who.user, db.who.user, db.who.site)
      : part(inReach(db, 'c').length > 0 ? 'c.site_id = ?' : '1', ...(inReach(db, 'c').length > 0 ? [db.who.site] : [])),
    part('c.archived_at IS NULL'),
    part(done ? 'f.done_at IS NOT NULL' : 'f.done_at IS NULL'),
  ],
  order: done ? 'f.done_at DESC' : 'f.due_on, f.id',
  tie: 'f.due_on, f.id',
})

export function followUps(db: Reader, { done, ...request }: Input<'customers.followUps'>): Output<'customers.followUps'> {
  const { ids, total, totals } = listed(db, request, spec(db, done))
  return { rows: followUpsOf(db, ids), total, totals }
}

type Stored = Omit<FollowUp, 'standing' | 'customer'> & { customer: string | null; channel: FollowUpChannel }

/** Follow-ups in the order of `ids`, phones masked. */
export function followUpsOf(db: Reader, ids: readonly string[]): FollowUp[] {
  if (ids.length === 0) return []
  const states = db.states(ids)
  const rows = db.all<Stored>(
    `SELECT f.id, f.customer_id AS customerId, c.name AS customer, c.phone, c.level, f.due_on AS dueOn, f.due_minute AS dueMinute, f.channel, f.note, f.owner_id AS ownerId, u.name AS owner, f.done_at AS doneAt, f.result, f.feedback, f.changed, f.lead_id AS leadId, f.cadence
     FROM json_each(?) j JOIN follow_ups f ON f.id = j.value JOIN customers c ON c.id = f.customer_id LEFT JOIN users u ON u.id = f.owner_id`,
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

/** The asking person's own that are due today or late. */
export const dueCount = (db: Reader): Output<'customers.dueCount'> => ({
  mine:
    db.one<{ n: number }>(
      'SELECT count(*) AS n FROM follow_ups f JOIN customers c ON c.id = f.customer_id WHERE f.done_at IS NULL AND f.due_on <= ? AND f.owner_id = ? AND c.archived_at IS NULL',
      db.today,
      db.who.user,
    )?.n ?? 0,
})
