// An administrator asks a desktop to take everything anew as a snapshot. In its window: how far it is, work that goes on
// meanwhile, a line that breaks on the way, and at the end both sides hold the same.
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ConsoleClient, PASSWORD, secretIn } from '../support/console-client.ts'
import { correct, find, initials, inMind, seen, signIn, told } from '../support/hands.ts'
import { hqProcess, joinedDesk, type Desk, type HqProcess } from '../support/story.ts'

const CONSULTANT = '陈屿'
let hq: HqProcess
let desk: Desk
test.beforeAll(async () => {
  test.setTimeout(300_000)
  hq = await hqProcess({ demo: true })
  desk = await joinedDesk('前台 1', () => hq.port, await hq.code())
})
test.afterAll(async () => {
  await desk?.close()
  await hq?.stop()
})

const shot = async (name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await desk.page.screenshot({ path: join(to, `anew-${name}.png`) })
}

test('[S-FEED-11] a desktop takes everything anew while people work, over a line that breaks, and agrees', async () => {
  test.setTimeout(240_000)
  const { page, line } = desk
  const { hq: at } = JSON.parse(hq.said.find((each) => each.startsWith('{"hq"')) ?? '') as { hq: ConsoleClient['hq'] }
  const boss = new ConsoleClient(at)
  const link = /https:\S+#\/link\/\S+/.exec(hq.said.join('\n'))?.[0] ?? ''
  await boss.call('link.use', { secret: secretIn(link), login: 'lin', name: '林知夏', password: PASSWORD })
  const { desktops } = await boss.call('desktops.list', { search: '前台 1', standing: null, site: null, offset: 0 })
  const { replica = '' } = desktops[0] ?? {}
  const standing = async (): Promise<string | undefined> => (await boss.call('desktops.show', { replica })).anew?.state

  await signIn(page, CONSULTANT)
  const customer = (await inMind(page, CONSULTANT))[0] ?? ''
  await expect(page.locator('.sync-chip')).toContainText('已同步', { timeout: 60_000 })
  line.set({ kind: 'slow', bytesPerSecond: 150_000 })
  await boss.call('desktops.takeAnew', { replica, reason: '换过硬盘' })
  expect(await standing()).toBe('waits')

  await page.locator('.sync-chip').click()
  await expect(seen(page, /整份重取数据：已取 [1-9]/)).toBeVisible({ timeout: 60_000 })
  await expect.poll(standing).toBe('under-way')
  await shot('under-way')

  // Whoever works goes first, and a line that breaks costs what was on its way.
  await find(page, initials(customer), customer)
  await correct(page, 'wants', '换成七座')
  await expect(seen(page, '换成七座')).toBeVisible()
  line.set({ kind: 'cut' })
  await expect(page.locator('.sync-chip')).toContainText('离线', { timeout: 60_000 })
  await shot('offline')
  line.set({ kind: 'pass' })

  await expect.poll(standing, { timeout: 120_000 }).toBe('whole')
  await page.locator('.sync-chip').click()
  await expect(seen(page, '同步中心')).toBeVisible()
  await expect(page.getByText(/整份/)).toHaveCount(0)
  const { rows } = await told(page, 'customers.page', { search: customer, limit: 1 })
  expect((await told(page, 'customers.card', { id: rows[0]?.id ?? ('' as never) })).customer.wants).toBe('换成七座')
  await expect
    .poll(async () => (await boss.call('desktops.show', { replica })).agreements.map(({ scope, agrees }) => [scope, agrees]), {
      timeout: 60_000,
    })
    .toEqual([
      ['group', true],
      ['site', true],
    ])
  await shot('whole')
})
