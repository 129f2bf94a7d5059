// A profile from first run to ready and through everything that can happen to it: the phases, and what each way out leaves.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listBackups } from '../../src/main/store/backup.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { foundStore, memoryKeychain, newProfile, openProfile, PASSPHRASE, removeProfile, STORE } from '../support/profile.ts'

const profiles: string[] = []
const fresh = (): string => {
  const made = newProfile()
  profiles.push(made)
  return made
}
afterAll(() => profiles.forEach(removeProfile))

const ok = { ok: true }
const refused = (code: string): unknown => ({ ok: false, error: expect.objectContaining({ code }) as unknown })
const spoil = (file: string): void => {
  const bytes = readFileSync(file)
  for (let at = 4096; at < bytes.length; at += 4096) bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}
type Opened = Awaited<ReturnType<typeof openProfile>>
const savedDrafts = (opened: Opened): number => opened.desktop.session()?.st.one<{ n: number }>('SELECT count(*) AS n FROM drafts')?.n ?? -1
const note = (opened: Opened, key: string): void =>
  void opened.desktop.session()?.keep(['drafts'], (st) => st.run('INSERT INTO drafts (id, value, saved_at) VALUES (?, ?, ?)', key, '{}', 1))

describe('founding', () => {
  test('without a keychain: a passphrase is needed, the code is shown once, and the founder is signed in', async () => {
    const profile = fresh()
    const opened = await openProfile(profile)
    expect(opened.status()).toMatchObject({ phase: 'first-run', kind: null, keychain: false })
    expect(await opened.ask('setup.startStore', STORE)).toEqual(refused('passphrase-needed'))
    expect(await opened.ask('setup.startStore', { ...STORE, password: 'zhoushan1', passphrase: PASSPHRASE })).toEqual(
      refused('weak-password'),
    )
    expect(opened.status().phase).toBe('first-run')
    expect(existsSync(join(profile, 'forecourt.db'))).toBe(false)
    const reply = await opened.ask('setup.startStore', { ...STORE, passphrase: PASSPHRASE })
    expect(reply).toMatchObject(ok)
    expect(opened.status()).toMatchObject({ phase: 'founded', kind: 'alone', storeName: '昆山青屿汽车', recoveryWritten: false })
    expect(opened.desktop.session()).toBeNull()
    expect(await opened.ask('setup.enter', {})).toMatchObject(ok)
    expect(opened.status()).toMatchObject({ phase: 'ready', recoveryWritten: true })
    expect(opened.sessions.who('window')).toMatchObject({ name: '周杉', siteCode: 'KS', deviceCode: '01' })
    const st = opened.desktop.session()?.st
    expect(st?.one('SELECT count(*) AS n FROM roles')).toEqual({ n: 10 })
    for (const table of ['parameters', 'approval_rules', 'templates'])
      expect(st?.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n, table).toBeGreaterThan(0)
    await opened.desktop.close()
    const code = reply.ok ? reply.value.recoveryCode : ''
    for (const name of ['forecourt.db', 'keys.json']) {
      const text = readFileSync(join(profile, name)).toString('latin1')
      for (const secret of [code.slice(0, 5), Buffer.from(PASSPHRASE).toString('latin1'), 'zhoushan'])
        expect(text.includes(secret), `${name} ${secret}`).toBe(false)
    }
  })

  test('with a keychain the store opens by itself; without it, by the recovery code', async () => {
    const profile = fresh()
    const keychain = memoryKeychain()
    const first = await foundStore(profile, { keychain })
    await first.desktop.close()
    const again = await openProfile(profile, { keychain })
    expect(again.status()).toMatchObject({ phase: 'ready', kind: 'alone' })
    await again.desktop.close()
    keychain.forget()
    const other = await openProfile(profile, { keychain })
    expect(other.status()).toMatchObject({ phase: 'locked', opens: { passphrase: false, recovery: true } })
    const wrong = first.recoveryCode.startsWith('2') ? '3' : '2'
    expect(await other.ask('setup.unlock', { recoveryCode: wrong + first.recoveryCode.slice(1) })).toMatchObject({
      ok: false,
      error: { code: 'mistyped-recovery-code', details: { groups: '1' } },
    })
    expect(await other.ask('setup.unlock', { recoveryCode: first.recoveryCode })).toMatchObject(ok)
    expect(other.status().phase).toBe('ready')
    await other.desktop.close()
    const healed = await openProfile(profile, { keychain })
    expect(healed.status().phase).toBe('ready')
    await healed.desktop.close()
  })

  test('a crash in the middle leaves a first run; one at the last step leaves the store', async () => {
    const torn = fresh()
    mkdirSync(join(torn, 'store.new'))
    writeFileSync(join(torn, 'store.new', 'forecourt.db'), 'half')
    const opened = await openProfile(torn)
    expect(opened.status().phase).toBe('first-run')
    expect(readdirSync(torn)).not.toContain('store.new')
    await opened.desktop.close()

    const last = fresh()
    const made = await foundStore(last)
    await made.desktop.close()
    mkdirSync(join(last, 'store.new'))
    renameSync(join(last, 'keys.json'), join(last, 'store.new', 'keys.json'))
    const finished = await openProfile(last)
    expect(finished.status().phase).toBe('locked')
    await finished.desktop.close()
  })

  test('what fails while founding leaves nothing behind', async () => {
    const profile = fresh()
    const opened = await openProfile(profile)
    await expect(
      opened.desktop.control.foundStore({ name: 'x', passphrase: PASSPHRASE }, () => {
        throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      }),
    ).rejects.toThrow('full')
    expect(opened.status().phase).toBe('first-run')
    expect(readdirSync(profile).filter((f) => f !== 'log')).toEqual([])
    await opened.desktop.close()
  })
})

