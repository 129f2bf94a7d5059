// 预约记录: every appointment as a list, to filter, sort and take along as a file. What is done about one is done in the calendar.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentRow } from '../../../shared/modules/appointments/contract.ts'
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
import { AppointmentPane } from './AppointmentPane.tsx'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'

const none: readonly { id: string; name: string }[] = []
const newest = [{ column: 'startsAt', dir: 'desc' as const }]
const show = (row: Pick<AppointmentRow, 'id' | 'dayOn'>): void => open('appointments', { params: { appointment: row.id, on: row.dayOn } })

export function AppointmentListScreen({ params }: ScreenProps) {
  const { t } = useTranslation('appointments')
  const may = useMay()
  useAsked('appointmentList', params)
  const columns = useMemo(() => columnsOf(t), [t])
  const { data: sites = none } = useLive('identity.places', {})
  const filters = useMemo(() => filtersOf(t, sites), [t, sites])
  const views = useMemo(() => viewsOf(t), [t])
  const save: NonNullable<DataTableProps<AppointmentRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'appointments', question, columns: fileColumns(t, shown), format, paper, title: t('listTitle') })
  return (
    <DataTable<AppointmentRow>
      list="appointmentList"
      title={t('listTitle')}
      query="appointments.page"
      page={(request) => call('appointments.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={['state', 'channel']}
      onOpen={show}
      toneOf={(row) => (row.state === 'booked' || row.state === 'confirmed' ? undefined : 'done')}
      pane={(row, steps) => <Listed key={row.id} id={row.id} steps={steps} />}
      foot={(_totals, total) => t('count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="car">{t('listEmpty')}</Empty>}
    />
  )
}

function Listed({ id, steps }: { id: string; steps: PaneSteps }) {
  const { data } = useLive('appointments.card', { id })
  return data?.id === id ? <AppointmentPane card={data} steps={steps} onDeed={() => show(data)} /> : null
}
