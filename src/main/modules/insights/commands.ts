// Writes groups of customers by their rules, and that somebody looked at a record. Tasks to look are planned by customers.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { checkId } from '../../../shared/modules/insights/rules.ts'
import { customerSegments } from '../../../shared/modules/insights/tables.ts'
import { joined, part } from '../../store/list.ts'
import type { Writer } from '../../store/write.ts'
import { claim, planCheck } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { noteChecked } from './commands/checked.ts'
import { conditionsOf, groupsBehind, storedSegments } from './queries/columns.ts'
import { REFRESHED_ON, scalesOf, staleSince } from './queries/facts.ts'
import { seen } from './queries.ts'

export function keepSegment(
  db: Writer,
  { id: known, name, filters, isClass }: Input<'insights.keepSegment'>,
): Output<'insights.keepSegment'> {
  if (conditionsOf(db, filters) === null) throw new Refusal('invalid-input', { issues: [{ path: 'filters', message: 'unknown-column' }] })
  if (known !== null && groupsBehind(db, filters).has(known)) throw new Refusal('goes-round', { name })
  const stored = storedSegments(db)
  if (stored.some((each) => each.name === name && each.id !== known)) throw new Refusal('name-taken', { name })
  const last = Math.max(0, ...stored.map(({ classRank }) => classRank ?? 0))
  const facts = { name, filters: JSON.stringify(filters) }
  if (known !== null) {
    const before = segmentOf(db, known)
    db.patch(customerSegments, known, { ...facts, classRank: isClass ? (before.classRank ?? last + 1) : null })
    return { id: known }
  }
  const id = db.newId()
  db.put(customerSegments, {
    id,
    siteId: db.who.site,
    ...facts,
    classRank: isClass ? last + 1 : null,
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return { id }
}

export function shiftClass(db: Writer, { id, up }: Input<'insights.shiftClass'>): Output<'insights.shiftClass'> {
  segmentOf(db, id)
  const ids = storedSegments(db).flatMap((each) => (each.classRank === null ? [] : [each.id]))
  const at = ids.indexOf(id)
  const to = up ? at - 1 : at + 1
  if (at < 0 || to < 0 || to >= ids.length) throw new Refusal('at-the-end')
  // Numbered anew: classes that two desks made apart may stand at the same place.
  ids.splice(to, 0, ...ids.splice(at, 1))
  ids.forEach((each, place) => db.patch(customerSegments, each, { classRank: place + 1 }))
  return { id }
}

export function dropSegment(db: Writer, { id }: Input<'insights.dropSegment'>): Output<'insights.dropSegment'> {
  segmentOf(db, id)
  db.remove(customerSegments, id)
  return { id }
}

/** A group of this site. @throws Refusal('not-found') */
function segmentOf(db: Writer, id: string) {
  const segment = db.must(customerSegments, id)
  if (segment.siteId !== db.who.site) throw new Refusal('not-found', { table: 'customer_segments', id })
  return segment
}

export function confirm(db: Writer, { customerId }: Input<'insights.confirm'>): Output<'insights.confirm'> {
  const customer = reachable(db, customerId)
  claim(db, customerId)
  noteChecked(db, customer)
  return { id: checkId(customerId, db.today) }
}

export function planChecks(db: Writer, { ids }: Input<'insights.planChecks'>): Output<'insights.planChecks'> {
  const scales = scalesOf(db)
  const where = joined([...seen(db), part('c.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids))])
  const stale = db
    .all<{ id: string; refreshedOn: string }>(
      `SELECT c.id, ${REFRESHED_ON} AS refreshedOn FROM customers c WHERE ${where.sql} ORDER BY 2, c.id`,
      ...where.values,
    )
    .filter(({ refreshedOn }) => staleSince(refreshedOn, scales))
  let count = 0
  for (const { id, refreshedOn } of stale) if (planCheck(db, id, refreshedOn)) count += 1
  if (count === 0) throw new Refusal('nothing-stale')
  return { count }
}
