// Somebody entered twice becomes one customer in the real window, without a mouse, and two again.
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launch } from '../support/app.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

test('[CUS-11] two entries of one person are merged by keyboard and taken apart again', async () => {
  const { page, close } = await launch()
  const shot = async (name: string): Promise<void> => {
    const to = process.env['FORECOURT_SHOTS']
    if (to) await page.screenshot({ path: join(to, `${name}.png`) })
  }
  await openDemo(page)
  const phone = '13800008888'
  const { id: kept } = await asked(page, 'customers.add', { name: '陆远', phone, level: 'A', evenSo: '名片' })
  const { id: gone } = await asked(page, 'customers.add', {
    name: '陆先生',
    phone,
    email: 'lu@example.com',
    level: 'H',
    evenSo: '车展名单',
  })
  await showOnly(page, 'duplicates')
  await expect(page.getByText('没有重复登记的客户。').or(page.getByRole('button', { name: '陆先生' }))).toBeVisible()
  await shot('duplicates')
  await showOnly(page, 'customer', kept)
  await page.getByRole('main').getByRole('button', { name: '合并' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '合并成一位客户' })
  await expect(dialog.getByRole('radio', { name: /^陆远.*登记/ })).toBeChecked()
  // The older entry is proposed; what differs is chosen with the arrows.
  await dialog.getByRole('radio', { name: 'A 级' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: 'H 级' })).toBeChecked()
  await shot('merge')
  await dialog.getByRole('button', { name: '合并', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('已并入这位：陆先生')).toBeVisible()
  await expect(page.getByText('lu@example.com').first()).toBeVisible()
  await shot('merged')
  expect((await asked(page, 'customers.card', { id: kept })).customer).toMatchObject({ level: 'H', name: '陆远' })
  await showOnly(page, 'customer', gone)
  await page.getByRole('main').getByRole('button', { name: '更多' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '拆开，恢复成两位' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/已并入/)).toBeHidden()
  expect((await asked(page, 'customers.card', { id: kept })).customer).toMatchObject({ level: 'A', email: null })
  await close()
})
