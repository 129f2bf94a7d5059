// Customers from somebody's spreadsheet: heads as dealers write them, and one row read into what `customers.add` takes.
import { NewCustomer } from '../../customers/contract/fields.ts'
import {
  checkIdCard,
  checkUscc,
  type CustomerKind,
  type Gender,
  type IdKind,
  type IntentionLevel,
  intentionLevels,
} from '../../customers/rules.ts'
import { type Cell, readChoice, readCode, readDay, readMoney, readPhones, readText, type Read } from './cells.ts'
import type { FieldDef, Issue, KindDef, ReadWith, RowRead } from './kinds.ts'

const fields: readonly FieldDef[] = [
  {
    name: 'name',
    required: true,
    heads: ['姓名', '客户姓名', '客户名称', '车主姓名', '名称', '客户', '车主', '单位名称', 'name', 'customer'],
  },
  {
    name: 'phone',
    heads: ['手机', '手机号', '手机号码', '联系电话', '电话', '联系方式', '移动电话', '电话号码', '客户电话', 'phone', 'mobile', 'tel'],
  },
  { name: 'phone2', heads: ['备用电话', '第二电话', '其他电话', '固定电话', '座机', '电话2', '手机2', 'phone2'] },
  { name: 'kind', heads: ['客户类型', '客户性质', '类型', '性质', 'type'] },
  { name: 'idKind', heads: ['证件类型', '证件种类', 'idtype'] },
  {
    name: 'idNumber',
    heads: ['身份证号', '身份证号码', '身份证', '证件号码', '证件号', '统一社会信用代码', '信用代码', '税号', 'idnumber', 'idcard'],
  },
  { name: 'gender', heads: ['性别', 'gender', 'sex'] },
  { name: 'birthdayOn', heads: ['生日', '出生日期', '出生年月日', 'birthday'] },
  { name: 'province', heads: ['省', '省份', 'province'] },
  { name: 'city', heads: ['市', '城市', '所在城市', 'city'] },
  { name: 'district', heads: ['区', '区县', '区/县', 'district'] },
  { name: 'address', heads: ['地址', '联系地址', '详细地址', '家庭住址', '住址', 'address'] },
  { name: 'wechat', heads: ['微信', '微信号', 'wechat'] },
  { name: 'email', heads: ['邮箱', '电子邮箱', '电子邮件', 'email', 'e-mail'] },
  { name: 'contact', heads: ['联系人', '联系人姓名', '经办人', 'contact'] },
  { name: 'source', heads: ['来源', '客户来源', '线索来源', '渠道', '获客渠道', 'source'] },
  { name: 'level', heads: ['意向级别', '意向等级', '客户级别', '级别', '意向', '等级', 'level'] },
  { name: 'wants', heads: ['意向车型', '意向车', '关注车型', '需求车型', '车型', 'wants'] },
  { name: 'budgetFen', heads: ['预算', '购车预算', 'budget'] },
  { name: 'consultant', heads: ['销售顾问', '顾问', '归属顾问', '归属人', '跟进人', '业务员', '负责人', '销售', 'consultant', 'owner'] },
  { name: 'createdOn', heads: ['建档日期', '建档时间', '登记日期', '创建时间', '创建日期', '录入时间', '首次到店', 'created'] },
  { name: 'note', heads: ['备注', '说明', '备注信息', 'note', 'remark'] },
]

const kinds: Readonly<Record<string, CustomerKind>> = {
  个人: 'person',
  私人: 'person',
  自然人: 'person',
  person: 'person',
  单位: 'company',
  企业: 'company',
  公司: 'company',
  公户: 'company',
  机构: 'company',
  company: 'company',
}
const idKinds: Readonly<Record<string, IdKind>> = {
  身份证: 'id-card',
  居民身份证: 'id-card',
  统一社会信用代码: 'uscc',
  营业执照: 'uscc',
  护照: 'passport',
  港澳居民居住证: 'hk-macau',
  港澳居民来往内地通行证: 'hk-macau',
  港澳通行证: 'hk-macau',
  回乡证: 'hk-macau',
  台湾居民居住证: 'taiwan',
  台胞证: 'taiwan',
  台湾居民来往大陆通行证: 'taiwan',
  外国人永久居留身份证: 'foreign-resident',
  永居证: 'foreign-resident',
  军官证: 'military',
}
const genders: Readonly<Record<string, Gender>> = {
  男: 'male',
  男性: 'male',
  先生: 'male',
  m: 'male',
  male: 'male',
  女: 'female',
  女性: 'female',
  女士: 'female',
  小姐: 'female',
  f: 'female',
  female: 'female',
}
const levelWords: Readonly<Record<string, IntentionLevel>> = {
  高: 'H',
  高意向: 'H',
  强: 'H',
  中: 'B',
  中意向: 'B',
  低: 'C',
  低意向: 'C',
  弱: 'C',
  新: 'N',
  新客户: 'N',
  已订: 'O',
  已订车: 'O',
  已交车: 'D',
  成交: 'D',
  保有客户: 'D',
  战败: 'T',
  退订: 'T',
}
export const levels: Readonly<Record<string, IntentionLevel>> = {
  ...levelWords,
  ...Object.fromEntries(
    intentionLevels.flatMap((level) => [
      [level.toLowerCase(), level],
      [`${level.toLowerCase()}级`, level],
    ]),
  ),
}

