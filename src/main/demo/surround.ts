// What surrounds customers in the demo store: needs, cars of other makes, consents, errands, calls, and a few groups. Of the
// last months only: two years of it would say little and take long to make.
import { CustomerId } from '../../shared/ids.ts'
import { addDays } from '../../shared/dates.ts'
import { buyKinds, carUses, partnerKinds, payWays } from '../../shared/modules/customers/rules/needs.ts'
import type { World } from './world.ts'

const SURROUNDED = 90
const OTHERS = [
  ['大众', '朗逸'],
  ['丰田', '卡罗拉'],
  ['本田', '雅阁'],
  ['日产', '轩逸'],
  ['别克', '君威'],
] as const
const LIKES = ['后排空间大', '浅色内饰', '要自动泊车', '安静，隔音好', '白色或银色', '能放两辆童车'] as const
const PARTNERS = { finance: '示例银行', insurance: '示例财险', plates: '示例车管服务站', refit: '示例贴膜' } as const
const CALLS = [
  ['consult', 'phone', '首保要带什么，需要预约吗'],
  ['consult', 'web', '这个月有没有置换补贴'],
  ['complaint', 'phone', '交车那天等了两个多小时'],
  ['suggestion', 'wechat', '休息区多放几个充电口'],
  ['consult', 'web', '想给父母再买一台，要好上下车'],
  ['complaint', 'email', '说好的脚垫还没收到'],
  ['suggestion', 'wechat', '提车体验很好，谢谢小陈'],
] as const

export function surround(world: World): void {
  const { desk, random, staff, known, today } = world
  const some = known.slice(-SURROUNDED)
  some.forEach(({ id, consultant }, at) => {
    desk.run(
      'customers.correct',
      {
        id,
        fields: {
          useKind: random.weighted([
            [carUses[0], 7],
            [carUses[1], 2],
            [carUses[2], 1],
          ] as const),
          buyKind: random.pick(buyKinds),
          pays: random.pick(payWays),
          buysEvery: random.int(3, 9),
          energyWish: random.chance(0.6) ? 'nev' : 'fuel',
          seatsWish: random.chance(0.8) ? 5 : 7,
          likes: random.pick(LIKES),
        },
      },
      consultant,
    )
    if (random.chance(0.5)) {
      const [brand, model] = random.pick(OTHERS)
      const boughtOn = addDays(today, -random.int(900, 3600))
      desk.run(
        'customers.keepCar',
        { id: null, customerId: id, brand, model, plate: `苏E${String(20_000 + at * 731).slice(0, 5)}`, boughtOn },
        consultant,
      )
    }
    if (random.chance(0.7))
      for (const purpose of ['care', 'marketing'] as const)
        desk.run(
          'privacy.noteConsent',
          { customerId: id, state: 'given', purpose, how: 'signed', evidence: `授权书 ${1000 + at}` },
          consultant,
        )
    if (at % 29 === 7)
      desk.run(
        'privacy.noteConsent',
        { customerId: id, state: 'withdrawn', purpose: 'all', how: 'spoken', evidence: '电话里要求不再联系' },
        consultant,
      )
    if (at % 6 === 0) {
      const kind = partnerKinds[(at / 6) % partnerKinds.length] ?? 'finance'
      desk.run('customers.arrange', { customerId: id, kind, partner: PARTNERS[kind], dueOn: addDays(today, random.int(-1, 9)) }, consultant)
    }
  })
  CALLS.forEach(([kind, channel, said], at) => {
    const customer = some[at * 9]
    if (!customer) return
    const { id } = desk.run('care.ask', { customerId: CustomerId.parse(customer.id), kind, channel, question: said }, customer.consultant)
    if (at % 3 === 1)
      desk.run(
        'care.finish',
        { id, result: '已回电说明，客户表示理解', solved: true, content: random.int(3, 5), evenSo: true },
        customer.consultant,
      )
  })
  const groups = [
    ['单位客户', [{ column: 'kind', op: 'is', values: ['company'] }], true],
    ['保有客户', [{ column: 'deals', op: 'between', values: [1, null] }], true],
    ['高意向潜客', [{ column: 'level', op: 'is', values: ['H', 'A'] }], true],
    [
      '可换购',
      [
        { column: 'buyKind', op: 'is', values: ['replacement'] },
        { column: 'ownBrand', op: 'filled', values: [] },
      ],
      false,
    ],
    ['新能源意向', [{ column: 'energyWish', op: 'is', values: ['nev'] }], false],
  ] as const
  for (const [name, filters, isClass] of groups)
    desk.run(
      'insights.keepSegment',
      { id: null, name, filters: filters.map((each) => ({ ...each, values: [...each.values] })), isClass },
      staff.manager,
    )
}
