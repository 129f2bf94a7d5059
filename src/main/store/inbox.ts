// Applies what HQ says: feed entries write confirmed values, rulings take changesets out of pending, and a row with
// pending changes shows "confirmed, then pending over it". One call applies one batch; the caller owns the transaction.
import type { Change, Entry, Position, Row, Ruling, SnapshotChunk } from '../../shared/sync/protocol.ts'
import { syncOf } from '../../shared/tables/define.ts'
import {
  applyConfirmed,
  baseOf,
  confirmedOf,
  fits,
  forgetBase,
  imageIn,
  type Intake,
  intake,
  keepConfirmed,
  settleSums,
  touch,
  type Touched,
  writeBase,
} from './confirmed.ts'
import { blank, isErased, rememberErased } from './erase.ts'
import { applied, columnNames, imageOf, sameImage } from './images.ts'
import { changesOf, setState } from './outbox.ts'
import type { Statements } from './statements.ts'

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
  const into = intake(st)
  for (const entry of batch.entries) applyEntry(into, entry)
  for (const ruling of batch.rulings) applyRuling(into, ruling, now)
  showPending(into)
  settleSums(into)
  setState(st, 'position', JSON.stringify(batch.position))
  for (const [key, value] of Object.entries(batch.state ?? {})) setState(st, key, value)
  if (batch.rulings.length > 0) touch(into.touched, '_sync_changesets')
  return into.touched
}

/** Writes one entry's confirmed values and its line in the log. Values are absolute, so the same entry twice changes nothing. */
function applyEntry(into: Intake, entry: Entry): void {
  const { st } = into
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
    applyConfirmed(into, change, entry.number)
  }
}

/** Takes a ruled changeset out of pending; the rows it touched are shown again. A quarantined one stays shown until it is settled. */
function applyRuling({ st, unsettled }: Intake, ruling: Ruling, now: number): void {
  const found = st.one<{ n: number; payload: string | null; state: string; stands_for: number | null }>(
    'SELECT n, payload, state, stands_for FROM _sync_changesets WHERE id = ?',
    ruling.changeset,
  )
  if (!found || (found.state !== 'pending' && found.state !== 'quarantined')) return
  st.run(
    'UPDATE _sync_changesets SET state = ?, position = ?, reason = ?, ruled_at = ?, sent_at = coalesce(sent_at, ?), input = iif(?, input, NULL) WHERE n = ?',
    ruling.outcome,
    ruling.position ?? null,
    ruling.reason ?? null,
    now,
    now,
    ruling.outcome === 'quarantined' ? 1 : 0,
    found.n,
  )
  if (found.stands_for !== null && ruling.outcome !== 'quarantined') settleAmended(st, found.stands_for, now)
  const changes = changesOf(found.payload)
  for (const change of changes) touch(unsettled, change.table, change.id)
  // Sent as it was made, because its digest had to be right; now nobody needs its values.
  if (ruling.outcome !== 'quarantined' && changes.some((c) => isErased(st, c.table, c.id))) blank(st, found.n)
}

/** Shows rows that have or had pending changes; one whose last pending change was settled forgets its base. Tells which it rewrote. */
export function showPending(into: Intake): void {
  const { st, touched } = into
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
  for (const [table, ids] of into.unsettled) {
    if (!columnNames(table)) continue
    touch(touched, table)
    const ledger = syncOf(table)?.policy === 'ledger'
    for (const id of ids) {
      const base = baseOf(into, table, id)
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
      const same = sameImage(image, imageOf(st, table, id))
      const shown = same || fits(st, table, id, image)
      if (shown && !same) touch(touched, table, id)
      if (pending > 0) writeBase(into, table, id)
      if (pending > 0) continue
      // A confirmed image the table refuses has no other place now than aside.
      const homeless = shown ? null : confirmedOf(into, table, id)
      forgetBase(into, table, id)
      if (homeless) keepConfirmed(into, table, id, homeless, 0)
    }
  }
}

/** Changesets whose changes of a row count over the confirmed ones, oldest first, a corrected one in its old place; with `given`, given-up ones too: money that was taken was taken. */
const pendingOf = (st: Statements, id: string, given: boolean): number[] =>
  st
    .all<{ n: number }>(
      `SELECT c.n FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n
       WHERE t.row_id = ? AND (c.state IN ('pending', 'quarantined') OR (? AND c.state = 'discarded')) ORDER BY coalesce(c.stands_for, c.n), c.n`,
      id,
      given ? 1 : 0,
    )
    .map((row) => row.n)

/** What the administrator wishes HQ to do with a quarantined changeset, said in the next round. */
export const wish = (st: Statements, id: string, what: 'retry' | 'discard', at: number): void =>
  void st.run(
    'INSERT INTO _sync_wishes (changeset, wish, at) VALUES (?, ?, ?) ON CONFLICT (changeset) DO UPDATE SET wish = excluded.wish, at = excluded.at',
    id,
    what,
    at,
  )

