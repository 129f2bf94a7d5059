// The workshop's catalogue on a real store: which job fits a car, what it costs whom from which day, what choosing it lays on an
// order, and how it comes in from a file. Two offline desks are in jobs-desks.test.ts.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/shared/dates.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { entries, type Asked } from '../../src/shared/contract.ts'
import { jobRows } from '../../src/shared/modules/imports/rules/jobs.ts'
import { classOf, closeness, fitting, labourFen, priceOn, shareOut } from '../../src/shared/modules/jobs/rules.ts'
import { sumFen } from '../../src/shared/money.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const boss = person('director')
const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions), name: '宋清和' })

describe('rules', () => {
  test('[AFS-04] a job is for every car, a brand or a series, and of one code the closest counts', () => {
    const all = { code: 'BY-001', brand: null, series: null }
    const brand = { ...all, brand: '青屿' }
    const series = { ...brand, series: 'E5' }
    expect(fitting([all, brand, series], '青屿 E5 长续航 610')).toEqual([series])
    expect(fitting([all, series], '青屿 E50')).toEqual([all])
    expect(fitting([brand, series], '示例 A4')).toEqual([])
    expect(closeness({ brand: null, series: 'a4' }, '示例 A4L')).toBeNull()
    expect(closeness({ brand: null, series: 'a4' }, '示例A4 四驱')).toBe(2)
    expect(fitting([{ ...all, code: 'X' }, all], '青屿 E5').map(({ code }) => code)).toEqual(['X', 'BY-001'])
  })

  test('who pays and who the customer is say the class', () => {
    expect(classOf('customer', 'person')).toBe('retail')
    expect(classOf('customer', 'company')).toBe('company')
    expect(classOf('guarantee', 'person')).toBe('maker')
    expect(classOf('internal', 'company')).toBe('internal')
  })

  test('[AFS-06] the fixed price of the class, then of everyone, then the hours at the rate of the class, then at retail', () => {
    const rates = [
      { class: 'retail' as const, validFromOn: '2026-01-01', rateFen: 24_000 },
      { class: 'retail' as const, validFromOn: '2026-12-01', rateFen: 26_000 },
      { class: 'maker' as const, validFromOn: '2026-01-01', rateFen: 15_000 },
    ]
    const at = (fixed: Parameters<typeof priceOn>[1]['fixed'], of: Parameters<typeof priceOn>[2], on = '2026-11-28') =>
      priceOn(30, { rates, fixed }, of, on)
    expect(at([], 'retail')).toEqual({ priceFen: 12_000, origin: { from: 'rate', class: 'retail', since: '2026-01-01', rateFen: 24_000 } })
    expect(at([], 'retail', '2026-12-01')?.priceFen).toBe(13_000)
    expect(at([], 'maker')?.priceFen).toBe(7500)
    expect(at([], 'insurer')?.origin).toMatchObject({ from: 'rate', class: 'retail' })
    const fixed = [
      { class: null, validFromOn: '2026-06-01', priceFen: 9900 },
      { class: 'company' as const, validFromOn: '2026-06-01', priceFen: 8800 },
    ]
    expect(at(fixed, 'company')).toEqual({ priceFen: 8800, origin: { from: 'fixed', class: 'company', since: '2026-06-01' } })
    expect(at(fixed, 'retail')?.priceFen).toBe(9900)
    expect(at(fixed, 'retail', '2026-05-31')?.priceFen).toBe(12_000)
    expect(at([...fixed, { class: null, validFromOn: '2026-11-01', priceFen: null }], 'retail')?.priceFen).toBe(12_000)
    expect(priceOn(30, { rates: [], fixed: [] }, 'retail', '2026-11-28')).toBeNull()
  })

  test('labour rounds half up to the 分, and never differs by more than half of one from the exact sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 10_000_000 }), (minutes, rate) => {
        expect(Math.abs(labourFen(minutes, rate) * 60 - minutes * rate)).toBeLessThanOrEqual(30)
      }),
      { numRuns: 300 },
    )
  })

  test('the price of a package lies on its lines to the 分, whatever they cost alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 12 }),
        (price, alone) => {
          const lines = shareOut(
            price,
            alone.map((amountFen) => ({ amountFen })),
          )
          expect(sumFen(lines.map(({ raisedFen, discountFen }, at) => (alone[at] ?? 0) + raisedFen - discountFen))).toBe(price)
          for (const [at, { discountFen, raisedFen }] of lines.entries()) {
            expect(discountFen).toBeGreaterThanOrEqual(0)
            expect(raisedFen).toBeGreaterThanOrEqual(0)
            expect(discountFen).toBeLessThanOrEqual(alone[at] ?? 0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a row of a file: hours as people write them, areas and kinds in words, one problem a cell', () => {
    const having = { people: {}, today: '2026-11-28', inWan: new Set<string>(), mayCost: false }
    const row = { code: ' by-001 ', name: '更换机油机滤', minutes: '0.5', series: 'E5', area: '发动机', kind: '保养', priceFen: '¥120' }
    expect(jobRows.read(row, having).value).toMatchObject({
      ...{ code: 'BY-001', minutes: 30, series: 'E5', brand: null, area: 'engine', kind: 'maintenance', priceFen: 12_000 },
    })
    expect(jobRows.read({ ...row, minutes: '45分钟' }, having).value).toMatchObject({ minutes: 45 })
    expect(jobRows.read({ ...row, minutes: 1.25 }, having).value).toMatchObject({ minutes: 75 })
    expect(jobRows.read({ ...row, minutes: '半小时', code: '' }, having).issues).toEqual([
      { field: 'minutes', code: 'hours' },
      { field: 'code', code: 'missing' },
    ])
    expect(jobRows.read({ ...row, area: '天上' }, having).issues).toEqual([{ field: 'area', code: 'choice' }])
  })
})

