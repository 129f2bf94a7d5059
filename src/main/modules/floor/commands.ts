// Writes the floor: bays, what is planned in them, and the clock. Planned pieces are corrected freely; what was clocked stays.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { cut, endOf, stageOfJob, type Clocked } from '../../../shared/modules/floor/rules.ts'
import { bays, jobClocks, jobSlots } from '../../../shared/modules/floor/tables.ts'
import type { Writer } from '../../store/write.ts'
import { beginWork } from '../workshop/commands.ts'
import { lacksFor } from './queries/certificates.ts'
import { clocksOf, mustSeeJob, mustSeeSlot, techniciansOf, type Job } from './queries/facts.ts'

export function keepBay(db: Writer, { id, name, kind, active }: Input<'floor.keepBay'>): Output<'floor.keepBay'> {
  const twin = db.one<{ id: string }>('SELECT id FROM bays WHERE site_id = ? AND name = ? AND id <> ?', db.who.site, name, id ?? '')
  if (twin) throw new Refusal('name-taken', { name })
  const facts = { name, kind, active: active ? 1 : 0 }
  if (id !== null) {
    db.patch(bays, id, facts)
    return { id }
  }
  const made = db.newId()
  db.put(bays, { id: made, siteId: db.who.site, ...facts })
  return { id: made }
}

/** @throws Refusal('closed' | 'not-agreed'). */
function mustBeUnderWay(job: Job): void {
  if (job.state !== 'open' && job.state !== 'working') throw new Refusal('closed', { no: job.orderNo, state: job.state })
  if (job.decision !== 'agreed') throw new Refusal('not-agreed', { name: job.name })
}

type Place = Pick<Input<'floor.plan'>, 'technicianId' | 'bayId'>
function mustBeThere(db: Writer, { technicianId, bayId }: Place): void {
  if (!techniciansOf(db).some(({ id }) => id === technicianId)) throw new Refusal('no-such-technician')
  if (bayId !== null && !db.one('SELECT 1 FROM bays WHERE id = ? AND active = 1', bayId)) throw new Refusal('no-such-bay')
}

/** @throws Refusal('not-certified') when the part of the car asks for a certificate they do not hold on that day. */
function mustBeCertified(db: Writer, { jobId, name }: Pick<Job, 'jobId' | 'name'>, technicianId: string, at: number): void {
  const [lack] = lacksFor(db, [{ jobId, technicianId, at }])
  if (!lack) return
  const { certificate } = lack
  const person = db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', technicianId)?.name ?? ''
  throw new Refusal('not-certified', { name, certificate, person })
}

export function plan(db: Writer, { jobId, ...place }: Input<'floor.plan'>): Output<'floor.plan'> {
  const job = mustSeeJob(db, jobId)
  mustBeUnderWay(job)
  mustBeThere(db, place)
  mustBeCertified(db, job, place.technicianId, place.startsAt)
  const id = db.newId()
  db.put(jobSlots, { id, siteId: job.siteId, jobId, orderId: job.orderId, ...place })
  return { id }
}

export function replan(db: Writer, { id, ...place }: Input<'floor.replan'>): Output<'floor.replan'> {
  const slot = mustSeeSlot(db, id)
  const job = mustSeeJob(db, slot.jobId)
  mustBeUnderWay(job)
  mustBeThere(db, place)
  mustBeCertified(db, job, place.technicianId, place.startsAt)
  db.patch(jobSlots, id, place)
  return { id }
}

export function split(db: Writer, { id, afterMinutes }: Input<'floor.split'>): Output<'floor.split'> {
  const { id: _, ...slot } = mustSeeSlot(db, id)
  const job = mustSeeJob(db, slot.jobId)
  mustBeUnderWay(job)
  const pieces = cut(slot, afterMinutes)
  if (!pieces) throw new Refusal('too-short', { minutes: slot.minutes })
  const [first, second] = pieces
  const startsAt = endOf({ startsAt: slot.startsAt, minutes: first })
  // The second piece may begin on a day the certificate no longer holds.
  for (const at of [slot.startsAt, startsAt]) mustBeCertified(db, job, slot.technicianId, at)
  db.patch(jobSlots, id, { minutes: first })
  const made = db.newId()
  db.put(jobSlots, { ...slot, id: made, startsAt, minutes: second })
  return { id: made }
}

export function unplan(db: Writer, { id }: Input<'floor.unplan'>): Output<'floor.unplan'> {
  const slot = mustSeeSlot(db, id)
  mustBeUnderWay(mustSeeJob(db, slot.jobId))
  db.remove(jobSlots, id)
  return { id }
}

/** The job somebody has running, if any: the last line of theirs on it is a start. */
const runningOf = (db: Writer, technicianId: string): { jobId: string; name: string } | undefined =>
  db.one(
    `SELECT c.job_id AS "jobId", j.name FROM job_clocks c JOIN work_order_jobs j ON j.id = c.job_id JOIN work_orders w ON w.id = c.order_id
     WHERE c.technician_id = ? AND c.kind = 'start' AND w.state IN ('open', 'working')
       AND NOT EXISTS (SELECT 1 FROM job_clocks x WHERE x.job_id = c.job_id AND x.technician_id = c.technician_id AND x.kind <> 'start' AND x.clocked_at >= c.clocked_at)
     ORDER BY c.clocked_at DESC LIMIT 1`,
    technicianId,
  )

/** Whether this technician's own last line on a job is a start. */
const runs = (clocks: readonly Clocked[], technicianId: string): boolean =>
  stageOfJob(clocks.filter((line) => line.technicianId === technicianId)) === 'running'

export function clock(db: Writer, { jobId, kind, reason, technicianId }: Input<'floor.clock'>): Output<'floor.clock'> {
  const job = mustSeeJob(db, jobId)
  mustBeUnderWay(job)
  const who = technicianId ?? db.who.user
  const clocks = clocksOf(db, [jobId]).get(jobId) ?? []
  if (kind === 'start') {
    if (runs(clocks, who)) throw new Refusal('running-already', { name: job.name })
    if (stageOfJob(clocks) === 'finished') throw new Refusal('finished-already', { name: job.name })
    const other = runningOf(db, who)
    if (other && other.jobId !== jobId) throw new Refusal('busy-elsewhere', other)
    mustBeCertified(db, job, who, db.now)
    beginWork(db, job.orderId)
  } else {
    if (!runs(clocks, who)) throw new Refusal('not-running', { name: job.name })
    if (kind === 'pause' && reason === null) throw new Refusal('reason-missing')
  }
  const id = db.newId()
  db.put(jobClocks, {
    id,
    siteId: job.siteId,
    jobId,
    orderId: job.orderId,
    technicianId: who,
    kind,
    reason: kind === 'pause' ? reason : null,
    clockedAt: db.now,
    notedBy: db.who.user,
  })
  return { id }
}
