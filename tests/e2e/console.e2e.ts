// The console in a real Chromium on a real headquarters process: from the first administrator's link on.
import { expect, test } from '@playwright/test'
import { wrongs } from '../support/axe.ts'
import { browse } from '../support/browser.ts'
import { spawnHq } from '../support/hq-process.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'

const open: (() => Promise<unknown>)[] = []
test.afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end()
})
test.afterAll(removeFolders)

test('from the first administrator’s link to the record of it', async () => {
  const hq = await spawnHq(tempFolder())
  open.push(() => hq.end('SIGTERM'))
  const link = /https:\S+#\/link\/\S+/.exec(hq.said())?.[0] ?? ''
  const { page, strangers, complaints, shot, close } = await browse(link)
  open.push(close)
  await expect(page.getByRole('heading', { name: '成为第一位集团管理员' })).toBeVisible()
  await page.getByLabel('姓名').fill('林知夏')
  await page.getByLabel('登录名').fill('lin')
  await page.getByLabel('密码', { exact: true }).fill('Plum-Blossom-42')
  await page.getByLabel('再输一次').fill('Plum-Blossom-42')
  await shot('link')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '设定并进入' }).click()
  await page.getByRole('link', { name: '管理员' }).click()
  await expect(page.getByRole('cell', { name: '林知夏', exact: true })).toBeVisible()
  await shot('people')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '请人' }).click()
  await shot('invite')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: '操作记录' }).click()
  await page.getByRole('button', { name: '核对整条记录' }).click()
  await expect(page.getByText('首尾相扣')).toBeVisible()
  await shot('deeds')
  await page.getByRole('link', { name: '我的账号' }).click()
  await page.getByRole('button', { name: '开启动态码验证' }).click()
  await expect(page.getByRole('img', { name: /扫描/ })).toBeVisible()
  await shot('account')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '林知夏 · 集团管理员' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '登录总部控制台' })).toBeVisible()
  await shot('sign-in')
  expect(await wrongs(page)).toEqual([])
  expect(strangers).toEqual([])
  expect(complaints).toEqual([])
})
