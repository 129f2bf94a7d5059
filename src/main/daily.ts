// What the program does once a day while a store is open: greetings of birthdays and holidays, and tickets made of what was
// noted before there were any. Every desk does it, under ids that are the same at each, so that eight desks do it once.
import type { Asked, Output } from '../shared/contract.ts'
import { dayOf } from '../shared/dates.ts'
import { care } from '../shared/modules/care/contract.ts'
import { greet } from './modules/care/commands/outreach.ts'
import { adopt } from './modules/care/commands/tickets.ts'
import { programOf } from './modules/identity/queries.ts'
import { NOBODY } from './ipc/dispatch.ts'
import type { Session } from './store/session.ts'
import { getState, setState } from './store/outbox.ts'

const SOON = 20_000
const HOUR = 3_600_000
const LAST = 'greeted_on'

export type Daily = { greetToday(): Promise<number>; start(): void; stop(): void }

export function dailyWork({ session, log }: { session: Session; log: (error: unknown, what: string) => void }): Daily {
  let timer: NodeJS.Timeout | null = null
  const some = (input: Asked<'care.greet'>): Output<'care.greet'> =>
    session.write(session.read(NOBODY, programOf), { command: 'care.greet', writes: new Set(care.greet.writes) }, (db) =>
      greet(db, { on: input.on, after: input.after ?? null }),
    )
  const adoptSome = (): number =>
    session.write(session.read(NOBODY, programOf), { command: 'care.adopt', writes: new Set(care.adopt.writes) }, (db) => adopt(db, {}))
      .made
  /** Some people at a time, with room for the window between; a day that was begun and not ended is begun anew. */
  const greetToday = async (): Promise<number> => {
    const on = dayOf(session.now())
    if (getState(session.st, LAST) === on) return 0
    while (adoptSome() > 0) await new Promise(setImmediate)
    let made = 0
    for (let after: string | null = null; ;) {
      const step: Output<'care.greet'> = some({ on, after })
      made += step.made
      after = step.after
      if (after === null) break
      await new Promise(setImmediate)
    }
    session.keep([], (st) => setState(st, LAST, on))
    return made
  }
  const again = (ms: number): void => {
    timer = setTimeout(() => {
      void greetToday()
        .catch((error: unknown) => log(error, 'daily'))
        .finally(() => timer && again(HOUR))
    }, ms)
    timer.unref()
  }
  return {
    greetToday,
    start: () => again(SOON),
    stop: () => {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
