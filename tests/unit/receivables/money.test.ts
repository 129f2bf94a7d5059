// Taking and giving back money: never beyond what is due, once per attempt, never more than came in, and every cut of a
// day adding up to the fen.
import { describe, expect, test } from 'vitest'
import { createDispatch } from '../../../src/main/ipc/dispatch.ts'
import { allModules } from '../../../src/main/modules/handlers.ts'
import type { Services } from '../../../src/main/modules/services.ts'
import type { Asked } from '../../../src/shared/contract.ts'
import { isHeld } from '../../../src/shared/modules/receivables/rules.ts'
import { openShop, person, quoteOf, refused, type Shop } from '../../support/shop.ts'

const consultant = person('consultant')
const cashier = person('cashier')
const opened = (over: Partial<Asked<'orders.draft'>> = {}) => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop, over), consultant)
  return { shop, id }
}
const receive = (shop: Shop, id: string, amountFen: number, over: Partial<Asked<'receivables.receive'>> = {}) =>
  shop.run('receivables.receive', { orderId: id as never, method: 'transfer', amountFen, ...over }, cashier)
const ledger = (shop: Shop) =>
  shop.st.all<{ no: string; kind: string; amount_fen: number }>('SELECT no, kind, amount_fen FROM receipts ORDER BY received_at, no, id')

describe('receiving', () => {
  test('[REC-01] [REC-05] fills the plan in its order, held money under its own name, one number for one payment', () => {
    const { shop, id } = opened()
    receive(shop, id, 500_000 + 7_258_000 + 813_717 + 100)
    expect(ledger(shop).map(({ no, kind, amount_fen }) => [no, kind, amount_fen])).toEqual([
      ['RC-KS-01-2611-1', 'earnest', 500_000],
      ['RC-KS-01-2611-1', 'down', 7_258_000],
      ['RC-KS-01-2611-1', 'held-tax', 813_717],
      ['RC-KS-01-2611-1', 'held-insurance', 100],
    ])
    receive(shop, id, 11_000_000, { method: 'loan' })
    expect(ledger(shop).at(-1)).toEqual({ no: 'RC-KS-01-2611-2', kind: 'loan', amount_fen: 11_000_000 })
  })

  test('beyond what is due only on purpose', () => {
    const { shop, id } = opened()
    expect(refused(() => receive(shop, id, 20_202_958))).toMatchObject({ code: 'beyond-due', details: { dueFen: 20_202_957 } })
    expect(ledger(shop)).toEqual([])
    expect(receive(shop, id, 20_202_958, { over: true })).toMatchObject({ dueFen: 0, overFen: 1 })
    expect(ledger(shop).at(-1)).toMatchObject({ kind: 'balance', amount_fen: 1 })
    expect(refused(() => receive(shop, id, 1)).code).toBe('beyond-due')
  })

  test('定金 not beyond its ceiling, 订金 as one likes', () => {
    const { shop, id } = opened()
    receive(shop, id, 3_751_600, { kind: 'earnest' })
    expect(refused(() => receive(shop, id, 1, { kind: 'earnest' }))).toMatchObject({
      code: 'earnest-above-ceiling',
      details: { roomFen: 0 },
    })
    receive(shop, id, 100, { kind: 'deposit' })
  })

  test.each([0, -1, 0.5, Number.NaN, 10_000_000_001])('%s is no amount', (amountFen) => {
    const { shop, id } = opened()
    expect(() => receive(shop, id, amountFen)).toThrow()
    expect(ledger(shop)).toEqual([])
  })

  test('a double click is one receipt', async () => {
    const { shop, id } = opened()
    const services = { sessions: { who: () => cashier } } as unknown as Services
    const { dispatch } = createDispatch({ modules: allModules(), store: () => shop.session, services, incident: (error) => String(error) })
    const click = (attempt: string) =>
      dispatch({ name: 'receivables.receive', input: { orderId: id, method: 'cash', amountFen: 500_000 }, caller: '1', attempt })
    const [first, second] = await Promise.all([click('attempt-one'), click('attempt-one')])
    expect(first).toMatchObject({ ok: true, value: { no: 'RC-KS-01-2611-1' } })
    expect(second).toEqual(first)
    expect(await click('attempt-one')).toEqual(first)
    expect(ledger(shop)).toHaveLength(1)
    expect(await click('attempt-two')).toMatchObject({ value: { no: 'RC-KS-01-2611-2' } })
  })
})

