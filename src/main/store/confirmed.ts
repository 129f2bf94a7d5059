// The confirmed image of a row: what HQ's feed made of it, wherever it lies. In the table; in `_sync_base` while pending
// changes show over it; beside them in `_sync_unknown` what this version does not know or the table refused. Every
// confirmed write goes through here, and is counted here; nothing here knows what is shown.
import { Tally, type Sum } from '../../shared/sync/integrity.ts'
import type { Change, Row } from '../../shared/sync/protocol.ts'
import { declaredTables, syncOf } from '../../shared/tables/define.ts'
import { forget } from './erase.ts'
import { applied, columnNames, completed, imageFrom, imageOf, writeImage } from './images.ts'
import type { Statements } from './statements.ts'
import { sumOfRow, writeSums } from './sums.ts'

/** Rows by table. A table without rows: nothing it shows changed, but how surely. */
export type Touched = Map<string, Set<string>>
export const touch = (touched: Touched, table: string, id?: string): void => {
  let rows = touched.get(table)
  if (!rows) touched.set(table, (rows = new Set()))
  if (id !== undefined) rows.add(id)
}

/**
 * What one transaction takes in: rows whose shown values changed, rows to be shown anew, and what it does to the sums.
 * `bases` are what came to lie under pending changes and is not written yet: most of it is forgotten again when the rows
 * are shown (showPending), which ends every intake that confirmed something.
 */
export type Intake = { st: Statements; touched: Touched; unsettled: Touched; bases: Map<string, Base>; tally: Tally; aside: boolean }
export const intake = (st: Statements, touched: Touched = new Map()): Intake => ({
  st,
  touched,
  unsettled: new Map(),
  bases: new Map(),
  tally: new Tally(),
  aside: st.one('SELECT 1 FROM _sync_unknown LIMIT 1') !== undefined,
})
/** Ends an intake: nothing may be confirmed through it afterwards. */
export const settleSums = ({ st, tally }: Intake): void => writeSums(st, tally)

export type Base = { present: number; image: string }
type Under = Pick<Intake, 'st' | 'bases'>
const placeOf = (table: string, id: string): string => `${table}\u0000${id}`
export const baseOf = ({ st, bases }: Under, table: string, id: string): Base | undefined =>
  bases.get(placeOf(table, id)) ?? st.one<Base>('SELECT present, image FROM _sync_base WHERE table_name = ? AND row_id = ?', table, id)
/** Writes down the base of a row that keeps it. */
export function writeBase({ st, bases }: Under, table: string, id: string): void {
  const base = bases.get(placeOf(table, id))
  if (base) st.run('UPDATE _sync_base SET present = ?, image = ? WHERE table_name = ? AND row_id = ?', base.present, base.image, table, id)
  bases.delete(placeOf(table, id))
}
export function forgetBase({ st, bases }: Under, table: string, id: string): void {
  st.run('DELETE FROM _sync_base WHERE table_name = ? AND row_id = ?', table, id)
  bases.delete(placeOf(table, id))
}
export const imageIn = (base: Base): Row => JSON.parse(base.image) as Row

/** What of a row lies beside the tables: all of it, or columns over those of the table. */
type Aside = { whole: boolean; set: Row }
type Line = { change: string; reason: string }

function asideOf(st: Statements, table: string, id: string): Aside | null {
  const found: Aside = { whole: false, set: {} }
  let lines = 0
  for (const { change: text, reason } of st.all<Line>(
    `SELECT change, reason FROM _sync_unknown WHERE table_name = ? AND row_id = ? AND reason <> 'absent-row' ORDER BY n`,
    table,
    id,
  )) {
    const change = JSON.parse(text) as Change
    lines += 1
    found.set = { ...found.set, ...change.set }
    if (reason !== 'unknown-column' && change.op === 'insert') Object.assign(found, { whole: true, set: change.set })
  }
  return lines > 0 ? found : null
}

/** This version has the table, and its rows come from HQ. */
const isSynced = (table: string): boolean => columnNames(table) !== null && syncOf(table)?.scope !== 'local'

/** The confirmed image as HQ counts it; null when HQ has no such row. */
export const confirmedOf = (into: Under, table: string, id: string): Row | null =>
  confirmedOver(into.st, table, id, baseUnder(into, table, id), true)

/** What stands under pending changes of a row this version knows. */
const baseUnder = (into: Under, table: string, id: string): Base | undefined => (isSynced(table) ? baseOf(into, table, id) : undefined)

function confirmedOver(st: Statements, table: string, id: string, base: Base | undefined, mayLieAside: boolean): Row | null {
  const aside = mayLieAside ? asideOf(st, table, id) : null
  if (aside?.whole) return aside.set
  if (!isSynced(table)) return null
  const image = base ? (base.present ? imageIn(base) : null) : imageOf(st, table, id)
  return image && aside ? { ...image, ...aside.set } : image
}

