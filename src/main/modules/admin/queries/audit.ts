// Reads the changeset log as what it also is: the audit log. Pages by keyset over (time, line), so that the millionth
// line comes as fast as the first; checks the chain in pieces. Runs on the read-only worker.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { Payload } from '../../../../shared/sync/protocol.ts'
import { verifyLines } from '../../../store/outbox.ts'
import type { Reader } from '../../../store/read.ts'
import { shownRow, tableOfRow, titleOf, together } from './shown.ts'

type Stored = {
  n: number
  seq: number | null
  hash: string | null
  replica: string
  command: string
  actor: string
  device_time: number
  payload: string | null
  state: string
}
type Line = Output<'admin.audit'>['lines'][number]
type Search = Omit<Input<'admin.audit'>, 'after' | 'limit'>
const COLUMNS = 'n, seq, hash, replica, command, actor, device_time, payload, state'
/** How many rows a line names before it only counts. */
const NAMED = 3

/** Lines a search finds before `after`, latest first. Each command asked for is read in its own index order, then merged. */
export function linesBefore(db: Reader, search: Search, after: Input<'admin.audit'>['after'], limit: number): Stored[] {
  const conditions: string[] = []
  const values: unknown[] = []
  const where = (sql: string, ...given: unknown[]): void => void (conditions.push(sql), values.push(...given))
  if (search.actor) where('actor = ?', search.actor)
  if (search.from) where('device_time >= ?', startOf(search.from))
  if (search.to) where('device_time < ?', startOf(addDays(search.to, 1)))
  if (after) where('(device_time, n) < (?, ?)', after.at, after.n)
  // A look at what is masked changes no row, so only its own line names whom it was about.
  if (search.record)
    where(
      `n IN (SELECT n FROM _sync_touch WHERE row_id = ? UNION ALL SELECT n FROM _sync_changesets WHERE command = 'customers.reveal' AND instr(payload, ?) > 0)`,
      search.record,
      search.record,
    )
  const order = 'ORDER BY device_time DESC, n DESC LIMIT (SELECT ?)'
  const one = (more: string[]): string => {
    const all = [...more, ...conditions]
    return `SELECT ${COLUMNS} FROM _sync_changesets ${all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''} ${order}`
  }
  if (search.commands.length === 0) return db.all<Stored>(one([]), ...values, limit)
  const parts = search.commands.map(() => `SELECT * FROM (${one(['command = ?'])})`)
  return db.all<Stored>(
    `${parts.join(' UNION ALL ')} ${order}`,
    ...search.commands.flatMap((command) => [command, ...values, limit]),
    limit,
  )
}

const EMPTY: Payload = { changes: [], guards: [] }
const payloadOf = (line: Stored): Payload => {
  if (line.payload === null) return EMPTY
  try {
    return JSON.parse(line.payload) as Payload
  } catch {
    return EMPTY
  }
}

/** What a line without changes says it did: whose data was looked at, which list left the house. */
function deedsOf({ guards }: Payload): { word: 'revealed' | 'exported'; what: string; count: number | null; of: string }[] {
  return guards.flatMap((guard) => {
    if (guard.kind !== 'release') return []
    const [word, what = '', count] = guard.key.split(':')
    return word === 'revealed' || word === 'exported' ? [{ word, what, count: count ? Number(count) : null, of: guard.holder }] : []
  })
}

/** The rows a line is about: its first ones by name. */
function subjectsOf(db: Reader, line: Stored): Pick<Line, 'subjects' | 'changes'> {
  const payload = payloadOf(line)
  const changed =
    line.payload === null
      ? db.all<{ id: string }>('SELECT row_id AS id FROM _sync_touch WHERE n = ?', line.n).map(({ id }) => ({ table: null, id }))
      : payload.changes.map(({ table, id }) => ({ table, id }))
  const looked = deedsOf(payload).flatMap((deed) => (deed.word === 'revealed' ? [{ table: 'customers', id: deed.of }] : []))
  const rows = [...changed, ...looked]
  const subjects: Line['subjects'] = []
  for (const row of rows) {
    const table = row.table ?? tableOfRow(db, row.id)
    if (table === null) continue
    const title = titleOf(db, table, row.id)
    if (subjects.some((known) => known.title === title && (title !== null || known.table === table))) continue
    subjects.push({ table, id: row.id, title })
    if (subjects.length === NAMED) break
  }
  return { subjects, changes: new Set(changed.map(({ id }) => id)).size }
}

/** Names of people and desktops, looked up once a page. */
function named(db: Reader): (line: Stored) => Line {
  const known = new Map<string, string | null>()
  const name = (table: string, id: string): string | null => {
    const key = `${table}:${id}`
    if (!known.has(key)) known.set(key, titleOf(db, table, id))
    return known.get(key) ?? null
  }
  return (line) => ({
    n: line.n,
    at: line.device_time,
    actor: line.actor === 'system' ? null : { id: line.actor, name: name('users', line.actor) ?? line.actor },
    device: name('devices', line.replica),
    elsewhere: line.payload === null,
    command: line.command,
    state: line.state,
    ...subjectsOf(db, line),
  })
}

export function audit(db: Reader, { after, limit, ...search }: Input<'admin.audit'>): Output<'admin.audit'> {
  const found = linesBefore(db, search, after, limit + 1)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { lines: page.map(named(db)), next: found.length > limit && last ? { at: last.device_time, n: last.n } : null }
}

export function auditLine(db: Reader, { n }: Input<'admin.auditLine'>): Output<'admin.auditLine'> {
  const line = db.one<Stored>(`SELECT ${COLUMNS} FROM _sync_changesets WHERE n = ?`, n)
  if (!line) throw new Refusal('not-found')
  const payload = payloadOf(line)
  return {
    ...named(db)(line),
    seq: line.seq,
    hash: line.hash,
    rows: together(payload.changes).map((change) => shownRow(db, change)),
    deeds: deedsOf(payload).map((deed) => ({
      ...deed,
      of: deed.word === 'revealed' ? (titleOf(db, 'customers', deed.of) ?? deed.of) : deed.of,
    })),
  }
}

export function auditWords(db: Reader): Output<'admin.auditWords'> {
  // A skip scan: one index look-up a distinct word instead of reading a million lines.
  const distinct = (column: 'actor' | 'command'): string[] =>
    db
      .all<{ word: string | null }>(
        `WITH RECURSIVE words(word) AS (SELECT min(${column}) FROM _sync_changesets UNION ALL
         SELECT (SELECT min(${column}) FROM _sync_changesets WHERE ${column} > words.word) FROM words WHERE words.word IS NOT NULL) SELECT word FROM words WHERE word IS NOT NULL`,
      )
      .map(({ word }) => word as string)
  return {
    actors: distinct('actor')
      .filter((id) => id !== 'system')
      .map((id) => ({ id, name: titleOf(db, 'users', id) ?? id }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
    commands: distinct('command'),
  }
}

export function verifyAudit(db: Reader, { after, limit }: Input<'admin.verifyAudit'>): Output<'admin.verifyAudit'> {
  const total = after === 0 ? (db.one<{ n: number }>('SELECT count(*) AS n FROM _sync_changesets WHERE seq IS NOT NULL')?.n ?? 0) : null
  const { checked, next, broken } = verifyLines(db, after, limit)
  return { checked, total, next, broken }
}
