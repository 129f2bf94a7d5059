// Leads as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import { addDays } from '../../../shared/dates.ts'
import type { LeadRow } from '../../../shared/modules/leads/contract/shapes.ts'
import { intentionLevels } from '../../../shared/modules/customers/rules.ts'
import { heats, leadStages, lossReasons, openStages } from '../../../shared/modules/leads/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { HeatMark, NextStep, StageMark } from './looks.tsx'
import { columnsInFile } from '../../ui/table/export-list.ts'

const nothing = <span className="muted">·</span>
type Person = { id: string; name: string }

export const columnsOf = (t: TFunction): Column<LeadRow>[] => {
  const word = (name: string): string => t(`leads:column.${name}`)
  return [
    {
      id: 'name',
      title: word('name'),
      width: 104,
      frozen: true,
      cell: (row) => <span className="mid">{row.name}</span>,
      text: (row) => row.name,
    },
    { id: 'phone', title: word('phone'), width: 104, cell: (row) => (row.phone ? <span className="ink2">{row.phone}</span> : nothing) },
    {
      id: 'stage',
      title: word('stage'),
      width: 84,
      sortable: true,
      cell: (row) => <StageMark stage={row.stage} />,
      text: (row) => t(`leads:stages.${row.stage}`),
    },
    {
      id: 'level',
      title: word('level'),
      width: 76,
      sortable: true,
      cell: (row) => <LevelMark level={row.level} />,
      text: (row) => (row.level ? t(`customers:levels.${row.level}`) : ''),
    },
    {
      id: 'heat',
      title: word('heat'),
      width: 60,
      cell: (row) => <HeatMark heat={row.heat} />,
      text: (row) => (row.heat ? t(`leads:heats.${row.heat}`) : ''),
    },
    {
      id: 'nextOn',
      title: word('nextOn'),
      width: 128,
      sortable: true,
      cell: (row) => (row.stage === 'won' || row.stage === 'lost' ? nothing : <NextStep next={row} />),
      text: (row) => [row.nextOn, row.nextNote].filter(Boolean).join(' '),
    },
    {
      id: 'model',
      title: word('model'),
      width: 120,
      grow: true,
      sortable: true,
      cell: (row) => row.model ?? nothing,
      text: (row) => row.model ?? '',
    },
    {
      id: 'budgetFen',
      title: word('budget'),
      width: 100,
      align: 'end',
      sortable: true,
      cell: (row) => (row.budgetFen === null ? nothing : <Money fen={row.budgetFen} whole />),
    },
    { id: 'consultantId', title: word('consultant'), width: 70, sortable: true, cell: (row) => row.consultant ?? nothing },
    { id: 'channel', title: word('channel'), width: 84, sortable: true, cell: (row) => row.channel ?? nothing },
    { id: 'campaign', title: word('campaign'), width: 100, hidden: true, sortable: true, cell: (row) => row.campaign ?? nothing },
    { id: 'visits', title: word('visits'), width: 60, align: 'end', hidden: true, cell: (row) => row.visits },
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
    {
      id: 'lostReason',
      title: word('lostReason'),
      width: 84,
      hidden: true,
      sortable: true,
      cell: (row) => (row.lostReason ? t(`leads:losses.${row.lostReason}`) : nothing),
    },
    {
      id: 'sync',
      title: word('sync'),
      width: 76,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:sync.${row.standing}`),
    },
  ]
}

const choice = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
  values.map((value) => ({ value, label: label(value) }))

export const filtersOf = (t: TFunction, people: readonly Person[]): FilterDef[] => {
  const word = (name: string): string => t(`leads:column.${name}`)
  return [
    { column: 'stage', title: word('stage'), kind: 'choice', options: choice(leadStages, (stage) => t(`leads:stages.${stage}`)) },
    { column: 'level', title: word('level'), kind: 'choice', options: choice(intentionLevels, (level) => t(`customers:levels.${level}`)) },
    { column: 'heat', title: word('heat'), kind: 'choice', options: choice(heats, (heat) => t(`leads:heats.${heat}`)) },
    {
      column: 'consultantId',
      title: word('consultant'),
      kind: 'choice',
      options: people.map(({ id, name }) => ({ value: id, label: name })),
    },
    { column: 'channel', title: word('channel'), kind: 'text', canBeEmpty: true },
    { column: 'campaign', title: word('campaign'), kind: 'text', canBeEmpty: true },
    { column: 'model', title: word('model'), kind: 'text', canBeEmpty: true },
    { column: 'budgetFen', title: word('budget'), kind: 'money' },
    { column: 'nextOn', title: word('nextOn'), kind: 'day', canBeEmpty: true },
    { column: 'createdAt', title: word('createdAt'), kind: 'day' },
    { column: 'stageAt', title: word('stageAt'), kind: 'day' },
    {
      column: 'reached',
      title: word('reached'),
      kind: 'choice',
      options: choice([...openStages, 'won' as const], (stage) => t(`leads:stages.${stage}`)),
    },
    {
      column: 'lostReason',
      title: word('lostReason'),
      kind: 'choice',
      options: choice(lossReasons, (reason) => t(`leads:losses.${reason}`)),
    },
  ]
}

/** What a file of the list holds: codes as words, people by name. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) => {
  const wordsOf: Record<string, Record<string, string>> = {
    stage: Object.fromEntries(leadStages.map((stage) => [stage, t(`leads:stages.${stage}`)])),
    level: Object.fromEntries(intentionLevels.map((level) => [level, t(`customers:levels.${level}`)])),
    heat: Object.fromEntries(heats.map((heat) => [heat, t(`leads:heats.${heat}`)])),
    lostReason: Object.fromEntries(lossReasons.map((reason) => [reason, t(`leads:losses.${reason}`)])),
  }
  return columnsInFile(shown, wordsOf, { consultantId: 'consultant' })
}

const open = { column: 'stage', op: 'is' as const, values: [...openStages] }
const dueFirst = [{ column: 'nextOn', dir: 'asc' as const }]

export const viewsOf = (t: TFunction, today: string, me: string, others: boolean): BuiltInView[] => [
  { id: 'open', name: t('leads:views.open'), filters: [open] },
  ...(others
    ? [{ id: 'mine', name: t('leads:views.mine'), filters: [open, { column: 'consultantId', op: 'is' as const, values: [me] }] }]
    : []),
  {
    id: 'due',
    name: t('leads:views.due'),
    filters: [open, { column: 'nextOn', op: 'between', values: [null, today] }],
    sort: dueFirst,
  },
  { id: 'unplanned', name: t('leads:views.unplanned'), filters: [open, { column: 'nextOn', op: 'empty', values: [] }] },
  { id: 'hot', name: t('leads:views.hot'), filters: [open, { column: 'heat', op: 'is', values: ['high'] }] },
  { id: 'fresh', name: t('leads:views.fresh'), filters: [{ column: 'createdAt', op: 'between', values: [addDays(today, -6), null] }] },
  { id: 'lost', name: t('leads:views.lost'), filters: [{ column: 'stage', op: 'is', values: ['lost'] }] },
]
