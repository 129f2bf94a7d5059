// What the console says of the group, on a real HQ with simulated desktops: who is where, how far behind and why, and what
// the deeds of an operator leave behind. Time is the test's own.
import { request as httpsRequest } from 'node:https'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CONSOLE } from '../../src/shared/console/contract.ts'
import type { Desktop } from '../../src/shared/console/contract/desktops.ts'
import { BEHIND_MS, LOST_MS, standingOf } from '../../src/shared/console/rules.ts'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { createOverview } from '../../src/hq/console/overview.ts'
import { createTrends } from '../../src/hq/console/trends.ts'
import { colleague, firstAdministrator, PASSWORD, type ConsoleClient } from '../support/console-client.ts'
import { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 5, 1, 8)
let now = START
let hq: TestHq
let boss: ConsoleClient
let operator: ConsoleClient
let [one, two] = ['', '']
const everything = { search: '', standing: null, site: null, offset: 0 }
const list = async (): Promise<Desktop[]> => (await operator.call('desktops.list', everything)).desktops
const lineOf = async (client: HqClient): Promise<Desktop | undefined> => (await list()).find((d) => d.replica === client.replica)
const round = (client: HqClient, ...made: Parameters<HqClient['round']>) => client.round(made[0], { deviceTime: now, ...made[1] })
const note = (client: HqClient, id: string, site: string) => client.make({ changes: [insert('notes', id, { site_id: site })] })

