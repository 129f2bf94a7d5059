// The hands of a person who has no pointer: everything here is keys on what can be seen. hands.ts uses both.
import { expect, type Locator, type Page } from '@playwright/test'
import { dialogOf } from './hands.ts'

type Walk = 'Tab' | 'Shift+Tab' | 'ArrowDown' | 'ArrowUp'

/** From now on the page remembers that a pointer was used; `noPointer` asks. */
export const watchPointer = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    addEventListener('pointerdown', ({ pointerType }) => (document.documentElement.dataset['pointed'] = pointerType), true),
  )
export const noPointer = async (page: Page): Promise<void> =>
  expect(await page.locator('html[data-pointed]').count(), 'no pointer was used').toBe(0)

export const front = (page: Page): Locator => page.getByRole('main')
const at = (goal: Locator): Promise<boolean> =>
  goal.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))

/** Walks with a key until the focus is there. @throws when it is not within `most` presses. */
export async function walkTo(page: Page, goal: Locator, key: Walk = 'Tab', most = 60): Promise<void> {
  await expect(goal).toBeVisible()
  for (let step = 0; step <= most; step++) {
    if (await at(goal)) return
    await page.keyboard.press(key)
  }
  throw new Error(`not reached with ${most} × ${key}: ${String(goal)}`)
}

/** Another person sits down at the desk. */
export async function sitDown(page: Page, name: string): Promise<void> {
  if ((await page.locator('button.me').innerText()).includes(name)) return
  await page.keyboard.press('Control+Shift+U')
  await walkTo(page, dialogOf(page).getByRole('button', { name: new RegExp(name) }))
  await page.keyboard.press('Enter')
  await expect(page.locator('button.me')).toContainText(name)
  await expect(dialogOf(page)).toHaveCount(0)
}

/** A screen or a record by what finds it in the palette; `called` is how the result begins. */
export async function openBy(page: Page, typed: string, called: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.keyboard.type(typed)
  const goal = dialogOf(page)
    .getByRole('option', { name: new RegExp(`^${called}`) })
    .first()
  await expect(goal).toBeVisible()
  for (let step = 0; step < 40 && (await goal.getAttribute('aria-selected')) !== 'true'; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toHaveCount(0)
}

/** Types into the field that has the focus and takes the first that is found and reads so. */
export async function choose(page: Page, typed: string, reads: string | RegExp): Promise<void> {
  await page.keyboard.type(typed)
  const found = page.getByRole('option').filter({ hasText: reads }).first()
  await expect(found).toBeVisible()
  for (let step = 0; step < 20 && (await found.getAttribute('data-focused')) === null; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option')).toHaveCount(0)
}

/** The step the record in front offers, taken by its key once it is there. */
export async function takeStep(page: Page, words: string | RegExp): Promise<void> {
  const step = front(page).getByRole('button', { name: words }).locator('visible=true').first()
  await expect(step).toBeEnabled({ timeout: 30_000 })
  await expect(step).not.toHaveAttribute('data-pending')
  await page.keyboard.press('F8')
}

/** Sends the open form by its key. */
export async function send(page: Page, words: string | RegExp): Promise<void> {
  await expect(dialogOf(page).getByRole('button', { name: words })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toHaveCount(0)
}

/** A keyboard-wedge scanner: the code without a pause, and Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
