// Cars on a real store: arrival, corrections, prices, places and states; who holds a car and whether that is firm.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { orders } from '../../src/shared/modules/orders/tables.ts'
import type { VehicleState } from '../../src/shared/modules/vehicles/rules.ts'
import { vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { HOLDER } from '../../src/shared/sync/arbitrate.ts'
import type { Guard, Payload } from '../../src/shared/sync/protocol.ts'
import { deliver, releaseFrom, reserve } from '../../src/main/modules/vehicles/commands.ts'
import { provisional } from '../../src/main/modules/vehicles/queries/hold.ts'
import type { Who } from '../../src/main/store/who.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { somebody, testStore } from '../support/store.ts'

const me = somebody()
const elsewhere = somebody({ site: '019a0000-0000-7000-8000-00000000000f', siteCode: 'SZ', replica: 'replica-9' })
const withoutCost = somebody({ permissions: new Set([...me.permissions].filter((permission) => permission !== 'vehicles.cost')) })
let store = testStore()
beforeEach(() => void (store = testStore()))

/** A valid VIN of this maker, the n-th of its kind. */
const vin = (n: number): string => {
  const raw = `LXYE5A1B0TK0${String(n).padStart(5, '0')}`
  return raw.slice(0, 8) + vinCheckDigit(raw) + raw.slice(9)
}
const car = (n: number, over: Partial<Asked<'vehicles.arrive'>> = {}): Asked<'vehicles.arrive'> => ({
  vin: vin(n),
  brand: '青屿',
  series: 'E5',
  model: '长续航 610',
  exterior: '釉青',
  interior: '米',
  listFen: 18_990_000,
  priceFen: 18_390_000,
  state: 'for-sale',
  arrivedOn: '2026-09-10',
  ...over,
})
const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}
const issues = (work: () => unknown): string[] => {
  try {
    work()
  } catch (error) {
    return (error as { issues: { message: string; path: unknown[] }[] }).issues.map((issue) => issue.message)
  }
  return []
}
const guards = (): Guard[] =>
  (
    JSON.parse(
      (store.raw.prepare('SELECT payload FROM _sync_changesets ORDER BY n DESC LIMIT 1').get() as { payload: string }).payload,
    ) as Payload
  ).guards
const row = (id: string) =>
  store.raw.prepare('SELECT * FROM vehicles WHERE id = ?').get(id) as {
    state: VehicleState
    holder_id: string | null
    left_on: string | null
    vin: string
    location: string | null
    arrived_on: string | null
  }

