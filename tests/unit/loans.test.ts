// Loan products and what an order makes of one: what is kept, what it costs the buyer and whoever spares him interest.
import { describe, expect, test } from 'vitest'
import { loans } from '../../src/shared/modules/loans/contract.ts'
import { offersFor, type LoanTerms } from '../../src/shared/modules/loans/rules.ts'
import { factsOfOrder } from '../../src/main/modules/documents/queries/facts.ts'
import { openShop, person, quoteOf, refused } from '../support/shop.ts'

const product = {
  name: '车易贷',
  lender: '示例银行',
  method: 'annuity' as const,
  lenderBp: 480,
  buyerBp: 480,
  subsidiser: 'none' as const,
  months: [36, 12, 36],
  minDownBp: 3000,
  validFromOn: '2026-01-01',
}
const problems = (over: object): string[] =>
  loans.addProduct.input.safeParse({ ...product, ...over }).error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []

describe('products', () => {
  test('[CON-11] are kept as typed, the months in order, once each', () => {
    const shop = openShop()
    const { id } = shop.run('loans.addProduct', product, person('director'))
    expect(shop.run('loans.products', {}, person('director'))).toMatchObject({
      products: [{ id, name: '车易贷', months: [12, 36], active: true, maxLoanFen: null, feeBp: 0 }],
      mayKeep: true,
    })
    shop.run('loans.changeProduct', { ...product, id, buyerBp: 0, subsidiser: 'maker', active: false }, person('director'))
    expect(shop.run('loans.products', {}, person('consultant'))).toMatchObject({
      products: [{ id, buyerBp: 0, active: false }],
      mayKeep: false,
    })
  })

  test.each([
    ['a buyer who pays more than the lender asks', { buyerBp: 500 }, 'buyerBp above-lender'],
    ['spared interest nobody bears', { buyerBp: 0 }, 'subsidiser who-bears'],
    ['a bearer of nothing', { subsidiser: 'maker' }, 'buyerBp nothing-spared'],
    ['a balloon without one', { method: 'balloon' }, 'balloonBp required'],
    ['a balloon where none belongs', { balloonBp: 3000 }, 'balloonBp no-balloon'],
    ['an end before the beginning', { validToOn: '2025-12-31' }, 'validToOn ends-before'],
  ])('%s is pointed at', (_what, over, problem) => expect(problems(over)).toEqual([problem]))

  test('are offered on their days, with enough paid down, up to what is lent', () => {
    const full = {
      ...product,
      id: 'p',
      months: [12, 24],
      balloonBp: 0,
      feeBp: 0,
      maxLoanFen: 8_000_000,
      validToOn: '2026-12-31',
      active: true,
    }
    const keys = (about: { priceFen: number; loanFen: number; on: string }, over: object = {}): string[] =>
      offersFor([{ ...full, ...over }], about).map((offer) => offer.key)
    const ask = { priceFen: 10_000_000, loanFen: 7_000_000, on: '2026-11-28' }
    expect(keys(ask)).toEqual(['p 12', 'p 24'])
    expect(keys({ ...ask, loanFen: 7_000_001 })).toEqual([])
    expect(keys({ ...ask, priceFen: 20_000_000, loanFen: 8_000_001 })).toEqual([])
    expect(keys({ ...ask, on: '2025-12-31' })).toEqual([])
    expect(keys({ ...ask, on: '2027-01-01' })).toEqual([])
    expect(keys(ask, { active: false })).toEqual([])
  })
})

describe('the loan of an order', () => {
  const terms: LoanTerms = {
    product: '本店免息',
    method: 'annuity',
    lenderBp: 480,
    buyerBp: 0,
    subsidiser: 'store',
    feeFen: 100_000,
    balloonFen: 0,
  }
  const loan = { loanFen: 10_000_000, loanBank: '示例银行', loanMonths: 36, loanTerms: terms }

  test('[CON-11] says what it costs, and interest the store bears lowers the margin', () => {
    const shop = openShop()
    const plain = shop.run('orders.draft', quoteOf(shop, { ...loan, loanTerms: null }), person('consultant'))
    const spared = shop.run('orders.draft', quoteOf(shop, loan), person('consultant'))
    const card = (id: string) => shop.run('orders.card', { id: id as never }, person('director')).price
    expect(card(plain.id).loanCost).toBeNull()
    const { loanCost, marginFen } = card(spared.id)
    expect(loanCost).toMatchObject({ ...terms, firstFen: 277_778, interestFen: 0 })
    expect(loanCost?.trueBp).toBeGreaterThan(0)
    expect(marginFen).toBe((card(plain.id).marginFen ?? 0) - (loanCost?.subsidyFen ?? 0))
    expect(shop.run('orders.terms', { id: spared.id as never }, person('consultant')).loanTerms).toEqual(terms)
  })

  test('does not fit when balloon and fee eat it up, and is forgotten with its amount', () => {
    const shop = openShop()
    const wrong = { ...terms, method: 'balloon' as const, balloonFen: 9_950_000 }
    expect(refused(() => shop.run('orders.draft', quoteOf(shop, { ...loan, loanTerms: wrong }), person('consultant'))).code).toBe(
      'loan-unfit',
    )
    const { id } = shop.run('orders.draft', quoteOf(shop, { ...loan, loanFen: 0 }), person('consultant'))
    expect(shop.run('orders.terms', { id: id as never }, person('consultant')).loanTerms).toBeNull()
  })

  test('stands on paper with its true annual rate', () => {
    const shop = openShop()
    const { id } = shop.run('orders.draft', quoteOf(shop, loan), person('consultant'))
    const { facts } = shop.session.read(person('director'), (db) => factsOfOrder(db, { kind: 'quote', orderId: id, receiptNo: null }))
    expect(facts['price']).toMatchObject({
      loanMethod: '等额本息',
      loanMonthly: { text: '¥2,777.78' },
      loanFee: { text: '¥1,000.00' },
      loanRate: expect.stringMatching(/^0\.\d\d%$/),
    })
  })
})
