// Rows that go from one site to another, rows that only their own site may write, and sole rights to a key.
import { describe, expect, it } from 'vitest'
import type { Change, Guard, Row } from '../../src/shared/sync/protocol.ts'
import { partsOf } from '../../src/hq/feed.ts'
import { device, insert, judgeOver, update, type Said } from '../support/judge.ts'

const A = device('A1')
const A2 = device('A2')
const B = device('B1', { site: 'S2' })
const boss = device('G1', { reach: 'group' })

const group = () =>
  judgeOver({
    sites: [
      { id: 'S1', image: { name: 'one' } },
      { id: 'S2', image: { name: 'two' } },
    ],
    devices: [
      { id: 'A1', image: { site_id: 'S1' } },
      { id: 'A2', image: { site_id: 'S1' } },
      { id: 'A3', image: { site_id: 'S1', revoked_at: 5 } },
      { id: 'B1', image: { site_id: 'S2' } },
    ],
    cars: [{ id: 'V1', image: { site_id: 'S1', state: 'free' } }],
    notes: [{ id: 'N1', image: { site_id: 'S1', name: 'Wang', phone: '1' } }],
  })
const whereItIs = (table: string, id: string, covers: number[], value = 'S1'): Guard => ({
  kind: 'expect',
  table,
  id,
  column: 'site_id',
  value,
  covers,
  otherwise: [],
})
const moving = (table: string, id: string, to = 'S2', from = 'S1'): Pick<Said, 'changes' | 'guards'> => ({
  changes: [update(table, id, { site_id: to }, { site_id: from })],
  guards: [whereItIs(table, id, [0], from)],
})
const sell = (order: string, more: Partial<Extract<Guard, { kind: 'hold' }>> = {}): Pick<Said, 'changes' | 'guards'> => ({
  changes: [update('cars', 'V1', { state: 'sold', holder_id: order }, { state: 'free', holder_id: null })],
  guards: [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: order, covers: [0], otherwise: [], ...more }],
})
const grant = (to: string | null, fence: number, more: Partial<Extract<Guard, { kind: 'grant' }>> = {}): Guard => ({
  kind: 'grant',
  key: 'vin:V1',
  of: 'V1',
  to,
  fence,
  override: false,
  covers: [],
  otherwise: [],
  ...more,
})

