// What the parts counter of the demo store is told of: limits that were crossed and parts that lie idle, for the counter alone.
import { roleIdOf } from '../../shared/modules/admin/rules.ts'
import type { World } from './world.ts'

/** After the counter's days: what rings is true of what lies there then. */
export function watchParts({ desk, staff }: World): void {
  const about = { direction: 'above', threshold: 0, every: 'month', toRole: roleIdOf('parts'), quietFrom: null, quietTo: null } as const
  const rules = (
    [
      ['配件低于下限', 'parts-short', 0],
      ['配件高于上限', 'parts-over', 0],
      ['配件 30 天没有进出', 'parts-idle', 30],
    ] as const
  ).map(([name, indicator, windowDays]) => desk.run('alerts.keepRule', { ...about, name, indicator, windowDays }, staff.director).id)
  for (const ruleId of rules) desk.run('alerts.ring', { ruleId }, staff.parts)
}
