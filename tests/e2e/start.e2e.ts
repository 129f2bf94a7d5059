// The first minutes of a store in a real window: three ways in, a store of one's own, its locks, and what no page may do.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openByPassphrase, readKeys } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { freshProfile, launch } from '../support/app.ts'
import { wrongs } from '../support/axe.ts'

const STORE = {
  storeName: '昆山青屿汽车',
  siteCode: 'KS',
  adminName: '周杉杉',
  login: 'zhoushan',
  password: '断网也能卖车 2026',
  passphrase: '开门 一二三四 五',
}

const field = (page: Page, name: string) => page.locator(`input[name="${name}"]`)
async function fillStore(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开店' }).click()
  for (const [name, value] of Object.entries({ ...STORE, again: STORE.password })) await field(page, name).fill(value)
}
/** Founds a store through the window and goes into it; returns its recovery code. */
async function startStore(page: Page): Promise<string> {
  await fillStore(page)
  await page.getByRole('button', { name: '开店' }).click()
  await expect(page.getByRole('heading', { name: '把恢复码写在纸上' })).toBeVisible()
  const groups = await page.locator('.code .mono').allInnerTexts()
  const asked = Number(/第 (\d) 组/.exec(await page.locator('.recovery').innerText())?.[1])
  await field(page, 'group').fill(groups[asked - 1] ?? '')
  await page.getByRole('button', { name: '记好了，进入展厅' }).click()
  await expect(page.locator('.rail')).toBeVisible()
  return groups.join('-')
}
const status = (page: Page) =>
  page.evaluate(async () => ((await window.forecourt.call('setup.status', {})) as { value: { phase: string } }).value)
