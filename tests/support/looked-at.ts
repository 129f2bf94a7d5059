// The stores people look at, each in a real window: the demo store, one just founded, one with a hundred thousand customers,
// and a desktop of a headquarters, without its line and with it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { fillDemo } from '../../src/main/demo/generate.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { dayOf } from '../../src/shared/dates.ts'
import { launch, type App } from './app.ts'
import { openProfile } from './profile.ts'
import { demoPeople } from './screens.ts'
import { soldTwice } from './sold-twice.ts'
import { openDemo, startStore } from './window.ts'

export type Toured = {
  app: App
  page: Page
  /** Lets somebody sit here who may see the screen. */
  sitDown(permission: string | undefined): Promise<void>
  /** What is to be seen later: the line of the store that has none comes back. */
  later?(): Promise<void>
  close(): Promise<void>
}

async function demo(): Promise<Toured> {
  const app = await launch()
  await openDemo(app.page)
  return { app, page: app.page, ...(await demoPeople(app.page)), close: app.close }
}

/** Founded a minute ago, by its administrator. */
async function empty(): Promise<Toured> {
  const app = await launch()
  await startStore(app.page)
  return { app, page: app.page, sitDown: () => Promise.resolve(), close: app.close }
}

/** The demo store's generator with more people, in a folder that is thrown away. */
async function large(): Promise<Toured> {
  const profile = mkdtempSync(join(tmpdir(), 'forecourt-large-'))
  const site = { name: '展厅大店', code: 'YS' }
  const opened = await openProfile(profile)
  await opened.desktop.control.makeDemo(site.name, async (session, id) => {
    const { replica, deviceCode } = readDesk(session.st)
    const about = { site: { id, ...site }, replica, deviceCode, deviceName: '前台', secrets: null }
    await fillDemo(session, { ...about, today: dayOf(session.now()), now: session.now(), customers: 100_000, vehicles: 2000, orders: 4000 })
  })
  await opened.desktop.close()
  const app = await launch({ profile })
  await app.page.locator('.rail').waitFor({ timeout: 60_000 })
  const close = async (): Promise<void> => {
    await app.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { app, page: app.page, ...(await demoPeople(app.page)), close }
}

/** A car was sold here without a line and elsewhere too. */
async function group(): Promise<Toured> {
  const { one, settle, close } = await soldTwice()
  return { app: one.app, page: one.page, sitDown: () => Promise.resolve(), later: settle, close }
}

export const stores = { demo, empty, large, group } satisfies Record<string, () => Promise<Toured>>
export type StoreName = keyof typeof stores
