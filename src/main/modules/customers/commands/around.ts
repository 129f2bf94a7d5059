// Writes what surrounds a customer: the cars they drive, what is arranged with partners, and what they said to us.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { answerBy } from '../../../../shared/modules/customers/rules/inquiries.ts'
import { customerCars, customers, inquiries, partnerTasks } from '../../../../shared/modules/customers/tables.ts'
import { NewCustomer } from '../../../../shared/modules/customers/contract.ts'
import type { Writer } from '../../../store/write.ts'
import { reachable } from '../queries/reach.ts'
import { enter, refuseDuplicate } from '../commands.ts'

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

export function hear(db: Writer, given: Input<'customers.hear'>): Output<'customers.hear'> {
  const { kind, channel, said, ownerId, answerByOn } = given
  const customerId = given.customerId ?? meet(db, given)
  const { siteId, consultantId } = reachable(db, customerId)
  db.claim(customers, customerId)
  const id = db.newId()
  db.put(inquiries, {
    id,
    siteId,
    customerId,
    kind,
    channel,
    said,
    ownerId: ownerId ?? consultantId ?? db.who.user,
    answerByOn: answerByOn ?? answerBy(kind, db.today),
    createdAt: db.now,
    createdBy: db.who.user,
  })
  return { id, customerId }
}

/** Somebody nobody knows yet, by what they said of themselves. @throws Refusal('duplicate') */
function meet(db: Writer, { name, phone, evenSo, channel }: Input<'customers.hear'>): string {
  const facts = NewCustomer.parse({ name, phone: phone === '' ? null : phone, level: 'N', source: heardBy[channel] })
  if (!evenSo) refuseDuplicate(db, facts)
  return enter(db, facts, { evenSo: evenSo ?? null })
}

/** Where somebody comes from who came by a service channel, in the words of the store's own sources. */
const heardBy = { phone: '电话', email: '邮件', online: '在线客服', wechat: '微信', visit: '到店' } as const

export function answer(db: Writer, { id, outcome, rating }: Input<'customers.answer'>): Output<'customers.answer'> {
  const inquiry = db.must(inquiries, id)
  if (inquiry.ownerId !== db.who.user) reachable(db, inquiry.customerId)
  if (inquiry.settledAt !== null) throw new Refusal('already-done', { doneAt: inquiry.settledAt, result: inquiry.outcome })
  db.patch(inquiries, id, { outcome, rating, settledAt: db.now, settledBy: db.who.user })
  return { id }
}
