// Leads from a website's or a platform's export: heads as they write them, and one row read into what a lead takes. A known
// phone is that customer; who has an open lead already counts as a duplicate.
import { NewLead } from '../../leads/contract/fields.ts'
import type { Horizon } from '../../leads/rules.ts'
import { type Cell, readChoice, readDay, readMoney, readPhones, readText, type Read } from './cells.ts'
import { codeOf, levels } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  {
    name: 'name',
    required: true,
    heads: ['姓名', '客户姓名', '用户姓名', '称呼', '昵称', '用户昵称', '留资人', '客户', 'name', 'nickname'],
  },
  {
    name: 'phone',
    required: true,
    heads: ['手机', '手机号', '手机号码', '联系电话', '电话', '联系方式', '留资电话', '留资手机号', '线索电话', 'phone', 'mobile', 'tel'],
  },
  { name: 'wechat', heads: ['微信', '微信号', 'wechat'] },
  { name: 'channel', heads: ['来源', '线索来源', '渠道', '渠道来源', '获客渠道', '平台', '来源平台', '媒体', 'source', 'channel'] },
  { name: 'campaign', heads: ['活动', '活动名称', '推广计划', '计划名称', '广告计划', '素材', '直播间', '投放计划', 'campaign'] },
  { name: 'model', heads: ['意向车型', '意向车系', '车系', '关注车型', '咨询车型', '询价车型', '车型', 'model', 'series'] },
  { name: 'budgetFen', heads: ['预算', '购车预算', 'budget'] },
  { name: 'buysWithin', heads: ['购车时间', '计划购车时间', '预计购车时间', '购车周期', 'timeline'] },
  { name: 'level', heads: ['意向级别', '意向等级', '级别', '意向', '等级', 'level'] },
  { name: 'consultant', heads: ['销售顾问', '顾问', '跟进人', '归属人', '负责人', 'consultant', 'owner'] },
  { name: 'createdOn', heads: ['留资时间', '线索时间', '创建时间', '提交时间', '登记日期', '下发时间', '创建日期', 'created'] },
  { name: 'note', heads: ['备注', '留言', '留言内容', '线索备注', '咨询内容', '说明', 'note', 'message'] },
]

const horizons: Readonly<Record<string, Horizon>> = {
  一周内: 'week',
  '7天内': 'week',
  近期: 'week',
  半个月内: 'fortnight',
  两周内: 'fortnight',
  '15天内': 'fortnight',
  一个月内: 'month',
  '30天内': 'month',
  '1个月内': 'month',
  三个月内: 'quarter',
  '3个月内': 'quarter',
  两三个月: 'quarter',
  '2-3个月': 'quarter',
  '1-3个月': 'quarter',
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

  const phones = take('phone', readPhones(cell('phone'))) ?? []
  if (phones.length > 1) warnings.push({ field: 'phone', code: 'third-phone' })
  const consultant = text('consultant')
  const consultantId = consultant === null ? null : (having.people[consultant] ?? null)
  if (consultant !== null && consultantId === null) warnings.push({ field: 'consultant', code: 'consultant-unknown' })
  // Platforms write a moment; the day is what counts.
  const moment = cell('createdOn')
  const createdOn = take('createdOn', readDay(typeof moment === 'string' ? moment.replace(/[ T]\d{1,2}:.*$/, '') : moment))
  if (createdOn !== null && createdOn > having.today) issues.push({ field: 'createdOn', code: 'day-ahead' })
  const parsed = NewLead.safeParse({
    name: text('name') ?? '',
    phone: phones[0] ?? null,
    wechat: text('wechat'),
    channel: text('channel'),
    campaign: text('campaign'),
    model: text('model'),
    budgetFen: take('budgetFen', readMoney(cell('budgetFen'), having.inWan.has('budgetFen'))),
    buysWithin: take('buysWithin', readChoice(cell('buysWithin'), horizons)),
    level: take('level', readChoice(cell('level'), levels)) ?? 'N',
    consultantId,
    note: text('note'),
  })
  if (!parsed.success) issues.push(...parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? 'name'), code: codeOf(issue) })))
  else if (parsed.data.phone === null) issues.push({ field: 'phone', code: 'missing' })
  const value = parsed.success && issues.length === 0 ? { ...parsed.data, createdOn } : null
  return { value, issues, warnings, keys: value?.phone ? [`phone:${value.phone}`] : [] }
}

export const leadRows: KindDef = { fields, read }
