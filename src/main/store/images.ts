// Rows as images: a row's present (non-null) columns by SQL name, without its id. This is the form in which rows are
// compared, kept beside pending changes and received from HQ.
import { without } from '../../shared/sync/erase.ts'
import type { Change, Row } from '../../shared/sync/protocol.ts'
import { columnsOf, constantDefaults, syncOf, tableOf } from '../../shared/tables/define.ts'
import { inward, outward, type Statements } from './statements.ts'

type Plan = { columns: readonly string[]; known: ReadonlySet<string>; upsert: string; defaults: Row | null }
const plans = new Map<string, Plan | null>()

/** One upsert per table, prepared once. A column with a constant default holds it when the image lacks the column. */
function planOf(table: string): Plan | null {
  let plan = plans.get(table)
  if (plan === undefined) {
    const made = tableOf(table)
    const declared = made ? Object.values(columnsOf(made)).filter((c) => c.name !== 'id') : []
    const columns = declared.map((c) => c.name)
    const defaults = constantDefaults(table)
    const values = columns.map((name) => {
      const usual = defaults[name] ?? null
      return usual === null ? '?' : `coalesce(?, ${typeof usual === 'number' ? usual : `'${String(usual).replaceAll("'", "''")}'`})`
    })
    const update = columns.length > 0 ? `UPDATE SET ${columns.map((c) => `"${c}" = excluded."${c}"`).join(', ')}` : 'NOTHING'
    plan = made
      ? {
          columns,
          known: new Set(columns),
          defaults: Object.keys(defaults).length > 0 ? defaults : null,
          upsert: `INSERT INTO "${table}" (${['id', ...columns].map((c) => `"${c}"`).join(', ')}) VALUES (${['?', ...values].join(', ')}) ON CONFLICT (id) DO ${update}`,
        }
      : null
    plans.set(table, plan)
  }
  return plan
}

/** SQL column names of a declared table without `id`; null for a table this version does not know. */
export const columnNames = (table: string): ReadonlySet<string> | null => planOf(table)?.known ?? null

/** The image of a row as the table holds it now. */
export function imageOf(st: Statements, table: string, id: string): Row | null {
  const found = st.one<Record<string, unknown>>(`SELECT * FROM "${table}" WHERE id = ?`, id)
  return found ? imageFrom(found) : null
}

/** The image in a row as the driver reads it. */
export function imageFrom(row: Record<string, unknown>): Row {
  const image: Row = {}
  for (const name in row) if (name !== 'id' && row[name] !== null) image[name] = outward(row[name])
  return image
}

/** A change as the table will hold it: HQ leaves out values that are the same as absent, here they are columns. */
export function completed(change: Change): Change {
  const usual = planOf(change.table)?.defaults
  if (!usual || change.op === 'delete') return change
  const set: Row = change.op === 'insert' ? { ...usual, ...change.set } : { ...change.set }
  for (const name in set) if (set[name] === null && name in usual) set[name] = usual[name] ?? null
  return { ...change, set }
}

/**
 * Makes the table show exactly this image, or no row. Columns this version does not know are the caller's to keep.
 * @throws SQLITE_CONSTRAINT when the image does not fit the table (a text where a number belongs, a missing value).
 */
export function writeImage(st: Statements, table: string, id: string, image: Row | null): void {
  const plan = planOf(table)
  if (!plan) throw new Error(`${table} is not declared`)
  if (!image) return void st.run(`DELETE FROM "${table}" WHERE id = ?`, id)
  st.run(plan.upsert, id, ...plan.columns.map((c) => inward(image[c] ?? null)))
}

/** What one change makes of an image. An update of an absent row brings nothing back by itself. */
export function applied(image: Row | null, change: Change): Row | null {
  if (change.op === 'delete' || change.op === 'depart') return null
  if (change.op === 'erase') return image && without(image, syncOf(change.table)?.personal ?? [])
  if (change.op === 'update' && !image) return null
  const next: Row = { ...image }
  for (const [name, value] of Object.entries(change.set)) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

/** Equal values in equal columns. */
export function sameImage(a: Row | null, b: Row | null): boolean {
  if (!a || !b) return a === b
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  for (const name of names) {
    const [left, right] = [a[name] ?? null, b[name] ?? null]
    if (left !== right && JSON.stringify(left) !== JSON.stringify(right)) return false
  }
  return true
}
