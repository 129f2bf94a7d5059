// Talking to HQ on request, and what an administrator decides about changesets HQ could not accept.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { readDesk } from '../../store/desk.ts'
import { discard as drop } from '../../store/inbox.ts'
import type { Statements } from '../../store/statements.ts'
import type { Job } from '../handler.ts'

export const now = (job: Job): Promise<Output<'sync.now'>> => job.services.desktop.engine().now()

/** A line in the log that names who decided; the changesets themselves stay as they were. */
const note = (job: Job, command: string): void => {
  if (job.who) job.store().write(job.who, { command, writes: new Set() }, () => null)
}
const wish = (st: Statements, id: string, what: 'retry' | 'discard', at: number): void =>
  void st.run(
    'INSERT INTO _sync_wishes (changeset, wish, at) VALUES (?, ?, ?) ON CONFLICT (changeset) DO UPDATE SET wish = excluded.wish, at = excluded.at',
    id,
    what,
    at,
  )

/** Quarantined changesets that wait for these, and for those, and so on: the reason names what is waited for. */
function waitingFor(st: Statements, ids: readonly string[]): string[] {
  return st
    .all<{ id: string }>(
      `WITH RECURSIVE w(id) AS (SELECT value FROM json_each(?) UNION SELECT c.id FROM _sync_changesets c JOIN w ON c.reason = 'waits-for ' || w.id WHERE c.state = 'quarantined')
       SELECT c.id FROM w JOIN _sync_changesets c ON c.id = w.id WHERE c.state = 'quarantined' ORDER BY c.n`,
      JSON.stringify(ids),
    )
    .map((row) => row.id)
}

export async function retry(job: Job, { ids }: Input<'sync.retry'>): Promise<Output<'sync.retry'>> {
  const store = job.store()
  const all = waitingFor(store.st, ids)
  store.bulk(() => {
    if (all.length > 0) note(job, 'sync.retry')
    store.keep(['_sync_state', '_sync_changesets'], (st) => all.forEach((id, i) => wish(st, id, 'retry', store.now() + i)))
  })
  void job.services.desktop.engine().now()
  return { count: all.length }
}

export async function discard(job: Job, { id, reason }: Input<'sync.discard'>): Promise<null> {
  const store = job.store()
  store.bulk(() => {
    const behind = waitingFor(store.st, [id]).filter((each) => each !== id)
    let found = false
    store.take((st) => {
      const touched = new Map<string, Set<string>>([['_sync_changesets', new Set([id])]])
      found = drop(st, id, store.now(), touched)
      if (!found) return touched
      st.run('UPDATE _sync_changesets SET reason = ? WHERE id = ?', reason, id)
      wish(st, id, 'discard', store.now())
      // What waited for it need not wait any more.
      behind.forEach((each, i) => wish(st, each, 'retry', store.now() + 1 + i))
      return touched
    })
    if (!found) throw new Refusal('not-quarantined')
    note(job, 'sync.discard')
  })
  void job.services.desktop.engine().now()
  return null
}

export async function join(job: Job, { code, deviceName }: Input<'sync.join'>): Promise<null> {
  const { joined, demo } = readDesk(job.store().st)
  if (joined) throw new Refusal('already-joined')
  if (demo) throw new Refusal('demo-stays-alone')
  await job.services.desktop.join({ code, name: deviceName })
  return null
}
