// Orders as a table: what its columns show, by what it is filtered, the views it brings, and what a file of it says.
import type { TFunction } from 'i18next'
import { addDays } from '../../../shared/dates.ts'
import type { OrderRow } from '../../../shared/modules/orders/contract/rows.ts'
import { orderStates } from '../../../shared/modules/orders/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { type BuiltInView, type Column, type FilterDef, siteFilter } from '../../ui/table/columns.ts'
import { Vin } from '../../ui/Vin.tsx'
import { StageMark } from './StageMark.tsx'
import { percentOf, todayOn } from './words.ts'

const nothing = <span className="muted">·</span>
const sum = (name: string) => (totals: Readonly<Record<string, unknown>>) => (
  <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />
)

export const columnsOf = (t: TFunction): Column<OrderRow>[] => {
  const word = (name: string): string => t(`orders:column.${name}`)
  return [
    { id: 'no', title: word('no'), width: 136, sortable: true, frozen: true, cell: (row) => row.no },
    {
      id: 'customer',
      title: word('customer'),
      width: 72,
      sortable: true,
      cell: (row) => <span className="mid">{row.customerName}</span>,
      text: (row) => row.customerName,
    },
    {
      id: 'vehicle',
      title: word('vehicle'),
      width: 150,
      grow: true,
      sortable: true,
      cell: (row) => row.vehicleName ?? nothing,
      text: (row) => row.vehicleName ?? '',
    },
    {
      id: 'vin',
      title: word('vin'),
      width: 76,
      cell: (row) => (row.vin ? <Vin vin={row.vin} tail /> : nothing),
      text: (row) => row.vin ?? '',
    },
    { id: 'stockNo', title: word('stockNo'), width: 110, sortable: true, hidden: true, cell: (row) => row.stockNo ?? nothing },
    {
      id: 'state',
      title: word('state'),
      width: 92,
      sortable: true,
      cell: (row) =>
        row.provisional ? (
          <span className="row">
            <StageMark stage={row.stage} />
            <SyncBadge standing="provisional" bare />
          </span>
        ) : (
          <StageMark stage={row.stage} />
        ),
      text: (row) => t(`orders:stage.${row.stage}`),
    },
    {
      id: 'price',
      title: word('price'),
      width: 106,
      align: 'end',
      sortable: true,
      cell: (row) => <Money fen={row.priceFen} />,
      foot: sum('price'),
    },
    {
      id: 'discountBp',
      title: word('discount'),
      width: 58,
      align: 'end',
      sortable: true,
      // Two decimals in every row, so that the points stand under each other.
      cell: (row) => (row.discountBp === 0 ? nothing : `${(row.discountBp / 100).toFixed(2)}%`),
      text: (row) => percentOf(row.discountBp),
    },
    {
      id: 'total',
      title: word('total'),
      width: 108,
      align: 'end',
      sortable: true,
      hidden: true,
      cell: (row) => <Money fen={row.totalFen} />,
      foot: sum('whole'),
    },
    {
      id: 'net',
      title: word('net'),
      width: 108,
      align: 'end',
      sortable: true,
      hidden: true,
      cell: (row) => (row.netFen === 0 ? nothing : <Money fen={row.netFen} />),
      foot: sum('net'),
    },
    {
      id: 'due',
      title: word('due'),
      width: 106,
      align: 'end',
      sortable: true,
      cell: (row) =>
        row.dueFen === 0 ? (
          nothing
        ) : (
          <span className={row.stage === 'reserved' ? 'accent mid' : undefined}>
            <Money fen={row.dueFen} />
          </span>
        ),
      foot: sum('due'),
    },
    { id: 'consultant', title: word('consultant'), width: 66, sortable: true, cell: (row) => row.consultantName },
    {
      id: 'deliverOn',
      title: word('deliverOn'),
      width: 86,
      sortable: true,
      cell: (row) => <DeliverOn row={row} />,
      text: (row) => row.deliverOn ?? '',
    },
    { id: 'createdAt', title: word('createdAt'), width: 86, sortable: true, cell: (row) => <DateText at={row.createdAt} time={false} /> },
    {
      id: 'signedAt',
      title: word('signedAt'),
      width: 86,
      sortable: true,
      hidden: true,
      cell: (row) => <DateText at={row.signedAt} time={false} />,
    },
    {
      id: 'deliveredAt',
      title: word('deliveredAt'),
      width: 86,
      sortable: true,
      hidden: true,
      cell: (row) => <DateText at={row.deliveredAt} time={false} />,
    },
    { id: 'site', title: word('site'), width: 90, hidden: true, cell: (row) => row.siteName },
    {
      id: 'sync',
      title: word('sync'),
      width: 76,
      cell: (row) => (row.standing === 'alone' ? nothing : <SyncBadge standing={row.standing} />),
    },
  ]
}

