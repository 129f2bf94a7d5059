// The two lines above a list: its name and views, what can be done with it, and the question it answers in words.
import ExportIcon from 'lucide-react/icons/upload'
import PaneIcon from 'lucide-react/icons/panel-right'
import SearchIcon from 'lucide-react/icons/search'
import { useRef, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Density } from '../../theme/density.ts'
import { Button } from '../Button.tsx'
import { Icon } from '../Icon.tsx'
import { Kbd } from '../Kbd.tsx'
import { Menu } from '../Menu.tsx'
import { useShortcut } from '../keys.ts'
import { ColumnsButton } from './ColumnsButton.tsx'
import type { Column, FilterDef } from './columns.ts'
import { FilterChips } from './FilterChips.tsx'
import { GroupButton } from './GroupButton.tsx'
import type { Arranged } from './use-arrangement.ts'
import { Views, type ShownView } from './Views.tsx'

export type ExportFormat = 'xlsx' | 'csv' | 'pdf'

type Props<Row> = {
  list: string
  title: string
  columns: readonly Column<Row>[]
  filters: readonly FilterDef[]
  views: readonly ShownView[]
  counts: Readonly<Record<string, number>>
  arranged: Arranged
  actions: ReactNode
  search: { text: string; set: (text: string) => void } | null
  pane: { open: boolean; set: (open: boolean) => void } | null
  onExport: ((format: ExportFormat) => void) | undefined
  /** What the rows may be put together by. */
  groups: { by: readonly string[]; openAll: (on: boolean) => void } | null
  tickable: boolean
  /** Enter opens the row. */
  opens: boolean
  gridRef: RefObject<HTMLDivElement | null>
  density: { chosen: Density; choose: (density: Density) => void }
}

export function ListHead<Row>({
  list,
  title,
  columns,
  filters,
  views,
  counts,
  arranged,
  actions,
  search,
  pane,
  onExport,
  groups,
  tickable,
  opens,
  gridRef,
  density,
}: Props<Row>) {
  const { t } = useTranslation('ui')
  const { arrangement, plain, change } = arranged
  return (
    <header className="list-head">
      <div className="row">
        <h1>{title}</h1>
        <Views list={list} views={views} counts={counts} arranged={arranged} />
        <span className="grow" />
        {groups && (
          <GroupButton
            by={groups.by}
            now={arrangement.group}
            columns={columns}
            filters={filters}
            onGroup={(group) => change({ group })}
            onOpenAll={groups.openAll}
          />
        )}
        <ColumnsButton columns={columns} arrangement={arrangement} plain={plain} change={change} density={density} />
        {onExport && (
          <Menu
            label={t('table.export')}
            entries={(['xlsx', 'csv', 'pdf'] as const).map((format) => ({
              id: format,
              label: t(`table.as.${format}`),
              onPress: () => onExport(format),
            }))}
          >
            <Button kind="quiet" size="small" icon={ExportIcon}>
              {t('table.export')}
            </Button>
          </Menu>
        )}
        {pane && (
          <Button
            kind="quiet"
            size="small"
            icon={PaneIcon}
            label={t(pane.open ? 'table.hidePane' : 'table.showPane')}
            pressed={pane.open}
            onPress={() => pane.set(!pane.open)}
          />
        )}
        {actions}
      </div>
      <div className="row line2">
        {search && <QuickSearch {...search} gridRef={gridRef} />}
        <FilterChips filters={arrangement.filters} defs={filters} onSet={arranged.setFilter} onDrop={arranged.dropFilter} />
        <span className="grow" />
        <span className="cap nowrap">{t(tickable ? 'table.keysTick' : opens ? 'table.keys' : 'table.keysMove')}</span>
      </div>
    </header>
  )
}

function QuickSearch({ text, set, gridRef }: { text: string; set: (text: string) => void; gridRef: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation('ui')
  const ref = useRef<HTMLInputElement>(null)
  useShortcut('/', () => ref.current?.focus(), { label: t('table.search') })
  return (
    <label className="quick-search">
      <Icon of={SearchIcon} size={13} />
      <input
        ref={ref}
        type="search"
        value={text}
        placeholder={t('table.search')}
        aria-label={t('table.search')}
        spellCheck={false}
        onChange={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') set('')
          if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') gridRef.current?.focus()
        }}
      />
      {text === '' && <Kbd keys="/" />}
    </label>
  )
}
