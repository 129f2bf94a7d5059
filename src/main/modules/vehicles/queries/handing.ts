// What can be done with cars whose right to be sold changes hands, and with those that travel: for the dialogs that ask
// about several at once, and for an order before it is signed.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Reader } from '../../../store/read.ts'
import { mustTravel, ownCar } from '../commands.ts'
import { mustBeGivable, mustBeIdle, mustBeTakeable, mustHaveRight, type Car } from '../commands/rights.ts'
import { hasHq, promiseFor, saleRight, soldOnlyBy } from './hold.ts'
import { stored } from './page.ts'
import { carTitle } from './title.ts'

type WhyNot = Output<'vehicles.handing'>['cars'][number]['take']

/** The refusal that the deed would meet, or null. */
function whyNot(db: Reader, id: string, judge: (db: Reader, car: Car) => void): WhyNot {
  try {
    judge(db, ownCar(db, id))
    return null
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: { ...(error.details as Record<string, unknown> | undefined) } }
    throw error
  }
}

export function handing(db: Reader, { ids }: Input<'vehicles.handing'>): Output<'vehicles.handing'> {
  return {
    cars: stored(db, ids).map((row) => ({
      id: row.id,
      stockNo: row.stock_no,
      title: carTitle(row),
      take: whyNot(db, row.id, mustBeTakeable),
      return: whyNot(db, row.id, mustHaveRight),
      give: whyNot(db, row.id, mustBeGivable),
      transfer: whyNot(db, row.id, mustBeIdle),
      receive: whyNot(db, row.id, mustTravel),
    })),
  }
}

export function promise(db: Reader, { id }: Input<'vehicles.promise'>): Output<'vehicles.promise'> {
  const car = db.one<{ vin: string; siteId: string }>('SELECT vin, site_id AS siteId FROM vehicles WHERE id = ?', id)
  if (!car) throw new Refusal('not-found', { table: 'vehicles', id })
  return { promise: promiseFor(db, car), alone: !hasHq(db), device: soldOnlyBy(db, car), no: saleRight(db, car).no }
}
