// Trade-ins as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { carSeries } from '../../../shared/modules/vehicles/rules.ts'
import type { AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import { appraisalStates, type AppraisalState } from '../../../shared/modules/tradeins/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

const looks = {
  open: ['ring', 'plain'],
  asked: ['pause', 'warn'],
  ready: ['tick', 'good'],
  refused: ['cross', 'act'],
  taken: ['tick', 'done'],
  dropped: ['cross', 'plain'],
} as const

export function StateMark({ state }: { state: AppraisalState }) {
  const { t } = useTranslation('tradeins')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} />
}

const nothing = <span className="muted">·</span>
export const carText = (row: Pick<AppraisalRow, 'brand' | 'series' | 'model'>): string =>
  [carSeries(row), row.model].filter(Boolean).join(' ')

export const columnsOf = (t: TFunction): Column<AppraisalRow>[] => {
  const word = (name: string): string => t(`tradeins:column.${name}`)
  return [
    {
      id: 'no',
      title: word('no'),
      width: 136,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="muted">{row.no}</span>,
      text: (row) => row.no,
    },
    {
      id: 'series',
      title: word('car'),
      width: 160,
      grow: true,
      sortable: true,
      cell: (row) => <span className="mid">{carText(row)}</span>,
      text: carText,
    },
    { id: 'plate', title: word('plate'), width: 92, cell: (row) => row.plate ?? nothing },
    {
      id: 'mileageKm',
      title: word('mileage'),
      width: 92,
      align: 'end',
      cell: (row) => (row.mileageKm === null ? nothing : t('tradeins:km', { km: row.mileageKm.toLocaleString('en-US') })),
    },
    { id: 'customer', title: word('customer'), width: 96, cell: (row) => row.customerName },
    {
      id: 'state',
      title: word('state'),
      width: 96,
      sortable: true,
      cell: (row) => <StateMark state={row.state} />,
      text: (row) => t(`tradeins:states.${row.state}`),
    },
    {
      id: 'allowanceFen',
      title: word('allowance'),
      width: 118,
      align: 'end',
      sortable: true,
      cell: (row) => (row.allowanceFen === null ? nothing : <Money fen={row.allowanceFen} />),
    },
    { id: 'appraiser', title: word('appraiser'), width: 72, cell: (row) => row.appraiserName },
    { id: 'createdAt', title: word('createdAt'), width: 96, sortable: true, cell: (row) => <DateText at={row.createdAt} near /> },
    {
      id: 'sync',
      title: word('sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:sync.${row.standing}`),
    },
  ]
}

export const filtersOf = (t: TFunction): FilterDef[] => [
  {
    column: 'state',
    title: t('tradeins:column.state'),
    kind: 'choice',
    options: appraisalStates.map((value) => ({ value, label: t(`tradeins:states.${value}`) })),
  },
  { column: 'series', title: t('tradeins:column.car'), kind: 'text' },
  { column: 'allowanceFen', title: t('tradeins:column.allowance'), kind: 'money' },
  { column: 'createdAt', title: t('tradeins:column.createdAt'), kind: 'day' },
]

/** What a file of the list holds: the car in its parts, codes as words. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.flatMap(({ id, title }): { id: string; title: string; words?: Record<string, string> }[] => {
    if (id === 'sync') return []
    if (id === 'series') return (['brand', 'series', 'model'] as const).map((part) => ({ id: part, title: t(`tradeins:fields.${part}`) }))
    if (id === 'customer' || id === 'appraiser') return [{ id: `${id}Name`, title }]
    return [
      { id, title, ...(id === 'state' ? { words: Object.fromEntries(appraisalStates.map((s) => [s, t(`tradeins:states.${s}`)])) } : {}) },
    ]
  })

const being = (...values: AppraisalState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'going', name: t('tradeins:views.going'), filters: being('open', 'asked', 'ready', 'refused') },
  { id: 'asked', name: t('tradeins:views.asked'), filters: being('asked') },
  { id: 'taken', name: t('tradeins:views.taken'), filters: being('taken') },
]
