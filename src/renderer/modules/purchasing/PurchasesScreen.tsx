// 采购: every purchase of the site from asking to its last delivery and invoice.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PurchaseRow } from '../../../shared/modules/purchasing/contract.ts'
import { purchaseStates, type PurchaseState } from '../../../shared/modules/purchasing/rules.ts'
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
import { PurchasePane } from './PurchasePane.tsx'

const newest = [{ column: 'askedAt', dir: 'desc' as const }]
const looks = {
  asked: ['pause', 'warn'],
  approved: ['ring', 'accent'],
  rejected: ['cross', 'act'],
  ordered: ['halfRing', 'accent'],
  complete: ['tick', 'done'],
  dropped: ['cross', 'plain'],
} as const
export function PurchaseMark({ state }: { state: PurchaseState }) {
  const { t } = useTranslation('purchasing')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} />
}

export function PurchasesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('purchasing')
  const may = useMay()
  useAsked('purchasing', params)
  const columns = useMemo((): Column<PurchaseRow>[] => {
    const word = (name: string): string => t(`column.${name as 'no'}`)
    return [
      { id: 'no', title: word('no'), width: 160, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'supplierName', title: word('supplierName'), width: 180, grow: true, sortable: true, cell: (row) => row.supplierName },
      {
        id: 'state',
        title: word('state'),
        width: 100,
        sortable: true,
        cell: (row) => <PurchaseMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      { id: 'amountFen', title: word('amountFen'), width: 120, align: 'end', sortable: true, cell: (row) => <Money fen={row.amountFen} /> },
      { id: 'receivedFen', title: word('receivedFen'), width: 120, align: 'end', cell: (row) => <Money fen={row.receivedFen} /> },
      { id: 'invoicedFen', title: word('invoicedFen'), width: 120, align: 'end', cell: (row) => <Money fen={row.invoicedFen} /> },
      {
        id: 'dueOn',
        title: word('dueOn'),
        width: 100,
        sortable: true,
        cell: (row) => (row.dueOn === null ? <span className="muted">·</span> : <DateText on={row.dueOn} />),
      },
      { id: 'askedBy', title: word('askedBy'), width: 90, cell: (row) => row.askedBy },
      { id: 'askedAt', title: word('askedAt'), width: 110, sortable: true, cell: (row) => <DateText at={row.askedAt} near /> },
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
        options: purchaseStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      { column: 'no', title: t('column.no'), kind: 'text' },
      { column: 'supplierName', title: t('column.supplierName'), kind: 'text' },
      { column: 'askedAt', title: t('column.askedAt'), kind: 'day' },
    ],
    [t],
  )
  const views = useMemo(
    () => [
      // What somebody still has to do something with, whatever it is.
      { id: 'open', name: t('underWay'), filters: [{ column: 'state', op: 'is' as const, values: ['asked', 'approved', 'ordered'] }] },
      { id: 'asked', name: t('states.asked'), filters: [{ column: 'state', op: 'is' as const, values: ['asked'] }] },
      { id: 'ordered', name: t('states.ordered'), filters: [{ column: 'state', op: 'is' as const, values: ['ordered'] }] },
    ],
    [t],
  )
  const save: NonNullable<DataTableProps<PurchaseRow>['onExport']> = (format, question, shown, paper) => {
    const state = Object.fromEntries(purchaseStates.map((each) => [each, t(`states.${each}`)]))
    exportList({ list: 'purchasing', question, columns: columnsInFile(shown, { state }), format, paper, title: t('title') })
  }
  return (
    <DataTable<PurchaseRow>
      list="purchasing"
      title={t('title')}
      query="purchasing.page"
      page={(request) => call('purchasing.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      groups={['state', 'supplierName']}
      actions={
        <>
          <Button size="small" onPress={() => open('purchaseMonitor')}>
            {t('monitor.nav')}
          </Button>
          <Button size="small" onPress={() => open('reorder')}>
            {t('reorder.nav')}
          </Button>
        </>
      }
      toneOf={(row) => (['complete', 'rejected', 'dropped'].includes(row.state) ? 'done' : undefined)}
      pane={(row, steps) => <PurchasePane key={row.id} row={row} steps={steps} />}
      foot={(_totals, total) => t('count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="paper">{t('empty')}</Empty>}
    />
  )
}