describe('giving back', () => {
  test('[REC-07] never more than came in, nor more than is left of its kind', () => {
    const { shop, id } = opened()
    const give = (amountFen: number, over: Partial<Asked<'receivables.refund'>> = {}) =>
      shop.run('receivables.refund', { orderId: id, method: 'transfer', amountFen, reason: '协商退款', ...over }, cashier)
    expect(refused(() => give(1)).code).toBe('exceeds-received')
    receive(shop, id, 500_000, { kind: 'earnest' })
    receive(shop, id, 200_000, { kind: 'deposit' })
    expect(refused(() => give(700_001)).code).toBe('exceeds-received')
    expect(refused(() => give(200_001, { kind: 'deposit' }))).toMatchObject({ code: 'exceeds-kind', details: { refundableFen: 200_000 } })
    expect(give(200_000, { kind: 'deposit' })).toMatchObject({ no: 'RF-KS-01-2611-1', amountFen: -200_000 })
    give(400_000)
    expect(refused(() => give(100_001)).code).toBe('exceeds-received')
    give(100_000)
    expect(refused(() => give(1)).code).toBe('exceeds-received')
    expect(ledger(shop).reduce((sum, row) => sum + row.amount_fen, 0)).toBe(0)
  })

  test('ours before what is held for others', () => {
    const { shop, id } = opened({ loanFen: 0, advance: null })
    receive(shop, id, 20_202_957)
    shop.run('receivables.refund', { orderId: id, method: 'transfer', amountFen: 18_758_001, reason: '退' }, cashier)
    expect(
      ledger(shop)
        .filter((row) => row.amount_fen < 0)
        .map(({ kind, amount_fen }) => [kind, amount_fen]),
    ).toEqual([
      ['down', -18_758_000],
      ['held-tax', -1],
    ])
  })

  test('needs the right', async () => {
    const { shop, id } = opened()
    receive(shop, id, 100)
    const services = { sessions: { who: () => consultant } } as unknown as Services
    const { dispatch } = createDispatch({ modules: allModules(), store: () => shop.session, services, incident: (error) => String(error) })
    expect(
      await dispatch({ name: 'receivables.refund', input: { orderId: id, method: 'cash', amountFen: 100, reason: 'x' }, caller: '1' }),
    ).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })
})

describe('reversing', () => {
  test('takes a payment back whole, once, and is itself no refund', () => {
    const { shop, id } = opened()
    const { no } = receive(shop, id, 8_000_000)
    expect(shop.run('receivables.reverse', { no, reason: '收错人' }, cashier)).toMatchObject({
      no: 'RV-KS-01-2611-1',
      amountFen: -8_000_000,
      dueFen: 20_202_957,
    })
    expect(refused(() => shop.run('receivables.reverse', { no, reason: '再来' }, cashier)).code).toBe('already-reversed')
    expect(refused(() => shop.run('receivables.reverse', { no: 'RV-KS-01-2611-1', reason: '反悔' }, cashier)).code).toBe('is-reversal')
    expect(refused(() => shop.run('receivables.reverse', { no: 'RC-KS-01-2611-9', reason: 'x' }, cashier)).code).toBe('not-found')
    const { money } = shop.run('orders.card', { id }, consultant)
    expect(money).toMatchObject({ receivedFen: 0, refundedFen: 0, netFen: 0 })
    expect(money.payments.map(({ reversed, reverses }) => [reversed, reverses])).toEqual([
      [true, null],
      [false, no],
    ])
  })

  test('not what was given back meanwhile', () => {
    const { shop, id } = opened()
    const { no } = receive(shop, id, 100)
    shop.run('receivables.refund', { orderId: id, method: 'cash', amountFen: 40, reason: '退' }, cashier)
    expect(refused(() => shop.run('receivables.reverse', { no, reason: 'x' }, cashier)).code).toBe('exceeds-received')
  })

  test('of a settled order opens it again', () => {
    const { shop, id } = opened({ priceFen: 18_990_000, loanFen: 0, advance: null })
    shop.run('orders.place', { id }, consultant)
    shop.run('orders.sign', { id, termsRev: 1, reserve: true }, consultant)
    const { no } = receive(shop, id, shop.run('orders.card', { id }, consultant).money.dueFen)
    expect(shop.run('orders.card', { id }, consultant).stage).toBe('paid')
    shop.run('receivables.reverse', { no, reason: '支票未到账' }, cashier)
    expect(shop.run('orders.card', { id }, consultant)).toMatchObject({ stage: 'reserved', paidAt: null })
  })
})

