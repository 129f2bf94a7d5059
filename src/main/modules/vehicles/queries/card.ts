// One car all around, and what a scanned VIN or a form asks of the cars we know.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Day } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { settableStates } from '../../../../shared/modules/vehicles/contract/shapes.ts'
import {
  type AgeLadder,
  ageStep,
  canMove,
  checkVin,
  guaranteeDays,
  lawfulGuarantees,
  type Energy,
  type VehicleState,
} from '../../../../shared/modules/vehicles/rules.ts'
import { holdBriefly, joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { measuresOf, modelOfVin } from '../../catalogue/queries.ts'
import { openCases, timeline } from '../../customers/queries/timeline.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { provisional } from './hold.ts'
import { carTitleSql } from './title.ts'
import { rowsOf, seesCost, stored } from './page.ts'

/** 60 and 90 days, until the store says otherwise. */
const LADDER: AgeLadder = [60, 90]

const ladder = (db: Reader): AgeLadder => parameterOn(db, 'stock-ageing', db.today) ?? LADDER

export function card(db: Reader, { id }: Input<'vehicles.card'>): Output<'vehicles.card'> {
  const [row] = stored(db, [id])
  const [shown] = rowsOf(db, [id])
  if (!row || !shown) throw new Refusal('not-found', { table: 'vehicles', id })
  const orders = db.all<{ id: string; no: string; state: string; customerId: string; customer: string | null; createdAt: number }>(
    `SELECT o.id, o.no, s.stage AS state, o.customer_id AS customerId, c.name AS customer, o.created_at AS createdAt FROM orders o JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id
     WHERE o.vehicle_id = ? AND (? = 'group' OR o.site_id = ?) ORDER BY o.created_at DESC LIMIT 20`,
    id,
    db.who.reach,
    db.who.site,
  )
  const holding = orders.find((order) => order.id === row.order_id)
  const cost = seesCost(db, row.site_id)
    ? db.one<{ costFen: number; rebateFen: number; note: string | null }>(
        'SELECT cost_fen AS costFen, rebate_fen AS rebateFen, note FROM vehicle_costs WHERE id = ?',
        id,
      )
    : undefined
  const steps = ladder(db)
  const own = row.site_id === db.who.site || db.who.reach === 'group'
  return {
    vehicle: {
      ...shown,
      vinOverride: row.vin_override,
      engineNo: row.engine_no,
      certificateNo: row.certificate_no,
      origin: row.origin,
      producedOn: row.produced_on,
      seats: row.seats,
      measures: measuresOf(db, row),
      note: row.note,
      batteryNo: row.battery_no,
      sohPercent: row.soh_percent,
      charger: row.charger,
      warranty: row.energy === 'nev' && row.state === 'sold' && row.left_on !== null ? powertrainWarranty(db, row.left_on) : null,
      createdAt: row.created_at,
    },
    cost: cost ? { ...cost, marginFen: row.price_fen + cost.rebateFen - cost.costFen } : null,
    age: { ladder: [...steps], ...(shown.ageDays === null || row.left_on ? { step: 0, overDays: 0 } : ageStep(shown.ageDays, steps)) },
    order: holding
      ? {
          id: holding.id,
          no: holding.no,
          state: holding.state,
          customerId: holding.customerId,
          customer: holding.customer,
          provisional: provisional(db, holding.id),
        }
      : null,
    orders: orders.map(({ customerId: _, ...order }) => order),
    cases: openCases(db, [id]),
    twins: db.all(
      `SELECT v.id, v.stock_no AS stockNo, s.name AS site, v.state FROM vehicles v LEFT JOIN sites s ON s.id = v.site_id WHERE v.vin = ? AND v.id <> ?`,
      row.vin,
      id,
    ),
    moves:
      own && !row.order_id && !row.left_on && row.state !== 'in-transit' ? settableStates.filter((state) => canMove(row.state, state)) : [],
    timeline: timeline(db, [id]),
  }
}

/** By the terms of the day it was handed over, as its certificate says them: later ones do not change it. */
function powertrainWarranty(db: Reader, leftOn: Day): { untilOn: Day; km: number } {
  const terms = parameterOn(db, 'three-guarantees', leftOn) ?? lawfulGuarantees
  return { untilOn: guaranteeDays(terms, leftOn).nevUntil, km: terms.nevKm }
}

/** Prefix of a VIN that says maker, model and body; the rest is the single car. */
const KIND_OF_CAR = 8

export function byVin(db: Reader, { vin: typed }: Input<'vehicles.byVin'>): Output<'vehicles.byVin'> {
  const { vin } = checkVin(typed)
  const shown = joined(ofValidBatch(db, 'v.batch_id'))
  const known = db.all<{
    id: string
    stockNo: string
    site: string | null
    siteId: string
    state: VehicleState
    title: string
    leftOn: string | null
  }>(
    `SELECT v.id, v.stock_no AS stockNo, s.name AS site, v.site_id AS siteId, v.state, ${carTitleSql('v')} AS title, v.left_on AS leftOn
     FROM vehicles v LEFT JOIN sites s ON s.id = v.site_id WHERE v.vin = ? AND ${shown.sql} ORDER BY v.created_at DESC LIMIT 5`,
    vin,
    ...shown.values,
  )
  const sold = vin.length < KIND_OF_CAR ? null : modelOfVin(db, vin)
  const like = sold
    ? { ...sold, origin: null, priceFen: sold.listFen }
    : vin.length < KIND_OF_CAR
      ? undefined
      : db.one<{
          brand: string
          series: string
          model: string
          energy: Energy
          origin: string | null
          seats: number | null
          listFen: number
          priceFen: number
        }>(
          `SELECT v.brand, v.series, v.model, v.energy, v.origin, v.seats, v.list_fen AS listFen, v.price_fen AS priceFen FROM vehicles v
           WHERE v.vin >= ? AND v.vin < ? AND ${shown.sql} ORDER BY v.created_at DESC LIMIT 1`,
          vin.slice(0, KIND_OF_CAR),
          `${vin.slice(0, KIND_OF_CAR)}~`,
          ...shown.values,
        )
  return { known: known.map(({ siteId, ...car }) => ({ ...car, own: siteId === db.who.site })), like: like ?? null }
}

export function words(db: Reader): Output<'vehicles.words'> {
  holdBriefly(db, 'vehicles')
  const used = (column: 'exterior' | 'interior' | 'location'): string[] =>
    db
      .all<{ word: string }>(
        `SELECT ${column} AS word FROM vehicles WHERE ${column} IS NOT NULL ${column === 'location' ? 'AND site_id = ? AND left_on IS NULL' : 'AND ? IS NOT NULL'} GROUP BY ${column} ORDER BY count(*) DESC LIMIT 60`,
        db.who.site,
      )
      .map(({ word }) => word)
  return {
    models: db.all(
      `SELECT brand, series, model, max(energy) AS energy, max(list_fen) AS listFen FROM vehicles GROUP BY brand, series, model ORDER BY count(*) DESC LIMIT 200`,
    ),
    exteriors: used('exterior'),
    interiors: used('interior'),
    locations: used('location'),
    sites: db
      .all<{ id: string; name: string }>('SELECT id, name FROM sites ORDER BY name')
      .map((site) => ({ ...site, own: site.id === db.who.site })),
    desks: db
      .all<{ id: string; name: string; siteId: string }>(
        'SELECT id, name, site_id AS siteId FROM devices WHERE revoked_at IS NULL ORDER BY id <> ?, name',
        db.who.replica,
      )
      .map(({ siteId, ...desk }) => ({ ...desk, here: desk.id === db.who.replica, own: siteId === db.who.site })),
  }
}
