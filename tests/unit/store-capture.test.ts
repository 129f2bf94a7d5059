// Capture: what a command writes and the change that says so are one transaction, chained and repeatable by attempt.
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { orders } from '../../src/shared/modules/orders/tables.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { receipts } from '../../src/shared/modules/receivables/tables.ts'
import { vehicleCosts, vehicles } from '../../src/shared/modules/vehicles/tables.ts'
import { applyBatch } from '../../src/main/store/inbox.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { changesOf, setState, verifyChain } from '../../src/main/store/outbox.ts'
import { createSession } from '../../src/main/store/session.ts'
import { statementsOf } from '../../src/main/store/statements.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'
import { killable } from '../support/kill.ts'
import { SITE, somebody, testStore } from '../support/store.ts'

const anyone = (db: Writer, id: string, over: object = {}): void =>
  db.put(customers, {
    id,
    siteId: SITE,
    kind: 'person',
    name: '贺知遥',
    phone: '13900008826',
    createdAt: db.now,
    createdBy: db.who.user,
    ...over,
  })
const order = (db: Writer, id: string): void =>
  db.put(orders, {
    id,
    siteId: SITE,
    no: `SO-${id}`,
    state: 'draft',
    customerId: 'c1',
    consultantId: 'u1',
    listFen: 100,
    priceFen: 90,
    createdAt: db.now,
  })
const joinedStore = () => {
  const store = testStore({ joined: true })
  const write = (work: (db: Writer) => void, attempt: string | null = null) =>
    store.session.write(somebody(), { command: 'test.write', writes: null, attempt }, work)
  const payload = (n: number) =>
    JSON.parse(store.st.one<{ payload: string }>('SELECT payload FROM _sync_changesets WHERE n = ?', n)?.payload ?? '') as {
      changes: never[]
      guards: never[]
    }
  return { ...store, write, payload }
}

describe('one transaction', () => {
  test('[S-CAP-1] a refused command leaves neither row nor change nor link nor reply', () => {
    const { st, session, write } = joinedStore()
    write((db) => anyone(db, 'c1'))
    const before = { ...session.chain() }
    expect(() =>
      write((db) => {
        anyone(db, 'c2')
        db.patch(customers, 'c1', { phone: '13900000000' })
        throw new Error('the business says no')
      }, 'attempt-1'),
    ).toThrow('the business says no')
    expect(st.all('SELECT id FROM customers')).toEqual([{ id: 'c1' }])
    expect(st.one('SELECT phone FROM customers')).toEqual({ phone: '13900008826' })
    expect(st.one('SELECT count(*) AS n FROM _sync_changesets')).toEqual({ n: 1 })
    expect(st.one('SELECT count(*) AS n FROM _attempts')).toEqual({ n: 0 })
    expect(st.one('SELECT count(*) AS n FROM _sync_base')).toEqual({ n: 1 })
    expect(session.chain()).toEqual(before)
  })

  test('[S-CAP-1] a command that declares other tables cannot write this one', () => {
    const { session } = joinedStore()
    expect(() => session.write(somebody(), { command: 'x.y', writes: new Set(['orders']) }, (db) => anyone(db, 'c1'))).toThrow(
      'does not declare',
    )
  })

  test('[S-CAP-1] commits survive a power cut as far as SQLite can say: WAL with synchronous FULL', () => {
    const raw = openDatabase({ file: join(tempFolder(), 'store.db'), key: null })
    afterAll(removeFolders)
    expect([raw.pragma('journal_mode', { simple: true }), raw.pragma('synchronous', { simple: true })]).toEqual(['wal', 2])
    raw.close()
  })

  test('[S-CAP-1] killed at any statement, the file holds the whole command or nothing of it', () => {
    const { raw, kill, images, remove } = killable()
    afterAll(remove)
    const session = createSession(raw)
    setState(session.st, 'replica', 'r')
    setState(session.st, 'hq', 'hq')
    session.write(somebody(), { command: 'a.b', writes: null }, (db) => {
      anyone(db, 'c1')
      order(db, 'o1')
    })
    images.length = 0
    session.write(somebody(), { command: 'a.b', writes: null, attempt: 'attempt-2' }, (db) => {
      db.revise(orders, 'o1')
      db.patch(orders, 'o1', { state: 'signed' })
      db.put(receipts, {
        id: 'r1',
        siteId: SITE,
        no: 'RC-1',
        orderId: 'o1',
        customerId: 'c1',
        kind: 'deposit',
        method: 'cash',
        amountFen: 500_000,
        receivedOn: '2026-11-22',
        receivedAt: 1,
        receivedBy: 'u1',
      })
    })
    kill()

    expect(images.length).toBeGreaterThan(8)
    const seen = new Set<string>()
    for (const image of images) {
      const copy = openDatabase({ file: image, key: null })
      const st = statementsOf(copy)
      const state = {
        order: st.one<{ state: string; rev: number }>('SELECT state, rev FROM orders'),
        receipts: st.all('SELECT id FROM receipts').length,
        changesets: st.all('SELECT id FROM _sync_changesets').length,
        attempts: st.all('SELECT attempt FROM _attempts').length,
        bases: st.all('SELECT row_id FROM _sync_base').length,
      }
      seen.add(JSON.stringify(state))
      expect(verifyChain(st)).toBeNull()
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
      copy.close()
    }
    expect([...seen].sort()).toEqual(
      [
        { order: { state: 'draft', rev: 1 }, receipts: 0, changesets: 1, attempts: 0, bases: 2 },
        { order: { state: 'signed', rev: 2 }, receipts: 1, changesets: 2, attempts: 1, bases: 3 },
      ].map((s) => JSON.stringify(s)),
    )
  })

  test('[S-CAP-1] [S-CAP-3] a command that fails after its line was written leaves no gap in the chain', () => {
    const { write, st } = joinedStore()
    write((db) => anyone(db, 'c1'), 'attempt-1')
    // The line is there when the attempt turns out to be known.
    expect(() => write((db) => anyone(db, 'c2'), 'attempt-1')).toThrow(/UNIQUE/)
    write((db) => anyone(db, 'c3'))
    expect(st.all('SELECT seq FROM _sync_changesets ORDER BY n')).toEqual([{ seq: 1 }, { seq: 2 }])
    expect(verifyChain(st)).toBeNull()
  })

  test('[S-CAP-5] a repeated attempt finds the first reply', () => {
    const { session } = joinedStore()
    const id = session.write(somebody(), { command: 'a.b', writes: null, attempt: 'attempt-3' }, (db) => {
      anyone(db, 'c1')
      return { id: 'c1' }
    })
    expect(JSON.parse(session.replyTo('attempt-3') ?? '')).toEqual(id)
    expect(session.replyTo('attempt-4')).toBeNull()
  })
})

