// Two desktops and a headquarters, each a real process, over real HTTPS on a network that misbehaves on command.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { HOLDER } from '../../src/shared/sync/arbitrate.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { files } from '../../src/shared/modules/documents/tables.ts'
import { orders } from '../../src/shared/modules/orders/tables.ts'
import { receipts } from '../../src/shared/modules/receivables/tables.ts'
import { vehicles } from '../../src/shared/modules/vehicles/tables.ts'
import { permissions } from '../../src/shared/permissions.ts'
import { roles, users } from '../../src/shared/modules/admin/tables.ts'
import type { Job } from '../../src/main/modules/handler.ts'
import { discard, retry } from '../../src/main/modules/sync/jobs.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

// Real processes on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let line1: Proxy
let line2: Proxy
let one: Desktop
let two: Desktop
const all = new Set<Desktop>()
const made = (name: string, options = {}): Desktop => {
  const d = desktop(name, options)
  all.add(d)
  return d
}

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  line1 = await proxyTo(() => hq.port)
  line2 = await proxyTo(() => hq.port)
  one = made('前台 1 号机')
  two = made('前台 2 号机')
  await one.join(await hq.code('昆山店'), line1.port)
  await two.join(await hq.code('昆山店'), line2.port)
})
afterAll(async () => {
  await Promise.all([...all].map((d) => d.remove()))
  await Promise.all([line1.close(), line2.close()])
  await hq.stop()
})

const WRITE = 'sync.takeMine'
const SELL = 'sync.cancelOrder'
/** The only command that may write customers and receipts at once is none; a case's way out comes near enough. */
const MIXED = 'sync.cancelOrder'
/** A job as dispatch would run it, for somebody who may do everything. */
const jobAt = (desk: Desktop) =>
  ({ who: desk.who(), store: () => desk.session, services: { desktop: { engine: () => desk.engine } } }) as unknown as Job
const FILE = 'documents.archive'
const person = (db: Writer, id: string): void =>
  db.put(customers, {
    id,
    kind: 'person',
    name: '林见川',
    phone: '13900000001',
    city: '苏州市',
    address: '观前街 1 号',
    createdAt: db.now,
    createdBy: 'u',
  } as never)
const settled = (...desks: Desktop[]) =>
  eventually(
    () => desks.map((d) => [d.session.pendingCount(), d.engine.status().mode, d.engine.status().behind]),
    (s) => s.every(([n, mode, behind]) => n === 0 && mode === 'online' && behind === 0),
  )
const cut = (): void => [line1, line2].forEach((l) => l.set({ kind: 'cut' }))
const mend = (): void => [line1, line2].forEach((l) => l.set({ kind: 'pass' }))
const agree = async (): Promise<void> => {
  await eventually(() => JSON.stringify(one.everything()) === JSON.stringify(two.everything()) || null)
  for (const d of [one, two]) expect(d.st.all('SELECT * FROM _sync_base')).toEqual([])
}

/** A car for both to sell, known to both. */
async function car(): Promise<{ id: string; vin: string }> {
  const id = one.session.newId()
  const vin = `LTEST${id.slice(-12)}`
  const facts = {
    stockNo: 'Y1',
    vin,
    brand: '青屿',
    series: 'E5',
    model: '长续航',
    energy: 'nev',
    listFen: 1,
    priceFen: 1,
    state: 'for-sale',
  }
  one.write(WRITE, (db) => db.put(vehicles, { id, siteId: db.who.site, ...facts, createdAt: db.now }))
  await eventually(() => two.row('vehicles', id))
  await settled(one, two)
  return { id, vin }
}
/** Sells it with a deposit, the way every sale does: what counts only with the car is covered by the hold. */
function sell(desk: Desktop, { id, vin }: { id: string; vin: string }): { order: string; changeset: string } {
  const order = desk.session.newId()
  const changeset = desk.write(SELL, (db) => {
    const money = { customerId: 'c', createdAt: db.now, consultantId: 'u', listFen: 100, priceFen: 90 }
    db.put(orders, { id: order, siteId: db.who.site, no: `SO-${desk.name}`, state: 'signed', ...money } as never)
    db.hold(`vin:${vin}`, id, order, {
      covering: () => {
        db.patch(vehicles, id, { state: 'sold', holderId: order })
        db.patch(orders, order, { state: 'reserved', vehicleId: id })
      },
      otherwise: (instead) => instead.patch(orders, order, { state: 'car-lost', lostTo: HOLDER }),
    })
    const cash = { kind: 'deposit', method: 'cash', amountFen: 500_000, receivedOn: '2026-11-22', receivedAt: db.now, receivedBy: 'u' }
    db.put(receipts, { id: db.newId(), siteId: db.who.site, no: `RC-${desk.name}`, orderId: order, customerId: 'c', ...cash } as never)
  })
  return { order, changeset }
}
const taken = (desk: Desktop, order: string) => desk.st.all('SELECT amount_fen FROM receipts WHERE order_id = ?', order)

