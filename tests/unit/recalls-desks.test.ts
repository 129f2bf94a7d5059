// A stop of sale that comes while a desktop has no line: what that one hands over meanwhile does not count until a person says
// where the car is. Real commands, real processes, a real network.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person, refused, vinOf, type Shop } from '../support/shop.ts'
import { paid } from '../support/sales.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const consultant = person('consultant')
const manager = person('manager')

let hq: Group
let lines: [Proxy, Proxy]
let one: Desktop
let two: Desktop
let shop: Shop
let sold: string[]

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  sold = shop.cars.map((car) => paid(shop, car))
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  one = desktop('前台 1 号机', { folder })
  await one.join(await hq.code('昆山店', { group: true }), lines[0].port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
  two = desktop('前台 2 号机')
  await two.join(await hq.code('昆山店'), lines[1].port)
  await quiet(one, two)
})
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

/** Without a line the second desk hands a car over; the first enters a recall, which reaches headquarters first. */
async function meanwhile(order: string, no: string, text: string): Promise<void> {
  lines.forEach((line) => line.set({ kind: 'cut' }))
  await cutOff(one, two)
  two.run('orders.deliver', { id: order as never }, consultant)
  one.run('recalls.enter', { no, title: '制动软管', announcedOn: '2026-11-20', text }, manager)
  lines[0].set({ kind: 'pass' })
  await one.engine.now()
  await eventually(() => one.session.pendingCount() === 0)
  lines[1].set({ kind: 'pass' })
  await two.engine.now()
  await quiet(one, two)
}
const state = (desk: Desktop, order: string) => desk.row('orders', order)?.['state']
const carOf = (order: string) => one.row('vehicles', String(one.row('orders', order)?.['vehicle_id']))
const caseOf = (order: string) => two.run('sync.cases', {}, consultant).find(({ subject }) => subject?.id === order)

test('[S-GUARD-5] a hand-over that did not know of a stop of sale does not count; said to have left, it is one, and the buyer is called back', async () => {
  const [order = ''] = sold
  await meanwhile(order, 'ZH-1', vinOf(6704))
  for (const desk of [one, two]) expect(state(desk, order)).toBe('reserved')
  expect(carOf(order)).toMatchObject({ holder_id: order })
  expect(carOf(order)?.['left_on'] ?? null).toBeNull()
  const id = caseOf(order)?.id ?? ''
  const told = two.run('sync.case', { id }, consultant)
  expect(told).toMatchObject({
    kind: 'expect',
    forMe: true,
    stop: { no: 'ZH-1', title: '制动软管' },
    subject: { table: 'orders', id: order, name: '周杉' },
    customer: { name: '周杉' },
    fields: [],
  })
  expect(told.remedies.map(({ kind, needs }) => [kind, needs])).toEqual([
    ['confirm-handover', null],
    ['keep-car', null],
    ['hand-over', null],
  ])
  expect(refused(() => two.run('orders.deliver', { id: order as never }, consultant)).code).toBe('stop-sale')

  two.run('sync.confirmHandover', { id }, consultant)
  await quiet(one, two)
  for (const desk of [one, two]) expect(state(desk, order)).toBe('delivered')
  expect(carOf(order)).toMatchObject({ state: 'sold', left_on: expect.any(String) })
  expect(one.st.all(`SELECT note FROM follow_ups WHERE note LIKE '召回%'`)).toHaveLength(1)
  expect(two.run('sync.case', { id }, consultant)).toMatchObject({ open: false, resolution: { kind: 'confirmed-handover' } })
  expect(refused(() => two.run('sync.confirmHandover', { id }, consultant)).code).toBe('settled')
})

test('[S-GUARD-6] a car that is still here waits: put right under the recall it is handed over like any other', async () => {
  const [, order = ''] = sold
  await meanwhile(order, 'ZH-2', vinOf(6705))
  const id = caseOf(order)?.id ?? ''
  two.run('sync.resolveCase', { id, resolution: 'kept-car' }, consultant)
  await quiet(one, two)
  expect(state(one, order)).toBe('reserved')
  const deliver = () => two.run('orders.deliver', { id: order as never }, consultant)
  expect(refused(deliver)).toMatchObject({ code: 'stop-sale', details: { no: 'ZH-2' } })
  const recall = one.st.one<{ id: string }>(`SELECT id FROM recalls WHERE no = 'ZH-2'`)?.id ?? ''
  one.run('recalls.fix', { id: recall, vehicleId: String(one.row('orders', order)?.['vehicle_id']) }, manager)
  await quiet(one, two)
  deliver()
  await quiet(one, two)
  for (const desk of [one, two]) expect(state(desk, order)).toBe('delivered')
})

test('[S-GUARD-6] a recall of cars of another kind asks nothing', async () => {
  const [, , order = ''] = sold
  await meanwhile(order, 'ZH-3', 'LXYE5A1B0SK000020')
  for (const desk of [one, two]) expect(state(desk, order)).toBe('delivered')
  expect(caseOf(order)).toBeUndefined()
})
