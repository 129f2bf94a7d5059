// The demo store's hands: runs the product's own entries at a chosen instant as a chosen person, many in one SQL
// transaction. It has no other way to write, so a demo store obeys every rule a real one does.
import { entries, type Asked, type CommandName, type Name, type Output } from '../../shared/contract.ts'
import type { Permission } from '../../shared/permissions.ts'
import { derives } from '../modules/derives.ts'
import { handlers } from '../modules/handlers.ts'
import { whoOf } from '../modules/identity/queries.ts'
import type { Reader } from '../store/read.ts'
import { createSession, type Session } from '../store/session.ts'
import type { Who } from '../store/who.ts'
import type { Writer } from '../store/write.ts'
import type { Random } from './random.ts'

export type Desk = {
  /** Epoch ms; every command advances it by a second. */
  at: number
  session: Session
  /** Runs a command as a person of the store, or as the founder before there is one. @throws Refusal as a screen would get it. */
  run<N extends CommandName>(name: N, input: Asked<N>, user: string | null): Output<N>
  read<T>(work: (db: Reader) => T): T
  /** Puts what was derived in order, as upkeep does by and by. */
  tidy(): void
}

export function deskOver(founding: Session, random: Random, founder: Who): Desk {
  const people = new Map<string, Who>()
  const desk: Desk = {
    at: 0,
    session: createSession(founding.st.raw, {
      now: () => desk.at,
      random: random.bytes,
      derives,
      decides: () => true,
    }),
    run: (name, input, user) => {
      const entry = entries.get(name as Name)
      if (entry?.kind !== 'command') throw new Error(`${name} is not a command`)
      desk.at += 1000
      const who = user === null ? founder : (people.get(user) ?? remember(user))
      if (user !== null && entry.access !== 'signed-in' && !who.permissions.has(entry.access as Permission))
        throw new Error(`${who.name} may not ${name}`)
      const parsed = entry.input.parse(input)
      const handler = handlers[name] as unknown as (db: Writer, input: unknown) => Output<typeof name>
      return desk.session.write(who, { command: name, writes: new Set(entry.writes) }, (db) => handler(db, parsed))
    },
    read: (work) => desk.session.read(founder, work),
    tidy: () =>
      desk.session.keep([], (st) => {
        for (const step of derives.tidy) while (step(st));
      }),
  }
  const remember = (user: string): Who => {
    const who = desk.read((db) => whoOf(db, user))
    if (!who) throw new Error('no such person')
    people.set(user, who)
    return who
  }
  return desk
}