describe('online', () => {
  test('[S-FEED-3] what one desktop writes the other shows at once, by the live channel', async () => {
    await eventually(() => two.engine.status().live && one.engine.status().live)
    const id = one.session.newId()
    const from = Date.now()
    const changeset = one.write(WRITE, (db) => person(db, id))
    await eventually(() => two.row('customers', id))
    // A tenth of it on a machine of its own; this one may be shared.
    expect(Date.now() - from).toBeLessThan(2_500)
    await settled(one, two)
    expect(one.state(changeset)).toBe('accepted')
    expect(two.st.one('SELECT state, command FROM _sync_changesets WHERE id = ?', changeset)).toEqual({ state: 'foreign', command: WRITE })
    await agree()
  })

  test('[S-RULE-1] a round that is asked for twice has the effect of one', async () => {
    const id = one.session.newId()
    one.write(WRITE, (db) => person(db, id))
    await Promise.all([one.engine.now(), one.engine.now(), one.engine.now()])
    await settled(one)
    await eventually(() => two.row('customers', id))
    expect(two.st.all('SELECT id FROM _sync_changesets WHERE n IN (SELECT n FROM _sync_touch WHERE row_id = ?)', id)).toHaveLength(1)
  })
})

describe('the line is dead', () => {
  test('[S-MERGE-2] phone on one desktop and address on the other: both survive', async () => {
    const id = one.session.newId()
    one.write(WRITE, (db) => person(db, id))
    await eventually(() => two.row('customers', id))
    cut()
    one.write(WRITE, (db) => db.patch(customers, id, { phone: '13900000002' }))
    two.write(WRITE, (db) => db.patch(customers, id, { address: '平江路 2 号' }))
    await eventually(() => [one, two].every((d) => d.engine.status().mode === 'offline'))
    expect(one.row('customers', id)).toMatchObject({ phone: '13900000002', address: '观前街 1 号' })
    mend()
    await settled(one, two)
    await agree()
    expect(one.row('customers', id)).toMatchObject({ phone: '13900000002', address: '平江路 2 号', city: '苏州市' })
    expect(one.st.all(`SELECT id FROM cases WHERE subject_id = ?`, id)).toEqual([])
  })

  test('[S-MERGE-1] the same field on both: what came first stays, the late value lies in a case of its author', async () => {
    const id = one.session.newId()
    one.write(WRITE, (db) => person(db, id))
    await eventually(() => two.row('customers', id))
    await settled(one, two)
    cut()
    one.write(WRITE, (db) => db.patch(customers, id, { phone: '13900000003' }))
    const late = two.write(WRITE, (db) => db.patch(customers, id, { phone: '13900000004' }))
    line1.set({ kind: 'pass' })
    await settled(one)
    line2.set({ kind: 'pass' })
    await settled(two)
    await agree()
    expect(two.row('customers', id)?.['phone']).toBe('13900000003')
    expect(two.state(late)).toBe('adjusted')
    expect(two.st.one('SELECT kind, mine, theirs, changeset_id FROM cases WHERE subject_id = ?', id)).toEqual({
      kind: 'field',
      mine: '{"phone":"13900000004"}',
      theirs: '{"phone":"13900000003"}',
      changeset_id: late,
    })
  })

  test('[S-GUARD-1, S-GUARD-2, S-GUARD-3] one car sold on both: one order holds it, the other is a case and keeps its deposit', async () => {
    const it = await car()
    cut()
    const first = sell(one, it)
    const second = sell(two, it)
    expect(two.row('vehicles', it.id)?.['holder_id']).toBe(second.order)
    line1.set({ kind: 'pass' })
    await settled(one)
    line2.set({ kind: 'pass' })
    await settled(two)
    await agree()
    for (const desk of [one, two]) {
      expect(desk.row('vehicles', it.id)).toMatchObject({ state: 'sold', holder_id: first.order })
      expect(desk.row('orders', first.order)?.['state']).toBe('reserved')
      expect(desk.row('orders', second.order)).toMatchObject({ state: 'car-lost', lost_to: first.order })
      expect(taken(desk, first.order)).toEqual([{ amount_fen: 500_000 }])
      expect(taken(desk, second.order)).toEqual([{ amount_fen: 500_000 }])
      expect(desk.st.all('SELECT kind, state FROM cases WHERE changeset_id = ?', second.changeset)).toEqual([
        { kind: 'hold', state: 'open' },
      ])
    }
    expect([one.state(first.changeset), two.state(second.changeset)]).toEqual(['accepted', 'lost'])
  })

  test('[S-CAP-1] typing is never held up: a hundred commands while the line is stalled, all there when it moves again', async () => {
    line1.set({ kind: 'stall' })
    const ids = Array.from({ length: 100 }, () => one.session.newId())
    const took: number[] = []
    for (const id of ids) {
      const from = performance.now()
      one.write(WRITE, (db) => person(db, id))
      took.push(performance.now() - from)
      await new Promise(setImmediate)
    }
    expect(took.toSorted((a, b) => a - b)[50]).toBeLessThan(50)
    line1.set({ kind: 'cut' })
    mend()
    await eventually(() => ids.every((id) => two.row('customers', id)))
    await settled(one, two)
    await agree()
  })
})

