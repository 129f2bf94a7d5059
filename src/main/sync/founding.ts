// A store that ran alone becomes one of an HQ's: its whole history waits to be sent, and until HQ has ruled on it every
// row is shown as a pending one. Seconds for 100,000 rows, in one transaction; nothing is unreadable meanwhile.
import { declaredTables, syncOf } from '../../shared/tables/define.ts'
import { getState, setState } from '../store/outbox.ts'
import type { Statements } from '../store/statements.ts'

/** Call once, inside the transaction that remembers the HQ. */
export function found(st: Statements): void {
  const last = st.one<{ n: number }>(`SELECT max(n) AS n FROM _sync_changesets WHERE state = 'local'`)?.n ?? 0
  // HQ knows none of these rows yet: confirmed is "absent", and what the history made of them is pending over it.
  for (const table of declaredTables())
    if (syncOf(table)?.scope !== 'local')
      st.run(`INSERT OR IGNORE INTO _sync_base (table_name, row_id, present, image) SELECT '${table}', id, 0, '{}' FROM "${table}"`)
  // Rows the history deleted again come by too, on their way in and out.
  st.run(`INSERT OR IGNORE INTO _sync_base (table_name, row_id, present, image)
    SELECT json_extract(j.value, '$.table'), json_extract(j.value, '$.id'), 0, '{}' FROM _sync_changesets c, json_each(c.payload, '$.changes') j
    WHERE c.state = 'local' AND c.payload LIKE '%"op":"delete"%' AND json_extract(j.value, '$.op') = 'delete'`)
  st.run(`UPDATE _sync_changesets SET state = 'pending' WHERE state = 'local'`)
  const total = st.one<{ n: number }>(`SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending'`)?.n ?? 0
  setState(st, 'founding', JSON.stringify({ last, total }))
}

/** How much of the history HQ has ruled on; null for a store that did not found, or whose history is settled. */
export function foundingProgress(st: Pick<Statements, 'one'>): { done: number; total: number } | null {
  const text = getState(st, 'founding')
  if (text === null) return null
  const { last, total } = JSON.parse(text) as { last: number; total: number }
  const left = st.one<{ n: number }>(`SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending' AND n <= ?`, last)?.n ?? 0
  return left === 0 ? null : { done: total - left, total }
}
