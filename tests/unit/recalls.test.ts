// Recalls from the maker's list to the car that is put right: how a list is read, which cars it names, and that a stopped car is
// not handed over, whoever asks.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kindOf, names, readRanges, serialOf } from '../../src/shared/modules/recalls/rules.ts'
import { openShop, person, refused, vinOf, type Shop } from '../support/shop.ts'
import { paid } from '../support/sales.ts'

const manager = person('manager')
const consultant = person('consultant')
const enter = (shop: Shop, text: string, over = {}) =>
  shop.run('recalls.enter', { no: 'R-2026-07', title: '制动软管', announcedOn: '2026-11-20', text, ...over }, manager)

describe('a list', () => {
  test('is one VIN a line or two with anything between; doubles count once, heads are left out', () => {
    const text = `车架号\n${vinOf(1)}\n${vinOf(1).toLowerCase()}\n\n${vinOf(10)} 至 ${vinOf(20)}\n${vinOf(30)}-${vinOf(40)}\n${vinOf(50)}\t${vinOf(60)}\n${vinOf(70)}，${vinOf(80)}`
    const { ranges, problems } = readRanges(text)
    expect(problems).toEqual([])
    expect(ranges.map(({ fromSerial, toSerial }) => [Number(fromSerial), Number(toSerial)])).toEqual([
      [1, 1],
      [10, 20],
      [30, 40],
      [50, 60],
      [70, 80],
    ])
  })
  test('tells every wrong line with its number at once', () => {
    const other = `LXYE5A1B0SK${'000020'}`
    expect(
      readRanges(`${vinOf(1)}\nLXYE5\n${vinOf(9)} ${vinOf(2)}\n${vinOf(1)} ${other}\n${vinOf(1)} ${vinOf(2)} ${vinOf(3)}`).problems,
    ).toEqual([
      { line: 2, text: 'LXYE5', problem: 'vin' },
      { line: 3, text: `${vinOf(9)} ${vinOf(2)}`, problem: 'backwards' },
      { line: 4, text: `${vinOf(1)} ${other}`, problem: 'kinds' },
      { line: 5, text: `${vinOf(1)} ${vinOf(2)} ${vinOf(3)}`, problem: 'vin' },
    ])
  })
  test('names exactly the serials between, whatever the check digit', () => {
    const serial = fc.integer({ min: 1, max: 900_000 })
    fc.assert(
      fc.property(serial, fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -6000, max: 6000 }), (from, length, off) => {
        const at = Math.max(1, from + off)
        const [range] = readRanges(`${vinOf(from)} ${vinOf(from + length)}`).ranges
        expect(range?.carKind).toBe(kindOf(vinOf(at)))
        expect(range && names(range, vinOf(at))).toBe(at >= from && at <= from + length)
      }),
    )
    expect(serialOf(vinOf(7))).toBe('000007')
  })
})

describe('a recall', () => {
  test('meets the cars in stock at once, and counts them down as they are put right', () => {
    const shop = openShop()
    expect(shop.run('recalls.read', { text: `${vinOf(6704)} ${vinOf(6705)}` }, manager)).toEqual({ ranges: 1, inStock: 2, problems: [] })
    const { id } = enter(shop, `${vinOf(6704)} ${vinOf(6705)}`)
    const row = () => shop.run('recalls.page', { limit: 5 }, manager).rows[0]
    expect(row()).toMatchObject({ no: 'R-2026-07', stopSale: true, ranges: 1, inStock: 2, open: 2 })
    expect(shop.run('recalls.hits', { id }, manager).map(({ stockNo }) => stockNo)).toEqual(['Y6704', 'Y6705'])
    shop.run('recalls.fix', { id, vehicleId: shop.car }, manager)
    expect(row()).toMatchObject({ inStock: 2, open: 1 })
    expect(refused(() => shop.run('recalls.fix', { id, vehicleId: shop.car }, manager)).code).toBe('fixed-already')
    expect(refused(() => shop.run('recalls.fix', { id, vehicleId: shop.cars[2] as string }, manager)).code).toBe('not-named')
    expect(shop.run('recalls.ofVehicle', { vehicleId: shop.car }, consultant)).toMatchObject([{ no: 'R-2026-07', fixedOn: '2026-11-22' }])
  })

  test('with a wrong list is not entered at all', () => {
    const shop = openShop()
    expect(refused(() => enter(shop, `${vinOf(1)}\n123`))).toMatchObject({ code: 'list-wrong', details: { count: 1, line: 2 } })
    expect(refused(() => enter(shop, '车架号')).code).toBe('list-empty')
    expect(shop.run('recalls.page', { limit: 5 }, manager).total).toBe(0)
  })

  test('stops the delivery of a paid car, also for a general manager, until it was put right', () => {
    const shop = openShop()
    const order = paid(shop)
    const { id } = enter(shop, vinOf(6704))
    const deliver = (who: typeof manager) => shop.run('orders.deliver', { id: order }, who)
    for (const who of [consultant, manager, person('director')])
      expect(refused(() => deliver(who))).toMatchObject({ code: 'stop-sale', details: { stockNo: 'Y6704', no: 'R-2026-07' } })
    shop.run('recalls.change', { id, stopSale: false, closed: false }, manager)
    shop.run('recalls.change', { id, stopSale: true, closed: false }, manager)
    expect(refused(() => deliver(manager)).code).toBe('stop-sale')
    shop.run('recalls.fix', { id, vehicleId: shop.car }, manager)
    deliver(consultant)
    expect(shop.run('vehicles.card', { id: shop.car }, manager).vehicle).toMatchObject({ state: 'sold', leftOn: '2026-11-22' })
  })
})
