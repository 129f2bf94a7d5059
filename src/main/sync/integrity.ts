// Whether this desktop holds what HQ holds, asked when an answer ended and nothing waits: one number against another. Only
// a difference costs more: the sums are counted anew from the rows, then opened by bucket, then rows of those buckets are
// set right, each time with an incident.
import { BUCKETS, equal, sumFrom, ZERO } from '../../shared/sync/integrity.ts'
import type { Position, RowsAnswer } from '../../shared/sync/protocol.ts'
import { addUp, type Correction, correctSums, countedTables, countTable, repair, type Stretch } from '../store/proof.ts'
import type { Session } from '../store/session.ts'
import { rootOf, sumAt } from '../store/sums.ts'
import type { Link } from './link.ts'
import type { Time } from './time.ts'
import { WireError } from './wire-error.ts'

export type IntegrityOptions = {
  link: Link
  session: Session
  /** Counts one table without holding up anybody; by itself on the store's own connection. */
  count?: ((table: string) => Promise<Correction[]>) | undefined
  /** Notes an incident and returns its number. */
  incident: (error: Error) => string
  /** There is a difference to open: talk once more. */
  again: () => void
  running: () => boolean
  /** Nobody waits to say or hear something; a repair that is not wanted any more goes on at the next quiet moment. */
  quiet: () => boolean
  time: Time
}
export type Integrity = ReturnType<typeof createIntegrity>

/** A repair that did not help is tried again after this, then after twice as long and so on, up to a day. */
const PATIENCE_MS = 60_000
const DAY_MS = 86_400_000
/** Rows set right in one transaction. */
const AT_ONCE = 200

/** Headquarters and this desktop disagreed about rows, or still do. Its text names tables and counts, never a row. */
export class RowsDiffer extends Error {
  constructor(words: string) {
    super(words)
    this.name = 'RowsDiffer'
  }
}

