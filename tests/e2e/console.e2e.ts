// The console in a real Chromium on a real headquarters process: from the first administrator's link to desktops that
// paired by the codes on the screen, a case between them that is settled there, and a desktop that is revoked.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import english from '../../src/renderer/i18n/en/console.json' with { type: 'json' }
import chinese from '../../src/renderer/i18n/zh-CN/console.json' with { type: 'json' }
import { wrongs } from '../support/axe.ts'
import { browse } from '../support/browser.ts'
import { ConsoleClient, PASSWORD, secretIn } from '../support/console-client.ts'
import { HqClient } from '../support/hq-client.ts'
import { spawnHq } from '../support/hq-process.ts'
import { removeFolders, tempFolder } from '../support/hq.ts'
import { insert, update } from '../support/judge.ts'

const open: (() => Promise<unknown>)[] = []
test.afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end()
})
test.afterAll(removeFolders)

test('from the first administrator’s link to a settled case and a revoked desktop', async () => {
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
  /** A desktop joins by the code on the screen. */
  const join = async (name: string): Promise<HqClient> => {
    await page.getByRole('button', { name: '为 昆山店 生成配对码' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '配对码' }).click()
    await expect(page.getByRole('img', { name: '昆山店 的配对码' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await shot('code')
    const code = readPairingCode(await page.locator('[data-once]').innerText())
    expect(code).toMatchObject({ url: hq.url, fingerprint: hq.fingerprint })
    await page.getByRole('button', { name: '完成' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const client = new HqClient(code ?? { url: '', fingerprint: '', secret: '' })
    await client.pair({ name })
    return client
  }
  const other = await join('前台二')

  // A desktop that joins and goes online appears by itself; nobody reloads.
  const desktop = await join('前台一')
  await page.getByRole('link', { name: '总览' }).click()
  await expect(page.getByRole('link', { name: '未联系' })).toContainText('2')
  await desktop.round([], { pending: 3 })
  const line = await desktop.live()
  open.push(async () => line.close())
  await expect(page.getByRole('link', { name: '正常' })).toContainText('1')
  await shot('overview')
  expect(await wrongs(page)).toEqual([])

  // Two desktops write the same field without having heard of each other; the late value is taken at headquarters.
  const id = randomUUID()
  const site = desktop.paired?.site.id ?? ''
  const phone = '13800001111'
  const added = insert('customers', id, { site_id: site, kind: 'person', name: '林见川', phone })
  await desktop.round([desktop.make({ command: 'customers.add', changes: [added] })])
  await other.round()
  const seen = other.position
  const correct = (client: HqClient, next: string) =>
    client.make({ command: 'customers.correct', seen, changes: [update('customers', id, { phone: next }, { phone })] })
  await desktop.round([correct(desktop, '13800002222')])
  await other.round([correct(other, '13800003333')])
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '待处理' }).click()
  await page.getByRole('link', { name: '两人同改一处' }).click()
  await expect(page.getByRole('row', { name: '138****2222' })).toContainText('138****3333')
  await shot('case')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '改用后到的' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('客户来电确认')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已处理：用了后改的（总部）')).toBeVisible()
  await page.getByRole('link', { name: '追踪这一项' }).click()
  await expect(page.getByText('与别处合并')).toBeVisible()
  await page.getByLabel('要找的').fill('138 0000 3333')
  await page.keyboard.press('Enter')
  await expect(page.getByText('找到：客户，昆山店')).toBeVisible()
  await shot('trace')
  expect(await wrongs(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot('trace-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  expect((await desktop.round()).entries.flatMap((entry) => entry.changes)).toContainEqual(
    expect.objectContaining({ table: 'customers', id, set: { phone: '13800003333' } }),
  )

  // What could not be accepted waits whole, and is given up with a reason.
  await other.round([other.make({ command: 'customers.fly', changes: [insert('customers', randomUUID(), { site_id: site })] })])
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '隔离' }).click()
  await expect(page.getByRole('listitem').getByText('总部的版本还不认识这种操作')).toBeVisible()
  await shot('quarantine')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: '放弃' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('误操作')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已请 前台二 放弃，等它联系')).toBeVisible()
  await page.getByRole('link', { name: '总览' }).click()

  await page.getByRole('link', { name: '正常' }).click()
  await page.getByRole('link', { name: '前台一' }).click()
  await expect(page.getByText('在线，没有落后。')).toBeVisible()
  // It is asked to take everything anew, does so, and holds what headquarters holds.
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '请它整份重取数据' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('换过硬盘')
  await shot('anew')
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('等它联系')).toBeVisible()
  const { anew: asked = 0 } = await desktop.round()
  await desktop.round([], { anew: { asked, whole: false } })
  await expect(page.getByText('正在取')).toBeVisible()
  const root = (await desktop.round([], { anew: { asked, whole: true } })).root ?? ''
  await expect(page.getByText('已换上')).toBeVisible()
  const repairs = [{ number: 1, at: Date.now(), rows: 4, incident: '20261129-7' }]
  await desktop.round([], { repairs, held: { at: desktop.position.number, group: '0'.repeat(24), site: '1'.repeat(24) } })
  await expect(page.getByText('不一致', { exact: true })).toHaveCount(2)
  await shot('desktop-differs')
  await desktop.round([], { repairs, held: { at: desktop.position.number, group: '0'.repeat(24), site: root } })
  await expect(page.getByText('一致', { exact: true })).toHaveCount(2)
  await expect(page.getByText('自己改正了 4 条')).toBeVisible()
  await shot('desktop')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot('desktop-dark')
  await page.emulateMedia({ colorScheme: 'light' })
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

test('many desktops by a list, and every screen by its key, in two languages and both looks', async () => {
  // axe computes for long where others want the cores too.
  test.setTimeout(300_000)
  const hq = await spawnHq(tempFolder())
  open.push(() => hq.end('SIGTERM'))
  const link = /https:\S+#\/link\/\S+/.exec(hq.said())?.[0] ?? ''
  const boss = new ConsoleClient(hq)
  await boss.call('link.use', { secret: secretIn(link), login: 'lin', name: '林知夏', password: PASSWORD })
  const { page, strangers, complaints, shot, close } = await browse(`${hq.url}/console/`)
  open.push(close)
  await expect(page.getByLabel('登录名')).toBeFocused()
  await page.keyboard.type('lin')
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()

  // A list as a Chinese spreadsheet saves it; what is wrong with it is said at once, and nothing was taken in.
  await page.keyboard.press('Alt+3')
  await page.getByRole('button', { name: '分批上线' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '分批上线' })).toBeVisible()
  await page.keyboard.press('Control+I')
  const give = (bytes: Buffer): Promise<void> =>
    page.getByLabel('名单文件（CSV）').setInputFiles({ name: '华东.csv', mimeType: 'text/csv', buffer: bytes })
  await give(Buffer.from('门店,桌面,批次\n昆山店,,x\n', 'utf8'))
  await expect(page.getByText('第 2 行 · 桌面 · 没填')).toBeVisible()
  await expect(page.getByText('第 2 行 · 批次 · 1 到 99 的整数')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  // 门店,桌面,批次 / 昆山店,前台一,1 / 苏州店,展厅,2
  const gbk = 'c3c5b5ea2cd7c0c3e62cc5fab4ce0ac0a5c9bdb5ea2cc7b0cca8d2bb2c310acbd5d6ddb5ea2cd5b9ccfc2c320a'
  await give(Buffer.from(gbk, 'hex'))
  await expect(page.getByText('2 台桌面，2 批。')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '第 1 批（试点）' })).toBeVisible()
  await page.getByRole('button', { name: '开第 1 批' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const qr = page.getByRole('img', { name: /的配对码$/ })
  await expect(qr).toHaveCount(1)
  await shot('codes')
  expect(await wrongs(page)).toEqual([])
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存成文件' }).press('Enter')])
  const code = readPairingCode(
    readFileSync(await file.path(), 'utf8')
      .split('"')
      .find((field) => field.startsWith('FC-')) ?? '',
  )
  await page.getByRole('button', { name: '完成' }).press('Enter')
  const desktop = new HqClient(code ?? { url: '', fingerprint: '', secret: '' })
  await desktop.pair({ name: 'DESKTOP-7Q2' })
  const row = page.getByRole('row', { name: '昆山店' })
  await expect(row).toContainText('未联系')
  // Before it is well, the next wave wants a reason.
  await page.getByRole('button', { name: '开第 2 批' }).press('Enter')
  await expect(page.getByLabel('为什么照样开')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await desktop.round()
  await expect(row).toContainText('正常')
  await shot('rollout')

  // Every screen by its key: nothing for axe to find, whatever language and look.
  const site = desktop.paired?.site.id ?? ''
  const person = insert('customers', randomUUID(), { site_id: site, kind: 'person', name: '林见穿', phone: '13800001111' })
  await desktop.round([desktop.make({ command: 'customers.add', actor: 'nobody', changes: [person] })])
  const screens = ['overview', 'desktops', 'sites', 'people', 'deeds', 'trace', 'cases', 'quarantine', 'care', 'published']
  for (const [language, theme] of [
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.getByRole('button', { name: '林知夏' }).click()
    await page.getByRole('menuitem', { name: language === 'en' ? /语言|Language/ : 'Language' }).press('ArrowRight')
    await page.getByRole('menuitem', { name: { en: 'English', 'zh-CN': '简体中文' }[language] }).click()
    const words = language === 'en' ? english : chinese
    for (const [at, name] of screens.entries()) {
      await page.keyboard.press(`Alt+${(at + 1) % 10}`)
      await expect(page.getByRole('heading', { level: 1, name: words.places[name as 'care'], exact: true })).toBeVisible()
      expect([language, theme, name, await wrongs(page)]).toEqual([language, theme, name, []])
      await shot(`${name}-${language}-${theme}`)
    }
  }
  // When backups are made is chosen here, and said in the list of deeds.
  await page.keyboard.press('Alt+9')
  await page.getByRole('button', { name: '定备份时间' }).press('Enter')
  await page.getByLabel('多久一次').press('Enter')
  await page.getByRole('option', { name: '每 6 小时' }).click()
  await page.getByLabel('从几点起').press('Enter')
  await page.getByRole('option', { name: '03:00' }).click()
  await page.getByLabel('留几份').fill('1')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('2 到 90', { exact: true })).toBeVisible()
  await page.getByLabel('留几份').fill('14')
  await shot('plan')
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('从 03:00 起每 6 小时，留最新的 14 份')).toBeVisible()
  await shot('care-planned')
  // What could not be accepted is corrected here: its values as fields, a telephone only by its ends.
  await page.keyboard.press('Alt+8')
  await page.getByRole('button', { name: '更正' }).press('Enter')
  await expect(page.getByText('现在是 138****1111；不改就留空')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await shot('amend')
  await page.getByRole('dialog').getByLabel('名称').fill('林见川')
  await page.getByRole('dialog').getByLabel('原因').fill('姓名写错')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('隔离区没有符合的变更。')).toBeVisible()
  expect((await desktop.round()).entries.flatMap(({ changes }) => changes)).toContainEqual(
    expect.objectContaining({
      table: 'customers',
      id: person.id,
      set: expect.objectContaining({ name: '林见川', phone: '13800001111' }) as never,
    }),
  )
  expect(strangers).toEqual([])
  expect(complaints).toEqual([])
})

test('cases and quarantine are narrowed by site, kind and age; a case is spoken about and handed on; what waits is asked for anew', async () => {
  const hq = await spawnHq(tempFolder())
  open.push(() => hq.end('SIGTERM'))
  const boss = new ConsoleClient(hq)
  const link = /https:\S+#\/link\/\S+/.exec(hq.said())?.[0] ?? ''
  await boss.call('link.use', { secret: secretIn(link), login: 'lin', name: '林知夏', password: PASSWORD })
  const join = async (site: string, name: string): Promise<HqClient> => {
    const { code } = await boss.call('codes.issue', { site, group: false, minutes: 60 })
    const client = new HqClient(readPairingCode(code) ?? { url: '', fingerprint: '', secret: '' })
    await client.pair({ name })
    await client.round()
    return client
  }
  const [ks, sz] = [
    await boss.call('sites.add', { name: '昆山店', code: 'KS' }),
    await boss.call('sites.add', { name: '苏州店', code: 'SZ' }),
  ]
  const [front, back] = [await join(ks.id, '前台一'), await join(ks.id, '前台二')]
  await join(sz.id, '展厅')
  const [id, phone] = [randomUUID(), '13800001111']
  const added = insert('customers', id, { site_id: ks.id, kind: 'person', name: '林见川', phone })
  await front.round([front.make({ command: 'customers.add', changes: [added] })])
  await back.round()
  const seen = back.position
  for (const [desk, next] of [
    [front, '13800002222'],
    [back, '13800003333'],
  ] as const)
    await desk.round([desk.make({ command: 'customers.correct', seen, changes: [update('customers', id, { phone: next }, { phone })] })])
  await front.round([front.make({ command: 'customers.fly', changes: [insert('customers', randomUUID(), { site_id: ks.id })] })])

  const { page, strangers, complaints, close } = await browse(`${hq.url}/console/`)
  open.push(close)
  await page.getByLabel('登录名').fill('lin')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()
  const choose = async (label: string, option: string): Promise<void> => {
    // What is chosen stands before the label; a deed of the case just left (转给门店) only ends like it.
    const list = page.getByRole('main').getByRole('button', { name: new RegExp(`\\s${label}$`) })
    await list.press('Enter')
    await page.getByRole('option', { name: option, exact: true }).click()
    await expect(page.getByRole('listbox')).toHaveCount(0)
  }

  await page.keyboard.press('Alt+7')
  const line = page.getByRole('link', { name: '两人同改一处' })
  const none = page.getByText('没有符合的待处理。')
  for (const [label, other, own] of [
    ['门店', '苏州店', '昆山店'],
    ['是什么', '一车两订', '两人同改一处'],
    ['已放了', '超过 3 天', '全部'],
  ] as const) {
    await choose(label, other)
    await expect(none).toBeVisible()
    await choose(label, own)
    await expect(line).toBeVisible()
  }
  await line.click()
  await page.getByRole('button', { name: '写备注' }).click()
  await page.getByRole('dialog').getByLabel('备注').fill('客户说两个号都在用')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('客户说两个号都在用', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '转给门店' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '转给' }).first().press('Enter')
  await page.getByRole('option', { name: '苏州店' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('客户在苏州')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Alt+7')
  await choose('门店', '苏州店')
  await expect(page.getByRole('row', { name: '两人同改一处' })).toContainText('苏州店')

  await page.keyboard.press('Alt+8')
  const waiting = page.getByRole('listitem').getByText('总部的版本还不认识这种操作')
  for (const [label, other, own] of [
    ['门店', '苏州店', '昆山店'],
    ['为什么没收下', '内容读不出来', '总部的版本还不认识这种操作，请先升级总部'],
    ['已放了', '超过 1 天', '全部'],
  ] as const) {
    await choose(label, other)
    await expect(page.getByText('隔离区没有符合的变更。')).toBeVisible()
    await choose(label, own)
    await expect(waiting).toBeVisible()
  }
  await page.getByRole('button', { name: '再判一次' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('总部已更新')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已请 前台一 再送，等它联系')).toBeVisible()
  expect(strangers).toEqual([])
  expect(complaints).toEqual([])
})
