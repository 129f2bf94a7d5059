// A day's figures are only shown as adding up when they do, and held money never sits among ours.
import { describe, expect, test } from 'vitest'
import { ownAndHeld, summed, wrongCuts } from '../../../src/renderer/modules/receivables/day-sums.ts'

const sums = (inFen: number, outFen: number) => ({ inFen, outFen, netFen: inFen - outFen })
const day = {
  all: sums(47_012_668, 500_000),
  byMethod: [sums(8_366_992, 0), sums(14_245_676, 500_000), sums(24_400_000, 0)],
  byKind: [
    { kind: 'deposit' as const, ...sums(700_000, 500_000) },
    { kind: 'down' as const, ...sums(18_106_000, 0) },
    { kind: 'loan' as const, ...sums(24_200_000, 0) },
    { kind: 'held-tax' as const, ...sums(4_006_668, 0) },
  ],
  byPerson: [sums(47_012_668, 500_000)],
  ownFen: 42_506_000,
  heldFen: 4_006_668,
}

describe('the cuts of a day', () => {
  test('that tell of the same money are all right', () => expect(wrongCuts(day)).toEqual([]))
  test('ours and held are apart, in order', () => {
    const { own, held } = ownAndHeld(day.byKind)
    expect([own.map(({ kind }) => kind), held.map(({ kind }) => kind)]).toEqual([['deposit', 'down', 'loan'], ['held-tax']])
    expect(summed(own).netFen + summed(held).netFen).toBe(day.all.netFen)
  })
  test.each([
    ['method', { ...day, byMethod: day.byMethod.slice(1) }],
    ['method', { ...day, byMethod: [sums(8_366_992, 0), sums(14_245_676 + 1, 500_000 + 1), sums(24_400_000, 0)] }],
    ['person', { ...day, byPerson: [sums(47_012_667, 500_000)] }],
    ['own', { ...day, ownFen: day.ownFen + 1, heldFen: day.heldFen - 1 }],
  ] as const)('a wrong %s is found', (cut, wrong) => expect(wrongCuts(wrong)).toEqual([cut]))
  test('a missing purpose is found twice: as a cut and as ours plus held', () =>
    expect(wrongCuts({ ...day, byKind: day.byKind.slice(0, 3) })).toEqual(['kind', 'own']))
  test('an empty day is in order', () =>
    expect(wrongCuts({ all: sums(0, 0), byMethod: [], byKind: [], byPerson: [], ownFen: 0, heldFen: 0 })).toEqual([]))
})
