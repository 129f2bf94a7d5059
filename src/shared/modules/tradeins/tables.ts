// One old car a customer would give towards a new one: what it is, how it was found, what it counts for, what became of it.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const appraisals = table(
  'appraisals',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'asked_for', 'decided_by', 'decided_at', 'comment', 'order_id', 'vehicle_id'],
      ['retail_fen', 'recon_fen', 'purchase_fen', 'allowance_fen', 'valued_by', 'valued_at'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, appraisalStates. */
    state: text('state').notNull(),
    customerId: text('customer_id').notNull(),
    brand: text('brand').notNull(),
    series: text('series').notNull(),
    model: text('model').notNull(),
    modelYear: integer('model_year'),
    plate: text('plate'),
    vin: text('vin'),
    energy: text('energy').notNull(),
    exterior: text('exterior'),
    mileageKm: integer('mileage_km'),
    registeredOn: text('registered_on'),
    /** JSON: condition part → grade. */
    condition: text('condition').notNull(),
    /** JSON list of damages. */
    damages: text('damages').notNull(),
    note: text('note'),
    retailFen: integer('retail_fen'),
    reconFen: integer('recon_fen'),
    purchaseFen: integer('purchase_fen'),
    allowanceFen: integer('allowance_fen'),
    valuedBy: text('valued_by'),
    valuedAt: integer('valued_at'),
    /** JSON list of reasons another person's word was asked for. */
    askedFor: text('asked_for'),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    comment: text('comment'),
    /** The order it counted towards, and the car it became in stock. */
    orderId: text('order_id'),
    vehicleId: text('vehicle_id'),
    appraiserId: text('appraiser_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
)
