// A work order from the car at the door to its check: found by whatever is known of the car, what was advised is remembered,
// the customer signs for what was agreed. Two offline desks at one order are in workshop-desks.test.ts.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const HAND = 'M20 100L60 40 90 150 140 60 180 130 240 80M260 90L300 95'
const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
const technician = somebody({
  user: '019a0000-0000-7000-8000-0000000000d9',
  permissions: new Set(roleSeeds.workshop.permissions),
  name: '石磊',
})

let shop: Shop
let carId: string
beforeAll(() => {
  shop = openShop()
  carId = shop.run(
    'customers.keepCar',
    {
      id: null,
      customerId: shop.customerId,
      brand: '青屿',
      model: 'E5',
      plate: '苏E12345',
      vin: 'LXYE5A1B0TK006704',
      boughtOn: '2026-03-01',
    },
    adviser,
  ).id
})

const bringing = (over: Partial<Asked<'workshop.open'>> = {}): Asked<'workshop.open'> => ({
  car: { customerId: shop.customerId, carId, vehicleId: null },
  kind: 'repair',
  km: 12_000,
  complaint: '刹车异响',
  ...over,
})
const card = (id: string) => shop.run('workshop.card', { id }, adviser)
const job = (orderId: string, over: Partial<Asked<'workshop.addJob'>> = {}): string =>
  shop.run('workshop.addJob', { orderId, name: '更换前制动片', minutes: 60, priceFen: 24_000, ...over }, adviser).id
/** Through the whole house; leaves it ready. */
const finish = (id: string): void => {
  shop.run('workshop.move', { id, to: 'working' }, technician)
  shop.run('workshop.move', { id, to: 'checking' }, technician)
  shop.run('workshop.check', { id, passed: true }, technician)
}

describe('reception', () => {
  test('[AFS-08] [AFS-10] a car is found by plate, tail of phone or VIN, name or pinyin, and taken in with a number', () => {
    for (const text of ['苏E12345', '12345', '4471', '006704', '周杉', 'zhoushan', 'zs']) {
      const [found] = shop.run('workshop.findCars', { text }, adviser)
      expect(found, text).toMatchObject({ carId, customerName: '周杉', plate: '苏E12345', carName: '青屿 E5', phone: '138****4471' })
    }
    const { id, no } = shop.run('workshop.open', bringing({ waits: true, promisedAt: shop.clock.at + 3_600_000 }), adviser)
    expect(no).toBe('WO-KS-01-2611-1')
    expect(card(id).order).toMatchObject({ state: 'open', plate: '苏E12345', km: 12_000, waits: true, late: false, totalFen: 0 })
    expect(refused(() => shop.run('workshop.open', bringing(), adviser))).toMatchObject({ code: 'already-here', details: { no } })
    shop.run('workshop.cancel', { id, reason: '客户改天再来' }, adviser)
    expect(card(id).order).toMatchObject({ state: 'cancelled', endReason: '客户改天再来' })
  })

  test('[AFS-10] a stranger is noted with the car, once, and is a customer from then on', () => {
    const stranger = { plate: '沪 B·88881', carName: '远山 X3', customerName: '林见川', phone: '13911112222' }
    const { id } = shop.run('workshop.open', bringing({ car: stranger, kind: 'rescue', km: 1 }), adviser)
    expect(card(id).order).toMatchObject({ plate: '沪B88881', customerName: '林见川', carName: '远山 X3', kind: 'rescue' })
    expect(shop.run('workshop.findCars', { text: 'ljc' }, adviser)).toMatchObject([{ plate: '沪B88881', lastKm: 1 }])
    expect(refused(() => shop.run('workshop.open', bringing({ car: stranger }), adviser)).code).toBe('duplicate')
  })

  test('[AFS-09] [AFS-11] what was done, advised and read off before stands beside the next order', () => {
    const first = shop.run('workshop.open', bringing({ kind: 'maintenance' }), adviser).id
    const advised = job(first, { name: '更换前制动盘', decision: 'proposed' })
    job(first)
    shop.run('workshop.decide', { orderId: first, ids: [advised], decision: 'declined' }, adviser)
    finish(first)
    expect(refused(() => shop.run('workshop.open', bringing({ km: 11_000 }), adviser)).code).toBe('already-here')
    const { id } = shop.run('workshop.open', bringing({ km: 13_000, kind: 'comeback', comebackOf: first, evenSo: '异响还在' }), adviser)
    const { around, order } = card(id)
    expect(around.declined).toMatchObject([{ name: '更换前制动盘' }])
    expect(around.history.map((each) => [each.id, each.totalFen])).toContainEqual([first, 24_000])
    expect(around).toMatchObject({ lastKm: 13_000, here: [{ id: first }] })
    expect(order).toMatchObject({ comeback: true, comebackOf: { id: first } })
    shop.run('workshop.cancel', { id, reason: '与上一单并处理' }, adviser)
  })
})

