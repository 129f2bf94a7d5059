// A snapshot comes in checked pieces, each written together with the place to go on from, so that a kill or a cut line costs
// one piece. A fresh desktop downloads its site so: nobody is let in before the last one is there.
import { Refusal } from '../../shared/errors.ts'
import { type Position, type SnapshotChunk, START } from '../../shared/sync/protocol.ts'
import { forgetConfirmed } from '../store/confirmed.ts'
import { applySnapshot } from '../store/inbox.ts'
import { getState, setState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'
import type { Link } from './link.ts'
import { createPortion, type Portion } from './portion.ts'
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
export const snapshotPiece = (): Portion => createPortion(PIECE.most, PIECE.least)

/** Where pieces go. */
export type Shelf = {
  /** Where to go on from; null when nothing is missing. */
  cursor(): { after: string | null } | null
  /** Writes a piece and where to go on from, in one transaction. */
  keep(chunk: SnapshotChunk): void
  /** HQ does not know the snapshot any more: what came of it goes, so that no row outlives its deletion. */
  startOver(): void
}
export type Fetching = { link: Link; shelf: Shelf; piece: Portion; wanted: () => boolean; time: Time }

/** Fetches what is missing while it is wanted, the next piece under way while one is written. @throws WireError; called again, it goes on. */
export async function fetchPieces({ link, shelf, piece, wanted, time }: Fetching): Promise<void> {
  let ahead: { after: string | null; chunk: Promise<SnapshotChunk> } | null = null
  const request = (after: string | null): Promise<SnapshotChunk> => link.ask('snapshot', { after, bytes: piece.size() })
  for (let cursor = shelf.cursor(); cursor && wanted(); cursor = shelf.cursor()) {
    const { after } = cursor
    const from = time.elapsed()
    try {
      const chunk: SnapshotChunk = await (ahead?.after === after ? ahead.chunk : request(after))
      ahead = null
      piece.took(time.elapsed() - from)
      if (chunk.next !== null && wanted()) {
        ahead = { after: chunk.next, chunk: request(chunk.next) }
        ahead.chunk.catch(() => undefined)
      }
      shelf.keep(chunk)
    } catch (error) {
      if (error instanceof WireError) {
        if (error.code === 'position-unknown' || (error.code === 'bad-request' && after !== null)) shelf.startOver()
        if (error.brokeOff) piece.broke()
      }
      throw error
    }
  }
}

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
  let over = false
  const shelf: Shelf = {
    cursor: () => {
      const cursor = unfinished(session.st)
      if (cursor && !signal.aborted) progress(cursor.done, cursor.total, 'snapshot')
      return cursor
    },
    keep: (chunk) => {
      const cursor = unfinished(session.st)
      if (!cursor) return
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
    },
    startOver: () => {
      over = true
      session.keep([], (st) => {
        forgetConfirmed(st)
        setState(st, 'position', JSON.stringify(START))
        markUnfinished(st)
      })
    },
  }
  const piece = snapshotPiece()
  while (unfinished(session.st)) {
    if (signal.aborted) throw new Refusal('cancelled')
    over = false
    try {
      await fetchPieces({ link, shelf, piece, wanted: () => !signal.aborted, time })
    } catch (error) {
      const code = error instanceof WireError ? error.code : null
      const passes =
        code !== null && ['unreachable', 'timeout', 'worker-lost', 'busy', 'cannot-write', 'internal', 'garbled'].includes(code)
      if ((!over && !passes) || ++failures > TRIES) throw inWords(error)
      await wait(Math.min(4_000, 200 * 2 ** failures), signal, time)
    }
  }
  session.forgetChain()
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
