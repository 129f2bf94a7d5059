// Parts sent to another site: off the one shelf at once, on the other when it arrives, short of what it says is short, and the sender's
// word on that; units and cost exact on both sides.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { placeId, partId } from '../../src/shared/modules/parts/rules.ts'
import { arrivalId, shareOf, transferState } from '../../src/shared/modules/parttransfers/rules.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const FAR = '019a0000-0000-7000-8000-00000000000f'
const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const farKeeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c9', name: '苏店库管', site: FAR, siteCode: 'SZ' })
const stranger = somebody({ user: '019a0000-0000-7000-8000-0000000000ca', site: '019a0000-0000-7000-8000-0000000000aa', siteCode: 'WX' })
let shop: Shop
const keep = (code: string) => shop.run('parts.keep', { code, name: `件 ${code}`, class: 'common', origin: 'original', unit: '件' }, keeper)
const receive = (code: string, units: number, costFen: number) =>
  shop.run('parts.receive', { lines: [{ partId: partId(code), units, costFen }] }, keeper)
const stock = (code: string, site = SITE) =>
  shop.st.one<{ units: number; fen: number }>('SELECT units, average_fen AS fen FROM part_stock WHERE id = ?', placeId(partId(code), site))
const send = (code: string, units: number) =>
  shop.run('parttransfers.send', { toSiteId: FAR, lines: [{ partId: partId(code), units }] }, keeper).id
const card = (id: string, who = keeper) => shop.run('parttransfers.card', { id }, who)
const lineOf = (id: string): string => card(id).lines[0]?.id ?? ''
const arrive = (id: string, units: number, shortUnits = 0, reason = '') =>
  shop.run('parttransfers.receive', { id, reason, lines: [{ lineId: lineOf(id), units, shortUnits }] }, farKeeper)

beforeAll(() => {
  shop = openShop()
  shop.raw.prepare(`INSERT INTO sites (id, name, code) VALUES (?, '苏州店', 'SZ')`).run(FAR)
})

test('the parts of a line add up to its cost however it arrives, and an arrival is named by what came before it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 9_999_999 }),
      fc.array(fc.integer({ min: 0, max: 90 })),
      (units, costFen, parts) => {
        let before = 0
        let sum = 0
        for (const want of [...parts, units]) {
          const some = Math.min(want, units - before)
          const share = shareOf({ units, costFen }, before, some)
          expect(share).toBeGreaterThanOrEqual(0)
          sum += share
          before += some
        }
        expect(sum).toBe(costFen)
      },
    ),
  )
  expect(arrivalId('l', 0)).toBe(arrivalId('l', 0))
  expect(arrivalId('l', 3)).not.toBe(arrivalId('l', 0))
  expect([
    transferState(5, 4, 0, false),
    transferState(5, 5, 0, false),
    transferState(5, 4, 1, false),
    transferState(5, 4, 1, true),
  ]).toEqual([...['on-the-road', 'arrived', 'short', 'settled']])
})

test('[PAR-06] what is sent leaves the shelf at once, is on the road, and arrives in parts with what it cost', () => {
  keep('TR-1')
  receive('TR-1', 10, 10_001)
  expect(
    refused(() => shop.run('parttransfers.send', { toSiteId: SITE, lines: [{ partId: partId('TR-1'), units: 1 }] }, keeper)).code,
  ).toBe('unknown-site')
  expect(refused(() => send('TR-1', 11)).code).toBe('beyond-stock')
  const twice = [1, 2].map((units) => ({ partId: partId('TR-1'), units }))
  expect(refused(() => shop.run('parttransfers.send', { toSiteId: FAR, lines: twice }, keeper)).code).toBe('twice')
  const id = send('TR-1', 3)
  expect([stock('TR-1'), stock('TR-1', FAR)]).toEqual([{ units: 7, fen: 7001 }, undefined])
  expect(card(id)).toMatchObject({ receives: false, transfer: { ours: true, state: 'on-the-road', toName: '苏州店', costFen: 3000 } })
  expect(card(id, farKeeper)).toMatchObject({ receives: true, transfer: { ours: false } })
  expect(refused(() => card(id, stranger)).code).toBe('not-found')
  const line = { lineId: lineOf(id), units: 1, shortUnits: 0 }
  expect(refused(() => shop.run('parttransfers.receive', { id, lines: [line] }, keeper)).code).toBe('not-ours')
  expect(refused(() => arrive(id, 4))).toMatchObject({ code: 'more-than-sent', details: { left: 3 } })
  expect(refused(() => arrive(id, 0)).code).toBe('nothing-came')
  arrive(id, 2)
  expect(card(id).transfer).toMatchObject({ state: 'on-the-road', cameUnits: 2 })
  arrive(id, 1)
  expect([stock('TR-1', FAR), card(id).transfer.state]).toEqual([{ units: 3, fen: 3000 }, 'arrived'])
  const page = shop.run('parttransfers.page', { limit: 10, filters: [{ column: 'state', op: 'is', values: ['arrived'] }] }, farKeeper)
  expect(page.rows.map((row) => row.id)).toEqual([id])
  expect(shop.run('parttransfers.page', { limit: 10 }, stranger).rows).toEqual([])
})

