// A stocktake from the first scan to the posting: what is said of each scan, all differences at once, who may decide and post,
// what the books hold afterwards, and that a cut-off posting goes on where it was.
import { describe, expect, test } from 'vitest'
import { decisionsFor, scanId, verdicts, vinsIn } from '../../src/shared/modules/stocktakes/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { openShop, person, quoteOf, refused, vinOf, type Shop } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

const manager = person('manager')
const consultant = person('consultant')
const cashier = person('cashier')
const ANY = { id: '', limit: 500 }
const lines = (shop: Shop, id: string) => shop.run('stocktakes.lines', { ...ANY, id }, manager)
const verdictOf = (shop: Shop, id: string, vin: string) => lines(shop, id).rows.find((line) => line.vin === vin)?.verdict
const car = (shop: Shop, serial: number) => shop.run('vehicles.page', { limit: 1, search: vinOf(serial) }, manager).rows[0]
const idOf = (shop: Shop, serial: number): string => shop.run('vehicles.byVin', { vin: vinOf(serial) }, manager).known[0]?.id ?? ''
const stateOf = (shop: Shop, id: string) => shop.run('vehicles.card', { id }, manager).vehicle
const rejected = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

/** Cars 1 to 4 stand at A1, 5 at B2, 6 is on the road; the three of the shop stand nowhere in particular. */
function yard() {
  const shop = openShop()
  for (const [serial, location] of [
    [1, 'A1'],
    [2, 'A1'],
    [3, 'A1'],
    [4, 'A1'],
    [5, 'B2'],
  ] as const)
    shop.arrive(serial, { location })
  shop.arrive(6, { state: 'in-transit', expectedOn: '2026-11-30' })
  return shop
}
const vins = (...serials: number[]): string[] => serials.map(vinOf)

test('what a scanner typed or a person pasted is read as VINs, each once', () => {
  expect(vinsIn(`*${vinOf(1)}*\r\n${vinOf(2).toLowerCase()}, ${vinOf(1)}\t\n`)).toEqual(vins(1, 2))
  expect(vinsIn('  \n ')).toEqual([])
  expect(scanId('s', vinOf(1), 'A1', 1)).toBe(scanId('s', vinOf(1), 'A1', 1))
  expect(new Set([scanId('s', vinOf(1), 'A1', 1), scanId('s', vinOf(1), null, 1), scanId('s', vinOf(1), 'A1', 2)]).size).toBe(3)
  for (const verdict of verdicts) expect(decisionsFor(verdict, null).length > 0).toBe(verdict !== 'found')
})

describe('scanning', () => {
  test('[VEH-01] each scan says at once what it is: found, at another place, not of this stock, again, no VIN', () => {
    const shop = yard()
    const { id, no } = shop.run('stocktakes.open', { location: 'A1' }, consultant)
    expect(no).toMatch(/^ST-KS-01-2611-1$/)
    const say = (...typed: string[]) => shop.run('stocktakes.scan', { id, vins: typed }, consultant).results
    expect(say(`*${vinOf(1)}*`)).toMatchObject([{ vin: vinOf(1), outcome: 'found', stockNo: 'Y1', onFile: 'A1' }])
    expect(say(vinOf(1))).toMatchObject([{ outcome: 'again' }])
    expect(say(vinOf(5))).toMatchObject([{ outcome: 'misplaced', onFile: 'B2' }])
    expect(say(vinOf(6))).toMatchObject([{ outcome: 'unexpected', stranger: 'on-the-road' }])
    expect(say(vinOf(999))).toMatchObject([{ outcome: 'unexpected', stranger: 'unknown', title: null }])
    expect(say('LXYE5A1B')).toMatchObject([{ outcome: 'refused' }])
    // Nothing was written for the double and for what is no VIN.
    expect(shop.st.one('SELECT count(*) AS n FROM stocktake_scans')).toEqual({ n: 4 })
  })

  test('a scan is taken back and made again, and a car at two places is a double until one is taken back', () => {
    const shop = yard()
    const { id } = shop.run('stocktakes.open', {}, consultant)
    const at = (location: string) => shop.run('stocktakes.scan', { id, vins: vins(1), location }, consultant).results[0]?.outcome
    expect(at('A1')).toBe('found')
    expect(at('B2')).toBe('double')
    expect(lines(shop, id).rows.find((line) => line.vin === vinOf(1))).toMatchObject({ verdict: 'double', foundAt: 'A1 / B2' })
    shop.run('stocktakes.unscan', { id, vin: vinOf(1) }, consultant)
    expect(verdictOf(shop, id, vinOf(1))).toBe('missing')
    expect(refused(() => shop.run('stocktakes.unscan', { id, vin: vinOf(1) }, consultant)).code).toBe('not-scanned')
    expect(at('A1')).toBe('found')
    expect(verdictOf(shop, id, vinOf(1))).toBe('found')
  })
})

