// Prepares invoices and keeps what the tax platform made of them. An order has one invoice that stands: two desktops that
// prepare it without a line make two rows, and the later one says that it clashed.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import {
  amountsOf,
  type InvoiceContent,
  type InvoiceForm,
  mayReverse,
  mayVoid,
  problemsOfNumbers,
} from '../../../shared/modules/invoices/rules.ts'
import { invoices } from '../../../shared/modules/invoices/tables.ts'
import type { Writer } from '../../store/write.ts'
import { tick } from '../orders/commands.ts'
import { knownOrder } from '../orders/queries/facts.ts'
import { judged, type Invoice, mustSee, obstacleTo, rateFor, standingOf } from './queries.ts'

/** The place the next invoice of an order takes: those that stood and were ended come before it. */
const turnOf = (db: Writer, orderId: string): number =>
  db.one<{ n: number }>(
    `SELECT count(*) AS n FROM invoices WHERE order_id = ? AND red_of IS NULL AND clashed = 0 AND state IN ('voided', 'reversed')`,
    orderId,
  )?.n ?? 0

const without = ({ buyerName: _name, buyerPaperNo: _paper, buyerTaxNo: _tax, vin: _vin, ...rest }: InvoiceContent): string =>
  JSON.stringify(rest)

export function prepare(db: Writer, { orderId, kind, form, grossFen, content }: Input<'invoices.prepare'>): Output<'invoices.prepare'> {
  const about = knownOrder(db, orderId)
  const obstacle = obstacleTo(db, about)
  if (obstacle) throw new Refusal(obstacle, { no: about.order.no })
  // What is held for others is no sale, and stands on no invoice of ours.
  if (grossFen > about.sheet.ownFen) throw new Refusal('beyond-own', { grossFen, mostFen: about.sheet.ownFen })
  const vatBp = rateFor(db, kind)
  if (vatBp === null) throw new Refusal('no-rate', { kind })
  const id = db.newId()
  const row = {
    id,
    siteId: about.order.siteId,
    orderId,
    kind,
    form,
    state: 'prepared',
    buyerName: content.buyerName,
    buyerPaperNo: content.buyerPaperNo,
    buyerTaxNo: content.buyerTaxNo || null,
    content: without(content),
    ...amountsOf(grossFen, vatBp),
    vatBp,
    vin: content.vin,
    preparedBy: db.who.user,
    preparedAt: db.now,
  }
  db.unique(`invoice:${orderId}:${turnOf(db, orderId)}`, id, {
    covering: () => db.put(invoices, row),
    otherwise: (instead) => instead.put(invoices, { ...row, state: 'clashed', clashed: 1 }),
  })
  return { id }
}

/** A state built on; another desktop that ended it meanwhile goes before. */
function become(db: Writer, row: Invoice, state: string, more: Partial<Invoice> = {}): void {
  db.expect(invoices, row.id, 'state', { covering: () => db.patch(invoices, row.id, { ...more, state }) })
}

export function issue(db: Writer, { id, numbers }: Input<'invoices.issue'>): Output<'invoices.issue'> {
  const row = mustSee(db, id)
  if (row.issuedOn !== null || (row.state !== 'prepared' && row.state !== 'clashed'))
    throw new Refusal('not-prepared', { state: row.state })
  const problems = problemsOfNumbers(row.form as InvoiceForm, numbers)
  if (problems.length > 0) throw new Refusal('wrong-number', { problems })
  if (numbers.issuedOn > db.today) throw new Refusal('day-ahead', { issuedOn: numbers.issuedOn })
  if (db.one('SELECT 1 FROM invoices WHERE number = ? AND code IS ? AND id <> ?', numbers.number, numbers.code || null, id))
    throw new Refusal('number-taken', { number: numbers.number })
  // The number was given, whatever becomes of the state: it stands on paper.
  db.patch(invoices, id, {
    code: numbers.code || null,
    number: numbers.number,
    issuedOn: numbers.issuedOn,
    machineCode: numbers.machineCode || null,
    machineNo: numbers.machineNo || null,
    machineId: numbers.machineId || null,
    taxControlCode: numbers.taxControlCode || null,
    issuedBy: db.who.user,
  })
  if (row.state === 'clashed') return { id }
  become(db, row, 'issued')
  const { order } = knownOrder(db, row.orderId)
  if (row.redOf === null) tick(db, order, 'invoice', true)
  else {
    const first = db.must(invoices, row.redOf)
    become(db, first, 'reversed', { endedBy: db.who.user, endedAt: db.now, reason: row.reason })
    if (standingOf(db, row.orderId) === undefined) tick(db, order, 'invoice', false)
  }
  return { id }
}

export function taxPaid(db: Writer, { id, taxPaymentNo }: Input<'invoices.taxPaid'>): Output<'invoices.taxPaid'> {
  const row = mustSee(db, id)
  if (row.state !== 'issued') throw new Refusal('not-issued', { state: row.state })
  db.patch(invoices, id, { taxPaymentNo })
  return { id }
}

function voidInvoice(db: Writer, { id, reason }: Input<'invoices.void'>): Output<'invoices.void'> {
  const row = mustSee(db, id)
  if (!mayVoid(judged(row), db.today)) throw new Refusal('not-voidable', { state: row.state, form: row.form })
  become(db, row, 'voided', { reason, endedBy: db.who.user, endedAt: db.now })
  if (row.redOf === null && row.issuedOn !== null && row.clashed === 0) tick(db, knownOrder(db, row.orderId).order, 'invoice', false)
  return { id }
}
export { voidInvoice as void }

export function reverse(db: Writer, { id, reason }: Input<'invoices.reverse'>): Output<'invoices.reverse'> {
  const row = mustSee(db, id)
  if (!mayReverse(judged(row))) throw new Refusal('not-reversible', { state: row.state })
  if (db.one(`SELECT 1 FROM invoices WHERE red_of = ? AND state IN ('prepared', 'issued')`, id)) throw new Refusal('already-reversing')
  // Dropped ones are counted, so that a red invoice that was voided does not keep the next one out.
  const turn = db.one<{ n: number }>('SELECT count(*) AS n FROM invoices WHERE red_of = ? AND clashed = 0', id)?.n ?? 0
  const red = {
    ...row,
    id: db.newId(),
    state: 'prepared',
    clashed: 0,
    redOf: id,
    grossFen: -row.grossFen,
    netFen: -row.netFen,
    taxFen: -row.taxFen,
    code: null,
    number: null,
    issuedOn: null,
    machineCode: null,
    machineNo: null,
    machineId: null,
    taxControlCode: null,
    taxPaymentNo: null,
    reason,
    preparedBy: db.who.user,
    preparedAt: db.now,
    issuedBy: null,
    endedBy: null,
    endedAt: null,
  }
  db.unique(`invoice-red:${id}:${turn}`, red.id, {
    covering: () => db.put(invoices, red),
    otherwise: (instead) => instead.put(invoices, { ...red, state: 'clashed', clashed: 1 }),
  })
  return { id: red.id }
}
