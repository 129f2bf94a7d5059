// What was given out to be opened once — pairing codes and links — and opens nothing any more: told apart for a while, then gone.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256 } from '../../src/hq/chain.ts'
import { createSpent, SPENT_KEPT_DAYS } from '../../src/hq/spent.ts'
import { firstAdministrator, PASSWORD, secretIn } from '../support/console-client.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'

const DAY = 86_400_000
let now = Date.UTC(2026, 5, 1, 8)
let hq: TestHq
beforeAll(async () => {
  hq = await startHq({ now: () => now })
})
afterAll(async () => {
  await hq.close()
  removeFolders()
})

it('[S-TRUST-1] goes after a while, with a line among the deeds; what still opens stays, and what a roll-out is known by', async () => {
  const { store, pairing } = hq.hq
  const boss = await firstAdministrator(hq)
  const site = await hq.addSite('昆山店', 'KS')
  const desk = await hq.join(site)
  const { id } = await boss.call('rollouts.add', { name: '华东', text: '门店,桌面,批次\n昆山店,展厅,1\n' })
  await boss.call('rollouts.open', { id, wave: 1, days: 1, reason: null })
  const issue = async (minutes: number) => sha256((await pairing.issue(site, { group: false, minutes })).code.secret)
  const codes = [sha256(desk.code.secret), await issue(10), await issue(90 * 24 * 60)]
  const link = sha256(secretIn((await boss.call('people.invite', { login: 'sun', name: '孙', role: 'auditor' })).url))
  const there = async (): Promise<boolean[]> =>
    Promise.all([...codes.map((digest) => store.code(digest)), store.console.link(link)].map(async (found) => (await found) !== null))

  const spent = createSpent(hq.hq)
  now += (SPENT_KEPT_DAYS - 1) * DAY
  await spent.drop()
  expect(await there()).toEqual([true, true, true, true])
  now += 3 * DAY
  await spent.drop()
  expect(await there()).toEqual([false, false, true, false])

  await boss.call('session.signIn', { login: 'lin', password: PASSWORD, code: '' })
  const [wave] = (await boss.call('rollouts.show', { id })).waves
  expect(wave?.lines.map(({ desktop, state }) => [desktop, state])).toEqual([['展厅', 'expired']])
  const lines = async () =>
    (await boss.call('deeds.list', { before: null, by: 'terminal' })).deeds.filter(({ act }) => act === 'spent.drop')
  // The administrator's own first link is the second.
  expect((await lines()).map(({ details }) => details)).toEqual([{ codes: 2, links: 2, days: SPENT_KEPT_DAYS }])
  // Nothing to drop leaves no line.
  await spent.drop()
  expect((await lines()).length).toBe(1)
  expect((await boss.call('deeds.check', {})).brokenAt).toBeNull()
  expect((await boss.call('care.show', { midnight: now })).retention.spentDays).toBe(SPENT_KEPT_DAYS)
  spent.close()
})
