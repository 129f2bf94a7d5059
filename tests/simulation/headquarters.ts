// The machine headquarters runs on: the real HQ over its real SQLite store in a folder, without sockets. It dies and comes
// back; whoever asks meanwhile hears nothing.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { openHq, type Hq } from '../../src/hq/hq.ts'
import type { Database } from '../../src/hq/store/open.ts'
import { statementsOf, type Statements } from '../../src/hq/store/statements.ts'
import type { Reach } from '../../src/hq/store/store.ts'
import { breatherBy } from '../../src/hq/queue.ts'
import { giveFile, type Sent, takeFile } from '../../src/hq/files.ts'
import { sitesOf } from '../../src/hq/moved.ts'
import { HqRefusal } from '../../src/hq/refusal.ts'
import { createRounds, type Rounds } from '../../src/hq/round.ts'
import { snapshotChunk } from '../../src/hq/snapshot.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { PairRequest, routes } from '../../src/shared/sync/protocol.ts'
import { createFuse, diskOf, fragile, PowerCut, putDisk, waitsForDisk, type Disk, type Fuse, type How } from './driver.ts'
import { sealOf } from './line.ts'
import type { Scheduler } from './scheduler.ts'

/** What travels to HQ and back, as bytes would. */
export type Asked = { method: string; path: string; headers: Record<string, string>; body: Uint8Array | null }
export type Answered = { status: number; text: string; headers?: Record<string, string>; bytes?: Uint8Array }
export type Headquarters = Awaited<ReturnType<typeof openHeadquarters>>

/** Bytes of a piece of a snapshot: so few that a day's rows are several. */
const PIECE = 20_000
/** S-FEED-6: about 1 MB of entries, and what belongs to them. */
const LONGEST_ANSWER = 1_500_000
const FILES = ['hq.db', 'files.db'] as const
/** Bytes of a file from an offset on. */
class Given {
  readonly headers: Record<string, string>
  readonly bytes: Uint8Array
  constructor(headers: Record<string, string>, bytes: Uint8Array) {
    this.headers = headers
    this.bytes = bytes
  }
}
const given = async ({ body, from, size }: Sent): Promise<Given> => {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part as Uint8Array)
  return new Given({ 'content-range': `bytes ${from}-${size - 1}/${size}` }, Buffer.concat(parts))
}
type Life = { hq: Hq; rounds: Rounds; past: Statements; fuse: Fuse; disks: Map<string, Disk> | null }

