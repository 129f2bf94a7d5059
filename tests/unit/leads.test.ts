// Leads on a real store: taken in by hand, graded with reasons, followed by a cadence, moved, lost, given to others, and
// what becomes of them when people quote, sign and come in.
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { addDays } from '../../src/shared/dates.ts'
import { firstCadence, suggestLevel } from '../../src/shared/modules/leads/rules.ts'
import { openShop, person, quoteOf, refused, userId, type Shop } from '../support/shop.ts'

const TODAY = '2026-11-22'
const consultant = person('consultant')
const colleague = person('colleague')
const manager = person('manager')
const wish = { channel: '抖音', campaign: '秋季车展', model: '青屿 E5', budgetFen: 18_000_000, buysWithin: 'week' as const }
const add = (shop: Shop, over: Partial<Asked<'leads.add'>> = {}, who = consultant): string =>
  shop.run('leads.add', { name: '江知夏', phone: '13900001111', ...wish, level: 'H', levelReason: '7 天内要买', ...over }, who).id
const card = (shop: Shop, id: string) => shop.run('leads.card', { id }, manager)
const open = (shop: Shop, id: string) => card(shop, id).followUps.filter(({ doneAt }) => doneAt === null)

describe('taken in', () => {
  test('[LEA-01] a phone, a name, source, campaign, wanted car and budget make a customer and a lead', () => {
    const shop = openShop()
    const id = add(shop)
    const { lead, steps, hands } = card(shop, id)
    expect(lead).toMatchObject({
      name: '江知夏',
      phone: '139****1111',
      ...wish,
      stage: 'new',
      level: 'H',
      heat: 'high',
      consultant: '陈屿',
    })
    expect(steps.map(({ stage }) => stage)).toEqual(['new'])
    expect(hands).toMatchObject([{ from: null, to: '陈屿', rule: 'self' }])
    const customer = shop.run('customers.card', { id: lead.customerId }, manager).customer
    expect(customer).toMatchObject({ name: '江知夏', source: '抖音', wants: '青屿 E5', budgetFen: 18_000_000 })
  })

  test('[LEA-01] whoever is known already is named, and a second open lead of one customer is refused', () => {
    const shop = openShop()
    const again = refused(() => add(shop, { phone: '138 0000 4471', name: '周山' }))
    expect(again).toMatchObject({ code: 'duplicate', details: { found: [{ id: shop.customerId }] } })
    const id = add(shop, { customerId: shop.customerId, name: '', phone: null })
    expect(refused(() => add(shop, { customerId: shop.customerId }))).toMatchObject({ code: 'lead-open', details: { id } })
    expect(shop.run('leads.openOf', { customerId: shop.customerId }, consultant)).toMatchObject({ id, stage: 'new' })
  })

  test('a consultant sees and opens their own leads only', () => {
    const shop = openShop()
    const id = add(shop)
    expect(shop.run('leads.page', { limit: 10 }, colleague).rows).toEqual([])
    expect(refused(() => shop.run('leads.card', { id }, colleague)).code).toBe('not-found')
    expect(shop.run('leads.page', { limit: 10 }, consultant).rows.map((row) => row.id)).toEqual([id])
    expect(card(shop, add(shop, { phone: '13900002222', consultantId: userId('consultant') }, colleague)).lead.consultant).toBe('许南枝')
  })
})

