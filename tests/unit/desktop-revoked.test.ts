// HQ takes a desktop off its list: the whole outbox is handed over, then nothing on this machine opens the store, however
// often it is killed on the way; the group's recovery key does.
import { fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openHq } from '../../src/hq/hq.ts'
import { newRecoveryKey } from '../../src/hq/recovery.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Store } from '../../src/hq/store/store.ts'
import { readKeys } from '../../src/main/store/keys.ts'
import { getState } from '../../src/main/store/outbox.ts'
import { leftAt } from '../../src/main/sync/leaving.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { runHq } from '../support/hq-process.ts'
import { foundStore, memoryKeychain, newProfile, openProfile, PASSPHRASE, removeProfile } from '../support/profile.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let hq: Group
let line: Proxy
const profiles: string[] = []
const fresh = (): string => {
  const made = newProfile()
  profiles.push(made)
  return made
}
beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
})
afterAll(async () => {
  await line.close()
  await hq.stop()
  profiles.forEach(removeProfile)
})

type Opened = Awaited<ReturnType<typeof openProfile>>
const codeFor = async (site: string): Promise<string> => {
  const parsed = readPairingCode(await hq.code(site))
  if (!parsed) throw new Error('no code')
  return writePairingCode({ ...parsed, url: `https://127.0.0.1:${line.port}` })
}
const becomes = (opened: Opened, phase: string) =>
  eventually(
    () => opened.status().phase,
    (now) => now === phase,
    120_000,
  )
/** Everything that was written is settled at HQ. */
const settled = (opened: Opened) =>
  eventually(
    () => [opened.desktop.session()?.pendingCount(), opened.desktop.control.engine().status().mode],
    ([pending, mode]) => pending === 0 && mode === 'online',
    60_000,
  )
async function addCustomers(opened: Opened, count: number): Promise<string[]> {
  const { st } = opened.desktop.session() ?? {}
  const from = st?.one<{ n: number }>('SELECT max(n) AS n FROM _sync_changesets')?.n ?? 0
  for (let n = 0; n < count; n++)
    expect(
      await opened.dispatch({
        name: 'customers.add',
        input: { kind: 'person', name: `停用前 ${n}`, phone: `137${String(n).padStart(8, '0')}`, source: 'walk-in' },
        caller: 'window',
      }),
    ).toMatchObject({ ok: true })
  return st?.all<{ id: string }>('SELECT id FROM _sync_changesets WHERE n > ? ORDER BY n', from).map((c) => c.id) ?? []
}
const locksOf = (file: string): string[] => readKeys(file).wraps.map((w) => w.kind)

/** A founder that joined, made a backup, and worked on without a line until HQ took it off its list. */
async function dismissed(site: string, unsent: number) {
  const profile = fresh()
  await hq.site(site)
  const opened = await foundStore(profile)
  expect(await opened.ask('setup.join', { code: await codeFor(site), deviceName: `${site}前台` })).toMatchObject({ ok: true })
  await settled(opened)
  expect(await opened.ask('setup.backupNow', {})).toMatchObject({ ok: true })
  line.set({ kind: 'cut' })
  const ids = await addCustomers(opened, unsent)
  expect(ids).toHaveLength(unsent)
  await hq.revoke(`${site}前台`)
  return { profile, opened, ids }
}
/** What HQ, which is down meanwhile, kept of these changesets. */
async function keptAtHq(ids: readonly string[]): Promise<string[]> {
  await hq.kill()
  const store = openSqliteStore(hq.folder)
  const kept = await store.changesets(ids)
  await store.close()
  await hq.start()
  return ids.map((id) => `${kept.get(id)?.ruling.outcome} ${kept.get(id)?.ruling.reason}`)
}

