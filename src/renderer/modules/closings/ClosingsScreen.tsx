// 交账: what cashiers handed in, newest first; where one hands in, and where another person says that it is right.
import AddIcon from 'lucide-react/icons/calculator'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClosingRow } from '../../../shared/modules/closings/contract.ts'
import { closingStates } from '../../../shared/modules/closings/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { ClosingMark } from './ClosingMark.tsx'
import { ClosingPane } from './ClosingPane.tsx'
import { CountDialog } from './CountDialog.tsx'

const newest = [{ column: 'countedAt', dir: 'desc' as const }]
const nothing = <span className="muted">·</span>
const page: DataTableProps<ClosingRow>['page'] = (request) => call('closings.page', request)
const sum = (totals: Readonly<Record<string, unknown>>, name: string) => <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />

export function ClosingsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('closings')
  const may = useMay()
  useAsked('closings', params)
  const [counting, setCounting] = useState(params?.['count'] === true)
  const columns = useMemo(
    (): Column<ClosingRow>[] => [
      { id: 'no', title: t('column.no'), width: 150, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'closedOn', title: t('column.closedOn'), width: 96, sortable: true, cell: (row) => <DateText on={row.closedOn} /> },
      {
        id: 'state',
        title: t('column.state'),
        width: 96,
        sortable: true,
        cell: (row) => <ClosingMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      { id: 'cashier', title: t('column.cashier'), width: 90, grow: true, sortable: true, cell: (row) => row.cashier },
      { id: 'desk', title: t('column.desk'), width: 120, cell: (row) => row.desk },
      { id: 'payments', title: t('column.payments'), width: 70, align: 'end', cell: (row) => row.payments },
      {
        id: 'booked',
        title: t('column.booked'),
        width: 124,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.bookedFen} />,
        foot: (totals) => sum(totals, 'booked'),
      },
      {
        id: 'counted',
        title: t('column.counted'),
        width: 124,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.countedFen} />,
        foot: (totals) => sum(totals, 'counted'),
      },
      {
        id: 'difference',
        title: t('column.difference'),
        width: 110,
        align: 'end',
        sortable: true,
        cell: (row) =>
          row.differenceFen === 0 ? (
            nothing
          ) : (
            <span className="act">
              <Money fen={row.differenceFen} />
            </span>
          ),
        foot: (totals) => sum(totals, 'difference'),
      },
      { id: 'countedAt', title: t('column.countedAt'), width: 110, sortable: true, cell: (row) => <DateText at={row.countedAt} near /> },
      { id: 'confirmedBy', title: t('column.confirmedBy'), width: 90, cell: (row) => row.confirmedBy ?? nothing },
      { id: 'sync', title: t('column.sync'), width: 84, cell: (row) => <SyncBadge standing={row.standing} /> },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: closingStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      { column: 'closedOn', title: t('column.closedOn'), kind: 'day' },
      { column: 'cashier', title: t('column.cashier'), kind: 'text' },
      { column: 'difference', title: t('column.difference'), kind: 'money' },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'waiting', name: t('views.waiting'), filters: [{ column: 'state', op: 'is', values: ['counted'] }] },
      { id: 'returned', name: t('views.returned'), filters: [{ column: 'state', op: 'is', values: ['returned'] }] },
      { id: 'different', name: t('views.different'), filters: [{ column: 'difference', op: 'not', values: [0] }] },
    ],
    [t],
  )
  const add = may('receivables.close') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="F8" onPress={() => setCounting(true)}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<ClosingRow>['onExport']> = (format, question, shown, paper) => {
    const named: Readonly<Record<string, string>> = { booked: 'bookedFen', counted: 'countedFen', difference: 'differenceFen' }
    const state = Object.fromEntries(closingStates.map((value) => [value, t(`states.${value}`)]))
    exportList({ list: 'closings', question, columns: columnsInFile(shown, { state }, named), format, paper, title: t('title') })
  }
  return (
    <>
      <DataTable<ClosingRow>
        list="closings"
        title={t('title')}
        query="closings.page"
        page={page}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['closedOn', 'cashier', 'state']}
        actions={add}
        toneOf={(row) => (row.state === 'confirmed' ? 'done' : undefined)}
        pane={(row, steps) => <ClosingPane key={row.id} row={row} steps={steps} />}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="calm" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <CountDialog open={counting} onClose={() => setCounting(false)} />
    </>
  )
}
