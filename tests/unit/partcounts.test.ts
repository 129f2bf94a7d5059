// A stocktake of parts from the first scan to its undoing: counted against the books of the instant, all differences at once,
// decided, posted by a second person as one batch, valued by the store's method; and what is cut off goes on where it was.
import { beforeAll, describe, expect, test } from 'vitest'
import { countDecisionsFor, countsIn, countVerdicts } from '../../src/shared/modules/partcounts/rules.ts'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { partMoves, partPlaces, parts } from '../../src/shared/modules/parts/tables.ts'
import { LINES_AT_ONCE } from '../../src/shared/modules/stocktakes/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { openShop, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const keeper = somebody({ user: '019a0000-0000-7000-8000-0000000000c7', name: '梁渡' })
const manager = somebody({ user: '019a0000-0000-7000-8000-0000000000c8', name: '顾听澜' })
let shop: Shop
const about = { class: 'common', origin: 'original', unit: '件' } as const
const keep = (code: string, bin: string, over = {}) => shop.run('parts.keep', { code, name: `件 ${code}`, bin, ...about, ...over }, keeper)
const receive = (code: string, units: number, costFen: number) =>
  shop.run('parts.receive', { lines: [{ partId: partId(code), units, costFen }] }, keeper)
const issue = (code: string, units: number) => shop.run('parts.issue', { lines: [{ partId: partId(code), units }] }, keeper)
const stock = (code: string) => shop.run('parts.page', { search: code }, keeper).rows.map(({ units, valueFen }) => ({ units, valueFen }))[0]
const open = (location: string) => shop.run('partcounts.open', { location }, keeper)
const scan = (id: string, text: string, more: { bin?: string; who?: typeof keeper } = {}) =>
  shop.run('partcounts.scan', { id, bin: more.bin ?? '', scans: countsIn(text).scans }, more.who ?? keeper).results
const lines = (id: string) => shop.run('partcounts.lines', { id, limit: 500 }, keeper)
const line = (id: string, code: string) => lines(id).rows.find((each) => each.code === code)
const decide = (id: string, decision: 'book' | 'keep', codes: readonly string[], units: number | null = null) =>
  shop.run('partcounts.decide', { id, subjects: codes.map(partId), decision, units, reason: '复核过' }, keeper)
const card = (id: string, who = manager) => shop.run('partcounts.card', { id }, who)

beforeAll(() => {
  shop = openShop()
})

test('what a scanner typed or a person pasted is read line by line, and every line that cannot be is named', () => {
  expect(countsIn('qy-of-1012\n QY-AF-2040\t12\r\n\nＱＹ-CF,3\nBP 1.5\nX\nA-1 2 3\nOF×4')).toEqual({
    scans: [
      { code: 'QY-OF-1012', units: null },
      { code: 'QY-AF-2040', units: 12 },
      { code: 'QY-CF', units: 3 },
      { code: 'OF', units: 4 },
    ],
    unread: [
      { line: 5, text: 'BP 1.5' },
      { line: 6, text: 'X' },
      { line: 7, text: 'A-1 2 3' },
    ],
  })
  for (const verdict of countVerdicts) expect(countDecisionsFor(verdict).length > 0).toBe(verdict !== 'found')
})

test('[PAR-07] every part is counted against the books of its own instant, and all differences are there at once', () => {
  for (const [code, units] of [
    ['S-OK', 10],
    ['S-LESS', 10],
    ['S-MORE', 4],
    ['S-GONE', 3],
    ['S-SOLD', 8],
  ] as const) {
    keep(code, 'S-01')
    receive(code, units, units * 1000)
  }
  keep('ELSEWHERE', 'T-01')
  receive('ELSEWHERE', 5, 500)
  const { id, no } = open('S')
  expect(no).toMatch(/^ST-KS-01-2611-\d+$/)
  expect(refused(() => open('S')).code).toBe('already-open')
  expect(scan(id, 'S-OK 6')).toMatchObject([{ code: 'S-OK', outcome: 'less', countedUnits: 6, expectedUnits: 10 }])
  expect(scan(id, 's-ok 4')).toMatchObject([{ outcome: 'found', countedUnits: 10 }])
  scan(id, 'S-LESS 7\nS-MORE 6\nNOBODY 2')
  // What is moved after the count is no difference, what was moved before it is in the books.
  issue('S-SOLD', 1)
  scan(id, 'S-SOLD 7')
  issue('S-SOLD', 2)
  const { rows, totals } = lines(id)
  expect(rows.map((each) => [each.code, each.verdict, each.expectedUnits, each.countedUnits, each.units])).toEqual([
    ['S-GONE', 'missing', 3, null, -3],
    ['S-LESS', 'less', 10, 7, -3],
    ['S-MORE', 'more', 4, 6, 2],
    ['NOBODY', 'unknown', 0, 2, 0],
    ['S-OK', 'found', 10, 10, 0],
    ['S-SOLD', 'found', 7, 7, 0],
  ])
  expect(totals).toMatchObject({ missing: 1, less: 1, more: 1, unknown: 1, found: 2, undecided: 4 })
  expect(rows.map((each) => each.valueFen)).toEqual([-3000, -3000, 2000, 0, 0, 0])
  expect(refused(() => shop.run('partcounts.submit', { id }, keeper))).toMatchObject({ code: 'undecided', details: { count: 4 } })
  expect(refused(() => decide(id, 'keep', ['S-OK'])).code).toBe('not-possible')
  expect(refused(() => decide(id, 'book', ['NOBODY'])).code).toBe('not-possible')
  // Entered as a part, the code somebody counted is more than in the books.
  keep('NOBODY', 'S-09')
  expect(line(id, 'NOBODY')).toMatchObject({ verdict: 'more', units: 2 })
  expect(refused(() => shop.run('stocktakes.card', { id }, manager)).code).toBe('not-found')
})