describe('a revoked desktop', () => {
  test("[S-TRUST-3] hands over its whole outbox, then only the group's recovery key opens its store", async () => {
    const { profile, opened, ids } = await dismissed('昆山店', 620)
    line.set({ kind: 'pass' })
    opened.desktop.nudge()
    await becomes(opened, 'revoked')
    expect(opened.desktop.session()).toBeNull()
    expect(opened.phases.slice(-2)).toEqual(['busy', 'revoked'])
    expect(opened.status()).toMatchObject({ opens: { passphrase: false, recovery: true }, revokedAt: expect.any(Number) })
    expect(locksOf(join(profile, 'keys.json'))).toEqual(['group'])
    const backups = readdirSync(join(profile, 'backups')).filter((name) => name.endsWith('.keys.json'))
    expect(backups.map((name) => locksOf(join(profile, 'backups', name)))).toEqual([['group']])
    await opened.desktop.close()
    // Two rounds' worth: all of it lies at HQ, and none of it counts.
    expect(new Set(await keptAtHq(ids))).toEqual(new Set(['quarantined revoked']))

    const again = await openProfile(profile)
    expect(again.status().phase).toBe('revoked')
    const tries: [object, string][] = [
      [{ passphrase: PASSPHRASE }, 'wrong-passphrase'],
      [{ recoveryCode: opened.recoveryCode }, 'wrong-recovery-code'],
      [{ recoveryCode: await foreignKey() }, 'wrong-group-key'],
      [{ recoveryCode: `${hq.recoveryKey.slice(0, -1)}${hq.recoveryKey.endsWith('0') ? '1' : '0'}` }, 'mistyped-group-key'],
    ]
    for (const [secret, code] of tries) {
      expect(await again.ask('setup.unlock', secret)).toMatchObject({ ok: false, error: { code } })
      expect(again.status().phase).toBe('revoked')
    }
    expect(await again.ask('setup.unlock', { recoveryCode: hq.recoveryKey })).toMatchObject({ ok: true })
    const session = again.desktop.session()
    expect(session?.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 620 })
    expect([getState(session?.st as never, 'device_key'), leftAt(session?.st as never)]).toEqual([null, expect.any(Number)])
    await eventually(
      () => again.desktop.control.engine().status().problem,
      (problem) => problem === 'revoked',
    )
    await again.desktop.close()

    // The machine may begin anew; the old store lies beside it, locked as it was.
    const anew = await openProfile(profile)
    expect(await anew.ask('setup.startAnew', {})).toMatchObject({ ok: true })
    expect(anew.status().phase).toBe('first-run')
    const [aside = ''] = readdirSync(join(profile, 'aside'))
    expect(locksOf(join(profile, 'aside', aside, 'keys.json'))).toEqual(['group'])
    expect(existsSync(join(profile, 'aside', aside, 'forecourt.db'))).toBe(true)
    expect(await anew.ask('setup.join', { code: await codeFor('昆山店'), deviceName: '前台新机', passphrase: PASSPHRASE })).toMatchObject({
      ok: true,
    })
    await becomes(anew, 'ready')
    expect(anew.desktop.session()?.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 0 })
    await anew.desktop.close()
  })

  test('[S-TRUST-3] killed over and over on its way out, it goes on at each start and loses nothing', async () => {
    const { profile, opened, ids } = await dismissed('苏州店', 800)
    await opened.desktop.close()
    line.set({ kind: 'delay', ms: 5 })
    const program = resolve(import.meta.dirname, '../support/profile-program.ts')
    let kills = 0
    for (let patience = 250; ; patience += 150) {
      const child = fork(program, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      const ended = new Promise((done) => child.once('exit', done))
      let last = ''
      const left = new Promise<boolean>((done) => {
        child.on('message', (phase) => {
          last = String(phase)
          if (phase === 'ready') setTimeout(() => done(false), patience)
          if (phase === 'revoked') done(true)
        })
      })
      child.send({ profile, passphrase: PASSPHRASE })
      const done = await left
      child.kill('SIGKILL')
      await ended
      if (done) break
      expect(last).not.toBe('damaged')
      kills += 1
    }
    expect(kills).toBeGreaterThan(0)
    line.set({ kind: 'pass' })
    const again = await openProfile(profile)
    expect(again.status()).toMatchObject({ phase: 'revoked', opens: { passphrase: false, recovery: true } })
    await again.desktop.close()
    expect(new Set(await keptAtHq(ids))).toEqual(new Set(['quarantined revoked']))
  })

  test('[S-TRUST-3] killed after it let go of its device key, the next start drops the locks', async () => {
    const profile = fresh()
    const keychain = memoryKeychain()
    await hq.site('太仓店')
    const opened = await openProfile(profile, { keychain })
    expect(await opened.ask('setup.join', { code: await codeFor('太仓店'), deviceName: '太仓前台' })).toMatchObject({ ok: true })
    await becomes(opened, 'ready')
    // What the last transaction of the handing over leaves.
    opened.desktop.session()?.setState('revoked_at', '1700000000000')
    await opened.desktop.close()
    expect(locksOf(join(profile, 'keys.json')).toSorted()).toEqual(['group', 'keychain'])
    const again = await openProfile(profile, { keychain })
    expect(again.status().phase).toBe('revoked')
    expect(locksOf(join(profile, 'keys.json'))).toEqual(['group'])
    await again.desktop.close()
  })

  test('[S-TRUST-3] taken off the list in the middle of its download, it says so and is locked', async () => {
    const founder = await foundStore(fresh())
    await hq.site('常熟店')
    expect(await founder.ask('setup.join', { code: await codeFor('常熟店'), deviceName: '常熟一' })).toMatchObject({ ok: true })
    await addCustomers(founder, 60)
    await settled(founder)
    const profile = fresh()
    const second = await openProfile(profile)
    line.set({ kind: 'truncate', bytes: 5_000 })
    const joining = second.ask('setup.join', { code: await codeFor('常熟店'), deviceName: '常熟二', passphrase: PASSPHRASE })
    await eventually(
      () => second.status().progress?.note ?? '',
      (note) => note === 'snapshot',
      60_000,
    )
    await hq.revoke('常熟二')
    line.set({ kind: 'pass' })
    await joining
    await becomes(second, 'revoked')
    expect(locksOf(join(profile, 'keys.json'))).toEqual(['group'])
    await second.desktop.close()
    await founder.desktop.close()
  })
})

