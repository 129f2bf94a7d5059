// Buying parts: what consumption says, a purchase from asking to its invoice with a partial and a damaged delivery, and what a
// supplier is worth by what happened.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { partId } from '../../src/shared/modules/parts/rules.ts'
import { advise, costOfReceived, scoreOf } from '../../src/shared/modules/purchasing/rules.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { somebody } from '../support/store.ts'

const DAY = 86_400_000
const manager = person('manager')
const director = person('director')
const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
let shop: Shop
let supplier: string
const FILTER = partId('OF-1')
const OIL = partId('OIL-1')
const supplierNamed = (name: string) => shop.run('purchasing.suppliers', { search: name }, keeper).rows[0]
const ask = (lines: { partId: string; units: number; costFen: number }[], from = supplier) =>
  shop.run('purchasing.ask', { supplierId: from, dueOn: '2026-11-26', lines }, keeper)
const card = (id: string) => shop.run('purchasing.card', { id }, keeper)
const adviceOf = (part: string) => shop.run('purchasing.advice', {}, keeper).rows.find(({ id }) => id === part)

beforeAll(() => {
  shop = openShop()
  const about = { class: 'common', origin: 'original' } as const
  shop.run('parts.keep', { ...about, code: 'OF-1', name: '机油滤清器', unit: '件', lowUnits: 5, highUnits: 60 }, keeper)
  shop.run('parts.keep', { ...about, code: 'OIL-1', name: '机油', unit: '毫升', perUnits: 1000, packUnits: 4000 }, keeper)
  supplier = shop.run('purchasing.keepSupplier', { name: '远汀配件', leadDays: 3 }, keeper).id
})

describe('what is to be bought', () => {
  test('[PAR-03] [PAR-04] [PUR-01] [PUR-03] consumption, limits, packages and what is under way decide, and the reasons are the row', () => {
    const need = { usedUnits: 90, units: 10, promisedUnits: 2, dueUnits: 4, lowUnits: 5, highUnits: 60, packUnits: 10, leadDays: 9 }
    expect(advise(need)).toEqual({ wantedUnits: 30, countedUnits: 12, adviseUnits: 20, lastsDays: 12, why: 'consumption' })
    expect(advise({ ...need, dueUnits: 40 })).toMatchObject({ adviseUnits: 0, why: 'enough' })
    expect(advise({ ...need, usedUnits: 0, units: 1, promisedUnits: 0, dueUnits: 0 })).toMatchObject({
      wantedUnits: 5,
      adviseUnits: 10,
      lastsDays: null,
      why: 'limit',
    })
    expect(advise({ ...need, units: 80 })).toMatchObject({ adviseUnits: 0, why: 'over' })
  })

  test('[PAR-03] what is advised is never short of the lower limit, in whole packages', () => {
    const units = fc.integer({ min: 0, max: 500 })
    const need = fc.record({
      ...{ usedUnits: units, units, promisedUnits: fc.integer({ min: 0, max: 50 }), dueUnits: fc.integer({ min: 0, max: 50 }) },
      ...{ lowUnits: fc.integer({ min: 0, max: 100 }), highUnits: fc.integer({ min: 100, max: 400 }) },
      ...{ packUnits: fc.integer({ min: 1, max: 24 }), leadDays: fc.integer({ min: 0, max: 40 }) },
    })
    fc.assert(
      fc.property(need, (given) => {
        const { adviseUnits, countedUnits, wantedUnits } = advise(given)
        expect(adviseUnits % given.packUnits).toBe(0)
        if (countedUnits < wantedUnits) expect(countedUnits + adviseUnits).toBeGreaterThanOrEqual(Math.min(given.lowUnits, wantedUnits))
        else expect(adviseUnits).toBe(0)
      }),
    )
  })

  test('[PAR-03] [PAR-08] the store’s own moves are what consumption is read from', () => {
    shop.run('parts.receive', { lines: [{ partId: FILTER, units: 30, costFen: 90_000 }] }, keeper)
    shop.run('parts.issue', { lines: [{ partId: FILTER, units: 27 }] }, keeper)
    expect(adviceOf(FILTER)).toMatchObject({
      ...{ usedUnits: 27, units: 3, leadDays: 7, wantedUnits: 9, adviseUnits: 6, why: 'consumption' },
      ...{ supplierName: null, turnsHundredths: 900 },
    })
  })
})

