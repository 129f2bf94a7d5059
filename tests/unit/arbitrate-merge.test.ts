// How concurrent changes of one row meet: fields, groups, deletes, ledgers, documents, and a replica's own later writes.
import { describe, expect, it } from 'vitest'
import type { Guard, Row } from '../../src/shared/sync/protocol.ts'
import { docKey } from '../../src/shared/sync/state.ts'
import { device, insert, judgeOver, remove, update } from '../support/judge.ts'

const R1 = device('R1')
const R2 = device('R2')
const NOTE = { site_id: 'S1', name: 'Wang', phone: '1', city: 'A', street: 'a' }
const hq = (image: Row = NOTE) => judgeOver({ notes: [{ id: 'N1', image }], cars: [{ id: 'V1', image: {} }] })
const set = (column: string, to: string | null, from: string | null) => update('notes', 'N1', { [column]: to }, { [column]: from })

describe('fields', () => {
  it('[S-MERGE-1] untouched is taken, the same is nothing to do, different stays and a case keeps the late value', () => {
    const { say, row, cases } = hq()
    expect(say({ by: R1, seen: 0, changes: [set('phone', '2', '1')] })).toMatchObject({
      outcome: 'accepted',
      effect: [{ table: 'notes', id: 'N1', op: 'update', set: { phone: '2' } }],
    })
    expect(say({ by: R2, seen: 0, changes: [set('phone', '2', '1')] })).toMatchObject({ outcome: 'accepted', effect: [] })
    const late = say({ by: R2, seen: 0, actor: 'u2', changes: [set('phone', '3', '1')] })
    expect(late.outcome).toBe('adjusted')
    expect(row('notes', 'N1')).toEqual({ ...NOTE, phone: '2' })
    expect(cases()).toEqual([
      expect.objectContaining({
        kind: 'field',
        state: 'open',
        columns: 'phone',
        subject_table: 'notes',
        subject_id: 'N1',
        actor: 'u2',
        replica: 'R2',
        mine: '{"phone":"3"}',
        theirs: '{"phone":"2"}',
      }),
    ])
  })

  it('[S-MERGE-2] different fields of one row both survive', () => {
    const { say, row } = hq()
    say({ by: R1, seen: 0, changes: [set('phone', '2', '1')] })
    expect(say({ by: R2, seen: 0, changes: [update('notes', 'N1', { city: 'B', street: 'b' }, { city: 'A', street: 'a' })] }).outcome).toBe(
      'accepted',
    )
    expect(row('notes', 'N1')).toEqual({ ...NOTE, phone: '2', city: 'B', street: 'b' })
  })

  it('[S-MERGE-2] a declared group merges as one value', () => {
    const { say, row, cases } = hq()
    say({ by: R1, seen: 0, changes: [update('notes', 'N1', { city: 'B', street: 'a' }, { city: 'A', street: 'a' })] })
    expect(say({ by: R2, seen: 0, changes: [update('notes', 'N1', { city: 'A', street: 'z' }, { city: 'A', street: 'a' })] }).outcome).toBe(
      'adjusted',
    )
    expect(row('notes', 'N1')).toMatchObject({ city: 'B', street: 'a' })
    expect(cases()[0]).toMatchObject({ columns: 'city,street', mine: '{"city":"A","street":"z"}' })
  })

  it('[S-MERGE-2] an older version that knows only a part of a group blanks nothing of it', () => {
    const { say, row } = hq()
    expect(say({ changes: [set('street', 'b', 'a')] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toEqual({ ...NOTE, street: 'b' })
  })

  it('[S-MERGE-1] null and absent are the same; null empties', () => {
    const { say, row } = hq()
    expect(say({ changes: [set('phone', null, '1'), set('email', 'x', null)] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', name: 'Wang', city: 'A', street: 'a', email: 'x' })
  })
})

describe('two who make one row apart', () => {
  it('[S-MERGE-7] what the row lacks is added, what both say alike stands once, and nobody is told', () => {
    const { say, row, cases } = hq({ site_id: 'S1', name: 'Wang', urgent: 0 })
    expect(say({ changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Wang', phone: '5', urgent: 1 })] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', name: 'Wang', phone: '5', urgent: 1 })
    expect(say({ by: R2, changes: [insert('notes', 'N1', { site_id: 'S1', phone: null, urgent: 0 })] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ phone: '5', urgent: 1 })
    expect(cases()).toEqual([])
  })

  it('[S-MERGE-7] where they differ the first stays, and one case keeps all that the second said', () => {
    const { say, row, cases } = hq({ ...NOTE, created_at: 1 })
    const twice = insert('notes', 'N1', { site_id: 'S1', name: 'Li', phone: '5', city: 'B', street: 'a', email: 'x', created_at: 2 })
    expect(say({ by: R2, changes: [twice] }).outcome).toBe('adjusted')
    expect(row('notes', 'N1')).toEqual({ ...NOTE, email: 'x', created_at: 1 })
    expect(cases()).toHaveLength(1)
    expect(cases()[0]).toMatchObject({
      kind: 'field',
      subject_id: 'N1',
      columns: 'city,street,name,phone',
      mine: '{"city":"B","street":"a","name":"Li","phone":"5"}',
      theirs: '{"city":"A","street":"a","name":"Wang","phone":"1"}',
    })
  })

  it('[S-MERGE-7] [S-MERGE-3] what its author says of that row before they heard joins the case beside the rest', () => {
    const { say, row, cases } = hq(NOTE)
    say({ by: R2, seen: 0, changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Li', phone: '5' })] })
    expect(say({ by: R2, seen: 0, changes: [set('phone', '6', '5')] }).outcome).toBe('adjusted')
    expect(cases().map((c) => c['mine'])).toEqual(['{"name":"Li","phone":"6"}'])
    expect(row('notes', 'N1')).toEqual(NOTE)
  })

  it('[S-MERGE-7] [S-BULK-5] what two brought apart is in neither’s batch, whoever came first and in which batch', () => {
    const brought = (batch: string | null) => insert('notes', 'N2', { site_id: 'S1', name: 'Wang', batch_id: batch })
    for (const [first, second] of [
      ['b1', 'b2'],
      ['b1', null],
      [null, 'b2'],
    ] as const) {
      const { say, row, cases } = hq()
      say({ changes: [brought(first)] })
      expect(say({ by: R2, seen: 0, changes: [brought(second)] }).outcome).toBe('accepted')
      expect(row('notes', 'N2')).toEqual({ site_id: 'S1', name: 'Wang' })
      expect(cases()).toEqual([])
    }
    const { say, row } = hq()
    for (const by of [R1, R2]) expect(say({ by, seen: 0, changes: [brought('b1')] }).outcome).toBe('accepted')
    expect(row('notes', 'N2')).toMatchObject({ batch_id: 'b1' })
  })

  it('[S-MERGE-7] in a table that repeats the second says the same row again', () => {
    const { say, row, cases } = hq()
    say({ changes: [insert('ticks', 'T1', { site_id: 'S1', done: 1, by: 'A' })] })
    expect(say({ by: R2, seen: 0, changes: [insert('ticks', 'T1', { site_id: 'S1', done: 1, by: 'B', note: 'x' })] }).outcome).toBe(
      'accepted',
    )
    expect(row('ticks', 'T1')).toEqual({ site_id: 'S1', done: 1, by: 'A', note: 'x' })
    expect(cases()).toEqual([])
  })

  it('[S-MERGE-7] a store that brings its history argues with nobody', () => {
    const { say, row, cases } = hq(NOTE)
    const founder = device('R3', { founding: true })
    say({ by: founder, seen: 0, changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Li' })] })
    expect(row('notes', 'N1')).toEqual(NOTE)
    expect(cases()).toEqual([])
  })

  it('[S-MERGE-7] [S-GUARD-7] what a standing hold covers is taken, also of a row that is there', () => {
    const { say, row } = hq(NOTE)
    const guards: Guard[] = [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: 'B', covers: [0], otherwise: [] }]
    say({ by: R2, seen: 0, changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Li' })], guards })
    expect(row('notes', 'N1')).toMatchObject({ name: 'Li', phone: '1' })
  })
})

describe('own writes', () => {
  it('[S-MERGE-3] a field written twice in one changeset, and again in the next, never conflicts', () => {
    const { say, row } = hq()
    expect(say({ seen: 0, changes: [set('phone', '2', '1'), set('phone', '3', '2')] }).outcome).toBe('accepted')
    expect(say({ seen: 0, changes: [set('phone', '4', '3')] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ phone: '4' })
  })

  it('[S-MERGE-3] later late values of one field and replica join the open case; a settled case is not reopened', () => {
    const { say, cases, ground } = hq()
    say({ by: R1, seen: 0, changes: [set('phone', '2', '1')] })
    const first = say({ by: R2, seen: 0, changes: [set('phone', '3', '1')] })
    const second = say({ by: R2, seen: 0, changes: [set('phone', '4', '3')] })
    expect(second).toMatchObject({ outcome: 'adjusted', cases: first.cases })
    expect(cases()).toHaveLength(1)
    expect(cases()[0]).toMatchObject({ mine: '{"phone":"4"}', theirs: '{"phone":"2"}', changeset_id: second.id })
    const id = first.cases[0] as string
    const doc = ground.doc('cases', id)
    if (doc) ground.setDoc('cases', id, { ...doc, image: { ...doc.image, state: 'resolved' } })
    expect(say({ by: R2, seen: 0, changes: [set('phone', '5', '4')] }).cases).not.toEqual(first.cases)
    expect(cases()).toHaveLength(2)
  })

  it('[S-MERGE-3] after its author saw the outcome, a late value is history', () => {
    const { say, row } = hq()
    say({ by: R1, seen: 0, changes: [set('phone', '2', '1')] })
    const late = say({ by: R2, seen: 0, changes: [set('phone', '3', '1')] })
    expect(say({ by: R2, seen: late.position, changes: [set('phone', '3', '2')] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ phone: '3' })
  })

  const dropping = (key: string): Guard[] => [{ kind: 'hold', key, of: key.slice(4), holder: 'B', covers: [0], otherwise: [] }]
  it('[S-MERGE-3] a chain of writes whose beginning was dropped is read against what HQ held', () => {
    const { say, row, cases } = hq()
    say({ guards: [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: 'A', covers: [], otherwise: [] }] })
    say({ by: R2, seen: 0, changes: [set('phone', '2', '1')], guards: dropping('vin:V1') })
    say({ by: R2, seen: 0, changes: [set('phone', '3', '2')], guards: dropping('vin:V1') })
    expect(say({ by: R2, seen: 0, changes: [set('phone', '4', '3')] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toMatchObject({ phone: '4' })
    expect(cases().map((c) => c['kind'])).toEqual(['hold', 'hold'])
  })

  it('[S-MERGE-3] but when another wrote meanwhile, it is late like any other', () => {
    const { say, row } = hq()
    say({ guards: [{ kind: 'hold', key: 'vin:V1', of: 'V1', holder: 'A', covers: [], otherwise: [] }] })
    say({ by: R2, seen: 0, changes: [set('phone', '2', '1')], guards: dropping('vin:V1') })
    say({ by: R1, seen: 1, changes: [set('phone', '9', '1')] })
    expect(say({ by: R2, seen: 0, changes: [set('phone', '4', '2')] }).outcome).toBe('adjusted')
    expect(row('notes', 'N1')).toMatchObject({ phone: '9' })
  })

  it('[S-MERGE-3] what changes a row whose insert was dropped goes into the insert’s case, and makes no half row', () => {
    const { say, row, cases, written } = hq()
    say({ guards: [{ kind: 'unique', key: 'no:1', row: 'X', covers: [], otherwise: [] }] })
    const add = insert('notes', 'N2', { site_id: 'S1', name: 'New' })
    const both = say({
      by: R2,
      seen: 0,
      changes: [add, update('notes', 'N2', { phone: '7' }, { phone: null })],
      guards: [{ kind: 'unique', key: 'no:1', row: 'N2', covers: [0], otherwise: [] }],
    })
    expect(both.outcome).toBe('adjusted')
    const follow = say({ by: R2, seen: 0, changes: [update('notes', 'N2', { phone: '8' }, { phone: '7' })] })
    expect(follow).toMatchObject({ outcome: 'adjusted', cases: both.cases })
    expect(row('notes', 'N2')).toBeNull()
    expect(written.docs.has(docKey('notes', 'N2'))).toBe(false)
    expect(cases()).toHaveLength(1)
    const kept = JSON.parse(JSON.parse(String(cases()[0]?.['mine'])).changes) as { op: string; set: Row }[]
    expect(kept.map((c) => c.set['phone'] ?? c.op)).toEqual(['insert', '7', '8'])
  })
})

describe('deletes', () => {
  it('[S-MERGE-4] a delete of a row as it is takes it; its last image stays', () => {
    const { say, row, ground } = hq()
    expect(say({ changes: [remove('notes', 'N1', NOTE)] })).toMatchObject({ outcome: 'accepted', effect: [{ op: 'delete', id: 'N1' }] })
    expect(row('notes', 'N1')).toBeNull()
    expect(ground.doc('notes', 'N1')?.image).toEqual(NOTE)
    expect(say({ changes: [remove('notes', 'N1', NOTE)] })).toMatchObject({ outcome: 'accepted', effect: [] })
  })

  it('[S-MERGE-4] a delete loses to an edit its author did not see, with a case', () => {
    const { say, row, cases } = hq()
    say({ by: R1, seen: 0, changes: [set('phone', '2', '1')] })
    expect(say({ by: R2, seen: 0, changes: [remove('notes', 'N1', NOTE)] }).outcome).toBe('adjusted')
    expect(row('notes', 'N1')).toEqual({ ...NOTE, phone: '2' })
    expect(cases()[0]).toMatchObject({ kind: 'delete', theirs: JSON.stringify({ ...NOTE, phone: '2' }) })
  })

  it('[S-MERGE-4] an edit brings a deleted row back whole, with a case', () => {
    const { say, row, cases } = hq()
    say({ by: R1, seen: 0, changes: [remove('notes', 'N1', NOTE)] })
    const edit = say({ by: R2, seen: 0, changes: [set('phone', '2', '1')] })
    expect(edit.outcome).toBe('adjusted')
    expect(edit.effect[0]).toEqual({ table: 'notes', id: 'N1', op: 'insert', set: { ...NOTE, phone: '2' } })
    expect(row('notes', 'N1')).toEqual({ ...NOTE, phone: '2' })
    expect(cases()[0]).toMatchObject({ kind: 'revived', mine: '{"phone":"2"}' })
  })

  it('[S-MERGE-4] an insert of a deleted id starts anew', () => {
    const { say, row } = hq()
    say({ changes: [remove('notes', 'N1', NOTE)] })
    expect(say({ changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Next' })] }).outcome).toBe('accepted')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', name: 'Next' })
  })
})

describe('ledgers and documents', () => {
  it('[S-MERGE-5] a ledger row is inserted once; the same id again changes nothing', () => {
    const { say, row } = hq()
    say({ changes: [insert('receipts', 'P1', { site_id: 'S1', amount_fen: 100 })] })
    expect(say({ changes: [insert('receipts', 'P1', { site_id: 'S1', amount_fen: 999, note: 'x' })] })).toMatchObject({
      outcome: 'accepted',
      effect: [],
    })
    expect(row('receipts', 'P1')).toEqual({ site_id: 'S1', amount_fen: 100 })
  })

  it('[S-MERGE-6] the loser of a document is one case that holds its whole version', () => {
    const { say, row, cases } = judgeOver({
      orders: [{ id: 'O1', image: { site_id: 'S1', rev: 1, price_fen: 5 } }],
      lines: [{ id: 'L1', image: { site_id: 'S1', order_id: 'O1', amount_fen: 1 } }],
    })
    const version = (price: number, amount: number) => ({
      changes: [
        update('orders', 'O1', { rev: 2, price_fen: price }, { rev: 1, price_fen: 5 }),
        update('lines', 'L1', { amount_fen: amount }, { amount_fen: 1 }),
        insert('lines', `L${amount}`, { site_id: 'S1', order_id: 'O1' }),
      ],
      guards: [{ kind: 'expect' as const, table: 'orders', id: 'O1', column: 'rev', value: 1, covers: [0, 1, 2], otherwise: [] }],
    })
    expect(say({ by: R1, seen: 0, ...version(6, 20) }).outcome).toBe('accepted')
    const loser = version(7, 30)
    expect(say({ by: R2, seen: 0, ...loser }).outcome).toBe('lost')
    expect(row('orders', 'O1')).toMatchObject({ rev: 2, price_fen: 6 })
    expect(row('lines', 'L1')).toMatchObject({ amount_fen: 20 })
    expect(row('lines', 'L30')).toBeNull()
    expect(cases()).toHaveLength(1)
    expect(cases()[0]).toMatchObject({ kind: 'expect', subject_table: 'orders', subject_id: 'O1', theirs: '{"rev":2}' })
    expect(JSON.parse(JSON.parse(String(cases()[0]?.['mine'])).changes)).toEqual(loser.changes)
  })

  it('[S-ERASE-1] an erased person’s columns take no value any more, by update or by insert', () => {
    const { say, row, ground } = hq()
    const doc = ground.doc('notes', 'N1')
    if (doc) ground.setDoc('notes', 'N1', { ...doc, image: { site_id: 'S1', phone: '1' }, erased: true })
    expect(say({ seen: 0, changes: [set('name', 'Wang again', 'Wang'), set('phone', '2', '1')] }).outcome).toBe('adjusted')
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', phone: '2' })
    say({ changes: [remove('notes', 'N1', { site_id: 'S1', phone: '2' })] })
    say({ changes: [insert('notes', 'N1', { site_id: 'S1', name: 'Wang', phone: '3' })] })
    expect(row('notes', 'N1')).toEqual({ site_id: 'S1', phone: '3' })
  })
})
