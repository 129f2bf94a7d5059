// Applies what HQ says: feed entries write confirmed values, rulings take changesets out of pending, and a row with
// pending changes shows "confirmed, then pending over it". One call applies one batch; the caller owns the transaction.
import type { Change, Entry, Position, Row, Ruling, SnapshotChunk } from '../../shared/sync/protocol.ts'
import { syncOf } from '../../shared/tables/define.ts'
import { blank, forget, isErased } from './erase.ts'
import { applied, columnNames, imageOf, sameImage, writeImage } from './images.ts'
import { changesOf, setState } from './outbox.ts'
import type { Statements } from './statements.ts'

/** Rows by table. A table without rows: nothing it shows changed, but how surely. */
export type Touched = Map<string, Set<string>>
const touch = (touched: Touched, table: string, id?: string): void => {
  let rows = touched.get(table)
  if (!rows) touched.set(table, (rows = new Set()))
  if (id !== undefined) rows.add(id)
}

export type Batch = {
  /** In feed order. */
  entries: readonly Entry[]
  /** Only of changesets whose entries came before or are in this batch. */
  rulings: readonly Ruling[]
  /** Where the feed was read to once this batch is in. */
  position: Position
  /** More of the store's own state that must be true in the same instant (see outbox.ts, setState). */
  state?: Readonly<Record<string, string>>
}

/** Applies entries, then rulings, then moves the position. Call inside one transaction. */
export function applyBatch(st: Statements, batch: Batch, now: number): Touched {
  const touched: Touched = new Map()
  const unsettled: Touched = new Map()
  for (const entry of batch.entries) applyEntry(st, entry, touched, unsettled)
  for (const ruling of batch.rulings) applyRuling(st, ruling, now, unsettled)
  showPending(st, unsettled, touched)
  setState(st, 'position', JSON.stringify(batch.position))
  for (const [key, value] of Object.entries(batch.state ?? {})) setState(st, key, value)
  if (batch.rulings.length > 0) touch(touched, '_sync_changesets')
  return touched
}

/** Writes one entry's confirmed values and its line in the log. Values are absolute, so the same entry twice changes nothing. */
function applyEntry(st: Statements, entry: Entry, touched: Touched, unsettled: Touched): void {
  const known = st.one<{ n: number }>('SELECT n FROM _sync_changesets WHERE id = ?', entry.changeset)
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
    applyConfirmed(st, change, entry.number, touched, unsettled)
  }
}

/** Writes a confirmed change to its row, or beside it while the row is unsettled: has pending changes. What does not fit is kept aside. */
function applyConfirmed(st: Statements, change: Change, position: number, touched: Touched, unsettled: Touched): void {
  const columns = columnNames(change.table)
  if (!columns || syncOf(change.table)?.scope === 'local') return keepAside(st, change, position, 'unknown-table')
  const { known, unknown } = split(change.set, columns)
  if (unknown) keepAside(st, { ...change, set: unknown }, position, 'unknown-column')
  const base = baseOf(st, change.table, change.id)
  // HQ inserts whole images: what the row had before does not shine through, and need not be read.
  const before = base ? (base.present ? imageIn(base) : null) : change.op === 'insert' ? null : imageOf(st, change.table, change.id)
  if (change.op === 'update' && !before) return keepAside(st, change, position, 'absent-row')
  if (change.op === 'erase') forget(st, change.table, change.id)
  // What came too early for the row concerns nobody here once it is gone.
  if (change.op === 'depart' || change.op === 'delete')
    st.run(`DELETE FROM _sync_unknown WHERE table_name = ? AND row_id = ? AND reason = 'absent-row'`, change.table, change.id)
  const next = applied(change.op === 'insert' ? null : before, { ...change, set: known })
  if (base) {
    // A deleted row keeps its last image: a pending edit over it brings the row back at HQ, and is shown meanwhile.
    // Of a row that left this scope nothing is kept.
    const image = JSON.stringify(
      change.op === 'depart' ? {} : (next ?? applied(before ?? imageIn(base), { ...change, op: 'update', set: {} })),
    )
    st.run('UPDATE _sync_base SET present = ?, image = ? WHERE table_name = ? AND row_id = ?', next ? 1 : 0, image, change.table, change.id)
    touch(unsettled, change.table, change.id)
  } else if (writeOrKeep(st, change, next, position)) touch(touched, change.table, change.id)
}

function split(set: Row, columns: ReadonlySet<string>): { known: Row; unknown: Row | null } {
  let unknown: Row | null = null
  for (const name in set) if (!columns.has(name)) (unknown ??= {})[name] = set[name] ?? null
  return unknown
    ? { known: Object.fromEntries(Object.entries(set).filter(([name]) => columns.has(name))), unknown }
    : { known: set, unknown }
}

