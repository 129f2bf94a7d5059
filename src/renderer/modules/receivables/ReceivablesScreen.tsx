// 收款: the ledger of everything that came in and went back, with the receipt, its correction and the way to its order.
import CalendarIcon from 'lucide-react/icons/calendar-days'
import BooksIcon from 'lucide-react/icons/book-open-check'
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRequest } from '../../../shared/list.ts'
import type { PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ReceiveDialog } from '../../ui/money/ReceiveDialog.tsx'
import { RefundDialog } from '../../ui/money/RefundDialog.tsx'
import { ReverseDialog } from '../../ui/money/ReverseDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { PaymentPane } from './PaymentPane.tsx'
import './receivables.css'

const page = (request: ListRequest) => call('receivables.page', request)
const groups = ['method', 'receivedOn', 'direction', 'by']
const newest = [{ column: 'receivedAt', dir: 'desc' as const }]
/** The other books of money, each with the right it needs. */
const places = [
  ['closings', 'receivables.view'],
  ['arrears', 'receivables.view'],
  ['bank', 'receivables.bank'],
  ['held', 'receivables.view'],
  ['invoices', 'receivables.view'],
] as const
type Shown = { deed: 'receive' } | { deed: 'refund' | 'reverse'; row: PaymentRow } | null

export function ReceivablesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('receivables')
  const may = useMay()
  useAsked('receivables', params)
  const [shown, setShown] = useState<Shown>(null)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const openOrder = (row: PaymentRow): void => open('order', { record: row.orderId, title: row.orderNo })
  const save: DataTableProps<PaymentRow>['onExport'] = (format, question, columns, paper) =>
    exportList({ list: 'receivables', question, title: t('title'), format, paper, columns: fileColumns(t, columns) })
  const closeDialog = (): void => setShown(null)
  const receive = (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="F8" onPress={() => setShown({ deed: 'receive' })}>
      {t('receive')}
    </Button>
  )
  return (
    <>
      <DataTable
        list="receivables"
        title={t('title')}
        query="receivables.page"
        page={page}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={groups}
        actions={
          <>
            <Button size="small" icon={CalendarIcon} shortcut="F7" onPress={() => open('daybook')}>
              {t('daybook')}
            </Button>
            <Menu
              label={t('books')}
              entries={places
                .filter(([, permission]) => may(permission))
                .map(([kind]) => ({
                  id: kind,
                  label: t(`places.${kind}`),
                  onPress: () => open(kind),
                }))}
            >
              <Button size="small" icon={BooksIcon}>
                {t('books')}
              </Button>
            </Menu>
            {may('receivables.receive') && receive}
          </>
        }
        onOpen={openOrder}
        {...(may('exports.run') ? { onExport: save } : {})}
        toneOf={(row) => (row.reversed || row.reverses ? 'done' : undefined)}
        pane={(row, steps) => (
          <PaymentPane
            key={row.id}
            row={row}
            steps={steps}
            onOpenOrder={() => openOrder(row)}
            onReverse={() => setShown({ deed: 'reverse', row })}
            onRefund={() => setShown({ deed: 'refund', row })}
          />
        )}
        empty={
          <Empty drawing="paper" action={may('receivables.receive') ? receive : undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ReceiveDialog open={shown?.deed === 'receive'} order={null} onClose={closeDialog} />
      <RefundDialog
        order={shown?.deed === 'refund' ? { id: shown.row.orderId, title: `${shown.row.customerName} · ${shown.row.orderNo}` } : null}
        onClose={closeDialog}
      />
      <ReverseDialog payment={shown?.deed === 'reverse' ? shown.row : null} onClose={closeDialog} />
    </>
  )
}
