// Care of the demo store: tickets of every channel at every step, services under way, what the store knows, an invitation
// with its answers, call-backs, and tasks.
import { addDays } from '../../shared/dates.ts'
import { CustomerId } from '../../shared/ids.ts'
import { ticketSteps } from '../../shared/modules/care/rules/tickets.ts'
import type { Asked } from '../../shared/contract.ts'
import type { World } from './world.ts'

const KNOWN = [
  ['policy', '新能源车购置税', '2026 年 1 月 1 日至 2027 年 12 月 31 日减半征收，每辆减税额不超过 1.5 万元。'],
  ['policy', '以旧换新补贴', '凭报废或置换凭证申请，金额和期限以当地商务部门公告为准。'],
  ['process', '购车流程', '选车、试驾、签约付定金、办贷款和保险、付清车款、上牌、交车验车。'],
  ['model', '青屿 E5 充电时间', '快充 30% 到 80% 约 28 分钟，家用 7 千瓦充电桩约 9 小时充满。'],
  ['market', '十一月行情', '同级纯电优惠收窄，置换补贴是客户最关心的一项。'],
  ['usage', '冬季续航', '提前预热座舱，胎压按门框标签，续航会比标称少两到三成。'],
] as const
const ASKED = [
  ['consult', 'phone', '购置税怎么算，今年还减半吗', '减半征收，每辆最多减一万五。'],
  ['consult', 'web', '周末能试驾吗', '可以，已约周六上午。'],
  ['complaint', 'phone', '交车时少一块脚垫', null],
  ['suggestion', 'onsite', '儿童区希望加点图书', null],
  ['consult', 'onsite', '家里没有车位能装充电桩吗', null],
] as const

/** Tickets with how many of their four steps are taken; five: done and to be called back about. */
const TICKETS = [
  ['complaint', 'wechat', '空调异味，上次清洗后没有好转', 2],
  ['complaint', 'web', '承诺的贴膜颜色不对', 5],
  ['complaint', 'email', '上牌比约定晚了一周', 3],
  ['repair', 'phone', '左前轮过坎异响', 1],
  ['maintenance', 'wechat', '想约周六上午首保', 0],
] as const
const WORDS = ['与客户核对过，情况属实', '由售后经理牵头，三日内办好', '已按方案处理并拍照留存', '电话告知客户，客户接受'] as const

const SURVEYS: readonly Asked<'surveys.keep'>[] = [
  {
    name: '交车满意度',
    purpose: 'customer',
    trigger: 'delivery',
    questions: [
      { id: 'welcome', section: '接待', kind: 'score', text: '销售顾问的接待' },
      { id: 'car', section: '交车', kind: 'score', text: '交车时车况和讲解' },
      { id: 'wait', section: '交车', kind: 'choice', text: '交车等了多久', options: ['半小时内', '一小时内', '更久'] },
      { id: 'recommend', section: '总体', kind: 'recommend', text: '会把我们推荐给朋友吗' },
      { id: 'words', section: '总体', kind: 'words', text: '还想说什么', required: false },
    ],
  },
  {
    name: '售后满意度',
    purpose: 'customer',
    trigger: 'service',
    questions: [
      { id: 'adviser', section: '接车', kind: 'score', text: '服务顾问的接待' },
      { id: 'work', section: '维修', kind: 'score', text: '维修质量' },
      { id: 'recommend', section: '总体', kind: 'recommend', text: '会把我们推荐给朋友吗' },
    ],
  },
  { name: '季度自评', purpose: 'self', trigger: 'none', questions: [{ id: 'service', kind: 'score', text: '我的服务态度' }] },
  { name: '同事互评', purpose: 'peer', trigger: 'none', questions: [{ id: 'service', kind: 'score', text: '这位同事的服务态度' }] },
]
const LIKED = ['交车很细致', '讲解清楚', '等得有点久', '环境不错', '希望多一些活动'] as const

