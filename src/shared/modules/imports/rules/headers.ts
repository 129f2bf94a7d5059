// Which column is which: finds the row of heads, and suggests a field for each head, whatever their order and wording.
import { halfWidth } from '../../../text.ts'
import { type Cell, textOf } from './cells.ts'
import type { FieldDef, Mapping } from './kinds.ts'

/** Rows above the heads: a title, a date, an empty line. */
const DEEPEST_HEAD = 10

/** `* 手机号码（必填）` and `指导价(万元)` as `手机号码` and `指导价`. */
export const plainHead = (head: string): string =>
  halfWidth(head)
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|【.*?】/g, '')
    .replace(/[\s*:_/-]/g, '')
    .replace(/(?:万元|元)$/, '')

/** Whether a head says that its amounts are in 万元. */
export const headInWan = (head: string): boolean => /万/.test(halfWidth(head))

/** 3: the very word · 2: it begins or ends with it · 1: it contains it · 0: no. */
function likeness(head: string, word: string): number {
  if (head === word) return 3
  if (word.length < 2) return 0
  if (head.startsWith(word) || head.endsWith(word)) return 2
  return head.includes(word) ? 1 : 0
}

type Score = { field: string; column: number; score: number }

function scores(heads: readonly string[], fields: readonly FieldDef[]): Score[] {
  return heads.flatMap((head, column) => {
    const plain = plainHead(head)
    if (plain === '') return []
    return fields.flatMap((field) => {
      const best = Math.max(
        ...field.heads.map((word, at) => likeness(plain, plainHead(word)) * 100 - at + (word.length > 1 ? plainHead(word).length : 0)),
      )
      return best >= 100 - field.heads.length ? [{ field: field.name, column, score: best }] : []
    })
  })
}

/** The likeliest field for each column; each field and each column at most once, the surest first. */
export function suggestMapping(heads: readonly string[], fields: readonly FieldDef[]): Mapping {
  const mapping: Record<string, number> = {}
  const taken = new Set<number>()
  for (const { field, column } of scores(heads, fields).toSorted((a, b) => b.score - a.score)) {
    if (field in mapping || taken.has(column)) continue
    mapping[field] = column
    taken.add(column)
  }
  return mapping
}

/** The row that heads the table: the one among the first that names the most fields; the first when none does. */
export function headRow(rows: readonly (readonly Cell[])[], fields: readonly FieldDef[]): number {
  let best = { row: 0, named: 0 }
  for (const [row, cells] of rows.slice(0, DEEPEST_HEAD).entries()) {
    const named = Object.keys(suggestMapping(cells.map(textOf), fields)).length
    if (named > best.named) best = { row, named }
  }
  return best.row
}
