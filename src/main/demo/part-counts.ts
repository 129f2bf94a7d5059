// The parts counted in the demo store: one shelf a while ago, posted by the manager, and one that is being counted.
import { LINES_AT_ONCE } from '../../shared/modules/stocktakes/rules.ts'
import type { World } from './world.ts'

type Shelf = { id: string; code: string; units: number }

/** After the counter's days: what is counted is what lies there then. */
export function countParts({ desk, staff }: World): void {
  const shelf = (bin: string): Shelf[] =>
    desk.read((db) =>
      db.all<Shelf>(
        `SELECT p.id, p.code, k.units FROM part_stock k JOIN parts p ON p.id = k.part_id JOIN part_places l ON l.id = k.id
         WHERE k.units > 1 AND substr(l.bin, 1, 1) = ? ORDER BY p.code LIMIT 8`,
        bin,
      ),
    )
  const begin = (location: string, note: string): string => desk.run('partcounts.open', { location, note }, staff.parts).id
  const count = (id: string, some: readonly Shelf[], off: (at: number) => number): void => {
    const scans = some.map(({ code, units }, at) => ({ code, units: units + off(at) }))
    if (scans.length > 0) desk.run('partcounts.scan', { id, scans }, staff.parts)
  }
  const done = shelf('C')
  const id = begin('C', '月末盘点')
  count(id, done, (at) => (at === 0 ? -1 : 0))
  const differing = desk.read((db) => db.all<{ id: string }>(OPEN, id, id))
  if (done.length > 0) {
    const subjects = done.slice(0, 1).map((part) => part.id)
    desk.run('partcounts.decide', { id, subjects, decision: 'book', reason: '复点一次，确实少一件' }, staff.parts)
    for (const { id: part } of differing)
      desk.run('partcounts.decide', { id, subjects: [part], decision: 'keep', reason: '在车间待退料' }, staff.parts)
    desk.run('partcounts.submit', { id }, staff.parts)
    const { subjects: all } = desk.run('partcounts.beginPosting', { id }, staff.manager)
    for (let at = 0; at < all.length; at += LINES_AT_ONCE)
      desk.run('partcounts.postLines', { id, subjects: all.slice(at, at + LINES_AT_ONCE) }, staff.manager)
    desk.run('partcounts.finishPosting', { id }, staff.manager)
  }
  const going = shelf('A')
  count(begin('A', '动销快的先盘'), going.slice(0, 6), (at) => [0, -2, 0, 1, 0, 0][at] ?? 0)
}

/** Parts of the shelf that lie there and were not counted. */
const OPEN = `SELECT k.part_id AS id FROM stocktakes t JOIN part_stock k ON k.site_id = t.site_id JOIN part_places l ON l.id = k.id
  WHERE t.id = ? AND k.units <> 0 AND substr(l.bin, 1, 1) = t.location
    AND k.part_id NOT IN (SELECT part_id FROM part_count_scans WHERE stocktake_id = ?)`