/** X is 3 short, Y is 2 too many, Z was not counted and is kept; handed in. */
function handedIn(shelf: string) {
  const [x, y, z] = ['X', 'Y', 'Z'].map((name) => `${shelf}-${name}`) as [string, string, string]
  for (const code of [x, y, z]) {
    keep(code, `${shelf}-01`)
    receive(code, 10, 10_000)
  }
  const { id } = open(shelf)
  scan(id, `${x} 7\n${y} 12`)
  decide(id, 'book', [x, y])
  decide(id, 'keep', [z])
  shop.run('partcounts.submit', { id }, keeper)
  return { id, x, y, z }
}

describe('posting', () => {
  test('[PAR-07] a second person posts it: gains and losses in units and money by the store’s method, once; what comes late is said', async () => {
    const { id, x, y, z } = handedIn('P')
    expect(card(id, keeper)).toMatchObject({ mine: true, gainFen: 2000, lossFen: 3000 })
    const job = jobsOf(shop.session)
    await expect(job('partcounts.post', { id }, keeper)).rejects.toMatchObject({ code: 'own-count' })
    expect(await job('partcounts.post', { id }, manager)).toEqual({ lines: 3, adjusted: 2 })
    expect([stock(x), stock(y), stock(z)]).toEqual([
      { units: 7, valueFen: 7000 },
      { units: 12, valueFen: 12_000 },
      { units: 10, valueFen: 10_000 },
    ])
    const posted = card(id)
    expect(posted).toMatchObject({
      stocktake: { state: 'posted' },
      counts: { less: 1, more: 1, missing: 1 },
      gainFen: 2000,
      lossFen: 3000,
      late: 0,
    })
    const entries = shop.run('parts.moves', { limit: 50, filters: [{ column: 'kind', op: 'is', values: ['count'] }] }, keeper).rows
    expect(entries.map(({ no, code, units, costFen }) => ({ no, code, units, costFen }))).toEqual(
      expect.arrayContaining([
        { no: posted.stocktake.no, code: x, units: -3, costFen: -3000 },
        { no: posted.stocktake.no, code: y, units: 2, costFen: 2000 },
      ]),
    )
    await expect(job('partcounts.post', { id }, manager)).rejects.toMatchObject({ code: 'closed' })
    expect(refused(() => scan(id, `${x} 1`)).code).toBe('not-open')
  })

  test('[S-BULK-1] [S-BULK-2] [PAR-07] cut off, nothing of it is to be seen; taken up again all of it is there at once, and undone all of it is gone', async () => {
    const { id, x, y } = handedIn('Q')
    const { subjects } = shop.run('partcounts.beginPosting', { id }, manager)
    shop.run('partcounts.postLines', { id, subjects: subjects.filter((each) => each === partId(x)) }, manager)
    const counts = () =>
      shop.run('parts.moves', { limit: 50, search: `${x.slice(0, 2)}`, filters: [{ column: 'kind', op: 'is', values: ['count'] }] }, keeper)
        .total
    expect([stock(x)?.units, counts()]).toEqual([10, 0])
    expect(refused(() => shop.run('partcounts.reopen', { id }, keeper)).code).toBe('closed')
    // Work goes on meanwhile, and is in the books before what is booked first.
    issue(x, 2)
    await jobsOf(shop.session)('partcounts.post', { id }, manager)
    expect([stock(x), stock(y)?.units, counts()]).toEqual([{ units: 5, valueFen: 5000 }, 12, 2])

    const undoing = shop.run('partcounts.beginUndoing', { id }, manager).subjects
    shop.run('partcounts.undoLines', { id, subjects: undoing.slice(0, 1) }, manager)
    expect([stock(x)?.units, stock(y)?.units, counts()]).toEqual([5, 12, 2])
    expect(await jobsOf(shop.session)('partcounts.undo', { id }, manager)).toEqual({ lines: 1 })
    expect([stock(x), stock(y), counts()]).toEqual([{ units: 8, valueFen: 8000 }, { units: 10, valueFen: 10_000 }, 4])
    expect(card(id).stocktake.state).toBe('undone')
    // What the ledger says everybody sums: the counter-entries are in it.
    expect(shop.st.one('SELECT sum(units) AS n FROM part_moves WHERE place_id = ?', placeId(partId(y), SITE))).toEqual({ n: 10 })
  })

  test('[PAR-07] the same bin counted at two desks is asked about; different bins add up', () => {
    keep('D-1', 'D-01')
    receive('D-1', 9, 900)
    const { id } = open('D')
    const other = { ...keeper, deviceCode: '02' }
    scan(id, 'D-1 4', { bin: 'D-01' })
    scan(id, 'D-1 5', { bin: 'D-02', who: other })
    expect(line(id, 'D-1')).toMatchObject({ verdict: 'found', countedUnits: 9, foundAt: 'D-01 / D-02' })
    scan(id, 'D-1 4', { bin: 'D-01', who: other })
    expect(line(id, 'D-1')).toMatchObject({ verdict: 'twice', countedUnits: 13, units: 0 })
    expect(refused(() => decide(id, 'book', ['D-1'])).code).toBe('how-many')
    decide(id, 'book', ['D-1'], 9)
    expect(line(id, 'D-1')).toMatchObject({ verdict: 'found', countedUnits: 9, units: 0 })
    shop.run('partcounts.submit', { id }, keeper)
    expect(refused(() => scan(id, 'D-1 1')).code).toBe('not-open')
    shop.run('partcounts.reopen', { id }, keeper)
    expect(scan(id, 'D-1 -1', { bin: 'D-02' })).toMatchObject([{ countedUnits: 9 }])
    shop.run('partcounts.drop', { id }, keeper)
    expect(card(id).stocktake.state).toBe('dropped')
  })
})

