// The vehicle list: sorted, filtered and summed in SQL; details are read for the rows that are shown.
import type { Input, Output } from '../../../../shared/contract.ts'
import { ageInDays, type VehicleState } from '../../../../shared/modules/vehicles/rules.ts'
import type { Energy } from '../../../../shared/modules/vehicles/rules.ts'
import type { VehicleRow } from '../../../../shared/modules/vehicles/contract/shapes.ts'
import { type chargerStates, vehicleStates } from '../../../../shared/modules/vehicles/rules.ts'
import { inOrder, listed, type ListSpec } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meant } from '../../palette/queries/match.ts'
import { movingRights, provisionalHolders } from './hold.ts'

/** Days in stock: until today, or until the day it left. Text days of ISO form count in whole days. */
const age = (today: string): string => `CAST(julianday(coalesce(v.left_on, '${today}')) - julianday(v.arrived_on) AS INTEGER)`

const spec = (db: Reader): ListSpec => ({
  from: 'vehicles v',
  id: 'v.id',
  columns: {
    stockNo: { sql: 'v.stock_no', kind: 'text' },
    brand: { sql: 'v.brand', kind: 'text' },
    series: { sql: `v.brand || ' ' || v.series`, kind: 'text' },
    model: { sql: 'v.model', kind: 'text' },
    modelYear: { sql: 'v.model_year', kind: 'number' },
    exterior: { sql: 'v.exterior', kind: 'text' },
    interior: { sql: 'v.interior', kind: 'text' },
    energy: { sql: 'v.energy', kind: 'text' },
    vin: { sql: 'v.vin', kind: 'text', order: 'substr(v.vin, -8)' },
    plate: { sql: 'v.plate', kind: 'text' },
    state: { sql: 'v.state', kind: 'text' },
    location: { sql: 'v.location', kind: 'text' },
    siteId: { sql: 'v.site_id', kind: 'text' },
    arrivedOn: { sql: 'v.arrived_on', kind: 'day' },
    leftOn: { sql: 'v.left_on', kind: 'day' },
    expectedOn: { sql: 'v.expected_on', kind: 'day' },
    ageDays: { sql: age(db.today), kind: 'number' },
    listFen: { sql: 'v.list_fen', kind: 'number' },
    priceFen: { sql: 'v.price_fen', kind: 'number' },
    /** The order that holds the car: filled or empty. */
    held: { sql: 'v.holder_id', kind: 'text' },
    /** The desktop that alone may sell it; `hq` where everybody may and HQ decides, nothing of a car that left. */
    right: {
      sql: `iif(v.left_on IS NOT NULL, NULL, coalesce((SELECT r.replica FROM rights r WHERE r.id = 'vin:' || v.vin), 'hq'))`,
      kind: 'text',
    },
  },
  where: ofValidBatch(db, 'v.batch_id'),
  search: (text) => meant('vehicle', text, 'v.id'),
  order: 'v.arrived_on IS NULL, v.arrived_on, v.stock_no',
  tie: 'v.stock_no, v.id',
  totals: {
    sellable: `sum(v.state IN ('in-stock', 'for-sale'))`,
    listFen: 'sum(v.list_fen)',
    priceFen: 'sum(v.price_fen)',
    averageAge: `CAST(round(avg(${age(db.today)})) AS INTEGER)`,
    ...Object.fromEntries(vehicleStates.map((state) => [`state:${state}`, `sum(v.state = '${state}')`])),
  },
})

export function page(db: Reader, request: Input<'vehicles.page'>): Output<'vehicles.page'> {
  const { ids, ...sums } = listed(db, request, spec(db))
  return { rows: rowsOf(db, ids), ...sums }
}