describe('the line is bad', () => {
  const traffic = (desk: Desktop, n: number): string[] =>
    Array.from({ length: n }, () => {
      const id = desk.session.newId()
      desk.write(WRITE, (db) => person(db, id))
      return id
    })

  test.each([
    ['breaks after a few bytes of each answer', { kind: 'truncate', bytes: 2_600 }],
    ['lets nothing of the answers through', { kind: 'deaf' }],
    ['is slow', { kind: 'delay', ms: 120 }],
  ] as const)('[S-FEED-3] it %s: nothing is lost and nothing doubled', async (_name, fault) => {
    line1.set(fault)
    line2.set(fault)
    const ids = [...traffic(one, 12), ...traffic(two, 12)]
    await new Promise((done) => setTimeout(done, 1_000))
    cut()
    mend()
    await eventually(() => [one, two].every((d) => ids.every((id) => d.row('customers', id))))
    await settled(one, two)
    await agree()
    for (const id of ids) expect(one.st.one('SELECT count(*) AS n FROM _sync_touch WHERE row_id = ?', id)).toEqual({ n: 1 })
  })

  test('[S-FEED-3] the worker killed again and again mid-round: started anew, nobody notices', async () => {
    const ids: string[] = []
    const modes = new Set<string>()
    for (let turn = 0; turn < 6; turn++) {
      ids.push(...traffic(one, 20))
      await new Promise((done) => setTimeout(done, 20 + turn * 15))
      one.workers.at(-1)?.kill()
      modes.add(one.engine.status().mode)
    }
    await eventually(() => ids.every((id) => two.row('customers', id)))
    await settled(one, two)
    await agree()
    expect(one.workers.length).toBeGreaterThan(3)
    expect(modes).not.toContain('problem')
  })

  test('[S-RULE-1] HQ killed with rounds in flight: what it acknowledged it still knows, the rest comes again', async () => {
    const ids: string[] = []
    for (let turn = 0; turn < 2; turn++) {
      ids.push(...traffic(one, 25), ...traffic(two, 25))
      await new Promise((done) => setTimeout(done, 40 + 60 * turn))
      await hq.kill()
      await hq.start()
    }
    await eventually(() => [one, two].every((d) => ids.every((id) => d.row('customers', id))), Boolean, 20_000)
    await settled(one, two)
    await agree()
    for (const id of ids) expect(one.st.one('SELECT count(*) AS n FROM _sync_touch WHERE row_id = ?', id)).toEqual({ n: 1 })
  })

  test('[S-SHOW-4] a desktop killed with rounds in flight goes on where its file stands', async () => {
    const ids = [...traffic(two, 30)]
    await new Promise((done) => setTimeout(done, 30))
    two.crash()
    ids.push(...traffic(one, 30))
    two = made('前台 2 号机', { folder: two.folder })
    two.engine.start()
    await eventually(() => [one, two].every((d) => ids.every((id) => d.row('customers', id))))
    await settled(one, two)
    await agree()
  })
})

