// Reads where this desktop stands with HQ: the chip's figures, what waits, what came back, and what HQ could not accept.
import type { Input, Output } from '../../../shared/contract.ts'
import { caseKinds, type CaseKind } from '../../../shared/sync/cases.ts'
import { Refusal } from '../../../shared/errors.ts'
import { waitingFor } from '../../store/inbox.ts'
import { countPending } from '../../store/outbox.ts'
import type { Reader } from '../../store/read.ts'
import { foundingProgress } from '../../sync/founding.ts'
import { rememberedHq } from '../../sync/pairing.ts'
import { statusIn } from '../../sync/status.ts'
import { provisionalHolders } from '../vehicles/queries/hold.ts'
import { casesFor } from './queries/cases.ts'
import { deedsOf, type Line, namesIn, subjectsOf, toldOf } from './queries/told.ts'
import { startOf } from '../../../shared/dates.ts'

const LINE = 'c.n, c.id, c.command, c.actor, c.device_time, c.sent_at, c.ruled_at, c.state, c.reason'
const count = (db: Reader, sql: string, ...values: unknown[]): number => db.one<{ n: number }>(sql, ...values)?.n ?? 0
/** People who see only their own rows see only their own deeds. */
const ownOnly = (db: Reader): string | null => (db.who.reach === 'own' ? db.who.user : null)

export function status(db: Reader): Output<'sync.status'> {
  const engine = statusIn(db)
  const hq = rememberedHq(db)
  const joined = db.one(`SELECT 1 FROM _sync_state WHERE key = 'hq'`) !== undefined
  const founding = joined ? foundingProgress(db) : null
  return {
    ...engine,
    mode: joined && engine.mode === 'alone' ? 'offline' : engine.mode,
    joined,
    online: engine.mode === 'online' || engine.mode === 'syncing',
    waiting: joined ? countPending(db) : 0,
    // Of a history that is being sent, nobody asks what is on its way.
    sent: joined && !founding ? count(db, `SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending' AND sent_at IS NOT NULL`) : 0,
    quarantined: joined ? count(db, `SELECT count(*) AS n FROM _sync_changesets WHERE state = 'quarantined'`) : 0,
    cases: joined ? casesFor(db).filter((c) => c.forMe).length : 0,
    files: joined
      ? count(
          db,
          `SELECT count(DISTINCT f.sha256) AS n FROM files f WHERE f.replica = ? AND NOT EXISTS (SELECT 1 FROM _sync_files s WHERE s.sha256 = f.sha256)`,
          db.who.replica,
        )
      : 0,
    founding,
    hq: hq ? new URL(hq.url).host : null,
  }
}

export function waiting(db: Reader, { limit }: Input<'sync.waiting'>): Output<'sync.waiting'> {
  const own = ownOnly(db)
  const total = countPending(db)
  const lines = db.all<Line>(
    `SELECT ${LINE} FROM _sync_changesets c WHERE c.state = 'pending' AND (? IS NULL OR c.actor = ?) ORDER BY c.n LIMIT (SELECT ?)`,
    own,
    own,
    limit,
  )
  const mine = own === null ? total : count(db, `SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending' AND actor = ?`, own)
  const sent = count(
    db,
    `SELECT count(*) AS n FROM _sync_changesets WHERE state = 'pending' AND sent_at IS NOT NULL AND (? IS NULL OR actor = ?)`,
    own,
    own,
  )
  return { rows: deedsOf(db, lines, (vehicles) => provisionalHolders(db, vehicles).size > 0), total, sent, others: total - mine }
}

/** A changeset that changed something; a sign-in or a reveal is only written down. */
const CHANGED = `json_array_length(payload, '$.changes') > 0`
const HALF_HOUR = 30 * 60_000
/** A deed that HQ answered later than this was not waiting for the answer, but for the network. */
const AT_ONCE = 15_000

