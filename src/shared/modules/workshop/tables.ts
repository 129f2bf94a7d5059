// Work orders (工单) with their jobs and parts, and every step one took. Two desks that write different facts of an order both
// keep theirs; its state is built on (see commands: expect), so that of two moves from one state the first stands.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const workOrders = table(
  'work_orders',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['state', 'state_at', 'end_reason'],
      ['customer_id', 'car_id', 'vehicle_id', 'plate', 'vin', 'car_name'],
      ['authorised_fen', 'authorised_at'],
    ],
    personal: ['contact_name', 'contact_phone', 'note'],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    /** See rules.ts, workOrderStates. */
    state: text('state').notNull(),
    stateAt: integer('state_at').notNull(),
    /** Why it was cancelled. */
    endReason: text('end_reason'),
    /** See rules.ts, serviceKinds. */
    kind: text('kind').notNull(),
    customerId: text('customer_id').notNull(),
    /** The row of `customer_cars`; every car that comes in has one. */
    carId: text('car_id').notNull(),
    /** The car of our own stock it was sold as. */
    vehicleId: text('vehicle_id'),
    /** What the car was known by on that day: a repair record keeps them, whoever drives it later. */
    plate: text('plate'),
    vin: text('vin'),
    carName: text('car_name').notNull(),
    /** Who brought it, when that is somebody else. */
    contactName: text('contact_name'),
    contactPhone: text('contact_phone'),
    /** 送修里程; percent of tank or battery. */
    km: integer('km').notNull(),
    fuelPercent: integer('fuel_percent'),
    receivedOn: text('received_on').notNull(),
    receivedAt: integer('received_at').notNull(),
    promisedAt: integer('promised_at'),
    /** 1: somebody sits in the lounge until it is done. */
    waits: integer('waits').notNull().default(0),
    adviserId: text('adviser_id').notNull(),
    /** 故障描述 as the customer says it, and what the workshop found. */
    complaint: text('complaint').notNull(),
    finding: text('finding'),
    note: text('note'),
    /** The order whose work came back. */
    comebackOf: text('comeback_of'),
    /** What the customer signed for. */
    authorisedFen: integer('authorised_fen'),
    authorisedAt: integer('authorised_at'),
  },
)

/** 维修项目 of an order. */
export const workOrderJobs = table(
  'work_order_jobs',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['decision', 'decided_at'],
      ['minutes', 'price_fen', 'price_origin'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    code: text('code'),
    name: text('name').notNull(),
    /** Standard minutes: what it is sold as and held against. */
    minutes: integer('minutes').notNull(),
    priceFen: integer('price_fen').notNull(),
    discountFen: integer('discount_fen').notNull().default(0),
    /** See rules.ts, payers. */
    payer: text('payer').notNull(),
    /** See rules.ts, lineDecisions. */
    decision: text('decision').notNull(),
    decidedAt: integer('decided_at'),
    /** 外包: who does it, and what they ask; null in our own bays. */
    subletTo: text('sublet_to'),
    subletCostFen: integer('sublet_cost_fen'),
    note: text('note'),
    addedAt: integer('added_at').notNull(),
    addedBy: text('added_by').notNull(),
    /** The job of the catalogue, and where the price came from (jobs/rules.ts, PriceOrigin, as JSON); null: typed by hand. */
    catalogueId: text('catalogue_id'),
    priceOrigin: text('price_origin'),
    /** Lines of one package share it. */
    bundleId: text('bundle_id'),
  },
)

/** What an order needs of the parts counter, one row a part. The counter's moves name this row; stock is theirs. */
export const workOrderParts = table(
  'work_order_parts',
  {
    scope: 'site',
    policy: 'fields',
    groups: [
      ['decision', 'decided_at'],
      ['quantity_milli', 'price_fen'],
    ],
  },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    jobId: text('job_id'),
    /** Of the counter's catalogue; null for what is only described. */
    partId: text('part_id'),
    code: text('code'),
    name: text('name').notNull(),
    /** Thousandths of its unit. */
    quantityMilli: integer('quantity_milli').notNull(),
    /** Of one unit. */
    priceFen: integer('price_fen').notNull(),
    discountFen: integer('discount_fen').notNull().default(0),
    payer: text('payer').notNull(),
    decision: text('decision').notNull(),
    decidedAt: integer('decided_at'),
    /** See rules.ts, partOrigins; and when the customer was told that it is none of the maker's. */
    origin: text('origin').notNull(),
    toldAt: integer('told_at'),
    note: text('note'),
    addedAt: integer('added_at').notNull(),
    addedBy: text('added_by').notNull(),
    /** As those of jobs. */
    priceOrigin: text('price_origin'),
    bundleId: text('bundle_id'),
  },
)

/**
 * Every state an order came to, from where and why. Written once and never changed; no ledger, because a step under a move
 * that did not count is no step.
 */
export const workOrderSteps = table(
  'work_order_steps',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    fromState: text('from_state'),
    state: text('state').notNull(),
    reason: text('reason'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)

/** 救援 of an order, under the order's id: one row whichever desk notes first. */
export const rescues = table(
  'rescues',
  { scope: 'site', policy: 'fields', personal: ['caller_name', 'caller_phone', 'place'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    callerName: text('caller_name'),
    callerPhone: text('caller_phone'),
    place: text('place'),
    calledAt: integer('called_at').notNull(),
    dispatchedAt: integer('dispatched_at'),
    arrivedAt: integer('arrived_at'),
    /** 1: the car was towed in. */
    towed: integer('towed').notNull().default(0),
    notedBy: text('noted_by').notNull(),
  },
)

/** What was said with the customer about an order. Written once: talks of two desks both stay. */
export const workOrderTalks = table(
  'work_order_talks',
  { scope: 'site', policy: 'fields', personal: ['spoke_with', 'said'] },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    orderId: text('order_id').notNull(),
    /** See rules.ts, talkChannels. */
    channel: text('channel').notNull(),
    spokeWith: text('spoke_with'),
    said: text('said'),
    /** What they answered to additional work, and to which lines (JSON of ids). */
    decision: text('decision'),
    lineIds: text('line_ids').notNull().default('[]'),
    notedBy: text('noted_by').notNull(),
    notedAt: integer('noted_at').notNull(),
  },
)
