// The near end of the post thread: gives it a task, waits for its answer, lets the program end while it is idle.
import { Worker } from 'node:worker_threads'
import type { PostAnswer, PostReply, PostTask } from './thread.ts'

const entry = (): URL => {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('thread.ts', here)
  return new URL(here.includes('/chunks/') ? '../post.js' : 'post.js', here)
}

export type Carrier = { carry<T extends PostTask>(task: T): Promise<PostAnswer[T['task']]>; stop(): Promise<void> }

/** Starts on the first task: a desk that sends nothing has no thread. */
export function postThread(): Carrier {
  const waiting = new Map<number, { done(value: never): void; failed(error: Error): void }>()
  let worker: Worker | null = null
  let last = 0
  const fail = (error: Error): void => {
    worker = null
    for (const each of waiting.values()) each.failed(error)
    waiting.clear()
  }
  const running = (): Worker => {
    if (worker) return worker
    const made = new Worker(entry())
    made.on('message', (reply: PostReply) => {
      const each = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (waiting.size === 0) made.unref()
      if (reply.ok) each?.done(reply.value as never)
      else each?.failed(new Error(reply.message))
    })
    made.on('error', fail)
    made.on('exit', (code) => worker === made && fail(new Error(`the post thread ended with ${code}`)))
    return (worker = made)
  }
  return {
    carry: (task) =>
      new Promise((done, failed) => {
        const id = ++last
        waiting.set(id, { done: done as (value: never) => void, failed })
        const thread = running()
        thread.ref()
        thread.postMessage({ id, task })
      }),
    stop: async () => {
      const ending = worker
      worker = null
      await ending?.terminate()
      fail(new Error('the store is closing'))
    },
  }
}
