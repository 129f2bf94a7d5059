// Lists of orders and of cars to promise, and what a quote begins with.
import type { Input, Output } from '../../../shared/contract.ts'
import { canReserve, vehicleStates } from '../../../shared/modules/vehicles/rules.ts'
import { vehicles } from '../../../shared/modules/vehicles/tables.ts'
import { inOrder, joined, listed, part, type ListColumn, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { parameterOn, parametersOf } from '../admin/queries.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { meant } from '../palette/queries/match.ts'
import { provisionalHolders } from '../vehicles/queries/hold.ts'
import {
  CAR_NAME,
  carColumns,
  caseOf,
  carOf,
  insuranceLinesOf,
  known,
  linesOf,
  loanTermsOf,
  mustSee,
  planOf,
  reachOf,
  type Car,
} from './queries/facts.ts'

const FROM = `orders o LEFT JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id
  LEFT JOIN users u ON u.id = o.consultant_id`

const HAS_CASE = `EXISTS (SELECT 1 FROM cases k WHERE k.state = 'open' AND ${caseOf('o.id', 'o.id')})`

const columns: Readonly<Record<string, ListColumn>> = {
  no: { sql: 'o.no', kind: 'text' },
  // In the order an order lives through them.
  state: {
    sql: 's.stage',
    kind: 'text',
    order: `instr('draft quoted awaiting-approval approved signed reserved paid delivered car-lost cancelled', s.stage)`,
  },
  customer: { sql: 'c.name', kind: 'text', order: `(SELECT name_key FROM search_docs WHERE id = o.customer_id)` },
  customerId: { sql: 'o.customer_id', kind: 'text' },
  vehicle: { sql: CAR_NAME, kind: 'text' },
  vehicleId: { sql: 'o.vehicle_id', kind: 'text' },
  stockNo: { sql: 'v.stock_no', kind: 'text' },
  vin: { sql: 'v.vin', kind: 'text' },
  consultant: { sql: 'u.name', kind: 'text' },
  consultantId: { sql: 'o.consultant_id', kind: 'text' },
  siteId: { sql: 'o.site_id', kind: 'text' },
  price: { sql: 'o.price_fen', kind: 'number' },
  discount: { sql: 's.discount_fen', kind: 'number' },
  discountBp: { sql: 's.discount_bp', kind: 'number' },
  total: { sql: 's.total_fen', kind: 'number' },
  net: { sql: 's.net_fen', kind: 'number' },
  due: { sql: 's.due_fen', kind: 'number' },
  over: { sql: 's.over_fen', kind: 'number' },
  deliverOn: { sql: 'o.deliver_on', kind: 'day' },
  createdAt: { sql: 'o.created_at', kind: 'instant', indexed: true },
  signedAt: { sql: 'o.signed_at', kind: 'instant' },
  deliveredAt: { sql: 'o.delivered_at', kind: 'instant' },
  /** `yes` where the hold on the car waits for its ruling, and no right of this desktop makes it firm: see vehicles, hold. */
  provisional: {
    sql: `iif(v.holder_id = o.id AND EXISTS (SELECT 1 FROM _sync_base b WHERE b.table_name = 'vehicles' AND b.row_id = v.id AND (b.present = 0 OR json_extract(b.image, '$.holder_id') IS NOT o.id)) AND NOT EXISTS (SELECT 1 FROM rights r
      WHERE r.id = 'vin:' || v.vin AND r.replica = (SELECT value FROM _sync_state WHERE key = 'replica') AND CAST(r.fence AS TEXT) = o.sold_under), 'yes', 'no')`,
    kind: 'text',
  },
  case: { sql: `iif(${HAS_CASE}, 'yes', 'no')`, kind: 'text' },
}

/** A number or its tail, or whatever the customer or the car is found by. */
function meaning(text: string): Part | null {
  const ways = [meant('order', text, 'o.id'), meant('customer', text, 'o.customer_id'), meant('vehicle', text, 'o.vehicle_id')].filter(
    (way) => way !== null,
  )
  return ways.length === 0 ? null : joined(ways, 'OR')
}

type Row = Omit<Output<'orders.page'>['rows'][number], 'standing' | 'provisional'> & { hasCase: number }

/** Newest first unless sorted. `totals`: price, whole, net, due. */
export function page(db: Reader, request: Input<'orders.page'>): Output<'orders.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'o.id',
    columns,
    where: [reachOf(db.who)],
    search: meaning,
    order: 'o.created_at DESC, o.id DESC',
    tie: 'o.created_at DESC, o.id DESC',
    totals: { price: 'sum(o.price_fen)', whole: 'sum(s.total_fen)', net: 'sum(s.net_fen)', due: 'sum(s.due_fen)' },
  })
  const rows = db.all<Row>(
    `SELECT o.id, o.no, coalesce(s.stage, o.state) AS stage, coalesce(p.name, '') AS "siteName", o.customer_id AS "customerId", coalesce(c.name, '') AS "customerName",
       o.vehicle_id AS "vehicleId", ${CAR_NAME} AS "vehicleName", v.stock_no AS "stockNo", v.vin, coalesce(u.name, '') AS "consultantName", o.list_fen AS "listFen",
       o.price_fen AS "priceFen", coalesce(s.discount_fen, 0) AS "discountFen", coalesce(s.discount_bp, 0) AS "discountBp", coalesce(s.total_fen, 0) AS "totalFen",
       coalesce(s.net_fen, 0) AS "netFen", coalesce(s.due_fen, 0) AS "dueFen", o.deliver_on AS "deliverOn", o.created_at AS "createdAt", o.signed_at AS "signedAt",
       o.delivered_at AS "deliveredAt", ${HAS_CASE} AS "hasCase"
     FROM json_each(?) j JOIN orders o ON o.id = j.value LEFT JOIN order_sums s ON s.id = o.id LEFT JOIN customers c ON c.id = o.customer_id
       LEFT JOIN vehicles v ON v.id = o.vehicle_id LEFT JOIN users u ON u.id = o.consultant_id LEFT JOIN sites p ON p.id = o.site_id`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  const provisional = provisionalHolders(
    db,
    rows.map((row) => row.vehicleId).filter((id) => id !== null),
  )
  return {
    rows: inOrder(ids, rows).map(({ hasCase, ...row }) => ({
      ...row,
      provisional: provisional.get(row.vehicleId ?? '') === row.id,
      standing: hasCase ? 'needs-you' : (standings.get(row.id) ?? 'alone'),
    })),
    ...sums,
  }
}

