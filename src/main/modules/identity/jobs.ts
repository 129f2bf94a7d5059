// Signing in, changing over, locking and one's own secrets: jobs, because checking a secret takes a tenth of a second
// off the main thread. Rules say how many failures are forgiven; commands keep the count and the audit line.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import {
  normalLogin,
  PIN_FAILURES,
  problemOfPin,
  problemsOfPassword,
  triesLeft,
  type Failures,
} from '../../../shared/modules/identity/rules.ts'
import { checkSecret, hashSecret } from '../../passwords.ts'
import type { Reader } from '../../store/read.ts'
import type { Who } from '../../store/who.ts'
import type { Job } from '../handler.ts'
import { countFailure, forgetFailures, noteFailedSignIn, noteSignIn, noteSignOut, noteSwitch, noteUnlock } from './commands.ts'
import { failuresOf, isDemo, managerOf, me, programOf, userBy, verifiersOf, whoOf } from './queries.ts'

const notes = { noteSignIn, noteSwitch, noteUnlock, noteSignOut, noteFailedSignIn }
type Note = keyof typeof notes
type User = { id: string; name: string; login: string; active: number }

const LOCAL: ReadonlySet<string> = new Set(['sign_in_failures'])
const NOTHING: ReadonlySet<string> = new Set()
const NOBODY: Who = { user: 'system', name: '', permissions: new Set(), reach: 'own', site: '', siteCode: '', replica: '', deviceCode: '' }
const pinKey = (userId: string): string => `${userId}#pin`

const read = <T>(job: Job, work: (db: Reader) => T): T => job.store().read(NOBODY, work)
const program = (job: Job): Who => read(job, programOf)

/** An audit line in the name of `who`, who is not signed in yet or no longer. */
const note = (job: Job, who: Who, name: Note): void =>
  void job.store().write(who, { command: `identity.${name}`, writes: NOTHING }, (db) => notes[name](db, {}))
const count = (job: Job, key: string): Failures =>
  job.store().write(program(job), { command: 'identity.countFailure', writes: LOCAL }, (db) => countFailure(db, key))
function forget(job: Job, keys: readonly string[]): void {
  if (keys.some((key) => read(job, (db) => failuresOf(db, key)) !== null))
    job.store().write(program(job), { command: 'identity.forgetFailures', writes: LOCAL }, (db) => forgetFailures(db, keys))
}

function refuseWhileLocked(job: Job, key: string): void {
  const until = read(job, (db) => failuresOf(db, key))?.lockedUntilAt ?? 0
  const left = until - job.store().now()
  if (left > 0) throw new Refusal('locked-out', { until, minutes: Math.ceil(left / 60_000) })
}

/** The failed attempt stands in the audit log under the name that was tried; a name nobody has is the program's own line. */
function failed(job: Job, user: User | undefined, key: string): Failures {
  const failures = count(job, key)
  note(job, { ...program(job), ...(user ? { user: user.id, name: user.name } : {}) }, 'noteFailedSignIn')
  return failures
}

/** @throws Refusal('locked-out' | 'wrong-password'). A right password after a lock that began meanwhile is refused too. */
async function provePassword(job: Job, user: User | undefined, key: string, password: string): Promise<string> {
  refuseWhileLocked(job, key)
  const verifier = user ? (read(job, (db) => verifiersOf(db, user.id))?.password ?? null) : null
  const right = await checkSecret(verifier, password)
  refuseWhileLocked(job, key)
  if (!right || !user || verifier === null) {
    const failures = failed(job, user, key)
    refuseWhileLocked(job, key)
    throw new Refusal('wrong-password', { left: triesLeft(failures) })
  }
  forget(job, [key, pinKey(user.id)])
  return verifier
}

/** @throws Refusal('pin-locked' | 'no-pin' | 'wrong-pin'). After too many wrong ones only the password opens again. */
async function provePin(job: Job, user: User, pin: string): Promise<void> {
  const key = pinKey(user.id)
  const spent = (): boolean => (read(job, (db) => failuresOf(db, key))?.count ?? 0) >= PIN_FAILURES
  if (spent()) throw new Refusal('pin-locked')
  const verifier = read(job, (db) => verifiersOf(db, user.id))?.pin ?? null
  if (verifier === null) throw new Refusal('no-pin')
  const right = await checkSecret(verifier, pin)
  if (spent()) throw new Refusal('pin-locked')
  if (!right) {
    const { count: wrong } = failed(job, user, key)
    throw wrong >= PIN_FAILURES ? new Refusal('pin-locked') : new Refusal('wrong-pin', { left: PIN_FAILURES - wrong })
  }
  forget(job, [key])
}

