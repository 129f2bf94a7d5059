// Two desks count the same yard while the line is dead: what they scanned becomes one stocktake, each car at a place once, and
// what is decided or posted twice is a case and not a second posting.
import { beforeAll, expect, test, vi } from 'vitest'
import { jobsOf } from '../support/dispatching.ts'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person, vinOf } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let one: Desktop
let two: Desktop
const consultant = person('consultant')
const colleague = person('colleague')
const manager = person('manager')
const cashier = person('cashier')

const desks = twoDesks(['前台 1 号机', '前台 2 号机'], (shop) => {
  for (const serial of [1, 2, 3, 4, 5, 6]) shop.arrive(serial, { location: 'A1' })
})
const { cut, mend } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

const counts = (desk: Desktop, id: string) => desk.run('stocktakes.card', { id }, manager).counts
const idOf = (serial: number): string => one.run('vehicles.byVin', { vin: vinOf(serial) }, manager).known[0]?.id ?? ''

test('[S-MERGE-5] [VEH-05] what two desks scanned without a line is one count: the car both saw once, no case', async () => {
  const { id } = one.run('stocktakes.open', { location: 'A1' }, consultant)
  await quiet(one, two)
  await cut()
  one.run('stocktakes.scan', { id, vins: [1, 2, 3].map(vinOf) }, consultant)
  two.run('stocktakes.scan', { id, vins: [3, 4, 5].map(vinOf) }, colleague)
  expect(counts(one, id)).toMatchObject({ found: 3, missing: 3 })
  expect(counts(two, id)).toMatchObject({ found: 3, missing: 3 })
  await mend()
  for (const desk of [one, two]) {
    expect(counts(desk, id)).toMatchObject({ found: 5, missing: 1, double: 0 })
    expect(desk.st.one('SELECT count(*) AS n FROM stocktake_scans')).toEqual({ n: 5 })
  }
  expect(one.run('sync.cases', {}, manager)).toEqual([])

  // Decided differently at both desks: the one that comes first stands, the other is kept for a person to look at.
  await cut()
  const decide = (desk: Desktop, decision: 'keep' | 'write-off', who: typeof consultant) =>
    desk.run('stocktakes.decide', { id, subjects: [idOf(6)], decision, reason: decision === 'keep' ? '在外试驾' : '找不到' }, who)
  decide(one, 'keep', consultant)
  decide(two, 'write-off', colleague)
  await mend()
  const [found] = one.st.all<{ decision: string; reason: string }>('SELECT decision, reason FROM stocktake_findings')
  expect([`keep 在外试驾`, `write-off 找不到`]).toContain(`${found?.decision} ${found?.reason}`)
  expect(one.st.all(`SELECT kind FROM cases WHERE subject_table = 'stocktake_findings'`)).toEqual([{ kind: 'field' }])

  // Both post without a line: one posting, every line once, the other posting is a case.
  one.run('stocktakes.submit', { id }, consultant)
  await quiet(one, two)
  await cut()
  await jobsOf(one.session)('stocktakes.post', { id }, manager)
  await jobsOf(two.session)('stocktakes.post', { id }, cashier)
  await mend()
  for (const desk of [one, two]) {
    expect(desk.st.one('SELECT count(*) AS n, count(DISTINCT subject) AS cars FROM stocktake_lines')).toEqual({ n: 6, cars: 6 })
    expect(desk.run('stocktakes.card', { id }, manager)).toMatchObject({ stocktake: { state: 'posted' }, counts: { found: 5, missing: 1 } })
  }
  expect(one.st.all(`SELECT kind FROM cases WHERE subject_table = 'stocktakes'`).length).toBeGreaterThan(0)
})
