// A snapshot in a place of its own beside the rows people work with: it is fetched there, follows the feed there, and its
// sum is kept as it grows. Only then its rows are put over the confirmed ones. What HQ is asked for is sync/anew.ts's.
import { minus, plus, sumFrom, sumText } from '../../shared/sync/integrity.ts'
import type { Entry, Position, Row, SnapshotChunk } from '../../shared/sync/protocol.ts'
import type { Touched } from './confirmed.ts'
import { rememberErased } from './erase.ts'
import { applied } from './images.ts'
import { getState, setState } from './outbox.ts'
import { countedTables, repair } from './proof.ts'
import type { Statements } from './statements.ts'
import { sumOfRow } from './sums.ts'

/** How far it is. `asked` is HQ's word for it; `after` and `position` are those of the pieces, and later the feed's. */
export type Taking = {
  asked: number
  after: string | null
  position: Position | null
  done: number
  total: number
  fetched: boolean
  /** Over the rows that lie ready, while none of them was put in place. */
  sum: string
  /** Where putting them in place goes on; `after` null: this table is done. Null before it began. */
  placed: { table: string; after: string | null } | null
  /** Rows that were not as HQ has them. */
  differed: number
}
const TAKING = 'anew'
const TAKEN = 'anew_taken'
/** Rows put in place in one transaction. */
const AT_ONCE = 200

export function takingIn(st: Pick<Statements, 'one'>): Taking | null {
  const text = getState(st, TAKING)
  return text === null ? null : (JSON.parse(text) as Taking)
}
const keep = (st: Statements, taking: Taking): void => setState(st, TAKING, JSON.stringify(taking))

/** What HQ last asked for and was taken whole. */
export const takenIn = (st: Pick<Statements, 'one'>): number | null => Number(getState(st, TAKEN)) || null

/** From the beginning, whatever lies ready. Call inside one transaction, as everything here. */
export function beginTaking(st: Statements, asked: number): void {
  st.run('DELETE FROM _sync_anew')
  keep(st, {
    asked,
    after: null,
    position: null,
    done: 0,
    total: 0,
    fetched: false,
    sum: sumText([0, 0]),
    placed: null,
    differed: 0,
  })
}

/** Lays rows of one piece ready. */
export function layReady(st: Statements, chunk: SnapshotChunk): void {
  const taking = takingIn(st)
  if (!taking) return
  for (const { table, id, image, erased } of chunk.rows) lay(st, taking, table, id, image, erased === true)
  keep(st, {
    ...taking,
    after: chunk.next,
    position: taking.position ?? chunk.position,
    done: taking.done + chunk.rows.length,
    total: chunk.total,
    fetched: chunk.next === null,
  })
}

/** What lies ready follows the feed as the rows people see did. */
export function followFeed(st: Statements, entries: readonly Entry[], position: Position): void {
  const taking = takingIn(st)
  if (!taking) return
  for (const { changes } of entries)
    for (const change of changes) {
      const before = readyIn(st, change.table, change.id)
      // What was put in place already is not here any more, and the feed has brought it there.
      if (!before && change.op !== 'insert') continue
      const after = applied(change.op === 'insert' ? null : (before?.image ?? null), change)
      lay(st, taking, change.table, change.id, after, change.op === 'erase' || before?.erased === true)
    }
  keep(st, { ...taking, position })
}

type Ready = { image: Row; erased: boolean }
function readyIn(st: Pick<Statements, 'one'>, table: string, id: string): Ready | null {
  const found = st.one<{ image: string; erased: number }>(
    'SELECT image, erased FROM _sync_anew WHERE table_name = ? AND row_id = ?',
    table,
    id,
  )
  return found ? { image: JSON.parse(found.image) as Row, erased: found.erased === 1 } : null
}

/** Makes this the row that lies ready, or none; its sum goes into `taking`. */
function lay(st: Statements, taking: Taking, table: string, id: string, image: Row | null, erased: boolean): void {
  const before = readyIn(st, table, id)?.image ?? null
  taking.sum = sumText(plus(sumFrom(taking.sum), minus(sumOfRow(table, id, image), sumOfRow(table, id, before))))
  if (image)
    st.run(
      `INSERT INTO _sync_anew (table_name, row_id, image, erased) VALUES (?, ?, ?, ?)
       ON CONFLICT (table_name, row_id) DO UPDATE SET image = excluded.image, erased = excluded.erased`,
      table,
      id,
      JSON.stringify(image),
      erased ? 1 : 0,
    )
  else st.run('DELETE FROM _sync_anew WHERE table_name = ? AND row_id = ?', table, id)
}

/** Tables that still have rows to be put in place, or confirmed rows HQ may not have, in order. */
export function tablesToPlace(st: Pick<Statements, 'all' | 'one'>): string[] {
  const placed = takingIn(st)?.placed ?? null
  const ready = st.all<{ name: string }>('SELECT DISTINCT table_name AS name FROM _sync_anew').map(({ name }) => name)
  return [...new Set([...countedTables(st), ...ready])]
    .filter((table) => !placed || table > placed.table || (table === placed.table && placed.after !== null))
    .toSorted()
}

/**
 * Puts a stretch of a table in place: its confirmed rows become those that lie ready, each derived anew, pending values
 * stay shown over them, and a confirmed row that does not lie ready goes.
 */
export function placeSome(st: Statements, table: string, touched: Touched): void {
  const taking = takingIn(st)
  if (!taking?.position) return
  const after = taking.placed?.table === table ? (taking.placed.after ?? '') : ''
  const found = st.all<{ id: string; image: string; erased: number }>(
    'SELECT row_id AS id, image, erased FROM _sync_anew WHERE table_name = ? AND row_id > ? ORDER BY row_id LIMIT (SELECT ?)',
    table,
    after,
    AT_ONCE,
  )
  const upTo = found.length < AT_ONCE ? null : (found.at(-1)?.id ?? null)
  for (const { id, erased } of found) if (erased === 1) rememberErased(st, table, id)
  const rows = found.map(({ id, image }) => ({ id, image: JSON.parse(image) as Row }))
  const differed = repair(st, taking.position.number, { table, buckets: null, after, upTo, rows }, touched)
  st.run('DELETE FROM _sync_anew WHERE table_name = ? AND row_id > ? AND (? IS NULL OR row_id <= ?)', table, after, upTo, upTo)
  keep(st, { ...taking, placed: { table, after: upTo }, differed: taking.differed + differed })
}

/** Everything is in place. Returns how many rows were not as HQ has them. */
export function endTaking(st: Statements): number {
  const taking = takingIn(st)
  if (!taking) return 0
  st.run('DELETE FROM _sync_anew')
  st.run('DELETE FROM _sync_state WHERE key = ?', TAKING)
  setState(st, TAKEN, String(taking.asked))
  return taking.differed
}
