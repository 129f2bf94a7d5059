// Appointments of the workshop. Two offline desks may fill one hour twice: both stay, and the calendar shows that the day holds
// more than there is. Their state is built on (see commands: expect): of two desks that end one the first one's end stands.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const appointments = table(
  'appointments',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'state_at', 'end_reason', 'work_order_id'],
      ['customer_id', 'car_id', 'vehicle_id', 'plate', 'car_name'],
      ['day_on', 'starts_at', 'minutes', 'technician_id', 'bay_id'],
    ],
    personal: ['note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, appointmentStates. */
    state: text('state').notNull(),
    stateAt: integer('state_at').notNull(),
    /** Why it was cancelled, or what is known of who did not come. */
    endReason: text('end_reason'),
    /** The order it became. */
    workOrderId: text('work_order_id'),
    customerId: text('customer_id').notNull(),
    /** The row of `customer_cars`. */
    carId: text('car_id').notNull(),
    vehicleId: text('vehicle_id'),
    plate: text('plate'),
    carName: text('car_name').notNull(),
    dayOn: text('day_on').notNull(),
    startsAt: integer('starts_at').notNull(),
    /** Work that is planned for it. */
    minutes: integer('minutes').notNull(),
    /** Whom or which bay the customer was promised; null: whoever is free. */
    technicianId: text('technician_id'),
    bayId: text('bay_id'),
    /** See workshop/rules.ts, serviceKinds. */
    kind: text('kind').notNull(),
    /** What is wanted, in words. */
    wants: text('wants').notNull(),
    promisedAt: integer('promised_at'),
    /** 1: the customer will wait for it; 1: wants a car meanwhile. */
    waits: integer('waits').notNull().default(0),
    loaner: integer('loaner').notNull().default(0),
    /** See rules.ts, bookingChannels. */
    channel: text('channel').notNull(),
    /** Why it was taken although the hour was full. */
    overReason: text('over_reason'),
    note: text('note'),
    takenBy: text('taken_by').notNull(),
    takenAt: integer('taken_at').notNull(),
  },
)
