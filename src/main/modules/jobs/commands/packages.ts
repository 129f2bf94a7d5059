// Keeps packages and lays one on an order: its lines at their own prices, with what the package saves taken off each, so that
// they come to its price to the 分.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { packageStateOn, type PriceOrigin, shareOut } from '../../../../shared/modules/jobs/rules.ts'
import { servicePackages } from '../../../../shared/modules/jobs/tables.ts'
import { partFen } from '../../../../shared/modules/workshop/rules.ts'
import type { Writer } from '../../../store/write.ts'
import { layJob } from '../../workshop/commands/lines.ts'
import { jobsOf, mustBeOpen } from '../../workshop/queries/facts.ts'
import { carNameOf, isFor, jobOfCode } from '../queries/facts.ts'
import { mustKnowPackage } from '../queries/packages.ts'
import { answer } from './needs.ts'
import { layCounterPart, mustBePriced, mustCost } from './choose.ts'

export function keepPackage(db: Writer, { id, jobs, parts, fromNeed, ...facts }: Input<'jobs.keepPackage'>): Output<'jobs.keepPackage'> {
  const twin = db.one<{ id: string }>(
    'SELECT id FROM service_packages WHERE site_id = ? AND code = ? AND id <> ? AND archived_at IS NULL',
    db.who.site,
    facts.code,
    id ?? '',
  )
  if (twin) throw new Refusal('code-taken', { code: facts.code })
  for (const code of jobs)
    if (!db.one('SELECT 1 FROM service_jobs WHERE code = ? AND archived_at IS NULL LIMIT 1', code))
      throw new Refusal('no-such-job', { code })
  const row = { ...facts, jobs: JSON.stringify(jobs), parts: JSON.stringify(parts) }
  if (id !== null) {
    mustKnowPackage(db, id)
    db.patch(servicePackages, id, row)
    return { id }
  }
  const made = db.newId()
  db.put(servicePackages, { id: made, siteId: db.who.site, ...row, createdAt: db.now })
  answer(db, fromNeed, 'service_packages', made)
  return { id: made }
}

export function archivePackage(db: Writer, { id, archived }: Input<'jobs.archivePackage'>): Output<'jobs.archivePackage'> {
  const known = mustKnowPackage(db, id)
  db.patch(servicePackages, id, { archivedAt: archived ? (known.archivedAt ?? db.now) : null })
  return { id }
}

export function choosePackage(
  db: Writer,
  { orderId, packageId, note, ...facts }: Input<'jobs.choosePackage'>,
): Output<'jobs.choosePackage'> {
  const order = mustBeOpen(db, orderId)
  const known = mustKnowPackage(db, packageId)
  const { code, name, priceFen, validFromOn } = known
  const state = packageStateOn(known, db.today)
  if (state === 'archived') throw new Refusal('archived', { code })
  if (state !== 'running') throw new Refusal('not-running', { code, from: validFromOn, until: known.validUntilOn ?? '' })
  const car = carNameOf(db, order)
  if (!isFor(known, car)) throw new Refusal('not-for-this-car', { code, car: order.carName })
  const jobs = known.jobs.map((each) => {
    const job = jobOfCode(db, each, car)
    if (!job) throw new Refusal('no-such-job', { code: each })
    return { job, alone: mustCost(db, order, job, facts.payer).priceFen }
  })
  const taken = [
    ...jobs.flatMap(({ job }, at) => job.parts.map((part) => ({ part, at }))),
    ...known.parts.map((part) => ({ part, at: null })),
  ]
  const shares = shareOut(priceFen, [
    ...jobs.map(({ alone }) => ({ amountFen: alone })),
    ...taken.map(({ part }) => ({ amountFen: partFen({ ...part, priceFen: mustBePriced(db, order, part.code).priceFen }) })),
  ])
  const origin: PriceOrigin = { from: 'package', id: packageId, name, since: validFromOn }
  const before = new Set(
    jobsOf(db, orderId).flatMap(({ pricedBy, bundleId }) => (pricedBy?.from === 'package' && pricedBy.id === packageId ? [bundleId] : [])),
  )
  const bundleId = db.newId()
  const line = { ...facts, priceOrigin: JSON.stringify(origin), bundleId }
  const ids = jobs.map(() => db.newId())
  db.unique(`order-package:${orderId} ${packageId} ${before.size + 1}`, ids[0] as string, {
    covering: () => {
      for (const [at, { job, alone }] of jobs.entries()) {
        const { raisedFen = 0, discountFen = 0 } = shares[at] ?? {}
        const { minutes } = job
        const own = { id: ids[at] as string, code: job.code, name: job.name, minutes, catalogueId: job.id }
        layJob(db, order, { ...line, ...own, note: at === 0 ? note : null, priceFen: alone + raisedFen, discountFen })
      }
      for (const [nth, { part, at }] of taken.entries()) {
        const { discountFen = 0 } = shares[jobs.length + nth] ?? {}
        layCounterPart(db, order, part, { ...line, note: null, discountFen, jobId: at === null ? null : (ids[at] ?? null) })
      }
    },
  })
  return { bundleId, lines: shares.length }
}
