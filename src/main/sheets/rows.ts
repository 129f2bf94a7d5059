// Reads the rows of an opened table into what commands take, and finds everything that is wrong or double in them at
// once. Runs in the worker thread; what the store knows comes from main.
import { type Cell, isNothing, textOf } from '../../shared/modules/imports/rules/cells.ts'
import type { Checked, Duplicate, RowIssue } from '../../shared/modules/imports/contract.ts'
import { headInWan, headRow, suggestMapping } from '../../shared/modules/imports/rules/headers.ts'
import type { ImportKind, Mapping, ReadWith, RowRead } from '../../shared/modules/imports/rules/kinds.ts'
import { kindDefs } from '../../shared/modules/imports/rules/registry.ts'
import type { TableFile } from './table-file.ts'

const PREVIEW = 50
/** Problems told in full to a screen; the report file has all. */
export const MOST_SHOWN = 1000

export type Look = {
  headRow: number
  columns: { index: number; head: string; samples: string[]; inWan: boolean }[]
  mapping: Mapping
  rows: number
  preview: string[][]
}

/** What stands in the table and which column seems to be what. */
export function lookAt(file: TableFile, kind: ImportKind): Look {
  const { fields } = kindDefs[kind]
  const head = headRow(file.rows, fields)
  const heads = (file.rows[head] ?? []).map(textOf)
  const body = file.rows.slice(head + 1)
  const width = Math.max(heads.length, ...body.slice(0, PREVIEW).map((row) => row.length))
  return {
    headRow: head + 1,
    columns: Array.from({ length: width }, (_, index) => ({
      index,
      head: heads[index] ?? '',
      samples: body
        .slice(0, 200)
        .map((row) => textOf(row[index] ?? null))
        .filter((text) => text !== '')
        .slice(0, 3),
      inWan: headInWan(heads[index] ?? ''),
    })),
    mapping: suggestMapping(heads, fields),
    rows: body.filter((row) => !row.every(isNothing)).length,
    preview: body.slice(0, PREVIEW).map((row) => Array.from({ length: width }, (_, index) => textOf(row[index] ?? null))),
  }
}

/** A row that can be entered, with the line it stands in. */
export type Ready = { row: number; value: Record<string, unknown>; keys: string[] }
export type Sifted = {
  heads: string[]
  rows: number
  ready: Ready[]
  issues: RowIssue[]
  warnings: RowIssue[]
  inFile: Duplicate[]
  preview: Checked['preview']
}

export const titleOf = (value: Record<string, unknown>): string => String(value['name'] ?? value['vin'] ?? '')
const shownValue = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Every row is looked at; a row that says the same as an earlier one (a phone, a VIN) is a duplicate of it. */
export function sift(file: TableFile, kind: ImportKind, mapping: Mapping, having: Omit<ReadWith, 'inWan'>): Sifted {
  const { fields, read, nth } = kindDefs[kind]
  const look = lookAt(file, kind)
  const used = fields.flatMap(({ name }) => (mapping[name] === undefined ? [] : [[name, mapping[name]] as const]))
  const inWan = new Set(used.flatMap(([name, column]) => (look.columns[column]?.inWan ? [name] : [])))
  const sifted: Sifted = {
    heads: look.columns.map(({ head }) => head),
    rows: 0,
    ready: [],
    issues: [],
    warnings: [],
    inFile: [],
    preview: [],
  }
  const seen = new Map<string, number>()
  const times = new Map<string, number>()
  /** The row as what it is the how many-th of, where that makes it another. */
  const counted = (result: RowRead): RowRead => {
    const [key] = result.keys
    if (nth === undefined || result.value === null || key === undefined) return result
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    return time === 1 ? result : { ...result, ...nth(result.value, time) }
  }
  for (const [at, cells] of file.rows.entries()) {
    if (at < look.headRow || cells.every(isNothing)) continue
    sifted.rows++
    const row = at + 1
    const taken: Record<string, Cell> = Object.fromEntries(used.map(([name, column]) => [name, cells[column] ?? null]))
    const result = counted(read(taken, { ...having, inWan }))
    const told = ({ field, code }: { field: string; code: string }): RowIssue => ({
      row,
      field,
      code,
      value: textOf(taken[field] ?? null).slice(0, 80),
    })
    sifted.issues.push(...result.issues.map(told))
    sifted.warnings.push(...result.warnings.map(told))
    const double = result.value === null ? undefined : result.keys.find((key) => seen.has(key))
    if (result.value !== null && double === undefined) sifted.ready.push({ row, value: result.value, keys: result.keys })
    if (double !== undefined && result.value)
      sifted.inFile.push({ row, key: double, title: titleOf(result.value), of: { row: seen.get(double) as number } })
    else for (const key of result.keys) seen.set(key, row)
    if (sifted.preview.length < PREVIEW)
      sifted.preview.push({
        row,
        standing: result.value === null ? 'issue' : double === undefined ? 'good' : 'duplicate',
        values: Object.fromEntries(
          used.map(([name]) => [name, result.value && name in result.value ? shownValue(result.value[name]) : textOf(taken[name] ?? null)]),
        ),
      })
  }
  return sifted
}

/** Counted by kind, most frequent first, and the first thousand in full. */
export function summed(issues: readonly RowIssue[]): { total: number; rows: number; kinds: Checked['issues']['kinds']; first: RowIssue[] } {
  const kinds = new Map<string, { field: string; code: string; count: number }>()
  const rows = new Set<number>()
  for (const { row, field, code } of issues) {
    rows.add(row)
    const key = `${field}:${code}`
    const kind = kinds.get(key)
    if (kind) kind.count++
    else kinds.set(key, { field, code, count: 1 })
  }
  return {
    total: issues.length,
    rows: rows.size,
    kinds: [...kinds.values()].toSorted((a, b) => b.count - a.count),
    first: issues.slice(0, MOST_SHOWN),
  }
}
