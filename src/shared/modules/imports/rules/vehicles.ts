// Cars from somebody's stock list: heads as dealers write them, and one row read into what `vehicles.arrive` takes.
import { NewVehicle } from '../../vehicles/contract/fields.ts'
import { checkVin, type Energy } from '../../vehicles/rules.ts'
import { type Cell, readChoice, readCode, readDay, readMoney, readText, readWhole, type Read } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  { name: 'vin', required: true, heads: ['车架号', 'VIN', 'VIN码', 'VIN号', '车辆识别代号', '车辆识别代码', '底盘号', '大架号'] },
  { name: 'vinOverride', heads: ['车架号说明', 'VIN说明', '校验位说明'] },
  { name: 'stockNo', heads: ['库存号', '库存编号', '车辆编号', '入库单号', 'stockno'] },
  { name: 'brand', required: true, heads: ['品牌', '厂牌', 'brand', 'make'] },
  { name: 'series', required: true, heads: ['车系', '车型', '车型名称', 'series', 'model'] },
  { name: 'model', required: true, heads: ['配置', '车型配置', '款型', '型号', '版本', '车款', 'trim', 'version'] },
  { name: 'modelYear', heads: ['年款', '车型年份', 'modelyear'] },
  { name: 'exterior', heads: ['外观', '外观颜色', '外观色', '车身颜色', '颜色', '车色', 'color', 'exterior'] },
  { name: 'interior', heads: ['内饰', '内饰颜色', '内饰色', 'interior'] },
  { name: 'energy', heads: ['能源类型', '能源', '燃料类型', '燃料种类', '动力类型', 'energy', 'fuel'] },
  { name: 'engineNo', heads: ['发动机号', '发动机号码', '电机号', '电动机号', 'engineno'] },
  { name: 'certificateNo', heads: ['合格证号', '合格证编号', '合格证', 'certificate'] },
  { name: 'origin', heads: ['产地', '生产地', 'origin'] },
  { name: 'producedOn', heads: ['生产日期', '出厂日期', '下线日期', 'produced'] },
  { name: 'seats', heads: ['座位数', '座位', '限乘人数', '核定载客', 'seats'] },
  { name: 'plate', heads: ['车牌', '车牌号', '号牌', '车牌号码', 'plate'] },
  { name: 'listFen', required: true, heads: ['指导价', '厂商指导价', '官方指导价', '建议零售价', '市场指导价', 'msrp', 'listprice'] },
  { name: 'priceFen', heads: ['售价', '销售价', '店内售价', '定价', '报价', 'price'] },
  { name: 'state', heads: ['状态', '库存状态', '车辆状态', 'state', 'status'] },
  { name: 'location', heads: ['库位', '停放位置', '存放位置', '位置', '车位', 'location'] },
  { name: 'arrivedOn', heads: ['到店日期', '入库日期', '到库日期', '入库时间', '到店时间', 'arrived'] },
  { name: 'expectedOn', heads: ['预计到店', '预计到店日期', '预计到货', 'expected'] },
  { name: 'costFen', heads: ['进价', '采购价', '成本', '成本价', '进货价', '提车价', 'cost'] },
  { name: 'rebateFen', heads: ['返利', '厂家返利', 'rebate'] },
  { name: 'note', heads: ['备注', '说明', 'note', 'remark'] },
]

const energies: Readonly<Record<string, Energy>> = {
  燃油: 'fuel',
  汽油: 'fuel',
  柴油: 'fuel',
  油电混动: 'fuel',
  混动: 'fuel',
  hev: 'fuel',
  fuel: 'fuel',
  新能源: 'nev',
  纯电: 'nev',
  纯电动: 'nev',
  电动: 'nev',
  插混: 'nev',
  插电混动: 'nev',
  插电式混合动力: 'nev',
  增程: 'nev',
  增程式: 'nev',
  燃料电池: 'nev',
  ev: 'nev',
  bev: 'nev',
  phev: 'nev',
  erev: 'nev',
  nev: 'nev',
}
const states = {
  在库: 'in-stock',
  库存: 'in-stock',
  在店: 'in-stock',
  待售: 'for-sale',
  在售: 'for-sale',
  可售: 'for-sale',
  试驾车: 'demo',
  试驾: 'demo',
  展车: 'for-sale',
  在途: 'in-transit',
  维修中: 'in-repair',
  在修: 'in-repair',
  质押: 'pledged',
  质押中: 'pledged',
} as const

function read(cells: Readonly<Record<string, Cell>>, having: ReadWith): RowRead {
  const issues: Issue[] = []
  const warnings: Issue[] = []
  const take = <Value>(field: string, result: Read<Value>): Value | null => {
    if (result.ok) return result.value
    issues.push({ field, code: result.issue })
    return null
  }
  const cell = (field: string): Cell => cells[field] ?? null
  const text = (field: string): string | null => take(field, readText(cell(field)))
  const money = (field: string): number | null => take(field, readMoney(cell(field), having.inWan.has(field)))
  const day = (field: string): string | null => take(field, readDay(cell(field)))

  const listFen = money('listFen')
  const priceFen = money('priceFen') ?? listFen
  const costFen = money('costFen')
  const rebateFen = money('rebateFen')
  if (costFen !== null && !having.mayCost) warnings.push({ field: 'costFen', code: 'cost-left-out' })
  const arrivedOn = day('arrivedOn')
  if (arrivedOn !== null && arrivedOn > having.today) issues.push({ field: 'arrivedOn', code: 'day-ahead' })
  const vin = take('vin', readCode(cell('vin'))) ?? ''
  for (const problem of checkVin(vin).problems)
    if (problem.severity === 'warn') warnings.push({ field: 'vin', code: `vin-${problem.code}` })
  const draft = {
    vin,
    vinOverride: text('vinOverride'),
    stockNo: take('stockNo', readCode(cell('stockNo'))),
    brand: text('brand') ?? '',
    series: text('series') ?? '',
    model: text('model') ?? '',
    modelYear: take('modelYear', readWhole(cell('modelYear'))),
    exterior: text('exterior'),
    interior: text('interior'),
    energy: take('energy', readChoice(cell('energy'), energies)) ?? 'fuel',
    engineNo: take('engineNo', readCode(cell('engineNo'))),
    certificateNo: take('certificateNo', readCode(cell('certificateNo'))),
    origin: text('origin'),
    producedOn: day('producedOn'),
    seats: take('seats', readWhole(cell('seats'))),
    plate: take('plate', readCode(cell('plate'))),
    listFen: listFen ?? undefined,
    priceFen: priceFen ?? undefined,
    state: take('state', readChoice(cell('state'), states)) ?? 'in-stock',
    location: text('location'),
    arrivedOn,
    expectedOn: day('expectedOn'),
    cost: costFen !== null && having.mayCost ? { costFen, rebateFen: rebateFen ?? 0, note: null } : null,
    note: text('note'),
  }
  const parsed = NewVehicle.safeParse(draft)
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const field = issue.path[0] === 'cost' ? String(issue.path[1] ?? 'costFen') : String(issue.path[0] ?? 'vin')
      // A price that could not be read is named once, under the column it stands in.
      if (!issues.some((known) => known.field === field) && !(field === 'priceFen' && priceFen === null))
        issues.push({ field, code: codeOf(issue) })
    }
  const value = parsed.success && issues.length === 0 ? parsed.data : null
  return { value, issues, warnings, keys: value === null ? [] : [`vin:${value.vin}`, ...(value.stockNo ? [`stock:${value.stockNo}`] : [])] }
}

export const vehicleRows: KindDef = { fields, read }