export function createIntegrity({ link, session, count, incident, again, running, quiet, time }: IntegrityOptions) {
  const { st } = session
  // Made once: wrapping a function costs as much as counting a small table.
  const countHere = st.raw.transaction((table: string) => countTable(st, table))
  const countOne = count ?? (async (table: string) => countHere(table))
  /** What `foreignWrites` said when the sums were last counted from the rows; null before. */
  let countedAt: number | null = null
  let counting = false
  /** The sums differ from HQ's, and the rows were counted since that was first seen. */
  let doubted = false
  /** The line of the repair under way among those told to people. */
  let noted: number | null = null
  /** When a repair that did not help may be tried again. */
  let stuck: { until: number; wait: number } | null = null

  /** Counts commits of other connections: a change means that somebody wrote behind this program's back. */
  const foreignWrites = (): number => st.one<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0

  /** Counts every confirmed row where it lies, while everybody works on. */
  const recount = async (): Promise<void> => {
    const version = foreignWrites()
    for (const table of countedTables(st)) {
      const corrections = await countOne(table)
      if (!running()) return
      if (corrections.length > 0) session.keep([], () => correctSums(st, corrections))
    }
    session.keep([], addUp)
    countedAt = version
  }
  const wait = (error: Error): void => {
    const ms = Math.min(DAY_MS, (stuck?.wait ?? PATIENCE_MS / 2) * 2)
    if (!stuck) incident(error)
    stuck = { until: time.elapsed() + ms, wait: ms }
  }

  /** In the transaction that sets rows right: a kill leaves no repair untold. */
  const remember = (rows: number): void => {
    if (noted !== null) st.run('UPDATE _sync_repairs SET rows = rows + ? WHERE n = ?', rows, noted)
    else noted = Number(st.run(`INSERT INTO _sync_repairs (at, rows, incident) VALUES (?, ?, '')`, session.now(), rows).lastInsertRowid)
  }

  /** Opens the difference and sets the rows right. False when HQ moved on meanwhile: the next quiet moment tries again. */
  const open = async (position: Position): Promise<boolean> => {
    const theirs = await link.ask('sums', position)
    if (!theirs || !quiet()) return false
    const differing = new Map<string, Set<number>>()
    const note = (table: string, bucket: number): void =>
      void (differing.get(table) ?? differing.set(table, new Set()).get(table))?.add(bucket)
    const said = new Set<string>()
    for (const { table, bucket, sum } of theirs) {
      said.add(`${table} ${bucket}`)
      if (!equal(sumFrom(sum), sumAt(st, table, bucket))) note(table, bucket)
    }
    for (const table of countedTables(st))
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        if (!said.has(`${table} ${bucket}`) && !equal(sumAt(st, table, bucket), ZERO)) note(table, bucket)

    const repaired = new Map<string, number>()
    try {
      for (const [table, buckets] of differing)
        for (let after: string | null = ''; after !== null;) {
          const answer: RowsAnswer = await link.ask('rows', { ...position, table, buckets: [...buckets], after })
          if (!answer.rows) return false
          for (const stretch of stretches({ table, buckets, after, upTo: answer.upTo, rows: answer.rows })) {
            if (!quiet()) return false
            session.take(() => {
              const touched = new Map<string, Set<string>>()
              const differed = repair(st, position.number, stretch, touched)
              if (differed > 0) remember(differed)
              repaired.set(table, (repaired.get(table) ?? 0) + differed)
              return touched
            })
            await new Promise<void>((done) => void time.after(0, done))
          }
          after = answer.upTo
        }
      return true
    } finally {
      tell(repaired)
    }
  }

  /** Notes in the log what was set right. */
  const tell = (repaired: ReadonlyMap<string, number>): void => {
    if (noted === null || !running()) return
    const words = [...repaired].filter(([, rows]) => rows > 0).map(([table, rows]) => `${table} ${rows}`)
    const number = incident(new RowsDiffer(`rows that differed from headquarters were set right: ${words.join(', ')}`))
    session.keep(['_sync_live'], () => st.run('UPDATE _sync_repairs SET incident = ? WHERE n = ?', number, noted))
    noted = null
  }

  return {
    /** The next comparison counts every row first. */
    doubt: (): void => void (countedAt = null),
    /** Compares with the root HQ told at the position this store is at. Never in the way of what people or the feed do. */
    agree: async (root: string, position: Position): Promise<void> => {
      if (counting || session.chain().seen.number !== position.number) return
      const agreed = rootOf(st) === root
      if (agreed) doubted = false
      // What is off may be the sums themselves: what is opened are those of the rows.
      else if (!doubted) countedAt = null
      if (countedAt !== foreignWrites()) {
        doubted = true
        counting = true
        return void recount()
          .then(() => running() && rootOf(st) !== root && again())
          .catch((error: Error) => running() && wait(error))
          .finally(() => (counting = false))
      }
      if (agreed) return void (stuck = null)
      if (stuck && time.elapsed() < stuck.until) return
      try {
        if (!(await open(position)) || !running()) return
        if (rootOf(st) === root) {
          doubted = false
          // Whoever watches over the group hears what was set right.
          again()
        } else wait(new RowsDiffer('this desktop and headquarters still differ after the repair'))
      } catch (error) {
        // The line broke: the next round tells what is wrong with it, and the one after that goes on here.
        if (!(error instanceof WireError)) throw error
        if (running()) wait(error)
      }
    },
  }
}

/** A long stretch in pieces short enough for a transaction each, which together cover it. */
function* stretches(stretch: Stretch): Generator<Stretch> {
  let { after } = stretch
  for (let from = 0; ; from += AT_ONCE) {
    const rows = stretch.rows.slice(from, from + AT_ONCE)
    const last = from + AT_ONCE >= stretch.rows.length
    const upTo = last ? stretch.upTo : (rows.at(-1)?.id ?? stretch.upTo)
    yield { ...stretch, after, upTo, rows }
    if (last || upTo === null) return
    after = upTo
  }
}
