// Parts from the master to the ledger: one code is one part, what comes and goes, what it cost by either method, what is refused,
// and that books that are derived entry by entry are what folding the whole ledger gives.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { amountOf, fold, normalCode, onHand, partId, valueOf } from '../../src/shared/modules/parts/rules.ts'
import { partMoves } from '../../src/shared/modules/parts/tables.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

/** Whoever runs the parts counter. */
const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
let shop: Shop
const about = {
  name: '机油滤清器',
  class: 'common',
  origin: 'original',
  unit: '件',
  bin: 'A-01',
  lowUnits: 2,
  highUnits: 20,
  priceFen: 4500,
} as const
const keep = (code: string, over = {}) => shop.run('parts.keep', { code, ...about, ...over }, keeper)
const row = (code: string) => shop.run('parts.page', { filters: [{ column: 'code', op: 'is', values: [code] }] }, keeper).rows[0]
const receive = (code: string, units: number, costFen: number) =>
  shop.run('parts.receive', { lines: [{ partId: partId(code), units, costFen }] }, keeper)
const issue = (code: string, units: number) => shop.run('parts.issue', { lines: [{ partId: partId(code), units }] }, keeper)
const entries = (code: string) =>
  shop.run(
    'parts.moves',
    { limit: 500, sort: [{ column: 'movedAt', dir: 'asc' }], filters: [{ column: 'code', op: 'is', values: [code] }] },
    keeper,
  ).rows

beforeAll(() => {
  shop = openShop()
})

describe('the master', () => {
  test('[PAR-01] [PAR-02] a code is one part of one class, however it is typed, and says what a customer must be told', () => {
    expect(normalCode(' ｏｃ-1 01*')).toBe('OC-101')
    const { id, made } = keep('oc-101')
    expect(made).toBe(true)
    expect(keep(' OC-101 ', { name: '机油滤芯', class: 'wear', origin: 'equivalent', tell: '品牌件，质保一年' })).toEqual({
      id,
      made: false,
    })
    expect(row('OC-101')).toMatchObject({ name: '机油滤芯', class: 'wear', origin: 'equivalent', bin: 'A-01', units: 0, level: 'none' })
    expect(shop.run('parts.card', { id }, keeper)).toMatchObject({ tell: '品牌件，质保一年', part: { code: 'OC-101' } })
    expect(refused(() => keep('OC-101', { lowUnits: 9, highUnits: 3 })).code).toBe('limits-crossed')
  })

  test('[PAR-02] substitutes are seen from both parts, and what was counted keeps its unit', () => {
    const [one, two] = [keep('BP-1').id, keep('BP-2', { origin: 'remanufactured' }).id]
    shop.run('parts.link', { id: one, otherId: two, kind: 'substitute' }, keeper)
    expect(shop.run('parts.card', { id: one }, keeper).links).toMatchObject([{ code: 'BP-2', kind: 'substitute', ours: true }])
    expect(shop.run('parts.card', { id: two }, keeper).links).toMatchObject([{ code: 'BP-1', kind: 'substitute', ours: false }])
    shop.run('parts.link', { id: one, otherId: two, kind: 'substitute', dropped: true }, keeper)
    expect(shop.run('parts.card', { id: one }, keeper).links).toEqual([])
    expect(refused(() => shop.run('parts.link', { id: one, otherId: one, kind: 'substitute' }, keeper)).code).toBe('same-part')
    receive('BP-1', 2, 2000)
    expect(refused(() => keep('BP-1', { unit: '套' })).code).toBe('unit-in-use')
    expect(refused(() => shop.run('parts.archive', { id: one, archived: true }, keeper)).code).toBe('still-on-hand')
  })

  test('[PAR-06] a scan finds by code, bar code, the beginning of a code or a piece of the name', () => {
    keep('WIPER-24', { name: '雨刮片 24 寸', barcode: '6901234567892' })
    const find = (text: string) => shop.run('parts.find', { text }, keeper)
    expect(find('wiper-24').exact).toMatchObject({ code: 'WIPER-24' })
    expect(find('6901234567892').exact).toMatchObject({ code: 'WIPER-24' })
    expect(find('WIPER').exact).toBeNull()
    expect(find('雨刮').parts).toMatchObject([{ code: 'WIPER-24' }])
    expect(find('  ')).toEqual({ exact: null, parts: [] })
  })
})

