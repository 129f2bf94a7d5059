// Rows put together by a column, folded or open: where on the screen a group's line stands, and which row of the open
// groups stands where. Pure arithmetic over the counts the store gave; no rows are here.
import type { GroupKey, ListGroup } from '../../../shared/list.ts'
import type { Seen } from './row-window.ts'

/** Which groups show their rows. */
export type Open = 'all' | ReadonlySet<GroupKey>
export const isOpen = (open: Open, key: GroupKey): boolean => open === 'all' || open.has(key)

export type Layout = {
  /** Lines on the screen: one per group, and the rows of the open ones. */
  lines: number
  groupAt: (line: number) => ListGroup | undefined
  /** The row at a line, counted through the open groups; null for a group's own line. */
  rowAt: (line: number) => number | null
  lineOf: (row: number) => number
  /** The line of the group a line belongs to. */
  headOf: (line: number) => number
  /** The rows among lines `from` (included) to `to` (excluded); null when there are none. */
  rowsBetween: (from: number, to: number) => { from: number; to: number } | null
}

export function layoutOf(groups: readonly ListGroup[], open: Open): Layout {
  const heads: number[] = []
  const firsts: number[] = []
  let lines = 0
  let rows = 0
  for (const { key, count } of groups) {
    heads.push(lines)
    firsts.push(rows)
    const shown = isOpen(open, key) ? count : 0
    lines += 1 + shown
    rows += shown
  }
  /** The last group whose number in `list` is not past `value`. */
  const groupOf = (list: readonly number[], value: number): number => {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[middle] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const rowAt = (line: number): number | null => {
    const at = groupOf(heads, line)
    const within = line - (heads[at] ?? 0) - 1
    return at < 0 || within < 0 || line >= lines ? null : (firsts[at] ?? 0) + within
  }
  return {
    lines,
    groupAt: (line) => {
      const at = groupOf(heads, line)
      return heads[at] === line ? groups[at] : undefined
    },
    rowAt,
    // Folded groups begin at the row the next one begins at: the last of them is the one that has it.
    lineOf: (row) => {
      const at = groupOf(firsts, row)
      return (heads[at] ?? 0) + 1 + row - (firsts[at] ?? 0)
    },
    headOf: (line) => heads[groupOf(heads, line)] ?? 0,
    rowsBetween: (from, to) => {
      let first: number | null = null
      for (let line = from; line < to && first === null; line++) first = rowAt(line)
      let last: number | null = null
      for (let line = to - 1; line >= from && last === null; line--) last = rowAt(line)
      return first === null || last === null ? null : { from: first, to: last + 1 }
    },
  }
}

/** What is seen of the open groups' rows, by lines of the screen. */
export const byLines = <Row>(seen: Seen<Row>, layout: Layout): Seen<Row> => ({
  ...seen,
  total: layout.lines,
  row: (line) => {
    const row = layout.rowAt(line)
    return row === null ? undefined : seen.row(row)
  },
  find: (is) => {
    const row = seen.find(is)
    return row === undefined ? undefined : layout.lineOf(row)
  },
})