const spoil = (file: string): void => {
  const bytes = readFileSync(file)
  for (let at = 4096; at < bytes.length; at += 4096) bytes[at + 99] = (bytes[at + 99] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

test('the first screen offers three ways, by mouse and by key, in three languages', async () => {
  const { page, close } = await launch()
  await expect(page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  for (const name of ['打开演示店', '开店', '加入']) await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('3')
  await expect(page.getByRole('heading', { name: '加入总部' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  await expect(page.getByRole('heading', { name: '开一家店' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '简体中文' }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Where shall we begin?' })).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('menuitem', { name: '繁體中文' }).click()
  await expect(page.getByRole('heading', { name: '從哪裡開始？' })).toBeVisible()
  await close()
})

test('a store of one’s own: all errors at once, a recovery code on paper, locked at the next start', async () => {
  const profile = freshProfile()
  const first = await launch({ profile })
  await first.page.getByRole('button', { name: '开店' }).click()
  await first.page.getByRole('button', { name: '开店' }).click()
  await expect(first.page.getByText('6 处要改')).toBeVisible()
  await first.page.keyboard.press('Escape')
  await fillStore(first.page)
  await field(first.page, 'again').fill('something else')
  await first.page.getByRole('button', { name: '开店' }).click()
  await expect(first.page.getByText('两次输入的密码不一样')).toBeVisible()
  await field(first.page, 'password').fill('zhoushan1')
  await field(first.page, 'again').fill('zhoushan1')
  await first.page.getByRole('button', { name: '开店' }).click()
  await expect(first.page.getByText('这个密码太容易猜到')).toBeVisible()
  await field(first.page, 'password').fill(STORE.password)
  await field(first.page, 'again').fill(STORE.password)
  await first.page.getByRole('button', { name: '开店' }).click()
  await expect(first.page.getByRole('heading', { name: '把恢复码写在纸上' })).toBeVisible()
  expect(await wrongs(first.page)).toEqual([])
  await field(first.page, 'group').fill('AAAAA')
  await first.page.getByRole('button', { name: '记好了，进入展厅' }).click()
  await expect(first.page.getByText('对不上')).toBeVisible()
  const groups = await first.page.locator('.code .mono').allInnerTexts()
  const asked = Number(/第 (\d) 组/.exec(await first.page.locator('.recovery').innerText())?.[1])
  await field(first.page, 'group').fill(groups[asked - 1]?.toLowerCase() ?? '')
  await first.page.getByRole('button', { name: '记好了，进入展厅' }).click()
  await expect(first.page.locator('.rail')).toBeVisible()
  await first.close()

  // Nothing a person typed can be read on the disk.
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? walk(join(folder, name)) : [join(folder, name)]))
  for (const file of walk(profile).filter((path) => !path.includes('/window/'))) {
    const bytes = readFileSync(file)
    for (const secret of [
      STORE.password,
      STORE.passphrase,
      STORE.adminName,
      STORE.login,
      groups.join('-'),
      ...(file.endsWith('.db') ? [STORE.storeName] : []),
    ])
      expect(bytes.includes(Buffer.from(secret)), `${file} shows ${secret}`).toBe(false)
  }

  const second = await launch({ profile })
  await expect(second.page.getByRole('heading', { name: STORE.storeName })).toBeVisible()
  await field(second.page, 'passphrase').fill('not this one')
  await second.page.getByRole('button', { name: /^打开/ }).click()
  await expect(second.page.getByText('启动口令不对，数据没有动')).toBeVisible()
  await second.page.getByRole('button', { name: '忘了口令，用恢复码打开' }).click()
  const mistyped = groups.map((group, at) => (at === 2 ? `${group.slice(0, 4)}${group.endsWith('0') ? '1' : '0'}` : group)).join('-')
  await second.page.locator('textarea').fill(mistyped)
  await expect(second.page.getByText('第 3 组抄错了')).toBeVisible()
  await second.page.locator('textarea').fill(groups.join(' ').toLowerCase())
  await second.page.getByRole('button', { name: /^打开/ }).click()
  await expect.poll(async () => (await status(second.page)).phase).toBe('ready')
  await expect(second.page.getByText(STORE.adminName).first()).toBeVisible()
  expect(readdirSync(join(profile, 'backups')).filter((name) => name.endsWith('-exit.db'))).toHaveLength(1)
  await second.close()
})

test('a damaged file and a newer one say so, and a backup brings the store back', async () => {
  const profile = freshProfile()
  const first = await launch({ profile })
  await startStore(first.page)
  await first.close()
  spoil(join(profile, 'forecourt.db'))
  const second = await launch({ profile })
  await field(second.page, 'passphrase').fill(STORE.passphrase)
  await second.page.getByRole('button', { name: /^打开/ }).click()
  await expect(second.page.getByRole('heading', { name: '数据文件有损坏' })).toBeVisible()
  await expect(second.page.getByText('事件号')).toBeVisible()
  await second.page.getByRole('button', { name: '检查并恢复' }).click()
  await expect.poll(async () => (await status(second.page)).phase).toBe('ready')
  await second.close()
  expect(readdirSync(join(profile, 'aside')).filter((name) => name.endsWith('.db'))).toHaveLength(1)

  const key = await openByPassphrase(readKeys(join(profile, 'keys.json')), STORE.passphrase)
  const newer = openDatabase({ file: join(profile, 'forecourt.db'), key })
  newer.pragma('user_version = 999')
  newer.close()
  const third = await launch({ profile })
  await field(third.page, 'passphrase').fill(STORE.passphrase)
  await third.page.getByRole('button', { name: /^打开/ }).click()
  await expect(third.page.getByRole('heading', { name: '这份数据是更新的版本写的' })).toBeVisible()
  await expect(third.page.getByText('数据一个字都没有动')).toBeVisible()
  expect(await wrongs(third.page)).toEqual([])
  await third.close()
})

test('--smoke starts a fresh demo store, prints one line and ends', async () => {
  const profile = freshProfile()
  const child = spawn(
    process.env['ELECTRON_EXEC_PATH'] ?? '',
    ['--no-sandbox', '--disable-gpu', resolve(import.meta.dirname, '../..'), '--smoke', '--profile', profile],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  expect(await new Promise((done) => child.once('exit', done))).toBe(0)
  const lines = out.trim().split('\n')
  expect(lines).toHaveLength(1)
  const said = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  expect(Object.keys(said)).toEqual(['readyMs', 'rssMb', 'electron', 'rows'])
  expect(Number(said['rows'])).toBeGreaterThan(5000)
})

test('two profiles live side by side; the same profile twice is one window', async () => {
  const one = await launch()
  const two = await launch()
  await expect(one.page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  await expect(two.page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  expect(one.profile).not.toBe(two.profile)
  const again = spawn(
    one.app.process().spawnfile,
    [
      ...one.app
        .process()
        .spawnargs.slice(1)
        .filter((arg) => !arg.includes('inspect') && !arg.includes('debugging')),
    ],
    { stdio: 'ignore' },
  )
  expect(await new Promise((done) => again.once('exit', done))).toBe(0)
  expect(await one.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect(one.page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  await one.close()
  await two.close()
})

test('the window comes back where it was, and after its process died', async () => {
  const profile = freshProfile()
  const first = await launch({ profile })
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 90, width: 1180, height: 720 }))
  await first.page.evaluate(() => document.querySelector('meta[name=theme-color]')?.setAttribute('content', '#0C0F13'))
  await expect.poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor())).toBe('#0C0F13')
  await first.close()
  expect(JSON.parse(readFileSync(join(profile, 'window.json'), 'utf8'))).toMatchObject({ ground: '#0C0F13', maximized: false, zoom: 1 })
  const second = await launch({ profile })
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toMatchObject({
    width: 1180,
    height: 720,
  })
  await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect
    .poll(
      () =>
        second.app.evaluate(({ BrowserWindow }) =>
          Promise.race([
            BrowserWindow.getAllWindows()[0]
              ?.webContents.executeJavaScript('document.body.innerText')
              .catch((error: Error) => error.message),
            new Promise((done) => setTimeout(done, 1000, 'no answer')),
          ]),
        ),
      { timeout: 30_000 },
    )
    .toContain('从哪里开始？')
  await second.close()
})

test('a page can leave nowhere, load nothing foreign and ask for nothing', async () => {
  const { page, app, close } = await launch()
  await expect(page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  const found = await page.evaluate(async () => {
    const refused = async (work: () => Promise<unknown>): Promise<string> =>
      work().then(
        () => 'allowed',
        (error: Error) => error.name,
      )
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    document.body.append(inline)
    const image = await new Promise((done) => {
      const made = new Image()
      made.onload = () => done('loaded')
      made.onerror = () => done('refused')
      made.src = 'https://example.com/x.png'
    })
    let evaluated = 'allowed'
    try {
      // oxlint-disable-next-line no-eval -- that it is refused is the point
      globalThis.eval('1')
    } catch {
      evaluated = 'refused'
    }
    return {
      url: location.href,
      policy: (await fetch('/')).headers.get('content-security-policy'),
      inline: (window as { inlineRan?: boolean }).inlineRan ?? false,
      image,
      evaluated,
      fetched: await refused(() => fetch('https://example.com')),
      file: await refused(() => fetch('file:///etc/passwd')),
      outside: (await fetch('/../../package.json')).status,
      encoded: (await fetch('/%2e%2e/%2e%2e/package.json')).status,
      place: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('allowed'),
          (error) => done(error.code),
        ),
      ),
      notifications: await Notification.requestPermission(),
      clipboard: await refused(() => navigator.clipboard.readText()),
      opened: window.open('https://example.com'),
      node: [
        typeof (globalThis as { require?: unknown }).require,
        typeof (globalThis as { process?: unknown }).process,
        typeof (globalThis as { Buffer?: unknown }).Buffer,
      ],
      bridge: Object.keys(window.forecourt).toSorted(),
    }
  })
  expect(found).toMatchObject({
    url: 'app://forecourt/',
    inline: false,
    image: 'refused',
    evaluated: 'refused',
    fetched: 'TypeError',
    file: 'TypeError',
    outside: 404,
    encoded: 404,
    place: 1,
    notifications: 'denied',
    clipboard: 'NotAllowedError',
    opened: null,
    node: ['undefined', 'undefined', 'undefined'],
    bridge: ['call', 'cancel', 'on', 'platform', 'window'],
  })
  expect(found.policy).toContain(`script-src 'self'`)
  expect(found.policy).not.toMatch(/unsafe|https?:|\*/)
  await page.evaluate(() => void (location.href = 'https://example.com'))
  await page.waitForTimeout(300)
  expect(page.url()).toBe('app://forecourt/')

  // Another frame with the same bridge is not heard, from our own origin or any other.
  const replies = await app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const said: unknown[] = []
      for (const url of ['app://forecourt/', 'data:text/html,<p>x</p>']) {
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
        await other.loadURL(url)
        said.push(await other.webContents.executeJavaScript(`window.forecourt.call('setup.status', {})`))
        other.destroy()
      }
      return said
    },
    resolve(import.meta.dirname, '../../out/preload/preload.cjs'),
  )
  expect(replies).toEqual([
    { ok: false, error: { code: 'forbidden' } },
    { ok: false, error: { code: 'forbidden' } },
  ])

  // Malformed messages on the one channel.
  const odd = await page.evaluate(() =>
    Promise.all([
      window.forecourt.call(7 as unknown as string, {}),
      window.forecourt.call('setup.status', 'x'.repeat(5_000_000)),
      window.forecourt.call('__proto__', {}),
      window.forecourt.window('explode' as 'close'),
    ]),
  )
  expect(odd).toMatchObject([
    { ok: false, error: { code: 'forbidden' } },
    { ok: false, error: { code: 'invalid-input' } },
    { ok: false, error: { code: 'invalid-input' } },
    { ok: false, error: { code: 'forbidden' } },
  ])
  await close()
})
