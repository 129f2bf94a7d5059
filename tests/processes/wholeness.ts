// What must be true of the files a killed process leaves: opened by nobody else, looked at with the product's own reading
// of them, and compared with what was acknowledged and noted elsewhere. Answers in sentences; none is good.
import { openDatabases } from '../../src/hq/store/open.ts'
import { statementsOf as hqStatementsOf } from '../../src/hq/store/statements.ts'
import { derives } from '../../src/main/modules/derives.ts'
import { workAllOff } from '../../src/main/store/due.ts'
import { applied, imageOf } from '../../src/main/store/images.ts'
import { type Database, openDatabase } from '../../src/main/store/open.ts'
import { changesOf, readChain, sha256, verifyChain } from '../../src/main/store/outbox.ts'
import { statementsOf, type Statements } from '../../src/main/store/statements.ts'
import type { Change, Payload, Row } from '../../src/shared/sync/protocol.ts'
import { syncOf } from '../../src/shared/tables/define.ts'
import '../../src/shared/tables.ts'
import type { Noted } from './desk-process.ts'

type Line = {
  n: number
  id: string
  state: string
  position: number | null
  payload: string | null
  payload_digest: string | null
  seq: number | null
}

/** The store of a desktop, opened as the desktop would. @throws when it cannot be. */
export function faultsOfDesk(file: string, key: string | null, noted: Noted): string[] {
  const raw = openDatabase({ file, key })
  try {
    return faultsIn(raw, noted)
  } finally {
    raw.close()
  }
}

export function faultsIn(raw: Database, noted: Noted): string[] {
  const st = statementsOf(raw)
  const checked = raw.pragma('quick_check', { simple: true }) as string
  if (checked !== 'ok') return [`the file is damaged: ${checked}`]
  const broken = verifyChain(st)
  return [
    ...(broken === null ? [] : [`the chain breaks at line ${broken}`]),
    ...faultsOfLog(st, noted),
    ...faultsOfDocuments(st),
    ...faultsOfPending(st),
    ...faultsOfDerived(st),
  ]
}

/**
 * The closed store of a desk that worked at the same documents as others, once it has said and heard everything: every one
 * of its changesets has the ruling headquarters gave, and no row of a ledger that it wrote is missing.
 */
export function faultsOfSharedDesk(file: string, key: string | null, ruled: ReadonlyMap<string, string>): string[] {
  const raw = openDatabase({ file, key })
  try {
    const st = statementsOf(raw)
    const checked = raw.pragma('quick_check', { simple: true }) as string
    if (checked !== 'ok') return [`the file is damaged: ${checked}`]
    const broken = verifyChain(st)
    const found = broken === null ? [] : [`the chain breaks at line ${broken}`]
    for (const { id, state, payload } of st.all<Pick<Line, 'id' | 'state' | 'payload'>>(
      `SELECT id, state, payload FROM _sync_changesets WHERE seq IS NOT NULL AND state <> 'local'`,
    )) {
      if (state !== ruled.get(id)) found.push(`changeset ${id} is ${state}, headquarters says ${ruled.get(id)}`)
      for (const change of changesOf(payload))
        if (change.op === 'insert' && syncOf(change.table)?.policy === 'ledger' && !imageOf(st, change.table, change.id))
          found.push(`${change.table}/${change.id} was entered and is not there`)
    }
    return [...found, ...faultsOfDocuments(st), ...faultsOfDerived(st)]
  } finally {
    raw.close()
  }
}

/** Once a desk has said and heard everything: each of its changesets was ruled, and as it was written. */
export function faultsAtRest(file: string, key: string | null): string[] {
  const raw = openDatabase({ file, key, readonly: true })
  try {
    return statementsOf(raw)
      .all<{ id: string; state: string; command: string; reason: string | null }>(
        `SELECT id, state, command, reason FROM _sync_changesets WHERE state NOT IN ('accepted', 'foreign')`,
      )
      .map(({ id, state, command, reason }) => `${command} ${id} is ${state} ${reason ?? ''}`)
  } finally {
    raw.close()
  }
}

