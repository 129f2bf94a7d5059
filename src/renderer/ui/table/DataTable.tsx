// A module's list: views, filters, search, the virtual grid, the pane that follows the focus row, actions on ticked rows
// and export. The rows stay in the store; this holds about three screens of them.
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryName } from '../../../shared/contract.ts'
import type { ListPage, ListSort } from '../../../shared/list.ts'
import { usePreference } from '../../state.ts'
import { useLook } from '../../theme/preference.ts'
import { Button } from '../Button.tsx'
import type { PaneSteps } from '../DetailPane.tsx'
import { Empty } from '../Empty.tsx'
import { Refused } from '../Refused.tsx'
import type { BuiltInView, Column, FilterDef } from './columns.ts'
import { FootRow } from './FootRow.tsx'
import { Grid } from './Grid.tsx'
import { ListHead, type ExportFormat } from './ListHead.tsx'
import type { AskPage, Question } from './row-window.ts'
import { countOf } from './selection.ts'
import { sentenceOf } from './sentence.ts'
import { useArrangement } from './use-arrangement.ts'
import { useMind } from './use-mind.ts'
import { useRows, useViewCounts } from './use-rows.ts'
import { useViews } from './Views.tsx'
import './table.css'
import '../parts.css'

/** What the ticked rows are: their ids, or the question and those left out. */
export type { ExportFormat }

export type Ticked = { all: boolean; ids: readonly string[]; count: number; question: Question; clear: () => void }

export type DataTableProps<Row extends { id: string }> = {
  /** Names the list in what is remembered and in saved views: `vehicles`. */
  list: string
  title: string
  /** The query behind `page`; its tables keep the list fresh. */
  query: QueryName
  page: AskPage<Row>
  /** Keep the identity of columns, filters and views: module scope or useMemo. */
  columns: readonly Column<Row>[]
  filters?: readonly FilterDef[]
  views?: readonly BuiltInView[]
  sort?: readonly ListSort[]
  /** Buttons at the right of the head. */
  actions?: ReactNode
  /** Makes rows tickable. */
  ticked?: (ticked: Ticked) => ReactNode
  onOpen?: (row: Row) => void
  pane?: (row: Row, steps: PaneSteps) => ReactNode
  /** The left part of the pinned foot; `column.foot` fills the others. */
  foot?: (totals: ListPage<Row>['totals'], total: number) => ReactNode
  toneOf?: (row: Row) => 'done' | undefined
  onExport?: (format: ExportFormat, question: Question, columns: readonly { id: string; title: string }[]) => void
  searchable?: boolean
  /** The list has never held anything: say how it begins. */
  empty: ReactNode
}

const none: readonly never[] = []
const paneShown = (kept: unknown): boolean => kept !== false
/** Row heights as in tokens.css, and how much wider than in `compact` a column is, for the padding. */
const heights = { compact: 24, normal: 32, touch: 44 } as const
const roomier = { compact: 0, normal: 4, touch: 24 } as const

