// Whose car it is and how it is written down: of an order when it is taken in, of an appointment before.
import type { Input } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { uuidv5 } from '../../../../shared/ids.ts'
import { NewCustomer } from '../../../../shared/modules/customers/contract/fields.ts'
import type { Writer } from '../../../store/write.ts'
import { claim, enter, refuseDuplicate } from '../../customers/commands.ts'
import { keepCar, noteCar } from '../../customers/commands/around.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { carOf } from '../../orders/queries/facts.ts'
import { mustKnowCar, type WorkOrder } from '../queries/facts.ts'

type Brought = Pick<WorkOrder, 'customerId' | 'carId' | 'vehicleId' | 'plate' | 'vin' | 'carName'>

/** The car as it is written on the order; one that was never here, or whose driver nobody knew, is noted first. */
export function bring(db: Writer, car: Input<'workshop.open'>['car']): Brought {
  if ('customerName' in car) {
    const { plate, carName, vin, customerName, phone } = car
    refuseDuplicate(db, { name: customerName, phone, phone2: null, idKind: null, idNumber: null })
    const customerId = enter(db, NewCustomer.parse({ name: customerName, phone, source: '售后进店' }))
    const [brand = carName, ...model] = carName.split(/\s+/)
    const made = { brand, model: model.join(' '), plate, vin, boughtOn: null, goneOn: null, note: null }
    return { customerId, carId: noteCar(db, { customerId, ...made }), vehicleId: null, plate, vin, carName }
  }
  const { customerId, vehicleId } = car
  reachable(db, customerId)
  if (car.carId !== null) {
    const known = mustKnowCar(db, customerId, car.carId)
    const plate = known.plate ?? car.plate
    if (plate !== known.plate) keepCar(db, { ...known, plate })
    return { customerId, carId: known.id, vehicleId, plate, vin: known.vin, carName: `${known.brand} ${known.model}`.trim() }
  }
  const sold = vehicleId === null ? undefined : carOf(db, vehicleId)
  if (!sold || vehicleId === null) throw new Refusal('not-found', { table: 'vehicles', id: vehicleId })
  claim(db, customerId)
  const stock = db.one<{ brand: string; plate: string | null; leftOn: string | null }>(
    'SELECT brand, plate, left_on AS "leftOn" FROM vehicles WHERE id = ?',
    vehicleId,
  )
  const plate = stock?.plate ?? car.plate
  const [brand, model] = [
    stock?.brand ?? '',
    sold.name.startsWith(stock?.brand ?? '') ? sold.name.slice((stock?.brand ?? '').length).trim() : sold.name,
  ]
  const facts = { customerId, brand, model, plate, vin: sold.vin, boughtOn: stock?.leftOn ?? null, goneOn: null, note: null }
  // Taken in at two desks it is one car of one driver.
  return {
    customerId,
    carId: noteCar(db, facts, uuidv5(vehicleId, `driven by ${customerId}`)),
    vehicleId,
    plate,
    vin: sold.vin,
    carName: sold.name,
  }
}
