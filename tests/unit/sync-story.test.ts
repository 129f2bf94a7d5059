// The story: a store founds a headquarters, a second desk joins, the line dies, both sell the same car, and every way out
// of what comes of it is one call whose traces lie in the ledger. Real commands, real processes, a real network.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { cutOff, type Desktop, desktop, eventually, KEY } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person, quoteOf, refused, type Shop, userId } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

// Real processes on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let line1: Proxy
let line2: Proxy
let one: Desktop
let two: Desktop
let shop: Shop
const consultant = person('consultant')
const colleague = person('colleague', { reach: 'own' })
const manager = person('manager')
const cashier = person('cashier')

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  line1 = await proxyTo(() => hq.port)
  line2 = await proxyTo(() => hq.port)
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  for (const serial of [6707, 6708, 6709, 6710]) shop.arrive(serial)
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  one = desktop('前台 1 号机', { folder })
  await one.join(await hq.code('昆山店', { group: true }), line1.port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
  two = desktop('前台 2 号机')
  await two.join(await hq.code('昆山店'), line2.port)
  await agree()
})
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await Promise.all([line1.close(), line2.close()])
  await hq.stop()
})

/** The first row two desktops do not agree on. */
function different(a: Desktop, b: Desktop): unknown {
  const [left, right] = [a.everything(), b.everything()]
  const key = [...new Set([...Object.keys(left), ...Object.keys(right)])].find((k) => JSON.stringify(left[k]) !== JSON.stringify(right[k]))
  return key === undefined ? null : { key, left: left[key], right: right[key] }
}
const agree = async (): Promise<void> => {
  await eventually(() =>
    [one, two].every((d) => d.session.pendingCount() === 0 && d.engine.status().mode === 'online' && d.engine.status().behind === 0),
  )
  await eventually(
    () => different(one, two),
    (found) => found === null,
  )
  for (const d of [one, two]) expect(d.st.all('SELECT * FROM _sync_base')).toEqual([])
}
const cut = (): void => [line1, line2].forEach((l) => l.set({ kind: 'cut' }))
const mend = (): void => [line1, line2].forEach((l) => l.set({ kind: 'pass' }))
type Somebody = typeof consultant

/** Quote, order, signature with the car, and a deposit in cash. */
function sell(desk: Desktop, who: Somebody, vehicleId: string): string {
  const customerId = desk.run(
    'customers.add',
    { name: '贺知遥', phone: `139${String(Date.now()).slice(-8)}`, gender: 'female', evenSo: '同名' },
    who,
  ).id
  const { id } = desk.run('orders.draft', { ...quoteOf(shop), customerId, vehicleId, priceFen: 18_990_000 } as never, who)
  const orderId = id as never
  desk.run('orders.place', { id: orderId }, who)
  const { termsRev } = desk.run('orders.card', { id: orderId }, who)
  desk.run('orders.sign', { id: orderId, termsRev, reserve: true }, who)
  desk.run('receivables.receive', { orderId, method: 'cash', amountFen: 500_000, kind: 'earnest' }, who)
  return id
}
/** Both sell the same car while the line is dead; one's word comes first. Returns the case the second meets. */
async function doubleSale(vehicleId: string): Promise<{ first: string; second: string; caseId: string }> {
  cut()
  await cutOff(one, two)
  const first = sell(one, consultant, vehicleId)
  const second = sell(two, colleague, vehicleId)
  line1.set({ kind: 'pass' })
  await one.engine.now()
  await eventually(() => one.session.pendingCount() === 0)
  mend()
  await two.engine.now()
  await agree()
  const found = two.run('sync.cases', {}, colleague).find((c) => c.subject?.id === second)
  if (!found) throw new Error('no case')
  return { first, second, caseId: found.id }
}
const money = (desk: Desktop, orderId: string) =>
  desk.st
    .all<{ fen: number }>('SELECT amount_fen AS fen FROM receipts WHERE order_id = ? ORDER BY received_at, amount_fen DESC', orderId)
    .map((r) => r.fen)

