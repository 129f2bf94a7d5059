// Turns what a command wrote into one changeset of the hash-chained log, in the command's own transaction. The log is
// the outbox (state `pending`) and the audit log at once.
import { hash as digest } from 'node:crypto'
import {
  chainText,
  type Change,
  type Changeset,
  contentText,
  MAX_PAYLOAD,
  type Payload,
  type Position,
  START,
} from '../../shared/sync/protocol.ts'
import type { Statements } from './statements.ts'
import type { Written } from './write.ts'

export const sha256 = (text: string): string => digest('sha256', text)

/** This replica's place in its own chain and in HQ's feed; kept in memory, reread after any rollback. */
export type Chain = { replica: string; incarnation: number; seq: number; hash: string; seen: Position; joined: boolean }

export const getState = (st: Pick<Statements, 'one'>, key: string): string | null =>
  st.one<{ value: string }>('SELECT value FROM _sync_state WHERE key = ?', key)?.value ?? null
export const setState = (st: Statements, key: string, value: string): void =>
  void st.run('INSERT INTO _sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)

/** The head of the chain of this replica's present incarnation, and how far the feed was read. */
export function readChain(st: Statements): Chain {
  const replica = getState(st, 'replica') ?? ''
  const incarnation = Number(getState(st, 'incarnation') ?? '1')
  const last = st.one<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM _sync_changesets WHERE replica = ? AND incarnation = ? AND seq IS NOT NULL ORDER BY n DESC LIMIT 1',
    replica,
    incarnation,
  )
  const position = getState(st, 'position')
  return {
    replica,
    incarnation,
    seq: last?.seq ?? 0,
    hash: last?.hash ?? '',
    seen: position ? (JSON.parse(position) as Position) : START,
    joined: getState(st, 'hq') !== null,
  }
}

export type Sealing = {
  id: string
  command: string
  actor: string
  deviceTime: number
  schemaVersion: number
  /** What the command was asked with, where it may be amended; kept until HQ has taken it. */
  input?: string | null
  /** The line of a refused changeset that this one corrects, and those that wait for it: this one waits for none of them. */
  amends?: { line: number; waiting: ReadonlySet<string> } | null
}