test('[PAR-06] what is short is said with a reason where it arrives, and the sender says whether it is lost or back', () => {
  keep('TR-2')
  receive('TR-2', 10, 5000)
  const lost = send('TR-2', 4)
  expect(refused(() => arrive(lost, 3, 1)).code).toBe('say-why')
  expect(refused(() => shop.run('parttransfers.settle', { id: lost, outcome: 'lost', note: '承运人赔' }, keeper)).code).toBe('not-short')
  arrive(lost, 3, 1, '箱子破损，少一件')
  expect(card(lost)).toMatchObject({ transfer: { state: 'short', shortUnits: 1 }, shortFen: 500, lines: [{ reason: '箱子破损，少一件' }] })
  expect(refused(() => shop.run('parttransfers.settle', { id: lost, outcome: 'lost', note: '承运人赔' }, farKeeper)).code).toBe('not-ours')
  shop.run('parttransfers.settle', { id: lost, outcome: 'lost', note: '承运人赔' }, keeper)
  expect(card(lost)).toMatchObject({ transfer: { state: 'settled' }, outcome: 'lost', outcomeNote: '承运人赔' })
  expect([stock('TR-2'), stock('TR-2', FAR)]).toEqual([
    { units: 6, fen: 3000 },
    { units: 3, fen: 1500 },
  ])
  // Nothing came at all: it is back on the shelf it left, for what it cost.
  const back = send('TR-2', 2)
  arrive(back, 0, 2, '没有装车')
  shop.run('parttransfers.settle', { id: back, outcome: 'returned', note: '还在发货架上' }, keeper)
  expect([stock('TR-2'), stock('TR-2', FAR)]).toEqual([
    { units: 6, fen: 3000 },
    { units: 3, fen: 1500 },
  ])
  expect(refused(() => shop.run('parttransfers.settle', { id: back, outcome: 'lost', note: '再说一次' }, keeper)).code).toBe('not-short')
})

test('what a consignment costs is what the books say it cost, by either method', () => {
  keep('TR-3')
  receive('TR-3', 2, 1000)
  receive('TR-3', 2, 3000)
  shop.run(
    'admin.dateParameter',
    { key: 'part-costing', validFromOn: '2026-11-22', value: 'fifo', note: '改先进先出' },
    somebody({ reach: 'group' }),
  )
  const id = send('TR-3', 3)
  expect(card(id).transfer.costFen).toBe(2500)
  const entry = shop.run('parts.moves', { limit: 5, search: 'TR-3', filters: [{ column: 'kind', op: 'is', values: ['transfer'] }] }, keeper)
    .rows[0]
  expect(entry).toMatchObject({ units: -3, costFen: -2500, no: card(id).transfer.no })
})

test('sums are said in the one unit everything is in; pieces and millilitres have no sum, and each line says its own', () => {
  keep('UN-1')
  shop.run('parts.keep', { code: 'UN-2', name: '机油', class: 'common', origin: 'original', unit: '毫升', perUnits: 1000 }, keeper)
  receive('UN-1', 5, 500)
  receive('UN-2', 120_000, 90_000)
  const lines = [
    { partId: partId('UN-1'), units: 2 },
    { partId: partId('UN-2'), units: 4000 },
  ]
  const mixed = shop.run('parttransfers.send', { toSiteId: FAR, lines }, keeper).id
  expect(card(mixed)).toMatchObject({
    transfer: { kinds: 2, unit: null, sentUnits: null, cameUnits: null, shortUnits: null, state: 'on-the-road' },
    lines: [
      { unit: '件', units: 2 },
      { unit: '毫升', units: 4000 },
    ],
  })
  expect(card(send('UN-2', 4000)).transfer).toMatchObject({ unit: '毫升', sentUnits: 4000, cameUnits: 0, shortUnits: 0 })
})