describe('a cancelled order', () => {
  const paidIn = () => {
    const { shop, id } = opened()
    receive(shop, id, 500_000, { kind: 'earnest' })
    receive(shop, id, 300_000, { kind: 'deposit' })
    receive(shop, id, 813_717, { kind: 'held-tax' })
    return { shop, id }
  }

  test('of a buyer who withdraws may keep the 定金 and gives all else back', () => {
    const { shop, id } = paidIn()
    expect(shop.run('orders.cancel', { id, kind: 'customer', reason: '不买了', keepEarnest: true }, consultant)).toMatchObject({
      keptFen: 500_000,
      refundFen: 1_113_717,
    })
    expect(shop.run('orders.card', { id }, consultant)).toMatchObject({
      stage: 'cancelled',
      next: { action: 'refund', amountFen: 1_113_717 },
      money: { dueFen: 0, overFen: 1_113_717 },
    })
    shop.run('receivables.refund', { orderId: id, method: 'transfer', amountFen: 1_113_717, reason: '订单取消' }, cashier)
    expect(shop.run('orders.card', { id }, consultant)).toMatchObject({ next: { action: 'none' }, money: { netFen: 500_000, overFen: 0 } })
    expect(
      ledger(shop)
        .filter((row) => row.amount_fen < 0)
        .map(({ kind, amount_fen }) => [kind, amount_fen]),
    ).toEqual(
      [
        ['deposit', -300_000],
        ['earnest', -500_000],
        ['held-tax', -313_717],
      ].toSorted(),
    )
  })

  test.each(['store', 'agreed', 'car-lost'] as const)('for the reason %s gives everything back, whatever was ticked', (kind) => {
    const { shop, id } = paidIn()
    expect(shop.run('orders.cancel', { id, kind, reason: '无车可交', keepEarnest: true }, consultant)).toMatchObject({
      keptFen: 0,
      refundFen: 1_613_717,
    })
  })
})

