// Talking to HQ on request, and what an administrator decides about changesets HQ could not accept.
import type { CommandName, Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { readDesk } from '../../store/desk.ts'
import { giveUp, judgeAgain } from '../../sync/asked.ts'
import type { Job } from '../handler.ts'

export const now = (job: Job): Promise<Output<'sync.now'>> => job.services.desktop.engine().now()

/** A line in the log that names who decided; the changesets themselves stay as they were. */
const note = (job: Job, command: string): void => {
  if (job.who) job.store().write(job.who, { command, writes: new Set() }, () => null)
}
export async function retry(job: Job, { ids }: Input<'sync.retry'>): Promise<Output<'sync.retry'>> {
  const store = job.store()
  let count = 0
  store.bulk(() => {
    count = judgeAgain(store, ids)
    if (count > 0) note(job, 'sync.retry')
  })
  void job.services.desktop.engine().now()
  return { count }
}

/** @throws the command's own refusals: then nothing is changed. */
export async function amend(job: Job, { id, input }: Input<'sync.amend'>): Promise<null> {
  const store = job.store()
  const line = store.st.one<{ command: string; input: string | null }>('SELECT command, input FROM _sync_changesets WHERE id = ?', id)
  const entry = line && line.input !== null ? job.entry(line.command) : undefined
  if (!line || entry?.kind !== 'command' || !entry.amendable) throw new Refusal('cannot-amend')
  const parsed = entry.input.safeParse(input)
  if (!parsed.success)
    throw new Refusal('invalid-input', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) })
  if (!store.amend(id, () => void job.run(line.command as CommandName, input as never))) throw new Refusal('not-quarantined')
  void job.services.desktop.engine().now()
  return null
}

export async function discard(job: Job, { id, reason }: Input<'sync.discard'>): Promise<null> {
  const store = job.store()
  store.bulk(() => {
    if (!giveUp(store, id, reason)) throw new Refusal('not-quarantined')
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
