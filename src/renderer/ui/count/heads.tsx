// Stocktakes of anything as a table: columns, filters, views, and what their states look like.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/modules/stocktakes/contract.ts'
import { stocktakeStates, type StocktakeState } from '../../../shared/modules/stocktakes/rules.ts'
import { DateText } from '../DateText.tsx'
import { Mark, SyncBadge } from '../Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../table/columns.ts'

const stateLooks = {
  open: ['ring', 'accent'],
  submitted: ['pause', 'warn'],
  posting: ['halfRing', 'warn'],
  posted: ['tick', 'done'],
  dropped: ['cross', 'plain'],
  undoing: ['halfRing', 'warn'],
  undone: ['cross', 'plain'],
} as const
export function StocktakeMark({ state, tag = false }: { state: StocktakeState; tag?: boolean }) {
  const { t } = useTranslation('stocktakes')
  const [shape, tone] = stateLooks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}

const nothing = <span className="muted">·</span>
export const placeOf = (t: TFunction, location: string | null): string => location ?? t('stocktakes:wholeSite')

export const headColumns = (t: TFunction): Column<StocktakeRow>[] => {
  const word = (name: string): string => t(`stocktakes:column.${name}`)
  return [
    { id: 'no', title: word('no'), width: 160, sortable: true, frozen: true, cell: (row) => row.no },
    { id: 'location', title: word('location'), width: 130, grow: true, sortable: true, cell: (row) => placeOf(t, row.location) },
    {
      id: 'state',
      title: word('state'),
      width: 100,
      sortable: true,
      cell: (row) => <StocktakeMark state={row.state} />,
      text: (row) => t(`stocktakes:states.${row.state}`),
    },
    { id: 'scanned', title: word('scanned'), width: 90, align: 'end', cell: (row) => row.scanned },
    { id: 'openedBy', title: word('openedBy'), width: 90, cell: (row) => row.openedBy },
    { id: 'openedAt', title: word('openedAt'), width: 100, sortable: true, cell: (row) => <DateText at={row.openedAt} near /> },
    { id: 'postedBy', title: word('postedBy'), width: 90, cell: (row) => row.postedBy ?? nothing },
    {
      id: 'postedAt',
      title: word('postedAt'),
      width: 100,
      sortable: true,
      cell: (row) => (row.postedAt === null ? nothing : <DateText at={row.postedAt} near />),
    },
    {
      id: 'sync',
      title: word('sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:sync.${row.standing}`),
    },
  ]
}
export const headFilters = (t: TFunction): FilterDef[] => [
  {
    column: 'state',
    title: t('stocktakes:column.state'),
    kind: 'choice',
    options: stocktakeStates.map((value) => ({ value, label: t(`stocktakes:states.${value}`) })),
  },
  { column: 'location', title: t('stocktakes:column.location'), kind: 'text' },
  { column: 'openedAt', title: t('stocktakes:column.openedAt'), kind: 'day' },
]
export const headViews = (t: TFunction): BuiltInView[] => [
  {
    id: 'going',
    name: t('stocktakes:views.going'),
    filters: [{ column: 'state', op: 'is', values: ['open', 'submitted', 'posting', 'undoing'] }],
  },
  { id: 'posted', name: t('stocktakes:views.posted'), filters: [{ column: 'state', op: 'is', values: ['posted'] }] },
]
