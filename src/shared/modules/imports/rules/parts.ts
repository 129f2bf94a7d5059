// Parts from somebody's stock list: heads as dealers and makers' catalogues write them, and one row read into what `parts.keep`
// takes: what it is, its bin, its limits and its price here.
import { NewPart } from '../../parts/contract.ts'
import type { PartClass, PartOrigin } from '../../parts/rules.ts'
import { type Cell, readChoice, readCode, readMoney, readText, readWhole, type Read } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  {
    name: 'code',
    required: true,
    heads: ['配件编码', '配件编号', '零件号', '零件编号', '配件号', '物料编码', '图号', '编码', '料号', 'part number', 'code', 'sku'],
  },
  { name: 'name', required: true, heads: ['配件名称', '零件名称', '名称', '品名', '物料名称', 'name', 'description'] },
  { name: 'barcode', heads: ['条码', '包装条码', '条形码', '商品条码', 'barcode', 'ean'] },
  { name: 'class', heads: ['分类', '配件分类', '类别', '配件类别', 'class', 'category'] },
  { name: 'origin', heads: ['来源', '配件来源', '配件性质', '品质', '属性', 'origin', 'quality'] },
  { name: 'maker', heads: ['生产厂', '生产厂家', '厂家', '品牌', '制造商', 'maker', 'brand'] },
  { name: 'tell', heads: ['告知', '告知客户', '告知内容', '质保说明'] },
  { name: 'fits', heads: ['适用车型', '适用', '车型', '配套车型', 'fits', 'models'] },
  { name: 'unit', heads: ['单位', '计量单位', '最小单位', 'unit'] },
  { name: 'perUnits', heads: ['计价数量', '价格单位数', 'per'] },
  { name: 'packUnits', heads: ['包装数量', '每包装数量', '装箱数', '最小包装', '包装量', 'pack'] },
  { name: 'weightGrams', heads: ['重量', '重量克', '单重', '毛重', 'weight'] },
  { name: 'bin', heads: ['货位', '仓位', '库位', '货架', '货架号', '储位', 'bin', 'location'] },
  { name: 'lowUnits', heads: ['下限', '库存下限', '最低库存', '安全库存', '最小库存', 'min'] },
  { name: 'highUnits', heads: ['上限', '库存上限', '最高库存', '最大库存', 'max'] },
  { name: 'priceFen', heads: ['零售价', '销售价', '售价', '单价', '价格', '含税售价', 'price'] },
]

const classes: Readonly<Record<string, PartClass>> = {
  常用: 'common',
  常用件: 'common',
  保养件: 'common',
  common: 'common',
  易损: 'wear',
  易损件: 'wear',
  wear: 'wear',
  维修: 'repair',
  维修件: 'repair',
  事故件: 'repair',
  钣金件: 'repair',
  repair: 'repair',
}
const origins: Readonly<Record<string, PartOrigin>> = {
  原厂: 'original',
  原厂件: 'original',
  正厂: 'original',
  original: 'original',
  oem: 'original',
  质量相当: 'equivalent',
  质量相当件: 'equivalent',
  同质: 'equivalent',
  同质件: 'equivalent',
  品牌件: 'equivalent',
  副厂: 'equivalent',
  副厂件: 'equivalent',
  equivalent: 'equivalent',
  再制造: 'remanufactured',
  再制造件: 'remanufactured',
  remanufactured: 'remanufactured',
  回用: 'reused',
  回用件: 'reused',
  拆车件: 'reused',
  二手件: 'reused',
  reused: 'reused',
}

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
  const whole = (field: string): number | null => take(field, readWhole(cell(field)))
  const origin = take('origin', readChoice(cell('origin'), origins))
  if (origin === null && !issues.some(({ field }) => field === 'origin')) warnings.push({ field: 'origin', code: 'origin-assumed' })
  const lowUnits = whole('lowUnits')
  const highUnits = whole('highUnits')
  if (lowUnits !== null && highUnits !== null && lowUnits > highUnits) issues.push({ field: 'highUnits', code: 'limits-crossed' })
  const parsed = NewPart.safeParse({
    code: take('code', readCode(cell('code'))) ?? '',
    name: text('name') ?? '',
    barcode: take('barcode', readCode(cell('barcode'))),
    class: take('class', readChoice(cell('class'), classes)) ?? 'common',
    origin: origin ?? 'original',
    maker: text('maker'),
    tell: text('tell'),
    fits: text('fits'),
    unit: text('unit') ?? '件',
    perUnits: whole('perUnits') ?? 1,
    packUnits: whole('packUnits') ?? 1,
    weightGrams: whole('weightGrams') ?? undefined,
    bin: text('bin'),
    lowUnits,
    highUnits,
    priceFen: take('priceFen', readMoney(cell('priceFen'), having.inWan.has('priceFen'))),
  })
  // A cell that could not be read is one problem, not also a missing one.
  const told = new Set(issues.map(({ field }) => field))
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? 'code')
    if (!told.has(field)) issues.push({ field, code: issue.message === 'required' ? 'missing' : codeOf(issue) })
  }
  const value = parsed.success && issues.length === 0 ? parsed.data : null
  return { value, issues, warnings, keys: value === null ? [] : [`part:${value.code}`] }
}

export const partRows: KindDef = { fields, read }