/** Counted at A1: 1 and 2 are there, 3 and 4 are not, 5 stands here, 6 has come without being received, 999 is nobody's. */
function counted() {
  const shop = yard()
  const { id } = shop.run('stocktakes.open', { location: 'A1' }, consultant)
  shop.run('stocktakes.scan', { id, vins: vins(1, 2, 5, 6, 999) }, consultant)
  return { shop, id }
}
function decided() {
  const { shop, id } = counted()
  const decide = (decision: 'keep' | 'write-off' | 'move' | 'receive', ...subjects: string[]) =>
    shop.run('stocktakes.decide', { id, subjects, decision, reason: '复核过' }, consultant)
  decide('write-off', idOf(shop, 3))
  decide('keep', idOf(shop, 4), vinOf(999))
  decide('move', idOf(shop, 5))
  decide('receive', idOf(shop, 6))
  return { shop, id }
}

describe('differences', () => {
  test('[VEH-05] all of them are there at once, with what the books say and what was seen', () => {
    const { shop, id } = counted()
    const { rows, totals, total } = lines(shop, id)
    expect(total).toBe(7)
    expect(totals).toEqual({ missing: 2, unexpected: 2, misplaced: 1, double: 0, found: 2, undecided: 5 })
    expect(rows.map((line) => [line.vin, line.verdict, line.onFile, line.foundAt])).toEqual([
      [vinOf(3), 'missing', 'A1', null],
      [vinOf(4), 'missing', 'A1', null],
      [vinOf(6), 'unexpected', null, 'A1'],
      [vinOf(999), 'unexpected', null, 'A1'],
      [vinOf(5), 'misplaced', 'B2', 'A1'],
      [vinOf(1), 'found', 'A1', 'A1'],
      [vinOf(2), 'found', 'A1', 'A1'],
    ])
    expect(shop.run('stocktakes.card', { id }, manager)).toMatchObject({
      counts: { missing: 2, unexpected: 2, misplaced: 1, double: 0, found: 2 },
      undecided: 5,
      late: 0,
      counters: [{ name: '陈屿', scans: 5 }],
      mine: false,
    })
  })

  test('a car of another site, one that left and one of an import that does not count are no stock of this site', () => {
    const shop = yard()
    const far = shop.arrive(20, { location: 'A1' })
    shop.st.run(`UPDATE vehicles SET site_id = 'elsewhere' WHERE id = ?`, far)
    const { id } = shop.run('stocktakes.open', { location: 'A1' }, consultant)
    shop.run('stocktakes.scan', { id, vins: vins(20) }, consultant)
    expect(lines(shop, id).rows.find((line) => line.vin === vinOf(20))).toMatchObject({ verdict: 'unexpected', stranger: 'other-site' })
    const { batchId } = shop.run('imports.begin', { kind: 'vehicles', fileName: '车.csv', rows: 1 }, person('director'))
    shop.st.run('UPDATE vehicles SET batch_id = ? WHERE vin = ?', batchId, vinOf(1))
    expect(verdictOf(shop, id, vinOf(1))).toBeUndefined()
  })

  test('only what fits a difference may be decided, and a car an order holds is not written off', () => {
    const { shop, id } = counted()
    const decide = (decision: 'write-off' | 'move', subject: string) =>
      refused(() => shop.run('stocktakes.decide', { id, subjects: [subject], decision, reason: '复核' }, consultant)).code
    expect(decide('move', idOf(shop, 3))).toBe('not-possible')
    expect(decide('write-off', vinOf(999))).toBe('not-possible')
    const order = shop.run('orders.draft', quoteOf(shop, { vehicleId: idOf(shop, 3) as never, priceFen: 18_990_000 }), manager).id as never
    shop.run('orders.place', { id: order }, manager)
    const { termsRev } = shop.run('orders.card', { id: order }, manager)
    shop.run('orders.sign', { id: order, termsRev, reserve: true }, manager)
    expect(decide('write-off', idOf(shop, 3))).toBe('held')
  })
})

