// The way of one lead in the demo store: how somebody is met, the contacts their grade asks for, and how it ends when nobody
// sold them a car. Quotes and signatures move it on by themselves.
import type { Asked } from '../../shared/contract.ts'
import { addDays, startOf } from '../../shared/dates.ts'
import { horizons, lossReasons, suggestLevel, firstCadence } from '../../shared/modules/leads/rules.ts'
import { models } from './catalogue.ts'
import type { World } from './world.ts'

/** Before that the store kept no leads, only customers: two years of them would say little and take long to make. */
export const LEADS_SINCE_DAYS = 100

const CAMPAIGNS = ['秋季车展', '抖音直播', '置换补贴月', '老客户转介绍'] as const
const ANSWERED = ['说再比较比较', '约了周末来', '对价格有顾虑', '想看夜间内饰', '家里人还没定', '问能不能再送装潢', '没接，留言了'] as const
const SAID = ['讲了配置与续航', '发了报价和方案', '约到店试驾', '介绍置换补贴', '问了用车场景', '邀请参加周末活动'] as const
const NEEDS = ['家用代步', '接送孩子', '换掉旧车', '长途自驾', '公司用车'] as const
const SEEN = ['很满意空间', '觉得内饰素', '喜欢颜色', '对续航放心了', '比价中'] as const
const RIVALS = ['同价位插混', '隔壁品牌 SUV', '二手车', '合资轿车'] as const

/** Meets somebody through the counter or from elsewhere, and puts what their grade asks for on the agenda. Returns their id. */
export function meetLead(
  world: World,
  on: string,
  { name, phone, source, consultant }: { name: string; phone: string; source: string; consultant: string },
): string {
  const { random } = world
  const model = random.pick(models)
  const buysWithin = random.chance(0.75) ? random.pick(horizons) : null
  const budgetFen = random.chance(0.7) ? Math.round((model.listFen * random.int(75, 115)) / 100_000_000) * 1_000_000 : null
  const { level } = suggestLevel({ within: buysWithin, budgetFen, priceFen: model.listFen }, firstCadence)
  const about = {
    name,
    phone,
    channel: source,
    campaign: random.chance(0.25) ? random.pick(CAMPAIGNS) : null,
    model: model.series,
    budgetFen,
    buysWithin,
    level,
    // Two people may share a name and nearly a number: the counter says why it is somebody else.
    evenSo: '同名不同人，已当面核对',
  }
  const customerId = source === '到店' ? receive(world, { ...about, receivedBy: consultant }, consultant) : enter(world, about, consultant)
  for (const after of [1, 2, 4, 7, 15, 30])
    world.plan(addDays(on, after + random.int(0, 1)), random.int(60, 560), (day) => contact(world, day, customerId, consultant))
  world.plan(addDays(on, random.int(18, 55)), random.int(300, 600), () => giveUp(world, customerId, consultant))
  return customerId
}

function enter(world: World, about: Asked<'leads.add'>, consultant: string): string {
  const { id } = world.desk.run('leads.add', about, consultant)
  return customerOf(world, id)
}

function receive(world: World, about: Asked<'leads.receive'>, consultant: string): string {
  const { desk, random } = world
  const stay = random.int(15, 95) * 60_000
  const { id, customerId } = desk.run(
    'leads.receive',
    {
      ...about,
      people: random.int(1, 3),
      needs: random.pick(NEEDS),
      answers: random.pick(SAID),
      impression: random.pick(SEEN),
      arrivedAt: desk.at - stay,
    },
    consultant,
  )
  if (desk.at < startOf(world.today) || random.chance(0.4)) desk.run('leads.seeOut', { id }, consultant)
  if (customerId === null) throw new Error('a visit with a name has a customer')
  return customerId
}

const customerOf = ({ desk }: World, leadId: string): string =>
  desk.read((db) => db.one<{ id: string }>('SELECT customer_id AS id FROM leads WHERE id = ?', leadId))?.id ?? ''

type Open = { id: string; stage: string }
const openLead = ({ desk }: World, customerId: string): Open | undefined =>
  desk.read((db) => db.one<Open>(`SELECT id, stage FROM leads WHERE customer_id = ? AND stage NOT IN ('won', 'lost')`, customerId))

/** Does what is due for a lead that day; lately not everything is done in time. */
function contact(world: World, on: string, customerId: string, consultant: string): void {
  const { desk, random } = world
  if (on >= addDays(world.today, -1) && random.chance(0.55)) return
  const due = desk.read((db) =>
    db.all<{ id: string; channel: string }>(
      'SELECT id, channel FROM follow_ups WHERE customer_id = ? AND done_at IS NULL AND due_on <= ? AND lead_id IS NOT NULL ORDER BY due_on LIMIT 1',
      customerId,
      on,
    ),
  )
  const lead = openLead(world, customerId)
  if (!lead) return
  for (const { id } of due) {
    const invites = lead.stage !== 'arrived' && random.chance(0.25)
    const day = addDays(on, random.int(1, 4))
    desk.run(
      'customers.finishFollowUp',
      {
        id,
        result: random.pick(SAID),
        feedback: random.chance(0.6) ? random.pick(ANSWERED) : null,
        changed: random.chance(0.1) ? '改看别的颜色' : null,
        ...(invites
          ? { next: { dueOn: day, dueMinute: random.int(18, 32) * 30, channel: 'visit', note: '到店看车' } }
          : random.chance(0.6)
            ? {
                next: {
                  dueOn: addDays(on, random.int(3, 20)),
                  channel: random.pick(['phone', 'wechat'] as const),
                  note: random.pick(SAID),
                },
              }
            : {}),
      },
      consultant,
    )
    if (invites && random.chance(0.7))
      world.plan(day, random.int(60, 500), () => {
        if (!openLead(world, customerId)) return
        receive(world, { customerId }, consultant)
        const after = openLead(world, customerId)
        if (after?.stage === 'arrived' && random.chance(0.5)) desk.run('leads.move', { id: after.id, stage: 'driven' }, consultant)
      })
  }
}

/** After weeks without a signature most leads end. */
function giveUp(world: World, customerId: string, consultant: string): void {
  const { desk, random } = world
  const lead = openLead(world, customerId)
  if (!lead || random.chance(0.2)) return
  const reason = random.pick(lossReasons.filter((each) => each !== 'double'))
  desk.run(
    'leads.move',
    { id: lead.id, stage: 'lost', reason, rival: reason === 'rival' || reason === 'price' ? random.pick(RIVALS) : null },
    consultant,
  )
}
