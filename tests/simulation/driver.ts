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
  /** A call begins; true when the power goes once it was carried out. @throws PowerCut when there is none, or it goes now. */
  before(): boolean
  /** The call was carried out. @throws PowerCut when the power went meanwhile, or goes now because `before` said so. */
  after(last: boolean): void
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
    before: () => {
      if (blown) throw new PowerCut()
      calls += 1
      const hit = --left === 0
      if (hit && !afterwards) blow('before')
      if (blown) throw new PowerCut()
      return hit
    },
    after: (last) => {
      if (last) blow('after')
      if (blown) throw new PowerCut()
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

/** A statement whose every call passes the fuse. A day makes a million of them: no call makes a function of its own. */
class Fragile implements Prepared {
  readonly #made: Prepared
  readonly #fuse: Fuse
  constructor(made: Prepared, fuse: Fuse) {
    this.#made = made
    this.#fuse = fuse
  }
  get busy(): boolean {
    return this.#made.busy
  }
  run(...values: unknown[]): unknown {
    const last = this.#fuse.before()
    const made = this.#made.run(...values)
    this.#fuse.after(last)
    return made
  }
  get(...values: unknown[]): unknown {
    const last = this.#fuse.before()
    const made = this.#made.get(...values)
    this.#fuse.after(last)
    return made
  }
  all(...values: unknown[]): unknown[] {
    const last = this.#fuse.before()
    const made = this.#made.all(...values)
    this.#fuse.after(last)
    return made as unknown[]
  }
  /** Read at once: an iterator left open by a power cut would keep the file open. */
  iterate(...values: unknown[]): Iterator<unknown> {
    return this.all(...values)[Symbol.iterator]()
  }
  raw(): Fragile {
    return new Fragile(this.#made.raw() as Prepared, this.#fuse)
  }
  pluck(): Fragile {
    return new Fragile(this.#made.pluck() as Prepared, this.#fuse)
  }
}

/** The same connection with every call through the fuse. A transaction is a call too: cut late, it was committed and nobody heard. */
export function fragile(raw: Database, fuse: Fuse): Database {
  const db = Object.create(raw) as Record<string, unknown>
  const passing =
    <Given extends unknown[], Made>(call: (...given: Given) => Made) =>
    (...given: Given): Made => {
      const last = fuse.before()
      const made = call(...given)
      fuse.after(last)
      return made
    }
  db['prepare'] = (sql: string) => {
    if (fuse.blown) throw new PowerCut()
    return new Fragile(raw.prepare(sql) as unknown as Prepared, fuse)
  }
  db['exec'] = passing((sql: string) => raw.exec(sql))
  db['pragma'] = passing((text: string, options?: { simple?: boolean }) => raw.pragma(text, options))
  db['transaction'] = (work: (...given: unknown[]) => unknown) => {
    const made = raw.transaction(work) as unknown as Transaction
    return Object.assign(passing(made), {
      immediate: passing(made.immediate),
      deferred: passing(made.deferred),
      exclusive: passing(made.exclusive),
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
