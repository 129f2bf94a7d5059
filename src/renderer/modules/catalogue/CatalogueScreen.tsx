// 车型库: what the group sells, with the price in force and the cars of each model that stand here.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueRow } from '../../../shared/modules/catalogue/contract.ts'
import { carSeries, energies } from '../../../shared/modules/vehicles/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { ModelDialog, PriceDialog } from './dialogs.tsx'
import { ModelPane } from './ModelPane.tsx'

export function CatalogueScreen({ params }: ScreenProps) {
  const { t } = useTranslation('catalogue')
  const may = useMay()
  useAsked('catalogue', params)
  const [about, setAbout] = useState<CatalogueRow | 'new' | null>(null)
  const [pricing, setPricing] = useState<CatalogueRow | null>(null)
  const columns = useMemo(
    (): Column<CatalogueRow>[] => [
      { id: 'series', title: t('column.series'), width: 180, sortable: true, frozen: true, cell: carSeries },
      { id: 'model', title: t('column.model'), width: 180, grow: true, sortable: true, cell: (row) => row.model },
      { id: 'energy', title: t('column.energy'), width: 90, sortable: true, cell: (row) => t(`vehicles:energy.${row.energy}`) },
      {
        id: 'listFen',
        title: t('column.listFen'),
        width: 120,
        align: 'end',
        cell: (row) => (row.listFen === null ? <span className="muted">—</span> : <Money fen={row.listFen} />),
      },
      { id: 'inStock', title: t('column.inStock'), width: 80, align: 'end', cell: (row) => row.inStock },
      {
        id: 'otherPrice',
        title: t('column.otherPrice'),
        width: 110,
        align: 'end',
        cell: (row) => <span className={row.otherPrice > 0 ? 'warn' : undefined}>{row.otherPrice}</span>,
      },
      { id: 'active', title: t('column.active'), width: 90, sortable: true, cell: (row) => t(row.active ? 'onSale' : 'ended') },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'brand', title: t('column.brand'), kind: 'text' },
      { column: 'series', title: t('column.series'), kind: 'text' },
      {
        column: 'energy',
        title: t('column.energy'),
        kind: 'choice',
        options: energies.map((value) => ({ value, label: t(`vehicles:energy.${value}`) })),
      },
    ],
    [t],
  )
  const add = may('catalogue.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
      {t('new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<CatalogueRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'catalogue', question, columns: [...shown], format, paper, title: t('title') })
  return (
    <>
      <DataTable<CatalogueRow>
        list="catalogue"
        title={t('title')}
        query="catalogue.page"
        page={(request) => call('catalogue.page', request)}
        columns={columns}
        filters={filters}
        groups={['brand', 'energy']}
        actions={add}
        toneOf={(row) => (row.active ? undefined : 'done')}
        pane={(row, steps) => (
          <ModelPane key={row.id} row={row} steps={steps} onChange={() => setAbout(row)} onPrice={() => setPricing(row)} />
        )}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="car" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <ModelDialog about={about} onClose={() => setAbout(null)} />
      <PriceDialog row={pricing} onClose={() => setPricing(null)} />
    </>
  )
}
