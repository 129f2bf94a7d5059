// What was found at each point of a car's inspection, and what its customer said to it. A row is begun empty and then written, so
// that of two desks that look at one point apart the first one's finding stands, whole, and the other's is a case.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const pointResults = table(
  'point_results',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'value_milli', 'note', 'noted_by', 'noted_at'],
      ['answer', 'answered_at'],
    ],
  },
  {
    /** See rules.ts, resultId. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    point: text('point').notNull(),
    unit: text('unit'),
    /** See rules.ts, pointStates. */
    state: text('state'),
    valueMilli: integer('value_milli'),
    note: text('note'),
    notedBy: text('noted_by'),
    notedAt: integer('noted_at'),
    /** See rules.ts, findingAnswers. */
    answer: text('answer'),
    answeredAt: integer('answered_at'),
    /** The job of the order that was proposed for it: what is said to that says all. */
    lineId: text('line_id'),
  },
)
