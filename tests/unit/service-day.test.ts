// Two service desks and a parts counter of one store with headquarters in their own network. While the line is there, what one writes
// the others have at once; then each works alone for a day, and when they meet again every part and every fen is where the deeds of
// the three say, reckoned here from the deeds alone. Real processes, a real network.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seeded } from '../../src/main/demo/random.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

/** May do everything in the workshop and at the counter. */
const boss = person('director')
const FILTER = { code: 'OF-1', id: partId('OF-1'), priceFen: 5800 }
const PADS = { code: 'BP-1', id: partId('BP-1'), priceFen: 38_000 }
const AT_FIRST = 200
let hq: Group
let lines: Proxy[]
let one: Desktop
let two: Desktop
let counter: Desktop
let desks: Desktop[]
let customerId: string
let technician: string

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = await Promise.all([0, 1, 2].map(() => proxyTo(() => hq.port)))
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  const shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  customerId = shop.customerId
  technician = shop.run('admin.createUser', {
    name: '石磊',
    login: 'shi',
    roleIds: [roleIdOf('workshop')],
    siteIds: [SITE],
    password: null,
  }).id
  const about = { class: 'common', origin: 'original', unit: '件' } as const
  shop.run('parts.keep', { ...about, code: FILTER.code, name: '机油滤清器', priceFen: FILTER.priceFen }, boss)
  shop.run('parts.keep', { ...about, code: PADS.code, name: '后制动片', priceFen: PADS.priceFen }, boss)
  shop.run('parts.receive', { lines: [FILTER, PADS].map(({ id }) => ({ partId: id, units: AT_FIRST, costFen: 400_000 })) }, boss)
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  one = desktop('服务台 1', { folder })
  await one.join(await hq.code('昆山店', { group: true }), lines[0]?.port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 60_000)
  two = desktop('服务台 2')
  counter = desktop('配件柜台')
  await two.join(await hq.code('昆山店'), lines[1]?.port)
  await counter.join(await hq.code('昆山店'), lines[2]?.port)
  desks = [one, two, counter]
  await quiet(...desks)
})
afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.remove()))
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

let plates = 0
type Order = { id: string; jobId: string; filterLine: string; padsLine: string }
const LABOUR_FEN = 20_000
/** What every order here comes to: an hour, a filter and a set of pads. */
const TOTAL_FEN = LABOUR_FEN + FILTER.priceFen + PADS.priceFen
function receive(desk: Desktop): Order {
  const plate = `苏E${desk === one ? 'A' : 'B'}${String(1000 + ++plates)}`
  const { id: carId } = desk.run('customers.keepCar', { id: null, customerId, brand: '青屿', model: 'E5', plate }, boss)
  const { id } = desk.run(
    'workshop.open',
    { car: { customerId, carId, vehicleId: null }, kind: 'repair', km: 1000, complaint: '后轮有响声' },
    boss,
  )
  const jobId = desk.run('workshop.addJob', { orderId: id, name: '换后制动片', minutes: 60, priceFen: LABOUR_FEN }, boss).id
  const part = (of: typeof FILTER, name: string): string =>
    desk.run('workshop.addPart', { orderId: id, code: of.code, name, quantityMilli: 1000, priceFen: of.priceFen }, boss).id
  return { id, jobId, filterLine: part(FILTER, '机油滤清器'), padsLine: part(PADS, '后制动片') }
}
function finish(desk: Desktop, { id, jobId }: Order): void {
  desk.run('floor.clock', { jobId, kind: 'start', technicianId: technician }, boss)
  desk.run('floor.clock', { jobId, kind: 'finish', technicianId: technician }, boss)
  desk.run('workshop.move', { id, to: 'checking' }, boss)
  desk.run('workshop.check', { id, passed: true }, boss)
}
const issue = (desk: Desktop, { id, filterLine, padsLine }: Order): unknown =>
  desk.run(
    'parts.issue',
    {
      workOrderId: id,
      lines: [
        { partId: FILTER.id, units: 1, lineId: filterLine },
        { partId: PADS.id, units: 1, lineId: padsLine },
      ],
    },
    boss,
  )

