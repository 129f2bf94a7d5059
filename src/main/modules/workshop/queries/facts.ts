// What is true of one work order right now: who may see it, its lines, what they come to, and how often its car was here.
import type { InferSelectModel } from 'drizzle-orm'
import type { Input } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { PriceOrigin } from '../../../../shared/modules/jobs/rules.ts'
import type { WorkOrderJob, WorkOrderPart } from '../../../../shared/modules/workshop/contract/shapes.ts'
import { billOf, isOpenForLines, partFen, type Bill, type WorkOrderState } from '../../../../shared/modules/workshop/rules.ts'
import { workOrders } from '../../../../shared/modules/workshop/tables.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

export type WorkOrder = Omit<InferSelectModel<typeof workOrders>, 'state'> & { state: WorkOrderState }

/** Rows of `work_orders w` of this person's sites: a workshop is one, whoever took the car in. */
export const inReach = ({ who }: Pick<Reader, 'who'>): Part => (who.reach === 'group' ? part('1') : part('w.site_id = ?', who.site))

/** @throws Refusal('not-found'). */
export function mustSeeOrder(db: Reader, id: string): WorkOrder {
  const order = db.must(workOrders, id)
  if (db.who.reach !== 'group' && order.siteId !== db.who.site) throw new Refusal('not-found', { table: 'work_orders', id })
  return order as WorkOrder
}

/** @throws Refusal('closed') when nothing is done about its lines any more. */
export function mustBeOpen(db: Reader, id: string): WorkOrder {
  const order = mustSeeOrder(db, id)
  if (!isOpenForLines(order.state)) throw new Refusal('closed', { no: order.no, state: order.state })
  return order
}

/** How a price came about, as it was written down; null when it was typed, or said in words this program does not know. */
const readOrigin = (text: string | null): PriceOrigin | null =>
  text === null ? null : (PriceOrigin.safeParse(JSON.parse(text)).data ?? null)
type Stored<Line> = Omit<Line, 'pricedBy'> & { priceOrigin: string | null }

export const jobsOf = (db: Pick<Reader, 'all'>, orderId: string): WorkOrderJob[] =>
  db
    .all<Stored<WorkOrderJob>>(
      `SELECT id, code, name, minutes, price_fen AS "priceFen", discount_fen AS "discountFen", payer, decision, sublet_to AS "subletTo",
         sublet_cost_fen AS "subletCostFen", note, catalogue_id AS "catalogueId", price_origin AS "priceOrigin", bundle_id AS "bundleId"
       FROM work_order_jobs WHERE order_id = ? ORDER BY added_at, id`,
      orderId,
    )
    .map(({ priceOrigin, ...line }) => ({ ...line, pricedBy: readOrigin(priceOrigin) }))

export const partsOf = (db: Pick<Reader, 'all'>, orderId: string): WorkOrderPart[] =>
  db
    .all<Omit<Stored<WorkOrderPart>, 'amountFen' | 'told'> & { toldAt: number | null }>(
      `SELECT id, job_id AS "jobId", part_id AS "partId", code, name, quantity_milli AS "quantityMilli", price_fen AS "priceFen",
         discount_fen AS "discountFen", payer, decision, origin, told_at AS "toldAt", note, price_origin AS "priceOrigin", bundle_id AS "bundleId"
       FROM work_order_parts WHERE order_id = ? ORDER BY added_at, id`,
      orderId,
    )
    .map(({ toldAt, priceOrigin, ...line }) => ({
      ...line,
      told: toldAt !== null,
      amountFen: partFen(line),
      pricedBy: readOrigin(priceOrigin),
    }))

/** What the agreed lines of an order come to. */
export const billFor = (jobs: readonly WorkOrderJob[], parts: readonly WorkOrderPart[]): Bill =>
  billOf(
    jobs.map(({ priceFen, ...job }) => ({ ...job, amountFen: priceFen })),
    parts,
  )

/** The same as SQL over `work_orders w`. */
export const TOTAL = `(coalesce((SELECT sum(j.price_fen - j.discount_fen) FROM work_order_jobs j WHERE j.order_id = w.id AND j.decision = 'agreed'), 0)
  + coalesce((SELECT sum((p.price_fen * p.quantity_milli + 500) / 1000 - p.discount_fen) FROM work_order_parts p WHERE p.order_id = w.id AND p.decision = 'agreed'), 0))`

/** The newest reading of a car, km; null before its first visit. */
export const lastKmOf = (db: Pick<Reader, 'one'>, { carId, vin }: { carId: string | null; vin: string | null }): number | null =>
  db.one<{ km: number | null }>(`SELECT max(km) AS km FROM work_orders WHERE (car_id = ? OR vin = ?) AND state <> 'cancelled'`, carId, vin)
    ?.km ?? null

type KnownCar = Input<'customers.keepCar'> & { id: string }
/** A car as it is noted with its driver. @throws Refusal('not-found'). */
export function mustKnowCar(db: Pick<Reader, 'one'>, customerId: string, id: string): KnownCar {
  const car = db.one<KnownCar>(
    `SELECT id, customer_id AS "customerId", brand, model, plate, vin, bought_on AS "boughtOn", gone_on AS "goneOn", note FROM customer_cars
     WHERE id = ? AND customer_id = ?`,
    id,
    customerId,
  )
  if (!car) throw new Refusal('not-found', { table: 'customer_cars', id })
  return car
}