describe('arrive', () => {
  test('[VEH-01] [VEH-08] takes a scanned VIN, gives a stock number of this desktop, and is there', () => {
    const made = store.run('vehicles.arrive', car(1, { vin: `*${vin(1).toLowerCase()}*` }))
    expect(made.stockNo).toBe('Y2611-01-01')
    expect(store.run('vehicles.arrive', car(2)).stockNo).toBe('Y2611-01-02')
    expect(store.run('vehicles.page', {}).rows[0]).toMatchObject({
      id: made.id,
      vin: vin(1),
      state: 'for-sale',
      ageDays: 73,
      own: true,
      standing: 'alone',
      customer: null,
    })
  })

  test.each([
    ['LXYE5A1B0TK00000', 'vin-length'],
    ['LXYE5A1BOTK000001', 'vin-letters'],
    ['11111111111111111', 'vin-repeated'],
    [vin(1).slice(0, 8) + (vin(1).charAt(8) === '0' ? '1' : '0') + vin(1).slice(9), 'vin-check-digit'],
  ])('%s is refused with a word', (wrong, word) => {
    expect(issues(() => store.run('vehicles.arrive', car(1, { vin: wrong })))).toContain(word)
    expect(store.run('vehicles.page', { limit: 0 }).total).toBe(0)
  })

  test('a wrong check digit passes with a reason, which stays on the car', () => {
    const wrong = vin(1).slice(0, 8) + (vin(1).charAt(8) === '0' ? '1' : '0') + vin(1).slice(9)
    const { id } = store.run('vehicles.arrive', car(1, { vin: wrong, vinOverride: '合格证与车身一致，厂家已确认' }))
    expect(store.run('vehicles.card', { id }).vehicle.vinOverride).toBe('合格证与车身一致，厂家已确认')
  })

  test('a VIN is in stock once, and may come back after it left', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    expect(refusal(() => store.run('vehicles.arrive', car(1)))).toMatchObject({ code: 'vin-in-stock', details: { id } })
    expect(guards()).toMatchObject([{ kind: 'unique', key: `vehicle-vin:${vin(1)}`, row: id }])
    store.raw.prepare(`UPDATE vehicles SET left_on = '2026-11-01', state = 'sold' WHERE id = ?`).run(id)
    const again = store.run('vehicles.arrive', car(1))
    expect(guards()).toMatchObject([{ kind: 'unique', key: `vehicle-vin:${vin(1)}#2`, row: again.id }])
    expect(store.run('vehicles.card', again).twins.map((twin) => twin.id)).toEqual([id])
  })

  test('the cost goes to a table of its own, only from those who may see it', () => {
    const cost = { costFen: 17_100_000, rebateFen: 300_000 }
    expect(refusal(() => store.run('vehicles.arrive', car(1, { cost }), withoutCost))).toMatchObject({
      code: 'forbidden',
      details: { needs: 'vehicles.cost' },
    })
    const { id } = store.run('vehicles.arrive', car(1, { cost }))
    expect(store.run('vehicles.card', { id }).cost).toEqual({ costFen: 17_100_000, rebateFen: 300_000, marginFen: 1_590_000, note: null })
    expect(store.run('vehicles.card', { id }, withoutCost).cost).toBeNull()
    expect(store.run('vehicles.page', {}, withoutCost).rows[0]?.costFen).toBeNull()
    expect(store.run('vehicles.page', {}, elsewhere).rows[0]).toMatchObject({ costFen: null, own: false })
  })

  test('nothing is offered above the list price, and no price is negative', () => {
    expect(issues(() => store.run('vehicles.arrive', car(1, { priceFen: 19_000_000 })))).toContain('price-above-list')
    expect(issues(() => store.run('vehicles.arrive', car(1, { priceFen: -1 })))).not.toEqual([])
  })

  test('a stock number is taken once', () => {
    store.run('vehicles.arrive', car(1, { stockNo: 'Y1084' }))
    expect(refusal(() => store.run('vehicles.arrive', car(2, { stockNo: 'Y1084' }))).code).toBe('stock-no-taken')
  })
})

describe('on the road', () => {
  test('arrives with a day and a place', () => {
    const { id } = store.run('vehicles.arrive', car(1, { state: 'in-transit', expectedOn: '2026-11-24' }))
    expect(store.run('vehicles.page', {}).rows[0]).toMatchObject({ ageDays: null, arrivedOn: null, expectedOn: '2026-11-24' })
    store.run('vehicles.receive', { ids: [id], location: '甲库 04' })
    expect(row(id)).toMatchObject({ state: 'in-stock', location: '甲库 04', arrived_on: '2026-11-22' })
    expect(refusal(() => store.run('vehicles.receive', { ids: [id] })).code).toBe('not-on-the-road')
  })

  test('byVin knows it, and what a new one of its kind is like', () => {
    const { id } = store.run('vehicles.arrive', car(1, { state: 'in-transit' }))
    expect(store.run('vehicles.byVin', { vin: vin(1) })).toMatchObject({ known: [{ id, state: 'in-transit', own: true }] })
    expect(store.run('vehicles.byVin', { vin: vin(7) })).toMatchObject({
      known: [],
      like: { brand: '青屿', series: 'E5', listFen: 18_990_000 },
    })
    expect(store.run('vehicles.byVin', { vin: '1M8GDM9AXKP042788' }).like).toBeNull()
  })
})

