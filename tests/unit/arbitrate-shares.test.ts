// Shares: many hold units of one key, the ledger says how much is there, and HQ gives the last unit once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Guard } from '../../src/shared/sync/protocol.ts'
import { leftOf } from '../../src/shared/sync/levels.ts'
import { device, insert, judgeOver, update } from '../support/judge.ts'

const KEY = 'shelf:P@S1'
const share = (
  holder: string,
  units: number,
  covers: number[] = [],
  otherwise: Extract<Guard, { kind: 'hold' }>['otherwise'] = [],
): Guard => ({
  ...{ kind: 'hold', key: KEY, of: 'P@S1', holder, units },
  covers,
  otherwise,
})
const release = (holder: string, units: number): Guard => ({ kind: 'release', key: KEY, holder, units })
const hq = () => judgeOver({ shelves: [{ id: 'P@S1', image: { site_id: 'S1' } }] })
const R1 = device('R1')
const R2 = device('R2')
type Hq = ReturnType<typeof hq>
let n = 0
const moved = (to: Hq, units: number, by = R1) =>
  to.say({ by, changes: [insert('stock', `m${++n}`, { site_id: 'S1', shelf_id: 'P@S1', units })] })
/** Promises units with a row that says so while it stands. */
const promise = (to: Hq, holder: string, units: number, by = R1, seen = 0) =>
  to.say({
    by,
    seen,
    changes: [insert('notes', holder, { site_id: 'S1', name: 'late' }), update('notes', holder, { name: 'promised' }, { name: 'late' })],
    guards: [share(holder, units, [1], [update('notes', holder, { name: 'late' }, { name: 'promised' })])],
  })

describe('shares', () => {
  it('[S-SHARE-1] two desks promise while there is enough for both; the last unit goes to one', () => {
    const to = hq()
    moved(to, 3)
    expect(promise(to, 'A', 1, R1).outcome).toBe('accepted')
    expect(promise(to, 'B', 1, R2).outcome).toBe('accepted')
    expect(promise(to, 'C', 1, R1).outcome).toBe('accepted')
    expect(promise(to, 'D', 1, R2).outcome).toBe('lost')
    expect(to.row('notes', 'C')).toMatchObject({ name: 'promised' })
    expect(to.row('notes', 'D')).toMatchObject({ name: 'late' })
    expect(to.row('levels', KEY)).toEqual({ site_id: 'S1', units: 3, held_units: 3 })
  })

  it('[S-SHARE-1] shares of one changeset count together, and who has one passes again', () => {
    const to = hq()
    moved(to, 5)
    expect(to.say({ by: R1, guards: [share('A', 3), share('B', 3)] }).outcome).toBe('lost')
    expect(to.ground.hold(`${KEY}/3/A`)).toMatchObject({ holder: 'A' })
    expect(to.ground.hold(`${KEY}/3/B`)).toBeUndefined()
    expect(to.say({ by: R1, seen: 9, guards: [share('A', 3)] }).outcome).toBe('accepted')
    expect(leftOf(to.ground, KEY)).toBe(2)
  })

  it('[S-SHARE-2] a row of the ledger counts once, also when its changeset is put aside', () => {
    const to = hq()
    const row = insert('stock', 'once', { site_id: 'S1', shelf_id: 'P@S1', units: 4 })
    expect(to.say({ by: R1, command: 'nobody-knows', changes: [row] }).outcome).toBe('quarantined')
    expect(leftOf(to.ground, KEY)).toBe(4)
    expect(to.say({ by: R1, changes: [row] }).outcome).toBe('accepted')
    expect(leftOf(to.ground, KEY)).toBe(4)
    moved(to, -6, R2)
    expect(leftOf(to.ground, KEY)).toBe(-2)
    expect(promise(to, 'late', 1).outcome).toBe('lost')
  })

  it('[S-SHARE-3] what is released is there again, once and only as much as was held', () => {
    const to = hq()
    moved(to, 2)
    promise(to, 'E', 2, R1)
    expect(promise(to, 'F', 1, R2).outcome).toBe('lost')
    to.say({ by: R2, seen: to.position(), guards: [release('F', 1)] })
    to.say({ by: R1, seen: to.position(), guards: [release('E', 1)] })
    expect(leftOf(to.ground, KEY)).toBe(0)
    for (const _ of [1, 2]) to.say({ by: R1, seen: to.position(), guards: [release('E', 2)] })
    expect(leftOf(to.ground, KEY)).toBe(2)
    expect(promise(to, 'G', 2, R2, to.position()).outcome).toBe('accepted')
  })

  it('[S-SHARE-4] while one replica has the right nobody else begins a share, and the case says so', () => {
    const to = hq()
    moved(to, 8)
    to.say({ by: R1, guards: [{ kind: 'grant', key: KEY, of: 'P@S1', to: 'R1', fence: 0, override: false, covers: [], otherwise: [] }] })
    expect(promise(to, 'H', 1, R2).outcome).toBe('lost')
    expect(to.cases().at(-1)).toMatchObject({ kind: 'share', key: KEY, subject_table: 'notes', subject_id: 'H' })
    expect(JSON.parse(String(to.cases().at(-1)?.['theirs']))).toMatchObject({ left: 8, replica: 'R1', fence: 1 })
    expect(promise(to, 'I', 8, R1).outcome).toBe('accepted')
  })

  it('[S-SHARE-1] whatever is moved, promised and released in whatever order, no share begins beyond what is left, and the level is the sum of both', () => {
    const step = fc.record({
      what: fc.constantFrom('move', 'promise', 'release'),
      units: fc.integer({ min: 1, max: 5 }),
      out: fc.boolean(),
      of: fc.nat(9),
      desk: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const to = hq()
        const held = new Map<string, number>()
        let there = 0
        steps.forEach(({ what, units, out, of, desk }, at) => {
          const by = desk ? R1 : R2
          if (what === 'move') {
            moved(to, out ? -units : units, by)
            there += out ? -units : units
          } else if (what === 'promise') {
            const left = there - [...held.values()].reduce((a, b) => a + b, 0)
            const { outcome } = promise(to, `${at}`, units, by, to.position())
            expect(outcome).toBe(units <= left ? 'accepted' : 'lost')
            if (outcome === 'accepted') held.set(`${at}`, units)
          } else {
            const [holder, had] = [...held][of] ?? ['nobody', 1]
            to.say({ by, seen: to.position(), guards: [release(holder, had)] })
            held.delete(holder)
          }
          expect(leftOf(to.ground, KEY)).toBe(there - [...held.values()].reduce((a, b) => a + b, 0))
        })
      }),
      { numRuns: 60 },
    )
  })
})