test('a job written at the desk is on the technician’s terminal and at the counter while the customer still stands there', async () => {
  const took: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const order = receive(turn % 2 === 0 ? one : two)
    const from = performance.now()
    await eventually(() => desks.every((desk) => desk.row('work_order_parts', order.padsLine) !== null))
    took.push(Math.round(performance.now() - from))
    expect(counter.run('parts.demand', { workOrderId: order.id }, boss)).toHaveLength(2)
  }
  console.log(`from the desk to both other terminals: ${took.toSorted((a, b) => a - b).join(', ')} ms`)
})

test('[S-MERGE-5] [S-GUARD-3] [AFS-13] [PAR-06] three terminals alone for a day merge with every part and every fen where their deeds say', async () => {
  const random = seeded(6)
  const known = Array.from({ length: 6 }, () => receive(one))
  await quiet(...desks)
  lines.forEach((line) => line.set({ kind: 'cut' }))
  await cutOff(...desks)

  let [filters, pads, paidFen] = [AT_FIRST, AT_FIRST, 0]
  const paid = new Map<string, number>()
  const collect = (desk: Desktop, { id }: Order, amountFen: number): void => {
    desk.run('settlements.collect', { workOrderId: id, method: random.pick(['cash', 'wechat'] as const), amountFen }, boss)
    paid.set(id, (paid.get(id) ?? 0) + amountFen)
    paidFen += amountFen
  }
  // The counter knows the orders of the morning: it gives out their parts, takes a delivery in and sells.
  for (const order of known) {
    issue(counter, order)
    filters -= 1
    pads -= 1
  }
  counter.run('parts.receive', { lines: [{ partId: FILTER.id, units: 24, costFen: 70_000 }] }, boss)
  filters += 24
  for (let sale = 0; sale < 8; sale++) {
    const units = random.int(1, 4)
    counter.run('parts.sell', { lines: [{ partId: PADS.id, units }] }, boss)
    pads -= units
  }
  // Both desks finish and settle what both know, and each takes money for it: half here, half there, and once the whole at both.
  for (const [at, order] of known.entries())
    for (const desk of [one, two]) {
      finish(desk, order)
      desk.run('settlements.settle', { workOrderId: order.id }, boss)
      collect(desk, order, at === 0 ? TOTAL_FEN : TOTAL_FEN / 2)
    }
  // New cars, known to one desk alone, which also takes their parts from the shelf; the last leaves owing.
  const own: Order[] = []
  for (const desk of [one, two])
    for (let car = 0; car < 10; car++) {
      const order = receive(desk)
      own.push(order)
      issue(desk, order)
      filters -= 1
      pads -= 1
      finish(desk, order)
      desk.run('settlements.settle', { workOrderId: order.id }, boss)
      collect(desk, order, car === 9 ? random.int(1, TOTAL_FEN - 1) : TOTAL_FEN)
    }

  lines.forEach((line) => line.set({ kind: 'pass' }))
  await Promise.all(desks.map((desk) => desk.engine.now()))
  await quiet(...desks)
  for (const desk of desks) {
    for (const [part, units] of [
      [FILTER, filters],
      [PADS, pads],
    ] as const) {
      expect(desk.run('parts.card', { id: part.id }, boss).part).toMatchObject({ units, promisedUnits: 0 })
      // What headquarters reckons.
      expect(desk.st.one('SELECT units FROM levels WHERE id = ?', `part:${placeId(part.id, SITE)}`)).toEqual({ units })
    }
    let sumFen = 0
    for (const { id } of [...known, ...own]) {
      const card = desk.run('settlements.card', { workOrderId: id }, boss)
      expect(card).toMatchObject({ settlements: [{ totalFen: TOTAL_FEN }], paidFen: paid.get(id) })
      expect(card.dueFen).toBe(TOTAL_FEN - (paid.get(id) ?? 0))
      sumFen += card.paidFen
    }
    expect(sumFen).toBe(paidFen)
    expect(desk.run('parts.demand', { workOrderId: known[0]?.id ?? '' }, boss).map(({ issuedUnits }) => issuedUnits)).toEqual([1, 1])
  }
})
