// For whom a person may answer today beside themselves, and who answers for whom.
import type { Input, Output } from '../../../../shared/contract.ts'
import { permissionsOf, readList } from '../../../../shared/modules/admin/rules.ts'
import type { Reader } from '../../../store/read.ts'

type Role = { userId: string; roleId: string }

/** The roles of people who are away today and whom this person answers for. */
export const deputedRoles = (db: Reader, userId: string): Role[] =>
  db
    .all<{ userId: string; roles: string }>(
      `SELECT d.user_id AS "userId", u.role_ids AS roles FROM deputies d JOIN users u ON u.id = d.user_id AND u.active = 1
       WHERE d.deputy_id = ? AND d.ended_at IS NULL AND d.from_on <= ? AND d.until_on >= ? ORDER BY d.set_at, d.id`,
      userId,
      db.today,
      db.today,
    )
    .flatMap(({ userId: absent, roles }) => readList(roles).map((roleId) => ({ userId: absent, roleId })))

/** Everybody whose roles may decide, by name. */
export function deciders(db: Reader): { id: string; name: string }[] {
  const deciding = new Set(
    db
      .all<{ id: string; permissions: string; known: string; template: string | null }>(
        'SELECT id, permissions, known, template FROM roles',
      )
      .filter((role) => permissionsOf(role).permissions.includes('approvals.decide'))
      .map(({ id }) => id),
  )
  return db
    .all<{ id: string; name: string; roles: string }>('SELECT id, name, role_ids AS roles FROM users WHERE active = 1 ORDER BY name')
    .filter(({ roles }) => readList(roles).some((role) => deciding.has(role)))
    .map(({ id, name }) => ({ id, name }))
}

export function deputies(db: Reader, _input: Input<'approvals.deputies'>): Output<'approvals.deputies'> {
  const everybody = db.who.permissions.has('approvals.configure')
  return {
    rows: db
      .all<Omit<Output<'approvals.deputies'>['rows'][number], 'mine' | 'now'> & { userId: string }>(
        `SELECT d.id, d.user_id AS "userId", coalesce(u.name, '') AS name, coalesce(s.name, '') AS deputy, d.from_on AS "fromOn", d.until_on AS "untilOn", d.reason
         FROM deputies d LEFT JOIN users u ON u.id = d.user_id LEFT JOIN users s ON s.id = d.deputy_id
         WHERE d.ended_at IS NULL AND d.until_on >= ? ORDER BY d.from_on, d.id`,
        db.today,
      )
      .map(({ userId, ...row }) => ({
        ...row,
        mine: everybody || userId === db.who.user,
        now: row.fromOn <= db.today,
      })),
    people: deciders(db),
  }
}
