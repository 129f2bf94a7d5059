// Writes what is done and used on a work order, what the customer says to each line and who pays it. A line that comes from
// another desk after the order was settled stays, and is shown as not billed.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { discountOf, mustBeTold, type PartOrigin } from '../../../../shared/modules/workshop/rules.ts'
import { workOrderJobs, workOrderParts, workOrders } from '../../../../shared/modules/workshop/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { keepSignature } from '../../documents/commands/attach.ts'
import { billFor, jobsOf, mustBeOpen, partsOf } from '../queries/facts.ts'

export function addJob(db: Writer, given: Input<'workshop.addJob'>): Output<'workshop.addJob'> {
  const { siteId } = mustBeOpen(db, given.orderId)
  const id = db.newId()
  db.put(workOrderJobs, {
    id,
    siteId,
    ...given,
    decidedAt: given.decision === 'proposed' ? null : db.now,
    addedAt: db.now,
    addedBy: db.who.user,
  })
  return { id }
}

export function addPart(db: Writer, given: Input<'workshop.addPart'>): Output<'workshop.addPart'> {
  const { siteId } = mustBeOpen(db, given.orderId)
  const id = db.newId()
  db.put(workOrderParts, {
    id,
    siteId,
    ...given,
    decidedAt: given.decision === 'proposed' ? null : db.now,
    addedAt: db.now,
    addedBy: db.who.user,
  })
  return { id }
}

/** Which table each line lies in. @throws Refusal('not-its-line'). */
function each(
  db: Writer,
  orderId: string,
  ids: readonly string[],
  work: (table: typeof workOrderJobs | typeof workOrderParts, id: string) => void,
): number {
  mustBeOpen(db, orderId)
  const jobs = new Set(jobsOf(db, orderId).map(({ id }) => id))
  const parts = new Set(partsOf(db, orderId).map(({ id }) => id))
  for (const id of new Set(ids)) {
    if (!jobs.has(id) && !parts.has(id)) throw new Refusal('not-its-line', { id })
    work(jobs.has(id) ? workOrderJobs : workOrderParts, id)
  }
  return new Set(ids).size
}

export const decide = (db: Writer, { orderId, ids, decision }: Input<'workshop.decide'>): Output<'workshop.decide'> => ({
  count: each(db, orderId, ids, (table, id) => db.patch(table, id, { decision, decidedAt: decision === 'proposed' ? null : db.now })),
})

export const charge = (db: Writer, { orderId, ids, payer }: Input<'workshop.charge'>): Output<'workshop.charge'> => ({
  count: each(db, orderId, ids, (table, id) => db.patch(table, id, { payer })),
})

/** Takes a share off what the customer pays; what others pay is theirs to bargain about. Returns what was taken off in all. */
export function takeOff(db: Writer, orderId: string, { labourBp, partsBp }: { labourBp: number; partsBp: number }): number {
  const own = <Line extends { payer: string; decision: string }>(lines: readonly Line[]): Line[] =>
    lines.filter(({ payer, decision }) => payer === 'customer' && decision === 'agreed')
  let off = 0
  for (const { id, priceFen } of own(jobsOf(db, orderId))) {
    const discountFen = discountOf(priceFen, labourBp)
    db.patch(workOrderJobs, id, { discountFen })
    off += discountFen
  }
  for (const { id, amountFen } of own(partsOf(db, orderId))) {
    const discountFen = discountOf(amountFen, partsBp)
    db.patch(workOrderParts, id, { discountFen })
    off += discountFen
  }
  return off
}

/** Whoever signs has been told of every part that is not the maker's: the paper names its origin. */
export function authorise(db: Writer, { id, signature }: Input<'workshop.authorise'>): Output<'workshop.authorise'> {
  const order = mustBeOpen(db, id)
  const [jobs, parts] = [jobsOf(db, id), partsOf(db, id)]
  if (![...jobs, ...parts].some(({ decision }) => decision === 'agreed')) throw new Refusal('nothing-agreed', { no: order.no })
  const { totalFen } = billFor(jobs, parts)
  db.patch(workOrders, id, { authorisedFen: totalFen, authorisedAt: db.now })
  for (const line of parts) if (!line.told && mustBeTold(line.origin as PartOrigin)) db.patch(workOrderParts, line.id, { toldAt: db.now })
  keepSignature(db, { subject: 'work_orders', subjectId: id, siteId: order.siteId }, `estimate ${totalFen}`, signature)
  return { id, amountFen: totalFen }
}
