// Wrong input, wrong disks and wrong headquarters in a real window. Each time: words a salesperson understands, what was
// typed is still there, and the store holds exactly what it held before. A clock that is days wrong is a matter of the sync
// engine and of HQ: sync-engine.test.ts and hq-ingest.test.ts, both under [S-TRUST-5].
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openByPassphrase, readKeys } from '../../src/main/store/keys.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { checkVin } from '../../src/shared/modules/vehicles/rules.ts'
import { writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { freshProfile, launch } from '../support/app.ts'
import { removeFolders, startHq } from '../support/hq.ts'
import { type SmallDisk, smallDisk } from '../support/small-disk.ts'
import { json, strangeHq } from '../support/strange-hq.ts'
import { asked, field, openDemo, STORE, startStore, unlock } from '../support/window.ts'

const all = { search: '', limit: 200, filters: [], sort: [] }
const receipts = async (page: Page): Promise<number> => (await asked(page, 'receivables.page', { ...all, limit: 1 })).total ?? 0
const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Begins to receive money of an order that waits for it, found by its number as a cashier would. */
async function beginReceiving(page: Page): Promise<{ id: string; netFen: number }> {
  const { rows } = await asked(page, 'orders.page', { ...all, filters: [{ column: 'state', op: 'is', values: ['signed', 'reserved'] }] })
  const order = rows.find((row) => row.dueFen > 50_000_00)
  if (!order) throw new Error('the demo store has no order that waits for money')
  await page.getByRole('navigation').getByText('收款', { exact: true }).first().click()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^收款/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('combobox').fill(order.no)
  await page
    .getByRole('option', { name: new RegExp(order.no) })
    .first()
    .click()
  await expect(amountOf(page)).toBeVisible()
  return order
}
const amountOf = (page: Page) => page.getByRole('dialog').getByLabel('金额', { exact: true })
const submitOf = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /^收 / })

test('an amount that is none, a negative one and one with a zero too many are not taken; a double click is one receipt', async () => {
  const { page, close } = await launch()
  await openDemo(page)
  const before = await receipts(page)
  const order = await beginReceiving(page)
  for (const [typed, says] of [
    ['-500', '金额要大于零'],
    ['0', '金额要大于零'],
    ['五百块', '这不是金额'],
    ['', '这里要填'],
  ] as const) {
    await amountOf(page).fill(typed)
    await amountOf(page).blur()
    await submitOf(page).click()
    await expect(page.getByRole('dialog').getByText(says).first(), typed).toBeVisible()
    await expect(page.getByRole('dialog').getByText('处要改')).toBeVisible()
  }
  await amountOf(page).fill('99999999')
  await submitOf(page).click()
  await expect(page.getByRole('dialog').getByText('金额超过还差的数。确实多收请打勾，否则请改金额')).toBeVisible()
  expect(await receipts(page)).toBe(before)

  await amountOf(page).fill('1000')
  await submitOf(page).dblclick()
  await expect(page.getByText(/已收款，收据 /)).toBeVisible()
  await page.waitForTimeout(500)
  expect(await receipts(page)).toBe(before + 1)
  expect((await asked(page, 'receivables.standing', { orderId: order.id as never })).netFen).toBe(order.netFen + 1_000_00)
  await close()
})

