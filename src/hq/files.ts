// Photos, scans and papers by content address: taken and given only while a row of table `files` with that digest lies
// in the device's reach; checked against the digest before anyone can read them.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FileAnswer } from '../shared/sync/protocol.ts'
import { breather } from './queue.ts'
import { HqRefusal } from './refusal.ts'
import type { FileStore, Reach, Store } from './store/store.ts'

const MAX_FILE = 64 * 1024 * 1024
const wholeNumber = (text: unknown): number => (typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN)

/** @throws HqRefusal unknown-file, bad-request, too-large, wrong-offset, hash-mismatch (the bytes are thrown away). */
export async function takeFile(
  store: Store,
  reaches: readonly Reach[],
  sha256: string,
  query: Readonly<Record<string, unknown>>,
  bytes: Uint8Array,
  now: number,
): Promise<FileAnswer> {
  await mustReach(store, reaches, sha256)
  const [offset, size] = [wholeNumber(query['offset']), wholeNumber(query['size'])]
  if (Number.isNaN(offset) || Number.isNaN(size) || size < 1) throw new HqRefusal('bad-request')
  if (size > MAX_FILE) throw new HqRefusal('too-large')
  if (offset + bytes.length > size) throw new HqRefusal('bad-request')
  const earlier = await store.files.progress(sha256)
  if (earlier?.complete) return { received: earlier.size, complete: true }
  if (earlier && earlier.size !== size) await store.files.drop(sha256)
  const received = await store.files.append(sha256, size, offset, bytes, now)
  if (received !== offset + bytes.length) throw new HqRefusal('wrong-offset', { received })
  if (received < size) return { received, complete: false }
  if ((await digestOf(store.files, sha256)) !== sha256) {
    await store.files.drop(sha256)
    throw new HqRefusal('hash-mismatch')
  }
  await store.files.complete(sha256)
  return { received, complete: true }
}

export type Sent = { body: Readable; from: number; size: number }

/** The bytes from `Range: bytes=n-` on. @throws HqRefusal unknown-file (also when only a part has arrived), bad-request. */
export async function giveFile(store: Store, reach: Reach, sha256: string, range: string | undefined): Promise<Sent> {
  await mustReach(store, [reach], sha256)
  const progress = await store.files.progress(sha256)
  if (!progress?.complete) throw new HqRefusal('unknown-file')
  const asked = range === undefined ? ['', '0'] : /^bytes=(\d{1,12})-$/.exec(range)
  const from = Number(asked?.[1] ?? Number.NaN)
  if (Number.isNaN(from) || from > progress.size) throw new HqRefusal('bad-request')
  return { body: Readable.from(pieces(store.files, sha256, from)), from, size: progress.size }
}

/** Some row in one of the reaches must name the file. */
async function mustReach(store: Store, reaches: readonly Reach[], sha256: string): Promise<void> {
  if (/^[0-9a-f]{64}$/.test(sha256)) for (const reach of reaches) if (await store.fileInReach(reach, sha256)) return
  throw new HqRefusal('unknown-file')
}

async function* pieces(files: FileStore, sha256: string, from: number): AsyncGenerator<Uint8Array> {
  let at = from
  for (let piece = await files.read(sha256, at); piece; piece = await files.read(sha256, at)) {
    yield piece
    at += piece.length
  }
}

async function digestOf(files: FileStore, sha256: string): Promise<string> {
  const pause = breather()
  const hash = createHash('sha256')
  for await (const piece of pieces(files, sha256, 0)) {
    hash.update(piece)
    await pause()
  }
  return hash.digest('hex')
}