export function recent(db: Reader, { limit }: Input<'sync.recent'>): Output<'sync.recent'> {
  const own = ownOnly(db)
  const start = startOf(db.today)
  const today = db.all<{ device_time: number; ruled_at: number | null; state: string }>(
    `SELECT device_time, ruled_at, state FROM _sync_changesets WHERE seq IS NOT NULL AND device_time >= ? AND device_time <= ? AND ${CHANGED} AND (? IS NULL OR actor = ?)`,
    start,
    db.now,
    own,
    own,
  )
  const settled = db.all<Line>(
    `SELECT ${LINE} FROM _sync_changesets c WHERE c.seq IS NOT NULL AND c.state IN ('accepted', 'adjusted', 'lost', 'discarded', 'amended') AND c.device_time >= ?
       AND ${CHANGED} AND (? IS NULL OR c.actor = ?) ORDER BY c.ruled_at DESC, c.n DESC LIMIT (SELECT ?)`,
    start - 3 * 86_400_000,
    own,
    own,
    limit,
  )
  const told = toldOf(db, settled)
  const deeds = settled.map((line) => {
    const took = (line.ruled_at ?? 0) - line.device_time
    return {
      ...none,
      id: line.id,
      kind: line.state as 'accepted',
      at: line.ruled_at ?? line.device_time,
      command: line.command,
      subject: told.get(line.n)?.subject ?? null,
      tookMs: took >= 0 && took <= AT_ONCE ? took : null,
    }
  })
  const solved = db.all<{
    id: string
    kind: string
    at: number
    subject_table: string | null
    subject_id: string | null
    resolution: string | null
  }>(
    `SELECT id, kind, resolved_at AS at, subject_table, subject_id, resolution FROM cases
     WHERE state = 'resolved' AND resolved_at >= ? AND (? IS NULL OR coalesce(owner_id, actor) = ?) ORDER BY resolved_at DESC LIMIT (SELECT ?)`,
    start - 3 * 86_400_000,
    own,
    own,
    limit,
  )
  const subjects = subjectsOf(
    db,
    solved.flatMap((c) => (c.subject_table && c.subject_id ? [[c.subject_table, c.subject_id] as const] : [])),
  )
  const contacts = db.all<{ n: number; at: number; ms: number; received: number; sites: number }>(
    'SELECT n, at, ms, received, sites FROM _sync_contacts WHERE at >= ? AND received > 0 ORDER BY n DESC LIMIT (SELECT ?)',
    start - 3 * 86_400_000,
    limit,
  )
  const repairs = db.all<{ n: number; at: number; rows: number; incident: string }>(
    'SELECT n, at, rows, incident FROM _sync_repairs WHERE at >= ? ORDER BY n DESC LIMIT (SELECT ?)',
    start - 3 * 86_400_000,
    limit,
  )
  const rows = [
    ...deeds,
    ...solved.map((c) => ({
      ...none,
      id: c.id,
      kind: 'resolved' as const,
      at: c.at,
      subject: subjects.get(`${c.subject_table}/${c.subject_id}`) ?? null,
      caseKind: caseKinds.includes(c.kind as CaseKind) ? (c.kind as CaseKind) : null,
      resolution: c.resolution,
    })),
    ...contacts.map((c) => ({
      ...none,
      id: `contact:${c.n}`,
      kind: 'contact' as const,
      at: c.at,
      tookMs: c.ms,
      received: c.received,
      sites: c.sites,
    })),
    ...repairs.map((r) => ({
      ...none,
      id: `repair:${r.n}`,
      kind: 'repaired' as const,
      at: r.at,
      received: r.rows,
      incident: r.incident || null,
    })),
  ]
  return {
    today: today.length,
    open: today.filter((t) => t.state === 'pending' || t.state === 'quarantined').length,
    bars: barsOf(
      today.flatMap((t) => (t.state === 'pending' || t.ruled_at === null ? [] : [t.device_time])),
      db.now,
    ),
    rows: rows.toSorted((a, b) => b.at - a.at).slice(0, limit),
  }
}
const none = { command: null, subject: null, tookMs: null, caseKind: null, resolution: null, received: null, sites: null, incident: null }

/** Counts by half hour from the first to now, at most a day of them. */
function barsOf(times: readonly number[], now: number): { at: number; count: number }[] {
  const first = Math.min(...times)
  if (!Number.isFinite(first)) return []
  const from = Math.floor(first / HALF_HOUR)
  const bars = Array.from({ length: Math.min(48, Math.floor(now / HALF_HOUR) - from + 1) }, (_, i) => ({
    at: (from + i) * HALF_HOUR,
    count: 0,
  }))
  for (const time of times) {
    const bar = bars[Math.floor(time / HALF_HOUR) - from]
    if (bar) bar.count += 1
  }
  return bars
}

export function amending(db: Reader, { id }: Input<'sync.amending'>): Output<'sync.amending'> {
  const line = db.one<{ command: string; actor: string; input: string | null }>(
    `SELECT command, actor, input FROM _sync_changesets WHERE id = ? AND state = 'quarantined'`,
    id,
  )
  if (!line || line.input === null) throw new Refusal('not-found', { table: '_sync_changesets', id })
  return {
    command: line.command,
    input: JSON.parse(line.input) as Record<string, unknown>,
    who: namesIn(db, 'users', [line.actor]).get(line.actor) ?? null,
    waiting: waitingFor(db, [id]).length - 1,
  }
}

export function quarantine(db: Reader): Output<'sync.quarantine'> {
  const lines = db.all<Line & { wish: 'retry' | 'discard' | null; amendable: number }>(
    `SELECT ${LINE}, w.wish, c.input IS NOT NULL AS amendable FROM _sync_changesets c LEFT JOIN _sync_wishes w ON w.changeset = c.id WHERE c.state = 'quarantined' ORDER BY c.n LIMIT 500`,
  )
  const told = toldOf(db, lines)
  return deedsOf(db, lines, () => false).map((deed, i) => {
    const line = lines[i] as (typeof lines)[number]
    const [reason = '', ...about] = (line.reason ?? '').split(' ')
    return {
      ...deed,
      reason,
      about: about.join(' ') || null,
      keepsMoney: told.get(line.n)?.money ?? false,
      wish: line.wish,
      amendable: line.amendable === 1,
    }
  })
}
