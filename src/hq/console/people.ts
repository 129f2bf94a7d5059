// The administrators of headquarters: how they come by a one-time link, what they may, and how they go. Every deed and its
// line in the chain are one commit. Signing in is entrance.ts.
import { CONSOLE } from '../../shared/console/contract.ts'
import type { Person } from '../../shared/console/contract/people.ts'
import { LINK_HOURS, type Role } from '../../shared/console/rules.ts'
import { Refusal } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { normalLogin, problemsOfPassword } from '../../shared/modules/identity/rules.ts'
import { sha256 } from '../chain.ts'
import type { Draw } from '../feed.ts'
import type { Address } from '../pairing.ts'
import type { Queue } from '../queue.ts'
import type { Administrator, ConsoleChange, Deed } from '../store/console.ts'
import type { Store } from '../store/store.ts'
import { active, type Entrance, meOf, type Opened } from './entrance.ts'
import { hashPassword } from './passwords.ts'

const HOUR_MS = 60 * 60_000
export type PeopleOptions = {
  store: Store
  queue: Queue
  entrance: Pick<Entrance, 'newSession'>
  now: () => number
  draw: Draw
  address: () => Address | null
}
export type OneTimeLink = { login: string; url: string; expiresAt: number }
export type People = ReturnType<typeof createPeople>

