// Two desks of one store without a line: what both move adds up whichever entry arrives first, the last part is promised to one of
// them, and whoever has the counter's right promises firm.
import { beforeAll, expect, test, vi } from 'vitest'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { jobsOf } from '../support/dispatching.ts'
import { cutOff, type Desktop, eventually, quiet } from '../support/desktop.ts'
import { person, refused } from '../support/shop.ts'
import { SITE } from '../support/store.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let one: Desktop
let two: Desktop
const boss = person('director')
const FILTER = partId('OF-1')
const PAD = partId('BP-1')

const desks = twoDesks(['配件柜台', '服务前台'], (shop) => {
  // The store ran alone first: HQ learns what lies here from the ledger it brings.
  const about = { class: 'common', origin: 'original', unit: '件', priceFen: 4500 } as const
  shop.run('parts.keep', { ...about, code: 'OF-1', name: '机油滤清器' }, boss)
  shop.run('parts.keep', { ...about, code: 'BP-1', name: '制动片' }, boss)
  const came = [FILTER, PAD].map((part, at) => ({ partId: part, units: at === 0 ? 10 : 2, costFen: 20_000 }))
  shop.run('parts.receive', { lines: came }, boss)
})
const { cut, mend } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

const card = (desk: Desktop, id: string) => desk.run('parts.card', { id }, boss)
const promise = (desk: Desktop, part: string, units: number, note: string) => desk.run('parts.promise', { partId: part, units, note }, boss)
const level = (desk: Desktop, part: string) =>
  desk.st.one('SELECT units, held_units AS held FROM levels WHERE id = ?', `part:${placeId(part, SITE)}`)
const books = (desk: Desktop) =>
  desk.st.all('SELECT id, units_in, units_out, in_fen, average_out_fen, fifo_out_fen FROM part_books ORDER BY id')

test('[S-MERGE-5] [S-SHARE-2] [PAR-06] what two desks moved without a line adds up, books and HQ alike', async () => {
  expect(level(two, FILTER)).toEqual({ units: 10, held: 0 })
  await cut()
  one.run('parts.issue', { lines: [{ partId: FILTER, units: 3 }] }, boss)
  two.run('parts.sell', { lines: [{ partId: FILTER, units: 4 }] }, boss)
  one.run('parts.receive', { lines: [{ partId: FILTER, units: 6, costFen: 15_000 }] }, boss)
  await mend()
  for (const desk of [one, two]) {
    expect(card(desk, FILTER).part).toMatchObject({ units: 9, promisedUnits: 0 })
    expect(level(desk, FILTER)).toEqual({ units: 9, held: 0 })
  }
  expect(books(one)).toEqual(books(two))
  expect(one.st.all('SELECT id FROM cases')).toEqual([])
})

test('[S-SHARE-1] [S-SHARE-4] the last parts are promised to one of two desks, and the other is told by a case', async () => {
  await cut()
  expect(promise(one, PAD, 2, '张先生')).toMatchObject({ firm: false })
  expect(promise(two, PAD, 1, '李女士')).toMatchObject({ firm: false })
  // Enough for both: neither hears of the other.
  promise(one, FILTER, 2, '王先生')
  promise(two, FILTER, 3, '赵女士')
  await mend()
  for (const desk of [one, two]) {
    const states = card(desk, PAD).promises.map(({ state, firm }) => `${state} ${firm}`)
    expect(states.toSorted()).toEqual(['over false', 'promised true'])
    expect(card(desk, FILTER).promises.map(({ state, firm }) => [state, firm])).toEqual([
      ['promised', true],
      ['promised', true],
    ])
    expect(level(desk, FILTER)).toEqual({ units: 9, held: 5 })
    expect(desk.st.all(`SELECT kind, subject_table FROM cases`)).toEqual([{ kind: 'share', subject_table: 'part_promises' }])
  }
  const [told] = one.run('sync.cases', {}, boss)
  expect(one.run('sync.case', { id: told?.id ?? '' }, boss)).toMatchObject({
    kind: 'share',
    remedies: [{ kind: 'understood' }, { kind: 'hand-over' }],
  })
  // What others were promised is not issued to somebody else; what was promised is issued to whoever it was promised to.
  expect(refused(() => one.run('parts.issue', { lines: [{ partId: FILTER, units: 6 }] }, boss))).toMatchObject({
    code: 'promised-to-others',
    details: { left: 4, promised: 5 },
  })
  const mine = card(one, FILTER).promises.find(({ note }) => note === '赵女士')
  one.run('parts.issue', { lines: [{ partId: FILTER, units: 3, promiseId: mine?.id ?? null }] }, boss)
  await quiet(one, two)
  expect(level(two, FILTER)).toEqual({ units: 6, held: 2 })
})

