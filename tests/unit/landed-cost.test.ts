// What bringing parts cost becomes part of what they cost: shared by the lines of what was carried to the 分, put into the stock ledger
// behind the goods, and for what had gone already a cost difference; late entries of other desks move that on by themselves.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { partMoves } from '../../src/shared/modules/parts/tables.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const boss = somebody({ user: '019a0000-0000-7000-8000-0000000000c8', name: '顾听澜' })
const group = somebody({ reach: 'group' })
let shop: Shop
let supplierId: string
let carrierId: string
beforeAll(() => {
  shop = openShop()
  supplierId = shop.run('purchasing.keepSupplier', { name: '青屿配件中心' }, keeper).id
  carrierId = shop.run('logistics.keepCarrier', { name: '顺路物流' }, keeper).id
})

type Line = { code: string; units: number; costFen: number; unit?: string; perUnits?: number }
const keep = ({ code, unit = '件', perUnits = 1 }: Line) =>
  shop.run('parts.keep', { code, name: `件 ${code}`, class: 'common', origin: 'original', unit, perUnits }, keeper)
/** A purchase that is ordered, and a shipment of it. */
function carried(lines: readonly Line[]): { purchase: string; shipment: string } {
  for (const line of lines) keep(line)
  const wanted = lines.map(({ code, units, costFen }) => ({ partId: partId(code), units, costFen }))
  const { id } = shop.run('purchasing.ask', { supplierId, dueOn: null, reason: '补货', lines: wanted }, keeper)
  shop.run('purchasing.decide', { id, approved: true }, boss)
  shop.run('purchasing.order', { id }, keeper)
  const about = { carrierId, subject: 'purchases', subjectId: id, fromPlace: '上海', toPlace: '昆山店' } as const
  return { purchase: id, shipment: shop.run('logistics.ship', about, keeper).id }
}
function receive(purchase: string, came: Readonly<Record<string, number>>): void {
  const { lines } = shop.run('purchasing.card', { id: purchase }, keeper)
  const some = lines.flatMap(({ id, code }) => (came[code] ? [{ lineId: id, units: came[code], damagedUnits: 0 }] : []))
  shop.run('purchasing.receive', { id: purchase, lines: some }, keeper)
}
const cost = (id: string, amountFen: number) => shop.run('logistics.cost', { id, kind: 'freight', amountFen }, keeper)
const land = (id: string) => shop.run('logistics.land', { id }, keeper).landedFen
const card = (id: string) => shop.run('logistics.card', { id }, keeper)
const issue = (code: string, units: number) => shop.run('parts.issue', { lines: [{ partId: partId(code), units }] }, keeper)
const books = (code: string) =>
  shop.st.one<{ units: number; average: number; fifo: number }>(
    'SELECT units, average_fen AS average, fifo_fen AS fifo FROM part_stock WHERE id = ?',
    placeId(partId(code), SITE),
  )

