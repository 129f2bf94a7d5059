// What was planned to stay in touch, and what of it is due.
import type { Input, Output } from '../../../../shared/contract.ts'
import { type FollowUpChannel, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { FollowUp } from '../../../../shared/modules/customers/contract/shapes.ts'
import { inOrder, joined, listed, type ListSpec, type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'

/** Whether the lead a talk served came further within a week after it. */
export const advancedSql = `iif(EXISTS (SELECT 1 FROM lead_steps s WHERE s.lead_id = f.lead_id AND s.stage NOT IN ('new', 'contacted', 'lost')
  AND s.at > f.done_at AND s.at <= f.done_at + 604800000), 'yes', 'no')`

/** What an import of leads planned that is under way or was undone is not there; of `follow_ups f`. */
export const ofValidLead = (db: Reader): Part[] =>
  ofValidBatch(db, 'l.batch_id').map(({ sql, values }) =>
    part(`(f.lead_id IS NULL OR EXISTS (SELECT 1 FROM leads l WHERE l.id = f.lead_id AND ${sql}))`, ...values),
  )

/** Contacts a person sees, of `follow_ups f JOIN customers c`: also a colleague's customers', when they are to do it. */
export function talksInReach(db: Reader): Part[] {
  const { reach, user, site } = db.who
  return [
    reach === 'own'
      ? part('(f.owner_id = ? OR c.consultant_id = ?) AND c.site_id = ?', user, user, site)
      : reach === 'group'
        ? part('1')
        : part('c.site_id = ?', site),
    part('c.archived_at IS NULL'),
    ...ofValidLead(db),
  ]
}

const spec = (db: Reader, done: boolean): ListSpec => ({
  from: 'follow_ups f JOIN customers c ON c.id = f.customer_id',
  id: 'f.id',
  columns: {
    dueOn: { sql: 'f.due_on', kind: 'day' },
    channel: { sql: 'f.channel', kind: 'text' },
    ownerId: { sql: 'f.owner_id', kind: 'text' },
    level: { sql: 'c.level', kind: 'text' },
    doneAt: { sql: 'f.done_at', kind: 'instant' },
    result: { sql: 'f.result', kind: 'text' },
    feedback: { sql: 'f.feedback', kind: 'text' },
    changed: { sql: 'f.changed', kind: 'text' },
    cadence: { sql: 'f.cadence', kind: 'text' },
    advanced: { sql: advancedSql, kind: 'text' },
  },
  where: [...talksInReach(db), part(done ? 'f.done_at IS NOT NULL' : 'f.done_at IS NULL')],
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
export function dueCount(db: Reader): Output<'customers.dueCount'> {
  const shown = joined([...talksInReach(db), part('f.done_at IS NULL AND f.due_on <= ? AND f.owner_id = ?', db.today, db.who.user)])
  return {
    mine:
      db.one<{ n: number }>(
        `SELECT count(*) AS n FROM follow_ups f JOIN customers c ON c.id = f.customer_id WHERE ${shown.sql}`,
        ...shown.values,
      )?.n ?? 0,
  }
}
