// What happened to a record, from the log that is the audit log: which command, by whom, at which desktop, and which of
// its columns changed where this desktop still has the words.
import type { Standing } from '../../../../shared/standing.ts'
import type { Happened } from '../../../../shared/standing.ts'
import type { Reader } from '../../../store/read.ts'

const standings: Readonly<Record<string, Standing>> = { local: 'alone', quarantined: 'needs-you', lost: 'needs-you' }

/**
 * Newest first. `ids` are the record's row and rows that belong to it. `seen` adds who looked at what is masked of that
 * row: a reveal changes nothing, so only its line in the log names it.
 */
export function timeline(db: Reader, ids: readonly string[], seen: string | null = null, limit = 60): Happened[] {
  const rows = db.all<{
    id: string
    command: string
    at: number
    who: string | null
    desktop: string | null
    state: string
    sent: number | null
    payload: string | null
  }>(
    `SELECT c.id, c.command, c.device_time AS at, u.name AS who, d.name AS desktop, c.state, c.sent_at AS sent, c.payload
     FROM (
       SELECT n FROM _sync_touch WHERE row_id IN (SELECT value FROM json_each(?))
       UNION SELECT n FROM _sync_changesets WHERE ? IS NOT NULL AND command = 'customers.reveal' AND instr(payload, ?) > 0
       ORDER BY n DESC LIMIT (SELECT ?)
     ) t
     JOIN _sync_changesets c ON c.n = t.n LEFT JOIN users u ON u.id = c.actor LEFT JOIN devices d ON d.id = c.replica WHERE c.state NOT IN ('discarded', 'amended') ORDER BY c.n DESC`,
    JSON.stringify(ids),
    seen,
    seen,
    limit,
  )
  const wanted = new Set(ids)
  return rows.map(({ payload, state, sent, ...row }) => ({
    ...row,
    fields: payload ? changedFields(payload, wanted) : [],
    standing: standings[state] ?? (state === 'pending' ? (sent ? 'sent' : 'local') : 'confirmed'),
  }))
}

function changedFields(payload: string, ids: ReadonlySet<string>): string[] {
  const { changes } = JSON.parse(payload) as { changes: { id: string; op: string; set: Record<string, unknown> }[] }
  return [...new Set(changes.filter((change) => change.op === 'update' && ids.has(change.id)).flatMap((change) => Object.keys(change.set)))]
}

/** Cases about these rows that nobody settled yet. */
export const openCases = (db: Reader, ids: readonly string[]): { id: string; kind: string; columns: string[]; openedAt: number | null }[] =>
  db
    .all<{ id: string; kind: string; columns: string | null; openedAt: number | null }>(
      `SELECT id, kind, "columns", opened_at AS openedAt FROM cases WHERE state = 'open' AND subject_id IN (SELECT value FROM json_each(?)) ORDER BY opened_at DESC`,
      JSON.stringify(ids),
    )
    .map((row) => ({ ...row, columns: row.columns ? row.columns.split(',') : [] }))

/** Who last wrote each column of a row, by which command and when, as far as this desktop still has the words. */
export function changesOf(db: Reader, id: string): { column: string; command: string; who: string | null; at: number }[] {
  const rows = db.all<{ command: string; at: number; who: string | null; payload: string }>(
    `SELECT c.command, c.device_time AS at, u.name AS who, c.payload FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n LEFT JOIN users u ON u.id = c.actor
     WHERE t.row_id = ? AND c.payload IS NOT NULL AND c.state NOT IN ('discarded', 'amended') ORDER BY c.n`,
    id,
  )
  const last = new Map<string, { column: string; command: string; who: string | null; at: number }>()
  for (const { payload, command, who, at } of rows)
    for (const change of (JSON.parse(payload) as { changes: { id: string; table: string; op: string; set: Record<string, unknown> }[] })
      .changes)
      if (change.table === 'customers' && change.id === id && (change.op === 'insert' || change.op === 'update'))
        for (const column of Object.keys(change.set)) last.set(column, { column, command, who, at })
  return [...last.values()]
}
