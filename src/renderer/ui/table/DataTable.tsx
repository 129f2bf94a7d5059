// A module's list: views, filters, search, the virtual grid, the pane that follows the focus row, actions on ticked rows
// and export. The rows stay in the store; this holds about three screens of them.
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import reads from 'virtual:reads'
import type { Asked, QueryName } from '../../../shared/contract.ts'
import type { GroupKey, ListPage, ListSort } from '../../../shared/list.ts'
import { useTouched } from '../../live.ts'
import { useJoined } from '../../phase.ts'
import { usePreference } from '../../state.ts'
import { densityKept, roomier, rowHeights } from '../../theme/density.ts'
import { useLook } from '../../theme/preference.ts'
import { Button } from '../Button.tsx'
import type { PaneSteps } from '../DetailPane.tsx'
import { Empty } from '../Empty.tsx'
import { useAwaited } from '../held-keys.ts'
import { Loading } from '../Loading.tsx'
import { Refused } from '../Refused.tsx'
import { columnsHere, type BuiltInView, type Column, type FilterDef } from './columns.ts'
import { FootRow } from './FootRow.tsx'
import { Grid } from './Grid.tsx'
import { ListHead, type ExportFormat } from './ListHead.tsx'
import type { AskPage, Question } from './row-window.ts'
import { countOf } from './selection.ts'
import { sentenceOf } from './sentence.ts'
import { byLines } from './groups.ts'
import { useArrangement } from './use-arrangement.ts'
import { useGroups } from './use-groups.ts'
import { useMind } from './use-mind.ts'
import { useNothing } from './use-nothing.ts'
import { useRows, useViewCounts } from './use-rows.ts'
import { useViews } from './Views.tsx'
import './table.css'
import '../parts.css'

/** What the ticked rows are: their ids, or the question and those left out. */
export type { ExportFormat }

export type PaperWords = NonNullable<Asked<'exports.run'>['paper']>
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
  /** `paper` are the words a PDF of the list carries. */
  onExport?: (format: ExportFormat, question: Question, columns: readonly { id: string; title: string }[], paper: PaperWords) => void
  /** Columns the rows may be put together by: states, people, days (by their months). Module scope or useMemo. */
  groups?: readonly string[]
  searchable?: boolean
  /** The list has never held anything: say how it begins. */
  empty: ReactNode
}

const none: readonly never[] = []
const paneShown = (kept: unknown): boolean => kept !== false

