// Surveys: a questionnaire is built, frozen when it is opened, asks once about each occasion and only who agreed, is answered at
// the kiosk and by phone, and what it came to stands over months, people and questions. Real store, the product's own commands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dailyWork } from '../../src/main/daily.ts'
import { setState } from '../../src/main/store/outbox.ts'
import type { Asked } from '../../src/shared/contract.ts'
import { CustomerId } from '../../src/shared/ids.ts'
import { meanPoints, Question, recommendOf, unfitting } from '../../src/shared/modules/surveys/rules.ts'
import { openShop, person, quoteOf, refused, userId, type Shop } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

const manager = person('manager')
const consultant = person('consultant')
const colleague = person('colleague')
const director = person('director')
const DAY = 86_400_000
const open = (): Shop => {
  const shop = openShop()
  setState(shop.st, 'site', SITE)
  return shop
}
const guest = (shop: Shop) => CustomerId.parse(shop.customerId)
const agree = (shop: Shop) =>
  shop.run('privacy.noteConsent', { customerId: shop.customerId, state: 'given', purpose: 'care', channel: 'all', how: 'signed' }, manager)

const questions: Asked<'surveys.keep'>['questions'] = [
  { id: 'a', section: '接待', kind: 'score', text: '接待' },
  { id: 'b', section: '交车', kind: 'score', text: '交车' },
  { id: 'c', section: '交车', kind: 'choice', text: '等了多久', options: ['半小时', '更久'] },
  { id: 'd', kind: 'recommend', text: '会推荐吗' },
  { id: 'e', kind: 'words', text: '还想说什么', required: false },
]
const form = { purpose: 'customer' as const, name: '交车满意度', questions }
const asking = (shop: Shop, more: Partial<Asked<'surveys.keep'>> = {}): string => {
  const { id } = shop.run('surveys.keep', { ...form, ...more }, manager)
  shop.run('surveys.open', { id }, manager)
  return id
}
const good = { a: 9, b: 10, c: '半小时', d: 10 }

describe('rules', () => {
  const built = questions.map((question) => Question.parse(question))
  test('[SUR-01] an answer fits when every question that must be answered is, with what its kind allows', () => {
    expect(unfitting(built, good)).toEqual([])
    expect(unfitting(built, { ...good, e: '都好' })).toEqual([])
    expect(unfitting(built, { a: 9, b: 10, c: '半小时' })).toEqual(['d'])
    expect(unfitting(built, { ...good, a: 0, c: '两小时', z: 1 })).toEqual(['a', 'c', 'z'])
    expect(Question.safeParse({ id: 'x', kind: 'choice', text: '选', options: ['一样', '一样'] }).success).toBe(false)
  })
  test('[SUR-02] the mean lies between the least and the most points, in hundredths, and forgets no question that gives points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 20 }), (points) => {
        const asked = points.map((_, at) => Question.parse({ id: `q${at}`, kind: 'score', text: 'x' }))
        const mean = meanPoints(asked, Object.fromEntries(points.map((each, at) => [`q${at}`, each]))) ?? 0
        expect(mean).toBeGreaterThanOrEqual(Math.min(...points) * 100)
        expect(mean).toBeLessThanOrEqual(Math.max(...points) * 100)
        expect(Math.abs(mean - (points.reduce((sum, each) => sum + each, 0) * 100) / points.length)).toBeLessThanOrEqual(0.5)
      }),
    )
    expect(meanPoints(built, { c: '半小时' })).toBeNull()
    expect(recommendOf(built, good)).toBe(10)
  })
})

