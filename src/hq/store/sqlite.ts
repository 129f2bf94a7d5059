// The embedded store: SQLite in one directory of one process. Judging and committing are here; reading the feed, the
// directory of devices and the files' bytes are in the files beside it.
import type { Row, Ruling } from '../../shared/sync/protocol.ts'
import {
  CASES,
  docKey,
  fieldKey,
  splitDocKey,
  splitFieldKey,
  type Departure,
  type Doc,
  type Keys,
  type Shadow,
  type Written,
} from '../../shared/sync/state.ts'
import { type Database, layAnew, lockDirectory, openDatabases } from './open.ts'
import { consoleOf, writeConsole, writeDeed } from './sqlite-console.ts'
import { clear } from './sqlite-erase.ts'
import { directoryOf, writeDirectory } from './sqlite-directory.ts'
import { feedOf, headOf, writeEntries } from './sqlite-feed.ts'
import { filesOf } from './sqlite-files.ts'
import { inquiryOf } from './sqlite-inquiry.ts'
import { rolloutsOf, writeRollouts } from './sqlite-rollouts.ts'
import { type Sums, sumsOf } from './sqlite-sums.ts'
import { watchOf } from './sqlite-watch.ts'
import { statementsOf, type Statements } from './statements.ts'
import { FILES, HeadMoved, type Chain, type Commit, type Loaded, type Store, type StoredChangeset } from './store.ts'

const FORGETTING = 'forgetting-bytes'

/**
 * Takes the directory for this process and opens it; `through` may stand between the store and its driver.
 * @throws CannotOpen, DatabaseFromTheFuture
 */
