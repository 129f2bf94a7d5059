// The parameters a store lives by (rates, limits, days) with the shape of each value, and the roles a store begins
// with. Values are rows an administrator dates; nothing here is a rate in force by itself.
import { z } from 'zod'
import type { Day } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'
import { allowedBy, permissions as words, type Grants, type Permission, type Reach } from '../../permissions.ts'
import { DeliveryPapers, legalPapers, PurchaseTaxRates } from '../orders/rules.ts'
import {
  CareOccasions,
  firstGoals,
  firstGreetings,
  firstHolidays,
  firstOccasions,
  Greetings,
  Holidays,
  ServiceGoals,
} from '../care/rules.ts'
import { firstPromptRules, PromptRules } from '../care/rules/prompts.ts'
import { firstTicketRules, TicketRules } from '../care/rules/tickets.ts'
import { firstServiceHours } from '../appointments/rules.ts'
import { Cadence, firstCadence } from '../leads/rules.ts'
import { firstCertificateRules, readCertificateRule } from '../floor/rules/certificates.ts'
import { firstLifeLimits, firstValueScale, LifeLimits, StaleDays, ValueScale } from '../insights/rules.ts'
import { firstPoints, readPoint } from '../inspections/rules.ts'
import { firstQuietHours, QuietHours } from '../messages/rules.ts'
import { landedBases } from '../logistics/rules.ts'
import { costMethods } from '../parts/rules.ts'
import { DriveHours, DriveRoutes } from '../testdrives/rules.ts'
import { DunningLevels, firstLevels } from '../arrears/rules.ts'
import { TaxOffice } from '../invoices/rules.ts'
import { firstPolicy } from '../yard/rules.ts'
import { AgeLadder, lawfulGuarantees, ThreeGuarantees } from '../vehicles/rules.ts'

