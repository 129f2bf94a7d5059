// One desktop: a file, and while its power is on the real store, the real engine and the real answers of its worker. It
// dies, comes back with the disk as it was, loses that disk, and its clock says what it likes.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Random } from '../../src/main/demo/random.ts'
import { derives } from '../../src/main/modules/derives.ts'
import { readDesk, type Desk } from '../../src/main/store/desk.ts'
import { anyDue, workAllOff } from '../../src/main/store/due.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase, type Database } from '../../src/main/store/open.ts'
import { type FileStore, forgetDrafts, openFiles } from '../../src/main/store/files.ts'
import { keepForgetting } from '../../src/main/store/forgotten.ts'
import { getState, readChain, setState } from '../../src/main/store/outbox.ts'
import { createSession, type Session } from '../../src/main/store/session.ts'
import { statementsOf, type Statements } from '../../src/main/store/statements.ts'
import { createAnswers } from '../../src/main/sync/answers.ts'
import { createEngine, type Engine } from '../../src/main/sync/engine.ts'
import { unsentFiles } from '../../src/main/sync/files.ts'
import { carryOver, type Moved } from '../../src/main/sync/moving.ts'
import type { FromWorker, Port, ToWorker } from '../../src/main/sync/port.ts'
import type { Time } from '../../src/main/sync/time.ts'
import '../../src/shared/tables.ts'
import { createFuse, diskOf, fragile, putDisk, unlessDark, waitsForDisk, type Disk, type Fuse, type How } from './driver.ts'
import type { Headquarters } from './headquarters.ts'
import { wireOver, type Line } from './line.ts'
import type { Scheduler } from './scheduler.ts'

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)
let empty: Buffer | null = null
/** An empty store, climbed once in a process and copied from then on. */
function emptyStore(file: string): void {
  if (!empty) {
    const raw = openDatabase({ file, key: null })
    migrate(raw, migrations)
    raw.close()
    empty = readFileSync(file)
  }
  writeFileSync(file, empty)
}

export type Life = {
  session: Session
  engine: Engine
  files: FileStore
  raw: Database
  /** A look past the store, which costs it no call. */
  past: Statements
  fuse: Fuse
  disk: Disk | null
  killWorker(): void
}
export type Desktop = ReturnType<typeof createDesktop>
export type DesktopOptions = {
  name: string
  file: string
  hq: Headquarters
  line: Line
  scheduler: Scheduler
  random: Random
  onCut(how: How): void
  /** Headquarters moved it to another site, and has all it said up to this changeset. */
  onMoved(to: Moved, said: number): void
}

/** Rows from elsewhere can be found so much later. */
const FOLLOWS_MS = 60
/** A device key of a seed: the 32 bytes behind the fixed head of an Ed25519 PKCS8. */
const deviceKey = (random: Random): string =>
  Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), random.bytes(32)]).toString('base64')

/** The data key of every profile; databases go without, files cannot. */
const FILES_KEY = '5'.repeat(64)