beforeAll(async () => {
  hq = await startHq({ now: () => now, limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
  boss = await firstAdministrator(hq)
  operator = await colleague(hq, boss, 'wang', 'operator')
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

describe('standing', () => {
  const desktop = { revokedAt: null, suspendedAt: null, seenAt: START, online: false, waitingSince: null }
  it.each([
    ['suspended', { ...desktop, suspendedAt: 1, online: true }, START],
    ['revoked', { ...desktop, revokedAt: 1, online: true }, START],
    ['well', { ...desktop, online: true }, START + 10 * DAY],
    ['well', { ...desktop, online: true, waitingSince: START - BEHIND_MS }, START],
    ['behind', { ...desktop, online: true, waitingSince: START - BEHIND_MS - 1 }, START],
    ['never', { ...desktop, seenAt: 0 }, START],
    ['away', desktop, START + LOST_MS],
    ['lost', desktop, START + LOST_MS + 1],
  ] as const)('%s', (standing, given, at) => expect(standingOf(given, at)).toBe(standing))
})

describe('the group', () => {
  let front: HqClient
  let back: HqClient
  let far: HqClient

  it('begins with a site and a code that lets one desktop in', async () => {
    one = (await operator.call('sites.add', { name: '昆山店', code: 'ks' })).id
    now += 1000
    two = (await operator.call('sites.add', { name: '苏州店', code: '' })).id
    expect(await operator.tell('sites.add', { name: '另一店', code: 'KS' })).toBe('code-taken')
    const { code, expiresAt } = await operator.call('codes.issue', { site: one, group: false, minutes: 60 })
    expect(expiresAt).toBe(now + 60 * 60_000)
    expect((await operator.call('sites.list', {})).sites.map((s) => [s.code, s.codes, s.desktops])).toEqual([
      ['KS', 1, 0],
      ['SZ', 0, 0],
    ])
    const read = readPairingCode(code)
    front = new HqClient(read ?? { url: '', fingerprint: '', secret: '' })
    await front.pair({ name: '前台一' })
    expect((await front.tryPair({ publicKey: 'other' })).status).toBeGreaterThanOrEqual(400)
    expect(await lineOf(front)).toMatchObject({
      name: '前台一',
      code: 'KS-01',
      siteName: '昆山店',
      standing: 'never',
      pending: 0,
      behind: 1,
    })
    back = await hq.join(one, false, '前台二')
    far = await hq.join(two, false, '展厅')
    expect((await operator.call('sites.list', {})).sites.map((s) => [s.code, s.codes, s.desktops])).toEqual([
      ['KS', 0, 2],
      ['SZ', 0, 1],
    ])
  })

  it('shows who is connected, who went, and how many entries of its own reach each has not seen', async () => {
    for (const each of [front, back, far]) await round(each)
    const line = await front.live()
    await vi.waitFor(async () => expect((await lineOf(front))?.online).toBe(true))
    expect((await lineOf(front))?.standing).toBe('well')
    await round(back, [note(back, 'N1', one), note(back, 'N2', one)])
    now += BEHIND_MS + 1
    // Two entries of its site; nothing of another's, and its author has them.
    expect(await lineOf(front)).toMatchObject({ standing: 'behind', behind: 2, waitingSince: now - BEHIND_MS - 1 })
    expect(await lineOf(far)).toMatchObject({ behind: 0, waitingSince: null, standing: 'away' })
    expect(await lineOf(back)).toMatchObject({ behind: 0 })
    await round(front)
    expect(await lineOf(front)).toMatchObject({ standing: 'well', behind: 0 })
    line.close()
    await vi.waitFor(async () => expect((await lineOf(front))?.standing).toBe('away'))
  })

  it('puts first who was not heard of for three days, and says what was left to send', async () => {
    // Its clock is an hour fast: how long the oldest waits is told by headquarters'.
    await round(far, [], { pending: 7, oldestPending: now + 50 * 60_000, deviceTime: now + 60 * 60_000 })
    const pendingSince = now - 10 * 60_000
    expect(await lineOf(far)).toMatchObject({ pending: 7, pendingSince })
    await round(far, [], { pending: 7, oldestPending: pendingSince })
    now += LOST_MS + 1
    for (const each of [front, back]) await round(each)
    // No session lives so long.
    for (const [person, login] of [
      [operator, 'wang'],
      [boss, 'lin'],
    ] as const)
      await person.call('session.signIn', { login, password: PASSWORD, code: '' })
    const [worst] = await list()
    expect(worst).toMatchObject({ replica: far.replica, standing: 'lost', pending: 7, pendingSince, seenAt: now - LOST_MS - 1 })
    const shown = await operator.call('overview.show', { midnight: Date.UTC(2026, 5, 4) })
    expect(shown.counts).toEqual({ lost: 1, behind: 0, away: 2, never: 0, well: 0, suspended: 0, revoked: 0 })
    expect(shown).toMatchObject({ sites: 2, online: 0, pending: 7, pendingSince, cases: 0, quarantined: 0, skewed: 0 })
    expect(shown.versions).toEqual([{ version: '0.0.0', desktops: 3 }])
    expect(shown.worst[0]?.replica).toBe(far.replica)
    // All entries were written on the first day.
    expect(shown.days.map((day) => day.entries)).toEqual([...Array.from({ length: 10 }, () => 0), shown.head, 0, 0, 0])
    expect(shown.head).toBe((await hq.hq.store.head()).number)
  })

  it('shows how it stood over the last month, the last hour of each day, and nothing where nothing was noted', async () => {
    const midnight = Date.UTC(2026, 5, 4)
    const trends = createTrends(hq.hq, createOverview(hq.hq, null))
    const day = async () => (await trends.show(midnight)).days.at(-1)?.sample
    await trends.note()
    const first = await day()
    expect(first).toMatchObject({ at: now, online: 0, troubled: 1, pending: 7, cases: 0, quarantined: 0 })
    // Once an hour at most; the day shows its last.
    now += 60_000
    await trends.note()
    expect(await day()).toEqual(first)
    now += 3_600_000
    await trends.note()
    expect(await day()).toMatchObject({ at: now })
    // No session lives so long.
    for (const [person, login] of [
      [operator, 'wang'],
      [boss, 'lin'],
    ] as const)
      await person.call('session.signIn', { login, password: PASSWORD, code: '' })
    const { days } = await operator.call('trends.show', { midnight })
    expect(days.length).toBe(30)
    expect(days.at(-1)).toEqual({ from: midnight, sample: await day() })
    expect(days.filter(({ from }) => from < START - DAY).every(({ sample }) => sample === null)).toBe(true)
    // Samples older than they are kept go with the next one.
    await hq.hq.store.watch.keepTrend({ ...(first as NonNullable<typeof first>), at: 5 }, 0)
    await hq.hq.store.watch.keepTrend({ ...(first as NonNullable<typeof first>), at: now + 1 }, now - 400 * DAY)
    expect(await hq.hq.store.watch.trendBefore(10, 0)).toBeNull()
    trends.close()
  })

  it('keeps the history of rounds in lines people can read, and a lying clock is seen', async () => {
    const before = (await operator.call('desktops.show', { replica: back.replica })).rounds.length
    for (let n = 0; n < 3; n++) {
      now += 31_000
      await round(back)
    }
    await round(back, [note(back, 'N3', one), back.make({ changes: [insert('nowhere', 'X', { site_id: one })] })])
    expect((await back.tryRound([], { position: { number: 999, nonce: 'x' } })).status).toBe(409)
    const { rounds, desktop } = await operator.call('desktops.show', { replica: back.replica })
    expect(rounds.slice(0, 3).map(({ times, accepted, quarantined, refused }) => ({ times, accepted, quarantined, refused }))).toEqual([
      { times: 1, accepted: 0, quarantined: 0, refused: 'position-unknown' },
      { times: 1, accepted: 1, quarantined: 1, refused: null },
      { times: 4, accepted: 0, quarantined: 0, refused: null },
    ])
    expect(rounds.length).toBe(before + 2)
    expect(desktop).toMatchObject({ quarantined: 1 })
    await back.round([], { deviceTime: now + 3 * DAY })
    expect((await lineOf(back))?.skewMs).toBe(3 * DAY)
    expect((await operator.call('overview.show', { midnight: now })).skewed).toBe(1)
  })

  it('is found by a word, a site and a standing', async () => {
    const find = async (more: object): Promise<string[]> =>
      (await operator.call('desktops.list', { ...everything, ...more })).desktops.map((d) => d.name).toSorted()
    expect(await find({ search: 'ks-' })).toEqual(['前台一', '前台二'])
    expect(await find({ search: '苏州' })).toEqual(['展厅'])
    expect(await find({ site: two })).toEqual(['展厅'])
    expect(await find({ standing: 'lost' })).toEqual(['展厅'])
    expect(await find({ standing: 'lost', site: one })).toEqual([])
    expect(await operator.call('desktops.list', { ...everything, offset: 2 })).toMatchObject({ total: 3, desktops: [{}] })
  })

  it('changes by the operator’s hand: renamed, moved, revoked, each with its line, and told to the desktops', async () => {
    await operator.call('desktops.rename', { replica: front.replica, name: '前台 A' })
    const answer = await round(front)
    expect(answer.entries.flatMap((e) => e.changes)).toContainEqual(
      expect.objectContaining({ table: 'devices', id: front.replica, set: { name: '前台 A' } }),
    )
    await operator.call('desktops.move', { replica: back.replica, site: two })
    expect(await lineOf(back)).toMatchObject({ siteName: '苏州店', code: 'SZ-02' })
    expect(await operator.call('desktops.show', { replica: back.replica })).toMatchObject({
      incarnation: 2,
      former: [{ siteName: '昆山店', code: 'KS-02', incarnation: 1 }],
    })
    expect(await operator.tell('desktops.move', { replica: back.replica, site: two })).toBe('already-there')
    await operator.call('desktops.revoke', { replica: far.replica })
    expect((await far.tryRound()).json()).toEqual({ error: 'revoked' })
    const { desktop, deeds, rounds } = await operator.call('desktops.show', { replica: far.replica })
    expect(desktop).toMatchObject({ standing: 'revoked', behind: 0 })
    expect(deeds).toMatchObject([{ act: 'desktop.revoke', byName: 'wang', details: { name: '展厅' } }])
    expect(rounds[0]).toMatchObject({ refused: 'revoked' })
    expect(await operator.tell('desktops.rename', { replica: far.replica, name: 'x' })).toBe('already-revoked')
    expect((await boss.call('deeds.list', { before: null, by: null })).deeds.slice(0, 3).map((d) => d.act)).toEqual([
      'desktop.revoke',
      'desktop.move',
      'desktop.rename',
    ])
    expect((await boss.call('deeds.check', {})).brokenAt).toBeNull()
  })

  it('tells an open page that there is news, and ends its line with the session', async () => {
    const heard: string[] = []
    let over = false
    const url = new URL(hq.url)
    const line = httpsRequest({
      host: url.hostname,
      port: url.port,
      path: CONSOLE.live,
      headers: { cookie: boss.cookie },
      rejectUnauthorized: false,
      agent: false,
    })
    line.on('response', (response) => {
      response.setEncoding('utf8')
      response.on('data', (text: string) => heard.push(text))
      response.on('close', () => (over = true))
    })
    line.on('error', () => (over = true))
    line.end()
    await vi.waitFor(() => expect(heard.length).toBe(1))
    await operator.call('sites.add', { name: '无锡店', code: '' })
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(1), 5000)
    expect(heard.join('')).not.toMatch(/无锡|昆山/)
    expect(over).toBe(false)
    await boss.call('session.signOut', {})
    await vi.waitFor(() => expect(over).toBe(true), 5000)
  })
})