export function createPeople({ store, queue, entrance, now, draw, address }: PeopleOptions) {
  const newSecret = (): string => Buffer.from(draw(24)).toString('base64url')
  const keep = async (changes: readonly ConsoleChange[], deed?: Omit<Deed, 'at'>): Promise<void> =>
    store.commit({ base: await store.head(), console: changes, ...(deed ? { deed: { at: now(), ...deed } } : {}) })

  const known = async (id: string): Promise<Administrator> => {
    const found = await store.console.administrator(id)
    if (!found) throw new Refusal('person-unknown')
    return found
  }
  /** Somebody must remain who can do everything. */
  const notTheLast = async (id: string): Promise<void> => {
    const others = (await store.console.administrators()).filter((a) => a.id !== id && a.role === 'administrator' && active(a))
    if (others.length === 0) throw new Refusal('last-administrator')
  }

  /** A link for somebody, or (null) for the first; those given out before open nothing any more. */
  function linkFor(administrator: Administrator | null): { changes: ConsoleChange[]; link: OneTimeLink } {
    const where = address()
    if (!where) throw new Error('no-address')
    const secret = newSecret()
    const id = administrator?.id ?? null
    const expiresAt = now() + LINK_HOURS * HOUR_MS
    return {
      changes: [
        { kind: 'void-links', administrator: id, at: now() },
        { kind: 'link', link: { digest: sha256(secret), administrator: id, expiresAt, usedAt: null } },
      ],
      // Behind the #: a browser keeps it to itself, and no log ever sees it.
      link: { login: administrator?.login ?? '', url: `${where.url}${CONSOLE.path}#/link/${secret}`, expiresAt },
    }
  }

  /** The link of the very first administrator; null when there is one already. */
  const firstLink = (): Promise<OneTimeLink | null> =>
    queue.run(async () => {
      if ((await store.console.administrators()).some(active)) return null
      const { changes, link } = linkFor(null)
      await keep(changes)
      return link
    })

  /** @throws Refusal login-taken */
  const invite = (person: { login: string; name: string; role: Role }, by: string): Promise<OneTimeLink> =>
    queue.run(async () => {
      const login = normalLogin(person.login)
      if (await store.console.administratorBy(login)) throw new Refusal('login-taken')
      const administrator: Administrator = {
        ...nobody,
        id: uuidv7(now(), draw(16)),
        login,
        name: person.name,
        role: person.role,
        madeAt: now(),
      }
      const { changes, link } = linkFor(administrator)
      const details = { login, name: person.name, role: person.role }
      await keep([{ kind: 'administrator', administrator }, ...changes], { by, act: 'person.invite', subject: administrator.id, details })
      return link
    })

  /** A new link for somebody who is there, also for one who had gone. @throws Refusal person-unknown */
  const newLink = (id: string, by: string): Promise<OneTimeLink> =>
    queue.run(async () => {
      const administrator = await known(id)
      const { changes, link } = linkFor(administrator)
      await keep(changes, { by, act: 'person.link', subject: id, details: { login: administrator.login } })
      return link
    })

  /** At the command line a name is enough: a new link for who is there, else an invitation. */
  const linkByName = async (word: string, role: Role, by: string): Promise<OneTimeLink> => {
    const there = await store.console.administratorBy(normalLogin(word))
    return there ? newLink(there.id, by) : invite({ login: word, name: word, role }, by)
  }

  /** Whom a link is for; null for the first. @throws Refusal link-unknown, link-used, link-expired */
  async function lookAt(secret: string): Promise<Administrator | null> {
    const link = await store.console.link(sha256(secret))
    if (!link) throw new Refusal('link-unknown')
    if (link.usedAt !== null) throw new Refusal('link-used')
    if (now() > link.expiresAt) throw new Refusal('link-expired')
    if (link.administrator !== null) return known(link.administrator)
    if ((await store.console.administrators()).some(active)) throw new Refusal('link-used')
    return null
  }

  /** Whoever holds the first link may do everything, also under a login that was invited and never came. */
  const theFirst = async (login: string): Promise<Administrator> => ({
    ...((await store.console.administratorBy(login)) ?? { ...nobody, id: uuidv7(now(), draw(16)), login, madeAt: now() }),
    role: 'administrator',
  })

  /** Opens a link: the person has a password from now on, and only that. @throws Refusal as lookAt, password-weak */
  async function useLink(said: { secret: string; login: string; name: string; password: string }): Promise<Opened> {
    const before = await lookAt(said.secret)
    if (problemsOfPassword(said.password, before?.login ?? said.login).length > 0) throw new Refusal('password-weak')
    const verifier = await hashPassword(said.password)
    return queue.run(async () => {
      const invited = await lookAt(said.secret)
      const administrator: Administrator = {
        ...(invited ?? (await theFirst(normalLogin(said.login)))),
        ...{ name: said.name, verifier, totp: null, totpStep: 0, failures: 0, failedAt: null, lockedUntil: null, endedAt: null },
      }
      const { change, token } = entrance.newSession(administrator.id)
      await keep(
        [
          { kind: 'administrator', administrator },
          { kind: 'use-link', digest: sha256(said.secret), at: now() },
          { kind: 'end-sessions', administrator: administrator.id, but: null },
          change,
        ],
        {
          by: administrator.id,
          act: 'person.open',
          subject: administrator.id,
          details: { login: administrator.login, role: administrator.role },
        },
      )
      return { me: meOf(administrator), token }
    })
  }

  /** @throws Refusal person-unknown, last-administrator */
  const setRole = (id: string, role: Role, by: string): Promise<void> =>
    queue.run(async () => {
      const administrator = await known(id)
      if (role !== 'administrator') await notTheLast(id)
      await keep([{ kind: 'administrator', administrator: { ...administrator, role } }], {
        by,
        act: 'person.setRole',
        subject: id,
        details: { login: administrator.login, from: administrator.role, to: role },
      })
    })

  /** From now on this person is nobody here; a new link brings them back. @throws Refusal person-unknown, last-administrator */
  const end = (id: string, by: string): Promise<void> =>
    queue.run(async () => {
      const administrator = await known(id)
      await notTheLast(id)
      await keep(
        [
          { kind: 'administrator', administrator: { ...administrator, endedAt: now() } },
          { kind: 'void-links', administrator: id, at: now() },
          { kind: 'end-sessions', administrator: id, but: null },
        ],
        { by, act: 'person.end', subject: id, details: { login: administrator.login } },
      )
    })

  async function list(): Promise<Person[]> {
    return (await store.console.administrators()).map((a) => ({
      ...meOf(a),
      state: a.endedAt !== null ? 'ended' : a.verifier === null ? 'invited' : (a.lockedUntil ?? 0) > now() ? 'locked' : 'active',
      madeAt: a.madeAt,
      seenAt: a.seenAt,
    }))
  }
  const anybody = async (): Promise<boolean> => (await store.console.administrators()).some(active)

  return { firstLink, invite, newLink, linkByName, lookAt, useLink, setRole, end, list, anybody }
}

const nobody = {
  name: '',
  verifier: null,
  totp: null,
  totpStep: 0,
  failures: 0,
  failedAt: null,
  lockedUntil: null,
  endedAt: null,
} as const
