// The cashier's day: what was taken at this desktop since the last closing, counted by way of payment, confirmed by another
// person; what comes later belongs to the next one.
import { describe, expect, test } from 'vitest'
import type { OrderId } from '../../src/shared/ids.ts'
import { closings } from '../../src/shared/modules/closings/contract.ts'
import { differenceOf } from '../../src/shared/modules/closings/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../support/shop.ts'

const cashier = person('cashier')
const manager = person('manager')
const consultant = person('consultant')

function till() {
  const shop = openShop()
  const id = shop.run('orders.draft', quoteOf(shop), consultant).id as OrderId
  const take = (method: 'cash' | 'wechat' | 'card' | 'transfer', amountFen: number, who = cashier) =>
    shop.run('receivables.receive', { orderId: id, method, amountFen, kind: 'down' }, who).no
  return { shop, id, take }
}
const open = (shop: Shop, who = cashier) => shop.run('closings.standing', {}, who)
/** Hands in what the books say, save what `counted` says otherwise. */
function handIn(shop: Shop, counted: Partial<Record<string, [number, string]>> = {}, who = cashier) {
  const { methods, numbers } = open(shop, who)
  const counts = methods.map(({ method, bookedFen }) => {
    const [countedFen, reason] = counted[method] ?? [bookedFen, '']
    return { method, bookedFen, countedFen, reason }
  })
  return shop.run('closings.count', { counts, payments: numbers.length }, who)
}

test('长款 and 短款 add up', () =>
  expect(
    differenceOf([
      { bookedFen: 100, countedFen: 90 },
      { bookedFen: 50, countedFen: 70 },
    ]),
  ).toBe(10))

describe('a closing', () => {
  test('[REC-05] counts what one cashier took at one desktop, by way of payment, refunds and what was paid on taken off', () => {
    const { shop, id, take } = till()
    take('cash', 300_000)
    take('cash', 200_000)
    take('wechat', 100_000)
    take('card', 70_000, manager)
    shop.run('receivables.receive', { orderId: id, method: 'cash', amountFen: 50_000, kind: 'held-plates' }, cashier)
    shop.run('receivables.refund', { orderId: id, method: 'cash', kind: 'down', amountFen: 20_000, reason: '多收' }, cashier)
    shop.run(
      'receivables.payOut',
      { orderId: id, kind: 'held-plates', method: 'cash', methodRef: '票 7', payee: '车管所', amountFen: 30_000 },
      cashier,
    )
    expect(open(shop).methods).toEqual([
      { method: 'cash', count: 5, inFen: 550_000, outFen: 50_000, bookedFen: 500_000 },
      { method: 'wechat', count: 1, inFen: 100_000, outFen: 0, bookedFen: 100_000 },
    ])
    // Somebody else's money is their own to hand in.
    expect(open(shop, manager).methods).toMatchObject([{ method: 'card', bookedFen: 70_000 }])
  })

  test('is refused where the books moved on, and where a difference has no reason', () => {
    const { shop, take } = till()
    take('cash', 300_000)
    const counts = [{ method: 'cash' as const, bookedFen: 300_000, countedFen: 300_000, reason: '' }]
    take('wechat', 100_000)
    expect(refused(() => shop.run('closings.count', { counts, payments: 1 }, cashier))).toMatchObject({
      code: 'moved-on',
      details: { payments: 2 },
    })
    const short = closings.count.input.safeParse({ payments: 1, counts: [{ method: 'cash', bookedFen: 300_000, countedFen: 299_000 }] })
    expect(short.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['counts.0.reason', 'difference-unexplained'],
    ])
    const { id } = handIn(shop, { cash: [299_000, '找零少给十元'] })
    expect(shop.run('closings.card', { id }, manager)).toMatchObject({
      closing: { no: 'CL-KS-01-2611-1', state: 'counted', payments: 2, bookedFen: 400_000, countedFen: 399_000, differenceFen: -1000 },
      counts: [{ method: 'cash', reason: '找零少给十元' }, { method: 'wechat' }],
      mine: false,
    })
  })

  test('is confirmed by another person, once', () => {
    const { shop, take } = till()
    take('cash', 300_000)
    const { id } = handIn(shop)
    expect(refused(() => shop.run('closings.confirm', { id }, cashier)).code).toBe('own-closing')
    shop.run('closings.confirm', { id, word: '已入保险柜' }, manager)
    expect(refused(() => shop.run('closings.giveBack', { id, word: '再点一遍' }, manager)).code).toBe('decided')
    expect(shop.run('closings.page', {}, manager).rows).toMatchObject([{ state: 'confirmed', confirmedBy: '顾听澜', cashier: '沈算' }])
  })

  test('[REC-05] leaves what comes after it to the next one, also on the next day', () => {
    const { shop, take } = till()
    take('cash', 300_000)
    handIn(shop)
    expect(open(shop).numbers).toEqual([])
    expect(
      refused(() => shop.run('closings.count', { counts: [{ method: 'cash', bookedFen: 0, countedFen: 0 }], payments: 1 }, cashier)).code,
    ).toBe('nothing-to-close')
    const late = take('cash', 40_000)
    shop.clock.at += 86_400_000
    const next = take('transfer', 60_000)
    expect(open(shop)).toMatchObject({ numbers: [late, next], bookedFen: 100_000, earlier: ['2026-11-22'] })
    const { id } = handIn(shop)
    expect(shop.run('closings.card', { id }, manager).payments.map(({ no }) => no)).toEqual([late, next])
    const { totals } = shop.run('closings.page', {}, manager)
    expect(totals['booked']).toBe(400_000)
  })

  test('given back, is counted anew together with what came since, and counts no more', () => {
    const { shop, take } = till()
    const first = take('cash', 300_000)
    const { id } = handIn(shop)
    shop.run('closings.giveBack', { id, word: '少一张付款凭证' }, manager)
    const second = take('wechat', 10_000)
    expect(open(shop).numbers).toEqual([first, second])
    handIn(shop)
    const { rows, totals } = shop.run('closings.page', {}, manager)
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['counted', 'returned'])
    expect(totals['booked']).toBe(310_000)
  })
})