const COMPANY = /公司|有限|集团|工厂|中心|事务所|合作社|学校|医院|研究院|委员会|协会|银行|政府|管理局|公安局/

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

  const phones = [...(take('phone', readPhones(cell('phone'))) ?? []), ...(take('phone2', readPhones(cell('phone2'))) ?? [])]
  if (phones.length > 2) warnings.push({ field: 'phone', code: 'third-phone' })
  const idNumber = take('idNumber', readCode(cell('idNumber')))
  const name = text('name')
  const paper = paperKind(take('idKind', readChoice(cell('idKind'), idKinds)), idNumber)
  const kind = take('kind', readChoice(cell('kind'), kinds)) ?? (paper === 'uscc' || COMPANY.test(name ?? '') ? 'company' : 'person')
  const card = paper === 'id-card' && idNumber ? checkIdCard(idNumber, having.today) : null
  const consultant = text('consultant')
  const consultantId = consultant === null ? null : (having.people[consultant] ?? null)
  if (consultant !== null && consultantId === null) warnings.push({ field: 'consultant', code: 'consultant-unknown' })
  const createdOn = take('createdOn', readDay(cell('createdOn')))
  if (createdOn !== null && createdOn > having.today) issues.push({ field: 'createdOn', code: 'day-ahead' })
  const birthdayOn = take('birthdayOn', readDay(cell('birthdayOn'))) ?? (card?.ok ? card.birthOn : null)
  if (birthdayOn !== null && birthdayOn > having.today) issues.push({ field: 'birthdayOn', code: 'day-ahead' })
  const draft = {
    kind,
    name: name ?? '',
    phone: phones[0] ?? null,
    phone2: phones[1] ?? null,
    idKind: idNumber ? paper : null,
    idNumber,
    gender: take('gender', readChoice(cell('gender'), genders)) ?? (card?.ok ? card.gender : null),
    birthdayOn,
    province: text('province'),
    city: text('city'),
    district: text('district'),
    address: text('address'),
    wechat: text('wechat'),
    email: text('email'),
    contact: text('contact'),
    source: text('source'),
    level: take('level', readChoice(cell('level'), levels)),
    wants: text('wants'),
    budgetFen: take('budgetFen', readMoney(cell('budgetFen'), having.inWan.has('budgetFen'))),
    consultantId,
    note: text('note'),
  }
  const parsed = NewCustomer.safeParse(draft)
  if (!parsed.success) issues.push(...parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? 'name'), code: codeOf(issue) })))
  const value = parsed.success && issues.length === 0 ? { ...parsed.data, createdOn } : null
  const keys =
    value === null
      ? []
      : [
          value.phone && `phone:${value.phone}`,
          value.phone2 && `phone:${value.phone2}`,
          value.idNumber && `id:${value.idKind}:${value.idNumber}`,
        ].filter((key) => typeof key === 'string')
  return { value, issues, warnings, keys: [...new Set(keys)] }
}

/** A zod issue as a word: the rule's own, or what is missing, too long, out of range. */
export const codeOf = (issue: { code?: string; message: string; minimum?: unknown; input?: unknown }): string => {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(issue.message)) return issue.message
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'missing' : 'too-small'
  if (issue.code === 'too_big') return 'too-big'
  return issue.code === 'invalid_type' ? 'missing' : 'unreadable'
}

/** Which paper a number is of when the file does not say: the two that check themselves. */
function paperKind(named: IdKind | null, number: string | null): IdKind | null {
  if (named || !number) return named
  if (checkIdCard(number).ok || /^\d{17}[\dXx]$|^\d{15}$/.test(number)) return 'id-card'
  if (checkUscc(number).ok || /^[0-9A-Z]{18}$/i.test(number)) return 'uscc'
  return /^[A-Z]{1,2}\d{7,9}$/i.test(number) ? 'passport' : null
}

export const customerRows: KindDef = { fields, read }
