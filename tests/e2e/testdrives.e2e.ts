// A test drive in the real window: booked in the calendar, agreed to and signed on the screen, out and back with its meters,
// and scored; first with the mouse, then with the keyboard alone. What it took is printed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type App, launch } from '../support/app.ts'
import { counting } from '../support/counted.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { dialogOf, signWithMouse } from '../support/hands.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

test.describe.configure({ mode: 'serial' })
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
})
test.afterAll(() => demo?.close())

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}
/** One red point, as a camera would not make it. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
const calendar = (page: Page) => page.getByRole('grid', { name: '试驾日历' })
const stages = async (page: Page, on: string, customer: string) =>
  (await asked(page, 'testdrives.calendar', { fromOn: on, days: 1 })).drives
    .filter((drive) => drive.customerName === customer)
    .map((drive) => [drive.stage, drive.drivenKm, drive.scoreTenths])

test('[TDR-01] with the mouse: a free slot is booked, the licence seen, signed with a stroke, out, back and scored', async () => {
  const { page, profile } = demo
  const picture = join(profile, 'damage.png')
  writeFileSync(picture, PIXEL)
  const [customer] = (await asked(page, 'customers.page', { search: '', limit: 1, filters: [], sort: [] })).rows
  if (!customer) throw new Error('an empty demo store')
  await showOnly(page, 'testdrives')
  await expect(calendar(page)).toBeVisible()
  await shot(page, 'testdrives-today')
  const { said } = await counting(page)
  await page.getByRole('button', { name: '往后' }).click()
  const free = calendar(page).locator('td.free').first()
  await expect(free).toBeVisible()
  const on = await page.evaluate(() => new Date(Date.now() + 86_400_000 + 28_800_000).toISOString().slice(0, 10))
  await free.click()
  const booking = page.getByRole('dialog', { name: '预约试驾' })
  await booking.getByLabel('客户').pressSequentially(customer.name)
  await page
    .getByRole('option', { name: new RegExp(customer.name) })
    .first()
    .click()
  await booking.getByRole('button', { name: /^预约/ }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await shot(page, 'testdrives-booked')
  await page.getByRole('button', { name: '出车…' }).click()
  const leaving = page.getByRole('dialog', { name: '出车' })
  await leaving.getByLabel('驾驶证号').pressSequentially('11010519491231002X')
  await leaving.getByLabel('油量或电量').pressSequentially('80')
  await leaving.getByLabel('车况照片').setInputFiles(picture)
  await expect(leaving.getByRole('img', { name: '第 1 张照片' })).toBeVisible()
  // Not without a signature.
  await leaving.getByRole('button', { name: /签好，出车/ }).click()
  await expect(leaving.getByText('请客户签名')).toBeVisible()
  await signWithMouse(page, leaving.getByRole('application', { name: /签名/ }))
  await shot(page, 'testdrives-depart')
  await leaving.getByRole('button', { name: /签好，出车/ }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: '还车…' }).click()
  const coming = page.getByRole('dialog', { name: '还车' })
  const { kmOut = 0 } =
    (await asked(page, 'testdrives.calendar', { fromOn: on, days: 1 })).drives.find((drive) => drive.stage === 'out') ?? {}
  await coming.getByLabel('还车里程').pressSequentially(String((kmOut ?? 0) + 6))
  await coming.getByLabel('油量或电量').pressSequentially('78')
  await coming
    .getByRole('radiogroup', { name: /动力/ })
    .getByText('5')
    .click()
  await coming
    .getByRole('radiogroup', { name: /舒适/ })
    .getByText('4')
    .click()
  await shot(page, 'testdrives-return')
  await coming.getByRole('button', { name: /收车/ }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  console.log(await said('a test drive with the mouse'))
  expect(await stages(page, on, customer.name)).toEqual([['done', 6, 45]])
  // The agreement was archived as it was signed, with the digest of the signature in it.
  await expect(page.getByText(/^试驾协议 TD-/).first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('button', { name: '出车时车况' })).toBeVisible()
  await shot(page, 'testdrives-done')
  await page.getByRole('button', { name: /^周/ }).click()
  await expect(calendar(page).locator('thead th')).toHaveCount(8)
  await shot(page, 'testdrives-week')
})

test('[TDR-01] with the keyboard alone: arrows to a free slot, Enter, names and numbers, a signature by keys; Esc leaves', async () => {
  const { page } = demo
  const [, customer] = (await asked(page, 'customers.page', { search: '', limit: 2, filters: [], sort: [] })).rows
  if (!customer) throw new Error('an empty demo store')
  await showOnly(page, 'testdrives')
  await expect(calendar(page)).toBeVisible()
  const end = await countInputs(page)
  await page.keyboard.press('Alt+ArrowRight')
  const on = await page.evaluate(() => new Date(Date.now() + 86_400_000 + 28_800_000).toISOString().slice(0, 10))
  await expect(calendar(page).locator('td.past')).toHaveCount(0)
  const at = calendar(page).locator('td[tabindex="0"]')
  for (let step = 0; step < 30 && !(await at.evaluate((cell) => cell === document.activeElement)); step++) await page.keyboard.press('Tab')
  await expect(at).toBeFocused()
  for (let step = 0; step < 12 && (await page.locator('td.free:focus').count()) === 0; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const booking = page.getByRole('dialog', { name: '预约试驾' })
  await expect(booking.getByLabel('客户')).toBeFocused()
  await page.keyboard.type(customer.name)
  await page
    .getByRole('option', { name: new RegExp(customer.name) })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: '出车…' })).toBeEnabled()
  await page.keyboard.press('F8')
  const leaving = page.getByRole('dialog', { name: '出车' })
  await expect(leaving.getByLabel('驾驶证号')).toBeFocused()
  await page.keyboard.type('11010519491231002X')
  const reach = async (name: string): Promise<void> => {
    const goal = leaving.getByLabel(name)
    for (let step = 0; step < 20 && !(await goal.evaluate((each) => each === document.activeElement)); step++)
      await page.keyboard.press('Tab')
    await expect(goal).toBeFocused()
  }
  await reach('油量或电量')
  await page.keyboard.type('75')
  const pad = leaving.getByRole('application', { name: /签名/ })
  for (let step = 0; step < 12 && !(await pad.evaluate((each) => each === document.activeElement)); step++) await page.keyboard.press('Tab')
  await expect(pad).toBeFocused()
  for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'Space'])
    await page.keyboard.press(key)
  await shot(page, 'testdrives-depart-keys')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: '还车…' })).toBeEnabled()
  await page.keyboard.press('F8')
  const coming = page.getByRole('dialog', { name: '还车' })
  await expect(coming.getByLabel('还车里程')).toBeFocused()
  const { kmOut } = (await asked(page, 'testdrives.calendar', { fromOn: on, days: 1 })).drives.find((drive) => drive.stage === 'out') ?? {}
  await page.keyboard.type(String((kmOut ?? 0) + 5))
  await page.keyboard.press('Tab')
  await page.keyboard.type('70')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  sayJob('test drive', await end())
  expect(await stages(page, on, customer.name)).toEqual([['done', 5, null]])
  await at.focus()
  await page.keyboard.press('Escape')
  await expect(page.locator('.drive-split .side')).toHaveCount(0)
})

test('the records as a list, with the drive beside it', async () => {
  const { page } = demo
  await showOnly(page, 'driveList')
  await expect(page.getByRole('grid')).toBeVisible()
  const { total } = await asked(page, 'testdrives.page', { search: '', limit: 1, filters: [], sort: [] })
  expect(total).toBeGreaterThan(2)
  await shot(page, 'testdrives-list')
})