export function DataTable<Row extends { id: string }>({
  list,
  title,
  query,
  page,
  columns: all,
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
  groups: groupable = none,
  searchable = true,
  empty,
}: DataTableProps<Row>) {
  const { t } = useTranslation('ui')
  const joined = useJoined()
  const columns = useMemo(() => columnsHere(all, joined), [all, joined])
  const arranged = useArrangement(list, columns, builtIn, sort)
  const { arrangement, change } = arranged
  const views = useViews(list, builtIn)
  const usual = useLook((look) => look.density)
  const [own, setOwn] = usePreference(`list.${list}.density`, densityKept)
  const density = own ?? usual
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search.trim())
  const by = arrangement.group !== null && groupable.includes(arrangement.group) ? arrangement.group : null
  const asked = useMemo((): Question => {
    const first = arrangement.sort[0]
    const group = by === null ? null : { column: by, dir: first?.column === by ? first.dir : ('asc' as const), only: null }
    return { sort: arrangement.sort, filters: arrangement.filters, search: searched, group }
  }, [arrangement.sort, arrangement.filters, searched, by])
  const [turn, setTurn] = useState(0)
  useTouched(reads[query], () => by !== null && setTurn((now) => now + 1))
  const { question, groups } = useGroups(page, asked, turn)
  const { rows, seen: held } = useRows(query, page, question)
  const layout = groups?.layout
  const seen = useMemo(() => (layout ? byLines(held, layout) : held), [held, layout])
  const show = useCallback(
    (from: number, to: number) => {
      const some = layout ? layout.rowsBetween(from, to) : { from, to }
      if (some) rows.show(some.from, some.to)
    },
    [rows, layout],
  )
  const total = groups ? groups.answer.total : by === null ? held.total : null
  const totals = groups ? groups.answer.totals : held.totals
  useAwaited(total === null && !seen.failure)
  const counts = useViewCounts(query, page, views, total !== null)
  const [paneOpen, setPaneOpen] = usePreference(`list.${list}.pane`, paneShown)
  const gridRef = useRef<HTMLDivElement>(null)
  const mind = useMind(seen, asked, page, question, layout?.rowAt)
  const { focused, selection } = mind
  const answered = useRef(asked)
  useEffect(() => {
    if (answered.current === asked) return
    answered.current = asked
    gridRef.current?.scrollTo({ top: 0 })
  }, [asked])

  const shownRow = useDeferredValue(seen.row(focused))
  const narrowed = arrangement.filters.length > 0 || searched !== ''
  const nothing = useNothing(query, page, total === 0 && !seen.waiting, narrowed)
  const withPane = pane !== undefined && paneOpen && nothing !== true
  const count = countOf(selection, total ?? 0)
  const step = (by: number): (() => void) | undefined => {
    const at = focused + by
    return at >= 0 && at < (seen.total ?? 0) ? () => mind.focus(at) : undefined
  }
  const shownColumns = (): { id: string; title: string }[] =>
    arrangement.order
      .filter((id) => !arrangement.hidden.includes(id))
      .flatMap((id) => columns.filter((column) => column.id === id).map((column) => ({ id, title: column.title })))

  /** What a person asked for, as the lines under the title of its paper. */
  const paperWords = (): PaperWords => {
    const sort = arrangement.sort[0]
    const by = columns.find((column) => column.id === sort?.column)?.title
    return {
      about: [
        [...said, t('table.paper.rows', { total: (total ?? 0).toLocaleString('en-US') })].join(t('table.paper.and')),
        ...(by && sort ? [t('table.paper.sorted', { sort: `${by} ${sort.dir === 'asc' ? '↑' : '↓'}` })] : []),
      ],
      total: t('table.paper.total'),
      page: t('table.paper.page', { page: '{page}', pages: '{pages}' }),
    }
  }
  const said = [
    ...arrangement.filters.flatMap((filter) => {
      const sentence = sentenceOf(filter, filters, t)
      return sentence ? [`${sentence.title} ${sentence.says}`] : []
    }),
    ...(searched ? [searched] : []),
  ]

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
        onExport={onExport && ((format) => onExport(format, asked, shownColumns(), paperWords()))}
        groups={groupable.length > 0 ? { by: groupable, openAll: (on) => groups?.openAll(on) } : null}
        tickable={ticked !== undefined}
        opens={onOpen !== undefined}
        gridRef={gridRef}
        density={{ chosen: density, choose: setOwn }}
      />
      <div className={`list-split${withPane ? ' with-pane' : ''}`}>
        <div className="grid-wrap">
          <Grid
            label={title}
            columns={columns}
            arrangement={arrangement}
            change={change}
            sortBy={arranged.sortBy}
            onShow={show}
            seen={seen}
            groups={
              groups && by !== null
                ? {
                    all: groups,
                    nameOf: (key) =>
                      groupName(
                        key,
                        filters.find((def) => def.column === by),
                        t,
                      ),
                  }
                : null
            }
            rowHeight={rowHeights[density]}
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
                  totals={totals}
                  total={total}
                  lead={foot?.(totals, total) ?? t('table.rows', { count: total })}
                />
              ) : null
            }
          />
          {total === null && !seen.failure && (
            <div className="grid-over first">
              <Loading lines={firstLines} />
            </div>
          )}
          {seen.failure && (
            <div className="grid-over">
              <Refused error={seen.failure} module={query.split('.')[0]} onRetry={() => rows.refresh()} />
            </div>
          )}
          {total === 0 && !seen.waiting && nothing !== null && (
            <div className="grid-over">
              {nothing ? (
                empty
              ) : (
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
                    filters: said.join(t('filter.comma')),
                  })}
                </Empty>
              )}
            </div>
          )}
          {ticked && count > 0 && (
            <div className="selection-bar" role="toolbar" aria-label={t('table.ticked', { count })}>
              <span className="mid">{t('table.ticked', { count })}</span>
              {ticked({ all: selection.all, ids: [...selection.ids], count, question: asked, clear: mind.clear })}
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

/** A group by the words its values have in filters. */
/** What stands for rows before anybody knows how many there are. */
const firstLines = [62, 58, 66, 60, 64, 57, 63, 61]

const groupName = (key: GroupKey, def: FilterDef | undefined, t: TFunction<'ui'>): string =>
  key === null || key === ''
    ? t('table.noGroup')
    : ((def?.kind === 'choice' ? def.options.find((option) => option.value === key)?.label : undefined) ?? String(key))

const idOf = (row: { id: string }): string => row.id
