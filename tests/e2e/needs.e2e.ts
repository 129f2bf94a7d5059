// What customers ask for, in the real window: a need that rose stands on top, its figure opens just the records it counts, and an
// entry of the catalogue is made of it that says of which need it was made.
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type App, launch } from '../support/app.ts'
import { confirm, dialogOf, told } from '../support/hands.ts'
import { front, openBy, sitDown } from '../support/keys.ts'
import { asked, openDemo } from '../support/window.ts'

/** Asked for today six times and never before, and in no catalogue. */
const WANTED = { name: '加装电动踏板', code: 'WX-TB1', times: 6 }
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
})
test.afterAll(() => demo?.close())

const shot = async (name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await demo.page.screenshot({ path: join(to, `needs-${name}.png`) })
}

test('[AFS-22] a rising need opens the records it counts and becomes an entry of the catalogue', async () => {
  const { page } = demo
  await sitDown(page, '宋清和')
  const [{ customerId = '', carId = null, vehicleId = null, lastKm = 0 } = {}] = await told(page, 'workshop.findCars', {
    text: '示A',
    limit: 1,
  })
  for (let n = 0; n < WANTED.times; n++) {
    const { id } = await asked(page, 'workshop.open', {
      car: { customerId, carId, vehicleId },
      kind: 'repair',
      km: (lastKm ?? 0) + 100,
      complaint: '想加装踏板',
      evenSo: '又一张',
    })
    await asked(page, 'workshop.addJob', { orderId: id, name: WANTED.name, minutes: 60, priceFen: 90_000 })
  }

  await sitDown(page, '莫怀远')
  await openBy(page, 'shfx', '售后分析')
  const needs = front(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: '客户需求' }) })
  const line = needs.getByRole('row').filter({ hasText: WANTED.name })
  await expect(line).toContainText('上期没有')
  await line.scrollIntoViewIfNeeded()
  await shot('rising')

  // Narrowed to where it is seen, every line left is of that kind; back again all are there.
  const all = await needs.getByRole('row').count()
  await needs.getByRole('button', { name: /从哪里看出$/ }).press('Enter')
  await page.getByRole('option', { name: '项目', exact: true }).click()
  const rows = needs.locator('tbody').getByRole('row')
  await expect(rows.filter({ hasNotText: '项目' })).toHaveCount(0)
  expect(await rows.count()).toBeLessThan(all)
  await expect(line).toHaveCount(1)

  // The figure and the list it opens are the same records.
  await line.getByRole('button', { name: String(WANTED.times), exact: true }).click()
  await expect(page.getByRole('tab', { name: '工单', exact: true, selected: true })).toBeVisible()
  await expect(front(page).getByRole('grid').locator('visible=true')).toHaveAttribute('aria-rowcount', String(WANTED.times + 1))
  await shot('records')

  await page.getByRole('tab', { name: '售后分析', exact: true }).click()
  await line.getByRole('button', { name: `登记项目：${WANTED.name}` }).click()
  await expect(dialogOf(page)).toContainText(WANTED.name)
  await expect(dialogOf(page).locator('input[name=name]')).toHaveValue(WANTED.name)
  await dialogOf(page).locator('input[name=code]').fill(WANTED.code)
  await shot('entry')
  await confirm(page, '保存')
  const { rows: made } = await told(page, 'jobs.page', { search: WANTED.code, limit: 1 })
  expect(made[0]).toMatchObject({ code: WANTED.code, name: WANTED.name })

  // The need says what was made of it, and leads there.
  await page.getByRole('tab', { name: '售后分析', exact: true }).click()
  await line.getByRole('button', { name: new RegExp(`^${WANTED.code}`) }).click()
  await expect(front(page).getByRole('grid').locator('visible=true')).toHaveAttribute('aria-rowcount', '2')
  await expect(front(page).getByRole('row').filter({ hasText: WANTED.code }).locator('visible=true')).toHaveCount(1)
})
