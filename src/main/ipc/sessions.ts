// Whom each window is signed in as. Lives in memory only: a restarted program asks again. Rights follow the store, so a
// person who is deactivated or loses a role loses it here at once.
import type { Sessions } from '../modules/services.ts'
import type { Who } from '../store/who.ts'

/** Tables whose rows say who somebody is and what they may do. */
const FOLLOWED: ReadonlySet<string> = new Set(['users', 'roles', 'sites', 'devices'])

export type SessionKeeper = Sessions & {
  /** Rows of these tables changed: every signed-in person is looked up again. Give it to the store's `onTouched`. */
  follow(tables: readonly string[]): void
  /** Whoever sits at a window that is not locked. */
  present(): Who | null
  /** The machine was locked or left: every window waits for its person. */
  lockAll(): void
  /** The store was closed or another one opened: nobody is signed in any more. */
  clear(): void
}

type Seat = { who: Who; locked: boolean }
const same = (a: Who, b: Who): boolean =>
  JSON.stringify({ ...a, permissions: [...a.permissions] }) === JSON.stringify({ ...b, permissions: [...b.permissions] })

/**
 * `lookUp` says who a user is now, null when they may no longer sign in here. `onChange` hears of a window whose person,
 * rights or lock changed, so that it asks for everything again.
 */
export function createSessions(options: { lookUp: (userId: string) => Who | null; onChange?: (caller: string) => void }): SessionKeeper {
  const seats = new Map<string, Seat>()
  const put = (caller: string, seat: Seat | null): void => {
    if (seat) seats.set(caller, seat)
    else seats.delete(caller)
    options.onChange?.(caller)
  }
  const at = (caller: string, locked: boolean): Who | null => {
    const seat = seats.get(caller)
    return seat && seat.locked === locked ? seat.who : null
  }
  return {
    who: (caller) => at(caller, false),
    locked: (caller) => at(caller, true),
    present: () => [...seats.values()].find((seat) => !seat.locked)?.who ?? null,
    signIn: (caller, who) => put(caller, { who, locked: false }),
    lock: (caller) => {
      const who = at(caller, false)
      if (who) put(caller, { who, locked: true })
    },
    lockAll: () => {
      for (const [caller, seat] of seats) if (!seat.locked) put(caller, { ...seat, locked: true })
    },
    signOut: (caller) => {
      if (seats.has(caller)) put(caller, null)
    },
    follow: (tables) => {
      if (!tables.some((table) => FOLLOWED.has(table))) return
      for (const [caller, seat] of seats) {
        const now = options.lookUp(seat.who.user)
        if (!now) put(caller, null)
        else if (!same(now, seat.who)) put(caller, { ...seat, who: now })
      }
    },
    clear: () => {
      for (const caller of seats.keys()) put(caller, null)
    },
  }
}
