// 工单: every car that is or was here, the newest first, and how one is taken in.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentRow } from '../../../shared/modules/appointments/contract.ts'
import type { WorkOrderRow } from '../../../shared/modules/workshop/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { ReceiveDialog } from './ReceiveDialog.tsx'
import { WorkOrderPane } from './WorkOrderPane.tsx'
import './workshop.css'

const newest = [{ column: 'receivedAt', dir: 'desc' as const }]
const none: readonly { id: string; name: string }[] = []
const show = (row: Pick<WorkOrderRow, 'id' | 'no'>): void => open('workOrder', { record: row.id, title: row.no })

export function WorkOrdersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  useAsked('workshop', params)
  const [receiving, setReceiving] = useState(false)
  /** The appointment somebody came from the calendar with. */
  const [expected, setExpected] = useState<AppointmentRow | null>(null)
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (params?.['add'] === true) setReceiving(true)
    if (params?.['expected']) {
      setExpected(params['expected'] as AppointmentRow)
      setReceiving(true)
    }
  }
  const columns = useMemo(() => columnsOf(t), [t])
  const { data: sites = none } = useLive('identity.places', {})
  const filters = useMemo(() => filtersOf(t, sites), [t, sites])
  const views = useMemo(() => viewsOf(t), [t])
  const add = may('workshop.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setReceiving(true)}>
      {t('receive.open')}
    </Button>
  )
  const save: NonNullable<DataTableProps<WorkOrderRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'workshop', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <>
      <DataTable<WorkOrderRow>
        list="workshop"
        title={t('title')}
        query="workshop.page"
        page={(request) => call('workshop.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state', 'kind']}
        actions={
          <>
            {may('workshop.work') && (
              <Button size="small" onPress={() => open('bench')}>
                {t('floor:bench')}
              </Button>
            )}
            {may('jobs.view') && (
              <Button size="small" onPress={() => open('jobs')}>
                {t('jobs:nav')}
              </Button>
            )}
            <Button size="small" onPress={() => open('settlements')}>
              {t('records.open')}
            </Button>
            <Menu
              label={t('more')}
              entries={[
                { id: 'claims', label: t('claims:title'), onPress: () => open('claims') },
                { id: 'loaners', label: t('loaners:title'), onPress: () => open('loaners') },
                { id: 'analysis', label: t('analysis.title'), onPress: () => open('afterSales') },
                { id: 'figures', label: t('floor:efficiency.title'), onPress: () => open('workshopFigures') },
                { id: 'certificates', label: t('floor:certificates.title'), onPress: () => open('certificates') },
              ]}
            >
              <Button size="small">{t('more')}</Button>
            </Menu>
            {add}
          </>
        }
        onOpen={show}
        toneOf={(row) => (row.state === 'delivered' || row.state === 'cancelled' ? 'done' : undefined)}
        pane={(row, steps) => <WorkOrderPane key={row.id} id={row.id} steps={steps} />}
        foot={(totals, total) => (
          <>
            {t('count', { count: total })} <Money fen={Number(totals['totalFen'] ?? 0)} />
          </>
        )}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="car" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ReceiveDialog
        open={receiving}
        expected={expected}
        onClose={() => {
          setReceiving(false)
          setExpected(null)
        }}
        onOpened={show}
      />
    </>
  )
}