describe('what a change says', () => {
  test('[S-CAP-2] an update carries only what changed, with what its author saw', () => {
    const { write, payload } = joinedStore()
    write((db) => anyone(db, 'c1'))
    write((db) => db.patch(customers, 'c1', { phone: '13911112222', name: '贺知遥', wechat: null }))
    expect(payload(2).changes).toEqual([
      { table: 'customers', id: 'c1', op: 'update', set: { phone: '13911112222' }, was: { phone: '13900008826' } },
    ])
  })

  test('[S-CAP-2] the columns of a group travel together', () => {
    const { write, payload } = joinedStore()
    write((db) => anyone(db, 'c1', { province: '江苏省', city: '苏州市', address: '观前街 1 号' }))
    write((db) => db.patch(customers, 'c1', { address: '平江路 2 号' }))
    expect(payload(2).changes).toEqual([
      {
        table: 'customers',
        id: 'c1',
        op: 'update',
        set: { address: '平江路 2 号', province: '江苏省', city: '苏州市', district: null },
        was: { address: '观前街 1 号', province: '江苏省', city: '苏州市', district: null },
      },
    ])
  })

  test('[S-CAP-2] a command that changes nothing of what is there writes no change', () => {
    const { write, payload } = joinedStore()
    write((db) => anyone(db, 'c1'))
    write((db) => db.patch(customers, 'c1', { name: '贺知遥' }))
    expect(payload(2).changes).toEqual([])
  })

  test('[S-CAP-4] after names the newest pending changeset of each row written, guarded or referred to', () => {
    const { st, write } = joinedStore()
    const ids = () =>
      st
        .all<{ id: string; after: string }>('SELECT id, after FROM _sync_changesets ORDER BY n')
        .map((r) => ({ id: r.id, after: JSON.parse(r.after) as string[] }))
    write((db) => anyone(db, 'c1'))
    write((db) => anyone(db, 'c2'))
    write((db) => db.patch(customers, 'c1', { level: 'A' }))
    write((db) => order(db, 'o1'))
    write((db) => db.hold('vin:X', 'x', 'o1', { covering: () => undefined }))
    const [first, second, third, fourth, fifth] = ids()
    expect(first?.after).toEqual([])
    expect(second?.after).toEqual([])
    expect(third?.after).toEqual([first?.id])
    expect(fourth?.after).toEqual([third?.id])
    expect(fifth?.after).toEqual([fourth?.id])
    // What HQ has ruled on is waited for no more.
    const ruling = { changeset: third?.id ?? '', seq: 3, outcome: 'accepted' as const, position: 1, cases: [] }
    st.raw.transaction(() => applyBatch(st, { entries: [], rulings: [ruling], position: { number: 1, nonce: 'n' } }, 1))()
    write((db) => db.patch(customers, 'c1', { level: 'B' }))
    expect(ids().at(-1)?.after).toEqual([first?.id])
  })

  test('[S-CAP-2] two rows of different tables under one id keep their changes and confirmed images apart', () => {
    const { st, write } = joinedStore()
    const car = {
      siteId: SITE,
      stockNo: 'Y1',
      vin: 'LTEST000000000001',
      brand: '青屿',
      series: 'E5',
      model: '长续航',
      energy: 'nev',
      listFen: 1,
      priceFen: 1,
      state: 'for-sale',
    }
    write((db) => {
      db.put(vehicles, { id: 'v1', ...car, createdAt: db.now })
      db.put(vehicleCosts, { id: 'v1', siteId: SITE, costFen: 7 })
    })
    expect(st.all('SELECT table_name, present FROM _sync_base ORDER BY table_name')).toEqual([
      { table_name: 'vehicle_costs', present: 0 },
      { table_name: 'vehicles', present: 0 },
    ])
    const id = st.one<{ id: string }>('SELECT id FROM _sync_changesets')?.id ?? ''
    const changes = changesOf(st.one<{ payload: string }>('SELECT payload FROM _sync_changesets')?.payload ?? null)
    const entry = {
      number: 1,
      nonce: 'n',
      changeset: id,
      replica: 'replica-1',
      command: 'x.y',
      actor: 'u',
      deviceTime: 1,
      receivedAt: 1,
      changes: [...changes],
    }
    st.raw.transaction(() =>
      applyBatch(
        st,
        {
          entries: [entry],
          rulings: [{ changeset: id, seq: 1, outcome: 'accepted', position: 1, cases: [] }],
          position: { number: 1, nonce: 'n' },
        },
        1,
      ),
    )()
    expect(st.one('SELECT stock_no, holder_id FROM vehicles')).toEqual({ stock_no: 'Y1', holder_id: null })
    expect(st.one('SELECT cost_fen FROM vehicle_costs')).toEqual({ cost_fen: 7 })
    expect(st.all('SELECT * FROM _sync_base')).toEqual([])
  })
})

