// Long work that goes on while people type: an export, a download, a report. Each is a line with its progress and a way
// to cancel; what failed stays until somebody has read it.
import { create } from 'zustand'
import type { Asked, JobName, Reply } from '../../shared/contract.ts'
import type { Failure } from '../../shared/errors.ts'
import { start } from '../api.ts'

export type Work = {
  id: number
  label: string
  /** 0..1, null while nobody knows; ignored once it is over. */
  done: number | null
  cancel: () => void
  /** How it ended; null while it runs. */
  end: { said: string } | { failure: Failure; module: string } | null
}

export const useWorks = create<{ works: readonly Work[] }>()(() => ({ works: [] }))
let count = 0

const change = (id: number, part: Partial<Work>): void =>
  useWorks.setState(({ works }) => ({ works: works.map((work) => (work.id === id ? { ...work, ...part } : work)) }))

/** Takes a finished line away. */
export const forgetWork = (id: number): void => useWorks.setState(({ works }) => ({ works: works.filter((work) => work.id !== id) }))

/**
 * Runs a job in the background. `said` makes the sentence of its end; null (a dialog was closed) and a cancelled job
 * leave no line. Resolves with the reply.
 */
export async function startWork<N extends JobName>(
  label: string,
  name: N,
  input: Asked<N>,
  said: (value: Extract<Reply<N>, { ok: true }>['value']) => string | null,
): Promise<Reply<N>> {
  const id = ++count
  const job = start(name, input, ({ done, total }) => change(id, { done: total > 0 ? Math.min(1, done / total) : null }))
  useWorks.setState(({ works }) => ({ works: [...works, { id, label, done: null, cancel: job.cancel, end: null }] }))
  const reply = await job.done
  if (reply.ok) {
    const sentence = said(reply.value as Extract<Reply<N>, { ok: true }>['value'])
    if (sentence === null) forgetWork(id)
    else change(id, { end: { said: sentence } })
  } else if (reply.error.code === 'cancelled') forgetWork(id)
  else change(id, { end: { failure: reply.error as Failure, module: name.slice(0, name.indexOf('.')) } })
  return reply
}
