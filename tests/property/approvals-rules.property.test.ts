import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  approvalState,
  decide,
  openingSteps,
  openSteps,
  requiredLevels,
  type Decision,
  type FlowRow,
} from '../../src/shared/modules/approvals/rules.ts'
import { holds } from '../support/laws.ts'

const roles = ['sales-manager', 'deputy', 'general-manager', 'finance']
const optional = (max: number) => fc.option(fc.nat(max))
const flow: fc.Arbitrary<FlowRow[]> = fc.array(
  fc.record({
    level: fc.integer({ min: 1, max: 4 }),
    roleId: fc.constantFrom(...roles),
    minDiscountBp: optional(1000),
    minDiscountFen: optional(1000),
    minAmountFen: optional(1000),
    belowCost: fc.constantFrom(0, 1),
    siteId: fc.constantFrom(null, 'ks', 'sz'),
    active: fc.constantFrom(0, 1),
  }),
  { maxLength: 8 },
)
const facts = fc.record({
  siteId: fc.constantFrom('ks', 'sz'),
  amountFen: fc.nat(1000),
  discountFen: fc.nat(1000),
  discountBp: fc.nat(1000),
  belowCost: fc.boolean(),
})

test('a deeper discount never needs fewer consents', () => {
  holds(
    fc.property(flow, facts, fc.nat(500), (rows, given, more) => {
      const levels = requiredLevels(rows, given)
      const deeper = requiredLevels(rows, {
        ...given,
        discountBp: given.discountBp + more,
        discountFen: given.discountFen + more,
        belowCost: true,
      })
      expect(levels.map(({ level }) => level)).toEqual([...new Set(levels.map(({ level }) => level))].sort())
      for (const { level, roleIds } of levels)
        expect(deeper.find((other) => other.level === level)?.roleIds).toEqual(expect.arrayContaining(roleIds))
    }),
  )
})

test('people deciding in any order: levels in turn, each by one of its roles, nobody for himself, an end that stays', () => {
  const people = ['asker', 'gu', 'mo', 'wen']
  const word = fc.record({
    userId: fc.constantFrom(...people),
    roleIds: fc.subarray(roles),
    decision: fc.constantFrom<Decision>('approved', 'approved', 'approved', 'rejected'),
    termsRev: fc.constantFrom(3, 3, 3, 4),
  })
  holds(
    fc.property(flow, facts, fc.array(word, { maxLength: 30 }), (rows, given, words) => {
      const levels = requiredLevels(rows, given)
      let steps = openingSteps(levels, { termsRev: 3, requestedBy: 'asker' })
      for (const { userId, roleIds, decision, termsRev } of words) {
        const [open] = openSteps(steps)
        const before = steps
        const result = decide(steps, { userId, roleIds }, decision, termsRev)
        const may =
          open !== undefined && termsRev === 3 && userId !== 'asker' && openSteps(steps).some(({ roleId }) => roleIds.includes(roleId))
        expect(result.ok).toBe(may)
        if (!result.ok) continue
        steps = result.steps
        expect(result.state).toBe(approvalState(steps))
        const changed = steps.filter((step, at) => step.state === decision && before[at]?.state === 'waiting')
        expect(changed).toHaveLength(1)
        expect(changed[0]).toMatchObject({ level: open?.level, decidedBy: userId })
      }
      const approvedLevels = steps.filter(({ state }) => state === 'approved').map(({ level }) => level)
      expect(approvedLevels).toEqual([...new Set(approvedLevels)].sort())
      if (approvalState(steps) === 'approved') expect(approvedLevels).toEqual(levels.map(({ level }) => level))
      if (approvalState(steps) !== 'waiting') expect(steps.some(({ state }) => state === 'waiting')).toBe(false)
    }),
  )
})
