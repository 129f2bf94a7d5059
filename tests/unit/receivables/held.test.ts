// Money held for others and 定金 in law: an account of its own per order and kind, paid on with its reference, at nothing when
// the order is over; what a cancelled order keeps, gives back and owes twice.
import { describe, expect, test } from 'vitest'
import type { OrderId } from '../../../src/shared/ids.ts'
import { settleCancelled } from '../../../src/shared/modules/orders/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'
import { paid } from '../../support/sales.ts'

const cashier = person('cashier')
const consultant = person('consultant')
const accounts = (shop: Shop, id: string) =>
  shop
    .run('receivables.held', { filters: [{ column: 'orderId', op: 'is', values: [id] }] }, cashier)
    .rows.toSorted((a, b) => a.kind.localeCompare(b.kind))
const payOn = (shop: Shop, orderId: OrderId, kind: 'held-tax' | 'held-insurance' | 'held-plates' | 'earnest-double', amountFen: number) =>
  shop.run('receivables.payOut', { orderId, kind, amountFen, method: 'transfer', methodRef: '回单 0012', payee: '昆山市税务局' }, cashier)

describe('held money', () => {
  const shop = openShop()
  const id = paid(shop)

  test('[REC-07] is one account per kind: collected in full, nothing paid on, never in what is ours', () => {
    expect(accounts(shop, id)).toMatchObject([
      { kind: 'held-insurance', state: 'held', plannedFen: 581_240, collectedFen: 581_240, paidFen: 0, leftFen: 581_240 },
      { kind: 'held-plates', state: 'held', leftFen: 50_000 },
      { kind: 'held-tax', state: 'held', leftFen: 813_717 },
    ])
    const day = shop.run('receivables.dayTotals', { on: '2026-11-22' }, cashier)
    expect(day.heldFen).toBe(581_240 + 50_000 + 813_717)
    expect(day.ownFen + day.heldFen).toBe(day.all.netFen)
  })

  test('is paid on with a reference, never beyond what is held, and then cannot be refunded', () => {
    expect(refused(() => payOn(shop, id, 'held-tax', 813_718)).code).toBe('exceeds-held')
    const { no, leftFen } = payOn(shop, id, 'held-tax', 813_717)
    expect([no, leftFen]).toEqual(['PO-KS-01-2611-1', 0])
    expect(accounts(shop, id)[2]).toMatchObject({
      kind: 'held-tax',
      state: 'settled',
      paidFen: 813_717,
      leftFen: 0,
      lastPaidOn: '2026-11-22',
    })
    const { refundable } = shop.run('receivables.standing', { orderId: id }, cashier)
    expect(refundable.map(({ kind }) => kind)).not.toContain('held-tax')
    const back = { orderId: id, method: 'transfer', kind: 'held-tax', amountFen: 1, reason: '多收' } as const
    expect(refused(() => shop.run('receivables.refund', back, cashier)).code).toBe('exceeds-kind')
    // Neither can the payment it came with be taken back whole: a part of it is gone.
    const [payment] = shop.run('receivables.page', { limit: 1 }, cashier).rows
    expect(refused(() => shop.run('receivables.reverse', { no: payment?.no ?? '', reason: '录错' }, cashier)).code).toBe('exceeds-received')
  })

  test('that came back is one counter-row, once, and can be paid on again', () => {
    const taken = shop.run('receivables.takeBack', { no: 'PO-KS-01-2611-1', reason: '税务退回' }, cashier)
    expect(taken).toEqual({ no: 'PV-KS-01-2611-1', leftFen: 813_717 })
    for (const [no, code] of [
      ['PO-KS-01-2611-1', 'already-reversed'],
      ['PV-KS-01-2611-1', 'is-reversal'],
    ] as const)
      expect(refused(() => shop.run('receivables.takeBack', { no, reason: '再来一次' }, cashier)).code).toBe(code)
    payOn(shop, id, 'held-tax', 813_717)
    const { rows } = shop.run('receivables.payouts', { orderId: id }, cashier)
    expect(rows.map(({ amountFen }) => amountFen).toSorted((a, b) => a - b)).toEqual([-813_717, 813_717, 813_717])
  })

  test('that is left when the car has gone is told as to be cleared, until the account is at nothing', () => {
    payOn(shop, id, 'held-insurance', 581_240)
    shop.run('orders.deliver', { id }, person('manager'))
    expect(accounts(shop, id).map(({ kind, state }) => [kind, state])).toEqual([
      ['held-insurance', 'settled'],
      ['held-plates', 'to-clear'],
      ['held-tax', 'settled'],
    ])
    // 上牌只花了 ¥430: the rest is the buyer's.
    payOn(shop, id, 'held-plates', 43_000)
    shop.run('receivables.refund', { orderId: id, method: 'transfer', kind: 'held-plates', amountFen: 7000, reason: '多收退还' }, cashier)
    expect(accounts(shop, id).map(({ state, leftFen }) => [state, leftFen])).toEqual([
      ['settled', 0],
      ['settled', 0],
      ['settled', 0],
    ])
  })
})

