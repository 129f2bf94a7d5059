// Which rows still wait for the derived tables that may follow by moments. Who works them off, and when, is upkeep.ts's.
import type { Derives } from './session.ts'
import type { Statements } from './statements.ts'

/** Call in the transaction that changed the rows: a kill loses none of it. */
export const noteDue = (st: Statements, table: string, ids: Iterable<string>): void =>
  void st.run('INSERT INTO _derive_due (table_name, row_id) SELECT ?, value FROM json_each(?)', table, JSON.stringify([...ids]))

/** Does any row wait? */
export const anyDue = (st: Pick<Statements, 'one'>): boolean => st.one('SELECT 1 FROM _derive_due LIMIT 1') !== undefined

type Due = { n: number; table_name: string; row_id: string }

/** Derives the `most` rows that have been due longest. Their tables, and how many there were: fewer than asked for when none is left. */
export function workOff(st: Statements, later: Derives['later'], most: number): { tables: Set<string>; done: number } {
  const due = st.all<Due>('SELECT n, table_name, row_id FROM _derive_due ORDER BY n LIMIT (SELECT ?)', most)
  const tables = new Set(due.map((row) => row.table_name))
  for (const table of tables) {
    const ids = [...new Set(due.flatMap((row) => (row.table_name === table ? [row.row_id] : [])))]
    for (const f of later[table] ?? []) f(st, ids)
  }
  if (due.length > 0) st.run('DELETE FROM _derive_due WHERE n <= ?', due.at(-1)?.n)
  return { tables, done: due.length }
}

/** Derives everything that is due, in one go. */
export function workAllOff(st: Statements, later: Derives['later']): Set<string> {
  const all = new Set<string>()
  for (;;) {
    const { tables, done } = workOff(st, later, 500)
    if (done === 0) return all
    for (const table of tables) all.add(table)
  }
}
