// `table()` declares a drizzle table together with how it syncs: scope and merge policy as words beside the columns.
import { type AnySQLiteColumn, sqliteTable, type SQLiteColumnBuilderBase } from 'drizzle-orm/sqlite-core'
import { getTableColumns, is, SQL, type Table } from 'drizzle-orm'
import type { Row } from '../sync/protocol.ts'

/** Whom rows concern: every site, one site (by `site_id`), or only this desktop. */
export type Scope = 'group' | 'site' | 'local'
/** How concurrent changes meet: see SPEC.md, Merge. */
export type Policy = 'fields' | 'document' | 'ledger' | 'hq'

export type Sync = {
  scope: Scope
  /** Absent only for `local` tables. */
  policy?: Policy
  /** Columns (SQL names) that merge as one value. */
  groups?: readonly (readonly string[])[]
  /** Columns (SQL names) an erasure of the person empties. */
  personal?: readonly string[]
  /** Keys of holds and rights that stand for a row of this table: prefix → column (SQL name) with the rest of the key. */
  keys?: Readonly<Record<string, string>>
  /**
   * A ledger whose rows say how much is there under keys of a prefix: the column (SQL name) with the rest of the key, which is the
   * id of the row the key stands for, and the column with the units, below 0 what went.
   */
  counts?: { key: string; of: string; units: string }
  /**
   * Rows a program makes under ids made of what they are about, or that say one thing only: two desktops that make the same
   * one make it once. Without this word the second one's differing values are a case (S-MERGE-7).
   */
  repeats?: boolean
  /** The column (SQL name) with the batch a row came in; whoever changes the row takes it out of the batch. */
  batch?: string
  /** For `document` rows: the head table and the column (SQL name) that holds the head's id; the head names itself with `id`. */
  document?: { head: string; column: string }
}

const declared = new Map<string, Sync>()
const objects = new Map<string, Table>()

/** Declares a table. A `site` table must have a `site_id` column; a `document` head must have `rev`. */
export function table<Name extends string, Columns extends Record<string, SQLiteColumnBuilderBase>>(
  name: Name,
  sync: Sync,
  columns: Columns,
) {
  const made = sqliteTable(name, columns)
  const names = new Set(Object.values(getTableColumns(made)).map((c) => c.name))
  if (!names.has('id')) throw new Error(`${name}: every table has an id`)
  if (sync.scope === 'site' && !names.has('site_id')) throw new Error(`${name}: a site table has a site_id`)
  if (sync.scope !== 'local' && !sync.policy) throw new Error(`${name}: a synced table has a policy`)
  for (const column of [
    ...(sync.groups ?? []).flat(),
    ...(sync.personal ?? []),
    ...Object.values(sync.keys ?? {}),
    ...(sync.counts ? [sync.counts.of, sync.counts.units] : []),
    ...(sync.document ? [sync.document.column] : []),
  ])
    if (!names.has(column)) throw new Error(`${name}: no column ${column}`)
  declared.set(name, sync)
  objects.set(name, made)
  return made
}

/** How a table syncs, by its SQL name; `undefined` for a table nobody declared. */
export const syncOf = (name: string): Sync | undefined => declared.get(name)
export const tableOf = (name: string): Table | undefined => objects.get(name)
export const declaredTables = (): readonly string[] => [...declared.keys()]
export const columnsOf = (made: Table): Record<string, AnySQLiteColumn> => getTableColumns(made) as Record<string, AnySQLiteColumn>

/** By SQL name, the value a column has in rows that do not carry it. Computed defaults are none. */
export function constantDefaults(name: string): Row {
  const made = objects.get(name)
  const defaults: Row = {}
  for (const column of made ? Object.values(columnsOf(made)) : []) {
    if (column.default === undefined || column.default === null || is(column.default, SQL)) continue
    const stored: unknown = column.mapToDriverValue(column.default)
    if (typeof stored === 'boolean') defaults[column.name] = stored ? 1 : 0
    else if (typeof stored === 'string' || typeof stored === 'number') defaults[column.name] = stored
  }
  return defaults
}