describe('定金 of a cancelled order', () => {
  const base = { keepEarnest: true, earnestFen: 500_000, netFen: 800_000, limitFen: 4_000_000 } as const

  test.each([
    ['customer', { keptFen: 500_000, refundFen: 300_000, compensationFen: 0 }],
    ['store', { keptFen: 0, refundFen: 800_000, compensationFen: 500_000 }],
    ['agreed', { keptFen: 0, refundFen: 800_000, compensationFen: 0 }],
    ['car-lost', { keptFen: 0, refundFen: 800_000, compensationFen: 0 }],
  ] as const)('[REC-07] ended by %s', (kind, expected) => expect(settleCancelled({ ...base, kind })).toEqual(expected))

  test('beyond a fifth of the price it is money paid ahead: neither kept nor owed twice', () => {
    const much = { ...base, earnestFen: 700_000, limitFen: 400_000 }
    expect(settleCancelled({ ...much, kind: 'customer' })).toEqual({ keptFen: 400_000, refundFen: 400_000, compensationFen: 0 })
    expect(settleCancelled({ ...much, kind: 'store' })).toEqual({ keptFen: 0, refundFen: 800_000, compensationFen: 400_000 })
  })

  test('订金 is never kept and never owed twice', () =>
    expect(settleCancelled({ kind: 'store', keepEarnest: true, earnestFen: 0, netFen: 300_000, limitFen: null })).toEqual({
      keptFen: 0,
      refundFen: 300_000,
      compensationFen: 0,
    }))

  test('is owed once more by a store that fails to deliver, paid to the buyer beside the refund, and no more than that', () => {
    const shop = openShop()
    const id = shop.run('orders.draft', quoteOf(shop), consultant).id as OrderId
    shop.run('receivables.receive', { orderId: id, method: 'card', amountFen: 500_000, kind: 'earnest' }, cashier)
    expect(shop.run('orders.cancel', { id, kind: 'store', reason: '厂家停产' }, consultant)).toMatchObject({
      refundFen: 500_000,
      compensationFen: 500_000,
    })
    shop.run('receivables.refund', { orderId: id, method: 'card', amountFen: 500_000, reason: '本店违约' }, cashier)
    expect(shop.run('receivables.payouts', { orderId: id }, cashier).compensationLeftFen).toBe(500_000)
    expect(refused(() => payOn(shop, id, 'earnest-double', 500_001)).code).toBe('exceeds-owed')
    payOn(shop, id, 'earnest-double', 500_000)
    expect(shop.run('receivables.payouts', { orderId: id }, cashier).compensationLeftFen).toBe(0)
    expect(refused(() => payOn(shop, id, 'earnest-double', 1)).code).toBe('exceeds-owed')
  })
})
