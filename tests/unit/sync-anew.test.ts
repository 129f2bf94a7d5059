// A desktop that headquarters asks to take everything anew as a snapshot, between real desktops and a real headquarters: what
// it has to say goes first, people work on meanwhile, nothing of its own is lost, and a cut or a kill costs one piece.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { join } from 'node:path'
import { countedTables, countTable } from '../../src/main/store/proof.ts'
import { takingIn } from '../../src/main/store/anew.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { verifyChain } from '../../src/main/store/outbox.ts'
import { rootOf } from '../../src/main/store/sums.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { colleague, firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import { cutOff, type Desktop, desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

// Real processes on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const PEOPLE = 3_000
let hq: TestHq
let boss: ConsoleClient
let operator: ConsoleClient
let line: Proxy
let one: Desktop
let two: Desktop
let replica = ''
const person = (db: Writer, name: string): string => {
  const id = db.newId()
  db.put(customers, {
    id,
    siteId: db.who.site,
    kind: 'person',
    name,
    phone: '13900001111',
    note: 'x'.repeat(300),
    createdAt: db.now,
    createdBy: 'u',
  })
  return id
}
const add = (d: Desktop, name: string): string => {
  let id = ''
  d.write('customers.add', (db) => void (id = person(db, name)))
  return id
}
const shown = async () => boss.call('desktops.show', { replica })
const state = async (): Promise<string | undefined> => (await shown()).anew?.state
const ask = (reason = '盘坏过'): Promise<unknown> => operator.call('desktops.takeAnew', { replica, reason })
const whole = (): Promise<unknown> => vi.waitFor(async () => expect(await state()).toBe('whole'), { timeout: 60_000, interval: 50 })
const ready = (d: Desktop): number => d.st.one<{ n: number }>('SELECT count(*) AS n FROM _sync_anew')?.n ?? -1
const off = (d: Desktop): string[] => countedTables(d.st).filter((table) => countTable(d.st, table).length > 0)
/** Writes to the file as somebody with another program would. */
function behind(d: Desktop, text: string, ...values: unknown[]): void {
  const raw = openDatabase({ file: join(d.folder, 'store.db'), key: KEY })
  expect(raw.prepare(text).run(...values).changes).toBeGreaterThan(0)
  raw.close()
}

beforeAll(async () => {
  hq = await startHq({ manifest: buildManifest(), limits: { signIn: 10_000, console: 10_000, address: 100_000 } })
  boss = await firstAdministrator(hq)
  operator = await colleague(hq, boss, 'wang', 'operator')
  line = await proxyTo(() => Number(new URL(hq.url).port))
  const site = await hq.addSite('昆山店', 'KS')
  one = desktop('前台一')
  two = desktop('前台二')
  await one.join(await hq.code(site))
  await two.join(await hq.code(site), line.port)
  one.session.bulk(() => {
    for (let n = 0; n < PEOPLE; n += 100)
      one.write('customers.add', (db) => {
        for (let i = n; i < n + 100; i++) person(db, `客户 ${i}`)
      })
  })
  await quiet(one, two)
  replica = (await hq.hq.store.devices()).find(({ name }) => name === '前台二')?.replica ?? ''
})
afterAll(async () => {
  await Promise.all([one, two].map((d) => d.remove()))
  await line.close()
  await hq.close()
  removeFolders()
})

