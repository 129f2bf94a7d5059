// What an administrator does to one desktop from the console: stops it for a while and lets it in again, has it check
// itself, takes a sale right from it, and releases its escrowed key, which takes two. A real headquarters over HTTPS, and a
// real desktop where it is the desktop that must understand.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addUp } from '../../src/main/store/proof.ts'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { plus, sumText } from '../../src/shared/sync/integrity.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { colleague, firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import { type Desktop, desktop, eventually, KEY } from '../support/desktop.ts'
import { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
let boss: ConsoleClient
let second: ConsoleClient
let operator: ConsoleClient
let site = ''
let desk: Desktop
const replicaOf = (name: string): Promise<string> =>
  hq.hq.store.devices().then((all) => all.find((device) => device.name === name)?.replica ?? '')
const acts = async (subject: string): Promise<string[]> =>
  (await hq.hq.store.console.deeds({ before: null, by: null, subject, limit: 20 })).map(({ act }) => act)

beforeAll(async () => {
  hq = await startHq({ manifest: buildManifest(), now: () => now, limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
  boss = await firstAdministrator(hq)
  second = await colleague(hq, boss, 'qian', 'administrator')
  operator = await colleague(hq, boss, 'wang', 'operator')
  site = await hq.addSite('昆山店', 'KS')
  desk = desktop('真机')
  await desk.join(await hq.code(site))
  await eventually(
    () => desk.engine.status().mode,
    (mode) => mode === 'online',
  )
})
afterAll(async () => {
  await desk.remove()
  await hq.close()
  removeFolders()
})

describe('a suspended desktop', () => {
  it('[S-TRUST-12] is told nothing and taken nothing from, says why, and goes on where it was', async () => {
    const replica = await replicaOf('真机')
    await operator.call('desktops.suspend', { replica, reason: '送修' })
    expect(await operator.tell('desktops.suspend', { replica, reason: '送修' })).toBe('already-suspended')
    const made = desk.write('sync.retry', () => undefined)
    await desk.engine.now()
    expect(desk.engine.status()).toMatchObject({ mode: 'problem', problem: 'suspended' })
    expect(desk.state(made)).toBe('pending')
    expect(await hq.hq.store.inquiry.passage(made)).toBeNull()
    expect((await boss.call('desktops.show', { replica })).desktop).toMatchObject({ standing: 'suspended', suspendedAt: now })
    await operator.call('desktops.resume', { replica })
    expect(await operator.tell('desktops.resume', { replica })).toBe('not-suspended')
    await desk.engine.now()
    await eventually(
      () => desk.state(made),
      (state) => state === 'accepted',
    )
    expect((await acts(replica)).slice(0, 2)).toEqual(['desktop.resume', 'desktop.suspend'])
  })

  it('[S-TRUST-12] gets nothing by any other route either', async () => {
    const client = await hq.join(site, false, '前台二')
    await client.round([], { deviceTime: now })
    await operator.call('desktops.suspend', { replica: client.replica, reason: '送修' })
    for (const path of ['/v1/snapshot', '/v1/live', '/v1/sums?number=0&nonce=', `/v1/files/${'a'.repeat(64)}`])
      expect([path, (await client.send('GET', path)).json()]).toEqual([path, { error: 'suspended' }])
    expect((await client.tryRound()).json()).toEqual({ error: 'suspended' })
  })
})

describe('a desktop that is asked to check itself', () => {
  it('[S-HASH-8] counts every row anew, and headquarters hears that it was heard', async () => {
    const replica = await replicaOf('真机')
    const counted = vi.spyOn(desk.session, 'keep')
    await desk.engine.now()
    expect(counted).not.toHaveBeenCalledWith([], addUp)
    await operator.call('desktops.check', { replica })
    expect((await boss.call('desktops.show', { replica })).check).toEqual({ askedAt: now, heard: false })
    await desk.engine.now()
    await vi.waitFor(
      async () => expect((await boss.call('desktops.show', { replica })).check).toEqual({ askedAt: now, heard: true }),
      20_000,
    )
    await vi.waitFor(() => expect(counted).toHaveBeenCalledWith([], addUp), 20_000)
    counted.mockRestore()
  })
})

describe('whether a desktop holds what headquarters holds', () => {
  const shown = async (replica: string) => boss.call('desktops.show', { replica })

  it('[S-HASH-9] is compared in its rounds, by scope, and a difference is remembered with what was set right', async () => {
    const replica = await replicaOf('真机')
    const agreed = (scope: string, agrees: boolean) => expect.objectContaining({ scope, agrees }) as never
    desk.write('customers.add', (db) =>
      db.put(customers, { id: 'c-held', siteId: db.who.site, kind: 'person', name: '周明远', createdAt: 1, createdBy: 'u' }),
    )
    await desk.engine.now()
    await desk.engine.now()
    expect(await shown(replica)).toMatchObject({
      agreements: [agreed('group', true), agreed('site', true)],
      repairs: [],
      position: desk.session.chain().seen.number,
    })
    const raw = openDatabase({ file: join(desk.folder, 'store.db'), key: KEY })
    raw.prepare(`UPDATE customers SET name = '改名' WHERE id = 'c-held'`).run()
    raw.close()
    now += 60_000
    const differed = now
    await desk.engine.now()
    await vi.waitFor(async () => expect((await shown(replica)).repairs).toHaveLength(1), 20_000)
    await desk.engine.now()
    now += 60_000
    await desk.engine.now()
    const { agreements, repairs } = await shown(replica)
    expect(repairs).toMatchObject([
      { rows: 1, incident: desk.st.one<{ incident: string }>('SELECT incident FROM _sync_repairs')?.incident },
    ])
    // Customers are their site's: what the group has was right all the time.
    expect(agreements).toMatchObject([
      { scope: 'group', agrees: true, differedAt: null },
      { scope: 'site', agrees: true, at: now, differedAt: differed },
    ])
    expect(await hq.hq.store.watch.agreements(replica)).toEqual(agreements)
  })

  it('[S-HASH-9] is not said of a position headquarters cannot reckon any more, nor for what an older desktop does not know', async () => {
    const client = await hq.join(site, false, '旧版')
    const held = async () => (await shown(client.replica)).agreements.map(({ scope, agrees, position }) => [scope, agrees, position])
    await client.round()
    expect(await held()).toEqual([])
    const at = client.position.number
    const sums = await hq.hq.store.scopesAt({ site, reach: 'site' }, client.position)
    if (!sums) throw new Error('no sums')
    const [group, own] = [sumText(sums.group), sumText(sums.site)]
    await client.round([], { held: { at, group: '0'.repeat(24), site: own } })
    expect(await held()).toEqual([
      ['group', false, at],
      ['site', true, at],
    ])
    // All of it counted as its site's, as one does that does not know a table.
    await client.round([], { held: { at, group: '0'.repeat(24), site: sumText(plus(sums.group, sums.site)) } })
    expect(await held()).toEqual([
      ['group', true, at],
      ['site', true, at],
    ])
    // A position it was not told at, behind which something was written.
    const old = client.position
    await client.round([
      client.make({ command: 'customers.add', changes: [insert('customers', 'c-new', { site_id: site, kind: 'person' })] }),
    ])
    client.position = old
    await client.round([], { held: { at: old.number, group, site: '0'.repeat(24) } })
    expect(await held()).toEqual([
      ['group', true, at],
      ['site', true, at],
    ])
  })
})

describe('a sale right', () => {
  it('[S-RIGHT-7] is taken by an administrator who states that papers may exist, and its fence rises', async () => {
    const client = await hq.join(site, false, '展会')
    const vin = 'LSVAA4187E2184841'
    const key = `vin:${vin}`
    const arrive = client.make({
      command: 'vehicles.arrive',
      changes: [insert('vehicles', 'V1', { site_id: site, vin, state: 'in-stock' })],
    })
    const take = client.make({
      command: 'vehicles.takeRights',
      guards: [{ kind: 'grant', key, of: 'V1', to: client.replica, fence: 0, override: false, covers: [], otherwise: [] }],
    })
    expect((await client.round([arrive, take], { deviceTime: now })).rulings.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
    ])
    expect((await boss.call('desktops.show', { replica: client.replica })).held).toEqual([{ key, fence: 1 }])
    const said = { key, reason: '展会电脑失窃', papersMayExist: true as const }
    expect(await operator.tell('rights.override', said)).toBe('forbidden')
    expect(await boss.tell('rights.override', { ...said, papersMayExist: false as never })).toBe('invalid-input')
    await boss.call('rights.override', said)
    expect(await boss.tell('rights.override', said)).toBe('nothing-changed')
    expect(await hq.hq.store.inquiry.right(key)).toMatchObject({
      image: { fence: 2, overridden: 1, reason: '展会电脑失窃', site_id: site },
    })
    // Firm under the old fence: the seller hears who took the right and why.
    const sold = client.make({
      command: 'orders.reserve',
      guards: [{ kind: 'hold', key, of: 'V1', holder: 'O1', fence: 1, covers: [], otherwise: [] }],
    })
    await client.round([sold], { deviceTime: now })
    expect(await acts(client.replica)).toEqual(['right.override'])
  })
})

describe('an escrowed key', () => {
  it('[S-TRUST-13] takes two administrators within a day, and what leaves opens nothing by itself', async () => {
    const client = new HqClient((await hq.hq.pairing.issue(site, { group: false, minutes: 60 })).code)
    await client.pair({ name: '财务', sealedKey: 'sealed' })
    const { replica } = client
    const plain = await hq.join(site, false, '没有封存')
    expect(await boss.tell('keys.request', { replica: plain.replica, reason: '硬盘坏了' })).toBe('not-sealed')
    expect(await second.tell('keys.release', { replica })).toBe('not-requested')
    expect(await operator.tell('keys.request', { replica, reason: '硬盘坏了' })).toBe('forbidden')
    await boss.call('keys.request', { replica, reason: '硬盘坏了' })
    expect((await second.call('desktops.show', { replica })).keyRequest).toMatchObject({ byName: '林总', reason: '硬盘坏了', at: now })
    expect(await boss.tell('keys.release', { replica })).toBe('same-person')
    now += 24 * 60 * 60_000
    for (const [person, login] of [
      [boss, 'lin'],
      [second, 'qian'],
    ] as const)
      await person.call('session.signIn', { login, password: 'Plum-Blossom-42', code: '' })
    expect(await second.tell('keys.release', { replica })).toBe('not-requested')
    await boss.call('keys.request', { replica, reason: '硬盘还是坏的' })
    const { name, file } = await second.call('keys.release', { replica })
    expect(name).toBe('财务')
    expect(JSON.parse(file)).toMatchObject({ store: replica, wraps: [{ kind: 'group', sealed: 'sealed' }] })
    expect(await second.tell('keys.release', { replica })).toBe('not-requested')
    expect((await acts(replica)).slice(0, 3)).toEqual(['key.release', 'key.request', 'key.request'])
    expect((await boss.call('deeds.check', {})).brokenAt).toBeNull()
  })
})