/** The recovery key of another group. */
async function foreignKey(): Promise<string> {
  return newRecoveryKey({ devices: async () => [], head: async () => 0, commit: async () => undefined } as unknown as Store)
}

describe('the escrow', () => {
  test('[S-TRUST-6] with keychain, passphrase, recovery code and even the key file lost, the recovery key opens the store', async () => {
    const profile = fresh()
    await hq.site('无锡店')
    const opened = await foundStore(profile)
    expect(await opened.ask('setup.join', { code: await codeFor('无锡店'), deviceName: '无锡前台' })).toMatchObject({ ok: true })
    await addCustomers(opened, 3)
    await settled(opened)
    await opened.desktop.close()
    expect(locksOf(join(profile, 'keys.json')).toSorted()).toEqual(['group', 'passphrase', 'recovery'])

    const open = async (): Promise<void> => {
      const lost = await openProfile(profile)
      expect(lost.status()).toMatchObject({ phase: 'locked', opens: { recovery: true } })
      expect(await lost.ask('setup.unlock', { recoveryCode: await foreignKey() })).toMatchObject({ error: { code: 'wrong-group-key' } })
      expect(await lost.ask('setup.unlock', { recoveryCode: hq.recoveryKey.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
        ok: true,
      })
      expect(lost.desktop.session()?.st.one('SELECT count(*) AS n FROM customers')).toEqual({ n: 3 })
      await settled(lost)
      await lost.desktop.close()
    }
    await open()
    // The key file is gone too: HQ, which cannot open it itself, makes one from what was sealed at pairing.
    const file = join(profile, 'keys.json')
    rmSync(file)
    const broken = await openProfile(profile)
    expect(broken.status()).toMatchObject({ phase: 'damaged', damaged: { reason: 'keys' } })
    await broken.desktop.close()
    expect(runHq('--data', hq.folder, 'keys', '无锡前台', '--out', file)).toMatchObject({ status: 0 })
    expect(locksOf(file)).toEqual(['group'])
    await open()
    const again = runHq('--data', hq.folder, 'keys', '无锡前台', '--out', file, '--lang', 'en')
    expect([again.status, again.err]).toEqual([1, expect.stringContaining('exists and was not overwritten')])
    const unknown = runHq('--data', hq.folder, 'keys', '没有的机器', '--out', `${file}.2`)
    expect([unknown.status, unknown.err]).toEqual([1, expect.stringContaining('没有这台桌面')])
  })

  test('[S-TRUST-6] a kill between pairing and download leaves the seal with the other locks', async () => {
    await hq.site('张家港店')
    const profile = fresh()
    const keychain = memoryKeychain()
    const opened = await openProfile(profile, { keychain })
    line.set({ kind: 'pass' })
    const joining = opened.ask('setup.join', { code: await codeFor('张家港店'), deviceName: '张家港一' })
    // The moment the store is one of HQ's, whatever comes after.
    await eventually(
      () => opened.desktop.control.status().progress?.note === 'snapshot' || opened.status().phase === 'ready',
      Boolean,
      60_000,
    )
    expect(locksOf(join(profile, 'keys.json')).toSorted()).toEqual(['group', 'keychain'])
    await joining
    await opened.desktop.close()
  })

  test('[S-TRUST-6] the private half of the recovery key is printed once and lies nowhere at HQ', async () => {
    await hq.kill()
    const secret = Buffer.from(hq.recoveryKey.replaceAll('-', '').slice(0, 64), 'hex')
    for (const name of readdirSync(hq.folder).filter((each) => !each.endsWith('.sock'))) {
      const bytes = readFileSync(join(hq.folder, name))
      for (const form of [secret, Buffer.from(secret.toString('hex')), Buffer.from(hq.recoveryKey), Buffer.from(secret.toString('base64'))])
        expect([name, bytes.includes(form)]).toEqual([name, false])
    }
    const store = openSqliteStore(hq.folder)
    const opened = await openHq({ store, log: pino({ level: 'silent' }) })
    expect(opened.recoveryText).toBeNull()
    await opened.close()
    await hq.start()
  })
})