describe('one car, two desks', () => {
  test('[S-RULE-4] the case tells both sides, what is safe and the ways out; another car settles it', async () => {
    const [car, spare] = [shop.cars[0] as string, shop.cars[1] as string]
    const { first, second, caseId } = await doubleSale(car)
    expect(two.run('sync.status', {}, colleague)).toMatchObject({ joined: true, online: true, cases: 1, waiting: 0 })
    expect(one.run('sync.status', {}, consultant).cases).toBe(0)

    const card = two.run('sync.case', { id: caseId }, colleague)
    expect(card).toMatchObject({
      kind: 'hold',
      open: true,
      forMe: true,
      takenFen: 500_000,
      subject: { table: 'orders', id: second, name: '贺知遥' },
      mine: { who: '许南枝', desktop: '前台 2 号机', site: '昆山店', me: true, command: 'orders.sign' },
      theirs: { who: '陈屿', desktop: '前台 1 号机', site: '昆山店', command: 'orders.sign' },
      customer: { name: '贺知遥', gender: 'female' },
      vehicle: { id: car, exterior: '曜石黑' },
    })
    expect(card.customer?.phone).toMatch(/^139\*{4}\d{4}$/)
    expect(card.earlierMs).toBeGreaterThan(0)
    expect(card.theirs?.orderNo).toBe(one.run('orders.card', { id: first as never }, consultant).no)
    expect(card.remedies.map((r) => [r.kind, r.needs])).toEqual([
      ['change-car', null],
      ['cancel-order', null],
      ['hand-over', null],
    ])
    expect(card.remedies[0]).toMatchObject({ cars: [{ id: spare, sameColour: true, differenceFen: 0 }, {}, {}, {}] })
    expect(card.remedies[1]).toMatchObject({ refundFen: 500_000, method: 'cash', refundsNow: false })
    expect(card.remedies[2]).toMatchObject({ to: { name: '顾听澜' } })
    expect(two.run('orders.card', { id: second as never }, colleague).stage).toBe('car-lost')

    two.run('sync.changeCar', { id: caseId, vehicleId: spare as never }, colleague)
    expect(two.run('sync.case', { id: caseId }, colleague)).toMatchObject({
      open: false,
      remedies: [],
      resolution: { kind: 'changed-car', by: '许南枝' },
    })
    expect(refused(() => two.run('sync.changeCar', { id: caseId, vehicleId: spare as never }, colleague)).code).toBe('settled')
    await agree()
    for (const d of [one, two]) {
      expect(d.row('vehicles', car)).toMatchObject({ holder_id: first })
      expect(d.row('vehicles', spare)).toMatchObject({ holder_id: second })
      expect(money(d, second)).toEqual([500_000])
    }
    const after = two.run('orders.card', { id: second as never }, colleague)
    expect(after).toMatchObject({ stage: 'reserved', hold: 'firm', lostTo: null, money: { netFen: 500_000 } })
    expect(two.run('sync.status', {}, colleague).cases).toBe(0)
    expect(two.run('sync.recent', {}, colleague).rows[0]).toMatchObject({ kind: expect.stringMatching(/resolved|accepted/) as never })
  })

  test('[S-RULE-4] [S-CASE-3] handed to the manager, ended with the money given back the way it came', async () => {
    const car = shop.cars[2] as string
    const { first, second, caseId } = await doubleSale(car)
    expect(refused(() => two.run('sync.handOver', { id: caseId, to: 'nobody' }, colleague)).code).toBe('cannot-decide')
    two.run('sync.comment', { id: caseId, text: '客户下午再来' }, colleague)
    two.run('sync.handOver', { id: caseId, to: userId('manager') }, colleague)
    await agree()
    one.run('sync.comment', { id: caseId, text: '我来打电话' }, manager)
    await agree()
    for (const d of [one, two])
      expect(d.run('sync.case', { id: caseId }, manager).comments.map(({ who, headquarters, text }) => [who, headquarters, text])).toEqual([
        ['许南枝', false, '客户下午再来'],
        [expect.any(String), false, '我来打电话'],
      ])
    expect(two.run('sync.cases', {}, colleague)).toEqual([])
    expect(one.run('sync.cases', {}, manager).map((c) => [c.id, c.forMe])).toEqual([[caseId, true]])
    // The manager may end it; only the cashier may also pay out.
    expect(one.run('sync.case', { id: caseId }, manager).remedies.find((r) => r.kind === 'cancel-order')).toMatchObject({
      needs: null,
      refundsNow: false,
    })
    const paying = { ...cashier, permissions: new Set([...cashier.permissions, 'orders.edit' as const]) }
    expect(one.run('sync.cancelOrder', { id: caseId, reason: '客户不愿等' }, paying)).toEqual({
      id: caseId,
      refundedFen: 500_000,
      leftFen: 0,
    })
    await agree()
    for (const d of [one, two]) {
      expect(d.row('orders', second)).toMatchObject({ state: 'cancelled', cancel_kind: 'car-lost' })
      expect(money(d, second)).toEqual([500_000, -500_000])
      expect(d.row('vehicles', car)).toMatchObject({ holder_id: first })
      expect(d.row('cases', caseId)).toMatchObject({ state: 'resolved', resolution: 'cancelled-order' })
    }
  })

  test('[S-GUARD-6] settled on two desks at once: the first stands, what the second did with it does not count twice', async () => {
    const spares = one.run('orders.candidates', {}, manager).filter((c) => c.ownSite)
    const [car, a, b] = spares.map((c) => c.id)
    const { second, caseId } = await doubleSale(car as string)
    cut()
    one.run('sync.changeCar', { id: caseId, vehicleId: a as never }, manager)
    two.run('sync.changeCar', { id: caseId, vehicleId: b as never }, colleague)
    line1.set({ kind: 'pass' })
    await one.engine.now()
    await eventually(() => one.session.pendingCount() === 0)
    mend()
    await two.engine.now()
    await agree()
    for (const d of [one, two]) {
      expect(d.row('vehicles', a as string)).toMatchObject({ holder_id: second })
      expect(d.row('vehicles', b as string)?.['holder_id']).toBeUndefined()
      expect(d.row('orders', second)).toMatchObject({ vehicle_id: a, state: 'reserved' })
    }
    const again = two.run('sync.cases', {}, colleague)
    expect(again.length).toBeGreaterThan(0)
    for (const c of again) two.run('sync.resolveCase', { id: c.id, resolution: 'kept-theirs' }, colleague)
    expect(two.run('sync.status', {}, colleague).cases).toBe(0)
    await agree()
  })
})

