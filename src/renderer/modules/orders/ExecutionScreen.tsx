// 交付看板: every signed order on its way to delivery, one line each: money, papers, car, registration, appointment.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExecutionRow } from '../../../shared/modules/orders/contract/rows.ts'
import { addDays } from '../../../shared/dates.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { executionColumnsOf, executionFileColumns, executionFiltersOf, executionViewsOf } from './execution-columns.tsx'
import './orders.css'

const record = (row: ExecutionRow): void => open('order', { record: row.id, title: row.no })

export function ExecutionScreen({ params }: ScreenProps) {
  const { t } = useTranslation('orders')
  const may = useMay()
  const today = useToday()
  useAsked('execution', params)
  const columns = useMemo(() => executionColumnsOf(t), [t])
  const filters = useMemo(() => executionFiltersOf(t), [t])
  const views = useMemo(() => executionViewsOf(t, today, addDays(today, 7)), [t, today])
  const save: NonNullable<DataTableProps<ExecutionRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'orders.execution', question, columns: executionFileColumns(t, shown), format, paper, title: t('execution.title') })
  return (
    <DataTable<ExecutionRow>
      list="execution"
      title={t('execution.title')}
      query="orders.execution"
      page={(request) => call('orders.execution', request)}
      columns={columns}
      filters={filters}
      views={views}
      groups={['stage', 'consultant']}
      onOpen={record}
      foot={(totals, total) => (
        <span className="row">
          {t('execution.count', { count: total })} <Money fen={typeof totals['due'] === 'number' ? totals['due'] : 0} />
        </span>
      )}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="calm">{t('execution.empty')}</Empty>}
    />
  )
}