/** Gives the window to a person who proved who they are. @throws Refusal('inactive' | 'not-here'). */
function seat(job: Job, user: User, name: Note): Output<'identity.signIn'> {
  const who = read(job, (db) => whoOf(db, user.id))
  if (!who) throw new Refusal(user.active === 1 ? 'not-here' : 'inactive')
  job.services.sessions.signIn(job.caller, who)
  note(job, who, name)
  const { mustChange } = job.store().read(who, (db) => me(db, {}))
  return { userId: who.user, name: who.name, mustChange }
}

const known = (job: Job, id: string): User => {
  const user = read(job, (db) => userBy(db, id))
  if (!user) throw new Refusal('not-here')
  return user
}
const oneself = (job: Job): User => known(job, job.who?.user ?? '')

export async function standing(job: Job, _input: Input<'identity.standing'>): Promise<Output<'identity.standing'>> {
  const { sessions } = job.services
  const locked = sessions.locked(job.caller)
  const who = sessions.who(job.caller) ?? locked
  if (!who) return { state: 'signed-out', person: null }
  const pin = read(job, (db) => verifiersOf(db, who.user))?.pin ?? null
  return { state: locked ? 'locked' : 'signed-in', person: { id: who.user, name: who.name, pin: pin !== null } }
}

export async function signIn(job: Job, { who, password }: Input<'identity.signIn'>): Promise<Output<'identity.signIn'>> {
  const user = read(job, (db) => userBy(db, who) ?? userBy(db, normalLogin(who)))
  await provePassword(job, user, user?.id ?? `login:${normalLogin(who)}`, password)
  return seat(job, user as User, 'noteSignIn')
}

export async function switchUser(job: Job, { userId, pin }: Input<'identity.switchUser'>): Promise<Output<'identity.switchUser'>> {
  const { sessions } = job.services
  if (!sessions.who(job.caller) && !sessions.locked(job.caller)) throw new Refusal('no-session')
  const user = known(job, userId)
  await provePin(job, user, pin)
  return seat(job, user, 'noteSwitch')
}

export async function actAs(job: Job, { userId }: Input<'identity.actAs'>): Promise<Output<'identity.actAs'>> {
  if (!read(job, isDemo)) throw new Refusal('not-a-demo')
  const id = userId ?? read(job, managerOf)
  const user = id === null ? undefined : read(job, (db) => userBy(db, id))
  if (!user || user.active !== 1) throw new Refusal('inactive')
  return seat(job, user, job.who ? 'noteSwitch' : 'noteSignIn')
}

export async function lock(job: Job, _input: Input<'identity.lock'>): Promise<null> {
  job.services.sessions.lock(job.caller)
  return null
}

export async function unlock(job: Job, { by, secret }: Input<'identity.unlock'>): Promise<Output<'identity.unlock'>> {
  const locked = job.services.sessions.locked(job.caller)
  if (!locked) throw new Refusal('not-locked')
  const user = known(job, locked.user)
  if (by === 'pin') await provePin(job, user, secret)
  else await provePassword(job, user, user.id, secret)
  return seat(job, user, 'noteUnlock')
}

export async function signOut(job: Job, _input: Input<'identity.signOut'>): Promise<null> {
  const { sessions } = job.services
  const who = sessions.who(job.caller) ?? sessions.locked(job.caller)
  sessions.signOut(job.caller)
  if (who) note(job, who, 'noteSignOut')
  return null
}

/** In the training store, where nobody has a password, everybody is who they act as. */
export async function prove(job: Job, { password }: Input<'identity.prove'>): Promise<null> {
  if (!read(job, isDemo)) await proveAgain(job, oneself(job), password)
  return null
}

export async function setPassword(job: Job, { current, next }: Input<'identity.setPassword'>): Promise<null> {
  const user = oneself(job)
  const was = await proveAgain(job, user, current)
  const problems = problemsOfPassword(next, user.login)
  if (problems.length > 0) throw new Refusal('weak-password', { problems })
  if (await checkSecret(was, next)) throw new Refusal('same-password')
  return job.run('identity.keepPassword', { was, password: await hashSecret(next) })
}

export async function setPin(job: Job, { password, pin }: Input<'identity.setPin'>): Promise<null> {
  const user = oneself(job)
  const was = await proveAgain(job, user, password)
  const problem = pin === null ? null : problemOfPin(pin)
  if (problem) throw new Refusal('weak-pin', { problem })
  return job.run('identity.keepPin', { was, pin: pin === null ? null : await hashSecret(pin) })
}

async function proveAgain(job: Job, user: User, password: string): Promise<string> {
  if (!read(job, (db) => verifiersOf(db, user.id))?.password) throw new Refusal('no-password')
  return provePassword(job, user, user.id, password)
}