test('[S-RIGHT-1] [S-RIGHT-5] [S-SHARE-4] the counter with the right promises firm without a line; elsewhere nobody does', async () => {
  for (const { id } of card(one, PAD).promises) one.run('parts.releasePromise', { id }, boss)
  await quiet(one, two)
  expect(level(one, PAD)).toEqual({ units: 2, held: 0 })
  one.run('parts.takeRights', { ids: [PAD] }, boss)
  await quiet(one, two)
  expect(card(two, PAD).part.right).toEqual({ here: false, device: '配件柜台' })
  expect(refused(() => promise(two, PAD, 1, '李女士'))).toMatchObject({ code: 'right-elsewhere', details: { device: '配件柜台' } })
  await cut()
  expect(promise(one, PAD, 2, '张先生')).toMatchObject({ firm: true })
  expect(refused(() => promise(one, PAD, 1, '又一位'))).toMatchObject({ code: 'not-enough', details: { left: 0 } })
  await mend()
  expect(card(two, PAD).promises).toMatchObject([{ state: 'promised', note: '张先生' }])
  one.run('parts.returnRights', { ids: [PAD] }, boss)
  await quiet(one, two)
  expect(card(two, PAD).part.right).toBeNull()
})

test('[S-RIGHT-4] [S-SHARE-1] a desk that promised before it heard of the right is told by a case', async () => {
  const before = one.st.all(`SELECT id FROM cases WHERE kind = 'share'`).length
  desks.lines[1].set({ kind: 'cut' })
  await cutOff(two)
  promise(two, FILTER, 1, '钱先生')
  one.run('parts.takeRights', { ids: [FILTER] }, boss)
  await eventually(() => one.session.pendingCount() === 0, Boolean, 20_000)
  await mend()
  expect(card(one, FILTER).promises.find(({ note }) => note === '钱先生')).toMatchObject({ state: 'over' })
  expect(one.st.all(`SELECT id FROM cases WHERE kind = 'share'`)).toHaveLength(before + 1)
  // Whoever may takes it over for a stated reason, and the old word is out of date.
  expect(refused(() => promise(two, FILTER, 1, '孙女士')).code).toBe('right-elsewhere')
  two.run('parts.overrideRight', { id: FILTER, reason: '柜台电脑送修' }, boss)
  await quiet(one, two)
  expect(card(two, FILTER).part.right).toMatchObject({ here: true })
  expect(promise(two, FILTER, 1, '孙女士')).toMatchObject({ firm: true })
  await quiet(one, two)
})

test('[S-MERGE-5] [S-SHARE-2] [PAR-07] two desks count side by side without a line: it adds up, the bin both counted is asked about, and HQ’s level follows', async () => {
  const { id } = one.run('partcounts.open', { location: '' }, boss)
  await quiet(one, two)
  await cut()
  const scan = (desk: Desktop, code: string, units: number, bin: string) =>
    desk.run('partcounts.scan', { id, bin, scans: [{ code, units }] }, boss)
  const held = card(one, FILTER).part.units
  scan(one, 'OF-1', held - 1, 'A-01')
  scan(two, 'OF-1', 2, 'A-02')
  scan(one, 'BP-1', 2, 'B-01')
  scan(two, 'BP-1', 2, 'B-01')
  await mend()
  const seen = (desk: Desktop) =>
    desk
      .run('partcounts.lines', { id, limit: 10 }, boss)
      .rows.map(({ code, verdict, countedUnits, units }) => ({ code, verdict, countedUnits, units }))
  for (const desk of [one, two])
    expect(seen(desk)).toEqual([
      { code: 'OF-1', verdict: 'more', countedUnits: held + 1, units: 1 },
      { code: 'BP-1', verdict: 'twice', countedUnits: 4, units: 0 },
    ])
  one.run('partcounts.decide', { id, subjects: [FILTER], decision: 'book', reason: '货架后面找到' }, boss)
  two.run('partcounts.decide', { id, subjects: [PAD], decision: 'book', units: 2, reason: '同一货位盘了两次' }, boss)
  await quiet(one, two)
  one.run('partcounts.submit', { id }, boss)
  await quiet(one, two)
  await jobsOf(two.session)('partcounts.post', { id }, person('manager'))
  await quiet(one, two)
  for (const desk of [one, two]) {
    expect(card(desk, FILTER).part.units).toBe(held + 1)
    expect(card(desk, PAD).part.units).toBe(2)
    expect(level(desk, FILTER)).toMatchObject({ units: held + 1 })
  }
  expect(books(one)).toEqual(books(two))
  await jobsOf(one.session)('partcounts.undo', { id }, person('manager'))
  await quiet(one, two)
  for (const desk of [one, two]) expect([card(desk, FILTER).part.units, level(desk, FILTER)]).toMatchObject([held, { units: held }])
})
