// Photos, signatures, scans and printed papers: kept by content in the profile, each encrypted under a key derived from
// the data key. What a file is and who may see it, rows say; this store only knows bytes.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { giveName, sync } from './whole.ts'

const MAGIC = Buffer.from('FCF1')
export type FileStore = {
  /** Keeps bytes; the same bytes twice are one file. On disk before it returns. */
  put(bytes: Uint8Array): { sha256: string; size: number }
  /** Keeps a stream without holding it whole in memory; one that turns out not to be `expected` is thrown away. */
  take(stream: AsyncIterable<Uint8Array>, expected?: string): Promise<{ sha256: string; size: number }>
  /** The bytes; null when they are not here (yet). @throws when the file is damaged. */
  get(sha256: string): Uint8Array | null
  has(sha256: string): boolean
  remove(sha256: string): void
  /** Removes every file but these. */
  keepOnly(kept: readonly string[]): void
}

/** Removes what a kill left half written; call it while nobody writes there. */
export function forgetDrafts(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name), { force: true })
}

/** `key` is the data key (64 hex digits). The disk shows neither contents nor their hashes: names are keyed too. */
export function openFiles(folder: string, key: string): FileStore {
  const derived = (what: string): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), Buffer.alloc(0), what, 32))
  const [lock, names] = [derived('forecourt files'), derived('forecourt file names')]
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('a content address is 64 hex digits')
    return join(folder, createHmac('sha256', names).update(sha256).digest('hex'))
  }
  const begin = () => {
    const made = mkdirSync(folder, { recursive: true })
    if (made !== undefined) sync(dirname(made))
    const nonce = randomBytes(12)
    const draft = join(folder, `${randomBytes(8).toString('hex')}.part`)
    const fd = openSync(draft, 'wx', 0o600)
    const cipher = createCipheriv('aes-256-gcm', lock, nonce)
    const hash = createHash('sha256')
    let size = 0
    writeSync(fd, Buffer.concat([MAGIC, nonce]))
    return {
      add: (part: Uint8Array): void => {
        hash.update(part)
        size += part.length
        writeSync(fd, cipher.update(part))
      },
      finish: (expected?: string): { sha256: string; size: number } => {
        cipher.final()
        writeSync(fd, cipher.getAuthTag())
        fsyncSync(fd)
        closeSync(fd)
        const sha256 = hash.digest('hex')
        if (expected === undefined || expected === sha256) giveName(draft, pathOf(sha256))
        else rmSync(draft)
        return { sha256, size }
      },
      abandon: (): void => {
        closeSync(fd)
        rmSync(draft, { force: true })
      },
    }
  }
  return {
    put: (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (existsSync(pathOf(sha256))) return { sha256, size: bytes.length }
      const writing = begin()
      try {
        writing.add(bytes)
      } catch (error) {
        writing.abandon()
        throw error
      }
      return writing.finish()
    },
    take: async (stream, expected) => {
      const writing = begin()
      try {
        for await (const part of stream) writing.add(part)
      } catch (error) {
        writing.abandon()
        throw error
      }
      return writing.finish(expected)
    },
    get: (sha256) => {
      const path = pathOf(sha256)
      if (!existsSync(path)) return null
      const whole = readFileSync(path)
      if (!whole.subarray(0, 4).equals(MAGIC)) throw new Error(`file ${sha256.slice(0, 8)} is damaged`)
      const decipher = createDecipheriv('aes-256-gcm', lock, whole.subarray(4, 16)).setAuthTag(whole.subarray(-16))
      const plain = Buffer.concat([decipher.update(whole.subarray(16, -16)), decipher.final()])
      if (createHash('sha256').update(plain).digest('hex') !== sha256)
        throw new Error(`file ${sha256.slice(0, 8)} is not what its name says`)
      return plain
    },
    has: (sha256) => existsSync(pathOf(sha256)),
    remove: (sha256) => rmSync(pathOf(sha256), { force: true }),
    keepOnly: (kept) => {
      const paths = new Set(kept.map(pathOf))
      if (!existsSync(folder)) return
      for (const name of readdirSync(folder)) if (!paths.has(join(folder, name))) rmSync(join(folder, name), { force: true })
    },
  }
}
