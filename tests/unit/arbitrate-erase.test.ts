// A person's right to be forgotten, as HQ judges it: the row, the cases that mention it, what comes before and after.
import { describe, expect, it } from 'vitest'
import { payloadWithout } from '../../src/shared/sync/erase.ts'
import type { Change } from '../../src/shared/sync/protocol.ts'
import { device, insert, judgeOver, remove, update } from '../support/judge.ts'

const R1 = device('R1')
const R2 = device('R2')
const B = device('B1', { site: 'S2' })
const NOTE = { site_id: 'S1', name: 'Wang', phone: '1' }
const hq = () => judgeOver({ notes: [{ id: 'N1', image: NOTE }], cars: [{ id: 'V1', image: {} }] })
const erase = (id = 'N1', table = 'notes'): Change => ({ table, id, op: 'erase', set: {} })

describe('erasing', () => {
  it('[S-ERASE-1] empties the personal columns and outranks edits made before and after', () => {
    const { say, row, cases } = hq()
    const erased = say({ by: R1, changes: [erase()] })
    expect(erased).toMatchObject({ outcome: 'accepted', effect: [{ table: 'notes', id: 'N1', op: 'erase', set: {} }] })
    expect(erased.erasures).toEqual([{ table: 'notes', id: 'N1', columns: ['name'] }])
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', phone: '1' })
    const late = say({ by: R2, seen: 0, changes: [update('notes', 'N1', { name: 'Li', phone: '2' }, { name: 'Wang', phone: '1' })] })
    expect(late.outcome).toBe('adjusted')
    // What it still carried goes out of what is kept of it, too.
    expect(late.erasures).toEqual([{ table: 'notes', id: 'N1', columns: ['name'] }])
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', phone: '2' })
    expect(cases()).toMatchObject([{ kind: 'erased', mine: '{}', theirs: '{}' }])
  })

  it('[S-ERASE-1] is stopped by no guard and refused where nothing is personal or nothing is theirs', () => {
    const { say, row } = hq()
    expect(say({ by: R1, changes: [erase('V1', 'cars')] }).reason).toBe('nothing-personal cars')
    expect(say({ by: B, changes: [erase()] }).reason).toBe('out-of-reach notes')
    const guards = [{ kind: 'expect' as const, table: 'notes', id: 'N1', column: 'phone', value: '9', covers: [0], otherwise: [] }]
    expect(say({ by: R1, changes: [erase()], guards }).outcome).toBe('lost')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', phone: '1' })
  })

  it('[S-ERASE-2] goes through every case that mentions the row, values and dropped changes alike', () => {
    const { say, cases } = hq()
    say({ by: R1, seen: 0, changes: [update('notes', 'N1', { name: 'Li' }, { name: 'Wang' })] })
    say({ by: R2, seen: 0, changes: [update('notes', 'N1', { name: 'Zhao' }, { name: 'Wang' })] })
    say({ guards: [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: 'O1', covers: [], otherwise: [] }] })
    say({
      by: R2,
      seen: 0,
      changes: [update('notes', 'N1', { name: 'Qian', phone: '7' }, { name: 'Wang', phone: '1' })],
      guards: [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: 'O2', covers: [0], otherwise: [] }],
    })
    expect(JSON.stringify(cases())).toMatch(/Zhao.*Qian|Qian.*Zhao/)
    const { effect } = say({ by: R1, changes: [erase()] })
    expect(effect.filter((c) => c.table === 'cases')).toHaveLength(2)
    expect(JSON.stringify(cases())).not.toMatch(/Zhao|Qian|Wang|Li"/)
    expect(JSON.stringify(cases())).toContain('phone')
  })

  it('[S-ERASE-1] a row whose insert comes only now, or comes back, is born without them', () => {
    const { say, row } = hq()
    say({ by: R1, changes: [erase('N2')] })
    say({ by: R2, seen: 0, changes: [insert('notes', 'N2', { site_id: 'S1', name: 'Sun', phone: '5' })] })
    expect(row('notes', 'N2')).toEqual({ site_id: 'S1', phone: '5' })
    say({ by: R1, changes: [erase()] })
    expect(say({ by: R2, seen: 0, changes: [remove('notes', 'N1', NOTE)] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toBeNull()
  })

  it('[S-ERASE-2] a payload keeps who did what, without the person', () => {
    const text = JSON.stringify({
      changes: [update('notes', 'N1', { name: 'Li', phone: '2' }, { name: 'Wang', phone: '1' }), insert('notes', 'N3', { name: 'Wu' })],
      guards: [{ kind: 'expect', table: 'notes', id: 'N1', column: 'name', value: 'Wang', covers: [0], otherwise: [] }],
    })
    const rest = payloadWithout(text, [{ table: 'notes', id: 'N1', columns: ['name'] }])
    expect(rest).not.toMatch(/Li|Wang/)
    expect(rest).toContain('"phone":"2"')
    expect(rest).toContain('Wu')
    expect(payloadWithout('not json', [])).toBe('not json')
  })
})
