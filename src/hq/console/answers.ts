// What each entry of the console answers, by its name in the contract; a missing one does not compile. Who may ask was
// decided before (routes.ts); what is decided here is the business's.
import type { ConsoleContract, ConsoleInput, ConsoleName, ConsoleOutput } from '../../shared/console/contract.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Hq } from '../hq.ts'
import { TERMINAL } from '../store/console.ts'
import { meOf, type Visitor } from './entrance.ts'

/** One request of the page. `visitor` is there for every entry that is not anyone's. */
export type Asking = {
  hq: Hq
  version: string
  visitor: Visitor | null
  /** Gives the browser a session, or (null) takes it away. */
  remember(token: string | null): void
}
type Answer<N extends ConsoleName> = (input: ConsoleInput<N>, asking: Asking) => Promise<ConsoleOutput<N>>
export type Answers = { [N in ConsoleName]: Answer<N> }

/** How many deeds a page of them has. */
const PAGE = 100

/** @throws Refusal signed-out */
const here = ({ visitor }: Asking): Visitor => {
  if (!visitor) throw new Refusal('signed-out')
  return visitor
}
const by = (asking: Asking): string => here(asking).administrator.id
const done = {}

export const answers: Answers = {
  'session.standing': async (_, { hq, version, visitor }) => ({
    me: visitor && meOf(visitor.administrator),
    version,
    anybody: await hq.people.anybody(),
  }),
  'session.signIn': async (said, { hq, remember }) => {
    const { me, token } = await hq.entrance.signIn(said)
    remember(token)
    return me
  },
  'session.signOut': async (_, asking) => {
    await asking.hq.entrance.signOut(here(asking))
    asking.remember(null)
    return done
  },
  'link.look': async ({ secret }, { hq }) => {
    const person = await hq.people.lookAt(secret)
    return { first: person === null, login: person?.login ?? '', name: person?.name ?? '' }
  },
  'link.use': async (said, { hq, remember }) => {
    const { me, token } = await hq.people.useLink(said)
    remember(token)
    return me
  },
  'me.setPassword': async ({ current, next }, asking) => {
    await asking.hq.entrance.setPassword(here(asking), current, next)
    return done
  },
  'me.newTotp': async (_, asking) => asking.hq.entrance.newTotp(here(asking)),
  'me.keepTotp': async (said, asking) => {
    await asking.hq.entrance.keepTotp(here(asking), said)
    return done
  },
  'me.dropTotp': async ({ password }, asking) => {
    await asking.hq.entrance.dropTotp(here(asking), password)
    return done
  },
  'people.list': async (_, { hq }) => ({ people: await hq.people.list() }),
  'people.invite': async (person, asking) => asking.hq.people.invite(person, by(asking)),
  'people.link': async ({ id }, asking) => asking.hq.people.newLink(id, by(asking)),
  'people.setRole': async ({ id, role }, asking) => {
    await asking.hq.people.setRole(id, role, by(asking))
    return done
  },
  'people.end': async ({ id }, asking) => {
    await asking.hq.people.end(id, by(asking))
    return done
  },
  'deeds.list': async ({ before, by: whose }, { hq }) => {
    const found = await hq.store.console.deeds({ before, by: whose, limit: PAGE + 1 })
    const names = new Map((await hq.store.console.administrators()).map((a) => [a.id, a.name]))
    const byName = (id: string): string | null => (id === TERMINAL ? null : (names.get(id) ?? id))
    return { deeds: found.slice(0, PAGE).map((deed) => ({ ...deed, byName: byName(deed.by) })), more: found.length > PAGE }
  },
  'deeds.check': async (_, { hq }) => hq.store.console.checkDeeds(),
} satisfies { [N in keyof ConsoleContract]: unknown }
