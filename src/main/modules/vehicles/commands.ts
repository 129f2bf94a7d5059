// Writes cars: how they arrive, what is corrected, priced, moved and set aside; and, for orders, who holds a car. Every
// write of a held car's state repeats the hold, so that HQ drops it when another order has the car.
import type { Input, Output } from '../../../shared/contract.ts'
import { yymmOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { NewVehicle } from '../../../shared/modules/vehicles/contract/fields.ts'
import { canMove, canReserve, stateWhenHeld, type VehicleState } from '../../../shared/modules/vehicles/rules.ts'
import { vehicleCosts, vehicles } from '../../../shared/modules/vehicles/tables.ts'
import type { Reader } from '../../store/read.ts'
import type { Otherwise, Writer } from '../../store/write.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { joined } from '../../store/list.ts'
import { mustBeInspected } from '../preparation/queries.ts'
import { underNoNewStop } from '../recalls/commands.ts'
import { mustBeReady } from './queries/ready.ts'
import { holdKey, saleRight, sellsFirm, soldOnlyBy } from './queries/hold.ts'

/** The key of a row's VIN: a car that comes back after it left, or after its import was undone, is its next arrival. */
const arrivalKey = (vin: string, arrival: number): string => `vehicle-vin:${vin}${arrival > 1 ? `#${arrival}` : ''}`

/** A car of this site, or anybody's for people of the group. @throws Refusal('not-found' | 'other-site'). */
export function ownCar(db: Reader, id: string) {
  const car = db.must(vehicles, id)
  if (car.siteId !== db.who.site && db.who.reach !== 'group')
    throw new Refusal('other-site', { site: db.one<{ name: string }>('SELECT name FROM sites WHERE id = ?', car.siteId)?.name })
  return { ...car, state: car.state as VehicleState }
}

/** How often this VIN came so far; refuses one that is here now. @throws Refusal('vin-in-stock'). */
function arrivalsOf(db: Reader, vin: string, except?: string): number {
  const shown = joined(ofValidBatch(db, 'v.batch_id'))
  const here = db.one<{ id: string; stock_no: string; site: string | null }>(
    `SELECT v.id, v.stock_no, s.name AS site FROM vehicles v LEFT JOIN sites s ON s.id = v.site_id WHERE v.vin = ? AND v.left_on IS NULL AND v.id <> ? AND ${shown.sql} LIMIT 1`,
    vin,
    except ?? '',
    ...shown.values,
  )
  if (here) throw new Refusal('vin-in-stock', { id: here.id, stockNo: here.stock_no, site: here.site })
  return db.one<{ n: number }>('SELECT count(*) AS n FROM vehicles WHERE vin = ? AND id <> ?', vin, except ?? '')?.n ?? 0
}

function freeStockNo(db: Reader, stockNo: string, except?: string): void {
  const taken = db.one<{ id: string; vin: string }>(
    'SELECT id, vin FROM vehicles WHERE stock_no = ? AND site_id = ? AND left_on IS NULL AND id <> ? LIMIT 1',
    stockNo,
    db.who.site,
    except ?? '',
  )
  if (taken) throw new Refusal('stock-no-taken', { id: taken.id, stockNo, vin: taken.vin })
}

/** `Y2611-01-07`: month, this desktop's code, running number of both; two offline desktops never give the same. */
function nextStockNo(db: Reader): string {
  const start = `Y${yymmOf(db.today)}-${db.who.deviceCode}-`
  const last =
    db.one<{ n: number | null }>(
      'SELECT max(CAST(substr(stock_no, ?) AS INTEGER)) AS n FROM vehicles WHERE stock_no >= ? AND stock_no < ?',
      start.length + 1,
      start,
      `${start}~`,
    )?.n ?? 0
  return `${start}${String(last + 1).padStart(2, '0')}`
}

function mayWriteCost(db: Writer): void {
  if (!db.who.permissions.has('vehicles.cost')) throw new Refusal('forbidden', { needs: 'vehicles.cost' })
}
function writeCost(db: Writer, id: string, siteId: string, cost: NonNullable<NewVehicle['cost']>): void {
  if (db.row(vehicleCosts, id)) db.patch(vehicleCosts, id, cost)
  else db.put(vehicleCosts, { id, siteId, ...cost })
}

export function arrive(db: Writer, given: Input<'vehicles.arrive'>, batchId: string | null = null): Output<'vehicles.arrive'> {
  if (given.cost) mayWriteCost(db)
  return comeIn(db, given, batchId)
}

function comeIn(db: Writer, given: Input<'vehicles.arrive'>, batchId: string | null = null): Output<'vehicles.arrive'> {
  const { cost, stockNo: wished, state, ...facts } = given
  const arrivals = arrivalsOf(db, given.vin)
  if (wished !== null) freeStockNo(db, wished)
  const stockNo = wished ?? nextStockNo(db)
  const id = db.newId()
  const onTheRoad = state === 'in-transit'
  db.unique(arrivalKey(given.vin, arrivals + 1), id, {
    covering: () => {
      db.put(vehicles, {
        id,
        ...facts,
        siteId: db.who.site,
        stockNo,
        state,
        arrivedOn: onTheRoad ? null : (given.arrivedOn ?? db.today),
        expectedOn: onTheRoad ? given.expectedOn : null,
        batchId,
        createdAt: db.now,
      })
      if (cost) writeCost(db, id, db.who.site, cost)
    },
  })
  return { id, stockNo }
}

/** What is known of a car a customer gave in; it costs what it counted for, whoever may see that. */
export type UsedCar = Pick<
  NewVehicle,
  'vin' | 'vinOverride' | 'brand' | 'series' | 'model' | 'modelYear' | 'exterior' | 'energy' | 'plate' | 'location' | 'note'
> & {
  priceFen: number
  costFen: number
}

/** A customer's old car comes into stock. @throws Refusal('vin-in-stock'). */
export function arriveUsed(db: Writer, { priceFen, costFen, ...facts }: UsedCar): Output<'vehicles.arrive'> {
  const unknown = {
    interior: null,
    engineNo: null,
    certificateNo: null,
    origin: null,
    producedOn: null,
    seats: null,
    batteryNo: null,
    sohPercent: null,
    charger: null,
    expectedOn: null,
    arrivedOn: null,
  }
  const cost = { costFen, rebateFen: 0, note: facts.note }
  return comeIn(db, { ...unknown, ...facts, listFen: priceFen, priceFen, stockNo: null, state: 'in-stock', cost })
}

export function mustTravel(_: Reader, car: { state: VehicleState; stockNo: string }): void {
  if (car.state !== 'in-transit') throw new Refusal('not-on-the-road', { state: car.state, stockNo: car.stockNo })
}

export function receive(db: Writer, { ids, location, arrivedOn, state }: Input<'vehicles.receive'>): Output<'vehicles.receive'> {
  const cars = [...new Set(ids)].map((id) => ownCar(db, id))
  for (const car of cars) {
    mustTravel(db, car)
    if (state === 'for-sale') mustBeInspected(db, car)
    db.patch(vehicles, car.id, { arrivedOn: arrivedOn ?? db.today, ...(location ? { location } : {}) })
    setAside(db, car, car.holderId ? 'sold' : state)
  }
  return { count: cars.length }
}

/** Writes a state under the guard that protects it: the order's hold, or the expectation that nobody holds the car. */
function setAside(db: Writer, car: { id: string; vin: string; holderId: string | null }, state: VehicleState): void {
  const covering = () => db.patch(vehicles, car.id, { state })
  if (car.holderId) db.hold(holdKey(car.vin), car.id, car.holderId, { covering })
  else db.expect(vehicles, car.id, 'holderId', { covering })
}

export function correct(db: Writer, { id, fields }: Input<'vehicles.correct'>): Output<'vehicles.correct'> {
  const car = ownCar(db, id)
  if (fields.cost) mayWriteCost(db)
  const { cost, stockNo, vin, ...facts } = fields
  const next = { ...facts, ...(stockNo ? { stockNo } : {}) }
  if (stockNo && stockNo !== car.stockNo) freeStockNo(db, stockNo, id)
  const changes = Object.entries({ ...next, ...(vin ? { vin } : {}) }).some(
    ([name, value]) => value !== undefined && value !== car[name as keyof typeof car],
  )
  if (!changes && !cost) throw new Refusal('nothing-changed')
  if (vin && vin !== car.vin) {
    // The hold's key is the VIN: a held car keeps the one its papers were signed with.
    if (car.holderId) throw new Refusal('vin-in-stock', { id, stockNo: car.stockNo, held: true })
    const arrivals = arrivalsOf(db, vin, id)
    db.unique(arrivalKey(vin, arrivals + 1), id, { covering: () => db.patch(vehicles, id, { vin }) })
  }
  db.patch(vehicles, id, next)
  if (cost) writeCost(db, id, car.siteId, cost)
  return { id }
}

export function reprice(db: Writer, { id, listFen, priceFen }: Input<'vehicles.reprice'>): Output<'vehicles.reprice'> {
  ownCar(db, id)
  if (priceFen > listFen) throw new Refusal('price-above-list', { listFen, priceFen })
  db.patch(vehicles, id, { listFen, priceFen })
  return { id }
}

export function move(db: Writer, { id, location }: Input<'vehicles.move'>): Output<'vehicles.move'> {
  const car = ownCar(db, id)
  if (car.leftOn) throw new Refusal('gone', { leftOn: car.leftOn })
  db.patch(vehicles, id, { location })
  return { id }
}

/** @throws Refusal('held') with the order that holds the car. */
export function mustBeFree(db: Reader, car: { holderId: string | null; stockNo: string }): void {
  if (!car.holderId) return
  const order = db.one<{ no: string }>('SELECT no FROM orders WHERE id = ?', car.holderId)
  throw new Refusal('held', { orderId: car.holderId, orderNo: order?.no ?? null, stockNo: car.stockNo })
}

export function setState(db: Writer, { id, state, location }: Input<'vehicles.setState'>): Output<'vehicles.setState'> {
  const car = ownCar(db, id)
  mustBeFree(db, car)
  if (!canMove(car.state, state) || car.state === 'in-transit' || car.leftOn)
    throw new Refusal('not-allowed', { from: car.state, to: state })
  if (state === 'for-sale') mustBeInspected(db, car)
  setAside(db, car, state)
  if (location !== undefined) db.patch(vehicles, id, { location })
  return { id }
}

/**
 * A stocktake did not find it: it leaves stock without having been sold. Between offline desktops an expectation that nobody
 * holds it. @throws Refusal('held' | 'other-site').
 */
export function writeOff(db: Writer, id: string): void {
  const car = ownCar(db, id)
  mustBeFree(db, car)
  db.expect(vehicles, id, 'holderId', { covering: () => db.patch(vehicles, id, { state: 'lost', leftOn: db.today }) })
}

/** Somebody builds on the car: an import it came with, when it is undone, leaves it. Another site's car is that site's to change. */
export function claim(db: Writer, id: string): void {
  if (db.must(vehicles, id).siteId === db.who.site) db.claim(vehicles, id)
}

type Hold = {
  vehicleId: string
  orderId: string
  /** What HQ makes of the order when another one has the car: `instead.patch(orders, …, { lostTo: HOLDER })`. */
  otherwise: (instead: Otherwise) => void
  /** Changes of the order that count only while it has the car. */
  also?: () => void
}
/** `soldUnder`: the number of the sale right that makes it firm at once; null when HQ is asked first. */
type Reserving = Omit<Hold, 'also'> & { also: (taken: { soldUnder: string | null }) => void }

/**
 * An order takes a car. Codes the caller's entry declares: `vehicle-elsewhere` (another site's car is asked for by
 * transfer), `vehicle-held` (another order has it here already), `vehicle-not-sellable` (its state, or it left),
 * `right-elsewhere` (another desktop alone may sell it: this order would lose it).
 */
export function reserve(db: Writer, { vehicleId, orderId, otherwise, also }: Reserving): void {
  const car = db.must(vehicles, vehicleId)
  const state = car.state as VehicleState
  if (car.siteId !== db.who.site && db.who.reach !== 'group')
    throw new Refusal('vehicle-elsewhere', { vehicleId, stockNo: car.stockNo, siteId: car.siteId })
  if (car.holderId && car.holderId !== orderId)
    throw new Refusal('vehicle-held', {
      vehicleId,
      stockNo: car.stockNo,
      orderId: car.holderId,
      orderNo: db.one<{ no: string }>('SELECT no FROM orders WHERE id = ?', car.holderId)?.no ?? null,
    })
  if (car.leftOn || (!car.holderId && !canReserve(state)))
    throw new Refusal('vehicle-not-sellable', { vehicleId, stockNo: car.stockNo, state })
  const device = car.holderId ? null : soldOnlyBy(db, car)
  if (device) throw new Refusal('right-elsewhere', { vehicleId, stockNo: car.stockNo, device })
  const right = sellsFirm(db, car) ? saleRight(db, car) : null
  db.hold(holdKey(car.vin), vehicleId, orderId, {
    covering: () => {
      db.patch(vehicles, vehicleId, { state: stateWhenHeld(state), holderId: orderId })
      also({ soldUnder: right?.no ?? null })
    },
    otherwise,
    fence: right?.fence,
  })
}

/** An order gives its car back: it can be sold again. Nothing happens to a car this order does not hold. */
export function releaseFrom(db: Writer, { vehicleId, orderId, otherwise, also }: Hold): void {
  const car = db.must(vehicles, vehicleId)
  if (car.holderId !== orderId) return also?.()
  db.hold(holdKey(car.vin), vehicleId, orderId, {
    covering: () => {
      db.patch(vehicles, vehicleId, { state: car.state === 'in-transit' ? 'in-transit' : 'for-sale', holderId: null })
      also?.()
    },
    otherwise,
  })
  db.release(holdKey(car.vin), orderId)
}

type HandingOver = Hold & {
  plate?: string | null
  /** The car has left already: a stop of sale that came meanwhile keeps it no more. */
  gone?: boolean
}

/** The car is handed over today: it leaves stock for good. Codes as in `reserve`, for a car this order does not hold. */
export function deliver(db: Writer, { vehicleId, orderId, otherwise, also, plate, gone = false }: HandingOver): void {
  const car = db.must(vehicles, vehicleId)
  if (car.holderId !== orderId) throw new Refusal('vehicle-held', { vehicleId, stockNo: car.stockNo, orderId: car.holderId, orderNo: null })
  if (car.state === 'in-transit' || car.leftOn)
    throw new Refusal('vehicle-not-sellable', { vehicleId, stockNo: car.stockNo, state: car.state })
  if (!gone) mustBeReady(db, car)
  const leave = (): void =>
    db.hold(holdKey(car.vin), vehicleId, orderId, {
      covering: () => {
        db.patch(vehicles, vehicleId, { state: 'sold', leftOn: db.today, ...(plate ? { plate } : {}) })
        also?.()
      },
      otherwise,
    })
  if (gone) leave()
  else underNoNewStop(db, car.vin, leave)
  // There is nothing left to sell; a car that comes back later is everybody's again.
  if (sellsFirm(db, car)) db.grant(holdKey(car.vin), vehicleId, { to: null, fence: saleRight(db, car).fence })
}
