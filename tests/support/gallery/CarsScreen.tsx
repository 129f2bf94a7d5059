import BoxIcon from 'lucide-react/icons/box'
import { useMemo } from 'react'
import type { Envelope } from '../../../src/shared/errors.ts'
import type { ListPage } from '../../../src/shared/list.ts'
import { open } from '../../../src/renderer/state.ts'
import { Button } from '../../../src/renderer/ui/Button.tsx'
import { DetailPane, Section } from '../../../src/renderer/ui/DetailPane.tsx'
import { Drawing, Empty } from '../../../src/renderer/ui/Empty.tsx'
import { KeyValue } from '../../../src/renderer/ui/KeyValue.tsx'
import { StatusTag, SyncBadge, type Standing, type VehicleState } from '../../../src/renderer/ui/Mark.tsx'
import { Measured, Mix } from '../../../src/renderer/ui/Mix.tsx'
import { Money } from '../../../src/renderer/ui/Money.tsx'
import { Timeline } from '../../../src/renderer/ui/Timeline.tsx'
import { Vin } from '../../../src/renderer/ui/Vin.tsx'
import type { BuiltInView, Column, FilterDef } from '../../../src/renderer/ui/table/columns.ts'
import { exportList } from '../../../src/renderer/ui/table/export-list.ts'
import { DataTable } from '../../../src/renderer/ui/table/DataTable.tsx'
import type { Car } from './fake-main.ts'

const words = {
  'in-stock': '在库',
  'for-sale': '待售',
  demo: '试驾车',
  'in-repair': '维修中',
  pledged: '质押',
  sold: '已售',
  'in-transit': '在途',
}
const colors: Record<string, string> = {
  'in-stock': 'var(--v-stock)',
  'for-sale': 'var(--v-ready)',
  demo: 'var(--v-demo)',
  'in-repair': 'var(--v-repair)',
  pledged: 'var(--v-pledged)',
  sold: 'var(--line-3)',
  'in-transit': 'var(--v-transit)',
}
const filters: FilterDef[] = [
  {
    column: 'state',
    title: '状态',
    kind: 'choice',
    options: Object.entries(words).map(([value, label]) => ({ value, label, mark: <StatusTag state={value as VehicleState} /> })),
  },
  { column: 'priceFen', title: '售价', kind: 'money' },
  { column: 'age', title: '库龄', kind: 'number' },
  { column: 'arrivedOn', title: '到店', kind: 'day' },
  { column: 'series', title: '车型', kind: 'text', canBeEmpty: true },
]
const views: BuiltInView[] = [
  { id: 'all', name: '本店全部', filters: [] },
  { id: 'sale', name: '可售', filters: [{ column: 'state', op: 'is', values: ['for-sale', 'in-stock'] }] },
  { id: 'old', name: '超 60 天', filters: [{ column: 'age', op: 'between', values: [60, null] }] },
  { id: 'demo', name: '试驾车', filters: [{ column: 'state', op: 'is', values: ['demo'] }] },
  { id: 'transit', name: '在途', filters: [{ column: 'state', op: 'is', values: ['in-transit'] }] },
]
const sort = [{ column: 'age', dir: 'desc' as const }]

