// What is true of inspections: the points an order's car is looked at by, what was found, and what stays open from earlier visits.
import { Refusal } from '../../../../shared/errors.ts'
import { readPoint, type FindingAnswer, type Point, type PointState } from '../../../../shared/modules/inspections/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { inReach, type WorkOrder } from '../../workshop/queries/facts.ts'

/** The list in force the day the car came in. */
export const pointsOf = (db: Reader, order: Pick<WorkOrder, 'receivedOn'>): Point[] =>
  (parameterOn(db, 'inspection-points', order.receivedOn) ?? []).flatMap((line) => readPoint(line) ?? [])

/** @throws Refusal('no-such-point'). */
export function mustHavePoint(db: Reader, order: WorkOrder, name: string): Point {
  const point = pointsOf(db, order).find((each) => each.name === name)
  if (!point) throw new Refusal('no-such-point', { point: name })
  return point
}

export type Result = {
  id: string
  point: string
  unit: string | null
  state: PointState | null
  valueMilli: number | null
  note: string | null
  by: string | null
  answer: FindingAnswer | null
  lineId: string | null
}
/** What was said to the job that was proposed says what was said to the finding. */
const ANSWER = `coalesce((SELECT nullif(j.decision, 'proposed') FROM work_order_jobs j WHERE j.id = r.line_id), r.answer)`

export const resultsOf = (db: Pick<Reader, 'all'>, orderId: string): Result[] =>
  db.all(
    `SELECT r.id, r.point, r.unit, r.state, r.value_milli AS valueMilli, r.note, u.name AS by, ${ANSWER} AS answer, r.line_id AS lineId
     FROM point_results r LEFT JOIN users u ON u.id = r.noted_by WHERE r.order_id = ?`,
    orderId,
  )

type Known = { carId: string | null; vin: string | null }
export type Earlier = {
  point: string
  state: PointState
  valueMilli: number | null
  unit: string | null
  on: string
  no: string
  answer: FindingAnswer | null
}
/** The newest finding of each point of a car, whatever it was, but for one order's. */
export function earlierOf(db: Reader, { carId, vin }: Known, except: string): Earlier[] {
  const reach = inReach(db)
  const rows = db.all<Earlier>(
    `SELECT r.point, r.state, r.value_milli AS valueMilli, r.unit, w.received_on AS "on", w.no, ${ANSWER} AS answer
     FROM work_orders w JOIN point_results r ON r.order_id = w.id
     WHERE (w.car_id = ? OR w.vin = ?) AND w.id <> ? AND w.state <> 'cancelled' AND r.state IS NOT NULL AND ${reach.sql}
     ORDER BY w.received_at DESC, w.id LIMIT (SELECT ?)`,
    carId,
    vin,
    except,
    ...reach.values,
    LOOKED_AT,
  )
  const newest = new Map<string, Earlier>()
  for (const row of rows) if (!newest.has(row.point)) newest.set(row.point, row)
  return [...newest.values()]
}
/** Some dozen visits of some dozen points. */
const LOOKED_AT = 1000

/** What was found, not put right, and not found in order since: what a desk sees before it touches the car. */
export const openFindings = (db: Reader, known: Known, except: string): Earlier[] =>
  earlierOf(db, known, except).filter(({ state, answer }) => state !== 'ok' && answer !== 'agreed')