/** Quarantined changesets that wait for these, and for those, and so on: the reason names what is waited for. */
export function waitingFor(st: Pick<Statements, 'all'>, ids: readonly string[]): string[] {
  return st
    .all<{ id: string }>(
      `WITH RECURSIVE w(id) AS (SELECT value FROM json_each(?) UNION SELECT c.id FROM _sync_changesets c JOIN w ON c.reason = 'waits-for ' || w.id WHERE c.state = 'quarantined')
       SELECT c.id FROM w JOIN _sync_changesets c ON c.id = w.id WHERE c.state = 'quarantined' ORDER BY c.n`,
      JSON.stringify(ids),
    )
    .map((row) => row.id)
}

/** HQ has ruled on a correction: what it corrected is given up there, and only now what waited for that is judged again. */
function settleAmended(st: Statements, line: number, now: number): void {
  const old = st
    .all<{ id: string }>(`SELECT id FROM _sync_changesets WHERE state = 'amended' AND (n = ? OR stands_for = ?)`, line, line)
    .map(({ id }) => id)
  for (const id of old) wish(st, id, 'discard', now)
  waitingFor(st, old).forEach((id, i) => wish(st, id, 'retry', now + 1 + i))
}

/**
 * Takes a quarantined changeset out of what is shown, to run its command anew in its place; the line stays in the log as
 * it was. Returns the line it stands in, the ids it gave to rows, and what waits for it; null when it is not in quarantine.
 */
export function setAside(
  st: Statements,
  id: string,
  now: number,
  touched: Touched,
): { line: number; rows: string[]; waiting: string[] } | null {
  const found = st.one<{ n: number; payload: string | null; stands_for: number | null }>(
    `SELECT n, payload, stands_for FROM _sync_changesets WHERE id = ? AND state = 'quarantined'`,
    id,
  )
  if (!found) return null
  const line = found.stands_for ?? found.n
  const before = st.all<{ id: string }>(`SELECT id FROM _sync_changesets WHERE state = 'amended' AND (n = ? OR stands_for = ?)`, line, line)
  const waiting = waitingFor(st, [...before.map((each) => each.id), id]).filter((each) => each !== id)
  st.run(`UPDATE _sync_changesets SET state = 'amended', ruled_at = ? WHERE n = ?`, now, found.n)
  const into = intake(st, touched)
  const changes = changesOf(found.payload)
  for (const change of changes) touch(into.unsettled, change.table, change.id)
  showPending(into)
  return { line, rows: changes.filter((change) => change.op === 'insert').map((change) => change.id), waiting }
}

/** Shows rows anew that a correction wrote: what was done after the refused one lies over it. */
export function showAgain(st: Statements, changes: readonly Change[], touched: Touched): void {
  const into = intake(st, touched)
  for (const change of changes) touch(into.unsettled, change.table, change.id)
  showPending(into)
}

/** Gives up a quarantined changeset: its pending values go, its ledger rows stay. False when it is not (any more) in quarantine. */
export function discard(st: Statements, id: string, now: number, touched: Touched): boolean {
  const found = st.one<{ n: number; payload: string | null }>(
    `SELECT n, payload FROM _sync_changesets WHERE id = ? AND state = 'quarantined'`,
    id,
  )
  if (!found) return false
  st.run(`UPDATE _sync_changesets SET state = 'discarded', ruled_at = ? WHERE n = ?`, now, found.n)
  const into = intake(st, touched)
  for (const change of changesOf(found.payload)) touch(into.unsettled, change.table, change.id)
  showPending(into)
  return true
}

/** Writes rows of a snapshot. A row may be newer than the snapshot's position: the entries after it are absolute. */
export function applySnapshot(st: Statements, rows: SnapshotChunk['rows'], position: number): Touched {
  const into = intake(st)
  for (const row of rows) {
    if (row.erased) rememberErased(st, row.table, row.id)
    applyConfirmed(into, { table: row.table, id: row.id, op: 'insert', set: row.image }, position)
  }
  showPending(into)
  settleSums(into)
  return into.touched
}

/** Applies what an older version kept aside and this one knows. Call after migrations, inside one transaction. */
export function applyLearned(st: Statements): Touched {
  const into = intake(st)
  for (const { table, id, position, change } of st.all<{ id: string; table: string; position: number; change: string }>(
    `SELECT row_id AS id, table_name AS "table", position, change FROM _sync_unknown WHERE reason IN ('unknown-table', 'unknown-column') ORDER BY n`,
  )) {
    const columns = columnNames(table)
    if (!columns || !Object.keys((JSON.parse(change) as Change).set).some((name) => columns.has(name))) continue
    const image = confirmedOf(into, table, id)
    if (image) keepConfirmed(into, table, id, image, position)
  }
  showPending(into)
  return into.touched
}
