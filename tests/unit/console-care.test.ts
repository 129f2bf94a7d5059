// Headquarters' care of itself, on a real HQ and its real files: copies that are proved by opening them, a damaged one that is
// noticed, a restored one that goes on, and the figures for Prometheus behind their token.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createBackups } from '../../src/hq/backups.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { ConsoleOutput } from '../../src/shared/console/contract.ts'
import type { Backup } from '../../src/shared/console/contract/care.ts'
import { isLate, lastDue, nextDue, USUAL_PLAN } from '../../src/shared/console/rules.ts'
import { firstAdministrator, PASSWORD, type ConsoleClient } from '../support/console-client.ts'
import { ask, type HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, tempFolder, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

let now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
let boss: ConsoleClient
let desk: HqClient
let site = ''
const show = (): Promise<ConsoleOutput<'care.show'>> => boss.call('care.show', { midnight: now })
const folder = (): string => join(hq.data, 'backups')

beforeAll(async () => {
  hq = await startHq({ now: () => now, limits: { console: 10_000, address: 10_000 } })
  boss = await firstAdministrator(hq)
  site = await hq.addSite('昆山店', 'KS')
  desk = await hq.join(site, false, '前台一')
  await desk.round([desk.make({ changes: [insert('notes', 'N1', { site_id: site, name: '周明远的电话' })] })])
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

describe('a backup', () => {
  let made: Backup

  it('is a locked copy of everything, counted from the copy itself, without the key', async () => {
    expect((await show()).backups).toEqual([])
    const head = (await hq.hq.store.head()).number
    made = await boss.call('backups.make', {})
    expect(made).toMatchObject({ name: '20260601-080000', madeAt: now, damaged: null })
    expect(made.proof).toMatchObject({ head, changesets: 1, sites: 1, desktops: 1, files: 0 })
    const path = join(folder(), made.name)
    expect(readdirSync(path).toSorted()).toEqual(['files.db', 'hq.db', 'report.json'])
    expect(readdirSync(folder())).toEqual([made.name])
    for (const file of ['hq.db', 'files.db']) {
      expect(readFileSync(join(path, file)).includes('SQLite format 3')).toBe(false)
      expect(statSync(join(path, file)).mode & 0o077).toBe(0)
    }
    expect((await show()).backups).toEqual([made])
    expect((await boss.call('deeds.list', { before: null, by: null })).deeds[0]).toMatchObject({ act: 'backup.make', subject: made.name })
  })

  it('becomes a headquarters again, with its key, at the very place in the feed', async () => {
    const before = await hq.hq.store.head()
    await desk.round([desk.make({ changes: [insert('notes', 'N2', { site_id: site })] })])
    const restored = tempFolder()
    for (const file of ['hq.db', 'files.db']) copyFileSync(join(folder(), made.name, file), join(restored, file))
    copyFileSync(join(hq.data, 'hq.key'), join(restored, 'hq.key'))
    const store = openSqliteStore(restored)
    expect(await store.head()).toEqual(before)
    expect((await store.device(desk.replica))?.name).toBe('前台一')
    await store.close()
    expect((await hq.hq.store.head()).number).toBe(before.number + 1)
  })

  it('is one at a time, also within a second', async () => {
    const both = await Promise.all([boss.tell('backups.make', {}), boss.tell('backups.make', {})])
    expect(both.filter((answer) => answer === 'backup-running').length).toBe(1)
    expect((await show()).backups.map(({ name }) => name)).toContain('20260601-080001')
    expect((await show()).backup).toMatchObject({ doing: null, failed: null, plan: USUAL_PLAN })
  })

  it('that went bad on its disk is said to be, stays, and counts for nothing', async () => {
    const { proof } = await boss.call('backups.prove', { name: made.name })
    expect(proof).toMatchObject({ changesets: 1 })
    const file = join(folder(), made.name, 'hq.db')
    const bytes = readFileSync(file)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const found = await boss.call('backups.prove', { name: made.name })
    expect(found.damaged).toBeTruthy()
    expect((await show()).backups.find(({ name }) => name === made.name)).toEqual(found)
    expect((await boss.call('deeds.list', { before: null, by: null })).deeds[0]).toMatchObject({
      act: 'backup.damaged',
      subject: made.name,
    })
    expect(readdirSync(folder())).not.toContain('trial')
  })

  it('is made every night by itself until somebody chooses; of all that are there the newest stay', async () => {
    const own = createBackups(hq.hq, hq.data)
    const count = own.list().length
    // A minute to two in China.
    now = Date.UTC(2026, 5, 1, 17, 59)
    await own.look()
    expect(own.list().length).toBe(count)
    // Seven more, as the days would have left them.
    for (let n = 0; n < USUAL_PLAN.kept; n++) {
      const path = join(folder(), `2026050${n + 1}-080000`)
      cpSync(join(folder(), '20260601-080001'), path, { recursive: true })
      const report = JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')) as object
      writeFileSync(join(path, 'report.json'), JSON.stringify({ ...report, madeAt: Date.UTC(2026, 4, n + 1, 8) }))
    }
    now = Date.UTC(2026, 5, 1, 18)
    await own.look()
    const names = own.list().map(({ name }) => name)
    expect(names.length).toBe(USUAL_PLAN.kept)
    expect(names.slice(0, 2)).toEqual(['20260601-180000', '20260601-080001'])
    expect(readdirSync(folder()).toSorted()).toEqual(names.toSorted())
    await own.look()
    expect(own.list().map(({ name }) => name)).toEqual(names)
    await own.close()
  })

  it('that could not be made leaves nothing but the word that it was not', async () => {
    const data = tempFolder()
    // A file where the folder should be.
    writeFileSync(join(data, 'backups'), '')
    const own = createBackups(hq.hq, data)
    await expect(own.make()).rejects.toMatchObject({ code: 'backup-failed' })
    expect(own.standing()).toMatchObject({ doing: null, failed: { why: 'backup-failed' } })
    await own.close()
    // A directory without a database to copy.
    const bare = tempFolder()
    mkdirSync(join(bare, 'backups', '20200101-000000.part'), { recursive: true })
    const other = createBackups(hq.hq, bare)
    await expect(other.make()).rejects.toMatchObject({ code: 'backup-failed' })
    expect(readdirSync(join(bare, 'backups'))).toEqual([])
    await other.close()
  })
})

describe('the plan of backups', () => {
  const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 5, day, hour - 8, minute)

  it('has the same times every day, in China', () => {
    const daily = { everyHours: 24, hour: 2, kept: 7 } as const
    expect([lastDue(daily, at(2, 1, 59)), lastDue(daily, at(2, 2)), nextDue(daily, at(2, 2))]).toEqual([at(1, 2), at(2, 2), at(3, 2)])
    const turns = { everyHours: 6, hour: 3, kept: 7 } as const
    expect([0, 3, 8, 9, 22].map((hour) => lastDue(turns, at(2, hour)))).toEqual([at(1, 21), at(2, 3), at(2, 3), at(2, 9), at(2, 21)])
    expect([isLate(turns, at(1, 3), at(1, 15)), isLate(turns, at(1, 3), at(1, 15, 1))]).toEqual([false, true])
  })

  it('is an administrator’s to choose, stands in the chain of deeds, and outlives a restart, which makes up what was missed', async () => {
    await boss.tell('session.signIn', { login: 'lin', password: PASSWORD, code: '' })
    for (const unfit of [{ everyHours: 5 }, { hour: 24 }, { kept: 1 }, { kept: 91 }, { kept: 2.5 }])
      expect([unfit, await boss.tell('backups.setPlan', { ...USUAL_PLAN, ...unfit } as never)]).toEqual([unfit, 'invalid-input'])
    const plan = { everyHours: 6, hour: 3, kept: 3 } as const
    await boss.call('backups.setPlan', plan)
    expect((await show()).backup.plan).toEqual(plan)
    expect((await boss.call('deeds.list', { before: null, by: null })).deeds[0]).toMatchObject({ act: 'backup.plan', details: plan })
    expect((await boss.call('deeds.check', {})).brokenAt).toBeNull()
    // Headquarters did not run at nine.
    now = at(2, 9, 40)
    const again = createBackups(hq.hq, hq.data)
    await again.look()
    expect(again.standing().plan).toEqual(plan)
    expect(again.list().map(({ madeAt }) => madeAt)).toEqual([now, at(2, 2), at(1, 16)])
    now = at(2, 14, 59)
    await again.look()
    expect(again.list()[0]?.madeAt).toBe(at(2, 9, 40))
    now = at(2, 15)
    await again.look()
    expect(again.list().map(({ madeAt }) => madeAt)).toEqual([now, at(2, 9, 40), at(2, 2)])
    await again.close()
  })

  it('that fails is tried again after an hour, not at every look', async () => {
    // A directory without a database to copy.
    const own = createBackups(hq.hq, tempFolder())
    await own.look()
    const failed = now
    expect(own.standing().failed).toMatchObject({ at: failed })
    now += 59 * 60_000
    await own.look()
    expect(own.standing().failed).toMatchObject({ at: failed })
    now += 60_000
    await own.look()
    expect(own.standing().failed).toMatchObject({ at: now })
    now = failed
    await own.close()
  })
})

describe('the page', () => {
  it('says how much is kept, what the desktops run and when the certificate ends', async () => {
    await boss.call('session.signIn', { login: 'lin', password: PASSWORD, code: '' })
    const shown = await show()
    expect(shown.versions).toEqual([{ version: '0.0.0', desktops: 1 }])
    expect(shown.certificate.fingerprint).toBe(hq.fingerprint)
    expect(shown.certificate.announced).toEqual([hq.next])
    expect(shown.certificate.until).toBeGreaterThan(now + 365 * 86_400_000)
    expect(shown.disk).toMatchObject({ state: 'well' })
    expect(shown.disk.used).toBeGreaterThan(0)
    expect(shown.rows).toBe(await hq.hq.store.rowsInReach({ site: '', reach: 'group' }))
    expect(shown.head).toBe((await hq.hq.store.head()).number)
  })
})

describe('the figures for Prometheus', () => {
  const read = (headers: Record<string, string>) => ask(hq, 'GET', '/metrics', headers)

  it('are there for whoever has the token alone', async () => {
    const token = readFileSync(join(hq.data, 'hq.metrics-token'), 'utf8').trim()
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(join(hq.data, 'hq.metrics-token')).mode & 0o077).toBe(0)
    for (const headers of [
      {},
      { authorization: token },
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${token}0` },
      { cookie: boss.cookie },
    ])
      expect((await read(headers as Record<string, string>)).json()).toEqual({ error: 'unknown-route' })
    expect((await read({ authorization: `Bearer ${token}` })).status).toBe(200)
  })

  it('are in the form it reads, right, and name nobody', async () => {
    const token = readFileSync(join(hq.data, 'hq.metrics-token'), 'utf8').trim()
    const reply = await read({ authorization: `Bearer ${token}` })
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = reply.bytes.toString('utf8')
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) forecourt_[a-z_]+ .+|forecourt_[a-z_]+(\{[a-z]+="[\w.+-]*"\})? (-?\d+(\.\d+)?|NaN))$/)
    const value = (name: string): string | undefined =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1]
    expect(value('forecourt_feed_head')).toBe(String((await hq.hq.store.head()).number))
    expect(value('forecourt_desktops{standing="away"}')).toBe('1')
    expect(value('forecourt_disk_well')).toBe('1')
    expect(value('forecourt_backup_age_seconds')).toBe('0')
    expect(text).not.toMatch(/昆山|前台|林/)
  })
})

describe('a second place for backups', () => {
  it('has a proved copy of each; when it is gone that is said, and the first is whole', async () => {
    await boss.tell('session.signIn', { login: 'lin', password: PASSWORD, code: '' })
    const other = tempFolder()
    for (const unfit of ['relative', hq.data, folder(), join(other, 'nowhere'), join(other, '..')])
      expect([unfit, await boss.tell('backups.setSecond', { folder: unfit })]).toEqual([unfit, 'folder-unfit'])
    await boss.call('backups.setSecond', { folder: other })
    expect((await show()).backup.second).toEqual({ folder: other, name: null, failed: null })
    now += 60_000
    const { name } = await boss.call('backups.make', {})
    expect((await show()).backup.second).toEqual({ folder: other, name, failed: null })
    expect(readdirSync(other)).toEqual([name])
    expect(readdirSync(join(other, name)).toSorted()).toEqual(['files.db', 'hq.db', 'report.json'])
    // The next headquarters on this directory knows of it.
    const again = createBackups(hq.hq, hq.data)
    await vi.waitFor(() => expect(again.standing().second).toMatchObject({ folder: other, name }))
    await again.close()

    rmSync(other, { recursive: true })
    now += 60_000
    const next = await boss.call('backups.make', {})
    expect(next.damaged).toBeNull()
    expect((await show()).backup.second).toMatchObject({ folder: other, name, failed: { at: now, why: 'folder-unfit' } })
    expect(existsSync(other)).toBe(false)
    await boss.call('backups.setSecond', { folder: '' })
    expect((await show()).backup.second).toBeNull()
  })
})
