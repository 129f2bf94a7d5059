// Loans of cars as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { LoanRow } from '../../../shared/modules/loaners/contract.ts'
import { loanStages, loanStates, type LoanState } from '../../../shared/modules/loaners/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { columnsInFile } from '../../ui/table/export-list.ts'
import { LoanMark } from './looks.tsx'

const nothing = <span className="muted">·</span>

export const columnsOf = (t: TFunction): Column<LoanRow>[] => {
  const word = (name: string): string => t(`loaners:column.${name}`)
  return [
    {
      id: 'plate',
      title: word('plate'),
      width: 104,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mid">{row.plate ?? row.stockNo}</span>,
      text: (row) => row.plate ?? row.stockNo,
    },
    {
      id: 'stage',
      title: word('stage'),
      width: 104,
      cell: (row) => <LoanMark stage={row.stage} />,
      text: (row) => t(`loaners:stages.${row.stage}`),
    },
    { id: 'vehicle', title: word('vehicle'), width: 160, grow: true, sortable: true, cell: (row) => row.vehicleName },
    { id: 'customer', title: word('customer'), width: 84, sortable: true, cell: (row) => row.customerName },
    { id: 'workOrderNo', title: word('workOrder'), width: 150, cell: (row) => row.workOrderNo ?? nothing },
    { id: 'outAt', title: word('outAt'), width: 128, sortable: true, cell: (row) => <DateText at={row.outAt} near /> },
    {
      id: 'dueAt',
      title: word('dueAt'),
      width: 128,
      sortable: true,
      cell: (row) => (
        <span className={row.stage === 'overdue' ? 'act' : undefined}>
          <DateText at={row.dueAt} near />
        </span>
      ),
    },
    {
      id: 'inAt',
      title: word('inAt'),
      width: 128,
      sortable: true,
      cell: (row) => (row.inAt === null ? nothing : <DateText at={row.inAt} near />),
    },
    {
      id: 'drivenKm',
      title: word('drivenKm'),
      width: 90,
      align: 'end',
      cell: (row) => (row.drivenKm === null ? nothing : t('loaners:km', { km: row.drivenKm })),
    },
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

export const filtersOf = (t: TFunction): FilterDef[] => [
  {
    column: 'state',
    title: t('loaners:column.stage'),
    kind: 'choice',
    options: loanStates.map((value) => ({ value, label: t(`loaners:stages.${value}`) })),
  },
  { column: 'outAt', title: t('loaners:column.outAt'), kind: 'day' },
  { column: 'dueAt', title: t('loaners:column.dueAt'), kind: 'day' },
  { column: 'vehicle', title: t('loaners:column.vehicle'), kind: 'text' },
]

const being = (...values: LoanState[]) => [{ column: 'state', op: 'is' as const, values }]
export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'out', name: t('loaners:views.out'), filters: being('out', 'clash'), sort: [{ column: 'dueAt', dir: 'asc' }] },
  { id: 'overdue', name: t('loaners:views.overdue'), filters: [{ column: 'overdue', op: 'is', values: [1] }] },
  { id: 'back', name: t('loaners:views.back'), filters: being('back') },
]

/** What a file of the list holds: codes as words, names under the names rows have. */
export const fileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  columnsInFile(
    shown,
    { stage: Object.fromEntries(loanStages.map((value) => [value, t(`loaners:stages.${value}`)])) },
    { vehicle: 'vehicleName', customer: 'customerName' },
  )
