// What care knows right now: services in the store's own words, goals and rules in force, people, and one request or task.
import { Refusal } from '../../../../shared/errors.ts'
import { uuidv5 } from '../../../../shared/ids.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import { firstGoals, firstServices, type Service, type ServiceGoals, type ServiceKind } from '../../../../shared/modules/care/rules.ts'
import { firstTicketRules, type KindRule, type TicketRules } from '../../../../shared/modules/care/rules/tickets.ts'
import { careRequests, careTasks } from '../../../../shared/modules/care/tables.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'

export const serviceId = (site: string, key: string): string => uuidv5(site, `service ${key}`)

type Stored = {
  key: string
  kind: ServiceKind
  name: string
  says: string
  steps: string
  active: number
}
/** What this site offers; its own words take the place of those a store begins with. */
export function servicesNow(db: Pick<Reader, 'all' | 'who'>): Service[] {
  const own = db
    .all<Stored>('SELECT key, kind, name, says, steps, active FROM care_services WHERE site_id = ? ORDER BY name', db.who.site)
    .map((row) => ({ ...row, steps: readList(row.steps), active: row.active === 1 }))
  const keys = new Set(own.map(({ key }) => key))
  return [...firstServices.filter(({ key }) => !keys.has(key)), ...own]
}

export const ticketRulesOn = (db: Reader): TicketRules => parameterOn(db, 'ticket-rules', db.today) ?? firstTicketRules
export const goalsOn = (db: Reader): ServiceGoals => parameterOn(db, 'service-goals', db.today) ?? firstGoals

/** Somebody who works here. @throws Refusal('no-such-person') */
export function mustWorkHere(db: Reader, id: string): string {
  const found = db.one(
    'SELECT 1 FROM users WHERE id = ? AND active = 1 AND (all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(site_ids) s WHERE s.value = ?))',
    id,
    db.who.site,
  )
  if (!found) throw new Refusal('no-such-person')
  return id
}

const WORKS_AT = '(u.all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(u.site_ids) s WHERE s.value = ?))'
const IN_ROLE = 'EXISTS (SELECT 1 FROM json_each(u.role_ids) r JOIN roles w ON w.id = r.value WHERE w.template = ?)'

/** Of this site's people in a role the one with the fewest open tickets; undefined where there is nobody, and for `taker`. */
export const ownerFor = (db: Pick<Reader, 'one'>, to: KindRule['to'], site: string): string | undefined =>
  to === 'taker'
    ? undefined
    : db.one<{ id: string }>(
        `SELECT u.id FROM users u WHERE u.active = 1 AND ${WORKS_AT} AND ${IN_ROLE}
         ORDER BY (SELECT count(*) FROM care_requests q WHERE q.owner_id = u.id AND q.done_at IS NULL), u.id LIMIT 1`,
        site,
        to,
      )?.id

/** The first of this site's people of customer care, the same at every desk; undefined where there is nobody. */
export const carerOf = (db: Pick<Reader, 'one'>, site: string): string | undefined =>
  db.one<{ id: string }>(
    `SELECT u.id FROM users u WHERE u.active = 1 AND ${WORKS_AT} AND ${IN_ROLE} ORDER BY u.id LIMIT 1`,
    site,
    'customer-care',
  )?.id

/** Rows of `alias` a person sees: who sees only their own, what they have to do or gave. */
export function inReach({ who }: Reader, alias: string): Part {
  if (who.reach === 'group') return part('1')
  if (who.reach === 'site') return part(`${alias}.site_id = ?`, who.site)
  return part(`${alias}.site_id = ? AND (${alias}.owner_id = ? OR ${alias}.created_by = ?)`, who.site, who.user, who.user)
}

/** @throws Refusal('not-found') outside the person's site. */
export function mustSeeRequest(db: Reader, id: string) {
  const request = db.must(careRequests, id)
  if (db.who.reach !== 'group' && request.siteId !== db.who.site) throw new Refusal('not-found', { table: 'care_requests', id })
  return request
}
export function mustSeeTask(db: Reader, id: string) {
  const task = db.must(careTasks, id)
  if (db.who.reach !== 'group' && task.siteId !== db.who.site) throw new Refusal('not-found', { table: 'care_tasks', id })
  return task
}
