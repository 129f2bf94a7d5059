// One test drive: whose, with which car and when, who was let drive, what the meters said, and what the guest thought.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/**
 * The slot is held under `drive:`; its state counts only while it is. What was read off the car is covered by nothing: a
 * drive that took place is known whoever had the slot.
 */
export const testDrives = table(
  'test_drives',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'lost_to', 'end_reason', 'ended_at'],
      ['licence_no', 'licence_class', 'licence_expires_on', 'licence_by', 'licence_at'],
      ['km_out', 'fuel_out', 'out_at', 'route', 'route_km'],
      ['km_in', 'fuel_in', 'in_at', 'reading_note'],
    ],
    personal: ['licence_no', 'feedback', 'note'],
    keys: { drive: 'slot_key' },
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, driveStates. */
    state: text('state').notNull(),
    customerId: text('customer_id').notNull(),
    consultantId: text('consultant_id').notNull(),
    vehicleId: text('vehicle_id').notNull(),
    driveOn: text('drive_on').notNull(),
    /** `09:30`, China's time. */
    slot: text('slot').notNull(),
    /** See rules.ts, slotKey. Never changes: a drive at another hour is another row. */
    slotKey: text('slot_key').notNull(),
    /** The drive that has the slot this one lost. */
    lostTo: text('lost_to'),
    endReason: text('end_reason'),
    endedAt: integer('ended_at'),
    licenceNo: text('licence_no'),
    licenceClass: text('licence_class'),
    /** Null with a class: valid for ever. */
    licenceExpiresOn: text('licence_expires_on'),
    licenceBy: text('licence_by'),
    licenceAt: integer('licence_at'),
    route: text('route'),
    routeKm: integer('route_km'),
    kmOut: integer('km_out'),
    /** Percent of tank or battery. */
    fuelOut: integer('fuel_out'),
    outAt: integer('out_at'),
    kmIn: integer('km_in'),
    fuelIn: integer('fuel_in'),
    inAt: integer('in_at'),
    /** Why a reading that looks wrong is right. */
    readingNote: text('reading_note'),
    /** JSON: aspect → 1 to 5. */
    scores: text('scores'),
    feedback: text('feedback'),
    note: text('note'),
    createdAt: integer('created_at').notNull(),
  },
)