test('[LOG-04] freight joins what the parts cost; what had gone is a cost difference, by either method', () => {
  const first = carried([{ code: 'LC-1', units: 10, costFen: 10_000 }])
  receive(first.purchase, { 'LC-1': 10 })
  issue('LC-1', 4)
  const { purchase, shipment } = carried([
    { code: 'LC-1', units: 10, costFen: 20_000 },
    { code: 'LC-2', units: 5, costFen: 10_000 },
  ])
  cost(shipment, 3001)
  expect(card(shipment).landing).toEqual({ landedFen: 0, openFen: 0, waitingFen: 3001, differenceFen: 0, lands: false })
  expect(refused(() => land(shipment)).code).toBe('nothing-to-land')
  receive(purchase, { 'LC-1': 10, 'LC-2': 5 })
  // Ten of sixteen came by this shipment; twelve go: by moving average four of them are still here, by first-in-first-out as well.
  issue('LC-1', 12)
  const before = books('LC-1')
  expect(before).toEqual({ units: 4, average: 6500, fifo: 8000 })
  expect(land(shipment)).toBe(3001)
  expect(card(shipment).lines.map(({ code, shareFen, landedFen }) => [code, shareFen, landedFen])).toEqual([
    ['LC-1', 2001, 2001],
    ['LC-2', 1000, 1000],
  ])
  expect(books('LC-1')).toEqual({ units: 4, average: 6500 + 800, fifo: 8000 + 800 })
  expect(books('LC-2')).toEqual({ units: 5, average: 11_000, fifo: 11_000 })
  expect(card(shipment).landing).toEqual({ landedFen: 3001, openFen: 0, waitingFen: 0, differenceFen: 1201, lands: false })
  const { no } = card(shipment).shipment
  expect(shop.run('costings.landed', {}, keeper)).toEqual([{ no, landedOn: '2026-11-22', landedFen: 3001, differenceFen: 1201 }])
  const moves = shop.run('parts.moves', { search: no }, keeper).rows
  expect(moves.map(({ kind, units, costFen }) => [kind, units, costFen]).toSorted()).toEqual([
    ['landed', 0, 1000],
    ['landed', 0, 2001],
  ])
  // What goes next takes it along, and nothing on hand has no value.
  issue('LC-1', 4)
  expect(books('LC-1')).toEqual({ units: 0, average: 0, fifo: 0 })
  // An entry is never changed: a correction is an entry of its own, all of it difference for what has gone.
  expect(refused(() => land(shipment)).code).toBe('nothing-to-land')
  cost(shipment, -3001)
  expect(land(shipment)).toBe(-3001)
  expect([books('LC-1'), books('LC-2')]).toEqual([
    { units: 0, average: 0, fifo: 0 },
    { units: 5, average: 10_000, fifo: 10_000 },
  ])
})

test('first-in-first-out leaves the freight with the parts it brought, moving average with as many as lie here', () => {
  const older = carried([{ code: 'LC-3', units: 10, costFen: 10_000 }])
  receive(older.purchase, { 'LC-3': 10 })
  cost(older.shipment, 1000)
  const newer = carried([{ code: 'LC-3', units: 10, costFen: 10_000 }])
  receive(newer.purchase, { 'LC-3': 10 })
  issue('LC-3', 10)
  land(older.shipment)
  // The ten that went are those this freight brought: first in.
  expect(books('LC-3')).toEqual({ units: 10, average: 11_000, fifo: 10_000 })
})

test('a line waits for its goods: what came is booked, the rest when it comes, and nothing twice', () => {
  const { purchase, shipment } = carried([
    { code: 'LC-4', units: 2, costFen: 100 },
    { code: 'LC-5', units: 2, costFen: 200 },
  ])
  cost(shipment, 100)
  receive(purchase, { 'LC-4': 1 })
  expect(card(shipment).landing).toMatchObject({ openFen: 33, waitingFen: 67, lands: true })
  expect(land(shipment)).toBe(33)
  receive(purchase, { 'LC-5': 2 })
  cost(shipment, 10)
  expect(land(shipment)).toBe(67 + 10)
  expect(card(shipment).landing).toMatchObject({ landedFen: 110, openFen: 0, waitingFen: 0 })
})

test('the store chooses the basis, a cost keeps the one it was noted under, and another site’s shipment is booked there', () => {
  const { purchase, shipment } = carried([
    { code: 'LC-6', units: 4000, costFen: 90_000, unit: '毫升', perUnits: 1000 },
    { code: 'LC-7', units: 4, costFen: 10_000 },
  ])
  cost(shipment, 1000)
  shop.run('admin.dateParameter', { key: 'landed-basis', validFromOn: '2026-11-22', value: 'quantity', note: '按数量' }, group)
  cost(shipment, 1000)
  shop.run('admin.dateParameter', { key: 'landed-basis', validFromOn: '2026-11-22', value: 'value', note: '按货值' }, group)
  expect(card(shipment).lines.map(({ shareFen }) => shareFen)).toEqual([900 + 500, 100 + 500])
  receive(purchase, { 'LC-6': 4000, 'LC-7': 4 })
  const elsewhere = somebody({ site: '019a0000-0000-7000-8000-0000000000aa', siteCode: 'WX', reach: 'group' })
  expect(refused(() => shop.run('logistics.land', { id: shipment }, elsewhere)).code).toBe('not-ours')
  expect(land(shipment)).toBe(2000)
  expect(books('LC-6')).toMatchObject({ units: 4000, average: 91_400, fifo: 91_400 })
})

