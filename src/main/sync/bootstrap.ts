// A fresh desktop downloads its site: a snapshot in checked pieces, each written together with the place to go on from,
// so that a kill or a cut line costs one piece. Nobody is let in before the last one is there.
import { Refusal } from '../../shared/errors.ts'
import { type Position, type SnapshotChunk, START } from '../../shared/sync/protocol.ts'
import { forgetConfirmed } from '../store/confirmed.ts'
import { applySnapshot } from '../store/inbox.ts'
import { getState, setState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'
import type { Link } from './link.ts'
import { createPortion } from './portion.ts'
import { realTime, type Time } from './time.ts'
import { inWords, WireError } from './wire-error.ts'

/** `total` 0 means unknown; `note` is a word the window translates. */
export type Progress = (done: number, total: number, note: 'pairing' | 'snapshot' | 'tail') => void
type Cursor = { after: string | null; position: Position | null; done: number; total: number }
const KEY = 'bootstrap'
/** How often a broken line is tried again before the person is asked. */
const TRIES = 8
/** Bytes of a piece; unpacked, so much less on the line. */
const PIECE = { most: 256_000, least: 8_000 }

export const markUnfinished = (st: Statements): void =>
  setState(st, KEY, JSON.stringify({ after: null, position: null, done: 0, total: 0 } satisfies Cursor))

/** How far the download is; null when this store is whole. */
export function unfinished(st: Pick<Statements, 'one'>): Cursor | null {
  const text = getState(st, KEY)
  return text === null ? null : (JSON.parse(text) as Cursor)
}

/** Downloads what is missing. @throws Refusal when HQ cannot be had or the person cancelled; called again, it goes on. */
export async function bootstrap(
  link: Link,
  session: Session,
  progress: Progress,
  signal: AbortSignal,
  time: Time = realTime,
): Promise<void> {
  let failures = 0
  const piece = createPortion(PIECE.most, PIECE.least)
  /** The piece that is under way while the one before it is written. */
  let ahead: { after: string | null; chunk: Promise<SnapshotChunk> } | null = null
  const request = (after: string | null): Promise<SnapshotChunk> => link.ask('snapshot', { after, bytes: piece.size() })
  const ask = (after: string | null): Promise<SnapshotChunk> => {
    const under = ahead?.after === after ? ahead.chunk : request(after)
    ahead = null
    return under
  }
  for (let cursor = unfinished(session.st); cursor; cursor = unfinished(session.st)) {
    if (signal.aborted) throw new Refusal('cancelled')
    progress(cursor.done, cursor.total, 'snapshot')
    const from = time.elapsed()
    try {
      const chunk = await ask(cursor.after)
      piece.took(time.elapsed() - from)
      if (chunk.next !== null) {
        ahead = { after: chunk.next, chunk: request(chunk.next) }
        ahead.chunk.catch(() => undefined)
      }
      const position = cursor.position ?? chunk.position
      const done = cursor.done + chunk.rows.length
      session.take((st) => {
        const touched = applySnapshot(st, chunk.rows, position.number)
        setState(st, KEY, JSON.stringify({ after: chunk.next, position, done, total: chunk.total } satisfies Cursor))
        if (chunk.next !== null) return touched
        // The last piece: from here on the feed is read, and this store is whole.
        setState(st, 'position', JSON.stringify(position))
        st.run('DELETE FROM _sync_state WHERE key = ?', KEY)
        return touched
      })
      failures = 0
      progress(done, Math.max(done, chunk.total), 'snapshot')
    } catch (error) {
      const code = error instanceof WireError ? error.code : null
      const passes =
        code !== null && ['unreachable', 'timeout', 'worker-lost', 'busy', 'cannot-write', 'internal', 'garbled'].includes(code)
      if (code === 'position-unknown' || (code === 'bad-request' && cursor.after !== null)) startOver(session)
      else if (!passes) throw inWords(error)
      if (error instanceof WireError && error.brokeOff) piece.broke()
      if (++failures > TRIES) throw inWords(error)
      await wait(Math.min(4_000, 200 * 2 ** failures), signal, time)
    }
  }
  session.forgetChain()
}

/** HQ does not know the snapshot any more: what came of it goes, so that no row outlives its deletion. */
function startOver(session: Session): void {
  session.keep([], (st) => {
    forgetConfirmed(st)
    setState(st, 'position', JSON.stringify(START))
    markUnfinished(st)
  })
}

const wait = (ms: number, signal: AbortSignal, time: Time): Promise<void> =>
  new Promise((resolve) => {
    const timer = time.after(ms, resolve)
    signal.addEventListener(
      'abort',
      () => {
        timer.cancel()
        resolve()
      },
      { once: true },
    )
  })