test('[PAR-07] thousands of lines are pasted, judged, decided and posted, slice by slice', async () => {
  const MANY = 2000
  const codes = Array.from({ length: MANY }, (_, n) => `BULK-${n}`)
  for (let at = 0; at < MANY; at += 250)
    shop.session.write(manager, { command: 'test.write', writes: null }, (db) => {
      for (const code of codes.slice(at, at + 250)) {
        const [id, place] = [partId(code), placeId(partId(code), SITE)]
        db.put(parts, { id, code, name: code, ...about, createdAt: db.now })
        db.put(partPlaces, { id: place, siteId: SITE, partId: id, bin: 'BULK' })
        db.put(partMoves, {
          ...{ id: db.newId(), siteId: SITE, placeId: place, partId: id, no: 'PM-1', kind: 'receive', units: 10, costFen: 1000 },
          ...{ movedOn: db.today, movedAt: db.now, movedBy: db.who.user },
        })
      }
    })
  const { id } = open('BULK')
  const counted = (n: number): number => (n % 50 === 7 ? 9 : n % 50 === 9 ? 11 : 10)
  for (let at = 0; at < MANY; at += 500)
    scan(
      id,
      codes
        .slice(at, at + 500)
        .map((code, n) => `${code} ${counted(at + n)}`)
        .join('\n'),
    )
  expect(lines(id).totals).toMatchObject({ less: 40, more: 40, found: 1920, missing: 0, undecided: 80 })
  decide(
    id,
    'book',
    codes.filter((_, n) => counted(n) !== 10),
  )
  shop.run('partcounts.submit', { id }, keeper)
  const before = shop.st.one<{ n: number }>('SELECT max(n) AS n FROM _sync_changesets')?.n ?? 0
  expect(await jobsOf(shop.session)('partcounts.post', { id }, manager)).toEqual({ lines: MANY, adjusted: 80 })
  const written = shop.st.one<{ n: number }>('SELECT count(*) AS n FROM _sync_changesets WHERE n > ?', before)
  expect(written).toEqual({ n: MANY / LINES_AT_ONCE + 2 })
  expect(card(id)).toMatchObject({ gainFen: 4000, lossFen: 4000, counts: { found: 1920 } })
  expect(shop.st.one(`SELECT sum(units) AS n FROM part_stock k JOIN parts p ON p.id = k.part_id WHERE p.code LIKE 'BULK-%'`)).toEqual({
    n: 20_000,
  })
})
