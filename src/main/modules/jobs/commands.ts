// Keeps the catalogue of jobs: what a job is, what an hour costs, and fixed prices, each from a day on. What lies on an order
// already keeps the price it was given.
import type { Input, Output } from '../../../shared/contract.ts'
import type { NewJob } from '../../../shared/modules/jobs/contract.ts'
import { jobIdOf, type PriceClass } from '../../../shared/modules/jobs/rules.ts'
import { jobPrices, labourRates, serviceJobs } from '../../../shared/modules/jobs/tables.ts'
import type { Fen } from '../../../shared/money.ts'
import type { Writer } from '../../store/write.ts'
import { answer } from './commands/needs.ts'
import { mustKnowJob } from './queries/facts.ts'

/** `batchId`: it came with others of an import; what was known before stays outside of it. */
function enter(db: Writer, { parts, ...facts }: NewJob, batchId: string | null): Output<'jobs.keep'> {
  const id = jobIdOf(facts.code, facts)
  const known = db.row(serviceJobs, id)
  const row = { ...facts, parts: JSON.stringify(parts) }
  if (known) db.patch(serviceJobs, id, batchId === null ? row : { ...row, batchId })
  else db.put(serviceJobs, { id, ...row, batchId, createdAt: db.now })
  return { id, made: !known }
}

export function keep(db: Writer, { fromNeed, ...job }: Input<'jobs.keep'>): Output<'jobs.keep'> {
  const kept = enter(db, job, null)
  answer(db, fromNeed, 'service_jobs', kept.id)
  return kept
}

export function archive(db: Writer, { id, archived }: Input<'jobs.archive'>): Output<'jobs.archive'> {
  const job = mustKnowJob(db, id)
  db.patch(serviceJobs, id, { archivedAt: archived ? (job.archivedAt ?? db.now) : null })
  return { id }
}

export function setRate(db: Writer, { class: of, validFromOn, ...said }: Input<'jobs.setRate'>): Output<'jobs.setRate'> {
  const word = { ...said, notedBy: db.who.user, notedAt: db.now }
  const known = db.one<{ id: string }>(
    'SELECT id FROM labour_rates WHERE site_id = ? AND class = ? AND valid_from_on = ?',
    db.who.site,
    of,
    validFromOn,
  )
  if (known) {
    db.patch(labourRates, known.id, word)
    return known
  }
  const id = db.newId()
  db.unique(`labour-rate:${db.who.site} ${of} ${validFromOn}`, id, {
    covering: () => db.put(labourRates, { id, siteId: db.who.site, class: of, validFromOn, ...word }),
  })
  return { id }
}

type Word = { jobId: string; class: PriceClass | null; validFromOn: string; priceFen: Fen | null; source: string | null }
function price(db: Writer, { jobId, class: of, validFromOn, ...said }: Word, batchId: string | null): string {
  const word = { ...said, notedBy: db.who.user, notedAt: db.now }
  const known = db.one<{ id: string }>(
    'SELECT id FROM job_prices WHERE job_id = ? AND site_id = ? AND class IS ? AND valid_from_on = ?',
    jobId,
    db.who.site,
    of,
    validFromOn,
  )
  if (known) {
    db.patch(jobPrices, known.id, batchId === null ? word : { ...word, batchId })
    return known.id
  }
  const id = db.newId()
  db.unique(`job-price:${db.who.site} ${jobId} ${of ?? 'any'} ${validFromOn}`, id, {
    covering: () => db.put(jobPrices, { id, siteId: db.who.site, jobId, class: of, validFromOn, ...word, batchId }),
  })
  return id
}

export function setPrice(db: Writer, given: Input<'jobs.setPrice'>): Output<'jobs.setPrice'> {
  mustKnowJob(db, given.jobId)
  return { id: price(db, given, null) }
}

/** A job of a file, with its fixed price where the file says one. */
export function bring(db: Writer, { priceFen, ...job }: NewJob & { priceFen: Fen | null }, batchId: string): void {
  const { id } = enter(db, job, batchId)
  if (priceFen !== null) price(db, { jobId: id, class: null, validFromOn: db.today, priceFen, source: null }, batchId)
}
