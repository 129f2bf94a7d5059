// The steps of an order from quote to delivery, and its end. Each says what it builds on: the document's `rev`, and the
// hold wherever a car is written. What was agreed is in commands/terms.ts.
import type { InferInsertModel } from 'drizzle-orm'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import type { RequiredLevel } from '../../../shared/modules/approvals/rules.ts'
import {
  blockersOfDelivery,
  checksFor,
  isExpired,
  purchaseTax,
  settleCancelled,
  SIGNED_FOR,
  type DeliveryBlocker,
  type OrderState,
} from '../../../shared/modules/orders/rules.ts'
import { handovers, orderTicks, orders } from '../../../shared/modules/orders/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import { signedAs } from '../../../shared/modules/documents/rules.ts'
import { HOLDER } from '../../../shared/sync/arbitrate.ts'
import type { Otherwise, Writer } from '../../store/write.ts'
import { parametersOf } from '../admin/queries.ts'
import { attach, keepSignature } from '../documents/commands/attach.ts'
import { ask, withdrawSteps } from '../approvals/commands.ts'
import { levelsFor, namesOf, staffed } from '../approvals/queries.ts'
import { wordThatWaits } from '../approvals/queries/limits.ts'
import { planCare } from '../care/commands/remind.ts'
import { dropPlans } from '../customers/commands.ts'
import { reach } from '../leads/commands/journey.ts'
import { plan as keepPlan } from '../receivables/commands.ts'
import { earnestMost } from '../receivables/queries.ts'
import { deliver as deliverCar, releaseFrom, reserve as holdCar } from '../vehicles/commands.ts'
import { proveBelowCost } from './commands/proof.ts'
import { planWithTax } from './commands/terms.ts'
import {
  carOf,
  checkedCar,
  factsOf,
  isClosed,
  knownOrder,
  missingOf,
  sharedBay,
  sheetOf,
  type Car,
  type Known,
  type Order,
} from './queries/facts.ts'

function mustBe(about: Known, ...stages: OrderState[]): void {
  if (!stages.includes(about.stage)) throw new Refusal('wrong-stage', { no: about.order.no, stage: about.stage })
}
function mustBeOpen(about: Known): void {
  if (isClosed(about.stage)) throw new Refusal('closed', { no: about.order.no, stage: about.stage })
}
function mustHaveCar({ car, order }: Known): Car {
  if (!car) throw new Refusal('no-car', { no: order.no })
  return car
}

/** What HQ makes of the order when another one has the car. */
const lost =
  (id: string) =>
  (instead: Otherwise): void =>
    instead.patch(orders, id, { state: 'car-lost', lostTo: HOLDER })

/** Whom to ask about these terms. @throws Refusal('nobody-to-ask') when only the asker could answer. */
function levelsToAsk(db: Writer, order: Order, totalFen: number): RequiredLevel[] {
  const { levels, nobody } = staffed(db, levelsFor(db, { ...order, totalFen }), order.siteId, db.who.user)
  if (nobody.length === 0) return levels
  const roles = namesOf(db, 'roles')
  throw new Refusal('nobody-to-ask', {
    roles: [...new Set(nobody.flatMap(({ roleIds }) => roleIds.map((id) => roles.get(id) ?? '')))].join('、'),
  })
}

export function place(db: Writer, { id, reason }: Input<'orders.place'>): Output<'orders.place'> {
  const about = knownOrder(db, id)
  mustBe(about, 'quoted')
  const { id: vehicleId } = mustHaveCar(about)
  const { order, sheet } = about
  if (isExpired(order.validUntil, db.today)) throw new Refusal('expired', { no: order.no, day: order.validUntil })
  const levels = levelsToAsk(db, order, sheet.totalFen)
  const rev = db.revise(orders, id)
  // Asking again about the same terms is a new question: the old answer stays with the old number.
  const termsRev = order.termsRev + (about.word === 'none' ? 0 : 1)
  proveBelowCost(db, { ...order, vehicleId }, { termsRev, reason })
  db.patch(orders, id, { state: levels.length > 0 ? 'awaiting-approval' : 'approved', termsRev, placedAt: db.now })
  ask(db, order, { termsRev, levels, reason })
  return { rev, levels: levels.length }
}

