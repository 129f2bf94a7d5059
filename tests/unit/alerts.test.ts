// Alerts from the rule to the report: what rings, how often, who is told, what people do about it, and the message centre.
import { describe, expect, test } from 'vitest'
import { type AlertState, deedKinds, indicatorNames, isQuiet, periodOf, rings, stateAfter } from '../../src/shared/modules/alerts/rules.ts'
import { OrderId } from '../../src/shared/ids.ts'
import { BACKED_UP_AT } from '../../src/main/store/backup.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { openShop, person, quoteOf, refused, type Shop, userId } from '../support/shop.ts'

const manager = person('manager')
const consultant = person('consultant')
const colleague = person('colleague')
const DAY = 86_400_000

const stock = { indicator: 'stock-count', direction: 'below', threshold: 4, windowDays: 0 } as const
const rule = (shop: Shop, over: object = {}) => shop.run('alerts.keepRule', { name: '库存不足', ...stock, ...over }, manager).id
const ring = (shop: Shop, ruleId: string) => shop.run('alerts.ring', { ruleId }, { ...manager, user: 'system' })
const rows = (shop: Shop) => shop.run('alerts.page', {}, manager).rows

describe('rules', () => {
  test('at the limit nothing rings; quiet time may reach over midnight; a week begins on Monday', () => {
    expect([rings(5, { direction: 'above', threshold: 5 }), rings(6, { direction: 'above', threshold: 5 })]).toEqual([false, true])
    expect([rings(5, { direction: 'below', threshold: 5 }), rings(4, { direction: 'below', threshold: 5 })]).toEqual([false, true])
    expect(['20:59', '21:00', '03:00', '08:00'].map((clock) => isQuiet(clock, '21:00', '08:00'))).toEqual([false, true, true, false])
    expect(['12:00', '13:30', '14:00'].map((clock) => isQuiet(clock, '12:00', '14:00'))).toEqual([true, true, false])
    expect(isQuiet('12:00', null, null)).toBe(false)
    // 2026-11-22 is a Sunday.
    expect([
      periodOf('day', '2026-11-22'),
      periodOf('week', '2026-11-22'),
      periodOf('week', '2026-11-23'),
      periodOf('month', '2026-11-22'),
    ]).toEqual(['2026-11-22', '2026-11-16', '2026-11-23', '2026-11'])
  })

  test('[ALR-03] the state after all deeds does not depend on the order in which desks learn of them', () => {
    const deeds = deedKinds.flatMap((kind) => [1, 2].map((turn) => ({ turn, kind })))
    // Every pair and triple, in every order.
    for (const a of deeds)
      for (const b of deeds)
        for (const c of deeds) {
          const said = [
            [a, b, c],
            [a, c, b],
            [b, a, c],
            [b, c, a],
            [c, a, b],
            [c, b, a],
          ].map((order) => JSON.stringify(stateAfter(order)))
          expect(new Set(said).size).toBe(1)
        }
    const after = (...kinds: (typeof deedKinds)[number][]): AlertState => stateAfter(kinds.map((kind) => ({ turn: 1, kind }))).state
    expect([after(), after('seen'), after('acted', 'seen'), after('closed', 'seen'), after('closed', 'cleared')]).toEqual([
      'open',
      'seen',
      'acted',
      'closed',
      'closed',
    ])
    expect(
      stateAfter([
        { turn: 1, kind: 'closed' },
        { turn: 2, kind: 'returned' },
      ]),
    ).toEqual({ turn: 2, state: 'open', gone: false })
  })
})