describe('locks', () => {
  test('a wrong passphrase changes nothing; a new one replaces the old; a new code makes the old useless', async () => {
    const profile = fresh()
    const first = await foundStore(profile)
    expect(await first.ask('setup.changePassphrase', { passphrase: null })).toEqual(refused('passphrase-needed'))
    expect(await first.ask('setup.changePassphrase', { passphrase: 'another way in' })).toMatchObject(ok)
    const renewed = await first.ask('setup.newRecoveryCode', {})
    expect(first.status().recoveryWritten).toBe(false)
    expect(await first.ask('setup.recoveryWritten', {})).toMatchObject(ok)
    await first.desktop.close()
    const again = await openProfile(profile)
    expect(again.status()).toMatchObject({ phase: 'locked', storeName: '昆山青屿汽车', opens: { passphrase: true, recovery: true } })
    expect(again.desktop.session()).toBeNull()
    expect(await again.ask('setup.unlock', { passphrase: PASSPHRASE })).toEqual(refused('wrong-passphrase'))
    expect(await again.ask('setup.unlock', {})).toEqual(refused('wrong-passphrase'))
    expect(await again.ask('setup.unlock', { recoveryCode: first.recoveryCode })).toEqual(refused('wrong-recovery-code'))
    expect(again.status().phase).toBe('locked')
    expect(await again.ask('setup.unlock', { recoveryCode: renewed.ok ? renewed.value.recoveryCode : '' })).toMatchObject(ok)
    expect(again.status().phase).toBe('ready')
    expect(await again.ask('setup.unlock', { passphrase: 'another way in' })).toEqual(refused('forbidden'))
    await again.desktop.close()
  })
})

