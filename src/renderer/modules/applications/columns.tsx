// Applications and policies as tables: what their columns show, by what they are filtered, and the views they bring.
import type { TFunction } from 'i18next'
import type { ApplicationRow, PolicyRow } from '../../../shared/modules/applications/contract.ts'
import { applicationKinds, applicationStates, policyKinds, type ApplicationState } from '../../../shared/modules/applications/rules.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import { ApplicationMark, applicationText } from '../../ui/money/ApplicationMark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

const nothing = <span className="muted">·</span>

export const columnsOf = (t: TFunction): Column<ApplicationRow>[] => {
  const word = (name: string): string => t(`applications:column.${name}`)
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
    { id: 'kind', title: word('kind'), width: 64, sortable: true, cell: (row) => t(`applications:kinds.${row.kind}`) },
    {
      id: 'customer',
      title: word('customer'),
      width: 96,
      sortable: true,
      cell: (row) => <span className="mid">{row.customerName}</span>,
      text: (row) => row.customerName,
    },
    { id: 'party', title: word('party'), width: 140, grow: true, sortable: true, cell: (row) => row.party },
    {
      id: 'amount',
      title: word('amount'),
      width: 130,
      align: 'end',
      sortable: true,
      cell: (row) => <Money fen={row.grantedFen ?? row.amountFen} />,
    },
    {
      id: 'state',
      title: word('state'),
      width: 100,
      sortable: true,
      cell: (row) => <ApplicationMark kind={row.kind} state={row.state} />,
      text: (row) => applicationText(t, row),
    },
    {
      id: 'dueOn',
      title: word('dueOn'),
      width: 110,
      sortable: true,
      cell: (row) => (row.dueOn === null ? nothing : <span className={row.late ? 'act' : undefined}>{row.dueOn}</span>),
      text: (row) => row.dueOn ?? '',
    },
    {
      id: 'orderNo',
      title: word('orderNo'),
      width: 150,
      cell: (row) => <span className="muted">{row.orderNo}</span>,
      text: (row) => row.orderNo,
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

const kindWords = (t: TFunction) => Object.fromEntries(applicationKinds.map((kind) => [kind, t(`applications:kinds.${kind}`)]))
const stateWords = (t: TFunction) => Object.fromEntries(applicationStates.map((state) => [state, t(`applications:states.${state}`)]))
const policyWords = (t: TFunction) => Object.fromEntries(policyKinds.map((kind) => [kind, t(`applications:policy.${kind}`)]))
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

export const filtersOf = (t: TFunction): FilterDef[] => {
  const word = (name: string): string => t(`applications:column.${name}`)
  return [
    { column: 'kind', title: word('kind'), kind: 'choice', options: optionsOf(kindWords(t)) },
    { column: 'state', title: word('state'), kind: 'choice', options: optionsOf(stateWords(t)) },
    { column: 'dueOn', title: word('dueOn'), kind: 'day' },
    { column: 'party', title: word('party'), kind: 'text' },
    { column: 'consultant', title: word('consultant'), kind: 'text' },
  ]
}

const being = (...values: ApplicationState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'open', name: t('applications:views.open'), filters: being('prepared', 'sent', 'papers', 'approved') },
  { id: 'papers', name: t('applications:views.papers'), filters: being('papers') },
  { id: 'approved', name: t('applications:views.approved'), filters: being('approved') },
  { id: 'done', name: t('applications:views.done'), filters: being('done') },
  { id: 'all', name: t('applications:views.all'), filters: [] },
]

type FileColumn = { id: string; title: string; words?: Record<string, string> }
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]): FileColumn[] =>
  shown.flatMap(({ id, title }): FileColumn[] => {
    if (id === 'sync') return []
    if (id === 'customer' || id === 'consultant') return [{ id: `${id}Name`, title }]
    if (id === 'amount')
      return [
        { id: 'amountFen', title },
        { id: 'grantedFen', title: t('applications:granted') },
      ]
    return [{ id, title, ...(id === 'kind' ? { words: kindWords(t) } : id === 'state' ? { words: stateWords(t) } : {}) }]
  })

export const policyColumnsOf = (t: TFunction): Column<PolicyRow>[] => {
  const word = (name: string): string => t(`applications:policy.${name}`)
  return [
    {
      id: 'policyNo',
      title: word('no'),
      width: 190,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mono">{row.policyNo ?? '·'}</span>,
      text: (row) => row.policyNo ?? '',
    },
    { id: 'kind', title: word('kind'), width: 84, sortable: true, cell: (row) => word(row.kind) },
    {
      id: 'customer',
      title: word('customer'),
      width: 96,
      sortable: true,
      cell: (row) => <span className="mid">{row.customerName}</span>,
      text: (row) => row.customerName,
    },
    { id: 'vehicleName', title: word('car'), width: 150, grow: true, cell: (row) => row.vehicleName ?? nothing },
    { id: 'insurer', title: word('insurer'), width: 130, sortable: true, cell: (row) => row.insurer },
    { id: 'premium', title: word('premium'), width: 116, align: 'end', sortable: true, cell: (row) => <Money fen={row.premiumFen} /> },
    { id: 'startsOn', title: word('startsOn'), width: 104, sortable: true, cell: (row) => row.startsOn },
    { id: 'endsOn', title: word('endsOn'), width: 104, sortable: true, cell: (row) => row.endsOn },
    {
      id: 'sync',
      title: t('applications:column.sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:standing.${row.standing}`),
    },
  ]
}
export const policyFiltersOf = (t: TFunction): FilterDef[] => [
  { column: 'kind', title: t('applications:policy.kind'), kind: 'choice', options: optionsOf(policyWords(t)) },
  { column: 'insurer', title: t('applications:policy.insurer'), kind: 'text' },
  { column: 'endsOn', title: t('applications:policy.endsOn'), kind: 'day' },
]
export const policyViewsOf = (t: TFunction, from: string, until: string): BuiltInView[] => [
  { id: 'all', name: t('applications:views.all'), filters: [] },
  { id: 'ending', name: t('applications:policy.ending'), filters: [{ column: 'endsOn', op: 'between', values: [from, until] }] },
]
export const policyFileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]): FileColumn[] =>
  shown.flatMap(({ id, title }): FileColumn[] => {
    if (id === 'sync') return []
    if (id === 'customer')
      return [
        { id: 'customerName', title },
        { id: 'vin', title: t('applications:policy.vin') },
      ]
    if (id === 'premium') return [{ id: 'premiumFen', title }]
    return [{ id, title, ...(id === 'kind' ? { words: policyWords(t) } : {}) }]
  })
