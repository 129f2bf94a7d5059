// What a maker owes a store for one car (返利): promised by a policy, documented, arrived.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const vehicleRebates = table(
  'vehicle_rebates',
  { scope: 'site', policy: 'fields', groups: [['arrived_on', 'arrived_fen']] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    vehicleId: text('vehicle_id').notNull(),
    /** The maker's policy it is promised by. */
    policy: text('policy').notNull(),
    amountFen: integer('amount_fen').notNull(),
    accruedOn: text('accrued_on').notNull(),
    /** The paper that proves it; without one it counts for no price. */
    documentNo: text('document_no'),
    arrivedOn: text('arrived_on'),
    arrivedFen: integer('arrived_fen'),
  },
)