export function withdraw(db: Writer, { id }: Input<'orders.withdraw'>): Output<'orders.withdraw'> {
  mustBe(knownOrder(db, id), 'awaiting-approval')
  const rev = db.revise(orders, id)
  db.patch(orders, id, { state: 'quoted', placedAt: null })
  withdrawSteps(db, id)
  return { rev }
}

/** Takes the car; the order counts as reserved only while it has it. Codes as vehicles.reserve. */
function takeCar(db: Writer, order: Order, vehicleId: string): void {
  holdCar(db, {
    vehicleId,
    orderId: order.id,
    otherwise: lost(order.id),
    also: ({ soldUnder }) => db.patch(orders, order.id, { state: 'reserved', reservedAt: db.now, lostTo: null, soldUnder }),
  })
}

export function sign(db: Writer, { id, termsRev, reserve: also, signature }: Input<'orders.sign'>): Output<'orders.sign'> {
  const about = knownOrder(db, id)
  if (about.order.termsRev !== termsRev) throw new Refusal('moved-on', { no: about.order.no, termsRev: about.order.termsRev })
  mustBe(about, 'approved')
  const waits = wordThatWaits(db, about.order)
  if (waits !== null) throw new Refusal('word-waits', { name: waits })
  const car = mustHaveCar(about)
  const rev = db.revise(orders, id)
  db.patch(orders, id, { state: 'signed', signedAt: db.now })
  if (signature)
    keepSignature(db, { subject: 'orders', subjectId: id, siteId: about.order.siteId }, signedAs('contract', termsRev), signature)
  // Who signed needs no more persuading.
  const leadId = reach(db, about.order.customerId, 'won')
  if (leadId) dropPlans(db, leadId)
  if (also) takeCar(db, about.order, car.id)
  return { rev }
}

export function reserve(db: Writer, { id }: Input<'orders.reserve'>): Output<'orders.reserve'> {
  const about = knownOrder(db, id)
  mustBe(about, 'signed', 'reserved', 'paid', 'car-lost')
  // An exchange that was made while the first car was being lost left the order with its new car and the old state.
  if (about.hold !== 'none' && about.stage !== 'car-lost') throw new Refusal('wrong-stage', { no: about.order.no, stage: about.stage })
  const car = mustHaveCar(about)
  const rev = db.revise(orders, id)
  takeCar(db, about.order, car.id)
  return { rev }
}

/** Where an order goes when its car is exchanged: as far as it was, unless the new terms need a word first. */
function stageAfterExchange(stage: OrderState, asks: boolean): OrderState {
  if (stage === 'draft' || stage === 'quoted') return 'quoted'
  if (asks) return 'awaiting-approval'
  if (stage === 'awaiting-approval') return 'approved'
  return stage === 'approved' || stage === 'signed' ? stage : 'reserved'
}

