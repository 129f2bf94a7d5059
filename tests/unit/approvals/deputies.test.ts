// Who answers while somebody is away, a word asked for once more, and a level that looks at what is earned.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { requiredLevels } from '../../../src/shared/modules/approvals/rules.ts'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { openShop, person, quoteOf, refused, type Shop, userId } from '../../support/shop.ts'

const consultant = person('consultant')
const manager = person('manager')
const director = person('director')
const cashier = person('cashier')

/** A quote with 3.2 % off, placed: the sales manager is asked, then the general manager. */
function asked(shop: Shop): { orderId: never; termsRev: number } {
  const { id } = shop.run('orders.draft', quoteOf(shop) as never, consultant)
  shop.run('orders.place', { id, reason: '老客户' }, consultant)
  return { orderId: id as never, termsRev: shop.run('orders.card', { id }, consultant).termsRev }
}
const mine = (shop: Shop, who: typeof manager) => shop.run('approvals.count', {}, who).mine

describe('a deputy', () => {
  test('[CON-04] answers with the roles of whoever is away, in those days only, and the word says for whom', () => {
    const shop = openShop()
    const about = asked(shop)
    expect([mine(shop, manager), mine(shop, cashier)]).toEqual([1, 0])
    const set = (over: object = {}) =>
      shop.run(
        'approvals.depute',
        { deputyId: userId('cashier') as never, fromOn: '2026-11-22', untilOn: '2026-11-30', reason: '出差', ...over },
        manager,
      )
    const { id } = set()
    expect(shop.run('approvals.deputies', {}, manager)).toMatchObject({
      rows: [{ name: '顾听澜', deputy: '沈算', mine: true, now: true, reason: '出差' }],
      people: expect.arrayContaining([{ id: userId('director'), name: '莫怀远' }]),
    })
    expect(mine(shop, cashier)).toBe(1)
    expect(shop.run('approvals.waiting', {}, cashier)).toMatchObject([{ mine: true, insteadOf: '顾听澜' }])
    shop.run('approvals.decide', { ...about, decision: 'approved', comment: '同意' }, cashier)
    expect(shop.run('approvals.decided', {}, director)).toMatchObject([{ decidedBy: '沈算', decidedFor: '顾听澜' }])
    expect(shop.st.one(`SELECT decided_by AS by, decided_for AS of FROM approval_steps WHERE state = 'approved'`)).toEqual({
      by: userId('cashier'),
      of: userId('manager'),
    })
    // The level above is not theirs.
    expect(refused(() => shop.run('approvals.decide', { ...about, decision: 'approved' }, cashier)).code).toBe('not-your-level')

    shop.run('approvals.endDeputy', { id }, manager)
    set({ fromOn: '2026-11-23' })
    const next = asked(shop)
    expect(refused(() => shop.run('approvals.decide', { ...next, decision: 'approved' }, cashier)).code).toBe('not-your-level')
  })

  test('is somebody else who may decide; for others only whoever keeps the flow sets one', () => {
    const shop = openShop()
    const set =
      (over: object, who = manager) =>
      () =>
        shop.run(
          'approvals.depute',
          { deputyId: userId('cashier') as never, fromOn: '2026-11-22', untilOn: '2026-11-30', ...over } as never,
          who,
        )
    expect(refused(set({ deputyId: userId('manager') })).code).toBe('deputy-unfit')
    expect(refused(set({ deputyId: userId('consultant') })).code).toBe('deputy-unfit')
    expect(refused(set({ userId: userId('director') })).code).toBe('forbidden')
    set({ userId: userId('manager') }, director)()
    expect(() => set({ untilOn: '2026-11-21' })()).toThrow(/ends-before/)
  })

  test('never answers what the one who is away asked', () => {
    const shop = openShop()
    shop.run('approvals.depute', { deputyId: userId('cashier') as never, fromOn: '2026-11-22', untilOn: '2026-11-30' }, director)
    const { id } = shop.run('orders.draft', quoteOf(shop) as never, consultant)
    shop.run('orders.place', { id: id as never, reason: '朋友' }, director)
    const { termsRev } = shop.run('orders.card', { id }, director)
    shop.run('approvals.decide', { orderId: id as never, termsRev, decision: 'approved' }, manager)
    expect(refused(() => shop.run('approvals.decide', { orderId: id as never, termsRev, decision: 'approved' }, cashier)).code).not.toBe('')
  })
})

