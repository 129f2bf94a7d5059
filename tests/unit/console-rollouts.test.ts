// A roll-out by a list: what is wrong with it is said at once, nothing happens before a wave is opened, and the next wave waits
// until the one before is well. The reading alone, then a real headquarters with desktops that pair by the codes of the sheet.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readList, tableIn, tableText } from '../../src/shared/console/roll-out.ts'
import { lineStateOf } from '../../src/shared/console/rules.ts'
import type { HandedOut, Wave } from '../../src/shared/console/contract/rollouts.ts'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { colleague, firstAdministrator, type ConsoleClient } from '../support/console-client.ts'
import { HqClient } from '../support/hq-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

describe('a list', () => {
  it('is read with commas, semicolons or tabs, quoted or not, in either language, and passes over empty lines', () => {
    expect(readList('门店,桌面,批次\n昆山店,前台一,1\n\n"苏州,北店","他说""好""",2\n')).toEqual({
      lines: [
        { number: 2, site: '昆山店', code: '', desktop: '前台一', wave: 1, group: false },
        { number: 4, site: '苏州,北店', code: '', desktop: '他说"好"', wave: 2, group: false },
      ],
      problems: [],
    })
    expect(readList('\uFEFFDesktop;Site;Group\r\nFront;Kunshan;yes\r\n').lines).toEqual([
      { number: 2, site: 'Kunshan', code: '', desktop: 'Front', wave: 1, group: true },
    ])
    expect(readList('site\tcode\tdesktop\nA\tks\tB').lines).toMatchObject([{ site: 'A', code: 'KS', desktop: 'B' }])
  })

  it('says everything that is wrong with it at once', () => {
    const text = [
      '门店,代码,桌面,批次,全集团',
      ',K,,0,也许',
      '昆山店,KS,前台一,1,否',
      '昆山店,KU,前台二,1,',
      '苏州店,KS,前台三,100,是',
      `昆山店,KS,前台一,1,`,
      `昆山店,,${'长'.repeat(61)},1,`,
    ].join('\n')
    expect(readList(text).problems.map(({ number, column, word }) => `${number} ${column} ${word}`)).toEqual([
      '2 site missing',
      '2 desktop missing',
      '2 code code-unfit',
      '2 wave wave-unfit',
      '2 group group-unfit',
      '4 code code-differs',
      '5 wave wave-unfit',
      '5 code code-taken',
      '6 desktop twice',
      '7 desktop too-long',
    ])
    expect(readList('名称,电话\n甲,1').problems).toEqual([{ number: 1, column: null, word: 'no-head' }])
    expect(readList('门店,桌面\n').problems).toEqual([{ number: 1, column: null, word: 'no-lines' }])
    const long = ['门店,桌面', ...Array.from({ length: 2001 }, (_, n) => `甲,${n}`)].join('\n')
    expect(readList(long).problems).toEqual([{ number: 2002, column: null, word: 'too-many-lines' }])
  })

  it('is written so that a spreadsheet reads it back and computes nothing', () => {
    const rows = [
      ['门店', '桌面'],
      ['=1+1', 'a "b", c'],
    ]
    expect(tableIn(tableText(rows)).slice(0, 2)).toEqual([
      ['门店', '桌面'],
      [`'=1+1`, 'a "b", c'],
    ])
  })
})

it('how the desktop of a line is', () => {
  const line = { digest: 'd', expiresAt: 100 }
  const state = (desktop: Parameters<typeof lineStateOf>[1], now = 50) => lineStateOf(line, desktop, now)
  expect(lineStateOf({ digest: null, expiresAt: null }, undefined, 50)).toBe('planned')
  expect([state(undefined), state(undefined, 101)]).toEqual(['coded', 'expired'])
  expect(state({ standing: 'away', quarantined: 0 }, 101)).toBe('well')
  expect(state({ standing: 'well', quarantined: 1 })).toBe('quarantined')
  for (const standing of ['never', 'lost', 'behind', 'suspended', 'revoked'] as const)
    expect(state({ standing, quarantined: 0 })).toBe(standing)
})

