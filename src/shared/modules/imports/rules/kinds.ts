// What can be imported, and the shape all kinds share: fields with the words people head their columns with, and a
// function that reads one row. A new kind is one file beside this one and one line in the registry.
import type { Cell } from './cells.ts'

export const importKinds = ['customers', 'leads', 'vehicles', 'behaviours', 'partners', 'statements', 'parts', 'jobs'] as const
export type ImportKind = (typeof importKinds)[number]

export type FieldDef = {
  name: string
  required?: boolean
  /** Heads of columns, best first; compared without spaces, brackets and units. */
  heads: readonly string[]
}

/** `code` is a word; a warning lets the row through. */
export type Issue = { field: string; code: string }
export type RowRead = {
  /** The input of the command that will enter it; null when it has issues. */
  value: Record<string, unknown> | null
  issues: Issue[]
  warnings: Issue[]
  /** What no other row may share: `phone:13812341234`, `vin:LJCPCBLCX11000237`. */
  keys: string[]
}

/** What a row is read with: names of the store that columns refer to, today, and which columns count in 万元. */
export type ReadWith = { people: Readonly<Record<string, string>>; today: string; inWan: ReadonlySet<string>; mayCost: boolean }

export type KindDef = {
  fields: readonly FieldDef[]
  read: (cells: Readonly<Record<string, Cell>>, having: ReadWith) => RowRead
  /** Where rows that say the same may both be meant: the row as the nth of them. Elsewhere it is a duplicate. */
  nth?: (value: Record<string, unknown>, nth: number) => Pick<RowRead, 'value' | 'keys'>
}

/** Column number by field name. */
export type Mapping = Readonly<Record<string, number>>
