// What is true on the floor right now: jobs with what was clocked on them, who works there, and what is planned.
import { Refusal } from '../../../../shared/errors.ts'
import { readList, roleIdOf } from '../../../../shared/modules/admin/rules.ts'
import type { FloorJob } from '../../../../shared/modules/floor/contract.ts'
import { stageOfJob, workedMinutes, type Clocked, type Slot } from '../../../../shared/modules/floor/rules.ts'
import { jobSlots } from '../../../../shared/modules/floor/tables.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

/** Rows under `alias` of this person's site; a group's desk sees every one. */
export const inSite = ({ who }: Pick<Reader, 'who'>, alias: string): Part =>
  who.reach === 'group' ? part('1') : part(`${alias}.site_id = ?`, who.site)

export type Job = {
  jobId: string
  orderId: string
  siteId: string
  orderNo: string
  state: FloorJob['state']
  kind: FloorJob['kind']
  plate: string | null
  carName: string
  name: string
  minutes: number
  decision: string
  subletTo: string | null
  promisedAt: number | null
}
const JOB = `j.id AS "jobId", w.id AS "orderId", w.site_id AS "siteId", w.no AS "orderNo", w.state, w.kind, w.plate, w.car_name AS "carName", j.name, j.minutes,
  j.decision, j.sublet_to AS "subletTo", w.promised_at AS "promisedAt"`

export const jobsIn = (db: Reader, ids: readonly string[]): Job[] =>
  db.all(
    `SELECT ${JOB} FROM json_each(?) i JOIN work_order_jobs j ON j.id = i.value JOIN work_orders w ON w.id = j.order_id`,
    JSON.stringify(ids),
  )

/** Jobs of our own bays in orders that are worked at, which the customer agreed to. */
export function jobsUnderWay(db: Reader): Job[] {
  const site = inSite(db, 'w')
  return db.all(
    `SELECT ${JOB} FROM work_orders w JOIN work_order_jobs j ON j.order_id = w.id
     WHERE w.state IN ('open', 'working') AND j.decision = 'agreed' AND j.sublet_to IS NULL AND ${site.sql} ORDER BY w.promised_at IS NULL, w.promised_at, j.id LIMIT 500`,
    ...site.values,
  )
}

/** @throws Refusal('not-found'). */
export function mustSeeJob(db: Reader, id: string): Job {
  const [job] = jobsIn(db, [id])
  if (!job || (db.who.reach !== 'group' && job.siteId !== db.who.site)) throw new Refusal('not-found', { table: 'work_order_jobs', id })
  return job
}

export function mustSeeSlot(db: Reader, id: string) {
  const slot = db.must(jobSlots, id)
  if (db.who.reach !== 'group' && slot.siteId !== db.who.site) throw new Refusal('not-found', { table: 'job_slots', id })
  return slot
}

type Row = Clocked & { jobId: string }
export function clocksOf(db: Reader, jobIds: readonly string[]): Map<string, Row[]> {
  const of = new Map<string, Row[]>()
  for (const row of db.all<Row>(
    `SELECT c.id, c.job_id AS "jobId", c.technician_id AS "technicianId", c.kind, c.clocked_at AS at FROM json_each(?) i JOIN job_clocks c ON c.job_id = i.value`,
    JSON.stringify(jobIds),
  ))
    of.set(row.jobId, [...(of.get(row.jobId) ?? []), row])
  return of
}

/** Jobs with where they stand by the clock. */
export function shown(db: Reader, jobs: readonly Job[]): FloorJob[] {
  const clocks = clocksOf(
    db,
    jobs.map(({ jobId }) => jobId),
  )
  return jobs.map(({ siteId: _, decision: __, subletTo: ___, ...job }) => {
    const of = clocks.get(job.jobId) ?? []
    return { ...job, stage: stageOfJob(of), workedMinutes: [...workedMinutes(of, db.now).values()].reduce((sum, each) => sum + each, 0) }
  })
}

/** Whoever has the workshop's role at this site, by name. */
export function techniciansOf(db: Reader): { id: string; name: string }[] {
  return db
    .all<{ id: string; name: string; roleIds: string; siteIds: string }>(
      `SELECT id, name, role_ids AS "roleIds", site_ids AS "siteIds" FROM users WHERE active = 1 ORDER BY name, id`,
    )
    .filter(({ roleIds, siteIds }) => readList(roleIds).includes(roleIdOf('workshop')) && readList(siteIds).includes(db.who.site))
    .map(({ id, name }) => ({ id, name }))
}

export const slotsBetween = (db: Reader, from: number, until: number): (Slot & { jobId: string })[] => {
  const site = inSite(db, 's')
  return db.all(
    `SELECT s.id, s.job_id AS "jobId", s.technician_id AS "technicianId", s.bay_id AS "bayId", s.starts_at AS "startsAt", s.minutes FROM job_slots s
     WHERE s.starts_at >= ? AND s.starts_at < ? AND ${site.sql} ORDER BY s.starts_at, s.id LIMIT 2000`,
    from,
    until,
    ...site.values,
  )
}