describe('posting', () => {
  test('[VEH-04] is another person’s: whoever counted, decided or handed in does not post', async () => {
    const { shop, id } = decided()
    const post = (who: typeof manager) => rejected(jobsOf(shop.session)('stocktakes.post', { id }, who))
    expect(await post(manager)).toBe('closed')
    shop.run('stocktakes.submit', { id }, consultant)
    expect(refused(() => shop.run('stocktakes.scan', { id, vins: vins(3) }, consultant)).code).toBe('not-open')
    expect(await post(person('consultant', { permissions: manager.permissions }))).toBe('own-count')
    expect(await rejected(jobsOf(shop.session)('stocktakes.post', { id }, consultant))).toBe('forbidden')
    shop.run('stocktakes.reopen', { id }, manager)
    shop.run('stocktakes.scan', { id, vins: vins(4) }, cashier)
    shop.run('stocktakes.submit', { id }, consultant)
    expect(await post(cashier)).toBe('own-count')
    expect(await post(manager)).toBe('done')
    expect(await post(manager)).toBe('closed')
  })

  test('[VEH-04] does what was decided, keeps what was found, and shows it whatever happens to the cars afterwards', async () => {
    const { shop, id } = decided()
    shop.run('stocktakes.submit', { id }, consultant)
    expect(await jobsOf(shop.session)('stocktakes.post', { id }, manager)).toEqual({ lines: 7, adjusted: 3 })
    expect(stateOf(shop, idOf(shop, 3))).toMatchObject({ state: 'lost', leftOn: '2026-11-22' })
    expect(stateOf(shop, idOf(shop, 4))).toMatchObject({ state: 'for-sale', location: 'A1', leftOn: null })
    expect(stateOf(shop, idOf(shop, 5))).toMatchObject({ location: 'A1' })
    expect(stateOf(shop, idOf(shop, 6))).toMatchObject({ state: 'in-stock', location: 'A1', arrivedOn: '2026-11-22' })
    shop.run('vehicles.move', { id: idOf(shop, 5), location: 'C9' }, manager)
    const { rows, totals } = lines(shop, id)
    expect(totals).toMatchObject({ missing: 2, unexpected: 2, misplaced: 1, found: 2 })
    expect(rows.find((line) => line.vin === vinOf(5))).toMatchObject({ onFile: 'B2', foundAt: 'A1', decision: 'move', reason: '复核过' })
    expect(shop.run('stocktakes.page', { limit: 5 }, manager).rows).toMatchObject([
      { id, state: 'posted', openedBy: '陈屿', submittedBy: '陈屿', postedBy: '顾听澜', scanned: 5 },
    ])
    // Written off it may come in again.
    expect(shop.arrive(3, { stockNo: 'Y3b' })).toBeTruthy()
  })

  test('an open difference stops it, with how many there are', () => {
    const { shop, id } = counted()
    expect(refused(() => shop.run('stocktakes.submit', { id }, consultant))).toMatchObject({ code: 'undecided', details: { count: 5 } })
    const empty = openShop()
    const other = empty.run('stocktakes.open', {}, consultant).id
    expect(refused(() => empty.run('stocktakes.submit', { id: other }, consultant)).code).toBe('nothing-scanned')
    expect(refused(() => empty.run('stocktakes.open', {}, manager)).code).toBe('already-open')
  })

  test('[S-BULK-3] cut off after some lines it goes on where it was: every car once, none twice', async () => {
    const { shop, id } = decided()
    shop.run('stocktakes.submit', { id }, consultant)
    const { subjects } = shop.run('stocktakes.beginPosting', { id }, manager)
    shop.run('stocktakes.postLines', { id, subjects: subjects.slice(0, 3) }, manager)
    expect(shop.run('stocktakes.card', { id }, manager).stocktake.state).toBe('posting')
    expect(await jobsOf(shop.session)('stocktakes.post', { id }, manager)).toMatchObject({ lines: 4 })
    expect(lines(shop, id)).toMatchObject({ total: 7, totals: { missing: 2, unexpected: 2, misplaced: 1, found: 2 } })
    expect(stateOf(shop, idOf(shop, 3)).state).toBe('lost')
  })

  test('[S-BULK-1] its lines count only once it is posted', () => {
    const { shop, id } = decided()
    shop.run('stocktakes.submit', { id }, consultant)
    const { subjects } = shop.run('stocktakes.beginPosting', { id }, manager)
    shop.run('stocktakes.postLines', { id, subjects: [idOf(shop, 1)] }, manager)
    expect(shop.st.one('SELECT count(*) AS n FROM stocktake_lines')).toEqual({ n: 1 })
    expect(lines(shop, id).total).toBe(subjects.length)
  })
})

test('another site’s stocktake is not seen', () => {
  const { shop, id } = counted()
  expect(refused(() => shop.run('stocktakes.card', { id }, person('manager', { site: 'elsewhere' }))).code).toBe('not-found')
  expect(shop.run('stocktakes.page', { limit: 5 }, person('manager', { site: SITE })).total).toBe(1)
  expect(car(shop, 1)?.stockNo).toBe('Y1')
})
