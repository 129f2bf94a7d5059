// 置换: old cars customers would give towards new ones, from the first look to the order they count towards.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { AppraiseDialog } from './AppraiseDialog.tsx'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { DecideDialog, DropDialog, TakeDialog, ValueDialog } from './dialogs.tsx'
import { AppraisalPane, type Deed } from './AppraisalPane.tsx'
import './tradeins.css'

const newest = [{ column: 'createdAt', dir: 'desc' as const }]
type Doing = { deed: Deed; row: AppraisalRow }

export function TradeInsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('tradeins')
  const may = useMay()
  useAsked('tradeins', params)
  const [appraising, setAppraising] = useState<AppraisalRow | 'new' | null>(null)
  const [doing, setDoing] = useState<Doing | null>(null)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const begin = (deed: Deed, row: AppraisalRow): void => (deed === 'reappraise' ? setAppraising(row) : setDoing({ deed, row }))
  const about = (deed: Deed): AppraisalRow | null => (doing?.deed === deed ? doing.row : null)
  const over = (): void => setDoing(null)
  const add = may('tradeins.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAppraising('new')}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<AppraisalRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'tradeins', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <>
      <DataTable<AppraisalRow>
        list="tradeins"
        title={t('title')}
        query="tradeins.page"
        page={(request) => call('tradeins.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state']}
        actions={add}
        toneOf={(row) => (row.state === 'taken' || row.state === 'dropped' ? 'done' : undefined)}
        pane={(row, steps) => <AppraisalPane key={row.id} row={row} steps={steps} onDeed={(deed) => begin(deed, row)} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="car" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <AppraiseDialog about={appraising} onClose={() => setAppraising(null)} />
      <ValueDialog row={about('value')} onClose={over} />
      <DecideDialog row={about('decide')} onClose={over} />
      <TakeDialog row={about('take')} onClose={over} />
      <DropDialog row={about('drop')} onClose={over} />
    </>
  )
}
