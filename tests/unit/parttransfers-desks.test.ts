// Parts between two sites of a group over a real headquarters: what the one sent two desks of the other take in without a line,
// short of what is short; it came in once, and units and cost are exact on both sides.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { partId, placeId } from '../../src/shared/modules/parts/rules.ts'
import { desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

let hq: Group
let lines: Proxy[]
let sender: Desktop
let first: Desktop
let second: Desktop
const boss = person('director')
/** Who keeps the parts at the other site. */
let keeper: ReturnType<typeof person>
const PART = partId('OF-1')
const desks = (): Desktop[] => [sender, first, second]

beforeAll(async () => {
  hq = await startGroup()
  await hq.site('昆山店')
  await hq.site('苏州店')
  lines = await Promise.all([1, 2, 3].map(() => proxyTo(() => hq.port)))
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
  const shop = openShop({ file: join(folder, 'store.db'), key: KEY })
  shop.run('parts.keep', { code: 'OF-1', name: '机油滤清器', class: 'common', origin: 'original', unit: '件' }, boss)
  shop.run('parts.receive', { lines: [{ partId: PART, units: 10, costFen: 20_000 }] }, boss)
  setState(shop.st, 'site', SITE)
  setState(shop.st, 'device_code', '01')
  shop.session.close()
  sender = desktop('昆山柜台', { folder })
  await sender.join(await hq.code('昆山店', { group: true }), lines[0]?.port ?? 0)
  await eventually(() => sender.session.pendingCount() === 0 && sender.engine.status().mode === 'online', Boolean, 20_000)
  first = desktop('苏州柜台')
  await first.join(await hq.code('苏州店'), lines[1]?.port ?? 0)
  const { id } = sender.run(
    'admin.createUser',
    { name: '柏舟', login: 'bozhou', roleIds: [roleIdOf('general-manager')], siteIds: [first.who().site], password: null },
    boss,
  )
  keeper = { ...boss, user: id, name: '柏舟' }
  second = desktop('苏州前台')
  await second.join(await hq.code('苏州店'), lines[2]?.port ?? 0)
  await quiet(...desks())
})
afterAll(async () => {
  await Promise.all(desks().map((desk) => desk.remove()))
  await Promise.all(lines.map((line) => line.close()))
  await hq.stop()
})

const stock = (desk: Desktop) =>
  desk.st.one('SELECT units, average_fen AS fen FROM part_stock WHERE id = ?', placeId(PART, desk.who().site))
const card = (desk: Desktop, id: string) => desk.run('parttransfers.card', { id }, boss)

test('[S-MERGE-5] [S-SHARE-2] [PAR-06] one delivery taken in at two desks without a line came in once, and both sites and HQ’s level say the same', async () => {
  const far = first.who().site
  const { id } = sender.run('parttransfers.send', { toSiteId: far, lines: [{ partId: PART, units: 5 }] }, boss)
  expect(stock(sender)).toEqual({ units: 5, fen: 10_000 })
  await quiet(...desks())
  await eventually(() => [first, second].every((d) => d.row('part_transfers', id) !== null && d.row('users', keeper.user) !== null))
  const line = card(first, id).lines[0]?.id ?? ''
  for (const at of [1, 2]) lines[at]?.set({ kind: 'cut' })
  for (const desk of [first, second]) {
    desk.run('parttransfers.receive', { id, reason: '少一件', lines: [{ lineId: line, units: 4, shortUnits: 1 }] }, keeper)
    expect(stock(desk)).toEqual({ units: 4, fen: 8000 })
  }
  for (const at of [1, 2]) lines[at]?.set({ kind: 'pass' })
  await Promise.all([first.engine.now(), second.engine.now()])
  await quiet(...desks())
  for (const desk of [first, second]) {
    expect(stock(desk)).toEqual({ units: 4, fen: 8000 })
    expect(desk.st.all(`SELECT id FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
    expect(desk.st.all('SELECT id FROM cases')).toEqual([])
  }
  await eventually(
    () => first.st.one<{ units: number }>('SELECT units FROM levels WHERE id = ?', `part:${placeId(PART, far)}`)?.units === 4,
  )
  await eventually(() => card(sender, id).transfer.state === 'short')

  sender.run('parttransfers.settle', { id, outcome: 'returned', note: '还在货架上' }, boss)
  await quiet(...desks())
  expect(stock(sender)).toEqual({ units: 6, fen: 12_000 })
  await eventually(() => card(first, id).transfer.state === 'settled')
  expect(card(second, id)).toMatchObject({ outcome: 'returned', transfer: { cameUnits: 4, shortUnits: 1 } })
})
