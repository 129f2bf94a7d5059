// 配件: the master of the group with what is on hand at this site.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PartRow, stockLevels } from '../../../shared/modules/parts/contract.ts'
import { partClasses, partOrigins } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps, type Ticked } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { unitInFile } from '../../ui/table/unit-in-file.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { partColumns, partFilters, partViews } from './columns.tsx'
import { type Known, PartDialog } from './PartDialog.tsx'
import { PartPane } from './PartPane.tsx'
import { TickedParts } from './TickedParts.tsx'

const page: DataTableProps<PartRow>['page'] = (request) => call('parts.page', request)
const byCode = [{ column: 'code', dir: 'asc' as const }]

export function PartsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('parts')
  const may = useMay()
  useAsked('parts', params)
  const [known, setKnown] = useState<Known | null | undefined>(undefined)
  const seesCost = may('parts.cost')
  const columns = useMemo(() => partColumns(t, seesCost), [t, seesCost])
  const filters = useMemo(() => partFilters(t), [t])
  const views = useMemo(() => partViews(t), [t])
  const add = may('parts.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setKnown(null)}>
      {t('keep.new')}
    </Button>
  )
  const actions = (
    <>
      {may('parts.move') && (
        <Button size="small" onPress={() => open('partCounter')}>
          {t('counter.nav')}
        </Button>
      )}
      {add}
    </>
  )
  const save: NonNullable<DataTableProps<PartRow>['onExport']> = (format, question, shown, paper) => {
    const words: Record<string, Record<string, string>> = {
      class: Object.fromEntries(partClasses.map((each) => [each, t(`classes.${each}`)])),
      origin: Object.fromEntries(partOrigins.map((each) => [each, t(`origins.${each}`)])),
      level: Object.fromEntries(stockLevels.map((each) => [each, t(`levels.${each}`)])),
    }
    exportList({
      list: 'parts',
      question,
      columns: unitInFile(columnsInFile(shown, words), t('column.unit')),
      format,
      paper,
      title: t('title'),
    })
  }
  return (
    <>
      <DataTable<PartRow>
        list="parts"
        title={t('title')}
        query="parts.page"
        page={page}
        columns={columns}
        filters={filters}
        views={views}
        sort={byCode}
        groups={['class', 'origin', 'bin', 'level']}
        actions={actions}
        ticked={(ticked: Ticked) => <TickedParts ticked={ticked} page={page} />}
        toneOf={(row) => (row.archived ? 'done' : undefined)}
        pane={(row, steps) => <PartPane key={row.id} row={row} steps={steps} onChange={setKnown} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <PartDialog known={known} onClose={() => setKnown(undefined)} />
    </>
  )
}
