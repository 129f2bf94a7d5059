import { describe, expect, test } from 'vitest'
import {
  balance,
  checkRefund,
  earmark,
  heldKinds,
  isHeld,
  openingPlan,
  receiptKinds,
  refundableFen,
  type LedgerRow,
  type PlanInput,
  type PlanLine,
} from '../../src/shared/modules/receivables/rules.ts'

const sheet = (over: Partial<PlanInput> = {}): PlanInput => ({
  ownFen: 18_758_000,
  loanFen: 11_000_000,
  purchaseTaxFen: 813_717,
  insuranceFen: 581_240,
  plateFeeFen: 50_000,
  advance: { kind: 'earnest', amountFen: 500_000 },
  ...over,
})

test('three kinds are held for others, the rest is ours', () => {
  expect(receiptKinds.filter(isHeld)).toEqual(heldKinds)
  expect(receiptKinds.filter((kind) => !isHeld(kind))).toEqual(['deposit', 'earnest', 'down', 'balance', 'loan', 'service'])
})

describe('openingPlan', () => {
  const total = (plan: readonly PlanLine[]) => plan.reduce((sum, { amountFen }) => sum + amountFen, 0)

  test('a car on credit with 定金', () => {
    const plan = openingPlan(sheet())
    expect(plan).toEqual([
      { kind: 'earnest', amountFen: 500_000 },
      { kind: 'down', amountFen: 7_258_000 },
      { kind: 'held-tax', amountFen: 813_717 },
      { kind: 'held-insurance', amountFen: 581_240 },
      { kind: 'held-plates', amountFen: 50_000 },
      { kind: 'loan', amountFen: 11_000_000 },
    ])
    expect(total(plan)).toBe(20_202_957)
  })

  test.each<[string, Partial<PlanInput>, PlanLine[]]>([
    [
      'nothing in advance, nothing held, no loan',
      { advance: null, loanFen: 0, purchaseTaxFen: 0, insuranceFen: 0, plateFeeFen: 0 },
      [{ kind: 'down', amountFen: 18_758_000 }],
    ],
    [
      '订金 of the whole price',
      { advance: { kind: 'deposit', amountFen: 18_758_000 }, loanFen: 0, purchaseTaxFen: 0, insuranceFen: 0 },
      [
        { kind: 'deposit', amountFen: 18_758_000 },
        { kind: 'held-plates', amountFen: 50_000 },
      ],
    ],
    [
      'more in advance than our part',
      { advance: { kind: 'deposit', amountFen: 99_000_000 }, purchaseTaxFen: 0, insuranceFen: 0, plateFeeFen: 0 },
      [{ kind: 'deposit', amountFen: 18_758_000 }],
    ],
    [
      'a loan beyond our part',
      { loanFen: 19_000_000, insuranceFen: 0, plateFeeFen: 0 },
      [
        { kind: 'earnest', amountFen: 500_000 },
        { kind: 'held-tax', amountFen: 813_717 },
        { kind: 'loan', amountFen: 18_258_000 },
      ],
    ],
  ])('%s', (_what, over, plan) => {
    expect(openingPlan(sheet(over))).toEqual(plan)
  })
})

describe('balance', () => {
  const plan: PlanLine[] = [
    { kind: 'earnest', amountFen: 500 },
    { kind: 'down', amountFen: 7000 },
    { kind: 'held-tax', amountFen: 800 },
    { kind: 'loan', amountFen: 11_000 },
  ]
  const openLine = (line: PlanLine) => ({ ...line, receivedFen: 0, openFen: line.amountFen })

  test('nothing in yet', () => {
    expect(balance(plan, [])).toEqual({
      plannedFen: 19_300,
      receivedFen: 0,
      refundedFen: 0,
      netFen: 0,
      dueFen: 19_300,
      overFen: 0,
      ownFen: 0,
      heldFen: 0,
      loanDueFen: 11_000,
      lines: plan.map(openLine),
      state: 'open',
    })
  })

  test('receipts, a refund and reversals of both', () => {
    const ledger: LedgerRow[] = [
      { kind: 'earnest', amountFen: 500 },
      { kind: 'down', amountFen: 5000 },
      { kind: 'down', amountFen: -5000, reversesId: 'r2' },
      { kind: 'down', amountFen: 6000, reversesId: null },
      { kind: 'held-tax', amountFen: 800 },
      { kind: 'held-tax', amountFen: -300 },
      { kind: 'earnest', amountFen: -200 },
      { kind: 'earnest', amountFen: 200, reversesId: 'r7' },
    ]
    expect(balance(plan, ledger)).toEqual({
      plannedFen: 19_300,
      receivedFen: 7300,
      refundedFen: 300,
      netFen: 7000,
      dueFen: 12_300,
      overFen: 0,
      ownFen: 6500,
      heldFen: 500,
      loanDueFen: 11_000,
      lines: [
        { kind: 'earnest', amountFen: 500, receivedFen: 500, openFen: 0 },
        { kind: 'down', amountFen: 7000, receivedFen: 6000, openFen: 1000 },
        { kind: 'held-tax', amountFen: 800, receivedFen: 500, openFen: 300 },
        { kind: 'loan', amountFen: 11_000, receivedFen: 0, openFen: 11_000 },
      ],
      state: 'partly',
    })
  })

  test('lines of one kind fill in the order of the plan and keep what else they carry', () => {
    const lines = [
      { kind: 'down' as const, amountFen: 100, id: 'a' },
      { kind: 'held-tax' as const, amountFen: 30, id: 'b' },
      { kind: 'down' as const, amountFen: 50, id: 'c' },
    ]
    expect(balance(lines, [{ kind: 'down', amountFen: 120 }]).lines).toEqual([
      { kind: 'down', amountFen: 100, id: 'a', receivedFen: 100, openFen: 0 },
      { kind: 'held-tax', amountFen: 30, id: 'b', receivedFen: 0, openFen: 30 },
      { kind: 'down', amountFen: 50, id: 'c', receivedFen: 20, openFen: 30 },
    ])
  })

  test.each<[LedgerRow[], PlanLine[], string, number, number]>([
    [[], [], 'none', 0, 0],
    [[{ kind: 'down', amountFen: 1 }], [], 'over', 0, 1],
    [[{ kind: 'down', amountFen: 19_300 }], plan, 'settled', 0, 0],
    [[{ kind: 'down', amountFen: 19_301 }], plan, 'over', 0, 1],
    [[{ kind: 'down', amountFen: 19_299 }], plan, 'partly', 1, 0],
    [[{ kind: 'down', amountFen: -1 }], plan, 'open', 19_301, 0],
    [[{ kind: 'down', amountFen: -1 }], [], 'none', 1, 0],
  ])('%j against %j is %s', (ledger, planned, state, dueFen, overFen) => {
    expect(balance(planned, ledger)).toMatchObject({ state, dueFen, overFen })
  })

  test('a lender’s open part is never more than what is due', () => {
    expect(balance(plan, [{ kind: 'down', amountFen: 18_000 }]).loanDueFen).toBe(1300)
    expect(balance(plan, [{ kind: 'loan', amountFen: 10_000 }]).loanDueFen).toBe(1000)
  })

  test('refunds beyond receipts leave a line empty, not negative', () => {
    expect(balance(plan, [{ kind: 'down', amountFen: -10 }]).lines[1]).toEqual({
      kind: 'down',
      amountFen: 7000,
      receivedFen: 0,
      openFen: 7000,
    })
  })
})