describe('questionnaires', () => {
  test('[SUR-01] a draft changes, what was opened does not: its change is a new version that takes its place when it is opened', () => {
    const shop = open()
    const first = shop.run('surveys.keep', form, manager)
    expect(shop.run('surveys.keep', { ...form, key: first.id, name: '交车评价' }, manager)).toEqual({ id: first.id, version: 1 })
    shop.run('surveys.open', { id: first.id }, manager)
    const next = shop.run('surveys.keep', { ...form, key: first.id, questions: questions.slice(0, 2) }, manager)
    expect(next).toMatchObject({ version: 2 })
    const now = (id: string) => shop.run('surveys.forms', { id }, manager)[0]
    expect(now(first.id)).toMatchObject({ state: 'open', name: '交车评价' })
    expect(now(first.id)?.questions).toHaveLength(5)
    expect(refused(() => shop.run('surveys.answer', { formId: next.id, way: 'kiosk', answers: good }, manager)).code).toBe('not-open')
    shop.run('surveys.open', { id: next.id }, manager)
    expect([now(first.id)?.state, now(next.id)?.state]).toEqual(['closed', 'open'])
    expect(refused(() => shop.run('surveys.open', { id: next.id }, manager)).code).toBe('not-a-draft')
    shop.run('surveys.end', { id: next.id }, manager)
    expect(refused(() => shop.run('surveys.end', { id: next.id }, manager)).code).toBe('not-open')
    expect(refused(() => shop.run('surveys.ask', { id: next.id, days: 30 }, manager)).code).toBe('not-open')
  })
})

describe('asking', () => {
  test('[SUR-01] who took a car, came to the workshop or had a ticket is asked so many days later, once, by message only who agreed', async () => {
    const shop = open()
    const key = asking(shop, { trigger: 'ticket', afterDays: 2 })
    shop.run('care.ask', { kind: 'consult', channel: 'phone', customerId: guest(shop), question: '几点', answer: '九点' }, manager)
    const daily = dailyWork({ session: shop.session, log: (error) => expect(error).toBeUndefined() })
    const waiting = () => shop.run('surveys.waiting', { key }, manager)
    await daily.greetToday()
    expect(waiting()).toEqual([])
    shop.clock.at += 2 * DAY
    expect(await daily.greetToday()).toBe(1)
    expect(waiting()).toMatchObject([{ customerId: shop.customerId, name: '周杉', written: false }])
    expect(shop.run('messages.page', {}, manager).rows).toEqual([])
    // Today's own occasion is asked about by hand, and once; who agreed by now is written to.
    shop.run('care.ask', { kind: 'consult', channel: 'phone', customerId: guest(shop), question: '几点', answer: '九点' }, manager)
    agree(shop)
    expect(shop.run('surveys.ask', { id: key, days: 30 }, manager)).toEqual({ asked: 1, written: 1 })
    expect(shop.run('surveys.ask', { id: key, days: 30 }, manager)).toEqual({ asked: 0, written: 0 })
    expect(shop.run('messages.page', {}, manager).rows[0]?.text).toContain('交车满意度')
  })
  test('[TIC-04] who was asked and has not answered is called: one call each, only who agreed, and none for who answered', () => {
    const shop = open()
    const key = asking(shop, { trigger: 'ticket' })
    const tell = () =>
      shop.run('care.ask', { kind: 'consult', channel: 'phone', customerId: guest(shop), question: '几点', answer: '九点' }, manager)
    tell()
    shop.run('surveys.ask', { id: key, days: 1 }, manager)
    const plan = () => shop.run('surveys.plan', { id: key }, manager)
    expect(plan()).toEqual({ planned: 0 })
    agree(shop)
    expect(plan()).toEqual({ planned: 1 })
    expect(plan()).toEqual({ planned: 0 })
    expect(shop.run('care.callbacks', { done: false }, manager)).toMatchObject([
      { customer: '周杉', note: '问卷回访：交车满意度', owner: '陈屿' },
    ])
    const [asked] = shop.run('surveys.waiting', { key }, manager)
    const reply = () => shop.run('surveys.answer', { formId: key, invitationId: asked?.id ?? '', way: 'phone', answers: good }, manager)
    reply()
    expect(refused(reply).code).toBe('already-answered')
    expect(shop.run('surveys.waiting', { key }, manager)).toEqual([])
    // An invitation to one questionnaire is none to another.
    const other = asking(shop, { name: '另一份' })
    tell()
    shop.run('surveys.ask', { id: key, days: 1 }, manager)
    const [again] = shop.run('surveys.waiting', { key }, manager)
    const astray = () => shop.run('surveys.answer', { formId: other, invitationId: again?.id ?? '', way: 'phone', answers: good }, manager)
    expect(refused(astray).code).toBe('not-found')
  })
  test('[SUR-01] deliveries and stays in the workshop are occasions too', () => {
    const shop = open()
    const delivery = asking(shop, { trigger: 'delivery', afterDays: 3 })
    const { id } = shop.run('orders.draft', quoteOf(shop), manager)
    shop.raw.prepare('UPDATE orders SET delivered_at = ? WHERE id = ?').run(Date.parse('2026-11-22T15:00:00+08:00'), id)
    expect(shop.run('surveys.invite', { on: '2026-11-24' }, manager)).toEqual({ made: 0 })
    expect(shop.run('surveys.invite', { on: '2026-11-25' }, manager)).toEqual({ made: 1 })
    expect(shop.run('surveys.waiting', { key: delivery }, manager)).toHaveLength(1)
    const service = asking(shop, { name: '售后满意度', trigger: 'service', afterDays: 1 })
    const { id: carId } = shop.run('customers.keepCar', { id: null, customerId: guest(shop), brand: '青屿', model: 'E5' }, director)
    const car = { customerId: guest(shop), carId, vehicleId: null }
    const stay = shop.run('workshop.open', { car, kind: 'maintenance', km: 9000, complaint: '保养' }, director)
    shop.raw
      .prepare(`UPDATE work_order_steps SET state = 'delivered', noted_at = ? WHERE order_id = ?`)
      .run(Date.parse('2026-11-24T11:00:00+08:00'), stay.id)
    expect(shop.run('surveys.invite', { on: '2026-11-25' }, manager)).toEqual({ made: 1 })
    expect(shop.run('surveys.waiting', { key: service }, manager)).toMatchObject([{ name: '周杉', askedOn: '2026-11-25' }])
  })
})

