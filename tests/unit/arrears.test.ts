// What is overdue: by the days of the plan with the oldest settled first, reminded of by level and strategy, once each, and a
// debt given up only by two people.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { chase } from '../../src/main/modules/arrears/commands.ts'
import { startOf } from '../../src/shared/dates.ts'
import type { CustomerId, OrderId } from '../../src/shared/ids.ts'
import { bucketOf, DunningLevels, firstLevels, levelOf, strategies } from '../../src/shared/modules/arrears/rules.ts'
import { levelLines, readLevels } from '../../src/renderer/modules/admin/parameter-words.ts'
import { openShop, person, quoteOf, refused, userId, type Shop } from '../support/shop.ts'

const cashier = person('cashier')
const consultant = person('consultant')
const manager = person('manager')
const DAY = 86_400_000

/** An order that is signed with 订金 paid; the rest is due on the 25th, the lender's part on no day. */
function owing() {
  const shop = openShop()
  const id = shop.run(
    'orders.draft',
    quoteOf(shop, { priceFen: 18_990_000, deliverOn: '2026-11-25', advance: { kind: 'deposit', amountFen: 500_000 } }),
    consultant,
  ).id as OrderId
  shop.run('orders.place', { id }, consultant)
  const { termsRev } = shop.run('orders.card', { id }, consultant)
  shop.run('orders.sign', { id, termsRev, reserve: true }, consultant)
  shop.run('receivables.receive', { orderId: id, method: 'card', amountFen: 500_000 }, cashier)
  // 首付 + 代收 are due; the loan of 11,000,000 is not the buyer's to pay.
  const overdueFen = 19_358_000 - 11_000_000 - 500_000 + 813_717 + 581_240 + 50_000
  const later = (days: number): void => void (shop.clock.at += days * DAY)
  return { shop, id, overdueFen, later }
}
const list = (shop: Shop) => shop.run('arrears.page', {}, cashier)
const card = (shop: Shop, orderId: OrderId) => shop.run('arrears.card', { orderId }, cashier)

describe('levels', () => {
  const normal = { strategy: 'normal', untilOn: null } as const
  test.each([
    [0, 'normal', 0],
    [1, 'normal', 1],
    [8, 'normal', 2],
    [40, 'normal', 3],
    [1, 'gentle', 0],
    [16, 'gentle', 2],
    [4, 'strict', 2],
    [15, 'strict', 3],
    [99, 'hold', 0],
  ] as const)('[REC-02] after %i days, %s: level %i', (days, strategy, level) =>
    expect(levelOf(firstLevels, days, { strategy, untilOn: null }, '2026-11-22')).toBe(level),
  )
  test('a hold ends with its day', () => {
    const hold = { strategy: 'hold', untilOn: '2026-11-30' } as const
    expect(levelOf(firstLevels, 9, hold, '2026-11-30')).toBe(0)
    expect(levelOf(firstLevels, 9, hold, '2026-12-01')).toBe(2)
  })
  test('never fall as a debt grows older, whatever the strategy', () =>
    fc.assert(
      fc.property(fc.nat(400), fc.nat(60), fc.constantFrom(...strategies), (days, more, strategy) => {
        const at = (n: number) => levelOf(firstLevels, n, { strategy, untilOn: null }, '2026-11-22')
        expect(at(days + more)).toBeGreaterThanOrEqual(at(days))
      }),
    ))
  test('say by a star which of them the program plans', () => {
    expect(readLevels('*8 finance 催款通知 | 请付清')).toEqual([
      { plans: true, afterDays: 8, who: 'finance', name: '催款通知', text: '请付清' },
    ])
    const planned = firstLevels.map((level, at) => ({ ...level, plans: at === 1 }))
    expect(DunningLevels.parse(readLevels(levelLines(planned)))).toEqual(planned)
  })
  test('are written as lines and read back; a line that says no days is refused', () => {
    expect(DunningLevels.parse(readLevels(levelLines(firstLevels)))).toEqual(firstLevels)
    expect(DunningLevels.safeParse(readLevels('随便写写')).success).toBe(false)
    expect(levelOf(firstLevels, 8, normal, '2026-11-22')).toBe(2)
  })
  test.each([
    [1, 'to-30'],
    [30, 'to-30'],
    [31, 'to-60'],
    [61, 'to-90'],
    [91, 'over-90'],
  ] as const)('%i days are %s', (days, bucket) => expect(bucketOf(days)).toBe(bucket))
})

