// Cars in stock, visible to the whole group; what they cost is a table of its own that only their site sees.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const vehicles = table(
  'vehicles',
  {
    scope: 'group',
    policy: 'fields',
    groups: [
      ['state', 'holder_id'],
      ['list_fen', 'price_fen'],
    ],
    keys: { vin: 'vin' },
    batch: 'batch_id',
  },
  {
    id: text('id').primaryKey(),
    /** The site that owns the car. A column of a group table: every site sees the row. */
    siteId: text('site_id').notNull(),
    stockNo: text('stock_no').notNull(),
    vin: text('vin').notNull(),
    /** Why an L-VIN with a wrong check digit was accepted. */
    vinOverride: text('vin_override'),
    brand: text('brand').notNull(),
    series: text('series').notNull(),
    model: text('model').notNull(),
    modelYear: integer('model_year'),
    exterior: text('exterior'),
    interior: text('interior'),
    /** fuel | nev */
    energy: text('energy').notNull(),
    engineNo: text('engine_no'),
    certificateNo: text('certificate_no'),
    origin: text('origin'),
    producedOn: text('produced_on'),
    seats: integer('seats'),
    /** Demo cars and delivered ones; a new car has none. */
    plate: text('plate'),
    listFen: integer('list_fen').notNull(),
    priceFen: integer('price_fen').notNull(),
    /** in-stock | for-sale | demo | in-repair | sold | in-transit | pledged | lost */
    state: text('state').notNull(),
    /** The order that holds the car. */
    holderId: text('holder_id'),
    location: text('location'),
    expectedOn: text('expected_on'),
    arrivedOn: text('arrived_on'),
    leftOn: text('left_on'),
    note: text('note'),
    batchId: text('batch_id'),
    createdAt: integer('created_at').notNull(),
    /** The site it was sent from, while it is on the road to this one, since when and what for. */
    fromSiteId: text('from_site_id'),
    sentOn: text('sent_on'),
    sentNote: text('sent_note'),
    /** 新能源: the battery's number, its state of health in percent, and the charger at the customer's: see rules.ts, chargerStates. */
    batteryNo: text('battery_no'),
    sohPercent: integer('soh_percent'),
    charger: text('charger'),
  },
)

export const vehicleCosts = table(
  'vehicle_costs',
  { scope: 'site', policy: 'fields' },
  {
    /** The vehicle's id. */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    costFen: integer('cost_fen').notNull(),
    rebateFen: integer('rebate_fen').notNull().default(0),
    note: text('note'),
  },
)
