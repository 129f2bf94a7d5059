// Claims against insurers and makers: of what an order charges them, through draft, asking, answer, asking again, to the money. Two
// offline desks are in service-desks.test.ts.
import { beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Asked } from '../../src/shared/contract.ts'
import { addDays } from '../../src/shared/dates.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { ageIndex, claimStates, outstandingFen, refusedBp, stageOfClaim } from '../../src/shared/modules/claims/rules.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
const cashier = person('cashier')
const today = '2026-11-22'
const PDF = { sha256: 'b'.repeat(64), size: 90_000, kind: 'application/pdf' as const, name: '定损单.pdf' }
const PHOTO = { sha256: 'a'.repeat(64), size: 1000, kind: 'image/jpeg' as const }

let shop: Shop
beforeAll(() => {
  shop = openShop()
})
let plates = 0
/** A settled order that charges the maker ¥500 and the customer ¥200. */
function settled(): string {
  const { id: carId } = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: `苏E${String(60_000 + ++plates)}` },
    adviser,
  )
  const { id } = shop.run(
    'workshop.open',
    { car: { customerId: shop.customerId, carId, vehicleId: null }, kind: 'claim', km: 100, complaint: '中控屏黑屏' },
    adviser,
  )
  shop.run('workshop.addJob', { orderId: id, name: '检修供电', minutes: 60, priceFen: 30_000, payer: 'warranty' }, adviser)
  shop.run('workshop.addPart', { orderId: id, name: '线束', quantityMilli: 1000, priceFen: 20_000, payer: 'warranty' }, adviser)
  shop.run('workshop.addJob', { orderId: id, name: '保养', minutes: 60, priceFen: 20_000 }, adviser)
  shop.run('workshop.move', { id, to: 'working' }, adviser)
  shop.run('workshop.move', { id, to: 'checking' }, adviser)
  shop.run('workshop.check', { id, passed: true }, adviser)
  shop.run('settlements.settle', { workOrderId: id }, adviser)
  return id
}
const open = (workOrderId: string, over: Partial<Asked<'claims.open'>> = {}) =>
  shop.run(
    'claims.open',
    { workOrderId, payer: 'warranty', party: '示例汽车制造厂', about: '供电接插件不良', claimedFen: 50_000, ...over },
    adviser,
  )
const submit = (id: string, over: Partial<Asked<'claims.submit'>> = {}) =>
  shop.run('claims.submit', { id, claimedFen: 50_000, dueOn: addDays(today, 30), ...over }, adviser)
const answer = (id: string, over: Partial<Asked<'claims.answer'>> = {}) =>
  shop.run('claims.answer', { id, result: 'accepted', acceptedFen: 0, answeredOn: today, dueOn: addDays(today, 20), ...over }, adviser)
const card = (id: string) => shop.run('claims.card', { id }, adviser)
const unclaimed = () => shop.run('claims.unclaimed', {}, adviser)

