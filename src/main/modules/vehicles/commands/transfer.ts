// Sends cars to another site: the row, and what it cost, go in one changeset that counts only while the car still is here,
// nobody holds it and nobody else may sell it. Money, orders and history stay where they happened.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { vehicleCosts, vehicles } from '../../../../shared/modules/vehicles/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { ownCar } from '../commands.ts'
import { saleRight } from '../queries/hold.ts'
import { mustBeIdle, type Car } from './rights.ts'

export function transfer(db: Writer, { ids, siteId, reason }: Input<'vehicles.transfer'>): Output<'vehicles.transfer'> {
  const cars = [...new Set(ids)].map((id) => ownCar(db, id))
  if (!db.one('SELECT 1 FROM sites WHERE id = ?', siteId) || cars.some((car) => car.siteId === siteId)) throw new Refusal('unknown-site')
  for (const car of cars) {
    mustBeIdle(db, car)
    send(db, car, siteId, reason)
  }
  return { count: cars.length }
}

function send(db: Writer, car: Car, siteId: string, reason: string): void {
  const { id } = car
  const journey = { siteId, state: 'in-transit', location: null, fromSiteId: car.siteId, sentOn: db.today, sentNote: reason }
  const go = (): void => {
    db.expect(vehicles, id, 'siteId', { covering: () => db.patch(vehicles, id, journey) })
    if (db.row(vehicleCosts, id)) db.expect(vehicleCosts, id, 'siteId', { covering: () => db.patch(vehicleCosts, id, { siteId }) })
  }
  // A right of this desktop ends here; one that another desktop took meanwhile, even the first ever, keeps the car.
  const { key, fence } = saleRight(db, car)
  db.grant(key, id, { to: null, fence, covering: () => db.expect(vehicles, id, 'holderId', { covering: go }) })
}
