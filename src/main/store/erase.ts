// What a person's right to be forgotten means on a desktop: the row stays without its personal columns, and payloads that
// carried them are blanked. The chain runs over digests, so it holds without them.
import { without } from '../../shared/sync/erase.ts'
import type { Change, Payload, Row } from '../../shared/sync/protocol.ts'
import { syncOf } from '../../shared/tables/define.ts'
import type { Statements } from './statements.ts'

/** Was this row's person forgotten? Pending values of its personal columns are not shown either. */
export const isErased = (st: Pick<Statements, 'one'>, table: string, id: string): boolean =>
  (syncOf(table)?.personal ?? []).length > 0 &&
  st.one('SELECT 1 FROM _sync_erased WHERE table_name = ? AND row_id = ?', table, id) !== undefined

/** From here on values of the row's personal columns are not shown, whoever writes them. */
export const rememberErased = (st: Statements, table: string, id: string): void =>
  void st.run('INSERT OR IGNORE INTO _sync_erased (table_name, row_id) VALUES (?, ?)', table, id)

/** Takes the values out of a line of the log; who did what and when stays. */
export const blank = (st: Statements, n: number): void =>
  void st.run('UPDATE _sync_changesets SET payload = NULL, input = NULL WHERE n = ?', n)

/**
 * Remembers that the row's person was forgotten (`before`: what it held), notes the bytes it named for removal, and blanks every settled line of the log that tells of it. Lines HQ has
 * not ruled on keep their text until it has: its digest must be right when it is sent.
 */
export function forget(st: Statements, table: string, id: string, before: Row | null): void {
  const digest = table === 'files' ? before?.['sha256'] : undefined
  if (typeof digest === 'string') st.run('INSERT OR IGNORE INTO _files_forgotten (sha256) VALUES (?)', digest)
  rememberErased(st, table, id)
  st.run('UPDATE _sync_changesets SET input = NULL WHERE input IS NOT NULL AND n IN (SELECT n FROM _sync_touch WHERE row_id = ?)', id)
  const lines = st.all<{ n: number; payload: string }>(
    `SELECT c.n, c.payload FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n
     WHERE t.row_id = ? AND c.payload IS NOT NULL AND c.state NOT IN ('pending', 'quarantined')`,
    id,
  )
  for (const { n, payload } of lines) if (tells(JSON.parse(payload) as Payload, table, id)) blank(st, n)
  for (const { n, change } of st.all<{ n: number; change: string }>(
    'SELECT n, change FROM _sync_unknown WHERE table_name = ? AND row_id = ?',
    table,
    id,
  )) {
    const kept = JSON.parse(change) as Change
    st.run(
      'UPDATE _sync_unknown SET change = ? WHERE n = ?',
      JSON.stringify({ ...kept, set: without(kept.set, syncOf(table)?.personal ?? []) }),
      n,
    )
  }
}

/** Does it carry personal values of the row? */
function tells({ changes, guards }: Payload, table: string, id: string): boolean {
  const personal = syncOf(table)?.personal ?? []
  const all = [...changes, ...guards.flatMap((g) => (g.kind === 'release' ? [] : g.otherwise))]
  return all.some((c) => c.table === table && c.id === id && personal.some((name) => name in c.set || name in (c.was ?? {})))
}
