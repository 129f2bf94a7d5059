// The console in a real Chromium on a real headquarters process: from the first administrator's link to a desktop that
// paired by the code on the screen, was seen, and was revoked.
import { mkdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { wrongs } from '../support/axe.ts'
import { browse } from '../support/browser.ts'
import { HqClient } from '../support/hq-client.ts'
import { spawnHq } from '../support/hq-process.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'

const open: (() => Promise<unknown>)[] = []
test.afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end()
})
test.afterAll(removeFolders)

test('from the first administrator’s link to a desktop that is seen and revoked', async () => {
  const hq = await spawnHq(tempFolder())
  open.push(() => hq.end('SIGTERM'))
  const folder = process.env['FORECOURT_SHOTS']
  if (folder) mkdirSync(folder, { recursive: true })
  const link = /https:\S+#\/link\/\S+/.exec(hq.said())?.[0] ?? ''
  const { page, strangers, complaints, shot, close } = await browse(link)
  open.push(close)

  await expect(page.getByRole('heading', { name: '成为第一位集团管理员' })).toBeVisible()
  await page.getByLabel('姓名').fill('林知夏')
  await page.getByLabel('登录名').fill('lin')
  await page.getByLabel('密码', { exact: true }).fill('Plum-Blossom-42')
  await page.getByLabel('再输一次').fill('Plum-Blossom-42')
  await shot('link')
  await page.getByRole('button', { name: '设定并进入' }).click()

  await page.getByRole('button', { name: '去建门店' }).click()
  await page.getByRole('button', { name: '建门店' }).click()
  await page.getByLabel('门店名称').fill('昆山店')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: '为 昆山店 生成配对码' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '配对码' }).click()
  await expect(page.getByRole('img', { name: '昆山店 的配对码' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await shot('code')
  const code = readPairingCode(await page.locator('[data-once]').innerText())
  expect(code).toMatchObject({ url: hq.url, fingerprint: hq.fingerprint })
  await page.getByRole('button', { name: '完成' }).click()

  // A desktop that joins and goes online appears by itself; nobody reloads.
  await page.getByRole('link', { name: '总览' }).click()
  const desktop = new HqClient(code ?? { url: '', fingerprint: '', secret: '' })
  await desktop.pair({ name: '前台一' })
  await expect(page.getByRole('link', { name: '未联系' })).toContainText('1')
  await desktop.round([], { pending: 3 })
  const line = await desktop.live()
  open.push(async () => line.close())
  await expect(page.getByRole('link', { name: '正常' })).toContainText('1')
  await shot('overview')
  expect(await wrongs(page)).toEqual([])

  await page.getByRole('link', { name: '正常' }).click()
  await page.getByRole('link', { name: '前台一' }).click()
  await expect(page.getByText('在线，没有落后。')).toBeVisible()
  await shot('desktop')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '停用' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('已停用：不再得到任何数据')).toBeVisible()
  expect((await desktop.tryRound()).json()).toEqual({ error: 'revoked' })

  await page.getByRole('link', { name: '操作记录' }).click()
  await page.getByRole('button', { name: '核对整条记录' }).click()
  await expect(page.getByText('首尾相扣')).toBeVisible()
  await expect(page.getByText('停用桌面 前台一')).toBeVisible()
  await shot('deeds')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('link', { name: '管理员' }).click()
  await expect(page.getByRole('cell', { name: '林知夏', exact: true })).toBeVisible()
  await shot('people-dark')
  expect(await wrongs(page)).toEqual([])

  expect(strangers).toEqual([])
  expect(complaints).toEqual([])
})
