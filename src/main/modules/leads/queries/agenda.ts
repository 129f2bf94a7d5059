// Appointments and tasks of some days, for a calendar: by day, then by hour, what has no hour after what has.
import type { Input, Output } from '../../../../shared/contract.ts'
import { joined, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { talksInReach } from '../../customers/queries/follow-ups.ts'

/** More than anybody reads in two weeks; the calendar says when it is cut. */
const MOST = 2000

export function agenda(db: Reader, { from, to, ownerId }: Input<'leads.agenda'>): Output<'leads.agenda'> {
  const shown = joined([
    ...talksInReach(db),
    part('f.due_on BETWEEN ? AND ?', from, to),
    ...(ownerId === null ? [] : [part('f.owner_id = ?', ownerId)]),
  ])
  // By the index of days, whatever the planner thinks of a store it has not looked at.
  const items = db.all<Output<'leads.agenda'>['items'][number]>(
    `SELECT f.id, f.customer_id AS customerId, c.name AS customer, f.due_on AS dueOn, f.due_minute AS dueMinute, f.channel, f.note,
       u.name AS owner, f.done_at AS doneAt, f.lead_id AS leadId
     FROM follow_ups f CROSS JOIN customers c ON c.id = f.customer_id LEFT JOIN users u ON u.id = f.owner_id
     WHERE ${shown.sql} ORDER BY f.due_on, f.due_minute IS NULL, f.due_minute, f.done_at IS NOT NULL, c.name, f.id LIMIT ${MOST + 1}`,
    ...shown.values,
  )
  return { items: items.slice(0, MOST), cut: items.length > MOST }
}