describe('earmark', () => {
  const plan: PlanLine[] = [
    { kind: 'earnest', amountFen: 500 },
    { kind: 'loan', amountFen: 1000 },
    { kind: 'down', amountFen: 700 },
    { kind: 'held-tax', amountFen: 80 },
  ]
  const paid: LedgerRow[] = [{ kind: 'earnest', amountFen: 500 }]

  test.each<[string, { amountFen: number; method: 'card' | 'loan' }, PlanLine[], number]>([
    ['nothing', { amountFen: 0, method: 'card' }, [], 0],
    ['a part', { amountFen: 300, method: 'card' }, [{ kind: 'down', amountFen: 300 }], 0],
    [
      'down payment and fees in one swipe',
      { amountFen: 780, method: 'card' },
      [
        { kind: 'down', amountFen: 700 },
        { kind: 'held-tax', amountFen: 80 },
      ],
      0,
    ],
    [
      'cash in place of the loan',
      { amountFen: 800, method: 'card' },
      [
        { kind: 'down', amountFen: 700 },
        { kind: 'held-tax', amountFen: 80 },
        { kind: 'loan', amountFen: 20 },
      ],
      0,
    ],
    ['the lender', { amountFen: 1000, method: 'loan' }, [{ kind: 'loan', amountFen: 1000 }], 0],
    [
      'a lender who pays fees too, and too much',
      { amountFen: 1800, method: 'loan' },
      [
        { kind: 'loan', amountFen: 1000 },
        { kind: 'down', amountFen: 700 },
        { kind: 'held-tax', amountFen: 80 },
      ],
      20,
    ],
  ])('%s', (_what, payment, parts, leftFen) => {
    expect(earmark(plan, paid, payment)).toEqual({ parts, leftFen })
  })
})

describe('refunds', () => {
  const ledger: LedgerRow[] = [
    { kind: 'earnest', amountFen: 500 },
    { kind: 'held-tax', amountFen: 800 },
    { kind: 'held-tax', amountFen: -100 },
  ]

  test('what may go back', () => {
    expect(refundableFen(ledger)).toBe(1200)
    expect(refundableFen(ledger, 'earnest')).toBe(500)
    expect(refundableFen(ledger, 'held-tax')).toBe(700)
    expect(refundableFen(ledger, 'down')).toBe(0)
    expect(refundableFen([])).toBe(0)
  })

  test('two desktops that both gave back leave nothing, not less', () => {
    const twice: LedgerRow[] = [...ledger, { kind: 'earnest', amountFen: -500 }, { kind: 'earnest', amountFen: -500 }]
    expect(refundableFen(twice)).toBe(200)
    expect(refundableFen(twice, 'earnest')).toBe(0)
    expect(refundableFen(twice, 'held-tax')).toBe(200)
    expect(refundableFen([{ kind: 'down', amountFen: -1 }])).toBe(0)
  })

  test.each<[LedgerRow['kind'], number, string[]]>([
    ['earnest', 500, []],
    ['earnest', 501, ['exceeds-kind']],
    ['held-tax', 700, []],
    ['held-tax', 701, ['exceeds-kind']],
    ['down', 1, ['exceeds-kind']],
    ['earnest', 1200, ['exceeds-kind']],
    ['earnest', 1201, ['exceeds-received']],
    ['earnest', 0, ['not-positive']],
    ['earnest', -1, ['not-positive']],
    ['earnest', 0.5, ['not-positive']],
    ['earnest', Number.NaN, ['not-positive']],
  ])('%s %d: %j', (kind, amountFen, problems) => {
    expect(checkRefund(ledger, { kind, amountFen })).toEqual(problems)
  })
})
