// What surrounds a customer on a real store: needs and the models that answer them, where each fact was learned, cars of
// other makes, what is arranged with partners, what they said, what they owe, and what goes with a person who is forgotten.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchModels, type Needs, type Offer, touchPointOf } from '../../src/shared/modules/customers/rules/needs.ts'
import { CustomerId } from '../../src/shared/ids.ts'
import { openShop, person, quoteOf, refused, userId } from '../support/shop.ts'

const manager = person('manager')
const nobody: Needs = { wants: null, budgetFen: null, useKind: null, energyWish: null, seatsWish: null }
const offer = (id: string, over: Partial<Offer> = {}): Offer => ({
  id,
  brand: '青屿',
  series: '青屿 E5',
  model: '长续航 610',
  energy: 'nev',
  seats: 5,
  listFen: 18_000_000,
  inStock: 0,
  ...over,
})

describe('models that answer needs', () => {
  const e5 = offer('e5', { inStock: 3 })
  const s7 = offer('s7', { series: '青屿 S7', model: '六座旗舰', energy: 'fuel', seats: 6, listFen: 26_000_000 })
  test('[CUS-23] each with what speaks for it, the wished one first, nothing for who said nothing', () => {
    expect(matchModels(nobody, [e5, s7])).toEqual([])
    const [first, second] = matchModels({ ...nobody, wants: '青屿S7', budgetFen: 25_000_000, energyWish: 'nev' }, [e5, s7])
    expect(second && [first?.id, first?.reasons, second.id, second.reasons]).toEqual([
      's7',
      ['wished', 'over-budget'],
      'e5',
      ['budget', 'energy', 'in-stock'],
    ])
  })
  test('[CUS-23] too small or far over the budget is none; official use wants six seats, commercial a cheap kilometre', () => {
    expect(matchModels({ ...nobody, seatsWish: 7 }, [e5, s7])).toEqual([])
    expect(matchModels({ ...nobody, budgetFen: 15_000_000 }, [e5, s7])).toEqual([])
    expect(matchModels({ ...nobody, useKind: 'official', seatsWish: 6 }, [e5, s7]).map(({ id, reasons }) => [id, reasons])).toEqual([
      ['s7', ['seats', 'use']],
    ])
    expect(matchModels({ ...nobody, useKind: 'commercial', budgetFen: 30_000_000 }, [e5, s7])[0]?.reasons).toEqual([
      'budget',
      'use',
      'in-stock',
    ])
  })
  test('[CUS-23] the order of the catalogue does not matter, and nothing over the bridge is offered unasked', () => {
    const offers = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        listFen: fc.integer({ min: 5_000_000, max: 40_000_000 }),
        seats: fc.constantFrom(null, 4, 5, 7),
        energy: fc.constantFrom('fuel' as const, 'nev' as const),
        inStock: fc.nat(3),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    fc.assert(
      fc.property(offers, fc.integer({ min: 5_000_000, max: 40_000_000 }), (drafts, budgetFen) => {
        const all = drafts.map((draft) => offer(draft.id, draft))
        const needs = { ...nobody, budgetFen }
        expect(matchModels(needs, all.toReversed())).toEqual(matchModels(needs, all))
        for (const { listFen } of matchModels(needs, all, 99)) expect(listFen * 100).toBeLessThanOrEqual(budgetFen * 115)
      }),
      { seed: 23, numRuns: 200 },
    )
  })
})

