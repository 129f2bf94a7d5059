// Writes what is done and used on a work order, what the customer says to each line and who pays it. A line that comes from
// another desk after the order was settled stays, and is shown as not billed.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { discountOf, type LineDecision, mustBeTold, type PartOrigin } from '../../../../shared/modules/workshop/rules.ts'
import { workOrderJobs, workOrderParts, workOrders } from '../../../../shared/modules/workshop/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { keepSignature } from '../../documents/commands/attach.ts'
import { billFor, jobsOf, mustBeOpen, partsOf, type WorkOrder } from '../queries/facts.ts'

type Given = Pick<Input<'workshop.addJob'>, 'payer' | 'decision' | 'note'>
/** What a line is but what it is of: who pays it, what was said to it, and where its price came from. */
export type LineFacts = Given & { priceOrigin?: string | null; bundleId?: string | null; discountFen?: number }

const laid = (db: Writer, order: Pick<WorkOrder, 'id' | 'siteId'>, decision: LineDecision) => ({
  siteId: order.siteId,
  orderId: order.id,
  decidedAt: decision === 'proposed' ? null : db.now,
  addedAt: db.now,
  addedBy: db.who.user,
})
type NewLine = Pick<WorkOrder, 'id' | 'siteId'>

/** Lays a job on an order; other modules call it with what it costs and why. */
export function layJob(
  db: Writer,
  order: NewLine,
  {
    id = db.newId(),
    ...job
  }: LineFacts & { id?: string; code: string | null; name: string; minutes: number; priceFen: number } & {
    catalogueId?: string | null
    subletTo?: string | null
    subletCostFen?: number | null
  },
): string {
  db.put(workOrderJobs, { id, ...laid(db, order, job.decision), ...job })
  return id
}

export function layPart(
  db: Writer,
  order: NewLine,
  part: LineFacts & { jobId: string | null; partId: string | null; code: string | null; name: string } & {
    quantityMilli: number
    priceFen: number
    origin: string
  },
): string {
  const id = db.newId()
  db.put(workOrderParts, { id, ...laid(db, order, part.decision), ...part })
  return id
}

/** A job priced anew: what was taken off its old price was taken off that. */
export function priceJob(db: Writer, id: string, price: { minutes: number; priceFen: number; priceOrigin: string }): void {
  db.patch(workOrderJobs, id, { ...price, discountFen: 0 })
}

export function addJob(db: Writer, { orderId, ...job }: Input<'workshop.addJob'>): Output<'workshop.addJob'> {
  return { id: layJob(db, mustBeOpen(db, orderId), job) }
}

export function addPart(db: Writer, { orderId, ...part }: Input<'workshop.addPart'>): Output<'workshop.addPart'> {
  return { id: layPart(db, mustBeOpen(db, orderId), part) }
}

/** Which table each line lies in. @throws Refusal('not-its-line'). */
function each(
  db: Writer,
  orderId: string,
  ids: readonly string[],
  work: (table: typeof workOrderJobs | typeof workOrderParts, id: string) => void,
): number {
  mustBeOpen(db, orderId)
  const [jobs, parts] = [jobsOf(db, orderId), partsOf(db, orderId)]
  const lines = new Map([...jobs, ...parts].map(({ id, bundleId }) => [id, bundleId]))
  const bundles = new Set<string>()
  for (const id of ids) {
    const bundle = lines.get(id)
    if (bundle === undefined) throw new Refusal('not-its-line', { id })
    if (bundle !== null) bundles.add(bundle)
  }
  // A package was sold as one, and parts go with the job that takes them.
  const jobOf = new Map(parts.map(({ id, jobId }) => [id, jobId]))
  const meant = [...lines]
    .filter(([id, bundle]) => ids.includes(id) || ids.includes(jobOf.get(id) ?? '') || (bundle !== null && bundles.has(bundle)))
    .map(([id]) => id)
  const isJob = new Set(jobs.map(({ id }) => id))
  for (const id of meant) work(isJob.has(id) ? workOrderJobs : workOrderParts, id)
  return meant.length
}

export const decide = (db: Writer, { orderId, ids, decision }: Input<'workshop.decide'>): Output<'workshop.decide'> => ({
  count: each(db, orderId, ids, (table, id) => db.patch(table, id, { decision, decidedAt: decision === 'proposed' ? null : db.now })),
})

export const charge = (db: Writer, { orderId, ids, payer }: Input<'workshop.charge'>): Output<'workshop.charge'> => ({
  count: each(db, orderId, ids, (table, id) => db.patch(table, id, { payer })),
})

/**
 * Takes a share off what the customer pays; what others pay is theirs to bargain about, and a package has its price. Returns what
 * was taken off in all.
 */
export function takeOff(db: Writer, orderId: string, { labourBp, partsBp }: { labourBp: number; partsBp: number }): number {
  const own = <Line extends { payer: string; decision: string; bundleId: string | null }>(lines: readonly Line[]): Line[] =>
    lines.filter(({ payer, decision, bundleId }) => payer === 'customer' && decision === 'agreed' && bundleId === null)
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
