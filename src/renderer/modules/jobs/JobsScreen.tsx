// 维修项目: the catalogue of jobs with what each costs today and why.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobRow } from '../../../shared/modules/jobs/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsOf, filtersOf, viewsOf, wordsInFile } from './columns.tsx'
import { JobDialog, JobPriceDialog } from './dialogs.tsx'
import { JobPane } from './JobPane.tsx'
import { RatesDialog } from './RatesDialog.tsx'
import { useProposal } from './use-proposal.ts'

const byCode = [{ column: 'code', dir: 'asc' as const }]

export function JobsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  useAsked('jobs', params)
  const [about, setAbout] = useState<JobRow | 'new' | null>(null)
  const [proposal, forget] = useProposal(params)
  const [pricing, setPricing] = useState<JobRow | null>(null)
  const [rating, setRating] = useState(false)
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const add = may('jobs.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<JobRow>['onExport']> = (format, question, shown, paper) => {
    // A file has brand and series apart, as the import reads them, and no sentence of what a price came from.
    const columnsShown = shown.flatMap((column) =>
      column.id === 'fits'
        ? [
            { id: 'brand', title: t('column.brand') },
            { id: 'series', title: t('column.series') },
          ]
        : column.id === 'origin' || column.id === 'parts'
          ? []
          : [column],
    )
    exportList({
      list: 'jobs',
      question,
      columns: columnsInFile(columnsShown, wordsInFile(t), { minutes: 'hours' }),
      format,
      paper,
      title: t('title'),
    })
  }
  return (
    <>
      <DataTable<JobRow>
        list="jobs"
        title={t('title')}
        query="jobs.page"
        page={(request) => call('jobs.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={byCode}
        groups={['area', 'kind', 'series']}
        actions={
          <>
            <Button size="small" onPress={() => setRating(true)}>
              {t('rates.open')}
            </Button>
            <Button size="small" onPress={() => open('packages')}>
              {t('packages.title')}
            </Button>
            {may('imports.run') && (
              <Button size="small" onPress={() => open('imports', { params: { kind: 'jobs' } })}>
                {t('import')}
              </Button>
            )}
            {add}
          </>
        }
        toneOf={(row) => (row.archived ? 'done' : undefined)}
        pane={(row, steps) => (
          <JobPane key={row.id} row={row} steps={steps} onChange={() => setAbout(row)} onPrice={() => setPricing(row)} />
        )}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <JobDialog
        about={about ?? (proposal && 'new')}
        proposal={about === null ? proposal : null}
        onClose={() => {
          setAbout(null)
          forget()
        }}
      />
      <JobPriceDialog row={pricing} onClose={() => setPricing(null)} />
      <RatesDialog open={rating} onClose={() => setRating(false)} />
    </>
  )
}
