// One open store: hands Readers to queries and Writers to commands, each command one immediate transaction with its
// changeset, derived tables and first reply inside; announces the touched tables once, after commit.
import { randomBytes } from 'node:crypto'
import { uuidv7 } from '../../shared/ids.ts'
import { syncOf } from '../../shared/tables/define.ts'
import { touch, type Touched } from './confirmed.ts'
import { applyBatch, type Batch, setAside, showAgain } from './inbox.ts'
import { versionOf } from './migrate.ts'
import type { Database } from './open.ts'
import { noteDue } from './due.ts'
import { anyPending, appendChangeset, countPending, oldestPending, pendingChangesets, readChain, setState, type Chain } from './outbox.ts'
import { reader, type Reader } from './read.ts'
import { statementsOf, type Statements } from './statements.ts'
import { writer, type Writer } from './write.ts'
import type { Who } from './who.ts'

/** Asking the system for randomness costs more than everything else an id needs: it is asked for 4 kB at a time, and no byte is given twice. */
const POOL = 4096
let pool = new Uint8Array(0)
function pooled(bytes: number): Uint8Array {
  if (pool.length < bytes) pool = new Uint8Array(randomBytes(Math.max(POOL, bytes)))
  const given = pool.slice(0, bytes)
  pool = pool.subarray(bytes)
  return given
}

/** Keeps a derived `local` table true for changed rows of one table, whatever changed them. */
export type Derive = (st: Statements, ids: readonly string[]) => void
/** A short step of putting derived tables in order, so that they stay quick to ask. False when nothing is left to do. */
export type Tidy = (st: Statements) => boolean
/** Derived tables by the table they follow: `now` in the transaction that changed it, `later` and `tidy` as upkeep.ts says. */
export type Derives = {
  now: Readonly<Record<string, readonly Derive[]>>
  later: Readonly<Record<string, readonly Derive[]>>
  tidy: readonly Tidy[]
}
export type SessionOptions = {
  now?: () => number
  random?: (bytes: number) => Uint8Array
  derives?: Derives
  /** True when this desktop may write tables HQ decides: it has group reach, or there is no HQ. */
  decides?: () => boolean
  /** Folds the write-ahead log into the file on another thread, as far as nobody reads behind it. */
  fold?: () => Promise<void>
}
export type Run = {
  command: string
  attempt?: string | null
  writes: ReadonlySet<string> | null
  /** What it was asked with, as JSON, where it may be amended. */
  input?: string | null
}

export type Session = ReturnType<typeof createSession>

/** A command that may write nothing but what this desktop keeps for itself; one that writes nothing is known for what it is. */
const writesOnlyHere = (writes: Run['writes']): boolean =>
  writes !== null && writes.size > 0 && [...writes].every((name) => syncOf(name)?.scope === 'local')

