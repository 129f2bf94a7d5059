// Reads 证书与培训: the list with what each is worth today, and what people lack for jobs they are given.
import { dayOf, type Day } from '../../../../shared/dates.ts'
import type { Output } from '../../../../shared/contract.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import { worksAt } from '../../../../shared/modules/identity/rules.ts'
import { type Certificate, type Lack, lackOf, readCertificateRule, stateOf } from '../../../../shared/modules/floor/rules/certificates.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { inSite } from './facts.ts'

type Kept = Omit<Output<'floor.certificates'>['certificates'][number], 'state'>
const COLUMNS = `c.id, c.user_id AS "userId", coalesce(u.name, '') AS "userName", c.name, c.no, c.issuer, c.valid_from_on AS "validFromOn",
  c.valid_until_on AS "validUntilOn", c.note, c.withdrawn_on AS "withdrawnOn", c.withdrawn_reason AS "withdrawnReason"`

const rulesOn = (db: Reader, on: Day) => (parameterOn(db, 'job-certificates', on) ?? []).flatMap((line) => readCertificateRule(line) ?? [])
export const noticeDays = (db: Reader): number => parameterOn(db, 'certificate-notice-days', db.today) ?? 0

/** Active people of this site, by name. */
export const peopleHere = (db: Reader): { id: string; name: string }[] =>
  db
    .all<{ id: string; name: string; siteIds: string; allSites: number }>(
      `SELECT id, name, site_ids AS "siteIds", all_sites AS "allSites" FROM users WHERE active = 1 ORDER BY name, id`,
    )
    .filter((user) => worksAt({ siteIds: readList(user.siteIds), allSites: user.allSites === 1 }, db.who.site))
    .map(({ id, name }) => ({ id, name }))

export function certificates(db: Reader): Output<'floor.certificates'> {
  const site = inSite(db, 'c')
  const kept = db.all<Kept>(
    `SELECT ${COLUMNS} FROM staff_certificates c LEFT JOIN users u ON u.id = c.user_id WHERE ${site.sql}
     ORDER BY c.withdrawn_on IS NOT NULL, c.valid_until_on IS NULL, c.valid_until_on, c.id LIMIT 2000`,
    ...site.values,
  )
  const notice = noticeDays(db)
  const of = new Map<string, Kept[]>()
  for (const one of kept) of.set(one.userId, [...(of.get(one.userId) ?? []), one])
  return {
    certificates: kept.map((one) => ({ ...one, state: stateOf(one, of.get(one.userId) ?? [], db.today, notice) })),
    people: peopleHere(db),
    names: [...new Set([...rulesOn(db, db.today), ...kept].map(({ name }) => name))],
  }
}

/** Certificates of the site's active people that have run out or do within the days of notice, and that none follows. */
export function endingCount(db: Reader): number {
  const { certificates: all, people } = certificates(db)
  const here = new Set(people.map(({ id }) => id))
  return all.filter(({ userId, state }) => here.has(userId) && (state === 'ending' || state === 'ended')).length
}

type Asks = { jobId: string; technicianId: string; at: number }
type Held = Certificate & { withdrawnReason: string | null }

/** For each job, person and moment the first certificate the part of the car asks for that they do not hold then, and why. */
export function lacksFor(db: Reader, asks: readonly Asks[]): (Lack | null)[] {
  const areas = new Map(
    db
      .all<{ id: string; area: string }>(
        `SELECT j.id, s.area FROM json_each(?) i JOIN work_order_jobs j ON j.id = i.value JOIN service_jobs s ON s.id = j.catalogue_id`,
        JSON.stringify([...new Set(asks.map(({ jobId }) => jobId))]),
      )
      .map(({ id, area }) => [id, area]),
  )
  if (areas.size === 0) return asks.map(() => null)
  const rules = new Map([...new Set(asks.map(({ at }) => dayOf(at)))].map((on) => [on, rulesOn(db, on)]))
  const held = new Map<string, Held[]>()
  for (const one of db.all<Held>(
    `SELECT c.user_id AS "userId", c.name, c.valid_from_on AS "validFromOn", c.valid_until_on AS "validUntilOn",
       c.withdrawn_on AS "withdrawnOn", c.withdrawn_reason AS "withdrawnReason"
     FROM json_each(?) i JOIN staff_certificates c ON c.user_id = i.value`,
    JSON.stringify([...new Set(asks.map(({ technicianId }) => technicianId))]),
  ))
    held.set(one.userId, [...(held.get(one.userId) ?? []), one])
  return asks.map(({ jobId, technicianId, at }) => {
    const on = dayOf(at)
    const asked = (rules.get(on) ?? []).filter(({ area }) => area !== null && area === areas.get(jobId))
    for (const { name } of asked) {
      const lack = lackOf(name, held.get(technicianId) ?? [], on)
      if (lack) return lack
    }
    return null
  })
}
