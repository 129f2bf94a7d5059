// 维修套餐: jobs and parts for one price, from a day to a day, with what they would cost one by one.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageRow } from '../../../shared/modules/jobs/contract/packages.ts'
import { packageStates } from '../../../shared/modules/jobs/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { fitsText } from './columns.tsx'
import { MadeOf } from './MadeOf.tsx'
import { PackageDialog } from './PackageDialog.tsx'
import { useProposal } from './use-proposal.ts'

const byCode = [{ column: 'code', dir: 'asc' as const }]
const missing = (word: string) => <span className="muted">{word}</span>

export function PackagesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  useAsked('packages', params)
  const [about, setAbout] = useState<PackageRow | 'new' | null>(null)
  const [proposal, forget] = useProposal(params)
  const columns = useMemo(
    (): Column<PackageRow>[] => [
      {
        id: 'code',
        title: t('column.code'),
        width: 100,
        sortable: true,
        frozen: true,
        cell: (row) => <span className="mono">{row.code}</span>,
        text: (row) => row.code,
      },
      { id: 'name', title: t('packages.name'), width: 180, grow: true, sortable: true, cell: (row) => row.name, text: (row) => row.name },
      { id: 'fits', title: t('column.fits'), width: 120, cell: (row) => fitsText(t, row), text: (row) => fitsText(t, row) },
      { id: 'state', title: t('column.archived'), width: 80, cell: (row) => t(`packages.states.${row.state}`) },
      { id: 'priceFen', title: t('packages.price'), width: 110, align: 'end', sortable: true, cell: (row) => <Money fen={row.priceFen} /> },
      {
        id: 'aloneFen',
        title: t('packages.alone'),
        width: 120,
        align: 'end',
        cell: (row) => (row.aloneFen === null ? missing(t('missing')) : <Money fen={row.aloneFen} />),
      },
      { id: 'validFromOn', title: t('fields.validFromOn'), width: 104, sortable: true, cell: (row) => row.validFromOn },
      { id: 'validUntilOn', title: t('packages.until'), width: 104, sortable: true, cell: (row) => row.validUntilOn ?? missing('·') },
      { id: 'sync', title: t('column.sync'), width: 84, cell: (row) => <SyncBadge standing={row.standing} /> },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'code', title: t('column.code'), kind: 'text' },
      { column: 'name', title: t('packages.name'), kind: 'text' },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'used', name: t('views.used'), filters: [{ column: 'archived', op: 'is', values: ['no'] }] },
      { id: 'all', name: t('views.all'), filters: [] },
    ],
    [t],
  )
  const add = may('jobs.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
      {t('packages.new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<PackageRow>['onExport']> = (format, question, shown, paper) => {
    const words = { state: Object.fromEntries(packageStates.map((each) => [each, t(`packages.states.${each}`)])) }
    const inFile = shown.map((column) => (column.id === 'fits' ? { id: 'series', title: t('column.series') } : column))
    exportList({ list: 'jobs.packages', question, columns: columnsInFile(inFile, words), format, paper, title: t('packages.title') })
  }
  return (
    <>
      <DataTable<PackageRow>
        list="packages"
        title={t('packages.title')}
        query="jobs.packages"
        page={(request) => call('jobs.packages', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={byCode}
        actions={add}
        toneOf={(row) => (row.state === 'running' ? undefined : 'done')}
        pane={(row, steps) => <PackagePane key={row.id} row={row} steps={steps} onChange={() => setAbout(row)} />}
        foot={(_totals, total) => t('packages.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('packages.empty')}
          </Empty>
        }
      />
      <PackageDialog
        about={about ?? (proposal && 'new')}
        proposal={about === null ? proposal : null}
        onClose={() => {
          setAbout(null)
          forget()
        }}
      />
    </>
  )
}

function PackagePane({ row, steps, onChange }: { row: PackageRow; steps: PaneSteps; onChange: () => void }) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  const deed = useDeed()
  const archived = row.state === 'archived'
  return (
    <DetailPane
      number={row.code}
      title={row.name}
      figure={<Money fen={row.priceFen} />}
      caption={t(`packages.states.${row.state}`)}
      steps={steps}
      actions={
        may('jobs.edit') && (
          <>
            <Button onPress={onChange}>{t('packages.change')}</Button>
            <Button
              kind="quiet"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('jobs.archivePackage', { id: row.id, archived: !archived }, { attempt }))}
            >
              {t(archived ? 'revive' : 'archive')}
            </Button>
          </>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="jobs" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.fits'), fitsText(t, row)],
            [t('packages.alone'), row.aloneFen === null ? t('missing') : <Money key="alone" fen={row.aloneFen} />],
            [t('fields.validFromOn'), row.validFromOn],
            [t('packages.until'), row.validUntilOn],
            row.note !== null && [t('fields.note'), row.note],
            row.madeOf !== null && [t('packages.madeOf'), <MadeOf key="made" of={row.madeOf} />],
          ]}
        />
      </Section>
      <Section title={t('packages.jobs')}>
        <p className="mono">{row.jobs.join('  ')}</p>
      </Section>
      {row.parts.length > 0 && (
        <Section title={t('packages.parts')}>
          <KeyValue wide pairs={row.parts.map(({ code, quantityMilli }) => [code, `× ${quantityMilli / 1000}`] as const)} />
        </Section>
      )}
    </DetailPane>
  )
}
