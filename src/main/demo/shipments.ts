// How the demo store's parts came: two carriers with their ways, shipments of its purchases on every stretch of the road, and what they cost.
import { addDays } from '../../shared/dates.ts'
import type { World } from './world.ts'

/** After the purchases: what is carried is what was bought. */
export function carryParts({ desk, staff, today }: World): void {
  const run = staff.parts
  const carrier = (name: string, contact: string, terms: string): string =>
    desk.run('logistics.keepCarrier', { name, contact, terms }, run).id
  const [steady, quick] = [carrier('顺路物流', '周师傅', '月结'), carrier('远行快运', '吴调度', '现付')]
  const way = { fromPlace: '青屿配件中心', toPlace: '展厅演示店' }
  desk.run('logistics.keepRoute', { ...way, carrierId: steady, days: 3, priceFen: 26_000 }, run)
  desk.run('logistics.keepRoute', { ...way, carrierId: quick, days: 1, priceFen: 48_000 }, run)
  const bought = desk.read((db) =>
    db.all<{ id: string }>(`SELECT id FROM purchases WHERE state IN ('ordered', 'complete') ORDER BY asked_at, id LIMIT 2`),
  )
  const ship = (carrierId: string, dueOn: string, trackingNo: string, at: number): string => {
    const subjectId = bought[at]?.id
    const subject = subjectId ? { subject: 'purchases' as const, subjectId } : {}
    return desk.run('logistics.ship', { ...way, ...subject, carrierId, dueOn, trackingNo }, run).id
  }
  const step = (id: string, kind: 'picked-up' | 'on-the-way' | 'delayed' | 'delivered', place: string): void =>
    void desk.run('logistics.step', { id, kind, place }, run)
  const cost = (id: string, kind: 'freight' | 'insurance' | 'handling', amountFen: number): void =>
    void desk.run('logistics.cost', { id, kind, amountFen }, run)
  const came = ship(steady, addDays(today, 1), 'SL2026-0781', 0)
  step(came, 'picked-up', '上海')
  step(came, 'delivered', '展厅演示店')
  cost(came, 'freight', 26_000)
  cost(came, 'insurance', 1800)
  cost(came, 'handling', 4500)
  // Its cost joins that of the parts, where they are on the shelf already.
  const here = desk.read((db) =>
    db.one('SELECT 1 FROM shipments s JOIN part_moves m ON m.subject_id = s.subject_id AND m.units > 0 WHERE s.id = ? LIMIT 1', came),
  )
  if (here) desk.run('logistics.land', { id: came }, staff.manager)
  const broken = ship(quick, addDays(today, 1), 'YX90087', 1)
  step(broken, 'picked-up', '上海')
  cost(broken, 'freight', 48_000)
  if (bought[1]) desk.run('logistics.share', { id: broken, basis: 'weight' }, run)
  desk.run('logistics.damage', { id: broken, units: 1, said: '外箱压扁，前制动片包装破损', claimFen: 38_000 }, run)
  step(broken, 'delivered', '展厅演示店')
  const late = ship(steady, addDays(today, -1), 'SL2026-0802', 2)
  step(late, 'picked-up', '上海')
  step(late, 'delayed', '太仓')
  cost(late, 'freight', 26_000)
}
