// 索赔: what insurers and makers are asked for, how far each has come, and what is to be done about the one that was chosen.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClaimCard, ClaimRow } from '../../../shared/modules/claims/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import type { PaneSteps } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { ClaimDeedDialog, type ClaimDeed } from './ClaimDeeds.tsx'
import { ClaimDialog } from './ClaimDialog.tsx'
import { ClaimPane } from './ClaimPane.tsx'
import { columnsOf, fileColumns, filtersOf, viewsOf } from './columns.tsx'

const newest = [{ column: 'madeAt', dir: 'desc' as const }]

export function ClaimsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('claims')
  const may = useMay()
  useAsked('claims', params)
  const [adding, setAdding] = useState(false)
  const [doing, setDoing] = useState<{ deed: ClaimDeed; card: ClaimCard } | null>(null)
  const { data: waiting } = useLive('claims.unclaimed', {})
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t), [t])
  const views = useMemo(() => viewsOf(t), [t])
  const add = may('workshop.claim') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAdding(true)}>
      {waiting && waiting.length > 0 ? t('add.openOf', { count: waiting.length }) : t('add.open')}
    </Button>
  )
  const save: NonNullable<DataTableProps<ClaimRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'claims', question, columns: fileColumns(t, shown), format, paper, title: t('title') })
  return (
    <>
      <DataTable<ClaimRow>
        list="claims"
        title={t('title')}
        query="claims.page"
        page={(request) => call('claims.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state', 'payer', 'party']}
        actions={
          <>
            <Button size="small" onPress={() => open('claimFigures')}>
              {t('figures.title')}
            </Button>
            {add}
          </>
        }
        toneOf={(row) => (row.stage === 'paid' || row.stage === 'dropped' ? 'done' : undefined)}
        pane={(row, steps) => <Claimed key={row.id} id={row.id} steps={steps} onDeed={(deed, card) => setDoing({ deed, card })} />}
        foot={(totals, total) => (
          <>
            {t('count', { count: total })} <Money fen={Number(totals['claimedFen'] ?? 0)} />
            {t('left')} <Money fen={Number(totals['outstandingFen'] ?? 0)} />
          </>
        )}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ClaimDialog open={adding} onClose={() => setAdding(false)} />
      <ClaimDeedDialog deed={doing?.deed ?? null} card={doing?.card ?? null} onClose={() => setDoing(null)} />
    </>
  )
}

function Claimed({ id, steps, onDeed }: { id: string; steps: PaneSteps; onDeed: (deed: ClaimDeed, card: ClaimCard) => void }) {
  const { data } = useLive('claims.card', { id })
  return data?.id === id ? <ClaimPane card={data} steps={steps} onDeed={(deed) => onDeed(deed, data)} /> : null
}