describe('graded', () => {
  test('[LEA-02] intent and budget speak for a grade that counts high, middle or low, with the reasons', () => {
    const at = (within: Parameters<typeof suggestLevel>[0]['within'], budgetFen: number | null = null) =>
      suggestLevel({ within, budgetFen, priceFen: 20_000_000 }, firstCadence)
    expect(at('week')).toEqual({ level: 'H', reasons: ['week'] })
    expect(at('fortnight').level).toBe('A')
    expect(at('month').level).toBe('B')
    expect(at('quarter').level).toBe('C')
    expect(at(null)).toEqual({ level: 'N', reasons: ['unknown'] })
    expect(at('week', 17_000_000)).toEqual({ level: 'H', reasons: ['week'] })
    expect(at('week', 16_999_999)).toEqual({ level: 'A', reasons: ['week', 'budget-short'] })
    const heats = Object.fromEntries((['H', 'A', 'B', 'C', 'N'] as const).map((level) => [level, firstCadence[level].heat]))
    expect(heats).toEqual({ H: 'high', A: 'high', B: 'middle', C: 'low', N: 'middle' })
  })

  test('[LEA-02] every grade is kept with what it was and why', () => {
    const shop = openShop()
    const id = add(shop)
    shop.run('leads.correct', { id, fields: { buysWithin: 'month' }, level: 'B', levelReason: '先看看' }, consultant)
    expect(card(shop, id)).toMatchObject({
      lead: { level: 'B', heat: 'middle', buysWithin: 'month' },
      grades: [
        { level: 'B', was: 'H', reason: '先看看', by: '陈屿' },
        { level: 'H', reason: '7 天内要买' },
      ],
    })
    expect(refused(() => shop.run('leads.correct', { id, fields: { model: '青屿 E5' } }, consultant)).code).toBe('nothing-changed')
  })

  test('[FUP-01] a grade plans the contacts its cadence asks for; a new grade takes back what nobody did', () => {
    const shop = openShop()
    const id = add(shop)
    expect(open(shop, id).map(({ dueOn, channel, cadence }) => [dueOn, channel, cadence])).toEqual([
      [addDays(TODAY, 1), 'phone', 'H'],
      [addDays(TODAY, 2), 'wechat', 'H'],
      [addDays(TODAY, 4), 'phone', 'H'],
    ])
    expect(card(shop, id).lead).toMatchObject({ nextOn: addDays(TODAY, 1), nextBy: 'phone', nextNote: '确认用车时间，邀约到店' })
    shop.run('customers.planFollowUp', { customerId: card(shop, id).lead.customerId, dueOn: TODAY, channel: 'sms' }, consultant)
    shop.run('leads.correct', { id, fields: {}, level: 'C' }, consultant)
    expect(open(shop, id).map(({ dueOn, cadence }) => [dueOn, cadence])).toEqual([
      [TODAY, null],
      [addDays(TODAY, 7), 'C'],
      [addDays(TODAY, 15), 'C'],
      [addDays(TODAY, 45), 'C'],
    ])
  })

  test('[FUP-01] the cadence is a dated parameter of the store', () => {
    const shop = openShop()
    const value = { ...firstCadence, H: { heat: 'high' as const, steps: [{ days: 0, channel: 'wechat' as const, note: '马上联系' }] } }
    shop.run('admin.dateParameter', { key: 'lead-cadence', validFromOn: TODAY, value, source: '店长', note: '' } as never, shop.founder)
    expect(open(shop, add(shop)).map(({ dueOn, note }) => [dueOn, note])).toEqual([[TODAY, '马上联系']])
  })
})

