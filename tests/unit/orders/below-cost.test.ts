// A price under cost (价格行为合规指南, 2026): a rebate counts once a paper proves it, and a car that goes under its cost needs
// a reason, another person's word, and leaves evidence that no later rebate changes.
import { describe, expect, test } from 'vitest'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const manager = person('manager')
const director = person('director')

/** 成交价 ¥178,000: the car cost ¥180,000 less ¥3,000, so it is ¥1,000 above cost until the price falls by that. */
const quoted = (shop: Shop, priceFen: number) =>
  shop.run('orders.draft', quoteOf(shop, { priceFen, loanFen: 0, loanBank: null, loanMonths: null }) as never, consultant).id as never
const needs = (shop: Shop, priceFen: number) =>
  shop.run('approvals.needs', { listFen: 18_990_000, priceFen, totalFen: 20_000_000, vehicleId: shop.car }, manager)

describe('documented rebates', () => {
  test('[FIN-12] a rebate enters margin and below-cost check when its paper is there, as what arrived once it did', () => {
    const shop = openShop()
    expect(needs(shop, 17_600_000)).toMatchObject({ belowCost: true, marginFen: -100_000 })
    const { id } = shop.run('yard.accrueRebate', { vehicleId: shop.car, policy: '示例季度返利', amountFen: 150_000 }, manager)
    expect(needs(shop, 17_600_000)).toMatchObject({ belowCost: true, marginFen: -100_000 })
    shop.run('yard.documentRebate', { id, documentNo: 'FL-01' }, manager)
    expect(needs(shop, 17_600_000)).toMatchObject({ belowCost: false, marginFen: 50_000 })
    shop.run('yard.rebateArrived', { id, arrivedOn: '2026-11-22', arrivedFen: 80_000 }, manager)
    expect(needs(shop, 17_600_000)).toMatchObject({ belowCost: true, marginFen: -20_000 })
    const order = quoted(shop, 17_600_000)
    expect(shop.run('orders.card', { id: order }, manager).price.marginFen).toBe(-20_000)
    expect(shop.run('orders.card', { id: order }, consultant).price.marginFen).toBeNull()
  })
})

describe('under cost', () => {
  test('[CON-04] is ordered only with a reason, asks the levels of the flow, and keeps what was known', () => {
    const shop = openShop()
    const { id: rebate } = shop.run('yard.accrueRebate', { vehicleId: shop.car, policy: '示例季度返利', amountFen: 50_000 }, manager)
    shop.run('yard.documentRebate', { id: rebate, documentNo: 'FL-02' }, manager)
    const order = quoted(shop, 17_600_000)
    expect(refused(() => shop.run('orders.place', { id: order }, consultant)).code).toBe('reason-needed')
    expect(shop.run('orders.place', { id: order, reason: '库龄 200 天，清库' }, consultant).levels).toBe(3)
    const proof = {
      termsRev: 1,
      priceFen: 17_600_000,
      costFen: 18_000_000,
      rebateFen: 300_000,
      documented: [{ policy: '示例季度返利', documentNo: 'FL-02', fen: 50_000 }],
      marginFen: -50_000,
      reason: '库龄 200 天，清库',
      by: '陈屿',
    }
    expect(shop.run('orders.card', { id: order }, director).proofs).toMatchObject([proof])
    expect(shop.run('orders.card', { id: order }, consultant).proofs).toEqual([])
    // What arrives later changes nothing that was known.
    shop.run('yard.rebateArrived', { id: rebate, arrivedOn: '2026-11-22', arrivedFen: 500_000 }, manager)
    expect(shop.run('orders.card', { id: order }, director).proofs).toMatchObject([proof])
  })

  test('a price that covers the cost leaves none', () => {
    const shop = openShop()
    const order = quoted(shop, 17_700_000)
    shop.run('orders.place', { id: order, reason: '老客户' }, consultant)
    expect(shop.run('orders.card', { id: order }, director).proofs).toEqual([])
  })
})
