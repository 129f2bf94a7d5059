// 催收: what is overdue, oldest first, by age; what comes due and in this month above it.
import MonthsIcon from 'lucide-react/icons/chart-column'
import TaskIcon from 'lucide-react/icons/list-plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArrearsRow } from '../../../shared/modules/arrears/contract.ts'
import { buckets, strategies, writeOffStates } from '../../../shared/modules/arrears/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { AgeMark } from './AgeMark.tsx'
import { ArrearsPane } from './ArrearsPane.tsx'
import { MonthsDialog } from './MonthsDialog.tsx'

const nothing = <span className="muted">·</span>
const page: DataTableProps<ArrearsRow>['page'] = (request) => call('arrears.page', request)
const oldest = [{ column: 'oldestOn', dir: 'asc' as const }]
const sum = (totals: Readonly<Record<string, unknown>>, name: string) => <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />

export function ArrearsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('arrears')
  const may = useMay()
  const deed = useDeed()
  useAsked('arrears', params)
  const [byMonth, setByMonth] = useState(false)
  const columns = useMemo(
    (): Column<ArrearsRow>[] => [
      {
        id: 'bucket',
        title: t('column.bucket'),
        width: 110,
        sortable: true,
        frozen: true,
        cell: (row) => <AgeMark row={row} />,
        text: (row) => t(`buckets.${row.bucket}`),
      },
      { id: 'days', title: t('column.days'), width: 70, align: 'end', sortable: true, cell: (row) => row.days },
      {
        id: 'customer',
        title: t('column.customer'),
        width: 110,
        grow: true,
        sortable: true,
        cell: (row) => <span className="mid">{row.customerName}</span>,
        text: (row) => row.customerName,
      },
      { id: 'orderNo', title: t('column.orderNo'), width: 140, sortable: true, cell: (row) => row.orderNo },
      {
        id: 'overdue',
        title: t('column.overdue'),
        width: 130,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.overdueFen} />,
        foot: (totals) => sum(totals, 'overdue'),
      },
      {
        id: 'due',
        title: t('column.due'),
        width: 130,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.dueFen} />,
        foot: (totals) => sum(totals, 'due'),
      },
      { id: 'oldestOn', title: t('column.oldestOn'), width: 96, sortable: true, cell: (row) => <DateText on={row.oldestOn} /> },
      {
        id: 'level',
        title: t('column.level'),
        width: 90,
        cell: (row) =>
          row.level === 0 ? (
            nothing
          ) : row.reminded >= row.level ? (
            t('reminded', { n: row.reminded })
          ) : (
            <span className="act">{t('toRemind', { n: row.level })}</span>
          ),
        text: (row) => (row.level === 0 ? '' : t(row.reminded >= row.level ? 'reminded' : 'toRemind', { n: row.level })),
      },
      {
        id: 'strategy',
        title: t('column.strategy'),
        width: 70,
        cell: (row) => (row.strategy === 'normal' ? nothing : t(`strategies.${row.strategy}`)),
      },
      {
        id: 'promisedOn',
        title: t('column.promisedOn'),
        width: 96,
        cell: (row) => (row.promisedOn ? <DateText on={row.promisedOn} /> : nothing),
      },
      { id: 'writeOff', title: t('column.writeOff'), width: 80, cell: (row) => (row.writeOff ? t(`writeOffs.${row.writeOff}`) : nothing) },
      { id: 'consultant', title: t('column.consultant'), width: 80, sortable: true, cell: (row) => row.consultant },
    ],
    [t],
  )
  const filters = useMemo((): FilterDef[] => {
    const choice = (column: 'bucket' | 'strategy' | 'writeOff', values: readonly string[], group: string): FilterDef => ({
      column,
      title: t(`column.${column}`),
      kind: 'choice',
      options: values.map((value) => ({ value, label: t(`${group}.${value}`) })),
    })
    return [
      choice('bucket', buckets, 'buckets'),
      choice('strategy', strategies, 'strategies'),
      choice('writeOff', writeOffStates, 'writeOffs'),
      { column: 'overdue', title: t('column.overdue'), kind: 'money' },
      { column: 'oldestOn', title: t('column.oldestOn'), kind: 'day' },
      { column: 'consultant', title: t('column.consultant'), kind: 'text' },
    ]
  }, [t])
  const views = useMemo(
    (): BuiltInView[] => [
      ...buckets.map((bucket) => ({
        id: bucket,
        name: t(`buckets.${bucket}`),
        filters: [{ column: 'bucket', op: 'is' as const, values: [bucket] }],
      })),
      { id: 'asked', name: t('views.asked'), filters: [{ column: 'writeOff', op: 'is', values: ['asked'] }] },
    ],
    [t],
  )
  const save: NonNullable<DataTableProps<ArrearsRow>['onExport']> = (format, question, shown, paper) => {
    const named: Readonly<Record<string, string>> = { customer: 'customerName', overdue: 'overdueFen', due: 'dueFen' }
    const words: Readonly<Record<string, Record<string, string>>> = {
      bucket: Object.fromEntries(buckets.map((value) => [value, t(`buckets.${value}`)])),
      strategy: Object.fromEntries(strategies.map((value) => [value, t(`strategies.${value}`)])),
      writeOff: Object.fromEntries(writeOffStates.map((value) => [value, t(`writeOffs.${value}`)])),
    }
    exportList({ list: 'arrears', question, columns: columnsInFile(shown, words, named), format, paper, title: t('title') })
  }
  return (
    <>
      <DataTable<ArrearsRow>
        list="arrears"
        title={t('title')}
        query="arrears.page"
        page={page}
        columns={columns}
        filters={filters}
        views={views}
        sort={oldest}
        groups={['bucket', 'consultant']}
        actions={
          <>
            <Button size="small" icon={MonthsIcon} onPress={() => setByMonth(true)}>
              {t('months.do')}
            </Button>
            {may('receivables.dun') && (
              <Button
                kind="primary"
                size="small"
                icon={TaskIcon}
                shortcut="F9"
                busy={deed.busy}
                onPress={() =>
                  deed.run(
                    (attempt) => call('arrears.planTasks', {}, { attempt }),
                    ({ planned }) => sayBriefly(planned === 0 ? t('tasks.none') : t('tasks.done', { count: planned })),
                  )
                }
              >
                {t('tasks.do')}
              </Button>
            )}
          </>
        }
        onOpen={(row) => open('order', { record: row.id, title: row.orderNo })}
        pane={(row, steps) => <ArrearsPane key={row.id} row={row} steps={steps} />}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty drawing="calm">{t('empty')}</Empty>}
      />
      <MonthsDialog open={byMonth} onClose={() => setByMonth(false)} />
    </>
  )
}