export function changeVehicle(db: Writer, { id, vehicleId, reason }: Input<'orders.changeVehicle'>): Output<'orders.changeVehicle'> {
  const about = knownOrder(db, id)
  mustBeOpen(about)
  const { order, stage, hold, lines } = about
  if (order.vehicleId === vehicleId) throw new Refusal('same-car')
  const car = carOf(db, vehicleId)
  if (!car) throw new Refusal('no-such-car')
  if (order.priceFen > car.listFen) throw new Refusal('price-above-list', { listFen: car.listFen, priceFen: order.priceFen })
  // Another kind of energy is taxed otherwise; tax the buyer pays himself stays out of the order.
  const tax =
    order.purchaseTaxFen > 0 && car.energy !== about.car?.energy
      ? purchaseTax({ priceFen: order.priceFen, energy: car.energy, on: db.today, parameters: parametersOf(db, 'purchase-tax') })
      : null
  const terms = { ...order, vehicleId, listFen: car.listFen, purchaseTaxFen: tax?.taxFen ?? order.purchaseTaxFen }
  const asking = stage !== 'draft' && stage !== 'quoted'
  const levels = asking ? levelsToAsk(db, terms, sheetOf(terms, lines).totalFen) : []

  const rev = db.revise(orders, id)
  withdrawSteps(db, id)
  const termsRev = order.termsRev + 1
  if (asking) proveBelowCost(db, { ...order, vehicleId }, { termsRev, reason })
  ask(db, order, { termsRev, levels, reason })
  // Whoever had a car, or lost one, gets this one at once: the buyer is standing beside it.
  const takes = hold !== 'none' || stage === 'car-lost' || stage === 'reserved' || stage === 'paid'
  const exchange = (taken: { soldUnder: string | null } | null): void => {
    const state = stageAfterExchange(stage, levels.length > 0)
    db.patch(orders, id, {
      vehicleId,
      state,
      termsRev,
      listFen: terms.listFen,
      purchaseTaxFen: terms.purchaseTaxFen,
      ...(taken ? { reservedAt: db.now, lostTo: null, ...taken } : {}),
    })
    if (terms.purchaseTaxFen !== order.purchaseTaxFen) keepPlan(db, order, planWithTax(db, order, terms.purchaseTaxFen))
  }
  if (!takes) exchange(null)
  else {
    if (hold !== 'none' && order.vehicleId) releaseFrom(db, { vehicleId: order.vehicleId, orderId: id, otherwise: () => undefined })
    // When another order has the new car, one that still has its old car keeps it and all it agreed on.
    holdCar(db, { vehicleId, orderId: id, otherwise: hold === 'none' ? lost(id) : () => undefined, also: exchange })
  }
  return { rev, levels: levels.length }
}

/** Ticks a check of an order, or takes the tick back. */
export function tick(db: Writer, order: Order, item: string, on: boolean): void {
  const id = uuidv5(order.id, `check ${item}`)
  const found = db.row(orderTicks, id)
  const word = { done: on ? 1 : 0, doneBy: db.who.user, doneAt: db.now }
  if (!found) db.put(orderTicks, { id, siteId: order.siteId, orderId: order.id, item, ...word })
  else if ((found.done === 1) !== on) db.patch(orderTicks, id, word)
}

export function check(db: Writer, { id, done, undone }: Input<'orders.check'>): Output<'orders.check'> {
  const about = knownOrder(db, id)
  mustBeOpen(about)
  const checks = new Map(checksFor(checkedCar(about)).map((each) => [each.id, each]))
  const unknown = done.filter((each) => !checks.has(each))
  if (unknown.length > 0) throw new Refusal('no-such-check', { checks: unknown })
  const early = done.filter((each) => checks.get(each)?.firm)
  if (early.length > 0 && about.hold === 'none') throw new Refusal('not-reserved', { checks: early })
  if (early.length > 0 && about.hold === 'provisional') throw new Refusal('provisional', { checks: early })
  for (const item of done) if (!undone.includes(item)) tick(db, about.order, item, true)
  for (const item of undone) if (about.ticked.includes(item)) tick(db, about.order, item, false)
  return { done: new Set([...about.ticked, ...done].filter((each) => !undone.includes(each))).size }
}

function keepHandover(db: Writer, order: Order, columns: Partial<Omit<InferInsertModel<typeof handovers>, 'id' | 'siteId'>>): void {
  if (db.row(handovers, order.id)) db.patch(handovers, order.id, columns)
  else db.put(handovers, { id: order.id, siteId: order.siteId, ...columns })
}

export function appoint(db: Writer, { id, on, slot, bay, note }: Input<'orders.appoint'>): Output<'orders.appoint'> {
  const about = knownOrder(db, id)
  mustBeOpen(about)
  mustHaveCar(about)
  const place = { appointedOn: on, slot: on === null ? null : slot, bay: on === null ? null : bay }
  // Two desks without a line may still give one bay twice: the order and the board say so, see card.ts, handoverOf.
  const other = sharedBay(db, about.order, place)
  if (other) throw new Refusal('bay-taken', other)
  keepHandover(db, about.order, { ...place, note })
  return { id }
}