/** Ids and words as `hq` tables keep them, a JSON list of text; what cannot be read is empty. */
export function readList(json: string): string[] {
  try {
    const value = JSON.parse(json) as unknown
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}

const BasisPoints = z.int().min(0, 'not-negative').max(10_000, 'at-most-whole')
const Fee = z.int().min(0, 'not-negative').max(100_000_000, 'too-much')

/** The value each key holds, with its unit: bp = 1/10,000, 分, minutes, days. */
export const parameterSchemas = {
  /** 车辆购置税: VAT to take out of the price, rate, relief for 新能源 and its cap. */
  'purchase-tax': PurchaseTaxRates,
  /** 增值税 on cars, in bp. */
  'vat-rate': BasisPoints,
  /** 二手车增值税: what a used car's dealer pays, in bp. */
  'used-car-vat': BasisPoints,
  /** 催款分级: from how many days overdue, by whom, called what, and what the letter says. */
  'dunning-levels': DunningLevels,
  /** 主管税务机关: what the store's invoices name. */
  'tax-office': TaxOffice,
  /** The most a 定金 may be of the contract amount, in bp. */
  'earnest-ceiling': BasisPoints,
  /** 置换: the least part of the retail price that must be left, in bp; below it a second person decides. */
  'trade-in-margin': BasisPoints,
  /** 库龄 in days: looked at again, and alarming. */
  'stock-ageing': z
    .array(z.int().min(1, 'not-negative'))
    .min(1, 'one-to-four-steps')
    .max(4, 'one-to-four-steps')
    .refine((days) => AgeLadder.safeParse(days).success, 'steps-must-rise'),
  /** What an inspection before delivery (PDI) looks at, in order. */
  'pdi-items': z.array(z.string().trim().min(1).max(80)).min(1, 'one-at-least').max(60, 'too-much'),
  /** What an inspection in the workshop looks at, one point a line: see inspections/rules.ts, readPoint. */
  'inspection-points': z
    .array(
      z
        .string()
        .trim()
        .max(160, 'too-much')
        .refine((line) => readPoint(line) !== null, 'point-line'),
    )
    .min(1, 'one-at-least')
    .max(120, 'too-much')
    .refine((lines) => new Set(lines.map((line) => readPoint(line)?.name)).size === lines.length, 'twice'),
  /** 库存融资: yearly rate in bp, days after arrival that cost nothing. */
  'floor-plan': z.object({ annualBp: BasisPoints, freeDays: z.int().min(0, 'not-negative').max(365, 'too-much') }),
  /** 补货策略, in days of sales. */
  'stock-policy': z.object({
    coverDays: z.int().min(1, 'not-zero').max(365, 'too-much'),
    safetyDays: z.int().min(0, 'not-negative').max(180, 'too-much'),
  }),
  /** 库存系数 in hundredths: short below, much above, too much above. */
  'stock-coefficient': z
    .object({ low: z.int().min(0, 'not-negative'), high: z.int().min(1, 'not-negative'), severe: z.int().min(1, 'not-negative') })
    .refine(({ low, high, severe }) => low < high && high < severe, 'limits-must-rise'),
  /** Minutes without a key or a click; 0 never. */
  'idle-lock-minutes': z.int().min(0, 'not-negative').max(240, 'at-most-four-hours'),
  /** 上牌代办费 a quote begins with, in 分. */
  'plate-fee': Fee,
  /** 交强险, first year, private car: by seats, in 分. */
  'compulsory-insurance-base': z.object({ under6Fen: Fee, from6Fen: Fee }),
  /** Whether a price under cost is warned of and asks for a reason. */
  'below-cost-warning': z.boolean(),
  /** 意向级别: how warm each grade counts, and after how many days, how and about what one gets in touch. */
  'lead-cadence': Cadence,
  /** 客户价值: points by what somebody bought, said and how content they were. */
  'customer-value': ValueScale,
  /** 流失: days without a word, and days a lost lead counts. */
  'customer-life': LifeLimits,
  /** Days after which a record nobody looked at becomes a task. */
  'stale-days': StaleDays,
  /** 保存期限: days after the last word after which somebody who never bought is to be erased. */
  'retention-days': StaleDays,
  /** 试驾时段: from when to when cars are lent, and for how long. */
  'test-drive-hours': DriveHours,
  /** 服务时段: from when to when cars are taken in, and in what steps. */
  'service-hours': DriveHours,
  /** 试驾路线, in km. */
  'test-drive-routes': DriveRoutes,
  /** 免打扰时段: when no greeting and no offer is sent. */
  'message-quiet-hours': QuietHours,
  /** 交车后关怀: what is planned after a delivery, when, by which way and by whom. */
  'care-occasions': CareOccasions,
  /** 生日与节日问候: how, and at which hour. */
  'care-greetings': Greetings,
  /** 节日表. */
  'care-holidays': Holidays,
  /** 主动关怀: how long before its day something is told; days, months, 分. */
  'care-prompts': PromptRules,
  /** 服务目标. */
  'service-goals': ServiceGoals,
  /** 工单规则: of each kind who gets it, by when it is done and how. */
  'ticket-rules': TicketRules,
  /** Days a quote holds, the day it is written not counted. */
  'quote-valid-days': z.int().min(1, 'not-zero').max(90, 'too-much'),
  /** 家用汽车三包: what the certificate says, and what is counted against. */
  'three-guarantees': ThreeGuarantees,
  /** 随车文件: what the law wants handed over with a car. */
  'delivery-papers': DeliveryPapers,
  /** 证书: which there are, and which part of a car asks for one, one a line: see floor/certificates.ts, readCertificateRule. */
  'job-certificates': z
    .array(
      z
        .string()
        .trim()
        .max(80, 'too-much')
        .refine((line) => readCertificateRule(line) !== null, 'certificate-line'),
    )
    .max(60, 'too-much'),
  /** Days before a certificate runs out from which it is told of. */
  'certificate-notice-days': StaleDays,
  /** 客户需求: below so many a change is no change, see workshop/rules/needs.ts. */
  'needs-smallest': z.int().min(1, 'not-zero').max(1000, 'too-much'),
  /** 配件成本: by which method what goes out is costed, and what is on hand valued. */
  'part-costing': z.enum(costMethods),
  /** 到货费用: by what the cost of a shipment is shared by the lines it carries. */
  'landed-basis': z.enum(landedBases),
} as const satisfies Record<string, z.ZodType>

export type ParameterKey = keyof typeof parameterSchemas
export type ParameterValue<K extends ParameterKey> = z.output<(typeof parameterSchemas)[K]>
export const parameterKeys = Object.keys(parameterSchemas) as ParameterKey[]

/** A parameter's row: one value a key and day, so that two desktops that date the same day meet in one row. */
export const parameterId = (key: string, validFromOn: Day): string => `${key}@${validFromOn}`

/** A stored value as its key reads it; `undefined` when this version cannot read it. */
export function readParameter<K extends ParameterKey>(key: K, json: string): ParameterValue<K> | undefined {
  try {
    const parsed = parameterSchemas[key].safeParse(JSON.parse(json))
    return parsed.success ? (parsed.data as ParameterValue<K>) : undefined
  } catch {
    return undefined
  }
}

type Seed = { [K in ParameterKey]: { key: K; validFromOn: Day; value: ParameterValue<K>; source: string } }[ParameterKey]

/** What a new store begins with. Each names its source; an administrator checks and dates what follows. */
export const parameterSeeds: readonly Seed[] = [
  {
    key: 'purchase-tax',
    validFromOn: '2019-07-01',
    value: { vatBp: 1300, rateBp: 1000, nevReliefBp: 10_000, nevReliefCapFen: null },
    source: '《车辆购置税法》，新能源汽车免征',
  },
  {
    key: 'purchase-tax',
    validFromOn: '2024-01-01',
    value: { vatBp: 1300, rateBp: 1000, nevReliefBp: 10_000, nevReliefCapFen: 3_000_000 },
    source: '财政部 税务总局 工信部公告 2023 年第 10 号',
  },
  {
    key: 'purchase-tax',
    validFromOn: '2026-01-01',
    value: { vatBp: 1300, rateBp: 1000, nevReliefBp: 5000, nevReliefCapFen: 1_500_000 },
    source: '财政部 税务总局 工信部公告 2023 年第 10 号',
  },
  {
    key: 'purchase-tax',
    validFromOn: '2028-01-01',
    value: { vatBp: 1300, rateBp: 1000, nevReliefBp: 0, nevReliefCapFen: null },
    source: '减征政策到期，届时以新公告为准',
  },
  { key: 'vat-rate', validFromOn: '2019-04-01', value: 1300, source: '财政部 税务总局 海关总署公告 2019 年第 39 号' },
  {
    key: 'used-car-vat',
    validFromOn: '2020-05-01',
    value: 50,
    source: '财政部 税务总局公告 2020 年第 17 号，现行优惠执行至 2027 年底，届时请核对新公告',
  },
  { key: 'earnest-ceiling', validFromOn: '2021-01-01', value: 2000, source: '《民法典》第五百八十六条' },
  { key: 'trade-in-margin', validFromOn: '2020-01-01', value: 800, source: '建店默认' },
  { key: 'stock-ageing', validFromOn: '2020-01-01', value: [60, 90], source: '行业通行口径' },
  {
    key: 'pdi-items',
    validFromOn: '2020-01-01',
    value: ['外观漆面与缝隙', '内饰与座椅', '轮胎气压与螺栓', '灯光与雨刮', '油液或高压电池', '仪表故障灯', '随车工具与资料', '路试'],
    source: '建店默认',
  },
  { key: 'inspection-points', validFromOn: '2020-01-01', value: [...firstPoints], source: '建店默认' },
  { key: 'floor-plan', validFromOn: '2020-01-01', value: { annualBp: 450, freeDays: 60 }, source: '建店默认' },
  { key: 'stock-policy', validFromOn: '2020-01-01', value: firstPolicy, source: '建店默认' },
  { key: 'stock-coefficient', validFromOn: '2020-01-01', value: { low: 80, high: 150, severe: 250 }, source: '中国汽车流通协会口径' },
  { key: 'idle-lock-minutes', validFromOn: '2020-01-01', value: 10, source: '建店默认' },
  { key: 'plate-fee', validFromOn: '2020-01-01', value: 50_000, source: '建店默认' },
  {
    key: 'compulsory-insurance-base',
    validFromOn: '2008-02-01',
    value: { under6Fen: 95_000, from6Fen: 110_000 },
    source: '交强险基础费率，家庭自用车',
  },
  { key: 'dunning-levels', validFromOn: '2020-01-01', value: firstLevels, source: '建店默认' },
  { key: 'lead-cadence', validFromOn: '2020-01-01', value: firstCadence, source: '建店默认' },
  { key: 'customer-value', validFromOn: '2020-01-01', value: firstValueScale, source: '建店默认' },
  { key: 'customer-life', validFromOn: '2020-01-01', value: firstLifeLimits, source: '建店默认' },
  { key: 'stale-days', validFromOn: '2020-01-01', value: 180, source: '建店默认' },
  { key: 'retention-days', validFromOn: '2021-11-01', value: 730, source: '《个人信息保护法》第十九条，期限由门店定' },
  { key: 'below-cost-warning', validFromOn: '2026-02-12', value: true, source: '《汽车行业价格行为合规指南》' },
  { key: 'message-quiet-hours', validFromOn: '2020-01-01', value: firstQuietHours, source: '建店默认' },
  { key: 'care-occasions', validFromOn: '2020-01-01', value: firstOccasions, source: '建店默认' },
  { key: 'care-greetings', validFromOn: '2020-01-01', value: firstGreetings, source: '建店默认' },
  { key: 'care-holidays', validFromOn: '2026-01-01', value: firstHolidays, source: '农历对照，2026 至 2030 年' },
  { key: 'care-prompts', validFromOn: '2020-01-01', value: firstPromptRules, source: '建店默认' },
  { key: 'service-goals', validFromOn: '2020-01-01', value: firstGoals, source: '建店默认' },
  { key: 'ticket-rules', validFromOn: '2020-01-01', value: firstTicketRules, source: '建店默认' },
  { key: 'quote-valid-days', validFromOn: '2020-01-01', value: 7, source: '建店默认' },
  {
    key: 'three-guarantees',
    validFromOn: '2022-01-01',
    value: lawfulGuarantees,
    source: '《家用汽车产品修理更换退货责任规定》（市场监管总局令第 43 号）',
  },
  { key: 'delivery-papers', validFromOn: '2017-07-01', value: legalPapers, source: '《汽车销售管理办法》第十六条' },
  {
    key: 'job-certificates',
    validFromOn: '2020-01-01',
    value: [...firstCertificateRules],
    source: '应急管理部《特种作业目录》低压电工作业',
  },
  { key: 'certificate-notice-days', validFromOn: '2020-01-01', value: 60, source: '建店默认' },
  { key: 'needs-smallest', validFromOn: '2020-01-01', value: 5, source: '建店默认' },
  { key: 'part-costing', validFromOn: '2020-01-01', value: 'average', source: '《企业会计准则第 1 号——存货》第十四条' },
  { key: 'landed-basis', validFromOn: '2020-01-01', value: 'value', source: '《企业会计准则第 1 号——存货》第六条' },
  {
    key: 'test-drive-hours',
    validFromOn: '2020-01-01',
    value: { opensAt: '09:00', closesAt: '18:00', slotMinutes: 60 },
    source: '建店默认',
  },
  { key: 'service-hours', validFromOn: '2020-01-01', value: firstServiceHours, source: '建店默认' },
  {
    key: 'test-drive-routes',
    validFromOn: '2020-01-01',
    value: [
      { name: '城市道路', km: 6 },
      { name: '快速路', km: 12 },
    ],
    source: '建店默认',
  },
]

/** 系统管理员 · 总经理 · 销售经理 · 销售顾问 · 服务顾问 · 车间 · 配件 · 财务 · 客服 · 总部同步管理员. */
export const roleTemplates = [
  'administrator',
  'general-manager',
  'sales-manager',
  'sales-consultant',
  'service-adviser',
  'workshop',
  'parts',
  'finance',
  'customer-care',
  'hq-sync',
] as const
export type RoleTemplate = (typeof roleTemplates)[number]

/** Names begin in Chinese; an administrator may rename a role, and nothing hangs on its name. */
export const roleSeeds: Readonly<Record<RoleTemplate, { name: string; reach: Reach; permissions: readonly Permission[] }>> = {
  administrator: {
    name: '系统管理员',
    reach: 'site',
    permissions: [
      'messages.view',
      'messages.edit',
      'care.view',
      'care.manage',
      'customers.view',
      'customers.erase',
      'leads.view',
      'vehicles.view',
      'vehicles.edit',
      'catalogue.edit',
      'jobs.view',
      'jobs.edit',
      'orders.view',
      'alerts.view',
      'alerts.configure',
      'approvals.configure',
      'documents.edit',
      'exports.run',
      'imports.run',
      'admin.users',
      'admin.parameters',
      'admin.audit',
      'admin.care',
      'sync.view',
      'sync.resolve',
      'sync.administer',
    ],
  },
  'general-manager': { name: '总经理', reach: 'site', permissions: words.filter((word) => word !== 'sync.administer') },
  'sales-manager': {
    name: '销售经理',
    reach: 'site',
    permissions: [
      'parts.view',
      'parts.override',
      'parts.cost',
      'parts.post',
      'purchasing.view',
      'purchasing.decide',
      'messages.view',
      'messages.send',
      'care.view',
      'care.edit',
      'care.manage',
      'customers.view',
      'customers.edit',
      'customers.reveal',
      'leads.view',
      'leads.edit',
      'leads.assign',
      'vehicles.view',
      'vehicles.edit',
      'vehicles.cost',
      'recalls.edit',
      'preparation.edit',
      'preparation.waive',
      'stocktakes.count',
      'stocktakes.post',
      'orders.view',
      'orders.edit',
      'orders.deliver',
      'orders.override',
      'orders.loans',
      'applications.edit',
      'tradeins.view',
      'tradeins.edit',
      'tradeins.decide',
      'testdrives.view',
      'testdrives.edit',
      'approvals.decide',
      'receivables.view',
      'receivables.receive',
      'targets.view',
      'targets.edit',
      'targets.settle',
      'alerts.view',
      'alerts.configure',
      'receivables.dun',
      'receivables.write-off',
      'receivables.close',
      'receivables.confirm',
      'documents.print',
      'exports.run',
      'imports.run',
      'sync.view',
      'sync.resolve',
    ],
  },
  'sales-consultant': {
    name: '销售顾问',
    reach: 'own',
    permissions: [
      'messages.view',
      'messages.send',
      'care.view',
      'care.edit',
      'customers.view',
      'customers.edit',
      'customers.reveal',
      'leads.view',
      'leads.edit',
      'vehicles.view',
      'preparation.edit',
      'stocktakes.count',
      'orders.view',
      'orders.edit',
      'orders.deliver',
      'applications.edit',
      'tradeins.view',
      'tradeins.edit',
      'testdrives.view',
      'testdrives.edit',
      'receivables.view',
      'receivables.receive',
      'targets.view',
      'receivables.close',
      'documents.print',
      'sync.view',
      'sync.resolve',
    ],
  },
  'service-adviser': {
    name: '服务顾问',
    reach: 'site',
    permissions: [
      'parts.view',
      'parts.promise',
      'messages.view',
      'messages.send',
      'care.view',
      'care.edit',
      'customers.view',
      'customers.edit',
      'customers.reveal',
      'vehicles.view',
      'recalls.edit',
      'workshop.view',
      'workshop.edit',
      'workshop.book',
      'workshop.claim',
      'workshop.work',
      'workshop.check',
      'workshop.dispatch',
      'workshop.settle',
      'workshop.discount',
      'workshop.price',
      'jobs.view',
      'documents.print',
      'sync.view',
      'sync.resolve',
    ],
  },
  workshop: {
    name: '车间',
    reach: 'site',
    permissions: [
      'parts.view',
      'vehicles.view',
      'recalls.edit',
      'preparation.edit',
      'jobs.view',
      'workshop.view',
      'workshop.work',
      'workshop.check',
      'workshop.dispatch',
      'sync.view',
    ],
  },
  parts: {
    name: '配件',
    reach: 'site',
    permissions: [
      'parts.view',
      'purchasing.view',
      'purchasing.edit',
      'parts.edit',
      'parts.move',
      'parts.promise',
      'parts.cost',
      'parts.count',
      'customers.view',
      'workshop.view',
      'jobs.view',
      'documents.print',
      'exports.run',
      'imports.run',
      'sync.resolve',
      'alerts.view',
      'vehicles.view',
      'sync.view',
    ],
  },
  finance: {
    name: '财务',
    reach: 'site',
    permissions: [
      'parts.view',
      'parts.override',
      'parts.cost',
      'parts.post',
      'purchasing.view',
      'purchasing.decide',
      'customers.view',
      'vehicles.view',
      'vehicles.cost',
      'stocktakes.count',
      'stocktakes.post',
      'orders.view',
      'orders.loans',
      'applications.edit',
      'workshop.view',
      'workshop.claim',
      'workshop.settle',
      'tradeins.view',
      'approvals.decide',
      'receivables.view',
      'receivables.receive',
      'receivables.refund',
      'targets.view',
      'targets.settle',
      'alerts.view',
      'receivables.pay',
      'receivables.bank',
      'receivables.dun',
      'receivables.invoice',
      'receivables.close',
      'receivables.confirm',
      'documents.print',
      'exports.run',
      'imports.run',
      'sync.view',
      'sync.resolve',
    ],
  },
  'customer-care': {
    name: '客服',
    reach: 'site',
    permissions: [
      'messages.view',
      'messages.send',
      'messages.edit',
      'care.view',
      'care.edit',
      'care.manage',
      'customers.view',
      'customers.edit',
      'customers.reveal',
      'leads.view',
      'leads.edit',
      'leads.assign',
      'vehicles.view',
      'orders.view',
      'workshop.view',
      'workshop.book',
      'testdrives.view',
      'sync.view',
    ],
  },
  'hq-sync': {
    name: '总部同步管理员',
    reach: 'group',
    permissions: [
      'messages.view',
      'messages.edit',
      'care.view',
      'care.manage',
      'admin.users',
      'admin.parameters',
      'admin.audit',
      'admin.care',
      'sync.view',
      'sync.resolve',
      'sync.administer',
    ],
  },
}

/** What each template has in this release; HQ reads it in the manifest. */
export const roleGrants: Grants = Object.fromEntries(roleTemplates.map((template) => [template, roleSeeds[template].permissions]))

/** What a stored role allows, and which of it came with a release after it was decided. */
export const permissionsOf = (role: {
  permissions: string
  known: string
  template: string | null
}): { permissions: string[]; added: string[] } =>
  allowedBy({ permissions: readList(role.permissions), known: readList(role.known), template: role.template }, roleGrants)

/** The two columns of a role decided now: what it allows, and the words of this release it was decided over. */
export const decidedOver = (permissions: readonly Permission[]): { permissions: string; known: string } => ({
  permissions: JSON.stringify([...new Set(permissions)].toSorted()),
  known: JSON.stringify([...words].toSorted()),
})

const ROLES = '019a7c1e-5d0a-7a3b-8c21-6f0e4b9d2a17'

/** The id of the role a store makes of a template: the same in every store, so that a group has one of each. */
export const roleIdOf = (template: RoleTemplate): string => uuidv5(ROLES, template)

/** Two to four capitals or digits, the beginning of every document number of a site. */
export const SITE_CODE = /^[A-Z0-9]{2,4}$/
