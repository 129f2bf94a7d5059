// Bytes of photos and papers, beside the rounds: own captures go to HQ as soon as it has their row, others come on
// demand. Resumable both ways; a file counts only when its digest is right.
import type { FileStore } from '../store/files.ts'
import { getState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'
import type { Link } from './link.ts'
import type { Portion } from './portion.ts'
import type { Time } from './time.ts'
import { WireError } from './wire-error.ts'

export type Files = Pick<FileStore, 'get' | 'take' | 'has'>
/** The most of a file that is asked for in one request. */
const FETCHED = 2 * 1024 * 1024

type Own = { sha256: string; size: number }
/** Own files whose bytes HQ does not have for certain. */
export const unsentFiles = (st: Pick<Statements, 'all' | 'one'>): Own[] =>
  st.all<Own>(
    `SELECT f.sha256, max(f.size) AS size FROM files f
     WHERE f.replica = ? AND f.sha256 IS NOT NULL AND f.size > 0 AND NOT EXISTS (SELECT 1 FROM _sync_files s WHERE s.sha256 = f.sha256)
     GROUP BY f.sha256 ORDER BY max(f.created_at) LIMIT 50`,
    getState(st, 'replica') ?? '',
  )

export type Sending = {
  link: Link
  session: Session
  files: Files
  /** Bytes of a piece: documents wait no longer than one takes. */
  piece: Portion
  time: Time
  wanted: () => boolean
}

/** Sends what HQ lacks while it is `wanted`. @throws WireError when the line breaks; the next call goes on where HQ says it is. */
export async function sendFiles(sending: Sending): Promise<void> {
  const { session, files, wanted } = sending
  for (const own of unsentFiles(session.st)) {
    if (!wanted()) return
    const { sha256 } = own
    // Of what is not here any more it is asked too: HQ may have it, from before this desktop was moved away and back.
    if (await sendFile(sending, own, readable(files, sha256)))
      session.keep(
        ['files'],
        (st) => void st.run('INSERT OR IGNORE INTO _sync_files (sha256, sent_at) VALUES (?, ?)', sha256, session.now()),
      )
  }
}

/** Sends own files until HQ has them all or refuses what is left. @throws WireError when the line breaks. */
export async function sendAllFiles(sending: Sending): Promise<void> {
  const { session, wanted } = sending
  const rest = (): string => JSON.stringify(unsentFiles(session.st))
  for (let before = ''; wanted() && rest() !== before;) {
    before = rest()
    await sendFiles(sending)
  }
}

/** Null for a file that is not here or no longer what its name says: whoever opens it hears of it, and the others go on. */
function readable(files: Files, sha256: string): Uint8Array | null {
  try {
    return files.get(sha256)
  } catch {
    return null
  }
}

async function sendFile(
  { link, piece: portion, time, wanted }: Sending,
  { sha256, size }: Own,
  bytes: Uint8Array | null,
): Promise<boolean> {
  // An empty piece at the start is the question how far HQ is.
  let offset = 0
  let piece: Uint8Array = new Uint8Array()
  for (let mistakes = 0; wanted();) {
    const from = time.elapsed()
    try {
      const answer = await link.ask('sendFile', { sha256, size, offset, bytes: piece })
      if (piece.length > 0) portion.took(time.elapsed() - from)
      if (answer.complete) return true
      if (!bytes) return false
      offset = answer.received
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      if (error.brokeOff) portion.broke()
      // The row is not there yet, or lies in quarantine: the next talk asks again.
      if (error.code === 'unknown-file' || error.code === 'too-large') return false
      if ((error.code !== 'wrong-offset' && error.code !== 'hash-mismatch') || ++mistakes > 3) throw error
      offset = error.code === 'wrong-offset' ? (error.detail.received ?? 0) : 0
    }
    piece = (bytes ?? piece).subarray(offset, offset + portion.size())
  }
  return false
}

/** Brings a file here. False while HQ does not have it whole. @throws WireError when HQ cannot be had. */
export async function fetchFile(link: Link, files: Files, sha256: string): Promise<boolean> {
  if (files.has(sha256)) return true
  try {
    return (await files.take(pieces(link, sha256), sha256)).sha256 === sha256
  } catch (error) {
    if (error instanceof WireError && error.code === 'unknown-file') return false
    throw error
  }
}

async function* pieces(link: Link, sha256: string): AsyncGenerator<Uint8Array> {
  for (let offset = 0, breaks = 0; ;) {
    try {
      const { bytes, size } = await link.ask('fetchFile', { sha256, offset, length: FETCHED })
      breaks = 0
      if (bytes.length > 0) yield bytes
      offset += bytes.length
      if (offset >= size) return
      if (bytes.length === 0) throw new WireError('garbled', true, { words: 'an empty piece' })
    } catch (error) {
      const broke = error instanceof WireError && ['unreachable', 'timeout', 'worker-lost'].includes(error.code)
      if (!broke || ++breaks > 3) throw error
    }
  }
}
