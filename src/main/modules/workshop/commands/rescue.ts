// Writes what is known of a rescue, under the order's own id: two desks without a line write one row, field by field.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { isHere } from '../../../../shared/modules/workshop/rules.ts'
import { rescues } from '../../../../shared/modules/workshop/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { mustSeeOrder } from '../queries/facts.ts'
import { rescueOf } from '../queries/rescue.ts'

export function keepRescue(db: Writer, { id, towed, ...facts }: Input<'workshop.keepRescue'>): Output<'workshop.keepRescue'> {
  const order = mustSeeOrder(db, id)
  if (order.kind !== 'rescue') throw new Refusal('no-rescue', { no: order.no })
  if (!isHere(order.state)) throw new Refusal('closed', { no: order.no, state: order.state })
  const before = rescueOf(db, id)
  const place = facts.place ?? before?.place
  if (place === undefined || place === null) throw new Refusal('place-missing')
  // Nobody leaves before the call, nor comes before leaving.
  const way = { calledAt: order.receivedAt, ...before, ...facts }
  const moments = [way.calledAt, way.dispatchedAt, way.arrivedAt].filter((at) => at !== null && at !== undefined)
  if (moments.some((at, nth) => at < (moments[nth - 1] ?? 0))) throw new Refusal('before-called')
  const given = { ...facts, ...(towed === undefined ? {} : { towed: towed ? 1 : 0 }) }
  if (before) db.patch(rescues, id, given)
  else db.put(rescues, { ...given, id, siteId: order.siteId, place, calledAt: way.calledAt, notedBy: db.who.user })
  return { id }
}
