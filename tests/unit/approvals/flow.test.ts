// Words on prices: who is asked, who may answer, and the flow an administrator edits.
import { describe, expect, test } from 'vitest'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { users } from '../../../src/shared/modules/admin/tables.ts'
import { testStore } from '../../support/store.ts'
import { openShop, person, quoteOf, refused, userId, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const manager = person('manager')
const director = person('director')
const place = (shop: Shop, priceFen: number, who = consultant) => {
  const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen }), who)
  return { id, levels: shop.run('orders.place', { id, reason: '老客户' }, who).levels }
}
const decide = (shop: Shop, id: string, who = manager, decision: 'approved' | 'rejected' = 'approved', comment: string | null = '可以') =>
  shop.run(
    'approvals.decide',
    { orderId: id as never, termsRev: shop.run('orders.card', { id: id as never }, director).termsRev, decision, comment },
    who,
  )

test('[CON-04] the flow of a new store has different depth', () => {
  const shop = openShop()
  expect([18_990_000, 18_700_000, 18_610_200, 18_420_300, 17_000_000].map((price) => place(shop, price).levels)).toEqual([0, 0, 1, 2, 3])
  const { id } = shop.run(
    'orders.draft',
    quoteOf(shop, {
      vehicleId: shop.arrive(7000, { listFen: 60_000_000, priceFen: 60_000_000, cost: null }) as never,
      priceFen: 60_000_000,
    }),
    consultant,
  )
  expect(shop.run('orders.place', { id }, consultant).levels).toBe(1)
  expect(shop.run('orders.card', { id }, director).approvals.steps.map((step) => step.roleName)).toEqual(['总经理'])
  shop.run('approvals.establish', {}, shop.founder)
  expect(shop.run('approvals.flow', {}, director).rules).toHaveLength(6)
})

test('what the form says is what the order then needs', () => {
  const shop = openShop()
  for (const priceFen of [18_990_000, 18_610_200, 18_420_300, 17_000_000]) {
    const { levels, belowCost } = shop.run(
      'approvals.needs',
      { listFen: 18_990_000, priceFen, totalFen: 20_000_000, vehicleId: shop.car },
      director,
    )
    expect(levels).toHaveLength(place(shop, priceFen).levels)
    expect(belowCost).toBe(priceFen < 17_700_000)
  }
  expect(
    shop.run('approvals.needs', { listFen: 18_990_000, priceFen: 17_000_000, totalFen: 1, vehicleId: shop.car }, consultant).belowCost,
  ).toBeNull()
})

describe('a word', () => {
  test('[CON-04] goes level by level, each by its role', () => {
    const shop = openShop()
    const { id } = place(shop, 18_390_000)
    expect(refused(() => decide(shop, id, director)).code).toBe('not-your-level')
    expect(refused(() => decide(shop, id, person('cashier'))).code).toBe('not-your-level')
    decide(shop, id)
    expect(refused(() => decide(shop, id)).code).toBe('not-your-level')
    decide(shop, id, director)
    expect(refused(() => decide(shop, id, director)).code).toBe('settled')
  })

  test('is never about one’s own request: who is alone at a level is judged above it', () => {
    const shop = openShop()
    const { id } = place(shop, 18_610_200, manager)
    expect(shop.run('orders.card', { id }, manager).approvals.steps.map((step) => [step.level, step.roleName])).toEqual([[1, '总经理']])
    expect(refused(() => decide(shop, id)).code).toBe('own-request')
    expect(decide(shop, id, director)).toMatchObject({ state: 'approved' })
    // Where the level above is asked anyhow, it is asked once.
    expect(place(shop, 18_390_000, manager).levels).toBe(1)
    // A second person of the same role may answer the first.
    shop.write((db) => db.patch(users, userId('cashier'), { roleIds: JSON.stringify([roleIdOf('sales-manager')]) }))
    const { id: next } = place(shop, 18_610_200, manager)
    expect(refused(() => decide(shop, next)).code).toBe('own-request')
    expect(decide(shop, next, { ...manager, user: userId('cashier') })).toMatchObject({ state: 'approved' })
  })

  test('of no turns the order back; asked again it is a new question', () => {
    const shop = openShop()
    const { id } = place(shop, 18_390_000)
    expect(() => decide(shop, id, manager, 'rejected', null)).toThrow('reason-needed')
    expect(decide(shop, id, manager, 'rejected', '利润太低')).toEqual({ state: 'rejected', left: 0 })
    expect(shop.run('orders.card', { id }, consultant)).toMatchObject({
      stage: 'quoted',
      rejected: true,
      termsRev: 1,
      may: expect.arrayContaining(['place', 'change']),
    })
    expect(refused(() => decide(shop, id, director)).code).toBe('settled')
    shop.run('orders.place', { id, reason: '厂家另有补贴' }, consultant)
    expect(shop.run('orders.card', { id }, consultant)).toMatchObject({ stage: 'awaiting-approval', rejected: false, termsRev: 2 })
    decide(shop, id)
    decide(shop, id, director)
    expect(shop.run('orders.card', { id }, consultant).stage).toBe('approved')
  })

  test('is not awaited from nobody', () => {
    const shop = openShop()
    // The founder holds the general manager's role too.
    shop.write((db) =>
      db
        .all<{ id: string }>(`SELECT id FROM users WHERE id <> ?`, userId('consultant'))
        .forEach(({ id }) => db.patch(users, id, { active: 0 })),
    )
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 18_610_200 }), consultant)
    expect(refused(() => shop.run('orders.place', { id }, consultant))).toMatchObject({
      code: 'nobody-to-ask',
      details: { roles: '销售经理' },
    })
    expect(shop.run('orders.card', { id }, consultant).stage).toBe('quoted')
  })

  test('under cost needs a reason first', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, { priceFen: 17_000_000 }), consultant)
    expect(refused(() => shop.run('orders.place', { id }, consultant)).code).toBe('reason-needed')
    expect(shop.run('orders.place', { id, reason: '库龄 120 天' }, consultant).levels).toBe(3)
  })

  test('taken back is awaited no more', () => {
    const shop = openShop()
    const { id } = place(shop, 18_390_000)
    shop.run('orders.withdraw', { id }, consultant)
    expect(shop.run('approvals.count', {}, manager)).toEqual({ mine: 0 })
    expect(refused(() => decide(shop, id)).code).toBe('settled')
  })

  test('of two roles at one level needs one', () => {
    const shop = openShop()
    shop.run('approvals.addRule', { level: 1, roleId: roleIdOf('finance') as never, minDiscountBp: 200 }, director)
    const { id } = place(shop, 18_610_200)
    expect(shop.run('orders.card', { id }, director).approvals.steps).toHaveLength(2)
    expect(decide(shop, id, person('cashier'))).toEqual({ state: 'approved', left: 0 })
    expect(
      shop
        .run('orders.card', { id }, director)
        .approvals.steps.map((step) => step.state)
        .toSorted(),
    ).toEqual(['approved', 'withdrawn'])
  })
})

