// Claims as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { ClaimRow } from '../../../shared/modules/claims/contract.ts'
import { claimPayers, claimStages, claimStates, type ClaimState } from '../../../shared/modules/claims/rules.ts'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { columnsInFile } from '../../ui/table/export-list.ts'
import { ClaimMark } from './looks.tsx'

const nothing = <span className="muted">·</span>
const yuan = (fen: number | null): string => (fen === null ? '' : String(fen / 100))

export const columnsOf = (t: TFunction): Column<ClaimRow>[] => {
  const word = (name: string): string => t(`claims:column.${name}`)
  return [
    {
      id: 'plate',
      title: word('plate'),
      width: 104,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mid">{row.plate ?? row.carName}</span>,
      text: (row) => row.plate ?? row.carName,
    },
    {
      id: 'stage',
      title: word('stage'),
      width: 96,
      cell: (row) => <ClaimMark stage={row.stage} />,
      text: (row) => t(`claims:stages.${row.stage}`),
    },
    {
      id: 'payer',
      title: word('payer'),
      width: 84,
      sortable: true,
      cell: (row) => t(`workshop:payers.${row.payer}`),
      text: (row) => t(`workshop:payers.${row.payer}`),
    },
    { id: 'party', title: word('party'), width: 140, grow: true, sortable: true, cell: (row) => row.party },
    {
      id: 'claimedFen',
      title: word('claimedFen'),
      width: 110,
      align: 'end',
      sortable: true,
      cell: (row) => <Money fen={row.claimedFen} />,
      text: (row) => yuan(row.claimedFen),
    },
    {
      id: 'acceptedFen',
      title: word('acceptedFen'),
      width: 110,
      align: 'end',
      sortable: true,
      cell: (row) => (row.acceptedFen === null ? nothing : <Money fen={row.acceptedFen} />),
      text: (row) => yuan(row.acceptedFen),
    },
    {
      id: 'outstandingFen',
      title: word('outstandingFen'),
      width: 150,
      align: 'end',
      sortable: true,
      cell: (row) =>
        row.overpaidFen > 0 ? (
          <span className="act">
            {t('claims:overpaid')} <Money fen={row.overpaidFen} />
          </span>
        ) : row.outstandingFen === 0 ? (
          nothing
        ) : (
          <Money fen={row.outstandingFen} />
        ),
      text: (row) => (row.overpaidFen > 0 ? `${t('claims:overpaid')} ${yuan(row.overpaidFen)}` : yuan(row.outstandingFen)),
    },
    {
      id: 'dueOn',
      title: word('dueOn'),
      width: 104,
      sortable: true,
      cell: (row) => (row.outstandingFen === 0 ? nothing : <span className={row.overdue ? 'act' : undefined}>{row.dueOn}</span>),
      text: (row) => row.dueOn ?? '',
    },
    {
      id: 'ageDays',
      title: word('ageDays'),
      width: 76,
      align: 'end',
      cell: (row) => row.ageDays ?? nothing,
      text: (row) => String(row.ageDays ?? ''),
    },
    { id: 'customer', title: word('customer'), width: 84, sortable: true, cell: (row) => row.customerName },
    { id: 'about', title: word('about'), width: 180, grow: true, cell: (row) => row.about },
    { id: 'theirNo', title: word('theirNo'), width: 120, cell: (row) => row.theirNo ?? nothing, text: (row) => row.theirNo ?? '' },
    { id: 'workOrderNo', title: word('workOrder'), width: 150, sortable: true, cell: (row) => row.workOrderNo },
    { id: 'no', title: word('no'), width: 150, sortable: true, cell: (row) => <span className="muted">{row.no}</span> },
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

export const filtersOf = (t: TFunction): FilterDef[] => [
  { column: 'state', title: t('claims:column.stage'), kind: 'choice', options: choices(wordsOf(t, 'claims:states', claimStates)) },
  { column: 'payer', title: t('claims:column.payer'), kind: 'choice', options: choices(wordsOf(t, 'workshop:payers', claimPayers)) },
  { column: 'party', title: t('claims:column.party'), kind: 'text' },
  { column: 'submittedOn', title: t('claims:column.submittedOn'), kind: 'day' },
  { column: 'dueOn', title: t('claims:column.dueOn'), kind: 'day' },
]

const being = (...values: ClaimState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  {
    id: 'open',
    name: t('claims:views.open'),
    filters: [{ column: 'open', op: 'is', values: [1] }],
    sort: [{ column: 'dueOn', dir: 'asc' }],
  },
  { id: 'overdue', name: t('claims:views.overdue'), filters: [{ column: 'overdue', op: 'is', values: [1] }] },
  { id: 'overpaid', name: t('claims:views.overpaid'), filters: [{ column: 'overpaid', op: 'is', values: [1] }] },
  { id: 'drafts', name: t('claims:views.drafts'), filters: being('draft') },
  { id: 'refused', name: t('claims:views.refused'), filters: being('refused') },
]

/** What a file of the list holds: codes as words, names under the names rows have. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  columnsInFile(
    shown,
    { stage: wordsOf(t, 'claims:stages', claimStages), payer: wordsOf(t, 'workshop:payers', claimPayers) },
    { customer: 'customerName' },
  )