/** Makes a confirmed change true: in the row, or beside it while the row has pending changes. What does not fit is kept aside. */
export function applyConfirmed(into: Intake, change: Change, position: number): void {
  const { st } = into
  const { table, id } = change
  const base = baseUnder(into, table, id)
  const before = confirmedOver(st, table, id, base, into.aside)
  if (change.op === 'update' && !before) {
    into.aside = true
    return keepAside(st, change, position, isSynced(table) ? 'absent-row' : 'unknown-table')
  }
  // HQ inserts whole images: what the row had before does not shine through.
  const after = applied(change.op === 'insert' ? null : before, isSynced(table) ? completed(change) : change)
  if (change.op === 'erase') forget(st, table, id, before)
  into.tally.note(table, id, sumOfRow(table, id, before), sumOfRow(table, id, after))
  place(into, table, id, after, position, base, change)
}

/** Puts a confirmed image where it belongs: the table, the base, or aside. */
export const keepConfirmed = (into: Intake, table: string, id: string, image: Row | null, position: number): void =>
  place(into, table, id, image, position, baseUnder(into, table, id))

/** The same over a base that was just read; `change` is what made the image. */
function place(
  into: Intake,
  table: string,
  id: string,
  image: Row | null,
  position: number,
  base: Base | undefined,
  change?: Change,
): void {
  const { st } = into
  if (into.aside) st.run('DELETE FROM _sync_unknown WHERE table_name = ? AND row_id = ?', table, id)
  const columns = isSynced(table) ? columnNames(table) : null
  if (!columns) {
    if (image) keepAside(st, { table, id, op: 'insert', set: image }, position, 'unknown-table')
    into.aside ||= image !== null
    return
  }
  const { known, unknown } = split(image, columns)
  if (base) {
    // A deleted row keeps its last image: a pending edit over it brings the row back at HQ, and is shown meanwhile.
    // Of a row that left this scope nothing is kept.
    const kept = known ? JSON.stringify(known) : change?.op === 'depart' ? '{}' : base.image
    into.bases.set(placeOf(table, id), { present: known ? 1 : 0, image: kept })
    touch(into.unsettled, table, id)
  } else if (fits(st, table, id, known)) touch(into.touched, table, id)
  else {
    // The local schema never stops the feed: the row lies aside whole, and what of the change fits is shown.
    keepAside(st, { table, id, op: 'insert', set: image ?? {} }, position, 'refused')
    into.aside = true
    if (change?.op !== 'update') return
    const part = applied(imageOf(st, table, id), { ...change, set: split(change.set, columns).known ?? {} })
    if (fits(st, table, id, part)) touch(into.touched, table, id)
    return
  }
  if (!unknown) return
  keepAside(st, { table, id, op: 'update', set: unknown }, position, 'unknown-column')
  into.aside = true
}

function split(set: Row | null, columns: ReadonlySet<string>): { known: Row | null; unknown: Row | null } {
  let unknown: Row | null = null
  for (const name in set) if (!columns.has(name)) (unknown ??= {})[name] = set[name] ?? null
  return { known: unknown ? Object.fromEntries(Object.entries(set ?? {}).filter(([name]) => columns.has(name))) : set, unknown }
}

/** False when the table refuses the image. */
export function fits(st: Statements, table: string, id: string, image: Row | null): boolean {
  try {
    writeImage(st, table, id, image)
    return true
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error
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

/** Every confirmed row of a table as it is counted, read from where it lies. Reads nothing that is only pending. */
export function* confirmedRows(st: Statements, table: string): Generator<{ id: string; sum: Sum }> {
  const apart = new Set(
    [
      ...st.all<{ id: string }>('SELECT row_id AS id FROM _sync_base WHERE table_name = ?', table),
      ...st.all<{ id: string }>(`SELECT row_id AS id FROM _sync_unknown WHERE table_name = ? AND reason <> 'absent-row'`, table),
    ].map(({ id }) => id),
  )
  const written: Under = { st, bases: new Map() }
  for (const id of apart) yield { id, sum: sumOfRow(table, id, confirmedOf(written, table, id)) }
  if (!isSynced(table)) return
  for (const row of st.each<Record<string, unknown>>(`SELECT * FROM "${table}"`)) {
    const id = String(row['id'])
    if (!apart.has(id)) yield { id, sum: sumOfRow(table, id, imageFrom(row)) }
  }
}

/** Ids behind `after` up to `upTo` (null: all) that may have a confirmed image. */
export const idsOf = (st: Statements, table: string, after: string, upTo: string | null): string[] =>
  st
    .all<{ id: string }>(
      `SELECT id FROM (${isSynced(table) ? `SELECT id FROM "${table}" UNION ` : ''}SELECT row_id AS id FROM _sync_base WHERE table_name = ?
         UNION SELECT row_id FROM _sync_unknown WHERE table_name = ? AND reason <> 'absent-row') WHERE id > ? AND (? IS NULL OR id <= ?)`,
      table,
      table,
      after,
      upTo,
      upTo,
    )
    .map((row) => row.id)

/** Forgets every row that came from HQ, to be given it anew. */
export function forgetConfirmed(st: Statements): void {
  for (const table of declaredTables()) if (syncOf(table)?.scope !== 'local') st.run(`DELETE FROM "${table}"`)
  st.run('DELETE FROM _sync_unknown')
  st.run('DELETE FROM _sync_sums')
}
