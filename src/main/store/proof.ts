// Proves the confirmed rows: counts their sums anew from where the rows lie, and sets right what differs from HQ's. Which
// rows those are is found by sync/integrity.ts; nothing here talks to anybody.
import { bucketOf, equal, minus, plus, ROOT, type Sum, Tally, ZERO } from '../../shared/sync/integrity.ts'
import type { RowsAnswer } from '../../shared/sync/protocol.ts'
import { declaredTables, syncOf } from '../../shared/tables/define.ts'
import { applyConfirmed, confirmedOf, confirmedRows, idsOf, intake, settleSums, type Touched } from './confirmed.ts'
import { showPending } from './inbox.ts'
import type { Statements } from './statements.ts'
import { sumOfRow, sumsIn, writeSums } from './sums.ts'

/** Where the kept sums are off, and by how much: they add up, so they may be set right later and meanwhile move on. */
export type Correction = { table: string; bucket: number; off: Sum }

const synced = (): string[] => declaredTables().filter((table) => syncOf(table)?.scope !== 'local')

/** Synced tables that have rows. Most have none, and asking for the rows of each costs more than this one question. */
export const filledTables = (st: Pick<Statements, 'all'>): string[] =>
  st
    .all<{ name: string }>(
      synced()
        .map((table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT 1 FROM "${table}")`)
        .join(' UNION ALL '),
    )
    .map((row) => row.name)

/** Tables that may have confirmed rows or sums of some, those this version does not know included. */
export const countedTables = (st: Pick<Statements, 'all'>): string[] =>
  [
    ...new Set([
      ...filledTables(st),
      ...['_sync_base', '_sync_unknown', '_sync_sums'].flatMap((among) =>
        st.all<{ name: string }>(`SELECT DISTINCT table_name AS name FROM ${among}`).map((row) => row.name),
      ),
    ]),
  ].filter((table) => table !== ROOT)

/** Counts the rows of one table and compares. Call inside one transaction; a connection that only reads will do. */
export function countTable(st: Statements, table: string): Correction[] {
  const counted = new Map<number, Sum>()
  for (const { id, sum } of confirmedRows(st, table)) {
    const bucket = bucketOf(id)
    counted.set(bucket, plus(counted.get(bucket) ?? ZERO, sum))
  }
  const kept = sumsIn(st, table)
  return [...new Set([...counted.keys(), ...kept.keys()])].flatMap((bucket) => {
    const off = minus(counted.get(bucket) ?? ZERO, kept.get(bucket) ?? ZERO)
    return equal(off, ZERO) ? [] : [{ table, bucket, off }]
  })
}

/** Sets the kept sums of a table right. Call inside one transaction. */
export function correctSums(st: Statements, corrections: readonly Correction[]): void {
  const tally = new Tally()
  for (const { table, bucket, off } of corrections) tally.add(table, bucket, off)
  writeSums(st, tally)
}

/** Adds the root up from the sums below it. Call inside one transaction. */
export function addUp(st: Statements): void {
  const parts = st.all<{ high: number; low: number }>('SELECT high, low FROM _sync_sums WHERE table_name <> ?', ROOT)
  const root = parts.reduce<Sum>((sum, { high, low }) => plus(sum, [high, low]), ZERO)
  st.run('INSERT OR REPLACE INTO _sync_sums (table_name, bucket, high, low) VALUES (?, 0, ?, ?)', ROOT, ...root)
}

/** A stretch of a table as HQ holds it: its rows in some buckets (null: all of them) with ids behind `after`, up to `upTo` (null: to the end). */
export type Stretch = {
  table: string
  buckets: ReadonlySet<number> | null
  after: string
  upTo: string | null
  rows: NonNullable<RowsAnswer['rows']>
}

/**
 * Makes the confirmed rows of a stretch HQ's, as a snapshot would: pending values stay shown over them. Returns how many
 * differed; of all buckets every row is written and derived anew, also one that did not. Call inside one transaction, at
 * the position HQ answered at.
 */
export function repair(st: Statements, position: number, stretch: Stretch, touched: Touched): number {
  const { table, buckets, after, upTo } = stretch
  const into = intake(st, touched)
  const theirs = new Set(stretch.rows.map((row) => row.id))
  let repaired = 0
  for (const { id, image } of stretch.rows) {
    const same = equal(sumOfRow(table, id, confirmedOf(into, table, id)), sumOfRow(table, id, image))
    if (same && buckets !== null) continue
    applyConfirmed(into, { table, id, op: 'insert', set: image }, position)
    if (!same) repaired += 1
  }
  for (const id of idsOf(st, table, after, upTo)) {
    if (theirs.has(id) || (buckets !== null && !buckets.has(bucketOf(id))) || !confirmedOf(into, table, id)) continue
    applyConfirmed(into, { table, id, op: 'delete', set: {} }, position)
    repaired += 1
  }
  showPending(into)
  settleSums(into)
  return repaired
}
