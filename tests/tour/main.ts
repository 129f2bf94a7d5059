// npm run tour -- [demo] [empty] [large] [group] [--size 1366x768] [--theme dark] [--only orders,palette]: every registered
// screen and everything that opens over one, in real windows, as pictures under FORECOURT_SHOTS. It judges nothing: a
// person looks at them.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import { openings } from '../support/openings.ts'
import { records, screens } from '../support/screens.ts'
import { showOnly } from '../support/window.ts'
import { sights } from './sights.ts'
import { stores, type StoreName, type Toured } from '../support/looked-at.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1366x768,1920x1080' },
    theme: { type: 'string', default: 'light,dark' },
    only: { type: 'string' },
  },
})
const shots = resolve(process.env['FORECOURT_SHOTS'] ?? 'test-results/tour')
const sizes = values.size.split(',').map((text) => text.split('x').map(Number) as [number, number])
const themes = values.theme.split(',')
const only = values.only?.split(',')
const wanted = (name: string): boolean => only === undefined || only.includes(name)
const strangers = positionals.filter((name) => !(name in stores))
if (strangers.length > 0) {
  console.error(`known: ${Object.keys(stores).join(', ')}; not ${strangers.join(', ')}`)
  process.exit(64)
}
const chosen = (positionals.length > 0 ? positionals : Object.keys(stores)) as StoreName[]

/** One sight in every size and theme asked for. */
async function take({ app, page }: Toured, store: string, name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await app.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height] as const)
    await page.waitForFunction((w) => innerWidth === w, width)
    for (const theme of themes) {
      await page.evaluate((word) => void (document.documentElement.dataset['theme'] = word), theme)
      await settled(page)
      const folder = `${shots}/${store}-${width}-${theme}`
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: `${folder}/${name}.png` })
    }
  }
}

/** The pointer rests nowhere, nothing moves, nothing is awaited any more. Grey bars come 200 ms late, hence the pause. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(1, 1)
  // Twice, since on a busy machine they come later still.
  for (let n = 0; n < 2; n++) {
    await page.waitForTimeout(250)
    await page.waitForFunction(
      () =>
        document.getAnimations().every(({ playState }) => playState !== 'running') &&
        [...document.querySelectorAll('.loading, .bone')].every((bar) => !bar.checkVisibility()),
    )
  }
}

const failed: string[] = []
async function look(name: string, see: () => Promise<void>): Promise<void> {
  try {
    await see()
  } catch (error) {
    failed.push(`${name}: ${String(error).split('\n')[0]}`)
  }
}

/** All screens, and with `over` all that opens over them. */
async function walk(toured: Toured, store: StoreName, folder: string, over: boolean): Promise<void> {
  const { page, sitDown } = toured
  for (const { kind, permission } of screens.filter(({ kind }) => wanted(kind)))
    await look(`${folder} ${kind}`, async () => {
      await sitDown(permission)
      const record = await records[kind]?.(page)
      if (records[kind] && record === undefined) return
      await showOnly(page, kind, record)
      await take(toured, folder, kind)
    })
  for (const { of, screen, permission, record, open, ...needs } of openings.filter(({ of }) => over && wanted(of)))
    if ((needs.store ?? 'demo') === store)
      await look(`${folder} ${of}`, async () => {
        await sitDown(permission)
        await showOnly(page, screen, await record?.(page))
        await open(page)
        await take(toured, folder, `over-${of.replaceAll(' ', '-')}`)
      })
}

for (const store of chosen) {
  const toured = await stores[store]()
  if (toured.later) {
    await walk(toured, store, `${store}-offline`, false)
    await toured.later()
  }
  await walk(toured, store, store, true)
  for (const { of, see } of sights.filter((each) => each.store === store && wanted(each.of)))
    await look(`${store} ${of}`, async () => {
      await see(toured)
      await take(toured, store, `sight-${of.replaceAll(' ', '-')}`)
    })
  await toured.close()
}
console.log(`pictures: ${shots}`)
if (failed.length > 0) {
  console.error(failed.join('\n'))
  process.exit(1)
}