describe('damage', () => {
  test('a spoiled file stops everything, and the newest backup brings the rows back', async () => {
    const profile = fresh()
    const first = await foundStore(profile)
    note(first, 'kept')
    expect(await first.ask('setup.backupNow', {})).toMatchObject({ ok: true, value: { reason: 'manual' } })
    await first.desktop.close()
    rmSync(join(profile, 'forecourt.db-wal'), { force: true })
    spoil(join(profile, 'forecourt.db'))
    const broken = await openProfile(profile)
    expect(await broken.ask('setup.unlock', { passphrase: PASSPHRASE })).toMatchObject(ok)
    expect(broken.status()).toMatchObject({ phase: 'damaged', damaged: { reason: 'file' } })
    const backups = await broken.ask('setup.backups', {})
    const path = backups.ok ? (backups.value.list[0]?.path ?? '') : ''
    // It was unlocked a moment ago: nothing needs to be typed again.
    const done = await broken.ask('setup.restore', { path })
    expect(done).toMatchObject({ ok: true, value: { keptAside: expect.stringContaining('aside') as string } })
    expect(broken.status().phase).toBe('ready')
    expect(savedDrafts(broken)).toBe(1)
    await broken.desktop.close()
  })

  test('damage met while working stops the store at once, in words', async () => {
    const profile = fresh()
    const opened = await foundStore(profile)
    opened.desktop.session()?.st.raw.pragma('wal_checkpoint(TRUNCATE)')
    spoil(join(profile, 'forecourt.db'))
    opened.desktop.session()?.st.raw.pragma('cache_size = 0')
    opened.desktop.session()?.st.raw.pragma('shrink_memory')
    const reply = await opened.dispatch({ name: 'shell.preferences', input: {}, caller: 'window' })
    expect(reply).toMatchObject({ ok: false, error: { code: 'damaged' } })
    for (let i = 0; i < 100 && opened.status().phase !== 'damaged'; i++) await new Promise((done) => setTimeout(done, 20))
    expect(opened.status().phase).toBe('damaged')
    expect(await opened.dispatch({ name: 'shell.preferences', input: {}, caller: 'window' })).toMatchObject({
      ok: false,
      error: { code: 'not-ready' },
    })
    await opened.desktop.close()
  })

  test('a damaged backup is refused and nothing is replaced', async () => {
    const profile = fresh()
    const opened = await foundStore(profile)
    const made = await opened.ask('setup.backupNow', {})
    const path = made.ok ? made.value.path : ''
    note(opened, 'after')
    spoil(path)
    expect(await opened.ask('setup.restore', { path })).toEqual(refused('backup-damaged'))
    expect(opened.status().phase).toBe('ready')
    expect(savedDrafts(opened)).toBe(1)
    writeFileSync(join(profile, 'stranger.db'), 'x')
    expect(await opened.ask('setup.restore', { path: join(profile, 'stranger.db') })).toEqual(refused('not-a-backup'))
    await opened.desktop.close()
  })

  test('a missing or unreadable key file is told, and putting it back heals', async () => {
    const profile = fresh()
    const made = await foundStore(profile)
    await made.desktop.close()
    const keys = readFileSync(join(profile, 'keys.json'))
    rmSync(join(profile, 'keys.json'))
    const opened = await openProfile(profile)
    expect(opened.status()).toMatchObject({ phase: 'damaged', damaged: { reason: 'keys' } })
    expect(await opened.ask('setup.startStore', { ...STORE, passphrase: PASSPHRASE })).toEqual(refused('not-now'))
    writeFileSync(join(profile, 'keys.json'), '{')
    expect(await opened.ask('setup.retry', {})).toMatchObject(ok)
    expect(opened.status()).toMatchObject({ phase: 'damaged', damaged: { reason: 'keys' } })
    writeFileSync(join(profile, 'keys.json'), keys)
    expect(await opened.ask('setup.retry', {})).toMatchObject(ok)
    expect(opened.status().phase).toBe('locked')
    await opened.desktop.close()
  })
})

