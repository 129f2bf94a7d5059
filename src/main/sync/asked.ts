// What is decided about a quarantined changeset, by an administrator here or at headquarters: HQ shall judge it again, or
// it is given up. Either is said to HQ in the next round.
import type { RoundAnswer } from '../../shared/sync/protocol.ts'
import { discard, waitingFor, wish } from '../store/inbox.ts'
import type { Session } from '../store/session.ts'

/** What waits for it goes along. Returns how many. */
export function judgeAgain(session: Session, ids: readonly string[]): number {
  const all = waitingFor(session.st, ids)
  if (all.length > 0)
    session.keep(['_sync_state', '_sync_changesets'], (st) => all.forEach((id, i) => wish(st, id, 'retry', session.now() + i)))
  return all.length
}

/** Its values are dropped here, with the reason in the log; what waited for it need not wait any more. False when it is not in quarantine. */
export function giveUp(session: Session, id: string, reason: string): boolean {
  const behind = waitingFor(session.st, [id]).filter((each) => each !== id)
  let found = false
  session.take((st) => {
    const touched = new Map<string, Set<string>>([['_sync_changesets', new Set([id])]])
    found = discard(st, id, session.now(), touched)
    if (!found) return touched
    st.run('UPDATE _sync_changesets SET reason = ? WHERE id = ?', reason, id)
    wish(st, id, 'discard', session.now())
    behind.forEach((each, i) => wish(st, each, 'retry', session.now() + 1 + i))
    return touched
  })
  return found
}

/** Does what headquarters asks with own changesets; what is not in quarantine any more was settled here. */
export function carryOut(session: Session, asks: NonNullable<RoundAnswer['asks']>): void {
  for (const { changeset, wish: what, reason } of asks)
    if (what === 'retry') judgeAgain(session, [changeset])
    else giveUp(session, changeset, reason)
}
