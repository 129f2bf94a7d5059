import { describe, expect, test } from 'vitest'
import {
  approvalState,
  decide,
  openingSteps,
  openSteps,
  requiredLevels,
  stepToDecide,
  type ApprovalStep,
  type FlowFacts,
  type FlowRow,
} from '../../src/shared/modules/approvals/rules.ts'

const facts = (over: Partial<FlowFacts> = {}): FlowFacts => ({
  siteId: 'ks',
  amountFen: 20_000_000,
  discountFen: 600_000,
  discountBp: 315,
  belowCost: false,
  ...over,
})

describe('requiredLevels', () => {
  const flow: FlowRow[] = [
    { level: 2, roleId: 'general-manager', minDiscountBp: 500 },
    { level: 1, roleId: 'sales-manager', minDiscountBp: 300 },
    { level: 1, roleId: 'deputy', minDiscountBp: 300 },
    { level: 1, roleId: 'sales-manager', belowCost: true },
    { level: 3, roleId: 'finance', belowCost: 1 },
  ]

  test.each<[Partial<FlowFacts>, { level: number; roleIds: string[] }[]]>([
    [{ discountBp: 299 }, []],
    [{ discountBp: 300 }, [{ level: 1, roleIds: ['sales-manager', 'deputy'] }]],
    [
      { discountBp: 500 },
      [
        { level: 1, roleIds: ['sales-manager', 'deputy'] },
        { level: 2, roleIds: ['general-manager'] },
      ],
    ],
    [
      { discountBp: 0, belowCost: true },
      [
        { level: 1, roleIds: ['sales-manager'] },
        { level: 3, roleIds: ['finance'] },
      ],
    ],
    [
      { discountBp: 300, belowCost: true },
      [
        { level: 1, roleIds: ['sales-manager', 'deputy'] },
        { level: 3, roleIds: ['finance'] },
      ],
    ],
  ])('%j needs %j', (over, levels) => {
    expect(requiredLevels(flow, facts(over))).toEqual(levels)
  })

  test.each<[string, Partial<FlowRow>, Partial<FlowFacts>, boolean]>([
    ['no condition', {}, {}, true],
    ['conditions left empty', { minDiscountBp: null, minDiscountFen: null, minAmountFen: null, belowCost: null, siteId: null }, {}, true],
    [
      'an empty limit also lets a price above the list through',
      { minDiscountBp: null, minDiscountFen: null },
      { discountBp: -1, discountFen: -1 },
      true,
    ],
    ['belowCost 0 asks nothing', { belowCost: 0 }, {}, true],
    ['belowCost false asks nothing', { belowCost: false }, { belowCost: true }, true],
    ['below cost asked, not given', { belowCost: true }, {}, false],
    ['a limit of 0 is reached', { minDiscountBp: 0 }, { discountBp: 0 }, true],
    ['discount in money reached', { minDiscountFen: 600_000 }, {}, true],
    ['discount in money not reached', { minDiscountFen: 600_001 }, {}, false],
    ['amount reached', { minAmountFen: 20_000_000 }, {}, true],
    ['amount not reached', { minAmountFen: 20_000_001 }, {}, false],
    ['both conditions hold', { minDiscountBp: 300, minAmountFen: 1 }, {}, true],
    ['one of two holds', { minDiscountBp: 300, minAmountFen: 20_000_001 }, {}, false],
    ['this site', { siteId: 'ks' }, {}, true],
    ['another site', { siteId: 'sz' }, {}, false],
    ['switched on', { active: 1 }, {}, true],
    ['switched off', { active: 0 }, {}, false],
    ['switched off by a flag', { active: false }, {}, false],
  ])('%s', (_what, row, over, needed) => {
    expect(requiredLevels([{ level: 1, roleId: 'r', ...row }], facts(over))).toEqual(needed ? [{ level: 1, roleIds: ['r'] }] : [])
  })
})

const request = { termsRev: 3, requestedBy: 'consultant' }
const two = openingSteps(
  [
    { level: 1, roleIds: ['sales-manager', 'deputy'] },
    { level: 2, roleIds: ['general-manager'] },
  ],
  request,
)
const manager = { userId: 'gu', roleIds: ['consultant', 'sales-manager'] }
const boss = { userId: 'mo', roleIds: ['general-manager'] }
const states = (steps: readonly ApprovalStep[]) => steps.map(({ level, roleId, state, decidedBy }) => [level, roleId, state, decidedBy])

test('a request opens with one step for each role of each level', () => {
  expect(two).toEqual([
    { level: 1, roleId: 'sales-manager', termsRev: 3, requestedBy: 'consultant', state: 'waiting', decidedBy: null },
    { level: 1, roleId: 'deputy', termsRev: 3, requestedBy: 'consultant', state: 'waiting', decidedBy: null },
    { level: 2, roleId: 'general-manager', termsRev: 3, requestedBy: 'consultant', state: 'waiting', decidedBy: null },
  ])
})

test('no step, no doubt', () => {
  expect(approvalState([])).toBe('approved')
  expect(openSteps([])).toEqual([])
})