describe('what HQ cannot accept', () => {
  test('[S-RULE-3] a quarantined changeset delays only those that build on it, and money in it counts at once', async () => {
    const stranger = { user: '019a0000-0000-7000-8000-0000000000ff' }
    const id = one.session.newId()
    const receipt = one.session.newId()
    const poisoned = one.write(
      SELL,
      (db) => {
        db.put(orders, {
          id,
          no: 'SO-Q',
          state: 'draft',
          customerId: 'c',
          consultantId: 'u',
          listFen: 1,
          priceFen: 1,
          createdAt: db.now,
        } as never)
        const cash = { kind: 'deposit', method: 'cash', amountFen: 7, receivedOn: '2026-11-22', receivedAt: db.now, receivedBy: 'u' }
        db.put(receipts, { id: receipt, no: 'RC-Q', orderId: id, customerId: 'c', ...cash } as never)
      },
      stranger,
    )
    const behind = one.write(SELL, (db) => {
      db.revise(orders, id)
      db.patch(orders, id, { note: '加装脚垫' })
    })
    const free = one.session.newId()
    one.write(WRITE, (db) => person(db, free))
    await eventually(() => two.row('customers', free))
    await settled(one, two)
    expect([one.state(poisoned), one.state(behind)]).toEqual(['quarantined', 'quarantined'])
    expect(one.st.one('SELECT reason FROM _sync_changesets WHERE id = ?', poisoned)).toEqual({ reason: `unknown-actor ${stranger.user}` })
    expect(one.st.one('SELECT reason FROM _sync_changesets WHERE id = ?', behind)).toEqual({ reason: `waits-for ${poisoned}` })
    // Here the order shows still; there only its money does.
    expect(one.row('orders', id)?.['note']).toBe('加装脚垫')
    expect(two.row('orders', id)).toBeNull()
    expect(two.row('receipts', receipt)?.['amount_fen']).toBe(7)

    // Words for an administrator.
    const listed = one.run('sync.quarantine', {}, { permissions: new Set(permissions) })
    expect(listed.map((q) => [q.id, q.reason, q.about, q.keepsMoney])).toEqual([
      [poisoned, 'unknown-actor', stranger.user, true],
      [behind, 'waits-for', poisoned, false],
    ])

    // The person is made known at headquarters, and both are judged again.
    const head = made('总部')
    await head.join(await hq.code('昆山店', { group: true }))
    head.write('admin.establish', (db) => {
      db.put(roles, { id: 'r-seller', name: '销售', permissions: JSON.stringify(['sync.resolve']) })
      db.put(users, {
        id: stranger.user,
        name: '新人',
        login: 'new',
        roleIds: JSON.stringify(['r-seller']),
        siteIds: JSON.stringify([one.who().site]),
      })
    })
    await settled(head)
    expect(await retry(jobAt(one), { ids: [poisoned] })).toEqual({ count: 2 })
    await eventually(
      () => [one.state(poisoned), one.state(behind)],
      (s) => s.every((state) => state === 'accepted'),
    )
    await eventually(() => two.row('orders', id)?.['note'] === '加装脚垫')
    expect(one.st.all('SELECT * FROM _sync_wishes')).toEqual([])
    await head.remove()
    all.delete(head)
    await agree()
  })

  test('[S-RULE-3] given up: its values go, its money stays, and what waited for it is judged by itself', async () => {
    const stranger = { user: '019a0000-0000-7000-8000-0000000000fe' }
    const id = one.session.newId()
    one.write(WRITE, (db) => person(db, id))
    await eventually(() => two.row('customers', id))
    const receipt = one.session.newId()
    const poisoned = one.write(
      MIXED,
      (db) => {
        db.patch(customers, id, { phone: '13900009999' })
        const cash = { kind: 'deposit', method: 'cash', amountFen: 9, receivedOn: '2026-11-22', receivedAt: db.now, receivedBy: 'u' }
        db.put(receipts, { id: receipt, no: 'RC-D', orderId: 'o', customerId: id, ...cash } as never)
      },
      stranger,
    )
    const behind = one.write(WRITE, (db) => db.patch(customers, id, { wechat: 'lin' }))
    await eventually(
      () => [one.state(poisoned), one.state(behind)],
      (s) => s.every((state) => state === 'quarantined'),
    )
    expect(one.row('customers', id)?.['phone']).toBe('13900009999')
    await discard(jobAt(one), { id: poisoned, reason: '输错了客户' })
    expect(one.row('customers', id)).toMatchObject({ phone: '13900000001', wechat: 'lin' })
    await eventually(() => one.state(behind) === 'accepted')
    await agree()
    for (const d of [one, two]) {
      expect(d.row('customers', id)).toMatchObject({ phone: '13900000001', wechat: 'lin' })
      expect(d.row('receipts', receipt)?.['amount_fen']).toBe(9)
    }
    expect(one.st.one('SELECT state, reason FROM _sync_changesets WHERE id = ?', poisoned)).toEqual({
      state: 'discarded',
      reason: '输错了客户',
    })
    expect(
      one.st
        .all<{ command: string }>(`SELECT command FROM _sync_changesets WHERE command IN ('sync.retry', 'sync.discard') ORDER BY n`)
        .map((c) => c.command),
    ).toEqual(['sync.retry', 'sync.discard'])
    await expect(discard(jobAt(one), { id: poisoned, reason: '再来一次' })).rejects.toMatchObject({ code: 'not-quarantined' })
  })
})

describe('photos and papers', () => {
  test('[S-FEED-3] the bytes of a file travel beside its row, over a line that breaks, and come out the same', async () => {
    const bytes = new Uint8Array(1_700_000).map((_, i) => (i * 7919) % 251)
    const { sha256, size } = one.files.put(bytes)
    line1.set({ kind: 'delay', ms: 5 })
    const about = { sha256, size, kind: 'application/pdf', name: '合同.pdf' }
    one.write(FILE, (db) => db.put(files, { id: db.newId(), siteId: db.who.site, ...about, replica: db.who.replica, createdAt: db.now }))
    setTimeout(() => line1.set({ kind: 'cut' }), 250)
    setTimeout(mend, 500)
    await eventually(() => one.st.one('SELECT sha256 FROM _sync_files'))
    await eventually(() => two.st.one('SELECT id FROM files'))
    expect(two.files.has(sha256)).toBe(false)
    expect(await two.engine.fetch(sha256)).toBe(true)
    expect(Buffer.from(two.files.get(sha256) ?? []).equals(Buffer.from(bytes))).toBe(true)
    expect(await two.engine.fetch('0'.repeat(64))).toBe(false)
  })
})
