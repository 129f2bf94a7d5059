// Writes people, roles, parameters and the store's particulars: everything HQ decides once there is one.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { checkUscc } from '../../../shared/modules/customers/rules.ts'
import { decidedOver, readList, permissionsOf, roleIdOf } from '../../../shared/modules/admin/rules.ts'
import { parameterId, parameterSchemas } from '../../../shared/modules/admin/rules/parameters.ts'
import { parameterSeeds } from '../../../shared/modules/admin/rules/first-values.ts'
import { roleSeeds, roleTemplates, type RoleTemplate } from '../../../shared/modules/admin/rules/first-roles.ts'
import { devices, parameters, roles, sites, users } from '../../../shared/modules/admin/tables.ts'
import { distinctLogin } from '../../../shared/modules/identity/rules.ts'
import { readDesk } from '../../store/desk.ts'
import type { Otherwise, Writer } from '../../store/write.ts'
import { follow, issue } from '../identity/commands.ts'

/** Every site a person of these particulars works at, as far as this desktop may write there. */
function sitesWithin(db: Writer, person: { siteIds: readonly string[]; allSites: boolean }): string[] {
  const { site, reach } = readDesk(db)
  const all = person.allSites ? db.all<{ id: string }>('SELECT id FROM sites').map((row) => row.id) : [...person.siteIds]
  return reach === 'group' ? all : all.filter((id) => id === site)
}

function checkPerson(db: Writer, person: { id?: string; login: string; roleIds: readonly string[]; siteIds: readonly string[] }): void {
  const taken = db.one<{ name: string }>('SELECT name FROM users WHERE login = ? AND id <> ?', person.login, person.id ?? '')
  if (taken) throw new Refusal('login-taken', { login: person.login, name: taken.name })
  for (const id of person.roleIds) if (!db.row(roles, id)) throw new Refusal('no-such-role', { id })
  for (const id of person.siteIds) if (!db.row(sites, id)) throw new Refusal('no-such-site', { id })
}

/** Somebody active must be left who may manage people, or nobody could ever be let in again. */
function keepAnAdministrator(db: Writer): void {
  const able = new Set(
    db
      .all<{ id: string; permissions: string; known: string; template: string | null }>(
        'SELECT id, permissions, known, template FROM roles',
      )
      .filter((role) => permissionsOf(role).permissions.includes('admin.users'))
      .map((role) => role.id),
  )
  const left = db
    .all<{ role_ids: string }>('SELECT role_ids FROM users WHERE active = 1')
    .some((user) => readList(user.role_ids).some((id) => able.has(id)))
  if (!left) throw new Refusal('last-administrator')
}

/** A login is one person's in the group; where two desks gave it out at once, the later person is kept under a distinct one. */
function underLogin(db: Writer, id: string, login: string, write: (into: Otherwise, login: string) => void): void {
  db.unique(`login:${login}`, id, {
    covering: () => write(db, login),
    otherwise: (instead) => write(instead, distinctLogin(login, id)),
  })
}

export function createUser(db: Writer, input: Input<'admin.createUser'>): Output<'admin.createUser'> {
  checkPerson(db, input)
  const { password, name, login, title, phone, roleIds, siteIds, allSites } = input
  const id = db.newId()
  underLogin(db, id, login, (into, as) =>
    into.put(users, {
      id,
      name,
      login: as,
      title,
      phone,
      active: 1,
      roleIds: JSON.stringify(roleIds),
      siteIds: JSON.stringify(siteIds),
      allSites: allSites ? 1 : 0,
    }),
  )
  if (password !== null) issue(db, { userId: id, siteIds: sitesWithin(db, input), password, must: true })
  return { id }
}

export function editUser(db: Writer, input: Input<'admin.editUser'>): Output<'admin.editUser'> {
  const before = db.must(users, input.id)
  checkPerson(db, input)
  const { id, name, login, title, phone, roleIds, siteIds, allSites } = input
  const particulars = { name, title, phone, roleIds: JSON.stringify(roleIds), siteIds: JSON.stringify(siteIds), allSites: allSites ? 1 : 0 }
  if (login === before.login) db.patch(users, id, particulars)
  else underLogin(db, id, login, (into, as) => into.patch(users, id, { ...particulars, login: as }))
  keepAnAdministrator(db)
  const was = sitesWithin(db, { siteIds: readList(before.siteIds), allSites: before.allSites === 1 })
  const now = sitesWithin(db, input)
  follow(db, { userId: id, to: now.filter((site) => !was.includes(site)), from: was.filter((site) => !now.includes(site)) })
  return null
}

export function replacePassword(db: Writer, { userId, password }: Input<'admin.replacePassword'>): Output<'admin.replacePassword'> {
  const user = db.must(users, userId)
  if (user.active !== 1) throw new Refusal('inactive', { name: user.name })
  issue(db, { userId, siteIds: sitesWithin(db, { siteIds: readList(user.siteIds), allSites: user.allSites === 1 }), password, must: true })
  return null
}

export function deactivateUser(db: Writer, { userId }: Input<'admin.deactivateUser'>): Output<'admin.deactivateUser'> {
  if (userId === db.who.user) throw new Refusal('yourself')
  db.must(users, userId)
  db.patch(users, userId, { active: 0 })
  keepAnAdministrator(db)
  return null
}

