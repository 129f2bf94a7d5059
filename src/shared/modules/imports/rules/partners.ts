// People a partner shares with the store (a lender, an insurer): who, by whom, and on what ground. Without a ground and its day
// a row is not taken.
import { PartnerCustomer } from '../../customers/contract/online.ts'
import { type Cell, readDay, readPhones, readText, type Read } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  { name: 'name', required: true, heads: ['姓名', '客户姓名', '客户', 'name'] },
  { name: 'phone', required: true, heads: ['手机', '手机号', '手机号码', '联系电话', '电话', 'phone', 'mobile'] },
  { name: 'partner', required: true, heads: ['合作方', '机构', '合作机构', '金融机构', '银行', '保险公司', '来源机构', 'partner'] },
  { name: 'basis', required: true, heads: ['授权书', '授权依据', '依据', '授权编号', '授权书编号', '同意书', 'consent', 'basis'] },
  { name: 'agreedOn', required: true, heads: ['授权日期', '授权日', '同意日期', '签署日期', 'consentdate', 'agreed'] },
  { name: 'product', heads: ['产品', '业务', '意向', '意向车型', 'product'] },
  { name: 'note', heads: ['备注', '说明', 'note'] },
]

function read(cells: Readonly<Record<string, Cell>>, having: ReadWith): RowRead {
  const issues: Issue[] = []
  const take = <Value>(field: string, result: Read<Value>): Value | null => {
    if (result.ok) return result.value
    issues.push({ field, code: result.issue })
    return null
  }
  const text = (field: string): string | null => take(field, readText(cells[field] ?? null))
  const agreedOn = take('agreedOn', readDay(cells['agreedOn'] ?? null))
  if (agreedOn !== null && agreedOn > having.today) issues.push({ field: 'agreedOn', code: 'day-ahead' })
  const parsed = PartnerCustomer.safeParse({
    name: text('name') ?? '',
    phone: (take('phone', readPhones(cells['phone'] ?? null)) ?? [])[0] ?? '',
    partner: text('partner') ?? '',
    basis: text('basis') ?? '',
    agreedOn,
    product: text('product'),
    note: text('note'),
  })
  // A cell that could not be read is one problem, not also a missing one.
  const told = new Set(issues.map(({ field }) => field))
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? 'phone')
    if (!told.has(field)) issues.push({ field, code: codeOf(issue) })
  }
  const value = parsed.success && issues.length === 0 ? parsed.data : null
  return { value, issues, warnings: [], keys: value ? [`partner:${value.phone}:${value.partner}`] : [] }
}

export const partnerRows: KindDef = { fields, read }