describe('rows that move', () => {
  it('[S-MOVE-1] a row leaves its site only under the expectation that it is there, for a site that exists', () => {
    const { say } = group()
    expect(say({ by: A, changes: moving('notes', 'N1').changes as Change[] }).reason).toBe('unguarded-transfer notes')
    expect(say({ by: A, ...moving('notes', 'N1', 'S9') }).reason).toBe('unguarded-transfer notes')
    expect(say({ by: B, ...moving('notes', 'N1') }).reason).toBe('out-of-reach notes')
    expect(say({ by: B, ...moving('cars', 'V1') }).reason).toBe('out-of-reach cars')
    expect(say({ by: A, ...moving('notes', 'N1') }).outcome).toBe('accepted')
  })

  it('[S-MOVE-2] it departs from the one and comes whole to the other', () => {
    const { say, ground } = group()
    const { effect } = say({ by: A, ...moving('notes', 'N1') })
    const parts = partsOf(effect, ground, 'S1')
    expect(parts.get('S1')).toEqual([{ table: 'notes', id: 'N1', op: 'depart', set: {}, was: { site_id: 'S1' } }])
    expect(parts.get('S2')).toEqual([{ table: 'notes', id: 'N1', op: 'insert', set: { site_id: 'S2', name: 'Wang', phone: '1' } }])
    expect(ground.doc('notes', 'N1')?.site).toBe('S2')
  })

  it('[S-MOVE-3] what was done before it left merges and goes to its new site; what is done after does not', () => {
    const { say, row, ground, cases } = group()
    const moved = say({ by: A, ...moving('notes', 'N1') })
    const before = say({ by: A2, seen: 0, changes: [update('notes', 'N1', { phone: '2' }, { phone: '1' })] })
    expect(before.outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ site_id: 'S2', phone: '2' })
    expect([...partsOf(before.effect, ground, 'S1').keys()]).toEqual(['S2'])
    // A value that came late is the new site's to look at: the author must not learn what is there now.
    const late = say({ by: A2, seen: 0, changes: [update('notes', 'N1', { name: 'Li' }, { name: 'Wong' })] })
    expect(late.outcome).toBe('adjusted')
    expect(cases()[0]).toMatchObject({ kind: 'field', site_id: 'S2' })
    expect(say({ by: A2, seen: moved.position, changes: [update('notes', 'N1', { phone: '3' }, { phone: '2' })] }).reason).toBe(
      'out-of-reach notes',
    )
    expect(say({ by: B, changes: [update('notes', 'N1', { phone: '4' }, { phone: '2' })] }).outcome).toBe('accepted')
  })

  it('[S-MOVE-3] of two who send it away, the second moves nothing', () => {
    const { say, row } = group()
    say({ by: A, ...moving('notes', 'N1') })
    expect(say({ by: A2, seen: 0, ...moving('notes', 'N1') }).outcome).toBe('lost')
    expect(say({ by: B, ...moving('notes', 'N1', 'S1', 'S2') }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ site_id: 'S1' })
  })

  it('[S-MOVE-4] a group row that names a site is written by that site alone, or with group reach', () => {
    const { say, row } = group()
    const paint = (seen?: number): Said => ({
      ...(seen === undefined ? {} : { seen }),
      changes: [update('cars', 'V1', { color: 'red' }, { color: null })],
    })
    expect(say({ by: B, ...paint() }).reason).toBe('out-of-reach cars')
    expect(say({ by: B, ...sell('O9') }).reason).toBe('out-of-reach cars')
    // A guard alone takes nothing either.
    expect(say({ by: B, guards: sell('O9').guards as Guard[] }).reason).toBe('out-of-reach cars')
    expect(say({ by: boss, changes: [update('cars', 'V1', { color: 'blue' }, { color: null })] }).outcome).toBe('accepted')
    expect(say({ by: B, changes: [insert('cars', 'V2', { site_id: 'S1' })] }).reason).toBe('out-of-reach cars')
    expect(row('cars', 'V1')).toMatchObject({ color: 'blue' })
  })

  it('[S-MOVE-4] a car sold before its transfer was known is not sold any more', () => {
    const { say, row, ground } = group()
    say({ by: A, ...moving('cars', 'V1') })
    expect(say({ by: A2, seen: 0, ...sell('O1') }).outcome).toBe('lost')
    expect(row('cars', 'V1')).toMatchObject({ site_id: 'S2', state: 'free' })
    expect(ground.hold('vin:V1')).toBeUndefined()
  })

  it('[S-GUARD-8] a key stands for a row that is there and says so', () => {
    const { say } = group()
    expect(say({ by: A, guards: [{ kind: 'hold', key: 'odd:V1', of: 'V1', holder: 'O', covers: [], otherwise: [] }] }).reason).toBe(
      'unknown-key odd:V1',
    )
    expect(say({ by: A, guards: [{ kind: 'hold', key: 'vin:V1', of: 'V9', holder: 'O', covers: [], otherwise: [] }] }).outcome).toBe('lost')
    expect(say({ by: A, guards: [{ kind: 'hold', key: 'vin:V7', of: 'V1', holder: 'O', covers: [], otherwise: [] }] }).outcome).toBe('lost')
  })
})