const shown = ({ holderId: _holder, ...car }: Car): Omit<Car, 'holderId'> => car

export function basis(db: Reader, { vehicleId }: Input<'orders.basis'>): Output<'orders.basis'> {
  const car = vehicleId ? carOf(db, vehicleId) : undefined
  const compulsory = parameterOn(db, 'compulsory-insurance-base', db.today)
  return {
    vehicle: car ? { ...shown(car), free: car.holderId === null && canReserve(car.state) } : null,
    purchaseTax: parametersOf(db, 'purchase-tax'),
    earnestCeilingBp: parameterOn(db, 'earnest-ceiling', db.today),
    plateFeeFen: parameterOn(db, 'plate-fee', db.today),
    compulsoryFen: compulsory && car ? (car.seats !== null && car.seats >= 6 ? compulsory.from6Fen : compulsory.under6Fen) : null,
    today: db.today,
  }
}

export function terms(db: Reader, { id }: Input<'orders.terms'>): Output<'orders.terms'> {
  const order = mustSee(db, id)
  const customer = db.one<{ name: string | null }>('SELECT name FROM customers WHERE id = ?', order.customerId)
  return {
    rev: order.rev,
    stage: known(db, order).stage,
    no: order.no,
    customer: { id: order.customerId, name: customer?.name ?? '' },
    vehicleId: order.vehicleId,
    listFen: order.listFen,
    priceFen: order.priceFen,
    purchaseTaxFen: order.purchaseTaxFen,
    insuranceFen: order.insuranceFen,
    insuranceNote: order.insuranceNote,
    plateFeeFen: order.plateFeeFen,
    plateNote: order.plateNote,
    loanFen: order.loanFen,
    loanBank: order.loanBank,
    loanMonths: order.loanMonths,
    loanTerms: loanTermsOf(order),
    lines: linesOf(db, id).map(({ name, amountFen, gift }) => ({ name, amountFen, gift: gift === 1 })),
    plan: planOf(db, id).map(({ kind, dueOn, amountFen }) => ({ kind, dueOn, amountFen })),
    deliverOn: order.deliverOn,
    note: order.note,
    scheme: order.scheme,
    validUntil: order.validUntil,
    insuranceLines: insuranceLinesOf(order),
    appraisalId: order.appraisalId,
  }
}

type Candidate = Car & { ownSite: number; sameModel: number; sameColour: number; differenceFen: number | null }

/**
 * Cars nobody holds that can be promised: own site before others; then, beside a car to be like, the same model, the same
 * colour, and the price nearest to it. Free words narrow it by whatever cars are found by.
 */
export function candidates(db: Reader, { orderId, search, limit }: Input<'orders.candidates'>): Output<'orders.candidates'> {
  const order = orderId ? mustSee(db, orderId) : undefined
  const lost = order?.vehicleId ? db.row(vehicles, order.vehicleId) : undefined
  const where = [
    part(
      `v.holder_id IS NULL AND v.left_on IS NULL AND v.state IN (SELECT value FROM json_each(?))`,
      JSON.stringify(vehicleStates.filter(canReserve)),
    ),
  ]
  if (lost) where.push(part('v.id <> ?', lost.id))
  if (search.trim() !== '') where.push(meant('vehicle', search, 'v.id') ?? part('0'))
  else if (lost) where.push(part('v.series = ?', lost.series))
  const found = joined([...where, ...ofValidBatch(db, 'v.batch_id')])
  const rows = db.all<Candidate>(
    `SELECT ${carColumns}, v.site_id = ? AS "ownSite", (v.series IS ? AND v.model IS ?) AS "sameModel", (v.exterior IS ?) AS "sameColour", v.list_fen - ? AS "differenceFen"
     FROM vehicles v LEFT JOIN sites p ON p.id = v.site_id WHERE ${found.sql}
     ORDER BY "ownSite" DESC, "sameModel" DESC, "sameColour" DESC, abs(coalesce("differenceFen", 0)), v.state = 'in-transit', v.arrived_on, v.id LIMIT (SELECT ?)`,
    db.who.site,
    lost?.series ?? null,
    lost?.model ?? null,
    lost?.exterior ?? null,
    lost?.listFen ?? null,
    ...found.values,
    limit,
  )
  return rows.map((car) => ({
    ...shown(car),
    ownSite: car.ownSite === 1,
    sameModel: lost !== undefined && car.sameModel === 1,
    sameColour: lost !== undefined && car.sameColour === 1,
    differenceFen: car.differenceFen,
  }))
}
