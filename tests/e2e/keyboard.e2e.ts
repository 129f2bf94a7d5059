// Five jobs of a working day with the keyboard alone, in the demo store: find and correct a customer, quote, approve, take
// a deposit, hand the car over. After every key the focus must be somewhere, and be seen; no pointer may have been used.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, launch } from '../support/app.ts'
import { dialogOf, initials, inMind, told } from '../support/hands.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { openDemo, showOnly } from '../support/window.ts'

test.describe.configure({ mode: 'serial' })
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
  await demo.page.evaluate(() =>
    addEventListener('pointerdown', ({ pointerType }) => (document.documentElement.dataset['pointed'] = pointerType), true),
  )
})
test.afterAll(() => demo?.close())
test.afterEach(async () => expect(await demo.page.locator('html[data-pointed]').count(), 'no pointer was used').toBe(0))

/** Where the focus is, in words, and whether one sees it there: an outline or a ring of the focus colour on it, around it, or on what it stands for. */
const focused = (page: Page): Promise<{ where: string; seen: boolean }> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return { where: 'nowhere', seen: false }
    const where = `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40) ?? ''}`
    const probe = document.body.appendChild(document.createElement('span'))
    // A field that is wrong has its ring in the colour of what is wrong.
    const rings = ['var(--focus)', 'var(--act)'].map((color) => {
      probe.style.color = color
      return getComputedStyle(probe).color
    })
    probe.remove()
    const ringed = (each: Element | null | undefined): boolean => {
      if (!each) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
      const { width, height } = each.getBoundingClientRect()
      return (
        width > 0 &&
        height > 0 &&
        ((outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || rings.some((ring) => boxShadow.includes(ring)))
      )
    }
    const around = [at, at.parentElement, at.parentElement?.parentElement, at.parentElement?.parentElement?.parentElement]
    const seen = [document.getElementById(at.getAttribute('aria-activedescendant') ?? ''), at.querySelector('.focus'), ...around].some(
      ringed,
    )
    return { where, seen: seen || at.matches('#sheet, #sheet *[tabindex="-1"], [role=dialog], [role=alertdialog]') }
  })

/** Presses a key; wherever the focus is then, it is seen. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await expect
    .poll(async () => (await focused(page)).seen, { message: `the focus is seen after ${key}: ${JSON.stringify(await focused(page))}` })
    .toBe(true)
}

/** Walks with Tab until it is there; the way is shorter than `most` stops, or it is a trap. */
async function tabTo(page: Page, goal: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60): Promise<void> {
  await expect(goal).toBeVisible()
  const there = (): Promise<boolean> =>
    goal.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))
  for (let step = 0; step < most; step++) {
    if (await there()) return
    await press(page, key)
  }
  throw new Error(`not reached with ${most} × ${key}; the focus is at ${(await focused(page)).where}`)
}