describe('the ledger', () => {
  test('[PAR-06] [PAR-04] what is received, issued, sold and given back adds up, and short and over are seen', () => {
    keep('AF-7', { origin: 'equivalent' })
    receive('AF-7', 10, 30_000)
    receive('AF-7', 12, 48_000)
    expect(row('AF-7')).toMatchObject({ units: 22, valueFen: 78_000, level: 'over' })
    const { no } = issue('AF-7', 4)
    expect(no).toMatch(/^PM-KS-01-2611-\d+$/)
    const sold = { lines: [{ partId: partId('AF-7'), units: 17 }] }
    expect(refused(() => shop.run('parts.sell', sold, keeper))).toMatchObject({ code: 'not-told', details: { origin: 'equivalent' } })
    expect(shop.run('parts.sell', { ...sold, told: true }, keeper).amountFen).toBe(17 * 4500)
    expect(row('AF-7')).toMatchObject({ units: 1, level: 'short' })
    expect(refused(() => issue('AF-7', 2))).toMatchObject({ code: 'beyond-stock', details: { line: 1, units: 1, wanted: 2 } })
    const given = entries('AF-7').find((entry) => entry.kind === 'issue')
    expect(given).toMatchObject({ units: -4, costFen: -14_182, keptUnits: 4, afterUnits: 18 })
    shop.run('parts.giveBack', { moveId: given?.id ?? '', units: 3 }, keeper)
    expect(refused(() => shop.run('parts.giveBack', { moveId: given?.id ?? '', units: 2 }, keeper))).toMatchObject({
      code: 'more-than-given',
    })
    shop.run('parts.giveBack', { moveId: given?.id ?? '', units: 1 }, keeper)
    const back = entries('AF-7').filter((entry) => entry.kind === 'return')
    expect(back.map(({ costFen }) => costFen)).toEqual([10_637, 3545])
    expect(refused(() => shop.run('parts.giveBack', { moveId: back[0]?.id ?? '', units: 1 }, keeper)).code).toBe('not-given-out')
  })

  test('lines of one paper count together, and a paper of which one line is wrong is not booked', () => {
    keep('SP-9')
    receive('SP-9', 3, 900)
    const before = shop.st.one<{ n: number }>('SELECT count(*) AS n FROM part_moves')
    const lines = [1, 2, 1].map((units) => ({ partId: partId('SP-9'), units }))
    expect(refused(() => shop.run('parts.issue', { lines }, keeper))).toMatchObject({
      code: 'beyond-stock',
      details: { line: 3, wanted: 4 },
    })
    expect(shop.st.one('SELECT count(*) AS n FROM part_moves')).toEqual(before)
  })

  test('the store chooses the method, and what things cost follows it', () => {
    keep('FIFO-1')
    receive('FIFO-1', 10, 1000)
    receive('FIFO-1', 10, 3000)
    issue('FIFO-1', 12)
    expect(row('FIFO-1')).toMatchObject({ units: 8, valueFen: 1600 })
    const today = '2026-11-22'
    const choose = (value: string) =>
      shop.run(
        'admin.dateParameter',
        { key: 'part-costing', validFromOn: today, value, source: '会计政策', note: '变更' },
        somebody({ reach: 'group' }),
      )
    choose('fifo')
    expect(row('FIFO-1')).toMatchObject({ units: 8, valueFen: 2400 })
    expect(entries('FIFO-1').at(-1)).toMatchObject({ costFen: -1600 })
    choose('average')
  })

  test('whoever may not see costs is not told any', () => {
    const adviser = somebody({ permissions: new Set(['parts.view']) })
    expect(shop.run('parts.page', {}, adviser).rows.every(({ valueFen }) => valueFen === null)).toBe(true)
    expect(shop.run('parts.moves', {}, adviser).rows.every(({ costFen }) => costFen === null)).toBe(true)
  })
})

