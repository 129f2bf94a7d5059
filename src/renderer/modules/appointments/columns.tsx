// Appointments as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { AppointmentRow } from '../../../shared/modules/appointments/contract.ts'
import { appointmentStates, bookingChannels, type AppointmentState } from '../../../shared/modules/appointments/rules.ts'
import { serviceKinds } from '../../../shared/modules/workshop/rules.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { columnsInFile } from '../../ui/table/export-list.ts'
import { AppointmentMark, hoursText } from './looks.tsx'

export const columnsOf = (t: TFunction): Column<AppointmentRow>[] => {
  const word = (name: string): string => t(`appointments:column.${name}`)
  return [
    {
      id: 'startsAt',
      title: word('startsAt'),
      width: 132,
      sortable: true,
      frozen: true,
      cell: (row) => `${row.dayOn} ${row.clock}`,
      text: (row) => `${row.dayOn} ${row.clock}`,
    },
    {
      id: 'state',
      title: word('state'),
      width: 92,
      sortable: true,
      cell: (row) => <AppointmentMark state={row.state} />,
      text: (row) => t(`appointments:states.${row.state}`),
    },
    {
      id: 'plate',
      title: word('plate'),
      width: 104,
      sortable: true,
      cell: (row) => <span className="mid">{row.plate ?? '—'}</span>,
      text: (row) => row.plate ?? '',
    },
    { id: 'car', title: word('car'), width: 140, grow: true, sortable: true, cell: (row) => row.carName, text: (row) => row.carName },
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
    { id: 'wants', title: word('wants'), width: 180, grow: true, cell: (row) => row.wants, text: (row) => row.wants },
    {
      id: 'minutes',
      title: word('minutes'),
      width: 76,
      align: 'end',
      sortable: true,
      cell: (row) => t('appointments:hours', { hours: hoursText(row.minutes) }),
      text: (row) => hoursText(row.minutes),
    },
    {
      id: 'technician',
      title: word('technician'),
      width: 84,
      sortable: true,
      cell: (row) => row.technicianName ?? <span className="muted">·</span>,
      text: (row) => row.technicianName ?? '',
    },
    {
      id: 'channel',
      title: word('channel'),
      width: 84,
      sortable: true,
      cell: (row) => t(`appointments:channels.${row.channel}`),
      text: (row) => t(`appointments:channels.${row.channel}`),
    },
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

const wordsOf = (t: TFunction, of: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [value, t(`${of}.${value}`)]))
const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

export const filtersOf = (t: TFunction, sites: readonly { id: string; name: string }[]): FilterDef[] => [
  {
    column: 'state',
    title: t('appointments:column.state'),
    kind: 'choice',
    options: choices(wordsOf(t, 'appointments:states', appointmentStates)),
  },
  { column: 'dayOn', title: t('appointments:column.dayOn'), kind: 'day' },
  { column: 'kind', title: t('appointments:column.kind'), kind: 'choice', options: choices(wordsOf(t, 'workshop:kinds', serviceKinds)) },
  {
    column: 'channel',
    title: t('appointments:column.channel'),
    kind: 'choice',
    options: choices(wordsOf(t, 'appointments:channels', bookingChannels)),
  },
  { column: 'technician', title: t('appointments:column.technician'), kind: 'text' },
  {
    column: 'siteId',
    title: t('appointments:column.siteId'),
    kind: 'choice',
    options: sites.map(({ id, name }) => ({ value: id, label: name })),
  },
]

const being = (...values: AppointmentState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  {
    id: 'coming',
    name: t('appointments:views.coming'),
    filters: being('booked', 'confirmed'),
    sort: [{ column: 'startsAt', dir: 'asc' }],
  },
  { id: 'late', name: t('appointments:views.late'), filters: [{ column: 'late', op: 'is', values: [1] }] },
  { id: 'fell', name: t('appointments:views.fell'), filters: being('no-show', 'cancelled') },
]

/** What a file of the list holds: codes as words, names under the names rows have. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  columnsInFile(
    shown,
    {
      state: wordsOf(t, 'appointments:states', appointmentStates),
      kind: wordsOf(t, 'workshop:kinds', serviceKinds),
      channel: wordsOf(t, 'appointments:channels', bookingChannels),
    },
    { car: 'carName', customer: 'customerName', technician: 'technicianName' },
  )
