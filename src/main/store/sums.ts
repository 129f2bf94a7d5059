// The sums over this desktop's confirmed rows, moved by every confirmed write in its own transaction. What they mean is
// shared/sync/integrity.ts's; counting them anew from the rows is proof.ts's.
import { type Defaults, plus, ROOT, rowSum, type Sum, sumText, type Tally, ZERO } from '../../shared/sync/integrity.ts'
import type { Row } from '../../shared/sync/protocol.ts'
import { constantDefaults, declaredTables } from '../../shared/tables/define.ts'
import { sha256 } from './outbox.ts'
import type { Statements } from './statements.ts'

let known: Defaults | null = null

/** What a confirmed image counts for; nothing when there is none. */
export const sumOfRow = (table: string, id: string, image: Row | null): Sum =>
  rowSum(sha256, (known ??= Object.fromEntries(declaredTables().map((name) => [name, constantDefaults(name)]))), table, id, image)

export const sumAt = (st: Pick<Statements, 'one'>, table: string, bucket: number): Sum => {
  const kept = st.one<{ high: number; low: number }>('SELECT high, low FROM _sync_sums WHERE table_name = ? AND bucket = ?', table, bucket)
  return kept ? [kept.high, kept.low] : ZERO
}

/** The kept sums of a table, by bucket. */
export const sumsIn = (st: Pick<Statements, 'all'>, table: string): Map<number, Sum> =>
  new Map(
    st
      .all<{ bucket: number; high: number; low: number }>('SELECT bucket, high, low FROM _sync_sums WHERE table_name = ?', table)
      .map(({ bucket, high, low }) => [bucket, [high, low]]),
  )

export function writeSums(st: Statements, tally: Tally): void {
  for (const { table, bucket, sum } of tally.differences())
    st.run(
      `INSERT INTO _sync_sums (table_name, bucket, high, low) VALUES (?, ?, ?, ?)
       ON CONFLICT (table_name, bucket) DO UPDATE SET high = excluded.high, low = excluded.low`,
      table,
      bucket,
      ...plus(sumAt(st, table, bucket), sum),
    )
}

/** The sum over every confirmed row, as HQ tells its own of this desktop's reach. */
export const rootOf = (st: Pick<Statements, 'one'>): string => sumText(sumAt(st, ROOT, 0))