export function createSession(raw: Database, options: SessionOptions = {}) {
  const now = options.now ?? Date.now
  const random = options.random ?? pooled
  const st = statementsOf(raw)
  const derives = options.derives ?? { now: {}, later: {}, tidy: [] }
  const listeners = new Set<(tables: readonly string[]) => void>()
  let chain: Chain | null = null
  let schemaVersion = versionOf(raw)
  let bulk: { touched: Set<string>; due: Touched } | null = null
  /** The refused changeset in whose place the next command is run. */
  let amending: { line: number; waiting: ReadonlySet<string>; rows: string[] } | null = null
  let deferring = false
  let takenAt = -Infinity
  const chained = (): Chain => (chain ??= readChain(st))
  const newId = (): string => uuidv7(now(), random(16))

  const announce = (tables: Iterable<string>): void => {
    const list = [...new Set(tables)]
    if (bulk) return void list.forEach((t) => bulk?.touched.add(t))
    if (list.length > 0) for (const listener of listeners) listener(list)
  }
  /** What comes from elsewhere may come by the thousand: its later derived tables are noted, and follow in slices of their own. */
  const derive = (touched: Touched, from: 'here' | 'elsewhere' = 'here'): void => {
    const { now: atOnce, later } = derives
    for (const [table, ids] of touched) {
      if (ids.size === 0) continue
      for (const f of atOnce[table] ?? []) f(st, [...ids])
      if (!later[table]) continue
      if (deferring && from === 'elsewhere') noteDue(st, table, ids)
      // Once for the whole transaction: the search index is written to disk at every savepoint.
      else if (bulk) for (const id of ids) touch(bulk.due, table, id)
      else for (const f of later[table]) f(st, [...ids])
    }
  }
  // Made once: wrapping a function costs as much as a small transaction.
  const together = raw.transaction((work: () => unknown) => work())
  /** Immediate transaction, or a savepoint inside a bulk session. Any throw undoes everything and forgets the cached chain. */
  const transact = <T>(work: () => T): T => {
    try {
      return (raw.inTransaction ? together(work) : together.immediate(work)) as T
    } catch (error) {
      chain = null
      throw error
    }
  }

  return {
    st,
    newId,
    now,
    onTouched: (listener: (tables: readonly string[]) => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    announce,
    joined: (): boolean => chained().joined,
    chain: (): Readonly<Chain> => chained(),
    forgetChain: (): void => void (chain = null),

    /** @throws TakesLong when `brief` and the answer takes more than a moment. */
    read: <T>(who: Who, work: (db: Reader) => T, brief = false): T => work(reader(st, who, now(), () => chained().joined, brief)),

    /** The reply a command gave to this attempt, if it was run before. */
    replyTo: (attempt: string): string | null =>
      st.one<{ reply: string }>('SELECT reply FROM _attempts WHERE attempt = ?', attempt)?.reply ?? null,

    /** Runs a command's work in one transaction. The value is kept under the attempt id, so a repeated call gets the first reply. */
    write: <T>(who: Who, run: Run, work: (db: Writer) => T): T => {
      const tables = new Set<string>()
      const value = transact(() => {
        const at = now()
        const base = reader(st, who, at, () => chained().joined)
        const current = chained()
        const amends = amending
        amending = null
        const {
          writer: db,
          written,
          seal,
        } = writer(base, st, {
          newId: () => amends?.rows.shift() ?? newId(),
          writes: run.writes,
          joined: current.joined,
          decides: options.decides?.() ?? !current.joined,
        })
        const result = work(db)
        seal()
        if (written.changes.length > 1000)
          throw new Error(`${run.command}: ${written.changes.length} changes; bulk work is many changesets under one batch`)
        // What concerns only this desktop's own rows (a draft, a view) concerns nobody: no line in the log, also when it found
        // them as it wanted them.
        const local =
          written.changes.length === 0 && written.guards.length === 0 && (written.touched.size > 0 || writesOnlyHere(run.writes))
        if (!local)
          appendChangeset(
            st,
            current,
            { id: newId(), command: run.command, actor: who.user, deviceTime: at, schemaVersion, input: run.input ?? null, amends },
            written,
          )
        // What was done after the refused one lies over its correction.
        if (amends) showAgain(st, written.changes, written.touched)
        derive(written.touched)
        if (run.attempt)
          st.run(
            'INSERT INTO _attempts (attempt, command, reply, at) VALUES (?, ?, ?, ?)',
            run.attempt,
            run.command,
            JSON.stringify(result ?? null),
            at,
          )
        for (const t of written.touched.keys()) tables.add(t)
        if (!local) tables.add('_sync_changesets')
        return result
      })
      announce(tables)
      return value
    },

    /**
     * Takes a quarantined changeset out of what is shown and runs one command in its place, with the ids it gave to its
     * rows, so that what was done with them since still fits; both or neither. False when it is not in quarantine.
     */
    amend: (changeset: string, work: () => void): boolean => {
      const touched: Touched = new Map([['_sync_changesets', new Set([changeset])]])
      const tables = new Set<string>()
      const done = transact(() => {
        const aside = setAside(st, changeset, now(), touched)
        if (!aside) return false
        derive(touched)
        amending = { line: aside.line, waiting: new Set(aside.waiting), rows: aside.rows.filter((id) => id.charAt(14) === '7') }
        try {
          work()
        } finally {
          amending = null
        }
        for (const table of touched.keys()) tables.add(table)
        return true
      })
      announce(tables)
      return done
    },

    /**
     * Many commands in one SQL transaction, each its own changeset (a refused one undoes only itself). Later derived tables
     * follow at its end; announces once.
     */
    bulk: <T>(work: () => T): T => {
      if (bulk) return work()
      const { touched, due } = (bulk = { touched: new Set(), due: new Map() as Touched })
      const whole = (): T => {
        const made = work()
        bulk = null
        derive(due)
        return made
      }
      try {
        return raw.transaction(whole).immediate()
      } catch (error) {
        chain = null
        touched.clear()
        throw error
      } finally {
        bulk = null
        announce(touched)
      }
    },

    /** Applies a batch of HQ's answer; the position moves with it. */
    receive: (batch: Batch): void => {
      const touched = transact(() => {
        const made = applyBatch(st, batch, now())
        derive(made, 'elsewhere')
        return made
      })
      takenAt = performance.now()
      chained().seen = batch.position
      announce([...touched.keys(), '_sync_live'])
    },

    /** Rows from elsewhere (a snapshot, a repair) or shown anew: one transaction, derived tables with it. */
    take: (work: (st: Statements) => Touched): void => {
      const touched = transact(() => {
        const made = work(st)
        derive(made, 'elsewhere')
        return made
      })
      takenAt = performance.now()
      announce([...touched.keys(), '_sync_live'])
    },

    /** Folds the write-ahead log into the file; what somebody still reads behind stays for the next time. */
    fold: options.fold ?? (async () => void raw.pragma('wal_checkpoint(PASSIVE)')),

    /** Any other change of the store's own tables (local rows, sync state), in one transaction. */
    keep: <T>(tables: readonly string[], work: (st: Statements) => T): T => {
      const value = transact(() => work(st))
      announce(tables)
      return value
    },
    derive: (table: string, ids: readonly string[]): void => derive(new Map([[table, new Set(ids)]])),
    /** From now on later derived tables follow rows from elsewhere by somebody else's hand (upkeep.ts), which gets the functions. */
    defer: (): Pick<Derives, 'later' | 'tidy'> => {
      deferring = true
      return derives
    },
    /** Milliseconds since rows from elsewhere were last taken in. */
    quietFor: (): number => performance.now() - takenAt,
    /** The next changesets to send after log line `after`, oldest first. */
    pending: (limit = 500, bytes = 4_000_000, after = 0) => pendingChangesets(st, limit, bytes, after),
    anyPending: (after = 0): boolean => anyPending(st, after),
    pendingCount: () => countPending(st),
    oldestPending: (sent: number) => oldestPending(st, sent),
    setState: (key: string, value: string): void => {
      setState(st, key, value)
      chain = null
    },
    close: (): void => {
      listeners.clear()
      raw.close()
      schemaVersion = -1
    },
  }
}
