// An order with an old car and a loan in the real window, without a mouse: quoted with its loan, the old car looked at, valued and
// counted towards it, the loan applied for until its money is there. What it took is printed.
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { OrderId } from '../../src/shared/ids.ts'
import { launch } from '../support/app.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}
const type = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text)
  await page.keyboard.press('Tab')
}
/** Walks with Tab until it is there. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible()
  for (let step = 0; step < 60; step++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('not reached with 60 × Tab')
}

test('[CON-11] a car is quoted with its loan, an old one appraised, valued and counted towards it, and the loan applied for until the money is there, by keyboard alone', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launch()
  await openDemo(page)
  const [customer] = (await asked(page, 'customers.page', { search: '', limit: 1, filters: [], sort: [] })).rows
  const [car] = await asked(page, 'orders.candidates', { search: '', limit: 1 })
  if (!customer || !car) throw new Error('an empty demo store')
  await showOnly(page, 'customer', customer.id)
  await expect(
    page
      .getByRole('main')
      .getByRole('button', { name: /建报价/ })
      .first(),
  ).toBeEnabled()
  const end = await countInputs(page)
  await page.keyboard.press('F8')
  await tabTo(page, page.getByRole('combobox', { name: /车辆/ }))
  await page.keyboard.type(car.stockNo)
  await expect(page.getByRole('option').first()).toContainText(car.stockNo)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // The price comes with the car.
  await expect(page.getByLabel('成交价', { exact: true })).not.toHaveValue('')
  await tabTo(page, page.getByLabel('贷款金额'))
  await page.keyboard.type('40000')
  await expect(page.getByLabel('银行', { exact: true })).toBeEnabled()
  await page.keyboard.press('Tab')
  await type(page, '示例银行')
  await page.keyboard.type('36')
  await shot(page, 'tradeins-quote')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByLabel('订单进度')).toBeVisible()
  const made = await asked(page, 'orders.page', { limit: 1, search: customer.name, sort: [{ column: 'createdAt', dir: 'desc' }] })
  const orderId = OrderId.parse(made.rows[0]?.id)
  const no = made.rows[0]?.no ?? ''
  const due = (await asked(page, 'orders.card', { id: orderId })).money.dueFen

  await page.keyboard.press('Control+K')
  await page.keyboard.type('zhihuan')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('置换')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^评估旧车/ }).first()).toBeVisible()
  await shot(page, 'tradeins-empty')
  await page.keyboard.press('ControlOrMeta+n')
  const looking = page.getByRole('dialog', { name: '评估旧车' })
  await expect(looking.getByLabel('客户')).toBeFocused()
  await page.keyboard.type(customer.name)
  await page
    .getByRole('option', { name: new RegExp(customer.name) })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await type(page, '澄湖')
  await type(page, 'V6')
  await type(page, '舒适版')
  await type(page, '苏E12A45')
  await type(page, 'LXYE5A1B4TK090001')
  await page.keyboard.press('Tab')
  await type(page, '86000')
  await shot(page, 'tradeins-appraise')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(looking).toBeHidden()
  await expect(page.getByRole('gridcell', { name: '澄湖 V6 舒适版' })).toBeVisible()

  await page.getByRole('grid').focus()
  // The old car's own step stands beside the list before its key is pressed.
  await expect(page.getByRole('main').getByRole('button', { name: /^估价.*F8/ })).toBeVisible()
  await page.keyboard.press('F8')
  const valuing = page.getByRole('dialog', { name: '估价' })
  await expect(valuing).toBeVisible()
  for (const amount of ['60000', '2000', '50000', '50000']) await type(page, amount)
  await expect(valuing.getByText('预计毛利')).toBeVisible()
  await shot(page, 'tradeins-value')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(valuing).toBeHidden()
  await expect(page.getByText('可置换').first()).toBeVisible()

  await page.getByRole('grid').focus()
  await page.keyboard.press('F8')
  const taking = page.getByRole('dialog', { name: '抵扣并入库' })
  await taking.getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  await shot(page, 'tradeins-take')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(taking).toBeHidden()
  await expect(page.getByText('已置换').first()).toBeVisible()
  await shot(page, 'tradeins-taken')
  const { money } = await asked(page, 'orders.card', { id: orderId })
  expect(money.dueFen).toBe(due - 5_000_000)
  expect(money.payments[0]).toMatchObject({ method: 'trade-in', amountFen: 5_000_000 })
  const { rows } = await asked(page, 'vehicles.page', { search: '090001', limit: 5, filters: [], sort: [] })
  expect(rows).toMatchObject([{ plate: '苏E12A45', state: 'in-stock', priceFen: 6_000_000 }])

  await page.keyboard.press('Control+K')
  await page.keyboard.type('dkbx')
  await expect(
    page
      .getByRole('dialog')
      .getByRole('option', { name: /贷款与保险/ })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^新申请/ }).first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+n')
  const applying = page.getByRole('dialog', { name: '新申请' })
  await expect(applying.getByLabel('订单')).toBeFocused()
  await page.keyboard.type(no)
  await page
    .getByRole('option', { name: new RegExp(no) })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // The lender, the amount and the months are the order's.
  await expect(applying.getByLabel('贷款机构')).toHaveValue('示例银行')
  await shot(page, 'applications-new')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(applying).toBeHidden()
  const pane = page.getByRole('complementary')
  for (const [deed, state] of [
    ['提交', '已提交'],
    ['批准', '已批准'],
    ['放款到账', '已放款'],
  ] as const) {
    await page.getByRole('grid').focus()
    await expect(pane.getByRole('button', { name: new RegExp(`^${deed}`) })).toBeEnabled()
    await page.keyboard.press('F8')
    await expect(page.getByRole('dialog', { name: deed })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(pane.getByText(state).first()).toBeVisible()
  }
  sayJob('order with trade-in and loan', await end())
  await shot(page, 'applications-done')
  expect((await asked(page, 'orders.card', { id: orderId })).money.dueFen).toBe(due - 9_000_000)
  await close()
})
