// Laws of the choice among people and of the cadence: nobody is favoured, desks that were apart stay fair together, and the
// same grade plans the same contacts everywhere.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../src/shared/dates.ts'
import {
  type Candidate,
  cadenceTasks,
  chooseFor,
  firstCadence,
  gradedLevels,
  horizons,
  suggestLevel,
} from '../../src/shared/modules/leads/rules.ts'

const people = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
  .map((ids) => ids.map((id, n): Candidate => ({ id, open: 0, today: 0, lastOn: n % 2 ? null : addDays('2026-11-01', n), sold: 0 })))

/** Gives `n` leads one after the other by a way of choosing; returns how many each got. */
function give(method: 'turn' | 'load', from: readonly Candidate[], n: number): Map<string, number> {
  const state = new Map(from.map((each) => [each.id, { ...each }]))
  const got = new Map(from.map(({ id }) => [id, 0]))
  for (let i = 0; i < n; i++) {
    const id = chooseFor(method, [...state.values()])
    const chosen = id === null ? undefined : state.get(id)
    if (!chosen || id === null) throw new Error('nobody')
    chosen.open++
    chosen.today++
    got.set(id, (got.get(id) ?? 0) + 1)
  }
  return got
}
const spread = (got: ReadonlyMap<string, number>): number => Math.max(...got.values()) - Math.min(...got.values())

test('[FUP-02] in turn and by load, nobody of one desk is ever more than one lead ahead', () => {
  fc.assert(fc.property(people, fc.constantFrom('turn', 'load'), fc.nat(40), (from, method, n) => spread(give(method, from, n)) <= 1))
})

test('[FUP-02] desks that were apart give as if each had its turn: nobody is more than one lead per desk ahead', () => {
  fc.assert(
    fc.property(people, fc.array(fc.nat(20), { minLength: 2, maxLength: 4 }), (from, counts) => {
      const desks = counts.map((n) => give('turn', from, n))
      const sum = new Map(from.map(({ id }) => [id, desks.reduce((all, got) => all + (got.get(id) ?? 0), 0)]))
      return spread(sum) <= desks.length
    }),
  )
})

test('[FUP-02] the choice does not depend on the order people are read in', () => {
  fc.assert(
    fc.property(people, fc.constantFrom('turn', 'load', 'skill'), (from, method) => {
      expect(chooseFor(method, from.toReversed())).toBe(chooseFor(method, from))
    }),
  )
})

test('[FUP-01] the same grade on the same day plans the same contacts, in rising order; another lead plans others', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.constantFrom(...gradedLevels), fc.nat(1000), (a, b, level, offset) => {
      const from = addDays('2026-01-01', offset)
      const tasks = cadenceTasks(firstCadence, a, level, from)
      expect(cadenceTasks(firstCadence, a, level, from)).toEqual(tasks)
      expect(tasks.map(({ dueOn }) => dueOn)).toEqual(tasks.map(({ dueOn }) => dueOn).toSorted())
      if (a !== b) expect(cadenceTasks(firstCadence, b, level, from).some(({ id }) => tasks.some((task) => task.id === id))).toBe(false)
    }),
  )
})

test('[LEA-02] more budget never makes a grade cooler, and a nearer purchase never either', () => {
  const order = ['H', 'A', 'B', 'C']
  const at = (within: (typeof horizons)[number], budgetFen: number) =>
    order.indexOf(suggestLevel({ within, budgetFen, priceFen: 20_000_000 }, firstCadence).level)
  fc.assert(
    fc.property(fc.nat(3), fc.nat(3), fc.nat(40_000_000), fc.nat(40_000_000), (i, j, x, y) => {
      const [near, far] = [horizons[Math.min(i, j)], horizons[Math.max(i, j)]]
      if (!near || !far) return
      expect(at(near, Math.max(x, y))).toBeLessThanOrEqual(at(near, Math.min(x, y)))
      expect(at(near, x)).toBeLessThanOrEqual(at(far, x))
    }),
  )
})
