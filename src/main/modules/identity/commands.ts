// Writes verifiers and what went wrong with them, and the lines of the audit log that say who sat down when.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { credentialId, oneMoreFailure, type Failures } from '../../../shared/modules/identity/rules.ts'
import { credentials, signInFailures } from '../../../shared/modules/identity/tables.ts'
import type { Writer } from '../../store/write.ts'

/** A first or a new password for a person at these sites. `must`: given by somebody else, to be changed at the next sign-in. */
export function issue(db: Writer, given: { userId: string; siteIds: readonly string[]; password: string; must: boolean }): void {
  for (const siteId of given.siteIds) {
    const id = credentialId(given.userId, siteId)
    // A PIN chosen beside the old password is not trusted beside the new one.
    const secrets = { password: given.password, pin: null, mustChange: given.must ? 1 : 0, changedAt: db.now }
    if (db.row(credentials, id)) db.patch(credentials, id, secrets)
    else db.put(credentials, { id, siteId, userId: given.userId, ...secrets })
  }
}

/** Verifiers lie only at sites where the person works: brings them to new sites and takes them from left ones. */
export function follow(db: Writer, move: { userId: string; to: readonly string[]; from: readonly string[] }): void {
  const known = db.all<{ id: string; site_id: string; password: string | null; pin: string | null; must_change: number }>(
    'SELECT id, site_id, password, pin, must_change FROM credentials WHERE user_id = ?',
    move.userId,
  )
  for (const row of known) if (move.from.includes(row.site_id)) db.remove(credentials, row.id)
  const source = known.find((row) => row.password !== null)
  if (!source) return
  for (const siteId of move.to)
    if (!known.some((row) => row.site_id === siteId))
      db.put(credentials, {
        id: credentialId(move.userId, siteId),
        siteId,
        userId: move.userId,
        password: source.password,
        pin: source.pin,
        mustChange: source.must_change,
        changedAt: db.now,
      })
}

const own = (db: Writer, was: string) => {
  const found = db.row(credentials, credentialId(db.who.user, db.who.site))
  if (!found || found.password === null || found.password !== was) throw new Refusal('changed-meanwhile')
  return found
}

export function keepPassword(db: Writer, { was, password }: Input<'identity.keepPassword'>): Output<'identity.keepPassword'> {
  db.patch(credentials, own(db, was).id, { password, mustChange: 0, changedAt: db.now })
  return null
}

export function keepPin(db: Writer, { was, pin }: Input<'identity.keepPin'>): Output<'identity.keepPin'> {
  db.patch(credentials, own(db, was).id, { pin, changedAt: db.now })
  return null
}

/** Counts one wrong secret. The row is this desktop's alone. Returns what the count now means. */
export function countFailure(db: Writer, key: string): Failures {
  const next = oneMoreFailure(db.row(signInFailures, key) ?? null, db.now)
  if (db.row(signInFailures, key)) db.patch(signInFailures, key, next)
  else db.put(signInFailures, { id: key, ...next })
  return next
}

/** Forgets failures after a right secret. */
export function forgetFailures(db: Writer, keys: readonly string[]): null {
  for (const key of keys) if (db.row(signInFailures, key)) db.remove(signInFailures, key)
  return null
}

export const noteSignIn = (_db: Writer, _input: Input<'identity.noteSignIn'>): null => null
export const noteSwitch = (_db: Writer, _input: Input<'identity.noteSwitch'>): null => null
export const noteUnlock = (_db: Writer, _input: Input<'identity.noteUnlock'>): null => null
export const noteSignOut = (_db: Writer, _input: Input<'identity.noteSignOut'>): null => null
export const noteFailedSignIn = (_db: Writer, _input: Input<'identity.noteFailedSignIn'>): null => null