/** False when the table refused the image: the local schema never stops the feed. */
function writeOrKeep(st: Statements, change: Change, image: Row | null, position: number): boolean {
  try {
    writeImage(st, change.table, change.id, image)
    return true
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
    keepAside(st, change, position, 'refused')
    return false
  }
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

type Base = { present: number; image: string }
const baseOf = (st: Statements, table: string, id: string): Base | undefined =>
  st.one<Base>('SELECT present, image FROM _sync_base WHERE table_name = ? AND row_id = ?', table, id)
const imageIn = (base: Base): Row => JSON.parse(base.image) as Row

/** Takes a ruled changeset out of pending; the rows it touched are shown again. A quarantined one stays shown until it is settled. */
function applyRuling(st: Statements, ruling: Ruling, now: number, unsettled: Touched): void {
  const found = st.one<{ n: number; payload: string | null; state: string }>(
    'SELECT n, payload, state FROM _sync_changesets WHERE id = ?',
    ruling.changeset,
  )
  if (!found || (found.state !== 'pending' && found.state !== 'quarantined')) return
  st.run(
    'UPDATE _sync_changesets SET state = ?, position = ?, reason = ?, ruled_at = ?, sent_at = coalesce(sent_at, ?) WHERE n = ?',
    ruling.outcome,
    ruling.position ?? null,
    ruling.reason ?? null,
    now,
    now,
    found.n,
  )
  const changes = changesOf(found.payload)
  for (const change of changes) touch(unsettled, change.table, change.id)
  // Sent as it was made, because its digest had to be right; now nobody needs its values.
  if (ruling.outcome !== 'quarantined' && changes.some((c) => isErased(st, c.table, c.id))) blank(st, found.n)
}

/** Shows rows that have or had pending changes; one whose last pending change was settled forgets its base. Tells which it rewrote. */
function showPending(st: Statements, rows: Touched, touched: Touched): void {
  const payloads = new Map<number, Map<string, Change[]>>()
  const changesIn = (n: number, key: string): readonly Change[] => {
    let changes = payloads.get(n)
    if (!changes) {
      if (payloads.size > 64) payloads.clear()
      changes = new Map()
      const stored = st.one<{ payload: string | null }>('SELECT payload FROM _sync_changesets WHERE n = ?', n)
      for (const change of changesOf(stored?.payload ?? null)) {
        const at = `${change.table}\u0000${change.id}`
        changes.set(at, [...(changes.get(at) ?? []), change])
      }
      payloads.set(n, changes)
    }
    return changes.get(key) ?? []
  }
  for (const [table, ids] of rows) {
    if (!columnNames(table)) continue
    touch(touched, table)
    const ledger = syncOf(table)?.policy === 'ledger'
    for (const id of ids) {
      const base = baseOf(st, table, id)
      if (!base) continue
      const confirmed = imageIn(base)
      let image: Row | null = base.present ? confirmed : null
      let pending = 0
      for (const n of pendingOf(st, id, ledger && !base.present))
        for (const change of changesIn(n, `${table}\u0000${id}`)) {
          pending += 1
          image = applied(change.op === 'update' && !image && Object.keys(confirmed).length > 0 ? confirmed : image, change)
        }
      if (image && isErased(st, table, id)) image = applied(image, { table, id, op: 'erase', set: {} })
      if (pending === 0) st.run('DELETE FROM _sync_base WHERE table_name = ? AND row_id = ?', table, id)
      if (sameImage(image, imageOf(st, table, id))) continue
      if (writeOrKeep(st, { table, id, op: 'insert', set: image ?? {} }, image, 0)) touch(touched, table, id)
    }
  }
}

/** Changesets whose changes of a row count over the confirmed ones, oldest first; with `given`, given-up ones too: money that was taken was taken. */
const pendingOf = (st: Statements, id: string, given: boolean): number[] =>
  st
    .all<{ n: number }>(
      `SELECT c.n FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n
       WHERE t.row_id = ? AND (c.state IN ('pending', 'quarantined') OR (? AND c.state = 'discarded')) ORDER BY c.n`,
      id,
      given ? 1 : 0,
    )
    .map((row) => row.n)

/** Gives up a quarantined changeset: its pending values go, its ledger rows stay. False when it is not (any more) in quarantine. */
export function discard(st: Statements, id: string, now: number, touched: Touched): boolean {
  const found = st.one<{ n: number; payload: string | null }>(
    `SELECT n, payload FROM _sync_changesets WHERE id = ? AND state = 'quarantined'`,
    id,
  )
  if (!found) return false
  st.run(`UPDATE _sync_changesets SET state = 'discarded', ruled_at = ? WHERE n = ?`, now, found.n)
  const unsettled: Touched = new Map()
  for (const change of changesOf(found.payload)) touch(unsettled, change.table, change.id)
  showPending(st, unsettled, touched)
  return true
}

/** Writes rows of a snapshot. A row may be newer than the snapshot's position: the entries after it are absolute. */
export function applySnapshot(st: Statements, rows: SnapshotChunk['rows'], position: number): Touched {
  const touched: Touched = new Map()
  const unsettled: Touched = new Map()
  for (const row of rows) applyConfirmed(st, { table: row.table, id: row.id, op: 'insert', set: row.image }, position, touched, unsettled)
  showPending(st, unsettled, touched)
  return touched
}

/** Applies what an older version kept aside and this one knows. Call after migrations, inside one transaction. */
export function applyLearned(st: Statements): Touched {
  const touched: Touched = new Map()
  const unsettled: Touched = new Map()
  const kept = st.all<{ n: number; position: number; change: string }>(
    `SELECT n, position, change FROM _sync_unknown WHERE reason IN ('unknown-table', 'unknown-column') ORDER BY n`,
  )
  for (const { n, position, change: text } of kept) {
    const change = JSON.parse(text) as Change
    const columns = columnNames(change.table)
    if (!columns || !Object.keys(change.set).every((c) => columns.has(c))) continue
    st.run('DELETE FROM _sync_unknown WHERE n = ?', n)
    // Columns of a row that exists are added to it, also when they arrived with its insert.
    const there = baseOf(st, change.table, change.id)?.present === 1 || imageOf(st, change.table, change.id) !== null
    applyConfirmed(st, there && change.op === 'insert' ? { ...change, op: 'update' } : change, position, touched, unsettled)
  }
  showPending(st, unsettled, touched)
  return touched
}
