// Applies what HQ says: feed entries write confirmed values, rulings take changesets out of pending, and rows with
// pending changes are shown as "confirmed, then pending over it". One function applies one batch; the caller owns the transaction.
import type { Change, Entry, Payload, Position, Row, Ruling } from '../../shared/sync/protocol.ts'
import { applied, columnNames, imageOf, writeImage } from './images.ts'
import { setState } from './outbox.ts'
import type { Statements } from './statements.ts'

export type Touched = Map<string, Set<string>>
const touch = (touched: Touched, table: string, id: string): void =>
  void (touched.get(table) ?? touched.set(table, new Set()).get(table))?.add(id)

type Base = { table_name: string; present: number; image: string }
const baseOf = (st: Statements, id: string): Base | undefined =>
  st.one<Base>('SELECT table_name, present, image FROM _sync_base WHERE row_id = ?', id)

/** Writes one entry's confirmed values. Values are absolute, so the same entry twice changes nothing. */
export function applyEntry(st: Statements, entry: Entry, touched: Touched): void {
  const known = st.one<{ n: number; payload: string | null }>('SELECT n, payload FROM _sync_changesets WHERE id = ?', entry.changeset)
  const n =
    known?.n ??
    Number(
      st.run(
        `INSERT INTO _sync_changesets (id, replica, command, actor, device_time, state, position, ruled_at) VALUES (?, ?, ?, ?, ?, 'foreign', ?, ?)`,
        entry.changeset,
        entry.replica,
        entry.command,
        entry.actor,
        entry.deviceTime,
        entry.number,
        entry.receivedAt,
      ).lastInsertRowid,
    )
  for (const change of entry.changes) {
    st.run('INSERT OR IGNORE INTO _sync_touch (row_id, n) VALUES (?, ?)', change.id, n)
    applyConfirmed(st, change, entry.number, touched)
  }
}

/** Writes a confirmed change to its row, or beside it while the row has pending changes. */
export function applyConfirmed(st: Statements, change: Change, position: number, touched: Touched): void {
  const columns = columnNames(change.table)
  if (!columns) return keepAside(st, change, position, 'unknown-table')
  const known: Row = {}
  const unknown: Row = {}
  for (const [name, value] of Object.entries(change.set)) (columns.has(name) ? known : unknown)[name] = value
  if (Object.keys(unknown).length > 0) keepAside(st, { ...change, set: unknown }, position, 'unknown-column')
  const base = baseOf(st, change.id)
  const before = base ? (base.present ? (JSON.parse(base.image) as Row) : null) : imageOf(st, change.table, change.id)
  const next = applied(before, { ...change, set: known })
  if (change.op === 'update' && !before) return keepAside(st, change, position, 'absent-row')
  touch(touched, change.table, change.id)
  if (base) {
    // A deleted row keeps its last image: a pending edit over it brings the row back at HQ, and is shown meanwhile.
    st.run('UPDATE _sync_base SET present = ?, image = ? WHERE row_id = ?', next ? 1 : 0, JSON.stringify(next ?? before ?? {}), change.id)
    show(st, change.id)
  } else writeImage(st, change.table, change.id, next)
}

const keepAside = (st: Statements, change: Change, position: number, reason: string): void =>
  void st.run(
    'INSERT INTO _sync_unknown (table_name, row_id, position, change, reason) VALUES (?, ?, ?, ?, ?)',
    change.table,
    change.id,
    position,
    JSON.stringify(change),
    reason,
  )

/** Rewrites a row as its confirmed image with the pending changes over it, oldest first; forgets the base when none are left. */
export function show(st: Statements, id: string): void {
  const base = baseOf(st, id)
  if (!base) return
  const pending = st.all<{ payload: string }>(
    `SELECT c.payload FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id = ? AND c.state IN ('pending', 'quarantined') ORDER BY c.n`,
    id,
  )
  const confirmed = JSON.parse(base.image) as Row
  let image: Row | null = base.present ? confirmed : null
  for (const { payload } of pending)
    for (const change of (JSON.parse(payload) as Payload).changes) {
      if (change.id !== id) continue
      image = applied(change.op === 'update' && !image && Object.keys(confirmed).length > 0 ? confirmed : image, change)
    }
  if (pending.length === 0) st.run('DELETE FROM _sync_base WHERE row_id = ?', id)
  writeImage(st, base.table_name, id, image)
}

/** Takes ruled changesets out of pending and shows their rows again. A quarantined one stays shown until it is settled. */
export function applyRulings(st: Statements, rulings: readonly Ruling[], now: number, touched: Touched): void {
  const rows = new Map<string, string>()
  for (const ruling of rulings) {
    const found = st.one<{ n: number; payload: string | null; state: string }>(
      'SELECT n, payload, state FROM _sync_changesets WHERE id = ?',
      ruling.changeset,
    )
    if (!found || !['pending', 'quarantined'].includes(found.state)) continue
    st.run(
      'UPDATE _sync_changesets SET state = ?, position = ?, reason = ?, ruled_at = ?, sent_at = coalesce(sent_at, ?) WHERE n = ?',
      ruling.outcome,
      ruling.position ?? null,
      ruling.reason ?? null,
      now,
      now,
      found.n,
    )
    if (found.payload) for (const change of (JSON.parse(found.payload) as Payload).changes) rows.set(change.id, change.table)
  }
  for (const [id, table] of rows) {
    show(st, id)
    touch(touched, table, id)
  }
}

export type Batch = { entries: readonly Entry[]; rulings: readonly Ruling[]; position: Position }

/** Applies entries, then rulings, then moves the position. Call inside one transaction. */
export function applyBatch(st: Statements, batch: Batch, now: number): Touched {
  const touched: Touched = new Map()
  for (const entry of batch.entries) applyEntry(st, entry, touched)
  applyRulings(st, batch.rulings, now, touched)
  setState(st, 'position', JSON.stringify(batch.position))
  if (batch.rulings.length > 0) touch(touched, '_sync_changesets', 'rulings')
  return touched
}