export function DataTable<Row extends { id: string }>({
  list,
  title,
  query,
  page,
  columns,
  filters = none,
  views: builtIn = none,
  sort = none,
  actions,
  ticked,
  onOpen,
  pane,
  foot,
  toneOf,
  onExport,
  searchable = true,
  empty,
}: DataTableProps<Row>) {
  const { t } = useTranslation('ui')
  const arranged = useArrangement(list, columns, builtIn, sort)
  const { arrangement, change } = arranged
  const views = useViews(list, builtIn)
  const density = useLook((look) => look.density)
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search.trim())
  const question = useMemo(
    () => ({ sort: arrangement.sort, filters: arrangement.filters, search: searched }),
    [arrangement.sort, arrangement.filters, searched],
  )
  const { rows, seen } = useRows(query, page, question)
  const { total } = seen
  const counts = useViewCounts(query, page, views, total !== null)
  const [paneOpen, setPaneOpen] = usePreference(`list.${list}.pane`, paneShown)
  const gridRef = useRef<HTMLDivElement>(null)
  const mind = useMind(seen, question, page)
  const { focused, selection } = mind
  const answered = useRef(question)
  useEffect(() => {
    if (answered.current === question) return
    answered.current = question
    gridRef.current?.scrollTo({ top: 0 })
  }, [question])

  const shownRow = useDeferredValue(seen.row(focused))
  const withPane = pane !== undefined && paneOpen
  const count = countOf(selection, total ?? 0)
  const step = (by: number): (() => void) | undefined => {
    const at = focused + by
    return at >= 0 && at < (total ?? 0) ? () => mind.focus(at) : undefined
  }
  const shownColumns = (): { id: string; title: string }[] =>
    arrangement.order
      .filter((id) => !arrangement.hidden.includes(id))
      .flatMap((id) => columns.filter((column) => column.id === id).map((column) => ({ id, title: column.title })))

  return (
    <div className="list-screen" data-density={density === 'normal' ? undefined : density}>
      <ListHead
        list={list}
        title={title}
        columns={columns}
        filters={filters}
        views={views}
        counts={counts}
        arranged={arranged}
        actions={actions}
        search={searchable ? { text: search, set: setSearch } : null}
        pane={pane ? { open: paneOpen, set: setPaneOpen } : null}
        onExport={onExport && ((format) => onExport(format, question, shownColumns()))}
        tickable={ticked !== undefined}
        gridRef={gridRef}
      />
      <div className={`list-split${withPane ? ' with-pane' : ''}`}>
        <div className="grid-wrap">
          <Grid
            label={title}
            columns={columns}
            arrangement={arrangement}
            change={change}
            sortBy={arranged.sortBy}
            rows={rows}
            seen={seen}
            rowHeight={heights[density]}
            roomier={roomier[density]}
            focused={focused}
            onFocusRow={mind.focus}
            onOpen={onOpen}
            selection={ticked ? selection : null}
            onToggle={mind.toggle}
            onRange={mind.range}
            onEverything={mind.all}
            onNothing={mind.clear}
            toneOf={toneOf}
            idOf={idOf}
            gridRef={gridRef}
            foot={
              total !== null && total > 0 ? (
                <FootRow
                  columns={columns}
                  arrangement={arrangement}
                  ticks={ticked !== undefined}
                  totals={seen.totals}
                  total={total}
                  lead={foot?.(seen.totals, total) ?? t('table.rows', { count: total })}
                />
              ) : null
            }
          />
          {seen.failure && (
            <div className="grid-over">
              <Refused error={seen.failure} module={query.split('.')[0]} onRetry={() => rows.refresh()} />
            </div>
          )}
          {total === 0 && !seen.waiting && (
            <div className="grid-over">
              {arrangement.filters.length > 0 || searched !== '' ? (
                <Empty
                  drawing="search"
                  action={
                    <Button
                      onPress={() => {
                        setSearch('')
                        change({ filters: [] })
                      }}
                    >
                      {t('table.dropFilters')}
                    </Button>
                  }
                >
                  {t('table.noneMatches', {
                    filters: [
                      ...arrangement.filters.flatMap((filter) => {
                        const sentence = sentenceOf(filter, filters, t)
                        return sentence ? [`${sentence.title} ${sentence.says}`] : []
                      }),
                      ...(searched ? [searched] : []),
                    ].join(t('filter.comma')),
                  })}
                </Empty>
              ) : (
                empty
              )}
            </div>
          )}
          {ticked && count > 0 && (
            <div className="selection-bar" role="toolbar" aria-label={t('table.ticked', { count })}>
              <span className="mid">{t('table.ticked', { count })}</span>
              {ticked({ all: selection.all, ids: [...selection.ids], count, question, clear: mind.clear })}
              <Button kind="quiet" size="small" onPress={mind.clear}>
                {t('table.untick')}
              </Button>
            </div>
          )}
        </div>
        {withPane && (
          <aside className="pane" aria-label={t('table.pane')}>
            {shownRow && pane(shownRow, { previous: step(-1), next: step(1) })}
          </aside>
        )}
      </div>
    </div>
  )
}

const idOf = (row: { id: string }): string => row.id
