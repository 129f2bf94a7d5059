// Sends a car to another site: the row, and what it cost, go in one changeset that counts only while the car still is here,
// nobody holds it and nobody else may sell it. Money, orders and history stay where they happened.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { vehicleCosts, vehicles } from '../../../../shared/modules/vehicles/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { mustBeFree, ownCar } from '../commands.ts'
import { holdKey, saleRight } from '../queries/hold.ts'
import { mustNotBeElsewhere, mustRest } from './rights.ts'

export function transfer(db: Writer, { id, siteId }: Input<'vehicles.transfer'>): Output<'vehicles.transfer'> {
  const car = ownCar(db, id)
  if (siteId === car.siteId || !db.one('SELECT 1 FROM sites WHERE id = ?', siteId)) throw new Refusal('unknown-site')
  if (car.leftOn) throw new Refusal('gone', { leftOn: car.leftOn, stockNo: car.stockNo })
  mustBeFree(db, car)
  mustNotBeElsewhere(db, car)
  mustRest(db, car)
  const go = (): void => {
    db.expect(vehicles, id, 'siteId', { covering: () => db.patch(vehicles, id, { siteId, state: 'in-transit', location: null }) })
    if (db.row(vehicleCosts, id)) db.expect(vehicleCosts, id, 'siteId', { covering: () => db.patch(vehicleCosts, id, { siteId }) })
  }
  // A right of this desktop ends here; one that another desktop took meanwhile, even the first ever, keeps the car.
  db.grant(holdKey(car.vin), id, {
    to: null,
    fence: saleRight(db, car.vin).fence,
    covering: () => db.expect(vehicles, id, 'holderId', { covering: go }),
  })
  return { id }
}
