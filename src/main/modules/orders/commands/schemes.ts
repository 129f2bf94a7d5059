// Several quotes for one buyer: another one like it, one that is chosen while the others end, and one that holds longer.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { orders } from '../../../../shared/modules/orders/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { cancel } from '../commands.ts'
import { compare } from '../queries/compare.ts'
import { terms as termsOf } from '../queries.ts'
import { isClosed, knownOrder, mustSee } from '../queries/facts.ts'
import { draft, quoteHoldsUntil } from './terms.ts'

/** The same terms as a quote of its own; what was paid or agreed to stays with the first. */
export function another(db: Writer, { id, scheme }: Input<'orders.another'>): Output<'orders.another'> {
  const order = mustSee(db, id)
  const { rev: _rev, stage: _stage, no: _no, customer, ...terms } = termsOf(db, { id })
  return draft(db, {
    ...terms,
    customerId: customer.id as Input<'orders.draft'>['customerId'],
    consultantId: order.consultantId as Input<'orders.draft'>['consultantId'],
    vehicleId: terms.vehicleId as Input<'orders.draft'>['vehicleId'],
    scheme,
    validUntil: null,
    advance: null,
  })
}

/** Everything but the chosen one ends, and says for which. @throws Refusal('money-taken') for one that has money. */
export function choose(db: Writer, { id }: Input<'orders.choose'>): Output<'orders.choose'> {
  const { order, stage } = knownOrder(db, id)
  if (isClosed(stage)) throw new Refusal('closed', { no: order.no, stage })
  const others = compare(db, { id }).schemes.filter((scheme) => scheme.id !== id)
  for (const other of others) {
    if (knownOrder(db, other.id).ledger.length > 0) throw new Refusal('money-taken', { no: other.no })
    cancel(db, { id: other.id as typeof id, kind: 'agreed', reason: `选定 ${order.no}`, keepEarnest: false })
  }
  return { ended: others.length }
}

export function renew(db: Writer, { id }: Input<'orders.renew'>): Output<'orders.renew'> {
  const { order, stage } = knownOrder(db, id)
  if (stage !== 'draft' && stage !== 'quoted') throw new Refusal('wrong-stage', { no: order.no, stage })
  const validUntil = quoteHoldsUntil(db)
  const rev = db.revise(orders, id)
  db.patch(orders, id, { validUntil })
  return { rev, validUntil }
}
