// 借用记录: every loan of a car as a list, to filter, sort and take along as a file. What is done about one is done at the cars.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanRow } from '../../../shared/modules/loaners/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import type { PaneSteps } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { LoanPane } from './LoanPane.tsx'

const newest = [{ column: 'outAt', dir: 'desc' as const }]
const show = ({ id }: Pick<LoanRow, 'id'>): void => open('loaners', { params: { loan: id } })

export function LoanListScreen({ params }: ScreenProps) {
  const { t } = useTranslation('loaners')
  const may = useMay()
  useAsked('loanList', params)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const save: NonNullable<DataTableProps<LoanRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'loaners', question, columns: fileColumns(t, shown), format, paper, title: t('listTitle') })
  return (
    <DataTable<LoanRow>
      list="loanList"
      title={t('listTitle')}
      query="loaners.page"
      page={(request) => call('loaners.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={['state']}
      onOpen={show}
      toneOf={(row) => (row.stage === 'back' || row.stage === 'void' ? 'done' : undefined)}
      pane={(row, steps) => <Lent key={row.id} id={row.id} steps={steps} />}
      foot={(_totals, total) => t('count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="car">{t('empty')}</Empty>}
    />
  )
}

function Lent({ id, steps }: { id: string; steps: PaneSteps }) {
  const { data } = useLive('loaners.card', { id })
  return data?.id === id ? <LoanPane card={data} steps={steps} onDeed={() => show(data)} /> : null
}