describe('a purchase', () => {
  test('[PUR-02] [PAR-05] [PAR-09] asked, approved by somebody else, ordered, received in parts with damage, and matched with its invoice', () => {
    const { id, no } = ask([
      { partId: FILTER, units: 10, costFen: 29_999 },
      { partId: OIL, units: 8000, costFen: 40_000 },
    ])
    expect(no).toMatch(/^BP-KS-01-2611-1$/)
    expect(refused(() => shop.run('purchasing.order', { id }, keeper)).code).toBe('not-now')
    expect(refused(() => shop.run('purchasing.decide', { id, approved: true }, keeper)).code).toBe('own-request')
    shop.run('purchasing.decide', { id, approved: true }, manager)
    shop.run('purchasing.order', { id }, keeper)
    expect(adviceOf(FILTER)).toMatchObject({ dueUnits: 10, adviseUnits: 0 })
    const [filters, oil] = card(id).lines
    const came = (units: number, oilUnits: number, damagedUnits = 0) =>
      shop.run(
        'purchasing.receive',
        {
          id,
          lines: [
            { lineId: filters?.id ?? '', units, damagedUnits },
            { lineId: oil?.id ?? '', units: oilUnits },
          ],
        },
        keeper,
      )
    expect(refused(() => came(0, 0)).code).toBe('nothing-came')
    expect(refused(() => came(11, 0))).toMatchObject({ code: 'more-than-ordered', details: { left: 10 } })
    shop.clock.at += 2 * DAY
    expect(came(7, 8000, 1)).toMatchObject({ complete: false })
    expect(refused(() => shop.run('purchasing.drop', { id }, keeper)).code).toBe('received-already')
    expect(came(3, 0)).toMatchObject({ complete: true })
    expect(card(id)).toMatchObject({ purchase: { state: 'complete', amountFen: 69_999, receivedFen: 69_999 } })
    const stock = shop.run('parts.card', { id: FILTER }, keeper)
    expect(stock.part.units).toBe(13)
    expect(stock.moves.filter(({ subject }) => subject === 'purchases').map(({ costFen }) => costFen)).toEqual([9000, 20_999])
    const bill = { id, invoiceNo: '26317000000042', amountFen: 70_000, invoicedOn: '2026-11-24' }
    expect(shop.run('purchasing.invoice', bill, keeper)).toEqual({ differenceFen: 1 })
    expect(refused(() => shop.run('purchasing.invoice', bill, keeper)).code).toBe('invoice-known')
  })

  test('[PUR-02] a large one takes the level the flow of approvals names', () => {
    const { id } = ask([{ partId: OIL, units: 8000, costFen: 60_000_000 }])
    expect(card(id).decides).toBe(false)
    expect(refused(() => shop.run('purchasing.decide', { id, approved: true }, manager)).code).toBe('not-your-level')
    shop.run('purchasing.decide', { id, approved: false, comment: '太贵' }, director)
    expect(card(id)).toMatchObject({ purchase: { state: 'rejected' }, comment: '太贵', lines: [{ beforeFen: 40_000 }] })
  })

  test('what came so far costs its share of what was agreed, and all of it costs exactly that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
        (fen, parts) => {
          const all = parts.reduce((sum, each) => sum + each, 0)
          let came = 0
          let paid = 0
          for (const each of parts) {
            paid += costOfReceived(fen, came + each, all) - costOfReceived(fen, came, all)
            came += each
          }
          expect(paid).toBe(fen)
        },
      ),
    )
  })
})

describe('suppliers', () => {
  test('[PUR-05] [PUR-07] scores are what happened: whole, in time, cheap, and reviews', () => {
    const dealt = { goodUnits: 18, damagedUnits: 2, deliveries: 4, lateDeliveries: 1, leadDays: 3, paidFen: 1000, cheapestFen: 900 }
    expect(scoreOf({ ...dealt, reviews: 2, reviewPoints: 8 })).toEqual({ quality: 90, price: 90, leadTime: 75, service: 80, whole: 84 })
    expect(scoreOf({ ...dealt, goodUnits: 0, damagedUnits: 0, deliveries: 0, paidFen: 0, reviews: 0, reviewPoints: 0 }).whole).toBeNull()
    expect(supplierNamed('远汀')).toMatchObject({ scores: { quality: 100, leadTime: 100, service: null }, meanDays: 2, boughtFen: 69_999 })
  })

  test('[PUR-06] what was said with a supplier is kept, and a review gives points', () => {
    expect(refused(() => shop.run('purchasing.note', { supplierId: supplier, kind: 'review', said: '年度' }, keeper)).code).toBe(
      'points-needed',
    )
    shop.run('purchasing.note', { supplierId: supplier, kind: 'review', said: '响应快', points: 4 }, keeper)
    shop.run('purchasing.note', { supplierId: supplier, kind: 'visit', said: '谈了账期' }, keeper)
    expect(shop.run('purchasing.notes', { supplierId: supplier }, keeper).map(({ kind, points }) => [kind, points])).toEqual([
      ['visit', null],
      ['review', 4],
    ])
    expect(supplierNamed('远汀')?.scores.service).toBe(80)
  })
})
