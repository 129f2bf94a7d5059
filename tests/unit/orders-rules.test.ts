import { describe, expect, test } from 'vitest'
import {
  blockersOfDelivery,
  canMove,
  carMargin,
  discountBp,
  earnestLimit,
  nextAction,
  orderActions,
  orderMoves,
  orderStates,
  priceSheet,
  purchaseTax,
  PurchaseTaxRule,
  type OrderFacts,
  type PriceInput,
} from '../../src/shared/modules/orders/rules.ts'

describe('priceSheet', () => {
  const quote = (over: Partial<PriceInput> = {}): PriceInput => ({
    listFen: 18_990_000,
    discountFen: 600_000,
    purchaseTaxFen: 813_717,
    insuranceFen: 581_240,
    plateFeeFen: 50_000,
    accessories: [
      { fen: 300_000, gift: false },
      { fen: 68_000, gift: false },
      { fen: 90_000, gift: true },
    ],
    loanFen: 11_000_000,
    ...over,
  })

  test('a whole quote', () => {
    expect(priceSheet(quote())).toEqual({
      carFen: 18_390_000,
      accessoriesFen: 368_000,
      giftsFen: 90_000,
      ownFen: 18_758_000,
      heldFen: 1_444_957,
      totalFen: 20_202_957,
      loanFen: 11_000_000,
      customerPaysFen: 9_202_957,
      discountBp: 315,
      problems: [],
    })
  })

  test('a bare car', () => {
    const bare = { listFen: 100, discountFen: 0, purchaseTaxFen: 0, insuranceFen: 0, plateFeeFen: 0, accessories: [], loanFen: 0 }
    expect(priceSheet(bare)).toEqual({
      carFen: 100,
      accessoriesFen: 0,
      giftsFen: 0,
      ownFen: 100,
      heldFen: 0,
      totalFen: 100,
      loanFen: 0,
      customerPaysFen: 100,
      discountBp: 0,
      problems: [],
    })
  })

  test.each<[Partial<PriceInput>, string[]]>([
    [{ listFen: -1, discountFen: -2 }, ['negative', 'loan-above-total']],
    [{ discountFen: -1 }, ['negative']],
    [{ purchaseTaxFen: -1 }, ['negative']],
    [{ insuranceFen: -1 }, ['negative']],
    [{ plateFeeFen: -1 }, ['negative']],
    [{ loanFen: -1 }, ['negative']],
    [{ accessories: [{ fen: -1, gift: true }] }, ['negative']],
    [{ accessories: [{ fen: 0.5, gift: false }] }, ['not-whole']],
    [{ plateFeeFen: 0.5 }, ['not-whole']],
    [{ listFen: Number.NaN }, ['not-whole', 'discount-above-list', 'loan-above-total']],
    [{ discountFen: 18_990_000 }, ['loan-above-total']],
    [{ discountFen: 18_990_000, loanFen: 0 }, []],
    [{ discountFen: 18_990_001, loanFen: 0 }, ['discount-above-list']],
    [{ loanFen: 20_202_957 }, []],
    [{ loanFen: 20_202_958 }, ['loan-above-total']],
  ])('with %j the problems are %j', (over, problems) => {
    expect(priceSheet(quote(over)).problems).toEqual(problems)
  })

  test('a part that is not whole counts as 0 until it is', () => {
    expect(
      priceSheet(
        quote({ discountFen: 0.5, insuranceFen: Number.NaN, loanFen: 1.5, accessories: [{ fen: Number.POSITIVE_INFINITY, gift: true }] }),
      ),
    ).toMatchObject({
      carFen: 18_990_000,
      giftsFen: 0,
      heldFen: 863_717,
      loanFen: 0,
      discountBp: 0,
      problems: ['not-whole'],
    })
  })
})

test.each([
  [10_000, 300, 300],
  [10_000, 0, 0],
  [10_000, -300, 0],
  [10_001, 300, 299],
  [9_999, 300, 300],
  [18_990_000, 569_700, 300],
  [18_990_000, 569_699, 299],
  [10_000, 10_000, 10_000],
  [0, 0, 0],
  [0, 1, 10_000],
  [-1, 1, 10_000],
])('of %d a discount of %d is %d bp', (list, discount, bp) => {
  expect(discountBp(list, discount)).toBe(bp)
})

