// How administrators sign in and out, how long their sessions last, and how they change their own way in. Who they are and
// what they may is people.ts; the browser's side of a session is routes.ts.
import type { Me } from '../../shared/console/contract/people.ts'
import { SESSION, sessionLives } from '../../shared/console/rules.ts'
import { Refusal } from '../../shared/errors.ts'
import { normalLogin, oneMoreFailure, problemsOfPassword } from '../../shared/modules/identity/rules.ts'
import { sha256 } from '../chain.ts'
import type { Draw } from '../feed.ts'
import type { Queue } from '../queue.ts'
import type { Administrator, ConsoleChange, Deed, Session } from '../store/console.ts'
import type { Store } from '../store/store.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { base32, stepOf, totpUri } from './totp.ts'

/** How often at most a person's sign of life is written. */
const SEEN_EVERY_MS = 60_000
/** How long the browser keeps its token, in seconds. */
export const COOKIE_SECONDS = SESSION.wholeMs / 1000

/** A session as the browser keeps it; the store knows its digest only. */
export type Opened = { me: Me; token: string }
/** Who asks, in a session that lives. */
export type Visitor = { administrator: Administrator; session: Session }
export type Entrance = ReturnType<typeof createEntrance>

export const meOf = (a: Administrator): Me => ({ id: a.id, login: a.login, name: a.name, role: a.role, totp: a.totp !== null })
export const active = (a: Administrator): boolean => a.endedAt === null && a.verifier !== null

