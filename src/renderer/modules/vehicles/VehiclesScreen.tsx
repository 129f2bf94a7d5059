// 车辆: every car of the group this desktop knows, oldest in stock first, with the totals of what is shown.
import BoxIcon from 'lucide-react/icons/box'
import ImportIcon from 'lucide-react/icons/file-down'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VehicleRow } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { vehicleStates } from '../../../shared/modules/vehicles/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mix } from '../../ui/Mix.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { ArriveDialog } from './ArriveDialog.tsx'
import { columnsOf, filtersOf, viewsOf } from './columns.tsx'
import { HandDialog, type Handing } from './HandDialog.tsx'
import { HandBar } from './HandBar.tsx'
import { VehiclePane } from './VehiclePane.tsx'
import { mixOf, numberOf } from './words.ts'
import './vehicles.css'

const groups = ['state', 'series', 'exterior', 'location', 'energy', 'arrivedOn']
const oldest = [{ column: 'ageDays', dir: 'desc' as const }]

export function VehiclesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  useAsked('vehicles', params)
  const { data: words } = useLive('vehicles.words', {})
  const [arriving, setArriving] = useState(false)
  const costs = may('vehicles.cost')
  const { data: status } = useLive('sync.status', {})
  const joined = status?.joined === true
  const columns = useMemo(() => columnsOf(t, { costs, joined }), [t, costs, joined])
  const filters = useMemo(() => filtersOf(t, { sites: words?.sites ?? [], desks: words?.desks ?? [], joined }), [t, words, joined])
  const [handing, setHanding] = useState<(Handing & { done: () => void }) | null>(null)
  const views = useMemo(() => viewsOf(t), [t])
  const openCar = (car: VehicleRow): void => open('vehicle', { record: car.id, title: car.stockNo })
  const add = may('vehicles.edit') && (
    <Button size="small" icon={BoxIcon} shortcut="F6" onPress={() => setArriving(true)}>
      {t('arrive.nav')}
    </Button>
  )
  const bring = may('imports.run') && (
    <Button size="small" icon={ImportIcon} onPress={() => open('imports', { params: { kind: 'vehicles' } })}>
      {t('import')}
    </Button>
  )
  const save: NonNullable<DataTableProps<VehicleRow>['onExport']> = (format, question, shown, paper) => {
    const state = Object.fromEntries(vehicleStates.map((each) => [each, t(`ui:vehicle.${each}`)]))
    exportList({
      list: 'vehicles',
      question,
      columns: columnsInFile(shown, { state }, { siteId: 'site' }),
      format,
      paper,
      title: t('title'),
    })
  }
  return (
    <>
      <DataTable<VehicleRow>
        list="vehicles"
        title={t('title')}
        query="vehicles.page"
        page={(request) => call('vehicles.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={oldest}
        groups={groups}
        actions={
          <>
            {bring}
            {add}
          </>
        }
        onOpen={openCar}
        {...(may('vehicles.edit') && joined
          ? {
              ticked: (ticked) => (
                <HandBar
                  ticked={ticked}
                  others={words?.desks.some((desk) => desk.own && !desk.here) ?? false}
                  sites={words?.sites.some((site) => !site.own) ?? false}
                  onDeed={(deed, ids) => setHanding({ deed, ids, done: ticked.clear })}
                />
              ),
            }
          : {})}
        toneOf={(car) => (car.state === 'sold' ? 'done' : undefined)}
        pane={(car, steps) => <VehiclePane key={car.id} row={car} steps={steps} onOpen={() => openCar(car)} />}
        foot={(totals, total) => (
          <>
            <span className="nowrap">
              {t('count', { count: total })} <span className="muted">{t('sellable', { count: numberOf(totals, 'sellable') })}</span>
            </span>
            <Mix label={t('column.state')} parts={mixOf(totals, (state) => t(`ui:vehicle.${state}`))} />
          </>
        )}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty
            drawing="car"
            action={
              <div className="row">
                {add}
                {bring}
              </div>
            }
          >
            {t('empty')}
          </Empty>
        }
      />
      <ArriveDialog open={arriving} onClose={() => setArriving(false)} />
      <HandDialog handing={handing} onClose={() => setHanding(null)} onDone={() => handing?.done()} />
    </>
  )
}
