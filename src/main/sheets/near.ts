// The near end of the sheet thread: sends it a task, waits for its answer, ends it when the person cancels or nobody
// needed it for a while.
import { Worker } from 'node:worker_threads'
import { Refusal } from '../../shared/errors.ts'
import type { SheetAnswer, SheetReply, SheetTask } from './thread.ts'

/** What a table of a million rows may take; beyond it the thread ends, not the program. */
const HEAP_MB = 2048
const IDLE_MS = 5 * 60_000

const entry = (): URL => {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('thread.ts', here)
  return new URL(here.includes('/chunks/') ? '../sheets.js' : 'sheets.js', here)
}

type Waiting = { done(value: never): void; failed(error: unknown): void }
let worker: Worker | null = null
let idle: NodeJS.Timeout | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

function end(error: unknown): void {
  clearTimeout(idle)
  const ending = worker
  worker = null
  for (const each of waiting.values()) each.failed(error)
  waiting.clear()
  void ending?.terminate()
}

function running(): Worker {
  clearTimeout(idle)
  if (worker) return worker
  const made = new Worker(entry(), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
  made.unref()
  made.on('message', (reply: SheetReply) => {
    const each = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) each?.done(reply.value as never)
    else
      each?.failed(
        reply.problem
          ? new Refusal(reply.problem)
          : reply.code === 'ENOENT'
            ? new Refusal('folder-missing')
            : Object.assign(new Error(reply.message), reply.code ? { code: reply.code } : {}, reply.stack ? { stack: reply.stack } : {}),
      )
    if (waiting.size === 0) idle = setTimeout(() => end(new Error('idle')), IDLE_MS).unref()
  })
  made.on(
    'error',
    (error: NodeJS.ErrnoException) =>
      worker === made && end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('file-too-large') : error),
  )
  return (worker = made)
}

/**
 * Gives the thread a task. A `signal` that fires ends the thread and refuses as `cancelled`; what it had read is read
 * anew by the next task.
 * @throws Refusal with the thread's word (`file-missing`, `not-a-table`, `folder-missing` …) or the file system's error.
 */
export function sheets<T extends SheetTask>(task: T, signal?: AbortSignal): Promise<SheetAnswer[T['task']]> {
  if (signal?.aborted) return Promise.reject(new Refusal('cancelled'))
  return new Promise((done, failed) => {
    const id = ++lastId
    const thread = running()
    const cancel = (): void => end(new Refusal('cancelled'))
    const settled =
      <A>(then: (value: A) => void) =>
      (value: A): void => {
        signal?.removeEventListener('abort', cancel)
        if (waiting.size === 0) worker?.unref()
        then(value)
      }
    signal?.addEventListener('abort', cancel, { once: true })
    waiting.set(id, { done: settled(done as (value: never) => void), failed: settled(failed) })
    thread.ref()
    thread.postMessage({ id, task })
  })
}
