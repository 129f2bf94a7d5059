// Cars as a service desk looks for them, and all that is known of one before it is taken in: what was done, what is wrong by the
// maker's word, what the law counts, what was advised and not done.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Day } from '../../../../shared/dates.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { CarAround, CarFound } from '../../../../shared/modules/workshop/contract/shapes.ts'
import { guaranteeOf, isHere, makersPayers, normalPlate, type Repair } from '../../../../shared/modules/workshop/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { warningsOf } from '../../customers/queries/warnings.ts'
import { openFindings } from '../../inspections/queries/facts.ts'
import { search } from '../../palette/queries/search.ts'
import { openRecallsOf } from '../../recalls/queries.ts'
import { carTitleSql } from '../../vehicles/queries/title.ts'
import { inReach, lastKmOf, TOTAL } from './facts.ts'

const AMONG = 'IN (SELECT value FROM json_each(?))'
const MOST_FOUND = 20

/** Cars noted with their drivers, and those we handed over, of the people and cars the index offers. One car of one driver comes once. */
export function findCars(db: Reader, { text, limit }: Input<'workshop.findCars'>): Output<'workshop.findCars'> {
  const found = search(db, { text, kinds: ['customer', 'vehicle'], limit: MOST_FOUND })
  const ids = (kind: string): string => JSON.stringify(found.filter((each) => each.kind === kind).map(({ id }) => id))
  const people = ids('customer')
  const noted = db.all<Omit<CarFound, 'lastKm'>>(
    `SELECT k.id, k.id AS "carId", v.id AS "vehicleId", c.id AS "customerId", coalesce(c.name, '') AS "customerName", c.phone,
       trim(k.brand || ' ' || k.model) AS "carName", k.plate, k.vin
     FROM customer_cars k JOIN customers c ON c.id = k.customer_id LEFT JOIN vehicles v ON v.vin = k.vin AND v.left_on IS NOT NULL
     WHERE k.customer_id ${AMONG} AND k.gone_on IS NULL AND c.archived_at IS NULL LIMIT 200`,
    people,
  )
  const sold = db.all<Omit<CarFound, 'lastKm'>>(
    `SELECT v.id, NULL AS "carId", v.id AS "vehicleId", c.id AS "customerId", coalesce(c.name, '') AS "customerName", c.phone,
       ${carTitleSql('v')} AS "carName", v.plate, v.vin
     FROM orders o JOIN vehicles v ON v.id = o.vehicle_id JOIN customers c ON c.id = o.customer_id
     WHERE o.state = 'delivered' AND (o.customer_id ${AMONG} OR o.vehicle_id ${AMONG}) AND c.archived_at IS NULL LIMIT 200`,
    people,
    ids('vehicle'),
  )
  const all = [...noted, ...sold.filter((car) => !noted.some((each) => each.vin === car.vin && each.customerId === car.customerId))]
  const typed = normalPlate(text)
  const names = (car: Omit<CarFound, 'lastKm'>): boolean =>
    [car.plate, car.vin].some((known) => known !== null && normalPlate(known).includes(typed))
  return all
    .toSorted((a, b) => Number(names(b)) - Number(names(a)))
    .slice(0, limit)
    .map((car) => ({ ...car, phone: car.phone && maskPhone(car.phone), lastKm: lastKmOf(db, car) }))
}

type Known = { customerId: string; carId: string | null; vehicleId: string | null; vin: string | null }
type Visit = { id: string; receivedAt: number; readyAt: number | null; state: string; faults: string }

