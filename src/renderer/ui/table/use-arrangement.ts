// The present question and look of a list: remembered per person, changed by views, filters, sorting and columns.
import { useCallback, useMemo } from 'react'
import type { ListFilter, ListSort } from '../../../shared/list.ts'
import { usePreference } from '../../state.ts'
import { fitArrangement, plainArrangement, sameQuestion, type Arrangement, type BuiltInView, type Column } from './columns.ts'
import { withFilter } from './sentence.ts'

type Kept = { view: string; arrangement: Arrangement }

export type Arranged = ReturnType<typeof useArrangement>

export function useArrangement<Row>(
  list: string,
  columns: readonly Column<Row>[],
  views: readonly BuiltInView[],
  sort: readonly ListSort[],
) {
  const plain = useMemo(
    () => plainArrangement(columns as readonly Column<never>[], views[0]?.sort ?? sort, views[0]?.filters ?? []),
    [columns, views, sort],
  )
  const fit = useCallback(
    (kept: unknown): Kept => {
      const old = kept as Partial<Kept> | undefined
      return { view: typeof old?.view === 'string' ? old.view : (views[0]?.id ?? ''), arrangement: fitArrangement(old?.arrangement, plain) }
    },
    [plain, views],
  )
  const [{ view, arrangement }, keep] = usePreference<Kept>(`list.${list}`, fit)

  const change = useCallback(
    (part: Partial<Arrangement>) => keep({ view, arrangement: { ...arrangement, ...part } }),
    [keep, view, arrangement],
  )
  return useMemo(
    () => ({
      view,
      arrangement,
      plain,
      change,
      /** Shows a view: its question, and its columns when it keeps some. */
      show: (id: string, question: Partial<Arrangement>) =>
        keep({ view: id, arrangement: fitArrangement({ ...arrangement, sort: plain.sort, filters: [], group: null, ...question }, plain) }),
      setFilter: (filter: ListFilter) => change({ filters: withFilter(arrangement.filters, filter) }),
      dropFilter: (column: string) => change({ filters: arrangement.filters.filter((each) => each.column !== column) }),
      /** Once up, once down, then the list's own order. */
      sortBy: (column: string, first: 'asc' | 'desc') => {
        const now = arrangement.sort[0]
        const other = first === 'asc' ? 'desc' : 'asc'
        const next: ListSort[] =
          now?.column !== column ? [{ column, dir: first }] : now.dir === first ? [{ column, dir: other }] : plain.sort
        change({ sort: next })
      },
      changedFrom: (question: { sort: ListSort[]; filters: ListFilter[] }) => !sameQuestion(arrangement, question),
    }),
    [view, arrangement, plain, change, keep],
  )
}