/** What was acknowledged is in the log, and the rows are what the log says. */
function faultsOfLog(st: Statements, noted: Noted): string[] {
  const found: string[] = []
  const lines = st.all<Line>('SELECT n, id, state, position, payload, payload_digest, seq FROM _sync_changesets ORDER BY n')
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const [id, digest] of noted.wrote) {
    const line = byId.get(id)
    if (!line?.payload) found.push(`changeset ${id} was acknowledged and is lost`)
    else if (sha256(line.payload) !== digest) found.push(`changeset ${id} is not the one that was acknowledged`)
  }
  for (const [id, outcome] of noted.ruled) {
    const line = byId.get(id)
    if (line && line.state !== outcome) found.push(`changeset ${id} was ${outcome} and is ${line.state} again`)
  }
  const { seen } = readChain(st)
  for (const line of lines)
    if (line.position !== null && line.position > seen.number)
      found.push(`line ${line.n} is of position ${line.position}, read is ${seen.number}`)

  const elsewhere = new Set(
    st
      .all<{ id: string }>(
        `SELECT DISTINCT t.row_id AS id FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE c.state NOT IN ('local', 'pending', 'accepted')`,
      )
      .map((row) => row.id),
  )
  const rows = new Map<string, { table: string; id: string; image: Row | null }>()
  for (const { payload } of lines)
    for (const change of payload === null ? [] : (JSON.parse(payload) as Payload).changes) {
      const key = `${change.table}/${change.id}`
      const before = rows.get(key)
      if (before || change.op === 'insert')
        rows.set(key, { table: change.table, id: change.id, image: applied(before?.image ?? null, change) })
    }
  for (const [key, { table, id, image }] of rows) {
    if (elsewhere.has(id)) continue
    const row = imageOf(st, table, id)
    if (!image !== !row) found.push(`${key} is ${row ? 'there' : 'not there'}, the log says otherwise`)
    else if (image && row)
      for (const [column, value] of Object.entries(image))
        if (JSON.stringify(row[column] ?? null) !== JSON.stringify(value))
          found.push(`${key}.${column} is ${JSON.stringify(row[column] ?? null)}, the log says ${JSON.stringify(value)}`)
  }
  return found
}

/** An order is there with all its lines and its plan, or not at all; whoever's it is. */
function faultsOfDocuments(st: Statements): string[] {
  return [
    ...st
      .all<{ no: string; note: string; n: number }>(
        `SELECT no, note, (SELECT count(*) FROM order_lines l WHERE l.order_id = o.id) AS n FROM orders o WHERE note LIKE '% 项'`,
      )
      .filter(({ note, n }) => note !== `${n} 项`)
      .map(({ no, note, n }) => `order ${no} says ${note} and has ${n}`),
    ...st
      .all<{ no: string }>(
        `SELECT o.no FROM orders o LEFT JOIN order_sums s ON s.id = o.id WHERE s.id IS NULL OR (o.note LIKE '% 项' AND o.state <> 'cancelled' AND s.planned_fen <> s.total_fen)`,
      )
      .map(({ no }) => `the plan of order ${no} does not add up to it`),
    ...['order_lines', 'plan_lines', 'receipts'].flatMap((table) =>
      st
        .all<{ id: string }>(`SELECT id FROM ${table} WHERE order_id NOT IN (SELECT id FROM orders)`)
        .map(({ id }) => `${table}/${id} is there without its order`),
    ),
  ]
}

/** Every row with pending changes has its confirmed image beside it, and no other row has. */
function faultsOfPending(st: Statements): string[] {
  const pending = new Set<string>()
  for (const { payload } of st.all<{ payload: string }>(`SELECT payload FROM _sync_changesets WHERE state = 'pending'`))
    for (const { table, id } of (JSON.parse(payload) as Payload).changes) pending.add(`${table}/${id}`)
  const base = st.all<{ key: string }>(`SELECT table_name || '/' || row_id AS key FROM _sync_base`).map((row) => row.key)
  const kept = new Set(base)
  return [
    ...base.filter((key) => !pending.has(key)).map((key) => `${key} is shown as pending and nothing is`),
    ...[...pending].filter((key) => !kept.has(key)).map((key) => `${key} is pending without its confirmed image`),
  ]
}

