// Customers together on a real store: groups by saved rules with live counts, classes that sort everybody once, the report, what
// somebody is worth and how near to being lost, and records nobody looked at. The SQL and the rules say the same of anybody.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { CustomerId } from '../../src/shared/ids.ts'
import { addDays } from '../../src/shared/dates.ts'
import { firstLifeLimits, firstValueScale, type Known, lifeOf, valueOf } from '../../src/shared/modules/insights/rules.ts'
import { openShop, person, quoteOf, refused, type Shop, userId } from '../support/shop.ts'
import { START_AT } from '../support/store.ts'

const TODAY = '2026-11-22'
const manager = person('manager')
const fresh: Known = {
  deals: 0,
  spentFen: 0,
  lastDealOn: null,
  lastTouchOn: TODAY,
  complaints: 0,
  openComplaints: 0,
  ratingSum: 0,
  ratings: 0,
  openLead: false,
  lostOn: null,
}

describe('what somebody is worth', () => {
  test('[CUS-21] purchases, complaints and satisfaction, each a reason with its points', () => {
    const known = { ...fresh, deals: 2, spentFen: 36_000_000, lastDealOn: '2026-03-01', complaints: 1, ratingSum: 9, ratings: 2 }
    expect(valueOf(known, firstValueScale, TODAY)).toEqual({
      score: 87,
      level: 'high',
      reasons: [
        { factor: 'recent', points: 30 },
        { factor: 'deals', points: 30 },
        { factor: 'spend', points: 30 },
        { factor: 'complaints', points: -10 },
        { factor: 'content', points: 7 },
      ],
    })
    expect(valueOf(fresh, firstValueScale, TODAY)).toEqual({ score: 0, level: 'low', reasons: [] })
  })
  test('[CUS-24] develop, keep, win back, and why', () => {
    const at = (over: Partial<Known>) => lifeOf({ ...fresh, ...over }, firstLifeLimits, TODAY)
    expect(at({})).toEqual({ stage: 'develop', risk: 'low', reasons: [] })
    expect(at({ deals: 1 })).toEqual({ stage: 'keep', risk: 'low', reasons: [] })
    expect(at({ deals: 1, lastTouchOn: addDays(TODAY, -180) })).toEqual({ stage: 'win-back', risk: 'middle', reasons: ['quiet'] })
    expect(at({ deals: 1, openComplaints: 1, lastTouchOn: addDays(TODAY, -200) })).toEqual({
      stage: 'win-back',
      risk: 'high',
      reasons: ['quiet', 'complaint'],
    })
    expect(at({ lostOn: addDays(TODAY, -90) })).toEqual({ stage: 'win-back', risk: 'middle', reasons: ['lost'] })
    expect(at({ lostOn: addDays(TODAY, -91) }).reasons).toEqual([])
    expect(at({ lostOn: TODAY, openLead: true }).stage).toBe('develop')
  })
  test('[CUS-21] never under 0 or over 100; a complaint more never raises it, a deal more never lowers it', () => {
    const known = fc.record({
      deals: fc.nat(6),
      spentFen: fc.nat(200_000_000),
      lastDealOn: fc.option(fc.integer({ min: 0, max: 2000 }).map((days) => addDays(TODAY, -days))),
      complaints: fc.nat(5),
      ratingSum: fc.nat(25),
      ratings: fc.constant(5),
    })
    fc.assert(
      fc.property(known, (some) => {
        const score = (over: Partial<Known>): number => valueOf({ ...fresh, ...some, ...over }, firstValueScale, TODAY).score
        expect(score({})).toBeGreaterThanOrEqual(0)
        expect(score({})).toBeLessThanOrEqual(100)
        expect(score({ complaints: some.complaints + 1 })).toBeLessThanOrEqual(score({}))
        expect(score({ deals: some.deals + 1 })).toBeGreaterThanOrEqual(score({}))
      }),
      { seed: 21, numRuns: 300 },
    )
  })
})

