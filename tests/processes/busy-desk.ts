// The program that is killed: a desktop without a window, over its real store, with the sync engine and its worker
// process, working with hardly a pause. It says on its output what it is about to write and what was committed, one line of
// JSON each, written before the next statement runs: whoever reads knows what was acknowledged, whatever becomes of it.
import { writeSync } from 'node:fs'
import { seeded } from '../../src/main/demo/random.ts'
import { forkedPort, type FromWorker, type Port, type ToWorker } from '../../src/main/sync/port.ts'
import { desktop } from '../support/desktop.ts'
import { done, nextDeed } from './counter.ts'

/** What it says. `writing` and `taking` are answered by the line after, unless the kill came between. */
export type Said =
  | ['open']
  | ['writing', string]
  | ['wrote', string, string]
  | ['refused']
  | ['taking']
  | ['took', (readonly [string, string])[]]
  /** A round with so many changesets left for the worker; then what came back. */
  | ['asked', number]
  | ['answered']
  | ['failed', string]
  | ['worker', number]
  | ['mode', string]
  | ['quiet']

const [folder = '', worker = '', seed = '1', pause = '6'] = process.argv.slice(2)
/** Returns when the line has left this process; a reader that is behind is waited for. */
function say(...said: Said): void {
  let rest = Buffer.from(`${JSON.stringify(said)}\n`)
  while (rest.length > 0)
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
}

/** Listens in on the pipe to the worker. */
function overheard(port: Port & { pid: number | undefined }): Port {
  let round = 0
  say('worker', port.pid ?? 0)
  return {
    ...port,
    post: (message: ToWorker) => {
      if (message.question === 'round' && message.ask.changesets.length > 0) {
        round = message.id
        say('asked', message.ask.changesets.length)
      }
      port.post(message)
    },
    hear: (listener) =>
      port.hear((message: FromWorker) => {
        if ((message.kind === 'answer' || message.kind === 'failure') && message.id === round && round > 0) {
          round = 0
          if (message.kind === 'answer') say('answered')
          else say('failed', message.code)
        }
        listener(message)
      }),
    gone: (listener) =>
      port.gone(() => {
        if (round > 0) say('failed', 'worker-lost')
        round = 0
        listener()
      }),
  }
}

const desk = desktop('desk', { folder, spawn: () => overheard(forkedPort(worker)) })
const { session, st, engine } = desk
const receive = session.receive
session.receive = (batch) => {
  say('taking')
  receive(batch)
  say(
    'took',
    batch.rulings.map((r) => [r.changeset, r.outcome] as const),
  )
}
const random = seeded(Number(seed))
const asked = { rest: false, end: false }
process.on('message', (word) => {
  asked.rest = true
  asked.end ||= word === 'end'
})
say('open')
engine.start()

let mode = ''
const watch = setInterval(() => {
  const now = engine.status()
  const next = now.problem && now.mode === 'problem' ? `problem ${now.problem}` : now.mode
  if (next !== mode) say('mode', (mode = next))
  for (const trouble of desk.troubles.splice(0)) writeSync(2, `${JSON.stringify(trouble)}\n`)
}, 5)

while (!asked.rest) {
  const deed = nextDeed(desk, random)
  if (deed) {
    say('writing', deed.command)
    if (done(deed)) {
      const line = st.one<{ id: string; payload_digest: string }>(
        'SELECT id, payload_digest FROM _sync_changesets WHERE seq IS NOT NULL ORDER BY n DESC LIMIT 1',
      )
      say('wrote', line?.id ?? '', line?.payload_digest ?? '')
    } else say('refused')
  }
  await new Promise((next) => setTimeout(next, random.int(0, Number(pause))))
}
// Rest: say everything to headquarters, hear everything, and leave as a program that is closed does.
const settled = (): boolean => session.pendingCount() === 0 && engine.status().mode === 'online' && engine.status().behind === 0
while (!settled() || !asked.end) {
  if (settled()) say('quiet')
  await new Promise((next) => setTimeout(next, 100))
}
clearInterval(watch)
await desk.leave()
process.exit(0)
