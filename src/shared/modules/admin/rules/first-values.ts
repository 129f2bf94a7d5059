// The values a store begins with, each from the day it holds and with its source.
import type { Day } from '../../../dates.ts'
import { legalPapers } from '../../orders/rules.ts'
import { firstGoals, firstGreetings, firstHolidays, firstOccasions } from '../../care/rules.ts'
import { firstPromptRules } from '../../care/rules/prompts.ts'
import { firstTicketRules } from '../../care/rules/tickets.ts'
import { firstServiceHours } from '../../appointments/rules.ts'
import { firstCadence } from '../../leads/rules.ts'
import { firstCertificateRules } from '../../floor/rules/certificates.ts'
import { firstLifeLimits, firstValueScale } from '../../insights/rules.ts'
import { firstPoints } from '../../inspections/rules.ts'
import { firstQuietHours } from '../../messages/rules.ts'
import { firstLevels } from '../../arrears/rules.ts'
import { firstPolicy } from '../../yard/rules.ts'
import { lawfulGuarantees } from '../../vehicles/rules.ts'
import type { ParameterKey, ParameterValue } from './parameters.ts'

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