const under: readonly OrderRow['stage'][] = ['approved', 'signed', 'reserved', 'paid', 'car-lost']

function DeliverOn({ row }: { row: OrderRow }) {
  if (!row.deliverOn) return nothing
  const late = under.includes(row.stage) && row.deliverOn < todayOn()
  return late ? <Mark shape="diamond" tone="act" word={row.deliverOn} /> : <DateText on={row.deliverOn} />
}

export const filtersOf = (t: TFunction, sites: readonly { id: string; name: string }[]): FilterDef[] => {
  const word = (name: string): string => t(`orders:column.${name}`)
  const yesNo = [
    { value: 'yes', label: t('orders:yes') },
    { value: 'no', label: t('orders:no') },
  ]
  return [
    {
      column: 'state',
      title: word('state'),
      kind: 'choice',
      options: orderStates.map((value) => ({ value, label: t(`orders:stage.${value}`), mark: <StageMark stage={value} /> })),
    },
    ...siteFilter(word('site'), sites),
    { column: 'consultant', title: word('consultant'), kind: 'text' },
    { column: 'vehicle', title: word('vehicle'), kind: 'text' },
    { column: 'deliverOn', title: word('deliverOn'), kind: 'day', canBeEmpty: true },
    { column: 'createdAt', title: word('createdAt'), kind: 'day' },
    { column: 'deliveredAt', title: word('deliveredAt'), kind: 'day' },
    { column: 'price', title: word('price'), kind: 'money' },
    { column: 'due', title: word('due'), kind: 'money' },
    { column: 'discountBp', title: word('discountBp'), kind: 'number' },
    { column: 'provisional', title: word('provisional'), kind: 'choice', options: yesNo },
    { column: 'case', title: word('case'), kind: 'choice', options: yesNo },
  ]
}

export const viewsOf = (t: TFunction, today: string): BuiltInView[] => [
  { id: 'open', name: t('orders:views.open'), filters: [{ column: 'state', op: 'not', values: ['delivered', 'cancelled'] }] },
  { id: 'asked', name: t('orders:views.asked'), filters: [{ column: 'state', op: 'is', values: ['awaiting-approval'] }] },
  {
    id: 'due',
    name: t('orders:views.due'),
    filters: [
      { column: 'state', op: 'is', values: ['reserved'] },
      { column: 'due', op: 'between', values: [1, null] },
    ],
    sort: [{ column: 'deliverOn', dir: 'asc' }],
  },
  {
    id: 'soon',
    name: t('orders:views.soon'),
    filters: [
      { column: 'state', op: 'is', values: ['signed', 'reserved', 'paid'] },
      { column: 'deliverOn', op: 'between', values: [null, addDays(today, 7)] },
    ],
    sort: [{ column: 'deliverOn', dir: 'asc' }],
  },
  { id: 'lost', name: t('orders:views.lost'), filters: [{ column: 'state', op: 'is', values: ['car-lost'] }] },
  {
    id: 'done',
    name: t('orders:views.done'),
    filters: [{ column: 'state', op: 'is', values: ['delivered'] }],
    sort: [{ column: 'deliveredAt', dir: 'desc' }],
  },
  { id: 'all', name: t('orders:views.all'), filters: [] },
]

/** Which of a row's values each column puts into a file. */
const fileKeys: Readonly<Record<string, string>> = {
  customer: 'customerName',
  vehicle: 'vehicleName',
  state: 'stage',
  price: 'priceFen',
  total: 'totalFen',
  net: 'netFen',
  due: 'dueFen',
  consultant: 'consultantName',
  site: 'siteName',
  sync: 'standing',
}

export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.map(({ id, title }) => ({
    id: fileKeys[id] ?? id,
    title,
    ...(id === 'state' ? { words: Object.fromEntries(orderStates.map((state) => [state, t(`orders:stage.${state}`)])) } : {}),
    ...(id === 'sync'
      ? {
          words: Object.fromEntries(
            ['local', 'sent', 'confirmed', 'needs-you', 'provisional'].map((standing) => [standing, t(`ui:standing.${standing}`)]),
          ),
        }
      : {}),
  }))
