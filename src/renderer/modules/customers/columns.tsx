// Customers and follow-ups as tables: what their columns show, by what they are filtered, and the views they bring.
import type { TFunction } from 'i18next'
import { addDays } from '../../../shared/dates.ts'
import type { CustomerRow, FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { customerKinds, followUpChannels, intentionLevels } from '../../../shared/modules/customers/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DueDay } from '../../ui/people/DueDay.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { columnsInFile } from '../../ui/table/export-list.ts'

const nothing = <span className="muted">·</span>
type Person = { id: string; name: string }

export const columnsOf = (t: TFunction): Column<CustomerRow>[] => {
  const word = (name: string): string => t(`customers:column.${name}`)
  return [
    {
      id: 'name',
      title: word('name'),
      width: 120,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mid">{row.name}</span>,
      text: (row) => row.name,
    },
    {
      id: 'phone',
      title: word('phone'),
      width: 104,
      cell: (row) => (row.phone ? <span className="ink2">{row.phone}</span> : nothing),
      text: (row) => row.phone ?? '',
    },
    {
      id: 'level',
      title: word('level'),
      width: 84,
      sortable: true,
      cell: (row) => <LevelMark level={row.level} />,
      text: (row) => (row.level ? t(`customers:levels.${row.level}`) : ''),
    },
    {
      id: 'wants',
      title: word('wants'),
      width: 140,
      grow: true,
      sortable: true,
      cell: (row) => row.wants ?? nothing,
      text: (row) => row.wants ?? '',
    },
    {
      id: 'nextOn',
      title: word('nextOn'),
      width: 92,
      sortable: true,
      cell: (row) => <DueDay on={row.nextOn} />,
      text: (row) => row.nextOn ?? '',
    },
    {
      id: 'lastAt',
      title: word('lastAt'),
      width: 84,
      cell: (row) =>
        row.lastAt ? (
          <span className="muted">
            <DateText at={row.lastAt} time={false} />
          </span>
        ) : (
          nothing
        ),
    },
    {
      id: 'consultantId',
      title: word('consultant'),
      width: 70,
      sortable: true,
      cell: (row) => row.consultant ?? nothing,
      text: (row) => row.consultant ?? '',
    },
    {
      id: 'source',
      title: word('source'),
      width: 84,
      sortable: true,
      cell: (row) => row.source ?? nothing,
      text: (row) => row.source ?? '',
    },
    {
      id: 'createdAt',
      title: word('createdAt'),
      width: 84,
      sortable: true,
      cell: (row) => (
        <span className="muted">
          <DateText at={row.createdAt} time={false} />
        </span>
      ),
    },
    { id: 'city', title: word('city'), width: 80, sortable: true, hidden: true, cell: (row) => row.city ?? nothing },
    { id: 'kind', title: word('kind'), width: 60, sortable: true, hidden: true, cell: (row) => t(`customers:kinds.${row.kind}`) },
    { id: 'sync', title: word('sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

const levelChoice = (t: TFunction) =>
  intentionLevels.map((value) => ({ value, label: t(`customers:levels.${value}`), mark: <LevelMark level={value} /> }))
const personChoice = (people: readonly Person[]) => people.map(({ id, name }) => ({ value: id, label: name }))

export const filtersOf = (t: TFunction, people: readonly Person[]): FilterDef[] => {
  const word = (name: string): string => t(`customers:column.${name}`)
  return [
    { column: 'level', title: word('level'), kind: 'choice', options: levelChoice(t) },
    { column: 'consultantId', title: word('consultant'), kind: 'choice', options: personChoice(people) },
    { column: 'nextOn', title: word('nextOn'), kind: 'day', canBeEmpty: true },
    { column: 'createdAt', title: word('createdAt'), kind: 'day' },
    { column: 'source', title: word('source'), kind: 'text', canBeEmpty: true },
    { column: 'wants', title: word('wants'), kind: 'text', canBeEmpty: true },
    { column: 'city', title: word('city'), kind: 'text', canBeEmpty: true },
    {
      column: 'kind',
      title: word('kind'),
      kind: 'choice',
      options: customerKinds.map((value) => ({ value, label: t(`customers:kinds.${value}`) })),
    },
  ]
}

export const viewsOf = (t: TFunction, today: string, me: string, others: boolean): BuiltInView[] => [
  { id: 'all', name: t('customers:views.all'), filters: [] },
  ...(others
    ? [{ id: 'mine', name: t('customers:views.mine'), filters: [{ column: 'consultantId', op: 'is' as const, values: [me] }] }]
    : []),
  {
    id: 'due',
    name: t('customers:views.due'),
    filters: [{ column: 'nextOn', op: 'between', values: [null, today] }],
    sort: [{ column: 'nextOn', dir: 'asc' }],
  },
  { id: 'hot', name: t('customers:views.hot'), filters: [{ column: 'level', op: 'is', values: ['H', 'A'] }] },
  {
    id: 'unplanned',
    name: t('customers:views.unplanned'),
    filters: [
      { column: 'level', op: 'is', values: ['H', 'A', 'B', 'C', 'N'] },
      { column: 'nextOn', op: 'empty', values: [] },
    ],
  },
  { id: 'fresh', name: t('customers:views.fresh'), filters: [{ column: 'createdAt', op: 'between', values: [addDays(today, -6), null] }] },
]

export const followUpColumnsOf = (t: TFunction): Column<FollowUp>[] => {
  const word = (name: string): string => t(`customers:column.${name}`)
  return [
    {
      id: 'dueOn',
      title: word('dueOn'),
      width: 148,
      sortable: true,
      frozen: true,
      cell: (row) => (row.doneAt ? <DateText on={row.dueOn} /> : <DueDay on={row.dueOn} words />),
      text: (row) => row.dueOn,
    },
    {
      id: 'customer',
      title: word('name'),
      width: 110,
      cell: (row) => <span className="mid">{row.customer}</span>,
      text: (row) => row.customer,
    },
    { id: 'phone', title: word('phone'), width: 104, cell: (row) => (row.phone ? <span className="ink2">{row.phone}</span> : nothing) },
    { id: 'level', title: word('level'), width: 84, sortable: true, cell: (row) => <LevelMark level={row.level} /> },
    { id: 'channel', title: word('channel'), width: 64, sortable: true, cell: (row) => t(`customers:channels.${row.channel}`) },
    { id: 'note', title: word('plan'), width: 180, grow: true, cell: (row) => row.note ?? nothing, text: (row) => row.note ?? '' },
    { id: 'ownerId', title: word('owner'), width: 70, sortable: true, cell: (row) => row.owner ?? nothing },
    {
      id: 'result',
      title: word('result'),
      width: 180,
      hidden: true,
      cell: (row) => row.result ?? nothing,
      text: (row) => row.result ?? '',
    },
    { id: 'doneAt', title: word('doneAt'), width: 122, sortable: true, hidden: true, cell: (row) => <DateText at={row.doneAt} /> },
    { id: 'sync', title: word('sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

/** What a file of follow-ups or talks holds: codes as words, people by name. */
export const followUpFileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) => {
  const wordsOf: Record<string, Record<string, string>> = {
    level: Object.fromEntries(intentionLevels.map((level) => [level, t(`customers:levels.${level}`)])),
    channel: Object.fromEntries(followUpChannels.map((channel) => [channel, t(`customers:channels.${channel}`)])),
  }
  return columnsInFile(shown, wordsOf, { ownerId: 'owner' })
}

export const followUpFiltersOf = (t: TFunction, people: readonly Person[]): FilterDef[] => [
  { column: 'dueOn', title: t('customers:column.dueOn'), kind: 'day' },
  { column: 'ownerId', title: t('customers:column.owner'), kind: 'choice', options: personChoice(people) },
  {
    column: 'channel',
    title: t('customers:column.channel'),
    kind: 'choice',
    options: followUpChannels.map((value) => ({ value, label: t(`customers:channels.${value}`) })),
  },
  { column: 'level', title: t('customers:column.level'), kind: 'choice', options: levelChoice(t) },
]

/** Whoever leads others begins with everybody's, a consultant with their own. */
export const followUpViewsOf = (t: TFunction, today: string, me: string, others: boolean, leads: boolean): BuiltInView[] => {
  const team = {
    id: 'team',
    name: t('customers:followUps.team'),
    filters: [{ column: 'dueOn', op: 'between' as const, values: [null, today] }],
  }
  const own = {
    id: 'today',
    name: t('customers:followUps.today'),
    filters: [...team.filters, ...(others ? [{ column: 'ownerId', op: 'is' as const, values: [me] }] : [])],
  }
  return [
    ...(leads ? [team, own] : others ? [own, team] : [own]),
    { id: 'week', name: t('customers:followUps.week'), filters: [{ column: 'dueOn', op: 'between', values: [today, addDays(today, 6)] }] },
    { id: 'open', name: t('customers:followUps.open'), filters: [] },
  ]
}