/** Visits in which something was put right that was wrong with the car, with what it was. */
function repairsOf(db: Reader, { carId, vin }: Known): Repair[] {
  return db
    .all<Visit>(
      `SELECT w.id, w.received_at AS "receivedAt", w.state,
         (SELECT max(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'ready') AS "readyAt",
         (SELECT json_group_array(coalesce(j.code, j.name)) FROM work_order_jobs j WHERE j.order_id = w.id AND j.decision = 'agreed' AND j.payer ${AMONG}) AS faults
       FROM work_orders w WHERE (w.car_id = ? OR w.vin = ?) AND w.state <> 'cancelled' ORDER BY w.received_at`,
      JSON.stringify(makersPayers),
      carId,
      vin,
    )
    .map(({ receivedAt, readyAt, faults }) => ({
      fromAt: receivedAt,
      untilAt: readyAt ?? db.now,
      faults: JSON.parse(faults) as string[],
    }))
    .filter(({ faults }) => faults.length > 0)
}

/** 三包 of a household car; null for a company's, one that earns money, or one of which nobody knows when it was handed over. */
function guaranteeFor(db: Reader, known: Known, lastKm: number | null): CarAround['guarantee'] {
  const { kind, useKind } = reachable(db, known.customerId)
  const terms = parameterOn(db, 'three-guarantees', db.today)
  const fromOn = db.one<{ on: Day | null }>(
    `SELECT coalesce((SELECT left_on FROM vehicles WHERE id = ?), (SELECT bought_on FROM customer_cars WHERE id = ?)) AS "on"`,
    known.vehicleId,
    known.carId,
  )?.on
  if (kind !== 'person' || useKind === 'commercial' || !terms || !fromOn) return null
  const { counters, ...said } = guaranteeOf(terms, { fromOn, km: lastKm ?? 0, repairs: repairsOf(db, known) }, db.now)
  return { ...said, ...counters, dayLimit: terms.repairDays, timeLimit: terms.sameFaultTimes }
}

/** Visits and advice that are told; older ones are in the list of orders. */
const TOLD = 12

export function aroundOf(db: Reader, known: Known, except = ''): CarAround {
  const reach = inReach(db)
  const visits = db.all<CarAround['history'][number]>(
    `SELECT w.id, w.no, w.state, w.kind, w.received_on AS "receivedOn", w.km, w.complaint, ${TOTAL} AS "totalFen" FROM work_orders w
     WHERE (w.car_id = ? OR w.vin = ?) AND w.id <> ? AND ${reach.sql} ORDER BY w.received_at DESC, w.id DESC LIMIT ${TOLD}`,
    known.carId,
    known.vin,
    except,
    ...reach.values,
  )
  const lastKm = lastKmOf(db, known)
  return {
    history: visits,
    here: visits.filter(({ state }) => isHere(state)).map(({ id, no }) => ({ id, no })),
    recalls: known.vin === null ? [] : openRecallsOf(db, known.vin),
    guarantee: guaranteeFor(db, known, lastKm),
    declined: db.all(
      `SELECT line.name, w.received_on AS "on", w.no FROM work_orders w JOIN (SELECT order_id, name, decision FROM work_order_jobs
         UNION ALL SELECT order_id, name, decision FROM work_order_parts) line ON line.order_id = w.id
       WHERE (w.car_id = ? OR w.vin = ?) AND w.id <> ? AND line.decision <> 'agreed' AND ${reach.sql} ORDER BY w.received_at DESC LIMIT ${TOLD}`,
      known.carId,
      known.vin,
      except,
      ...reach.values,
    ),
    findings: openFindings(db, known, except).map(({ point: name, state, valueMilli, unit, answer, on, no }) => ({
      ...{ name, state, valueMilli, unit, on, no },
      declined: answer === 'declined',
    })),
    warnings: warningsOf(db, known.customerId),
    lastKm,
  }
}

export function around(db: Reader, { customerId, carId, vehicleId }: Input<'workshop.around'>): Output<'workshop.around'> {
  reachable(db, customerId)
  const vin = db.one<{ vin: string | null }>(
    'SELECT coalesce((SELECT vin FROM customer_cars WHERE id = ?), (SELECT vin FROM vehicles WHERE id = ?)) AS vin',
    carId,
    vehicleId,
  )?.vin
  return aroundOf(db, { customerId, carId, vehicleId, vin: vin ?? null })
}