describe('followed', () => {
  test('[FUP-03] [LEA-04] a talk keeps its time, what was said, the answer and the changed need, and plans the next one', () => {
    const shop = openShop()
    const id = add(shop)
    const first = open(shop, id)[0]?.id ?? ''
    shop.run(
      'customers.finishFollowUp',
      {
        id: first,
        result: '介绍了续航',
        feedback: '嫌贵',
        changed: '想看 E3',
        next: { dueOn: addDays(TODAY, 3), dueMinute: 615, channel: 'visit', note: '看车' },
      },
      consultant,
    )
    const done = card(shop, id).followUps.find((each) => each.id === first)
    expect(done).toMatchObject({ result: '介绍了续航', feedback: '嫌贵', changed: '想看 E3', channel: 'phone' })
    expect(done?.doneAt).toBeGreaterThan(0)
    expect(open(shop, id).find(({ channel }) => channel === 'visit')).toMatchObject({ dueOn: addDays(TODAY, 3), dueMinute: 615 })
    // A visit that is arranged is an invitation.
    expect(card(shop, id).lead.stage).toBe('invited')
  })

  test('[LEA-07] an appointment is moved to another day and hour, by whoever may see it, until somebody noted what came of it', () => {
    const shop = openShop()
    const { customerId } = card(shop, add(shop)).lead
    const plan = { dueOn: addDays(TODAY, 1), dueMinute: 615, channel: 'visit' as const, note: '看车' }
    const { id } = shop.run('customers.planFollowUp', { customerId, ...plan }, consultant)
    const stands = () => shop.st.one('SELECT due_on AS dueOn, due_minute AS dueMinute, note FROM follow_ups WHERE id = ?', id)
    shop.run('customers.moveFollowUp', { id, dueOn: addDays(TODAY, 4) }, consultant)
    expect(stands()).toEqual({ dueOn: addDays(TODAY, 4), dueMinute: 615, note: '看车' })
    shop.run('customers.moveFollowUp', { id, dueOn: addDays(TODAY, 4), dueMinute: 840 }, person('manager'))
    shop.run('customers.moveFollowUp', { id, dueOn: addDays(TODAY, 5), dueMinute: null }, consultant)
    expect(stands()).toEqual({ dueOn: addDays(TODAY, 5), dueMinute: null, note: '看车' })
    const stranger = person('colleague', { reach: 'own' })
    expect(refused(() => shop.run('customers.moveFollowUp', { id, dueOn: TODAY }, stranger)).code).toBe('not-found')
    shop.run('customers.finishFollowUp', { id, result: '来过了' }, consultant)
    expect(refused(() => shop.run('customers.moveFollowUp', { id, dueOn: TODAY }, consultant)).code).toBe('already-done')
  })

  test('[FUP-05] talks nobody planned are noted, found by channel, and taken out', () => {
    const shop = openShop()
    const id = add(shop)
    const { customerId } = card(shop, id).lead
    const talk = shop.run('customers.noteTalk', { customerId, channel: 'wechat', result: '发了报价' }, consultant)
    expect(card(shop, id).lead.stage).toBe('contacted')
    const log = (values: string[]) =>
      shop.run('customers.followUps', { done: true, filters: [{ column: 'channel', op: 'is', values }], limit: 10 }, consultant).rows
    expect(log(['wechat'])).toMatchObject([{ id: talk.id, result: '发了报价', leadId: id }])
    expect(log(['phone'])).toEqual([])
    shop.run('customers.dropFollowUp', { id: talk.id }, consultant)
    expect(log(['wechat'])).toEqual([])
  })
})

describe('on its way', () => {
  test('[LEA-03] [LEA-06] a quote and a signature move the lead on, and lead, customer and order name each other', () => {
    const shop = openShop()
    const id = add(shop, { customerId: shop.customerId, name: '', phone: null })
    const order = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_990_000, lines: [] }), consultant)
    expect(card(shop, id).lead.stage).toBe('quoted')
    expect(open(shop, id).length).toBeGreaterThan(0)
    shop.run('orders.place', { id: order.id as never }, consultant)
    shop.run('orders.sign', { id: order.id as never, termsRev: 1 }, consultant)
    const won = card(shop, id)
    expect(won.lead.stage).toBe('won')
    expect(won.orders.map(({ no }) => no)).toEqual([order.no])
    expect(won.steps.map(({ stage }) => stage)).toEqual(['new', 'quoted', 'won'])
    expect(open(shop, id)).toEqual([])
    const { leads, orders } = shop.run('customers.card', { id: won.lead.customerId }, consultant)
    expect(leads.map((each) => each.id)).toEqual([id])
    expect(orders.map((each) => each.id)).toEqual([order.id])
  })

  test('[LEA-03] a loss needs its reason, ends what was planned, and can be taken up again', () => {
    const shop = openShop()
    const id = add(shop)
    expect(() => shop.run('leads.move', { id, stage: 'lost' }, consultant)).toThrow('required')
    shop.run('leads.move', { id, stage: 'lost', reason: 'rival', rival: '同价位插混', note: '已提车' }, consultant)
    expect(card(shop, id).lead).toMatchObject({ stage: 'lost', lostReason: 'rival', rival: '同价位插混', lostNote: '已提车', nextOn: null })
    shop.run('leads.move', { id, stage: 'contacted' }, consultant)
    expect(card(shop, id).lead).toMatchObject({ stage: 'contacted', lostReason: null, rival: null })
    expect(refused(() => shop.run('leads.move', { id, stage: 'contacted' }, consultant)).code).toBe('same-stage')
  })

  test('[LEA-03] the board shows open leads by stage, the next due first', () => {
    const shop = openShop()
    const [late, soon] = [add(shop, { level: 'C' }), add(shop, { phone: '13900002222', name: '白露', level: 'H' })]
    const board = shop.run('leads.board', {}, manager)
    expect(board.map(({ stage, count }) => [stage, count])).toEqual([
      ['new', 2],
      ['contacted', 0],
      ['invited', 0],
      ['arrived', 0],
      ['driven', 0],
      ['quoted', 0],
    ])
    expect(board[0]?.rows.map(({ id }) => id)).toEqual([soon, late])
  })
})