test('a frame number with a wrong check digit is not taken in without a reason, and nothing typed is lost', async () => {
  const { page, profile, kill } = await launch()
  await openDemo(page)
  const cars = async (): Promise<number> => (await asked(page, 'vehicles.page', { ...all, limit: 1 })).total ?? 0
  const before = await cars()
  const { rows } = await asked(page, 'vehicles.page', { ...all, limit: 50 })
  const vin = rows.map((row) => row.vin).find((each) => each.startsWith('L') && checkVin(each).problems.length === 0) ?? ''
  expect(vin).toHaveLength(17)
  // One digit further at the end, as a tired eye reads it; the check digit tells.
  const misread = `${vin.slice(0, 16)}${(Number(vin.slice(16)) + 1) % 10}`
  expect(checkVin(misread).problems.map(({ code }) => code)).toContain('check-digit')
  const arrive = async (at: Page): Promise<void> => {
    await at.getByRole('navigation').getByText('车辆', { exact: true }).first().click()
    await at
      .getByRole('main')
      .getByRole('button', { name: /^扫码入库/ })
      .first()
      .click()
  }
  await arrive(page)
  const dialog = page.getByRole('dialog')
  const submit = dialog.getByRole('button', { name: /^入库/ })
  for (const [typed, says] of [
    ['LSV', '车架号要正好 17 位'],
    [`${vin.slice(0, 16)}O`, 'I、O、Q'],
    [misread, '校验位不对，请核对合格证；确实无误就在下面写明原因'],
  ] as const) {
    await field(page, 'vin').fill(typed)
    await submit.click()
    await expect(dialog.getByText(says).first(), typed).toBeVisible()
  }
  await field(page, 'series').fill('青屿 06')
  await field(page, 'listFen').fill('好多钱')
  await field(page, 'listFen').blur()
  await expect(dialog.getByText('这不是金额').first()).toBeVisible()
  await field(page, 'listFen').fill('-1')
  await submit.click()
  await expect(dialog.getByText(/不能小于|要大于/).first()).toBeVisible()
  expect(await cars()).toBe(before)
  // The draft is in the store: not even pulling the plug loses it.
  await page.waitForTimeout(1200)
  await kill()
  const again = await launch({ profile })
  await expect(again.page.locator('.rail')).toBeVisible({ timeout: 60_000 })
  await arrive(again.page)
  await expect(field(again.page, 'vin')).toHaveValue(misread)
  await expect(field(again.page, 'series')).toHaveValue('青屿 06')
  await again.close()
})

test('a wrong phone and a wrong ID card are pointed at while the customer stands there, and nobody half-entered is kept', async () => {
  const { page, close } = await launch()
  await openDemo(page)
  const people = async (): Promise<number> => (await asked(page, 'customers.page', { ...all, limit: 1 })).total ?? 0
  const before = await people()
  await page.getByRole('navigation').getByText('客户', { exact: true }).first().click()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^新客户/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  const submit = dialog.getByRole('button', { name: /^登记/ })
  await submit.click()
  await expect(dialog.getByText('处要改')).toBeVisible()
  await field(page, 'name').fill('沈听澜')
  for (const [typed, says] of [
    ['1380000640', '手机号要 11 位'],
    ['12800006401', '手机号第二位应是 3 到 9'],
  ] as const) {
    await field(page, 'phone').fill(typed)
    await submit.click()
    await expect(dialog.getByText(says).first(), typed).toBeVisible()
  }
  await field(page, 'phone').fill('13800006401')
  await dialog.getByRole('button', { name: /^更多/ }).click()
  await field(page, 'idNumber').fill('32058319900307')
  await submit.click()
  await expect(dialog.getByText('请先选是什么证件').first()).toBeVisible()
  await dialog
    .getByRole('button', { name: /证件/ })
    .first()
    .click()
  await page
    .getByRole('option', { name: /身份证/ })
    .first()
    .click()
  for (const [typed, says] of [
    ['32058319900307', '身份证要 18 位'],
    ['990583199003071231', '前两位不是有效的省份代码'],
    ['320583199013071231', '中间的出生日期不对'],
    ['320583199003071230', '最后一位校验不对，请逐位核对'],
  ] as const) {
    await field(page, 'idNumber').fill(typed)
    await submit.click()
    await expect(dialog.getByText(says).first(), typed).toBeVisible()
  }
  expect(await people()).toBe(before)
  // The last digit as the formula of GB 11643 has it; then the press that was refused takes them in.
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const body = '32058319900307123'
  await field(page, 'idNumber').fill(
    body + '10X98765432'[[...body].reduce((sum, digit, at) => sum + Number(digit) * (weights[at] ?? 0), 0) % 11],
  )
  await submit.click()
  await expect.poll(people).toBe(before + 1)
  expect((await asked(page, 'customers.page', { ...all, search: '沈听澜' })).rows.map(({ name }) => name)).toContain('沈听澜')
  await close()
})

