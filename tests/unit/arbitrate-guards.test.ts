// Guards: exclusive holds, releases, expectations and unique keys, and what becomes of the changes they cover.
import { describe, expect, it } from 'vitest'
import { HOLDER } from '../../src/shared/sync/arbitrate.ts'
import type { Change, Guard } from '../../src/shared/sync/protocol.ts'
import { device, insert, judgeOver, update } from '../support/judge.ts'

const hold = (key: string, holder: string, covers: number[], otherwise: Change[] = []): Guard => ({
  kind: 'hold',
  key,
  of: key.slice(4),
  holder,
  covers,
  otherwise,
})
const release = (key: string, holder: string): Guard => ({ kind: 'release', key, holder })
const expectRev = (id: string, value: number, covers: number[]): Guard => ({
  kind: 'expect',
  table: 'orders',
  id,
  column: 'rev',
  value,
  covers,
  otherwise: [],
})
const unique = (key: string, row: string, covers: number[]): Guard => ({ kind: 'unique', key, row, covers, otherwise: [] })

const CAR = { vin: 'V1', state: 'free' }
const hq = () =>
  judgeOver({
    cars: [
      { id: 'V1', image: CAR },
      { id: 'V2', image: { vin: 'V2', state: 'free' } },
    ],
  })
const reserve = (order: string, car = 'V1') =>
  update('cars', car, { state: 'reserved', holder_id: order }, { state: 'free', holder_id: null })
const R1 = device('R1')
const R2 = device('R2')