describe('ringing', () => {
  test('[ALR-01] every indicator measures a real store, and the preview says what would ring now', () => {
    const shop = openShop()
    for (const indicator of indicatorNames)
      for (const { value } of shop.run('alerts.preview', { indicator, direction: 'above', threshold: 0, windowDays: 30 }, manager))
        expect(Number.isSafeInteger(value), indicator).toBe(true)
    const say = (over: object) => shop.run('alerts.preview', { ...stock, ...over }, manager)
    expect(say({})).toEqual([{ subject: '青屿 青屿 E5', label: '青屿 青屿 E5', value: 3, rings: true }])
    expect(say({ threshold: 3 })).toMatchObject([{ value: 3, rings: false }])
    expect(say({ about: '别的车系' })).toEqual([])
    const cost = say({ indicator: 'stock-cost', direction: 'above', threshold: 50_000_000 })
    expect(cost).toEqual([{ subject: 'site', label: '', value: 54_000_000, rings: true }])
  })

  test('[ALR-02] it rings once a period, is told to whom the rule names, and a rule that is off says nothing', () => {
    const shop = openShop()
    const id = rule(shop, { toUser: userId('consultant') })
    expect(shop.run('alerts.due', {}, consultant)).toEqual([id])
    expect(ring(shop, id)).toEqual({ rung: 1, returned: 0, cleared: 0 })
    expect(shop.run('alerts.due', {}, consultant)).toEqual([])
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 0 })
    const told = (who: typeof consultant) => shop.run('alerts.messages', { kind: 'alert' }, who).rows
    expect(told(consultant)).toMatchObject([
      { title: '库存不足', detail: '青屿 青屿 E5', read: false, alert: { value: 3, threshold: 4, state: 'open' } },
    ])
    expect(told(colleague)).toEqual([])
    // The next day it is a new one, and yesterday's makes way.
    shop.clock.at += DAY
    expect(ring(shop, id)).toEqual({ rung: 1, returned: 0, cleared: 1 })
    expect(rows(shop).map(({ state }) => state)).toEqual(['open', 'cleared'])
    const { active: _active, ...same } = { ...stock, active: false }
    shop.run('alerts.keepRule', { id, name: '库存不足', ...same, toUser: userId('consultant'), active: false }, manager)
    shop.clock.at += DAY
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 1 })
  })

  test('nothing rings in the quiet time, and what has gone is taken back all the same', () => {
    const shop = openShop()
    const id = rule(shop, { quietFrom: '10:00', quietTo: '12:00' })
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 0 })
    shop.clock.at += DAY / 12
    expect(ring(shop, id).rung).toBe(1)
    shop.arrive(6707)
    shop.clock.at += (DAY * 11) / 12
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 1 })
  })

  test('[ALR-03] seen, acted with words, closed; when it goes and comes back in its period it is open again', () => {
    const shop = openShop()
    const id = rule(shop, { every: 'month' })
    ring(shop, id)
    const alert = rows(shop)[0]?.id ?? ''
    const handle = (kind: 'seen' | 'acted' | 'closed', words: string | null = null, who = manager) =>
      shop.run('alerts.handle', { id: alert, kind, words }, who)
    expect(refused(() => handle('seen', null, consultant)).code).toBe('not-found')
    expect(refused(() => handle('closed')).code).toBe('say-what')
    shop.clock.at += 600_000
    handle('seen')
    handle('acted', '已向厂家追加 5 台')
    handle('closed', '月底到货')
    expect(rows(shop)).toMatchObject([{ state: 'closed', words: '月底到货', handledBy: '顾听澜', reactionMinutes: 10, turn: 1 }])
    expect(refused(() => handle('acted', '再说')).code).toBe('closed')
    // Still too few: what was closed stays closed for its period.
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 0 })
    const fourth = shop.arrive(6707)
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 0, cleared: 1 })
    expect(rows(shop)).toMatchObject([{ state: 'closed' }])
    shop.st.run(`UPDATE vehicles SET state = 'lost' WHERE id = ?`, fourth)
    expect(ring(shop, id)).toEqual({ rung: 0, returned: 1, cleared: 0 })
    expect(rows(shop)).toMatchObject([{ state: 'open', turn: 2 }])
    expect(shop.run('alerts.card', { id: alert }, manager).deeds.map(({ kind }) => kind)).toEqual([
      'seen',
      'acted',
      'closed',
      'cleared',
      'returned',
    ])
  })

  test('[ALR-04] the report counts by rule and by person, with the median reaction', () => {
    const shop = openShop()
    const one = rule(shop)
    const two = rule(shop, { name: '占款过高', indicator: 'stock-cost', direction: 'above', threshold: 1 })
    ring(shop, one)
    ring(shop, two)
    const [first, second] = rows(shop)
    shop.clock.at += 1_200_000
    shop.run('alerts.handle', { id: first?.id ?? '', kind: 'closed', words: '已安排' }, manager)
    expect(second?.state).toBe('open')
    const report = shop.run('alerts.report', { from: '2026-11-22', to: '2026-11-22' }, manager)
    expect(report.rules.map(({ rung, closed }) => [rung, closed]).toSorted()).toEqual([
      [1, 0],
      [1, 1],
    ])
    expect(report.people).toMatchObject([{ name: '顾听澜', rung: 1, handled: 1, closed: 1, reactionMinutes: 20 }])
    expect(shop.run('alerts.report', { from: '2026-11-23', to: '2026-11-23' }, manager).rules).toEqual([])
  })

  test('[ALR-06] [ALR-07] money at risk and costs over their budget ring in 分', () => {
    const shop = openShop()
    shop.run('orders.draft', quoteOf(shop), consultant)
    const value = (
      indicator: 'overdue-receivables' | 'gift-cost' | 'discount-cost' | 'floor-plan-cost' | 'slow-stock',
      windowDays: number,
    ) => shop.run('alerts.preview', { indicator, direction: 'above', threshold: 0, windowDays }, manager)
    // A quote is no cost yet.
    expect([value('gift-cost', 30), value('discount-cost', 30), value('overdue-receivables', 1)].flat().map((each) => each.value)).toEqual([
      0, 0, 0,
    ])
    shop.st.run(`UPDATE orders SET signed_at = ?, state = 'signed', deliver_on = '2026-11-10'`, shop.clock.at)
    shop.session.derive(
      'orders',
      shop.st.all<{ id: string }>('SELECT id FROM orders').map(({ id }) => id),
    )
    expect(value('gift-cost', 30)).toMatchObject([{ value: 5_000_00 / 10, rings: true }])
    expect(value('discount-cost', 30)).toMatchObject([{ value: 600_000, rings: true }])
    const due = shop.st.one<{ due: number }>('SELECT due_fen AS due FROM order_sums')?.due ?? 0
    expect(due).toBeGreaterThan(0)
    expect(value('overdue-receivables', 1)).toMatchObject([{ value: due, rings: true }])
    // Promised less than the window ago it is not overdue yet.
    expect(value('overdue-receivables', 30)).toMatchObject([{ value: 0, rings: false }])
    shop.st.run(`UPDATE vehicles SET arrived_on = '2026-06-01'`)
    expect(value('slow-stock', 90)).toMatchObject([{ value: 3, rings: true }])
    expect(value('floor-plan-cost', 0)[0]?.value).toBeGreaterThan(0)
  })
})