describe('on a real store', () => {
  test('[CUS-03] [CUS-04] [CUS-23] needs are kept, each with where it was learned, by whom and when, and find models', () => {
    const shop = openShop()
    shop.run(
      'catalogue.add',
      {
        brand: '青屿',
        series: '青屿 E5',
        model: '长续航 610',
        energy: 'nev',
        seats: 5,
        exteriors: [],
        interiors: [],
        options: [],
        listFen: 18_990_000,
        validFromOn: '2026-01-01',
      } as never,
      person('director', { reach: 'group' }),
    )
    shop.run(
      'customers.correct',
      {
        id: shop.customerId,
        fields: {
          wants: '青屿 E5',
          budgetFen: 19_000_000,
          useKind: 'family',
          buyKind: 'replacement',
          buysEvery: 6,
          pays: 'loan',
          energyWish: 'nev',
          seatsWish: 5,
          likes: '后排空间',
        },
      },
      manager,
    )
    const { customer } = shop.run('customers.card', { id: shop.customerId }, manager)
    expect(customer).toMatchObject({ useKind: 'family', buyKind: 'replacement', buysEvery: 6, pays: 'loan', likes: '后排空间' })
    const { matches, facts } = shop.run('customers.around', { id: shop.customerId }, manager)
    expect(matches).toMatchObject([
      { title: '青屿 青屿 E5 长续航 610', inStock: 3, reasons: ['wished', 'budget', 'energy', 'seats', 'use', 'in-stock'] },
    ])
    const learned = (column: string) => facts.find((fact) => fact.column === column)
    expect(learned('phone')).toMatchObject({ point: 'consulting', command: 'customers.add', who: '陈屿' })
    expect(learned('use_kind')).toMatchObject({ point: 'correction', who: '顾听澜' })
    expect(touchPointOf('orders.sign')).toBe('buying')
    expect(touchPointOf('recalls.fix')).toBe('service')
    expect(touchPointOf('imports.take')).toBe('import')
  })

  test('[CUS-03] cars of other makes, one row each, corrected and taken out', () => {
    const shop = openShop()
    const kept = shop.run(
      'customers.keepCar',
      { id: null, customerId: shop.customerId, brand: '大众', model: '朗逸', plate: '苏E·12345', boughtOn: '2018-05-01' },
      manager,
    )
    const cars = () => shop.run('customers.around', { id: shop.customerId }, manager).cars
    expect(cars()).toMatchObject([{ brand: '大众', plate: '苏E12345', goneOn: null }])
    shop.run(
      'customers.keepCar',
      { ...kept, customerId: shop.customerId, brand: '大众', model: '朗逸', plate: '苏E12345', goneOn: '2026-11-01' },
      manager,
    )
    expect(cars()).toMatchObject([{ goneOn: '2026-11-01' }])
    shop.run('customers.dropCar', kept, manager)
    expect(cars()).toEqual([])
    expect(() =>
      shop.run('customers.keepCar', { id: null, customerId: shop.customerId, brand: '大众', model: '朗逸', plate: 'E123' }, manager),
    ).toThrow(/plate-province/)
  })

  test('[CUS-25] finance, insurance, plates and refit stand on the card until they are done', () => {
    const shop = openShop()
    const arrange = (kind: 'finance' | 'insurance' | 'plates' | 'refit', dueOn: string) =>
      shop.run('customers.arrange', { customerId: shop.customerId, kind, partner: '平安', dueOn }, manager).id
    const insurance = arrange('insurance', '2026-11-25')
    arrange('plates', '2026-11-23')
    arrange('finance', '2026-11-24')
    arrange('refit', '2026-12-01')
    shop.run('customers.settleArranged', { id: insurance, state: 'done', result: '保单 0081' }, person('consultant'))
    const { tasks } = shop.run('customers.around', { id: shop.customerId }, manager)
    expect(tasks.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['plates open', 'finance open', 'refit open', 'insurance done'])
    expect(tasks[0]).toMatchObject({ ownerId: userId('consultant') })
    expect(refused(() => shop.run('customers.settleArranged', { id: insurance, state: 'dropped', result: '重复' }, manager)).code).toBe(
      'already-done',
    )
  })

  test('[CUS-07] a call, a mail or a chat is a ticket, also of somebody new, and answered once; a complaint is a standing warning', () => {
    const shop = openShop()
    const met = shop.run(
      'care.ask',
      { caller: '钱多多', phone: '13911112222', kind: 'complaint', channel: 'web', question: '交车等了三小时' },
      manager,
    )
    const customerId = String(met.customerId)
    const known = refused(() =>
      shop.run('care.ask', { caller: '钱先生', phone: '13911112222', kind: 'consult', channel: 'phone', question: '几点关门' }, manager),
    )
    expect(known.code).toBe('duplicate')
    const mine = CustomerId.parse(shop.customerId)
    shop.run('care.ask', { customerId: mine, kind: 'suggestion', channel: 'email', question: '多放几把椅子' }, manager)
    expect(
      shop
        .run('care.requests', {}, manager)
        .rows.map(({ kind, who }) => [kind, who])
        .toSorted(),
    ).toEqual([
      ['complaint', '钱多多'],
      ['suggestion', '周杉'],
    ])
    expect(shop.run('customers.card', { id: customerId }, manager).customer.source).toBe('在线客服')
    expect(shop.run('customers.warnings', { ids: [customerId, shop.customerId] }, manager)).toEqual([
      { id: customerId, owingFen: 0, complaints: 1, doNotDisturb: false },
    ])
    shop.run('care.finish', { id: met.id, result: '店长致歉，送保养一次', content: 4, solved: true, evenSo: true }, manager)
    expect(shop.run('customers.warnings', { ids: [customerId] }, manager)).toEqual([])
    expect(shop.run('customers.around', { id: customerId }, manager).tickets).toMatchObject([
      { id: met.id, result: '店长致歉，送保养一次' },
    ])
    expect(refused(() => shop.run('care.finish', { id: met.id, result: '再说一次' }, manager)).code).toBe('already-done')
  })

  test('[CUS-16] what is open and what is owed is computed from the orders; the merged one’s counts with the kept one', () => {
    const shop = openShop()
    const gone = shop.run('customers.add', { name: '周杉', phone: '13900001111', evenSo: '换了号码' }, manager).id
    shop.run('care.ask', { customerId: CustomerId.parse(gone), kind: 'complaint', channel: 'phone', question: '没人回电话' }, manager)
    shop.run('customers.keepCar', { id: null, customerId: gone, brand: '丰田', model: '卡罗拉' }, manager)
    shop.run('customers.merge', { keep: shop.customerId, gone }, manager)
    const { warnings, cars, tickets, money } = shop.run('customers.around', { id: shop.customerId }, manager)
    expect([warnings.complaints, cars.length, tickets.length]).toEqual([1, 1, 1])
    expect(money).toEqual({ openFen: 0, owingFen: 0, paidFen: 0 })
    const { id } = shop.run('orders.draft', quoteOf(shop), manager)
    // Signed for a day that is past, with nothing paid.
    shop.raw.prepare(`UPDATE order_sums SET stage = 'signed', due_fen = 300000, net_fen = 100000 WHERE id = ?`).run(id)
    shop.raw.prepare(`UPDATE orders SET deliver_on = '2026-11-20' WHERE id = ?`).run(id)
    expect(shop.run('customers.around', { id: shop.customerId }, manager).money).toEqual({
      openFen: 300_000,
      owingFen: 300_000,
      paidFen: 100_000,
    })
    shop.raw.prepare(`UPDATE orders SET deliver_on = '2026-12-20' WHERE id = ?`).run(id)
    expect(shop.run('customers.around', { id: shop.customerId }, manager).money).toMatchObject({ openFen: 300_000, owingFen: 0 })
    expect(
      shop.run('customers.around', { id: shop.customerId }, person('manager', { permissions: new Set(['customers.view']) })).money,
    ).toBeNull()
  })

  test('[CUS-18] plates, words and notes go with a person who is forgotten', () => {
    const shop = openShop()
    const { customerId } = shop
    shop.run('customers.keepCar', { id: null, customerId, brand: '大众', model: '朗逸', plate: '苏E12345', note: '红色那台' }, manager)
    shop.run('customers.arrange', { customerId, kind: 'plates', note: '要尾号 888', dueOn: '2026-12-01' }, manager)
    shop.run('care.ask', { customerId: CustomerId.parse(customerId), kind: 'consult', channel: 'phone', question: '我太太也来' }, manager)
    shop.run('customers.correct', { id: customerId, fields: { likes: '儿子喜欢天窗' } }, manager)
    shop.run('customers.erase', { id: customerId }, person('director'))
    const left = ['customer_cars', 'partner_tasks', 'care_requests', 'customers', '_sync_changesets']
      .map((table) => JSON.stringify(shop.raw.prepare(`SELECT * FROM ${table}`).all()))
      .join('')
    for (const word of ['苏E12345', '红色那台', '尾号 888', '我太太', '喜欢天窗']) expect(left).not.toContain(word)
    expect(left).toContain('朗逸')
  })
})

test('[CUS-15] somebody is found by name, pinyin, phone tail, company, and by plate or VIN of a car they drive', () => {
  const shop = openShop()
  const company = shop.run(
    'customers.add',
    { kind: 'company', name: '昆山远山物流有限公司', phone: '0512-62888888', contact: '单晓' },
    manager,
  ).id
  shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '大众', model: '朗逸', plate: '苏E·A7K90', vin: 'LSVAA49J132047371' },
    manager,
  )
  const found = (text: string): string[] => shop.run('palette.search', { text, kinds: ['customer'], limit: 5 }, manager).map(({ id }) => id)
  for (const text of ['周杉', 'zhoushan', 'zs', '4471', '苏EA7K90', 'a7k90', '7k90', '047371', '2047371'])
    expect([text, found(text)]).toEqual([text, [shop.customerId]])
  for (const text of ['远山物流', 'yuanshan', '8888', '单晓', 'shanxiao']) expect([text, found(text)]).toEqual([text, [company]])
  const [hit] = shop.run('palette.search', { text: 'a7k90', kinds: ['customer'], limit: 5 }, manager)
  expect(hit).toMatchObject({ by: 'plate', facts: ['138****4471', '苏EA7K90'] })
})
