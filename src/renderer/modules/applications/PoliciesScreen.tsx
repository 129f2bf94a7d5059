// 保单: policies that came of applications, those that end first in front.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import type { PolicyRow } from '../../../shared/modules/applications/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { policyColumnsOf, policyFileColumns, policyFiltersOf, policyViewsOf } from './columns.tsx'

/** Days before its end a policy is looked at. */
const AHEAD = 60

export function PoliciesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('applications')
  const may = useMay()
  const today = useToday()
  useAsked('policies', params)
  const columns = useMemo(() => policyColumnsOf(t), [t])
  const filters = useMemo(() => policyFiltersOf(t), [t])
  const views = useMemo(() => policyViewsOf(t, today, addDays(today, AHEAD)), [t, today])
  const save: NonNullable<DataTableProps<PolicyRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'applications.policies', question, columns: policyFileColumns(t, shown), format, paper, title: t('policy.title') })
  return (
    <DataTable<PolicyRow>
      list="policies"
      title={t('policy.title')}
      query="applications.policies"
      page={(request) => call('applications.policies', request)}
      columns={columns}
      filters={filters}
      views={views}
      groups={['insurer', 'kind']}
      onOpen={(row) => open('customer', { record: row.customerId, title: row.customerName })}
      toneOf={(row) => (row.endsOn < today ? 'done' : undefined)}
      foot={(_totals, total) => t('policy.count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="paper">{t('policy.empty')}</Empty>}
    />
  )
}
