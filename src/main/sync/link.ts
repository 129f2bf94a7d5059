// Main's side of the worker process: asks it, starts it again when it ends, and tells it who this desktop is each time.
import type { FromWorker, Identity, Port, Question, Questions } from './port.ts'
import { type Appointment, realTime, type Time } from './time.ts'
import { WireError } from './wire-error.ts'

export type LinkOptions = {
  spawn: () => Port
  news?: (head: number, asks: boolean) => void
  live?: (on: boolean) => void
  time?: Time
}
export type Link = ReturnType<typeof createLink>

type Waiting = { resolve(value: never): void; reject(error: WireError): void; timer: Appointment }
/** A worker that has not answered for so long is stuck: it is ended and started again. */
const STUCK_MS = 600_000

export function createLink({ spawn, news, live, time = realTime }: LinkOptions) {
  const waiting = new Map<number, Waiting>()
  let port: Port | null = null
  let identity: Identity | null = null
  let listening = false
  let stopped = false
  let next = 1
  let crashes = 0
  let startedAt = 0
  let restart: Appointment | null = null

  const heard = (message: FromWorker): void => {
    if (message.kind === 'news') return news?.(message.head, message.asks)
    if (message.kind === 'live') return live?.(message.on)
    const found = waiting.get(message.id)
    if (!found) return
    waiting.delete(message.id)
    found.timer.cancel()
    if (message.kind === 'answer') found.resolve(message.value as never)
    else found.reject(new WireError(message.code, message.sent, message.detail))
  }

  const lost = (of: Port): void => {
    if (port !== of) return
    port = null
    live?.(false)
    for (const { reject, timer } of waiting.values()) {
      timer.cancel()
      reject(new WireError('worker-lost', true))
    }
    waiting.clear()
    if (stopped) return
    crashes = time.elapsed() - startedAt > 30_000 ? 0 : crashes + 1
    restart = time.after(Math.min(1_500, 50 * 2 ** crashes), begin)
  }

  const begin = (): Port => {
    restart?.cancel()
    const made = spawn()
    port = made
    startedAt = time.elapsed()
    made.hear(heard)
    made.gone(() => lost(made))
    if (identity) made.post({ id: 0, question: 'identify', ask: identity })
    if (listening) made.post({ id: 0, question: 'listen', ask: { on: true } })
    return made
  }

  const ask = <Q extends Question>(question: Q, about: Questions[Q]['ask']): Promise<Questions[Q]['answer']> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(new WireError('worker-lost', false))
      const to = port ?? begin()
      const id = next++
      const timer = time.after(STUCK_MS, () => to.kill())
      waiting.set(id, { resolve: resolve as (value: never) => void, reject, timer })
      to.post({ id, question, ask: about } as never)
    })

  return {
    ask,
    /** Who this desktop is; kept for every worker that follows. */
    identify: (who: Identity): Promise<null> => {
      identity = who
      return ask('identify', who)
    },
    /** The counter a restarted worker goes on from. */
    noteCounter: (counter: number): void => void (identity = identity && { ...identity, counter }),
    listen: (on: boolean): void => {
      listening = on
      if (port && identity) void ask('listen', { on }).catch(() => undefined)
    },
    stop: (): void => {
      stopped = true
      restart?.cancel()
      const was = port
      if (was) {
        was.kill()
        lost(was)
      }
    },
  }
}
