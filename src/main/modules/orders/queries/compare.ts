// Quotes of one buyer whole beside each other: every part of the price, the old car, the loan, and what it comes to in the end.
import type { Input, Output } from '../../../../shared/contract.ts'
import { isExpired, outlayFen } from '../../../../shared/modules/orders/rules.ts'
import type { AppraisalState } from '../../../../shared/modules/tradeins/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { marginOf } from '../../approvals/queries.ts'
import { insuranceLinesOf, known, loanCostOf, mustSee, reachOf, type Order } from './facts.ts'

type Scheme = Output<'orders.compare'>['schemes'][number]

/** As many as fit on a page beside each other. */
const MOST = 4

/** What may still be chosen, newest first, the asked one always among them. */
function openQuotes(db: Reader, { customerId, id }: Pick<Order, 'customerId' | 'id'>): string[] {
  const reach = reachOf(db.who)
  const ids = db
    .all<{ id: string }>(
      `SELECT o.id FROM orders o WHERE o.customer_id = ? AND o.state IN ('draft', 'quoted', 'awaiting-approval', 'approved') AND ${reach.sql}
       ORDER BY o.id = ? DESC, o.created_at DESC, o.id DESC LIMIT ${MOST}`,
      customerId,
      ...reach.values,
      id,
    )
    .map((row) => row.id)
  return ids.includes(id) ? ids : [id, ...ids].slice(0, MOST)
}

export function oldCarOf(db: Reader, { appraisalId }: Pick<Order, 'appraisalId'>): Scheme['tradeIn'] {
  if (appraisalId === null) return null
  return (
    db.one<{ id: string; no: string; name: string; allowanceFen: number; state: AppraisalState }>(
      `SELECT id, no, brand || ' ' || series AS name, coalesce(allowance_fen, 0) AS "allowanceFen", state FROM appraisals WHERE id = ? AND state <> 'dropped'`,
      appraisalId,
    ) ?? null
  )
}

function schemeOf(db: Reader, id: string): Scheme {
  const { order, car, sheet, lines, stage } = known(db, mustSee(db, id))
  const cost = loanCostOf(order)
  const tradeIn = oldCarOf(db, order)
  const tradeInFen = tradeIn?.allowanceFen ?? 0
  const marginFen = db.who.permissions.has('vehicles.cost') ? marginOf(db, order.vehicleId, order.priceFen) : null
  return {
    id,
    no: order.no,
    scheme: order.scheme,
    stage,
    version: order.termsRev,
    rev: order.rev,
    createdAt: order.createdAt,
    validUntil: order.validUntil,
    expired: isExpired(order.validUntil, db.today),
    car: car ? { name: car.name, stockNo: car.stockNo, exterior: car.exterior } : null,
    listFen: order.listFen,
    discountFen: order.listFen - order.priceFen,
    carFen: sheet.carFen,
    purchaseTaxFen: order.purchaseTaxFen,
    insuranceFen: order.insuranceFen,
    insuranceLines: insuranceLinesOf(order),
    plateFeeFen: order.plateFeeFen,
    accessories: lines.filter((line) => line.gift === 0).map(({ name, amountFen }) => ({ name, amountFen })),
    accessoriesFen: sheet.accessoriesFen,
    gifts: lines.filter((line) => line.gift === 1).map(({ name, amountFen }) => ({ name, amountFen })),
    giftsFen: sheet.giftsFen,
    totalFen: sheet.totalFen,
    tradeIn,
    loan:
      order.loanFen === 0
        ? null
        : {
            fen: order.loanFen,
            bank: order.loanBank,
            months: order.loanMonths,
            method: cost?.method ?? null,
            trueBp: cost?.trueBp ?? null,
            monthlyFen: cost?.firstFen ?? null,
            interestFen: cost?.interestFen ?? null,
            feeFen: cost?.feeFen ?? null,
            balloonFen: cost?.balloonFen ?? null,
          },
    downFen: sheet.customerPaysFen - tradeInFen,
    outlayFen: outlayFen({ totalFen: sheet.totalFen, interestFen: cost?.interestFen ?? 0, feeFen: cost?.feeFen ?? 0, tradeInFen }),
    marginFen,
  }
}

export function compare(db: Reader, { id }: Input<'orders.compare'>): Output<'orders.compare'> {
  const order = mustSee(db, id)
  const customer = db.one<{ name: string | null }>('SELECT name FROM customers WHERE id = ?', order.customerId)
  return {
    customer: { id: order.customerId, name: customer?.name ?? '' },
    schemes: openQuotes(db, order)
      .map((each) => schemeOf(db, each))
      .toSorted((a, b) => a.createdAt - b.createdAt || a.no.localeCompare(b.no)),
  }
}

/** Old cars of a buyer a quote may count on. */
export function oldCars(db: Reader, { customerId }: Input<'orders.oldCars'>): Output<'orders.oldCars'> {
  return db.all(
    `SELECT id, no, brand || ' ' || series AS name, allowance_fen AS "allowanceFen" FROM appraisals
     WHERE customer_id = ? AND site_id = ? AND state IN ('asked', 'ready') AND allowance_fen IS NOT NULL ORDER BY created_at DESC LIMIT 10`,
    customerId,
    db.who.site,
  )
}
