// Reads people, roles, dated parameters and the store's particulars. The audit log is in queries/audit.ts.
import type { Input, Output } from '../../../shared/contract.ts'
import { inForce, type Day } from '../../../shared/dates.ts'
import { readList, permissionsOf } from '../../../shared/modules/admin/rules.ts'
import { parameterKeys, readParameter, type ParameterKey, type ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { roleTemplates } from '../../../shared/modules/admin/rules/first-roles.ts'
import { roles as rolesTable, sites as sitesTable } from '../../../shared/modules/admin/tables.ts'
import type { Reach } from '../../../shared/permissions.ts'
import { readDesk } from '../../store/desk.ts'
import { inOrder, joined, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'

type StoredParameter = { id: string; key: string; valid_from_on: string; value: string; source: string | null; note: string | null }
const rowsOf = (db: Reader, key: string): StoredParameter[] =>
  db.all<StoredParameter>(
    'SELECT id, key, valid_from_on, value, source, note FROM parameters WHERE key = ? ORDER BY valid_from_on, id',
    key,
  )

/** Every dated value of a key this version can read, earliest first: what `purchaseTax` and its like take. */
export const parametersOf = <K extends ParameterKey>(db: Reader, key: K): { validFromOn: Day; value: ParameterValue<K> }[] =>
  rowsOf(db, key).flatMap((row) => {
    const value = readParameter(key, row.value)
    return value === undefined ? [] : [{ validFromOn: row.valid_from_on, value }]
  })

/** The value of a key that holds on a day; null when none does yet: then nobody may guess. */
export const parameterOn = <K extends ParameterKey>(db: Reader, key: K, day: Day): ParameterValue<K> | null =>
  inForce(parametersOf(db, key), day)?.value ?? null

export function parameters(db: Reader): Output<'admin.parameters'> {
  return parameterKeys.map((key) => {
    const rows = rowsOf(db, key)
    const now = rows.findLast((row) => row.valid_from_on <= db.today && readParameter(key, row.value) !== undefined)
    return {
      key,
      rows: rows
        .map((row) => ({
          id: row.id,
          validFromOn: row.valid_from_on,
          value: readParameter(key, row.value) ?? null,
          source: row.source,
          note: row.note,
          standing: row === now ? ('now' as const) : row.valid_from_on > db.today ? ('ahead' as const) : ('past' as const),
        }))
        .toReversed(),
    }
  })
}

type StoredUser = {
  id: string
  name: string
  login: string
  title: string | null
  phone: string | null
  active: number
  role_ids: string
  site_ids: string
  all_sites: number
  password: string | null
  pin: string | null
  must_change: number | null
  locked_until_at: number | null
  signed_in_at: number | null
}

const ROLE_NAMES = `(SELECT group_concat(r.name, '、') FROM json_each(iif(json_valid(u.role_ids), u.role_ids, '[]')) j JOIN roles r ON r.id = j.value)`
const SIGNED_IN = `(SELECT l.device_time FROM _sync_changesets l INDEXED BY _sync_changesets_seated
  WHERE l.actor = u.id AND l.command IN ('identity.noteSignIn', 'identity.noteSwitch') ORDER BY l.device_time DESC LIMIT 1)`
const found = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (character) => `\\${character}`)}%`

export function users(db: Reader, request: Input<'admin.users'>): Output<'admin.users'> {
  const { ids, total, totals } = listed(db, request, {
    from: 'users u',
    id: 'u.id',
    columns: {
      name: { sql: 'u.name', kind: 'text' },
      login: { sql: 'u.login', kind: 'text' },
      title: { sql: 'u.title', kind: 'text' },
      roles: { sql: ROLE_NAMES, kind: 'text' },
      active: { sql: `iif(u.active = 1, 'yes', 'no')`, kind: 'text' },
      signedInAt: { sql: SIGNED_IN, kind: 'instant' },
    },
    where: [],
    search: (text) =>
      joined(
        ['u.name', 'u.login', 'u.title', 'u.phone'].map((column) => part(`${column} LIKE ? ESCAPE '\\'`, found(text))),
        'OR',
      ),
    order: 'u.active DESC, u.name, u.id',
    tie: 'u.id',
  })
  const names = new Map(db.all<{ id: string; name: string }>('SELECT id, name FROM roles').map((role) => [role.id, role.name]))
  const stored = db.all<StoredUser>(
    `SELECT u.id, u.name, u.login, u.title, u.phone, u.active, u.role_ids, u.site_ids, u.all_sites, c.password, c.pin, c.must_change, f.locked_until_at, ${SIGNED_IN} AS signed_in_at
     FROM users u LEFT JOIN credentials c ON c.id = u.id || '@' || ? LEFT JOIN sign_in_failures f ON f.id = u.id WHERE u.id IN (SELECT value FROM json_each(?))`,
    readDesk(db).site,
    JSON.stringify(ids),
  )
  return {
    rows: inOrder(
      ids,
      stored.map((user) => userRow(user, names, db.now)),
    ),
    total,
    totals,
  }
}

const userRow = (user: StoredUser, names: ReadonlyMap<string, string>, now: number): Output<'admin.users'>['rows'][number] => ({
  id: user.id,
  name: user.name,
  login: user.login,
  title: user.title,
  phone: user.phone,
  active: user.active === 1,
  roles: readList(user.role_ids).flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  }),
  siteIds: readList(user.site_ids),
  allSites: user.all_sites === 1,
  password: user.password === null ? 'none' : user.must_change === 1 ? 'first' : 'own',
  pin: user.pin !== null,
  signedInAt: user.signed_in_at,
  lockedUntilAt: user.locked_until_at !== null && user.locked_until_at > now ? user.locked_until_at : null,
})

/** What one role is called and allows; undefined where there is none. */
export function roleOf(db: Reader, id: string): { name: string; permissions: string[] } | undefined {
  const role = db.row(rolesTable, id)
  return role && { name: role.name, permissions: permissionsOf(role).permissions }
}

export function roles(db: Reader): Output<'admin.roles'> {
  const people = new Map<string, number>()
  for (const { role_ids } of db.all<{ role_ids: string }>('SELECT role_ids FROM users WHERE active = 1'))
    for (const id of readList(role_ids)) people.set(id, (people.get(id) ?? 0) + 1)
  const rows = db.all<{ id: string; name: string; permissions: string; known: string; reach: string; template: string | null }>(
    'SELECT id, name, permissions, known, reach, template FROM roles',
  )
  const place = (template: string | null): number => {
    const at = (roleTemplates as readonly (string | null)[]).indexOf(template)
    return at < 0 ? roleTemplates.length : at
  }
  return rows
    .toSorted((a, b) => place(a.template) - place(b.template) || a.name.localeCompare(b.name, 'zh-CN'))
    .map((role) => ({
      id: role.id,
      name: role.name,
      ...(permissionsOf(role) as Pick<Output<'admin.roles'>[number], 'permissions' | 'added'>),
      reach: role.reach as Reach,
      template: roleTemplates.find((template) => template === role.template) ?? null,
      people: people.get(role.id) ?? 0,
    }))
}

export function sites(db: Reader): Output<'admin.sites'> {
  const here = readDesk(db).site
  return db
    .all<{ id: string; name: string; code: string }>('SELECT id, name, code FROM sites ORDER BY code')
    .map((site) => ({ ...site, here: site.id === here }))
}

export function site(db: Reader): Output<'admin.site'> {
  const found = db.row(sitesTable, readDesk(db).site)
  if (!found) return null
  const { id, name, code, legalName, uscc, phone, address, bankName, bankAccount } = found
  return { id, name, code, legalName, uscc, phone, address, bankName, bankAccount }
}