describe('given to others', () => {
  test('[FUP-02] a lead goes to another with its customer and plans, and every hand is kept with the reason', () => {
    const shop = openShop()
    const id = add(shop)
    shop.run('leads.assign', { ids: [id], rule: 'chosen', toId: userId('colleague'), reason: '休假' }, manager)
    const after = card(shop, id)
    expect(after.lead.consultant).toBe('许南枝')
    expect(after.hands).toMatchObject([
      { from: '陈屿', to: '许南枝', rule: 'chosen', reason: '休假', by: '顾听澜' },
      { from: null, to: '陈屿', rule: 'self' },
    ])
    expect(new Set(after.followUps.map(({ owner }) => owner))).toEqual(new Set(['许南枝']))
    expect(shop.run('leads.page', { limit: 5 }, consultant).rows).toEqual([])
    expect(shop.run('leads.page', { limit: 5 }, colleague).rows).toHaveLength(1)
  })

  test('[FUP-02] in turn, by load and by skill', () => {
    const shop = openShop()
    const ids = Array.from({ length: 6 }, (_, n) => add(shop, { phone: `1390000300${n}`, name: `客户${n}` }, manager))
    const given = (rule: 'turn' | 'load' | 'skill') => shop.run('leads.assign', { ids, rule }, manager).given.map(({ toId }) => toId)
    const count = (to: readonly string[]) =>
      [userId('consultant'), userId('colleague')].map((id) => to.filter((each) => each === id).length)
    expect(count(given('turn'))).toEqual([3, 3])
    expect(count(given('load'))).toEqual([3, 3])
    shop.run('leads.move', { id: ids[0] as string, stage: 'won' }, manager)
    const best = shop.run('leads.page', { limit: 1, filters: [{ column: 'stage', op: 'is', values: ['won'] }] }, manager).rows[0]
    const rest = ids.slice(1)
    const skilled = shop.run('leads.assign', { ids: rest, rule: 'skill' }, manager).given
    expect(new Set(skilled.map(({ toId }) => toId))).toEqual(new Set([best?.consultantId]))
  })

  test('[FUP-02] the table of rules decides by traits whom a lead without a name goes to', () => {
    const shop = openShop()
    const rule = (over: Partial<Asked<'leads.keepRule'>>) =>
      shop.run('leads.keepRule', { name: '规则', method: 'turn', ...over } as Asked<'leads.keepRule'>, manager).id
    const dear = rule({ name: '高预算给许南枝', budgetFromFen: 30_000_000, people: [userId('colleague')] })
    rule({ name: '抖音给陈屿', channel: '抖音', people: [userId('consultant')] })
    const enter = (n: number, over: Partial<Asked<'leads.add'>>) =>
      card(shop, add(shop, { phone: `1390000400${n}`, name: `客${n}`, ...over }, manager))
    expect(enter(1, {}).hands).toMatchObject([{ to: '陈屿', rule: 'turn', reason: '抖音给陈屿' }])
    expect(enter(2, { budgetFen: 30_000_000 }).hands).toMatchObject([{ to: '许南枝', reason: '高预算给许南枝' }])
    expect(enter(3, { channel: '网站' }).hands).toMatchObject([{ to: '顾听澜', rule: 'self' }])
    expect(shop.run('leads.rules', {}, manager).map(({ name }) => name)).toEqual(['高预算给许南枝', '抖音给陈屿'])
    shop.run('leads.shiftRule', { id: dear, up: false }, manager)
    expect(enter(4, { budgetFen: 30_000_000 }).hands).toMatchObject([{ to: '陈屿', reason: '抖音给陈屿' }])
    expect(refused(() => shop.run('leads.shiftRule', { id: dear, up: false }, manager)).code).toBe('at-the-end')
    shop.run('leads.dropRule', { id: dear }, manager)
    expect(shop.run('leads.rules', {}, manager)).toHaveLength(1)
  })
})

