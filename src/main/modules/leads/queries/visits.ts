// Who came in: the reception log as a list, and the visits of one lead. First or again is told from the visits there are,
// so that desktops that logged apart agree once they meet.
import type { Input, Output } from '../../../../shared/contract.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { Visit } from '../../../../shared/modules/leads/contract/shapes.ts'
import { stayMinutes } from '../../../../shared/modules/leads/rules.ts'
import { inOrder, listed, type ListSpec, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { meant } from '../../palette/queries/match.ts'

const again =
  '(v.customer_id IS NOT NULL AND EXISTS (SELECT 1 FROM visits b WHERE b.customer_id = v.customer_id AND (b.arrived_at, b.id) < (v.arrived_at, v.id)))'

const spec = (db: Reader): ListSpec => ({
  from: 'visits v LEFT JOIN customers c ON c.id = v.customer_id',
  ...(db.who.reach === 'own' ? {} : { counted: 'visits v' }),
  id: 'v.id',
  columns: {
    arrivedAt: { sql: 'v.arrived_at', kind: 'instant', indexed: true },
    leftAt: { sql: 'v.left_at', kind: 'instant' },
    people: { sql: 'v.people', kind: 'number' },
    receivedById: { sql: 'v.received_by', kind: 'text' },
    model: { sql: 'v.model', kind: 'text' },
    level: { sql: 'c.level', kind: 'text', order: `instr('HABCNODT', c.level)` },
    again: { sql: `iif(${again}, 'again', 'first')`, kind: 'text' },
  },
  where: [
    ...(db.who.reach === 'group' ? [] : [part('v.site_id = ?', db.who.site)]),
    // Whoever sees only their own sees whom they received and who came for them.
    ...(db.who.reach === 'own'
      ? [part('(v.received_by = ? OR coalesce(c.consultant_id, c.created_by) = ?)', db.who.user, db.who.user)]
      : []),
  ],
  search: (text) => meant('customer', text, 'c.id'),
  order: 'v.arrived_at DESC, v.id',
  indexed: true,
  tie: 'v.arrived_at DESC, v.id',
})

export function visits(db: Reader, request: Input<'leads.visits'>): Output<'leads.visits'> {
  const { ids, ...sums } = listed(db, request, spec(db))
  return { rows: visitsOf(db, ids), ...sums }
}

/** Visits in the order of `ids`, phones masked. */
export function visitsOf(db: Reader, ids: readonly string[]): Visit[] {
  if (ids.length === 0) return []
  const states = db.states(ids)
  const rows = db.all<Omit<Visit, 'again' | 'stayMinutes' | 'standing'> & { again: number }>(
    `SELECT v.id, v.customer_id AS customerId, v.lead_id AS leadId, c.name, c.phone, c.level, v.received_by AS receivedById,
       u.name AS receivedBy, v.people, ${again} AS again, v.model, v.needs, v.answers, v.impression, v.arrived_at AS arrivedAt, v.left_at AS leftAt
     FROM json_each(?) j JOIN visits v ON v.id = j.value LEFT JOIN customers c ON c.id = v.customer_id LEFT JOIN users u ON u.id = v.received_by`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({
      ...row,
      phone: row.phone ? maskPhone(row.phone) : null,
      again: row.again === 1,
      // A clock set back between coming and going tells nothing about the stay.
      stayMinutes: row.leftAt !== null && row.leftAt < row.arrivedAt ? null : stayMinutes(row.arrivedAt, row.leftAt),
      standing: states.get(row.id) ?? 'alone',
    })),
  )
}
