// 结算: what is billed is kept as it was billed, every payer owes their part, money is in the one ledger, and the thirteen facts
// of a repair wait for the platform. Two desks that bill or move one order apart are in the second half.
import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Asked } from '../../src/shared/contract.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { chargesOf, missingOf, recordElements, recordOf, type SettledContent } from '../../src/shared/modules/settlements/rules.ts'
import { billOf, countersOf, discountOf, guaranteeOf, lineDecisions, payers } from '../../src/shared/modules/workshop/rules.ts'
import { lawfulGuarantees } from '../../src/shared/modules/vehicles/rules.ts'
import { factsOfWorkOrder } from '../../src/main/modules/documents/queries/service-facts.ts'
import { pageOf } from '../../src/main/modules/documents/queries/render.ts'
import { defaultTemplates } from '../../src/main/modules/documents/commands/defaults.ts'
import { lastPayload, openShop, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })
let shop: Shop
let id: string
beforeEach(() => {
  shop = openShop({ joined: true })
  const carId = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E12345', vin: 'LXYE5A1B0TK006704' },
    adviser,
  ).id
  id = shop.run(
    'workshop.open',
    { car: { customerId: shop.customerId, carId, vehicleId: null }, kind: 'repair', km: 12_000, complaint: '刹车异响' },
    adviser,
  ).id
  add({ name: '更换前制动片', code: 'WX-011', minutes: 60, priceFen: 24_000 })
  add({ name: '检修车机', code: 'SP-021', minutes: 90, priceFen: 36_000, payer: 'warranty' })
  shop.run('workshop.addPart', { orderId: id, code: '8400-BP-F', name: '前制动片', quantityMilli: 1000, priceFen: 46_801 }, adviser)
})
const add = (over: Partial<Asked<'workshop.addJob'>>): string =>
  shop.run('workshop.addJob', { orderId: id, name: '项目', minutes: 30, priceFen: 10_000, ...over }, adviser).id
const finish = (): void => {
  shop.run('workshop.move', { id, to: 'working' }, adviser)
  shop.run('workshop.move', { id, to: 'checking' }, adviser)
  shop.run('workshop.check', { id, passed: true }, adviser)
}
const card = () => shop.run('settlements.card', { workOrderId: id }, adviser)

