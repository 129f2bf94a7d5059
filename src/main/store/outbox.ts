// Turns what a command wrote into one changeset of the hash-chained log, in the command's own transaction. The log is
// the outbox (state `pending`) and the audit log at once.
import { createHash } from 'node:crypto'
import { chainText, contentText, type Changeset, type Payload, type Position, START } from '../../shared/sync/protocol.ts'
import type { Statements } from './statements.ts'
import type { Written } from './write.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** This replica's place in its own chain and in HQ's feed; kept in memory, reread after any rollback. */
export type Chain = { replica: string; incarnation: number; seq: number; hash: string; seen: Position; joined: boolean }

export const getState = (st: Statements, key: string): string | null =>
  st.one<{ value: string }>('SELECT value FROM _sync_state WHERE key = ?', key)?.value ?? null
export const setState = (st: Statements, key: string, value: string): void =>
  void st.run('INSERT INTO _sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)

export function readChain(st: Statements): Chain {
  const replica = getState(st, 'replica') ?? ''
  const incarnation = Number(getState(st, 'incarnation') ?? '1')
  const last = st.one<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM _sync_changesets WHERE replica = ? AND seq IS NOT NULL ORDER BY n DESC LIMIT 1',
    replica,
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

export type Sealing = { id: string; command: string; actor: string; deviceTime: number; schemaVersion: number }

/** Appends the changeset and its touch index; advances `chain`. Rows of `local` tables leave no trace. */
export function appendChangeset(st: Statements, chain: Chain, about: Sealing, written: Pick<Written, 'changes' | 'guards'>): number {
  const payload = JSON.stringify({ changes: written.changes, guards: written.guards } satisfies Payload)
  const payloadDigest = sha256(payload)
  const ids = [...new Set(written.changes.map((c) => c.id))]
  const after = chain.joined ? pendingBefore(st, written) : []
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
      `INSERT INTO _sync_changesets (id, replica, incarnation, seq, prev_hash, hash, seen_number, seen_nonce, after, command, schema_version, actor, device_time, payload, payload_digest, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    ).lastInsertRowid,
  )
  for (const id of ids) st.run('INSERT OR IGNORE INTO _sync_touch (row_id, n) VALUES (?, ?)', id, n)
  chain.seq = seq
  chain.hash = hash
  return n
}

/** Pending changesets that wrote a row this one writes, guards or refers to. */
function pendingBefore(st: Statements, written: Pick<Written, 'changes' | 'guards'>): string[] {
  const rows = new Set<string>()
  for (const change of written.changes) {
    rows.add(change.id)
    for (const [name, value] of Object.entries(change.set)) if (name.endsWith('_id') && typeof value === 'string') rows.add(value)
  }
  for (const guard of written.guards) {
    if (guard.kind === 'expect') rows.add(guard.id)
    if (guard.kind === 'hold' || guard.kind === 'release') rows.add(guard.holder)
  }
  return st
    .all<{ id: string }>(
      `SELECT DISTINCT c.id FROM json_each(?) j JOIN _sync_touch t ON t.row_id = j.value JOIN _sync_changesets c ON c.n = t.n
       WHERE c.state IN ('pending', 'quarantined')`,
      JSON.stringify([...rows]),
    )
    .map((r) => r.id)
}

type Stored = {
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

/** The next changesets to send, oldest first, at most `limit` and about `bytes` of payload. */
export function pendingChangesets(st: Statements, limit: number, bytes: number): Changeset[] {
  const rows = st.all<Stored>(`SELECT * FROM _sync_changesets WHERE state = 'pending' ORDER BY n LIMIT ?`, limit)
  const out: Changeset[] = []
  let size = 0
  for (const r of rows) {
    size += r.payload.length
    if (out.length > 0 && size > bytes) break
    out.push({
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
  }
  return out
}

export const countPending = (st: Statements): number =>
  st.one<{ n: number }>(`SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending'`)?.n ?? 0

/** Checks the whole own chain: every payload digest, every link. Returns the first broken `n`, or null. */
export function verifyChain(st: Statements): number | null {
  let prev = ''
  const rows = st.raw.prepare(`SELECT * FROM _sync_changesets WHERE seq IS NOT NULL ORDER BY n`).iterate() as IterableIterator<
    Stored & { n: number; payload_digest: string }
  >
  let expected = 0
  for (const r of rows) {
    const head = {
      id: r.id,
      replica: r.replica,
      seen: { number: r.seen_number, nonce: r.seen_nonce },
      after: JSON.parse(r.after) as string[],
      command: r.command,
      schemaVersion: r.schema_version,
      actor: r.actor,
      deviceTime: r.device_time,
    }
    expected += 1
    const hash = sha256(chainText(prev, r.incarnation, r.seq, sha256(contentText(head, r.payload_digest))))
    if (r.seq !== expected || r.prev_hash !== prev || r.hash !== hash || (r.payload !== null && sha256(r.payload) !== r.payload_digest))
      return r.n
    prev = r.hash
  }
  return null
}
