// What the demo store watches, what rings of it, and what was done about the first.
import { roleIdOf } from '../../shared/modules/admin/rules.ts'
import type { World } from './world.ts'

const WATCHED = [
  { name: '90 天以上库存', indicator: 'slow-stock', direction: 'above', threshold: 2, windowDays: 90 },
  { name: '车系快没车了', indicator: 'stock-count', direction: 'below', threshold: 3, windowDays: 0 },
  { name: '顾问名下逾期收款', indicator: 'overdue-payments', direction: 'above', threshold: 0, windowDays: 1 },
  { name: '线索没人联系', indicator: 'unanswered-leads', direction: 'above', threshold: 0, windowDays: 1 },
  { name: '备份过期', indicator: 'backup-age', direction: 'above', threshold: 3, windowDays: 0 },
] as const

export function watch({ desk, staff }: World): void {
  for (const rule of WATCHED) {
    const toRole = roleIdOf('sales-manager')
    const { id } = desk.run('alerts.keepRule', { ...rule, every: 'month', toRole, quietFrom: '21:00', quietTo: '08:00' }, staff.director)
    desk.run('alerts.ring', { ruleId: id }, null)
  }
  const [first, second] = desk.read((db) => db.all<{ id: string }>('SELECT id FROM alerts ORDER BY label, id LIMIT 2'))
  if (first) desk.run('alerts.handle', { id: first.id, kind: 'acted', words: '本周末做一场专场，价格已报批' }, staff.manager)
  if (second) desk.run('alerts.handle', { id: second.id, kind: 'closed', words: '与厂家谈好置换补贴，已调走两台' }, staff.manager)
}
