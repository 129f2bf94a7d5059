// 配件调拨: what this site sent to others and what is on its way to it, with what is short.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferRow } from '../../../shared/modules/parttransfers/contract.ts'
import { transferStates, type TransferState } from '../../../shared/modules/parttransfers/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { Units, unitsText } from '../../ui/Units.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { unitInFile } from '../../ui/table/unit-in-file.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { PartTransferPane } from './PartTransferPane.tsx'

const newest = [{ column: 'sentAt', dir: 'desc' as const }]
const looks = {
  'on-the-road': ['halfRing', 'accent'],
  arrived: ['tick', 'done'],
  short: ['triangle', 'act'],
  settled: ['tick', 'plain'],
} as const
function TransferMark({ state }: { state: TransferState }) {
  const { t } = useTranslation('parttransfers')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} />
}

export function PartTransfersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('parttransfers')
  const may = useMay()
  useAsked('parttransfers', params)
  const seesCost = may('parts.cost')
  const columns = useMemo((): Column<TransferRow>[] => {
    const word = (name: string): string => t(`column.${name as 'no'}`)
    return [
      { id: 'no', title: word('no'), width: 160, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'fromName', title: word('fromName'), width: 120, grow: true, sortable: true, cell: (row) => row.fromName },
      { id: 'toName', title: word('toName'), width: 120, grow: true, sortable: true, cell: (row) => row.toName },
      {
        id: 'state',
        title: word('state'),
        width: 120,
        sortable: true,
        cell: (row) => <TransferMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      { id: 'kinds', title: word('kinds'), width: 70, align: 'end', cell: (row) => row.kinds },
      {
        id: 'sentUnits',
        title: word('sentUnits'),
        width: 90,
        align: 'end',
        sortable: true,
        cell: (row) => <Units units={row.sentUnits} unit={row.unit} />,
        text: (row) => unitsText(row.sentUnits, row.unit),
      },
      {
        id: 'cameUnits',
        title: word('cameUnits'),
        width: 90,
        align: 'end',
        cell: (row) => <Units units={row.cameUnits} unit={row.unit} />,
        text: (row) => unitsText(row.cameUnits, row.unit),
      },
      {
        id: 'shortUnits',
        title: word('shortUnits'),
        width: 90,
        align: 'end',
        sortable: true,
        cell: (row) => <Units units={row.shortUnits} unit={row.unit} />,
        text: (row) => unitsText(row.shortUnits, row.unit),
      },
      ...(seesCost
        ? [
            {
              id: 'costFen',
              title: word('costFen'),
              width: 110,
              align: 'end' as const,
              cell: (row: TransferRow) => <Money fen={row.costFen} />,
            },
          ]
        : []),
      { id: 'sentBy', title: word('sentBy'), width: 90, cell: (row) => row.sentBy },
      { id: 'sentAt', title: word('sentAt'), width: 110, sortable: true, cell: (row) => <DateText at={row.sentAt} near /> },
      {
        id: 'sync',
        title: word('sync'),
        width: 84,
        cell: (row) => <SyncBadge standing={row.standing} />,
        text: (row) => t(`ui:sync.${row.standing}`),
      },
    ]
  }, [t, seesCost])
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: transferStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      { column: 'fromName', title: t('column.fromName'), kind: 'text' },
      { column: 'toName', title: t('column.toName'), kind: 'text' },
      { column: 'sentAt', title: t('column.sentAt'), kind: 'day' },
    ],
    [t],
  )
  const views = useMemo(
    () =>
      (['on-the-road', 'short'] as const).map((state) => ({
        id: state,
        name: t(`states.${state}`),
        filters: [{ column: 'state', op: 'is' as const, values: [state] }],
      })),
    [t],
  )
  const save: NonNullable<DataTableProps<TransferRow>['onExport']> = (format, question, shown, paper) => {
    const state = Object.fromEntries(transferStates.map((each) => [each, t(`states.${each}`)]))
    exportList({
      list: 'parttransfers',
      question,
      columns: unitInFile(columnsInFile(shown, { state }), t('column.unit')),
      format,
      paper,
      title: t('title'),
    })
  }
  return (
    <DataTable<TransferRow>
      list="parttransfers"
      title={t('title')}
      query="parttransfers.page"
      page={(request) => call('parttransfers.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={['state', 'fromName', 'toName']}
      actions={
        may('parts.move') && (
          <Button size="small" onPress={() => open('partCounter', { params: { deed: 'send' } })}>
            {t('send')}
          </Button>
        )
      }
      toneOf={(row) => (row.state === 'arrived' || row.state === 'settled' ? 'done' : undefined)}
      pane={(row, steps) => <PartTransferPane key={row.id} row={row} steps={steps} />}
      foot={(totals, total) => (
        <>
          {t('count', { count: total })}
          {typeof totals['roadFen'] === 'number' && (
            <>
              {' · '}
              {t('road')} <Money fen={totals['roadFen']} whole />
            </>
          )}
        </>
      )}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="paper">{t('empty')}</Empty>}
    />
  )
}