describe('on a store', () => {
  let shop: Shop
  let orderId: string
  let oil: string
  const filter = { code: 'QY-OF-1012', quantityMilli: 1000 }
  const job = (over: Partial<Asked<'jobs.keep'>> = {}): Asked<'jobs.keep'> => ({
    code: 'BY-001',
    name: '更换机油机滤',
    area: 'engine',
    kind: 'maintenance',
    minutes: 30,
    parts: [filter],
    ...over,
  })
  const order = (vehicleId = shop.car): string =>
    shop.run(
      'workshop.open',
      { car: { customerId: shop.customerId, carId: null, vehicleId }, kind: 'maintenance', km: 9000, complaint: '保养', evenSo: '测试' },
      adviser,
    ).id
  const card = (id: string) => shop.run('workshop.card', { id }, adviser)
  beforeAll(() => {
    shop = openShop()
    shop.run(
      'parts.keep',
      { code: 'QY-OF-1012', name: '机油滤清器', class: 'common', origin: 'original', unit: '件', priceFen: 5800 } as never,
      boss,
    )
    oil = shop.run('jobs.keep', job(), boss).id
    orderId = order()
  })

  test('[AFS-03] a job is entered, corrected under its code and these cars, archived and found again', () => {
    const made = shop.run(
      'jobs.keep',
      job({ code: 'wx 011', name: '换前片', kind: 'replacement', area: 'brakes', minutes: 60, parts: [] }),
      boss,
    )
    expect(made.made).toBe(true)
    expect(shop.run('jobs.keep', job({ code: 'WX011', name: '更换前制动片', area: 'brakes', minutes: 66, parts: [] }), boss)).toEqual({
      id: made.id,
      made: false,
    })
    expect(shop.run('jobs.keep', job({ code: 'WX011', series: 'E5', minutes: 72, parts: [] }), boss).id).not.toBe(made.id)
    const found = () =>
      shop.run('jobs.page', { limit: 20, search: 'wx011', filters: [{ column: 'series', op: 'empty', values: [] }] }, adviser).rows
    expect(found()).toMatchObject([{ code: 'WX011', name: '更换前制动片', minutes: 66, hours: 1.1, archived: false }])
    shop.run('jobs.archive', { id: made.id, archived: true }, boss)
    expect(found()).toMatchObject([{ archived: true }])
    const offered = shop.run('jobs.offered', { orderId, text: 'WX011', payer: 'customer' }, adviser)
    expect(offered.map(({ minutes }) => minutes)).toEqual([72])
  })

  test('[AFS-05] [AFS-06] choosing it lays hours, price and parts on the order with where the price came from', () => {
    expect(refused(() => shop.run('jobs.choose', { orderId, jobId: oil }, adviser)).code).toBe('no-rate')
    const today = shop.run('jobs.setRate', { class: 'retail', validFromOn: '2026-01-01', rateFen: 24_000, source: '年度价' }, boss)
    shop.run('jobs.setRate', { class: 'maker', validFromOn: '2026-01-01', rateFen: 15_000 }, boss)
    expect(shop.run('jobs.rates', {}, adviser).find(({ id }) => id === today.id)).toMatchObject({
      rateFen: 24_000,
      now: true,
      source: '年度价',
    })
    const [offer] = shop.run('jobs.offered', { orderId, text: '机油', payer: 'customer' }, adviser)
    expect(offer).toMatchObject({ priceFen: 12_000, totalFen: 17_800, parts: [{ name: '机油滤清器', amountFen: 5800 }] })
    const { id } = shop.run('jobs.choose', { orderId, jobId: oil }, adviser)
    const { jobs, parts, bill } = card(orderId)
    expect(jobs).toMatchObject([
      {
        id,
        code: 'BY-001',
        minutes: 30,
        priceFen: 12_000,
        pricedBy: { from: 'rate', class: 'retail', since: '2026-01-01', rateFen: 24_000 },
      },
    ])
    expect(parts).toMatchObject([{ jobId: id, code: 'QY-OF-1012', priceFen: 5800, pricedBy: { from: 'counter' } }])
    expect(bill.totalFen).toBe(17_800)
    expect(shop.run('parts.demand', { workOrderId: orderId }, boss)).toMatchObject([{ code: 'QY-OF-1012', wantedUnits: 1 }])
  })

  test('parts go with the job that takes them; another payer is priced anew at his rate', () => {
    const own = order()
    const { id } = shop.run('jobs.choose', { orderId: own, jobId: oil, decision: 'proposed' }, adviser)
    expect(card(own).bill.totalFen).toBe(0)
    expect(shop.run('workshop.decide', { orderId: own, ids: [id], decision: 'agreed' }, adviser)).toEqual({ count: 2 })
    expect(card(own).bill.totalFen).toBe(17_800)
    shop.run('workshop.charge', { orderId: own, ids: [id], payer: 'warranty' }, adviser)
    expect(shop.run('jobs.reprice', { orderId: own }, adviser)).toEqual({ count: 1 })
    expect(card(own).jobs).toMatchObject([{ priceFen: 7500, pricedBy: { class: 'maker' } }])
    expect(refused(() => shop.run('jobs.reprice', { orderId: own }, adviser)).code).toBe('nothing-changed')
  })

  test('a fixed price counts from its day on and may be given up; what lies on an order keeps its price', () => {
    const own = order()
    const today = shop.run('jobs.card', { id: oil }, boss).prices.length
    shop.run('jobs.choose', { orderId: own, jobId: oil }, adviser)
    const on = '2026-11-20'
    shop.run('jobs.setPrice', { jobId: oil, validFromOn: on, priceFen: 9900, source: '双十一' }, boss)
    expect(shop.run('jobs.card', { id: oil }, boss)).toMatchObject({
      job: { priceFen: 9900, origin: { from: 'fixed', class: null, since: on } },
      prices: [{ priceFen: 9900, source: '双十一' }],
    })
    expect(card(own).jobs[0]?.priceFen).toBe(12_000)
    shop.run('jobs.setPrice', { jobId: oil, validFromOn: on, priceFen: 8800 }, boss)
    expect(shop.run('jobs.card', { id: oil }, boss).prices).toHaveLength(today + 1)
    shop.run('jobs.setPrice', { jobId: oil, validFromOn: addDays(on, 1), priceFen: null }, boss)
    expect(shop.run('jobs.card', { id: oil }, boss).job).toMatchObject({ priceFen: 12_000, origin: { from: 'rate' } })
  })

  test('a price is typed by hand only with the right to do so, and says so', () => {
    const own = order()
    expect(['workshop.addJob', 'workshop.addPart', 'jobs.choose', 'jobs.keep'].map((name) => entries.get(name)?.access)).toEqual([
      'workshop.price',
      'workshop.price',
      'workshop.edit',
      'jobs.edit',
    ])
    shop.run('workshop.addJob', { orderId: own, name: '打蜡', minutes: 60, priceFen: 30_000 }, adviser)
    expect(card(own).jobs[0]?.pricedBy).toBeNull()
  })

  test('a part no counter has a price of, a job of another car or an archived one is not laid', () => {
    const own = order()
    const lacking = shop.run('jobs.keep', job({ code: 'BY-900', parts: [{ code: 'NO-SUCH', quantityMilli: 1000 }] }), boss).id
    expect(refused(() => shop.run('jobs.choose', { orderId: own, jobId: lacking }, adviser))).toMatchObject({
      code: 'no-part-price',
      details: { code: 'NO-SUCH' },
    })
    expect(shop.run('jobs.offered', { orderId: own, text: 'BY-900', payer: 'customer' }, adviser)).toMatchObject([{ totalFen: null }])
    const other = shop.run('jobs.keep', job({ code: 'BY-901', brand: '示例', parts: [] }), boss).id
    expect(refused(() => shop.run('jobs.choose', { orderId: own, jobId: other }, adviser)).code).toBe('not-for-this-car')
    shop.run('jobs.archive', { id: lacking, archived: true }, boss)
    expect(refused(() => shop.run('jobs.choose', { orderId: own, jobId: lacking }, adviser)).code).toBe('archived')
    expect(card(own).jobs).toEqual([])
  })

  test('a part is chosen at what the counter asks', () => {
    const own = order()
    shop.run('jobs.choosePart', { orderId: own, code: 'qy-of-1012', quantityMilli: 2000 }, adviser)
    expect(card(own).parts).toMatchObject([{ name: '机油滤清器', amountFen: 11_600, pricedBy: { from: 'counter' } }])
    expect(refused(() => shop.run('jobs.choosePart', { orderId: own, code: 'NOPE', quantityMilli: 1000 }, adviser)).code).toBe(
      'no-part-price',
    )
  })

  describe('packages', () => {
    const kept = (over: Partial<Asked<'jobs.keepPackage'>> = {}): Asked<'jobs.keepPackage'> => ({
      code: 'TC-01',
      name: '小保养套餐',
      jobs: ['BY-001', 'WX-500'],
      parts: [{ code: 'QY-OF-1012', quantityMilli: 500 }],
      priceFen: 19_999,
      validFromOn: '2026-11-01',
      validUntilOn: '2027-01-31',
      ...over,
    })
    let packageId: string
    beforeAll(() => {
      shop.run('jobs.keep', job({ code: 'WX-500', name: '检查', minutes: 15, parts: [] }), boss)
      packageId = shop.run('jobs.keepPackage', kept(), boss).id
    })

    test('lines come to the price of the package to the 分, each with what it saves, and say where the price came from', () => {
      const own = order()
      const [offer] = shop.run('jobs.packagesOffered', { orderId: own, text: 'tc', payer: 'customer' }, adviser)
      // 12,000 + 6,000 for labour, 5,800 + 2,900 for parts.
      expect(offer).toMatchObject({ name: '小保养套餐', priceFen: 19_999, aloneFen: 26_700 })
      expect(shop.run('jobs.choosePackage', { orderId: own, packageId }, adviser).lines).toBe(4)
      const { jobs, parts, bill } = card(own)
      expect(bill).toMatchObject({ labourFen: 18_000, partsFen: 8700, discountFen: 6701, totalFen: 19_999 })
      for (const line of [...jobs, ...parts]) {
        expect(line.pricedBy).toEqual({ from: 'package', id: packageId, name: '小保养套餐', since: '2026-11-01' })
        expect(line.bundleId).toBe(jobs[0]?.bundleId)
      }
      // No second discount; and it is taken or left as one.
      expect(shop.run('settlements.discount', { workOrderId: own, labourBp: 1000, partsBp: 1000 }, adviser)).toEqual({ discountFen: 0 })
      expect(card(own).bill.totalFen).toBe(19_999)
      expect(shop.run('workshop.decide', { orderId: own, ids: [parts[0]?.id ?? ''], decision: 'declined' }, adviser)).toEqual({ count: 4 })
      expect(card(own).bill.totalFen).toBe(0)
      expect(refused(() => shop.run('jobs.reprice', { orderId: own }, adviser)).code).toBe('nothing-changed')
    })

    test('a package dearer than its lines still comes to its price', () => {
      const dear = shop.run('jobs.keepPackage', kept({ code: 'TC-02', priceFen: 30_000 }), boss).id
      const own = order()
      shop.run('jobs.choosePackage', { orderId: own, packageId: dear }, adviser)
      expect(card(own).bill).toMatchObject({ discountFen: 0, totalFen: 30_000 })
    })

    test('it runs from its first to its last day, for its cars, while its jobs are sold', () => {
      const own = order()
      const refusal = (over: Partial<Asked<'jobs.keepPackage'>>) => {
        const { id } = shop.run('jobs.keepPackage', kept({ code: `TC-${JSON.stringify(over).length}`, ...over }), boss)
        return refused(() => shop.run('jobs.choosePackage', { orderId: own, packageId: id }, adviser)).code
      }
      expect(refusal({ validFromOn: '2026-10-01', validUntilOn: addDays('2026-11-22', -1) })).toBe('not-running')
      expect(refusal({ validFromOn: addDays('2026-11-22', 1), validUntilOn: null })).toBe('not-running')
      expect(refusal({ series: '别的车' })).toBe('not-for-this-car')
      expect(refused(() => shop.run('jobs.keepPackage', kept(), boss)).code).toBe('code-taken')
      expect(refused(() => shop.run('jobs.keepPackage', kept({ code: 'TC-X', jobs: ['NO-JOB'] }), boss)).code).toBe('no-such-job')
      expect(() => shop.run('jobs.keepPackage', kept({ code: 'TC-Y', validUntilOn: '2026-10-31' }), boss)).toThrow()
      shop.run('jobs.archivePackage', { id: packageId, archived: true }, boss)
      expect(refused(() => shop.run('jobs.choosePackage', { orderId: own, packageId }, adviser)).code).toBe('archived')
      expect(shop.run('jobs.packages', { limit: 20, search: 'TC-01' }, adviser).rows).toMatchObject([
        { state: 'archived', priceFen: 19_999, aloneFen: 26_700, validUntilOn: '2027-01-31' },
      ])
      expect(card(own).jobs).toEqual([])
    })
  })
})
