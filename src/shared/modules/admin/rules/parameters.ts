// The parameters a store lives by (rates, limits, days) with the shape of each value. Values are rows an administrator dates;
// nothing here is a rate in force by itself.
import { z } from 'zod'
import type { Day } from '../../../dates.ts'
import { DeliveryPapers, PurchaseTaxRates } from '../../orders/rules.ts'
import { CareOccasions, Greetings, Holidays, ServiceGoals } from '../../care/rules.ts'
import { PromptRules } from '../../care/rules/prompts.ts'
import { TicketRules } from '../../care/rules/tickets.ts'
import { Cadence } from '../../leads/rules.ts'
import { readCertificateRule } from '../../floor/rules/certificates.ts'
import { LifeLimits, StaleDays, ValueScale } from '../../insights/rules.ts'
import { readPoint } from '../../inspections/rules.ts'
import { QuietHours } from '../../messages/rules.ts'
import { landedBases } from '../../logistics/rules.ts'
import { costMethods } from '../../parts/rules.ts'
import { DriveHours, DriveRoutes } from '../../testdrives/rules.ts'
import { DunningLevels } from '../../arrears/rules.ts'
import { TaxOffice } from '../../invoices/rules.ts'
import { AgeLadder, ThreeGuarantees } from '../../vehicles/rules.ts'

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