describe('what waits', () => {
  const shop = openShop()
  const { id } = place(shop, 18_390_000)
  const own = place(shop, 18_610_200, person('manager')).id

  test('for whom, with what one needs to know', () => {
    expect(shop.run('approvals.count', {}, manager)).toEqual({ mine: 1 })
    const [first, ...rest] = shop.run('approvals.waiting', {}, manager)
    expect(rest).toEqual([])
    expect(first).toMatchObject({
      orderId: id,
      termsRev: 1,
      level: 1,
      levels: 2,
      mine: true,
      bar: null,
      roleNames: ['销售经理'],
      customerName: '周杉',
      vehicleName: '青屿 E5 长续航 610',
      requestedBy: '陈屿',
      reason: '老客户',
      discountBp: 315,
      marginFen: 690_000,
      belowCost: false,
      ageDays: 0,
      giftsFen: 50_000,
    })
  })

  test('for others is listed apart, and says why it is not mine', () => {
    expect(shop.run('approvals.waiting', { mine: false }, manager).map((each) => [each.orderId, each.mine, each.bar])).toEqual([
      [id, true, null],
      [own, false, 'own-request'],
    ])
    expect(shop.run('approvals.waiting', { mine: false }, director).map((each) => [each.orderId, each.bar])).toEqual([
      [own, null],
      [id, 'not-your-level'],
    ])
  })

  test('hides margins from people who may not see costs', () => {
    const [seen] = shop.run('approvals.waiting', { mine: false }, consultant)
    expect(seen).toMatchObject({ orderId: id, marginFen: null, belowCost: null, mine: false })
    expect(shop.run('orders.card', { id }, consultant).price.marginFen).toBeNull()
    expect(shop.run('orders.card', { id }, manager).price.marginFen).toBe(690_000)
  })

  test('is remembered once decided', () => {
    decide(shop, id)
    expect(shop.run('approvals.decided', {}, manager)).toMatchObject([
      { orderId: id, roleName: '销售经理', state: 'approved', decidedBy: '顾听澜', comment: '可以' },
    ])
    expect(shop.run('approvals.count', {}, director)).toEqual({ mine: 2 })
  })
})

describe('the flow', () => {
  test('[CON-03] is edited by those who may', () => {
    const shop = openShop()
    const rule = { level: 3, roleId: roleIdOf('finance') as never, minAmountFen: 20_000_000 }
    const { id } = shop.run('approvals.addRule', rule, director)
    expect(place(shop, 18_390_000).levels).toBe(3)
    shop.run('approvals.changeRule', { id, ...rule, active: false }, director)
    expect(place(shop, 18_390_000).levels).toBe(2)
    shop.run('approvals.changeRule', { id, ...rule, siteId: '019a0000-0000-7000-8000-00000000000b' as never }, director)
    expect(place(shop, 18_390_000).levels).toBe(2)
    shop.run('approvals.removeRule', { id }, director)
    expect(shop.run('approvals.flow', {}, director).rules.map((each) => each.id)).not.toContain(id)
    expect(refused(() => shop.run('approvals.removeRule', { id }, director)).code).toBe('not-found')
  })

  test('names only roles that exist and may decide', () => {
    const shop = openShop()
    expect(refused(() => shop.run('approvals.addRule', { level: 1, roleId: roleIdOf('workshop') as never }, director))).toMatchObject({
      code: 'role-cannot-decide',
      details: { role: '车间' },
    })
    expect(
      refused(() => shop.run('approvals.addRule', { level: 1, roleId: '019a0000-0000-7000-8000-00000000dead' as never }, director)).code,
    ).toBe('no-such-role')
    expect(shop.run('approvals.flow', {}, director).roles.find((role) => role.name === '销售经理')).toMatchObject({
      mayDecide: true,
      people: 1,
    })
  })

  test('in a group is headquarters’ to edit', () => {
    const shop = openShop({ joined: true })
    const rule = { level: 3, roleId: roleIdOf('finance') as never }
    shop.run('approvals.addRule', rule, director)
    const site = testStore({ joined: true, decides: false })
    site.st.run(`INSERT INTO roles (id, name, permissions) VALUES (?, '财务', '["approvals.decide"]')`, roleIdOf('finance'))
    expect(refused(() => site.run('approvals.addRule', rule)).code).toBe('hq-decides')
  })
})
