// What may be asked of appointments: the calendar with its hours, the list, one of them, who waits at reception now, how many
// come; and its way from booking to the door. Taking the car in is the workshop's: it names the appointment it came by.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Standing } from '../../standing.ts'
import { messageStates } from '../messages/rules.ts'
import { BroughtCar } from '../workshop/contract.ts'
import { serviceKinds, workOrderStates } from '../workshop/rules.ts'
import { appointmentStates, bookingChannels } from './rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const words = (most: number) => z.string().trim().min(1, 'required').max(most)
const Note = orNull(z.string().trim().max(200)).default(null)
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock')
const Minutes = z.int().min(15, 'quarter-at-least').max(6000, 'too-much')
const Instant = z.int().min(0).max(4_102_444_800_000)
const Done = z.object({ id: z.string() })

export const AppointmentRow = z.object({
  id: z.string(),
  no: z.string(),
  state: z.enum(appointmentStates),
  customerId: z.string(),
  customerName: z.string(),
  phone: z.string().nullable(),
  carId: z.string(),
  vehicleId: z.string().nullable(),
  plate: z.string().nullable(),
  carName: z.string(),
  dayOn: z.string(),
  startsAt: z.int(),
  clock: z.string(),
  minutes: z.int(),
  technicianId: z.string().nullable(),
  technicianName: z.string().nullable(),
  bayId: z.string().nullable(),
  bayName: z.string().nullable(),
  kind: z.enum(serviceKinds),
  wants: z.string(),
  promisedAt: z.int().nullable(),
  waits: z.boolean(),
  loaner: z.boolean(),
  channel: z.enum(bookingChannels),
  workOrderId: z.string().nullable(),
  endReason: z.string().nullable(),
  takenAt: z.int(),
  /** Expected, and its time is past. */
  late: z.boolean(),
  /** Lies in an hour or on a day that holds more than there is, or shares its technician or bay with another. */
  overbooked: z.boolean(),
  standing: Standing,
})
export type AppointmentRow = z.infer<typeof AppointmentRow>

export const AppointmentCard = AppointmentRow.extend({
  note: z.string().nullable(),
  overReason: z.string().nullable(),
  takenByName: z.string(),
  workOrderNo: z.string().nullable(),
  /** What was written to the customer about it, newest first; `reason` says why it did not go. */
  messages: z.array(z.object({ id: z.string(), state: z.enum(messageStates), reason: z.string().nullable(), dueAt: z.int() })),
  cases: z.array(z.object({ id: z.string() })),
})
export type AppointmentCard = z.infer<typeof AppointmentCard>

const Slot = z.object({ clock: z.string(), startsAt: z.int(), thereMinutes: z.int(), plannedMinutes: z.int() })
export const AppointmentDay = z.object({
  on: z.string(),
  thereMinutes: z.int(),
  plannedMinutes: z.int(),
  slots: z.array(Slot),
  appointments: z.array(AppointmentRow),
})
export type AppointmentDay = z.infer<typeof AppointmentDay>

/** Who is here and waits, now. */
export const Reception = z.object({
  /** Taken in, and nobody began: how many cars, and how long the first of them stands, minutes. */
  waiting: z.int(),
  longestMinutes: z.int(),
  /** Minutes until a technician has half an hour free today; null when none has. */
  freeInMinutes: z.int().nullable(),
  /** Customers in the lounge, whoever sits longest first. */
  lounge: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      plate: z.string().nullable(),
      customerName: z.string(),
      state: z.enum(workOrderStates),
      minutes: z.int(),
      promisedAt: z.int().nullable(),
    }),
  ),
})
export type Reception = z.infer<typeof Reception>

export const AppointmentFigures = z.object({
  booked: z.int(),
  arrived: z.int(),
  onTime: z.int(),
  noShows: z.int(),
  cancelled: z.int(),
  noShowBp: z.int().nullable(),
  channels: z.array(
    z.object({ channel: z.enum(bookingChannels), booked: z.int(), arrived: z.int(), noShows: z.int(), noShowBp: z.int().nullable() }),
  ),
  /** From the door to the first clock, mean in minutes, and of how many orders; null when none began. */
  waitMinutes: z.int().nullable(),
  begun: z.int(),
})

