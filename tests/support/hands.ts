// The hands of a person at a window: keys and clicks on what can be seen. Nothing here changes anything in another way;
// `told` only asks what the store holds.
import { expect, type Locator, type Page } from '@playwright/test'
import { pinyin } from 'pinyin-pro'
import type { Asked, Output, QueryName } from '../../src/shared/contract.ts'
import { asked, field } from './window.ts'

export const PASSWORD = 'Demo-2468-Showroom'
const PIN = '2468'

/** What the store holds. Commands and jobs are done by hand. */
export const told = <N extends QueryName>(page: Page, name: N, input: Asked<N>): Promise<Output<N>> => asked(page, name, input)

export const initials = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join('')

const front = (page: Page): Locator => page.getByRole('main')
export const dialogOf = (page: Page): Locator => page.getByRole('dialog')
/** The first such text in front; tabs behind it stay alive. */
export const seen = (page: Page, text: string | RegExp): Locator => front(page).getByText(text).locator('visible=true').first()

/** Chooses a name and types the password: before anybody works here. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(name) }).click()
  await page.getByLabel(/密码/).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.locator('button.me')).toContainText(name, { timeout: 30_000 })
}

/** A shared desk changes hands: the name, four digits. */
export async function takeOver(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+U')
  await dialogOf(page)
    .getByRole('button', { name: new RegExp(name) })
    .click()
  await dialogOf(page).getByLabel('PIN').fill(PIN)
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page.locator('button.me')).toContainText(name)
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).first().click()
  await expect(page.getByRole('tab', { name: screen, exact: true, selected: true })).toBeVisible()
}

/** People a consultant has in mind: their newest customers whose name nobody shares and whom the palette finds by its initials. */
export async function inMind(page: Page, consultant: string, most = 2): Promise<string[]> {
  const { rows } = await told(page, 'customers.page', { limit: 60, sort: [{ column: 'createdAt', dir: 'desc' }] })
  const names: string[] = []
  for (const { name, kind, ...row } of rows) {
    if (names.length === most) break
    if (row.consultant !== consultant || kind !== 'person') continue
    const same = await told(page, 'customers.page', { limit: 1, filters: [{ column: 'name', op: 'has', values: [name] }] })
    const found = await told(page, 'palette.search', { text: initials(name) })
    if (same.total === 1 && found.some(({ title }) => title === name)) names.push(name)
  }
  return names
}

/** Finds a record with the palette by whatever is typed, and opens the one that is called so. */
export async function find(page: Page, typed: string, called: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+K')
  await dialogOf(page).getByRole('combobox').pressSequentially(typed)
  await dialogOf(page).getByRole('option').filter({ hasText: called }).first().click()
  await expect(dialogOf(page)).toHaveCount(0)
}

/** Corrects one field of the customer in front, by the field's name in the form. */
export async function correct(page: Page, name: string, value: string): Promise<void> {
  await front(page).getByRole('button', { name: '更正' }).first().click()
  await field(page, name).fill(value)
  await confirm(page, /^保存/)
}

/** The record in front offers this as its next step; F8 takes it. */
export async function takeStep(page: Page, words: string | RegExp): Promise<void> {
  const step = front(page).getByRole('button', { name: words }).first()
  await expect(step).toBeEnabled({ timeout: 30_000 })
  // The answer to the last step may come a moment after its rows.
  await expect(step).not.toHaveAttribute('data-pending')
  await page.keyboard.press('F8')
}

/** Presses the filled button of the open dialog by its key. */
export async function confirm(page: Page, words: string | RegExp): Promise<void> {
  await expect(dialogOf(page).getByRole('button', { name: words })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
}

/** Writes a quote for the customer whose record is in front: a car by its stock number, a discount and an advance in yuan. */
export async function quote(page: Page, about: { stockNo: string; discountYuan: number; advanceYuan: number }): Promise<void> {
  await takeStep(page, /建报价/)
  const car = page.getByRole('combobox', { name: /车辆/ })
  await car.click()
  await car.pressSequentially(about.stockNo)
  await page
    .getByRole('option', { name: new RegExp(about.stockNo) })
    .first()
    .click()
  // The price comes with the car; what is typed before it would be overwritten.
  await expect(page.getByLabel('成交价', { exact: true })).not.toHaveValue('')
  await page.getByLabel('优惠', { exact: true }).fill(String(about.discountYuan))
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: /先收/ }).click()
  await page.getByRole('option', { name: /订金/ }).click()
  await page.getByLabel('金额', { exact: true }).last().fill(String(about.advanceYuan))
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('订单进度')).toBeVisible()
}

