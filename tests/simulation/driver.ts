// A driver that dies: the database of a machine whose power goes at the n-th call. From then on every call fails, and what
// is on the disk is what had been synced by then.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Database } from '../../src/main/store/open.ts'

export class PowerCut extends Error {
  constructor() {
    super('the power is gone')
    this.name = 'PowerCut'
  }
}

/** Does what a program does by itself; a power cut in the middle concerns nobody. */
export function unlessDark(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error
  }
}

export type Fuse = {
  /** The power goes at the n-th call from now: before it, or `late`, when it was carried out and nobody heard. */
  arm(n: number, late: boolean): void
  /** The power goes now. */
  blow(): void
  /** The same, and nobody is told. */
  end(): void
  disarm(): void
  readonly blown: boolean
  readonly calls: number
  pass<T>(call: () => T): T
}

/** Before the call, after it, or between two. */
export type How = 'before' | 'after' | 'between'
export function createFuse(cut: (how: How) => void): Fuse {
  let left = Infinity
  let afterwards = false
  let blown = false
  let calls = 0
  const blow = (how: How): void => {
    if (blown) return
    blown = true
    cut(how)
  }
  return {
    arm: (n, late) => {
      left = Math.max(1, n)
      afterwards = late
    },
    disarm: () => void (left = Infinity),
    blow: () => blow('between'),
    end: () => void (blown = true),
    get blown() {
      return blown
    },
    get calls() {
      return calls
    },
    pass: (call) => {
      if (blown) throw new PowerCut()
      calls += 1
      const hit = --left === 0
      if (hit && !afterwards) blow('before')
      if (blown) throw new PowerCut()
      const made = call()
      if (hit) blow('after')
      if (blown) throw new PowerCut()
      return made
    },
  }
}

type Prepared = {
  readonly busy: boolean
  run(...values: unknown[]): unknown
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown
  iterate(...values: unknown[]): Iterator<unknown>
  raw(): unknown
  pluck(): unknown
}
type Transaction = ((...given: unknown[]) => unknown) & Record<'immediate' | 'deferred' | 'exclusive', (...given: unknown[]) => unknown>

/** The same connection with every call through the fuse. A transaction is a call too: cut late, it was committed and nobody heard. */
export function fragile(raw: Database, fuse: Fuse): Database {
  const db = Object.create(raw) as Record<string, unknown>
  const statement = (made: Prepared): Prepared => ({
    run: (...values) => fuse.pass(() => made.run(...values)),
    get: (...values) => fuse.pass(() => made.get(...values)),
    all: (...values) => fuse.pass(() => made.all(...values)),
    // Read at once: an iterator left open by a power cut would keep the file open.
    iterate: (...values) => fuse.pass(() => made.all(...values) as unknown[])[Symbol.iterator](),
    get busy() {
      return made.busy
    },
    raw: () => statement(made.raw() as Prepared),
    pluck: () => statement(made.pluck() as Prepared),
  })
  db['prepare'] = (sql: string) => {
    if (fuse.blown) throw new PowerCut()
    return statement(raw.prepare(sql) as unknown as Prepared)
  }
  db['exec'] = (sql: string) => fuse.pass(() => raw.exec(sql))
  db['pragma'] = (text: string, options?: { simple?: boolean }) => fuse.pass(() => raw.pragma(text, options))
  db['transaction'] = (work: (...given: unknown[]) => unknown) => {
    const made = raw.transaction(work) as unknown as Transaction
    const through =
      (run: (...given: unknown[]) => unknown) =>
      (...given: unknown[]): unknown =>
        fuse.pass(() => run(...given))
    return Object.assign(through(made), {
      immediate: through(made.immediate),
      deferred: through(made.deferred),
      exclusive: through(made.exclusive),
    })
  }
  return db as unknown as Database
}

/** What is on the disk of one database: its file and its write-ahead log. */
export type Disk = { file: Buffer; wal: Buffer | null }

/** Does a commit of this connection wait for the disk? With less than `synchronous=FULL` only what a checkpoint moved is there for certain. */
export const waitsForDisk = (raw: Database): boolean => (raw.pragma('synchronous', { simple: true }) as number) >= 2

/** The disk as a power cut leaves it now. */
export function diskOf(path: string, synced: boolean): Disk {
  return { file: readFileSync(path), wal: synced && existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : null }
}

/** Puts a disk back. Call with every connection closed. */
export function putDisk(path: string, disk: Disk): void {
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
  writeFileSync(path, disk.file)
  if (disk.wal) writeFileSync(`${path}-wal`, disk.wal)
}
