// Writes what surrounds a customer: the cars they drive and what is arranged with partners. What they say to us is care's.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { customerCars, customers, partnerTasks } from '../../../../shared/modules/customers/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { reachable } from '../queries/reach.ts'

export function keepCar(db: Writer, { id: known, customerId, ...car }: Input<'customers.keepCar'>): Output<'customers.keepCar'> {
  const { siteId } = reachable(db, customerId)
  if (known !== null) {
    if (db.must(customerCars, known).customerId !== customerId) throw new Refusal('not-found', { table: 'customer_cars', id: known })
    db.patch(customerCars, known, car)
    return { id: known }
  }
  db.claim(customers, customerId)
  const id = db.newId()
  db.put(customerCars, { id, siteId, customerId, ...car, createdAt: db.now, createdBy: db.who.user })
  return { id }
}

type NotedCar = Omit<Input<'customers.keepCar'>, 'id'>
/** Notes a car of a customer who was checked already; under an `id` that is known what is there stays. Returns its id. */
export function noteCar(db: Writer, { customerId, ...car }: NotedCar, id = db.newId()): string {
  const { siteId } = db.must(customers, customerId)
  if (!db.row(customerCars, id)) db.put(customerCars, { id, siteId, customerId, ...car, createdAt: db.now, createdBy: db.who.user })
  return id
}

export function dropCar(db: Writer, { id }: Input<'customers.dropCar'>): Output<'customers.dropCar'> {
  reachable(db, db.must(customerCars, id).customerId)
  db.remove(customerCars, id)
  return { id }
}

export function arrange(db: Writer, { customerId, ownerId, ...task }: Input<'customers.arrange'>): Output<'customers.arrange'> {
  const { siteId, consultantId } = reachable(db, customerId)
  db.claim(customers, customerId)
  const id = db.newId()
  db.put(partnerTasks, {
    id,
    siteId,
    customerId,
    ...task,
    ownerId: ownerId ?? consultantId ?? db.who.user,
    state: 'open',
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return { id }
}

export function settleArranged(db: Writer, { id, state, result }: Input<'customers.settleArranged'>): Output<'customers.settleArranged'> {
  const task = db.must(partnerTasks, id)
  if (task.ownerId !== db.who.user) reachable(db, task.customerId)
  if (task.state !== 'open') throw new Refusal('already-done', { doneAt: task.doneAt, result: task.result })
  db.patch(partnerTasks, id, { state, result, doneAt: db.now, doneBy: db.who.user })
  return { id }
}