describe('a day', () => {
  const shop = openShop()
  const { id } = shop.run('orders.draft', quoteOf(shop), consultant)
  receive(shop, id, 500_000, { method: 'cash', kind: 'earnest' })
  const { no } = receive(shop, id, 9_000_000, { method: 'card', methodRef: '0192' })
  shop.run('receivables.reverse', { no, reason: '刷重' }, cashier)
  shop.run('receivables.receive', { orderId: id, method: 'wechat', amountFen: 8_702_957 }, consultant)
  shop.run('receivables.refund', { orderId: id, method: 'cash', amountFen: 200_000, reason: '退' }, cashier)
  shop.clock.at += 86_400_000
  receive(shop, id, 1000, { method: 'alipay' })
  const total = (cut: readonly { netFen: number; inFen: number; outFen: number }[]) =>
    cut.reduce((sum, row) => ({ netFen: sum.netFen + row.netFen, inFen: sum.inFen + row.inFen, outFen: sum.outFen + row.outFen }), {
      netFen: 0,
      inFen: 0,
      outFen: 0,
    })
  const day = shop.run('receivables.dayTotals', { on: '2026-11-22' }, cashier)

  test('[REC-04] counts what came in and went back', () => {
    expect(day.all).toEqual({ count: 5, inFen: 9_202_957, outFen: 200_000, netFen: 9_002_957 })
    expect(day.cashFen).toBe(300_000)
    expect(day.byMethod).toEqual([
      { method: 'cash', count: 2, inFen: 500_000, outFen: 200_000, netFen: 300_000 },
      { method: 'card', count: 2, inFen: 0, outFen: 0, netFen: 0 },
      { method: 'wechat', count: 1, inFen: 8_702_957, outFen: 0, netFen: 8_702_957 },
    ])
    expect(shop.run('receivables.dayTotals', { on: '2026-11-23' }, cashier).all).toMatchObject({ count: 1, netFen: 1000 })
    expect(shop.run('receivables.dayTotals', { on: '2026-11-24' }, cashier).all).toEqual({ count: 0, inFen: 0, outFen: 0, netFen: 0 })
  })

  test('[REC-04] every cut adds up to the same, and held money is no part of ours', () => {
    const { count: _count, ...sums } = day.all
    for (const cut of [day.byMethod, day.byKind, day.byPerson]) expect(total(cut)).toEqual(sums)
    expect(day.ownFen + day.heldFen).toBe(day.all.netFen)
    expect(day.heldFen).toBe(total(day.byKind.filter(({ kind }) => isHeld(kind))).netFen)
    expect(day.ownFen).toBe(total(day.byKind.filter(({ kind }) => !isHeld(kind))).netFen)
  })

  test('its list adds up to the same', () => {
    const page = shop.run(
      'receivables.page',
      { filters: [{ column: 'receivedOn', op: 'between', values: ['2026-11-22', '2026-11-22'] }] },
      cashier,
    )
    expect(page).toMatchObject({ total: 5, totals: { amount: 9_002_957 } })
    expect(page.rows.reduce((sum, row) => sum + row.amountFen, 0)).toBe(9_002_957)
    expect(page.rows.map(({ no: number, amountFen, ownFen, heldFen }) => [number, amountFen, ownFen + heldFen])).toEqual(
      page.rows.map((row) => [row.no, row.amountFen, row.amountFen]),
    )
    expect(page.rows.filter((row) => row.reversed).map((row) => row.no)).toEqual([no])
  })

  test('a payment is found by any of the kinds it was for, and left out by any of them', () => {
    const by = (op: 'is' | 'not', ...values: string[]): string[] =>
      shop.run('receivables.page', { filters: [{ column: 'kind', op, values }] }, cashier).rows.map((row) => row.no)
    const { rows } = shop.run('receivables.page', {}, cashier)
    const mixed = rows.find((row) => new Set(row.kinds).size > 1)
    if (!mixed) throw new Error('no payment for several things')
    for (const kind of mixed.kinds) {
      expect(by('is', kind), kind).toContain(mixed.no)
      expect(by('not', kind), kind).not.toContain(mixed.no)
      expect(by('is', kind).length + by('not', kind).length, kind).toBe(rows.length)
      expect(by('is', kind).toSorted(), kind).toEqual(
        rows
          .filter((row) => row.kinds.includes(kind))
          .map((row) => row.no)
          .toSorted(),
      )
    }
  })

  test('a consultant sees the money of their own orders, and what they took', () => {
    expect(shop.run('receivables.page', {}, consultant).total).toBe(6)
    expect(shop.run('receivables.page', {}, person('colleague')).total).toBe(0)
    expect(shop.run('receivables.dayTotals', { on: '2026-11-22' }, person('colleague')).all.count).toBe(0)
    expect(refused(() => shop.run('receivables.standing', { orderId: id }, person('colleague'))).code).toBe('not-found')
  })

  test('finds a payment by its number, its customer and its order', () => {
    for (const search of ['RC-KS-01-2611-2', 'zs', '周杉', '4471', 'SO-KS-01-2611-1'])
      expect(shop.run('receivables.page', { search }, cashier).total, search).toBeGreaterThan(0)
    expect(shop.run('receivables.page', { search: '查无此人' }, cashier).total).toBe(0)
  })
})