test.describe('disks', () => {
  const disks: SmallDisk[] = []
  const disk = (megabytes: number): SmallDisk => {
    const made = smallDisk(megabytes)
    disks.push(made)
    return made
  }
  test.afterAll(() => disks.forEach((each) => each.remove()))

  test('a full disk: the receipt is refused in words, nothing half is kept, and with room again the same press takes it', async () => {
    const small = disk(400)
    const profile = small.folder
    const founding = await launch({ profile })
    await openDemo(founding.page)
    await founding.close()
    // Opened anew, its log begins empty: what founding left in it would be room for a receipt on a disk that has none.
    const { app, page, close } = await launch({ profile })
    await expect(page.locator('.rail')).toBeVisible({ timeout: 60_000 })
    const before = await receipts(page)
    await beginReceiving(page)
    await amountOf(page).fill('1234.56')
    const frees = small.fill()
    await submitOf(page).click()
    await expect(page.getByRole('dialog').getByText('磁盘满了，刚才的内容没有写入；查看和打印不受影响。请清理磁盘后再试。')).toBeVisible()
    await expect(amountOf(page)).toHaveValue(/1,?234\.56/)
    expect(await receipts(page)).toBe(before)
    // Reading goes on.
    expect((await asked(page, 'customers.page', { ...all, limit: 5 })).rows.length).toBeGreaterThan(0)
    frees()
    await submitOf(page).click()
    await expect(page.getByText(/已收款，收据 /)).toBeVisible()
    expect(await receipts(page)).toBe(before + 1)
    // And printing: the customer gets the paper, the screen says that it was not kept.
    const freesAgain = small.fill()
    const pdf = join(mkdtempSync(join(tmpdir(), 'forecourt-paper-')), 'receipt.pdf')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, pdf)
    await page.getByRole('button', { name: '存为 PDF' }).click()
    await expect(page.getByText('已送出，但磁盘满了或只读，这一份没有存档')).toBeVisible({ timeout: 30_000 })
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    freesAgain()
    await page.getByRole('button', { name: '存为 PDF' }).click()
    await expect(page.getByText('PDF 已保存，原件已存档。')).toBeVisible({ timeout: 30_000 })
    await close()
    const again = await launch({ profile })
    await expect(again.page.locator('.rail')).toBeVisible({ timeout: 60_000 })
    expect(await receipts(again.page)).toBe(before + 1)
    await again.close()
  })

  test('a folder that became read-only says so, and opens when it can be written again', async () => {
    const profile = disk(200).folder
    const first = await launch({ profile })
    await startStore(first.page)
    await first.close()
    const kept = digest(join(profile, 'forecourt.db'))
    execFileSync('mount', ['-o', 'remount,ro', profile])
    const second = await launch({ profile })
    await unlock(second.page)
    await expect(second.page.getByRole('heading', { name: '数据文件夹不能写入' })).toBeVisible()
    await expect(second.page.getByText('数据没有动。请检查硬盘和文件夹权限，然后再试一次。')).toBeVisible()
    execFileSync('mount', ['-o', 'remount,rw', profile])
    expect(digest(join(profile, 'forecourt.db'))).toBe(kept)
    await second.page.getByRole('button', { name: '再试一次' }).click()
    await unlock(second.page)
    await expect(second.page.getByText(STORE.adminName).first()).toBeVisible()
    await second.close()
  })
})

