// Writes loaner cars and loans. A loan has its car while it holds it; what was read off the car when it left is under no guard, for
// it left; giving the car back is under the hold and releases it.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { returnProblems } from '../../../shared/modules/loaners/rules.ts'
import { loanerCars, loanerLoans } from '../../../shared/modules/loaners/tables.ts'
import { licenceProblems } from '../../../shared/modules/testdrives/rules.ts'
import { repairDaysOf } from '../../../shared/modules/workshop/rules.ts'
import { HOLDER } from '../../../shared/sync/arbitrate.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { claim } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { attach, keepSignature } from '../documents/commands/attach.ts'
import { carToLend } from '../testdrives/queries/facts.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { holdOf, lastKm, mustSeeLoan, outWith, type Loan } from './queries/facts.ts'

const asSubject = ({ id, siteId }: Pick<Loan, 'id' | 'siteId'>) => ({ subject: 'loaner_loans', subjectId: id, siteId })

export function mark(db: Writer, { vehicleId: id, active, note }: Input<'loaners.mark'>): Output<'loaners.mark'> {
  const car = carToLend(db, id)
  if (car.siteId !== db.who.site || (active && car.state !== 'demo'))
    throw new Refusal('not-ours', { stockNo: car.stockNo, state: car.state })
  const out = outWith(db, id)
  if (!active && out && !out.driving) throw new Refusal('car-out', out)
  const facts = { active: active ? 1 : 0, note }
  if (db.row(loanerCars, id)) db.patch(loanerCars, id, facts)
  else db.put(loanerCars, { id, siteId: db.who.site, ...facts })
  return { id }
}

export function lend(db: Writer, given: Input<'loaners.lend'>): Output<'loaners.lend'> {
  const { vehicleId, customerId, workOrderId, dueAt, km, fuel, licence, driverName, note } = given
  const marked = db.row(loanerCars, vehicleId)
  if (!marked || marked.active !== 1 || marked.siteId !== db.who.site || carToLend(db, vehicleId).state !== 'demo')
    throw new Refusal('no-loaner')
  const out = outWith(db, vehicleId)
  if (out) throw new Refusal('car-out', out)
  const [problem] = licenceProblems({ number: licence.no, expiresOn: licence.expiresOn }, db.today)
  if (problem) throw new Refusal(problem === 'number' ? 'licence-number' : 'licence-expired', { expiresOn: licence.expiresOn })
  if (dueAt <= db.now) throw new Refusal('due-past')
  const last = lastKm(db, vehicleId)
  if (last !== null && km < last) throw new Refusal('km-below-last', { lastKm: last })
  reachable(db, customerId)
  if (workOrderId !== null && mustSeeOrder(db, workOrderId).customerId !== customerId) throw new Refusal('not-this-customer')
  claim(db, customerId)
  const made = { id: db.newId(), no: nextNumber(db, 'LO') }
  db.put(loanerLoans, {
    ...made,
    siteId: db.who.site,
    state: 'clash',
    ...{ vehicleId, customerId, workOrderId, driverName, dueAt, note },
    licenceNo: licence.no,
    licenceClass: licence.class,
    licenceExpiresOn: licence.expiresOn,
    outAt: db.now,
    kmOut: km,
    fuelOut: fuel,
    lentBy: db.who.user,
  })
  db.hold(holdOf(vehicleId), vehicleId, made.id, {
    covering: () => db.patch(loanerLoans, made.id, { state: 'out' }),
    otherwise: (instead) => instead.patch(loanerLoans, made.id, { state: 'clash', lostTo: HOLDER }),
  })
  const subject = asSubject({ id: made.id, siteId: db.who.site })
  attach(db, subject, 'licence', licence.photos)
  attach(db, subject, 'damage-out', given.damage)
  keepSignature(db, subject, made.no, given.signature)
  return made
}

/** @throws Refusal('over') of one that is back or was dropped. */
function mustBeOut(db: Writer, id: string): Loan {
  const loan = mustSeeLoan(db, id)
  if (loan.state !== 'out' && loan.state !== 'clash') throw new Refusal('over', { no: loan.no })
  return loan
}

export function extend(db: Writer, { id, dueAt, reason }: Input<'loaners.extend'>): Output<'loaners.extend'> {
  const loan = mustBeOut(db, id)
  if (dueAt <= db.now) throw new Refusal('due-past')
  db.patch(loanerLoans, id, { dueAt, note: [loan.note, reason].filter(Boolean).join('；') })
  return { id }
}

/** Ends a loan under its hold and gives the car free; one that lost it has nothing to give. */
function giveFree(db: Writer, loan: Loan, end: Partial<Loan>): void {
  const covering = () => db.patch(loanerLoans, loan.id, end)
  if (loan.state !== 'out') return covering()
  db.hold(holdOf(loan.vehicleId), loan.vehicleId, loan.id, { covering })
  db.release(holdOf(loan.vehicleId), loan.id)
}

export function takeBack(db: Writer, { id, km, fuel, damage, note }: Input<'loaners.takeBack'>): Output<'loaners.takeBack'> {
  const loan = mustBeOut(db, id)
  const wrong = returnProblems({ km, fuel }, { km: loan.kmOut, fuel: loan.fuelOut }, repairDaysOf(loan.outAt, db.now))
  if (wrong.includes('backwards')) throw new Refusal('km-backwards', { kmOut: loan.kmOut })
  if (wrong.length > 0 && note === null) throw new Refusal('looks-wrong', { why: wrong, kmOut: loan.kmOut, fuelOut: loan.fuelOut })
  // What was read off the car stays read, whoever has it now.
  db.patch(loanerLoans, id, { kmIn: km, fuelIn: fuel, inAt: db.now, returnNote: note, backBy: db.who.user })
  giveFree(db, loan, { state: 'back' })
  attach(db, asSubject(loan), 'damage-in', damage)
  return { id }
}

export function drop(db: Writer, { id, reason }: Input<'loaners.drop'>): Output<'loaners.drop'> {
  const loan = mustSeeLoan(db, id)
  if (loan.state !== 'clash') throw new Refusal('over', { no: loan.no })
  db.patch(loanerLoans, id, { state: 'void', endReason: reason })
  return { id }
}
