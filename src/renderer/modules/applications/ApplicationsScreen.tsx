// 贷款与保险申请: what was asked of lenders and insurers, from the papers put together to the money paid or the policy issued.
import AddIcon from 'lucide-react/icons/plus'
import PolicyIcon from 'lucide-react/icons/shield'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationCard, ApplicationRow } from '../../../shared/modules/applications/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { ApplicationPane, type Deed } from './ApplicationPane.tsx'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { StepDialog } from './dialogs.tsx'
import { ApplyDialog, type Applying } from './ApplyDialog.tsx'
import { IssueDialog } from './IssueDialog.tsx'

/** What another screen hands over: the order something is asked for. */
function asked(params: ScreenProps['params']): Applying | null {
  const order = params?.['order'] as { id: string; no: string } | undefined
  return order ? { order: { id: order.id, label: order.no } } : null
}

export function ApplicationsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('applications')
  const may = useMay()
  useAsked('applications', params)
  const [applying, setApplying] = useState<Applying | null>(null)
  const [doing, setDoing] = useState<{ deed: Deed; card: ApplicationCard } | null>(null)
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (asked(params)) setApplying(asked(params))
  }
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const over = (): void => setDoing(null)
  const add = may('applications.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setApplying({ order: null })}>
      {t('new')}
    </Button>
  )
  const actions = (
    <>
      <Button size="small" icon={PolicyIcon} onPress={() => open('policies')}>
        {t('policy.title')}
      </Button>
      {add}
    </>
  )
  const save: NonNullable<DataTableProps<ApplicationRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'applications', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <>
      <DataTable<ApplicationRow>
        list="applications"
        title={t('title')}
        query="applications.page"
        page={(request) => call('applications.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        groups={['state', 'kind', 'party']}
        actions={actions}
        toneOf={(row) => (row.state === 'done' || row.state === 'refused' || row.state === 'withdrawn' ? 'done' : undefined)}
        pane={(row, steps) => <Shown key={row.id} id={row.id} steps={steps} onDeed={(deed, card) => setDoing({ deed, card })} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ApplyDialog
        asked={applying}
        onClose={() => setApplying(null)}
        onMade={(no) => open('applications', { params: { filters: [{ column: 'no', op: 'is', values: [no] }] } })}
      />
      <StepDialog asked={doing && doing.deed !== 'issue' ? { deed: doing.deed, card: doing.card } : null} onClose={over} />
      <IssueDialog card={doing?.deed === 'issue' ? doing.card : null} onClose={over} />
    </>
  )
}

function Shown({
  id,
  steps,
  onDeed,
}: {
  id: string
  steps: Parameters<NonNullable<DataTableProps<ApplicationRow>['pane']>>[1]
  onDeed: (deed: Deed, card: ApplicationCard) => void
}) {
  const { data } = useLive('applications.card', { id })
  return data?.id === id ? <ApplicationPane card={data} steps={steps} onDeed={(deed) => onDeed(deed, data)} /> : null
}
