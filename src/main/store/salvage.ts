// What a damaged database still knows and its backup does not: the own changesets recorded after the backup was made, in
// order, as far as their pages can be read and their chain holds. Rows follow from them; nothing is guessed.
import { chainText, contentText } from '../../shared/sync/protocol.ts'
import type { Touched } from './confirmed.ts'
import { applied, columnNames, imageOf, writeImage } from './images.ts'
import { type Database, openDatabase } from './open.ts'
import { changesOf, sha256 } from './outbox.ts'
import type { Session } from './session.ts'
import type { Statements } from './statements.ts'

type Line = {
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
  /** Null when it was blanked by an erasure: the chain holds without it. */
  payload: string | null
  payload_digest: string
  state: string
}

/**
 * Brings them over into the restored store, each in a transaction of its own. `complete` is false when the damage hid
 * something behind the last one found. What other desktops did comes again from HQ. @throws never for damage.
 */
export function salvage(session: Session, damaged: string, key: string | null): { found: number; complete: boolean } {
  let from: Database | undefined
  let found = 0
  try {
    from = openDatabase({ file: damaged, key, readonly: true })
    const chain = session.chain()
    const lines = from
      .prepare('SELECT * FROM _sync_changesets WHERE replica = ? AND incarnation = ? AND seq > ? ORDER BY n')
      .iterate(chain.replica, chain.incarnation, chain.seq) as IterableIterator<Line>
    for (const line of lines) {
      if (!follows(session, line)) return { found, complete: false }
      session.take((st) => takeOver(st, line, session.joined()))
      session.forgetChain()
      found += 1
    }
    return { found, complete: true }
  } catch {
    return { found, complete: false }
  } finally {
    from?.close()
  }
}

/** The line is the next one of this store's chain, to the last byte. */
function follows(session: Session, line: Line): boolean {
  const { seq, hash } = session.chain()
  if (line.seq !== seq + 1 || line.prev_hash !== hash || (line.payload !== null && sha256(line.payload) !== line.payload_digest))
    return false
  const { id, replica, command, actor } = line
  const head = {
    id,
    replica,
    seen: { number: line.seen_number, nonce: line.seen_nonce },
    after: JSON.parse(line.after) as string[],
    command,
    schemaVersion: line.schema_version,
    actor,
    deviceTime: line.device_time,
  }
  return line.hash === sha256(chainText(line.prev_hash, line.incarnation, line.seq, sha256(contentText(head, line.payload_digest))))
}

/** The line into the log and its changes over the rows, as when it was made. HQ rules on it again, the same way. */
function takeOver(st: Statements, line: Line, joined: boolean): Touched {
  const n = Number(
    st.run(
      `INSERT INTO _sync_changesets (id, replica, incarnation, seq, prev_hash, hash, seen_number, seen_nonce, after, command, schema_version, actor, device_time, payload, payload_digest, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      line.id,
      line.replica,
      line.incarnation,
      line.seq,
      line.prev_hash,
      line.hash,
      line.seen_number,
      line.seen_nonce,
      line.after,
      line.command,
      line.schema_version,
      line.actor,
      line.device_time,
      line.payload,
      line.payload_digest,
      line.payload === null ? line.state : joined ? 'pending' : 'local',
    ).lastInsertRowid,
  )
  const touched: Touched = new Map([['_sync_changesets', new Set([line.id])]])
  for (const change of changesOf(line.payload)) {
    st.run('INSERT OR IGNORE INTO _sync_touch (row_id, n) VALUES (?, ?)', change.id, n)
    if (!columnNames(change.table)) continue
    const before = imageOf(st, change.table, change.id)
    if (joined)
      st.run(
        'INSERT INTO _sync_base (table_name, row_id, present, image) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        change.table,
        change.id,
        before ? 1 : 0,
        JSON.stringify(before ?? {}),
      )
    writeImage(st, change.table, change.id, applied(before, change))
    const rows = touched.get(change.table) ?? new Set<string>()
    touched.set(change.table, rows.add(change.id))
  }
  return touched
}