describe('holds', () => {
  it('[S-GUARD-1] the first holder has it, the second is refused, the present one passes', () => {
    const { say, row, ground, position } = hq()
    expect(say({ by: R1, seen: 0, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] }).outcome).toBe('accepted')
    const second = say({ by: R2, seen: 0, changes: [reserve('O2')], guards: [hold('vin:V1', 'O2', [0])] })
    expect(second.outcome).toBe('lost')
    expect(row('cars', 'V1')).toMatchObject({ state: 'reserved', holder_id: 'O1' })
    const again = say({
      by: R1,
      seen: 0,
      changes: [update('cars', 'V1', { location: 'front' }, { location: null })],
      guards: [hold('vin:V1', 'O1', [0])],
    })
    expect(again.outcome).toBe('accepted')
    expect(ground.hold('vin:V1')).toEqual({ holder: 'O1', site: 'S1', position: 1 })
    expect(position()).toBe(3)
  })

  it('[S-GUARD-2] a failed hold drops what it covers, applies otherwise with the holder named, and merges the rest', () => {
    const { say, row, cases } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    const lost = say({
      by: R2,
      seen: 0,
      changes: [
        insert('orders', 'O2', { site_id: 'S1', rev: 1, state: 'quote' }),
        reserve('O2'),
        insert('notes', 'N1', { site_id: 'S1', name: 'kept' }),
      ],
      guards: [
        hold('vin:V1', 'O2', [1], [update('orders', 'O2', { state: 'car-lost', lost_to: HOLDER }, { state: 'quote', lost_to: null })]),
      ],
    })
    expect(lost.outcome).toBe('lost')
    expect(row('orders', 'O2')).toEqual({ site_id: 'S1', rev: 1, state: 'car-lost', lost_to: 'O1' })
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', name: 'kept' })
    expect(cases()).toHaveLength(1)
    expect(cases()[0]).toMatchObject({
      kind: 'hold',
      state: 'open',
      key: 'vin:V1',
      subject_table: 'cars',
      subject_id: 'V1',
      site_id: 'S1',
      theirs: JSON.stringify({ holder: 'O1' }),
    })
    expect(JSON.parse(JSON.parse(String(cases()[0]?.['mine'])).changes)).toEqual([reserve('O2')])
  })

  it('[S-GUARD-3] a receipt stays, whatever its order lost', () => {
    const { say, row } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    say({
      by: R2,
      seen: 0,
      changes: [reserve('O2'), insert('receipts', 'P1', { site_id: 'S1', amount_fen: 100 })],
      guards: [hold('vin:V1', 'O2', [0, 1])],
    })
    expect(row('receipts', 'P1')).toEqual({ site_id: 'S1', amount_fen: 100 })
  })

  it('[S-GUARD-4] refused once, refused until asked anew by someone who saw the refusal', () => {
    const { say, row } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    say({ by: R2, seen: 0, changes: [reserve('O2')], guards: [hold('vin:V1', 'O2', [0])] })
    say({
      by: R1,
      seen: 1,
      changes: [update('cars', 'V1', { state: 'free', holder_id: null }, { state: 'reserved', holder_id: 'O1' })],
      guards: [hold('vin:V1', 'O1', [0]), release('vin:V1', 'O1')],
    })
    // The key is free, but R2 delivers in the belief that it had the car all along.
    expect(
      say({
        by: R2,
        seen: 0,
        changes: [update('cars', 'V1', { state: 'sold', holder_id: 'O2' }, { state: 'reserved', holder_id: 'O2' })],
        guards: [hold('vin:V1', 'O2', [0])],
      }).outcome,
    ).toBe('lost')
    expect(row('cars', 'V1')).toEqual({ vin: 'V1', state: 'free' })
    expect(say({ by: R2, changes: [reserve('O2')], guards: [hold('vin:V1', 'O2', [0])] }).outcome).toBe('accepted')
    expect(row('cars', 'V1')).toMatchObject({ holder_id: 'O2' })
  })

  it('[S-GUARD-4] an old belief refused again takes nothing from a holder who asked anew', () => {
    const { say } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    const refused = say({ by: R2, seen: 0, guards: [hold('vin:V1', 'O2', [])] })
    say({ by: R1, seen: 1, guards: [release('vin:V1', 'O1')] })
    const anew = say({ by: device('R3'), seen: refused.position, guards: [hold('vin:V1', 'O2', [])] })
    expect(anew.outcome).toBe('accepted')
    expect(say({ by: R2, seen: 0, guards: [hold('vin:V1', 'O2', [])] }).outcome).toBe('lost')
    expect(say({ by: device('R3'), seen: anew.position, guards: [hold('vin:V1', 'O2', [])] }).outcome).toBe('accepted')
  })

  it('[S-GUARD-5] who lost a car frees no other, and the row of the other stays as it was', () => {
    const { say, row, ground } = hq()
    say({ by: R1, changes: [reserve('O1', 'V2')], guards: [hold('vin:V2', 'O1', [0])] })
    say({ by: R2, changes: [reserve('O2', 'V1')], guards: [hold('vin:V1', 'O2', [0])] })
    const change = say({
      by: R1,
      seen: 1,
      changes: [reserve('O1', 'V1'), update('cars', 'V2', { state: 'free', holder_id: null }, { state: 'reserved', holder_id: 'O1' })],
      guards: [hold('vin:V1', 'O1', [0]), hold('vin:V2', 'O1', [1]), release('vin:V2', 'O1')],
    })
    expect(change.outcome).toBe('lost')
    expect(change.cases).toHaveLength(1)
    expect(ground.hold('vin:V2')?.holder).toBe('O1')
    expect(row('cars', 'V2')).toMatchObject({ state: 'reserved', holder_id: 'O1' })
  })

  it('[S-GUARD-5] only the holder’s side releases: no other holder, no other site', () => {
    const { say, ground } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    say({ by: R2, guards: [release('vin:V1', 'O2')] })
    say({ by: device('R9', { site: 'S2' }), guards: [release('vin:V1', 'O1')] })
    expect(ground.hold('vin:V1')?.holder).toBe('O1')
    expect(say({ by: device('R9', { site: 'S2' }), seen: 9, guards: [hold('vin:V1', 'O1', [])] }).outcome).toBe('lost')
    say({ by: R2, guards: [release('vin:V1', 'O1')] })
    expect(ground.hold('vin:V1')).toBeUndefined()
  })

  it('[S-GUARD-5] another site naming the holder does not spoil the holder’s own next step', () => {
    const { say } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    expect(say({ by: device('R9', { site: 'S2' }), seen: 0, guards: [hold('vin:V1', 'O1', [])] }).outcome).toBe('lost')
    expect(say({ by: R1, seen: 1, guards: [hold('vin:V1', 'O1', [])] }).outcome).toBe('accepted')
  })

  it('[S-GUARD-5] a manager with group reach holds for the site whose rows are written, so that its desktops can release', () => {
    const { say, ground } = hq()
    const boss = device('RM', { site: 'S0', reach: 'group' })
    say({ by: boss, changes: [insert('orders', 'O1', { site_id: 'S1', rev: 1 }), reserve('O1')], guards: [hold('vin:V1', 'O1', [1])] })
    expect(ground.hold('vin:V1')?.site).toBe('S1')
    say({ by: R1, guards: [release('vin:V1', 'O1')] })
    expect(ground.hold('vin:V1')).toBeUndefined()
  })

  it('[S-GUARD-1] two holders of one key in one changeset: the first has it', () => {
    const { say, ground } = hq()
    expect(say({ guards: [hold('vin:V1', 'A', []), hold('vin:V1', 'B', [])] }).outcome).toBe('lost')
    expect(ground.hold('vin:V1')?.holder).toBe('A')
  })
})

