// Cars as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { VehicleRow } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { carSeries, energies, vehicleStates } from '../../../shared/modules/vehicles/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { StatusTag, SyncBadge } from '../../ui/Mark.tsx'
import { Measured } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import { type BuiltInView, type Column, type FilterDef, siteFilter } from '../../ui/table/columns.ts'
import { Vin } from '../../ui/Vin.tsx'
import { RightMark } from './SaleRight.tsx'
import { numberOf, paintOf, rightWord } from './words.ts'

const nothing = <span className="muted">·</span>

export function Paint({ name }: { name: string | null }) {
  if (!name) return nothing
  const color = paintOf(name)
  return (
    <>
      {color && <i className="paint" style={{ background: color }} aria-hidden />}
      {name}
    </>
  )
}

export const columnsOf = (t: TFunction, { costs, joined }: { costs: boolean; joined: boolean }): Column<VehicleRow>[] => {
  const word = (name: string): string => t(`vehicles:column.${name}`)
  const sum = (name: string) => (totals: Readonly<Record<string, unknown>>) => <Money fen={numberOf(totals, name)} />
  return [
    {
      id: 'stockNo',
      title: word('stockNo'),
      width: 96,
      sortable: true,
      frozen: true,
      cell: (car) => <span className="muted">{car.stockNo}</span>,
      text: (car) => car.stockNo,
    },
    {
      id: 'series',
      title: word('series'),
      width: 84,
      sortable: true,
      cell: (car) => <span className="mid">{carSeries(car)}</span>,
      text: carSeries,
    },
    { id: 'model', title: word('model'), width: 92, grow: true, sortable: true, cell: (car) => car.model },
    {
      id: 'exterior',
      title: word('exterior'),
      width: 76,
      sortable: true,
      cell: (car) => <Paint name={car.exterior} />,
      text: (car) => car.exterior ?? '',
    },
    { id: 'interior', title: word('interior'), width: 44, cell: (car) => car.interior ?? nothing },
    { id: 'vin', title: word('vin'), width: 76, cell: (car) => <Vin vin={car.vin} tail />, text: (car) => car.vin },
    {
      id: 'state',
      title: word('state'),
      width: 74,
      sortable: true,
      cell: (car) => <StatusTag state={car.state} />,
      text: (car) => t(`ui:vehicle.${car.state}`),
    },
    ...(joined
      ? [
          {
            id: 'right',
            title: word('right'),
            width: 88,
            sortable: true,
            cell: (car: VehicleRow) => <RightMark car={car} />,
            text: (car: VehicleRow) => rightWord(t, car),
          },
        ]
      : []),
    {
      id: 'ageDays',
      title: word('ageDays'),
      width: 68,
      align: 'end',
      sortable: true,
      cell: (car) =>
        car.ageDays === null ? (
          <span className="muted">—</span>
        ) : (
          <Measured value={car.ageDays} full={150} warn={60} act={90} quiet={car.state === 'sold'} />
        ),
      text: (car) => (car.ageDays === null ? '' : String(car.ageDays)),
      foot: (totals) => (
        <>
          <span className="muted">{t('vehicles:average')}</span> {Math.round(numberOf(totals, 'averageAge'))}
        </>
      ),
    },
    {
      id: 'listFen',
      title: word('listFen'),
      width: 104,
      align: 'end',
      sortable: true,
      cell: (car) => <Money fen={car.listFen} />,
      foot: sum('listFen'),
    },
    {
      id: 'priceFen',
      title: word('priceFen'),
      width: 104,
      align: 'end',
      sortable: true,
      cell: (car) => (
        <span className="mid">
          <Money fen={car.priceFen} />
        </span>
      ),
      foot: sum('priceFen'),
    },
    { id: 'location', title: word('location'), width: 72, sortable: true, cell: (car) => car.location ?? nothing },
    {
      id: 'arrivedOn',
      title: word('arrivedOn'),
      width: 84,
      sortable: true,
      cell: (car) =>
        car.arrivedOn ? <span className="muted">{car.arrivedOn}</span> : <span className="coming">{car.expectedOn ?? '—'}</span>,
      text: (car) => car.arrivedOn ?? car.expectedOn ?? '',
    },
    ...(costs
      ? [
          {
            id: 'costFen',
            title: word('costFen'),
            width: 104,
            align: 'end' as const,
            hidden: true,
            cell: (car: VehicleRow) => (car.costFen === null ? nothing : <Money fen={car.costFen} />),
          },
        ]
      : []),
    { id: 'customer', title: word('customer'), width: 64, cell: (car) => car.customer ?? nothing },
    { id: 'plate', title: word('plate'), width: 84, hidden: true, cell: (car) => car.plate ?? nothing },
    {
      id: 'modelYear',
      title: word('modelYear'),
      width: 56,
      align: 'end',
      sortable: true,
      hidden: true,
      cell: (car) => car.modelYear ?? nothing,
    },
    {
      id: 'leftOn',
      title: word('leftOn'),
      width: 84,
      sortable: true,
      hidden: true,
      cell: (car) => (car.leftOn ? <DateText on={car.leftOn} /> : nothing),
    },
    { id: 'siteId', title: word('site'), width: 90, hidden: true, cell: (car) => car.site ?? nothing },
    { id: 'sync', title: word('sync'), width: 76, cell: (car) => <SyncBadge standing={car.standing} /> },
  ]
}

