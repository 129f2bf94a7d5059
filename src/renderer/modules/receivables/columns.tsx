// The ledger as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { ExportColumn } from '../../../shared/modules/exports/contract.ts'
import type { PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import { receiptKinds, receiptMethods } from '../../../shared/modules/receivables/rules.ts'
import { Standing } from '../../../shared/standing.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { PaymentMark } from './PaymentMark.tsx'

export const kindsOf = (t: TFunction, row: Pick<PaymentRow, 'kinds'>): string =>
  [...new Set(row.kinds)].map((kind) => t(`receivables:kinds.${kind}`)).join(t('receivables:comma'))

export const columnsOf = (t: TFunction): Column<PaymentRow>[] => [
  { id: 'no', title: t('receivables:no'), width: 128, sortable: true, frozen: true, cell: (row) => row.no },
  { id: 'receivedOn', title: t('receivables:day'), width: 82, sortable: true, cell: (row) => <DateText on={row.receivedOn} /> },
  {
    id: 'customer',
    title: t('receivables:customer'),
    width: 84,
    sortable: true,
    cell: (row) => <span className="mid">{row.customerName}</span>,
    text: (row) => row.customerName,
  },
  { id: 'orderNo', title: t('receivables:order'), width: 130, sortable: true, cell: (row) => row.orderNo },
  { id: 'direction', title: t('receivables:sort'), width: 68, cell: (row) => <PaymentMark row={row} /> },
  { id: 'kind', title: t('receivables:kind'), width: 130, grow: true, cell: (row) => kindsOf(t, row) },
  {
    id: 'method',
    title: t('receivables:method'),
    width: 108,
    sortable: true,
    text: (row) => [t(`receivables:methods.${row.method}`), row.methodRef].filter(Boolean).join(' '),
    cell: (row) => (
      <>
        {t(`receivables:methods.${row.method}`)} {row.methodRef && <span className="muted">{row.methodRef}</span>}
      </>
    ),
  },
  {
    id: 'methodRef',
    title: t('receivables:ref'),
    width: 110,
    sortable: true,
    hidden: true,
    cell: (row) => (row.methodRef ? row.methodRef : <span className="muted">·</span>),
  },
  {
    id: 'amount',
    title: t('receivables:amount'),
    width: 112,
    align: 'end',
    sortable: true,
    cell: (row) => <Money fen={row.amountFen} />,
    foot: (totals) => <Money fen={typeof totals['amount'] === 'number' ? totals['amount'] : 0} />,
  },
  {
    id: 'own',
    title: t('receivables:own'),
    width: 112,
    align: 'end',
    hidden: true,
    cell: (row) => (row.ownFen === 0 ? <span className="muted">·</span> : <Money fen={row.ownFen} />),
  },
  {
    id: 'held',
    title: t('receivables:held'),
    width: 112,
    align: 'end',
    hidden: true,
    cell: (row) => (row.heldFen === 0 ? <span className="muted">·</span> : <Money fen={row.heldFen} />),
  },
  { id: 'by', title: t('receivables:by'), width: 60, sortable: true, cell: (row) => row.by },
  {
    id: 'receivedAt',
    title: t('receivables:at'),
    width: 122,
    sortable: true,
    hidden: true,
    cell: (row) => <DateText at={row.receivedAt} />,
  },
  { id: 'note', title: t('receivables:note'), width: 160, hidden: true, cell: (row) => row.note ?? <span className="muted">·</span> },
  { id: 'sync', title: t('receivables:sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
]

export const filtersOf = (t: TFunction): FilterDef[] => [
  { column: 'receivedOn', title: t('receivables:day'), kind: 'day' },
  {
    column: 'method',
    title: t('receivables:method'),
    kind: 'choice',
    options: receiptMethods.map((value) => ({ value, label: t(`receivables:methods.${value}`) })),
  },
  {
    column: 'kind',
    title: t('receivables:kind'),
    kind: 'choice',
    options: receiptKinds.map((value) => ({ value, label: t(`receivables:kinds.${value}`) })),
  },
  {
    column: 'direction',
    title: t('receivables:sort'),
    kind: 'choice',
    options: (['in', 'out'] as const).map((value) => ({ value, label: t(`receivables:directions.${value}`) })),
  },
  { column: 'amount', title: t('receivables:amount'), kind: 'money' },
  { column: 'by', title: t('receivables:by'), kind: 'text' },
  { column: 'methodRef', title: t('receivables:ref'), kind: 'text', canBeEmpty: true },
]

export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'all', name: t('receivables:views.all'), filters: [] },
  { id: 'cash', name: t('receivables:views.cash'), filters: [{ column: 'method', op: 'is', values: ['cash'] }] },
  { id: 'loan', name: t('receivables:views.loan'), filters: [{ column: 'method', op: 'is', values: ['loan'] }] },
  { id: 'back', name: t('receivables:views.back'), filters: [{ column: 'direction', op: 'is', values: ['out'] }] },
]

/** Columns of the file: what the query's rows call them, with words for codes; a way and its reference stand apart. */
export function fileColumns(t: TFunction, shown: readonly { id: string; title: string }[]): ExportColumn[] {
  const words = {
    kinds: Object.fromEntries(receiptKinds.map((kind) => [kind, t(`receivables:kinds.${kind}`)])),
    method: Object.fromEntries(receiptMethods.map((method) => [method, t(`receivables:methods.${method}`)])),
    standing: Object.fromEntries(Standing.options.map((standing) => [standing, t(`ui:standing.${standing}`)])),
  }
  const named: Readonly<Record<string, string>> = {
    customer: 'customerName',
    kind: 'kinds',
    amount: 'amountFen',
    own: 'ownFen',
    held: 'heldFen',
    sync: 'standing',
  }
  return shown.flatMap(({ id, title }): ExportColumn[] => {
    const key = named[id] ?? id
    // The sign of the amount says it in a file.
    if (id === 'direction') return []
    if (id === 'methodRef' && shown.some((column) => column.id === 'method')) return []
    if (id === 'method')
      return [
        { id, title, words: words.method },
        { id: 'methodRef', title: t('receivables:ref') },
      ]
    return [{ id: key, title, ...(key === 'kinds' || key === 'standing' ? { words: words[key] } : {}) }]
  })
}
