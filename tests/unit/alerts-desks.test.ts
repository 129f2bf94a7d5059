// Two desks that watch the same store without a line: what both saw rang once, and what two people did about it is all kept.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person, type Shop } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let lines: Proxy[]
let one: Desktop
let two: Desktop
let shop: Shop
let ruleId: string
const director = person('director')
const manager = person('manager')

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  ruleId = shop.run(
    'alerts.keepRule',
    { name: '库存不足', indicator: 'stock-count', direction: 'below', threshold: 4, windowDays: 0, every: 'month' },
    manager,
  ).id
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  one = desktop('前台 1 号机', { folder })
  await one.join(await hq.code('昆山店', { group: true }), lines[0]?.port ?? 0)
  await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
  two = desktop('前台 2 号机')
  await two.join(await hq.code('昆山店'), lines[1]?.port ?? 0)
  await quiet(one, two)
})
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()])
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

const cut = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'cut' })
  await cutOff(one, two)
}
const mend = async (): Promise<void> => {
  for (const line of lines) line.set({ kind: 'pass' })
  await Promise.all([one.engine.now(), two.engine.now()])
  await quiet(one, two)
}

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
