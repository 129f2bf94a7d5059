// By which column the rows are put together, and opening or folding all groups at once.
import GroupIcon from 'lucide-react/icons/rows-3'
import { useTranslation } from 'react-i18next'
import { Button } from '../Button.tsx'
import { Menu } from '../Menu.tsx'
import type { Column, FilterDef } from './columns.ts'

export function GroupButton<Row>({
  by,
  now,
  columns,
  filters,
  onGroup,
  onOpenAll,
}: {
  by: readonly string[]
  now: string | null
  columns: readonly Column<Row>[]
  filters: readonly FilterDef[]
  onGroup: (column: string | null) => void
  onOpenAll: (on: boolean) => void
}) {
  const { t } = useTranslation('ui')
  const titleOf = (id: string): string =>
    columns.find((column) => column.id === id)?.title ?? filters.find((filter) => filter.column === id)?.title ?? id
  return (
    <Menu
      label={t('table.group')}
      entries={[
        { id: 'none', label: t('table.ungroup'), chosen: now === null, onPress: () => onGroup(null) },
        ...by.map((id) => ({ id, label: t('table.groupBy', { title: titleOf(id) }), chosen: now === id, onPress: () => onGroup(id) })),
        ...(now === null
          ? []
          : [
              'line' as const,
              { id: 'open all', label: t('table.openAll'), onPress: () => onOpenAll(true) },
              { id: 'fold all', label: t('table.foldAll'), onPress: () => onOpenAll(false) },
            ]),
      ]}
    >
      <Button kind="quiet" size="small" icon={GroupIcon} pressed={now !== null}>
        {now === null ? t('table.group') : t('table.groupBy', { title: titleOf(now) })}
      </Button>
    </Menu>
  )
}
