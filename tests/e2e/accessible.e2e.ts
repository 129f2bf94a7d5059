// Every screen of the demo store as axe sees it, in both themes and in Chinese and English: nothing serious, nothing critical.
// The screens are read from nav.ts, so that a new one is looked at from its first day.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type App, launch } from '../support/app.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

type Screen = { kind: string; permission: string | undefined }
const nav = readFileSync(resolve(import.meta.dirname, '../../src/renderer/nav.ts'), 'utf8')
const list = nav.slice(nav.indexOf('export const screens'), nav.indexOf('export const commands'))
/** What is registered, in the order of the rail. */
const screens: readonly Screen[] = list
  .split(/(?=\bkind: ')/)
  .slice(1)
  .map((text) => ({ kind: /kind: '([^']+)'/.exec(text)?.[1] ?? '', permission: /permission: '([^']+)'/.exec(text)?.[1] }))

const one = { search: '', limit: 1, filters: [], sort: [] }
/** Which record a record's screen shows; a screen of another kind needs none. */
const records: Readonly<Record<string, (page: Page) => Promise<string | undefined>>> = {
  order: async (page) => (await asked(page, 'orders.page', one)).rows[0]?.id,
  vehicle: async (page) => (await asked(page, 'vehicles.page', one)).rows[0]?.id,
  customer: async (page) => (await asked(page, 'customers.page', one)).rows[0]?.id,
}

/** Serious and critical only, short enough to read. Legacy mode: Electron cannot open the helper page axe wants. */
async function grave(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-live-announcer]').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 4)
        .map(
          (node) =>
            `${id} (${nodes.length}): ${node.html.slice(0, 200)} — ${node.failureSummary?.split('\n').slice(1, 2).join(' ').trim() ?? ''}`,
        ),
    )
}

let demo: App
let everybody: { id: string; permissions: readonly string[] }[] = []
/** Lets somebody sit here who may see the screen. */
async function sitDown(page: Page, permission: string | undefined): Promise<void> {
  const able = everybody.find(({ permissions }) => permission === undefined || permissions.includes(permission))
  if (!able) throw new Error(`nobody in the demo store may ${permission}`)
  if ((await asked(page, 'identity.me', {})).id !== able.id) await asked(page, 'identity.actAs', { userId: able.id })
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
  await demo.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1440, 900))
  const { people } = await asked(demo.page, 'identity.people', {})
  for (const { id } of people) {
    await asked(demo.page, 'identity.actAs', { userId: id })
    everybody.push({ id, permissions: (await asked(demo.page, 'identity.me', {})).permissions })
  }
  everybody = everybody.toSorted((a, b) => b.permissions.length - a.permissions.length)
})
test.afterAll(() => demo?.close())

test('the screens were found where they are registered', () => {
  expect(screens.length).toBeGreaterThanOrEqual(15)
  expect(screens.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['home', 'orders', 'order', 'settings']))
})

/** Every theme and language takes six minutes; without AXE=all the first of each is looked at. */
const all = process.env['AXE'] === 'all'
for (const theme of all ? (['light', 'dark'] as const) : (['light'] as const))
  for (const language of all ? (['zh-CN', 'en'] as const) : (['zh-CN'] as const))
    test(`every screen, ${theme}, ${language}`, async () => {
      test.setTimeout(600_000)
      const { page } = demo
      await page.evaluate((look) => localStorage.setItem('forecourt.look', JSON.stringify(look)), {
        theme,
        language,
        density: 'compact',
        railFolded: false,
      })
      const wrong: Record<string, string[]> = {}
      for (const { kind, permission } of screens) {
        await sitDown(page, permission)
        await showOnly(page, kind, await records[kind]?.(page))
        expect(await page.evaluate(() => [document.documentElement.dataset['theme'], document.documentElement.lang])).toEqual([
          theme,
          language,
        ])
        await expect(page.getByRole('tab', { selected: true }).first(), kind).toBeVisible()
        await page.waitForTimeout(300)
        const found = await grave(page)
        // A list shows its details beside it once a row is chosen.
        const row = page.locator('#sheet [role=row][aria-rowindex="2"], #sheet [role=row][data-key]').first()
        if (await row.isVisible()) {
          await row.click()
          await page.waitForTimeout(300)
          found.push(...(await grave(page)))
        }
        if (found.length > 0) wrong[kind] = [...new Set(found)]
      }
      expect(wrong).toEqual({})
    })

const aloft = async (): Promise<void> => {
  test.setTimeout(240_000)
  const { page } = demo
  const wrong: Record<string, string[]> = {}
  const look = async (what: string): Promise<void> => {
    await page.waitForTimeout(400)
    const found = await grave(page)
    if (found.length > 0) wrong[what] = found
  }
  for (const theme of ['light', 'dark']) {
    await page.evaluate(
      (value) =>
        localStorage.setItem('forecourt.look', JSON.stringify({ theme: value, language: 'zh-CN', density: 'compact', railFolded: false })),
      theme,
    )
    await sitDown(page, 'receivables.receive')
    await showOnly(page, 'receivables')
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').getByRole('combobox').fill('zhou')
    await expect(page.getByRole('option').first()).toBeVisible()
    await look(`palette ${theme}`)
    await page.keyboard.press('Escape')
    await page.locator('button.me').click()
    await expect(page.getByRole('menu')).toBeVisible()
    await look(`menu ${theme}`)
    await page.keyboard.press('Escape')
    await page
      .getByRole('main')
      .getByRole('button', { name: /^收款/ })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('combobox').fill('SO')
    await page.getByRole('option').first().click()
    await expect(page.getByRole('dialog').getByLabel('金额', { exact: true })).toBeVisible()
    await page.getByRole('dialog').getByLabel('金额', { exact: true }).fill('-1')
    await page.getByRole('dialog').getByRole('button', { name: /^收 / }).click()
    await look(`receiving ${theme}`)
    await page.keyboard.press('Escape')
  }
  expect(wrong).toEqual({})
}
if (all) test('what floats above: palette, menus, receiving money', aloft)
