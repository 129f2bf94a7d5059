// Writes what makers owe for single cars: promised, documented, arrived.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { vehicleRebates } from '../../../shared/modules/yard/tables.ts'
import type { Writer } from '../../store/write.ts'
import { ownCar } from '../vehicles/commands.ts'

export function accrueRebate(db: Writer, { vehicleId, ...rebate }: Input<'yard.accrueRebate'>): Output<'yard.accrueRebate'> {
  const { siteId } = ownCar(db, vehicleId)
  const id = db.newId()
  db.put(vehicleRebates, { id, siteId, vehicleId, ...rebate, accruedOn: db.today })
  return { id }
}

function ownRebate(db: Writer, id: string) {
  const rebate = db.must(vehicleRebates, id)
  if (rebate.siteId !== db.who.site && db.who.reach !== 'group') throw new Refusal('not-found', { table: 'vehicle_rebates', id })
  return rebate
}

export function documentRebate(db: Writer, { id, documentNo }: Input<'yard.documentRebate'>): Output<'yard.documentRebate'> {
  ownRebate(db, id)
  db.patch(vehicleRebates, id, { documentNo })
  return { id }
}

export function rebateArrived(db: Writer, { id, arrivedOn, arrivedFen }: Input<'yard.rebateArrived'>): Output<'yard.rebateArrived'> {
  const rebate = ownRebate(db, id)
  if (rebate.arrivedOn !== null) throw new Refusal('arrived-already', { day: rebate.arrivedOn })
  if (rebate.documentNo === null) throw new Refusal('not-documented', { policy: rebate.policy })
  db.expect(vehicleRebates, id, 'arrivedOn', { covering: () => db.patch(vehicleRebates, id, { arrivedOn, arrivedFen }) })
  return { id }
}