describe('answers', () => {
  test('[SUR-02] [TIC-10] a low answer opens a complaint with its points and words; a good one opens nothing', () => {
    const shop = open()
    const formId = asking(shop)
    const answer = (answers: Asked<'surveys.answer'>['answers']) =>
      shop.run('surveys.answer', { formId, customerId: guest(shop), way: 'kiosk', answers }, manager)
    expect(answer(good).requestId).toBeNull()
    const { requestId } = answer({ a: 5, b: 7, c: '更久', d: 3, e: '等了两小时没人管' })
    const tickets = shop.run('care.requests', {}, manager).rows
    expect(tickets).toMatchObject([{ id: requestId, kind: 'complaint', who: '周杉', question: '交车满意度 6.0：等了两小时没人管' }])
    const missing = refused(() => answer({ a: 5 }))
    expect(missing).toEqual({ code: 'does-not-fit', details: { questions: ['b', 'c', 'd'] } })
    // Nobody in particular at the kiosk: the ticket has no customer.
    shop.run('surveys.answer', { formId, way: 'kiosk', answers: { ...good, a: 1, b: 1 } }, manager)
    expect(shop.run('care.requests', {}, manager).rows.map(({ customerId }) => customerId)).toContain(null)
  })
  test('[SUR-02] the mean of the last days is watched: it rings below the limit, and without an answer nothing rings', () => {
    const shop = open()
    const formId = asking(shop)
    const watch = { indicator: 'survey-points', direction: 'below', threshold: 700, windowDays: 30 } as const
    const said = () => shop.run('alerts.preview', watch, manager)
    expect(said()).toEqual([])
    const say = (points: number) =>
      shop.run('surveys.answer', { formId, way: 'kiosk', answers: { ...good, a: points, b: points } }, manager)
    say(8)
    expect(said()).toMatchObject([{ value: 800, rings: false }])
    say(4)
    expect(said()).toMatchObject([{ value: 600, rings: true }])
    shop.clock.at += 31 * DAY
    expect(said()).toEqual([])
  })
  test('[SUR-03] means and promoters stand over months, by person and by question, over every version', () => {
    const shop = open()
    const first = asking(shop)
    const key = first
    const say = (formId: string, a: number, d: number) =>
      shop.run('surveys.answer', { formId, customerId: guest(shop), way: 'kiosk', answers: { a, b: a, c: '半小时', d } }, manager)
    say(first, 8, 9)
    shop.clock.at += 20 * DAY
    const { id } = shop.run('surveys.keep', { ...form, key }, manager)
    shop.run('surveys.open', { id }, manager)
    say(id, 10, 10)
    say(id, 9, 3)
    const {
      all,
      months,
      people,
      questions: asked,
    } = shop.run('surveys.figures', { key, fromOn: '2026-11-01', toOn: '2026-12-31' }, manager)
    expect(all).toEqual({ answers: 3, points: 900, recommend: 33 })
    expect(months).toEqual([
      { month: '2026-11', answers: 1, points: 800, recommend: 100 },
      { month: '2026-12', answers: 2, points: 950, recommend: 0 },
    ])
    expect(people).toMatchObject([{ name: '陈屿', answers: 3, points: 900 }])
    expect(asked.find((each) => each.id === 'c')?.choices).toEqual([
      { option: '半小时', count: 3 },
      { option: '更久', count: 0 },
    ])
    expect(asked.find((each) => each.id === 'd')).toMatchObject({ recommend: 33, points: null })
    const november = shop.run('surveys.figures', { key, fromOn: '2026-11-01', toOn: '2026-11-30' }, manager)
    expect(november.all.answers).toBe(1)
  })
  test('[TIC-11] what people say of themselves stands beside what colleagues and customers say of them', () => {
    const shop = open()
    const service: Asked<'surveys.keep'>['questions'] = [{ id: 's', kind: 'score', text: '服务态度' }]
    const customer = asking(shop)
    const self = asking(shop, { purpose: 'self', name: '自评', questions: service })
    const peer = asking(shop, { purpose: 'peer', name: '互评', questions: service })
    shop.run('surveys.answer', { formId: customer, customerId: guest(shop), way: 'kiosk', answers: good }, manager)
    shop.run('surveys.answer', { formId: self, way: 'desk', answers: { s: 10 } }, consultant)
    shop.run('surveys.answer', { formId: peer, aboutId: userId('consultant'), way: 'desk', answers: { s: 6 } }, colleague)
    shop.run('surveys.answer', { formId: peer, aboutId: userId('consultant'), way: 'desk', answers: { s: 7 } }, manager)
    const of = (key: string) => shop.run('surveys.figures', { key, fromOn: '2026-11-01', toOn: '2026-11-30' }, manager).people
    expect(of(customer)).toMatchObject([{ name: '陈屿', points: 950, selfPoints: 1000, peerPoints: 650 }])
    expect(of(peer)).toMatchObject([{ name: '陈屿', answers: 2, points: 650 }])
    // A low self-assessment is nobody's complaint.
    shop.run('surveys.answer', { formId: self, way: 'desk', answers: { s: 2 } }, colleague)
    expect(shop.run('care.requests', {}, manager).rows).toEqual([])
    const alone = (aboutId: string | null) => () =>
      shop.run('surveys.answer', { formId: peer, aboutId, way: 'desk', answers: { s: 6 } }, consultant)
    expect(refused(alone(null)).code).toBe('about-missing')
    expect(refused(alone(userId('consultant'))).code).toBe('about-oneself')
  })
  test('[CUS-18] who is forgotten takes their words along, the points stay', () => {
    const shop = open()
    const formId = asking(shop)
    shop.run('surveys.answer', { formId, customerId: guest(shop), way: 'phone', answers: { ...good, e: '我是周杉' } }, manager)
    shop.run('customers.erase', { id: shop.customerId }, director)
    expect(shop.raw.prepare('SELECT answers, points FROM survey_answers').all()).toEqual([{ answers: null, points: 950 }])
    expect(JSON.stringify(shop.raw.prepare('SELECT payload FROM _sync_changesets').all())).not.toContain('我是周杉')
  })
})
