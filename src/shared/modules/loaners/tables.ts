// Cars a site lends to customers whose own is in the workshop, and every loan. A car is held under `loaner:` by the loan it is out
// with: of two desks that lend one car apart the first has it, the other's loan is a clash and a case.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

/** That a car is lent; its id is the car's, so that two desks mark it once. */
export const loanerCars = table(
  'loaner_cars',
  { scope: 'site', policy: 'fields', keys: { loaner: 'id' } },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    active: integer('active').notNull().default(1),
    note: text('note'),
  },
)

export const loanerLoans = table(
  'loaner_loans',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'lost_to', 'end_reason'],
      ['licence_no', 'licence_class', 'licence_expires_on'],
      ['km_in', 'fuel_in', 'in_at', 'return_note', 'back_by'],
    ],
    personal: ['driver_name', 'licence_no', 'return_note', 'note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, loanStates. */
    state: text('state').notNull(),
    /** The loan that has the car this one lost. */
    lostTo: text('lost_to'),
    endReason: text('end_reason'),
    vehicleId: text('vehicle_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** The order of their own car. */
    workOrderId: text('work_order_id'),
    /** Who drives, when that is somebody else. */
    driverName: text('driver_name'),
    licenceNo: text('licence_no'),
    licenceClass: text('licence_class').notNull(),
    /** Null: valid for ever. */
    licenceExpiresOn: text('licence_expires_on'),
    outAt: integer('out_at').notNull(),
    dueAt: integer('due_at').notNull(),
    kmOut: integer('km_out').notNull(),
    fuelOut: integer('fuel_out').notNull(),
    kmIn: integer('km_in'),
    fuelIn: integer('fuel_in'),
    inAt: integer('in_at'),
    /** Marks, fuel and kilometres that were talked about. */
    returnNote: text('return_note'),
    backBy: text('back_by'),
    note: text('note'),
    lentBy: text('lent_by').notNull(),
  },
)