describe('a work order is settled', () => {
  test('payer by payer, with what is taken off the customer alone; the money is the cashier’s too', () => {
    expect(refused(() => shop.run('settlements.settle', { workOrderId: id }, adviser)).code).toBe('closed')
    expect(shop.run('settlements.discount', { workOrderId: id, labourBp: 1000, partsBp: 500 }, adviser)).toEqual({
      discountFen: 2400 + 2340,
    })
    finish()
    const { no, dueFen } = shop.run('settlements.settle', { workOrderId: id }, adviser)
    expect([no, dueFen]).toEqual(['WB-KS-01-2611-1', 24_000 - 2400 + 46_801 - 2340])
    expect(card()).toMatchObject({
      settlements: [{ no, labourFen: 60_000, partsFen: 46_801, discountFen: 4740, totalFen: 102_061, missing: [] }],
      charges: [
        { payer: 'customer', amountFen: 66_061 },
        { payer: 'warranty', amountFen: 36_000 },
      ],
      paidFen: 0,
      unbilled: [],
    })
    const pay = (amountFen: number) => shop.run('settlements.collect', { workOrderId: id, method: 'wechat', amountFen }, adviser)
    expect(refused(() => pay(66_062))).toMatchObject({ code: 'beyond-due', details: { dueFen: 66_061 } })
    expect(pay(60_000)).toMatchObject({ no: 'RC-KS-01-2611-1', dueFen: 6061 })
    expect(refused(() => shop.run('settlements.handOver', { workOrderId: id }, adviser)).code).toBe('still-due')
    pay(6061)
    shop.run('settlements.giveBack', { workOrderId: id, method: 'cash', amountFen: 61, reason: '抹零' })
    expect(card()).toMatchObject({ paidFen: 66_000, dueFen: 61 })
    expect(shop.run('receivables.dayTotals', { on: '2026-11-22' })).toMatchObject({ all: { netFen: 66_000 }, ownFen: 66_000 })
    const rows = shop.run('receivables.page', { limit: 10 }).rows
    expect(rows.map(({ orderNo, kinds, customerName }) => [orderNo, kinds, customerName])).toContainEqual([
      'WO-KS-01-2611-1',
      ['service'],
      '周杉',
    ])
    shop.run('settlements.handOver', { workOrderId: id, evenSo: '老客户，零头下次' }, adviser)
    expect(shop.run('workshop.card', { id }, adviser).order.state).toBe('delivered')
  })

  test('its paper names the thirteen facts, and the record waits until it was handed over, once', () => {
    finish()
    shop.run('settlements.settle', { workOrderId: id }, adviser)
    const [waits] = shop.run('settlements.waiting', {}, adviser)
    expect(Object.keys(waits?.record ?? {})).toEqual(recordElements)
    expect(waits?.record).toMatchObject({
      company: '远汀汽车销售服务（昆山）有限公司',
      vin: 'LXYE5A1B0TK006704',
      plate: '苏E12345',
      receivedOn: '2026-11-22',
      km: 12_000,
      settlementNo: 'WB-KS-01-2611-1',
      fault: '刹车异响',
      jobs: ['更换前制动片', '检修车机'],
      hours: [1, 1.5],
      partNames: ['前制动片'],
      partCodes: ['8400-BP-F'],
      partQuantities: [1],
    })
    for (const kind of ['workorder', 'settlement', 'gatepass'] as const) {
      const { facts } = shop.session.read(adviser, (db) => factsOfWorkOrder(db, kind, id))
      const html = pageOf(defaultTemplates.find((each) => each.kind === kind)?.body ?? '', facts)
      expect(html).toContain('苏E12345')
      expect(html).not.toContain('undefined')
      if (kind === 'settlement')
        for (const fact of ['LXYE5A1B0TK006704', '12000', 'WB-KS-01-2611-1', '刹车异响', '更换前制动片', '1.5', '8400-BP-F', '2026-11-22'])
          expect(html, fact).toContain(fact)
    }
    shop.run('settlements.noteUploaded', { ids: [waits?.id ?? ''], fileName: 'a.json' }, adviser)
    shop.run('settlements.noteUploaded', { ids: [waits?.id ?? ''], fileName: 'b.json' }, adviser)
    expect(shop.run('settlements.waiting', {}, adviser)).toEqual([])
    expect(shop.run('settlements.page', { limit: 5 }, adviser).rows).toMatchObject([{ missing: [], customerFen: 70_801 }])
  })

  test('[AFS-08] moving an order is built on where it stood, and what is billed falls with it', () => {
    finish()
    shop.run('settlements.settle', { workOrderId: id }, adviser)
    const { guards, changes } = lastPayload(shop)
    const [guard] = guards as { kind: string; table: string; column: string; value: string; covers: number[] }[]
    expect(guard).toMatchObject({ kind: 'expect', table: 'work_orders', column: 'state', value: 'ready' })
    expect(new Set(guard?.covers.map((at) => changes[at]?.table))).toEqual(
      new Set(['work_orders', 'work_order_steps', 'settlements', 'settlement_charges']),
    )
  })

  test('a line that came from another desk after the settlement is shown and billed beside it', () => {
    finish()
    shop.run('settlements.settle', { workOrderId: id }, adviser)
    expect(refused(() => add({})).code).toBe('closed')
    shop.raw
      .prepare(`INSERT INTO work_order_jobs (id, site_id, order_id, name, minutes, price_fen, payer, decision, added_at, added_by)
      VALUES ('late', 's', ?, '四轮定位', 60, 12000, 'customer', 'agreed', 1, 'x')`)
      .run(id)
    expect(card().unbilled).toEqual([{ id: 'late', name: '四轮定位' }])
    shop.run('settlements.settle', { workOrderId: id }, adviser)
    expect(lastPayload(shop).guards).toMatchObject([{ kind: 'unique', key: `settlement:${id} 2` }])
    expect(card()).toMatchObject({ unbilled: [], dueFen: 70_801 + 12_000 })
    expect(refused(() => shop.run('settlements.settle', { workOrderId: id }, adviser)).code).toBe('nothing-agreed')
  })
})

