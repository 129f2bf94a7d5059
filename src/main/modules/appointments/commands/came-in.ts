// An appointment's state, and its end at the door: the car was taken in under an order. The order is under no guard: what stands
// in the yard was taken in, whichever desk's word about the appointment counts.
import { Refusal } from '../../../../shared/errors.ts'
import { appointmentMoves, type AppointmentState } from '../../../../shared/modules/appointments/rules.ts'
import { appointments } from '../../../../shared/modules/appointments/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { mustSeeAppointment, type Appointment } from '../queries/facts.ts'
import { recall } from './remind.ts'

/** @throws Refusal('over') when it cannot go there from where it is. */
export function become(db: Writer, appointment: Appointment, state: AppointmentState, more: Partial<Appointment> = {}): void {
  const { id, no } = appointment
  if (!appointmentMoves[appointment.state].includes(state)) throw new Refusal('over', { no, state: appointment.state })
  db.expect(appointments, id, 'state', { covering: () => db.patch(appointments, id, { ...more, state, stateAt: db.now }) })
}

export function cameIn(db: Writer, id: string, workOrderId: string): void {
  const appointment = mustSeeAppointment(db, id)
  become(db, appointment, 'arrived', { workOrderId, endReason: null })
  recall(db, appointment)
}