describe('expectations', () => {
  const withOrder = () =>
    judgeOver({ cars: [{ id: 'V1', image: CAR }], orders: [{ id: 'O1', image: { site_id: 'S1', rev: 4, state: 'signed' } }] })
  const raise = (from: number, set = {}, was = {}) => update('orders', 'O1', { rev: from + 1, ...set }, { rev: from, ...was })

  it('[S-GUARD-6] holds while HQ has that value, fails when the row moved on, is gone or was never there', () => {
    const { say } = withOrder()
    expect(say({ changes: [raise(4)], guards: [expectRev('O1', 4, [0])] }).outcome).toBe('accepted')
    expect(say({ by: R2, seen: 0, changes: [raise(4)], guards: [expectRev('O1', 4, [0])] }).outcome).toBe('lost')
    expect(say({ by: R2, guards: [expectRev('O9', 1, [])] }).outcome).toBe('lost')
  })

  it('[S-GUARD-6] another site’s row is not there to be expected, even by a right guess, and its value is told to nobody', () => {
    const { say, cases } = judgeOver({ notes: [{ id: 'N1', image: { site_id: 'S2', name: 'secret' }, site: 'S2' }] })
    const guess = (value: string) =>
      say({ guards: [{ kind: 'expect', table: 'notes', id: 'N1', column: 'name', value, covers: [], otherwise: [] }] }).outcome
    expect([guess('secret'), guess('other')]).toEqual(['lost', 'lost'])
    expect(cases().map((c) => c['theirs'])).toEqual(['{"name":null}', '{"name":null}'])
  })

  it('[S-GUARD-6] holds for a row the same changeset brings', () => {
    const { say, row } = withOrder()
    const made = say({
      changes: [insert('orders', 'O2', { site_id: 'S1', rev: 1 }), update('orders', 'O2', { rev: 2 }, { rev: 1 })],
      guards: [expectRev('O2', 1, [0, 1])],
    })
    expect(made.outcome).toBe('accepted')
    expect(row('orders', 'O2')).toMatchObject({ rev: 2 })
  })

  it('[S-GUARD-4] a replica whose expectation failed cannot pass on its own raised number until it saw that', () => {
    const { say, row } = withOrder()
    say({ by: R1, seen: 0, changes: [raise(4, { state: 'cancelled' }, { state: 'signed' })], guards: [expectRev('O1', 4, [0])] })
    const refused = say({ by: R2, seen: 0, changes: [raise(4, { state: 'paid' }, { state: 'signed' })], guards: [expectRev('O1', 4, [0])] })
    // R2's own pending row says rev 5, and so does HQ, by another hand.
    expect(
      say({ by: R2, seen: 0, changes: [raise(5, { state: 'delivered' }, { state: 'paid' })], guards: [expectRev('O1', 5, [0])] }).outcome,
    ).toBe('lost')
    expect(row('orders', 'O1')).toMatchObject({ rev: 5, state: 'cancelled' })
    expect(
      say({ by: R2, seen: refused.position + 1, changes: [raise(5, { note: 'x' }, { note: null })], guards: [expectRev('O1', 5, [0])] })
        .outcome,
    ).toBe('accepted')
  })

  it('[S-GUARD-5] a failed expectation voids holds and releases: a delivered order keeps its car when a stale cancel arrives', () => {
    const { say, row, ground, cases } = withOrder()
    say({
      by: R1,
      changes: [raise(4, { state: 'reserved' }, { state: 'signed' }), reserve('O1')],
      guards: [expectRev('O1', 4, [0]), hold('vin:V1', 'O1', [1])],
    })
    say({
      by: R1,
      seen: 1,
      changes: [
        raise(5, { state: 'delivered' }, { state: 'reserved' }),
        update('cars', 'V1', { state: 'sold', holder_id: 'O1' }, { state: 'reserved', holder_id: 'O1' }),
      ],
      guards: [expectRev('O1', 5, [0]), hold('vin:V1', 'O1', [1])],
    })
    const stale = say({
      by: R2,
      seen: 1,
      changes: [
        raise(5, { state: 'cancelled' }, { state: 'reserved' }),
        update('cars', 'V1', { state: 'free', holder_id: null }, { state: 'reserved', holder_id: 'O1' }),
      ],
      guards: [expectRev('O1', 5, [0]), hold('vin:V1', 'O1', [1]), release('vin:V1', 'O1')],
    })
    expect(stale.outcome).toBe('lost')
    expect(stale.cases).toHaveLength(1)
    expect(row('orders', 'O1')).toMatchObject({ state: 'delivered', rev: 6 })
    expect(row('cars', 'V1')).toMatchObject({ state: 'sold', holder_id: 'O1' })
    expect(ground.hold('vin:V1')?.holder).toBe('O1')
    // One case that holds the whole other version, the car's part of it too.
    expect(JSON.parse(JSON.parse(String(cases()[0]?.['mine'])).changes).map((c: { table: string }) => c.table)).toEqual(['orders', 'cars'])
  })

  it('[S-GUARD-5] an order that moved on is one case, also when its car went to another: nothing is done instead to what is no longer so', () => {
    const { say, row, cases } = withOrder()
    say({ by: R1, changes: [raise(4, { state: 'cancelled' }, { state: 'signed' })], guards: [expectRev('O1', 4, [0])] })
    say({ by: R1, changes: [reserve('O7')], guards: [hold('vin:V1', 'O7', [0])] })
    const instead = update('orders', 'O1', { lost_to: HOLDER }, { lost_to: null })
    const stale = say({
      by: R2,
      seen: 0,
      changes: [raise(4, { state: 'reserved' }, { state: 'signed' }), reserve('O1')],
      guards: [expectRev('O1', 4, [0]), hold('vin:V1', 'O1', [1], [instead])],
    })
    expect(stale).toMatchObject({ outcome: 'lost', cases: [expect.any(String)] })
    expect(cases().map((c) => c['kind'])).toEqual(['expect'])
    expect(row('orders', 'O1')).toEqual({ site_id: 'S1', rev: 5, state: 'cancelled' })
  })

  it('[S-GUARD-5] a stale delivery takes no car for an order that was cancelled meanwhile, nor does what follows it', () => {
    const { say, row, ground } = withOrder()
    say({
      by: R1,
      changes: [raise(4, { state: 'reserved' }, { state: 'signed' }), reserve('O1')],
      guards: [expectRev('O1', 4, [0]), hold('vin:V1', 'O1', [1])],
    })
    say({
      by: R1,
      seen: 1,
      changes: [
        raise(5, { state: 'cancelled' }, { state: 'reserved' }),
        update('cars', 'V1', { state: 'free', holder_id: null }, { state: 'reserved', holder_id: 'O1' }),
      ],
      guards: [expectRev('O1', 5, [0]), hold('vin:V1', 'O1', [1]), release('vin:V1', 'O1')],
    })
    const sold = update('cars', 'V1', { state: 'sold', holder_id: 'O1' }, { state: 'reserved', holder_id: 'O1' })
    say({
      by: R2,
      seen: 1,
      changes: [raise(5, { state: 'delivered' }, { state: 'reserved' }), sold],
      guards: [expectRev('O1', 5, [0]), hold('vin:V1', 'O1', [1])],
    })
    const next = say({
      by: R2,
      seen: 1,
      changes: [update('cars', 'V1', { location: 'gone' }, { location: null })],
      guards: [hold('vin:V1', 'O1', [0])],
    })
    expect(next.outcome).toBe('lost')
    expect(ground.hold('vin:V1')).toBeUndefined()
    expect(row('cars', 'V1')).toEqual({ vin: 'V1', state: 'free' })
  })

  it('[S-GUARD-5] what a stale replica is refused, the living holder is not', () => {
    const { say } = withOrder()
    const held = say({
      by: R1,
      changes: [raise(4, { state: 'reserved' }, { state: 'signed' }), reserve('O1')],
      guards: [expectRev('O1', 4, [0]), hold('vin:V1', 'O1', [1])],
    })
    say({
      by: R2,
      seen: 0,
      changes: [raise(4, { note: 'x' }, { note: null })],
      guards: [expectRev('O1', 4, [0]), hold('vin:V1', 'O1', [])],
    })
    expect(
      say({
        by: R1,
        seen: held.position,
        changes: [update('cars', 'V1', { location: 'wash' }, { location: null })],
        guards: [hold('vin:V1', 'O1', [0])],
      }).outcome,
    ).toBe('accepted')
  })
})

