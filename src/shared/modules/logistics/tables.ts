// Carriers and their ways in the whole group; shipments of a site with what happened to them as ledgers: steps, costs, damage.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const carriers = table(
  'carriers',
  { scope: 'group', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    contact: text('contact'),
    phone: text('phone'),
    terms: text('terms'),
    archivedAt: integer('archived_at'),
    createdAt: integer('created_at').notNull(),
  },
)

/** A way a carrier goes: between sites, warehouses and suppliers, by name. */
export const carrierRoutes = table(
  'carrier_routes',
  { scope: 'group', policy: 'fields', groups: [['days', 'price_fen']] },
  {
    /** See rules.ts, routeId. */
    id: text('id').primaryKey(),
    carrierId: text('carrier_id').notNull(),
    fromPlace: text('from_place').notNull(),
    toPlace: text('to_place').notNull(),
    days: integer('days'),
    priceFen: integer('price_fen'),
    /** 1: no longer so. */
    dropped: integer('dropped').notNull().default(0),
  },
)

export const shipments = table(
  'shipments',
  { scope: 'site', policy: 'fields' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    no: text('no').notNull(),
    carrierId: text('carrier_id').notNull(),
    /** The carrier's own number. */
    trackingNo: text('tracking_no'),
    /** See rules.ts, shipmentSubjects. */
    subject: text('subject'),
    subjectId: text('subject_id'),
    fromPlace: text('from_place').notNull(),
    toPlace: text('to_place').notNull(),
    dueOn: text('due_on'),
    note: text('note'),
    openedAt: integer('opened_at').notNull(),
    openedBy: text('opened_by').notNull(),
    /** See rules.ts, landedBases: by what its cost is shared; null: as the store does on the day of the cost. */
    sharedBy: text('shared_by'),
    /** Some of its cost is in the stock ledger: from then on it is shared by nothing else. */
    landed: integer('landed').notNull().default(0),
  },
)

export const shipmentSteps = table(
  'shipment_steps',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    /** See rules.ts, stepKinds. */
    kind: text('kind').notNull(),
    place: text('place'),
    note: text('note'),
    happenedAt: integer('happened_at').notNull(),
    saidAt: integer('said_at').notNull(),
    saidBy: text('said_by').notNull(),
  },
)

/** What it cost, by kind; a wrong entry is corrected by one below 0. */
export const shipmentCosts = table(
  'shipment_costs',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    /** See rules.ts, costKinds. */
    kind: text('kind').notNull(),
    amountFen: integer('amount_fen').notNull(),
    note: text('note'),
    spentOn: text('spent_on').notNull(),
    notedAt: integer('noted_at').notNull(),
    notedBy: text('noted_by').notNull(),
  },
)

/** What of a cost falls on a line of what is carried. Who chooses another basis adds rows of it; those of the basis chosen count (queries/facts.ts). */
export const shipmentShares = table(
  'shipment_shares',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    costId: text('cost_id').notNull(),
    /** The line of the purchase or transfer. */
    lineId: text('line_id').notNull(),
    partId: text('part_id').notNull(),
    shareFen: integer('share_fen').notNull(),
    sharedBy: text('shared_by'),
  },
)

export const shipmentDamages = table(
  'shipment_damages',
  { scope: 'site', policy: 'ledger' },
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    partId: text('part_id'),
    units: integer('units').notNull(),
    said: text('said').notNull(),
    /** What is claimed of the carrier. */
    claimFen: integer('claim_fen'),
    notedAt: integer('noted_at').notNull(),
    notedBy: text('noted_by').notNull(),
  },
)