export function createDesktop({ name, file, hq, line, scheduler, random, onCut, onMoved }: DesktopOptions) {
  const drawer = `${file}.files`
  const clock = { off: 0, frozen: null as number | null }
  const now = (): number => clock.frozen ?? Math.max(0, scheduler.now() + clock.off)
  /** What went wrong inside and is no bad line. */
  const said: string[] = []
  let life: Life | null = null

  const start = (): Life => {
    if (!existsSync(file)) emptyStore(file)
    const raw = openDatabase({ file, key: null })
    // Nobody else opens this file: no lock of the system is asked for at each read.
    raw.pragma('locking_mode = EXCLUSIVE')
    const synced = waitsForDisk(raw)
    const past = statementsOf(raw)
    let alive = true
    const fuse = createFuse((how) => {
      alive = false
      if (made) made.disk = diskOf(file, synced)
      onCut(how)
    })
    let made: Life | null = null
    const db = fragile(raw, fuse)
    const session = createSession(db, { now, random: random.bytes, derives, decides: () => readDesk(session.st).reach === 'group' })
    forgetDrafts(drawer)
    const files = openFiles(drawer, FILES_KEY)
    keepForgetting(session, files)
    const { later } = session.defer()
    let following = false
    /** What rows are found by follows them by moments, as in the product. */
    const follow = (): void => {
      if (following || !anyDue(past)) return
      following = true
      scheduler.after(FOLLOWS_MS, () => {
        following = false
        if (alive) unlessDark(() => void session.keep([], (st) => workAllOff(st, later)))
      })
    }
    // What the engine says of itself makes nothing due, and it says much.
    session.onTouched((tables) => tables.some((table) => table !== '_sync_live') && follow())
    follow()
    if (getState(session.st, 'device_key') === null) session.keep([], (st) => setState(st, 'device_key', deviceKey(random)))
    let passed = 0
    const time: Time = {
      // Work takes as long as chance says: that is how answers are cut into transactions.
      elapsed: () =>
        scheduler.now() +
        (passed += random.weighted([
          [0, 5],
          [2, 3],
          [15, 2],
          [80, 1],
        ] as const)),
      after: (ms, work) => scheduler.after(ms, () => void (alive && unlessDark(work))),
    }
    let worker: { kill(): void } | null = null
    const engine = createEngine({
      session,
      spawn: () => {
        const port = workerOver({ desk: () => readDesk(past), line, hq, scheduler, now, random, alive: () => alive && !fuse.blown })
        worker = port
        return port
      },
      appVersion: 'sim',
      files,
      onMoved,
      random: random.next,
      time,
      log: (_what, detail) => {
        if (detail instanceof Error && detail.name !== 'PowerCut') said.push(`${name}: ${detail.stack}`)
        else if ((detail as { code?: unknown }).code === 'internal') said.push(`${name}: ${JSON.stringify(detail)}`)
      },
    })
    life = made = { session, engine, files, raw, past, fuse, disk: null, killWorker: () => worker?.kill() }
    return made
  }

  return {
    name,
    file,
    line,
    said,
    clock,
    now,
    /** Null while it is off. */
    life: (): Life | null => (life && !life.fuse.blown ? life : null),
    start,
    /** Closed by a person. */
    stop: async (): Promise<void> => {
      const was = life
      life = null
      await was?.engine.stop()
      was?.raw.close()
    },
    /** After a power cut: the disk is as it was, and the program starts anew. */
    recover: async (): Promise<Life> => {
      const was = life
      life = null
      // Nobody waits for what was under way: its timers went with the power, and a talk between two transactions hangs on one.
      void was?.engine.stop().catch(() => undefined)
      was?.raw.close()
      if (was?.disk) putDisk(file, was.disk)
      return start()
    },
    /** The day is over: what is on the disk interests nobody any more. */
    end: (): void => {
      const was = life
      life = null
      was?.fuse.end()
      was?.raw.close()
    },
    /** The disk is gone: an empty store begins. */
    forget: async (): Promise<Life> => {
      const was = life
      life = null
      was?.fuse.blow()
      await was?.engine.stop().catch(() => undefined)
      was?.raw.close()
      for (const rest of ['', '-wal', '-shm', '.files']) rmSync(file + rest, { force: true, recursive: true })
      return start()
    },
    /**
     * Begins at another site with an empty store, as the product does. Not where something was written in the last moment
     * (that is said first, `moved` is false), and null when the power went meanwhile.
     */
    moveOn: async (to: Moved, said: number): Promise<{ next: Life; moved: boolean } | null> => {
      const was = life
      life = null
      await was?.engine.stop().catch(() => undefined)
      if (!was || was.fuse.blown) return null
      const moved = readChain(was.past).seq === said
      if (moved) {
        const draft = `${file}.draft`
        emptyStore(draft)
        const made = openDatabase({ file: draft, key: null })
        made.transaction(() => carryOver(was.past, statementsOf(made), to)).immediate()
        made.close()
        was.files.keepOnly(unsentFiles(was.past).map(({ sha256 }) => sha256))
      }
      was.raw.close()
      if (moved) for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true })
      if (moved) renameSync(`${file}.draft`, file)
      return { next: start(), moved }
    },
  }
}

type WorkerOptions = {
  line: Line
  desk: () => Desk
  hq: Headquarters
  scheduler: Scheduler
  now: () => number
  random: Random
  alive: () => boolean
}

/** The worker process: the product's answers over this line, messages to and fro taking a moment. */
function workerOver({ line, desk, hq, scheduler, now, random, alive }: WorkerOptions): Port {
  let hear: (message: FromWorker) => void = () => undefined
  let gone: () => void = () => undefined
  let dead = false
  // A pipe keeps its order, each way.
  const pipe = () => {
    let last = 0
    return (work: () => void): void => {
      last = Math.max(last, scheduler.now() + random.int(0, 2))
      scheduler.after(last - scheduler.now(), () => void (!dead && alive() && unlessDark(work)))
    }
  }
  const [into, outOf] = [pipe(), pipe()]
  const answer = createAnswers({
    post: (message) => outOf(() => hear(message)),
    connect: (_to, identity) => wireOver(line, identity, now),
    listen: ({ news, state }) => {
      const whose = desk()
      let on = false
      let told = 0
      let seen = 0
      const look = (): void => {
        if (dead || !alive()) return
        const open = line.open()
        if (open !== on) {
          on = open
          told = seen = 0
          scheduler.after(
            open ? random.int(200, 20_000) : random.int(0, 50_000),
            () => void (!dead && line.open() === open && unlessDark(() => state(open))),
          )
        }
        if (!open || hq.head() <= seen) return
        seen = hq.head()
        const newest = hq.headFor(whose)
        if (newest <= told) return
        told = newest
        scheduler.after(random.int(5, random.chance(0.5) ? 40_000 : 100), () => {
          // Word that was under way when the line broke is lost; the channel that opens anew tells the newest.
          if (!line.open()) told = seen = 0
          else if (!dead) unlessDark(() => news(newest, false))
        })
      }
      const stop = line.onChange(look)
      look()
      return { stop, tryNow: look }
    },
    clock: { now, elapsed: () => scheduler.now() },
  })
  return {
    post: (message: ToWorker) => into(() => answer(message)),
    hear: (listener) => void (hear = listener),
    gone: (listener) => void (gone = listener),
    kill: () => {
      if (dead) return
      dead = true
      scheduler.after(0, () => void (alive() && unlessDark(gone)))
    },
  }
}