/** Appends the changeset and its touch index; advances `chain`. Rows of `local` tables leave no trace. */
export function appendChangeset(st: Statements, chain: Chain, about: Sealing, written: Pick<Written, 'changes' | 'guards'>): number {
  const payload = JSON.stringify({ changes: written.changes, guards: written.guards } satisfies Payload)
  if (payload.length > MAX_PAYLOAD)
    throw new Error(`${about.command}: ${payload.length} characters of changes; bulk work is many changesets`)
  const payloadDigest = sha256(payload)
  const ids = [...new Set([...written.changes.map((c) => c.id), ...written.guards.flatMap((g) => (g.kind === 'grant' ? [g.key] : []))])]
  const after = chain.joined ? pendingBefore(st, written, about.amends?.waiting) : []
  const head = {
    id: about.id,
    replica: chain.replica,
    seen: chain.seen,
    after,
    command: about.command,
    schemaVersion: about.schemaVersion,
    actor: about.actor,
    deviceTime: about.deviceTime,
  }
  const seq = chain.seq + 1
  const hash = sha256(chainText(chain.hash, chain.incarnation, seq, sha256(contentText(head, payloadDigest))))
  const n = Number(
    st.run(
      `INSERT INTO _sync_changesets (id, replica, incarnation, seq, prev_hash, hash, seen_number, seen_nonce, after, command, schema_version, actor, device_time, payload, payload_digest, state, input, stands_for)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      about.id,
      chain.replica,
      chain.incarnation,
      seq,
      chain.hash,
      hash,
      chain.seen.number,
      chain.seen.nonce,
      JSON.stringify(after),
      about.command,
      about.schemaVersion,
      about.actor,
      about.deviceTime,
      payload,
      payloadDigest,
      chain.joined ? 'pending' : 'local',
      chain.joined ? (about.input ?? null) : null,
      about.amends?.line ?? null,
    ).lastInsertRowid,
  )
  for (const id of ids) st.run('INSERT OR IGNORE INTO _sync_touch (row_id, n) VALUES (?, ?)', id, n)
  chain.seq = seq
  chain.hash = hash
  return n
}

const NONE: ReadonlySet<string> = new Set()
/**
 * Pending changesets that wrote a row this one writes, guards or refers to: the newest of each row, which names the
 * older ones itself. HQ takes at most 2,000; the newest are the ones that decide.
 */
function pendingBefore(st: Statements, written: Pick<Written, 'changes' | 'guards'>, except: ReadonlySet<string> = NONE): string[] {
  const rows = new Set<string>()
  for (const change of written.changes) {
    rows.add(change.id)
    for (const [name, value] of Object.entries(change.set)) if (name.endsWith('_id') && typeof value === 'string') rows.add(value)
  }
  for (const guard of written.guards) {
    if (guard.kind === 'expect') rows.add(guard.id)
    else if (guard.kind === 'unique') rows.add(guard.row)
    else if (guard.kind === 'grant') rows.add(guard.key).add(guard.of)
    else rows.add(guard.holder)
  }
  return st
    .all<{ id: string }>(
      `SELECT c.id FROM _sync_changesets c WHERE c.n IN (
         SELECT max(t.n) FROM json_each(?) j JOIN _sync_touch t ON t.row_id = j.value JOIN _sync_changesets p ON p.n = t.n
         WHERE p.state IN ('pending', 'quarantined') AND p.id NOT IN (SELECT value FROM json_each(?)) GROUP BY t.row_id)
       ORDER BY c.n DESC LIMIT 2000`,
      JSON.stringify([...rows]),
      JSON.stringify([...except]),
    )
    .map((r) => r.id)
    .reverse()
}

/** The changes of a stored payload; none of one that was blanked. */
export const changesOf = (payload: string | null): readonly Change[] => (payload === null ? [] : (JSON.parse(payload) as Payload).changes)

type Stored = {
  n: number
  id: string
  replica: string
  incarnation: number
  seq: number
  prev_hash: string
  hash: string
  seen_number: number
  seen_nonce: string
  after: string
  command: string
  schema_version: number
  actor: string
  device_time: number
  payload: string
}
const asSent = (r: Stored): Changeset => ({
  id: r.id,
  replica: r.replica,
  incarnation: r.incarnation,
  seq: r.seq,
  prevHash: r.prev_hash,
  hash: r.hash,
  seen: { number: r.seen_number, nonce: r.seen_nonce },
  after: JSON.parse(r.after) as string[],
  command: r.command,
  schemaVersion: r.schema_version,
  actor: r.actor,
  deviceTime: r.device_time,
  payload: r.payload,
})

export type Sending = { n: number; changeset: Changeset }
/** Takes rows while they fit, at least one; reads no more of them than that. (A bound LIMIT would have SQLite plan the query anew each time.) */
function take(rows: IterableIterator<Stored>, limit: number, bytes: number): Sending[] {
  const out: Sending[] = []
  let size = 0
  for (const row of rows) {
    size += row.payload.length
    if (out.length > 0 && size > bytes) break
    out.push({ n: row.n, changeset: asSent(row) })
    if (out.length >= limit) break
  }
  return out
}

/** The next changesets to send after log line `after`, oldest first, at most `limit` and about `bytes` of payload. */
export const pendingChangesets = (st: Statements, limit: number, bytes: number, after = 0): Sending[] =>
  take(st.each<Stored>(`SELECT * FROM _sync_changesets WHERE state = 'pending' AND n > ? ORDER BY n`, after), limit, bytes)

/** Is there anything to send after log line `after`? */
export const anyPending = (st: Pick<Statements, 'one'>, after = 0): boolean =>
  st.one(`SELECT 1 FROM _sync_changesets WHERE state = 'pending' AND n > ? LIMIT 1`, after) !== undefined

/** Own changesets from `seq` on whatever became of them: what HQ asks for when its copy of the chain has a gap. */
export const changesetsFrom = (st: Statements, chain: Chain, seq: number, limit: number, bytes: number): Sending[] =>
  take(
    st.each<Stored>(
      'SELECT * FROM _sync_changesets WHERE replica = ? AND incarnation = ? AND seq >= ? ORDER BY n',
      chain.replica,
      chain.incarnation,
      seq,
    ),
    limit,
    bytes,
  )

export const markSent = (st: Statements, sent: readonly Sending[], now: number): void =>
  void st.run(
    'UPDATE _sync_changesets SET sent_at = ? WHERE n IN (SELECT value FROM json_each(?)) AND sent_at IS NULL',
    now,
    JSON.stringify(sent.map((s) => s.n)),
  )

export const countPending = (st: Pick<Statements, 'one'>): number =>
  st.one<{ n: number }>(`SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending'`)?.n ?? 0

/** When the oldest pending changeset after the first `sent` was made; null when there is none. */
export const oldestPending = (st: Pick<Statements, 'one'>, sent: number): number | null =>
  st.one<{ at: number }>(
    `SELECT device_time AS at FROM _sync_changesets WHERE state = 'pending' ORDER BY n LIMIT 1 OFFSET (SELECT ?)`,
    sent,
  )?.at ?? null

/** Checks every own chain: every payload digest, every link, no line missing. Returns the first broken `n`, or null. */
export function verifyChain(st: Pick<Statements, 'all' | 'one'>): number | null {
  for (let after: number | null = 0; after !== null;) {
    const { broken, next } = verifyLines(st, after, 10_000)
    if (broken !== null) return broken
    after = next
  }
  return null
}

const CHECKED_AT_ONCE = 500

/**
 * Checks up to `limit` lines of the own chains behind line `after`, which were checked before. `broken` is the first line
 * that is not as it was written; `next` where to go on, null at the end.
 */
export function verifyLines(
  st: Pick<Statements, 'all' | 'one'>,
  after: number,
  limit: number,
): { checked: number; next: number | null; broken: number | null } {
  type Head = { seq: number; hash: string }
  const heads = new Map<string, Head>()
  const before = (r: Stored): Head =>
    st.one<Head>(
      'SELECT seq, hash FROM _sync_changesets WHERE replica = ? AND incarnation = ? AND n <= ? AND seq IS NOT NULL ORDER BY n DESC LIMIT 1',
      r.replica,
      r.incarnation,
      after,
    ) ?? { seq: 0, hash: '' }
  let checked = 0
  let at = after
  while (checked < limit) {
    const rows = st.all<Stored & { payload: string | null; payload_digest: string }>(
      'SELECT * FROM _sync_changesets WHERE seq IS NOT NULL AND n > ? ORDER BY n LIMIT (SELECT ?)',
      at,
      Math.min(CHECKED_AT_ONCE, limit - checked),
    )
    if (rows.length === 0) return { checked, next: null, broken: null }
    for (const r of rows) {
      const key = `${r.replica}/${r.incarnation}`
      const last = heads.get(key) ?? before(r)
      if (r.seq !== last.seq + 1 || r.prev_hash !== last.hash || r.hash !== hashOf(r, last.hash))
        return { checked, next: null, broken: r.n }
      heads.set(key, { seq: r.seq, hash: r.hash })
      at = r.n
      checked += 1
    }
  }
  return { checked, next: at, broken: null }
}

/** The hash a line should carry; null when it was damaged beyond reading or its payload is not the one it was made with. */
function hashOf(r: Stored & { payload: string | null; payload_digest: string }, prevHash: string): string | null {
  if (r.payload !== null && sha256(r.payload) !== r.payload_digest) return null
  try {
    const { payload: _, ...head } = asSent(r)
    return sha256(chainText(prevHash, r.incarnation, r.seq, sha256(contentText(head, r.payload_digest))))
  } catch {
    return null
  }
}
