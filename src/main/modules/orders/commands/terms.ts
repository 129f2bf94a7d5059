// What buyer and seller agree on: opens a quote and changes it. Whoever changes price or car makes it a quote again, and
// what was approved before counts no more.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Terms } from '../../../../shared/modules/orders/contract/terms.ts'
import { earnestLimit, priceSheet, type PriceSheet } from '../../../../shared/modules/orders/rules.ts'
import { orderLines, orders } from '../../../../shared/modules/orders/tables.ts'
import { heldKinds, openingPlan, type ReceiptKind } from '../../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../../shared/money.ts'
import { nextNumber } from '../../../store/numbers.ts'
import type { Writer } from '../../../store/write.ts'
import { parameterOn } from '../../admin/queries.ts'
import { withdrawSteps } from '../../approvals/commands.ts'
import { claim as claimCustomer } from '../../customers/commands.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { reach } from '../../leads/commands/journey.ts'
import { plan as keepPlan, type Planned } from '../../receivables/commands.ts'
import { claim as claimCar, releaseFrom } from '../../vehicles/commands.ts'
import { carOf, isClosed, knownOrder, linesOf, planOf, type Known, type Order } from '../queries/facts.ts'

type Agreed = {
  columns: Omit<Terms, 'listFen' | 'priceFen' | 'lines' | 'advance' | 'plan' | 'loanTerms' | 'insuranceLines'> & {
    listFen: number
    priceFen: number
    loanTerms: string | null
    insuranceLines: string | null
  }
  sheet: PriceSheet
  plan: Planned[]
}

const planTotal = (plan: readonly Planned[], kinds?: readonly ReceiptKind[]): number =>
  sumFen(plan.filter(({ kind }) => !kinds || kinds.includes(kind)).map(({ amountFen }) => amountFen))

const written = (lines: Terms['insuranceLines']): string | null => (lines.length === 0 ? null : JSON.stringify(lines))

/** With lines the insurance is their sum; a quote that says no day holds as long as the store's do. */
const completed = (db: Writer, terms: Terms): Terms => ({
  ...terms,
  insuranceFen: terms.insuranceLines.length === 0 ? terms.insuranceFen : sumFen(terms.insuranceLines.map(({ amountFen }) => amountFen)),
  validUntil: terms.validUntil ?? quoteHoldsUntil(db),
})

/** A quote holds so many days from today, the last one included; null while the store says none. */
export function quoteHoldsUntil(db: Writer): string | null {
  const days = parameterOn(db, 'quote-valid-days', db.today)
  return days === null ? null : addDays(db.today, days)
}

/** Judges terms as a whole; `before` is what the order said until now. */
function agree(db: Writer, given: Terms, before?: Known): Agreed {
  const terms = completed(db, given)
  const { listFen: typed, priceFen: asked, lines, advance: _advance, plan: wished, loanTerms, insuranceLines, ...rest } = terms
  const car = terms.vehicleId ? carOf(db, terms.vehicleId) : undefined
  if (terms.vehicleId && !car) throw new Refusal('no-such-car')
  const sameCar = before !== undefined && before.order.vehicleId === terms.vehicleId
  // The shown price of the day the car was quoted holds for this buyer, whatever the car is marked with later.
  const listFen = car ? (sameCar ? before.order.listFen : car.listFen) : (typed ?? before?.order.listFen)
  const priceFen = asked ?? (sameCar ? before.order.priceFen : (car?.priceFen ?? listFen))
  if (listFen === undefined || priceFen === undefined) throw new Refusal('no-price')
  if (priceFen > listFen) throw new Refusal('price-above-list', { listFen, priceFen })
  const sheet = priceSheet({
    ...rest,
    listFen,
    discountFen: listFen - priceFen,
    accessories: lines.map(({ amountFen, gift }) => ({ fen: amountFen, gift })),
  })
  if (sheet.problems.includes('loan-above-total'))
    throw new Refusal('loan-above-total', { totalFen: sheet.totalFen, loanFen: sheet.loanFen })
  const loan = rest.loanFen > 0 && rest.loanMonths !== null ? loanTerms : null
  if (loan && (loan.balloonFen + loan.feeFen >= rest.loanFen || (loan.method !== 'balloon' && loan.balloonFen > 0)))
    throw new Refusal('loan-unfit', { loanFen: rest.loanFen })
  const plan = wished ?? openAnew(terms, sheet, before)
  const held = [rest.purchaseTaxFen, rest.insuranceFen, rest.plateFeeFen]
  if (planTotal(plan) !== sheet.totalFen || heldKinds.some((kind, at) => planTotal(plan, [kind]) !== held[at]))
    throw new Refusal('plan-does-not-add-up', { plannedFen: planTotal(plan), totalFen: sheet.totalFen })
  const ceiling = parameterOn(db, 'earnest-ceiling', db.today)
  const limitFen = ceiling === null ? null : earnestLimit(sheet.ownFen, ceiling)
  if (limitFen !== null && planTotal(plan, ['earnest']) > limitFen) throw new Refusal('earnest-above-ceiling', { limitFen })
  return {
    columns: { ...rest, loanTerms: loan && JSON.stringify(loan), insuranceLines: written(insuranceLines), listFen, priceFen },
    sheet,
    plan,
  }
}