describe('a reminder', () => {
  test('[CON-04] is seen by who decides, once an hour, and only while a word is awaited', () => {
    const shop = openShop()
    const { orderId, termsRev } = asked(shop)
    shop.run('approvals.remind', { orderId, note: '客户在店里等' }, consultant)
    expect(shop.run('approvals.waiting', {}, manager)[0]?.reminded).toMatchObject({ times: 1, note: '客户在店里等' })
    expect(refused(() => shop.run('approvals.remind', { orderId }, consultant)).code).toBe('too-soon')
    shop.run('approvals.decide', { orderId, termsRev, decision: 'rejected', comment: '太低' }, manager)
    expect(refused(() => shop.run('approvals.remind', { orderId }, consultant)).code).toBe('settled')
  })
})

describe('a level by margin', () => {
  test('[CON-04] is asked below its limit, rebates on paper counted, and a cost nobody knows is no reason', () => {
    const shop = openShop()
    shop.run('approvals.addRule', { level: 3, roleId: roleIdOf('finance') as never, maxMarginBp: 300 }, director)
    const levels = (priceFen: number) =>
      shop
        .run('approvals.needs', { listFen: 18_990_000, priceFen, totalFen: 20_000_000, vehicleId: shop.car }, director)
        .levels.map(({ level }) => level)
    // Cost 17,700,000 after rebate: 3 % of the price are left from 18,247,423 on.
    expect(levels(18_990_000)).toEqual([])
    expect(levels(18_700_000)).toEqual([])
    expect(levels(18_247_423)).toEqual([1, 2])
    expect(levels(18_247_422)).toEqual([1, 2, 3])
    const { id } = shop.run('yard.accrueRebate', { vehicleId: shop.car, policy: '示例返利', amountFen: 100_000 }, manager)
    shop.run('yard.documentRebate', { id, documentNo: 'FL-9' }, manager)
    expect(levels(18_247_422)).toEqual([1, 2])
  })

  test('the rule holds for every margin and limit', () => {
    const bp = fc.integer({ min: -10_000, max: 10_000 })
    fc.assert(
      fc.property(bp, fc.integer({ min: 1, max: 10_000 }), (marginBp, maxMarginBp) => {
        const facts = { siteId: 's', amountFen: 0, discountFen: 0, discountBp: 0, belowCost: marginBp < 0 }
        const flow = [{ level: 1, roleId: 'r', maxMarginBp }]
        expect(requiredLevels(flow, { ...facts, marginBp }).length).toBe(marginBp < maxMarginBp ? 1 : 0)
        expect(requiredLevels(flow, { ...facts, marginBp: null })).toEqual([])
      }),
    )
  })
})

test('[CON-04] what one may give away alone is set for whoever may decide; where there is no headquarters to ask, every word stands', () => {
  const shop = openShop()
  const limit = (who: Parameters<typeof userId>[0], maxFen: number | null) =>
    shop.run('approvals.setLimit', { userId: userId(who) as never, maxFen }, director)
  expect(refused(() => limit('consultant', 1)).code).toBe('cannot-decide')
  limit('manager', 100)
  limit('manager', 0)
  expect(shop.run('approvals.limits', {}, director).find(({ name }) => name === '顾听澜')).toMatchObject({ maxFen: 0 })
  const about = asked(shop)
  expect(shop.run('approvals.waiting', {}, manager)).toMatchObject([{ mine: true, limitFen: null }])
  shop.run('approvals.decide', { ...about, decision: 'approved', comment: '同意' }, manager)
  shop.run('approvals.decide', { ...about, decision: 'approved', comment: '同意' }, director)
  shop.run('orders.sign', { id: about.orderId, termsRev: about.termsRev }, consultant)
  limit('manager', null)
  expect(shop.run('approvals.limits', {}, director).every(({ maxFen }) => maxFen === null)).toBe(true)
})