export function cancel(db: Writer, { id, kind, reason, keepEarnest }: Input<'orders.cancel'>): Output<'orders.cancel'> {
  const about = knownOrder(db, id)
  mustBeOpen(about)
  const { order, hold, ledger, money } = about
  const earnestFen = sumFen(ledger.filter((row) => row.kind === 'earnest').map((row) => row.amountFen))
  const limitFen = earnestMost(db, about)
  const { keptFen, refundFen, compensationFen } = settleCancelled({ kind, keepEarnest, earnestFen, netFen: money.netFen, limitFen })
  const rev = db.revise(orders, id)
  withdrawSteps(db, id)
  if (hold !== 'none' && order.vehicleId) releaseFrom(db, { vehicleId: order.vehicleId, orderId: id, otherwise: () => undefined })
  db.patch(orders, id, {
    state: 'cancelled',
    cancelledAt: db.now,
    cancelKind: kind,
    cancelReason: reason,
    compensationFen: compensationFen || null,
  })
  // What is owed from now on is what may be kept; all else that came in is too much and goes back.
  keepPlan(db, order, keptFen > 0 ? [{ kind: 'earnest', dueOn: null, amountFen: keptFen }] : [])
  return { rev, keptFen, refundFen, compensationFen }
}

/** The first thing in the way, in the order people can do something about it. */
const BLOCKED: readonly (readonly [DeliveryBlocker, 'unpaid' | 'not-reserved' | 'provisional' | 'papers-missing' | 'wrong-stage'])[] = [
  ['no-hold', 'not-reserved'],
  ['unpaid', 'unpaid'],
  ['provisional', 'provisional'],
  ['papers', 'papers-missing'],
  ['state', 'wrong-stage'],
]

/** On whose word a car goes without all its papers; nothing else that is in the way can be waived. */
function mayOverride(db: Writer, blockers: readonly DeliveryBlocker[], override: Input<'orders.deliver'>['override']): boolean {
  if (!override || blockers.some((blocker) => blocker !== 'papers')) return false
  if (!db.who.permissions.has('orders.override')) throw new Refusal('forbidden', { needs: 'orders.override' })
  return true
}

/** `gone`: the car has left already, and a person says so; only a stop of sale that came meanwhile is passed over by it. */
export function deliver(
  db: Writer,
  { id, signature, photos, override }: Input<'orders.deliver'>,
  { gone = false } = {},
): Output<'orders.deliver'> {
  const about = knownOrder(db, id)
  const { order, money, ticked } = about
  const blockers = blockersOfDelivery(factsOf(about, false))
  const missing = missingOf(about).filter((each) => each !== SIGNED_FOR)
  const waived = mayOverride(db, blockers, override)
  const first = isClosed(about.stage) ? 'wrong-stage' : BLOCKED.find(([blocker]) => !waived && blockers.includes(blocker))?.[1]
  if (first) throw new Refusal(first, { no: order.no, stage: about.stage, blockers, dueFen: money.dueFen, missing })
  if (!signature && !ticked.includes(SIGNED_FOR)) throw new Refusal('not-signed', { no: order.no })
  const { id: vehicleId, siteId, siteName, stockNo } = mustHaveCar(about)
  if (siteId !== order.siteId) throw new Refusal('vehicle-elsewhere', { vehicleId, stockNo, siteId, site: siteName })
  const subject = { subject: 'orders', subjectId: id, siteId: order.siteId }
  if (signature) {
    keepSignature(db, subject, signedAs('delivery', order.termsRev), signature)
    tick(db, order, SIGNED_FOR, true)
  }
  attach(db, subject, 'handover', photos)
  if (waived)
    keepHandover(db, order, {
      overrideReason: override?.reason ?? null,
      overrideBy: db.who.user,
      overrideAt: db.now,
      missing: JSON.stringify(missing),
    })
  const rev = db.revise(orders, id)
  deliverCar(db, {
    vehicleId,
    orderId: id,
    otherwise: lost(id),
    gone,
    also: () => {
      db.patch(orders, id, { state: 'delivered', deliveredAt: db.now })
      planCare(db, { customerId: order.customerId, orderId: id, from: db.today })
    },
  })
  return { rev }
}
