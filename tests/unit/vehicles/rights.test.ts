// The sole right to sell a car, taken to a trade show, given on, seized and ended by delivery; a car sent to another site;
// a customer forgotten. Two desktops, a real headquarters, and lines that are cut on command.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entries, type Asked, type CommandName, type Output, type QueryName } from '../../../src/shared/contract.ts'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import { checksFor, legalPapers } from '../../../src/shared/modules/orders/rules.ts'
import { whoOf } from '../../../src/main/modules/identity/queries.ts'
import { identify } from '../../../src/main/store/desk.ts'
import { type Desktop, desktop, eventually } from '../../support/desktop.ts'
import { type Group, startGroup } from '../../support/group.ts'
import { type Proxy, proxyTo } from '../../support/proxy.ts'
import { refused, vinOf } from '../../support/shop.ts'

let hq: Group
let lines: [Proxy, Proxy]
let one: Desktop
let two: Desktop
/** A desktop of the other site: a site is known to the group once its first one was paired. */
let far: Desktop
const people: Record<string, string> = {}
let cars: string[]
let customers: string[]

/** Runs an entry at a desktop with exactly the rights of that person, as the border does. */
function at<N extends QueryName | CommandName>(desk: Desktop, who: string, name: N, input: Asked<N>): Output<N> {
  const somebody = desk.session.read(desk.who(), (db) => whoOf(db, people[who] ?? ''))
  if (!somebody) throw new Error(`${who} does not work here`)
  expect(['signed-in', ...somebody.permissions], `${who} may`).toContain(entries.get(name)?.access)
  return desk.run(name, input, somebody)
}
const card = (desk: Desktop, id: string) => at(desk, 'director', 'orders.card', { id: id as never })
const car = (desk: Desktop, id: string) => at(desk, 'director', 'vehicles.card', { id: id as never })
const cut = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'cut' })
  await eventually(() => [one, two].every((d) => d.engine.status().mode !== 'online'))
}
/** Everything was sent, ruled on and told to both. */
async function settled(): Promise<void> {
  await eventually(
    () => [one, two].map((d) => [d.session.pendingCount(), d.engine.status().mode, d.engine.status().behind]),
    (s) => s.every(([n, mode, behind]) => n === 0 && mode === 'online' && behind === 0),
    20_000,
  )
  await eventually(() => JSON.stringify(one.everything()) === JSON.stringify(two.everything()), Boolean, 20_000)
}
const mend = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'pass' })
  await settled()
}
function sell(desk: Desktop, vehicleId: string, customerId = customers[0] as string): string {
  const { id } = at(desk, 'director', 'orders.draft', {
    customerId: customerId as never,
    vehicleId: vehicleId as never,
    priceFen: 18_990_000,
    advance: { kind: 'earnest', amountFen: 500_000 },
  })
  at(desk, 'director', 'orders.place', { id })
  at(desk, 'director', 'orders.sign', { id, termsRev: 1, reserve: true })
  return id
}
const rightOf = (desk: Desktop, id: string) => {
  const { right } = car(desk, id).vehicle
  return right && { here: right.here, device: right.device, fence: right.fence }
}

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  await hq.site('太仓店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  one = desktop('前台 1 号机')
  two = desktop('前台 2 号机')
  identify(one.st, { replica: one.session.newId(), site: one.session.newId(), deviceCode: '01', demo: false })
  one.session.forgetChain()
  const founder = { reach: 'group' as const }
  people['director'] = one.run(
    'admin.establish',
    {
      site: { name: '昆山店', code: 'KS' },
      deviceName: '前台 1 号机',
      person: { name: '莫怀远', login: 'mo', title: null, phone: null, password: null },
    },
    founder,
  ).userId
  one.run('approvals.establish', {}, founder)
  for (const [name, role] of [
    ['administrator', 'administrator'],
    ['cashier', 'finance'],
  ] as const)
    people[name] = at(one, 'director', 'admin.createUser', {
      name,
      login: name.slice(0, 4),
      roleIds: [roleIdOf(role)],
      siteIds: [one.who().site],
      password: null,
    }).id
  cars = [1, 2, 3, 4, 5].map(
    (n) =>
      at(one, 'director', 'vehicles.arrive', {
        vin: vinOf(n),
        brand: '青屿',
        series: '青屿 E5',
        model: '长续航 610',
        energy: 'nev',
        seats: 5,
        listFen: 18_990_000,
        priceFen: 18_990_000,
        state: 'for-sale',
        stockNo: `Y${n}`,
        cost: { costFen: 17_000_000 },
      }).id,
  )
  customers = [
    ['周杉', '13800004471'],
    ['叶知秋', '13800004472'],
  ].map(([name, phone]) => at(one, 'director', 'customers.add', { name: name as string, phone: phone as string }).id)
  expect(refused(() => at(one, 'director', 'vehicles.takeRights', { ids: [cars[0] as never] })).code).toBe('alone')
  await one.join(await hq.code('昆山店'), lines[0].port)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
  await two.join(await hq.code('昆山店'), lines[1].port)
  far = desktop('太仓前台')
  await far.join(await hq.code('太仓店'))
  await settled()
}, 120_000)
afterAll(async () => {
  await Promise.all([one, two, far].map((d) => d.remove()))
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

describe('taken to a trade show', () => {
  test('[S-RIGHT-1] [S-RIGHT-5] sold offline it is firm at once, and whoever has not heard of it sells provisionally and loses', async () => {
    // The other desktop is cut before the right is taken, so it does not know.
    lines[1].set({ kind: 'cut' })
    await eventually(() => two.engine.status().mode !== 'online')
    expect(at(one, 'director', 'vehicles.takeRights', { ids: [cars[0], cars[1]] as never })).toEqual({ count: 2 })
    await eventually(() => one.session.pendingCount() === 0 && rightOf(one, cars[1] as string) !== null, Boolean, 20_000)
    await cut()
    const theirs = sell(two, cars[0] as string, customers[1])
    const mine = sell(one, cars[0] as string)
    expect(card(two, theirs)).toMatchObject({ stage: 'reserved', hold: 'provisional' })
    expect(card(one, mine)).toMatchObject({ stage: 'reserved', hold: 'firm' })
    // The provisional one reaches HQ first, and still does not get it.
    lines[1].set({ kind: 'pass' })
    await eventually(() => two.session.pendingCount() === 0, Boolean, 20_000)
    await mend()
    for (const desk of [one, two]) {
      expect(card(desk, mine)).toMatchObject({ stage: 'reserved', hold: 'firm' })
      expect(card(desk, theirs).stage).toBe('car-lost')
    }
  })

  test('[S-RIGHT-1] another desktop that knows is told who has it, and sells nothing', () => {
    expect(rightOf(two, cars[1] as string)).toEqual({ here: false, device: '前台 1 号机', fence: 1 })
    expect(refused(() => sell(two, cars[1] as string))).toMatchObject({ code: 'right-elsewhere', details: { device: '前台 1 号机' } })
    expect(refused(() => at(two, 'director', 'vehicles.takeRights', { ids: [cars[1] as never] })).code).toBe('right-elsewhere')
    expect(refused(() => at(two, 'director', 'vehicles.returnRights', { ids: [cars[1] as never] })).code).toBe('no-right')
    expect(at(two, 'director', 'vehicles.promise', { id: cars[1] as string })).toMatchObject({
      promise: 'elsewhere',
      device: '前台 1 号机',
    })
    expect(at(one, 'director', 'vehicles.promise', { id: cars[1] as string })).toMatchObject({ promise: 'firm', no: '1' })
    expect(at(two, 'director', 'vehicles.promise', { id: cars[4] as string }).promise).toBe('asks')
  })

  test('[S-RIGHT-1] of several cars each says whether it can go along and why not, as the command would', () => {
    const { cars: seen } = at(two, 'director', 'vehicles.handing', { ids: cars as never })
    const codes = Object.fromEntries(seen.map((each) => [each.stockNo, each.take?.code ?? null]))
    expect(codes).toEqual({ Y1: expect.stringMatching(/^(held|right-elsewhere)$/), Y2: 'right-elsewhere', Y3: null, Y4: null, Y5: null })
    expect(seen.find((each) => each.stockNo === 'Y2')).toMatchObject({
      take: { details: { device: '前台 1 号机' } },
      return: { code: 'no-right' },
      receive: { code: 'not-on-the-road' },
    })
    // One that cannot go keeps all of them here: the dialog sends those that can.
    const waiting = two.session.pendingCount()
    expect(refused(() => at(two, 'director', 'vehicles.takeRights', { ids: cars as never })).code).toMatch(/^(held|right-elsewhere)$/)
    expect(two.session.pendingCount()).toBe(waiting)
    const column = {
      sort: [{ column: 'right', dir: 'asc' as const }],
      filters: [{ column: 'right', op: 'is' as const, values: [one.who().replica] }],
    }
    expect(at(two, 'director', 'vehicles.page', column).rows.map((row) => row.stockNo)).toEqual(['Y1', 'Y2'])
  })

  test('[S-RIGHT-3] a car somebody holds is not taken along', () => {
    expect(refused(() => at(two, 'director', 'vehicles.takeRights', { ids: [cars[0] as never] })).code).toMatch(/^(held|right-elsewhere)$/)
  })

  test('[S-RIGHT-2] it is given to the other desktop, once, and returned from there to everybody', async () => {
    const ids = [cars[1]] as never
    const to = two.who().replica
    expect(refused(() => at(one, 'director', 'vehicles.giveRights', { ids, to: 'nobody' })).code).toBe('unknown-desktop')
    at(one, 'director', 'vehicles.giveRights', { ids, to })
    expect(refused(() => at(one, 'director', 'vehicles.returnRights', { ids })).code).toBe('right-moving')
    await settled()
    expect(rightOf(two, cars[1] as string)).toEqual({ here: true, device: '前台 2 号机', fence: 2 })
    at(two, 'director', 'vehicles.returnRights', { ids })
    await settled()
    for (const desk of [one, two]) expect(rightOf(desk, cars[1] as string)).toBeNull()
  })

  test('[S-RIGHT-4] an administrator takes it from a desktop out of reach; what was sold firm there loses', async () => {
    const id = cars[2] as string
    at(one, 'director', 'vehicles.takeRights', { ids: [id as never] })
    await settled()
    lines[0].set({ kind: 'cut' })
    await eventually(() => one.engine.status().mode !== 'online')
    const theirs = sell(one, id)
    expect(card(one, theirs).hold).toBe('firm')
    const paper = (desk: Desktop, orderId: string) =>
      at(desk, 'director', 'documents.facts', { kind: 'contract', orderId: orderId as never })
    expect(paper(one, theirs)).toMatchObject({ provisional: false, rightNo: '1', facts: { paper: { rightNo: '1' } } })
    const statement = { id: id as never, for: 'here' as const, reason: '展会电脑被偷' }
    expect(() => at(two, 'administrator', 'vehicles.overrideRight', { ...statement, papersMayExist: false as never })).toThrow('must-state')
    at(two, 'administrator', 'vehicles.overrideRight', { id: id as never, for: 'here', reason: '展会电脑被偷', papersMayExist: true })
    await eventually(() => two.session.pendingCount() === 0 && rightOf(two, id)?.here, Boolean, 20_000)
    const mine = sell(two, id, customers[1])
    expect(card(two, mine).hold).toBe('firm')
    expect(car(two, id).vehicle.right).toMatchObject({ fence: 2, overridden: { by: 'administrator', reason: '展会电脑被偷' } })
    // The papers of both say firm; their numbers say which one counts.
    expect(paper(two, mine)).toMatchObject({ provisional: false, rightNo: '2' })
    await mend()
    // Over there the loser finds a case, and the right itself says who took it and why.
    const lost = at(one, 'director', 'sync.cases', {}).find((each) => each.subject?.id === theirs)
    const found = at(one, 'director', 'sync.case', { id: lost?.id as string })
    expect(found).toMatchObject({ kind: 'hold', overridden: { by: 'administrator', reason: '展会电脑被偷', was: '1', is: '2' } })
    expect(found.remedies.map((each) => each.kind)).toEqual(expect.arrayContaining(['change-car', 'cancel-order']))
    expect(car(one, id).vehicle.right?.overridden).toEqual({ by: 'administrator', reason: '展会电脑被偷' })
    expect(paper(one, theirs)).toMatchObject({ provisional: false, rightNo: null })
    for (const desk of [one, two]) {
      expect(card(desk, mine)).toMatchObject({ stage: 'reserved', hold: 'firm' })
      expect(card(desk, theirs).stage).toBe('car-lost')
    }
  })

  test('[S-RIGHT-5] what was signed firm stays firm when the right is given on before HQ heard of either', async () => {
    const id = cars[4] as string
    at(one, 'director', 'vehicles.takeRights', { ids: [id as never] })
    await settled()
    await cut()
    const order = sell(one, id)
    at(one, 'director', 'vehicles.returnRights', { ids: [id as never] })
    expect(card(one, order).hold).toBe('firm')
    at(one, 'director', 'orders.cancel', { id: order as never, kind: 'customer', reason: '不买了', keepEarnest: false })
    // The right is no longer here to promise by.
    const later = sell(one, id)
    expect(card(one, later).hold).toBe('provisional')
    await mend()
    expect(card(two, later)).toMatchObject({ stage: 'reserved', hold: 'firm' })
    at(two, 'director', 'orders.cancel', { id: later as never, kind: 'customer', reason: '不买了', keepEarnest: false })
    await settled()
  })

  test('[S-RIGHT-2] delivery ends the right in the same step', async () => {
    const id = two.st.one<{ holder_id: string }>('SELECT holder_id FROM vehicles WHERE id = ?', cars[2])?.holder_id as never
    at(two, 'cashier', 'receivables.receive', { orderId: id, method: 'transfer', amountFen: card(two, id).money.dueFen })
    at(two, 'director', 'orders.check', { id, done: checksFor({ imported: false, nev: true, papers: legalPapers }).map(({ id }) => id) })
    at(two, 'director', 'orders.deliver', { id })
    await settled()
    expect(one.row('rights', `vin:${vinOf(3)}`)).toMatchObject({ fence: 3 })
    expect(one.row('rights', `vin:${vinOf(3)}`)?.['replica'] ?? null).toBeNull()
    expect(card(one, id).stage).toBe('delivered')
  })
})

describe('sent to another site', () => {
  const other = (desk: Desktop) => desk.st.one<{ id: string }>('SELECT id FROM sites WHERE name = ?', '太仓店')?.id as never

  test('[S-MOVE-1] [S-MOVE-4] goes with its cost, and leaves the site; nobody here sells it any more', async () => {
    const id = cars[3] as never
    expect(
      refused(() => at(one, 'director', 'vehicles.transfer', { ids: [id] as never, siteId: 'nowhere' as never, reason: '太仓客户要看' }))
        .code,
    ).toBe('unknown-site')
    expect(
      refused(() =>
        at(one, 'director', 'vehicles.transfer', { ids: [cars[0] as never] as never, siteId: other(one), reason: '太仓客户要看' }),
      ).code,
    ).toBe('held')
    at(one, 'director', 'vehicles.transfer', { ids: [id] as never, siteId: other(one), reason: '太仓客户要看' })
    await settled()
    for (const desk of [one, two]) {
      expect(desk.row('vehicles', id)).toMatchObject({ site_id: other(one), state: 'in-transit' })
      expect(desk.row('vehicle_costs', id)).toBeNull()
      expect(refused(() => sell(desk, id)).code).toBe('vehicle-elsewhere')
      expect(
        refused(() =>
          at(desk, 'director', 'vehicles.transfer', { ids: [id] as never, siteId: desk.who().site as never, reason: '太仓客户要看' }),
        ).code,
      ).toBe('other-site')
    }
    await eventually(() => far.row('vehicle_costs', id), Boolean, 20_000)
    expect(far.row('vehicle_costs', id)).toMatchObject({ site_id: far.who().site, cost_fen: 17_000_000 })
    // On the road for both, with where from and what for, until the other site takes it in.
    for (const desk of [one, far])
      expect(desk.run('vehicles.card', { id }).vehicle).toMatchObject({
        state: 'in-transit',
        site: '太仓店',
        journey: { from: '昆山店', note: '太仓客户要看' },
      })
    far.run('vehicles.receive', { ids: [id] as never, location: '太仓展厅' })
    await eventually(() => one.row('vehicles', id)?.['state'] === 'in-stock', Boolean, 20_000)
    expect(car(one, id).vehicle.journey).toBeNull()
  })

  test('[S-MOVE-1] one that was sold meanwhile stays, with its cost', async () => {
    const id = cars[4] as never
    await cut()
    const order = sell(two, id)
    at(one, 'director', 'vehicles.transfer', { ids: [id] as never, siteId: other(one), reason: '太仓客户要看' })
    lines[1].set({ kind: 'pass' })
    await eventually(() => two.session.pendingCount() === 0, Boolean, 20_000)
    await mend()
    for (const desk of [one, two]) {
      expect(desk.row('vehicles', id)).toMatchObject({ site_id: desk.who().site, holder_id: order, state: 'sold' })
      expect(desk.row('vehicle_costs', id)).toMatchObject({ site_id: desk.who().site, cost_fen: 17_000_000 })
      expect(card(desk, order)).toMatchObject({ stage: 'reserved', hold: 'firm' })
    }
    expect(at(one, 'director', 'sync.cases', {}).some((found) => found.subject?.id === id)).toBe(true)
  })
})

describe('forgotten', () => {
  test('[S-ERASE-1] [S-ERASE-2] not while an order is open; then the person goes on every desktop and a late edit brings nothing back', async () => {
    expect(refused(() => at(one, 'director', 'customers.erase', { id: customers[0] as never })).code).toBe('order-under-way')
    const { id } = at(one, 'director', 'customers.add', {
      name: '林见川',
      phone: '13900000001',
      plan: { dueOn: '2026-12-01', channel: 'phone', note: '林先生要看车' },
    })
    await settled()
    lines[1].set({ kind: 'cut' })
    await eventually(() => two.engine.status().mode !== 'online')
    at(two, 'director', 'customers.correct', { id: id as never, fields: { address: '玉山镇 1 号' } })
    at(one, 'director', 'customers.erase', { id: id as never })
    await eventually(() => one.session.pendingCount() === 0, Boolean, 20_000)
    await mend()
    for (const desk of [one, two]) {
      const row = desk.row('customers', id)
      expect([row?.['name'], row?.['phone'], row?.['address']].map((value) => value ?? null)).toEqual([null, null, null])
      const notes = desk.st.all<{ note: string | null }>('SELECT note FROM follow_ups WHERE customer_id = ?', id)
      expect(notes).toEqual([{ note: null }])
      expect(at(desk, 'director', 'customers.page', { search: '林见川', limit: 5 } as never).total).toBe(0)
    }
    const told = at(two, 'director', 'sync.cases', {}).find((found) => found.kind === 'erased')
    expect(at(two, 'director', 'sync.case', { id: told?.id as string }).remedies.map((remedy) => remedy.kind)).toContain('understood')
  })
})
