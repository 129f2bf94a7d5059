// A store with a long past founds its site: 30,000 changesets go up over cuts, kills of the desktop and kills of HQ, each
// time from where they were; at the end both sides hold every row and the chain is what it was.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sites, users } from '../../src/shared/modules/admin/tables.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { identify } from '../../src/main/store/desk.ts'
import { verifyChain } from '../../src/main/store/outbox.ts'
import { foundingProgress } from '../../src/main/sync/founding.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

const LONG = 30_000
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

let hq: Group
let line: Proxy
const all = new Set<Desktop>()
const made = (name: string, options = {}): Desktop => {
  const d = desktop(name, options)
  all.add(d)
  return d
}
beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
  await hq.site('老店')
})
afterAll(async () => {
  await Promise.all([...all].map((d) => d.remove()))
  await line.close()
  await hq.stop()
})
const left = (d: Desktop): number => d.session.pendingCount()
const idle = (d: Desktop) =>
  eventually(
    () => [left(d), d.engine.status().mode],
    ([n, mode]) => n === 0 && mode === 'online',
    300_000,
  )

test('[S-TRUST-4] a history of 30,000 changesets survives cuts and kills on its way and arrives whole', async () => {
  let d = made('老机')
  const site = d.session.newId()
  identify(d.st, { replica: d.session.newId(), site, deviceCode: '01', demo: false })
  d.session.forgetChain()
  d.write('admin.establish', (db) => {
    db.put(sites, { id: site, name: '老店', code: 'LD' })
    db.put(users, { id: db.newId(), name: '唐未央', login: 'tang' })
  })
  const ids: string[] = []
  d.session.bulk(() => {
    for (let n = 0; d.session.chain().seq < LONG; n++)
      d.write('customers.add', (db) => {
        // Every third deed corrects an earlier row, so that order counts.
        if (n % 3 === 2) return void db.patch(customers, ids[Math.floor(n / 2) % ids.length] ?? '', { note: `改 ${n}` })
        const id = db.newId()
        ids.push(id)
        db.put(customers, {
          id,
          siteId: db.who.site,
          kind: 'person',
          name: `老客户 ${n}`,
          phone: `138${String(n).padStart(8, '0')}`,
          createdAt: db.now,
          createdBy: 'u',
        })
      })
  })
  const before = d.everything()
  const chain = { ...d.session.chain() }
  expect(chain.seq).toBe(LONG)

  await d.join(await hq.code('老店'), line.port)
  expect(left(d)).toBeGreaterThan(0)
  const passes = async (settled: number): Promise<void> => void (await eventually(() => left(d) <= LONG - settled, Boolean, 240_000))
  const settledAt: number[] = []
  for (const [at, blow] of [
    [3_000, 'cut'],
    [8_000, 'kill the desktop'],
    [14_000, 'kill HQ'],
    [20_000, 'kill the worker'],
    [25_000, 'kill the desktop'],
  ] as const) {
    await passes(at)
    settledAt.push(LONG - left(d))
    if (blow === 'cut') {
      line.set({ kind: 'cut' })
      await new Promise((done) => setTimeout(done, 300))
      line.set({ kind: 'pass' })
    } else if (blow === 'kill HQ') {
      await hq.kill()
      await hq.start()
    } else if (blow === 'kill the worker') d.workers.at(-1)?.kill()
    else {
      d.crash()
      all.delete(d)
      d = made('老机', { folder: d.folder })
      // Nothing that was settled is open again.
      expect(LONG - left(d)).toBeGreaterThanOrEqual(settledAt.at(-1) ?? 0)
      expect(foundingProgress(d.st)?.total).toBe(LONG)
      expect(Object.keys(d.everything()).length).toBeGreaterThanOrEqual(Object.keys(before).length)
      d.engine.start()
    }
  }
  await idle(d)
  expect(settledAt.every((n) => n < LONG)).toBe(true)
  expect(foundingProgress(d.st)).toBeNull()
  expect({ ...d.session.chain(), seen: null, joined: null }).toEqual({ ...chain, seen: null, joined: null })
  expect(verifyChain(d.st)).toBeNull()
  expect(d.st.all('SELECT state, count(*) AS n FROM _sync_changesets WHERE seq IS NOT NULL GROUP BY state')).toEqual([
    { state: 'accepted', n: LONG },
  ])
  const after = d.everything()
  for (const [key, image] of Object.entries(before)) if (!key.startsWith('sites/')) expect(after[key], key).toEqual(image)

  const second = made('新机')
  await second.join(await hq.code('老店'), line.port)
  await idle(second)
  const there = second.everything()
  expect(Object.keys(there).filter((key) => key.startsWith('customers/')).length).toBe(ids.length)
  for (const [key, image] of Object.entries(after)) if (key.startsWith('customers/')) expect(there[key], key).toEqual(image)
})