describe('the chain', () => {
  const filled = () => {
    const store = joinedStore()
    for (let i = 0; i < 6; i++) store.write((db) => anyone(db, `c${i}`))
    return store
  }
  test('[S-CAP-3] seq is gapless and the chain verifies', () => {
    const { st } = filled()
    expect(st.all<{ seq: number }>('SELECT seq FROM _sync_changesets ORDER BY n').map((r) => r.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(verifyChain(st)).toBeNull()
  })
  test.each([
    ['a changed payload', `UPDATE _sync_changesets SET payload = replace(payload, '贺知遥', '何知遥') WHERE n = 4`, 4],
    ['a changed actor', `UPDATE _sync_changesets SET actor = 'somebody else' WHERE n = 3`, 3],
    ['a changed time', `UPDATE _sync_changesets SET device_time = device_time + 1 WHERE n = 5`, 5],
    ['a removed line', `DELETE FROM _sync_changesets WHERE n = 2`, 3],
    ['a line moved to the end', `UPDATE _sync_changesets SET n = 1000 WHERE n = 3`, 4],
    [
      'a payload and its digest exchanged',
      `UPDATE _sync_changesets SET payload = '{}', payload_digest = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE n = 2`,
      2,
    ],
  ])('[S-CAP-3] %s is found', (_name, sql, at) => {
    const { st } = filled()
    st.raw.exec(sql)
    expect(verifyChain(st)).toBe(at)
  })
  test('[S-CAP-3] a blanked payload does not break it, and a new incarnation begins at 1', () => {
    const { st, session, write } = filled()
    st.raw.exec('UPDATE _sync_changesets SET payload = NULL WHERE n = 2')
    session.setState('incarnation', '2')
    write((db) => anyone(db, 'c9'))
    expect(st.one('SELECT incarnation, seq, prev_hash FROM _sync_changesets ORDER BY n DESC')).toEqual({
      incarnation: 2,
      seq: 1,
      prev_hash: '',
    })
    expect(verifyChain(st)).toBeNull()
  })
})