/** The opening plan; an advance agreed before stays agreed, and days stay with their kind. */
function openAnew(terms: Terms, sheet: PriceSheet, before?: Known): Planned[] {
  const agreed = before?.plan.find(({ kind }) => kind === 'deposit' || kind === 'earnest')
  const advance = terms.advance ?? (agreed ? { kind: agreed.kind as 'deposit' | 'earnest', amountFen: agreed.amountFen } : null)
  const days = new Map(before?.plan.map(({ kind, dueOn }) => [kind, dueOn]))
  return openingPlan({ ...terms, ownFen: sheet.ownFen, advance }).map((line) => ({
    ...line,
    dueOn: days.get(line.kind) ?? (line.kind === 'loan' ? null : terms.deliverOn),
  }))
}

function keepLines(db: Writer, order: Pick<Order, 'id' | 'siteId'>, lines: Terms['lines']): void {
  const before = linesOf(db, order.id)
  for (const [sort, { name, amountFen, gift }] of lines.entries()) {
    const row = before[sort]
    const line = { sort, name, amountFen, gift: gift ? 1 : 0 }
    if (row) db.patch(orderLines, row.id, line)
    else db.put(orderLines, { id: db.newId(), siteId: order.siteId, orderId: order.id, ...line })
  }
  for (const row of before.slice(lines.length)) db.remove(orderLines, row.id)
}

export function draft(db: Writer, { customerId, consultantId, ...terms }: Input<'orders.draft'>): Output<'orders.draft'> {
  if (!db.one('SELECT 1 FROM customers WHERE id = ? AND archived_at IS NULL', customerId)) throw new Refusal('no-such-customer')
  const customer = reachable(db, customerId)
  const { columns, plan } = agree(db, terms)
  claimCustomer(db, customerId)
  if (columns.vehicleId) claimCar(db, columns.vehicleId)
  const order = { id: db.newId(), siteId: customer.siteId, no: nextNumber(db, 'SO') }
  // Somebody who sees only their own orders opens no order they would not see.
  const consultant = db.who.reach === 'own' ? db.who.user : (consultantId ?? db.who.user)
  db.put(orders, {
    ...order,
    ...columns,
    customerId,
    consultantId: consultant,
    state: columns.vehicleId ? 'quoted' : 'draft',
    createdAt: db.now,
  })
  keepLines(db, order, terms.lines)
  keepPlan(db, order, plan)
  reach(db, customerId, 'quoted')
  return { id: order.id, no: order.no }
}

/** What consent and signature are about: every amount and the car, not days, banks and notes. */
const subjectOf = ({
  order,
  lines,
}: {
  order: Pick<Order, 'vehicleId' | 'listFen' | 'priceFen' | 'purchaseTaxFen' | 'insuranceFen' | 'plateFeeFen' | 'loanFen'>
  lines: readonly { name: string; amountFen: number; gift: number | boolean }[]
}): string =>
  JSON.stringify([
    [order.vehicleId, order.listFen, order.priceFen, order.purchaseTaxFen, order.insuranceFen, order.plateFeeFen, order.loanFen],
    lines.map(({ name, amountFen, gift }) => [name, amountFen, Boolean(gift)]),
  ])

export function change(db: Writer, { id, rev, ...terms }: Input<'orders.change'>): Output<'orders.change'> {
  const before = knownOrder(db, id)
  const { order, stage } = before
  if (isClosed(stage)) throw new Refusal('closed', { no: order.no, stage })
  if (order.rev !== rev) throw new Refusal('moved-on', { no: order.no, rev: order.rev })
  const { columns, plan } = agree(db, terms, before)
  const anew = subjectOf(before) !== subjectOf({ order: columns, lines: terms.lines })
  const revised = db.revise(orders, id)
  if (anew) {
    withdrawSteps(db, id)
    if (order.vehicleId && columns.vehicleId !== order.vehicleId)
      releaseFrom(db, { vehicleId: order.vehicleId, orderId: id, otherwise: () => undefined })
  }
  db.patch(orders, id, {
    ...columns,
    ...(anew
      ? {
          state: columns.vehicleId ? 'quoted' : 'draft',
          termsRev: order.termsRev + 1,
          placedAt: null,
          signedAt: null,
          reservedAt: null,
          lostTo: null,
          ...(columns.vehicleId === order.vehicleId ? {} : { soldUnder: null }),
        }
      : {}),
  })
  keepLines(db, order, terms.lines)
  keepPlan(db, order, plan)
  return { rev: revised }
}

/** The plan when a car change moved only the purchase tax: its line follows, all others stay. */
export function planWithTax(db: Writer, order: Order, purchaseTaxFen: number): Planned[] {
  const lines = planOf(db, order.id).map(({ kind, dueOn, amountFen }) => ({ kind, dueOn, amountFen }))
  const others = lines.filter(({ kind }) => kind !== 'held-tax')
  if (purchaseTaxFen === 0) return others
  const at = Math.max(
    0,
    lines.findIndex(({ kind }) => kind === 'held-tax'),
  )
  return others.toSpliced(at, 0, { kind: 'held-tax', dueOn: lines[at]?.dueOn ?? null, amountFen: purchaseTaxFen })
}
