// The workshop's jobs from a maker's or somebody's own list: heads as they write them, one row read into a job of the catalogue with
// its hours, the cars it is for and, where the file says one, a fixed price. Which parts it takes is entered by hand.
import { NewJob } from '../../jobs/contract.ts'
import { jobIdOf, type CarArea, type JobKind } from '../../jobs/rules.ts'
import { type Cell, isNothing, readChoice, readMoney, readText, textOf, type Read } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  {
    name: 'code',
    required: true,
    heads: ['项目编码', '项目代码', '工时代码', '维修代码', '作业代码', '编码', '代码', 'code', 'operation code'],
  },
  { name: 'name', required: true, heads: ['项目名称', '维修项目', '作业项目', '工时名称', '项目', '名称', 'name', 'operation'] },
  { name: 'minutes', required: true, heads: ['标准工时', '工时', '工时定额', '定额工时', '标准工时小时', 'hours', 'labour hours'] },
  { name: 'brand', heads: ['品牌', '适用品牌', 'brand'] },
  { name: 'series', heads: ['车系', '适用车系', '适用车型', '车型', 'series', 'model'] },
  { name: 'area', heads: ['部位', '系统', '维修部位', '总成', 'area', 'system'] },
  { name: 'kind', heads: ['类型', '项目类型', '作业类型', '维修类型', 'type', 'kind'] },
  { name: 'priceFen', heads: ['固定价', '一口价', '工时费', '价格', '单价', 'price'] },
  { name: 'note', heads: ['备注', '说明', 'note', 'remark'] },
]

const areas: Readonly<Record<string, CarArea>> = {
  发动机: 'engine',
  变速箱: 'gearbox',
  变速器: 'gearbox',
  底盘: 'chassis',
  悬架: 'chassis',
  制动: 'brakes',
  刹车: 'brakes',
  转向: 'steering',
  电气: 'electrics',
  电器: 'electrics',
  空调: 'climate',
  三电: 'traction',
  电池: 'traction',
  电机: 'traction',
  车身: 'body',
  轮胎: 'tyres',
  整车: 'whole',
  全车: 'whole',
}
const kinds: Readonly<Record<string, JobKind>> = {
  保养: 'maintenance',
  检查: 'inspection',
  检测: 'inspection',
  维修: 'repair',
  检修: 'repair',
  更换: 'replacement',
  钣金: 'panel',
  喷漆: 'paint',
  加装: 'fitting',
  精品: 'fitting',
  清洁: 'cleaning',
  美容: 'cleaning',
}

/** `0.5`, `1.25 小时` or `30 分钟`, to whole minutes. */
function readHours(cell: Cell): Read<number> {
  if (isNothing(cell)) return { ok: true, value: null }
  const text = textOf(cell).replace(/\s/g, '')
  const minutes = /^(\d{1,5})(?:分钟?|min)$/i.exec(text)
  if (minutes) return { ok: true, value: Number(minutes[1]) }
  const hours = /^(\d{1,3}(?:\.\d{1,3})?)(?:小时|工时|h)?$/i.exec(text)
  return hours ? { ok: true, value: Math.round(Number(hours[1]) * 60) } : { ok: false, issue: 'hours' }
}

function read(cells: Readonly<Record<string, Cell>>, having: ReadWith): RowRead {
  const issues: Issue[] = []
  const take = <Value>(field: string, result: Read<Value>): Value | null => {
    if (result.ok) return result.value
    issues.push({ field, code: result.issue })
    return null
  }
  const cell = (field: string): Cell => cells[field] ?? null
  const text = (field: string): string | null => take(field, readText(cell(field)))
  const priceFen = take('priceFen', readMoney(cell('priceFen'), having.inWan.has('priceFen')))
  if (priceFen !== null && priceFen < 0) issues.push({ field: 'priceFen', code: 'too-small' })
  const parsed = NewJob.safeParse({
    code: text('code') ?? '',
    name: text('name') ?? '',
    brand: text('brand'),
    series: text('series'),
    area: take('area', readChoice(cell('area'), areas)) ?? 'whole',
    kind: take('kind', readChoice(cell('kind'), kinds)) ?? 'repair',
    minutes: take('minutes', readHours(cell('minutes'))),
    parts: [],
    note: text('note'),
  })
  // A cell that could not be read is one problem, not also a missing one.
  const told = new Set(issues.map(({ field }) => field))
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? 'code')
    if (!told.has(field)) issues.push({ field, code: issue.message === 'required' ? 'missing' : codeOf(issue) })
  }
  const value = parsed.success && issues.length === 0 ? { ...parsed.data, priceFen } : null
  return { value, issues, warnings: [], keys: value ? [`job:${jobIdOf(value.code, value)}`] : [] }
}

export const jobRows: KindDef = { fields, read }
