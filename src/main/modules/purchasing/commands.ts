// Writes purchases and suppliers. A purchase moves on only from the state its author saw: of two desks that decide without a line
// the later one is a case. What came and what was invoiced are ledgers, and what came whole is in the parts ledger too.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { costOfReceived, type PurchaseState, purchaseMoves } from '../../../shared/modules/purchasing/rules.ts'
import {
  purchaseInvoices,
  purchaseLines,
  purchaseReceipts,
  purchases,
  supplierNotes,
  suppliers,
} from '../../../shared/modules/purchasing/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { book } from '../parts/commands.ts'
import { claimPart } from '../parts/commands/places.ts'
import { mustKnow } from '../parts/queries/facts.ts'
import { barTo, differenceOf, linesOf, mustSeePurchase, type Purchase } from './queries/facts.ts'

/** @throws Refusal('not-now'). */
function become(db: Writer, purchase: Purchase, state: PurchaseState, more: Partial<Purchase> = {}): void {
  if (!purchaseMoves[purchase.state as PurchaseState].includes(state))
    throw new Refusal('not-now', { no: purchase.no, state: purchase.state })
  db.expect(purchases, purchase.id, 'state', { covering: () => db.patch(purchases, purchase.id, { ...more, state }) })
}

export function ask(db: Writer, { supplierId, dueOn, reason, lines }: Input<'purchasing.ask'>): Output<'purchasing.ask'> {
  db.must(suppliers, supplierId)
  const made = { id: db.newId(), no: nextNumber(db, 'BP') }
  db.put(purchases, { ...made, siteId: db.who.site, supplierId, dueOn, reason, state: 'asked', askedBy: db.who.user, askedAt: db.now })
  for (const [sort, line] of lines.entries()) {
    claimPart(db, mustKnow(db, line.partId).id)
    db.put(purchaseLines, { id: db.newId(), siteId: db.who.site, purchaseId: made.id, sort, ...line })
  }
  return made
}

export function decide(db: Writer, { id, approved, comment }: Input<'purchasing.decide'>): Output<'purchasing.decide'> {
  const purchase = mustSeePurchase(db, id)
  const bar = barTo(db, purchase)
  if (bar) throw new Refusal(bar, { no: purchase.no })
  become(db, purchase, approved ? 'approved' : 'rejected', { decidedBy: db.who.user, decidedAt: db.now, comment })
  return { id }
}

export function order(db: Writer, { id, dueOn }: Input<'purchasing.order'>): Output<'purchasing.order'> {
  const purchase = mustSeePurchase(db, id)
  become(db, purchase, 'ordered', { orderedAt: db.now, dueOn: dueOn ?? purchase.dueOn })
  return { id }
}

export function drop(db: Writer, { id }: Input<'purchasing.drop'>): Output<'purchasing.drop'> {
  const purchase = mustSeePurchase(db, id)
  if (linesOf(db, id).some(({ receivedUnits }) => receivedUnits > 0)) throw new Refusal('received-already', { no: purchase.no })
  become(db, purchase, 'dropped')
  return { id }
}

export function receive(db: Writer, { id, note, lines }: Input<'purchasing.receive'>): Output<'purchasing.receive'> {
  const purchase = mustSeePurchase(db, id)
  if (purchase.state !== 'ordered') throw new Refusal('not-now', { no: purchase.no, state: purchase.state })
  const known = new Map(linesOf(db, id).map((line) => [line.id, line]))
  const came = lines.flatMap(({ lineId, units, damagedUnits }) => {
    const line = known.get(lineId)
    if (!line) throw new Refusal('not-found', { table: 'purchase_lines', id: lineId })
    const left = line.units - line.receivedUnits
    if (units > left) throw new Refusal('more-than-ordered', { code: line.code, left, unit: line.unit })
    if (units + damagedUnits === 0) return []
    const before = costOfReceived(line.costFen, line.receivedUnits, line.units)
    const costFen = costOfReceived(line.costFen, line.receivedUnits + units, line.units) - before
    line.receivedUnits += units
    return [{ lineId, partId: line.partId, units, damagedUnits, costFen }]
  })
  if (came.length === 0) throw new Refusal('nothing-came', { no: purchase.no })
  const whole = came.filter(({ units }) => units > 0).map(({ damagedUnits: _, ...line }) => line)
  const { no } = whole.length > 0 ? book(db, 'receive', whole, { subject: 'purchases', subjectId: id, note }) : { no: `${purchase.no}` }
  for (const { partId: _, ...line } of came)
    db.put(purchaseReceipts, {
      ...{ id: db.newId(), siteId: purchase.siteId, purchaseId: id, no, note },
      ...line,
      ...{ receivedOn: db.today, receivedAt: db.now, receivedBy: db.who.user },
    })
  const complete = [...known.values()].every((line) => line.receivedUnits >= line.units)
  if (complete) become(db, purchase, 'complete')
  return { no, complete }
}

export function invoice(db: Writer, { id, ...given }: Input<'purchasing.invoice'>): Output<'purchasing.invoice'> {
  const purchase = mustSeePurchase(db, id)
  if (purchase.state !== 'ordered' && purchase.state !== 'complete')
    throw new Refusal('not-now', { no: purchase.no, state: purchase.state })
  if (db.one('SELECT 1 FROM purchase_invoices WHERE purchase_id = ? AND invoice_no = ?', id, given.invoiceNo))
    throw new Refusal('invoice-known', { invoiceNo: given.invoiceNo })
  db.put(purchaseInvoices, {
    ...{ id: db.newId(), siteId: purchase.siteId, purchaseId: id },
    ...given,
    ...{ enteredAt: db.now, enteredBy: db.who.user },
  })
  return { differenceFen: differenceOf(db, id) }
}

export function keepSupplier(db: Writer, { id, archived, ...about }: Input<'purchasing.keepSupplier'>): Output<'purchasing.keepSupplier'> {
  if (id !== null) {
    const { archivedAt } = db.must(suppliers, id)
    db.patch(suppliers, id, { ...about, archivedAt: archived ? (archivedAt ?? db.now) : null })
    return { id }
  }
  const made = db.newId()
  db.put(suppliers, { id: made, ...about, createdAt: db.now })
  return { id: made }
}

export function note(db: Writer, { supplierId, kind, said, points }: Input<'purchasing.note'>): Output<'purchasing.note'> {
  db.must(suppliers, supplierId)
  if (kind === 'review' && points === null) throw new Refusal('points-needed')
  const id = db.newId()
  db.put(supplierNotes, {
    ...{ id, siteId: db.who.site, supplierId, kind, said },
    ...{ points: kind === 'review' ? points : null, notedAt: db.now, notedBy: db.who.user },
  })
  return { id }
}
