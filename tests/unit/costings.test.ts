// A change of the costing method: what it made of the value on the shelves at the beginning of its day, booked once; what another
// desk's late entry changes of it is booked behind.
import { expect, test } from 'vitest'
import { partMoves } from '../../src/shared/modules/parts/tables.ts'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { revaluationId } from '../../src/shared/modules/costings/rules.ts'
import { openShop, refused } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const group = somebody({ reach: 'group' })
const DAY_MS = 86_400_000

test('the difference is that of the day it changed, is booked once, and what came late is booked behind', () => {
  const shop = openShop()
  const changes = () => shop.run('costings.changes', {}, keeper)
  const book = (changedOn: string) => shop.run('costings.book', { changedOn }, keeper)
  shop.run('parts.keep', { code: 'CC-1', name: '件', class: 'common', origin: 'original', unit: '件' }, keeper)
  const part = partId('CC-1')
  for (const costFen of [1000, 3000]) shop.run('parts.receive', { lines: [{ partId: part, units: 10, costFen }] }, keeper)
  shop.run('parts.issue', { lines: [{ partId: part, units: 12 }] }, keeper)
  expect(changes()).toEqual([])
  expect(refused(() => book('2026-11-23')).code).toBe('no-change')
  shop.run('admin.dateParameter', { key: 'part-costing', validFromOn: '2026-11-23', value: 'fifo', note: '改先进先出' }, group)
  expect(changes()).toEqual([])
  shop.clock.at += DAY_MS
  // What moves on the day itself is in neither value.
  shop.run('parts.issue', { lines: [{ partId: part, units: 4 }] }, keeper)
  const change = { changedOn: '2026-11-23', from: 'average', to: 'fifo', beforeFen: 1600, afterFen: 2400 }
  expect(changes()).toEqual([{ ...change, bookedFen: 0, openFen: 800, booked: [] }])
  expect(book('2026-11-23')).toEqual({ differenceFen: 800 })
  expect(changes()).toMatchObject([
    { ...change, bookedFen: 800, openFen: 0, booked: [{ id: revaluationId(SITE, '2026-11-23', 0), differenceFen: 800 }] },
  ])
  expect(refused(() => book('2026-11-23')).code).toBe('booked-already')
  // Another desk took four before the change and was heard of only now.
  shop.session.write(keeper, { command: 'test.write', writes: null }, (db) =>
    db.put(partMoves, {
      ...{ id: db.newId(), siteId: SITE, placeId: placeId(part, SITE), partId: part, no: 'PM-9', kind: 'issue', units: -4 },
      ...{ movedOn: '2026-11-22', movedAt: shop.clock.at - DAY_MS + 1000, movedBy: 'x' },
    }),
  )
  expect(changes()).toMatchObject([{ beforeFen: 800, afterFen: 1200, bookedFen: 800, openFen: -400 }])
  expect(book('2026-11-23')).toEqual({ differenceFen: -400 })
  expect(changes()[0]?.openFen).toBe(0)
  shop.run('admin.dateParameter', { key: 'part-costing', validFromOn: '2026-11-24', value: 'fifo', note: '同一方法' }, group)
  shop.clock.at += DAY_MS
  expect(changes()).toHaveLength(1)
})
