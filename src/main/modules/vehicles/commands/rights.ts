// Who alone may sell a car: taken along to a trade show, given on, returned, or taken from a desktop that cannot give it.
// Guards only; HQ's answer in the feed makes the right, see sync/SPEC.md, Rights.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Reader } from '../../../store/read.ts'
import type { Writer } from '../../../store/write.ts'
import { mustBeFree, ownCar } from '../commands.ts'
import { hasHq, rightMoving, saleRight, soldOnlyBy } from '../queries/hold.ts'

export type Car = ReturnType<typeof ownCar>

/** @throws Refusal('right-moving') while HQ has not answered to what this desktop asked before. */
function mustRest(db: Reader, { vin, stockNo }: Car): void {
  if (rightMoving(db, vin)) throw new Refusal('right-moving', { stockNo })
}

/** @throws Refusal('right-elsewhere') with the desktop that alone may sell the car. */
function mustNotBeElsewhere(db: Reader, car: Car): void {
  const device = soldOnlyBy(db, car)
  if (device) throw new Refusal('right-elsewhere', { vehicleId: car.id, stockNo: car.stockNo, device })
}

const hand = (db: Writer, car: Car, to: string | null, override?: { reason: string }): void => {
  const { key, fence } = saleRight(db, car)
  db.grant(key, car.id, { to, fence, ...(override ? { override } : {}) })
}

/** Nobody has the car, nobody else may sell it, and it is here to be taken along or sent. */
export function mustBeIdle(db: Reader, car: Car): void {
  if (car.leftOn) throw new Refusal('gone', { leftOn: car.leftOn, stockNo: car.stockNo })
  mustNotBeElsewhere(db, car)
  mustRest(db, car)
  mustBeFree(db, car)
}
export function mustBeTakeable(db: Reader, car: Car): void {
  if (!hasHq(db)) throw new Refusal('alone')
  if (saleRight(db, car).replica === db.who.replica) throw new Refusal('nothing-changed')
  mustBeIdle(db, car)
}
/** @throws Refusal('no-right' | 'right-moving') unless its right is here and at rest. */
export function mustHaveRight(db: Reader, car: Car): void {
  if (saleRight(db, car).replica !== db.who.replica) throw new Refusal('no-right', { stockNo: car.stockNo })
  mustRest(db, car)
}
export function mustBeGivable(db: Reader, car: Car): void {
  mustHaveRight(db, car)
  mustBeFree(db, car)
}

const carsOf = (db: Reader, ids: readonly string[]): Car[] => [...new Set(ids)].map((id) => ownCar(db, id))

export function takeRights(db: Writer, { ids }: Input<'vehicles.takeRights'>): Output<'vehicles.takeRights'> {
  if (!hasHq(db)) throw new Refusal('alone')
  const wanted = carsOf(db, ids).filter((car) => saleRight(db, car).replica !== db.who.replica)
  if (wanted.length === 0) throw new Refusal('nothing-changed')
  for (const car of wanted) {
    mustBeTakeable(db, car)
    hand(db, car, db.who.replica)
  }
  return { count: wanted.length }
}

export function returnRights(db: Writer, { ids }: Input<'vehicles.returnRights'>): Output<'vehicles.returnRights'> {
  const cars = carsOf(db, ids)
  for (const car of cars) {
    mustHaveRight(db, car)
    hand(db, car, null)
  }
  return { count: cars.length }
}

export function giveRights(db: Writer, { ids, to }: Input<'vehicles.giveRights'>): Output<'vehicles.giveRights'> {
  const taker = db.one('SELECT 1 FROM devices WHERE id = ? AND site_id = ? AND revoked_at IS NULL', to, db.who.site)
  if (!taker || to === db.who.replica) throw new Refusal('unknown-desktop')
  const cars = carsOf(db, ids)
  for (const car of cars) {
    mustBeGivable(db, car)
    hand(db, car, to)
  }
  return { count: cars.length }
}

/** The statement goes into the right itself: whoever had it reads there who took it and why. */
export function overrideRight(db: Writer, { id, for: whom, reason }: Input<'vehicles.overrideRight'>): Output<'vehicles.overrideRight'> {
  const car = ownCar(db, id)
  if (soldOnlyBy(db, car) === null) throw new Refusal('nothing-changed')
  mustRest(db, car)
  if (whom === 'here') mustBeFree(db, car)
  hand(db, car, whom === 'here' ? db.who.replica : null, { reason })
  return { id }
}
