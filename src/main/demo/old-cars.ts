// Old cars people brought along in the last weeks, appraised and in every state a trade-in can wait in. Brands are invented.
import { addDays } from '../../shared/dates.ts'
import type { ConditionGrade } from '../../shared/modules/tradeins/rules.ts'
import { demoVin, exteriors, models } from './catalogue.ts'
import type { World } from './world.ts'

/** Brand, series, model, fuel, and what one of the first years sells for today, in yuan. */
const CARS = [
  ['云岭', '远途', '1.5L 舒适', 'fuel', 38_000],
  ['澄江', 'C5', '1.8T 精英', 'fuel', 62_000],
  ['青屿', 'E1', '续航 300', 'nev', 46_000],
  ['朔风', 'S5', '2.0T 四驱', 'fuel', 88_000],
  ['南川', '行者', '1.6L 商务', 'fuel', 29_000],
  ['鹭洲', 'L3', '混动 标准', 'nev', 71_000],
  ['云岭', '远山', '2.4L 七座', 'fuel', 54_000],
  ['澄江', 'C3', '1.2T 时尚', 'fuel', 33_000],
] as const
const NOTES = ['一手车，4S 店保养', '右前门补过漆', '轮胎今年换过', '有两把钥匙，手续齐全', '后备箱有拖钩痕迹', null] as const

/** What becomes of one after the other: 待估价, 可置换, 待审批, 未通过, 已放弃. */
const ENDS = ['open', 'ready', 'asked', 'ready', 'open', 'refused', 'ready', 'asked', 'dropped', 'ready', 'open', 'ready'] as const

export function appraiseOldCars(world: World): void {
  const { desk, random, staff, known, today } = world
  for (const [n, end] of ENDS.entries()) {
    const customer = known[known.length - 1 - n * 3]
    if (!customer) return
    const [brand, series, model, energy, yuan] = CARS[n % CARS.length]!
    const year = Number(today.slice(0, 4)) - random.int(4, 9)
    const grade = (): ConditionGrade =>
      random.weighted([
        ['good', 62],
        ['fair', 32],
        ['poor', 6],
      ] as const)
    const { id } = desk.run(
      'tradeins.appraise',
      {
        customerId: customer.id,
        brand,
        series,
        model,
        energy,
        modelYear: year,
        plate: `苏E${random.pick(['A', 'B', 'F', 'K'] as const)}${String(random.int(1000, 9999))}`,
        vin: demoVin(models[n % models.length]!, year, 700 + n * 13),
        exterior: random.weighted(exteriors),
        mileageKm: random.int(28, 160) * 1000,
        registeredOn: addDays(`${year}-06-01`, random.int(0, 200)),
        condition: { body: grade(), interior: grade(), engine: grade(), chassis: grade(), tyres: grade(), electrics: grade() },
        damages: end === 'refused' ? ['accident'] : [],
        note: random.pick(NOTES),
      },
      customer.consultant,
    )
    if (end === 'open') continue
    const retailFen = (yuan + random.int(-20, 20) * 100) * 100
    const purchaseFen = Math.floor((retailFen * random.int(80, 84)) / 10_000) * 100
    // More than its price in cash is the subsidy of a campaign, and wants somebody's word.
    const allowanceFen = purchaseFen + (end === 'asked' ? 300_000 : 0)
    desk.run('tradeins.value', { id, retailFen, reconFen: random.int(6, 20) * 10_000, purchaseFen, allowanceFen }, customer.consultant)
    if (end === 'refused') desk.run('tradeins.decide', { id, allowed: false, comment: '结构件修复过，收购价再降三千' }, staff.manager)
    if (end === 'dropped') desk.run('tradeins.drop', { id, comment: '客户决定自己卖' }, customer.consultant)
  }
}
