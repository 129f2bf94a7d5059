// The near end of the worker thread: sends it tasks, hands back their answers, and starts it anew if it dies.
import { Worker } from 'node:worker_threads'
import { Refusal } from '../shared/errors.ts'
import type { HeavyReply, HeavyTask } from './heavy.ts'
import { BackupDamaged } from './store/backup.ts'

export type HeavyThread = { ask(task: HeavyTask): Promise<unknown>; stop(): Promise<void> }

/** Starts on the first task, so that opening a store costs no thread. `entry` is heavy.ts, or what it was built into. */
export function heavyThread(entry: string | URL, about: { file: string; key: string | null }): HeavyThread {
  const waiting = new Map<number, { done(value: unknown): void; failed(error: unknown): void }>()
  let worker: Worker | null = null
  let last = 0
  const failAll = (error: unknown): void => {
    worker = null
    for (const each of waiting.values()) each.failed(error)
    waiting.clear()
  }
  const running = (): Worker => {
    if (worker) return worker
    const made = new Worker(entry, { workerData: about })
    made.on('message', (reply: HeavyReply) => {
      const each = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (waiting.size === 0) made.unref()
      if (reply.ok) each?.done(reply.value)
      else each?.failed(revive(reply))
    })
    made.on('error', failAll)
    made.on('exit', (code) => worker === made && failAll(Object.assign(new Error(`the worker ended with ${code}`), { code: 'ABORT_ERR' })))
    return (worker = made)
  }
  return {
    ask: (task) =>
      new Promise((done, failed) => {
        const id = ++last
        waiting.set(id, { done, failed })
        const thread = running()
        thread.ref()
        thread.postMessage({ id, task })
      }),
    stop: async () => {
      const ending = worker
      worker = null
      await ending?.terminate()
      failAll(Object.assign(new Error('the store is closing'), { code: 'ABORT_ERR' }))
    },
  }
}

function revive(reply: Extract<HeavyReply, { ok: false }>): Error {
  if (reply.refusal) return new Refusal(reply.refusal.code, reply.refusal.details)
  const { name = 'Error', message = '', code, what, stack } = reply.error ?? {}
  if (name === 'BackupDamaged') return new BackupDamaged(what ?? message)
  return Object.assign(new Error(message), { name }, code ? { code } : {}, stack ? { stack } : {})
}