describe('a debt', () => {
  test('[REC-01] [REC-03] [REC-04] begins the day after its plan says, is as old as the oldest amount, and shrinks with what comes in', () => {
    const { shop, id, overdueFen, later } = owing()
    later(3)
    expect(list(shop)).toMatchObject({ total: 0 })
    later(1)
    expect(list(shop).rows).toMatchObject([{ id, overdueFen, oldestOn: '2026-11-25', days: 1, bucket: 'to-30', level: 1, reminded: 0 }])
    later(40)
    shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: 1_000_000 }, cashier)
    // The lender's payment settles the lender's part and nothing else.
    shop.run('receivables.receive', { orderId: id, method: 'loan', amountFen: 11_000_000 }, cashier)
    const { rows, totals } = list(shop)
    expect(rows).toMatchObject([{ overdueFen: overdueFen - 1_000_000, bucket: 'to-60', level: 3 }])
    expect(totals['overdue']).toBe(overdueFen - 1_000_000)
    const figures = shop.run('arrears.figures', { month: '2026-11' }, cashier)
    expect(figures).toMatchObject({ plannedFen: overdueFen + 500_000, collectedFen: 500_000, overdueFen: overdueFen - 1_000_000 })
    expect(figures.byBucket.find(({ bucket }) => bucket === 'to-60')).toMatchObject({ count: 1, overdueFen: overdueFen - 1_000_000 })
    expect(figures.byConsultant).toEqual([{ name: '陈屿', count: 1, overdueFen: overdueFen - 1_000_000 }])
    const months = shop.run('arrears.months', {}, cashier)
    expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([12, '2026-02', '2027-01'])
    expect(months.filter(({ plannedFen, collectedFen }) => plannedFen !== 0 || collectedFen !== 0)).toEqual([
      { month: '2026-11', plannedFen: overdueFen + 500_000, collectedFen: 500_000 },
      { month: '2027-01', plannedFen: 0, collectedFen: 12_000_000 },
    ])
    const { dueFen } = shop.run('receivables.standing', { orderId: id }, cashier)
    shop.run('receivables.receive', { orderId: id, method: 'transfer', amountFen: dueFen }, cashier)
    expect(list(shop).total).toBe(0)
  })

  test('[REC-02] [REC-03] is reminded of once a level, by whom the level names, and by the strategy of its customer', () => {
    const { shop, id, later } = owing()
    later(4)
    expect(shop.run('arrears.planTasks', {}, cashier)).toEqual({ planned: 1 })
    expect(shop.run('arrears.planTasks', {}, cashier)).toEqual({ planned: 0 })
    expect(shop.st.one('SELECT owner_id AS owner, due_on AS "on", note FROM follow_ups WHERE note LIKE ?', '付款提醒%')).toMatchObject({
      owner: userId('consultant'),
      on: '2026-11-26',
    })
    shop.run('arrears.remind', { orderId: id, channel: 'phone', said: '周五发工资就付', promisedOn: '2026-11-28' }, cashier)
    expect(refused(() => shop.run('arrears.remind', { orderId: id, channel: 'letter' }, cashier)).code).toBe('already-reminded')
    expect(card(shop, id)).toMatchObject({
      row: { level: 1, reminded: 1, promisedOn: '2026-11-28' },
      notices: [{ name: '付款提醒', channel: 'phone', said: '周五发工资就付' }],
    })
    later(8)
    const customerId = shop.customerId as CustomerId
    shop.run('arrears.setTerms', { customerId, strategy: 'gentle', reason: '老客户' }, cashier)
    expect(card(shop, id).row).toMatchObject({ days: 9, level: 1, strategy: 'gentle' })
    shop.run('arrears.setTerms', { customerId, strategy: 'hold', untilOn: '2026-12-31', reason: '在协商' }, cashier)
    expect(refused(() => shop.run('arrears.remind', { orderId: id, channel: 'phone' }, cashier)).code).toBe('not-yet')
    shop.run('arrears.setTerms', { customerId, strategy: 'normal' }, cashier)
    expect(shop.run('arrears.remind', { orderId: id, channel: 'letter' }, cashier)).toEqual({ level: 2 })
    later(30)
    expect(shop.run('arrears.planTasks', { orderId: id }, cashier)).toEqual({ planned: 1 })
    expect(shop.st.one('SELECT owner_id AS owner FROM follow_ups WHERE note LIKE ?', '催款函%')).toEqual({ owner: userId('manager') })
  })

  test('[REC-02] [REC-03] the program plans the tasks of the levels that say so, once, and no others', () => {
    const { shop, later } = owing()
    const program = { ...shop.founder, user: 'system', permissions: new Set<never>(), reach: 'own' as const }
    const daily = (on: string) => shop.session.write(program, { command: 'arrears.chase', writes: null }, (db) => chase(db, { on }))
    const levels = firstLevels.map((level, at) => ({ ...level, plans: at > 0 }))
    later(4)
    expect(daily('2026-11-26')).toEqual({ planned: 0 })
    shop.run(
      'admin.dateParameter',
      { key: 'dunning-levels', validFromOn: '2026-11-26', value: levels, source: '店长', note: '' } as never,
      shop.founder,
    )
    expect(daily('2026-11-26')).toEqual({ planned: 0 })
    later(12)
    expect(daily('2026-12-04')).toEqual({ planned: 1 })
    expect(daily('2026-12-04')).toEqual({ planned: 0 })
    const task = 'SELECT owner_id AS owner, due_on AS "on", created_at AS at FROM follow_ups WHERE note LIKE ?'
    expect(shop.st.one(task, '催款通知%')).toEqual({ owner: userId('cashier'), on: '2026-12-04', at: startOf('2026-12-04') })
    // What somebody planned by hand since is not planned again.
    expect(shop.run('arrears.planTasks', {}, cashier)).toEqual({ planned: 0 })
  })

  test('[REC-03] [ALR-03] [ALR-06] an alert of overdue money is answered with its tasks in one step, and says so', () => {
    const { shop, id, later } = owing()
    later(12)
    const rule = { name: '逾期收款', indicator: 'overdue-payments', direction: 'above', threshold: 0, windowDays: 1 } as const
    const { id: ruleId } = shop.run('alerts.keepRule', rule, shop.founder)
    shop.run('alerts.ring', { ruleId }, cashier)
    const [alert] = shop.run('alerts.page', { limit: 10 }, cashier).rows
    expect(alert).toMatchObject({ subject: userId('consultant'), state: 'open' })
    expect(shop.run('alerts.plan', { id: alert?.id ?? '' }, cashier)).toEqual({ planned: 1 })
    expect(shop.run('alerts.plan', { id: alert?.id ?? '' }, cashier)).toEqual({ planned: 0 })
    expect(shop.run('arrears.planTasks', { orderId: id }, cashier)).toEqual({ planned: 0 })
    const said = shop.run('alerts.card', { id: alert?.id ?? '' }, cashier)
    expect(said.alert).toMatchObject({ state: 'acted', words: '安排了 1 个催款任务' })
    expect(said.deeds).toHaveLength(1)
    const { id: other } = shop.run('alerts.keepRule', { ...rule, name: '库存', indicator: 'stock-count', threshold: 0 }, shop.founder)
    shop.run('alerts.ring', { ruleId: other }, cashier)
    const cars = shop.run('alerts.page', { limit: 10 }, cashier).rows.find(({ ruleId: of }) => of === other)
    expect(refused(() => shop.run('alerts.plan', { id: cars?.id ?? '' }, cashier)).code).toBe('not-money')
    shop.run('alerts.handle', { id: alert?.id ?? '', kind: 'closed', words: '付清了' }, cashier)
    expect(refused(() => shop.run('alerts.plan', { id: alert?.id ?? '' }, cashier)).code).toBe('closed')
  })

  test('[REC-08] is given up by two people, of our own part alone, as a row that is no money', () => {
    const { shop, id, later } = owing()
    later(100)
    const own = card(shop, id).ownDueFen
    expect(own).toBe(19_358_000 - 11_000_000 - 500_000)
    const ask = (amountFen: number) => shop.run('arrears.askWriteOff', { orderId: id, amountFen, reason: '客户失联' }, cashier).id
    expect(refused(() => ask(own + 1)).code).toBe('beyond-due')
    const request = ask(own)
    expect(refused(() => ask(1)).code).toBe('already-asked')
    const both = { ...cashier, permissions: new Set([...cashier.permissions, 'receivables.write-off' as const]) }
    expect(refused(() => shop.run('arrears.decideWriteOff', { id: request, decision: 'approved' }, both)).code).toBe('own-request')
    shop.run('arrears.decideWriteOff', { id: request, decision: 'approved', word: '按坏账处理' }, manager)
    expect(refused(() => shop.run('arrears.decideWriteOff', { id: request, decision: 'refused' }, manager)).code).toBe('decided')
    expect(card(shop, id)).toMatchObject({ ownDueFen: 0, writeOffs: [{ state: 'approved', decidedBy: '顾听澜', word: '按坏账处理' }] })
    const day = shop.run('receivables.dayTotals', { on: '2027-03-02' }, cashier)
    expect(day.all.netFen).toBe(0)
    expect(shop.run('closings.standing', {}, manager).numbers).toEqual([])
    // A small rest refused stays a debt.
    expect(shop.run('receivables.page', { limit: 1 }, cashier).rows).toMatchObject([{ method: 'write-off', amountFen: own, heldFen: 0 }])
  })
})
