// One stocktake: scanning, every difference while it is counted, what is decided about each, and its posting.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type StocktakeLine } from '../../../shared/modules/stocktakes/contract.ts'
import { verdicts } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CountHead } from '../../ui/count/CountHead.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { DataTable, type DataTableProps, type Ticked } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { tickedRows } from '../../ui/table/ticked-rows.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { startWork } from '../../ui/work.ts'
import { fileColumns, lineColumns, lineFilters, lineViews } from './columns.tsx'
import { DecideDialog } from './dialogs.tsx'
import { ScanBar } from './ScanBar.tsx'

const first = [{ column: 'verdict', dir: 'asc' as const }]

export function StocktakeScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('stocktakes')
  const may = useMay()
  const id = record ?? ''
  const { data: card, error } = useLive('stocktakes.card', { id })
  const deed = useDeed()
  const [deciding, setDeciding] = useState<{ lines: StocktakeLine[]; done: () => void } | null>(null)
  const columns = useMemo(() => lineColumns(t), [t])
  const filters = useMemo(() => lineFilters(t), [t])
  const views = useMemo(() => lineViews(t), [t])
  const page = useCallback(
    (request: Parameters<DataTableProps<StocktakeLine>['page']>[0]) => call('stocktakes.lines', { ...request, id }),
    [id],
  )
  const no = card?.stocktake.no
  useEffect(() => {
    if (no) describe(tabId, { title: no })
  }, [tabId, no])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="stocktakes" />
      </div>
    )
  if (!card) return <Loading />
  const { stocktake, counts } = card
  const { state } = stocktake
  const counts_ = may('stocktakes.count')
  const isOpen = state === 'open'
  const begin = async (ticked: Ticked): Promise<void> => {
    const rows = await tickedRows(page, ticked)
    if (rows) setDeciding({ lines: rows, done: ticked.clear })
  }
  const post = (): void =>
    void startWork(t('post.label', { no: stocktake.no }), 'stocktakes.post', { id }, ({ lines, adjusted }) =>
      t('post.done', { lines, adjusted }),
    )
  const save: NonNullable<DataTableProps<StocktakeLine>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'stocktakes.lines', more: { id }, question, columns: fileColumns(t, shown), format, paper, title: stocktake.no })
  return (
    <div className="screen stocktake">
      <CountHead
        card={card}
        figures={verdicts.map((verdict) => [t(`verdicts.${verdict}`), counts[verdict]] as const)}
        may={{ count: counts_, post: may('stocktakes.post') }}
        deed={deed}
        onDrop={() =>
          deed.run(
            (attempt) => call('stocktakes.drop', { id }, { attempt }),
            () => open('stocktakes'),
          )
        }
        onReopen={() => deed.run((attempt) => call('stocktakes.reopen', { id }, { attempt }))}
        onSubmit={() => deed.run((attempt) => call('stocktakes.submit', { id }, { attempt }))}
        onPost={post}
      />
      {isOpen && counts_ && <ScanBar id={id} place={stocktake.location} />}
      <div className="stocktake-lines">
        <DataTable<StocktakeLine>
          list="stocktakes.lines"
          title={t('lines')}
          query="stocktakes.lines"
          page={page}
          columns={columns}
          filters={filters}
          views={views}
          sort={first}
          groups={['verdict', 'onFile']}
          toneOf={(row) => (row.verdict === 'found' ? 'done' : undefined)}
          onOpen={(row) => row.vehicleId && open('vehicle', { record: row.vehicleId, title: row.stockNo ?? row.vin })}
          {...(isOpen && counts_
            ? {
                ticked: (ticked: Ticked) => (
                  <Button
                    size="small"
                    shortcut="F9"
                    onPress={() => {
                      void begin(ticked)
                    }}
                  >
                    {t('decide.open')}
                  </Button>
                ),
              }
            : {})}
          {...(may('exports.run') ? { onExport: save } : {})}
          empty={<Empty drawing="car">{t('noLines')}</Empty>}
        />
      </div>
      <DecideDialog id={id} lines={deciding?.lines ?? null} onClose={() => setDeciding(null)} onDone={() => deciding?.done()} />
    </div>
  )
}