export async function askForApproval(page: Page, reason: string): Promise<void> {
  await takeStep(page, /提交审批/)
  await dialogOf(page)
    .getByLabel(/理由/)
    .fill(reason)
  await confirm(page, '提交审批')
  await expect(seen(page, /等.+审批/)).toBeVisible()
}

/** Agrees to the request of a customer in the inbox, with one key. */
export async function agree(page: Page, customer: string): Promise<void> {
  await goTo(page, '审批')
  await page
    .getByRole('navigation', { name: '待审批' })
    .getByRole('button', { name: new RegExp(customer) })
    .first()
    .click()
  await expect(front(page).getByRole('heading', { name: new RegExp(customer) })).toBeVisible()
  await page.keyboard.press('A')
  const said = page.getByText(`已同意：${customer}`).first()
  const sure = page.getByRole('alertdialog').getByRole('button', { name: '同意卖出' })
  await expect(said.or(sure)).toBeVisible()
  // Under cost it is asked once more.
  if (await sure.isVisible()) await sure.click()
  await expect(said).toBeVisible()
}

/** Whoever must agree is named on the order: each of them comes to the desk and agrees, then the first person sits down again.
 * False when nobody had to. */
export async function getAgreement(page: Page, about: { no: string; customer: string; back: string }): Promise<boolean> {
  const people: Readonly<Record<string, string>> = { 销售经理: '顾听澜', 总经理: '莫怀远' }
  const next = front(page).locator('.order-head > .order-waits, .order-head > .btn.primary')
  for (let asked = false; ; asked = true) {
    const role = /^等(.+)审批/.exec(await next.innerText())?.[1]
    if (role === undefined) return asked
    await takeOver(page, people[role] ?? role)
    await agree(page, about.customer)
    await takeOver(page, about.back)
    await find(page, about.no, about.no)
    await expect(next).not.toHaveText(`等${role}审批`)
  }
}

/** Takes the other car the case offers; why at this price, where that is asked. */
export async function swapCar(page: Page): Promise<void> {
  const swap = front(page).getByRole('region', { name: '换一台一样的' })
  const settled = seen(page, '已处理')
  const reason = swap.getByLabel(/请写明理由/)
  // The ways out are numbered; the best one is the first.
  await expect(swap.getByRole('button', { name: /^换成 / })).toBeEnabled()
  await page.keyboard.press('1')
  await expect(settled.or(reason)).toBeVisible()
  if (await reason.isVisible()) {
    await reason.pressSequentially('原车被订走，按原价换同款')
    const exchange = swap.getByRole('button', { name: /^换成 / })
    await expect(exchange).toBeEnabled()
    await exchange.press('Enter')
  }
  await expect(settled).toBeVisible()
}

/** The customer signs, and the car is reserved with it. */
export async function sign(page: Page): Promise<void> {
  await takeStep(page, '客户签约')
  await confirm(page, '已签约')
}

/** Receives what the record asks for; `way` is the number key of the method. Pressed twice in haste it is one receipt. */
export async function receive(page: Page, step: string | RegExp, way: string): Promise<string> {
  await takeStep(page, step)
  const pay = dialogOf(page).getByRole('button', { name: /^收 ¥/ })
  await expect(pay).toBeEnabled()
  await page.keyboard.press(way)
  const words = await pay.innerText()
  await pay.dblclick()
  const taken = dialogOf(page).getByText(/已收款，收据/)
  await expect(taken).toBeVisible()
  const no = /收据 (\S+)/.exec(await taken.innerText())?.[1] ?? ''
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(front(page).getByRole('cell', { name: no, exact: true })).toHaveCount(1)
  return /¥[\d,.]+/.exec(words)?.[0] ?? ''
}

/** Ticks every paper that is open, one by one, with the space bar. */
export async function tickPapers(page: Page): Promise<void> {
  const boxes = front(page).locator('section.order-checks').getByRole('checkbox')
  const all = await boxes.count()
  for (let at = 0; at < all; at++) {
    const box = boxes.nth(at)
    await expect(box).toBeEnabled()
    if (await box.isChecked()) continue
    await box.focus()
    await page.keyboard.press('Space')
    await expect(box).toBeChecked()
  }
}

export async function deliver(page: Page): Promise<void> {
  await takeStep(page, /^交车/)
  await confirm(page, '确认交车')
  await expect(seen(page, '已交车')).toBeVisible()
}

/** Signs on a pad with the mouse, in one stroke. */
export async function signWithMouse(page: Page, pad: Locator): Promise<void> {
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 40, box.y + 40)
  await page.mouse.down()
  for (const [x, y] of [
    [90, 90],
    [140, 30],
    [200, 100],
    [260, 40],
    [320, 90],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y, { steps: 3 })
  await page.mouse.up()
}
