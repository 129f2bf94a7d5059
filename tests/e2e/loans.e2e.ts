// A loan chosen while the customer sits there, by keyboard alone: the offers for this car side by side, one taken over into
// the quote, its cost on the order afterwards; and a product of a lender added by whoever keeps them.
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { costOf } from '../../src/shared/modules/loans/rules.ts'
import { formatYuan } from '../../src/shared/money.ts'
import { launch } from '../support/app.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}

test('[CON-11] offers are compared and one becomes the quote’s loan, without a mouse; a product is added', async () => {
  const { page, close } = await launch()
  await openDemo(page)
  const [customer] = (await asked(page, 'customers.page', { search: '', limit: 1, filters: [], sort: [] })).rows
  const [car] = (await asked(page, 'orders.candidates', { search: '', limit: 1 })) as { id: string; priceFen: number; listFen: number }[]
  if (!customer || !car) throw new Error('an empty demo store')
  const { id } = await asked(page, 'orders.draft', { customerId: customer.id as never, vehicleId: car.id as never })
  await showOnly(page, 'quote', id)
  const compare = page.getByRole('button', { name: '比较金融方案…' })
  await compare.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '比较金融方案' })
  await expect(dialog.getByRole('radio').first()).toBeVisible()
  const amount = dialog.getByLabel('贷款金额')
  await expect(amount).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('80000')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await shot(page, 'loans-compare')
  const { products } = await asked(page, 'loans.products', {})
  const row = dialog.locator('tr.chosen')
  const [lender = '', months = ''] = [await row.locator('td').nth(1).innerText(), await row.locator('td').nth(3).innerText()]
  const product = products.find(({ name }) => lender.includes(name))
  if (!product) throw new Error(`no product in ${lender}`)
  const cost = costOf({
    principalFen: 8_000_000,
    months: Number(months),
    method: product.method,
    lenderBp: product.lenderBp,
    buyerBp: product.buyerBp,
    balloonFen: 0,
    feeFen: 0,
  })
  await expect(row.locator('td').nth(4)).toHaveText(formatYuan(cost.firstFen))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`月供 ${formatYuan(cost.firstFen)}`)).toBeVisible()
  await shot(page, 'loans-quote')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(`月供 ${formatYuan(cost.firstFen)}`).first()).toBeVisible()
  expect((await asked(page, 'orders.card', { id: id as never })).price).toMatchObject({
    loanFen: 8_000_000,
    loanMonths: Number(months),
    loanCost: { product: product.name, firstFen: cost.firstFen, trueBp: cost.trueBp },
  })

  await showOnly(page, 'loans')
  await expect(page.getByRole('heading', { name: '金融产品' })).toBeVisible()
  await shot(page, 'loans-products')
  await page.keyboard.press('ControlOrMeta+n')
  const editing = page.getByRole('dialog', { name: '添加金融产品' })
  for (const [label, text] of [
    ['产品名称', '低息季'],
    ['机构', '示例汽金'],
    ['机构年利率 %', '4.8'],
    ['客户年利率 %', '2'],
  ] as const)
    await editing.getByLabel(label, { exact: true }).fill(text)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(editing.getByText('客户少付的利息，要写明谁来贴')).toBeVisible()
  await shot(page, 'loans-product')
  await editing.getByRole('button', { name: /谁贴息/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox')).toBeHidden()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(editing).toBeHidden()
  await expect(page.getByRole('cell', { name: '低息季 示例汽金' })).toBeVisible()
  await close()
})
