// 物流: what is carried to and from this site, those that are late first to be seen, with what each cost.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShipmentRow } from '../../../shared/modules/logistics/contract.ts'
import { stepKinds, type StepKind } from '../../../shared/modules/logistics/rules.ts'
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
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { ShipDialog } from './dialogs.tsx'
import { ShipmentPane } from './ShipmentPane.tsx'

const newest = [{ column: 'openedAt', dir: 'desc' as const }]
const looks = {
  booked: ['ring', 'plain'],
  'picked-up': ['halfRing', 'accent'],
  'on-the-way': ['halfRing', 'accent'],
  delayed: ['triangle', 'warn'],
  delivered: ['tick', 'done'],
  lost: ['cross', 'act'],
} as const
function StepMark({ kind }: { kind: StepKind }) {
  const { t } = useTranslation('logistics')
  const [shape, tone] = looks[kind]
  return <Mark shape={shape} tone={tone} word={t(`steps.${kind}`)} />
}
const nothing = <span className="muted">·</span>

export function ShipmentsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('logistics')
  const may = useMay()
  useAsked('logistics', params)
  const [shipping, setShipping] = useState(false)
  const columns = useMemo((): Column<ShipmentRow>[] => {
    const word = (name: string): string => t(`column.${name as 'no'}`)
    return [
      { id: 'no', title: word('no'), width: 150, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'carrierName', title: word('carrierName'), width: 110, grow: true, sortable: true, cell: (row) => row.carrierName },
      {
        id: 'state',
        title: word('state'),
        width: 100,
        sortable: true,
        cell: (row) => <StepMark kind={row.state} />,
        text: (row) => t(`steps.${row.state}`),
      },
      { id: 'fromPlace', title: word('fromPlace'), width: 110, sortable: true, cell: (row) => row.fromPlace },
      { id: 'toPlace', title: word('toPlace'), width: 110, sortable: true, cell: (row) => row.toPlace },
      { id: 'subjectNo', title: word('subjectNo'), width: 150, cell: (row) => row.subjectNo ?? nothing },
      { id: 'trackingNo', title: word('trackingNo'), width: 110, sortable: true, cell: (row) => row.trackingNo ?? nothing },
      {
        id: 'dueOn',
        title: word('dueOn'),
        width: 110,
        sortable: true,
        cell: (row) =>
          row.dueOn === null ? (
            nothing
          ) : (
            <span className={row.late ? 'act' : undefined}>
              <DateText on={row.dueOn} />
            </span>
          ),
      },
      { id: 'costFen', title: word('costFen'), width: 100, align: 'end', sortable: true, cell: (row) => <Money fen={row.costFen} /> },
      { id: 'damages', title: word('damages'), width: 70, align: 'end', sortable: true, cell: (row) => row.damages || nothing },
      { id: 'openedAt', title: word('openedAt'), width: 100, sortable: true, cell: (row) => <DateText at={row.openedAt} near /> },
      {
        id: 'sync',
        title: word('sync'),
        width: 84,
        cell: (row) => <SyncBadge standing={row.standing} />,
        text: (row) => t(`ui:sync.${row.standing}`),
      },
    ]
  }, [t])
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: stepKinds.map((value) => ({ value, label: t(`steps.${value}`) })),
      },
      { column: 'carrierName', title: t('column.carrierName'), kind: 'text' },
      { column: 'dueOn', title: t('column.dueOn'), kind: 'day', canBeEmpty: true },
      { column: 'damages', title: t('column.damages'), kind: 'number' },
      { column: 'openedAt', title: t('column.openedAt'), kind: 'day' },
    ],
    [t],
  )
  const views = useMemo(
    () => [
      { id: 'all', name: t('views.all'), filters: [] },
      { id: 'going', name: t('views.going'), filters: [{ column: 'state', op: 'not' as const, values: ['delivered', 'lost'] }] },
      { id: 'damaged', name: t('views.damaged'), filters: [{ column: 'damages', op: 'between' as const, values: [1, null] }] },
    ],
    [t],
  )
  const add = may('purchasing.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setShipping(true)}>
      {t('ship.new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<ShipmentRow>['onExport']> = (format, question, shown, paper) => {
    const state = Object.fromEntries(stepKinds.map((each) => [each, t(`steps.${each}`)]))
    exportList({ list: 'logistics', question, columns: columnsInFile(shown, { state }), format, paper, title: t('title') })
  }
  return (
    <>
      <DataTable<ShipmentRow>
        list="logistics"
        title={t('title')}
        query="logistics.page"
        page={(request) => call('logistics.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state', 'carrierName']}
        actions={
          <>
            <Button size="small" onPress={() => open('carriers')}>
              {t('carriers.nav')}
            </Button>
            {add}
          </>
        }
        toneOf={(row) => (row.state === 'delivered' || row.state === 'lost' ? 'done' : undefined)}
        pane={(row, steps) => <ShipmentPane key={row.id} row={row} steps={steps} />}
        foot={(totals, total) => (
          <>
            {t('count', { count: total })} · {t('column.costFen')} <Money fen={Number(totals['costFen'] ?? 0)} whole />
          </>
        )}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ShipDialog open={shipping} onClose={() => setShipping(false)} />
    </>
  )
}
