// Lays jobs and parts of the catalogue on a work order, each with where its price came from. The lines are the workshop's: it
// writes them.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { PriceOrigin } from '../../../../shared/modules/jobs/rules.ts'
import { partId } from '../../../../shared/modules/parts/rules.ts'
import type { Fen } from '../../../../shared/money.ts'
import type { Writer } from '../../../store/write.ts'
import { layJob, layPart, priceJob, type LineFacts } from '../../workshop/commands/lines.ts'
import { jobsOf, mustBeOpen, type WorkOrder } from '../../workshop/queries/facts.ts'
import { carNameOf, classFor, costOf, isFor, mustKnowJob, partKnown, type Job } from '../queries/facts.ts'

const COUNTER = JSON.stringify({ from: 'counter' } satisfies PriceOrigin)

/** @throws Refusal('no-part-price') for a part the counter has no price of. */
export function mustBePriced(db: Writer, order: WorkOrder, code: string): { name: string; priceFen: Fen; origin: string } {
  const known = partKnown(db, order.siteId, code)
  if (!known || known.priceFen === null) throw new Refusal('no-part-price', { code })
  return { ...known, priceFen: known.priceFen }
}

/** A part at what the counter asks, or by a ground of its own. */
export function layCounterPart(
  db: Writer,
  order: WorkOrder,
  { code, quantityMilli }: { code: string; quantityMilli: number },
  facts: LineFacts & { jobId: string | null },
): string {
  const { name, priceFen, origin } = mustBePriced(db, order, code)
  return layPart(db, order, { priceOrigin: COUNTER, ...facts, partId: partId(code), code, name, quantityMilli, priceFen, origin })
}

/** What a job costs on an order. @throws Refusal('no-rate'). */
export function mustCost(db: Writer, order: WorkOrder, job: Job, payer: LineFacts['payer']): { priceFen: Fen; origin: PriceOrigin } {
  const { priceFen, origin } = costOf(db, order.siteId, job, classFor(db, order, payer))
  if (priceFen === null || origin === null) throw new Refusal('no-rate', { code: job.code })
  return { priceFen, origin }
}

export function choose(db: Writer, { orderId, jobId, ...facts }: Input<'jobs.choose'>): Output<'jobs.choose'> {
  const order = mustBeOpen(db, orderId)
  const job = mustKnowJob(db, jobId)
  if (job.archivedAt !== null) throw new Refusal('archived', { code: job.code })
  if (!isFor(job, carNameOf(db, order))) throw new Refusal('not-for-this-car', { code: job.code, car: order.carName })
  const { priceFen, origin } = mustCost(db, order, job, facts.payer)
  const { code, name, minutes } = job
  const id = db.newId()
  // Two desks apart that lay the n-th of a job on an order mean the same one.
  const nth = jobsOf(db, orderId).filter(({ catalogueId }) => catalogueId === jobId).length + 1
  db.unique(`order-job:${orderId} ${jobId} ${nth}`, id, {
    covering: () => {
      layJob(db, order, { id, ...facts, code, name, minutes, priceFen, catalogueId: jobId, priceOrigin: JSON.stringify(origin) })
      for (const part of job.parts) layCounterPart(db, order, part, { ...facts, note: null, jobId: id })
    },
  })
  return { id }
}

export function choosePart(db: Writer, { orderId, code, quantityMilli, ...facts }: Input<'jobs.choosePart'>): Output<'jobs.choosePart'> {
  const order = mustBeOpen(db, orderId)
  return { id: layCounterPart(db, order, { code, quantityMilli }, { ...facts, jobId: null }) }
}

export function reprice(db: Writer, { orderId }: Input<'jobs.reprice'>): Output<'jobs.reprice'> {
  const order = mustBeOpen(db, orderId)
  let count = 0
  for (const line of jobsOf(db, orderId)) {
    if (line.catalogueId === null || line.bundleId !== null || line.pricedBy === null) continue
    const job = mustKnowJob(db, line.catalogueId)
    const { priceFen, origin } = mustCost(db, order, job, line.payer)
    if (priceFen === line.priceFen && JSON.stringify(origin) === JSON.stringify(line.pricedBy)) continue
    priceJob(db, line.id, { minutes: job.minutes, priceFen, priceOrigin: JSON.stringify(origin) })
    count++
  }
  if (count === 0) throw new Refusal('nothing-changed')
  return { count }
}
