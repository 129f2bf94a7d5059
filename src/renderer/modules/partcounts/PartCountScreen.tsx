// One stocktake of parts: scanning, every difference with what it is worth, what is decided about each, its posting and undoing.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartCountLine } from '../../../shared/modules/partcounts/contract.ts'
import { countVerdicts } from '../../../shared/modules/partcounts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CountHead } from '../../ui/count/CountHead.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { DataTable, type DataTableProps, type Ticked } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { unitInFile } from '../../ui/table/unit-in-file.ts'
import { tickedRows } from '../../ui/table/ticked-rows.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { startWork } from '../../ui/work.ts'
import { lineColumns, lineFilters, lineViews, wordsInFile } from './columns.tsx'
import { DecidePartsDialog } from './dialogs.tsx'
import { PartScanBar } from './PartScanBar.tsx'

const first = [{ column: 'verdict', dir: 'asc' as const }]

export function PartCountScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('partcounts')
  const may = useMay()
  const id = record ?? ''
  const { data: card, error } = useLive('partcounts.card', { id })
  const deed = useDeed()
  const [deciding, setDeciding] = useState<{ lines: PartCountLine[]; done: () => void } | null>(null)
  const seesCost = may('parts.cost')
  const columns = useMemo(() => lineColumns(t, seesCost), [t, seesCost])
  const filters = useMemo(() => lineFilters(t), [t])
  const views = useMemo(() => lineViews(t), [t])
  const page = useCallback(
    (request: Parameters<DataTableProps<PartCountLine>['page']>[0]) => call('partcounts.lines', { ...request, id }),
    [id],
  )
  const no = card?.stocktake.no
  useEffect(() => {
    if (no) describe(tabId, { title: no })
  }, [tabId, no])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="partcounts" />
      </div>
    )
  if (!card) return <Loading />
  const { stocktake, counts, gainFen, lossFen } = card
  const countsHere = may('parts.count') && stocktake.state === 'open'
  const begin = async (ticked: Ticked): Promise<void> => {
    const rows = await tickedRows(page, ticked)
    if (rows) setDeciding({ lines: rows, done: ticked.clear })
  }
  const post = (): void =>
    void startWork(t('stocktakes:post.label', { no: stocktake.no }), 'partcounts.post', { id }, ({ lines, adjusted }) =>
      t('posted', { lines, adjusted }),
    )
  const undo = (): void =>
    void startWork(t('undo.label', { no: stocktake.no }), 'partcounts.undo', { id }, ({ lines }) => t('undo.done', { lines }))
  const save: NonNullable<DataTableProps<PartCountLine>['onExport']> = (format, question, shown, paper) =>
    exportList({
      ...{ list: 'partcounts.lines', more: { id }, question, format, paper, title: stocktake.no },
      columns: unitInFile(columnsInFile(shown, wordsInFile(t)), t('parts:column.unit')),
    })
  return (
    <div className="screen stocktake">
      <CountHead
        card={card}
        figures={[
          ...(['missing', 'less', 'more', 'twice', 'found'] as const).map(
            (verdict) => [t(`verdicts.${verdict}`), counts[verdict]] as const,
          ),
          ...(gainFen === null ? [] : [[t('gain'), <Money key="gain" fen={gainFen} whole />] as const]),
          ...(lossFen === null ? [] : [[t('loss'), <Money key="loss" fen={lossFen} whole />] as const]),
        ]}
        may={{ count: may('parts.count'), post: may('parts.post') }}
        deed={deed}
        module="partcounts"
        onDrop={() =>
          deed.run(
            (attempt) => call('partcounts.drop', { id }, { attempt }),
            () => open('partCounts'),
          )
        }
        onReopen={() => deed.run((attempt) => call('partcounts.reopen', { id }, { attempt }))}
        onSubmit={() => deed.run((attempt) => call('partcounts.submit', { id }, { attempt }))}
        onPost={post}
        onUndo={undo}
      />
      {countsHere && <PartScanBar id={id} />}
      <div className="stocktake-lines">
        <DataTable<PartCountLine>
          list="partcounts.lines"
          title={t('lines')}
          query="partcounts.lines"
          page={page}
          columns={columns}
          filters={filters}
          views={views}
          sort={first}
          groups={['verdict', 'bin']}
          toneOf={(row) => (row.verdict === 'found' ? 'done' : undefined)}
          {...(countsHere
            ? {
                ticked: (ticked: Ticked) => (
                  <Button
                    size="small"
                    shortcut="F9"
                    onPress={() => {
                      void begin(ticked)
                    }}
                  >
                    {t('stocktakes:decide.open')}
                  </Button>
                ),
              }
            : {})}
          {...(may('exports.run') ? { onExport: save } : {})}
          empty={<Empty drawing="car">{t('noLines')}</Empty>}
          foot={(totals) =>
            countVerdicts.map((verdict) => `${t(`verdicts.${verdict}`)} ${totals[verdict] ?? 0}`).join(t('stocktakes:comma'))
          }
        />
      </div>
      <DecidePartsDialog id={id} lines={deciding?.lines ?? null} onClose={() => setDeciding(null)} onDone={() => deciding?.done()} />
    </div>
  )
}
