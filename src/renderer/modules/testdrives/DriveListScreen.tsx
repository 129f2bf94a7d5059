// 试驾记录: every test drive as a list, to filter, sort and take along as a file.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DriveRow } from '../../../shared/modules/testdrives/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { DrivePane } from './DrivePane.tsx'
import './testdrives.css'

const newest = [{ column: 'driveOn', dir: 'desc' as const }]
/** Deeds are done in the calendar, where the slots are. */
const show = (row: Pick<DriveRow, 'id' | 'driveOn'>): void => open('testdrives', { params: { drive: row.id, on: row.driveOn } })

export function DriveListScreen({ params }: ScreenProps) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  useAsked('driveList', params)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const save: NonNullable<DataTableProps<DriveRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'testdrives', question, columns: fileColumns(t, shown), format, paper, title: t('listTitle') })
  return (
    <DataTable<DriveRow>
      list="driveList"
      title={t('listTitle')}
      query="testdrives.page"
      page={(request) => call('testdrives.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={['stage']}
      onOpen={show}
      toneOf={(row) => (row.stage === 'cancelled' || row.stage === 'moved' || row.stage === 'no-show' ? 'done' : undefined)}
      pane={(row, steps) => <Listed key={row.id} id={row.id} steps={steps} />}
      foot={(_totals, total) => t('count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="car">{t('listEmpty')}</Empty>}
    />
  )
}

function Listed({ id, steps }: { id: string; steps: Parameters<NonNullable<DataTableProps<DriveRow>['pane']>>[1] }) {
  const { data } = useLive('testdrives.card', { id })
  return data?.id === id ? <DrivePane card={data} steps={steps} onDeed={() => show(data)} /> : null
}