test.describe('files', () => {
  let profile: string
  let name: string
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    profile = freshProfile()
    const { page, close } = await launch({ profile })
    await startStore(page)
    name = '沈听澜'
    await asked(page, 'customers.add', { kind: 'person', name, phone: '13800006401' } as never)
    await close()
  })
  const db = (): string => join(profile, 'forecourt.db')
  async function signIn(page: Page): Promise<void> {
    await page.getByText(STORE.adminName).first().click()
    await page.locator('input[type=password]').fill(STORE.password)
    await page.keyboard.press('Enter')
    await expect(page.locator('.rail')).toBeVisible()
  }

  test('a store of a newer version is left alone, byte by byte', async () => {
    const key = await openByPassphrase(readKeys(join(profile, 'keys.json')), STORE.passphrase)
    const version = (to?: number): number => {
      const open = openDatabase({ file: db(), key })
      const known = open.pragma('user_version', { simple: true }) as number
      if (to !== undefined) open.pragma(`user_version = ${to}`)
      open.close()
      return known
    }
    const known = version()
    version(known + 3)
    const kept = digest(db())
    const { page, close } = await launch({ profile })
    await unlock(page)
    await expect(page.getByRole('heading', { name: '这份数据是更新的版本写的' })).toBeVisible()
    await expect(page.getByText('数据一个字都没有动。')).toBeVisible()
    await expect(page.getByText(String(known + 3), { exact: true })).toBeVisible()
    await close()
    expect(digest(db())).toBe(kept)
    version(known)
    const again = await launch({ profile })
    await unlock(again.page)
    await signIn(again.page)
    expect((await asked(again.page, 'customers.page', all)).rows.map((row) => row.name)).toEqual([name])
    await again.close()
  })

  test('a damaged file says so and offers the backup, which brings back every customer; the damaged one is kept', async () => {
    const whole = readFileSync(db())
    const spoiled = Buffer.from(whole)
    for (let at = 4096; at < spoiled.length; at += 4096) spoiled[at + 99] = (spoiled[at + 99] ?? 0) ^ 0xff
    writeFileSync(db(), spoiled)
    const { page, close } = await launch({ profile })
    await unlock(page)
    await expect(page.getByRole('heading', { name: '数据文件有损坏' })).toBeVisible()
    await expect(page.getByText('请从最近的备份恢复')).toBeVisible()
    await expect(page.getByText(/事件号 \d{4}-\w{4}/)).toBeVisible()
    expect(readFileSync(db()).equals(spoiled)).toBe(true)
    await page.getByRole('button', { name: '检查并恢复' }).click()
    await expect(page.getByText(STORE.adminName).first()).toBeVisible({ timeout: 60_000 })
    await signIn(page)
    expect((await asked(page, 'customers.page', all)).rows.map((row) => row.name)).toEqual([name])
    await close()
    const aside = readdirSync(join(profile, 'aside')).filter((file) => file.endsWith('.db'))
    expect(aside).toHaveLength(1)
    expect(readFileSync(join(profile, 'aside', aside[0] ?? '')).equals(spoiled)).toBe(true)
  })

  test('a damaged backup is not put in the place of anything', async () => {
    const backups = join(profile, 'backups')
    for (const file of readdirSync(backups).filter((each) => each.endsWith('.db'))) {
      const bytes = readFileSync(join(backups, file))
      for (let at = 4096; at < bytes.length; at += 4096) bytes[at + 50] = (bytes[at + 50] ?? 0) ^ 0xff
      writeFileSync(join(backups, file), bytes)
    }
    const kept = digest(db())
    const keys = readFileSync(join(profile, 'keys.json'))
    rmSync(join(profile, 'keys.json'))
    const { page, close } = await launch({ profile })
    await expect(page.getByRole('heading', { name: '钥匙文件不见了' })).toBeVisible()
    await page.getByRole('button', { name: '检查并恢复' }).click()
    // Without its key file the machine has to be told what opens the backup.
    await expect(field(page, 'passphrase')).toBeVisible()
    await field(page, 'passphrase').fill(STORE.passphrase)
    await page.getByRole('button', { name: '检查并恢复' }).click()
    await expect(page.getByText(/这份备份没有通过检查/)).toBeVisible({ timeout: 30_000 })
    expect(digest(db())).toBe(kept)
    writeFileSync(join(profile, 'keys.json'), keys)
    await page.getByRole('button', { name: '再试一次' }).click()
    await unlock(page)
    await expect(page.getByText(STORE.adminName).first()).toBeVisible()
    await close()
  })
})