describe('state', () => {
  test('[VEH-03] moves by the table of moves, under the expectation that nobody holds the car', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    expect(store.run('vehicles.card', { id }).moves).toEqual(['in-stock', 'demo', 'in-repair', 'pledged'])
    store.run('vehicles.setState', { id, state: 'in-repair', location: '钣喷 2' })
    expect(row(id)).toMatchObject({ state: 'in-repair', location: '钣喷 2' })
    expect(guards()).toMatchObject([{ kind: 'expect', table: 'vehicles', id, column: 'holder_id', value: null }])
    expect(refusal(() => store.run('vehicles.setState', { id, state: 'pledged' }))).toMatchObject({
      code: 'not-allowed',
      details: { from: 'in-repair', to: 'pledged' },
    })
  })

  test('another site’s car is seen, not touched', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    for (const touch of [
      () => store.run('vehicles.setState', { id, state: 'demo' }, elsewhere),
      () => store.run('vehicles.move', { id, location: '甲库 01' }, elsewhere),
      () => store.run('vehicles.reprice', { id, listFen: 1, priceFen: 1 }, elsewhere),
      () => store.run('vehicles.correct', { id, fields: { note: '啊' } }, elsewhere),
    ])
      expect(refusal(touch).code).toBe('other-site')
    expect(store.run('vehicles.card', { id }, elsewhere).moves).toEqual([])
  })
})

test('[VEH-04] price and place', () => {
  const { id } = store.run('vehicles.arrive', car(1))
  store.run('vehicles.reprice', { id, listFen: 18_990_000, priceFen: 17_990_000 })
  store.run('vehicles.move', { id, location: '展厅 1' })
  expect(store.run('vehicles.page', {}).rows[0]).toMatchObject({ priceFen: 17_990_000, location: '展厅 1' })
  expect(refusal(() => store.run('vehicles.reprice', { id, listFen: 100, priceFen: 101 })).code).toBe('price-above-list')
})

describe('correct', () => {
  test('facts, plate and VIN; nothing changed is said', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    store.run('vehicles.correct', { id, fields: { exterior: '曜石黑', plate: '苏E·D06418', vin: vin(3), cost: { costFen: 1 } } })
    const { vehicle, cost } = store.run('vehicles.card', { id })
    expect(vehicle).toMatchObject({ exterior: '曜石黑', plate: '苏ED06418', vin: vin(3), brand: '青屿' })
    expect(cost?.costFen).toBe(1)
    expect(refusal(() => store.run('vehicles.correct', { id, fields: { exterior: '曜石黑' } })).code).toBe('nothing-changed')
  })

  test('a VIN that another car in stock has is refused', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    store.run('vehicles.arrive', car(2))
    expect(refusal(() => store.run('vehicles.correct', { id, fields: { vin: vin(2) } })).code).toBe('vin-in-stock')
    expect(row(id).vin).toBe(vin(1))
  })
})

