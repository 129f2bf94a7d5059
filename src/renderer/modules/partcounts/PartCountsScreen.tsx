// 配件盘点: the stocktakes of parts of the site, newest first, and how one begins.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/modules/stocktakes/contract.ts'
import { stocktakeStates } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { headColumns, headFilters, headViews } from '../../ui/count/heads.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { BeginPartCountDialog } from './dialogs.tsx'

const newest = [{ column: 'openedAt', dir: 'desc' as const }]

export function PartCountsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('partcounts')
  const may = useMay()
  useAsked('partcounts', params)
  const [opening, setOpening] = useState(false)
  const columns = useMemo(() => headColumns(t), [t])
  const filters = useMemo(() => headFilters(t), [t])
  const views = useMemo(() => headViews(t), [t])
  const add = may('parts.count') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setOpening(true)}>
      {t('stocktakes:new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<StocktakeRow>['onExport']> = (format, question, shown, paper) => {
    const state = Object.fromEntries(stocktakeStates.map((each) => [each, t(`stocktakes:states.${each}`)]))
    exportList({ list: 'partcounts', question, columns: columnsInFile(shown, { state }), format, paper, title: t('title') })
  }
  return (
    <>
      <DataTable<StocktakeRow>
        list="partcounts"
        title={t('title')}
        query="partcounts.page"
        page={(request) => call('partcounts.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state']}
        actions={add}
        toneOf={(row) => (['posted', 'dropped', 'undone'].includes(row.state) ? 'done' : undefined)}
        onOpen={(row) => open('partCount', { record: row.id, title: row.no })}
        foot={(_totals, total) => t('stocktakes:count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="car" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <BeginPartCountDialog open={opening} onClose={() => setOpening(false)} />
    </>
  )
}
