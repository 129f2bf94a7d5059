// 代收代付: money held for others, one account per order and kind, what was paid on and what is left. Never part of ours.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeldRow } from '../../../shared/modules/receivables/contract.ts'
import { heldKinds, heldStates } from '../../../shared/modules/receivables/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { HeldMark, HeldPane } from './HeldPane.tsx'

const page: DataTableProps<HeldRow>['page'] = (request) => call('receivables.held', request)
const sum = (totals: Readonly<Record<string, unknown>>, name: string) => <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />
const worst = [{ column: 'state', dir: 'asc' as const }]

export function HeldScreen({ params }: ScreenProps) {
  const { t } = useTranslation('receivables')
  const may = useMay()
  useAsked('held', params)
  const columns = useMemo((): Column<HeldRow>[] => {
    const money = (id: 'planned' | 'collected' | 'paid' | 'left', fen: (row: HeldRow) => number): Column<HeldRow> => ({
      id,
      title: t(`heldList.${id}`),
      width: 124,
      align: 'end',
      sortable: true,
      cell: (row) => <Money fen={fen(row)} />,
      foot: (totals) => sum(totals, id),
    })
    return [
      { id: 'orderNo', title: t('order'), width: 140, sortable: true, frozen: true, cell: (row) => row.orderNo },
      {
        id: 'customer',
        title: t('customer'),
        width: 110,
        grow: true,
        sortable: true,
        cell: (row) => <span className="mid">{row.customerName}</span>,
        text: (row) => row.customerName,
      },
      { id: 'kind', title: t('kind'), width: 120, sortable: true, cell: (row) => t(`kinds.${row.kind}`) },
      {
        id: 'state',
        title: t('heldList.state'),
        width: 100,
        sortable: true,
        cell: (row) => <HeldMark state={row.state} />,
        text: (row) => t(`heldStates.${row.state}`),
      },
      money('planned', (row) => row.plannedFen),
      money('collected', (row) => row.collectedFen),
      money('paid', (row) => row.paidFen),
      money('left', (row) => row.leftFen),
      {
        id: 'paidOn',
        title: t('heldList.paidOn'),
        width: 96,
        sortable: true,
        cell: (row) => (row.lastPaidOn ? <DateText on={row.lastPaidOn} /> : <span className="muted">·</span>),
      },
    ]
  }, [t])
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'kind', title: t('kind'), kind: 'choice', options: heldKinds.map((value) => ({ value, label: t(`kinds.${value}`) })) },
      {
        column: 'state',
        title: t('heldList.state'),
        kind: 'choice',
        options: heldStates.map((value) => ({ value, label: t(`heldStates.${value}`) })),
      },
      { column: 'left', title: t('heldList.left'), kind: 'money' },
      { column: 'paidOn', title: t('heldList.paidOn'), kind: 'day', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'clear', name: t('heldList.views.clear'), filters: [{ column: 'state', op: 'is', values: ['to-clear', 'overpaid'] }] },
      { id: 'held', name: t('heldList.views.held'), filters: [{ column: 'state', op: 'is', values: ['held'] }] },
      { id: 'settled', name: t('heldList.views.settled'), filters: [{ column: 'state', op: 'is', values: ['settled'] }] },
    ],
    [t],
  )
  const save: NonNullable<DataTableProps<HeldRow>['onExport']> = (format, question, shown, paper) => {
    const named: Readonly<Record<string, string>> = {
      customer: 'customerName',
      planned: 'plannedFen',
      collected: 'collectedFen',
      paid: 'paidFen',
      left: 'leftFen',
      paidOn: 'lastPaidOn',
    }
    const words: Readonly<Record<string, Record<string, string>>> = {
      kind: Object.fromEntries(heldKinds.map((value) => [value, t(`kinds.${value}`)])),
      state: Object.fromEntries(heldStates.map((value) => [value, t(`heldStates.${value}`)])),
    }
    exportList({
      list: 'receivables.held',
      question,
      columns: columnsInFile(shown, words, named),
      format,
      paper,
      title: t('heldList.title'),
    })
  }
  return (
    <DataTable<HeldRow>
      list="held"
      title={t('heldList.title')}
      query="receivables.held"
      page={page}
      columns={columns}
      filters={filters}
      views={views}
      sort={worst}
      groups={['kind', 'state']}
      toneOf={(row) => (row.state === 'settled' ? 'done' : undefined)}
      onOpen={(row) => open('order', { record: row.orderId, title: row.orderNo })}
      pane={(row, steps) => <HeldPane key={row.id} row={row} steps={steps} />}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="paper">{t('heldList.empty')}</Empty>}
    />
  )
}
