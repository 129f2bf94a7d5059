// Rows as images: a row's present (non-null) columns by SQL name, without its id. This is the form in which rows are
// compared, kept beside pending changes and received from HQ.
import type { Change, Row, Value } from '../../shared/sync/protocol.ts'
import { columnsOf, tableOf } from '../../shared/tables/define.ts'
import { inward, outward, type Statements } from './statements.ts'

const names = new Map<string, ReadonlySet<string> | null>()
/** SQL column names of a declared table without `id`; null for a table this version does not know. */
export function columnNames(table: string): ReadonlySet<string> | null {
  let found = names.get(table)
  if (found === undefined) {
    const made = tableOf(table)
    found = made
      ? new Set(
          Object.values(columnsOf(made))
            .map((c) => c.name)
            .filter((n) => n !== 'id'),
        )
      : null
    names.set(table, found)
  }
  return found
}

/** The image of a row as the table holds it now. */
export function imageOf(st: Statements, table: string, id: string): Row | null {
  const found = st.one<Record<string, unknown>>(`SELECT * FROM "${table}" WHERE id = ?`, id)
  if (!found) return null
  const image: Row = {}
  for (const [name, value] of Object.entries(found)) if (name !== 'id' && value !== null) image[name] = outward(value)
  return image
}

/** Makes the table show exactly this image, or no row. Columns this version does not know are the caller's to keep. */
export function writeImage(st: Statements, table: string, id: string, image: Row | null): void {
  if (!image) return void st.run(`DELETE FROM "${table}" WHERE id = ?`, id)
  const known = columnNames(table) ?? new Set<string>()
  const all = [...known]
  const sent = all.filter((c) => image[c] !== undefined && image[c] !== null)
  const nulls = all.filter((c) => !sent.includes(c))
  // Columns with a constant default are the same as absent: an insert leaves them to the default, an update empties only what may be empty.
  const set = [...sent.map((c) => `"${c}" = excluded."${c}"`), ...nulls.map((c) => `"${c}" = ${defaultOf(table, c)}`)]
  st.run(
    `INSERT INTO "${table}" (id${sent.map((c) => `, "${c}"`).join('')}) VALUES (?${sent.map(() => ', ?').join('')})
     ON CONFLICT (id) DO UPDATE SET ${set.join(', ')}`,
    id,
    ...sent.map((c) => inward(image[c] as Value)),
  )
}

function defaultOf(table: string, column: string): string {
  const found = Object.values(columnsOf(tableOf(table) as never)).find((c) => c.name === column)
  const value = found?.default
  if (value === undefined || value === null) return 'NULL'
  const stored = outward(found?.mapToDriverValue(value))
  return typeof stored === 'number' ? String(stored) : `'${String(stored).replaceAll("'", "''")}'`
}

/** What one change makes of an image. An update of an absent row brings nothing back by itself. */
export function applied(image: Row | null, change: Change): Row | null {
  if (change.op === 'delete') return null
  if (change.op === 'update' && !image) return null
  const next: Row = { ...(image ?? {}) }
  for (const [name, value] of Object.entries(change.set)) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}
