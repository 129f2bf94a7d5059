// Talks as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import { addDays } from '../../../shared/dates.ts'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { followUpChannels, intentionLevels } from '../../../shared/modules/customers/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

const nothing = <span className="muted">·</span>

export const talkColumnsOf = (t: TFunction): Column<FollowUp>[] => {
  const word = (name: string): string => t(`customers:column.${name}`)
  return [
    { id: 'doneAt', title: word('talkedAt'), width: 132, sortable: true, frozen: true, cell: (row) => <DateText at={row.doneAt} near /> },
    {
      id: 'customer',
      title: word('name'),
      width: 104,
      cell: (row) => <span className="mid">{row.customer}</span>,
      text: (row) => row.customer,
    },
    { id: 'phone', title: word('phone'), width: 104, cell: (row) => row.phone ?? nothing },
    {
      id: 'channel',
      title: word('channel'),
      width: 64,
      sortable: true,
      cell: (row) => t(`customers:channels.${row.channel}`),
      text: (row) => t(`customers:channels.${row.channel}`),
    },
    { id: 'result', title: word('result'), width: 180, grow: true, cell: (row) => row.result ?? nothing, text: (row) => row.result ?? '' },
    { id: 'feedback', title: word('feedback'), width: 140, cell: (row) => row.feedback ?? nothing, text: (row) => row.feedback ?? '' },
    { id: 'changed', title: word('changed'), width: 120, cell: (row) => row.changed ?? nothing, text: (row) => row.changed ?? '' },
    { id: 'level', title: word('level'), width: 76, sortable: true, cell: (row) => <LevelMark level={row.level} /> },
    { id: 'ownerId', title: word('spoke'), width: 70, sortable: true, cell: (row) => row.owner ?? nothing },
    { id: 'dueOn', title: word('dueOn'), width: 92, hidden: true, sortable: true, cell: (row) => <DateText on={row.dueOn} /> },
    { id: 'note', title: word('plan'), width: 150, hidden: true, cell: (row) => row.note ?? nothing },
    { id: 'sync', title: word('sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

export const talkFiltersOf = (t: TFunction, people: readonly { id: string; name: string }[]): FilterDef[] => {
  const word = (name: string): string => t(`customers:column.${name}`)
  return [
    { column: 'doneAt', title: word('talkedAt'), kind: 'day' },
    {
      column: 'channel',
      title: word('channel'),
      kind: 'choice',
      options: followUpChannels.map((value) => ({ value, label: t(`customers:channels.${value}`) })),
    },
    { column: 'ownerId', title: word('spoke'), kind: 'choice', options: people.map(({ id, name }) => ({ value: id, label: name })) },
    {
      column: 'level',
      title: word('level'),
      kind: 'choice',
      options: intentionLevels.map((value) => ({ value, label: t(`customers:levels.${value}`) })),
    },
    { column: 'result', title: word('result'), kind: 'text' },
    { column: 'feedback', title: word('feedback'), kind: 'text', canBeEmpty: true },
    { column: 'changed', title: word('changed'), kind: 'text', canBeEmpty: true },
    {
      column: 'cadence',
      title: word('cadence'),
      kind: 'choice',
      options: intentionLevels.slice(0, 5).map((value) => ({ value, label: t(`customers:levels.${value}`) })),
    },
    {
      column: 'advanced',
      title: word('advanced'),
      kind: 'choice',
      options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`customers:talks.${value}`) })),
    },
  ]
}

export const talkViewsOf = (t: TFunction, today: string): BuiltInView[] => [
  { id: 'today', name: t('customers:talks.today'), filters: [{ column: 'doneAt', op: 'between', values: [today, today] }] },
  { id: 'week', name: t('customers:talks.week'), filters: [{ column: 'doneAt', op: 'between', values: [addDays(today, -6), today] }] },
  { id: 'all', name: t('customers:talks.all'), filters: [] },
]
