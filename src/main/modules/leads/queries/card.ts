// One lead all around: what they want, how far they came, whose it was, visits, talks, orders, and what happened.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { AssignmentRule, LeadStage } from '../../../../shared/modules/leads/rules.ts'
import { openStages } from '../../../../shared/modules/leads/rules.ts'
import { ordersSince } from '../../customers/queries/card.ts'
import { followUpsOf } from '../../customers/queries/follow-ups.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { openCases, timeline } from '../../customers/queries/timeline.ts'
import type { Reader } from '../../../store/read.ts'
import { openLeadOf } from '../commands/journey.ts'
import { leadsOf } from './page.ts'
import { reachableLead } from './reach.ts'
import { visitsOf } from './visits.ts'

export function card(db: Reader, { id }: Input<'leads.card'>): Output<'leads.card'> {
  const { note, lostNote, rival, createdBy, customerId, createdAt } = reachableLead(db, id)
  const [row] = leadsOf(db, [id])
  if (!row) throw new Error(`lead ${id} has no customer`)
  const ids = (sql: string, ...values: unknown[]): string[] => db.all<{ id: string }>(sql, ...values).map((each) => each.id)
  const visitIds = ids('SELECT id FROM visits WHERE lead_id = ? ORDER BY arrived_at DESC, id', id)
  const talks = ids(
    'SELECT id FROM follow_ups WHERE customer_id = ? AND (lead_id = ? OR created_at >= ?) ORDER BY done_at IS NOT NULL, iif(done_at IS NULL, due_on, NULL), done_at DESC, id LIMIT 60',
    customerId,
    id,
    createdAt,
  )
  // A later journey of the same customer has its own orders.
  const until = db.one<{ at: number | null }>(
    'SELECT min(created_at) AS at FROM leads WHERE customer_id = ? AND created_at > ?',
    customerId,
    createdAt,
  )?.at
  const orders = ordersSince(db, [customerId], createdAt).filter(
    (order) => until === null || until === undefined || order.createdAt < until,
  )
  return {
    lead: {
      ...row,
      note,
      lostNote,
      rival,
      createdBy: db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', createdBy)?.name ?? null,
    },
    steps: db.all<{ stage: LeadStage; at: number; by: string | null }>(
      'SELECT s.stage, s.at, u.name AS "by" FROM lead_steps s LEFT JOIN users u ON u.id = s."by" WHERE s.lead_id = ? ORDER BY s.at, s.id',
      id,
    ),
    hands: db.all<{
      id: string
      from: string | null
      to: string | null
      rule: AssignmentRule
      reason: string | null
      at: number
      by: string | null
    }>(
      `SELECT a.id, f.name AS "from", t.name AS "to", a.rule, a.reason, a.at, b.name AS "by" FROM lead_assignments a
       LEFT JOIN users f ON f.id = a.from_id LEFT JOIN users t ON t.id = a.to_id LEFT JOIN users b ON b.id = a."by" WHERE a.lead_id = ? ORDER BY a.at DESC, a.id`,
      id,
    ),
    grades: db.all<{ level: string; was: string | null; reason: string | null; at: number; by: string | null }>(
      'SELECT g.level, g.was, g.reason, g.at, u.name AS "by" FROM lead_grades g LEFT JOIN users u ON u.id = g."by" WHERE g.lead_id = ? ORDER BY g.at DESC, g.id',
      id,
    ),
    others: db.all<{ id: string; stage: LeadStage; createdAt: number }>(
      'SELECT id, stage, created_at AS createdAt FROM leads WHERE customer_id = ? AND id <> ? AND stage IN (SELECT value FROM json_each(?)) ORDER BY created_at, id',
      customerId,
      id,
      JSON.stringify(openStages),
    ),
    visits: visitsOf(db, visitIds),
    followUps: followUpsOf(db, talks),
    orders,
    timeline: timeline(db, [id, customerId, ...visitIds, ...talks, ...orders.map((order) => order.id)]),
    cases: openCases(db, [id, customerId]),
  }
}

export function openOf(db: Reader, { customerId }: Input<'leads.openOf'>): Output<'leads.openOf'> {
  reachable(db, customerId)
  const found = openLeadOf(db, customerId)
  if (!found) return null
  const consultant = db.one<{ name: string }>('SELECT u.name FROM leads l JOIN users u ON u.id = l.consultant_id WHERE l.id = ?', found.id)
  return { ...found, consultant: consultant?.name ?? null }
}
