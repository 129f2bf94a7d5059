// What people did on a website, a platform or an app, from its export: who by phone, what, when. A phone nobody knows is
// somebody new in the same batch.
import { isDay } from '../../../dates.ts'
import { NewBehaviour } from '../../customers/contract/online.ts'
import { type Behaviour } from '../../customers/rules/needs.ts'
import { type Cell, readChoice, readDay, readPhones, readText, type Read } from './cells.ts'
import { codeOf } from './customers.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  { name: 'phone', required: true, heads: ['手机', '手机号', '手机号码', '用户手机', '联系电话', '电话', 'phone', 'mobile'] },
  { name: 'name', heads: ['姓名', '昵称', '用户昵称', '用户', 'name', 'nickname'] },
  { name: 'place', required: true, heads: ['平台', '来源', '渠道', '来源平台', '媒体', 'source', 'channel', 'platform'] },
  { name: 'kind', required: true, heads: ['行为', '行为类型', '事件', '动作', 'event', 'action'] },
  { name: 'subject', heads: ['车型', '车系', '页面', '内容', '浏览内容', '对象', 'page', 'model'] },
  { name: 'said', heads: ['留言', '评论', '反馈', '内容详情', '备注', 'message', 'comment'] },
  { name: 'happenedOn', required: true, heads: ['时间', '行为时间', '日期', '发生时间', '访问时间', 'time', 'date'] },
]

const kinds: Readonly<Record<string, Behaviour>> = {
  浏览: 'browse',
  访问: 'browse',
  查看: 'browse',
  view: 'browse',
  browse: 'browse',
  对比: 'compare',
  比较: 'compare',
  compare: 'compare',
  咨询: 'enquire',
  询价: 'enquire',
  留资: 'enquire',
  enquire: 'enquire',
  收藏: 'favourite',
  点赞: 'favourite',
  关注: 'favourite',
  favourite: 'favourite',
  预约: 'book',
  预约试驾: 'book',
  book: 'book',
  反馈: 'feedback',
  评论: 'feedback',
  留言: 'feedback',
  feedback: 'feedback',
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
  const moment = cell('happenedOn')
  const happenedOn = take('happenedOn', readDay(typeof moment === 'string' ? moment.replace(/[ T]\d{1,2}:.*$/, '') : moment))
  if (happenedOn !== null && isDay(happenedOn) && happenedOn > having.today) issues.push({ field: 'happenedOn', code: 'day-ahead' })
  const parsed = NewBehaviour.safeParse({
    phone: (take('phone', readPhones(cell('phone'))) ?? [])[0] ?? '',
    name: text('name') ?? '',
    place: text('place') ?? '',
    kind: take('kind', readChoice(cell('kind'), kinds)),
    subject: text('subject'),
    said: text('said'),
    happenedOn,
  })
  // A cell that could not be read is one problem, not also a missing one.
  const told = new Set(issues.map(({ field }) => field))
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? 'phone')
    if (!told.has(field)) issues.push({ field, code: codeOf(issue) })
  }
  const value = parsed.success && issues.length === 0 ? parsed.data : null
  return {
    value,
    issues,
    warnings: [],
    keys: value ? [`act:${value.phone}:${value.happenedOn}:${value.kind}:${value.place}:${value.subject ?? ''}`] : [],
  }
}

export const behaviourRows: KindDef = { fields, read }
