// 投诉闭环 in the real window, by the keyboard alone: a complaint is registered, confirmed, planned, carried out, reported back
// and closed. Prints how many inputs it asked for and how long it took. And 自助屏: whoever stands before it reaches nothing else.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, launch } from '../support/app.ts'
import { dialogOf, told } from '../support/hands.ts'
import { countInputs, sayJob } from '../support/inputs.ts'
import { openDemo, showOnly } from '../support/window.ts'

let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
})
test.afterAll(() => demo?.close())

/** Walks with a key until it is there. */
async function walkTo(page: Page, goal: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await expect(goal).toBeVisible()
  for (let step = 0; step < 40; step++) {
    if (await goal.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return
    await page.keyboard.press(key)
  }
  throw new Error(`not reached with ${key}`)
}

const SAID = '空调滤芯刚换又有异味'
const WORDS = [
  ['核实到的问题', '滤芯装反，气流短路'],
  ['怎么解决', '今天重装并换新滤芯'],
  ['做了什么', '已重装，试车无异味'],
  ['告诉客户什么，客户怎么说', '已电话告知，客户认可'],
] as const

test('[TIC-01] [TIC-03] a complaint is registered, planned, carried out, reported back and closed by keyboard alone', async () => {
  test.setTimeout(90_000)
  const { page } = demo
  const [customer] = (await told(page, 'customers.page', { limit: 1 })).rows
  if (!customer) throw new Error('an empty demo store')
  await showOnly(page, 'care')
  const list = page.getByRole('main')
  await expect(list.getByRole('row').nth(1)).toBeVisible()
  const end = await countInputs(page)
  await page.keyboard.press('Control+N')
  const who = dialogOf(page).getByRole('combobox', { name: '客户' })
  await expect(who).toBeFocused()
  await walkTo(page, dialogOf(page).getByRole('radiogroup', { name: '类型' }), 'Shift+Tab')
  const complaint = dialogOf(page).getByRole('radio', { name: '投诉' })
  for (let step = 0; step < 6 && !(await complaint.isChecked()); step++) await page.keyboard.press('ArrowDown')
  await expect(complaint).toBeChecked()
  await walkTo(page, who)
  await page.keyboard.type(customer.name)
  const found = page.getByRole('option').filter({ hasText: customer.name }).first()
  await expect(found).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option')).toHaveCount(0)
  await walkTo(page, dialogOf(page).getByRole('textbox', { name: '诉求' }))
  await page.keyboard.type(SAID)
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  // Found again by its own words; the pane beside the list has the next step ready.
  await page.keyboard.press('/')
  await page.keyboard.type(SAID)
  const row = list.getByRole('row').filter({ hasText: SAID })
  await expect(row).toHaveCount(1)
  await page.keyboard.press('Enter')
  const pane = page.locator('#sheet aside')
  await walkTo(page, pane.getByRole('textbox', { name: WORDS[0][0] }))
  for (const [label, words] of WORDS) {
    await expect(pane.getByRole('textbox', { name: label })).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Control+Enter')
    await expect(pane.getByText(words)).toBeVisible()
  }
  await expect(pane.getByRole('textbox', { name: '结果' })).toBeFocused()
  await page.keyboard.type('滤芯重装，异味消除')
  await page.keyboard.press('Control+Enter')
  const closed = async () => (await told(page, 'care.requests', { search: SAID })).rows[0]
  await expect.poll(async () => (await closed())?.stage).toBe('done')
  const { inputs, clicks, seconds } = await end()
  expect(clicks).toBe(0)
  sayJob('close a complaint', { inputs, seconds })
  const ticket = await closed()
  expect(ticket).toMatchObject({ kind: 'complaint', solved: 1, step: 'report', result: '滤芯重装，异味消除' })
  const log = await told(page, 'care.marks', { id: ticket?.id ?? '' })
  expect(log.map(({ words }) => words)).toEqual(WORDS.map(([, words]) => words))
})

test('[SUR-01] a questionnaire is put before a customer, who answers it and reaches nothing else; staff leave it over the lock', async () => {
  test.setTimeout(60_000)
  const { page } = demo
  const answered = async () => (await told(page, 'surveys.forms', {})).find(({ name }) => name === '交车满意度')?.answered ?? 0
  const before = await answered()
  await showOnly(page, 'surveys')
  const form = page.getByRole('main').getByRole('listitem').filter({ hasText: '交车满意度' })
  await form.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '放到自助屏' }).click()
  const kiosk = page.getByRole('main', { name: '自助评价' })
  await expect(kiosk).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(0)
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const said of ['9', '8', '半小时内', '10']) {
    await kiosk.getByRole('button', { name: said, exact: true }).click()
    await kiosk.getByRole('button', { name: '下一题' }).click()
  }
  await kiosk.getByRole('textbox', { name: '还想说什么' }).fill('讲解很清楚')
  await kiosk.getByRole('button', { name: '提交' }).click()
  await expect(kiosk.getByRole('heading', { name: '谢谢您的评价' })).toBeVisible()
  expect(await answered()).toBe(before + 1)
  // A window that is loaded anew stays before the customer.
  await page.reload()
  await expect(kiosk).toBeVisible()
  await kiosk.getByRole('button', { name: '工作人员' }).click()
  await expect(kiosk).toHaveCount(0)
  await expect(page.getByRole('tab')).toHaveCount(0)
})
