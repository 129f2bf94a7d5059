// Who alone may sell a car: taken along to a trade show, given on, returned, or taken from a desktop that cannot give it.
// Guards only; HQ's answer in the feed makes the right, see sync/SPEC.md, Rights.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Reader } from '../../../store/read.ts'
import type { Writer } from '../../../store/write.ts'
import { mustBeFree, ownCar } from '../commands.ts'
import { hasHq, holdKey, rightMoving, saleRight, soldOnlyBy } from '../queries/hold.ts'

type Car = ReturnType<typeof ownCar>

/** @throws Refusal('right-moving') while HQ has not answered to what this desktop asked before. */
export function mustRest(db: Reader, { vin, stockNo }: Car): void {
  if (rightMoving(db, vin)) throw new Refusal('right-moving', { stockNo })
}

/** @throws Refusal('right-elsewhere') with the desktop that alone may sell the car. */
export function mustNotBeElsewhere(db: Reader, { id, vin, stockNo }: Car): void {
  const device = soldOnlyBy(db, vin)
  if (device) throw new Refusal('right-elsewhere', { vehicleId: id, stockNo, device })
}

const hand = (db: Writer, car: Car, to: string | null, override = false): void =>
  db.grant(holdKey(car.vin), car.id, { to, fence: saleRight(db, car.vin).fence, override })

export function takeRights(db: Writer, { ids }: Input<'vehicles.takeRights'>): Output<'vehicles.takeRights'> {
  if (!hasHq(db)) throw new Refusal('alone')
  const wanted = [...new Set(ids)].map((id) => ownCar(db, id)).filter((car) => saleRight(db, car.vin).replica !== db.who.replica)
  if (wanted.length === 0) throw new Refusal('nothing-changed')
  for (const car of wanted) {
    if (car.leftOn) throw new Refusal('gone', { leftOn: car.leftOn, stockNo: car.stockNo })
    mustNotBeElsewhere(db, car)
    mustRest(db, car)
    mustBeFree(db, car)
    hand(db, car, db.who.replica)
  }
  return { count: wanted.length }
}

/** These cars, whose right is here and at rest. @throws Refusal('no-right' | 'right-moving'). */
function withRight(db: Reader, ids: readonly string[]): Car[] {
  return [...new Set(ids)].map((id) => {
    const car = ownCar(db, id)
    if (saleRight(db, car.vin).replica !== db.who.replica) throw new Refusal('no-right', { stockNo: car.stockNo })
    mustRest(db, car)
    return car
  })
}

export function returnRights(db: Writer, { ids }: Input<'vehicles.returnRights'>): Output<'vehicles.returnRights'> {
  const cars = withRight(db, ids)
  for (const car of cars) hand(db, car, null)
  return { count: cars.length }
}

export function giveRights(db: Writer, { ids, to }: Input<'vehicles.giveRights'>): Output<'vehicles.giveRights'> {
  const taker = db.one('SELECT 1 FROM devices WHERE id = ? AND site_id = ? AND revoked_at IS NULL', to, db.who.site)
  if (!taker || to === db.who.replica) throw new Refusal('unknown-desktop')
  const cars = withRight(db, ids)
  for (const car of cars) {
    mustBeFree(db, car)
    hand(db, car, to)
  }
  return { count: cars.length }
}

/** The log keeps the reason as the release of a key nobody holds, beside who took it. */
export function overrideRight(db: Writer, { id, for: whom, reason }: Input<'vehicles.overrideRight'>): Output<'vehicles.overrideRight'> {
  const car = ownCar(db, id)
  if (soldOnlyBy(db, car.vin) === null) throw new Refusal('nothing-changed')
  mustRest(db, car)
  if (whom === 'here') mustBeFree(db, car)
  hand(db, car, whom === 'here' ? db.who.replica : null, true)
  db.release(`overridden:${holdKey(car.vin)}`, reason)
  return { id }
}