describe('what it costs', () => {
  const entry = fc.oneof(
    fc.record({ units: fc.integer({ min: 1, max: 4000 }), costFen: fc.integer({ min: 0, max: 9_000_000 }) }),
    fc.record({ units: fc.integer({ min: -3000, max: -1 }), costFen: fc.constant(0) }),
  )
  const ledger = fc.array(entry, { maxLength: 40 })

  test('[PAR-06] by both methods cost out and value on hand are what came in, nothing on hand has no value, and no cost is below 0', () => {
    fc.assert(
      fc.property(ledger, (moves) => {
        let before = { averageOutFen: 0, fifoOutFen: 0 }
        for (const book of fold(moves)) {
          for (const method of ['average', 'fifo'] as const) {
            const out = method === 'fifo' ? book.fifoOutFen : book.averageOutFen
            expect(Number.isSafeInteger(out)).toBe(true)
            expect(out + valueOf(book, method)).toBe(book.inFen)
            expect(valueOf(book, method)).toBeGreaterThanOrEqual(0)
            if (onHand(book) <= 0) expect(valueOf(book, method)).toBe(0)
          }
          expect(book.averageOutFen).toBeGreaterThanOrEqual(before.averageOutFen)
          expect(book.fifoOutFen).toBeGreaterThanOrEqual(before.fifoOutFen)
          before = book
        }
      }),
    )
  })

  test('first in, first out takes the layers one after the other', () => {
    fc.assert(
      fc.property(ledger, (moves) => {
        const layers: { units: number; unitFen: number }[] = []
        const even = moves.map((move) => (move.units > 0 ? { ...move, costFen: move.units * (move.costFen % 5000) } : move))
        let stood = 0
        let out = 0
        const sane = even.filter((move) => (stood + move.units < 0 ? false : ((stood += move.units), true)))
        for (const move of sane) {
          if (move.units > 0) layers.push({ units: move.units, unitFen: move.costFen / move.units })
          for (let left = -move.units; left > 0;) {
            const [first] = layers as [(typeof layers)[number]]
            const taken = Math.min(first.units, left)
            out += taken * first.unitFen
            first.units -= taken
            left -= taken
            if (first.units === 0) layers.shift()
          }
        }
        expect(fold(sane).at(-1)?.fifoOutFen ?? 0).toBe(out)
      }),
    )
  })

  test('books that are moved on entry by entry, in whatever order entries come, are those of the whole ledger', () => {
    const code = 'BOOK-1'
    keep(code)
    const id = partId(code)
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat(1000)), (moves, order) => {
        shop.raw.exec(`DELETE FROM part_moves WHERE part_id = '${id}'; DELETE FROM part_books WHERE place_id = '${id}@${SITE}'`)
        const numbered = moves.map((move, at) => ({
          ...move,
          id: `${code}-${String(at).padStart(3, '0')}`,
          movedAt: 1000 + Math.floor(at / 2),
        }))
        const shuffled = numbered.map((move) => ({ move, by: order.next().value ?? 0 })).toSorted((a, b) => a.by - b.by)
        for (const { move } of shuffled)
          shop.session.write(keeper, { command: 'parts.receive', writes: null }, (db) =>
            db.put(partMoves, {
              ...{
                siteId: SITE,
                placeId: `${id}@${SITE}`,
                partId: id,
                no: 'PM',
                kind: 'receive',
                movedOn: '2026-11-22',
                movedBy: keeper.user,
              },
              ...move,
            }),
          )
        const books = shop.st.all<{ i: number; o: number; f: number; a: number; q: number }>(
          `SELECT units_in AS i, units_out AS o, in_fen AS f, average_out_fen AS a, fifo_out_fen AS q FROM part_books WHERE place_id = ? ORDER BY moved_at, id`,
          `${id}@${SITE}`,
        )
        expect(books).toEqual(fold(moves).map((b) => ({ i: b.unitsIn, o: b.unitsOut, f: b.inFen, a: b.averageOutFen, q: b.fifoOutFen })))
      }),
      { numRuns: 25 },
    )
  })

  test('a price for a thousand millilitres is exact for any of them', () => {
    expect(amountOf(8800, 4000, 1000)).toBe(35_200)
    expect(amountOf(8800, 1, 1000)).toBe(9)
  })
})