describe('what a shipment’s cost is shared by', () => {
  const weigh = (code: string, weightGrams: number | null) =>
    shop.run('parts.keep', { code, name: `件 ${code}`, class: 'common', origin: 'original', unit: '件', weightGrams }, keeper)
  const share = (id: string, basis: 'value' | 'quantity' | 'weight') => shop.run('logistics.share', { id, basis }, keeper)
  const shares = (id: string) => card(id).lines.map(({ shareFen }) => shareFen)

  test('[LOG-04] is chosen for each shipment; by weight it names the parts nobody weighed', () => {
    const { purchase, shipment } = carried([
      { code: 'LW-1', units: 3, costFen: 90_000 },
      { code: 'LW-2', units: 1, costFen: 10_000 },
    ])
    cost(shipment, 1001)
    expect(card(shipment)).toMatchObject({ basis: 'value', shares: true })
    expect(shares(shipment)).toEqual([901, 100])
    share(shipment, 'quantity')
    expect(shares(shipment)).toEqual([751, 250])
    weigh('LW-1', 2000)
    expect(refused(() => share(shipment, 'weight'))).toMatchObject({ code: 'weight-missing', details: { parts: 'LW-2 件 LW-2' } })
    weigh('LW-2', 14_000)
    share(shipment, 'weight')
    expect(shares(shipment)).toEqual([300, 701])
    expect(card(shipment).lines.map(({ grams }) => grams)).toEqual([6000, 14_000])
    // What is noted now falls likewise, and going back says again what was said.
    cost(shipment, 10)
    expect(shares(shipment)).toEqual([303, 708])
    share(shipment, 'value')
    expect(shares(shipment)).toEqual([901 + 9, 100 + 1])
    share(shipment, 'weight')
    receive(purchase, { 'LW-1': 3, 'LW-2': 1 })
    expect(land(shipment)).toBe(1011)
    expect([books('LW-1')?.average, books('LW-2')?.average]).toEqual([90_303, 10_708])
    expect(card(shipment).shares).toBe(false)
    expect(refused(() => share(shipment, 'value')).code).toBe('landed-already')
    // A part that is entered again without its weight keeps it.
    keep({ code: 'LW-1', units: 0, costFen: 0 })
    expect(shop.run('parts.card', { id: partId('LW-1') }, keeper).weightGrams).toBe(2000)
  })

  test('[LOG-04] is asked when the shipment is entered, and a cost is refused while the store’s way wants a weight', () => {
    const { purchase, shipment } = carried([{ code: 'LW-3', units: 2, costFen: 100 }])
    const about = { carrierId, subject: 'purchases', subjectId: purchase, fromPlace: '上海', toPlace: '昆山店' } as const
    expect(refused(() => shop.run('logistics.ship', { ...about, basis: 'weight' }, keeper)).code).toBe('weight-missing')
    shop.run('admin.dateParameter', { key: 'landed-basis', validFromOn: '2026-11-22', value: 'weight', note: '按重量' }, group)
    expect(refused(() => cost(shipment, 100))).toMatchObject({ code: 'weight-missing' })
    share(shipment, 'quantity')
    cost(shipment, 100)
    expect(shares(shipment)).toEqual([100])
    shop.run('admin.dateParameter', { key: 'landed-basis', validFromOn: '2026-11-22', value: 'value', note: '按货值' }, group)
  })

  test('[LOG-04] [PUR-02] the goods receipt says what of it is not on the parts yet', () => {
    const { purchase, shipment } = carried([
      { code: 'LW-4', units: 2, costFen: 100 },
      { code: 'LW-5', units: 2, costFen: 100 },
    ])
    const { no } = card(shipment).shipment
    const unlanded = () => shop.run('purchasing.card', { id: purchase }, keeper).unlanded
    expect(unlanded()).toEqual([{ id: shipment, no, openFen: 0, costFen: 0 }])
    cost(shipment, 100)
    expect(unlanded()).toEqual([])
    receive(purchase, { 'LW-4': 2 })
    expect(unlanded()).toEqual([{ id: shipment, no, openFen: 50, costFen: 100 }])
    land(shipment)
    expect(unlanded()).toEqual([])
  })
})

