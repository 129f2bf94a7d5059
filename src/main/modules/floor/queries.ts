// Reads the floor: the board of a day, a technician's jobs, and how flagged hours compare with worked ones.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, startOf } from '../../../shared/dates.ts'
import type { BoardSlot } from '../../../shared/modules/floor/contract.ts'
import { clashing, efficiencyBp, endOf, stageOfJob, workedMinutes } from '../../../shared/modules/floor/rules.ts'
import type { Reader } from '../../store/read.ts'
import { lacksFor } from './queries/certificates.ts'
import { clocksOf, inSite, jobsIn, jobsUnderWay, shown, slotsBetween, techniciansOf } from './queries/facts.ts'

export function board(db: Reader, { on }: Input<'floor.board'>): Output<'floor.board'> {
  const planned = slotsBetween(db, startOf(on), startOf(addDays(on, 1)))
  const clashes = clashing(planned)
  const jobs = new Map(shown(db, jobsIn(db, [...new Set(planned.map(({ jobId }) => jobId))])).map((job) => [job.jobId, job]))
  // What lies behind is begun today at the earliest.
  const lacks = lacksFor(
    db,
    planned.map(({ jobId, technicianId, startsAt }) => ({ jobId, technicianId, at: Math.max(startsAt, db.now) })),
  )
  const slots = planned.flatMap(({ jobId, minutes: slotMinutes, ...slot }, nth): BoardSlot[] => {
    const job = jobs.get(jobId)
    if (!job) return []
    const ends = endOf({ startsAt: slot.startsAt, minutes: slotMinutes })
    const late = job.stage !== 'finished' && ((job.promisedAt !== null && ends > job.promisedAt) || ends < db.now)
    return [
      { ...job, ...slot, slotMinutes, clashes: clashes.has(slot.id), late, lacks: job.stage === 'finished' ? null : (lacks[nth] ?? null) },
    ]
  })
  const underWay = jobsUnderWay(db)
  const has = new Set(
    db
      .all<{ id: string }>(
        'SELECT DISTINCT job_id AS id FROM job_slots WHERE job_id IN (SELECT value FROM json_each(?))',
        JSON.stringify(underWay.map(({ jobId }) => jobId)),
      )
      .map(({ id }) => id),
  )
  const minutesOf = (who: string): number =>
    slots.filter(({ technicianId }) => technicianId === who).reduce((sum, { slotMinutes }) => sum + slotMinutes, 0)
  return {
    now: db.now,
    technicians: techniciansOf(db).map((each) => ({ ...each, plannedMinutes: minutesOf(each.id) })),
    bays: bays(db),
    slots,
    waiting: shown(
      db,
      underWay.filter(({ jobId }) => !has.has(jobId)),
    ).filter(({ stage }) => stage !== 'finished'),
  }
}

export function mine(db: Reader, { technicianId }: Input<'floor.mine'>): Output<'floor.mine'> {
  const who = technicianId ?? db.who.user
  const underWay = jobsUnderWay(db)
  const at = new Map(
    db
      .all<{ jobId: string; startsAt: number }>(
        `SELECT job_id AS "jobId", min(starts_at) AS "startsAt" FROM job_slots WHERE technician_id = ? AND job_id IN (SELECT value FROM json_each(?)) GROUP BY job_id`,
        who,
        JSON.stringify(underWay.map(({ jobId }) => jobId)),
      )
      .map(({ jobId, startsAt }) => [jobId, startsAt]),
  )
  const clocks = clocksOf(
    db,
    underWay.map(({ jobId }) => jobId),
  )
  const begun = (jobId: string): boolean => (clocks.get(jobId) ?? []).some((line) => line.technicianId === who)
  const own = shown(
    db,
    underWay.filter(({ jobId }) => at.has(jobId) || begun(jobId)),
  ).filter(({ stage }) => stage !== 'finished')
  const lacks = lacksFor(
    db,
    own.map(({ jobId }) => ({ jobId, technicianId: who, at: Math.max(at.get(jobId) ?? 0, db.now) })),
  )
  return own
    .map((job, nth) => ({ ...job, startsAt: at.get(job.jobId) ?? null, lacks: lacks[nth] ?? null }))
    .toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
}

export function ofOrder(db: Reader, { orderId }: Input<'floor.ofOrder'>): Output<'floor.ofOrder'> {
  const ids = db.all<{ id: string }>('SELECT id FROM work_order_jobs WHERE order_id = ?', orderId).map(({ id }) => id)
  const clocks = clocksOf(db, ids)
  const names = new Map(db.all<{ id: string; name: string }>('SELECT id, name FROM users').map(({ id, name }) => [id, name]))
  return ids.map((jobId) => {
    const of = clocks.get(jobId) ?? []
    const worked = workedMinutes(of, db.now)
    return {
      jobId,
      stage: stageOfJob(of),
      workedMinutes: [...worked.values()].reduce((sum, each) => sum + each, 0),
      who: [...worked.keys()].map((id) => names.get(id) ?? ''),
    }
  })
}

