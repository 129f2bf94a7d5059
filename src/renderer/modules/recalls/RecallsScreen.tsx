// 召回: campaigns with the cars they name, newest first, and how one is entered.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecallRow } from '../../../shared/modules/recalls/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { EnterDialog } from './EnterDialog.tsx'
import { RecallPane } from './RecallPane.tsx'
import { StopMark } from './StopMark.tsx'

const newest = [{ column: 'announcedOn', dir: 'desc' as const }]

export function RecallsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('recalls')
  const may = useMay()
  useAsked('recalls', params)
  const [entering, setEntering] = useState(false)
  const columns = useMemo(
    (): Column<RecallRow>[] => [
      { id: 'no', title: t('column.no'), width: 150, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'title', title: t('column.title'), width: 260, grow: true, sortable: true, cell: (row) => row.title },
      {
        id: 'stopSale',
        title: t('column.stopSale'),
        width: 110,
        cell: (row) => <StopMark row={row} />,
        text: (row) => t(row.closedOn !== null ? 'closed' : row.stopSale ? 'stopped' : 'noStop'),
      },
      { id: 'ranges', title: t('column.ranges'), width: 90, align: 'end', cell: (row) => row.ranges },
      { id: 'inStock', title: t('column.inStock'), width: 90, align: 'end', cell: (row) => row.inStock },
      {
        id: 'open',
        title: t('column.open'),
        width: 90,
        align: 'end',
        cell: (row) => <span className={row.open > 0 && row.closedOn === null ? 'act' : undefined}>{row.open}</span>,
      },
      {
        id: 'announcedOn',
        title: t('column.announcedOn'),
        width: 110,
        sortable: true,
        cell: (row) => <DateText on={row.announcedOn} />,
        text: (row) => row.announcedOn,
      },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'title', title: t('column.title'), kind: 'text' },
      { column: 'announcedOn', title: t('column.announcedOn'), kind: 'day' },
      { column: 'closedOn', title: t('column.closedOn'), kind: 'day', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    () => [{ id: 'going', name: t('views.going'), filters: [{ column: 'closedOn', op: 'empty' as const, values: [] }] }],
    [t],
  )
  const add = may('recalls.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setEntering(true)}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<RecallRow>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'recalls',
      question,
      columns: shown.map((each) => (each.id === 'stopSale' ? { ...each, words: { true: t('stopped'), false: t('noStop') } } : each)),
      format,
      paper,
      title: t('title'),
    })
  return (
    <>
      <DataTable<RecallRow>
        list="recalls"
        title={t('title')}
        query="recalls.page"
        page={(request) => call('recalls.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        actions={add}
        toneOf={(row) => (row.closedOn !== null ? 'done' : undefined)}
        pane={(row, steps) => <RecallPane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <EnterDialog open={entering} onClose={() => setEntering(false)} />
    </>
  )
}