describe('what a standing guard covers', () => {
  it('[S-GUARD-7] who holds the key decides about the row, whatever another wrote there meanwhile', () => {
    const { say, row, cases } = hq()
    say({ by: R1, changes: [reserve('O1')], guards: [hold('vin:V1', 'O1', [0])] })
    say({
      by: R2,
      seen: 1,
      changes: [update('cars', 'V1', { state: 'in-repair', holder_id: 'O1' }, { state: 'reserved', holder_id: 'O1' })],
    })
    const deliver = update('cars', 'V1', { state: 'sold', holder_id: 'O1' }, { state: 'reserved', holder_id: 'O1' })
    expect(say({ by: R1, seen: 1, changes: [deliver], guards: [hold('vin:V1', 'O1', [0])] }).outcome).toBe('accepted')
    expect(row('cars', 'V1')).toMatchObject({ state: 'sold' })
    // The same without the hold is late like any other.
    expect(say({ by: R2, seen: 1, changes: [deliver].map((c) => ({ ...c, set: { ...c.set, state: 'demo' } })) }).outcome).toBe('adjusted')
    expect(row('cars', 'V1')).toMatchObject({ state: 'sold' })
    expect(cases()).toHaveLength(1)
  })

  it('[S-GUARD-7] whoever stands on the head of a document decides about its rows', () => {
    const { say, row } = judgeOver({
      orders: [{ id: 'O1', image: { site_id: 'S1', rev: 4 } }],
      lines: [{ id: 'L1', image: { site_id: 'S1', order_id: 'O1', amount_fen: 7 } }],
      notes: [{ id: 'N1', image: { site_id: 'S1', name: 'b' } }],
    })
    const changes = [update('lines', 'L1', { amount_fen: 9 }, { amount_fen: 5 }), update('notes', 'N1', { name: 'c' }, { name: 'a' })]
    expect(say({ changes, guards: [expectRev('O1', 4, [0, 1])] }).outcome).toBe('adjusted')
    expect(row('lines', 'L1')).toMatchObject({ amount_fen: 9 })
    // A row that is no part of the document is merged field by field, covered or not.
    expect(row('notes', 'N1')).toMatchObject({ name: 'b' })
  })
})

