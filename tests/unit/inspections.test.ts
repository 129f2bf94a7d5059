// A car looked at point by point on a real store: what a value says, what is proposed for a finding, what the customer said, and
// what the next desk sees. Two offline desks at one point are in jobs-desks.test.ts.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { firstPoints, readPoint, stateBy } from '../../src/shared/modules/inspections/rules.ts'
import { factsOfWorkOrder } from '../../src/main/modules/documents/queries/service-facts.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const boss = person('director')
const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
const technician = somebody({
  user: '019a0000-0000-7000-8000-0000000000d9',
  permissions: new Set(roleSeeds.workshop.permissions),
  name: '石磊',
})

describe('rules', () => {
  test('a line of the list is a part of the car, a point, and what a value and a job say of it', () => {
    expect(readPoint('制动|前制动片厚度|毫米|3|5|wx-011')).toEqual({
      ...{ part: '制动', name: '前制动片厚度', unit: '毫米' },
      ...{ urgentBelowMilli: 3000, watchBelowMilli: 5000, job: 'WX-011' },
    })
    expect(readPoint('灯光｜大灯')).toEqual({
      part: '灯光',
      name: '大灯',
      unit: null,
      urgentBelowMilli: null,
      watchBelowMilli: null,
      job: null,
    })
    for (const line of ['大灯', '|大灯', '制动|片|毫米|5|3', '制动|片||3|5', '制动|片|毫米|薄|5', 'a|b|c|1|2|J|x'])
      expect(readPoint(line), line).toBeNull()
    for (const line of firstPoints) expect(readPoint(line), line).not.toBeNull()
  })

  test('the lower a value, the worse it is, and its limits belong to the better side', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), fc.nat(20_000), fc.nat(20_000), (one, two, a, b) => {
        const point = { ...readPoint('a|b')!, urgentBelowMilli: Math.min(one, two), watchBelowMilli: Math.max(one, two) }
        const rank = { urgent: 0, watch: 1, ok: 2 }
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => rank[stateBy(point, value)!])
        expect(low).toBeLessThanOrEqual(high as number)
        expect(stateBy(point, point.watchBelowMilli)).toBe('ok')
      }),
      { numRuns: 200 },
    )
    expect(stateBy(readPoint('a|b')!, 5)).toBeNull()
  })
})