describe('held by an order', () => {
  const writes = new Set(['vehicles', 'orders', 'recall_kinds'])
  const write = <T>(work: (db: Writer) => T, who: Who = me): T => store.session.write(who, { command: 'orders.reserve', writes }, work)
  const sell = (vehicleId: string, orderId = store.session.newId(), who = me): string => {
    store.raw
      .prepare(`INSERT INTO customers (id, site_id, kind, name, created_at, created_by) VALUES (?, ?, 'person', '周杉', 0, '')`)
      .run(`c:${orderId}`, who.site)
    write((db) => {
      db.put(orders, {
        id: orderId,
        siteId: who.site,
        no: `SO-KS-01-2611-${orderId.slice(-4)}`,
        state: 'signed',
        customerId: `c:${orderId}`,
        vehicleId,
        consultantId: who.user,
        listFen: 1,
        priceFen: 1,
        createdAt: db.now,
      })
      reserve(db, {
        vehicleId,
        orderId,
        otherwise: (instead) => instead.patch(orders, orderId, { state: 'car-lost', lostTo: HOLDER }),
        also: () => void 0,
      })
    }, who)
    return orderId
  }

  test('[CON-09] [VEH-15] is sold with its customer, and the hold covers the car and names what happens to the loser', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    const order = sell(id)
    expect(row(id)).toMatchObject({ state: 'sold', holder_id: order })
    expect(store.run('vehicles.page', {}).rows[0]).toMatchObject({ customer: '周杉', orderId: order, state: 'sold' })
    const hold = guards().find((guard) => guard.kind === 'hold')
    expect(hold).toMatchObject({
      key: `vin:${vin(1)}`,
      holder: order,
      otherwise: [{ table: 'orders', set: { state: 'car-lost', lost_to: HOLDER } }],
    })
  })

  test('[CON-09] [VEH-02] nobody else takes it, nobody sets it aside, and it comes back when it is given back', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    const order = sell(id)
    expect(refusal(() => sell(id)).code).toBe('vehicle-held')
    expect(refusal(() => store.run('vehicles.setState', { id, state: 'demo' })).code).toBe('held')
    write((db) => releaseFrom(db, { vehicleId: id, orderId: order, otherwise: () => undefined }))
    expect(row(id)).toMatchObject({ state: 'for-sale', holder_id: null })
    expect(guards().map((guard) => guard.kind)).toEqual(['hold', 'release'])
    sell(id)
  })

  test('a car that cannot be sold, or stands elsewhere, is not taken', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    store.run('vehicles.setState', { id, state: 'in-repair' })
    expect(refusal(() => sell(id)).code).toBe('vehicle-not-sellable')
    const other = store.run('vehicles.arrive', car(2), elsewhere)
    expect(refusal(() => sell(other.id)).code).toBe('vehicle-elsewhere')
  })

  test('on the road it stays on the road, and is sold as it arrives, under the same hold', () => {
    const { id } = store.run('vehicles.arrive', car(1, { state: 'in-transit' }))
    const order = sell(id)
    expect(row(id)).toMatchObject({ state: 'in-transit', holder_id: order })
    store.run('vehicles.receive', { ids: [id] })
    expect(row(id)).toMatchObject({ state: 'sold', holder_id: order })
    expect(guards()).toMatchObject([{ kind: 'hold', holder: order }])
  })

  test('[VEH-08] delivered it leaves stock for good', () => {
    const { id } = store.run('vehicles.arrive', car(1))
    const order = sell(id)
    expect(refusal(() => write((db) => deliver(db, { vehicleId: id, orderId: 'another', otherwise: () => undefined }))).code).toBe(
      'vehicle-held',
    )
    write((db) => deliver(db, { vehicleId: id, orderId: order, otherwise: () => undefined, plate: '苏ED06418' }))
    expect(row(id)).toMatchObject({ state: 'sold', left_on: '2026-11-22' })
    expect(refusal(() => store.run('vehicles.move', { id, location: '甲库 01' })).code).toBe('gone')
    expect(store.run('vehicles.page', {}).rows[0]?.ageDays).toBe(73)
  })

  describe('firm or provisional', () => {
    const asks = (order: string): boolean => store.session.read(me, (db) => provisional(db, order))
    const pair = (id: string, revokedAt: number | null = null) =>
      store.raw.prepare(`INSERT INTO devices (id, site_id, name, code, revoked_at) VALUES (?, 's', ?, '02', ?)`).run(id, id, revokedAt)

    test('without HQ it is firm', () => {
      pair('replica-2')
      expect(asks(sell(store.run('vehicles.arrive', car(1)).id))).toBe(false)
    })

    test('joined it is provisional until the ruling, also where no other desktop is known', () => {
      store = testStore({ joined: true })
      pair('replica-1')
      pair('replica-8', 5)
      const { id } = store.run('vehicles.arrive', car(1))
      const order = sell(id)
      expect(asks(order)).toBe(true)
      pair('replica-2')
      expect(asks(order)).toBe(true)
      expect(store.run('vehicles.page', {}).rows[0]?.standing).toBe('provisional')
      expect(store.run('vehicles.card', { id }).order?.provisional).toBe(true)

      type Line = { id: string; seq: number; replica: string; command: string; actor: string; device_time: number; payload: string }
      const sent = store.raw
        .prepare('SELECT id, seq, replica, command, actor, device_time, payload FROM _sync_changesets ORDER BY n')
        .all() as Line[]
      store.session.receive({
        entries: sent.map((line, at) => ({
          number: at + 1,
          nonce: 'x',
          changeset: line.id,
          replica: line.replica,
          command: line.command,
          actor: line.actor,
          deviceTime: line.device_time,
          receivedAt: 1,
          changes: (JSON.parse(line.payload) as Payload).changes,
        })),
        rulings: sent.map((line, at) => ({ changeset: line.id, seq: line.seq, outcome: 'accepted' as const, position: at + 1, cases: [] })),
        position: { number: sent.length, nonce: 'x' },
      })
      expect(asks(order)).toBe(false)
      expect(store.run('vehicles.page', {}).rows[0]?.standing).toBe('confirmed')

      // What comes after a confirmed hold repeats it and is firm at once.
      write((db) => deliver(db, { vehicleId: id, orderId: order, otherwise: () => undefined }))
      expect(asks(order)).toBe(false)
    })
  })
})