type Known = {
  sites: readonly { id: string; name: string }[]
  desks: readonly { id: string; name: string; here: boolean }[]
  joined: boolean
}

export const filtersOf = (t: TFunction, { sites, desks, joined }: Known): FilterDef[] => {
  const word = (name: string): string => t(`vehicles:column.${name}`)
  return [
    {
      column: 'state',
      title: word('state'),
      kind: 'choice',
      options: vehicleStates.map((value) => ({ value, label: t(`ui:vehicle.${value}`), mark: <StatusTag state={value} /> })),
    },
    ...siteFilter(word('site'), sites),
    ...(joined
      ? [
          {
            column: 'right',
            title: word('right'),
            kind: 'choice' as const,
            options: [
              ...desks.map((desk) => ({ value: desk.id, label: desk.here ? t('vehicles:right.word.here') : desk.name })),
              { value: 'hq', label: t('vehicles:right.word.hqLong') },
            ],
          },
        ]
      : []),
    { column: 'series', title: word('series'), kind: 'text' },
    { column: 'model', title: word('model'), kind: 'text' },
    { column: 'exterior', title: word('exterior'), kind: 'text', canBeEmpty: true },
    { column: 'location', title: word('location'), kind: 'text', canBeEmpty: true },
    {
      column: 'energy',
      title: word('energy'),
      kind: 'choice',
      options: energies.map((value) => ({ value, label: t(`vehicles:energy.${value}`) })),
    },
    { column: 'ageDays', title: word('ageDays'), kind: 'number' },
    { column: 'arrivedOn', title: word('arrivedOn'), kind: 'day', canBeEmpty: true },
    { column: 'listFen', title: word('listFen'), kind: 'money' },
    { column: 'priceFen', title: word('priceFen'), kind: 'money' },
  ]
}

export const viewsOf = (t: TFunction): BuiltInView[] => [
  { id: 'here', name: t('vehicles:views.here'), filters: [{ column: 'state', op: 'not', values: ['sold'] }] },
  { id: 'sale', name: t('vehicles:views.sale'), filters: [{ column: 'state', op: 'is', values: ['for-sale', 'in-stock'] }] },
  {
    id: 'old',
    name: t('vehicles:views.old'),
    filters: [
      { column: 'state', op: 'not', values: ['sold'] },
      { column: 'ageDays', op: 'between', values: [60, null] },
    ],
  },
  { id: 'demo', name: t('vehicles:views.demo'), filters: [{ column: 'state', op: 'is', values: ['demo'] }] },
  { id: 'coming', name: t('vehicles:views.coming'), filters: [{ column: 'state', op: 'is', values: ['in-transit'] }] },
  {
    id: 'sold',
    name: t('vehicles:views.sold'),
    filters: [{ column: 'state', op: 'is', values: ['sold'] }],
    sort: [{ column: 'leftOn', dir: 'desc' }],
  },
  { id: 'all', name: t('vehicles:views.all'), filters: [] },
]
