// What is true of appointments right now: who may see one, whom and which bays a day has, and what of its hours is spoken for.
import type { InferSelectModel } from 'drizzle-orm'
import { addDays, startOf, timeOf, type Day } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { AppointmentRow } from '../../../../shared/modules/appointments/contract.ts'
import {
  firstServiceHours,
  isExpected,
  isOverbooked,
  loadOf,
  type AppointmentState,
  type DayLoad,
  type Piece,
  type ServiceHours,
} from '../../../../shared/modules/appointments/rules.ts'
import { appointments } from '../../../../shared/modules/appointments/tables.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import { clashing, type Slot } from '../../../../shared/modules/floor/rules.ts'
import { slotsOf } from '../../../../shared/modules/testdrives/rules.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { slotsBetween, techniciansOf } from '../../floor/queries/facts.ts'

export type Appointment = Omit<InferSelectModel<typeof appointments>, 'state'> & { state: AppointmentState }

/** Rows of `appointments a` of this person's sites. */
export const inReach = ({ who }: Pick<Reader, 'who'>): Part => (who.reach === 'group' ? part('1') : part('a.site_id = ?', who.site))

/** @throws Refusal('not-found'). */
export function mustSeeAppointment(db: Reader, id: string): Appointment {
  const appointment = db.must(appointments, id)
  if (db.who.reach !== 'group' && appointment.siteId !== db.who.site) throw new Refusal('not-found', { table: 'appointments', id })
  return appointment as Appointment
}

export const hoursOn = (db: Reader, on: Day): ServiceHours => parameterOn(db, 'service-hours', on) ?? firstServiceHours

export const baysOf = (db: Reader): { id: string; name: string }[] =>
  db.all('SELECT id, name FROM bays WHERE site_id = ? AND active = 1 ORDER BY name, id LIMIT 100', db.who.site)

export type Booked = DayLoad & { hours: ServiceHours; clashes: ReadonlySet<string> }
type Planned = { id: string; technicianId: string | null; bayId: string | null; startsAt: number; minutes: number }

/**
 * The hours of a day of this site: who is expected, who came and is not on the board yet, and what the board holds. `but` is
 * left out, for what is moved does not stand in its own way; `more` is what would come.
 */
export function bookedOn(db: Reader, on: Day, { but = '', more = [] }: { but?: string; more?: readonly Piece[] } = {}): Booked {
  const hours = hoursOn(db, on)
  const booked = db.all<Planned>(
    `SELECT a.id, a.technician_id AS "technicianId", a.bay_id AS "bayId", a.starts_at AS "startsAt", a.minutes FROM appointments a
     WHERE a.day_on = ? AND a.site_id = ? AND a.id <> ? AND (a.state IN ('booked', 'confirmed')
       OR (a.state = 'arrived' AND NOT EXISTS (SELECT 1 FROM job_slots s WHERE s.order_id = a.work_order_id))) LIMIT 500`,
    on,
    db.who.site,
    but,
  )
  const board = slotsBetween(db, startOf(on), startOf(addDays(on, 1)))
  const slots: Slot[] = booked.map(({ technicianId, ...each }) => ({ ...each, technicianId: technicianId ?? `whoever ${each.id}` }))
  return {
    hours,
    clashes: clashing([...slots, ...board]),
    ...loadOf(on, hours, slotsOf(hours), { technicians: techniciansOf(db).length, bays: baysOf(db).length }, [
      ...booked,
      ...board,
      ...more,
    ]),
  }
}

export const FROM = `appointments a LEFT JOIN customers c ON c.id = a.customer_id LEFT JOIN users t ON t.id = a.technician_id LEFT JOIN bays y ON y.id = a.bay_id`
export const COLUMNS = `a.id, a.no, a.state, a.customer_id AS "customerId", coalesce(c.name, '') AS "customerName", c.phone, a.car_id AS "carId",
  a.vehicle_id AS "vehicleId", a.plate, a.car_name AS "carName", a.day_on AS "dayOn", a.starts_at AS "startsAt", a.minutes,
  a.technician_id AS "technicianId", t.name AS "technicianName", a.bay_id AS "bayId", y.name AS "bayName", a.kind, a.wants,
  a.promised_at AS "promisedAt", a.waits, a.loaner, a.channel, a.work_order_id AS "workOrderId", a.end_reason AS "endReason", a.taken_at AS "takenAt"`

export type Stored = Omit<AppointmentRow, 'clock' | 'waits' | 'loaner' | 'late' | 'overbooked' | 'standing'> & {
  waits: number
  loaner: number
}

/** Rows as they are shown; what is over, or of a day that is, crowds nobody any more. */
export function shown(db: Reader, rows: readonly Stored[]): AppointmentRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  const days = new Map<string, Booked>()
  const crowded = (row: Stored): boolean => {
    if (!isExpected(row.state) || row.dayOn < db.today) return false
    const day = days.get(row.dayOn) ?? bookedOn(db, row.dayOn)
    days.set(row.dayOn, day)
    return day.clashes.has(row.id) || isOverbooked(row, day.hours, day)
  }
  return rows.map((row) => ({
    ...row,
    phone: row.phone && maskPhone(row.phone),
    clock: timeOf(row.startsAt),
    waits: row.waits === 1,
    loaner: row.loaner === 1,
    late: isExpected(row.state) && row.startsAt < db.now,
    overbooked: crowded(row),
    standing: standings.get(row.id) ?? 'alone',
  }))
}