/** A finished job counts for whom it was clocked by, shared as their minutes are; its flagged hours once. */
export function efficiency(db: Reader, { fromOn, untilOn }: Input<'floor.efficiency'>): Output<'floor.efficiency'> {
  const [from, until] = [startOf(fromOn), startOf(addDays(untilOn, 1))]
  const site = inSite(db, 'c')
  const finished = db
    .all<{ id: string }>(
      `SELECT DISTINCT c.job_id AS id FROM job_clocks c WHERE c.kind = 'finish' AND c.clocked_at >= ? AND c.clocked_at < ? AND ${site.sql}`,
      from,
      until,
      ...site.values,
    )
    .map(({ id }) => id)
  const clocks = clocksOf(db, finished)
  const back = new Set(
    db.all<{ id: string }>('SELECT DISTINCT comeback_of AS id FROM work_orders WHERE comeback_of IS NOT NULL').map(({ id }) => id),
  )
  const sums = new Map<string, { jobs: number; flagged: number; worked: number; comebacks: Set<string> }>()
  for (const job of jobsIn(db, finished)) {
    const worked = workedMinutes(clocks.get(job.jobId) ?? [], db.now)
    const all = [...worked.values()].reduce((sum, each) => sum + each, 0)
    for (const [who, minutes] of worked) {
      const sum = sums.get(who) ?? { jobs: 0, flagged: 0, worked: 0, comebacks: new Set<string>() }
      sum.jobs += 1
      sum.worked += minutes
      sum.flagged += all === 0 ? Math.floor(job.minutes / worked.size) : Math.round((job.minutes * minutes) / all)
      if (back.has(job.orderId)) sum.comebacks.add(job.orderId)
      sums.set(who, sum)
    }
  }
  const names = new Map(db.all<{ id: string; name: string }>('SELECT id, name FROM users').map(({ id, name }) => [id, name]))
  const step = inSite(db, 's')
  const steps = db.one<{ ready: number; checks: number; reworks: number }>(
    `SELECT coalesce(sum(s.state = 'ready'), 0) AS ready, coalesce(sum(s.from_state = 'checking'), 0) AS checks,
       coalesce(sum(s.from_state = 'checking' AND s.state = 'working'), 0) AS reworks FROM work_order_steps s WHERE s.noted_at >= ? AND s.noted_at < ? AND ${step.sql}`,
    from,
    until,
    ...step.values,
  )
  const order = inSite(db, 'w')
  const through = db.one<{ orders: number; comebacks: number; minutes: number | null }>(
    `SELECT count(*) AS orders, coalesce(sum(w.comeback_of IS NOT NULL), 0) AS comebacks,
       CAST(avg((SELECT max(s.noted_at) FROM work_order_steps s WHERE s.order_id = w.id AND s.state = 'ready') - w.received_at) / 60000 AS INTEGER) AS minutes
     FROM work_orders w WHERE w.received_at >= ? AND w.received_at < ? AND w.state <> 'cancelled' AND ${order.sql}`,
    from,
    until,
    ...order.values,
  )
  return {
    technicians: [...sums]
      .map(([technicianId, { jobs, flagged, worked, comebacks }]) => ({
        technicianId,
        name: names.get(technicianId) ?? '',
        jobs,
        flaggedMinutes: flagged,
        workedMinutes: worked,
        efficiencyBp: efficiencyBp(flagged, worked),
        comebacks: comebacks.size,
      }))
      .toSorted((a, b) => b.flaggedMinutes - a.flaggedMinutes || a.name.localeCompare(b.name)),
    orders: through?.orders ?? 0,
    comebacks: through?.comebacks ?? 0,
    reworks: steps?.reworks ?? 0,
    checks: steps?.checks ?? 0,
    throughputMinutes: through?.minutes ?? null,
    pauses: db.all(
      `SELECT c.reason, count(*) AS count FROM job_clocks c WHERE c.kind = 'pause' AND c.reason IS NOT NULL AND c.clocked_at >= ? AND c.clocked_at < ? AND ${site.sql} GROUP BY c.reason ORDER BY count DESC`,
      from,
      until,
      ...site.values,
    ),
  }
}

export function bays(db: Reader): Output<'floor.bays'> {
  const site = inSite(db, 'b')
  return db
    .all<{ id: string; name: string; kind: Output<'floor.bays'>[number]['kind']; active: number }>(
      `SELECT b.id, b.name, b.kind, b.active FROM bays b WHERE ${site.sql} ORDER BY b.active DESC, b.name, b.id LIMIT 200`,
      ...site.values,
    )
    .map((bay) => ({ ...bay, active: bay.active === 1 }))
}