describe('what is measured', () => {
  test('[ALR-06] payments past the day of their plan ring by consultant, and stop when they come in', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_990_000, deliverOn: '2026-11-25' }), consultant)
    const orderId = OrderId.parse(id)
    shop.run('orders.place', { id: orderId }, consultant)
    const { termsRev } = shop.run('orders.card', { id: orderId }, consultant)
    shop.run('orders.sign', { id: orderId, termsRev, reserve: true }, consultant)
    const payments = { indicator: 'overdue-payments', direction: 'above', threshold: 0, windowDays: 3 } as const
    const ruleId = rule(shop, payments)
    shop.clock.at += 5 * DAY
    expect(ring(shop, ruleId)).toEqual({ rung: 0, returned: 0, cleared: 0 })
    shop.clock.at += DAY
    expect(ring(shop, ruleId)).toMatchObject({ rung: 1 })
    const overdue = shop.run('arrears.page', {}, person('cashier')).rows[0]
    expect(rows(shop)).toMatchObject([{ label: '陈屿', subject: userId('consultant'), value: overdue?.overdueFen, state: 'open' }])
    const { dueFen, loanDueFen } = shop.run('receivables.standing', { orderId }, person('cashier'))
    shop.run('receivables.receive', { orderId, method: 'transfer', amountFen: dueFen - loanDueFen }, person('cashier'))
    expect(ring(shop, ruleId)).toMatchObject({ rung: 0, cleared: 1 })
    expect(rows(shop)).toMatchObject([{ state: 'cleared' }])
  })

  test('[ALR-02] an old backup rings at its own desktop, which alone can say that there is a new one', () => {
    const shop = openShop()
    const ruleId = rule(shop, { indicator: 'backup-age', direction: 'above', threshold: 3, windowDays: 0 })
    expect(ring(shop, ruleId)).toMatchObject({ rung: 0 })
    const backedUp = (at: number) => shop.session.keep([], (st) => setState(st, BACKED_UP_AT, String(at)))
    backedUp(shop.clock.at - 5 * DAY)
    expect(ring(shop, ruleId)).toMatchObject({ rung: 1 })
    expect(rows(shop)).toMatchObject([{ label: manager.deviceCode, subject: manager.replica, value: 5, unit: 'days' }])
    // Another desktop of the site, itself well backed up, learned of it: it is not its own to take back.
    shop.st.run(`UPDATE alerts SET subject = 'another', label = '02'`)
    backedUp(shop.clock.at)
    expect(ring(shop, ruleId)).toEqual({ rung: 0, returned: 0, cleared: 0 })
    expect(rows(shop)).toMatchObject([{ label: '02', state: 'open' }])
  })
})

describe('the message centre', () => {
  test('[ALR-05] alerts, mentions, approvals and tasks in one place, each person with their own marks', () => {
    const shop = openShop()
    ring(shop, rule(shop, { toUser: userId('consultant') }))
    const { id } = shop.run(
      'customers.planFollowUp',
      { customerId: shop.customerId, dueOn: '2026-11-22', channel: 'phone', note: '回电' },
      consultant,
    )
    const kinds = (who: typeof consultant) =>
      shop
        .run('alerts.messages', {}, who)
        .rows.map(({ kind }) => kind)
        .toSorted()
    expect(kinds(consultant)).toEqual(['alert', 'task'])
    expect(shop.run('alerts.unread', {}, consultant).count).toBe(2)
    const keys = shop.run('alerts.messages', {}, consultant).rows.map(({ key }) => key)
    expect(shop.run('alerts.markRead', { keys }, consultant)).toEqual({ count: 2 })
    expect(shop.run('alerts.markRead', { keys }, consultant)).toEqual({ count: 0 })
    expect(shop.run('alerts.unread', {}, consultant)).toEqual({ count: 0, newestAlertAt: null })
    expect(shop.run('alerts.messages', { unreadOnly: true }, consultant).rows).toEqual([])
    // What is done waits no more; who is named in what was said is told.
    shop.run('customers.finishFollowUp', { id, result: '请 @许南枝 跟进保险' }, consultant)
    expect(kinds(consultant)).toEqual(['alert'])
    const named = { ...colleague, name: '许南枝' }
    expect(shop.run('alerts.messages', { kind: 'mention' }, named).rows).toMatchObject([
      { detail: '请 @许南枝 跟进保险', screen: 'customer', record: shop.customerId },
    ])
  })
})