describe('unique keys', () => {
  it('[S-GUARD-6] one row per key for ever; the same row again passes; the loser is a case and not lost altogether', () => {
    const { say, row, cases } = hq()
    expect(say({ changes: [insert('notes', 'N1', { site_id: 'S1' })], guards: [unique('no:1', 'N1', [0])] }).outcome).toBe('accepted')
    expect(
      say({
        by: R2,
        changes: [insert('notes', 'N2', { site_id: 'S1' }), insert('notes', 'N3', { site_id: 'S1' })],
        guards: [unique('no:1', 'N2', [0])],
      }).outcome,
    ).toBe('adjusted')
    expect(row('notes', 'N2')).toBeNull()
    expect(row('notes', 'N3')).not.toBeNull()
    expect(cases()[0]).toMatchObject({ kind: 'unique', key: 'no:1', theirs: JSON.stringify({ holder: 'N1' }) })
    expect(say({ guards: [unique('no:1', 'N1', [])] }).outcome).toBe('accepted')
  })

  it('[S-GUARD-6] a key is not spent on a row that another guard dropped', () => {
    const { say, ground } = hq()
    say({ guards: [hold('vin:V1', 'A', [])] })
    say({
      by: R2,
      seen: 0,
      changes: [insert('notes', 'N1', { site_id: 'S1' })],
      guards: [hold('vin:V1', 'B', [0]), unique('no:1', 'N1', [0])],
    })
    expect(ground.unique('no:1')).toBeUndefined()
  })

  it('[S-GUARD-6] two rows for one key in one changeset: the first has it', () => {
    const { say, ground } = hq()
    expect(say({ guards: [unique('k', 'A', []), unique('k', 'B', [])] }).outcome).toBe('adjusted')
    expect(ground.unique('k')).toBe('A')
  })
})
