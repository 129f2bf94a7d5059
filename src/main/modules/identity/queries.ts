// Reads who may sign in at this desktop, and what a person may do here. Secrets leave this file only towards jobs.
import type { Input, Output } from '../../../shared/contract.ts'
import { devices, roles, sites, users } from '../../../shared/modules/admin/tables.ts'
import { permissionsOf, readList } from '../../../shared/modules/admin/rules.ts'
import { credentialId, rightsOf, worksAt, type Failures } from '../../../shared/modules/identity/rules.ts'
import { credentials, signInFailures } from '../../../shared/modules/identity/tables.ts'
import { readDesk } from '../../store/desk.ts'
import type { Reader } from '../../store/read.ts'
import type { Who } from '../../store/who.ts'
import { parameterOn } from '../admin/queries.ts'

/** The training store asks for no password. Founding writes the mark; no command can. */
export const isDemo = (db: Reader): boolean => readDesk(db).demo

/** The person as the store knows them here and now; null when unknown, inactive, or of another site. */
export function whoOf(db: Reader, userId: string): Who | null {
  const user = db.row(users, userId)
  const { site, siteCode, replica, deviceCode } = readDesk(db)
  if (!user || user.active !== 1 || !worksAt({ siteIds: readList(user.siteIds), allSites: user.allSites === 1 }, site)) return null
  const given = readList(user.roleIds).flatMap((id) => db.row(roles, id) ?? [])
  return {
    user: user.id,
    name: user.name,
    ...rightsOf(given.map((role) => ({ permissions: permissionsOf(role).permissions, reach: role.reach }))),
    site,
    siteCode,
    replica,
    deviceCode,
  }
}

/** On whose behalf the program itself writes at this desktop. */
/** Who does what nobody does by hand. */
export const PROGRAM = 'system'
export function programOf(db: Reader): Who {
  const { site, siteCode, replica, deviceCode } = readDesk(db)
  return { user: PROGRAM, name: '', permissions: new Set(), reach: 'own', site, siteCode, replica, deviceCode }
}

/** The user a person means by a login or an id: of several with that login, or made distinct from it, the one who works here. */
export const userBy = (db: Reader, who: string): { id: string; name: string; login: string; active: number } | undefined =>
  db.one(
    `SELECT u.id, u.name, u.login, u.active FROM users u LEFT JOIN credentials c ON c.id = u.id || '@' || $site
     WHERE u.id = $who OR u.login = $who OR u.login = substr($who, 1, 25) || '.' || substr(u.id, -4)
     ORDER BY u.id = $who DESC, c.id IS NULL, u.login = $who DESC LIMIT 1`,
    { site: readDesk(db).site, who },
  )

export const verifiersOf = (db: Reader, userId: string) => db.row(credentials, credentialId(userId, readDesk(db).site))
export const failuresOf = (db: Reader, key: string): Failures | null => db.row(signInFailures, key) ?? null

/** The training store's first face: somebody whose role came from the sales manager's template. */
export const managerOf = (db: Reader): string | null =>
  people(db).people.find((person) => person.manager)?.id ?? people(db).people[0]?.id ?? null

export function people(db: Reader): Output<'identity.people'> {
  const desk = readDesk(db)
  const { demo } = desk
  const latest = new Map(
    db
      .all<{ actor: string; at: number }>(
        `SELECT actor, max(device_time) AS at FROM _sync_changesets INDEXED BY _sync_changesets_seated WHERE command IN ('identity.noteSignIn', 'identity.noteSwitch') GROUP BY actor`,
      )
      .map((line) => [line.actor, line.at]),
  )
  const managers = new Set(db.all<{ id: string }>(`SELECT id FROM roles WHERE template = 'sales-manager'`).map((role) => role.id))
  const rows = db.all<{
    id: string
    name: string
    title: string | null
    role_ids: string
    site_ids: string
    all_sites: number
    password: string | null
    pin: string | null
  }>(
    `SELECT u.id, u.name, u.title, u.role_ids, u.site_ids, u.all_sites, c.password, c.pin FROM users u LEFT JOIN credentials c ON c.id = u.id || '@' || ? WHERE u.active = 1 ORDER BY u.name, u.id`,
    desk.site,
  )
  const here = rows.filter(
    (user) => worksAt({ siteIds: readList(user.site_ids), allSites: user.all_sites === 1 }, desk.site) && (demo || user.password !== null),
  )
  const site = db.row(sites, desk.site)
  return {
    demo,
    site: site ? { id: site.id, name: site.name } : null,
    device: db.row(devices, desk.replica)?.name ?? null,
    people: here
      .map((user) => ({
        id: user.id,
        name: user.name,
        title: user.title,
        pin: user.pin !== null,
        manager: readList(user.role_ids).some((id) => managers.has(id)),
      }))
      .toSorted((a, b) => (latest.get(b.id) ?? 0) - (latest.get(a.id) ?? 0)),
  }
}

export function me(db: Reader, _input: Input<'identity.me'>): Output<'identity.me'> {
  const { who } = db
  const user = db.must(users, who.user)
  const secrets = verifiersOf(db, who.user)
  const { demo, joined } = readDesk(db)
  return {
    id: user.id,
    name: user.name,
    login: user.login,
    title: user.title,
    roles: readList(user.roleIds).flatMap((id) => {
      const role = db.row(roles, id)
      return role ? [{ id, name: role.name }] : []
    }),
    permissions: [...who.permissions],
    reach: who.reach,
    site: { id: who.site, name: db.row(sites, who.site)?.name ?? '', code: who.siteCode },
    device: { replica: who.replica, name: db.row(devices, who.replica)?.name ?? null, code: who.deviceCode },
    demo,
    joined,
    mustChange: !demo && secrets?.mustChange === 1,
    pin: secrets?.pin != null,
    idleLockMinutes: demo ? 0 : (parameterOn(db, 'idle-lock-minutes', db.today) ?? 0),
  }
}

export const places = ({ all, who }: Reader): Output<'identity.places'> =>
  all<Output<'identity.places'>[number]>('SELECT id, name FROM sites ORDER BY name, id LIMIT 200').filter(
    ({ id }) => who.reach === 'group' || id === who.site,
  )