describe('found from anywhere', () => {
  const found = (text: string, as = adviser) => shop.run('palette.search', { text, kinds: ['workOrder'] }, as)
  test('[AFS-10] a work order is found by its number, its plate and its VIN, by whoever may see it', () => {
    const { id, no } = shop.run('workshop.open', bringing({ km: 13_500, evenSo: '再看一次' }), adviser)
    const tail = no.split('-').slice(-2).join('-')
    expect(found(tail)).toMatchObject([{ id, title: no, state: 'open', by: 'number', hit: { fact: null } }])
    expect(found('12345')[0]).toMatchObject({
      id,
      by: 'plate',
      hit: { fact: 0 },
      facts: ['苏E12345', expect.any(String), expect.any(String)],
    })
    const vin = card(id).order.vin ?? ''
    expect(found(vin.slice(-6))[0]).toMatchObject({ id, by: 'vin', facts: [vin, expect.any(String), expect.any(String)] })
    expect(found(tail, person('director'))).toHaveLength(1)
    expect(found(tail, { ...adviser, permissions: new Set() })).toEqual([])
    shop.run('workshop.cancel', { id, reason: '重复' }, adviser)
    expect(found(tail)).toMatchObject([{ state: 'cancelled' }])
  })
})

describe('lines and the way through the house', () => {
  test('[AFS-08] [AFS-12] only what was agreed is billed; work without a word does not begin, what fails its check goes back', () => {
    const { id } = shop.run('workshop.open', bringing({ km: 14_000, evenSo: '另一处' }), adviser)
    expect(refused(() => shop.run('workshop.move', { id, to: 'working' }, technician)).code).toBe('nothing-agreed')
    const brakes = job(id)
    job(id, { name: '更换制动液', priceFen: 9_900, decision: 'proposed' })
    shop.run(
      'workshop.addPart',
      { orderId: id, name: '制动片', quantityMilli: 1500, priceFen: 10_001, origin: 'equivalent', payer: 'insurer' },
      adviser,
    )
    expect(card(id).bill).toMatchObject({
      labourFen: 24_000,
      partsFen: 15_002,
      totalFen: 39_002,
      byPayer: { customer: 24_000, insurer: 15_002 },
    })
    const { amountFen } = shop.run('workshop.authorise', { id, signature: { name: '周杉', path: HAND } }, adviser)
    expect(amountFen).toBe(39_002)
    expect(card(id)).toMatchObject({ parts: [{ told: true }], signed: { name: '周杉' }, order: { authorisedFen: 39_002 } })
    shop.run('workshop.charge', { orderId: id, ids: [brakes], payer: 'warranty' }, adviser)
    expect(card(id).bill.byPayer).toMatchObject({ customer: 0, warranty: 24_000 })
    shop.run('workshop.move', { id, to: 'working' }, technician)
    shop.run('workshop.move', { id, to: 'checking' }, technician)
    expect(refused(() => shop.run('workshop.check', { id, passed: false }, technician)).code).toBe('reason-missing')
    shop.run('workshop.check', { id, passed: false, reason: '有渗油' }, technician)
    expect(card(id).order.state).toBe('working')
    shop.run('workshop.move', { id, to: 'checking' }, technician)
    shop.run('workshop.check', { id, passed: true }, technician)
    expect(card(id).steps.map(({ state, reason }) => [state, reason])).toEqual([
      ['open', '另一处'],
      ['working', null],
      ['checking', null],
      ['working', '有渗油'],
      ['checking', null],
      ['ready', null],
    ])
    expect(refused(() => shop.run('workshop.cancel', { id, reason: 'x' }, adviser)).code).toBe('closed')
  })

  test('the three guarantees count the repairs that were the maker’s to pay', () => {
    const { around } = shop
      .run('workshop.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: ['ready'] }] }, adviser)
      .rows.map(({ id }) => card(id))[0] as ReturnType<typeof card>
    expect(around.guarantee).toMatchObject({ level: 'inside', repairUntil: '2029-03-01', days: 1, times: 1, worstTimes: 1 })
  })

  test('whoever is forgotten leaves the repair and takes their name', () => {
    const stranger = { plate: '苏E55555', carName: '远山 X3', customerName: '顾一', phone: '13911113333' }
    const { id } = shop.run('workshop.open', bringing({ car: stranger, km: 1 }), adviser)
    shop.run('workshop.change', { id, contactName: '顾二', contactPhone: '13900000000' }, adviser)
    shop.run('workshop.cancel', { id, reason: '没有做' }, adviser)
    const { customerId } = card(id).order
    shop.run('customers.erase', { id: customerId })
    expect(shop.raw.prepare('SELECT plate, contact_name, contact_phone FROM work_orders WHERE id = ?').get(id)).toEqual({
      plate: '苏E55555',
      contact_name: null,
      contact_phone: null,
    })
  })
})

describe('progress', () => {
  test('[AFS-07] a customer may be told of a state once, in the words of a template, through the outbox and with consent', () => {
    const { id } = shop.run('workshop.open', bringing({ evenSo: '测试', km: 60_000, promisedAt: shop.clock.at + 3 * 3_600_000 }), adviser)
    job(id)
    const progress = () => shop.run('workshop.progress', { id }, adviser)
    const tell = () => shop.run('workshop.tell', { id }, adviser)
    expect(progress()).toMatchObject({ text: null, told: false })
    expect(refused(tell).code).toBe('nothing-to-tell')
    shop.run('workshop.move', { id, to: 'working' }, technician)
    expect(progress()).toMatchObject({ may: true, reachable: true, told: false })
    expect(progress().text).toContain('苏E12345已开始维修。预计11月22日 13:30交车。')
    const message = tell()
    expect(progress()).toMatchObject({ told: true, messages: [{ id: message.id, state: 'waiting', text: progress().text }] })
    expect(refused(tell).code).toBe('told-already')
    const listed = shop.run('messages.page', { limit: 5 }, adviser).rows.find((row) => row.id === message.id)
    expect(listed).toMatchObject({ origin: 'work-order', purpose: 'service' })
    // What comes to a state anew is news again.
    shop.clock.at += 60_000
    shop.run('workshop.move', { id, to: 'checking' }, technician)
    shop.run('workshop.check', { id, passed: false, reason: '仍有异响' }, technician)
    expect(progress()).toMatchObject({ state: 'working', told: false })
    shop.run(
      'privacy.noteConsent',
      { customerId: shop.customerId, state: 'withdrawn', purpose: 'service', channel: 'sms', how: 'spoken' },
      adviser,
    )
    expect(progress().may).toBe(false)
    expect(refused(tell).code).toBe('no-consent')
  })
})

test('a talk with the customer stands on the order with who, when, which way and what was said; what they answer decides the lines', () => {
  const { id } = shop.run('workshop.open', bringing({ evenSo: '又一单' }), adviser)
  const advised = job(id, { name: '更换前制动盘', decision: 'proposed' })
  const talk = (over: Partial<Asked<'workshop.talk'>> = {}) =>
    shop.run('workshop.talk', { id, channel: 'phone', spokeWith: '周楠', said: '告知制动盘磨损', ...over }, adviser)
  talk()
  expect(card(id).jobs[0]?.decision).toBe('proposed')
  shop.clock.at += 60_000
  talk({ channel: 'wechat', said: '发了照片，同意更换', about: { ids: [advised], decision: 'agreed' } })
  expect(card(id).jobs[0]?.decision).toBe('agreed')
  const talks = shop.run('workshop.talks', { id }, adviser)
  expect(talks).toMatchObject([
    { channel: 'wechat', said: '发了照片，同意更换', decision: 'agreed', lines: ['更换前制动盘'] },
    { channel: 'phone', spokeWith: '周楠', decision: null, lines: [] },
  ])
  expect((talks[0]?.at ?? 0) - (talks[1]?.at ?? 0)).toBeGreaterThanOrEqual(60_000)
  expect(refused(() => talk({ about: { ids: ['nothing'], decision: 'agreed' } })).code).toBe('not-its-line')
  expect(shop.run('workshop.talks', { id }, adviser)).toHaveLength(2)
  shop.run('workshop.cancel', { id, reason: '客户改天再来' }, adviser)
  expect(refused(() => talk()).code).toBe('closed')
})
