// 订单: every order from quote to delivery, with what is due and the next step beside it.
import AddIcon from 'lucide-react/icons/plus'
import FiguresIcon from 'lucide-react/icons/chart-column'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../../../shared/modules/orders/contract/rows.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { OrderPane } from './OrderPane.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import { todayOn } from './words.ts'

const groups = ['state', 'consultant', 'vehicle', 'createdAt', 'deliverOn']
const none: readonly { id: string; name: string }[] = []
const newest = [{ column: 'createdAt', dir: 'desc' as const }]

export function OrdersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('orders')
  const may = useMay()
  useAsked('orders', params)
  const today = todayOn()
  const columns = useMemo(() => columnsOf(t), [t])
  const { data: sites = none } = useLive('identity.places', {})
  const filters = useMemo(() => filtersOf(t, sites), [t, sites])
  const views = useMemo(() => viewsOf(t, today), [t, today])
  const openOrder = (row: OrderRow, doing?: string): void =>
    open('order', { record: row.id, title: row.no, ...(doing ? { params: { doing } } : {}) })
  const add = may('orders.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => open('quote')}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<OrderRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'orders', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <DataTable
      list="orders"
      title={t('title')}
      query="orders.page"
      page={(request) => call('orders.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={groups}
      actions={
        <>
          <Button size="small" icon={FiguresIcon} onPress={() => open('orderFigures')}>
            {t('figures.open')}
          </Button>
          {add}
        </>
      }
      onOpen={openOrder}
      toneOf={(row) => (row.stage === 'delivered' || row.stage === 'cancelled' ? 'done' : undefined)}
      pane={(row, steps) => <OrderPane key={row.id} row={row} steps={steps} onOpen={(doing) => openOrder(row, doing)} />}
      foot={(_totals, total) => t('count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={
        <Empty drawing="paper" action={add || undefined}>
          {t('empty')}
        </Empty>
      }
    />
  )
}
