// What end-to-end tests do in a real window before they come to their point: open the demo store, found a store, ask the
// store what it holds. Deeds that a test is about are done by hand in the test, through the screen.
import { expect, type Page } from '@playwright/test'
import type { Asked, Name, Output } from '../../src/shared/contract.ts'
import type { Failure } from '../../src/shared/errors.ts'

export const STORE = {
  storeName: '昆山青屿汽车',
  siteCode: 'KS',
  adminName: '周杉杉',
  login: 'zhoushan',
  password: '断网也能卖车 2026',
  passphrase: '开门 一二三四 五',
}

/** A field of a form by its name, whatever its label is called today. */
export const field = (page: Page, name: string) => page.locator(`input[name="${name}"], textarea[name="${name}"]`)

/** What main answers, refusals included. */
export const replied = <N extends Name>(
  page: Page,
  name: N,
  input: Asked<N>,
): Promise<{ ok: true; value: Output<N> } | { ok: false; error: Failure }> =>
  page.evaluate(([n, i]) => window.forecourt.call(n, i), [name, input] as const) as never

/** What main answers. @throws when it refuses. */
export async function asked<N extends Name>(page: Page, name: N, input: Asked<N>): Promise<Output<N>> {
  const reply = await replied(page, name, input)
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`)
  return reply.value
}

export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开演示店', exact: true }).click()
  await expect(page.locator('.rail')).toBeVisible({ timeout: 90_000 })
}

/** Founds a store through the window and goes into it. */
export async function startStore(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开店', exact: true }).click()
  for (const [name, value] of Object.entries({ ...STORE, again: STORE.password })) await field(page, name).fill(value)
  await page.getByRole('button', { name: '开店' }).click()
  await expect(page.getByRole('heading', { name: '把恢复码写在纸上' })).toBeVisible({ timeout: 60_000 })
  const groups = await page.locator('.code .mono').allInnerTexts()
  const group = Number(/第 (\d) 组/.exec(await page.locator('.recovery').innerText())?.[1])
  await field(page, 'group').fill(groups[group - 1] ?? '')
  await page.getByRole('button', { name: '记好了，进入展厅' }).click()
  await expect(page.locator('.rail')).toBeVisible({ timeout: 60_000 })
}

/** Opens a locked store with its start-up passphrase. */
export async function unlock(page: Page): Promise<void> {
  await field(page, 'passphrase').fill(STORE.passphrase)
  await page.getByRole('button', { name: /^打开/ }).click()
}

/** Shows one screen as the only open tab, as if the person had left it so. */
export async function showOnly(page: Page, kind: string, record?: string): Promise<void> {
  const id = record ? `${kind}:${record}` : kind
  // What the last screen still wants to remember about its tab would come after what is remembered here.
  await page.waitForTimeout(700)
  await asked(page, 'shell.savePreference', {
    key: 'tabs',
    value: JSON.stringify({ tabs: [{ id, kind, ...(record && { record }) }], active: id }),
  })
  await page.reload()
  await expect(page.locator('#sheet')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('#sheet .loading')).toHaveCount(0)
}
