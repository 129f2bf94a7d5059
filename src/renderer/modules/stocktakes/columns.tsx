// The cars of a stocktake as a table: columns, filters, views, and what their marks look like.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ScanResult, StocktakeLine } from '../../../shared/modules/stocktakes/contract.ts'
import { verdicts } from '../../../shared/modules/stocktakes/rules.ts'
import { Mark } from '../../ui/Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { Vin } from '../../ui/Vin.tsx'

const looks = {
  found: ['tick', 'good'],
  missing: ['cross', 'act'],
  unexpected: ['diamond', 'warn'],
  misplaced: ['chevrons', 'violet'],
  double: ['pause', 'warn'],
  again: ['ring', 'plain'],
  refused: ['cross', 'act'],
} as const
export function VerdictMark({ verdict }: { verdict: StocktakeLine['verdict'] | ScanResult['outcome'] }) {
  const { t } = useTranslation('stocktakes')
  const [shape, tone] = looks[verdict]
  return <Mark shape={shape} tone={tone} word={t(`verdicts.${verdict}`)} />
}

const nothing = <span className="muted">·</span>

export const lineColumns = (t: TFunction): Column<StocktakeLine>[] => {
  const word = (name: string): string => t(`stocktakes:column.${name}`)
  return [
    {
      id: 'vin',
      title: word('vin'),
      width: 176,
      sortable: true,
      frozen: true,
      cell: (row) => <Vin vin={row.vin} />,
      text: (row) => row.vin,
    },
    {
      id: 'title',
      title: word('car'),
      width: 190,
      grow: true,
      cell: (row) => row.title ?? <span className="muted">{t('stocktakes:strangers.unknown')}</span>,
      text: (row) => row.title ?? '',
    },
    { id: 'stockNo', title: word('stockNo'), width: 110, cell: (row) => row.stockNo ?? nothing },
    {
      id: 'verdict',
      title: word('verdict'),
      width: 100,
      sortable: true,
      cell: (row) => <VerdictMark verdict={row.verdict} />,
      text: (row) => t(`stocktakes:verdicts.${row.verdict}`),
    },
    { id: 'onFile', title: word('onFile'), width: 90, sortable: true, cell: (row) => row.onFile ?? nothing },
    { id: 'foundAt', title: word('foundAt'), width: 110, sortable: true, cell: (row) => row.foundAt ?? nothing },
    {
      id: 'decision',
      title: word('decision'),
      width: 120,
      sortable: true,
      cell: (row) =>
        row.decision ? (
          t(`stocktakes:decisions.${row.decision}`)
        ) : row.verdict === 'found' ? (
          nothing
        ) : (
          <span className="act">{t('stocktakes:toDecide')}</span>
        ),
      text: (row) => (row.decision ? t(`stocktakes:decisions.${row.decision}`) : ''),
    },
    {
      id: 'reason',
      title: word('reason'),
      width: 160,
      cell: (row) => row.reason ?? (row.stranger ? <span className="cap">{t(`stocktakes:strangers.${row.stranger}`)}</span> : nothing),
      text: (row) => row.reason ?? (row.stranger ? t(`stocktakes:strangers.${row.stranger}`) : ''),
    },
  ]
}
export const lineFilters = (t: TFunction): FilterDef[] => [
  {
    column: 'verdict',
    title: t('stocktakes:column.verdict'),
    kind: 'choice',
    options: verdicts.map((value) => ({ value, label: t(`stocktakes:verdicts.${value}`) })),
  },
  { column: 'onFile', title: t('stocktakes:column.onFile'), kind: 'text', canBeEmpty: true },
]
export const lineViews = (t: TFunction): BuiltInView[] => [
  { id: 'differences', name: t('stocktakes:views.differences'), filters: [{ column: 'verdict', op: 'not', values: ['found'] }] },
  ...verdicts.map((verdict) => ({
    id: verdict,
    name: t(`stocktakes:verdicts.${verdict}`),
    filters: [{ column: 'verdict', op: 'is' as const, values: [verdict] }],
  })),
]

/** What a file of the cars holds: codes as words. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.map(({ id, title }) => ({
    id,
    title,
    ...(id === 'verdict' ? { words: Object.fromEntries(verdicts.map((value) => [value, t(`stocktakes:verdicts.${value}`)])) } : {}),
    ...(id === 'decision'
      ? { words: Object.fromEntries(['keep', 'write-off', 'move', 'receive'].map((value) => [value, t(`stocktakes:decisions.${value}`)])) }
      : {}),
  }))