export type Stored = {
  id: string
  site_id: string
  site: string | null
  stock_no: string
  vin: string
  vin_override: string | null
  brand: string
  series: string
  model: string
  model_year: number | null
  exterior: string | null
  interior: string | null
  energy: Energy
  engine_no: string | null
  certificate_no: string | null
  origin: string | null
  produced_on: string | null
  seats: number | null
  plate: string | null
  note: string | null
  state: VehicleState
  location: string | null
  expected_on: string | null
  arrived_on: string | null
  left_on: string | null
  list_fen: number
  price_fen: number
  cost_fen: number | null
  created_at: number
  order_id: string | null
  order_no: string | null
  customer: string | null
  right_device: string | null
  right_replica: string | null
  right_fence: number | null
  right_since: number | null
  right_overridden: number | null
  right_reason: string | null
  right_actor: string | null
  from_site_id: string | null
  from_site: string | null
  sent_on: string | null
  sent_note: string | null
  battery_no: string | null
  soh_percent: number | null
  charger: (typeof chargerStates)[number] | null
}

/** The rows of these ids as the table keeps them, with what an order and a site add. The order of another site is not here to be seen. */
export const stored = (db: Reader, ids: readonly string[]): Stored[] =>
  db.all<Stored>(
    `SELECT v.*, s.name AS site, k.cost_fen, o.id AS order_id, o.no AS order_no, c.name AS customer,
       coalesce(d.name, r.replica) AS right_device, r.replica AS right_replica, r.fence AS right_fence, r.changed_at AS right_since, r.overridden AS right_overridden,
       r.reason AS right_reason, u.name AS right_actor, f.name AS from_site
     FROM json_each(?) j JOIN vehicles v ON v.id = j.value LEFT JOIN sites s ON s.id = v.site_id LEFT JOIN vehicle_costs k ON k.id = v.id
     LEFT JOIN orders o ON o.id = v.holder_id LEFT JOIN customers c ON c.id = o.customer_id
     LEFT JOIN rights r ON r.id = 'vin:' || v.vin AND (r.replica IS NOT NULL OR r.overridden = 1) LEFT JOIN devices d ON d.id = r.replica
     LEFT JOIN users u ON u.id = r.actor LEFT JOIN sites f ON f.id = v.from_site_id`,
    JSON.stringify(ids),
  )

/** Whose cost a person may see. */
export const seesCost = ({ who }: Reader, siteId: string): boolean =>
  who.permissions.has('vehicles.cost') && (who.reach === 'group' || siteId === who.site)

export function asRow(db: Reader, row: Stored, standing: VehicleRow['standing'], moving: boolean): VehicleRow {
  return {
    id: row.id,
    siteId: row.site_id,
    site: row.site,
    own: row.site_id === db.who.site,
    stockNo: row.stock_no,
    vin: row.vin,
    brand: row.brand,
    series: row.series,
    model: row.model,
    modelYear: row.model_year,
    exterior: row.exterior,
    interior: row.interior,
    energy: row.energy,
    state: row.state,
    location: row.location,
    plate: row.plate,
    expectedOn: row.expected_on,
    arrivedOn: row.arrived_on,
    leftOn: row.left_on,
    ageDays: ageInDays(row.arrived_on, row.left_on ?? db.today),
    listFen: row.list_fen,
    priceFen: row.price_fen,
    costFen: seesCost(db, row.site_id) ? row.cost_fen : null,
    orderId: row.order_id,
    orderNo: row.order_no,
    customer: row.customer,
    right:
      row.right_fence === null
        ? null
        : {
            here: row.right_replica === db.who.replica,
            device: row.right_device,
            fence: row.right_fence,
            since: row.right_since ?? 0,
            overridden: row.right_overridden === 1 ? { by: row.right_actor, reason: row.right_reason } : null,
          },
    rightMoving: moving,
    journey: row.state === 'in-transit' && row.from_site_id ? { from: row.from_site, sentOn: row.sent_on, note: row.sent_note } : null,
    standing,
  }
}

export function rowsOf(db: Reader, ids: readonly string[]): VehicleRow[] {
  if (ids.length === 0) return []
  const states = db.states(ids)
  const provisional = provisionalHolders(db, ids)
  const found = stored(db, ids)
  const moving = movingRights(
    db,
    found.map((row) => row.vin),
  )
  const rows = found.map((row) =>
    asRow(
      db,
      row,
      provisional.has(row.id) && states.get(row.id) !== 'needs-you' ? 'provisional' : (states.get(row.id) ?? 'alone'),
      moving.has(row.vin),
    ),
  )
  return inOrder(ids, rows)
}