test('a margin is the price less the cost after rebate', () => {
  expect(carMargin({ carFen: 18_390_000, costFen: 18_200_000, rebateFen: 300_000 })).toBe(490_000)
  expect(carMargin({ carFen: 18_000_000, costFen: 18_200_000, rebateFen: 0 })).toBe(-200_000)
})

test.each([
  [20_202_957, 2000, 4_040_591],
  [100, 2000, 20],
  [99, 2000, 19],
  [100, 0, 0],
])('of %d at %d bp the most a 定金 may be is %d', (contract, limit, most) => {
  expect(earnestLimit(contract, limit)).toBe(most)
})

describe('purchaseTax', () => {
  const rates = { vatBp: 1300, rateBp: 1000 }
  const parameters = [
    { validFromOn: '2024-01-01', value: { ...rates, nevReliefBp: 10_000, nevReliefCapFen: 3_000_000 } },
    { validFromOn: '2026-01-01', value: { ...rates, nevReliefBp: 5000, nevReliefCapFen: 1_500_000 } },
    { validFromOn: '2028-01-01', value: { ...rates, nevReliefBp: 0, nevReliefCapFen: null } },
  ]

  test.each([
    [18_000_000, 'nev', '2026-11-22', 796_460],
    [33_900_000, 'nev', '2026-11-22', 1_500_000],
    [35_000_000, 'nev', '2026-11-22', 1_597_345],
    [18_000_000, 'fuel', '2026-11-22', 1_592_920],
    [18_390_000, 'nev', '2026-11-22', 813_717],
    [18_000_000, 'nev', '2025-12-31', 0],
    [35_000_000, 'nev', '2025-12-31', 97_345],
    [18_000_000, 'nev', '2026-01-01', 796_460],
    [18_000_000, 'nev', '2027-12-31', 796_460],
    [18_000_000, 'nev', '2028-01-01', 1_592_920],
    [18_000_000, 'fuel', '2028-01-01', 1_592_920],
    [0, 'nev', '2026-11-22', 0],
  ] as const)('a car of %d, %s, on %s: %d', (priceFen, energy, on, taxFen) => {
    expect(purchaseTax({ priceFen, energy, on, parameters })?.taxFen).toBe(taxFen)
  })

  test('all four figures of the form', () => {
    expect(purchaseTax({ priceFen: 35_000_000, energy: 'nev', on: '2026-11-22', parameters })).toEqual({
      baseFen: 30_973_451,
      dueFen: 3_097_345,
      reliefFen: 1_500_000,
      taxFen: 1_597_345,
    })
    expect(purchaseTax({ priceFen: 35_000_000, energy: 'fuel', on: '2026-11-22', parameters })).toMatchObject({
      dueFen: 3_097_345,
      reliefFen: 0,
      taxFen: 3_097_345,
    })
  })

  test('without a cap the relief is its whole share', () => {
    const uncapped = [{ validFromOn: '2026-01-01', value: { ...rates, nevReliefBp: 5000, nevReliefCapFen: null } }]
    expect(purchaseTax({ priceFen: 35_000_000, energy: 'nev', on: '2026-11-22', parameters: uncapped })).toMatchObject({
      reliefFen: 1_548_673,
      taxFen: 1_548_672,
    })
  })

  test('before any rule nobody guesses', () => {
    expect(purchaseTax({ priceFen: 18_000_000, energy: 'nev', on: '2023-12-31', parameters })).toBeNull()
    expect(purchaseTax({ priceFen: 18_000_000, energy: 'fuel', on: '2026-11-22', parameters: [] })).toBeNull()
  })

  test('a parameter row has bounds', () => {
    const [row] = parameters
    expect(PurchaseTaxRule.safeParse(row).success).toBe(true)
    expect(PurchaseTaxRule.safeParse(parameters[2]).success).toBe(true)
    for (const wrong of [
      { vatBp: -1 },
      { rateBp: 10_001 },
      { nevReliefBp: 50.5 },
      { nevReliefCapFen: -1 },
      { nevReliefCapFen: undefined },
      { vatBp: '1300' },
    ])
      expect(PurchaseTaxRule.safeParse({ ...row, value: { ...row?.value, ...wrong } }).success).toBe(false)
    expect(PurchaseTaxRule.safeParse({ ...row, validFromOn: '2026-02-30' }).success).toBe(false)
  })
})