function surveysFor({ desk, random, staff, known }: World): void {
  const keys = SURVEYS.map((form) => {
    const { id } = desk.run('surveys.keep', form, staff.manager)
    desk.run('surveys.open', { id }, staff.manager)
    return id
  })
  const [delivery = '', service = '', self = '', peer = ''] = keys
  for (const { id: customerId } of known.slice(-14)) {
    const answers = {
      welcome: random.int(7, 10),
      car: random.int(6, 10),
      wait: random.pick(['半小时内', '半小时内', '一小时内', '更久'] as const),
      recommend: random.int(6, 10),
      words: random.pick(LIKED),
    }
    desk.run('surveys.answer', { formId: delivery, customerId: CustomerId.parse(customerId), way: 'kiosk', answers }, staff.manager)
  }
  for (const id of [delivery, service]) desk.run('surveys.ask', { id, days: 30 }, staff.manager)
  const [one, two] = staff.consultants
  if (!one || !two) return
  for (const [by, about] of [
    [one, two],
    [two, one],
  ] as const) {
    desk.run('surveys.answer', { formId: self, way: 'desk', answers: { service: random.int(7, 9) } }, by)
    desk.run('surveys.answer', { formId: peer, aboutId: about, way: 'desk', answers: { service: random.int(6, 10) } }, by)
  }
}

export function careFor(world: World): void {
  const { desk, random, staff, known, today } = world
  surveysFor(world)
  for (const [category, title, body] of KNOWN) desk.run('care.keepArticle', { category, title, body }, staff.manager)
  const guest = (at: number) => known[known.length - 1 - at * 4]
  for (const [at, [kind, channel, question, answer]] of ASKED.entries()) {
    const person = guest(at)
    if (!person) continue
    const asked = desk.run('care.ask', { kind, channel, customerId: CustomerId.parse(person.id), question, answer }, staff.manager)
    if (kind === 'suggestion') desk.run('care.proposeReward', { id: asked.id, amountFen: 20_000, note: '已采纳' }, staff.manager)
  }
  for (const [at, [kind, channel, question, steps]] of TICKETS.entries()) {
    const person = guest(at + 18)
    if (!person) continue
    const { id } = desk.run('care.ask', { kind, channel, customerId: CustomerId.parse(person.id), question }, staff.manager)
    for (const [nth, step] of ticketSteps.entries())
      if (nth < steps) desk.run('care.mark', { id, step, words: WORDS[nth] ?? question }, staff.manager)
    if (steps === 5) desk.run('care.finish', { id, result: '重新贴膜并赠送一次洗车', solved: true, content: 4 }, staff.manager)
  }
  for (const [at, service] of (['advice', 'maintenance', 'finance', 'detailing'] as const).entries()) {
    const person = guest(at + 6)
    if (!person) continue
    const { id } = desk.run(
      'care.ask',
      { kind: 'service', channel: 'onsite', customerId: CustomerId.parse(person.id), service },
      staff.manager,
    )
    const steps = { advice: '了解用途和停车环境', maintenance: '核对里程和日期', finance: '了解收入与首付', detailing: '预约时间' }
    desk.run('care.tick', { id, step: steps[service], done: true }, staff.manager)
  }
  const invited = known.slice(-24).map(({ id }) => CustomerId.parse(id))
  const { id } = desk.run(
    'care.launch',
    {
      kind: 'event',
      name: '冬季试驾会',
      place: '昆山店展厅',
      heldOn: addDays(today, 12),
      seats: 40,
      channel: 'sms',
      template: 'event-sms',
      customerIds: invited,
    },
    staff.manager,
  )
  const guests = desk.read((db) => db.all<{ id: string }>('SELECT id FROM care_invitees WHERE campaign_id = ? ORDER BY id', id))
  for (const each of guests.slice(0, 9))
    desk.run('care.reply', { id: each.id, reply: random.pick(['yes', 'yes', 'maybe', 'no'] as const) }, staff.manager)
  for (const [at, about] of (['交车体验', '试驾体验', '保养体验'] as const).entries()) {
    const person = guest(at + 12)
    if (!person) continue
    const plan = desk.run('care.planCallBack', { customerId: CustomerId.parse(person.id), dueOn: today, about }, staff.manager)
    if (at === 2) desk.run('care.callBack', { id: plan.id, result: '满意，会推荐给朋友', content: 5, recommend: 9 }, staff.manager)
  }
  const [one = staff.manager, two = staff.manager] = staff.consultants
  desk.run('care.give', { title: '整理展车并核对价签', ownerIds: [one, two], dueOn: addDays(today, 2) }, staff.manager)
  const improves = { kind: 'figure' as const, id: 'inTimeBp' as const, was: 9000 }
  desk.run('care.give', { title: '早会过一遍前一天的投诉', ownerIds: [two], dueOn: addDays(today, 5), improves }, staff.manager)
  const { ids } = desk.run('care.give', { title: '更新朋友圈活动海报', ownerIds: [one], dueOn: today }, staff.manager)
  for (const task of ids) desk.run('care.advance', { id: task, percent: 60, result: '初稿已发群里' }, one)
}
