// A profile joins a real headquarters: with its history, with nothing, and with the line cut and the program ended in the
// middle of the download.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readKeys } from '../../src/main/store/keys.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { foundStore, memoryKeychain, newProfile, openProfile, PASSPHRASE, removeProfile, STORE } from '../support/profile.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

let hq: Group
let line: Proxy
const profiles: string[] = []
const fresh = (): string => {
  const made = newProfile()
  profiles.push(made)
  return made
}
/** A pairing code for the site, whose address is the proxy's. */
const codeFor = async (site: string): Promise<string> => {
  const parsed = readPairingCode(await hq.code(site))
  if (!parsed) throw new Error('no code')
  return writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` })
}
type Opened = Awaited<ReturnType<typeof openProfile>>
const phaseBecomes = (opened: Opened, phase: string) =>
  eventually(
    () => opened.status().phase,
    (now) => now === phase,
    60_000,
  )
const count = (opened: Opened, table: string): number =>
  opened.desktop.session()?.st.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1

beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
  await hq.site(STORE.storeName)
}, 60_000)
afterAll(async () => {
  await line.close()
  await hq.stop()
  profiles.forEach(removeProfile)
})

test(
  'a store brings its history, a second desktop downloads it, also through a dead line and a restart',
  { timeout: 180_000 },
  async () => {
    const founder = await foundStore(fresh())
    const session = founder.desktop.session()
    for (let n = 0; n < 40; n++) {
      const reply = await founder.dispatch({
        name: 'customers.add',
        input: {
          kind: 'person',
          name: `客户${n}`,
          phone: `1390000${String(n).padStart(4, '0')}`,
          source: 'walk-in',
          note: '看车 '.repeat(60),
        },
        caller: 'window',
      })
      expect(reply).toMatchObject({ ok: true })
    }
    expect(founder.status().kind).toBe('alone')
    expect(await founder.ask('setup.join', { code: await codeFor(STORE.storeName), deviceName: '前台 1 号机' })).toMatchObject({ ok: true })
    expect(founder.status()).toMatchObject({ phase: 'ready', kind: 'joined' })
    expect(founder.sessions.who('window')).toMatchObject({ name: STORE.adminName })
    await eventually(
      () => session?.pendingCount(),
      (n) => n === 0,
      60_000,
    )
    await eventually(
      () => founder.desktop.control.engine().status().mode,
      (mode) => mode === 'online',
      60_000,
    )
    expect(await founder.desktop.control.online()).toBe(true)

    const profile = fresh()
    const keychain = memoryKeychain()
    const second = await openProfile(profile, { keychain })
    line.set({ kind: 'truncate', bytes: 6_000 })
    const joining = second.ask('setup.join', { code: await codeFor(STORE.storeName), deviceName: '前台 2 号机' })
    await eventually(
      () => second.desktop.control.status().progress?.note ?? '',
      (note) => note === 'snapshot',
      60_000,
    )
    expect(second.status()).toMatchObject({ phase: 'busy', work: 'joining' })
    expect(second.desktop.session()).toBeNull()
    line.set({ kind: 'cut' })
    await second.desktop.close()
    await joining
    expect(
      readKeys(join(profile, 'keys.json'))
        .wraps.map((w) => w.kind)
        .toSorted(),
    ).toEqual(['group', 'keychain'])

    const again = await openProfile(profile, { keychain })
    expect(again.status()).toMatchObject({ phase: 'busy', work: 'joining' })
    line.set({ kind: 'pass' })
    await phaseBecomes(again, 'ready')
    expect(again.status()).toMatchObject({ kind: 'joined', storeName: STORE.storeName })
    expect(count(again, 'customers')).toBe(40)
    expect(again.desktop.control.desk()).toMatchObject({ siteCode: 'KS', deviceCode: '02', reach: 'site' })
    expect(again.sessions.who('window')).toBeNull()
    await again.desktop.close()
    expect(readFileSync(join(profile, 'forecourt.db')).includes(Buffer.from('客户7'))).toBe(false)
    await founder.desktop.close()

    // With a machine that lost its keychain, the group's key opens what was sealed at pairing.
    keychain.forget()
    const lost = await openProfile(profile, { keychain })
    expect(lost.status()).toMatchObject({ phase: 'locked', opens: { passphrase: false, recovery: true }, storeName: STORE.storeName })
    await lost.desktop.close()
  },
)

test('a code that was used leaves a first run, in words', { timeout: 60_000 }, async () => {
  const code = await codeFor(STORE.storeName)
  const first = await openProfile(fresh())
  expect(await first.ask('setup.join', { code, deviceName: '三号机', passphrase: PASSPHRASE })).toMatchObject({ ok: true })
  expect(first.status().phase).toBe('ready')
  const second = await openProfile(fresh())
  expect(await second.ask('setup.join', { code, deviceName: '四号机', passphrase: PASSPHRASE })).toMatchObject({
    ok: false,
    error: { code: 'code-used' },
  })
  expect(second.status()).toMatchObject({ phase: 'first-run', kind: null })
  await first.desktop.close()
  await second.desktop.close()
})

test(
  '[S-TRUST-4] a second store whose administrator has the same login founds its site whole, and both sign in as before',
  { timeout: 180_000 },
  async () => {
    const sites = ['昆山东店', '昆山西店']
    const stores: Opened[] = []
    for (const [index, site] of sites.entries()) {
      await hq.site(site)
      const store = await foundStore(fresh())
      const added = { kind: 'person', name: `${site}的客户`, phone: `1381111000${index}`, source: 'walk-in' }
      expect(await store.dispatch({ name: 'customers.add', input: added, caller: 'window' })).toMatchObject({ ok: true })
      expect(await store.ask('setup.join', { code: await codeFor(site), deviceName: '前台' })).toMatchObject({ ok: true })
      await eventually(
        () => store.desktop.session()?.pendingCount(),
        (n) => n === 0,
        60_000,
      )
      stores.push(store)
    }
    for (const store of stores) {
      const st = store.desktop.session()?.st
      expect(st?.all(`SELECT command, reason FROM _sync_changesets WHERE state = 'quarantined'`)).toEqual([])
      expect(st?.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 1 })
      const me = store.sessions.who('window')?.user
      store.sessions.clear()
      expect(await store.ask('identity.signIn', { who: STORE.login, password: STORE.password })).toMatchObject({ ok: true })
      expect(store.sessions.who('window')?.user).toBe(me)
    }
    for (const store of stores) await store.desktop.close()
  },
)