export function CarsScreen() {
  const columns = useMemo(
    (): Column<Car>[] => [
      {
        id: 'stockNo',
        title: '库存号',
        width: 66,
        sortable: true,
        frozen: true,
        cell: (car) => <span className="muted">{car.stockNo}</span>,
      },
      {
        id: 'series',
        title: '车型',
        width: 70,
        sortable: true,
        cell: (car) => <span className="mid">{car.series}</span>,
        text: (car) => car.series,
      },
      { id: 'model', title: '配置', width: 82, cell: (car) => car.model },
      {
        id: 'exterior',
        title: '外观',
        width: 74,
        cell: (car) => (
          <>
            <span
              style={{
                display: 'inline-block',
                width: 9,
                height: 9,
                borderRadius: 2,
                marginRight: 5,
                background: car.swatch,
                boxShadow: 'inset 0 0 0 1px rgb(0 0 0 / .18), 0 0 0 1px var(--line-2)',
              }}
            />
            {car.exterior}
          </>
        ),
      },
      { id: 'vin', title: 'VIN 尾号', width: 82, cell: (car) => <Vin vin={car.vin} tail /> },
      { id: 'state', title: '状态', width: 72, cell: (car) => <StatusTag state={car.state as VehicleState} /> },
      { id: 'location', title: '库位', width: 70, cell: (car) => car.location },
      {
        id: 'age',
        title: '库龄',
        width: 68,
        align: 'end',
        sortable: true,
        cell: (car) => <Measured value={car.age} full={150} warn={60} act={90} quiet={car.state === 'sold'} />,
        foot: (totals) => (
          <>
            <span className="muted">均</span> {totals['age']}
          </>
        ),
      },
      { id: 'arrivedOn', title: '到店', width: 84, sortable: true, cell: (car) => <span className="muted">{car.arrivedOn}</span> },
      {
        id: 'listFen',
        title: '指导价',
        width: 100,
        align: 'end',
        sortable: true,
        cell: (car) => <Money fen={car.listFen} />,
        foot: (totals) => <Money fen={totals['listFen'] as number} />,
      },
      {
        id: 'priceFen',
        title: '售价',
        width: 100,
        align: 'end',
        sortable: true,
        cell: (car) => (
          <span className="mid">
            <Money fen={car.priceFen} />
          </span>
        ),
        foot: (totals) => <Money fen={totals['priceFen'] as number} />,
      },
      { id: 'customer', title: '客户', width: 62, grow: true, cell: (car) => car.customer || <span className="muted">·</span> },
      { id: 'sync', title: '同步', width: 76, cell: (car) => <SyncBadge standing={car.standing as Standing} /> },
    ],
    [],
  )
  return (
    <DataTable<Car>
      list="vehicles"
      title="车辆"
      query={'shell.views'}
      page={(request) => window.forecourt.call('vehicles.page', request) as Promise<Envelope<ListPage<Car>>>}
      columns={columns}
      filters={filters}
      views={views}
      sort={sort}
      actions={
        <Button size="small" icon={BoxIcon} shortcut="F6" onPress={() => undefined}>
          扫码入库
        </Button>
      }
      ticked={(ticked) => (
        <Button size="small" onPress={ticked.clear}>
          标为试驾车
        </Button>
      )}
      onOpen={(car) => open('order', { record: car.id, title: car.stockNo })}
      onExport={(format, question, shown) => exportList({ list: 'vehicles', title: '车辆', question, columns: [...shown], format })}
      toneOf={(car) => (car.state === 'sold' ? 'done' : undefined)}
      foot={(totals, total) => (
        <>
          <span className="nowrap">
            {total} 台 <span className="muted">· 可售 {totals['state for-sale'] ?? 0}</span>
          </span>
          <Mix
            label="状态"
            parts={Object.keys(colors).map((state) => ({
              name: words[state as 'demo'],
              value: Number(totals[`state ${state}`] ?? 0),
              color: colors[state]!,
            }))}
          />
        </>
      )}
      pane={(car, steps) => (
        <DetailPane
          number={car.stockNo}
          steps={steps}
          drawing={<Drawing of="car" />}
          title={
            <>
              {car.series}{' '}
              <span className="ink2" style={{ fontWeight: 400, fontSize: 13 }}>
                {car.model}
              </span>
            </>
          }
          tag={<StatusTag state={car.state as VehicleState} tag />}
          figure={<Money fen={car.priceFen} />}
          caption="指导价 ¥189,900.00 · 优惠 ¥6,000.00"
          actions={
            <>
              <Button kind="primary" shortcut="mod+N" onPress={() => undefined}>
                建订单
              </Button>
              <Button>试驾</Button>
              <Button>预留</Button>
            </>
          }
        >
          <Section>
            <KeyValue
              pairs={[
                ['VIN', <Vin key="v" vin={car.vin} />],
                ['外观内饰', `${car.exterior} · 米色`],
                ['年款产地', '2026 款 · 示例市'],
                ['合格证', '在店 · 保险柜 B-07'],
                [
                  '库位',
                  <>
                    {car.location} <span className="muted">自 2026-11-03</span>
                  </>,
                ],
                [
                  '库龄',
                  <>
                    {car.age} 天 <span className="muted">60 天警戒已过 13 天</span>
                  </>,
                ],
              ]}
            />
          </Section>
          <Section title="最近">
            <Timeline
              items={[
                { id: '1', what: '10:52 标价牌已打印', note: '陈屿 · 前台 2 号机 · 仅本机', standing: 'local' },
                { id: '2', what: '10:05 试看：周杉', note: '陈屿 · 前台 2 号机', standing: 'confirmed' },
                { id: '3', what: '2026-11-03 移至展厅 1', note: '梁渡 · 库管机', standing: 'confirmed' },
              ]}
            />
          </Section>
        </DetailPane>
      )}
      empty={
        <Empty drawing="car" action={<Button kind="primary">扫码入库</Button>}>
          还没有车。扫第一台车的车架号，或从表格导入。
        </Empty>
      }
    />
  )
}
