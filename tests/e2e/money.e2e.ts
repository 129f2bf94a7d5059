// A day of the person who keeps the money, in the real window: a bank's file is brought in and matched, money held for others
// is paid on, an invoice gets its number, is turned over by a red letter and prepared anew, a till is handed in short and
// accepted by somebody else, a debt is reminded of. Keys where one would use them; what each deed left is asked of the store.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import iconv from 'iconv-lite'
import { OrderId } from '../../src/shared/ids.ts'
import { type App, launch } from '../support/app.ts'
import { confirm, dialogOf, told } from '../support/hands.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-money-'))
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
  await sitDown(demo.page, '沈知夏')
})
test.afterAll(async () => {
  await demo?.close()
  rmSync(folder, { recursive: true, force: true })
})

const shot = async (name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await demo.page.screenshot({ path: join(to, `${name}.png`) })
}
async function sitDown(page: Page, name: string): Promise<void> {
  const somebody = (await told(page, 'identity.people', {})).people.find((each) => each.name === name)
  await asked(page, 'identity.actAs', { userId: somebody?.id ?? '' })
  // Their screens come with them: only then is there something to go on from.
  await expect(page.locator('button.me')).toContainText(name)
}
const pane = (page: Page): Locator => page.locator('#sheet').getByRole('complementary')
/** The first row that says all of this, chosen; what is beside the list is then about it: it names the same order or number. */
async function choose(page: Page, ...words: readonly string[]): Promise<string> {
  const rows = words.reduce((some, hasText) => some.filter({ hasText }), page.locator('#sheet [role=row][aria-rowindex]'))
  const named = /(SO|CL)-[A-Z\d-]+|\b(HD|SF)\d{6}\b|\b[A-HJ-NPR-Z\d]{17}\b/.exec(await rows.first().innerText())?.[0] ?? ''
  expect(named).not.toBe('')
  await rows.first().click()
  await expect(pane(page).getByText(named).first()).toBeVisible()
  return named
}
/** One of the views over the list, shown. */
async function view(page: Page, name: string): Promise<void> {
  const button = page.getByRole('group', { name: '视图' }).getByRole('button', { name: new RegExp(`^${name}`) })
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
}
/** The deed of the record beside the list, taken with its key once it is offered. */
async function take(page: Page, words: RegExp): Promise<void> {
  const deed = pane(page).getByRole('button', { name: words })
  await expect(deed).toBeEnabled()
  await expect(deed).not.toHaveAttribute('data-pending')
  await page.keyboard.press('F8')
}
async function fromMenu(page: Page, words: string): Promise<void> {
  await pane(page).getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: words }).click()
}

/** An order whose customer owes more than what is paid here. */
async function owing(page: Page): Promise<{ orderId: OrderId }> {
  const { rows } = await told(page, 'orders.page', {
    limit: 100,
    filters: [{ column: 'state', op: 'is', values: ['signed', 'reserved'] }],
  })
  for (const { id } of rows) {
    const orderId = OrderId.parse(id)
    if ((await told(page, 'receivables.standing', { orderId })).customerDueFen > 200_000) return { orderId }
  }
  throw new Error('nobody owes anything in the demo store')
}

test('[REC-06] a bank file is brought in by keyboard, and a line is taken as the payment it is', async () => {
  const { page, app } = demo
  // A transfer that is in the books already, which the bank tells of too.
  const order = await owing(page)
  const { no } = await asked(page, 'receivables.receive', { ...order, method: 'transfer', methodRef: 'HD778812', amountFen: 123_400 })
  const [{ receivedOn = '', customerName = '' } = {}] = (await told(page, 'receivables.page', { search: no, limit: 1 })).rows
  const path = join(folder, '网银.csv')
  const lines = [
    '交易日期,借方发生额,贷方发生额,余额,对方户名,交易流水号,摘要',
    `${receivedOn},,"1,234.00","90,001,234.00",${customerName},HD778812,购车款`,
    `${receivedOn},12.50,,"90,001,221.50",示例银行,SF778813,手续费`,
  ]
  writeFileSync(path, iconv.encode(`${lines.join('\r\n')}\r\n`, 'gb18030'))
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
  }, path)
  await showOnly(page, 'bank')
  await expect(page.getByRole('button', { name: /^导入流水/ }).first()).toBeVisible()
  await page.keyboard.press('F7')
  await expect(page.getByRole('main').getByRole('heading', { name: '从表格导入' })).toBeVisible()
  await page.keyboard.press('Control+O')
  await expect(page.getByRole('main').getByRole('row', { name: '对方户名' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('main').getByText('2 行都没有问题。')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('main').getByText(/^导入了 2 行/)).toBeVisible()

  await showOnly(page, 'bank')
  await choose(page, 'HD778812')
  await expect(pane(page).getByText(no)).toBeVisible()
  await shot('money-bank')
  await take(page, /^就是这一笔/)
  // It leaves those that wait, and what stood below it moves up.
  await expect(page.locator('#sheet [role=row][aria-rowindex]').filter({ hasText: 'HD778812' })).toHaveCount(0)
  await expect.poll(async () => (await told(page, 'bank.page', { search: 'HD778812', limit: 1 })).rows[0]?.state).toBe('matched')
  await choose(page, 'SF778813')
  await pane(page).getByRole('button', { name: '不用对' }).click()
  await dialogOf(page).getByLabel('原因').fill('手续费')
  await confirm(page, '不用对')
  await expect
    .poll(async () => (await told(page, 'bank.page', { search: 'SF778813', limit: 1 })).rows[0])
    .toMatchObject({ state: 'ignored', ignored: '手续费' })
})