const rowReads = [
  'appointments',
  'customers',
  'users',
  'roles',
  'bays',
  'job_slots',
  'parameters',
  '_sync_changesets',
  'cases',
  'work_orders',
] as const
const Place = {
  dayOn: Day,
  clock: Clock,
  minutes: Minutes,
  technicianId: orNull(Id).default(null),
  bayId: orNull(Id).default(null),
}
const placing = ['past', 'closed-then', 'no-such-technician', 'no-such-bay', 'full'] as const

export const appointments = {
  /** A day or a week: what is booked, and of each slot the minutes there are and the minutes planned. */
  calendar: query({
    access: 'workshop.view',
    input: z.object({ fromOn: Day, days: z.union([z.literal(1), z.literal(7)]) }),
    output: z.object({
      now: z.int(),
      technicians: z.array(z.object({ id: z.string(), name: z.string() })),
      bays: z.array(z.object({ id: z.string(), name: z.string() })),
      slotMinutes: z.int(),
      days: z.array(AppointmentDay),
    }),
    reads: rowReads,
  }),
  page: query({ access: 'workshop.view', input: ListRequest, output: listPage(AppointmentRow), reads: rowReads }),
  card: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: AppointmentCard,
    reads: [...rowReads, 'messages', 'message_tries'],
  }),
  /** What a car is expected for today or was not brought to, so that reception need not look for it. */
  ofCar: query({
    access: 'workshop.view',
    input: z.object({ customerId: Id, carId: orNull(Id).default(null), vehicleId: orNull(Id).default(null) }),
    output: AppointmentRow.nullable(),
    reads: rowReads,
  }),
  reception: query({
    access: 'workshop.view',
    input: z.object({}),
    output: Reception,
    reads: ['work_orders', 'job_slots', 'users', 'roles', 'customers'],
  }),
  figures: query({
    access: 'workshop.view',
    input: z.object({ fromOn: Day, untilOn: Day }),
    output: AppointmentFigures,
    reads: ['appointments', 'work_orders', 'job_clocks'],
  }),
  /** `full`: the hour or the day has no room for it; `booked-already`: the car is expected anyway. Both want a word. */
  book: command({
    access: 'workshop.book',
    input: z.object({
      car: BroughtCar,
      ...Place,
      kind: z.enum(serviceKinds),
      wants: words(500),
      promisedAt: Instant.nullable().default(null),
      waits: z.boolean().default(false),
      loaner: z.boolean().default(false),
      channel: z.enum(bookingChannels),
      note: Note,
      remind: z.boolean().default(true),
      evenSo: Note,
    }),
    output: z.object({ id: z.string(), no: z.string() }),
    writes: ['appointments', 'customers', 'customer_cars', 'messages'],
    refusals: ['duplicate', 'booked-already', ...placing],
  }),
  /** Another time, other work: the reminder follows. */
  change: command({
    access: 'workshop.book',
    input: z.object({
      id: Id,
      ...Place,
      kind: z.enum(serviceKinds),
      wants: words(500),
      promisedAt: Instant.nullable().default(null),
      waits: z.boolean(),
      loaner: z.boolean(),
      note: Note,
      evenSo: Note,
    }),
    output: Done,
    writes: ['appointments', 'messages'],
    refusals: ['over', ...placing],
  }),
  /** Both sides said yes; the customer has it in writing when `tell`. */
  confirm: command({
    access: 'workshop.book',
    input: z.object({ id: Id, tell: z.boolean().default(true) }),
    output: Done,
    writes: ['appointments', 'messages'],
    refusals: ['over'],
  }),
  end: command({
    access: 'workshop.book',
    input: z.object({ id: Id, kind: z.enum(['cancelled', 'no-show']), reason: words(200) }),
    output: Done,
    writes: ['appointments', 'messages'],
    refusals: ['over', 'not-yet'],
  }),
}
