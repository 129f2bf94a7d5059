// What a module says about the columns, filters and views of its list, and what a person has made of them.
import type { ReactNode } from 'react'
import type { ListFilter, ListPage, ListSort } from '../../../shared/list.ts'

export type Column<Row> = {
  /** The name the query knows for sorting and filtering. */
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** Plain text for hovering, when `cell` draws more than text. */
  text?: (row: Row) => string
  width?: number
  align?: 'start' | 'end'
  sortable?: boolean
  /** Not shown until chosen. */
  hidden?: boolean
  /** Stays in place when the list scrolls sideways. */
  frozen?: boolean
  /** Takes the width that is left. */
  grow?: boolean
  /** The pinned foot of this column. */
  foot?: (totals: ListPage<Row>['totals'], total: number) => ReactNode
}

export type FilterDef =
  | { column: string; title: string; kind: 'choice'; options: readonly { value: string; label: string; mark?: ReactNode }[] }
  | { column: string; title: string; kind: 'text' | 'money' | 'number' | 'day'; canBeEmpty?: boolean }

/** A view the module brings: words above the list, with a count. */
export type BuiltInView = { id: string; name: string; filters: readonly ListFilter[]; sort?: readonly ListSort[] }

/** What a person arranged; kept as JSON under the list's name and inside saved views. */
export type Arrangement = {
  order: string[]
  hidden: string[]
  widths: Record<string, number>
  frozen: string[]
  sort: ListSort[]
  filters: ListFilter[]
  /** The column whose values the rows are put together by. */
  group: string | null
}

/** The columns a store has something to say in: where a row stands is said by headquarters, and one of its own has none. */
export const columnsHere = <Row>(columns: readonly Column<Row>[], joined: boolean): readonly Column<Row>[] =>
  joined ? columns : columns.filter(({ id }) => id !== 'sync')

/** A list of columns with one of them in it or not. */
export const withColumn = (list: readonly string[], id: string, on: boolean): string[] => {
  const others = list.filter((each) => each !== id)
  return on ? [...others, id] : others
}

/** The arrangement the module's columns start with. */
export function plainArrangement(
  columns: readonly Column<never>[],
  sort: readonly ListSort[] = [],
  filters: readonly ListFilter[] = [],
): Arrangement {
  return {
    order: columns.map((column) => column.id),
    hidden: columns.filter((column) => column.hidden).map((column) => column.id),
    widths: {},
    frozen: columns.filter((column) => column.frozen).map((column) => column.id),
    sort: [...sort],
    filters: [...filters],
    group: null,
  }
}

/**
 * A remembered arrangement made to fit today's columns: columns that are gone fall away, new ones take the place the
 * module gave them, and a broken memory is the plain one.
 */
export function fitArrangement(kept: unknown, plain: Arrangement): Arrangement {
  if (typeof kept !== 'object' || kept === null) return plain
  const old = kept as Partial<Arrangement>
  const known = new Set(plain.order)
  const strings = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && known.has(id)) : []
  const order = [...new Set(strings(old.order))]
  const added = plain.order.filter((id) => !order.includes(id))
  for (const id of added) {
    const before = plain.order.slice(0, plain.order.indexOf(id)).findLast((each) => order.includes(each))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id)
  }
  const widths =
    typeof old.widths === 'object' && old.widths !== null
      ? Object.fromEntries(
          Object.entries(old.widths).filter(([id, width]) => known.has(id) && typeof width === 'number' && width >= 24 && width <= 2000),
        )
      : {}
  return {
    order,
    hidden: [...strings(old.hidden), ...added.filter((id) => plain.hidden.includes(id))],
    widths,
    frozen: Array.isArray(old.frozen) ? strings(old.frozen) : plain.frozen,
    sort: Array.isArray(old.sort) ? old.sort : plain.sort,
    filters: Array.isArray(old.filters) ? old.filters : plain.filters,
    group: typeof old.group === 'string' ? old.group : plain.group,
  }
}

/** Whether two arrangements ask the same question, whatever the columns look like. */
export const sameQuestion = (a: Pick<Arrangement, 'sort' | 'filters'>, b: Pick<Arrangement, 'sort' | 'filters'>): boolean =>
  JSON.stringify([a.sort, a.filters]) === JSON.stringify([b.sort, b.filters])

/** By site, where there is more than one to choose from. */
export const siteFilter = (title: string, sites: readonly { id: string; name: string }[]): FilterDef[] =>
  sites.length > 1 ? [{ column: 'siteId', title, kind: 'choice', options: sites.map(({ id, name }) => ({ value: id, label: name })) }] : []