describe('everything anew', () => {
  test('[S-FEED-11] what it has to say is said and ruled on first; rows become headquarters’, its own log and drafts stay', async () => {
    const before = two.session.chain().seq
    two.session.keep([], (st) => st.run(`INSERT INTO _sync_state (key, value) VALUES ('mine', 'kept')`))
    line.set({ kind: 'cut' })
    await cutOff(two)
    const mine = add(two, '没有网络时来的')
    const [changed, removed] = two.st.all<{ id: string }>('SELECT id FROM customers ORDER BY id LIMIT 2').map(({ id }) => id)
    behind(two, 'UPDATE customers SET name = ? WHERE id = ?', '改名', changed)
    behind(two, 'DELETE FROM customers WHERE id = ?', removed)
    behind(
      two,
      `INSERT INTO customers (id, site_id, kind, name, created_at, created_by) VALUES ('z-strange', 's', 'person', '无此人', 1, 'u')`,
    )
    expect(await boss.tell('desktops.takeAnew', { replica: 'nobody', reason: '盘坏过' })).toBe('device-unknown')
    expect(await boss.tell('desktops.takeAnew', { replica, reason: '' })).toBe('invalid-input')
    await ask()
    expect(await boss.tell('desktops.takeAnew', { replica, reason: '再来' })).toBe('already-asked')
    expect(await state()).toBe('waits')
    line.set({ kind: 'pass' })
    two.engine.nudge()
    await whole()
    await quiet(one, two)
    expect(one.row('customers', mine)?.['name']).toBe('没有网络时来的')
    expect(rootOf(two.st)).toBe(rootOf(one.st))
    expect([off(two), ready(two), takingIn(two.st), verifyChain(two.st)]).toEqual([[], 0, null, null])
    expect(two.session.chain().seq).toBe(before + 1)
    expect(two.st.one(`SELECT value FROM _sync_state WHERE key = 'mine'`)).toEqual({ value: 'kept' })
    expect(two.engine.status().anew).toBeNull()
    expect((await shown()).deeds[0]).toMatchObject({ act: 'desktop.anew', details: { name: '前台二', reason: '盘坏过' } })
  })

  test('[S-FEED-11] people write and the feed goes on while it is fetched and put in place', async () => {
    await ask()
    const seen: number[] = []
    const stop = two.session.onTouched(() => void (ready(two) > 0 && seen.push(ready(two))))
    const ids: string[] = []
    for (let n = 0; n < 40 && (await state()) !== 'whole'; n++) {
      add(two, `这边 ${n}`)
      ids.push(add(one, `那边 ${n}`))
      one.write('customers.correct', (db) => db.patch(customers, ids[0] ?? '', { note: `第 ${n} 次` }))
      if (n % 5 === 4) one.write('customers.correct', (db) => db.remove(customers, ids[n - 1] ?? ''))
      await new Promise((done) => setTimeout(done, 20))
    }
    await whole()
    stop()
    expect(Math.max(...seen)).toBeGreaterThan(0)
    await quiet(one, two)
    expect([off(two), ready(two)]).toEqual([[], 0])
  })

  test('[S-FEED-4, S-FEED-11] killed while it is fetched and while it is put in place, it goes on where it was', async () => {
    await ask()
    const kill = async (when: () => boolean): Promise<ReturnType<typeof takingIn>> => {
      await eventually(when, Boolean, 60_000)
      const was = takingIn(two.st)
      const { folder } = two
      two.crash()
      await new Promise((done) => setTimeout(done, 50))
      two = desktop('前台二', { folder })
      return was
    }
    const look = (test: (taking: NonNullable<ReturnType<typeof takingIn>>) => boolean) => () => {
      const taking = takingIn(two.st)
      return taking !== null && test(taking)
    }
    const fetching = await kill(look(({ done, fetched }) => done > 0 && !fetched))
    expect(takingIn(two.st)).toEqual(fetching)
    two.engine.start()
    const placing = await kill(look(({ placed }) => placed !== null))
    expect(placing?.done).toBeGreaterThanOrEqual(PEOPLE)
    expect(placing?.position?.number).toBeGreaterThanOrEqual(fetching?.position?.number ?? Infinity)
    two.engine.start()
    await whole()
    await quiet(one, two)
    expect([off(two), ready(two)]).toEqual([[], 0])
  })

  test('[S-FEED-11] what was fetched and is not what headquarters holds is never put in place', async () => {
    await ask()
    await eventually(() => takingIn(two.st)?.fetched === false && ready(two) > 0, Boolean, 60_000)
    two.st.run(`UPDATE _sync_state SET value = json_set(value, '$.sum', '${'f'.repeat(24)}') WHERE key = 'anew'`)
    const before = JSON.stringify(two.everything())
    await eventually(() => two.troubles.some((t) => String((t as unknown[])[1]).includes('fetched again')), Boolean, 60_000)
    expect(JSON.stringify(two.everything())).toBe(before)
    expect([takingIn(two.st)?.placed, ready(two), await state()]).toEqual([null, 0, 'under-way'])
    // After the next start there is no reason to wait any longer.
    const { folder } = two
    await two.leave()
    two = desktop('前台二', { folder })
    two.engine.start()
    await whole()
  })
})
