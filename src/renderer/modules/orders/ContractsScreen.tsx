// 合同台账: every signed deal with its identities, sum and days; from here one goes to its order and its paper.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { ContractRow } from '../../../shared/modules/orders/contract/rows.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { StageMark } from './StageMark.tsx'
import './orders.css'

const nothing = <span className="muted">·</span>
const stages = ['signed', 'reserved', 'paid', 'delivered', 'car-lost', 'cancelled'] as const
const hows = ['screen', 'paper'] as const

function columnsOf(t: TFunction): Column<ContractRow>[] {
  const word = (name: string): string => t(`orders:contracts.column.${name}`)
  return [
    { id: 'no', title: word('no'), width: 140, sortable: true, frozen: true, cell: (row) => row.no, text: (row) => row.no },
    { id: 'customer', title: word('customer'), width: 96, sortable: true, cell: (row) => <span className="mid">{row.customerName}</span> },
    { id: 'vehicle', title: word('vehicle'), width: 150, grow: true, sortable: true, cell: (row) => row.vehicleName ?? nothing },
    { id: 'stockNo', title: word('stockNo'), width: 110, sortable: true, cell: (row) => row.stockNo ?? nothing },
    { id: 'amount', title: word('amount'), width: 126, align: 'end', sortable: true, cell: (row) => <Money fen={row.totalFen} /> },
    { id: 'signedOn', title: word('signedOn'), width: 104, sortable: true, cell: (row) => row.signedOn },
    { id: 'how', title: word('how'), width: 70, cell: (row) => t(`orders:contracts.how.${row.onScreen ? 'screen' : 'paper'}`) },
    { id: 'archiveNo', title: word('archiveNo'), width: 90, cell: (row) => row.archiveNo ?? nothing },
    { id: 'stage', title: word('stage'), width: 92, sortable: true, cell: (row) => <StageMark stage={row.stage} /> },
    { id: 'deliveredOn', title: word('deliveredOn'), width: 104, sortable: true, cell: (row) => row.deliveredOn ?? nothing },
    { id: 'consultant', title: word('consultant'), width: 84, cell: (row) => row.consultantName },
    { id: 'sync', title: t('orders:column.sync'), width: 80, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

const stageWords = (t: TFunction) => Object.fromEntries(stages.map((stage) => [stage, t(`orders:stage.${stage}`)]))
const howWords = (t: TFunction) => Object.fromEntries(hows.map((how) => [how, t(`orders:contracts.how.${how}`)]))
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

const filtersOf = (t: TFunction): FilterDef[] => [
  { column: 'stage', title: t('orders:contracts.column.stage'), kind: 'choice', options: optionsOf(stageWords(t)) },
  { column: 'how', title: t('orders:contracts.column.how'), kind: 'choice', options: optionsOf(howWords(t)) },
  { column: 'signedOn', title: t('orders:contracts.column.signedOn'), kind: 'day' },
  { column: 'deliveredOn', title: t('orders:contracts.column.deliveredOn'), kind: 'day' },
  { column: 'consultant', title: t('orders:contracts.column.consultant'), kind: 'text' },
]
const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'all', name: t('orders:views.all'), filters: [] },
  {
    id: 'going',
    name: t('orders:contracts.going'),
    filters: [{ column: 'stage', op: 'is', values: ['signed', 'reserved', 'paid', 'car-lost'] }],
  },
  { id: 'done', name: t('orders:views.done'), filters: [{ column: 'stage', op: 'is', values: ['delivered'] }] },
]

/** What a file of the register holds: the identities of deal, customer and car whole, beside what people call them. */
const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.flatMap(({ id, title }): { id: string; title: string; words?: Record<string, string> }[] => {
    if (id === 'sync' || id === 'how') return []
    if (id === 'no')
      return [
        { id, title },
        { id: 'id', title: t('orders:contracts.dealId') },
      ]
    if (id === 'customer')
      return [
        { id: 'customerName', title },
        { id: 'customerId', title: t('orders:contracts.customerId') },
      ]
    if (id === 'vehicle')
      return [
        { id: 'vehicleName', title },
        { id: 'vehicleId', title: t('orders:contracts.vehicleId') },
        { id: 'vin', title: t('orders:column.vin') },
      ]
    if (id === 'consultant') return [{ id: 'consultantName', title }]
    if (id === 'amount') return [{ id: 'totalFen', title }]
    return [{ id, title, ...(id === 'stage' ? { words: stageWords(t) } : {}) }]
  })

export function ContractsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('orders')
  const may = useMay()
  useAsked('contracts', params)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const save: NonNullable<DataTableProps<ContractRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'orders.contracts', question, columns: fileColumns(t, shown), format, paper, title: t('contracts.title') })
  return (
    <DataTable<ContractRow>
      list="contracts"
      title={t('contracts.title')}
      query="orders.contracts"
      page={(request) => call('orders.contracts', request)}
      columns={columns}
      filters={filters}
      views={views}
      groups={['stage', 'consultant']}
      onOpen={(row) => open('order', { record: row.id, title: row.no })}
      toneOf={(row) => (row.stage === 'delivered' || row.stage === 'cancelled' ? 'done' : undefined)}
      foot={(totals, total) => (
        <span className="row">
          {t('contracts.count', { count: total })} <Money fen={typeof totals['amount'] === 'number' ? totals['amount'] : 0} />
        </span>
      )}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="paper">{t('contracts.empty')}</Empty>}
    />
  )
}