describe('laws', () => {
  const line = fc.record({
    payer: fc.constantFrom(...payers),
    decision: fc.constantFrom(...lineDecisions),
    amountFen: fc.nat(10_000_000),
    bp: fc.nat(10_000),
  })
  const lines = fc
    .array(line, { maxLength: 12 })
    .map((all) => all.map(({ bp, ...each }) => ({ ...each, discountFen: discountOf(each.amountFen, bp) })))
  test('what payers pay sums to the total, nobody pays below nothing, and only agreed lines count', () => {
    fc.assert(
      fc.property(lines, lines, (jobs, parts) => {
        const bill = billOf(jobs, parts)
        expect(Object.values(bill.byPayer).reduce((sum, fen) => sum + fen, 0)).toBe(bill.totalFen)
        expect(bill.labourFen + bill.partsFen - bill.discountFen).toBe(bill.totalFen)
        for (const fen of Object.values(bill.byPayer)) expect(fen).toBeGreaterThanOrEqual(0)
        expect(
          billOf(
            jobs.filter(({ decision }) => decision === 'agreed'),
            parts.filter(({ decision }) => decision === 'agreed'),
          ),
        ).toEqual(bill)
        const kept = (all: typeof jobs) => all.map((each, at) => ({ ...each, id: String(at), code: null, name: 'x', minutes: 1 }))
        const charges = chargesOf({ jobs: kept(jobs), parts: [] } as unknown as SettledContent)
        expect(charges.byPayer.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(charges.totalFen)
      }),
    )
  })
  test('the counters of the three guarantees grow with every repair, in whatever order they are told', () => {
    const repair = fc
      .record({
        fromAt: fc.nat(1_000_000_000),
        long: fc.nat(1_000_000_000),
        faults: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
      })
      .map(({ fromAt, long, faults }) => ({ fromAt, untilAt: fromAt + long, faults }))
    fc.assert(
      fc.property(fc.array(repair, { maxLength: 8 }), repair, (repairs, more) => {
        const before = countersOf(repairs)
        const after = countersOf([more, ...repairs])
        expect(after).toEqual(countersOf([...repairs.toReversed(), more]))
        expect(after.days).toBeGreaterThan(before.days)
        expect(after.times).toBe(before.times + 1)
        expect(after.worstTimes).toBeGreaterThanOrEqual(before.worstTimes)
      }),
    )
  })
  test('24 days or three times the same fault are warned of, 30 days passed or four times are reached, and periods end', () => {
    const DAY = 86_400_000
    const now = Date.UTC(2026, 10, 22)
    const at = (days: number, times: number, over: { km?: number; fromOn?: string } = {}) =>
      guaranteeOf(
        lawfulGuarantees,
        {
          fromOn: over.fromOn ?? '2026-01-01',
          km: over.km ?? 10_000,
          repairs: Array.from({ length: times }, (_, n) => ({
            fromAt: now - 200 * DAY,
            untilAt: now - 200 * DAY + (n === 0 ? (days - times + 1) * DAY : 1),
            faults: ['SP-021'],
          })),
        },
        now,
      ).level
    expect([at(1, 1), at(23, 1), at(24, 1), at(30, 1), at(31, 1)]).toEqual(['inside', 'inside', 'near', 'near', 'reached'])
    expect([at(3, 2), at(3, 3), at(4, 4)]).toEqual(['inside', 'near', 'reached'])
    expect([at(31, 1, { km: 60_001 }), at(31, 1, { fromOn: '2020-01-01' })]).toEqual(['outside', 'outside'])
    expect(at(31, 1, { km: 50_001 })).toBe('inside')
  })
  test('a record without a VIN or with a part without its number is said to lack it', () => {
    const content: SettledContent = {
      company: 'x',
      vin: null,
      plate: '苏E1',
      carName: 'x',
      receivedOn: '2026-11-22',
      km: 1,
      fault: 'x',
      jobs: [{ id: 'a', code: null, name: 'x', amountFen: 1, discountFen: 0, payer: 'customer', minutes: 60 }],
      parts: [
        {
          id: 'b',
          code: null,
          name: 'x',
          amountFen: 1,
          discountFen: 0,
          payer: 'customer',
          quantityMilli: 1,
          priceFen: 1,
          origin: 'original',
        },
      ],
    }
    expect(missingOf(recordOf(content, { no: 'WB', settledOn: '2026-11-22' }))).toEqual(['vin', 'partCodes'])
    expect(missingOf(recordOf({ ...content, vin: 'V', parts: [] }, { no: 'WB', settledOn: '2026-11-22' }))).toEqual([])
  })
})