export function openSqliteStore(folder: string, through: (db: Database) => Database = (db) => db): Store {
  const lock = lockDirectory(folder)
  try {
    layAnew(folder)
    const opened = openDatabases(folder)
    const [db, files] = [through(opened.db), through(opened.files)]
    const st = statementsOf(db)
    const { flush, ...directory } = directoryOf(st)
    const sums = sumsOf(st)
    const kept = filesOf(statementsOf(files))
    /** Bytes whose rows were all erased. The two files have no transaction in common, so the first remembers until the second did it. */
    const forgetBytes = (): void => {
      if (st.one('SELECT 1 FROM hq_state WHERE key = ?', FORGETTING) === undefined) return
      kept.keepOnly(
        (sha256) =>
          st.one(`SELECT 1 FROM docs INDEXED BY docs_file WHERE table_name = 'files' AND json_extract(image, '$.sha256') = ?`, sha256) !==
          undefined,
      )
      st.run('DELETE FROM hq_state WHERE key = ?', FORGETTING)
    }
    forgetBytes()
    return {
      state: async (key) => st.one<{ value: string }>('SELECT value FROM hq_state WHERE key = ?', key)?.value ?? null,
      head: async () => headOf(st),
      load: async (replica, keys) => load(st, replica, keys),
      changesets: async (ids) => new Map(ids.flatMap((id) => storedChangeset(st, id) ?? [])),
      chain: async (replica, incarnation) => chainOf(st, replica, incarnation),
      commit: async (commit) => {
        db.transaction(() => write(st, sums, commit)).immediate()
        try {
          if (commit.erasures?.some(({ table }) => table === FILES)) forgetBytes()
        } catch {
          // What was committed stands; the next start, or the next erasure, goes on here.
        }
      },
      ...feedOf(st, sums),
      ...sums.store,
      ...directory,
      files: kept,
      console: consoleOf(st),
      watch: watchOf(st, statementsOf(files)),
      inquiry: inquiryOf(st),
      rollouts: rolloutsOf(st),
      close: async () => {
        try {
          flush()
        } finally {
          opened.db.close()
          opened.files.close()
          lock.release()
        }
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const chainOf = (st: Statements, replica: string, incarnation: number): Chain =>
  st.one<Chain>('SELECT replica, incarnation, seq, hash FROM chains WHERE replica = ? AND incarnation = ?', replica, incarnation) ?? {
    replica,
    incarnation,
    seq: 0,
    hash: '',
  }

type DocRow = {
  table_name: string
  id: string
  site: string
  origin: string
  position: number
  deleted: number
  erased: number
  image: string
  moved: string | null
}
const docOf = (r: DocRow): Doc => ({
  image: JSON.parse(r.image) as Row,
  deleted: r.deleted === 1,
  erased: r.erased === 1,
  site: r.site === '' ? null : r.site,
  origin: r.origin,
  position: r.position,
  ...(r.moved === null ? {} : { left: JSON.parse(r.moved) as Departure[] }),
})
type ShadowRow = { unit: string; value: string; was: string; kind: Shadow['kind']; position: number; case_id: string | null }

function load(st: Statements, replica: string, keys: Keys): Loaded {
  const loaded: Loaded = {
    head: headOf(st),
    docs: new Map(),
    holds: new Map(),
    refusals: new Map(),
    uniques: new Map(),
    shadows: new Map(),
    changesets: new Map(),
    mentions: new Map(),
  }
  const read = (table: string, id: string): void => {
    const found = st.one<DocRow>('SELECT * FROM docs WHERE table_name = ? AND id = ?', table, id)
    if (found) loaded.docs.set(docKey(table, id), docOf(found))
  }
  const shadowed = st.one('SELECT 1 FROM shadows WHERE replica = ? LIMIT 1', replica) !== undefined
  for (const key of keys.docs) {
    const [table, id] = splitDocKey(key)
    read(table, id)
    if (!shadowed) continue
    for (const s of st.all<ShadowRow>(
      'SELECT unit, value, was, kind, position, case_id FROM shadows WHERE replica = ? AND table_name = ? AND row_id = ?',
      replica,
      table,
      id,
    )) {
      loaded.shadows.set(fieldKey(table, id, s.unit === '' ? [] : s.unit.split(',')), {
        value: s.value,
        was: s.was,
        kind: s.kind,
        position: s.position,
        caseId: s.case_id,
      })
      if (s.case_id) read(CASES, s.case_id)
    }
  }
  for (const table of keys.tables)
    for (const row of st.all<DocRow>('SELECT * FROM docs WHERE table_name = ?', table)) loaded.docs.set(docKey(table, row.id), docOf(row))
  for (const id of keys.mentions) {
    const found = st.all<DocRow>(`SELECT * FROM docs WHERE table_name = ? AND instr(image, ?) > 0`, CASES, id)
    loaded.mentions.set(
      id,
      found.map((row) => row.id),
    )
    for (const row of found) loaded.docs.set(docKey(CASES, row.id), docOf(row))
  }
  for (const key of keys.holds) {
    const found = st.one<{ holder: string; site: string; position: number }>('SELECT holder, site, position FROM holds WHERE key = ?', key)
    if (found) loaded.holds.set(key, found)
  }
  for (const key of keys.refusals) {
    const found = st.one<{ position: number }>('SELECT position FROM refusals WHERE key = ? AND who = ?', ...splitDocKey(key))
    if (found) loaded.refusals.set(key, found.position)
  }
  for (const key of keys.uniques) {
    const found = st.one<{ row_id: string }>('SELECT row_id FROM uniques WHERE key = ?', key)
    if (found) loaded.uniques.set(key, found.row_id)
  }
  for (const id of keys.changesets) {
    const found = st.one<{ outcome: string; discarded: number }>('SELECT outcome, discarded FROM changesets WHERE id = ?', id)
    if (found) loaded.changesets.set(id, found.outcome === 'quarantined' && !found.discarded ? 'quarantined' : 'known')
  }
  return loaded
}

type ChangesetRow = {
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
  outcome: Ruling['outcome']
  position: number | null
  reason: string | null
  cases: string
  discarded: number
}

function storedChangeset(st: Statements, id: string): [[string, StoredChangeset]] | null {
  const r = st.one<ChangesetRow>('SELECT * FROM changesets WHERE id = ?', id)
  if (!r) return null
  const changeset = {
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
  }
  const ruling: Ruling = {
    changeset: r.id,
    seq: r.seq,
    outcome: r.outcome,
    cases: JSON.parse(r.cases) as string[],
    ...(r.position === null ? {} : { position: r.position }),
    ...(r.reason === null ? {} : { reason: r.reason }),
  }
  return [[id, { changeset, ruling, discarded: r.discarded === 1 }]]
}

function write(st: Statements, sums: Sums, commit: Commit): void {
  // An immediate transaction holds SQLite's one write lock from here on: nothing can move between this look and the last line.
  const head = headOf(st)
  if (head.number !== commit.base.number || head.nonce !== commit.base.nonce) throw new HeadMoved()
  for (const { changeset: c, ruling, receivedAt, again } of commit.changesets ?? []) {
    if (again) {
      st.run(
        'UPDATE changesets SET outcome = ?, position = ?, reason = ?, cases = ?, received_at = ? WHERE id = ?',
        ruling.outcome,
        ruling.position ?? null,
        ruling.reason ?? null,
        JSON.stringify(ruling.cases),
        receivedAt,
        c.id,
      )
      continue
    }
    st.run(
      `INSERT INTO changesets (id, replica, incarnation, seq, prev_hash, hash, seen_number, seen_nonce, after, command, schema_version, actor, device_time, payload, received_at, outcome, position, reason, cases)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      c.id,
      c.replica,
      c.incarnation,
      c.seq,
      c.prevHash,
      c.hash,
      c.seen.number,
      c.seen.nonce,
      JSON.stringify(c.after),
      c.command,
      c.schemaVersion,
      c.actor,
      c.deviceTime,
      c.payload,
      receivedAt,
      ruling.outcome,
      ruling.position ?? null,
      ruling.reason ?? null,
      JSON.stringify(ruling.cases),
    )
  }
  for (const id of commit.discarded ?? []) st.run('UPDATE changesets SET discarded = 1 WHERE id = ?', id)
  for (const { changeset, replica, wish } of commit.asks ?? [])
    if (wish)
      st.run(
        `INSERT INTO asks (changeset, replica, wish, reason, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (changeset) DO UPDATE SET wish = excluded.wish, reason = excluded.reason, at = excluded.at`,
        changeset,
        replica,
        wish.what,
        wish.reason,
        wish.at,
      )
    else st.run('DELETE FROM asks WHERE changeset = ? AND replica = ?', changeset, replica)
  if (commit.chain)
    st.run(
      'INSERT INTO chains (replica, incarnation, seq, hash) VALUES (?, ?, ?, ?) ON CONFLICT (replica, incarnation) DO UPDATE SET seq = excluded.seq, hash = excluded.hash',
      commit.chain.replica,
      commit.chain.incarnation,
      commit.chain.seq,
      commit.chain.hash,
    )
  if (commit.written) writeGround(st, sums, commit.written)
  for (const [site, rows] of commit.grown ?? [])
    st.run('INSERT INTO doc_counts (site, rows) VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET rows = rows + excluded.rows', site, rows)
  writeDirectory(st, commit.directory ?? [])
  writeRollouts(st, commit.rollouts ?? [])
  writeConsole(st, commit.console ?? [])
  if (commit.deed) writeDeed(st, commit.deed)
  for (const [key, value] of commit.state ?? [])
    st.run('INSERT INTO hq_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)

  const last = commit.entries?.at(-1)
  if (commit.erasures && commit.erasures.length > 0) clear(st, commit.erasures)
  if (commit.erasures?.some(({ table }) => table === FILES))
    st.run(`INSERT INTO hq_state (key, value) VALUES (?, '1') ON CONFLICT (key) DO NOTHING`, FORGETTING)
  if (!last) return
  writeEntries(st, commit.entries ?? [])
  st.run('UPDATE feed_head SET number = ?, nonce = ? WHERE id = 1', last.number, last.nonce)
}

function writeGround(st: Statements, sums: Sums, written: Written): void {
  sums.writeDocs(written.docs)
  for (const [key, hold] of written.holds)
    if (hold)
      st.run(
        'INSERT INTO holds (key, holder, site, position) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, site = excluded.site, position = excluded.position',
        key,
        hold.holder,
        hold.site ?? '',
        hold.position,
      )
    else st.run('DELETE FROM holds WHERE key = ?', key)
  for (const [key, position] of written.refusals)
    st.run(
      'INSERT INTO refusals (key, who, position) VALUES (?, ?, ?) ON CONFLICT (key, who) DO UPDATE SET position = excluded.position',
      ...splitDocKey(key),
      position,
    )
  for (const [key, row] of written.uniques)
    st.run('INSERT INTO uniques (key, row_id) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET row_id = excluded.row_id', key, row)
  for (const { replica, field, shadow } of written.shadows.values()) {
    const parts = splitFieldKey(field)
    if (shadow)
      st.run(
        `INSERT INTO shadows (replica, table_name, row_id, unit, value, was, kind, position, case_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (replica, table_name, row_id, unit) DO UPDATE SET value = excluded.value, was = excluded.was, kind = excluded.kind, position = excluded.position, case_id = excluded.case_id`,
        replica,
        ...parts,
        shadow.value,
        shadow.was,
        shadow.kind,
        shadow.position,
        shadow.caseId,
      )
    else st.run('DELETE FROM shadows WHERE replica = ? AND table_name = ? AND row_id = ? AND unit = ?', replica, ...parts)
  }
}
