// What the program does once a day while a store is open: greetings of birthdays and holidays, calls for the care of cars and of
// what is overdue, people asked how content they are, and tickets made of what was noted before there were any. Every desk does
// it, under ids that are the same at each, so that eight desks do it once.
import type { Output } from '../shared/contract.ts'
import { dayOf } from '../shared/dates.ts'
import { arrears } from '../shared/modules/arrears/contract.ts'
import { care } from '../shared/modules/care/contract.ts'
import { surveys } from '../shared/modules/surveys/contract.ts'
import { chase } from './modules/arrears/commands.ts'
import { greet } from './modules/care/commands/outreach.ts'
import { remind } from './modules/care/commands/remind.ts'
import { adopt } from './modules/care/commands/tickets.ts'
import { invite } from './modules/surveys/commands.ts'
import { programOf } from './modules/identity/queries.ts'
import { NOBODY } from './ipc/dispatch.ts'
import type { Session } from './store/session.ts'
import { getState, setState } from './store/outbox.ts'
import type { Writer } from './store/write.ts'

const SOON = 20_000
const HOUR = 3_600_000
const LAST = 'greeted_on'

export type Daily = { greetToday(): Promise<number>; start(): void; stop(): void }

export function dailyWork({ session, log }: { session: Session; log: (error: unknown, what: string) => void }): Daily {
  let timer: NodeJS.Timeout | null = null
  /** One changeset of the program's own. */
  const done = <Did>(command: string, { writes }: { writes: readonly string[] }, work: (db: Writer) => Did): Did =>
    session.write(session.read(NOBODY, programOf), { command, writes: new Set(writes) }, work)
  /** Some people at a time, with room for the window between; a day that was begun and not ended is begun anew. */
  const greetToday = async (): Promise<number> => {
    const on = dayOf(session.now())
    if (getState(session.st, LAST) === on) return 0
    while (done('care.adopt', care.adopt, (db) => adopt(db, {})).made > 0) await new Promise(setImmediate)
    let made = 0
    for (let after: string | null = null; ;) {
      const step: Output<'care.greet'> = done('care.greet', care.greet, (db) => greet(db, { on, after }))
      made += step.made
      after = step.after
      if (after === null) break
      await new Promise(setImmediate)
    }
    made += done('care.remind', care.remind, (db) => remind(db, { on })).made
    await new Promise(setImmediate)
    made += done('arrears.chase', arrears.chase, (db) => chase(db, { on })).planned
    await new Promise(setImmediate)
    made += done('surveys.invite', surveys.invite, (db) => invite(db, { on })).made
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