describe('page', () => {
  beforeEach(() => {
    store.run('vehicles.arrive', car(1, { arrivedOn: '2026-06-27', state: 'in-stock' }))
    store.run('vehicles.arrive', car(2, { arrivedOn: '2026-11-20', exterior: '月砂金' }))
    store.run('vehicles.arrive', car(3, { state: 'in-transit', expectedOn: '2026-11-30', arrivedOn: null }))
    store.run(
      'vehicles.arrive',
      car(4, { arrivedOn: '2026-09-20', brand: '鹭洲', series: 'L6', model: '混动 旗舰', listFen: 16_880_000, priceFen: 16_480_000 }),
      elsewhere,
    )
  })

  test('oldest first, those on the road last, with totals over all', () => {
    const { rows, total, totals } = store.run('vehicles.page', {})
    expect(rows.map((each) => each.ageDays)).toEqual([148, 63, 2, null])
    expect(total).toBe(4)
    expect(totals).toMatchObject({
      sellable: 3,
      listFen: 3 * 18_990_000 + 16_880_000,
      averageAge: 71,
      'state:for-sale': 2,
      'state:in-transit': 1,
      'state:demo': 0,
    })
  })

  test('[VEH-09] filters by age, site, state and colour; totals follow', () => {
    const filtered = (filters: Asked<'vehicles.page'>['filters']) => store.run('vehicles.page', { filters })
    expect(filtered([{ column: 'ageDays', op: 'between', values: [61, null] }]).total).toBe(2)
    expect(filtered([{ column: 'siteId', op: 'is', values: [me.site] }]).totals['listFen']).toBe(3 * 18_990_000)
    expect(filtered([{ column: 'state', op: 'not', values: ['in-transit'] }]).total).toBe(3)
    expect(filtered([{ column: 'exterior', op: 'is', values: ['月砂金', '曜石黑'] }]).total).toBe(1)
    expect(filtered([{ column: 'held', op: 'filled', values: [] }]).totals['listFen']).toBeNull()
  })

  test('[VEH-09] finds by stock number, VIN tail, model in pinyin', () => {
    const found = (search: string) => store.run('vehicles.page', { search }).rows.map((each) => each.vin)
    expect(found(vin(2).slice(-4))).toEqual([vin(2)])
    expect(found('2611-01-03')).toEqual([vin(3)])
    expect(found('luzhou')).toEqual([vin(4)])
    expect(found('lzl6')).toEqual([vin(4)])
  })

  test('totals are asked again after a write', () => {
    expect(store.run('vehicles.page', { limit: 0 }).total).toBe(4)
    store.run('vehicles.arrive', car(9))
    expect(store.run('vehicles.page', { limit: 0 }).total).toBe(5)
  })
})