test('money held for others is paid on, and what is held falls by it', async () => {
  const { page } = demo
  const waits = { limit: 1, filters: [{ column: 'state', op: 'is' as const, values: ['to-clear'] }] }
  const before = await told(page, 'receivables.held', waits)
  await showOnly(page, 'held')
  const orderNo = await choose(page, '待清', '上牌费')
  await take(page, /^付出去/)
  const paying = page.getByRole('dialog', { name: '付出代收的钱' })
  await paying.getByLabel('凭证号或流水号').fill('回单 778814')
  await shot('money-held')
  await confirm(page, '记付出')
  await expect.poll(async () => (await told(page, 'receivables.held', waits)).total).toBe(before.total - 1)
  await view(page, '已结清')
  await choose(page, orderNo, '上牌费')
  await expect(pane(page).getByText(/回单 778814/)).toBeVisible()
})

test('an invoice gets its number, is reversed by a red letter, prepared anew and voided', async () => {
  const { page } = demo
  const filtered = (state: string) => ({ limit: 200, filters: [{ column: 'state', op: 'is' as const, values: [state] }] })
  const [first] = (await told(page, 'invoices.page', filtered('prepared'))).rows
  if (!first) throw new Error('no invoice waits for its number')
  const { vin, orderNo } = first
  const stateOf = async () => (await told(page, 'invoices.page', { limit: 50, search: vin })).rows.map(({ state }) => state).toSorted()
  const number = async (given: string): Promise<void> => {
    await view(page, '待开具')
    await choose(page, vin)
    await take(page, /^登记号码/)
    await dialogOf(page).getByLabel('发票号码').fill(given)
    await confirm(page, '登记')
  }
  await showOnly(page, 'invoices')
  await number('26327000000000778812')
  await expect.poll(stateOf).toEqual(['issued'])
  await view(page, '已开具')
  await choose(page, '26327000000000778812')
  await fromMenu(page, '红冲…')
  await dialogOf(page).getByLabel('原因').fill('购买方名称有误')
  await shot('money-red-letter')
  await confirm(page, '准备红字发票')
  await expect.poll(stateOf).toEqual(['issued', 'prepared'])
  await number('26327000000000778813')
  await expect.poll(stateOf).toEqual(['issued', 'reversed'])

  // The order may be invoiced anew.
  await page.keyboard.press('Control+N')
  const preparing = page.getByRole('dialog', { name: '准备发票' })
  await preparing.getByRole('combobox', { name: '订单' }).pressSequentially(orderNo)
  // The number in full is found first, whatever begins with it.
  await expect(page.getByRole('option').first()).toContainText(new RegExp(`${orderNo}(?!\\d)`))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(preparing.getByLabel('车架号')).toHaveValue(vin)
  await preparing.getByLabel('身份证号码或组织机构代码').fill('E00000000')
  await shot('money-invoice')
  await confirm(page, '保存票面')
  await expect.poll(stateOf).toEqual(['issued', 'prepared', 'reversed'])
  await view(page, '待开具')
  await choose(page, vin)
  await fromMenu(page, '作废…')
  await dialogOf(page).getByLabel('原因').fill('客户要改抬头')
  await confirm(page, '作废这张')
  await expect.poll(stateOf).toEqual(['issued', 'reversed', 'voided'])
})

test('[REC-02] [REC-04] a debt is found by its age and reminded of with what the customer says', async () => {
  const { page } = demo
  await showOnly(page, 'arrears')
  await choose(page, '该催')
  await take(page, /^记催款/)
  await dialogOf(page).getByLabel('客户怎么说').fill('周五前转账')
  await shot('money-arrears')
  await confirm(page, '记下')
  await expect(pane(page).getByText(/周五前转账/)).toBeVisible()
  await page.getByRole('button', { name: '按月' }).click()
  await expect(page.getByRole('dialog', { name: '按月应收与实收' }).getByRole('row')).toHaveCount(13)
})

test('a till is handed in ten yuan short with its reason, and somebody else accepts it', async () => {
  const { page } = demo
  await asked(page, 'receivables.receive', { ...(await owing(page)), method: 'cash', amountFen: 50_000 })
  await showOnly(page, 'closings')
  await expect(page.getByRole('button', { name: /^交账/ }).first()).toBeVisible()
  await page.keyboard.press('F8')
  const counting = page.getByRole('dialog', { name: '交账' })
  await expect(counting.getByLabel('实点现金')).toBeVisible()
  const { methods } = await told(page, 'closings.standing', {})
  const cashFen = methods.find(({ method }) => method === 'cash')?.bookedFen ?? 0
  await counting.getByLabel('实点现金').fill(String((cashFen - 1000) / 100))
  await counting.getByLabel('现金长短款原因').fill('找零差错')
  await expect(counting.getByRole('status')).toContainText('短款')
  await shot('money-closing')
  await confirm(page, '交账')
  const newest = async () => (await told(page, 'closings.page', { limit: 1, sort: [{ column: 'countedAt', dir: 'desc' }] })).rows[0]
  expect(await newest()).toMatchObject({ cashier: '沈知夏', state: 'counted', differenceFen: -1000 })
  const no = (await newest())?.no ?? ''
  await choose(page, no)
  await expect(pane(page).getByText('自己的账由别人复核。')).toBeVisible()

  await sitDown(page, '顾听澜')
  await showOnly(page, 'closings')
  await choose(page, no)
  await pane(page).getByRole('button', { name: '复核无误' }).click()
  await expect.poll(newest).toMatchObject({ no, state: 'confirmed', confirmedBy: '顾听澜' })
})
