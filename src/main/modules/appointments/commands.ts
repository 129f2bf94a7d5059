// Writes appointments: made, moved, confirmed and ended. An hour that is full wants a word here; what two desks put into one hour
// apart both stays, and is shown.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { isExpected, isOverbooked, momentAt } from '../../../shared/modules/appointments/rules.ts'
import { appointments } from '../../../shared/modules/appointments/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { techniciansOf } from '../floor/queries/facts.ts'
import { bring } from '../workshop/commands/bring.ts'
import { become } from './commands/came-in.ts'
import { recall, remind, sayConfirmed } from './commands/remind.ts'
import { baysOf, bookedOn, mustSeeAppointment, type Appointment } from './queries/facts.ts'

type Wished = Pick<Input<'appointments.book'>, 'dayOn' | 'clock' | 'minutes' | 'technicianId' | 'bayId' | 'evenSo'>
type Place = Pick<Appointment, 'dayOn' | 'startsAt' | 'minutes' | 'technicianId' | 'bayId' | 'overReason'>

/** Where it lies; `but` is the appointment that is moved. Codes: see contract.ts, placing. */
function placeFor(db: Writer, { dayOn, clock, evenSo, ...wished }: Wished, but?: Appointment): Place {
  const startsAt = momentAt(dayOn, clock)
  const { minutes, technicianId, bayId } = wished
  const piece = { startsAt, minutes }
  const day = bookedOn(db, dayOn, { but: but?.id ?? '', more: [piece] })
  const until = day.hours.slotMinutes * 60_000
  // An hour that has begun may still be given; what stays where it is need not be ahead.
  if (startsAt !== but?.startsAt && startsAt + until <= db.now) throw new Refusal('past')
  if (!day.slots.some((slot) => startsAt >= slot.startsAt && startsAt < slot.startsAt + until))
    throw new Refusal('closed-then', { on: dayOn, clock })
  if (technicianId !== null && !techniciansOf(db).some(({ id }) => id === technicianId)) throw new Refusal('no-such-technician')
  if (bayId !== null && !baysOf(db).some(({ id }) => id === bayId)) throw new Refusal('no-such-bay')
  const full = isOverbooked(piece, day.hours, day)
  if (full && evenSo === null)
    throw new Refusal('full', { on: dayOn, clock, plannedMinutes: day.plannedMinutes, thereMinutes: day.thereMinutes })
  return { dayOn, startsAt, ...wished, overReason: full ? evenSo : null }
}

export function book(db: Writer, given: Input<'appointments.book'>): Output<'appointments.book'> {
  const { car, kind, wants, promisedAt, channel, note, remind: reminds, evenSo } = given
  const place = placeFor(db, given)
  const { vin: _, ...brought } = bring(db, car)
  const expected = db.one<{ no: string; dayOn: string }>(
    `SELECT no, day_on AS "dayOn" FROM appointments WHERE car_id = ? AND state IN ('booked', 'confirmed') AND day_on >= ? ORDER BY day_on, id LIMIT 1`,
    brought.carId,
    db.today,
  )
  if (expected && evenSo === null) throw new Refusal('booked-already', expected)
  const made = { id: db.newId(), no: nextNumber(db, 'BK') }
  const row = {
    ...made,
    siteId: db.who.site,
    ...brought,
    ...place,
    ...{ kind, wants, promisedAt, channel, note },
    waits: given.waits ? 1 : 0,
    loaner: given.loaner ? 1 : 0,
    state: 'booked',
    stateAt: db.now,
    takenBy: db.who.user,
    takenAt: db.now,
  }
  db.put(appointments, row)
  if (reminds) remind(db, row)
  return made
}

/** @throws Refusal('over'). */
function mustBeExpected(db: Writer, id: string): Appointment {
  const appointment = mustSeeAppointment(db, id)
  if (!isExpected(appointment.state)) throw new Refusal('over', { no: appointment.no, state: appointment.state })
  return appointment
}

export function change(db: Writer, given: Input<'appointments.change'>): Output<'appointments.change'> {
  const { id, kind, wants, promisedAt, note } = given
  const before = mustBeExpected(db, id)
  const place = placeFor(db, given, before)
  db.patch(appointments, id, {
    ...place,
    ...{ kind, wants, promisedAt, note },
    waits: given.waits ? 1 : 0,
    loaner: given.loaner ? 1 : 0,
  })
  if (place.startsAt !== before.startsAt && recall(db, before)) remind(db, { ...before, ...place })
  return { id }
}

export function confirm(db: Writer, { id, tell }: Input<'appointments.confirm'>): Output<'appointments.confirm'> {
  const appointment = mustBeExpected(db, id)
  become(db, appointment, 'confirmed')
  if (tell && appointment.startsAt > db.now) sayConfirmed(db, appointment)
  return { id }
}

export function end(db: Writer, { id, kind, reason }: Input<'appointments.end'>): Output<'appointments.end'> {
  const appointment = mustBeExpected(db, id)
  // Before its hour nobody has stayed away.
  if (kind === 'no-show' && appointment.startsAt > db.now) throw new Refusal('not-yet', { on: dayOf(appointment.startsAt) })
  become(db, appointment, kind, { endReason: reason })
  recall(db, appointment, reason)
  return { id }
}