export function reactivateUser(db: Writer, { userId }: Input<'admin.reactivateUser'>): Output<'admin.reactivateUser'> {
  db.patch(users, userId, { active: 1 })
  return null
}

function checkName(db: Writer, name: string, id: string): void {
  if (db.one('SELECT id FROM roles WHERE name = ? AND id <> ?', name, id)) throw new Refusal('name-taken', { name })
}

export function createRole(db: Writer, { name, reach, permissions }: Input<'admin.createRole'>): Output<'admin.createRole'> {
  const id = db.newId()
  checkName(db, name, id)
  db.put(roles, { id, name, reach, ...decidedOver(permissions) })
  return { id }
}

export function editRole(db: Writer, { id, name, reach, permissions }: Input<'admin.editRole'>): Output<'admin.editRole'> {
  db.must(roles, id)
  checkName(db, name, id)
  db.patch(roles, id, { name, reach, ...decidedOver(permissions) })
  keepAnAdministrator(db)
  return null
}

export function removeRole(db: Writer, { id }: Input<'admin.removeRole'>): Output<'admin.removeRole'> {
  db.must(roles, id)
  const people = db
    .all<{ name: string; role_ids: string }>('SELECT name, role_ids FROM users ORDER BY name')
    .filter((user) => readList(user.role_ids).includes(id))
  const flows = db.one<{ n: number }>('SELECT count(*) AS n FROM approval_rules WHERE role_id = ? AND active = 1', id)?.n ?? 0
  const waiting = db.one<{ n: number }>(`SELECT count(*) AS n FROM approval_steps WHERE role_id = ? AND state = 'waiting'`, id)?.n ?? 0
  if (people.length + flows + waiting > 0) throw new Refusal('role-in-use', { people: people.map((user) => user.name), flows, waiting })
  db.remove(roles, id)
  return null
}

export function dateParameter(
  db: Writer,
  { key, validFromOn, value, source, note }: Input<'admin.dateParameter'>,
): Output<'admin.dateParameter'> {
  const parsed = parameterSchemas[key].safeParse(value)
  if (!parsed.success)
    throw new Refusal('invalid-input', {
      issues: parsed.error.issues.map((issue) => ({ path: ['value', ...issue.path].join('.'), message: issue.message, code: issue.code })),
    })
  if (validFromOn < db.today && note === null) throw new Refusal('note-needed', { validFromOn })
  const id = parameterId(key, validFromOn)
  const row = { value: JSON.stringify(parsed.data), source, note }
  if (db.row(parameters, id)) db.patch(parameters, id, row)
  else db.put(parameters, { id, key, validFromOn, ...row })
  return { id }
}

export function dropParameter(db: Writer, { id }: Input<'admin.dropParameter'>): Output<'admin.dropParameter'> {
  if (db.must(parameters, id).validFromOn <= db.today) throw new Refusal('in-force')
  db.remove(parameters, id)
  return null
}

export function describeSite(db: Writer, input: Input<'admin.describeSite'>): Output<'admin.describeSite'> {
  let { uscc } = input
  if (uscc !== null) {
    const check = checkUscc(uscc)
    if (!check.ok) throw new Refusal('uscc-wrong', { problems: check.problems })
    uscc = check.uscc
  }
  db.patch(sites, readDesk(db).site, { ...input, uscc })
  return null
}

/** The line says how much of the log left the house, and into which file. */
export function noteExport(db: Writer, { rows, fileName }: Input<'admin.noteExport'>): Output<'admin.noteExport'> {
  db.release(`exported:audit:${rows}`, fileName.slice(0, 100))
  return null
}

/** Roles of the first person of a store: everything there is to do in it. */
const FIRST: readonly RoleTemplate[] = ['administrator', 'general-manager']

/**
 * The first rows of a new store: its site and this desktop, every role template, the parameters a store begins with,
 * and one person who may do everything. Approval rules and templates of papers are their modules' to establish.
 * @throws Refusal('already-established') when the store has people.
 */
export function establish(db: Writer, { site, deviceName, person }: Input<'admin.establish'>): Output<'admin.establish'> {
  if (db.one('SELECT id FROM users LIMIT 1')) throw new Refusal('already-established')
  const { who, now } = db
  db.put(sites, { id: who.site, ...site, foundedAt: now })
  db.put(devices, { id: who.replica, siteId: who.site, name: deviceName, code: who.deviceCode, pairedAt: now })
  for (const template of roleTemplates) {
    const { name, reach, permissions } = roleSeeds[template]
    db.put(roles, { id: roleIdOf(template), name, reach, ...decidedOver(permissions), template })
  }
  for (const { key, validFromOn, value, source } of parameterSeeds)
    db.put(parameters, { id: parameterId(key, validFromOn), key, validFromOn, value: JSON.stringify(value), source })
  const userId = db.newId()
  underLogin(db, userId, person.login, (into, login) =>
    into.put(users, {
      id: userId,
      name: person.name,
      login,
      title: person.title,
      phone: person.phone,
      active: 1,
      roleIds: JSON.stringify(FIRST.map(roleIdOf)),
      siteIds: JSON.stringify([who.site]),
      allSites: 0,
    }),
  )
  if (person.password !== null) issue(db, { userId, siteIds: [who.site], password: person.password, must: false })
  return { userId }
}
