// A minimum version: what a desktop below it says is taken and ruled on, nothing new reaches it, it works on, and nothing is
// lost when it is updated or the minimum falls. A real headquarters, a real desktop, and one that says any version.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { colleague, firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'

// A real desktop's worker is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let hq: TestHq
let boss: Awaited<ReturnType<typeof firstAdministrator>>
let operator: ConsoleClient
let site = ''
/** The real one, of version 0.1.0. */
let old: Desktop
let other: HqClient

const NEW = '1.2.0'
const say = (client: HqClient, id: string, appVersion: string) =>
  client.round(
    [
      client.make({
        command: 'customers.add',
        changes: [insert('customers', id, { site_id: site, kind: 'person', name: id, created_at: 1, created_by: 'system' })],
      }),
    ],
    {
      appVersion,
    },
  )
const addHere = (id: string): string =>
  old.write(
    'customers.add',
    (db) => void db.put(customers, { id, siteId: site, kind: 'person', name: id, createdAt: 1, createdBy: 'system' } as never),
    { user: 'system' },
  )

beforeAll(async () => {
  hq = await startHq({ manifest: buildManifest(), version: '1.2.3', limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
  boss = await firstAdministrator(hq)
  operator = await colleague(hq, boss, 'wang', 'operator')
  site = await hq.addSite('昆山店', 'KS')
  other = await hq.join(site, false, '新机')
  old = desktop('旧机')
  await old.join(await hq.code(site))
  await eventually(
    () => old.engine.status().mode,
    (mode) => mode === 'online',
  )
})
afterAll(async () => {
  await old.remove()
  await hq.close()
  removeFolders()
})

describe('a minimum version', () => {
  it('is a release, never above headquarters’ own, and a group administrator’s to set', async () => {
    expect(await boss.tell('versions.setMinimum', { version: '1.2' })).toBe('invalid-input')
    expect(await boss.tell('versions.setMinimum', { version: '1.2.4' })).toBe('above-headquarters')
    expect(await operator.tell('versions.setMinimum', { version: '1.0.0' })).toBe('forbidden')
    expect((await boss.call('care.show', { midnight: 0 })).minimum).toEqual({ version: null, below: 0 })
  })

  it('[S-VER-1] takes everything of a desktop below it, gives it nothing new, and nothing is lost', async () => {
    await boss.call('versions.setMinimum', { version: '1.0.0' })
    await eventually(
      () => old.engine.status(),
      (status) => status.problem === 'update-needed' && status.minimum === '1.0.0',
    )
    await say(other, 'C1', NEW)
    const first = addHere('C2')
    const second = addHere('C3')
    // Both are at headquarters, and reach whoever is new enough.
    const rulingOf = async (text: string) => (await operator.call('trace.find', { text })).steps[0]?.ruling
    for (const id of [first, second])
      await vi.waitFor(async () => expect(await rulingOf(id)).toBe('accepted'), { timeout: 30_000, interval: 100 })
    const reached = (await other.round([], { appVersion: NEW })).entries.flatMap(({ changes }) => changes.map(({ id }) => id))
    expect(reached).toEqual(expect.arrayContaining(['C2', 'C3']))
    // It works on: what was done here is shown, what was done elsewhere is not there yet.
    expect(old.row('customers', 'C3')).toMatchObject({ name: 'C3' })
    expect(old.row('customers', 'C1')).toBeNull()
    expect(old.engine.status()).toMatchObject({ mode: 'problem', problem: 'update-needed', minimum: '1.0.0' })

    const { desktops } = await operator.call('desktops.list', { search: '旧机', standing: null, site: null, offset: 0 })
    expect(desktops).toMatchObject([{ outdated: true, appVersion: '0.1.0', pending: 0 }])
    expect((await boss.call('care.show', { midnight: 0 })).minimum).toEqual({ version: '1.0.0', below: 1 })
    const { rounds } = await operator.call('desktops.show', { replica: old.session.chain().replica })
    expect(rounds.some(({ refused }) => refused === 'outdated')).toBe(true)

    await boss.call('versions.setMinimum', { version: '' })
    await eventually(
      () => [old.state(first), old.state(second), old.row('customers', 'C1')?.['name']],
      (is) => is.join(' ') === 'accepted accepted C1',
    )
    await eventually(
      () => old.engine.status(),
      (status) => status.mode === 'online' && status.minimum === null,
    )
    expect(old.session.pendingCount()).toBe(0)
    expect(old.troubles).toEqual([])
  })

  it('[S-VER-1] an updated desktop goes on where it was; a new one of an old version keeps its code', async () => {
    await boss.call('versions.setMinimum', { version: '1.2.0' })
    const before = other.position
    expect(await say(other, 'C4', '1.1.9')).toMatchObject({ entries: [], outdated: '1.2.0', rulings: [{ outcome: 'accepted' }] })
    // A version nobody can read is older than every release.
    expect(await other.round([], { appVersion: 'mine' })).toMatchObject({ entries: [], position: before, outdated: '1.2.0' })
    const after = await other.round([], { appVersion: NEW })
    expect(after.outdated).toBeUndefined()
    expect(after.entries.flatMap(({ changes }) => changes.map(({ id }) => id))).toContain('C4')

    const late = new HqClient(readPairingCode(await hq.code(site)) ?? { url: '', fingerprint: '', secret: '' })
    expect((await late.tryPair({ appVersion: '1.1.0' })).json()).toEqual({ error: 'protocol-too-old' })
    expect(await late.pair({ appVersion: NEW })).toMatchObject({ site: { id: site } })
    const { deeds } = await boss.call('deeds.list', { before: null, by: boss.me.id })
    expect(deeds.map(({ act }) => act).slice(0, 3)).toEqual(['version.minimum', 'version.free', 'version.minimum'])
  })
})
