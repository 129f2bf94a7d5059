// Filters as sentences one can read, change and drop; and the way to say another one.
import AddIcon from 'lucide-react/icons/plus'
import DropIcon from 'lucide-react/icons/x'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as Press } from 'react-aria-components/Button'
import type { ListFilter } from '../../../shared/list.ts'
import { Icon } from '../Icon.tsx'
import { Kbd } from '../Kbd.tsx'
import { Popover } from '../Popover.tsx'
import { useShortcut } from '../keys.ts'
import type { FilterDef } from './columns.ts'
import { sentenceOf } from './sentence.ts'

/** Calendars and amount fields are fetched when somebody filters, not when the window starts. */
const FilterEditor = lazy(async () => ({ default: (await import('./FilterEditor.tsx')).FilterEditor }))

type Props = {
  filters: readonly ListFilter[]
  defs: readonly FilterDef[]
  onSet: (filter: ListFilter) => void
  onDrop: (column: string) => void
}

export function FilterChips({ filters, defs, onSet, onDrop }: Props) {
  const { t } = useTranslation('ui')
  const [adding, setAdding] = useState(false)
  const [column, setColumn] = useState<string | null>(null)
  const show = (open: boolean): void => {
    setAdding(open)
    if (!open) setColumn(null)
  }
  useShortcut('F', () => show(true), { enabled: defs.length > 0, label: t('filter.add') })
  const chosen = defs.find((def) => def.column === column)
  return (
    <>
      {filters.map((filter) => (
        <FilterChip key={filter.column} filter={filter} defs={defs} onSet={onSet} onDrop={onDrop} />
      ))}
      {defs.length > 0 && (
        <Popover
          label={t('filter.add')}
          open={adding}
          onOpenChange={show}
          trigger={
            <Press className="chip add">
              <Icon of={AddIcon} size={12} />
              {t('filter.filter')}
              <Kbd keys="F" />
            </Press>
          }
        >
          {chosen ? (
            <Suspense>
              <FilterEditor
                def={chosen}
                filter={filters.find((filter) => filter.column === chosen.column)}
                onDone={(filter) => {
                  onSet(filter)
                  show(false)
                }}
              />
            </Suspense>
          ) : (
            <div className="filter-names">
              {defs.map((def, at) => (
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was opened to choose one of these
                <Press key={def.column} className="menu-item" autoFocus={at === 0} onPress={() => setColumn(def.column)}>
                  {def.title}
                </Press>
              ))}
            </div>
          )}
        </Popover>
      )}
    </>
  )
}

function FilterChip({ filter, defs, onSet, onDrop }: { filter: ListFilter } & Omit<Props, 'filters'>) {
  const { t } = useTranslation('ui')
  const [open, setOpen] = useState(false)
  const sentence = sentenceOf(filter, defs, t)
  const def = defs.find((each) => each.column === filter.column)
  if (!sentence || !def) return null
  return (
    <span className="chip on">
      <Popover
        label={sentence.title}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Press className="chip-words">
            {sentence.title} <b>{sentence.says}</b>
          </Press>
        }
      >
        <Suspense>
          <FilterEditor
            def={def}
            filter={filter}
            onDone={(next) => {
              onSet(next)
              setOpen(false)
            }}
          />
        </Suspense>
      </Popover>
      <Press className="drop" aria-label={t('filter.drop', { title: sentence.title })} onPress={() => onDrop(filter.column)}>
        <Icon of={DropIcon} size={11} />
      </Press>
    </span>
  )
}
