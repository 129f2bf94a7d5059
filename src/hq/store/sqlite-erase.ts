// Takes a person out of everything SQLite keeps beside the documents: the feed, changesets (quarantined ones too) and
// shadows. It reads what may mention the rows and rewrites only what does. Rare, so it searches instead of keeping an index.
import { changesWithout, payloadWithout } from '../../shared/sync/erase.ts'
import type { Change } from '../../shared/sync/protocol.ts'
import type { Erasure } from '../../shared/sync/state.ts'
import type { Statements } from './statements.ts'

/** Inside the transaction of the commit that erases: after its changesets and documents, before its own entries, which are clean. */
export function clear(st: Statements, erasures: readonly Erasure[]): void {
  for (const erasure of erasures) {
    const { table, id, columns } = erasure
    for (const part of st.all<{ number: number; site: string; changes: string }>(
      'SELECT number, site, changes FROM feed_parts WHERE instr(changes, ?) > 0',
      id,
    )) {
      const changes = JSON.stringify(changesWithout(JSON.parse(part.changes) as Change[], [erasure]))
      if (changes !== part.changes)
        st.run('UPDATE feed_parts SET changes = ? WHERE number = ? AND site = ?', changes, part.number, part.site)
    }
    for (const { id: changeset, payload } of st.all<{ id: string; payload: string }>(
      'SELECT id, payload FROM changesets WHERE instr(payload, ?) > 0',
      id,
    )) {
      const rest = payloadWithout(payload, [erasure])
      if (rest !== payload) st.run('UPDATE changesets SET payload = ? WHERE id = ?', rest, changeset)
    }
    for (const { replica, unit } of st.all<{ replica: string; unit: string }>(
      'SELECT replica, unit FROM shadows WHERE table_name = ? AND row_id = ?',
      table,
      id,
    ))
      if (unit.split(',').some((column) => columns.includes(column)))
        st.run('DELETE FROM shadows WHERE replica = ? AND table_name = ? AND row_id = ? AND unit = ?', replica, table, id, unit)
  }
}
