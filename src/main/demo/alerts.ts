// What the demo store watches, and what rings on its last day: some of it dealt with already.
import type { Asked } from '../../shared/contract.ts'
import { indicatorOf, type IndicatorName } from '../../shared/modules/alerts/rules.ts'
import { roleIdOf } from '../../shared/modules/admin/rules.ts'
import type { World } from './world.ts'

const usual = (indicator: IndicatorName): Pick<Asked<'alerts.keepRule'>, 'indicator' | 'direction' | 'threshold' | 'windowDays'> => {
  const { direction, threshold, days } = indicatorOf(indicator)
  return { indicator, direction, threshold, windowDays: days }
}

export function watchStore({ desk, staff }: World): void {
  const rules: Asked<'alerts.keepRule'>[] = [
    { name: '车系库存过高', ...usual('stock-coefficient'), threshold: 250, every: 'week', toRole: roleIdOf('sales-manager') },
    { name: '长库龄车偏多', ...usual('slow-stock'), every: 'week', toRole: roleIdOf('sales-manager') },
    { name: '车系快断货', ...usual('stock-count'), threshold: 3, every: 'week', toRole: roleIdOf('sales-manager') },
    { name: '应收逾期', ...usual('overdue-receivables'), every: 'week', toRole: roleIdOf('finance') },
    { name: '赠品超预算', ...usual('gift-cost'), every: 'month' },
    { name: '库存占款超预算', ...usual('stock-cost'), threshold: 2_000_000_000, every: 'month' },
    { name: '线索没人联系', ...usual('unanswered-leads'), quietFrom: '21:00', quietTo: '08:00' },
    { name: '跟进拖延', ...usual('overdue-follow-ups'), quietFrom: '21:00', quietTo: '08:00' },
    { name: '审批积压', ...usual('approvals-waiting') },
    { name: '逾期未交车', ...usual('late-deliveries'), toRole: roleIdOf('sales-manager') },
  ]
  for (const rule of rules) desk.run('alerts.keepRule', rule, staff.manager)
}

export function ringAlerts({ desk, staff }: World): void {
  const rules = desk.read((db) => db.all<{ id: string }>('SELECT id FROM alert_rules ORDER BY name, id'))
  for (const { id } of rules) desk.run('alerts.ring', { ruleId: id }, null)
  const rung = desk.read((db) =>
    db.all<{ id: string; indicator: string }>(
      'SELECT a.id, r.indicator FROM alerts a JOIN alert_rules r ON r.id = a.rule_id ORDER BY r.name, a.subject',
    ),
  )
  const done: Readonly<Record<string, readonly ['acted' | 'closed', string]>> = {
    'slow-stock': ['acted', '列入周末清库活动，展厅前排陈列'],
    'gift-cost': ['closed', '本月赠品已停送，改用保养券'],
  }
  for (const indicator of Object.keys(done)) {
    const alert = rung.find((each) => each.indicator === indicator)
    const deed = done[indicator]
    if (!alert || !deed) continue
    desk.at += 420_000
    desk.run('alerts.handle', { id: alert.id, kind: deed[0], words: deed[1] }, staff.manager)
  }
}
