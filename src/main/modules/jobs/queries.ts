// Reads the catalogue of jobs: the list with today's prices, one job with all of them, what an hour costs, and what fits an order.
import type { Input, Output } from '../../../shared/contract.ts'
import { inForce } from '../../../shared/dates.ts'
import type { JobRow } from '../../../shared/modules/jobs/contract.ts'
import { fitting, hoursOf, priceClasses } from '../../../shared/modules/jobs/rules.ts'
import { inOrder, joined, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { ofValidBatch } from '../imports/queries/batches.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { carNameOf, classFor, costOf, JOB, jobRead, mustKnowJob, offerOf, ratesOf, takenOf, type Job } from './queries/facts.ts'

const shown = (db: Reader, jobs: readonly Job[]): JobRow[] => {
  const rates = ratesOf(db, db.who.site)
  const states = db.states(jobs.map(({ id }) => id))
  return jobs.map(({ archivedAt, ...job }) => ({
    ...job,
    archived: archivedAt !== null,
    hours: hoursOf(job.minutes),
    ...costOf(db, db.who.site, job, 'retail', rates),
    standing: states.get(job.id) ?? 'alone',
  }))
}

export function page(db: Reader, request: Input<'jobs.page'>): Output<'jobs.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'service_jobs j',
    id: 'j.id',
    columns: {
      code: { sql: 'j.code', kind: 'text', indexed: true },
      name: { sql: 'j.name', kind: 'text' },
      brand: { sql: 'j.brand', kind: 'text' },
      series: { sql: 'j.series', kind: 'text' },
      area: { sql: 'j.area', kind: 'text' },
      kind: { sql: 'j.kind', kind: 'text' },
      minutes: { sql: 'j.minutes', kind: 'number' },
      archived: { sql: `iif(j.archived_at IS NULL, 'no', 'yes')`, kind: 'text' },
    },
    where: ofValidBatch(db, 'j.batch_id'),
    search: (text) =>
      text.trim() === ''
        ? null
        : joined([part('instr(j.code, ?) > 0', text.trim().toUpperCase()), part('instr(j.name, ?) > 0', text.trim())], 'OR'),
    order: 'j.code',
    indexed: true,
    tie: 'j.code, j.id',
  })
  const rows = db.all<Parameters<typeof jobRead>[0]>(
    `SELECT ${JOB} FROM json_each(?) each JOIN service_jobs j ON j.id = each.value`,
    JSON.stringify(ids),
  )
  return { rows: shown(db, inOrder(ids, rows).map(jobRead)), ...sums }
}

export function card(db: Reader, { id }: Input<'jobs.card'>): Output<'jobs.card'> {
  const job = mustKnowJob(db, id)
  const [row] = shown(db, [job]) as [JobRow]
  const rates = ratesOf(db, db.who.site)
  return {
    job: row,
    takes: takenOf(db, db.who.site, job.parts),
    prices: db.all(
      `SELECT p.id, p.class, p.valid_from_on AS validFromOn, p.price_fen AS priceFen, p.source, coalesce(u.name, '') AS by FROM job_prices p
       LEFT JOIN users u ON u.id = p.noted_by WHERE p.job_id = ? AND p.site_id = ? ORDER BY p.valid_from_on DESC, p.class LIMIT 100`,
      id,
      db.who.site,
    ),
    classes: priceClasses.map((of) => ({ class: of, ...costOf(db, db.who.site, job, of, rates) })),
    cases: db.all(
      `SELECT id FROM cases WHERE state = 'open' AND (subject_id = ? OR subject_id IN (SELECT id FROM job_prices WHERE job_id = ?) OR instr(key, ?) > 0)
       ORDER BY opened_at LIMIT 20`,
      id,
      id,
      `job-price:${db.who.site} ${id} `,
    ),
  }
}

export function rates(db: Reader): Output<'jobs.rates'> {
  const rows = db.all<Omit<Output<'jobs.rates'>[number], 'now'>>(
    `SELECT r.id, r.class, r.valid_from_on AS validFromOn, r.rate_fen AS rateFen, r.source, coalesce(u.name, '') AS by FROM labour_rates r
     LEFT JOIN users u ON u.id = r.noted_by WHERE r.site_id = ? ORDER BY r.valid_from_on DESC, r.class LIMIT 200`,
    db.who.site,
  )
  const now = new Set(
    priceClasses.map(
      (of) =>
        inForce(
          rows.filter((row) => row.class === of),
          db.today,
        )?.id,
    ),
  )
  return rows.map((row) => ({ ...row, now: now.has(row.id) }))
}

/** Rows looked at for one question; whoever types a piece of a code or name has fewer. */
const LOOKED_AT = 600

export function offered(db: Reader, { orderId, text, payer, limit }: Input<'jobs.offered'>): Output<'jobs.offered'> {
  const order = mustSeeOrder(db, orderId)
  const car = carNameOf(db, order)
  const valid = joined(ofValidBatch(db, 'j.batch_id'))
  const plain = car.replace(/\s/g, '').toUpperCase()
  const rows = db
    .all<Parameters<typeof jobRead>[0]>(
      `SELECT ${JOB} FROM service_jobs j WHERE j.archived_at IS NULL AND (instr(j.code, ?) > 0 OR instr(j.name, ?) > 0)
         AND (j.brand IS NULL OR instr(?, upper(replace(j.brand, ' ', ''))) > 0) AND (j.series IS NULL OR instr(?, upper(replace(j.series, ' ', ''))) > 0)
         AND ${valid.sql} ORDER BY j.code LIMIT (SELECT ?)`,
      text.trim().toUpperCase(),
      text.trim(),
      plain,
      plain,
      ...valid.values,
      LOOKED_AT,
    )
    .map(jobRead)
  const of = classFor(db, order, payer)
  const rated = ratesOf(db, order.siteId)
  return fitting(rows, car)
    .slice(0, limit)
    .map((job) => offerOf(db, order, job, of, rated))
}