test.describe('headquarters', () => {
  test.afterAll(removeFolders)
  const SECRET = 'ABCDEFGHJKMNPQRSTVWXYZ0123'
  const codeFor = (url: string, fingerprint: string): string => writePairingCode({ url, fingerprint, secret: SECRET })
  async function tryJoining(page: Page, code: string): Promise<void> {
    await field(page, 'code').fill(code)
    await field(page, 'deviceName').fill('前台 2 号机')
    if (await field(page, 'passphrase').isVisible()) await field(page, 'passphrase').fill(STORE.passphrase)
    await page.getByRole('button', { name: '配对并下载' }).click()
  }
  /** Told in words, the typed words are still there, and this desktop is still nobody's. */
  async function refused(page: Page, says: string, patience = 30_000): Promise<void> {
    await expect(page.getByText(says)).toBeVisible({ timeout: patience })
    await expect(field(page, 'deviceName')).toHaveValue('前台 2 号机')
    expect((await asked(page, 'setup.status', {})).phase).toBe('first-run')
  }
  async function deadPort(): Promise<number> {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as { port: number }
    await new Promise((done) => server.close(done))
    return port
  }

  test('unreachable, silent, answering nonsense, somebody else: each is said, and nothing changes', async () => {
    test.setTimeout(240_000)
    const { page, profile, close } = await launch()
    await page.getByRole('button', { name: '加入', exact: true }).click()
    await tryJoining(page, '你好，这不是配对码')
    await refused(page, '这不是一个配对码。请从 FC- 开始整段复制。')

    await tryJoining(page, codeFor(`https://127.0.0.1:${await deadPort()}`, 'a'.repeat(64)))
    await refused(page, '连不上总部，什么都没有改。请检查网络，或问总部服务是否开着。')

    const strange = await strangeHq((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<html>请先登录无线网络</html>')
    })
    await tryJoining(page, codeFor(strange.url, strange.fingerprint))
    await refused(page, '总部的回答看不懂，什么都没有改。可能地址不对，或总部版本不同。')

    strange.answer((_request, response) => json(response, { hq: 7, site: null, replica: ['x'] }))
    await tryJoining(page, codeFor(strange.url, strange.fingerprint))
    await refused(page, '总部的回答看不懂，什么都没有改。')

    const told = strange.asked.length
    await tryJoining(page, codeFor(strange.url, 'b'.repeat(64)))
    await refused(page, '对方的证书和配对码里的指纹对不上，已停止连接，没有发送任何数据。请向总部核实。')
    expect(strange.asked.length).toBe(told)

    // It takes the question and never answers.
    strange.answer(() => undefined)
    await tryJoining(page, codeFor(strange.url, strange.fingerprint))
    await expect(page.getByRole('heading', { name: '正在和总部配对' })).toBeVisible()
    await refused(page, '连不上总部，什么都没有改。', 60_000)
    await strange.close()

    let clock = Date.now()
    const hq = await startHq({ now: () => clock })
    const site = await hq.addSite('昆山店', 'KS')
    const old = await hq.code(site, false, 30)
    clock += 31 * 60_000
    await tryJoining(page, old)
    await refused(page, '配对码已过期，请向总部要一个新的。')
    expect(
      existsSync(join(profile, 'keys.json')) && statSync(join(profile, 'keys.json')).size > 0
        ? (await asked(page, 'setup.status', {})).kind
        : null,
    ).toBeNull()
    await hq.close()
    await close()
  })

  test('a store that runs alone and cannot join goes on as it was', async () => {
    const { page, close } = await launch()
    await startStore(page)
    await asked(page, 'customers.add', { kind: 'person', name: '沈听澜', phone: '13800006401' } as never)
    await expect(
      page.evaluate(
        (code) => window.forecourt.call('setup.join', { code, deviceName: '前台' }),
        codeFor(`https://127.0.0.1:${await deadPort()}`, 'a'.repeat(64)),
      ),
    ).resolves.toMatchObject({ ok: false, error: { code: 'hq-unreachable' } })
    expect(await asked(page, 'setup.status', {})).toMatchObject({ phase: 'ready', kind: 'alone' })
    expect((await asked(page, 'customers.page', all)).rows.map(({ name }) => name)).toEqual(['沈听澜'])
    await close()
  })
})