describe('rights', () => {
  const right = (row: (table: string, id: string) => Row | null) => row('rights', 'vin:V1')

  it('[S-RIGHT-1] is taken by one, and then nobody else can hold the key', () => {
    const { say, row } = group()
    const taken = say({ by: A, guards: [grant('A1', 0)] })
    expect(taken.effect).toMatchObject([{ table: 'rights', id: 'vin:V1', op: 'insert', set: { replica: 'A1', fence: 1, row_id: 'V1' } }])
    expect(say({ by: A2, seen: 0, guards: [grant('A2', 0)] }).outcome).toBe('adjusted')
    expect(say({ by: A2, seen: 0, ...sell('O2') }).outcome).toBe('lost')
    expect(row('cars', 'V1')).toMatchObject({ state: 'free' })
    expect(say({ by: A, seen: taken.position, ...sell('O1', { fence: 1 }) }).outcome).toBe('accepted')
    expect(right(row)).toMatchObject({ replica: 'A1', fence: 1 })
  })

  it('[S-RIGHT-2] goes to another desktop of the site, back to everyone, and its fence rises each time', () => {
    const { say, row } = group()
    say({ by: A, guards: [grant('A1', 0)] })
    expect(say({ by: A, guards: [grant('B1', 1)] }).outcome).toBe('adjusted')
    expect(say({ by: A, guards: [grant('A3', 1)] }).outcome).toBe('adjusted')
    expect(say({ by: A, guards: [grant('A2', 1)] }).outcome).toBe('accepted')
    expect(right(row)).toMatchObject({ replica: 'A2', fence: 2 })
    expect(say({ by: A, guards: [grant(null, 2)] }).outcome).toBe('adjusted')
    expect(say({ by: A2, guards: [grant(null, 2)] }).outcome).toBe('accepted')
    expect(right(row)).toMatchObject({ fence: 3 })
    expect(right(row)).not.toHaveProperty('replica')
    expect(say({ by: A, ...sell('O1') }).outcome).toBe('accepted')
  })

  it('[S-RIGHT-3] is not given of a key that somebody holds, nor of another site’s row', () => {
    const { say } = group()
    expect(say({ by: B, guards: [grant('B1', 0)] }).reason).toBe('out-of-reach cars')
    say({ by: A, ...sell('O1') })
    expect(say({ by: A2, guards: [grant('A2', 0)] }).outcome).toBe('adjusted')
  })

  it('[S-RIGHT-4] an override takes it from an unreachable desktop; what that one sold under the old fence loses', () => {
    const { say, row } = group()
    say({ by: A, guards: [grant('A1', 0)] })
    expect(say({ by: A2, guards: [grant('A2', 1, { override: true })] }).reason).toBe('overrides-nothing')
    expect(say({ by: A2, command: 'seize', guards: [grant('A2', 1, { override: true })] }).outcome).toBe('accepted')
    expect(right(row)).toMatchObject({ replica: 'A2', fence: 2, overridden: 1 })
    const late = say({ by: A, seen: 1, ...sell('O1', { fence: 1 }) })
    expect(late.outcome).toBe('lost')
    expect(say({ by: A2, ...sell('O2', { fence: 2 }) }).outcome).toBe('accepted')
    expect(row('cars', 'V1')).toMatchObject({ holder_id: 'O2' })
  })

  it('[S-RIGHT-4] a return that comes after the override changes nothing', () => {
    const { say, row } = group()
    say({ by: A, guards: [grant('A1', 0)] })
    say({ by: A2, command: 'seize', guards: [grant('A2', 1, { override: true })] })
    expect(say({ by: A, seen: 1, guards: [grant(null, 1)] }).outcome).toBe('adjusted')
    expect(right(row)).toMatchObject({ replica: 'A2', fence: 2 })
  })

  it('[S-RIGHT-1] a change of hands does not happen when what it was asked with fell', () => {
    const { say, row } = group()
    const guards: Guard[] = [whereItIs('cars', 'V1', [], 'S2'), grant('A1', 0)]
    expect(say({ by: A, guards }).outcome).toBe('lost')
    expect(right(row)).toBeNull()
  })
})