describe('states', () => {
  const allowed = `
    draft > quoted, cancelled
    quoted > draft, awaiting-approval, approved, cancelled
    awaiting-approval > quoted, approved, cancelled
    approved > quoted, signed, cancelled
    signed > quoted, reserved, car-lost, cancelled
    reserved > quoted, signed, paid, car-lost, cancelled
    paid > quoted, reserved, delivered, car-lost, cancelled
    car-lost > quoted, signed, reserved, cancelled`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', to = ''] = line.trim().split(' > ')
      return to.split(', ').map((state) => `${from} > ${state}`)
    })

  test('exactly these moves are allowed', () => {
    const possible = orderStates.flatMap((from) => orderStates.filter((to) => canMove(from, to)).map((to) => `${from} > ${to}`))
    expect(possible.sort()).toEqual(allowed.sort())
    expect(Object.keys(orderMoves).sort()).toEqual([...orderStates].sort())
  })

  test('every state can be reached from a draft, and from every state an end', () => {
    const reach = (from: (typeof orderStates)[number]): Set<string> => {
      const seen = new Set([from])
      for (const state of seen) for (const next of orderMoves[state]) seen.add(next)
      return seen
    }
    expect([...reach('draft')].sort()).toEqual([...orderStates].sort())
    for (const state of orderStates) expect(reach(state).has('cancelled') || reach(state).has('delivered')).toBe(true)
    expect(reach('delivered').size).toBe(1)
    expect(reach('cancelled').size).toBe(1)
  })
})

describe('what comes next', () => {
  const facts = (over: Partial<OrderFacts> = {}): OrderFacts => ({
    state: 'draft',
    hasCustomer: true,
    hasVehicle: true,
    needsApproval: false,
    hold: 'firm',
    dueFen: 0,
    receivedFen: 0,
    missingPapers: 0,
    ...over,
  })

  test.each<[Partial<OrderFacts>, (typeof orderActions)[number]]>([
    [{ state: 'draft' }, 'quote'],
    [{ state: 'draft', hasCustomer: false }, 'complete-draft'],
    [{ state: 'draft', hasVehicle: false }, 'complete-draft'],
    [{ state: 'quoted', needsApproval: true }, 'request-approval'],
    [{ state: 'quoted' }, 'confirm'],
    [{ state: 'awaiting-approval', needsApproval: true }, 'await-approval'],
    [{ state: 'approved' }, 'sign'],
    [{ state: 'signed' }, 'reserve'],
    [{ state: 'signed', hasVehicle: false }, 'choose-car'],
    [{ state: 'car-lost' }, 'choose-car'],
    [{ state: 'reserved', hold: 'none', dueFen: 1 }, 'reserve'],
    [{ state: 'reserved', dueFen: 1 }, 'receive-payment'],
    [{ state: 'reserved', hold: 'provisional', dueFen: 1 }, 'receive-payment'],
    [{ state: 'reserved' }, 'deliver'],
    [{ state: 'paid' }, 'deliver'],
    [{ state: 'paid', dueFen: 1 }, 'receive-payment'],
    [{ state: 'paid', hold: 'none' }, 'reserve'],
    [{ state: 'paid', hold: 'provisional', missingPapers: 3 }, 'await-headquarters'],
    [{ state: 'paid', missingPapers: 1 }, 'complete-papers'],
    [{ state: 'delivered', missingPapers: 1, receivedFen: 1 }, 'none'],
    [{ state: 'cancelled', receivedFen: 1 }, 'refund'],
    [{ state: 'cancelled' }, 'none'],
  ])('%j: %s', (over, action) => {
    expect(nextAction(facts(over))).toBe(action)
    expect(orderActions).toContain(action)
  })

  test.each<[Partial<OrderFacts>, string[]]>([
    [{ state: 'paid' }, []],
    [{ state: 'paid', dueFen: -1 }, []],
    [{ state: 'paid', dueFen: 1 }, ['unpaid']],
    [{ state: 'paid', hold: 'none' }, ['no-hold']],
    [{ state: 'paid', hold: 'provisional' }, ['provisional']],
    [{ state: 'paid', missingPapers: 1 }, ['papers']],
    [{ state: 'reserved' }, ['state']],
    [{ state: 'delivered' }, ['state']],
    [{ state: 'car-lost', hold: 'none', dueFen: 5, missingPapers: 2 }, ['state', 'unpaid', 'no-hold', 'papers']],
    [{ state: 'reserved', hold: 'provisional', dueFen: 5, missingPapers: 2 }, ['state', 'unpaid', 'provisional', 'papers']],
  ])('%j keeps the car here for %j', (over, blockers) => {
    expect(blockersOfDelivery(facts(over))).toEqual(blockers)
  })
})