describe('the books', () => {
  const PART = 'LC-9'
  const step = fc.oneof(
    fc.record({ kind: fc.constant('receive'), units: fc.integer({ min: 1, max: 50 }), fen: fc.integer({ min: 0, max: 90_000 }) }),
    fc.record({ kind: fc.constant('issue'), units: fc.integer({ min: -60, max: -1 }), fen: fc.constant(0) }),
    fc.record({ kind: fc.constant('landed'), units: fc.constant(0), fen: fc.integer({ min: 0, max: 9000 }) }),
  )
  test('[LOG-04] in whatever order entries come, landed cost is in what went or in what lies here to the 分, and in nothing when nothing does', () => {
    keep({ code: PART, units: 0, costFen: 0 })
    const id = partId(PART)
    const place = placeId(id, SITE)
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), fc.infiniteStream(fc.nat(1000)), (steps, order) => {
        shop.raw.exec(`DELETE FROM part_moves WHERE part_id = '${id}'; DELETE FROM part_books WHERE place_id = '${place}'`)
        const rows = steps.map(({ kind, units, fen }, at) => ({
          ...{ id: `${PART}-${String(at).padStart(3, '0')}`, siteId: SITE, placeId: place, partId: id, no: 'PM', kind, units },
          ...{ costFen: fen, subjectId: `b${at % 2}`, movedOn: '2026-11-22', movedAt: 1000 + Math.floor(at / 2), movedBy: keeper.user },
        }))
        const write = (some: typeof rows) => {
          for (const row of some) shop.session.write(keeper, { command: 'parts.receive', writes: null }, (db) => db.put(partMoves, row))
        }
        const all = () => shop.st.all<Record<string, number>>('SELECT * FROM part_books WHERE place_id = ? ORDER BY moved_at, id', place)
        write(
          rows
            .map((row) => ({ row, by: order.next().value ?? 0 }))
            .toSorted((a, b) => a.by - b.by)
            .map(({ row }) => row),
        )
        const shuffled = all()
        shop.raw.exec(`DELETE FROM part_moves WHERE part_id = '${id}'; DELETE FROM part_books WHERE place_id = '${place}'`)
        write(rows)
        expect(shuffled).toEqual(all())
        const broughtFen = steps.filter(({ units }) => units >= 0).reduce((sum, { fen }) => sum + fen, 0)
        const last = shuffled.at(-1)
        const stock = books(PART)
        expect(last?.['in_fen']).toBe(broughtFen)
        for (const method of ['average', 'fifo'] as const) {
          const went = shuffled.reduce((sum, row) => sum + (row[`${method}_cost_fen`] ?? 0), 0)
          expect(went + (stock?.[method] ?? 0)).toBe(broughtFen)
          expect(shuffled.every((row) => (row[`${method}_cost_fen`] ?? 0) >= 0)).toBe(true)
          if ((stock?.units ?? 0) <= 0) expect(stock?.[method]).toBe(0)
          else expect(stock?.[method]).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 40 },
    )
  })
})
