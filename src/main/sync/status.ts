// What the engine says of itself, where queries can see it: a temporary table of the open store, gone with the process
// and never written to disk. Contacts worth telling of are kept for the sync centre.
import { EngineStatus } from '../../shared/modules/sync/contract/engine.ts'
import { getState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'

/** Before the engine runs, and in a store without HQ. */
export const ALONE: EngineStatus = {
  mode: 'alone',
  problem: null,
  lastContactAt: null,
  behind: 0,
  skewMs: 0,
  live: false,
  minimum: null,
  anew: null,
}

/** How the engine stands, kept in a place of its own in an open store. */
export function createStanding(session: Session) {
  const { st } = session
  st.run('CREATE TEMP TABLE IF NOT EXISTS _sync_live (one INTEGER PRIMARY KEY CHECK (one = 1), status TEXT NOT NULL)')
  let status: EngineStatus = { ...ALONE, lastContactAt: Number(getState(st, 'contact_at')) || null }
  /** One statement that never touches the file: it needs no transaction of the store and passes on a full disk. */
  const show = (): void => {
    st.run(
      'INSERT INTO temp._sync_live (one, status) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET status = excluded.status',
      JSON.stringify(status),
    )
    session.announce(['_sync_live'])
  }
  return {
    now: (): EngineStatus => status,
    show,
    /** Shows it when that is news. */
    tell: (change: Partial<EngineStatus>): void => {
      const next = { ...status, ...change }
      if (JSON.stringify(next) === JSON.stringify(status)) return
      status = next
      show()
    },
  }
}

export function statusIn(st: Pick<Statements, 'one'>): EngineStatus {
  if (!st.one(`SELECT 1 FROM temp.sqlite_master WHERE name = '_sync_live'`)) return ALONE
  const found = st.one<{ status: string }>('SELECT status FROM temp._sync_live')
  return found ? EngineStatus.parse(JSON.parse(found.status)) : ALONE
}

/** One talk with HQ: when it began, how many changesets went up, whose came down. */
export type Contact = { at: number; sent: number; received: string[] }
/** Fewer are the day's usual trickle, which the records themselves show. */
const WORTH_TELLING = 10
const SILENCE_MS = 10 * 60_000

/** Remembers a talk that brought much, or the first that brought anything after a silence. */
export function noteContact(session: Session, contact: Contact, now: number, silentMs: number): void {
  const received = contact.received.length
  if (received < WORTH_TELLING && (silentMs < SILENCE_MS || received + contact.sent === 0)) return
  session.keep(['_sync_live'], (st) => {
    const sites = st.one<{ n: number }>(
      'SELECT count(DISTINCT site_id) AS n FROM devices WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify([...new Set(contact.received)]),
    )
    st.run(
      'INSERT INTO _sync_contacts (at, ms, sent, received, sites) VALUES (?, ?, ?, ?, ?)',
      now,
      Math.max(0, now - contact.at),
      contact.sent,
      received,
      sites?.n ?? 0,
    )
    st.run('DELETE FROM _sync_contacts WHERE n <= (SELECT max(n) - 1000 FROM _sync_contacts)')
  })
}
