// Which rows from elsewhere still wait for the derived tables that may follow by moments. Who works them off, and when, is
// upkeep.ts's.
import type { Derives } from './session.ts'
import type { Statements } from './statements.ts'

/** Rows handled between two looks at the clock. */
const AT_ONCE = 16

/** Call in the transaction that changed the rows: a kill loses none of it. */
export const noteDue = (st: Statements, table: string, ids: Iterable<string>): void =>
  void st.run('INSERT INTO _derive_due (table_name, row_id) SELECT ?, value FROM json_each(?)', table, JSON.stringify([...ids]))

/** How many rows wait, counted up to `most`. */
export const dueCount = (st: Pick<Statements, 'one'>, most: number): number =>
  st.one<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM _derive_due LIMIT ?)', most)?.n ?? 0

type Due = { n: number; table_name: string; row_id: string }

/** Derives due rows, oldest first, for about so many ms. The tables whose rows were done, and whether some are left. */
export function workOff(st: Statements, later: Derives['later'], ms: number): { tables: Set<string>; left: boolean } {
  const until = performance.now() + ms
  const tables = new Set<string>()
  for (;;) {
    const due = st.all<Due>('SELECT n, table_name, row_id FROM _derive_due ORDER BY n LIMIT ?', AT_ONCE)
    for (const table of new Set(due.map((row) => row.table_name))) {
      tables.add(table)
      const ids = [...new Set(due.flatMap((row) => (row.table_name === table ? [row.row_id] : [])))]
      for (const f of later[table] ?? []) f(st, ids)
    }
    if (due.length > 0) st.run('DELETE FROM _derive_due WHERE n <= ?', due.at(-1)?.n)
    if (due.length < AT_ONCE) return { tables, left: false }
    if (performance.now() >= until) return { tables, left: true }
  }
}
