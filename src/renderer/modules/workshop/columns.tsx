// Work orders as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { WorkOrderRow } from '../../../shared/modules/workshop/contract/shapes.ts'
import { carAreas } from '../../../shared/modules/jobs/rules.ts'
import { UNCLASSED } from '../../../shared/modules/workshop/rules/needs.ts'
import { payers, serviceKinds, workOrderStates, type WorkOrderState } from '../../../shared/modules/workshop/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { OrderMark } from './looks.tsx'

const nothing = <span className="muted">·</span>

export const columnsOf = (t: TFunction): Column<WorkOrderRow>[] => {
  const word = (name: string): string => t(`workshop:column.${name}`)
  return [
    {
      id: 'plate',
      title: word('plate'),
      width: 104,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mid">{row.plate ?? '—'}</span>,
      text: (row) => row.plate ?? '',
    },
    {
      id: 'state',
      title: word('state'),
      width: 96,
      sortable: true,
      cell: (row) => <OrderMark state={row.state} />,
      text: (row) => t(`workshop:states.${row.state}`),
    },
    { id: 'car', title: word('car'), width: 160, grow: true, sortable: true, cell: (row) => row.carName, text: (row) => row.carName },
    {
      id: 'customer',
      title: word('customer'),
      width: 84,
      sortable: true,
      cell: (row) => row.customerName,
      text: (row) => row.customerName,
    },
    {
      id: 'kind',
      title: word('kind'),
      width: 70,
      sortable: true,
      cell: (row) => t(`workshop:kinds.${row.kind}`),
      text: (row) => t(`workshop:kinds.${row.kind}`),
    },
    { id: 'complaint', title: word('complaint'), width: 200, grow: true, cell: (row) => row.complaint, text: (row) => row.complaint },
    {
      id: 'promisedAt',
      title: word('promisedAt'),
      width: 128,
      sortable: true,
      cell: (row) =>
        row.promisedAt === null ? (
          nothing
        ) : (
          <span className={row.late ? 'act' : undefined}>
            <DateText at={row.promisedAt} near />
          </span>
        ),
    },
    {
      id: 'totalFen',
      title: word('total'),
      width: 110,
      align: 'end',
      cell: (row) => <Money fen={row.totalFen} />,
      text: (row) => String(row.totalFen / 100),
    },
    { id: 'adviser', title: word('adviser'), width: 80, sortable: true, cell: (row) => row.adviserName, text: (row) => row.adviserName },
    { id: 'receivedAt', title: word('receivedAt'), width: 128, sortable: true, cell: (row) => <DateText at={row.receivedAt} near /> },
    {
      id: 'no',
      title: word('no'),
      width: 150,
      sortable: true,
      cell: (row) => <span className="muted">{row.no}</span>,
      text: (row) => row.no,
    },
    {
      id: 'sync',
      title: word('sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:standing.${row.standing}`),
    },
  ]
}

const wordsOf = (t: TFunction, of: 'states' | 'kinds' | 'payers' | 'promised', values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [value, t(`workshop:${of}.${value}`)]))

export const filtersOf = (t: TFunction, sites: readonly { id: string; name: string }[]): FilterDef[] => {
  const choice = (column: 'state' | 'kind' | 'payer' | 'kept' | 'declined', words: Record<string, string>): FilterDef => ({
    column,
    title: t(`workshop:column.${column}`),
    kind: 'choice',
    options: Object.entries(words).map(([value, label]) => ({ value, label })),
  })
  const areas = (column: 'takenArea' | 'declinedArea'): FilterDef => ({
    column,
    title: t(`workshop:column.${column}`),
    kind: 'choice',
    options: [
      ...carAreas.map((value) => ({ value, label: t(`jobs:areas.${value}`) })),
      { value: UNCLASSED, label: t('workshop:needs.unclassed') },
    ],
  })
  return [
    choice('state', wordsOf(t, 'states', workOrderStates)),
    choice('kind', wordsOf(t, 'kinds', serviceKinds)),
    choice('payer', wordsOf(t, 'payers', payers)),
    choice('kept', wordsOf(t, 'promised', ['on-time', 'late'])),
    choice('declined', { declined: t('workshop:around.declined') }),
    areas('takenArea'),
    areas('declinedArea'),
    { column: 'job', title: t('workshop:column.job'), kind: 'text' },
    { column: 'partner', title: t('workshop:column.partner'), kind: 'text', canBeEmpty: true },
    { column: 'comeback', title: t('workshop:comebackOf'), kind: 'text', canBeEmpty: true },
    {
      column: 'siteId',
      title: t('workshop:analysis.site'),
      kind: 'choice',
      options: sites.map(({ id, name }) => ({ value: id, label: name })),
    },
    { column: 'plate', title: t('workshop:column.plate'), kind: 'text' },
    { column: 'car', title: t('workshop:column.car'), kind: 'text' },
    { column: 'adviser', title: t('workshop:column.adviser'), kind: 'text' },
    { column: 'receivedAt', title: t('workshop:column.receivedAt'), kind: 'day' },
    { column: 'promisedAt', title: t('workshop:column.promisedAt'), kind: 'day' },
  ]
}

const being = (...values: WorkOrderState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'here', name: t('workshop:views.here'), filters: being('open', 'working', 'checking', 'ready', 'settled') },
  { id: 'ready', name: t('workshop:views.ready'), filters: being('ready') },
  { id: 'late', name: t('workshop:views.late'), filters: [{ column: 'late', op: 'is', values: [1] }] },
  { id: 'left', name: t('workshop:views.left'), filters: being('delivered') },
]

/** What a file of the list holds: codes as words, names under the names rows have. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.flatMap(({ id, title }): { id: string; title: string; words?: Record<string, string> }[] => {
    if (id === 'sync') return []
    if (id === 'customer' || id === 'adviser' || id === 'car') return [{ id: `${id}Name`, title }]
    if (id === 'state') return [{ id, title, words: wordsOf(t, 'states', workOrderStates) }]
    return [{ id, title, ...(id === 'kind' ? { words: wordsOf(t, 'kinds', serviceKinds) } : {}) }]
  })