describe('a roll-out', () => {
  const DAY = 86_400_000
  let now = Date.UTC(2026, 5, 1, 8)
  let hq: TestHq
  let boss: ConsoleClient
  let operator: ConsoleClient
  let id = ''
  let pilot: HandedOut[] = []
  const text = '门店,代码,桌面,批次\n昆山店,KS,前台一,1\n昆山店,,前台二,2\n苏州店,,展厅一,2\n'
  const waves = async (): Promise<Wave[]> => (await operator.call('rollouts.show', { id })).waves
  const states = async () => (await waves()).map(({ lines }) => lines.map(({ state }) => state))
  const clientOf = ({ code }: HandedOut): HqClient => new HqClient(readPairingCode(code) ?? { url: '', fingerprint: '', secret: '' })
  const second = { wave: 2, days: 7 }

  beforeAll(async () => {
    hq = await startHq({ now: () => now, limits: { signIn: 10_000, console: 10_000, address: 10_000 } })
    boss = await firstAdministrator(hq)
    operator = await colleague(hq, boss, 'wang', 'operator')
  })
  afterAll(async () => {
    await hq.close()
    removeFolders()
  })

  it('is taken in whole or not at all, and makes nothing yet', async () => {
    expect(await operator.tell('rollouts.add', { name: '华东', text: '门店\n昆山店' })).toBe('list-unfit')
    const wide = '门店,桌面,全集团\n总部,财务,是\n'
    expect(await operator.tell('rollouts.add', { name: '总部', text: wide })).toBe('forbidden')
    ;({ id } = await operator.call('rollouts.add', { name: '华东', text }))
    expect(await states()).toEqual([['planned'], ['planned', 'planned']])
    expect((await operator.call('sites.list', {})).sites).toEqual([])
    expect((await operator.call('rollouts.list', {})).rollouts).toMatchObject([{ name: '华东', desktops: 3, well: 0, waves: 2, opened: 0 }])
  })

  it('opens the pilot first; its desktop pairs by the sheet’s code and has the list’s name', async () => {
    expect(await operator.tell('rollouts.open', { id, ...second, reason: null })).toBe('wave-unwell')
    ;({ codes: pilot } = await operator.call('rollouts.open', { id, wave: 1, days: 3, reason: null }))
    expect(pilot).toMatchObject([{ site: '昆山店', siteCode: 'KS', desktop: '前台一', group: false, expiresAt: now + 3 * DAY }])
    expect(await operator.tell('rollouts.open', { id, wave: 1, days: 3, reason: null })).toBe('wave-open')
    expect((await operator.call('sites.list', {})).sites.map(({ code, codes }) => [code, codes])).toEqual([['KS', 1]])
    expect(await states()).toEqual([['coded'], ['planned', 'planned']])
    const desktop = clientOf(pilot[0] as HandedOut)
    await desktop.pair({ name: 'DESKTOP-7Q2' })
    expect(await states()).toEqual([['never'], ['planned', 'planned']])
    expect(await operator.tell('rollouts.open', { id, ...second, reason: null })).toBe('wave-unwell')
    await desktop.round([], { deviceTime: now })
    expect(await states()).toEqual([['well'], ['planned', 'planned']])
    const { desktops } = await operator.call('desktops.list', { search: '', standing: null, site: null, offset: 0 })
    expect(desktops.map(({ name, code }) => [name, code])).toEqual([['前台一', 'KS-01']])
    // What is there already is not taken in once more.
    const reply = await operator.send('POST', '/console/api/rollouts.add', operator.headers, JSON.stringify({ name: '再来', text }))
    expect(reply.json()).toMatchObject({ error: { details: { problems: [{ number: 2, column: 'desktop', word: 'there-already' }] } } })

    // Something of it in quarantine: the next wave waits, unless somebody says why not.
    const site = desktop.paired?.site.id ?? ''
    await desktop.round([desktop.make({ changes: [insert('nowhere', 'X', { site_id: site })] })], { deviceTime: now })
    expect(await states()).toEqual([['quarantined'], ['planned', 'planned']])
    expect(await operator.tell('rollouts.open', { id, ...second, reason: null })).toBe('wave-unwell')
    const { codes } = await operator.call('rollouts.open', { id, ...second, reason: '试点的隔离已查明' })
    expect(codes.map(({ site: name, siteCode, desktop: named }) => [name, siteCode, named])).toEqual([
      ['昆山店', 'KS', '前台二'],
      ['苏州店', 'SZ', '展厅一'],
    ])
    expect((await waves())[1]).toMatchObject({ byName: 'wang', openedAt: now, reason: '试点的隔离已查明' })
    const { deeds } = await operator.call('deeds.list', { before: null, by: null })
    expect(deeds[0]).toMatchObject({ act: 'rollout.override', details: { wave: 2, unwell: 1, reason: '试点的隔离已查明' } })

    // New codes for those who have not paired: the old ones open nothing any more.
    await clientOf(codes[0] as HandedOut).pair({ name: 'x' })
    now += 1000
    const { codes: again } = await operator.call('rollouts.renew', { id, ...second })
    expect(again.map(({ desktop: named }) => named)).toEqual(['展厅一'])
    expect((await clientOf(codes[1] as HandedOut).tryPair({ name: 'y' })).json()).toEqual({ error: 'code-expired' })
    now += 8 * DAY
    await boss.call('session.signIn', { login: 'lin', password: 'Plum-Blossom-42', code: '' })
    await operator.call('session.signIn', { login: 'wang', password: 'Plum-Blossom-42', code: '' })
    expect((await states())[1]).toEqual(['never', 'expired'])
    await clientOf((await operator.call('rollouts.renew', { id, ...second })).codes[0] as HandedOut).pair({ name: 'z' })
    expect(await operator.tell('rollouts.renew', { id, ...second })).toBe('nothing-left')
  })

  it('is dropped while no wave of it is open', async () => {
    expect(await operator.tell('rollouts.drop', { id })).toBe('wave-open')
    const wide = '门店,桌面,全集团\n总部,财务,是\n'
    const made = await boss.call('rollouts.add', { name: '总部', text: wide })
    // Whoever may not let a desktop see the whole group does not open such a wave either.
    expect(await operator.tell('rollouts.open', { id: made.id, wave: 1, days: 7, reason: null })).toBe('forbidden')
    await operator.call('rollouts.drop', { id: made.id })
    expect(await operator.tell('rollouts.show', { id: made.id })).toBe('rollout-unknown')
    expect((await boss.call('deeds.check', {})).brokenAt).toBeNull()
  })
})