describe('one customer, two desks', () => {
  test('[S-MERGE-1] the late phone is shown beside the one that is there and taken with one call', async () => {
    const id = one.run('customers.add', { name: '林见川', phone: '13800001111' }, consultant).id
    await agree()
    cut()
    one.run('customers.correct', { id, fields: { phone: '13800002222' } }, consultant)
    two.run('customers.correct', { id, fields: { phone: '13800003333', address: '平江路 2 号' } }, manager)
    line1.set({ kind: 'pass' })
    await one.engine.now()
    mend()
    await two.engine.now()
    await agree()
    const [found] = two.run('sync.cases', {}, manager).filter((c) => c.kind === 'field')
    const card = two.run('sync.case', { id: found?.id ?? '' }, manager)
    expect(card.fields).toEqual([{ table: 'customers', column: 'phone', mine: '138****3333', theirs: '138****2222' }])
    expect(card).toMatchObject({ theirs: { who: '陈屿' }, mine: { who: '顾听澜' }, customer: { name: '林见川' } })
    expect(card.remedies.map((r) => r.kind)).toEqual(['take-mine', 'keep-theirs', 'hand-over'])
    two.run('sync.takeMine', { id: card.id }, manager)
    await agree()
    for (const d of [one, two]) expect(d.row('customers', id)).toMatchObject({ phone: '13800003333', address: '平江路 2 号' })
    expect(one.row('cases', card.id)).toMatchObject({ resolution: 'took-mine', resolved_by: userId('manager') })
  })
})

