// Jobs as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { JobRow } from '../../../shared/modules/jobs/contract.ts'
import { carAreas, jobKinds } from '../../../shared/modules/jobs/rules.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { originWords } from '../../ui/price-origin.ts'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

export const fitsText = (t: TFunction, { brand, series }: Pick<JobRow, 'brand' | 'series'>): string =>
  [brand, series].filter(Boolean).join(' ') || t('jobs:any')

export const columnsOf = (t: TFunction): Column<JobRow>[] => {
  const word = (name: string): string => t(`jobs:column.${name}`)
  return [
    {
      id: 'code',
      title: word('code'),
      width: 110,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mono">{row.code}</span>,
      text: (row) => row.code,
    },
    { id: 'name', title: word('name'), width: 200, grow: true, sortable: true, cell: (row) => row.name, text: (row) => row.name },
    { id: 'fits', title: word('fits'), width: 130, cell: (row) => fitsText(t, row), text: (row) => fitsText(t, row) },
    { id: 'area', title: word('area'), width: 80, sortable: true, cell: (row) => t(`jobs:areas.${row.area}`) },
    { id: 'kind', title: word('kind'), width: 80, sortable: true, cell: (row) => t(`jobs:kinds.${row.kind}`) },
    { id: 'minutes', title: word('minutes'), width: 96, align: 'end', sortable: true, cell: (row) => row.hours },
    {
      id: 'priceFen',
      title: word('priceFen'),
      width: 110,
      align: 'end',
      cell: (row) => (row.priceFen === null ? <span className="muted">{t('jobs:missing')}</span> : <Money fen={row.priceFen} />),
    },
    {
      id: 'origin',
      title: word('origin'),
      width: 210,
      cell: (row) => <span className="cap">{row.origin && originWords(t, row.origin)}</span>,
      text: (row) => (row.origin ? originWords(t, row.origin) : ''),
    },
    { id: 'parts', title: word('parts'), width: 60, align: 'end', cell: (row) => row.parts.length || '' },
    { id: 'sync', title: word('sync'), width: 84, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

export const filtersOf = (t: TFunction): FilterDef[] => [
  {
    column: 'area',
    title: t('jobs:column.area'),
    kind: 'choice',
    options: carAreas.map((value) => ({ value, label: t(`jobs:areas.${value}`) })),
  },
  {
    column: 'kind',
    title: t('jobs:column.kind'),
    kind: 'choice',
    options: jobKinds.map((value) => ({ value, label: t(`jobs:kinds.${value}`) })),
  },
  { column: 'code', title: t('jobs:column.code'), kind: 'text' },
  { column: 'brand', title: t('jobs:column.brand'), kind: 'text', canBeEmpty: true },
  { column: 'series', title: t('jobs:column.series'), kind: 'text', canBeEmpty: true },
]

export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'used', name: t('jobs:views.used'), filters: [{ column: 'archived', op: 'is', values: ['no'] }] },
  { id: 'all', name: t('jobs:views.all'), filters: [] },
]

export const wordsInFile = (t: TFunction): Record<string, Record<string, string>> => ({
  area: Object.fromEntries(carAreas.map((each) => [each, t(`jobs:areas.${each}`)])),
  kind: Object.fromEntries(jobKinds.map((each) => [each, t(`jobs:kinds.${each}`)])),
})