describe('groups and reports', () => {
  let shop: Shop
  const ids: Record<string, string> = {}
  const DAY = 86_400_000
  beforeAll(() => {
    shop = openShop()
    const add = (name: string, phone: string, more: object): void => {
      ids[name] = shop.run('customers.add', { name, phone, consultantId: userId('consultant'), ...more }, manager).id
    }
    add('甲', '13900000001', {
      source: '抖音',
      useKind: 'family',
      buyKind: 'first',
      gender: 'male',
      birthdayOn: '1990-11-23',
      budgetFen: 16_000_000,
    })
    add('乙', '13900000002', { source: '抖音', useKind: 'commercial', buyKind: 'replacement', city: '苏州' })
    add('丙公司', '13900000003', { kind: 'company', source: '转介绍', useKind: 'official', city: '苏州' })
    ids['zhou'] = shop.customerId
    // Bought in spring, complains since yesterday, answered another call well.
    const { id } = shop.run('orders.draft', quoteOf(shop), manager)
    shop.raw.prepare(`UPDATE order_sums SET stage = 'delivered' WHERE id = ?`).run(id)
    shop.raw.prepare(`UPDATE orders SET signed_at = ? WHERE id = ?`).run(START_AT - 200 * DAY, id)
    shop.run('care.ask', { customerId: CustomerId.parse(shop.customerId), kind: 'complaint', channel: 'phone', question: '异响' }, manager)
    const said = shop.run(
      'care.ask',
      { customerId: CustomerId.parse(shop.customerId), kind: 'consult', channel: 'phone', question: '首保' },
      manager,
    )
    shop.run('care.finish', { id: said.id, result: '已告知', content: 5, solved: true }, manager)
    shop.run('customers.keepCar', { id: null, customerId: ids['乙'] as string, brand: '大众', model: '朗逸' }, manager)
    // A lead of 甲 that was lost; nobody spoke with 丙 for long.
    const lead = shop.run('leads.add', { customerId: ids['甲'] as string, level: 'B' } as never, manager)
    shop.run('leads.move', { id: lead.id, stage: 'lost', reason: 'price', note: null, rival: null } as never, manager)
    shop.raw.prepare('UPDATE customers SET created_at = ? WHERE id = ?').run(START_AT - 200 * DAY, ids['丙公司'] as string)
  }, 30_000)
  const names = (input: object): string[] =>
    shop
      .run('customers.page', input as never, manager)
      .rows.map(({ name }) => name)
      .toSorted()
  const keep = (name: string, filters: object[], isClass = false): string =>
    shop.run('insights.keepSegment', { id: null, name, filters, isClass } as never, manager).id

  test('[CUS-20] a group is its rules: a live count, its list, and a filter beside others', () => {
    const id = keep('苏州换购', [
      { column: 'city', op: 'is', values: ['苏州'] },
      { column: 'ownBrand', op: 'is', values: ['大众'] },
    ])
    const count = () => shop.run('insights.segments', {}, manager).find((each) => each.id === id)?.count
    expect(count()).toBe(1)
    expect(names({ filters: [{ column: 'segment', op: 'is', values: [id] }] })).toEqual(['乙'])
    expect(names({ filters: [{ column: 'segment', op: 'not', values: [id] }] })).toEqual(['丙公司', '周杉', '甲'])
    expect(
      names({
        filters: [
          { column: 'segment', op: 'is', values: [id] },
          { column: 'source', op: 'is', values: ['转介绍'] },
        ],
      }),
    ).toEqual([])
    shop.run('customers.keepCar', { id: null, customerId: ids['丙公司'] as string, brand: '大众', model: '途安' }, manager)
    expect(count()).toBe(2)
    expect(refused(() => keep('苏州换购', [{ column: 'city', op: 'filled', values: [] }])).code).toBe('name-taken')
    expect(refused(() => keep('坏条件', [{ column: 'password', op: 'filled', values: [] }])).code).toBe('invalid-input')
    shop.run('insights.keepSegment', { id, name: '苏州客户', filters: [{ column: 'city', op: 'is', values: ['苏州'] }] }, manager)
    expect(count()).toBe(2)
    shop.run('insights.dropSegment', { id }, manager)
    expect(names({ filters: [{ column: 'segment', op: 'is', values: [id] }] })).toEqual([])
  })

  test('[CUS-20] a group is made of others: any of them will do, none of them is left out, and it never comes round to itself', () => {
    const of = (values: readonly string[], op: 'is' | 'not' = 'is') => [{ column: 'segment', op, values: [...values] }]
    const a = keep('甲的群', [{ column: 'name', op: 'is', values: ['甲'] }])
    const b = keep('乙的群', [{ column: 'name', op: 'is', values: ['乙'] }])
    const either = keep('甲或乙', of([a, b]))
    const count = (id: string) => shop.run('insights.segments', {}, manager).find((each) => each.id === id)?.count
    expect([count(either), names({ filters: of([either]) })]).toEqual([2, ['乙', '甲']])
    const others = keep('其他', [...of([either], 'not'), { column: 'kind', op: 'is', values: ['person'] }])
    expect(names({ filters: of([others]) })).toEqual(['周杉'])
    const change = (filters: object[]) => shop.run('insights.keepSegment', { id: a, name: '甲的群', filters } as never, manager)
    expect(refused(() => change(of([others]))).code).toBe('goes-round')
    expect(refused(() => change(of([a]))).code).toBe('goes-round')
    // Two desks that each knew nothing of the other's change.
    shop.raw.prepare('UPDATE customer_segments SET filters = ? WHERE id = ?').run(JSON.stringify(of([either])), a)
    expect([count(a), count(either)]).toEqual([1, 1])
    for (const id of [others, either, a, b]) shop.run('insights.dropSegment', { id }, manager)
  })

  test('[CUS-12] classes sort everybody into the first they fit, in the order the store gives them', () => {
    const business = keep('单位', [{ column: 'kind', op: 'is', values: ['company'] }], true)
    const local = keep('本地', [{ column: 'city', op: 'is', values: ['苏州'] }], true)
    const classOf = (name: string) => shop.run('insights.of', { customerId: ids[name] as string }, manager).group?.name ?? null
    expect(['甲', '乙', '丙公司'].map(classOf)).toEqual([null, '本地', '单位'])
    shop.run('insights.shiftClass', { id: local, up: true }, manager)
    expect(['甲', '乙', '丙公司'].map(classOf)).toEqual([null, '本地', '本地'])
    expect(refused(() => shop.run('insights.shiftClass', { id: local, up: true }, manager)).code).toBe('at-the-end')
    const { classes, total } = shop.run('insights.figures', {}, manager)
    expect([total, classes.map(({ name, count }) => [name, count])]).toEqual([
      4,
      [
        ['本地', 2],
        ['单位', 0],
      ],
    ])
    for (const id of [business, local]) shop.run('insights.dropSegment', { id }, manager)
  })

  test('[CUS-19] [CUS-22] the report counts by source, kind and month; the profile by use, age, budget and what they drive', () => {
    const { by, total } = shop.run('insights.figures', {}, manager)
    expect(total).toBe(4)
    expect(by.source).toEqual([
      { key: '抖音', count: 2 },
      { key: null, count: 1 },
      { key: '转介绍', count: 1 },
    ])
    expect(by.kind).toEqual([
      { key: 'person', count: 3 },
      { key: 'company', count: 1 },
    ])
    expect(by.createdAt).toEqual([
      { key: '2026-05', count: 1 },
      { key: '2026-11', count: 3 },
    ])
    expect(by.useKind.map(({ key }) => key).toSorted()).toEqual(['commercial', 'family', 'official', null].toSorted())
    // A day before the birthday.
    expect(by.age.find(({ key }) => key === '35-44')).toEqual({ key: '35-44', count: 1 })
    expect(by.budget.find(({ key }) => key !== null)).toEqual({ key: '15000000', count: 1 })
    expect(by.ownBrand).toEqual([{ key: '大众', count: 2 }])
    expect(by.bought).toEqual([{ key: '青屿 E5', count: 1 }])
    const id = keep('抖音来的', [{ column: 'source', op: 'is', values: ['抖音'] }])
    expect(shop.run('insights.figures', { segmentId: id }, manager)).toMatchObject({
      total: 2,
      by: { kind: [{ key: 'person', count: 2 }] },
    })
    expect(shop.run('insights.figures', { from: '2026-11-01', to: '2026-11-30' }, manager).total).toBe(3)
    // Whoever sees only their own is told of their own.
    expect(shop.run('insights.figures', {}, person('colleague')).total).toBe(0)
  })

  test('[CUS-21] [CUS-24] the list says of everybody what the rules say, sorts by it, and the card says the same', () => {
    const { rows, total } = shop.run('insights.page', { sort: [{ column: 'score', dir: 'desc' }] }, manager)
    expect(total).toBe(4)
    expect(rows[0]).toMatchObject({ name: '周杉', deals: 1, life: 'win-back', risk: 'middle', riskReasons: ['complaint'] })
    for (const row of rows) {
      const of = shop.run('insights.of', { customerId: row.id }, manager)
      expect(of.value).toEqual({ score: row.score, level: row.value, reasons: row.valueReasons })
      const same = (column: string, value: string | number) =>
        shop.run('insights.page', { filters: [{ column, op: 'is', values: [value] }] }, manager).rows.map(({ id }) => id)
      expect(same('score', row.score)).toContain(row.id)
      expect(same('value', row.value)).toContain(row.id)
      expect(same('risk', row.risk)).toContain(row.id)
      expect(same('life', row.life)).toContain(row.id)
    }
    expect(rows.find(({ name }) => name === '甲')).toMatchObject({ life: 'win-back', riskReasons: ['lost'] })
    expect(rows.find(({ name }) => name === '丙公司')).toMatchObject({ lastTouchOn: '2026-05-06', riskReasons: ['quiet'] })
  })

  test('[CUS-21] the SQL and the rules agree for any scale and any customer', () => {
    const scale = fc.record({
      recentDays: fc.integer({ min: 1, max: 400 }),
      recentPoints: fc.nat(100),
      oncePoints: fc.nat(100),
      dealPoints: fc.nat(100),
      dealMost: fc.nat(100),
      spendStepFen: fc.integer({ min: 1, max: 30_000_000 }),
      spendPoints: fc.nat(100),
      spendMost: fc.nat(100),
      complaintPoints: fc.nat(100),
      contentPoints: fc.nat(100),
      middleFrom: fc.nat(50),
    })
    fc.assert(
      fc.property(scale, (drawn) => {
        const value = { ...drawn, onceDays: drawn.recentDays + 100, highFrom: drawn.middleFrom + 30 }
        shop.run(
          'admin.dateParameter',
          { key: 'customer-value', validFromOn: TODAY, value, source: '试算', note: '' } as never,
          shop.founder,
        )
        for (const row of shop.run('insights.page', {}, manager).rows)
          expect(
            shop.run('insights.page', { filters: [{ column: 'score', op: 'is', values: [row.score] }] }, manager).rows.map(({ id }) => id),
          ).toContain(row.id)
      }),
      { seed: 24, numRuns: 25 },
    )
  })

  test('[CUS-21] who does not want to be profiled is not', () => {
    const customerId = ids['甲'] as string
    const say = (state: 'given' | 'withdrawn') =>
      shop.run('privacy.noteConsent', { customerId, state, purpose: 'profiling', how: 'signed', evidence: '声明' }, manager)
    say('withdrawn')
    expect(shop.run('insights.of', { customerId }, manager)).toMatchObject({ value: null, life: null })
    expect(shop.run('insights.page', {}, manager).rows.map(({ name }) => name)).not.toContain('甲')
    expect(shop.run('insights.figures', {}, manager).by.value.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    say('given')
    expect(shop.run('insights.page', {}, manager).rows.map(({ name }) => name)).toContain('甲')
  })

  test('[CUS-13] a record nobody looked at for the days of the parameter becomes one task; a correction or a look ends that', () => {
    const old = ids['丙公司'] as string
    expect(shop.run('insights.of', { customerId: old }, manager)).toMatchObject({ refreshedOn: '2026-05-06', stale: true })
    const ask = () => shop.run('insights.planChecks', { ids: Object.values(ids) }, manager)
    expect(ask()).toEqual({ count: 1 })
    expect(refused(ask).code).toBe('nothing-stale')
    expect(shop.run('customers.followUps', {}, manager).rows).toMatchObject([
      { customerId: old, dueOn: TODAY, ownerId: userId('consultant') },
    ])
    shop.run('customers.correct', { id: old, fields: { contact: '李工' } }, manager)
    expect(shop.run('insights.of', { customerId: old }, manager)).toMatchObject({ refreshedOn: TODAY, stale: false })
    shop.clock.at += 181 * DAY
    expect(shop.run('insights.of', { customerId: old }, manager).stale).toBe(true)
    shop.run('insights.confirm', { customerId: old }, manager)
    shop.run('insights.confirm', { customerId: old }, manager)
    expect(shop.run('insights.of', { customerId: old }, manager).stale).toBe(false)
  })
})

test('[CUS-18] who never bought and was not spoken with past the retention is listed, by the days the store dates', () => {
  const shop = openShop()
  const old = shop.run('customers.add', { name: '钱多多', phone: '13900000009' }, manager).id
  shop.raw.prepare('UPDATE customers SET created_at = ? WHERE id = ?').run(START_AT - 731 * 86_400_000, old)
  const listed = (): string[] => {
    const { retentionDays } = shop.run('insights.limits', {}, manager)
    const filters = [
      { column: 'deals', op: 'is' as const, values: [0] },
      { column: 'lastTouchOn', op: 'between' as const, values: [null, addDays(TODAY, -retentionDays)] },
    ]
    return shop.run('insights.page', { filters }, manager).rows.map(({ id }) => id)
  }
  expect(listed()).toEqual([old])
  shop.run(
    'admin.dateParameter',
    { key: 'retention-days', validFromOn: TODAY, value: 1000, source: '店长', note: '' } as never,
    shop.founder,
  )
  expect(listed()).toEqual([])
})
