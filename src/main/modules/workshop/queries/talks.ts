// What was said with the customer about a work order, newest first.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Talk } from '../../../../shared/modules/workshop/contract/talks.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSeeOrder } from './facts.ts'

export function talks(db: Reader, { id }: Input<'workshop.talks'>): Output<'workshop.talks'> {
  mustSeeOrder(db, id)
  return db
    .all<Omit<Talk, 'lines'> & { lines: string }>(
      `SELECT k.id, k.channel, k.spoke_with AS "spokeWith", k.said, k.decision, coalesce(u.name, '') AS "by", k.noted_at AS "at",
         (SELECT json_group_array(coalesce(j.name, p.name)) FROM json_each(k.line_ids) i LEFT JOIN work_order_jobs j ON j.id = i.value
           LEFT JOIN work_order_parts p ON p.id = i.value WHERE coalesce(j.name, p.name) IS NOT NULL) AS lines
       FROM work_order_talks k LEFT JOIN users u ON u.id = k.noted_by WHERE k.order_id = ? ORDER BY k.noted_at DESC, k.id DESC LIMIT 100`,
      id,
    )
    .map(({ lines, ...talk }) => ({ ...talk, lines: JSON.parse(lines) as string[] }))
}
