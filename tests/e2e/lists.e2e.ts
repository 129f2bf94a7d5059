// Long lists in the window: put together by a column with the keyboard alone, and written to paper in the background.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { formatYuan } from '../../src/shared/money.ts'
import { type App, launch } from '../support/app.ts'
import { onPaper, pdfPages } from '../support/pdf.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-lists-'))
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
})
test.afterAll(async () => {
  await demo?.close()
  rmSync(folder, { recursive: true, force: true })
})
const shot = async (name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await demo.page.screenshot({ path: join(to, `${name}.png`) })
}

test('orders by their stage: counts and sums, opened and folded with the arrows, every row once', async () => {
  const { page } = demo
  await showOnly(page, 'orders')
  const main = page.getByRole('main')
  await main.getByRole('button', { name: /^全部/ }).click()
  await main.getByRole('button', { name: '分组', exact: true }).click()
  await page.getByRole('menuitem', { name: '按进度' }).click()
  const { groups = [], total } = await asked(page, 'orders.page', { limit: 0, group: { column: 'state' } })
  expect(groups.length).toBeGreaterThan(3)
  const lines = main.locator('.grid-row.group')
  await expect(lines).toHaveCount(groups.length)
  await expect(main.locator('.grid-row:not(.group)')).toHaveCount(0)
  const at = groups.findIndex(({ count }) => count > 2 && count < 15)
  const group = groups[at]
  if (!group) throw new Error('no group of a few rows')
  await expect(lines.nth(at)).toContainText(group.count.toLocaleString('en-US'))
  await expect(lines.nth(at)).toContainText(formatYuan(Number(group.totals['price'])).replace(/\.\d\d$/, ''))
  await shot('groups-folded')

  await main.getByRole('grid').focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < at; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(lines.nth(at)).toHaveAttribute('aria-expanded', 'true')
  await expect(main.locator('.grid-row:not(.group)')).toHaveCount(group.count)
  await expect(main.locator('.grid-row:not(.group) .bone')).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await shot('groups-open')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(lines.nth(at)).toHaveAttribute('aria-expanded', 'false')

  await main.getByRole('button', { name: '按进度' }).click()
  await page.getByRole('menuitem', { name: '全部展开' }).click()
  await main.getByRole('grid').focus()
  await page.keyboard.press('End')
  await expect(main.locator(`.grid-row[aria-rowindex="${total + groups.length + 1}"]`)).toBeVisible()
  await expect(main.locator('.grid-row .bone')).toHaveCount(0)
  await main.getByRole('button', { name: '按进度' }).click()
  await page.getByRole('menuitem', { name: '不分组' }).click()
  await expect(lines).toHaveCount(0)
})

test('[IMP-02] a filtered list as a PDF: title, what was asked, every row, sums, page of pages', async () => {
  const { page, app } = demo
  const file = join(folder, '收款.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await showOnly(page, 'receivables')
  const main = page.getByRole('main')
  await main.getByRole('button', { name: /^现金/ }).click()
  await main.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: 'PDF 打印稿' }).click()
  const { rows, total, totals } = await asked(page, 'receivables.page', {
    limit: 500,
    filters: [{ column: 'method', op: 'is', values: ['cash'] }],
    sort: [{ column: 'receivedAt', dir: 'desc' }],
  })
  // What goes on in the background is told by the chip in the bar.
  await page.locator('.work-chip').click()
  await expect(page.getByText(new RegExp(`已写 ${total} 行到`))).toBeVisible({ timeout: 60_000 })
  const pages = await pdfPages(file)
  expect(pages.length).toBe(Math.ceil((total + 1) / 31))
  for (const [at, text] of pages.entries()) {
    expect(text).toContain(onPaper('收款'))
    expect(text).toContain(onPaper('方式 现金'))
    expect(text).toContain(onPaper(`第 ${at + 1} 页，共 ${pages.length} 页`))
  }
  const whole = pages.join('')
  for (const row of rows) expect(whole).toContain(onPaper(row.no))
  expect(pages.at(-1)).toContain(onPaper('合计'))
  expect(pages.at(-1)).toContain(formatYuan(Number(totals['amount'])).replace('¥', ''))
})