const main = (page: Page): Locator => page.getByRole('main')
/** The step the record in front offers, taken with its key once it is there. */
async function takeStep(page: Page, words: RegExp | string): Promise<void> {
  const step = main(page).getByRole('button', { name: words }).locator('visible=true').first()
  await expect(step).toBeEnabled({ timeout: 20_000 })
  await expect(step).not.toHaveAttribute('data-pending')
  await press(page, 'F8')
}
async function submit(page: Page, words: RegExp | string): Promise<void> {
  await expect(dialogOf(page).getByRole('button', { name: words })).toBeEnabled()
  await press(page, 'Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
}
/** Finds with the palette and opens the result that is called so. */
async function find(page: Page, typed: string, called: string | RegExp): Promise<void> {
  await press(page, 'Control+K')
  await page.keyboard.type(typed)
  const options = dialogOf(page).getByRole('option')
  const goal = options.filter({ hasText: called }).first()
  await expect(goal).toBeVisible()
  for (let step = 0; step < 40; step++) {
    if ((await goal.getAttribute('data-focused')) !== null || (await goal.getAttribute('aria-selected')) === 'true') break
    await press(page, 'ArrowDown')
  }
  await press(page, 'Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  // What was found has the keyboard, not whatever had it before the palette.
  await expect
    .poll(() => page.evaluate(() => document.getElementById('sheet')?.contains(document.activeElement)), { timeout: 3000 })
    .toBe(true)
}
/** Somebody else sits down at the desk. */
async function changeHands(page: Page, name: string): Promise<void> {
  if ((await page.locator('button.me').innerText()).includes(name)) return
  await press(page, 'Control+Shift+U')
  await tabTo(page, dialogOf(page).getByRole('button', { name: new RegExp(name) }))
  await press(page, 'Enter')
  await expect(page.locator('button.me')).toContainText(name)
  await expect(dialogOf(page)).toHaveCount(0)
}

const CONSULTANT = '陈屿'
let customer = ''
let order = ''

test('a customer is found by pinyin initials and the phone corrected', async () => {
  const { page } = demo
  await changeHands(page, CONSULTANT)
  customer = (await inMind(page, CONSULTANT))[0] ?? ''
  await find(page, initials(customer), customer)
  await expect(main(page).getByRole('heading', { name: new RegExp(customer) })).toBeVisible()
  await tabTo(page, main(page).getByRole('button', { name: '更正' }).first())
  await press(page, 'Enter')
  await tabTo(page, dialogOf(page).locator('input[name=phone]'))
  await page.keyboard.type('13911112222')
  await submit(page, /^保存/)
  await expect(main(page).getByText('139****2222').first()).toBeVisible()
})

test('[CON-04] [NFR-08] a quote with a discount that needs a manager', async () => {
  test.setTimeout(60_000)
  const { page } = demo
  const cars = await told(page, 'vehicles.page', {
    limit: 1,
    filters: [{ column: 'state', op: 'is', values: ['for-sale'] }],
    sort: [{ column: 'stockNo', dir: 'desc' }],
  })
  const car = cars.rows[0]
  if (!car) throw new Error('no car for sale')
  const end = await countInputs(page)
  await takeStep(page, /建报价/)
  await tabTo(page, page.getByRole('combobox', { name: /车辆/ }))
  await page.keyboard.type(car.stockNo)
  await expect(page.getByRole('option', { name: new RegExp(car.stockNo) }).first()).toBeVisible()
  await press(page, 'ArrowDown')
  await press(page, 'Enter')
  await expect(page.getByLabel('成交价', { exact: true })).not.toHaveValue('')
  await tabTo(page, page.getByLabel('优惠', { exact: true }))
  // Between two and three in a hundred: the sales manager alone decides.
  await page.keyboard.press('Control+A')
  await page.keyboard.type(String(Math.round((car.listFen / 100) * 0.025)))
  await tabTo(page, page.getByRole('button', { name: /先收/ }))
  await press(page, 'Enter')
  await expect(page.getByRole('option', { name: /订金/ })).toBeVisible()
  await page.keyboard.type('订')
  for (
    let step = 0;
    step < 6 && !(await page.getByRole('option', { name: /订金/ }).evaluate((option) => option === document.activeElement));
    step++
  )
    await press(page, 'ArrowDown')
  await press(page, 'Enter')
  await tabTo(page, page.getByLabel('金额', { exact: true }).last())
  await page.keyboard.type('5000')
  await press(page, 'Control+Enter')
  await expect(page.getByLabel('订单进度')).toBeVisible()
  sayJob('quote', await end())
  const made = (await told(page, 'orders.page', { limit: 5, sort: [{ column: 'createdAt', dir: 'desc' }] })).rows
  order = made.find(({ customerName }) => customerName === customer)?.no ?? ''
  expect(order).not.toBe('')
  await takeStep(page, /提交审批/)
  await tabTo(page, dialogOf(page).getByLabel(/理由/))
  await page.keyboard.type('置换老客户')
  await submit(page, '提交审批')
})

test('[CON-04] the manager approves it', async () => {
  const { page } = demo
  await changeHands(page, '顾听澜')
  const end = await countInputs(page)
  await find(page, 'sp', /^审批(?!流)/)
  const request = page.getByRole('navigation', { name: '待审批' }).getByRole('button', { name: new RegExp(customer) })
  await tabTo(page, request.first())
  await expect(main(page).getByRole('heading', { name: new RegExp(customer) })).toBeVisible()
  await press(page, 'a')
  await expect(page.getByText(`已同意：${customer}`).first()).toBeVisible()
  sayJob('approve', await end())
})

test('the deposit is received', async () => {
  const { page } = demo
  await changeHands(page, CONSULTANT)
  await find(page, order, order)
  await takeStep(page, '客户签约')
  await submit(page, '已签约')
  const end = await countInputs(page)
  await takeStep(page, /收订金/)
  await press(page, '1')
  await press(page, 'Control+Enter')
  await expect(dialogOf(page).getByText(/已收款，收据/)).toBeVisible()
  await press(page, 'Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  sayJob('receive', await end())
  await expect(main(page).getByRole('cell', { name: '¥5,000.00' }).first()).toBeVisible()
})

test('the rest is paid, the papers ticked, the car handed over', async () => {
  test.setTimeout(90_000)
  const { page } = demo
  await takeStep(page, /^收.* ¥/)
  await press(page, '2')
  await press(page, 'Control+Enter')
  await expect(dialogOf(page).getByText(/已收款，收据/)).toBeVisible()
  await press(page, 'Escape')
  const boxes = main(page).locator('section.order-checks').getByRole('checkbox')
  await expect(boxes.last()).toBeEnabled()
  for (let at = 0; at < (await boxes.count()); at++) {
    if (await boxes.nth(at).isChecked()) continue
    await tabTo(page, boxes.nth(at))
    await press(page, 'Space')
    await expect(boxes.nth(at)).toBeChecked()
  }
  await takeStep(page, /^交车/)
  await submit(page, '确认交车')
  await expect(main(page).getByText('已交车').locator('visible=true').first()).toBeVisible()
})

test('Ctrl+Enter submits from any field, once, and leads to what is wrong; Esc closes and gives the focus back', async () => {
  const { page } = demo
  await find(page, initials(customer), customer)
  await press(page, 'F7')
  await expect(dialogOf(page)).toBeVisible()
  await press(page, 'Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  expect((await focused(page)).where).not.toBe('nowhere')
  await press(page, 'F7')
  await tabTo(page, dialogOf(page).getByLabel(/要聊什么/))
  await page.keyboard.type('约周末试驾')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(main(page).getByText('约周末试驾')).toHaveCount(1)
  // Nothing filled in: it stays open, and the focus goes to the first field that is wrong.
  await showOnly(page, 'customers')
  await expect(main(page).getByRole('button', { name: /^新客户/ })).toBeVisible()
  await press(page, 'Control+N')
  await expect(dialogOf(page)).toBeVisible()
  await press(page, 'Control+Enter')
  await expect(dialogOf(page).locator('input[name=name]')).toBeFocused()
  await expect(dialogOf(page).locator('.form-foot .count')).toBeVisible()
  await press(page, 'Escape')
})

test('lists and the whole window without a mouse: arrows, Home, End, Enter; Tab comes round', async () => {
  test.setTimeout(60_000)
  const { page } = demo
  await showOnly(page, 'customers')
  const grid = main(page).getByRole('grid')
  await tabTo(page, grid)
  const row = (): Promise<string | null> => main(page).locator('.grid-row.focus').getAttribute('aria-rowindex')
  await press(page, 'Home')
  expect(await row()).toBe('2')
  await press(page, 'ArrowDown')
  await press(page, 'ArrowDown')
  expect(await row()).toBe('4')
  await press(page, 'End')
  const { total } = await told(page, 'customers.page', { limit: 1 })
  await expect.poll(row).toBe(String(total + 1))
  await press(page, 'Home')
  const name = await main(page).locator('.grid-row.focus .grid-cell').first().innerText()
  await press(page, 'Enter')
  await expect(page.getByRole('tab', { name, selected: true })).toBeVisible()
  // Round the window: every stop is seen, and the first one comes again.
  await press(page, 'Tab')
  const first = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
  const stops = new Set<string>()
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab')
    const { where, seen } = await focused(page)
    if (where === 'nowhere') continue
    expect(seen, `the focus is seen at ${where}`).toBe(true)
    stops.add(where)
    if (step > 5 && (await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))) === first) return
  }
  expect(stops.size, 'Tab comes round').toBe(0)
})

/** As after a start: nothing but the first screen has been fetched, and nobody waits for it. */
async function startAfresh(page: Page): Promise<void> {
  await showOnly(page, 'home')
  await page.reload()
  await expect(page.locator('.rail')).toBeVisible({ timeout: 30_000 })
}

test('keys pressed before a screen is there are answered in order when it has come, letters too', async () => {
  const { page } = demo
  const { rows } = await told(page, 'customers.page', { limit: 3, sort: [{ column: 'createdAt', dir: 'desc' }] })
  await startAfresh(page)
  // The list, its third customer, and a quote for them: three screens, none of which has been fetched.
  for (const key of ['Alt+2', 'ArrowDown', 'ArrowDown', 'Enter', 'F8']) await page.keyboard.press(key)
  await expect(page.getByRole('tab', { name: '新报价', selected: true })).toBeVisible()
  await expect(page.getByRole('tab', { name: rows[2]?.name ?? '' })).toBeVisible()
  await expect(main(page).getByRole('combobox').first()).toHaveValue(new RegExp(rows[2]?.name ?? ''))

  await showOnly(page, 'home')
  const [digit = ''] =
    /\d/.exec(
      await main(page)
        .getByRole('button', { name: /^新报价/ })
        .innerText(),
    ) ?? []
  // On a quick machine and on slow ones, whether the letters come while nothing is there or while the screen takes the focus.
  const processor = await page.context().newCDPSession(page)
  for (const [slower, gap] of [
    [1, 20],
    [4, 60],
    [10, 0],
  ] as const) {
    await startAfresh(page)
    await processor.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.keyboard.press(digit)
    await page.waitForTimeout(gap)
    for (const key of ['z', 'h']) await page.keyboard.press(key)
    await processor.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await expect(main(page).getByRole('combobox').first(), `${slower} times slower, after ${gap} ms`).toHaveValue('zh')
  }
  await processor.detach()

  // The palette fades with the focus still in it: what is pressed then is meant for the screen it led to.
  await page.keyboard.press('Alt+6')
  await expect(page.getByRole('tab', { name: '订单', selected: true })).toBeVisible()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('shouye')
  await expect(dialogOf(page).getByRole('option', { name: '首页' })).toBeVisible()
  for (const key of ['Enter', digit]) await page.keyboard.press(key)
  await expect(page.getByRole('tab', { name: '新报价', selected: true })).toBeVisible()

  // Never mind: what was done since takes the place of what was pressed before.
  await startAfresh(page)
  for (const key of ['Alt+2', 'F8', 'Escape', 'Alt+6']) await page.keyboard.press(key)
  await expect(page.getByRole('tab', { name: '订单', selected: true })).toBeVisible()
  await expect(main(page).getByRole('row').nth(2)).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(3)
})