describe('come in', () => {
  test('[FUP-19] a visit keeps who received, needs, answers, impression and how long they stayed', () => {
    const shop = openShop()
    const { id, leadId } = shop.run(
      'leads.receive',
      {
        name: '江知夏',
        phone: '13900001111',
        model: '青屿 E5',
        people: 2,
        needs: '接送孩子',
        answers: '讲了座椅',
        impression: '喜欢',
        level: 'A',
      },
      consultant,
    )
    shop.clock.at += 42 * 60_000
    shop.run('leads.seeOut', { id }, consultant)
    const [visit] = shop.run('leads.visits', { limit: 5 }, manager).rows
    expect(visit).toMatchObject({ receivedBy: '陈屿', people: 2, needs: '接送孩子', answers: '讲了座椅', impression: '喜欢', again: false })
    expect(visit?.stayMinutes).toBe(42)
    expect(card(shop, leadId ?? '').lead).toMatchObject({ stage: 'arrived', level: 'A', visits: 1, channel: null })
    expect(refused(() => shop.run('leads.seeOut', { id }, consultant)).code).toBe('already-left')
  })

  test('[FUP-06] whoever comes in unannounced has a next step at once', () => {
    const shop = openShop()
    const { leadId } = shop.run('leads.receive', { name: '乔先生', phone: '13900007788' }, consultant)
    const { lead, hands } = card(shop, leadId ?? '')
    expect(lead).toMatchObject({ stage: 'arrived', level: 'N', heat: 'middle', nextOn: addDays(TODAY, 1), nextBy: 'phone' })
    expect(hands).toMatchObject([{ to: '陈屿', rule: 'self' }])
  })

  test('a visit without a name counts and leaves no customer', () => {
    const shop = openShop()
    const before = shop.run('customers.page', { limit: 1 }, manager).total
    expect(shop.run('leads.receive', { people: 3 }, consultant)).toMatchObject({ leadId: null, customerId: null })
    expect(shop.run('customers.page', { limit: 1 }, manager).total).toBe(before)
    expect(shop.run('leads.visits', { limit: 5 }, consultant).rows).toMatchObject([{ people: 3, name: null }])
  })

  test('[LEA-07] an appointment is kept by the visit it was for', () => {
    const shop = openShop()
    const id = add(shop)
    const { customerId } = card(shop, id).lead
    const arranged = shop.run(
      'customers.planFollowUp',
      { customerId, dueOn: addDays(TODAY, 1), dueMinute: 600, channel: 'visit' },
      consultant,
    )
    expect(card(shop, id).lead.stage).toBe('invited')
    shop.run('leads.receive', { customerId, people: 1 }, consultant)
    const after = card(shop, id)
    expect(after.lead.stage).toBe('arrived')
    expect(after.followUps.find((each) => each.id === arranged.id)).toMatchObject({ result: '已到店' })
    expect(after.visits).toHaveLength(1)
    expect(after.steps.map(({ stage }) => stage)).toEqual(['new', 'invited', 'arrived'])
  })

  test('whoever is forgotten leaves no words in leads and visits', () => {
    const shop = openShop()
    const { leadId, customerId } = shop.run(
      'leads.receive',
      { name: '江知夏', phone: '13900001111', needs: '接送孩子', note: '住在玉山' },
      consultant,
    )
    shop.run('leads.correct', { id: leadId ?? '', fields: {}, level: 'B', levelReason: '孩子九月上学' }, consultant)
    shop.run('leads.assign', { ids: [leadId ?? ''], rule: 'chosen', toId: userId('colleague'), reason: '住得近' }, manager)
    const said = () =>
      shop.st.all(
        `SELECT reason FROM lead_grades WHERE reason IS NOT NULL UNION ALL SELECT reason FROM lead_assignments WHERE reason IS NOT NULL`,
      )
    expect(said()).toHaveLength(2)
    shop.run('customers.erase', { id: customerId ?? '' }, person('director'))
    expect(said()).toEqual([])
    expect(shop.st.one('SELECT note FROM leads WHERE id = ?', leadId)).toEqual({ note: null })
    expect(shop.st.one('SELECT needs FROM visits')).toEqual({ needs: null })
  })
})
