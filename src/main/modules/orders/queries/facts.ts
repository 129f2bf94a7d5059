// What is true of one order right now, made from its rows: prices, money, approvals, the hold on its car. Commands and
// screens decide by this and never by the derived table, which lags behind inside a transaction.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import { approvalState, type ApprovalStep, type StepState } from '../../../../shared/modules/approvals/rules.ts'
import {
  InsuranceLines,
  legalPapers,
  missingChecks,
  priceSheet,
  SIGNED_FOR,
  stageOf,
  type CheckedCar,
  type DeliveryPapers,
  type Hold,
  type OrderFacts,
  type OrderState,
  type PriceSheet,
} from '../../../../shared/modules/orders/rules.ts'
import { orders } from '../../../../shared/modules/orders/tables.ts'
import { costOf, LoanTerms, type Cost } from '../../../../shared/modules/loans/rules.ts'
import { balance, type Balance, type LedgerRow, type ReceiptKind } from '../../../../shared/modules/receivables/rules.ts'
import type { Energy, VehicleState } from '../../../../shared/modules/vehicles/rules.ts'
import type { Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import type { Who } from '../../../store/who.ts'
import { parameterOn } from '../../admin/queries.ts'
import { provisionalHolders } from '../../vehicles/queries/hold.ts'

export type Order = InferSelectModel<typeof orders>
/** All these need of a store: the derived table is made with them too, outside any Reader. */
export type Rows = Pick<Reader, 'all' | 'one'>

/** Rows of `orders o` a person may see: their own, their site's, all. */
export function reachOf(who: Who): Part {
  if (who.reach === 'group') return { sql: '1', values: [] }
  return who.reach === 'site' ? { sql: 'o.site_id = ?', values: [who.site] } : { sql: 'o.consultant_id = ?', values: [who.user] }
}

const inReach = (who: Who, order: Order): boolean =>
  who.reach === 'group' || (who.reach === 'site' ? order.siteId === who.site : order.consultantId === who.user)

/** The order, if this person may see it. @throws Refusal('not-found'). */
export function mustSee(db: Reader, id: string): Order {
  const order = db.must(orders, id)
  if (!inReach(db.who, order)) throw new Refusal('not-found', { table: 'orders', id })
  return order
}

export type Car = {
  id: string
  stockNo: string
  vin: string
  name: string
  modelYear: number | null
  exterior: string | null
  interior: string | null
  energy: Energy
  seats: number | null
  certificateNo: string | null
  state: VehicleState
  location: string | null
  siteId: string
  siteName: string
  listFen: number
  priceFen: number
  holderId: string | null
}

/** Brand, series, model; the brand once, when the series already begins with it. */
export const CAR_NAME = `iif(instr(v.series, v.brand) = 1, '', v.brand || ' ') || v.series || ' ' || v.model`
/** Of `vehicles v LEFT JOIN sites p`. */
export const carColumns = `v.id, v.stock_no AS "stockNo", v.vin, ${CAR_NAME} AS name, v.model_year AS "modelYear", v.exterior, v.interior, v.energy,
  v.seats, v.certificate_no AS "certificateNo", v.state, v.location, v.site_id AS "siteId", coalesce(p.name, '') AS "siteName", v.list_fen AS "listFen",
  v.price_fen AS "priceFen", v.holder_id AS "holderId"`

export const carOf = (db: Rows, id: string): Car | undefined =>
  db.one<Car>(`SELECT ${carColumns} FROM vehicles v LEFT JOIN sites p ON p.id = v.site_id WHERE v.id = ?`, id)

/** Whether the order has its car, and how surely: see vehicles, hold. */
function holdOf(db: Reader, orderId: string, car: Pick<Car, 'id' | 'holderId'> | undefined): Hold {
  if (car?.holderId !== orderId) return 'none'
  return provisionalHolders(db, [car.id]).has(car.id) ? 'provisional' : 'firm'
}

/** SQL: case `k` concerns an order, as its subject or as the one that did not get a car. The id is needed twice. */
export const caseOf = (id: string, again: string): string =>
  `(k.subject_id = ${id} OR (k.kind = 'hold' AND json_extract(k.mine, '$.who') = ${again}))`

export type Line = { id: string; sort: number; name: string; amountFen: number; gift: number }
export type Plan = { id: string; kind: ReceiptKind; dueOn: string | null; amountFen: number }

export const linesOf = (db: Rows, orderId: string): Line[] =>
  db.all<Line>('SELECT id, sort, name, amount_fen AS "amountFen", gift FROM order_lines WHERE order_id = ? ORDER BY sort, id', orderId)
export const planOf = (db: Rows, orderId: string): Plan[] =>
  db.all<Plan>(
    'SELECT id, kind, due_on AS "dueOn", amount_fen AS "amountFen" FROM plan_lines WHERE order_id = ? ORDER BY sort, id',
    orderId,
  )
export const ledgerOf = (db: Rows, orderId: string): (LedgerRow & { id: string })[] =>
  db.all(
    'SELECT id, kind, amount_fen AS "amountFen", reverses_id AS "reversesId" FROM receipts WHERE order_id = ? ORDER BY received_at, id',
    orderId,
  )

/** What sells: the prices of an order as its document holds them. */
export const sheetOf = (
  order: Pick<Order, 'listFen' | 'priceFen' | 'purchaseTaxFen' | 'insuranceFen' | 'plateFeeFen' | 'loanFen'>,
  lines: readonly Pick<Line, 'amountFen' | 'gift'>[],
): PriceSheet =>
  priceSheet({
    listFen: order.listFen,
    discountFen: order.listFen - order.priceFen,
    purchaseTaxFen: order.purchaseTaxFen,
    insuranceFen: order.insuranceFen,
    plateFeeFen: order.plateFeeFen,
    accessories: lines.map((line) => ({ fen: line.amountFen, gift: line.gift === 1 })),
    loanFen: order.loanFen,
  })

/** What the buyer and the lender agreed on beside amount and months; null where only those were noted. */
export const loanTermsOf = ({ loanTerms }: Pick<Order, 'loanTerms'>): LoanTerms | null =>
  loanTerms === null ? null : LoanTerms.parse(JSON.parse(loanTerms))

/** What the insurance is made of; none where only its sum was noted. */
export const insuranceLinesOf = ({ insuranceLines }: Pick<Order, 'insuranceLines'>): InsuranceLines =>
  insuranceLines === null ? [] : InsuranceLines.parse(JSON.parse(insuranceLines))

/** What the loan of an order costs its buyer. */
export function loanCostOf(order: Pick<Order, 'loanFen' | 'loanMonths' | 'loanTerms'>): (LoanTerms & Cost) | null {
  const terms = loanTermsOf(order)
  if (!terms || order.loanFen <= 0 || order.loanMonths === null) return null
  return { ...terms, ...costOf({ ...terms, principalFen: order.loanFen, months: order.loanMonths }) }
}

const tickedOf = (db: Rows, orderId: string): string[] =>
  db.all<{ item: string }>('SELECT item FROM order_ticks WHERE order_id = ? AND done = 1', orderId).map(({ item }) => item)

/** The word of those asked about the present terms; `none` while nobody was. */
export function wordOn(db: Rows, order: Pick<Order, 'id' | 'termsRev'>): StepState | 'none' {
  const steps = db.all<Pick<ApprovalStep, 'level' | 'state'>>(
    'SELECT level, state FROM approval_steps WHERE order_id = ? AND terms_rev = ?',
    order.id,
    order.termsRev,
  )
  return steps.length === 0 ? 'none' : approvalState(steps as ApprovalStep[])
}

/** 进口车: a VIN that is not of a Chinese maker. */
export const isImported = (car: Pick<Car, 'vin'> | undefined): boolean => car !== undefined && !car.vin.startsWith('L')

/** What decides about an order's list of checks. */
export const checkedCar = ({ car, papers }: Pick<Known, 'car' | 'papers'>): CheckedCar => ({
  imported: isImported(car),
  nev: car?.energy === 'nev',
  papers,
})
export const missingOf = (about: Pick<Known, 'car' | 'papers' | 'ticked'>): string[] => missingChecks(checkedCar(about), about.ticked)

/** The papers the law wants today. */
export const papersInForce = (db: Reader): DeliveryPapers => parameterOn(db, 'delivery-papers', db.today) ?? legalPapers

export type Known = {
  order: Order
  car: Car | undefined
  lines: Line[]
  plan: Plan[]
  ledger: (LedgerRow & { id: string })[]
  sheet: PriceSheet
  money: Balance<Plan>
  word: StepState | 'none'
  stage: OrderState
  hold: Hold
  ticked: string[]
  papers: DeliveryPapers
}

export function known(db: Reader, order: Order): Known {
  const car = order.vehicleId ? carOf(db, order.vehicleId) : undefined
  const lines = linesOf(db, order.id)
  const plan = planOf(db, order.id)
  const ledger = ledgerOf(db, order.id)
  const money = balance(plan, ledger)
  const word = wordOn(db, order)
  return {
    order,
    car,
    lines,
    plan,
    ledger,
    sheet: sheetOf(order, lines),
    money,
    word,
    stage: stageOf(order.state as OrderState, { approval: word, settled: money.dueFen === 0 }),
    hold: holdOf(db, order.id, car),
    ticked: tickedOf(db, order.id),
    papers: papersInForce(db),
  }
}

/** An order this person may see, with all of it. @throws Refusal('not-found'). */
export const knownOrder = (db: Reader, id: string): Known => known(db, mustSee(db, id))

/** What the rules ask about an order: see rules.ts, nextAction. */
export const factsOf = (about: Known, needsApproval: boolean): OrderFacts => ({
  state: about.stage,
  hasCustomer: true,
  hasVehicle: about.car !== undefined,
  needsApproval,
  hold: about.hold,
  dueFen: about.money.dueFen,
  receivedFen: about.stage === 'cancelled' ? about.money.overFen : about.money.netFen,
  // The receipt is given with the handover itself.
  missingPapers: missingOf(about).filter((id) => id !== SIGNED_FOR).length,
})

export const isClosed = (stage: OrderState): boolean => stage === 'delivered' || stage === 'cancelled'

/** Rows by a key, in the order they came. */
export function grouped<Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** Another open order of the site in the same bay at the same time. */
export const sharedBay = (
  db: Rows,
  order: Pick<Order, 'id' | 'siteId'>,
  { appointedOn, slot, bay }: { appointedOn: string | null; slot: string | null; bay: string | null },
): { no: string } | undefined =>
  appointedOn === null || slot === null || bay === null
    ? undefined
    : db.one<{ no: string }>(
        `SELECT o.no FROM handovers h JOIN orders o ON o.id = h.id WHERE h.appointed_on = ? AND h.slot = ? AND h.bay = ? AND h.site_id = ? AND h.id <> ?
         AND o.state NOT IN ('delivered', 'cancelled') LIMIT 1`,
        appointedOn,
        slot,
        bay,
        order.siteId,
        order.id,
      )
