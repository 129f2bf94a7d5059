// 盘点 in the real window, without a mouse: a place is counted with a scanner, every difference is decided, and a second person
// posts it. Prints how long it took and how many inputs it asked for.
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { launch } from '../support/app.ts'
import { dialogOf, told } from '../support/hands.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { openDemo, showOnly } from '../support/window.ts'

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}
const main = (page: Page): Locator => page.getByRole('main')
/** Tab until it is there. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible()
  for (let step = 0; step < 60; step++) {
    if (await goal.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('not reached with 60 × Tab')
}
async function sitDown(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+U')
  await tabTo(page, dialogOf(page).getByRole('button', { name: new RegExp(name) }))
  await page.keyboard.press('Enter')
  await expect(page.locator('button.me')).toContainText(name)
  await expect(dialogOf(page)).toHaveCount(0)
}
/** Another screen by its pinyin initials. */
async function goTo(page: Page, initials: string, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.keyboard.type(initials)
  const goal = dialogOf(page)
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
  await expect(goal).toBeVisible()
  for (let step = 0; step < 40 && (await goal.getAttribute('aria-selected')) !== 'true'; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toHaveCount(0)
}
/** A keyboard-wedge scanner: seventeen characters without a pause, and Enter. */
async function scan(page: Page, vin: string): Promise<void> {
  await page.keyboard.type(vin)
  await page.keyboard.press('Enter')
}

test('[VEH-01] [VEH-05] [VEH-04] a place is counted by scanner, its differences decided, and posted by another person, by keyboard alone', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launch()
  await openDemo(page)
  await page.evaluate(() =>
    addEventListener('pointerdown', ({ pointerType }) => (document.documentElement.dataset['pointed'] = pointerType), true),
  )
  const standing = await told(page, 'vehicles.page', {
    limit: 500,
    filters: [
      { column: 'state', op: 'not', values: ['in-transit'] },
      { column: 'location', op: 'filled', values: [] },
      { column: 'leftOn', op: 'empty', values: [] },
    ],
  })
  const at = (location: string | null) => standing.rows.filter((car) => car.location === location)
  const place = standing.rows.map((car) => car.location ?? '').toSorted((a, b) => at(b).length - at(a).length)[0] ?? ''
  const here = at(place)
  const elsewhere = standing.rows.find((car) => car.location !== place)
  const missing = here.find((car) => car.orderId === null)
  if (here.length < 2 || !elsewhere || !missing) throw new Error(`too few cars stand at ${place}`)
  const seen = here.filter((car) => car !== missing)

  await showOnly(page, 'stocktakes')
  await expect(
    main(page)
      .getByRole('button', { name: /^新盘点/ })
      .first(),
  ).toBeVisible()
  await shot(page, 'stocktakes-empty')
  await sitDown(page, '陈屿')
  const end = await countInputs(page)
  await goTo(page, 'pd', '盘点')
  await expect(
    main(page)
      .getByRole('button', { name: /^新盘点/ })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Control+n')
  const opening = page.getByRole('dialog', { name: '新盘点' })
  await expect(opening).toBeVisible()
  await tabTo(page, opening.getByRole('button', { name: /盘点范围/ }))
  await page.keyboard.press('Enter')
  const option = page.getByRole('option', { name: place, exact: true })
  await expect(option).toBeVisible()
  for (let step = 0; step < 60 && !(await option.evaluate((each) => each === document.activeElement)); step++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(opening.getByRole('button', { name: new RegExp(place) })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(opening).toBeHidden()

  const answers = page.getByRole('log', { name: '扫码结果' })
  await expect(main(page).getByLabel('车架号')).toBeFocused()
  for (const car of seen) await scan(page, car.vin)
  await scan(page, elsewhere.vin)
  await scan(page, seen[0]?.vin ?? '')
  await scan(page, 'LXYE5A1B')
  await expect(answers.getByText('不是车架号')).toBeVisible()
  await expect(answers.getByText('已扫过', { exact: true })).toBeVisible()
  await expect(answers.getByText('错位')).toBeVisible()
  await expect(main(page).getByText('还有 2 处差异没有处理')).toBeVisible({ timeout: 15_000 })
  await shot(page, 'stocktake-counting')

  // Differences stand first: the missing car, then the one that stands at the wrong place.
  const grid = main(page).getByRole('grid')
  for (const [row, words] of [
    ['2', /盘亏出库/],
    ['3', /改到实盘库位/],
  ] as const) {
    await grid.focus()
    await page.keyboard.press('Home')
    for (let at = 2; at < Number(row); at++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('F9')
    await expect(dialogOf(page).getByRole('radio', { name: words })).toBeChecked()
    await page.keyboard.type('当面复核过')
    await shot(page, `stocktake-decide-${row}`)
    await page.keyboard.press('Control+Enter')
    await expect(dialogOf(page)).toHaveCount(0)
    await expect(page.getByRole('toolbar')).toHaveCount(0)
  }
  const submit = main(page).getByRole('button', { name: /^提交过账/ })
  await expect(submit).toBeEnabled({ timeout: 15_000 })
  await page.keyboard.press('F8')
  await expect(main(page).getByText('已提交。过账要由没有参与盘点的同事来做。')).toBeVisible()
  await sitDown(page, '顾听澜')
  await goTo(page, 'pd', '盘点')
  await expect(main(page).getByRole('gridcell', { name: '待过账' })).toBeVisible()
  await main(page).getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(main(page).getByRole('button', { name: /^过账/ })).toBeVisible({ timeout: 15_000 })
  await page.keyboard.press('F8')
  await expect(main(page).locator('.stocktake-head').getByText('已过账').locator('visible=true')).toBeVisible({ timeout: 30_000 })
  const { inputs, keys, clicks, seconds } = await end()
  await shot(page, 'stocktake-posted')
  sayJob('stocktake', { inputs, seconds })
  process.stdout.write(`stocktake of ${here.length} cars: ${seconds} s, ${inputs} inputs (${keys} keys and scans, ${clicks} clicks)\n`)
  expect(clicks).toBe(0)

  const of = async (id: string) => (await told(page, 'vehicles.card', { id })).vehicle
  expect(await of(missing.id)).toMatchObject({ state: 'lost' })
  expect(await of(elsewhere.id)).toMatchObject({ location: place })
  expect(await page.locator('html[data-pointed]').count(), 'no pointer was used').toBe(0)
  await close()
})
