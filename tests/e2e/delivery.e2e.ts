// A car is handed over in the real window: appointed, its papers and checklist ticked, signed for on the screen; first with
// the mouse, then with the keyboard alone. What it took is printed.
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
const front = (page: Page) => page.getByRole('main')

/** An order of the demo store that has its car, with all money in. */
async function paidOrder(page: Page): Promise<string> {
  const { rows } = await asked(page, 'orders.page', { limit: 50, filters: [{ column: 'state', op: 'is', values: ['reserved', 'paid'] }] })
  for (const { id } of rows) {
    const card = await asked(page, 'orders.card', { id: id as never })
    if (card.hold !== 'firm' || card.vehicle?.state === 'in-transit' || card.checks.every(({ done }) => done)) continue
    if (card.money.dueFen > 0)
      await asked(page, 'receivables.receive', { orderId: id as never, method: 'transfer', amountFen: card.money.dueFen })
    // What is collected for the customer beforehand is another job: the list is ticked by hand here.
    await asked(page, 'orders.check', { id: id as never, undone: card.checks.filter(({ done }) => done).map((check) => check.id) })
    return id
  }
  throw new Error('no order to deliver in the demo store')
}
const required = async (page: Page, id: string): Promise<number> =>
  (await asked(page, 'orders.card', { id: id as never })).checks.filter((check) => check.required && check.id !== 'signed-for').length

test('[CON-05] with the mouse: an appointment, the list, a photo-less signature; refused in words while a paper is missing', async () => {
  const { page } = demo
  const id = await paidOrder(page)
  const count = await required(page, id)
  await showOnly(page, 'execution')
  await expect(page.getByRole('grid')).toBeVisible()
  await shot(page, 'delivery-board')
  await showOnly(page, 'order', id)
  await expect(front(page).getByRole('button', { name: /^核对手续/ })).toBeVisible()
  const { said } = await counting(page)
  await front(page)
    .getByRole('button', { name: /^预约交车/ })
    .first()
    .click()
  const appointing = page.getByRole('dialog', { name: '预约交车' })
  await appointing.getByLabel('时间').pressSequentially('14:30')
  await appointing.getByLabel('交车位').pressSequentially('1 号位')
  await appointing.getByRole('button', { name: /^约好/ }).click()
  const wrong = await appointing.getByText(/这里要填/).count()
  // A demo order may have no agreed day: then today is chosen as a person would.
  if (wrong > 0) {
    await appointing.getByRole('button', { name: /选日期/ }).click()
    await page.getByRole('gridcell').locator('[data-today], :not([aria-disabled])').last().click()
    await appointing.getByRole('button', { name: /^约好/ }).click()
  }
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(front(page).getByText(/1 号位/)).toBeVisible()
  const names = (await asked(page, 'orders.card', { id: id as never })).checks.filter(
    (check) => check.required && check.id !== 'signed-for',
  )
  const boxes = front(page).locator('section.order-checks label.check')
  expect(names.length).toBe(count)
  const all = await asked(page, 'orders.card', { id: id as never })
  for (const [at, check] of all.checks.entries()) {
    if (!check.required || check.id === 'signed-for') continue
    await boxes.nth(at).click()
    await expect(boxes.nth(at).locator('input')).toBeChecked()
  }
  await front(page)
    .getByRole('button', { name: /^交车/ })
    .first()
    .click()
  const handing = page.getByRole('dialog', { name: '交车' })
  await handing.getByRole('button', { name: /^确认交车/ }).click()
  await expect(handing.getByText(/客户还没有签收/)).toBeVisible()
  await signWithMouse(page, handing.getByRole('application'))
  await shot(page, 'delivery-sign')
  await handing.getByRole('button', { name: /^确认交车/ }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  console.log(await said('a delivery with the mouse'))
  const done = await asked(page, 'orders.card', { id: id as never })
  expect(done).toMatchObject({ stage: 'delivered', signed: [{ about: 'delivery' }], handover: { bay: '1 号位', slot: '14:30' } })
  // Handover sheet and three-guarantees certificate were archived with it.
  await expect(front(page).getByText(/^三包凭证 SO-/)).toBeVisible({ timeout: 20_000 })
  await expect(front(page).getByText(/^交车单 SO-/)).toBeVisible()
  await shot(page, 'delivery-done')
})

test('[CON-05] with the keyboard alone', async () => {
  const { page } = demo
  const id = await paidOrder(page)
  await showOnly(page, 'order', id)
  const boxes = front(page).locator('section.order-checks').getByRole('checkbox')
  await expect(boxes.last()).toBeEnabled()
  const end = await countInputs(page)
  const { checks } = await asked(page, 'orders.card', { id: id as never })
  // F8 leads to the list; Tab and Space go down it.
  await page.keyboard.press('F8')
  for (const [at, check] of checks.entries()) {
    if (!check.required || check.id === 'signed-for') continue
    const goal = boxes.nth(at)
    for (let step = 0; step < 20 && !(await goal.evaluate((box) => box === document.activeElement)); step++)
      await page.keyboard.press('Tab')
    await expect(goal).toBeFocused()
    await page.keyboard.press('Space')
    await expect(goal).toBeChecked()
  }
  await expect(
    front(page)
      .getByRole('button', { name: /^交车/ })
      .first(),
  ).toBeEnabled()
  await page.keyboard.press('F8')
  const handing = page.getByRole('dialog', { name: '交车' })
  const pad = handing.getByRole('application')
  await expect(pad).toBeVisible()
  for (let step = 0; step < 12 && !(await pad.evaluate((each) => each === document.activeElement)); step++) await page.keyboard.press('Tab')
  await expect(pad).toBeFocused()
  for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'Space'])
    await page.keyboard.press(key)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  sayJob('deliver', await end())
  expect(await asked(page, 'orders.card', { id: id as never })).toMatchObject({ stage: 'delivered', signed: [{ about: 'delivery' }] })
})
