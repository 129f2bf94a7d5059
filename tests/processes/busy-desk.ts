// The program that is killed: a desktop without a window, over its real store, with the sync engine and its worker
// process, working with hardly a pause. It says on its output what it is about to write and what was committed, one line of
// JSON each, written before the next statement runs: whoever reads knows what was acknowledged, whatever becomes of it.
import { writeSync } from 'node:fs'
import { type Random, seeded } from '../../src/main/demo/random.ts'
import { forkedPort, type FromWorker, type Port, type ToWorker } from '../../src/main/sync/port.ts'
import { carryOut, FLOOR, person, step } from '../simulation/shop-floor.ts'
import { type Desktop, desktop } from '../support/desktop.ts'
import { done, nextDeed } from './counter.ts'
import { arrival } from './arrival.ts'
import { archive } from './paper.ts'

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
  /** Everything was said and heard since it was told to rest for the n-th time. */
  | ['quiet', number]
  /** A paper of its own and its digest; then, asked for another's, whether its bytes came. */
  | ['archived', string]
  | ['fetched', string, boolean]

/** What it is told. */
export type Told = 'work' | 'end' | { rest: number } | { archive: number } | { fetch: string }

/**
 * `counter`: documents nobody else touches. `day`: those, and everybody at the same few cars and customers, selling,
 * delivering, cancelling, erasing; papers are printed, and sold cars followed by new ones.
 */
export type Work = 'counter' | 'day'

const [folder = '', worker = '', seed = '1', pause = '6', work = 'counter'] = process.argv.slice(2)
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
/** `rest`: the number of the last order to rest, 0 while it works. */
const asked = { rest: 0, end: false }
process.on('message', (told: Told) => {
  if (told === 'work') asked.rest = 0
  else if (told === 'end') asked.end = true
  else if ('rest' in told) asked.rest = told.rest
  else if ('archive' in told) archived(told.archive)
  else
    void engine.fetch(told.fetch).then(
      (came) => say('fetched', told.fetch, came),
      () => say('fetched', told.fetch, false),
    )
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

/** Does something, and says what was committed by it; false when the business said no. */
function committed(what: string, deed: () => unknown): boolean {
  const last = (): number => st.one<{ n: number | null }>('SELECT max(n) AS n FROM _sync_changesets WHERE seq IS NOT NULL')?.n ?? 0
  const before = last()
  say('writing', what)
  deed()
  const lines = st.all<{ id: string; payload_digest: string }>(
    'SELECT id, payload_digest FROM _sync_changesets WHERE seq IS NOT NULL AND n > ? ORDER BY n',
    before,
  )
  for (const line of lines) say('wrote', line.id, line.payload_digest)
  if (lines.length === 0) say('refused')
  return lines.length > 0
}
function archived(bytes: number): void {
  let sha256: string | null = null
  committed('documents.archive', () => (sha256 = archive(desk, random, bytes)))
  if (sha256) say('archived', sha256)
}
const deeds: Record<Work, (desk: Desktop, random: Random) => void> = {
  counter: () => {
    const deed = nextDeed(desk, random)
    if (deed) committed(deed.command, () => done(deed))
  },
  day: () => {
    const what = random.weighted([
      ['counter', 40],
      ['floor', 56],
      ['paper', 3],
      ['arrival', 1],
    ] as const)
    if (what === 'counter') deeds.counter(desk, random)
    else if (what === 'floor')
      committed('floor', () => step({ session, files: desk.files, did: () => undefined, fetch: () => undefined }, random, FLOOR))
    else if (what === 'paper') archived(random.int(2_000, 200_000))
    else committed('vehicles.arrive', () => carryOut(session, person(session, '销售经理'), 'vehicles.arrive', arrival(random)))
  },
}
// At rest: say everything to headquarters, hear everything; and at the end leave as a program that is closed does.
const settled = (): boolean => session.pendingCount() === 0 && engine.status().mode === 'online' && engine.status().behind === 0
let said = 0
while (!asked.end || !settled()) {
  if (asked.rest === 0 && !asked.end) {
    deeds[work as Work](desk, random)
    await new Promise((next) => setTimeout(next, random.int(0, Number(pause))))
    continue
  }
  const { rest } = asked
  // What others said last may not have been announced here yet: it is asked for.
  if (said !== rest) await engine.now()
  if (said !== rest && settled()) say('quiet', (said = rest))
  await new Promise((next) => setTimeout(next, 100))
}
clearInterval(watch)
await desk.leave()
process.exit(0)