const DERIVED = {
  order_sums: 'SELECT * FROM order_sums ORDER BY id',
  search_docs: 'SELECT kind, id, source, name_key FROM search_docs ORDER BY id',
  search_customer: `SELECT d.id FROM search_customer f JOIN search_docs d ON d.n = f.rowid ORDER BY d.id`,
  search_order: `SELECT d.id FROM search_order f JOIN search_docs d ON d.n = f.rowid ORDER BY d.id`,
}
/** Derived tables made anew are what they were, once what the store itself notes as still due is done. Leaves them as they were. */
function faultsOfDerived(st: Statements): string[] {
  const now = (): string[] => Object.values(DERIVED).map((sql) => JSON.stringify(st.all(sql)))
  st.raw.exec('SAVEPOINT anew')
  try {
    workAllOff(st, derives.later)
    const before = now()
    for (const [table, makers] of [...Object.entries(derives.now), ...Object.entries(derives.later)]) {
      const ids = st.all<{ id: string }>(`SELECT id FROM "${table}"`).map((row) => row.id)
      for (const derive of makers) if (ids.length > 0) derive(st, ids)
    }
    const after = now()
    return Object.keys(DERIVED)
      .filter((_, at) => before[at] !== after[at])
      .map((table) => `${table} is not what its rows make it`)
  } finally {
    st.raw.exec('ROLLBACK TO anew; RELEASE anew')
  }
}

/** Looks at headquarters' directory again and again; remembers the feed it has read, so that looking stays cheap. */
export function watchHq(folder: string): (ruled: ReadonlyMap<string, string>) => string[] {
  type Known = { image: Row; deleted: boolean }
  const docs = new Map<string, Known>()
  let at = 0
  return (ruled) => {
    const { db, files } = openDatabases(folder)
    const st = hqStatementsOf(db)
    const found: string[] = []
    try {
      for (const each of [db, files]) {
        const checked = each.pragma('quick_check', { simple: true }) as string
        if (checked !== 'ok') found.push(`a file of headquarters is damaged: ${checked}`)
      }
      const outcomes = new Map(st.all<{ id: string; outcome: string }>('SELECT id, outcome FROM changesets').map((c) => [c.id, c.outcome]))
      for (const [id, outcome] of ruled) {
        const kept = outcomes.get(id)
        if (kept !== outcome)
          found.push(`headquarters ruled ${id} ${outcome} and ${kept === undefined ? 'does not know it' : `says ${kept}`}`)
      }
      const { number, entries, last } = st.one<{ number: number; entries: number; last: number }>(
        'SELECT number, (SELECT count(*) FROM feed) AS entries, (SELECT coalesce(max(number), 0) FROM feed) AS last FROM feed_head',
      ) ?? { number: -1, entries: 0, last: 0 }
      if (number !== entries || number !== last) found.push(`the feed's head is ${number}, it has ${entries} entries up to ${last}`)
      for (const { id } of st.all<{ id: string }>(
        `SELECT id FROM changesets c WHERE position IS NOT NULL AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.number = c.position AND f.changeset = c.id)`,
      ))
        found.push(`${id} has a ruling and no entry`)
      for (const { changeset } of st.all<{ changeset: string }>('SELECT changeset FROM feed GROUP BY changeset HAVING count(*) > 1'))
        found.push(`${changeset} has two entries`)
      for (const { replica, seq, n } of st.all<{ replica: string; seq: number; n: number }>(
        'SELECT k.replica, k.seq, (SELECT count(*) FROM changesets c WHERE c.replica = k.replica AND c.incarnation = k.incarnation) AS n FROM chains k',
      ))
        if (seq !== n) found.push(`the chain of ${replica} ends at ${seq} and has ${n} links`)

      for (const part of st.all<{ changes: string }>('SELECT changes FROM feed_parts WHERE number > ? ORDER BY number', at))
        for (const change of JSON.parse(part.changes) as Change[]) {
          const key = `${change.table}/${change.id}`
          const known = docs.get(key)
          const image = change.op === 'delete' ? (known?.image ?? {}) : (applied(known?.image ?? {}, change) ?? {})
          docs.set(key, { image, deleted: change.op === 'delete' })
        }
      for (const doc of st.all<{ table_name: string; id: string; deleted: number; image: string }>(
        'SELECT table_name, id, deleted, image FROM docs WHERE position > ?',
        at,
      )) {
        const key = `${doc.table_name}/${doc.id}`
        const known = docs.get(key)
        if (!known) found.push(`${key} is there and the feed never told of it`)
        else if (known.deleted !== (doc.deleted === 1) || textOf(known.image) !== textOf(JSON.parse(doc.image) as Row))
          found.push(`${key} is ${doc.image}, the feed makes it ${textOf(known.image)}`)
      }
      at = number
      return found
    } finally {
      db.close()
      files.close()
    }
  }
}

const textOf = (image: Row): string =>
  JSON.stringify(
    Object.entries(image)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