describe('a claim', () => {
  test('[FIN-15] takes what the order charges, with evidence, from draft to the money; the customer owes what the customer owes', () => {
    const order = settled()
    expect(unclaimed()).toMatchObject([{ workOrderId: order, payer: 'warranty', amountFen: 50_000 }])
    expect(refused(() => open(order, { claimedFen: 50_001 }))).toMatchObject({ code: 'beyond-charged', details: { leftFen: 50_000 } })
    expect(refused(() => open(order, { payer: 'insurer', claimedFen: 1 })).code).toBe('beyond-charged')
    const { id, no } = open(order)
    expect(no).toBe('CM-KS-01-2611-1')
    expect(unclaimed()).toEqual([])
    expect(refused(() => submit(id)).code).toBe('no-evidence')
    shop.run('claims.addEvidence', { id, evidence: [PHOTO, PDF] }, adviser)
    expect(card(id)).toMatchObject({
      stage: 'draft',
      outstandingFen: 0,
      evidence: [
        { fileKind: 'image/jpeg', name: null },
        { kind: 'claim', fileKind: 'application/pdf', name: '定损单.pdf' },
      ],
    })
    submit(id, { theirNo: 'CJ-77' })
    expect(card(id)).toMatchObject({ stage: 'submitted', round: 1, outstandingFen: 50_000, theirNo: 'CJ-77', ageDays: 0 })
    const collect = (amountFen: number, methodRef = 'HK1') =>
      shop.run('claims.collect', { id, method: 'transfer', methodRef, amountFen }, cashier)
    expect(refused(() => collect(100)).code).toBe('not-accepted')
    answer(id)
    expect(refused(() => collect(50_001)).code).toBe('beyond-due')
    expect(collect(20_000).outstandingFen).toBe(30_000)
    expect(card(id).stage).toBe('part-paid')
    // The same transfer again, however its number is typed, is the one that is booked.
    expect(refused(() => collect(20_000, ' hk 1'))).toMatchObject({ code: 'booked-already', details: { methodRef: 'hk 1' } })
    const { no: receipt } = collect(30_000, 'HK2')
    // Also when nothing is to come any more: it is no money beyond what is due.
    expect(refused(() => collect(30_000, 'HK2'))).toMatchObject({ code: 'booked-already', details: { no: receipt } })
    expect(refused(() => collect(30_000, 'HK3')).code).toBe('beyond-due')
    expect(card(id)).toMatchObject({ stage: 'paid', paidFen: 50_000, outstandingFen: 0, overdue: false })
    // In the ledger of the day under the claim's number, and no money of the customer's.
    expect(shop.run('receivables.page', { limit: 5, search: receipt }, cashier).rows).toMatchObject([{ orderNo: no, amountFen: 30_000 }])
    expect(shop.run('settlements.card', { workOrderId: order }, adviser)).toMatchObject({ dueFen: 20_000, paidFen: 0 })
    const back = (amountFen: number) =>
      shop.run('claims.giveBack', { id, method: 'transfer', amountFen, reason: '多付' }, cashier).outstandingFen
    expect(refused(() => back(50_001)).code).toBe('exceeds-received')
    expect(back(1000)).toBe(1000)
  })

  test('[FIN-15] that is refused is asked for again with what is new, is cut, or given up; every step stays', () => {
    const order = settled()
    const { id } = open(order, { evidence: [PHOTO] })
    submit(id)
    expect(refused(() => answer(id, { result: 'refused' })).code).toBe('reason-missing')
    expect(refused(() => answer(id, { answeredOn: addDays(today, 1) })).code).toBe('answered-later')
    answer(id, { result: 'refused', reason: '缺故障码' })
    expect(card(id)).toMatchObject({ stage: 'refused', reason: '缺故障码', acceptedFen: 0, outstandingFen: 0, dueOn: null })
    expect(refused(() => submit(id)).code).toBe('reason-missing')
    submit(id, { reason: '补故障码截图' })
    expect(card(id)).toMatchObject({ stage: 'submitted', round: 2, reason: null })
    expect(refused(() => answer(id, { result: 'partly', acceptedFen: 50_000, reason: '人工不认' })).code).toBe('not-part')
    answer(id, { result: 'partly', acceptedFen: 20_000, reason: '人工不认' })
    expect(card(id)).toMatchObject({ stage: 'accepted', outstandingFen: 20_000 })
    expect(card(id).steps.map(({ state, round, amountFen }) => [state, round, amountFen])).toEqual([
      ['draft', 0, 50_000],
      ['submitted', 1, 50_000],
      ['refused', 1, 0],
      ['submitted', 2, 50_000],
      ['partly', 2, 20_000],
    ])
    const other = open(settled()).id
    shop.run('claims.drop', { id: other, reason: '客户自付了' }, adviser)
    expect(card(other).stage).toBe('dropped')
    expect(refused(() => submit(other, { reason: '还是报' })).code).toBe('over')
    // What somebody gave up is not asked about again.
    expect(unclaimed()).toEqual([])
  })

  test('[FIN-15] stands in the figures by age, payer and share, and rings when its day is past', () => {
    const figures = () => shop.run('claims.figures', { fromOn: today, untilOn: addDays(today, 60) }, adviser)
    expect(figures()).toMatchObject({
      open: { count: 2, fen: 21_000 },
      overdue: { count: 0, fen: 0 },
      answered: 2,
      refused: 0,
      refusedBp: 0,
      claimedFen: 100_000,
      acceptedFen: 70_000,
      paidFen: 49_000,
    })
    const { id } = open(settled(), { claimedFen: 40_000, evidence: [PHOTO] })
    submit(id, { claimedFen: 40_000 })
    answer(id, { result: 'refused', reason: '人为损坏' })
    expect(figures()).toMatchObject({ answered: 3, refused: 1, refusedBp: 3333, unclaimed: { count: 1, fen: 10_000 } })
    expect(figures().payers.find(({ payer }) => payer === 'warranty')).toMatchObject({ refusedBp: 3333, open: { count: 2 } })
    shop.clock.at += 40 * 86_400_000
    expect(figures()).toMatchObject({ overdue: { count: 2, fen: 21_000 } })
    expect(figures().ages.map(({ count }) => count)).toEqual([0, 2, 0, 0])
    expect(shop.run('claims.page', { limit: 5, filters: [{ column: 'overdue', op: 'is', values: [1] }] }, adviser).total).toBe(2)
    const rings = shop.run(
      'alerts.preview',
      { indicator: 'overdue-claims', direction: 'above', threshold: 0, windowDays: 0, about: null },
      person('manager'),
    )
    expect(rings).toMatchObject([{ value: 21_000, rings: true }])
  })
})

test('[FIN-15] money to come is never below nothing, and what is paid whole is paid', () => {
  const fen = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(fc.constantFrom(...claimStates), fen, fc.option(fen), fen, (state, claimedFen, acceptedFen, paidFen) => {
      const money = { state, claimedFen, acceptedFen, paidFen }
      const left = outstandingFen(money)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(stageOfClaim(money) === 'paid').toBe((state === 'accepted' || state === 'partly') && left === 0)
      if (state === 'draft' || state === 'refused' || state === 'dropped') expect(left).toBe(0)
      else expect(outstandingFen({ ...money, paidFen: paidFen + left })).toBe(0)
    }),
    { seed: 5, numRuns: 300 },
  )
  expect([0, 30, 31, 60, 90, 91].map((age) => ageIndex(addDays(today, -age), today))).toEqual([0, 0, 1, 1, 2, 3])
  expect([refusedBp(0, 0), refusedBp(1, 3), refusedBp(2, 3)]).toEqual([null, 3333, 6667])
})