test.each<[ApprovalStep['state'][], string]>([
  [['waiting', 'waiting', 'waiting'], 'waiting'],
  [['approved', 'withdrawn', 'waiting'], 'waiting'],
  [['approved', 'withdrawn', 'approved'], 'approved'],
  [['approved', 'approved', 'approved'], 'approved'],
  [['withdrawn', 'withdrawn', 'withdrawn'], 'withdrawn'],
  [['approved', 'withdrawn', 'withdrawn'], 'withdrawn'],
  [['withdrawn', 'withdrawn', 'approved'], 'withdrawn'],
  [['rejected', 'withdrawn', 'withdrawn'], 'rejected'],
  [['approved', 'withdrawn', 'rejected'], 'rejected'],
  [['rejected', 'waiting', 'waiting'], 'rejected'],
])('steps %j make a request %s', (given, state) => {
  const steps = two.map((step, at) => ({ ...step, state: given[at] ?? 'waiting' }))
  expect(approvalState(steps)).toBe(state)
  expect(openSteps(steps).length > 0).toBe(state === 'waiting')
})

describe('deciding', () => {
  test('level by level, one role of a level is enough', () => {
    expect(openSteps(two)).toEqual(two.slice(0, 2))
    const first = decide(two, manager, 'approved', 3)
    if (!first.ok) throw new Error(first.bar)
    expect(first.state).toBe('waiting')
    expect(states(first.steps)).toEqual([
      [1, 'sales-manager', 'approved', 'gu'],
      [1, 'deputy', 'withdrawn', null],
      [2, 'general-manager', 'waiting', null],
    ])
    const second = decide(first.steps, boss, 'approved', 3)
    if (!second.ok) throw new Error(second.bar)
    expect(second.state).toBe('approved')
    expect(states(second.steps)).toEqual([
      [1, 'sales-manager', 'approved', 'gu'],
      [1, 'deputy', 'withdrawn', null],
      [2, 'general-manager', 'approved', 'mo'],
    ])
    expect(decide(second.steps, boss, 'rejected', 3)).toEqual({ ok: false, bar: 'settled' })
  })

  test('a rejection ends it', () => {
    const end = decide(two, { userId: 'deputy', roleIds: ['deputy'] }, 'rejected', 3)
    if (!end.ok) throw new Error(end.bar)
    expect(end.state).toBe('rejected')
    expect(states(end.steps)).toEqual([
      [1, 'sales-manager', 'withdrawn', null],
      [1, 'deputy', 'rejected', 'deputy'],
      [2, 'general-manager', 'withdrawn', null],
    ])
    expect(stepToDecide(end.steps, boss, 3)).toEqual({ ok: false, bar: 'settled' })
  })

  test('rejecting the second level leaves the first as it was decided', () => {
    const first = decide(two, manager, 'approved', 3)
    const end = first.ok ? decide(first.steps, boss, 'rejected', 3) : first
    expect(end.ok && states(end.steps)).toEqual([
      [1, 'sales-manager', 'approved', 'gu'],
      [1, 'deputy', 'withdrawn', null],
      [2, 'general-manager', 'rejected', 'mo'],
    ])
  })

  test.each([
    ['the level above waits its turn', boss, 3, 'not-your-level'],
    ['another role', { userId: 'x', roleIds: ['finance'] }, 3, 'not-your-level'],
    ['no role', { userId: 'x', roleIds: [] }, 3, 'not-your-level'],
    ['one’s own request', { userId: 'consultant', roleIds: ['sales-manager'] }, 3, 'own-request'],
    ['other terms now', manager, 4, 'changed'],
    ['older terms', manager, 2, 'changed'],
  ])('%s', (_what, approver, termsRev, bar) => {
    expect(stepToDecide(two, approver, termsRev)).toEqual({ ok: false, bar })
    expect(decide(two, approver, 'approved', termsRev)).toEqual({ ok: false, bar })
  })

  test('one step about other terms, or asked by oneself, is enough to stop', () => {
    const [first, ...rest] = two
    if (!first) throw new Error('a step is missing')
    expect(stepToDecide([{ ...first, termsRev: 2 }, ...rest], manager, 3)).toEqual({ ok: false, bar: 'changed' })
    expect(stepToDecide([{ ...first, requestedBy: manager.userId }, ...rest], manager, 3)).toEqual({ ok: false, bar: 'own-request' })
  })

  test('the step is the caller’s own row', () => {
    const rows = two.map((step, at) => ({ ...step, id: `step-${at}` }))
    expect(stepToDecide(rows, { userId: 'x', roleIds: ['deputy'] }, 3)).toEqual({ ok: true, step: rows[1] })
    const decided = decide(rows, { userId: 'x', roleIds: ['deputy'] }, 'approved', 3)
    expect(decided.ok && decided.steps.map(({ id, state }) => [id, state])).toEqual([
      ['step-0', 'withdrawn'],
      ['step-1', 'approved'],
      ['step-2', 'waiting'],
    ])
    expect(rows.every(({ state }) => state === 'waiting')).toBe(true)
  })
})