describe('on a store', () => {
  let shop: Shop
  const opened = (km: number): string =>
    shop.run(
      'workshop.open',
      {
        car: { customerId: shop.customerId, carId: null, vehicleId: shop.car },
        kind: 'maintenance',
        km,
        complaint: '保养',
        evenSo: '测试',
      },
      adviser,
    ).id
  const of = (orderId: string) => shop.run('inspections.ofOrder', { orderId }, adviser)
  const point = (orderId: string, name: string) => of(orderId).points.find((each) => each.name === name)
  const note = (orderId: string, name: string, found: object) =>
    shop.run('inspections.note', { orderId, point: name, ...found }, technician)
  beforeAll(() => {
    shop = openShop()
    shop.run('jobs.setRate', { class: 'retail', validFromOn: '2026-01-01', rateFen: 24_000 }, boss)
    shop.run('jobs.keep', { code: 'WX-011', name: '更换前制动片', area: 'brakes', kind: 'replacement', minutes: 60 }, boss)
  })

  test('points are noted by a value or a word, corrected freely, and counted', () => {
    const id = opened(1000)
    expect(of(id)).toMatchObject({ closed: false, counts: { ok: 0, watch: 0, urgent: 0, left: firstPoints.length } })
    expect(note(id, '前制动片厚度', { valueMilli: 2900 }).state).toBe('urgent')
    expect(note(id, '前制动片厚度', { valueMilli: 4200, note: '内侧' }).state).toBe('watch')
    expect(note(id, '大灯与尾灯', { state: 'ok' }).state).toBe('ok')
    expect(point(id, '前制动片厚度')).toMatchObject({ state: 'watch', valueMilli: 4200, note: '内侧', answer: null, before: null })
    expect(of(id).counts).toEqual({ ok: 1, watch: 1, urgent: 0, left: firstPoints.length - 2 })
    expect(refused(() => note(id, '大灯与尾灯', { valueMilli: 5 })).code).toBe('state-missing')
    expect(refused(() => note(id, '天窗', { state: 'ok' })).code).toBe('no-such-point')
    shop.run('workshop.cancel', { id, reason: '客户走了' }, adviser)
    expect(refused(() => note(id, '大灯与尾灯', { state: 'ok' })).code).toBe('closed')
    // What was found on a cancelled visit is nobody's advice.
    expect(shop.run('workshop.card', { id: opened(1001) }, adviser).around.findings).toEqual([])
  })

  test('a job is proposed for a finding once, and what is said to it is said to the finding', () => {
    const id = opened(2000)
    note(id, '前制动片厚度', { valueMilli: 2500 })
    const line = shop.run('inspections.propose', { orderId: id, point: '前制动片厚度' }, adviser)
    expect(shop.run('workshop.card', { id }, adviser).jobs).toMatchObject([
      { id: line.id, name: '更换前制动片', decision: 'proposed', priceFen: 24_000, note: '前制动片厚度' },
    ])
    expect(point(id, '前制动片厚度')).toMatchObject({ proposed: true, answer: null })
    shop.run('workshop.decide', { orderId: id, ids: [line.id], decision: 'agreed' }, adviser)
    expect(point(id, '前制动片厚度')?.answer).toBe('agreed')
    expect(refused(() => shop.run('inspections.propose', { orderId: id, point: '前制动片厚度' }, adviser)).code).toBe('proposed-already')
    note(id, '防冻液', { state: 'watch' })
    expect(refused(() => shop.run('inspections.propose', { orderId: id, point: '防冻液' }, adviser)).code).toBe('no-job')
    expect(refused(() => shop.run('inspections.answer', { orderId: id, points: ['大灯与尾灯'], answer: 'declined' }, adviser)).code).toBe(
      'nothing-found',
    )
  })

  test('what was found and declined stands before the next desk, until it is put right or found in order', () => {
    const first = opened(3000)
    note(first, '左前轮胎花纹', { valueMilli: 1500 })
    note(first, '机油液位与颜色', { state: 'watch' })
    shop.run('inspections.answer', { orderId: first, points: ['左前轮胎花纹'], answer: 'declined' }, adviser)
    shop.run('inspections.answer', { orderId: first, points: ['机油液位与颜色'], answer: 'agreed' }, adviser)
    shop.clock.at += 86_400_000
    const second = opened(4000)
    const findings = () => shop.run('workshop.card', { id: second }, adviser).around.findings
    expect(findings().find(({ name }) => name === '左前轮胎花纹')).toMatchObject({
      state: 'urgent',
      valueMilli: 1500,
      unit: '毫米',
      declined: true,
    })
    expect(findings().map(({ name }) => name)).not.toContain('机油液位与颜色')
    expect(point(second, '左前轮胎花纹')?.before).toMatchObject({ state: 'urgent', valueMilli: 1500, answer: 'declined' })
    note(second, '左前轮胎花纹', { valueMilli: 7000 })
    shop.clock.at += 86_400_000
    const third = opened(5000)
    expect(shop.run('workshop.card', { id: third }, adviser).around.findings.map(({ name }) => name)).not.toContain('左前轮胎花纹')
  })

  test('its paper has every point that was looked at, with value, word and last time', () => {
    const id = opened(6000)
    note(id, '前制动片厚度', { valueMilli: 3500, note: '右侧偏薄' })
    const found = shop.session.read(boss, (db) => factsOfWorkOrder(db, 'inspection', id)).facts as unknown as {
      found: Record<string, string>
      points: Record<string, string>[]
    }
    expect(found.found).toEqual({ ok: '0', watch: '1', urgent: '0' })
    expect(found.points).toMatchObject([
      { part: '制动', name: '前制动片厚度', state: '注意', value: '3.5 毫米', note: '右侧偏薄', answer: '', before: '尽快 2026-11-22' },
    ])
  })

  test('photos of a point and of a car as it came are seen by whoever sees the order, and by nobody of another site', () => {
    const id = opened(7000)
    const photo = (fill: string) => ({ sha256: fill.repeat(64), size: 1000, kind: 'image/jpeg' as const })
    shop.run('inspections.photograph', { orderId: id, point: '前制动片厚度', photos: [photo('a')] }, technician)
    shop.run('workshop.photograph', { id, kind: 'walk-round', photos: [photo('b')] }, adviser)
    const [worn] = point(id, '前制动片厚度')?.pictures ?? []
    const [round] = shop.run('workshop.card', { id }, adviser).pictures
    expect(shop.run('documents.picture', { id: worn?.id ?? '' }, technician).sha256).toBe('a'.repeat(64))
    expect(shop.run('documents.picture', { id: round?.id ?? '' }, adviser).sha256).toBe('b'.repeat(64))
    const stranger = somebody({ site: '019a0000-0000-7000-8000-00000000000b', permissions: adviser.permissions })
    for (const picture of [worn, round])
      expect(refused(() => shop.run('documents.picture', { id: picture?.id ?? '' }, stranger)).code).toBe('not-found')
  })
})
