// What the sync worker answers: it talks to HQ, parses and checks whatever arrives, and hands main small pieces that are
// ready to be applied. It knows neither a process nor a database.
import { createHash } from 'node:crypto'
import type { ZodType } from 'zod'
import {
  type Entry,
  FileAnswer,
  PairAnswer,
  type Payload,
  RoundAnswer,
  type RoundRequest,
  routes,
  RowsAnswer,
  SnapshotChunk,
  SumsAnswer,
} from '../../shared/sync/protocol.ts'
import type { listen, Live } from './live.ts'
import type { FromWorker, Identity, Question, Questions, ToWorker } from './port.ts'
import type { Wire } from './wire.ts'
import { WireError } from './wire-error.ts'

/** Changes per part: about what main applies between two key presses. */
const PART = 400

export type AnswersOptions = {
  post(message: FromWorker): void
  connect(to: { url: string; fingerprints: readonly string[] }, identity: Identity | null): Wire
  listen: typeof listen
  clock: { now(): number; elapsed(): number }
}

/** Takes questions; the answers go to `post`, whatever becomes of them. */
export function createAnswers({ post, connect, listen, clock }: AnswersOptions): (message: ToWorker) => void {
  let wire: Wire | null = null
  let live: Live | null = null
  /** Parts of answers that were not fetched yet. */
  const parts = new Map<string, Entry[]>()
  let answered = 0
  const hq = (): Wire => {
    if (!wire) throw new WireError('unknown-device', false)
    return wire
  }
  const answers: { [Q in Question]: (ask: Questions[Q]['ask']) => Promise<Questions[Q]['answer']> } = {
    identify: async (identity) => {
      live?.stop()
      live = null
      wire?.close()
      wire = connect(identity, identity)
      return null
    },
    pair: async ({ url, fingerprint, body }) => {
      const once = connect({ url, fingerprints: [fingerprint] }, null)
      try {
        return understood(PairAnswer, await once.json({ method: 'POST', path: routes.pair, json: body }))
      } finally {
        once.close()
      }
    },
    round: async (request) => {
      const askedAt = clock.elapsed()
      const answer = understood(RoundAnswer, await hq().json({ method: 'POST', path: routes.round, json: request }))
      const { entries, ...head } = answer
      restore(entries, request)
      let last = request.position.number
      for (const entry of entries) {
        if (entry.number <= last) throw new WireError('garbled', true, { words: 'the feed goes back' })
        last = entry.number
      }
      if (last > answer.position.number) throw new WireError('garbled', true, { words: 'entries beyond the position' })
      if (answer.more && answer.position.number <= request.position.number)
        throw new WireError('garbled', true, { words: 'more, and nothing new' })
      // The answer before the last was taken in, or given up.
      for (const key of parts.keys()) if (Number.parseInt(key, 10) < answered) parts.delete(key)
      answered += 1
      const made = inParts(entries)
      made.forEach((part, index) => parts.set(`${answered}/${index}`, part))
      return {
        ...head,
        answer: answered,
        parts: made.length,
        heardAt: clock.now(),
        tripMs: Math.round(clock.elapsed() - askedAt),
        counter: hq().counter(),
      }
    },
    part: async ({ answer, index }) => {
      const key = `${answer}/${index}`
      const part = parts.get(key)
      if (!part) throw new WireError('internal', true, { words: 'a part that is not there' })
      parts.delete(key)
      return JSON.stringify(part)
    },
    snapshot: async ({ after, bytes }) => {
      const said = (await hq().json({
        method: 'GET',
        path: `${routes.snapshot}?${asked({ ...(after === null ? {} : { after }), bytes })}`,
      })) as { rows?: unknown }
      const chunk = understood(SnapshotChunk, said)
      if (createHash('sha256').update(JSON.stringify(said.rows)).digest('hex') !== chunk.digest)
        throw new WireError('garbled', true, { words: 'digest of a snapshot chunk' })
      return chunk
    },
    sums: async (position) => understood(SumsAnswer, await hq().json({ method: 'GET', path: `${routes.sums}?${asked(position)}` })).sums,
    rows: async ({ buckets, ...rest }) =>
      understood(RowsAnswer, await hq().json({ method: 'GET', path: `${routes.rows}?${asked({ ...rest, buckets: buckets.join('.') })}` })),
    sendFile: async ({ sha256, size, offset, bytes }) =>
      understood(FileAnswer, await hq().json({ method: 'PUT', path: `${routes.file}${sha256}?offset=${offset}&size=${size}`, bytes })),
    fetchFile: async ({ sha256, offset, length }) => {
      const answer = await hq().ask({
        method: 'GET',
        path: `${routes.file}${sha256}`,
        headers: { range: `bytes=${offset}-`, 'accept-encoding': 'identity' },
      })
      const size = Number(/\/(\d+)$/.exec(answer.headers['content-range'] ?? '')?.[1])
      if (!Number.isSafeInteger(size)) throw new WireError('garbled', true, { words: 'content-range' })
      const bytes = await hq().beginning(answer, length)
      return { bytes, size }
    },
    listen: async ({ on }) => {
      if (!on) live?.stop()
      if (!on) live = null
      else if (live) live.tryNow()
      else
        live = listen({
          open: () =>
            hq().ask({ method: 'GET', path: routes.live, headers: { accept: 'text/event-stream', 'accept-encoding': 'identity' } }),
          news: (head, asks) => post({ kind: 'news', head, asks }),
          state: (up) => post({ kind: 'live', on: up }),
        })
      return null
    },
  }

  return (message) => {
    const answer = answers[message.question] as (ask: unknown) => Promise<unknown>
    answer(message.ask).then(
      (value) => post({ kind: 'answer', id: message.id, value }),
      (error: unknown) => {
        const wired = error instanceof WireError ? error : new WireError('internal', false, { words: String(error) })
        post({ kind: 'failure', id: message.id, code: wired.code, sent: wired.sent, detail: wired.detail })
      },
    )
  }
}

/** @throws WireError('garbled') when HQ says something else than it should. */
function understood<T>(schema: ZodType<T>, said: unknown): T {
  const parsed = schema.safeParse(said)
  if (!parsed.success)
    throw new WireError('garbled', true, {
      words: parsed.error.issues
        .slice(0, 3)
        .map((i) => `${i.path.join('.')} ${i.message}`)
        .join('; '),
    })
  return parsed.data
}

/** Puts back what HQ left out because this request brought it. */
function restore(entries: readonly Entry[], request: RoundRequest): void {
  const sent = new Map(request.changesets.map((c) => [c.id, c.payload]))
  for (const entry of entries) {
    if (!entry.asSent) continue
    const payload = sent.get(entry.changeset)
    if (payload === undefined) throw new WireError('garbled', true, { words: 'an entry without its changes' })
    entry.changes = (JSON.parse(payload) as Payload).changes
    delete entry.asSent
  }
}

const asked = (about: Readonly<Record<string, string | number>>): URLSearchParams =>
  new URLSearchParams(Object.entries(about).map(([name, value]) => [name, String(value)]))

/** Whole entries, so that no changeset is ever applied in halves. */
function inParts(entries: readonly Entry[]): Entry[][] {
  const made: Entry[][] = []
  let part: Entry[] = []
  let changes = 0
  for (const entry of entries) {
    part.push(entry)
    changes += entry.changes.length + 1
    if (changes < PART) continue
    made.push(part)
    part = []
    changes = 0
  }
  if (part.length > 0) made.push(part)
  return made
}
