// 发票: invoices of cars from preparation to the number the tax platform gave, newest first.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvoiceRow } from '../../../shared/modules/invoices/contract.ts'
import { invoiceForms, invoiceKinds, invoiceStates } from '../../../shared/modules/invoices/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { Vin } from '../../ui/Vin.tsx'
import { InvoiceMark } from './InvoiceMark.tsx'
import { InvoicePane } from './InvoicePane.tsx'
import { PrepareInvoiceDialog } from './PrepareInvoiceDialog.tsx'

const newest = [{ column: 'preparedAt', dir: 'desc' as const }]
const nothing = <span className="muted">·</span>
const page: DataTableProps<InvoiceRow>['page'] = (request) => call('invoices.page', request)
const sum = (totals: Readonly<Record<string, unknown>>, name: string) => <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />

export function InvoicesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('invoices')
  const may = useMay()
  useAsked('invoices', params)
  const [preparing, setPreparing] = useState(false)
  const columns = useMemo(
    (): Column<InvoiceRow>[] => [
      {
        id: 'state',
        title: t('column.state'),
        width: 104,
        sortable: true,
        frozen: true,
        cell: (row) => <InvoiceMark row={row} />,
        text: (row) => t(`states.${row.state}`),
      },
      { id: 'number', title: t('column.number'), width: 180, sortable: true, cell: (row) => row.number ?? nothing },
      { id: 'buyerName', title: t('column.buyerName'), width: 120, grow: true, cell: (row) => row.buyerName ?? nothing },
      { id: 'vin', title: t('column.vin'), width: 176, sortable: true, cell: (row) => <Vin vin={row.vin} />, text: (row) => row.vin },
      { id: 'kind', title: t('column.kind'), width: 120, cell: (row) => t(`kinds.${row.kind}`) },
      { id: 'form', title: t('column.form'), width: 70, cell: (row) => t(`forms.${row.form}`) },
      {
        id: 'gross',
        title: t('column.gross'),
        width: 124,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.grossFen} />,
        foot: (totals) => sum(totals, 'gross'),
      },
      {
        id: 'net',
        title: t('column.net'),
        width: 124,
        align: 'end',
        cell: (row) => <Money fen={row.netFen} />,
        foot: (totals) => sum(totals, 'net'),
      },
      {
        id: 'tax',
        title: t('column.tax'),
        width: 112,
        align: 'end',
        cell: (row) => <Money fen={row.taxFen} />,
        foot: (totals) => sum(totals, 'tax'),
      },
      {
        id: 'issuedOn',
        title: t('column.issuedOn'),
        width: 100,
        sortable: true,
        cell: (row) => (row.issuedOn ? <DateText on={row.issuedOn} /> : nothing),
      },
      { id: 'orderNo', title: t('column.orderNo'), width: 140, cell: (row) => row.orderNo },
      {
        id: 'preparedAt',
        title: t('column.preparedAt'),
        width: 110,
        sortable: true,
        hidden: true,
        cell: (row) => <DateText at={row.preparedAt} near />,
      },
      { id: 'preparedBy', title: t('column.preparedBy'), width: 80, hidden: true, cell: (row) => row.preparedBy },
      { id: 'sync', title: t('column.sync'), width: 84, cell: (row) => <SyncBadge standing={row.standing} /> },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: invoiceStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      {
        column: 'kind',
        title: t('column.kind'),
        kind: 'choice',
        options: invoiceKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
      {
        column: 'form',
        title: t('column.form'),
        kind: 'choice',
        options: invoiceForms.map((value) => ({ value, label: t(`forms.${value}`) })),
      },
      { column: 'gross', title: t('column.gross'), kind: 'money' },
      { column: 'issuedOn', title: t('column.issuedOn'), kind: 'day', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'waiting', name: t('views.waiting'), filters: [{ column: 'state', op: 'is', values: ['prepared'] }] },
      { id: 'issued', name: t('views.issued'), filters: [{ column: 'state', op: 'is', values: ['issued'] }] },
      { id: 'red', name: t('views.red'), filters: [{ column: 'red', op: 'is', values: ['yes'] }] },
      { id: 'clashed', name: t('views.clashed'), filters: [{ column: 'state', op: 'is', values: ['clashed'] }] },
    ],
    [t],
  )
  const add = may('receivables.invoice') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setPreparing(true)}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<InvoiceRow>['onExport']> = (format, question, shown, paper) => {
    const named: Readonly<Record<string, string>> = { gross: 'grossFen', net: 'netFen', tax: 'taxFen' }
    const words: Readonly<Record<string, Record<string, string>>> = {
      state: Object.fromEntries(invoiceStates.map((value) => [value, t(`states.${value}`)])),
      kind: Object.fromEntries(invoiceKinds.map((value) => [value, t(`kinds.${value}`)])),
      form: Object.fromEntries(invoiceForms.map((value) => [value, t(`forms.${value}`)])),
    }
    exportList({ list: 'invoices', question, columns: columnsInFile(shown, words, named), format, paper, title: t('title') })
  }
  return (
    <>
      <DataTable<InvoiceRow>
        list="invoices"
        title={t('title')}
        query="invoices.page"
        page={page}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state', 'kind', 'issuedOn']}
        actions={add}
        toneOf={(row) => (row.state === 'voided' || row.state === 'reversed' ? 'done' : undefined)}
        onOpen={(row) => open('order', { record: row.orderId, title: row.orderNo })}
        pane={(row, steps) => <InvoicePane key={row.id} row={row} steps={steps} />}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <PrepareInvoiceDialog open={preparing} onClose={() => setPreparing(false)} />
    </>
  )
}