export function createEntrance({ store, queue, now, draw }: { store: Store; queue: Queue; now: () => number; draw: Draw }) {
  const keep = async (changes: readonly ConsoleChange[], deed: Omit<Deed, 'at'>): Promise<void> =>
    store.commit({ base: await store.head(), console: changes, deed: { at: now(), ...deed } })
  const known = async (id: string): Promise<Administrator> => {
    const found = await store.console.administrator(id)
    if (!found) throw new Refusal('wrong')
    return found
  }

  /** Goes into the same commit as whatever lets the person in. */
  function newSession(administrator: string): { change: ConsoleChange; token: string } {
    const token = Buffer.from(draw(32)).toString('base64url')
    return { change: { kind: 'session', session: { digest: sha256(token), administrator, madeAt: now(), seenAt: now() } }, token }
  }

  /** Counts a failure, so that the next ones wait. */
  const failed = (id: string, code: 'wrong' | 'code-wrong'): Promise<never> =>
    queue.run(async () => {
      const administrator = await known(id)
      const before =
        administrator.failedAt === null ? null : { count: administrator.failures, lastAt: administrator.failedAt, lockedUntilAt: null }
      const after = oneMoreFailure(before, now())
      await keep(
        [
          {
            kind: 'administrator',
            administrator: { ...administrator, failures: after.count, failedAt: after.lastAt, lockedUntil: after.lockedUntilAt },
          },
        ],
        { by: id, act: 'session.fail', subject: id, details: { what: code, count: after.count } },
      )
      throw new Refusal(code)
    })

  /** The person behind a password, while they may try. @throws Refusal wrong, locked */
  async function proven(administrator: Administrator | null, password: string): Promise<Administrator> {
    const { lockedUntil = null } = administrator ?? {}
    if (lockedUntil !== null && now() < lockedUntil) throw new Refusal('locked', { minutes: Math.ceil((lockedUntil - now()) / 60_000) })
    const right = await checkPassword(administrator?.verifier ?? null, password)
    if (!administrator || administrator.endedAt !== null) throw new Refusal('wrong')
    return right ? administrator : failed(administrator.id, 'wrong')
  }

  /** @throws Refusal wrong, locked, code-needed, code-wrong */
  async function signIn(said: { login: string; password: string; code: string }): Promise<Opened> {
    const { id, totp, totpStep } = await proven(await store.console.administratorBy(normalLogin(said.login)), said.password)
    if (totp !== null && said.code === '') throw new Refusal('code-needed')
    const step = totp === null ? totpStep : stepOf(totp, said.code, now(), totpStep)
    if (step === null) return failed(id, 'code-wrong')
    return queue.run(async () => {
      const before = await known(id)
      // Another sign-in used this very code meanwhile.
      if (totp !== null && step <= before.totpStep) throw new Refusal('code-wrong')
      const administrator = { ...before, totpStep: step, failures: 0, failedAt: null, lockedUntil: null }
      const { change, token } = newSession(id)
      const gone: ConsoleChange = { kind: 'forget-sessions', before: now() - SESSION.wholeMs }
      await keep([{ kind: 'administrator', administrator }, gone, change], { by: id, act: 'session.signIn', subject: id, details: {} })
      return { me: meOf(administrator), token }
    })
  }

  /** Who is behind a browser's token; null when nobody is any more. `doing` is a person, not the page asking by itself. */
  async function visitorOf(token: string, doing: boolean): Promise<Visitor | null> {
    const session = await store.console.session(sha256(token))
    if (!session || !sessionLives(session, now())) return null
    const administrator = await store.console.administrator(session.administrator)
    if (!administrator || !active(administrator)) return null
    if (doing && now() - session.seenAt >= SEEN_EVERY_MS) await store.console.seeSession(session.digest, now())
    return { administrator, session }
  }

  const signOut = ({ administrator, session }: Visitor): Promise<void> =>
    queue.run(() =>
      keep([{ kind: 'end-session', digest: session.digest }], {
        by: administrator.id,
        act: 'session.signOut',
        subject: administrator.id,
        details: {},
      }),
    )

  /** One's own sessions that live, the newest first. */
  async function sessions({ administrator, session }: Visitor): Promise<{ madeAt: number; seenAt: number; here: boolean }[]> {
    const mine = (await store.console.sessions(administrator.id)).filter((each) => sessionLives(each, now()))
    return mine.map(({ digest, madeAt, seenAt }) => ({ madeAt, seenAt, here: digest === session.digest }))
  }
  /** Ends every session of oneself but this one. */
  const endOthers = ({ administrator: { id }, session }: Visitor): Promise<void> =>
    queue.run(() =>
      keep([{ kind: 'end-sessions', administrator: id, but: session.digest }], {
        by: id,
        act: 'session.endOthers',
        subject: id,
        details: {},
      }),
    )

  /** Changes one's own way in; every other session of oneself ends. */
  async function changeOwn({ administrator: { id }, session }: Visitor, change: Partial<Administrator>, act: string): Promise<void> {
    await queue.run(async () => {
      const administrator = { ...(await known(id)), ...change, failures: 0, failedAt: null, lockedUntil: null }
      await keep(
        [
          { kind: 'administrator', administrator },
          { kind: 'end-sessions', administrator: id, but: session.digest },
        ],
        { by: id, act, subject: id, details: {} },
      )
    })
  }
  /** @throws Refusal wrong, locked, password-weak */
  async function setPassword(visitor: Visitor, current: string, next: string): Promise<void> {
    await proven(visitor.administrator, current)
    if (problemsOfPassword(next, visitor.administrator.login).length > 0) throw new Refusal('password-weak')
    await changeOwn(visitor, { verifier: await hashPassword(next) }, 'me.setPassword')
  }
  function newTotp({ administrator }: Visitor): { secret: string; uri: string } {
    const secret = base32(draw(20))
    return { secret, uri: totpUri(secret, administrator.login) }
  }
  /** @throws Refusal wrong, locked, code-wrong */
  async function keepTotp(visitor: Visitor, said: { secret: string; code: string; password: string }): Promise<void> {
    await proven(visitor.administrator, said.password)
    const step = stepOf(said.secret, said.code, now(), 0)
    if (step === null) throw new Refusal('code-wrong')
    await changeOwn(visitor, { totp: said.secret, totpStep: step }, 'me.keepTotp')
  }
  /** @throws Refusal wrong, locked */
  async function dropTotp(visitor: Visitor, password: string): Promise<void> {
    await proven(visitor.administrator, password)
    await changeOwn(visitor, { totp: null, totpStep: 0 }, 'me.dropTotp')
  }

  return { newSession, signIn, visitorOf, signOut, sessions, endOthers, setPassword, newTotp, keepTotp, dropTotp }
}
