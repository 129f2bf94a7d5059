// The near end of the worker thread: sends it tasks, hands back their answers, and starts it anew if it dies. It is asked to
// leave, never terminated: a thread that is stopped while SQLite works in it takes the whole program down.
import { Worker } from 'node:worker_threads'
import { Refusal } from '../shared/errors.ts'
import type { HeavyData, HeavyReply, HeavyTask } from './heavy.ts'
import { BackupDamaged } from './store/backup.ts'

export type HeavyThread = {
  ask(task: HeavyTask): Promise<unknown>
  /** Lets it finish what is under way and close its connection; what waits fails with ABORT_ERR. */
  stop(): Promise<void>
}

/** Starts on the first task, so that opening a store costs no thread. `entry` is heavy.ts, or what it was built into. */
export function heavyThread(entry: string | URL, about: { file: string; key: string | null }): HeavyThread {
  const waiting = new Map<number, { done(value: unknown): void; failed(error: unknown): void }>()
  let worker: Worker | null = null
  let leaving: Int32Array = new Int32Array(1)
  let last = 0
  const failAll = (error: unknown): void => {
    worker = null
    for (const each of waiting.values()) each.failed(error)
    waiting.clear()
  }
  const running = (): Worker => {
    if (worker) return worker
    leaving = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const made = new Worker(entry, { workerData: { ...about, leaving } satisfies HeavyData })
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
      if (ending) {
        const left = new Promise((exited) => ending.once('exit', exited))
        Atomics.store(leaving, 0, 1)
        // Wakes it; what was asked before this is left undone, too.
        ending.postMessage(null)
        ending.ref()
        await left
      }
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
