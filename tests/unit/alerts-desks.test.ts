// Two desks that watch the same store without a line: what both saw rang once, and what two people did about it is all kept.
import { beforeAll, expect, test, vi } from 'vitest'
import { type Desktop, quiet } from '../support/desktop.ts'
import { person } from '../support/shop.ts'
import { twoDesks } from '../support/two-desks.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let one: Desktop
let two: Desktop
let ruleId: string
const director = person('director')
const manager = person('manager')

const desks = twoDesks(['前台 1 号机', '前台 2 号机'], (shop) => {
  ruleId = shop.run(
    'alerts.keepRule',
    { name: '库存不足', indicator: 'stock-count', direction: 'below', threshold: 4, windowDays: 0, every: 'month' },
    manager,
  ).id
})
const { cut, mend } = desks
beforeAll(() => {
  ;({ one, two } = desks)
})

const rung = (desk: Desktop) => desk.run('alerts.page', {}, manager).rows
const ring = (desk: Desktop) => desk.run('alerts.ring', { ruleId }, { ...manager, user: 'system' })

test('[S-MERGE-5] [ALR-02] [ALR-03] two desks without a line ring once; what both did is kept, and closed stays closed', async () => {
  await quiet(one, two)
  await cut()
  expect(ring(one).rung).toBe(1)
  expect(ring(two).rung).toBe(1)
  const id = rung(one)[0]?.id ?? ''
  expect(rung(two)[0]?.id).toBe(id)
  one.run('alerts.handle', { id, kind: 'closed', words: '已追加订货' }, manager)
  two.run('alerts.handle', { id, kind: 'seen' }, director)
  // Read at both desks: one mark.
  for (const desk of [one, two]) desk.run('alerts.markRead', { keys: [`alert:${id}:1`] }, manager)
  await mend()
  for (const desk of [one, two]) {
    expect(rung(desk)).toMatchObject([{ id, state: 'closed', words: '已追加订货' }])
    expect(
      desk
        .run('alerts.card', { id }, manager)
        .deeds.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['closed', 'seen'])
    expect(desk.st.one('SELECT count(*) AS n FROM message_reads')).toEqual({ n: 1 })
    expect(ring(desk)).toEqual({ rung: 0, returned: 0, cleared: 0 })
  }
  expect(one.run('sync.cases', {}, manager)).toEqual([])
})
