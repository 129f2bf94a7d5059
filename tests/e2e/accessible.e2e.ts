// Every screen of the demo store as axe sees it, in both themes, with every dialog, menu and pane that opens over it: nothing
// serious, nothing critical.
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { stillness } from '../support/axe.ts'
import { stores, type Toured } from '../support/looked-at.ts'
import { elsewhere, type Opening, openings } from '../support/openings.ts'
import { records, screens } from '../support/screens.ts'
import { showOnly } from '../support/window.ts'

/**
 * Serious and critical only, short enough to read. Legacy mode: Electron cannot open the helper page axe wants; `within`
 * leaves out what was looked at before. */
async function grave(page: Page, { within, rules }: { within?: string | undefined; rules?: string[] | undefined }): Promise<string[]> {
  let axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-live-announcer]')
  if (within) axe = axe.include(within)
  if (rules) axe = axe.withRules(rules)
  const { violations } = await axe.analyze()
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

/** axe looks at nothing that moves and at no clock: each part has a window of its own, two at a time. */
const PARTS = [0, 1, 2]
const part = <Item>(of: readonly Item[], at: number): Item[] => of.filter((_, index) => index % PARTS.length === at)
test.describe.configure({ mode: 'parallel', timeout: 900_000 })

async function inDemo(look: (demo: Toured) => Promise<void>): Promise<void> {
  const demo = await stores.demo()
  await large(demo)
  await look(demo).finally(() => demo.close())
}

const large = ({ app }: Toured): Promise<void> =>
  app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1440, 900))

test('the screens were found where they are registered', () => {
  expect(screens.length).toBeGreaterThanOrEqual(15)
  expect(screens.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['home', 'orders', 'order', 'settings']))
})

/** What is wrong in front, in light and in dark: of the dark only the contrast, for nothing else changes. */
async function wrongInBoth(page: Page, within?: string): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme)
    await stillness(page)
    const rules = theme === 'dark' ? ['color-contrast'] : undefined
    found.push(...(await grave(page, { within, rules })).map((line) => `${theme}: ${line}`))
  }
  return [...new Set(found)]
}

/** English takes as long again: with AXE=all it is looked at too. */
for (const language of process.env['AXE'] === 'all' ? (['zh-CN', 'en'] as const) : (['zh-CN'] as const))
  for (const at of PARTS)
    test(`every screen and what stands beside it, ${language}, part ${at + 1} of ${PARTS.length}`, () =>
      inDemo(async ({ page, sitDown }) => {
        await page.evaluate((name) => localStorage.setItem('forecourt.look', JSON.stringify({ theme: 'light', language: name })), language)
        const wrong: Record<string, string[]> = {}
        for (const { kind, permission } of part(screens, at)) {
          await sitDown(permission)
          await showOnly(page, kind, await records[kind]?.(page))
          expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
          await expect(page.getByRole('tab', { selected: true }).first(), kind).toBeVisible()
          // A list shows its details beside it once a row is chosen.
          const row = page.locator('#sheet [role=row][aria-rowindex="2"]').first()
          if (await row.isVisible()) await row.click()
          const found = await wrongInBoth(page)
          if (found.length > 0) wrong[kind] = found
        }
        expect(wrong).toEqual({})
      }))

test('every dialog there is, is looked at or said why not', () => {
  const folder = resolve(import.meta.dirname, '../../src/renderer')
  const made = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // What headquarters' console opens, console.e2e.ts looks at in its browser.
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('console') && !/ui\/(DateField|Dialog|Palette|Popover)\.tsx$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(resolve(folder, file), 'utf8')
      // The component whose own frame is a dialog, whatever else the file holds.
      return text
        .split(/^(?:export )?function /m)
        .slice(1)
        .flatMap((part) => (/<Dialog\b/.test(part) ? [/^\w+/.exec(part)?.[0] ?? ''] : []))
    })
  expect(made.length).toBeGreaterThan(15)
  const known = new Set([...openings.map(({ of }) => of.split(' ')[0] ?? ''), ...Object.keys(elsewhere)])
  expect(made.filter((name) => !known.has(name))).toEqual([])
  expect(Object.keys(elsewhere).filter((name) => !made.includes(name))).toEqual([])
})

/** What is wrong with what opens in one store. */
async function wrongIn({ page, sitDown }: Toured, opened: readonly Opening[]): Promise<Record<string, string[]>> {
  await page.evaluate(() => localStorage.setItem('forecourt.look', JSON.stringify({ theme: 'light', language: 'zh-CN' })))
  const wrong: Record<string, string[]> = {}
  for (const { of, screen, permission, record, open } of opened) {
    const look = async (): Promise<string[]> => {
      await sitDown(permission)
      const id = await record?.(page)
      expect(record === undefined || id !== undefined, `the store has a record for ${of}`).toBe(true)
      await showOnly(page, screen, id)
      await expect(page.getByRole('tab', { selected: true }).first(), of).toBeVisible()
      await open(page)
      const within = of.startsWith('pane') ? '#sheet aside' : '[role=dialog], [role=alertdialog], [role=menu]'
      await expect(page.locator(within).first(), of).toBeVisible()
      return wrongInBoth(page, within)
    }
    // One that does not open does not hide what is wrong with the next.
    const found = await test.step(of, () => look().catch((error: unknown) => [String(error).slice(0, 400)]))
    if (found.length > 0) wrong[of] = found
  }
  return wrong
}

const inStore = (store: Opening['store']): Opening[] => openings.filter((each) => each.store === store)

for (const at of PARTS)
  test(`everything that opens over or beside a screen, part ${at + 1} of ${PARTS.length}`, () =>
    inDemo(async (demo) => expect(await wrongIn(demo, part(inStore(undefined), at))).toEqual({})))

test('what opens in a store of one’s own: its recovery code, the way back to a backup', async () => {
  const own = await stores.empty()
  await large(own)
  expect(await wrongIn(own, inStore('empty'))).toEqual({})
  await own.close()
})
