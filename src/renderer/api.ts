// The renderer's only way to main: `call` by contract name. A command carries an attempt id, so that a repeated call
// (double-click, retry after a lost reply) gets the first reply instead of a second effect.
import type { Asked, CommandName, JobName, Name, Reply } from '../shared/contract.ts'
import type { Failure } from '../shared/errors.ts'

type Told =
  | { kind: 'changed'; tables: readonly string[] }
  | { kind: 'progress'; id: string; done: number; total: number; note?: string }
  | { kind: 'phase' }
  | { kind: 'open'; target: string }
export type Bridge = {
  call(name: string, input: unknown, options?: { attempt?: string; id?: string }): Promise<unknown>
  cancel(id: string): Promise<unknown>
  window(action: 'minimize' | 'maximize' | 'close'): Promise<unknown>
  on(listener: (told: Told) => void): () => void
  platform: string
}
declare global {
  interface Window {
    forecourt: Bridge
  }
}

export type Progress = { done: number; total: number; note?: string }
const watchers = new Map<string, (progress: Progress) => void>()
const listeners = new Set<(told: Told) => void>()
window.forecourt?.on((told) => {
  if (told.kind === 'progress') watchers.get(told.id)?.(told)
  for (const listener of listeners) listener(told)
})

/** Hears of everything main announces; returns the way to stop. */
export function onTold(listener: (told: Told) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const newAttempt = (): string => crypto.randomUUID()

/** Asks main. `attempt` belongs to the form that sends a command: make it with newAttempt() when the form opens, renew it after success. */
export async function call<N extends Name>(name: N, input: Asked<N>, options: { attempt?: string } = {}): Promise<Reply<N>> {
  return (await window.forecourt.call(name, input, options)) as Reply<N>
}

/** Runs a job with progress and a way to cancel it. */
export function start<N extends JobName>(
  name: N,
  input: Asked<N>,
  onProgress?: (progress: Progress) => void,
): { done: Promise<Reply<N>>; cancel: () => void } {
  const id = crypto.randomUUID()
  if (onProgress) watchers.set(id, onProgress)
  const done = (window.forecourt.call(name, input, { id }) as Promise<Reply<N>>).finally(() => watchers.delete(id))
  return { done, cancel: () => void window.forecourt.cancel(id) }
}

export type { CommandName, Failure }