describe('backups', () => {
  test('one at exit when something was written, none when nothing was; to the folder that was chosen', async () => {
    const profile = fresh()
    const opened = await foundStore(profile)
    const folder = join(profile, 'stick')
    opened.desktop.control.setBackupFolder(folder)
    note(opened, 'one')
    await opened.desktop.close()
    expect(listBackups(folder).map((b) => b.reason)).toEqual(['exit'])
    const again = await openProfile(profile)
    await again.ask('setup.unlock', { passphrase: PASSPHRASE })
    await again.desktop.close()
    expect(listBackups(folder)).toHaveLength(1)
  })

  test('a folder that is away is told and does not hold anybody up', async () => {
    const profile = fresh()
    const opened = await foundStore(profile)
    writeFileSync(join(profile, 'file'), 'x')
    opened.desktop.control.setBackupFolder(join(profile, 'file', 'below'))
    note(opened, 'one')
    expect(await opened.ask('setup.backupNow', {})).toMatchObject({ ok: false, error: { code: 'folder-missing' } })
    expect(opened.status().backupTrouble).toBe('folder-missing')
    await opened.desktop.close()
    expect(opened.status().phase).toBe('busy')
  })

  test('brings a store to another machine, with its files, by the recovery code', async () => {
    const here = fresh()
    const first = await foundStore(here)
    const paper = first.desktop.control.files().put(Buffer.from('a contract'))
    note(first, 'moved')
    const made = await first.ask('setup.backupNow', {})
    await first.desktop.close()
    const path = made.ok ? made.value.path : ''
    const there = await openProfile(fresh())
    expect(there.desktop.control.opensOf(path)).toEqual({ passphrase: true, recovery: true })
    expect(await there.ask('setup.restore', { path })).toMatchObject({
      ok: false,
      error: { code: 'backup-locked', details: { opens: { passphrase: true, recovery: true } } },
    })
    expect(await there.ask('setup.restore', { path, passphrase: 'wrong one' })).toEqual(refused('wrong-passphrase'))
    expect(there.status().phase).toBe('first-run')
    expect(await there.ask('setup.restore', { path, recoveryCode: first.recoveryCode })).toMatchObject({
      ok: true,
      value: { keptAside: null },
    })
    expect(there.status()).toMatchObject({ phase: 'ready', kind: 'alone', storeName: '昆山青屿汽车' })
    expect(savedDrafts(there)).toBe(1)
    expect(Buffer.from(there.desktop.control.files().get(paper.sha256) ?? []).toString()).toBe('a contract')
    await there.desktop.close()
  })
})

describe('the demo store', () => {
  const tiny = { name: '演示', fill: () => undefined }
  test('lies beside the own store, is left and found again, and asks for nothing', async () => {
    const profile = fresh()
    const opened = await foundStore(profile)
    await opened.desktop.control.makeDemo(
      tiny.name,
      (session) =>
        void session.keep([], (st) =>
          st.run(
            `INSERT INTO _sync_changesets (id, replica, incarnation, seq, command, actor, device_time, state) VALUES ('x', ?, 1, 1, 'x', 'x', 1, 'local')`,
            readDesk(st).replica,
          ),
        ),
    )
    expect(opened.status()).toMatchObject({ phase: 'ready', kind: 'demo' })
    expect(opened.sessions.who('window')).toBeNull()
    note(opened, 'played')
    await opened.desktop.close()
    const again = await openProfile(profile)
    expect(again.status()).toMatchObject({ phase: 'ready', kind: 'demo' })
    expect(savedDrafts(again)).toBe(1)
    expect(await again.desktop.control.backupNow().catch((error: { code: string }) => error.code)).toBe('not-now')
    await again.desktop.control.leaveDemo()
    expect(again.status()).toMatchObject({ phase: 'locked', kind: null, storeName: '昆山青屿汽车' })
    expect(await again.ask('setup.tryDemo', {})).toMatchObject(ok)
    expect(savedDrafts(again)).toBe(1)
    await again.desktop.close()
  })
})

describe('joining', () => {
  test('a code that is none, or an HQ that is away, leaves a first run where everything is still possible', async () => {
    const profile = fresh()
    const opened = await openProfile(profile)
    const about = { deviceName: '前台 2 号机', passphrase: PASSPHRASE }
    expect(await opened.ask('setup.join', { code: 'hello', ...about })).toEqual(refused('code-unreadable'))
    expect(opened.status().phase).toBe('first-run')
    const code = `FC-${Buffer.from(JSON.stringify({ url: 'https://127.0.0.1:9', fingerprint: 'a'.repeat(64), secret: 's'.repeat(32) })).toString('base64url')}`
    expect(await opened.ask('setup.join', { code, ...about })).toEqual(refused('hq-unreachable'))
    expect(opened.status().phase).toBe('first-run')
    await opened.desktop.close()
    const again = await openProfile(profile)
    expect(again.status().phase).toBe('locked')
    expect(await again.ask('setup.unlock', { passphrase: PASSPHRASE })).toMatchObject(ok)
    expect(again.status().phase).toBe('first-run')
    expect(await again.ask('setup.startStore', { ...STORE, passphrase: PASSPHRASE })).toMatchObject(ok)
    expect(again.status().phase).toBe('founded')
    await again.desktop.close()
  })
})
