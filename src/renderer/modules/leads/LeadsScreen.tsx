// 线索: who wants a car and has not decided, and the next step of each.
import AddIcon from 'lucide-react/icons/plus'
import FiguresIcon from 'lucide-react/icons/chart-column'
import FlowIcon from 'lucide-react/icons/git-fork'
import BoardIcon from 'lucide-react/icons/square-kanban'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import type { LeadRow } from '../../../shared/modules/leads/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay, useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { FinishDialog } from '../../ui/people/FollowUpDialogs.tsx'
import { DataTable, type DataTableProps, type Ticked } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'
import { AssignDialog } from './dialogs.tsx'
import { CaptureEventDialog } from './CaptureEventDialog.tsx'
import { LeadDialog } from './LeadDialog.tsx'
import { LeadPane, openLead } from './LeadPane.tsx'
import './leads.css'

const newest = [{ column: 'createdAt', dir: 'desc' as const }]

export function LeadsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('leads')
  const may = useMay()
  const me = useMe()
  const today = useToday()
  useAsked('leads', params)
  const { data: words } = useLive('leads.words', {})
  const [adding, setAdding] = useState(false)
  const [capturing, setCapturing] = useState(false)
  const [giving, setGiving] = useState<Ticked | null>(null)
  const [finishing, setFinishing] = useState<FollowUp | null>(null)
  const asked = useRef<unknown>(undefined)
  useEffect(() => {
    if (params?.['add'] !== true || asked.current === params) return
    asked.current = params
    setAdding(true)
  }, [params])
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t, words?.consultants ?? []), [t, words?.consultants])
  const views = useMemo(() => viewsOf(t, today, me.id, me.reach !== 'own'), [t, today, me])
  const add = may('leads.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAdding(true)}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<LeadRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'leads', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <>
      <DataTable<LeadRow>
        list="leads"
        title={t('title')}
        query="leads.page"
        page={(request) => call('leads.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['stage', 'consultantId', 'channel', 'model']}
        actions={
          <>
            <Button size="small" icon={BoardIcon} onPress={() => open('leadBoard')}>
              {t('board.open')}
            </Button>
            <Button size="small" icon={FiguresIcon} onPress={() => open('leadFigures')}>
              {t('figures.open')}
            </Button>
            {may('leads.assign') && (
              <Button size="small" icon={FlowIcon} onPress={() => open('leadRules')}>
                {t('rule.open')}
              </Button>
            )}
            {may('leads.edit') && (
              <Button size="small" onPress={() => setCapturing(true)}>
                {t('capture.open')}
              </Button>
            )}
            {add}
          </>
        }
        {...(may('leads.assign')
          ? {
              ticked: (ticked: Ticked) => (
                <Button size="small" disabled={ticked.all || ticked.count > 200} onPress={() => setGiving(ticked)}>
                  {t('assign.open')}
                </Button>
              ),
            }
          : {})}
        toneOf={(row) => (row.stage === 'won' || row.stage === 'lost' ? 'done' : undefined)}
        onOpen={openLead}
        pane={(row, steps) => <LeadPane key={row.id} row={row} steps={steps} onFinish={setFinishing} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="people" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <LeadDialog open={adding} onClose={() => setAdding(false)} />
      <CaptureEventDialog open={capturing} onClose={() => setCapturing(false)} />
      <AssignDialog
        ids={giving?.ids ?? []}
        onClose={(done) => {
          if (done) giving?.clear()
          setGiving(null)
        }}
      />
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
    </>
  )
}
