// Promises parts: a share of what lies here, under HQ's word, or firm at once where this desktop alone may promise them. And who
// alone may: the counter takes the right, gives it back, or takes it from a desktop that cannot give it. See sync/SPEC.md, Shares
// and Rights.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { placeId } from '../../../../shared/modules/parts/rules.ts'
import { partPromises } from '../../../../shared/modules/parts/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { hasHq } from '../../vehicles/queries/hold.ts'
import { placeOf } from './places.ts'
import { mustKnow } from '../queries/facts.ts'
import { firmFence, leftToPromise, promiseKey, promiseRight, provisionalPromises } from '../queries/promises.ts'

export function promise(db: Writer, given: Input<'parts.promise'>): Output<'parts.promise'> {
  const { partId, units, workOrderId, ...about } = given
  const part = mustKnow(db, partId)
  const right = promiseRight(db, partId)
  if (right.device !== null) throw new Refusal('right-elsewhere', { code: part.code, device: right.device })
  const left = leftToPromise(db, partId)
  if (units > left) throw new Refusal('not-enough', { code: part.code, left: Math.max(0, left), unit: part.unit })
  const id = db.newId()
  const place = placeOf(db, partId)
  const fence = firmFence(db, right)
  db.put(partPromises, {
    ...{ id, siteId: db.who.site, placeId: place, partId, units, state: 'over', promisedAt: db.now, promisedBy: db.who.user },
    ...(workOrderId ? { subject: 'work_orders', subjectId: workOrderId } : {}),
    ...about,
    promisedUnder: fence ?? null,
  })
  db.hold(promiseKey(place), place, id, {
    units,
    fence,
    covering: () => db.patch(partPromises, id, { state: 'promised' }),
    otherwise: (instead) => instead.patch(partPromises, id, { state: 'over' }),
  })
  return { id, firm: !provisionalPromises(db, [id]).has(id) }
}

/** Ends a promise and gives its share back; one that came late has none. @throws Refusal('promise-closed'). */
export function closePromise(db: Writer, id: string, state: 'released' | 'issued'): void {
  const found = db.must(partPromises, id)
  if (found.siteId !== db.who.site || (found.state !== 'promised' && found.state !== 'over'))
    throw new Refusal('promise-closed', { state: found.state })
  db.patch(partPromises, id, { state, closedAt: db.now, closedBy: db.who.user })
  if (found.state === 'promised') db.release(promiseKey(found.placeId), id, found.units)
}

export function releasePromise(db: Writer, { id }: Input<'parts.releasePromise'>): Output<'parts.releasePromise'> {
  closePromise(db, id, 'released')
  return { id }
}

type Wish = { to: string | null; override?: { reason: string } }
function hand(db: Writer, partId: string, { to, override }: Wish): void {
  const { key, fence, moving } = promiseRight(db, partId)
  if (moving) throw new Refusal('right-moving', { code: mustKnow(db, partId).code })
  db.grant(key, placeOf(db, partId), { to, fence, ...(override ? { override } : {}) })
}

export function takeRights(db: Writer, { ids }: Input<'parts.takeRights'>): Output<'parts.takeRights'> {
  if (!hasHq(db)) throw new Refusal('alone')
  const wanted = ids.map((id) => ({ id, right: promiseRight(db, id) })).filter(({ right }) => right.replica !== db.who.replica)
  const taken = wanted.find(({ right }) => right.device !== null)
  if (taken) throw new Refusal('right-elsewhere', { code: mustKnow(db, taken.id).code, device: taken.right.device })
  for (const { id } of wanted) hand(db, id, { to: db.who.replica })
  return { count: wanted.length }
}

export function returnRights(db: Writer, { ids }: Input<'parts.returnRights'>): Output<'parts.returnRights'> {
  const mine = ids.filter((id) => promiseRight(db, id).replica === db.who.replica)
  for (const id of mine) hand(db, id, { to: null })
  return { count: mine.length }
}

/** The statement goes into the right itself: whoever had it reads there who took it and why. */
export function overrideRight(db: Writer, { id, reason }: Input<'parts.overrideRight'>): Output<'parts.overrideRight'> {
  if (promiseRight(db, id).device === null) throw new Refusal('nothing-changed')
  hand(db, id, { to: db.who.replica, override: { reason } })
  return { id: placeId(id, db.who.site) }
}