describe('one row made at two desks', () => {
  test('[S-MERGE-7] a month’s target set at both while the line is dead: the first stands, the other is shown', async () => {
    const target = { month: '2027-03', personId: null, measure: 'deliveries' } as const
    cut()
    const { id } = one.run('targets.setTarget', { ...target, value: 20 }, manager)
    expect(two.run('targets.setTarget', { ...target, value: 25 }, manager)).toEqual({ id })
    line1.set({ kind: 'pass' })
    await one.engine.now()
    await eventually(() => one.session.pendingCount() === 0)
    mend()
    await two.engine.now()
    await agree()
    expect(two.row('targets', id)).toMatchObject({ value: 20 })
    const [found] = two.run('sync.cases', {}, manager).filter((c) => c.kind === 'field')
    const card = two.run('sync.case', { id: found?.id ?? '' }, manager)
    expect(card.fields).toEqual([{ table: 'targets', column: 'value', mine: 25, theirs: 20 }])
    expect(card.remedies.map((r) => r.kind)).toEqual(['keep-theirs', 'hand-over'])
    two.run('targets.setTarget', { ...target, value: 25 }, manager)
    two.run('sync.resolveCase', { id: card.id, resolution: 'kept-theirs' }, manager)
    await agree()
    for (const d of [one, two]) expect(d.row('targets', id)).toMatchObject({ value: 25 })
    expect(two.run('sync.cases', {}, manager)).toEqual([])
  })
})

describe('one order, two desks', () => {
  test('[S-MERGE-6] the later change of an order is a case that holds it whole, and is made again over what is there', async () => {
    const spare = one.run('orders.candidates', {}, manager).find((c) => c.ownSite)?.id
    const customerId = one.run('customers.add', { name: '沈砚秋', phone: '13700001234' }, manager).id
    const { id } = one.run('orders.draft', { ...quoteOf(shop), customerId, vehicleId: spare } as never, manager)
    const orderId = id as never
    await agree()
    const terms = one.run('orders.terms', { id: orderId }, manager)
    const changed = { ...terms, id: orderId, vehicleId: terms.vehicleId as never, insuranceNote: null, plateNote: null, advance: null }
    cut()
    one.run('orders.change', { ...changed, note: '加装脚垫' } as never, manager)
    two.run('orders.change', { ...changed, deliverOn: '2026-12-01' } as never, manager)
    line1.set({ kind: 'pass' })
    await one.engine.now()
    mend()
    await two.engine.now()
    await agree()
    expect(one.row('orders', id)?.['deliver_on']).toBeUndefined()
    const [found] = two.run('sync.cases', {}, manager).filter((c) => c.kind === 'expect')
    const card = two.run('sync.case', { id: found?.id ?? '' }, manager)
    expect(card.fields).toEqual([{ table: 'orders', column: 'deliver_on', mine: '2026-12-01', theirs: null }])
    expect(card.remedies.map((r) => r.kind).slice(0, 2)).toEqual(['take-mine', 'keep-theirs'])
    two.run('sync.takeMine', { id: card.id }, manager)
    await agree()
    for (const d of [one, two]) expect(d.row('orders', id)).toMatchObject({ note: '加装脚垫', deliver_on: '2026-12-01' })
  })
})

describe('what waits', () => {
  test('[S-SHOW-1] deeds that wait are told as people name them, within the reach of who asks', async () => {
    cut()
    const id = two.run('customers.add', { name: '周杉', phone: '13600001234' }, colleague).id
    two.run(
      'customers.correct',
      { id: two.st.one<{ id: string }>(`SELECT id FROM customers WHERE name = '沈砚秋'`)?.id ?? '', fields: { wechat: 'shen' } },
      manager,
    )
    const mine = two.run('sync.waiting', {}, colleague)
    expect(mine).toMatchObject({ total: 2, others: 1 })
    expect(mine.rows).toMatchObject([
      { command: 'customers.add', who: '许南枝', subject: { table: 'customers', id, name: '周杉' }, sent: false, provisional: false },
    ])
    expect(two.run('sync.waiting', {}, manager)).toMatchObject({ total: 2, others: 0 })
    mend()
    await agree()
    expect(two.run('sync.waiting', {}, manager).rows).toEqual([])
    const recent = two.run('sync.recent', {}, manager)
    expect(recent.open).toBe(0)
    expect(recent.bars.reduce((sum, b) => sum + b.count, 0)).toBe(recent.today)
    // What is only written down (a look at a number) is no deed of the day: the list has none of it either.
    two.run('customers.reveal', { ids: [id], what: 'phone' }, manager)
    await agree()
    expect(two.run('sync.recent', {}, manager).today).toBe(recent.today)
  })
})