export async function openHeadquarters(folder: string, scheduler: Scheduler, random: Random) {
  mkdirSync(folder, { recursive: true })
  /** Errors it wrote to its log: none is expected. */
  const said: string[] = []
  const clock = { off: 0 }
  let life: Life | null = null
  let ending = false
  let head = 0
  /** The newest entry by the site it concerns, '' for everyone. */
  const heads = new Map<string, number>()
  const heard = new Set<() => void>()
  const cuts = new Set<(how: How) => void>()

  const start = async (): Promise<void> => {
    const opened: Database[] = []
    let disks: Map<string, Disk> | null = null
    const fuse = createFuse((how) => {
      disks = new Map(FILES.map((name, i) => [name, diskOf(join(folder, name), waits[i] ?? true)]))
      if (life) life.disks = disks
      for (const listener of cuts) listener(how)
    })
    const store = openSqliteStore(folder, (db) => {
      opened.push(db)
      // The directory is locked: no lock of the system is asked for at each read.
      db.pragma('locking_mode = EXCLUSIVE')
      return fragile(db, fuse)
    })
    const waits = opened.map(waitsForDisk)
    const hq = await openHq({
      store,
      log: pino({ level: 'error' }, { write: (line: string) => void said.push(line) }),
      now: () => scheduler.now() + clock.off,
      draw: random.bytes,
      // Work takes as long as chance says: that is when others get their turn.
      proves: (text, key, signature) => signature.toString('base64') === sealOf(text, key),
      breather: () => breatherBy(() => (elapsed += random.int(0, 8))),
    })
    await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64) })
    life = { hq, rounds: createRounds(hq), past: statementsOf(opened[0] as Database), fuse, disks }
    lookAhead()
  }
  let elapsed = 0
  const lookAhead = (): void => {
    if (!life || life.fuse.blown) return
    const { past } = life
    const now = past.one<{ number: number }>('SELECT number FROM feed_head')?.number ?? 0
    if (now === head) return
    for (const { site, number } of past.all<{ site: string; number: number }>(
      'SELECT site, max(number) AS number FROM feed_parts WHERE number > ? GROUP BY site',
      head,
    ))
      heads.set(site, number)
    head = now
  }

  const carryOut = async ({ hq, rounds }: Life, { method, path, headers, body }: Asked): Promise<unknown> => {
    const { pathname, searchParams: query } = new URL(path, 'https://hq')
    const json = (): unknown => JSON.parse(Buffer.from(body ?? new Uint8Array()).toString())
    if (path === routes.pair) {
      const parsed = PairRequest.safeParse(json())
      if (!parsed.success) throw new HqRefusal('bad-request')
      return hq.pairing.pair(parsed.data)
    }
    const device = await hq.auth.signed({ method, path, headers, body })
    if (path === routes.round) return rounds(device, json())
    if (device.revokedAt !== null) throw new HqRefusal('revoked')
    if (pathname === routes.snapshot) return snapshotChunk(hq.store, device, query.get('after'), PIECE)
    if (!pathname.startsWith(routes.file)) throw new HqRefusal('unknown-route')
    const sha256 = pathname.slice(routes.file.length)
    if (method === 'PUT') return takeFile(hq.store, sitesOf(device), sha256, Object.fromEntries(query), body ?? new Uint8Array(), hq.now())
    return given(await giveFile(hq.store, device, sha256, headers['range']))
  }

  const answer = async (request: Asked): Promise<Answered | null> => {
    const mine = life
    if (!mine || ending || mine.fuse.blown) return null
    try {
      const made = await carryOut(mine, request)
      if (made instanceof Given) return mine.fuse.blown ? null : { status: 200, text: '', headers: made.headers, bytes: made.bytes }
      const text = JSON.stringify(made)
      if (text.length > LONGEST_ANSWER) said.push(`an answer of ${text.length} characters`)
      return mine.fuse.blown ? null : { status: 200, text }
    } catch (error) {
      if (mine.fuse.blown || mine !== life) return null
      if (error instanceof HqRefusal) return { status: error.statusCode, text: JSON.stringify(error.failure) }
      said.push(String((error as Error).stack ?? error))
      return { status: 500, text: JSON.stringify({ error: 'internal' }) }
    } finally {
      lookAhead()
      for (const listener of heard) listener()
    }
  }

  await start()
  const hq = {
    folder,
    said,
    clock,
    up: (): boolean => life !== null && !ending && !life.fuse.blown,
    fuse: (): Fuse | null => life?.fuse ?? null,
    /** The last position it gave, as far as anybody outside noticed. */
    head: (): number => head,
    /** The newest position that says something to a device of this reach: what the live channel tells it. */
    headFor: ({ reach, site }: Reach): number => (reach === 'group' ? head : Math.max(heads.get('') ?? 0, heads.get(site) ?? 0)),
    /** The person at HQ, who does not use the network. @throws when it is down. */
    office: (): Hq => {
      if (!life) throw new PowerCut()
      return life.hq
    },
    /** A look past the store, which costs it no call. Null while it is down. */
    past: (): Statements | null => (life && !life.fuse.blown ? life.past : null),
    /** Answers, or null when it died meanwhile or was dead. */
    answer: (request: Asked): Promise<Answered | null> => scheduler.during(answer(request)),
    /** Called whenever a request was carried out. */
    onAnswered: (listener: () => void): void => void heard.add(listener),
    /** Called when its power goes. */
    onCut: (listener: (how: How) => void): void => void cuts.add(listener),
    /** Ends in good order. */
    stop: async (): Promise<void> => {
      ending = true
      try {
        await life?.hq.close()
        life = null
      } finally {
        // A cut in the middle leaves it dark: it comes back as after any other.
        ending = false
      }
    },
    start,
    /** Comes back after a power cut with the disk as it was then. */
    recover: async (): Promise<void> => {
      const was = life
      life = null
      await was?.hq.close().catch(() => undefined)
      for (const [name, disk] of was?.disks ?? []) putDisk(join(folder, name), disk)
      await start()
    },
  }
  return hq
}
