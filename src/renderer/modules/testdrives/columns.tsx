// Test drives as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { DriveRow } from '../../../shared/modules/testdrives/contract.ts'
import { driveStages, type DriveStage } from '../../../shared/modules/testdrives/rules.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { pointsText, StageMark } from './marks.tsx'

const nothing = <span className="muted">·</span>

export const columnsOf = (t: TFunction): Column<DriveRow>[] => {
  const word = (name: string): string => t(`testdrives:column.${name}`)
  return [
    {
      id: 'no',
      title: word('no'),
      width: 150,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="muted">{row.no}</span>,
      text: (row) => row.no,
    },
    { id: 'driveOn', title: word('driveOn'), width: 132, sortable: true, cell: (row) => `${row.driveOn} ${row.slot}` },
    {
      id: 'customer',
      title: word('customer'),
      width: 96,
      sortable: true,
      cell: (row) => <span className="mid">{row.customerName}</span>,
      text: (row) => row.customerName,
    },
    { id: 'vehicle', title: word('car'), width: 170, grow: true, sortable: true, cell: (row) => row.vehicleName },
    {
      id: 'stage',
      title: word('stage'),
      width: 100,
      sortable: true,
      cell: (row) => <StageMark stage={row.stage} />,
      text: (row) => t(`testdrives:stages.${row.stage}`),
    },
    { id: 'route', title: word('route'), width: 96, cell: (row) => row.route ?? nothing },
    {
      id: 'drivenKm',
      title: word('driven'),
      width: 84,
      align: 'end',
      cell: (row) => (row.drivenKm === null ? nothing : t('testdrives:km', { km: row.drivenKm })),
    },
    {
      id: 'scoreTenths',
      title: word('score'),
      width: 70,
      align: 'end',
      cell: (row) => (row.scoreTenths === null ? nothing : pointsText(row.scoreTenths)),
    },
    { id: 'consultant', title: word('consultant'), width: 84, cell: (row) => row.consultantName },
    {
      id: 'sync',
      title: word('sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:standing.${row.standing}`),
    },
  ]
}

const stageWords = (t: TFunction) => Object.fromEntries(driveStages.map((stage) => [stage, t(`testdrives:stages.${stage}`)]))

export const filtersOf = (t: TFunction): FilterDef[] => [
  {
    column: 'stage',
    title: t('testdrives:column.stage'),
    kind: 'choice',
    options: Object.entries(stageWords(t)).map(([value, label]) => ({ value, label })),
  },
  { column: 'driveOn', title: t('testdrives:column.driveOn'), kind: 'day' },
  { column: 'vehicle', title: t('testdrives:column.car'), kind: 'text' },
  { column: 'consultant', title: t('testdrives:column.consultant'), kind: 'text' },
]

/** What a file of the list holds: day and hour apart, points as a number, codes as words. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.flatMap(({ id, title }): { id: string; title: string; words?: Record<string, string> }[] => {
    if (id === 'sync') return []
    if (id === 'driveOn')
      return [
        { id, title },
        { id: 'slot', title: t('testdrives:column.slot') },
      ]
    if (id === 'customer' || id === 'vehicle' || id === 'consultant') return [{ id: `${id}Name`, title }]
    if (id === 'scoreTenths') return [{ id, title: t('testdrives:column.scoreTenths') }]
    return [{ id, title, ...(id === 'stage' ? { words: stageWords(t) } : {}) }]
  })

const being = (...values: DriveStage[]) => [{ column: 'stage', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'coming', name: t('testdrives:views.coming'), filters: being('clash', 'booked', 'out'), sort: [{ column: 'driveOn', dir: 'asc' }] },
  { id: 'done', name: t('testdrives:views.done'), filters: being('done') },
  { id: 'fell', name: t('testdrives:views.fell'), filters: being('cancelled', 'no-show') },
]
